package corridor

import (
	"testing"

	"corridor/sim/des"
)

// TestSteadyStateDoesNotAllocate: once slabs and rings have reached their size, simulating costs no memory.
func TestSteadyStateDoesNotAllocate(t *testing.T) {
	for _, c := range []struct {
		name string
		s    *Scenario
	}{{"station", mmc(3, 1/1.8, 1)}, {"corridor", small()}} {
		w := build(t, c.s, 0)
		w.begin()
		now := at(24 * 120)
		drive(w, now, nil)
		steps := w.sim.Steps()
		got := testing.AllocsPerRun(1, func() { // a mean over several runs would be rounded down
			now = now.Add(360 * des.Day)
			drive(w, now, nil)
		})
		if events := w.sim.Steps() - steps; events == 0 || got > 0 {
			t.Errorf("%s: %v allocations a year, %d events in all", c.name, got, events)
		}
	}
}
