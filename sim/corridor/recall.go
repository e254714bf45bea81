package corridor

import (
	"time"

	"corridor/sim/des"
)

// Cargo that has not left the place where it was born answers to a closure as what is born from then on. On the day on which a place of
// its route closes it is recalled: from its pile, from the quay, or from among those who wait for wagons in which to lie. Then it goes
// by an open route or, if there is none, is held. Whoever is on a train that has been made up, or aboard a ship that is being loaded, has
// left. A route that opens, and a closure of another, recalls nothing. Empty wagons on their way back are no cargo.

// wireShut finds which routes of a flow pass a closed place in each epoch, when all its routes are known.
func (w *World) wireShut(f *flowState) {
	f.shut = make([][]bool, len(w.epochs))
	for i, e := range w.epochs {
		if f.spec.brings() {
			continue
		}
		at := w.scenario.Run.begins().Add(time.Duration(e.at))
		for r := range f.routes {
			for _, s := range f.routes[r].steps {
				if !closedFor(e.scenario, Ref(e.scenario.Things[s.place].Path), at, nil) {
					continue
				}
				if f.shut[i] == nil {
					f.shut[i] = make([]bool, len(f.routes))
				}
				f.shut[i][r] = true
			}
		}
	}
}

// recall takes back what has not left its origin and would go to a closed place, and tells whether there is any: first of all on a day
// of change, before anybody goes on. What becomes of it is decided when all else is as it is from then on: see sendHeld.
func (w *World) recall() bool {
	any := false
	for _, f := range w.flows {
		any = any || f.shut[w.epoch] != nil
	}
	if !any {
		return false
	}
	any = false
	back := func(gone chain) {
		for x := gone.head; x != nil; {
			next := x.next
			w.flows[x.flow].holdBack(w, x)
			x, any = next, true
		}
	}
	for _, p := range w.piles {
		back(p.draw(w, (*World).isRecalled))
	}
	for _, l := range w.lanes {
		for end := range l.quays {
			for i := range l.quays[end] {
				back(l.quays[end][i].draw(w, (*World).isRecalled))
			}
		}
	}
	for _, p := range w.pools {
		back(p.draw(w, (*World).isRecalled))
	}
	return any
}

// isRecalled tells whether cargo ashore is where it was born, and would go to a closed place.
func (w *World) isRecalled(x *consignment) bool {
	shut := w.flows[x.flow].shut[w.epoch]
	return x.step == 0 && shut != nil && shut[x.route]
}

// mayBeRecalled tells whether cargo ashore is where it was born, and its route will close one day.
func (w *World) mayBeRecalled(x *consignment) bool {
	shut := w.flows[x.flow].shut
	for e := len(shut) - 1; e > w.epoch && x.step == 0; e-- {
		if shut[e] != nil && shut[e][x.route] {
			return true
		}
	}
	return false
}

// holdBack puts cargo that has been recalled with that which waits for an open route. It counts as not having chosen one yet.
func (f *flowState) holdBack(w *World, x *consignment) {
	x.next = nil
	if f.guide != nil {
		f.guide.places[f.routes[x.route].steps[0].place].inside -= x.n
	}
	if f.stat.taken != nil && x.first == 0 && x.born >= w.start {
		f.stat.taken[x.route]--
	}
	f.keep(w, x)
}

// formThinned makes up trains of what is left on piles: of cargo that yields, which may find the room that all did not, and of that for
// which there was no track; it may be too little now.
func (w *World) formThinned() {
	for _, p := range w.piles {
		if p.yields || p.noTrack {
			p.form(w, p.from)
		}
	}
}

// draw takes the cargo from a pile that leaves it for another way, or for none.
func (p *pile) draw(w *World, leaves func(*World, *consignment) bool) chain {
	d, now := p.from, w.sim.Now()
	gone := w.drawOf(&p.items, leaves)
	if gone.head == nil {
		return gone
	}
	for x := gone.head; x != nil; x = x.next {
		p.pieces -= x.n
		g := d.goodsOf(w, x)
		g.queue.Change(now, -x.n)
		g.queue.ends(x.n, now.Sub(x.ready))
		if p.ban.applies() {
			g.held.Change(now, -x.n)
		}
	}
	p.watch(w, d)
	if p.claimed {
		if p.pieces == 0 {
			p.unclaim(w)
		}
		p.resized(w) // the one behind may have what this one no longer wants
	}
	return gone
}

// draw is the same on a quay.
func (q *quay) draw(w *World, leaves func(*World, *consignment) bool) chain {
	gone := w.drawOf(&q.items, leaves)
	for x := gone.head; x != nil; x = x.next {
		q.pieces -= x.n
		q.mass -= float64(x.n) * w.flows[x.flow].gross
		q.level.Change(w.sim.Now(), -x.n)
		q.level.ends(x.n, w.sim.Now().Sub(x.ready))
	}
	if q.pieces == 0 {
		q.mass = 0 // no rest of rounding
	}
	return gone
}

// drawOf takes out of a queue of cargo what leaves it.
func (w *World) drawOf(items *des.Queue[*consignment], leaves func(*World, *consignment) bool) (gone chain) {
	for i := 0; i < items.Len(); {
		x := items.At(i)
		if !leaves(w, x) {
			i++
			continue
		}
		items.Remove(i)
		gone.push(x)
	}
	return gone
}

// draw is the same of cargo that waits for wagons in which to lie.
func (p *pool) draw(w *World, leaves func(*World, *consignment) bool) (gone chain) {
	for i := range p.stocks {
		s := &p.stocks[i]
		for k := 0; k < s.claims.Len(); {
			c := s.claims.At(k)
			if c.cargo == nil || !leaves(w, c.cargo) {
				k++
				continue
			}
			s.remove(k)
			p.waits(w, c.at, -1)
			p.stat.waited.AddDuration(w.sim.Now().Sub(c.since))
			p.rebalance(w)
			gone.push(c.cargo)
		}
	}
	return gone
}

// forgoesWagons gives back the wagons in which cargo lies that has not left its origin.
func (f *flowState) forgoesWagons(w *World, x *consignment) {
	if x.lent == 0 {
		return
	}
	p, n := w.pools[x.lent-1], x.n*f.wagons
	x.lent = 0
	p.stat.used.Change(w.sim.Now(), -n)
	p.receive(w, p.at[f.routes[x.route].steps[0].place], n)
}
