package corridor

import (
	"math"
	"testing"
)

// TestOtherTrafficApart: on a single track other traffic is a queue of its own behind the corridor's trains. Cobham's
// classes, one section of half an hour, half a train an hour of the corridor and one of others: 1.5·0.25/2 = 0.1875 h of
// work is found, so the first wait 0.1875/0.75 = 0.25 h and the others 0.1875/(0.75·0.25) = 1 h.
func TestOtherTrafficApart(t *testing.T) {
	s := model(2000, 200000, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(2)), 1 }),
		"route.r": routeOf("rail.r"),
		"rail.r":  newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Other = 1800, 1, 1, Both[Frequency]{24, 0} }),
	})
	m := run(t, s, 0)
	for name, want := range map[string]float64{
		"waiting.mean": 0.25, "waiting.west.mean": 0.25, "queue.mean": 0.125, "other.waiting.mean": 1, "other.queue.mean": 1, "busy": 0.75,
	} {
		if got := m["rail.r."+name]; math.Abs(got/want-1) > 0.04 {
			t.Errorf("%s is %.4f, want %.4f", name, got, want)
		}
	}
	still, _ := Without(s, "other-traffic-on-lines")
	off := run(t, still, 0)
	if w, most := off["rail.r.waiting.mean"], off["rail.r.other.queue.max"]; most != 0 || math.Abs(w-0.0625/0.75) > 0.004 {
		t.Errorf("without other traffic %g of it wait, and the corridor's trains %g h, want M/D/1's 0.0833", most, w)
	}
}
