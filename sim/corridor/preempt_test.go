package corridor

import (
	"math"
	"testing"
)

// interrupted is the station of TestPreemptByHand.
func interrupted(rule string) *Scenario {
	comes := func(hour float64, priority int) Spec {
		return flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(hours(hour)), priority })
	}
	three := hours(3)
	s := model(0, 150, map[string]Spec{
		"flow.low": comes(100, 2), "flow.peer": comes(101, 2), "flow.late": comes(112, 2), "flow.high": comes(104, 1), "flow.next": comes(108, 1),
		"route.r": routeOf("station.s"),
		"station.s": stationOf(1, hours(10), func(x *Station) {
			x.Preempt, x.Of = rule, Map[Served]{{"high", Served{Service: &three}}, {"next", Served{Service: &three}}}
		}),
	})
	s.Run.AtMeans = true
	return s
}

// preemptEffects: see TestPreemptByHand.
func preemptEffects() (out []effect) {
	for rule, want := range map[string]float64{"pause": 16, "restart": 21} {
		out = append(out, effect{mechanism: "preemption", what: rule, metric: "flow.low.time.mean", model: interrupted(rule), with: want, off: 10})
	}
	return out
}

// TestPreemptByHand: one server, 10 h for whom it serves by default. One of the second rank comes at hour 100, a peer at 101;
// one of the first rank, who needs 3 h, at 104 and another at 108; one more peer at 112. If nobody is interrupted they are served in turn: first rank, then the
// peer. With pause the first of all is served for 4 h, 1 h and 5 h; with restart it begins again at 107 and at 111, and 5 h are lost.
// The peers, of the same rank, interrupt nobody and come after it.
func TestPreemptByHand(t *testing.T) {
	for _, c := range []struct {
		rule                        string
		low, peer, late, high, next float64 // hours from coming to leaving
		worked, waited, peerWaits   float64
	}{
		{"no", 10, 25, 24, 9, 8, 10, 0, 15},
		{"pause", 16, 25, 24, 3, 3, 10, 6, 15},
		{"restart", 21, 30, 29, 3, 3, 15, 6, 20},
	} {
		s := interrupted(c.rule)
		m := run(t, s, 0)
		for name, want := range map[string]float64{
			"flow.low.time.mean": c.low, "flow.peer.time.mean": c.peer, "flow.late.time.mean": c.late, "flow.high.time.mean": c.high, "flow.next.time.mean": c.next,
			"flow.low.step.00.handling": c.worked, "flow.low.step.00.track": c.waited,
			"flow.peer.step.00.handling": 10, "flow.peer.step.00.track": c.peerWaits,
			"station.s.serving.mean": (c.worked + 26) / 150,
		} {
			if got, there := m[name]; !there || !(math.Abs(got-want) <= 1e-6) {
				t.Errorf("%s: %s = %v, want %v", c.rule, name, got, want)
			}
		}
	}
}

// TestPreemptAtTheEnd: who comes at the very moment at which a service ends interrupts nobody.
func TestPreemptAtTheEnd(t *testing.T) {
	for _, rule := range []string{"pause", "restart"} {
		s := model(0, 150, map[string]Spec{
			"flow.low":  flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(hours(100)), 2 }),
			"flow.high": flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(hours(110)), 1 }),
			"route.r":   routeOf("station.s"),
			"station.s": stationOf(1, hours(10), func(x *Station) { x.Preempt = rule }),
		})
		s.Run.AtMeans = true
		m := run(t, s, 0)
		if low, high := m["flow.low.time.mean"], m["flow.high.time.mean"]; !(math.Abs(low-10) <= 1e-6) || !(math.Abs(high-10) <= 1e-6) {
			t.Errorf("%s: %v h and %v h, want 10 and 10", rule, low, high)
		}
	}
}
