package corridor

import "corridor/sim/des"

// stays keeps, for each place, the area under the number of trains in it and the sum of their stays.
// Little's law makes the two equal, to the nanosecond, over any stretch of time; the World checks it in
// every run. Sums may wrap round: the identity holds modulo 2^64.
type stays struct {
	inside []int64
	since  []des.Time
	area   []uint64
	sum    []uint64
}

func newStays(places int) stays {
	return stays{make([]int64, places), make([]des.Time, places), make([]uint64, places), make([]uint64, places)}
}

// change closes the area of a place up to now and adds n trains.
func (s *stays) change(now des.Time, at placeID, n int64) {
	s.area[at] += uint64(s.inside[at]) * uint64(now-s.since[at])
	s.since[at] = now
	s.inside[at] += n
}

// into takes a train out of the place where it is, if any, and into another, if any.
func (w *World) into(tr *train, at placeID) {
	now := w.sim.Now()
	if tr.in != none {
		w.stays.change(now, tr.in, -1)
		w.stays.sum[tr.in] += uint64(now - tr.entered)
	}
	tr.in, tr.entered = at, now
	if at != none {
		w.stays.change(now, at, 1)
	}
}

// auditStays checks Little's law at every place, and that whoever cannot go on waits for a place that knows.
func (w *World) auditStays() {
	now := w.sim.Now()
	for t := range w.trains {
		tr := &w.trains[t]
		if tr.leg == none {
			continue // in the slab
		}
		if tr.in != none {
			w.stays.sum[tr.in] += uint64(now - tr.entered)
		}
		if tr.blocked && !tr.asked && !tr.granted {
			w.failf(tr.in, "train %d is blocked, but no place has been asked for room", t)
		}
	}
	for p := range w.places {
		w.stays.change(now, placeID(p), 0)
		if w.stays.area[p] != w.stays.sum[p] {
			w.failf(placeID(p), "Little's law is broken: %d train-ns in the place, %d in the trains", w.stays.area[p], w.stays.sum[p])
		}
	}
}
