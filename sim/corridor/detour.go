package corridor

import "slices"

// leavesClosed gives cargo ashore another way from there, if a place on its own is closed and there is another which parts there.
func (w *World) leavesClosed(x *consignment) bool {
	return w.isClosedAhead(x) && w.changesWay(x, false)
}

// leavesBan does the same with cargo that a loading ban has held for too long, if there is a way without one.
func (w *World) leavesBan(x *consignment) bool {
	d := w.flows[x.flow].detour
	if d == nil || d.after == nil {
		return false
	}
	b := w.stageOf(x).pile.ban
	return w.sim.Now().Sub(max(x.ready, b.since)) > *d.after && w.changesWay(x, true)
}

func (w *World) changesWay(x *consignment, unbanned bool) bool {
	f := w.flows[x.flow]
	r := w.otherWay(x, func(old, other *routeState) bool {
		leg := other.legs[x.step]
		parts := leg != old.legs[x.step] || other.steps[x.step+1] != old.steps[x.step+1]
		return parts && !(unbanned && w.banOf(f, leg).applies())
	})
	if r != none {
		w.takesWay(x, r)
	}
	return r != none
}

// banOf is the ban, if there is one, of the siding where trains of a flow are unloaded at the end of a leg.
func (w *World) banOf(f *flowState, leg int32) *ban {
	if leg == none || w.legs[leg].to == none {
		return nil
	}
	d := w.places[w.legs[leg].to].(*depot)
	return d.sidings[d.tracksFor(f)].ban
}

// turnDetours is the beginning of an epoch: who waits ashore for a train or ship to a closed place re-chooses at once.
func (w *World) turnDetours() {
	w.detoured = false
	for _, f := range w.flows {
		w.detoured = w.detoured || f.detour != nil && slices.ContainsFunc(f.detour.closed, func(k int16) bool { return k != none })
	}
	for i := range w.path { // at an open place nobody would ask
		if w.path[i].place != none {
			w.path[i].stands(w, w.path[i].place)
		}
	}
	if !w.detoured {
		return
	}
	for i := 0; i < len(w.piles); i++ { // there may be more of them then
		w.piles[i].sendsElsewhere(w, (*World).leavesClosed)
	}
	for _, l := range w.lanes {
		for end := range l.quays {
			for i := range l.quays[end] {
				l.ports[end].depot.readyAll(w, l.quays[end][i].draw(w, (*World).leavesClosed))
			}
		}
	}
}

// sendsElsewhere sends cargo that leaves a pile for another way there.
func (p *pile) sendsElsewhere(w *World, leaves func(*World, *consignment) bool) {
	gone := p.draw(w, leaves)
	if gone.head == nil {
		return
	}
	if p.yields || p.noTrack {
		p.form(w, p.from) // what is left may find the room that all did not, or be too little for a train
	}
	p.from.readyAll(w, gone)
}

// readyAll sends on what has another way now.
func (d *depot) readyAll(w *World, gone chain) {
	for x := gone.head; x != nil; {
		next := x.next
		x.next = nil
		d.ready(w, x)
		x = next
	}
}

// changesTrain gives a train another way from where it is, when that of its cargo is closed and all of its cargo can go along.
//
//go:noinline
func (w *World) changesTrain(tr *train) {
	if tr.back || tr.cargo == nil || !w.isClosedAhead(tr.cargo) {
		return
	}
	start := int(tr.cargo.step) - tr.at() - w.before(tr) // of the leg
	if start > int(tr.cargo.step) {
		return // it is not on its way yet
	}
	first := w.otherWay(tr.cargo, func(old, other *routeState) bool {
		at := tr.cargo.step + 1
		return other.legs[start] != none && old.steps[at] != other.steps[at] && w.allGo(tr, other.legs[start])
	})
	if first == none {
		return
	}
	leg, at := w.flows[tr.cargo.flow].routes[first].legs[start], int32(tr.at())
	for x := tr.cargo; x != nil; x = x.next {
		w.takesWay(x, w.wayBy(tr, x, leg))
	}
	l, old := &w.legs[leg], w.legs[tr.leg].to
	tr.leg, tr.way, tr.pos = leg, l.out, l.out.first+at
	if tr.on = &l.ends[0]; at >= 0 {
		tr.on = &w.path[tr.pos]
	}
	if old != none && old != l.to {
		w.places[old].(*depot).callForward(w) // it is not expected there any more
	}
}

// allGo tells whether all cargo of a train can go by another leg.
func (w *World) allGo(tr *train, leg int32) bool {
	for x := tr.cargo; x != nil; x = x.next {
		if w.flows[x.flow].detour == nil || w.wayBy(tr, x, leg) == none {
			return false
		}
	}
	return true
}

// wayBy is a way of cargo on a train by another leg.
func (w *World) wayBy(tr *train, x *consignment, leg int32) int32 {
	start := int(x.step) - tr.at() - w.before(tr)
	return w.otherWay(x, func(_, other *routeState) bool { return other.legs[start] == leg })
}

// before is the number of steps of a leg's cargo before its trains' first: that at the depot, if they set out from one.
func (w *World) before(tr *train) int {
	if w.legs[tr.leg].from == none {
		return 0
	}
	return 1
}
