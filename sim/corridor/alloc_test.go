package corridor

import (
	"testing"

	"corridor/sim/des"
)

// TestSteadyStateDoesNotAllocate: once slabs and rings have reached their size, simulating costs no memory.
func TestSteadyStateDoesNotAllocate(t *testing.T) {
	for _, c := range []struct {
		name   string
		s      *Scenario
		months int // before, in which queues and histograms grow
	}{{"station", mmc(3, 1/1.8, 1), 48}, {"corridor", small(), 4}, {"pools", pooled(), 12}} {
		c.s.Run.Length = h(24 * 100) // within a calendar year: years have histograms of their own
		w := build(t, c.s, 0)
		w.begin()
		now := at(24 * 30 * float64(c.months))
		drive(w, now, nil)
		steps := w.sim.Steps()
		got := testing.AllocsPerRun(1, func() { // a mean over several runs would be rounded down
			now = now.Add(360 * des.Day)
			drive(w, now, nil)
		})
		if events := w.sim.Steps() - steps; events == 0 || got > 0 {
			t.Errorf("%s: %v allocations a year, %d events in all", c.name, got, events)
		}
		// a mean: the runtime fills its cache of type assertions now and then
		if got := testing.AllocsPerRun(100, w.auditWaits); got > 0 {
			t.Errorf("%s: %v allocations at a look for who waits", c.name, got)
		}
	}
}

// pooled is a line with finite wagons that are short, some of them in repair.
func pooled() *Scenario {
	s := circuit(30, map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Train = every(hours(60)), des.Constant(40), "train.t"
	})})
	spec[*Wagon](s, "wagon.pool").Repair = &Repair{Share: 0.05, Takes: hours(30)}
	return s
}
