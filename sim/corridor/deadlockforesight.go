package corridor

import "slices"

// What may end a wait from without, so that who depends on it counts as free: measures to come, closures and bans before which
// cargo takes another way (reroute.go), and closures that take it back from its origin (recall.go).

// foresee notes what measures to come change or open. Who waits for a place, a fleet or a pool of which that is so counts as free;
// what changes with demand, routes and calendars helps nobody: it adds cargo, or begins and ends hours for which nobody waits here.
func (d *deadlock) foresee() {
	w := d.w
	if d.changes != nil && d.epoch == w.epoch {
		return
	}
	d.epoch, d.changes = w.epoch, slices.Grow(d.changes[:0], len(w.scenario.Things))[:len(w.scenario.Things)]
	clear(d.changes)
	now := w.scenario.Run.begins().Add(dur(int64(w.epochs[w.epoch].at)))
	for i := range w.scenario.Things {
		d.changes[i] = w.scenario.Things[i].From.After(now)
	}
	for _, e := range w.epochs[w.epoch+1:] {
		for i := range e.scenario.Things {
			d.changes[i] = d.changes[i] || e.scenario.Things[i].Spec != w.scenario.Things[i].Spec
		}
	}
}

// isRejoined tells whether trains on other ways may change to this one.
func (d *deadlock) isRejoined(in *inroad) bool {
	return slices.ContainsFunc(d.w.flows, func(f *flowState) bool {
		return f.wanders && (f == in.flow || f.train == in.flow.train && f.runs(in.leg))
	})
}

// mayDisperse tells whether cargo of a pile may take another route one day, or be held for want of one.
func (p *pile) mayDisperse(w *World) bool {
	for i := range p.items.Len() {
		if w.mayLeave(p.items.At(i)) {
			return true
		}
	}
	return false
}

// mayDisperse tells whether cargo of a quay may take another route one day, or be held.
func (q *quay) mayDisperse(w *World) bool {
	for i := range q.items.Len() {
		if w.mayLeave(q.items.At(i)) {
			return true
		}
	}
	return false
}

// mayDisperse tells whether somebody of those who wait for wagons of a stock may give way to those behind one day.
func (s *stock) mayDisperse(w *World) bool {
	for i := range s.claims.Len() {
		c := s.claims.At(i)
		if c.cargo != nil && w.mayLeave(c.cargo) || c.pile != nil && c.pile.mayDisperse(w) {
			return true
		}
	}
	return false
}

// mayLeave tells whether cargo ashore may go elsewhere than where it is sent.
func (w *World) mayLeave(x *consignment) bool {
	return w.flows[x.flow].wanders || w.mayBeRecalled(x)
}
