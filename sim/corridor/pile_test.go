package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// TestTrainsOfOneInstant: trains that are made up and loaded at one moment set out in the order in which their cargo came.
// Three pieces come at hour 1000 and wait for a fourth; nine come at hour 1100. The first of three trains has the three: they
// wait 100 h, run 10 h and are unloaded in 24 h, before the other trains.
func TestTrainsOfOneInstant(t *testing.T) {
	for _, departures := range []int{0, 1} {
		s := banned1(nil)
		spec[*Rail](s, "rail.l").Tracks = 2
		spec[*Train](s, "train.t").Load = Amount{4, Items}
		spec[*Flow](s, "flow.first").Batch = des.Constant(3)
		spec[*Flow](s, "flow.second").Batch = des.Constant(9)
		spec[*Terminal](s, "terminal.a").Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Departure: departures}}}
		m := run(t, s, 0)
		if got := m["flow.first.transit.mean"] * 24; !(math.Abs(got-(100+10+24)) <= 1e-6) {
			t.Errorf("%d departure tracks: the first cargo takes %v h, want 134", departures, got)
		}
	}
}
