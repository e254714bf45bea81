package corridor

import "corridor/sim/des"

// stay keeps, for one place, the area under the number of trains in it and the sum of their stays.
// Little's law makes the two equal, to the nanosecond, over any stretch of time; the World checks it in
// every run. Sums may wrap round: the identity holds modulo 2^64. The area up to now is stamps, the moments of
// all leavings less those of all arrivals, and now once for each train inside.
type stay struct {
	inside uint64
	stamps uint64
	sum    uint64
}

// into takes a train out of the place where it is, if any, and into another.
func (w *World) into(tr *train, at placeID) {
	w.outOf(tr)
	now := w.sim.Now()
	tr.in, tr.entered = at, now
	if checked {
		s := &w.stays[at]
		s.inside++
		s.stamps -= uint64(now)
	}
	if w.trace != nil {
		w.trace.comes(w, tr, at)
	}
}

// outOf takes a train out of the place where it is, if any.
func (w *World) outOf(tr *train) {
	if tr.in != none {
		if checked {
			s, now := &w.stays[tr.in], w.sim.Now()
			s.inside--
			s.stamps += uint64(now)
			s.sum += uint64(now - tr.entered)
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
	now := w.sim.Now()
	w.eachTrain(func(s *stay, entered des.Time) { s.sum += uint64(now - entered) })
	for p := range w.stays {
		s := &w.stays[p]
		if area := s.stamps + s.inside*uint64(now); area != s.sum {
			w.failf(placeID(p), "Little's law is broken: %d train-ns in the place, %d in the trains", area, s.sum)
		}
	}
	w.eachTrain(func(s *stay, entered des.Time) { s.sum -= uint64(now - entered) })
	w.auditCounted()
	w.auditLives()
}
