package corridor

import "slices"

// Cargo that waits for the rest of its load fills a store, and the rest may be before it: the store is full of cargo for two trains,
// neither of which has enough. A pile without patience and without a clock gets no more where nothing lies there that has yet
// to join it, and where all that would come has to pass somebody who never moves: a train that waits for room in the store here, a
// place that is shut (deadlockways.go), ships of which none goes on, or an origin from which no train sets out. What is born here always comes.

// fedNoMore tells whether a pile waits for the rest of its load for ever, and because of whom.
func (d *deadlock) fedNoMore(p *pile) bool {
	if p.kind.OrAfter > 0 || p.pieces >= p.least {
		return false
	}
	feeds := d.feedsOf(p)
	for i := range feeds {
		if d.liesLoose(&feeds[i]) || !d.comesNoMore(&feeds[i]) {
			return false
		}
	}
	return true
}

// feedsOf are the steps of routes at which cargo joins a pile.
func (d *deadlock) feedsOf(p *pile) []inroad {
	for len(d.feeds) <= p.number {
		d.feeds = append(d.feeds, nil)
	}
	if d.feeds[p.number] != nil {
		return d.feeds[p.number]
	}
	var list []inroad
	for _, f := range d.w.flows {
		for i := range f.routes {
			r := &f.routes[i]
			for k := range r.steps {
				if in := (inroad{flow: f, leg: r.legs[k], by: r, step: k}); r.legs[k] == p.leg && p.from.pileOf(d.w, &in) == p {
					list = append(list, in)
				}
			}
		}
	}
	d.feeds[p.number] = list
	return list
}

// lacksLoad tells whether a carrier is cargo that waits for the rest of its load, or a ship that does. It hurts nobody by itself, as
// what is left over at the end of a flow.
func (d *deadlock) lacksLoad(c carrier) bool {
	n := int(c) - d.piles()
	if s := int(c) - d.ships(); s >= 0 && n < 0 {
		return d.w.ships[s].state == shipIdle
	}
	if n < 0 || n >= len(d.w.piles) {
		return false
	}
	p := d.w.piles[n]
	return p.items.Len() > 0 && !p.claimed && p.hasRoom(d.w) && p.kind != nil && p.kind.Every == 0 && !p.due(d.w)
}

// ashore is the cargo at a step of a route that is not aboard.
type ashore struct {
	all   int32 // consignments
	loose int32 // of these, those on no pile and no quay: they lie their time
}

// liesLoose tells whether cargo lies at a step of a route that goes on by and by.
func (d *deadlock) liesLoose(in *inroad) bool {
	return d.lie(in.by, in.step).loose > 0
}

// liesAt tells whether cargo of a flow lies at a place, besides that aboard the trains and ships there.
func (d *deadlock) liesAt(f *flowState, at placeID) bool {
	for i := range f.routes {
		for k, st := range f.routes[i].steps {
			if st.place == at && d.lie(&f.routes[i], k).all > 0 {
				return true
			}
		}
	}
	return false
}

func (d *deadlock) lie(r *routeState, step int) ashore {
	if !d.counted {
		d.countAshore()
	}
	return d.lying[int(r.birth.stops)+step]
}

// countAshore counts the cargo ashore at all steps.
func (d *deadlock) countAshore() {
	w := d.w
	d.counted = true
	d.lying = slices.Grow(d.lying[:0], len(w.stages))[:len(w.stages)]
	clear(d.lying)
	note := func(x *consignment, all, loose int32) {
		n := &d.lying[int(x.stops)+int(x.step)]
		n.all, n.loose = n.all+all, n.loose+loose
	}
	aboard := func(x *consignment) {
		for ; x != nil; x = x.next {
			note(x, -1, -1)
		}
	}
	for _, x := range w.cargo {
		if x.live {
			note(x, 1, 1)
		}
	}
	for _, tr := range w.trains {
		if tr.leg != none {
			aboard(tr.cargo)
		}
	}
	for _, sh := range w.ships {
		aboard(sh.cargo.head)
	}
	for _, p := range w.piles {
		for i := range p.items.Len() {
			note(p.items.At(i), 0, -1)
		}
	}
	for _, l := range w.lanes {
		for end := range l.quays {
			for i := range l.quays[end] {
				for q, j := &l.quays[end][i].items, 0; j < q.Len(); j++ {
					note(q.At(j), 0, -1)
				}
			}
		}
	}
}

func (w *World) isDepot(at placeID) bool {
	_, is := w.places[at].(*depot)
	return is
}

// lacksRoom lists those because of whom there is no room for cargo that yields where it would be unloaded: who would take cargo out of
// the store, and the trains on their way to it.
func (d *deadlock) lacksRoom(p *pile) bool {
	to, i := p.fullStore(d.w)
	if d.changes[to.id] || to.stores[i].used > 0 && !to.passStore(d, i) {
		return false
	}
	for t, tr := range d.w.trains {
		if to.expectsOf(d.w, &to.stores[i], tr) > 0 {
			d.blame(trainID(t))
		}
	}
	return true
}
