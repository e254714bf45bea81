package corridor

import "corridor/sim/des"

// stay is what Little's law asks for one place: the area under the number of trains in it is the sum of their stays, to the
// nanosecond, over any stretch of time. The World checks it in every run.
//
// The area up to now is the moments of all leavings less those of all arrivals, and now once for each train inside. The sum is
// the moments of all leavings less those at which those trains came, as they say themselves, and now less that moment for each
// train inside. What is left of the difference when all has been cancelled is one number: the moments at which trains came as
// they said when they left, less those of all arrivals; those of the trains inside make it 0. It may wrap round: the identity
// holds modulo 2^64.
type stay uint64

// into takes a train out of the place where it is, if any, and into another.
func (w *World) into(tr *train, at placeID) {
	w.outOf(tr)
	now := w.sim.Now()
	tr.in, tr.entered = at, now
	if checked {
		w.stays[at] -= stay(now)
	}
	if w.trace != nil {
		w.trace.comes(w, tr, at)
	}
}

// outOf takes a train out of the place where it is, if any.
func (w *World) outOf(tr *train) {
	if tr.in != none {
		if checked {
			w.stays[tr.in] += stay(tr.entered)
		}
		tr.in = none
	}
}

// eachTrain tells of all trains that are in a place since when they have been there.
func (w *World) eachTrain(tell func(s *stay, entered des.Time)) {
	for _, tr := range w.trains {
		if tr.leg != none && tr.in != none { // not in the slab
			tell(&w.stays[tr.in], tr.entered)
		}
	}
}

// auditStays checks Little's law at every place, of trains, ships and cargo.
func (w *World) auditStays() {
	if !checked {
		return
	}
	w.eachTrain(func(s *stay, entered des.Time) { *s += stay(entered) })
	for p, s := range w.stays {
		if s != 0 {
			w.failf(placeID(p), "Little's law is broken: the area under the trains there is %d ns more than their stays", int64(s))
		}
	}
	w.eachTrain(func(s *stay, entered des.Time) { *s -= stay(entered) })
	w.auditCounted()
	w.auditLives()
}
