package corridor

// Cargo that yields fills what room others leave: empty boxes above all. Ports keep the right to deny them entry (Georgia Ports
// Authority, tariff rule 34-502) and in a crush admit few and load what is full (Rotterdam in June 2022); depots inland hold the
// rest. So such cargo waits where it begins until it is called forward, and on the quay it goes aboard last. Without the first
// rule the second is of little use: a yard full of empty boxes keeps loads out of reach of the ship.

// yieldsFrom tells whether trains of a flow over a leg wait until there is room where they are unloaded; not empty wagons of a
// pool, which lie in no store.
func (w *World) yieldsFrom(f *flowState, leg int32) bool {
	to := w.legs[leg].to
	return f.spec.Yields && to != none && !f.standsEmpty(to)
}

// notesRoom keeps in mind whether cargo that yields is kept back for want of room where it would be unloaded, and lets it know.
func (p *pile) notesRoom(w *World) {
	if !p.yields || p.items.Len() == 0 {
		return
	}
	if kept := !p.hasRoom(w); kept != p.kept {
		p.kept = kept
		for i := range p.items.Len() {
			w.mark(p.items.At(i), p.why(w, p.items.At(i)))
		}
	}
}

// why is the cause of the wait of cargo on a pile.
func (p *pile) why(w *World, x *consignment) cause {
	switch {
	case p.ban.applies():
		return banned
	case p.kept:
		return w.places[w.legs[p.leg].to].(*depot).whyFull(w, x)
	case p.noTrack:
		return waitTrack
	}
	return waitWagon
}

// hasRoom tells whether there is room for the next train where it is unloaded, besides what is there and on its way there; only
// cargo that yields asks.
func (p *pile) hasRoom(w *World) bool {
	if !p.yields {
		return true
	}
	_, full := p.fullStore(w)
	return full == none
}

// fullStore is where the trains of a pile are unloaded, and the store there that has no room for the next; none if all have.
func (p *pile) fullStore(w *World) (*depot, int) {
	l := &w.legs[p.leg]
	d, way := w.places[l.to].(*depot), l.steps[len(l.steps)-1].way
	x := p.items.Peek()
	n := x.n
	if p.kind != nil {
		n = min(p.pieces, p.kind.Load.N)
	}
	for i := range d.stores {
		s := &d.stores[i]
		if s.unit == w.flows[x.flow].unit && s.way == way && s.used+n+d.expects(w, s) > s.room {
			return d, i
		}
	}
	return d, none
}

// expects is the cargo on trains that will come to a store.
func (d *depot) expects(w *World, s *store) (n int64) {
	for _, tr := range w.trains {
		n += d.expectsOf(w, s, tr)
	}
	return n
}

// expectsOf is the cargo on a train that will come to a store.
func (d *depot) expectsOf(w *World, s *store, tr *train) (n int64) {
	if tr.leg == none || tr.back || tr.cargo == nil {
		return 0
	}
	l := &w.legs[tr.leg]
	if l.to != d.id || l.steps[len(l.steps)-1].way != s.way {
		return 0
	}
	for x := tr.cargo; x != nil; x = x.next {
		if f := w.flows[x.flow]; f.unit == s.unit && !f.standsEmpty(d.id) && (tr.in != d.id || x.stored == none) {
			n += x.n
		}
	}
	return n
}

// callForward tells the depots which keep cargo back that there is more room here; they hear of it when what is going on at
// this moment is done.
func (d *depot) callForward(w *World) {
	for _, p := range d.yielding {
		if p.kept && !p.calls {
			p.calls = true
			w.after(0, called, p.from.id, p.index, 0)
		}
	}
}

// idleYields notes a flow that yields where there is nothing to yield in.
func (f *Flow) idleYields(c *checker, path string) {
	if !f.Yields {
		return
	}
	for _, r := range f.Route {
		for i, at := range placesOf(c.s, r.Name) {
			switch c.s.Things[c.s.Find(string(at))].Spec.(type) {
			case *Sea:
				return
			case *Terminal, *Port:
				if i > 0 {
					return
				}
			}
		}
	}
	c.idle(true, path, ".yields", "", "its cargo goes aboard no ship, and to no store by train")
}
