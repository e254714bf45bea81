package corridor

import (
	"fmt"

	"corridor/sim/des"
)

// Failure is a fault of the model in one replication, with the simulated time at which it showed.
type Failure struct {
	Time des.Time
	Text string
}

func (f Failure) Error() string { return fmt.Sprintf("at %v: %s", f.Time, f.Text) }

// failf stops the replication: a broken rule of the model is never carried on with.
func (w *World) failf(where placeID, format string, args ...any) {
	name := "the corridor"
	if where >= 0 {
		name = w.scenario.Things[where].Path
	}
	panic(fmt.Sprintf("in %s: ", name) + fmt.Sprintf(format, args...))
}

// stray stops the replication at an event that nobody knows.
//
//go:noinline
func (w *World) stray(where placeID, e event) { w.failf(where, "unknown event %v", e) }

// fail makes a Failure of a panic, up to which a Trace tells what happened; it must be deferred.
func (w *World) fail() {
	if r := recover(); r != nil {
		if w.trace != nil {
			w.trace.finish(w)
		}
		panic(Failure{Time: w.sim.Now(), Text: fmt.Sprint(r)})
	}
}
