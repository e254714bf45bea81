package corridor

import "slices"

// What pools and the cargo that waits for trains know of who waits for whom; see deadlock.go.

// poolJam is what a look knows of a pool for whose wagons somebody waits.
type poolJam struct {
	dry bool      // no wagon will stand empty before a carrier that holds some goes on
	by  []carrier // those who hold some
}

// standing is the number of wagons that stand empty.
func (p *pool) standing() (n int64) {
	for i := range p.stocks {
		n += p.stocks[i].empty
	}
	return n
}

// claims notes for whose wagons each carrier waits.
func (d *deadlock) claims() {
	d.enlist()
	d.asks = slices.Grow(d.asks[:0], d.all())[:d.all()]
	clear(d.asks)
	for i := range d.stocks {
		x := &d.stocks[i]
		q := &x.pool.stocks[x.k].claims
		for j := range q.Len() {
			switch c := q.At(j); {
			case c.pile != nil:
				d.asks[d.piles()+c.pile.number] = int32(i + 1)
			case c.train != none:
				d.asks[c.train] = int32(i + 1)
			}
		}
	}
}

// lacksWagons blames the stock for whose wagons a carrier waits, if it does.
func (d *deadlock) lacksWagons(c carrier) bool {
	n := d.asks[c]
	if n != 0 {
		d.by = append(d.by, d.queueOf(int(n)-1))
	}
	return n != 0
}

// poolWaits: somebody waits for wagons, and all that do not stand empty are held.
func (d *deadlock) poolWaits(i int) bool {
	d.by = append(d.by, d.pools[i].by...)
	return d.pools[i].dry && !d.changes[d.w.pools[i].id]
}

// holders finds out who holds the wagons of a pool. It is free if somebody of them is, if wagons are in repair or about to be
// sent back, or if empty ones stand where the next who needs them would get them at once: he might bring them to where they lack.
func (d *deadlock) holders(i int) {
	for len(d.pools) <= i {
		d.pools = append(d.pools, poolJam{})
	}
	p, x := d.w.pools[i], &d.pools[i]
	x.by, x.dry = x.by[:0], false
	if p.stat.queue.Value() == 0 || p.repaired > 0 || d.stirs(p) {
		return
	}
	found, tied := d.onCarriers(p, x)
	for k, y := range d.w.piles { // who goes on with what is set aside brings it back one day
		if y.aside > 0 && y.pools[wagons] == p {
			x.by, tied = append(x.by, carrier(d.piles()+k)), tied && d.stuck[d.piles()+k]
		}
	}
	if tied {
		n, all := d.onQuays(p, x)
		found, tied = found+n, all
	}
	x.dry = tied && found == p.count-p.standing()
	if len(x.by) == 0 {
		x.by = append(x.by, carrier(d.lends()+i)) // each stock has too few for the first who waits there
	}
}

// stirs tells whether empty wagons are about to be sent back, or may be taken or sent by what has yet to come: where nobody
// waits, or where who waits may not have them, or may give way.
func (d *deadlock) stirs(p *pool) bool {
	for i := range p.stocks {
		s := &p.stocks[i]
		if s.waits || s.free() > 0 && (s.claims.Len() == 0 || !p.waitsAt(s) && d.mayAsk(p, s) || s.mayDisperse(d.w)) {
			return true
		}
	}
	return false
}

// mayAsk tells whether more wagons than now may be asked for beyond the returns for which enough stand in a stock, however many of
// them one after another: not where the first who waits may not have what he needs.
func (d *deadlock) mayAsk(p *pool, s *stock) bool {
	d.reached = slices.Grow(d.reached[:0], len(p.stocks))[:len(p.stocks)]
	clear(d.reached)
	for i := range s.returns {
		r := &s.returns[i]
		if (r.wait > 0 || s.free() >= r.load*r.per) && d.asksFrom(p, r.to) {
			return true
		}
	}
	return false
}

func (d *deadlock) asksFrom(p *pool, k int8) bool {
	s := &p.stocks[k]
	if d.reached[k] {
		return false
	}
	d.reached[k] = true
	if s.claims.Len() == 0 || p.waitsAt(s) {
		return true
	}
	return slices.ContainsFunc(s.returns, func(r emptyRun) bool { return d.asksFrom(p, r.to) })
}

// wagonCount is a number of wagons that somebody holds: under loads or ready for them, and empty ones on their way back.
type wagonCount struct{ used, back int64 }

func (h wagonCount) all() int64 { return h.used + h.back }

// onCarriers lists the trains, ships and piles that hold wagons of a pool, and counts the wagons; it stops at one that is free.
func (d *deadlock) onCarriers(p *pool, x *poolJam) (found int64, tied bool) {
	tied = true
	d.holdings(p, func(c carrier, n wagonCount) bool {
		x.by = append(x.by, c)
		found, tied = found+n.all(), d.stuck[c]
		return tied
	})
	return found, tied
}

// heldFor counts the wagons of a pool in use by stuck carriers, and blames these.
func (d *deadlock) heldFor(p *pool) (found int64) {
	d.holdings(p, func(c carrier, n wagonCount) bool {
		if d.stuck[c] && n.used > 0 {
			d.by = append(d.by, c)
			found += n.used
		}
		return true
	})
	return found
}

