package corridor

import "corridor/sim/des"

// claim is somebody who waits for wagons: a pile, a train before a change of gauge, or cargo at its origin.
type claim struct {
	pile  *pile
	class int // of what the pile waits for
	train trainID
	cargo *consignment
	at    placeID
	n     int64
	came  des.Time // the cargo: its train to the border, or to wait for wagons what has waited longest of a pile
	since des.Time
}

// hasWagons takes the wagons onto which the cargo of a train changes at a gauge, and then the locomotive, or remembers the train. The
// train waits for them before it takes a track, so that it never stands in the way of one that brings them.
func (w *World) hasWagons(at placeID, t trainID) bool {
	tr := w.trains[t]
	if len(w.pools) == 0 || tr.cargo == nil {
		return true
	}
	f := w.flows[tr.cargo.flow]
	pieces := int64(0)
	for x := tr.cargo; x != nil; x = x.next {
		pieces += x.n
	}
	for class := range tr.next {
		p, s := w.supply(f.spec.Train, class, at, tr.rides[class].pool)
		if p == nil || tr.next[class].pool != 0 {
			continue
		}
		n := p.units(f.train, pieces)
		if s.claims.Len() > 0 && s.train != t || !p.has(w, s, n, 0, false) {
			w.markTrain(t, waitWagon)
			p.queue(w, s, claim{train: t, at: at, n: n})
			return false
		}
		tr.next[class] = p.lend(w, s, n)
	}
	return true
}

// hasWagons takes nothing yet: it tells whether the wagons and the locomotive for the next train stand here, or remembers
// the pile where the first of them lack.
func (p *pile) hasWagons(w *World) bool {
	for class, x := range p.pools {
		if x == nil {
			continue
		}
		s := p.stocks[class]
		aside := int64(0)
		if class == wagons {
			aside = p.aside
		}
		if (s.claims.Len() == 0 || s.turn == p || aside > 0) && x.has(w, s, p.needs(class), aside, p.empties) {
			continue
		}
		if !p.claimed {
			if p.lacked != x {
				p.hasWaited(w, p.since.Len()) // for something else
			}
			p.claimed, p.lacked = true, x
			if class == engines && p.pools[wagons] != nil {
				p.setAside(w, p.needs(wagons))
			}
			p.resized(w)
			x.queue(w, s, claim{pile: p, class: class, train: none})
		}
		return false
	}
	return true
}

// setAside keeps so many of the wagons that stand here for the pile, in place of those kept so far.
func (p *pile) setAside(w *World, n int64) {
	if n == p.aside {
		return
	}
	p.stocks[wagons].aside += n - p.aside
	p.aside = n
	p.pools[wagons].rebalance(w)
}

// recount measures the loads of trains in a pile that waits for wagons: while it waits, it grows.
func (p *pile) recount(w *World) {
	now, n := w.sim.Now(), int64(0)
	if p.claimed {
		n = (p.pieces + p.kind.Load.N - 1) / p.kind.Load.N
		for int64(p.since.Len()) < n {
			p.since.Push(now)
		}
	}
	if n != p.held {
		p.lacked.waits(w, p.from.id, n-p.held)
		p.held = n
	}
}

// resized sees to it that what a pile that waits wants now comes, and that others may have what it no longer wants.
func (p *pile) resized(w *World) {
	p.recount(w)
	for _, x := range p.pools {
		if x != nil {
			x.rebalance(w)
		}
	}
}

// unclaim takes back the claim of a pile whose cargo has gone another way.
func (p *pile) unclaim(w *World) {
	p.claimed = false
	for _, s := range p.stocks {
		for i := 0; s != nil && i < s.claims.Len(); i++ {
			if s.claims.At(i).pile == p {
				s.remove(i)
				break
			}
		}
	}
	p.setAside(w, 0)
	p.hasWaited(w, p.since.Len())
}

// hasWaited measures the waits of the first loads of a pile, as far as they waited.
func (p *pile) hasWaited(w *World, loads int) {
	for range min(loads, p.since.Len()) {
		p.lacked.stat.waited.AddDuration(w.sim.Now().Sub(p.since.Pop()))
	}
}

// needs is the number of wagons, or of locomotives, of the next train.
func (p *pile) needs(class int) int64 {
	return p.pools[class].units(p.kind, min(p.pieces, p.kind.Load.N))
}

// wagonsAtOrigin takes the wagons in which cargo will lie all the way, or remembers the cargo.
func (d *depot) wagonsAtOrigin(w *World, x *consignment) bool {
	if x.lent != 0 {
		return true
	}
	f := w.flows[x.flow]
	p := w.pools[f.wants-1]
	s := &p.stocks[p.at[d.id]]
	n := x.n * f.wagons
	if s.claims.Len() == 0 && p.has(w, s, n, 0, false) {
		x.lent = p.lend(w, s, n).pool
		return true
	}
	w.mark(x, waitWagon)
	p.queue(w, s, claim{train: none, cargo: x, at: d.id, n: n})
	return false
}

