package corridor

import "corridor/sim/des"

// claim is somebody who waits for wagons: a pile, a train before a change of gauge, or cargo at its origin.
type claim struct {
	pile  *pile
	train trainID
	cargo cargoID
	at    placeID
	n     int64
	since des.Time
}

// hasWagons takes the wagons onto which the cargo of a train changes at a gauge, or remembers the train. The train waits for
// them before it takes a track, so that it never stands in the way of one that brings them.
func (w *World) hasWagons(at placeID, t trainID) bool {
	tr := &w.trains[t]
	if tr.cargo == none {
		return true
	}
	f := w.flows[w.cargo[tr.cargo].flow]
	p, s := w.supply(f.spec.Train, at, tr.rides.pool)
	if p == nil {
		return true
	}
	pieces := int64(0)
	for c := tr.cargo; c != none; c = w.cargo[c].next {
		pieces += w.cargo[c].n
	}
	n := f.train.wagonsFor(pieces)
	if s.claims.Len() == 0 && p.has(w, s, n) {
		w.trains[t].next = p.lend(w, s, n)
		return true
	}
	w.markTrain(t, waitWagon)
	p.queue(w, s, claim{train: t, cargo: none, at: at, n: n})
	return false
}

// hasWagons takes nothing yet: it tells whether the wagons for the next train stand here, or remembers the pile.
func (p *pile) hasWagons(w *World) bool {
	if p.pool == nil {
		return true
	}
	if (p.stock.claims.Len() == 0 || p.stock.turn == p) && p.pool.has(w, p.stock, p.wagons()) {
		return true
	}
	if !p.claimed {
		p.claimed = true
		p.pool.queue(w, p.stock, claim{pile: p, train: none, cargo: none})
	}
	return false
}

// wagons is the number of wagons that the next train needs.
func (p *pile) wagons() int64 { return p.kind.wagonsFor(min(p.pieces, p.kind.Load.N)) }

// wagonsAtOrigin takes the wagons in which cargo will lie all the way, or remembers the cargo.
func (d *depot) wagonsAtOrigin(w *World, c cargoID) bool {
	x := &w.cargo[c]
	f := w.flows[x.flow]
	if f.wants == 0 || x.lent != 0 {
		return true
	}
	p := w.pools[f.wants-1]
	s := &p.stocks[p.at[d.id]]
	n := x.n * f.wagons
	if s.claims.Len() == 0 && p.has(w, s, n) {
		x.lent = p.lend(w, s, n).pool
		return true
	}
	w.mark(c, waitWagon)
	p.queue(w, s, claim{train: none, cargo: c, at: d.id, n: n})
	return false
}

// queue remembers a claim.
func (p *pool) queue(w *World, s *stock, c claim) {
	c.since = w.sim.Now()
	s.claims.Push(c)
	p.stat.waits(c.since, 1)
	p.rebalance(w)
}

// wants is the number of wagons that c waits for; a pile may have grown since it came.
func (c claim) wants() int64 {
	if c.pile != nil {
		return c.pile.wagons()
	}
	return c.n
}

// serve gives wagons to those who wait, in their order.
func (p *pool) serve(w *World, s *stock) {
	if s.serving {
		return
	}
	s.serving = true
	for s.claims.Len() > 0 {
		c := s.claims.Peek()
		c.n = c.wants()
		if !p.has(w, s, c.n) {
			break
		}
		s.claims.Pop()
		p.stat.waits(w.sim.Now(), -1)
		p.stat.waited.AddDuration(w.sim.Now().Sub(c.since))
		p.grant(w, s, c)
	}
	s.serving = false
}

// grant lets the one whose turn it is go on.
func (p *pool) grant(w *World, s *stock, c claim) {
	switch {
	case c.pile != nil: // if it has no track, or is banned, it comes again when that has changed
		c.pile.claimed, s.turn = false, c.pile
		c.pile.form(w, c.pile.from)
		s.turn = nil
	case c.train != none:
		w.trains[c.train].next = p.lend(w, s, c.n)
		w.places[c.at].(*border).wantTrack(w, c.train)
	default:
		w.cargo[c.cargo].lent = p.lend(w, s, c.n).pool
		w.places[c.at].(*depot).ready(w, c.cargo)
	}
}