// holdings goes over the trains, ships and piles that hold wagons of a pool until it is told to stop.
func (d *deadlock) holdings(p *pool, tell func(c carrier, n wagonCount) bool) {
	w := d.w
	for t, tr := range w.trains {
		if n := w.wagonsWith(tr, p); n.all() > 0 && !tell(carrier(t), n) {
			return
		}
	}
	for s := range w.ships {
		if n := w.wagonsUnder(w.ships[s].cargo.head, p); n.all() > 0 && !tell(carrier(d.ships()+s), n) {
			return
		}
	}
	for k, x := range w.piles {
		var n wagonCount
		for i := range x.items.Len() {
			n.add(w, x.items.At(i), p)
		}
		if n.all() > 0 && !tell(carrier(d.piles()+k), n) {
			return
		}
	}
}

// wagonsWith are the wagons of a pool that a train consists of, or that its cargo lies in or has taken at a change of gauge.
func (w *World) wagonsWith(tr *train, p *pool) (n wagonCount) {
	if tr.leg == none {
		return n
	}
	n = w.wagonsUnder(tr.cargo, p)
	for _, l := range [...]lent{tr.rides[p.class], tr.next[p.class]} {
		if l.pool == p.number {
			n.used += int64(l.n)
		}
	}
	return n
}

// wagonsUnder are the wagons of a pool in which a chain of cargo lies.
func (w *World) wagonsUnder(x *consignment, p *pool) (n wagonCount) {
	for ; x != nil; x = x.next {
		n.add(w, x, p)
	}
	return n
}

// add adds the wagons of a pool in which a consignment lies, or which it is.
func (h *wagonCount) add(w *World, x *consignment, p *pool) {
	f := w.flows[x.flow]
	switch {
	case x.lent != p.number:
	case f.empties != 0:
		h.back += x.n * f.wagons
	default:
		h.used += x.n * f.wagons
	}
}

// onQuays lists the ships for which cargo in wagons of a pool waits on the quays, and counts the wagons; it tells whether all
// of these ships are stuck.
func (d *deadlock) onQuays(p *pool, x *poolJam) (found int64, tied bool) {
	w := d.w
	d.by = d.by[:0]
	for _, l := range w.lanes {
		for end := range l.quays {
			for i := range l.quays[end] {
				q, n := &l.quays[end][i], wagonCount{}
				for j := range q.items.Len() {
					n.add(w, q.items.At(j), p)
				}
				if n.all() > 0 && !d.quayWaits(l, q) {
					return 0, false
				}
				found += n.all()
			}
		}
	}
	x.by = append(x.by, d.by...)
	for _, c := range d.by {
		if !d.stuck[c] {
			return found, false
		}
	}
	return found, true
}

// pileWaits lists who has what the next train of a pile lacks: wagons, room where it would be unloaded, the rest of its load, a
// departure track, or a place in the queue of a siding that is banned.
func (d *deadlock) pileWaits(p *pile) bool {
	if p.items.Len() == 0 || d.changes[p.from.id] || p.mayDisperse(d.w) {
		return false
	}
	if p.claimed {
		return d.lacksWagons(carrier(d.piles() + p.number))
	}
	y := p.from.sidings[p.siding]
	switch {
	case !p.hasRoom(d.w):
		return d.lacksRoom(p)
	case p.kind != nil && p.kind.Every == 0 && !p.due(d.w):
		return d.fedNoMore(p)
	case !p.hasTrack():
		return y.departures == d.blameAll(p.from.id, func(tr *train, _ trainID) bool {
			return tr.in == none && tr.siding == p.siding && tr.slot == departureTrack
		})
	case p.ban.applies():
		return d.banHeld(p)
	}
	return false
}

// banHeld lists the trains for which a ban or the plan after it holds: that ends when some of them have been unloaded. It is asked
// what the next look will find, which may be far: a queue that has gone down by now lifts the ban, and nobody keeps a plan for
// whom nothing waits that is due for good. A ban with exceptions lets trains go in spite of them, and so may a plan
// while it remembers that some have been.
func (d *deadlock) banHeld(p *pile) bool {
	x := p.ban
	if x.left >= 1 || d.changes[x.depot.id] {
		return false
	}
	w, bound, queue := d.w, 0, 0
	for t, tr := range w.trains {
		if !x.bound(w, tr) {
			continue
		}
		waits := x.isQueue(w, tr)
		if waits || x.plan.on {
			d.blame(trainID(t))
		}
		bound++
		queue += int(oneIf(waits))
	}
	exceeds := float64(queue) > x.allowed() // a ban begins in the plan
	switch {
	case x.spec.Exceptions > 0 && (x.on || exceeds):
		return false
	case x.on:
		return float64(queue) > x.limit*x.release()
	}
	return x.sum+x.today == 0 && p.staysDue() && x.wanted()-float64(bound) < 1
}

// staysDue tells whether a pile for which a train may be made up now is one until it is: not if it leaves by the clock, nor if its
// cargo wants room that may be taken by other cargo.
func (p *pile) staysDue() bool { return !p.yields && (p.kind == nil || p.kind.Every == 0) }

// isHeld: a border takes in everybody.
func (*border) isHeld(*deadlock, int) bool { return false }
func (*border) gates() int                 { return 1 }
func (*border) gateFor(*World, *train) int { return 0 }

// keepsIn: a train that has its slot may wait for the wagons of the other gauge, or for a locomotive.
func (*border) keepsIn(d *deadlock, t trainID) bool {
	return d.lacksWagons(carrier(t))
}
