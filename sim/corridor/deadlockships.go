package corridor

import "slices"

// What ships and the cargo on quays know of who waits for whom; see deadlock.go. Cargo stays on a quay if no ship of its lane ever
// goes on, or if it is too little for any of them, without patience and without a timetable, and the rest never comes: as with a
// pile (deadlockloads.go).

// shipsHeld lists the ships for which counted cargo waits: those that have chosen it, and for what lies on the
// quays those because of whom it stays there.
func (q *quayside) shipsHeld(d *deadlock, count func(*consignment) int64) bool {
	for i := range d.w.ships {
		sh, n := d.w.ships[i], int64(0)
		for x := sh.cargo.head; sh.port() == q && !sh.aboard && x != nil; x = x.next {
			n += count(x)
		}
		if n > 0 {
			d.by = append(d.by, carrier(d.ships()+i))
		}
	}
	for _, e := range q.ends {
		for i := range e.lane.quays[e.end] {
			quay, n := &e.lane.quays[e.end][i], int64(0)
			for j := range quay.items.Len() {
				n += count(quay.items.At(j))
			}
			if n > 0 && !d.quayWaits(e.lane, quay) {
				return false
			}
		}
	}
	return true
}

// blameShips blames the ships of a lane that carry a unit; false if there are none, or there may be more.
func (d *deadlock) blameShips(l *lane, u Unit) (any bool) {
	for _, v := range l.served {
		if v.fleet.slots[u] == 0 {
			continue
		}
		if d.changes[v.fleet.id] {
			return false
		}
		for _, sh := range v.fleet.ships {
			if sh.gone {
				continue
			}
			d.by = append(d.by, carrier(d.ships()+int(sh.id)))
			any = true
		}
	}
	return any
}

// shipWaits lists who has what a ship waits for: room in the store, or a berth.
func (d *deadlock) shipWaits(s shipID) bool {
	w := d.w
	sh := w.ships[s]
	q := sh.port()
	if d.changes[q.id] || d.changes[sh.fleet.id] {
		return false
	}
	switch sh.state {
	case awaitsStore:
		if first := q.waits[0]; first != sh {
			d.by = append(d.by, carrier(d.ships()+int(first.id)))
			return true
		}
		return q.depot.keepsFull(d, sh.cargo.head)
	case wantsBerth:
		for i := range q.groups {
			g := &q.groups[i]
			if !contains(g.takes, sh.fleet.id) {
				continue
			}
			if len(g.ships) < g.spec.Count {
				return false
			}
			for _, x := range g.ships {
				if x.state == shipIdle {
					return false // it makes way
				}
				d.by = append(d.by, carrier(d.ships()+int(x.id)))
			}
		}
		return true
	case shipIdle:
		return d.waitsForLoad(sh.on, sh.end) && d.quayGetsNoMore(sh.on.lane, sh.end, func(u Unit) bool { return sh.fleet.slots[u] > 0 })
	}
	return false
}

// quayWaits lists those because of whom cargo stays on a quay: all ships of the lane, or who keeps the rest of a load
// away.
func (d *deadlock) quayWaits(l *lane, q *quay) bool {
	if q.mayDisperse(d.w) {
		return false
	}
	n, u, end := len(d.by), q.unit, q.end
	if d.blameShips(l, u) && d.areStuck(n) {
		return true
	}
	d.by = d.by[:n]
	for _, v := range l.served {
		if v.fleet.slots[u] > 0 && !d.waitsForLoad(v, end) {
			return false
		}
	}
	for _, sh := range l.idle[end] {
		if sh.fleet.slots[u] > 0 {
			d.by = append(d.by, carrier(d.ships()+int(sh.id)))
		}
	}
	return d.quayGetsNoMore(l, end, func(other Unit) bool {
		return slices.ContainsFunc(l.served, func(v *service) bool { return v.fleet.slots[u] > 0 && v.fleet.slots[other] > 0 })
	})
}

// waitsForLoad tells whether the cargo at an end of a lane is too little for any ship of a fleet, as long as no more comes.
func (d *deadlock) waitsForLoad(v *service, end int) bool {
	f := v.fleet
	rule := &f.spec.Sail
	called := rule.Light && v.loads[1-end] // it may be, to the other end, with what there is
	patient := rule.OrAfter == 0 && !called && len(rule.Departures) == 0 && !f.roams() && f.spec.Draught == nil
	return patient && !d.changes[f.id] && v.fill(end) < float64(rule.AtLeast)
}

// quayGetsNoMore tells whether no more cargo of some units ever comes to one end of a lane, and because of whom.
func (d *deadlock) quayGetsNoMore(l *lane, end int, some func(Unit) bool) bool {
	for _, f := range d.w.flows {
		for i := range f.routes {
			r := &f.routes[i]
			for k, st := range r.steps {
				if st.place != l.id || int(st.way) != end || !some(f.unit) {
					continue
				}
				if k == 0 {
					return false
				}
				d.roads = append(d.roads, inroad{flow: f, leg: none, by: r, step: k - 1})
				in := &d.roads[len(d.roads)-1]
				more := d.liesLoose(in) || !d.comesNoMore(in)
				d.roads = d.roads[:len(d.roads)-1]
				if more {
					return false
				}
			}
		}
	}
	return true
}

// portFull tells whether the store at a step of a route is full to the last piece, and blames it.
func (d *deadlock) portFull(in *inroad) bool {
	st := &d.w.stages[int(in.by.birth.stops)+in.step]
	x, is := d.w.places[in.by.steps[in.step].place].(*depot)
	if !is || st.store == none || d.changes[x.id] {
		return false
	}
	s := &x.stores[st.store]
	return s.used >= s.room && x.passStore(d, int(st.store))
}