// queue remembers a claim, behind all whose cargo came before. So a pile, which asks anew for each of its trains, does not go behind
// those who came after its cargo began to wait, nor does a train that has waited for its wagons and now wants a locomotive. Who
// has not waited yet goes behind all who wait for wagons: or the first, for whom too few stand, might wait for ever.
func (p *pool) queue(w *World, s *stock, c claim) {
	c.since = w.sim.Now()
	c.came = c.since
	switch {
	case c.pile != nil:
		c.came = c.pile.since.Peek()
	case c.train != none:
		c.came = w.trains[c.train].entered
	}
	place := s.claims.Len()
	for (c.pile != nil || p.class == engines) && place > 0 && s.claims.At(place-1).came > c.came {
		place--
	}
	s.claims.Insert(place, c)
	if c.empties() {
		s.fetching++
	}
	if c.pile == nil { // see recount
		p.waits(w, c.at, 1)
	}
	p.rebalance(w)
}

// remove forgets a claim.
func (s *stock) remove(i int) {
	if s.claims.Remove(i).empties() {
		s.fetching--
	}
}

// wants is the number of wagons that c waits for; a pile may have grown since it came.
func (c claim) wants() int64 {
	if c.pile != nil {
		return c.pile.needs(c.class)
	}
	return c.n
}

// wantsInAll is what c waits for, for all its trains.
func (c claim) wantsInAll() int64 {
	if c.pile == nil {
		return c.n
	}
	return c.pile.needsInAll(c.class)
}

// needsInAll is the number of wagons of all trains of a pile. Locomotives follow the wagons: so many as trains have their wagons here
// or coming, but one for the next.
func (p *pile) needsInAll(class int) int64 {
	k, x := p.kind, p.pools[class]
	n := p.pieces/k.Load.N*x.units(k, k.Load.N) + min(p.pieces%k.Load.N, 1)*x.units(k, p.pieces%k.Load.N)
	if class == engines && p.pools[wagons] != nil {
		s := p.stocks[wagons]
		n = min(n, max(s.one(x), (p.aside+s.unhauled())/p.pools[wagons].units(k, k.Load.N)))
	}
	return n
}

// serve gives wagons to those who wait, in their order.
func (p *pool) serve(w *World, s *stock) {
	if s.serving {
		return
	}
	s.serving = true
	for i := p.turn(s); i != none; i = p.turn(s) {
		c := s.claims.At(i)
		c.n = c.wants()
		if !p.has(w, s, c.n, 0, c.empties()) {
			break
		}
		s.remove(i)
		if c.pile == nil {
			p.waits(w, c.at, -1)
			p.stat.waited.AddDuration(w.sim.Now().Sub(c.since))
		}
		p.grant(w, s, c)
	}
	s.serving = false
}

// turn is the number of the claim whose turn it is, or none: the first, but where that may not have what it wants since the
// stock leaves it for loads elsewhere, the first train of empty wagons.
func (p *pool) turn(s *stock) int {
	if s.claims.Len() == 0 {
		return none
	}
	if s.fetching == 0 || s.claims.At(0).wants() <= p.allowed(s) {
		return 0
	}
	return s.fetches()
}

// fetches is the number of the first claim for a train of empty wagons, where there is one.
func (s *stock) fetches() (i int) {
	for !s.claims.At(i).empties() {
		i++
	}
	return i
}

// fewest is the number of wagons with which somebody who waits might go on: the first, or the first train of empty wagons.
func (s *stock) fewest() int64 {
	n := s.claims.At(0).wants()
	if s.fetching > 0 {
		n = min(n, s.claims.At(s.fetches()).wants())
	}
	return n
}

// empties tells whether c wants a locomotive for a train of empty wagons.
func (c claim) empties() bool { return c.pile != nil && c.pile.empties }

// grant lets the one whose turn it is go on.
func (p *pool) grant(w *World, s *stock, c claim) {
	switch {
	case c.pile != nil: // if it has no track, or is banned, it comes again when that has changed
		c.pile.claimed, s.turn = false, c.pile
		c.pile.recount(w)
		c.pile.form(w, c.pile.from)
		s.turn = nil
		if c.pile.aside > 0 && (!c.pile.claimed || c.pile.lacked != c.pile.pools[engines]) {
			c.pile.setAside(w, 0)
		}
		if !c.pile.claimed { // what is left waits for something else
			c.pile.hasWaited(w, c.pile.since.Len())
		}
	case c.train != none:
		s.train = c.train
		if w.hasWagons(c.at, c.train) {
			w.places[c.at].(*border).wantTrack(w, c.train)
		}
		s.train = none
	default:
		c.cargo.lent = p.lend(w, s, c.n).pool
		w.places[c.at].(*depot).ready(w, c.cargo)
	}
}
