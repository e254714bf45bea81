package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
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
		if got := m["rail.r."+name]; !(math.Abs(got/want-1) <= 0.04) {
			t.Errorf("%s is %.4f, want %.4f", name, got, want)
		}
	}
	still, _ := Without(s, "other-traffic-on-lines")
	off := run(t, still, 0)
	if w, most := off["rail.r.waiting.mean"], off["rail.r.other.queue.max"]; most != 0 || !(math.Abs(w-0.0625/0.75) <= 0.004) {
		t.Errorf("without other traffic %g of it wait, and the corridor's trains %g h, want M/D/1's 0.0833", most, w)
	}
}

// TestOtherTrafficStarves: sections of an hour and a train every 59 minutes of the corridor, which goes first: of the other
// traffic, one train a day each way, none passes that comes after the first queue, and the rest stand before the line at the end. With a
// corridor train every two hours and a half there is time for one of them between any two, and all pass.
func TestOtherTrafficStarves(t *testing.T) {
	line := func(gap float64) *Scenario {
		return model(0, 24*366, map[string]Spec{"route.r": routeOf("rail.r"),
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(hours(gap)), 1 }),
			"rail.r": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Other = 3600, 1, 1, Both[Frequency]{1, 1} })})
	}
	m := run(t, line(59./60), 0)
	offered, passed, left := m["rail.r.other.offered"], m["rail.r.other.passed"], m["rail.r.other.queue.last"]
	if !(math.Abs(offered-732) <= 3*math.Sqrt(732)) || passed > 5 || !(math.Abs(left-(offered-passed)) <= 1e-9) {
		t.Errorf("%g of %g trains pass a line that is taken and %g wait, want hardly any of some 732", passed, offered, left)
	}
	// What is offered is measured from the start of the period on, what waits then comes on top.
	s := line(59. / 60)
	s.Run.Start, s.Run.LeadIn, s.Run.Length = s.Run.Start.AddDate(0, 0, 60), 60*day, 306*day
	part := run(t, s, 0)
	early, late := part["rail.r.other.queue.last"]-part["rail.r.other.offered"]*306/366, part["rail.r.other.offered"]*306/366
	if part["rail.r.other.passed"] != 0 || !(math.Abs(early-120) <= 33) || part["rail.r.other.queue.last"] != left || !(math.Abs(early+late-left) <= 1e-9) {
		t.Errorf("%g came before the period, %g in it, %g wait at the end; without a lead-in %g", early, late, part["rail.r.other.queue.last"], left)
	}
	m = run(t, line(2.5), 0)
	if free := m["rail.r.other.offered"]; free != offered || free-m["rail.r.other.passed"] > 2 || m["rail.r.other.queue.last"] != free-m["rail.r.other.passed"] {
		t.Errorf("%g of %g trains pass, want all of %g", m["rail.r.other.passed"], free, offered)
	}
}

// lineOfOthers is one section of half an hour, half a train an hour of the corridor and half a train of others.
func lineOfOthers(change func(*Rail)) *Scenario {
	return model(2000, 200000, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(exp(2)) }),
		"route.r": routeOf("rail.r"),
		"rail.r": newOf(railKind, func(r *Rail) {
			r.Length, r.Speed, r.Tracks, r.Other = 1800, 1, 1, Both[Frequency]{12, 0}
			change(r)
		}),
	})
}

// TestOtherTrafficFirst: 0.125 h of
// work is found (1 · 0.5² / 2). First come, first served, all wait 0.125/0.5 = 0.25 h. Where the others have a priority they wait 0.125/0.75 h
// and the corridor's trains 0.125/(0.75·0.5) h (Cobham); where half of them have it, these wait 0.125/0.875 h and all else
// 0.125/(0.875·0.5) h.
func TestOtherTrafficFirst(t *testing.T) {
	for _, c := range []struct {
		name          string
		s             *Scenario
		corridor, its float64
	}{
		{"as all", lineOfOthers(func(*Rail) {}), 0.125 / 0.5, 0.125 / 0.5},
		{"first", lineOfOthers(func(r *Rail) { r.OtherPriority = 1 }), 0.125 / 0.75 / 0.5, 0.125 / 0.75},
		{"half of it", lineOfOthers(func(r *Rail) { r.OtherPriority, r.OtherShare = 1, 0.5 }), 0.125 / 0.875 / 0.5, (0.125/0.875/0.5 + 0.125/0.875) / 2},
	} {
		m := run(t, c.s, 0)
		if a, b := m["rail.r.waiting.mean"], m["rail.r.other.waiting.mean"]; !(math.Abs(a/c.corridor-1) <= 0.04) || !(math.Abs(b/c.its-1) <= 0.04) {
			t.Errorf("%s: the corridor's trains wait %.4f h and others %.4f h, want %.4f and %.4f", c.name, a, b, c.corridor, c.its)
		}
	}
}

// TestMeetWithOtherTraffic: two trains of the corridor come west at hour 12 to a section of 3 h, and one of other traffic comes east
// at hour 13. At hour 15 the second train goes, which has waited longer, and the other follows at hour 18; with a priority the
// other goes at hour 15 and the train at hour 18.
func TestMeetWithOtherTraffic(t *testing.T) {
	for priority, want := range map[int][2]float64{0: {1.5, 5}, 1: {3, 2}, 2: {1.5, 5}} {
		s := meetOfOthers(priority)
		if priority == 2 {
			spec[*Flow](s, "flow.f").Priority = 1
		}
		m := run(t, s, 0)
		if a, b := m["rail.r.waiting.mean"], m["rail.r.other.waiting.mean"]; !(math.Abs(a-want[0]) <= 1e-9) || !(math.Abs(b-want[1]) <= 1e-9) {
			t.Errorf("priority %d: waits of %g h and %g h, want %v", priority, a, b, want)
		}
	}
}

func meetOfOthers(priority int) *Scenario {
	s := model(0, 23, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(12)), des.Constant(2) }),
		"route.r": routeOf("rail.r"),
		"rail.r": newOf(railKind, func(r *Rail) {
			r.Length, r.Speed, r.Tracks, r.Other, r.OtherPriority = 3*3600, 1, 1, Both[Frequency]{0, 24. / 13}, priority
		}),
	})
	s.Run.AtMeans = true
	return s
}
