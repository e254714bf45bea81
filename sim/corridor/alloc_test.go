package corridor

import (
	"testing"

	"corridor/sim/des"
)

// TestSteadyStateDoesNotAllocate: once slabs and rings have reached their size, simulating costs no memory.
func TestSteadyStateDoesNotAllocate(t *testing.T) {
	for _, c := range []struct {
		name  string
		s     *Scenario
		limit float64 // allocations in a simulated month
	}{
		{"station", mmc(3, 1/1.8, 1), 0},
		{"corridor", small(), 8}, // a queue or slab that sees a new record now and then
	} {
		w := build(t, c.s, 0)
		w.begin()
		now := at(24 * 120)
		drive(w, now, nil)
		steps := w.sim.Steps()
		got := testing.AllocsPerRun(3, func() {
			now = now.Add(30 * des.Day)
			drive(w, now, nil)
		})
		if events := w.sim.Steps() - steps; events == 0 || got > c.limit {
			t.Errorf("%s: %v allocations a month, %d events in all", c.name, got, events)
		}
	}
}
