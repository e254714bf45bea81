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
	d.asks = slices.Grow(d.asks[:0], d.all())[:d.all()]
	clear(d.asks)
	for _, p := range d.w.pools {
		for i := range p.stocks {
			q := &p.stocks[i].claims
			for j := range q.Len() {
				switch c := q.At(j); {
				case c.pile != nil:
					d.asks[d.piles()+c.pile.number] = p.number
				case c.train != none:
					d.asks[c.train] = p.number
				}
			}
		}
	}
}

// lacksWagons blames the pool for whose wagons a carrier waits, if it does.
func (d *deadlock) lacksWagons(c carrier) bool {
	p := d.asks[c]
	if p != 0 {
		d.by = append(d.by, carrier(d.lends()+int(p)-1))
	}
	return p != 0
}

// poolWaits: somebody waits for wagons, and all that do not stand empty are held.
func (d *deadlock) poolWaits(i int) bool {
	d.by = append(d.by, d.pools[i].by...)
	return d.pools[i].dry
}

// holders finds out who holds the wagons of a pool. It is free if somebody of them is, if wagons are in repair or about to be
// sent back, or if empty ones stand where the next who needs them would get them at once: he might bring them to where they lack.
func (d *deadlock) holders(i int) {
	for len(d.pools) <= i {
		d.pools = append(d.pools, poolJam{})
	}
	p, x := d.w.pools[i], &d.pools[i]
	x.by, x.dry = x.by[:0], false
	if p.stat.queue.Value() == 0 || p.repaired > 0 || p.stirs() {
		return
	}
	found, tied := d.onCarriers(p, x)
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
// waits, or where who waits may not have them.
func (p *pool) stirs() bool {
	for i := range p.stocks {
		s := &p.stocks[i]
		if s.waits || s.empty > 0 && (s.claims.Len() == 0 || p.wanted(s) == 0 && p.mayAsk(s)) {
			return true
		}
	}
	return false
}

// mayAsk tells whether more wagons than now may be asked for at the end of a return for which enough stand in a stock: not
// where the first who waits may not have what he needs.
func (p *pool) mayAsk(s *stock) bool {
	for i := range s.returns {
		r := &s.returns[i]
		if to := &p.stocks[r.to]; (r.wait > 0 || s.empty >= r.load*r.per) && (to.claims.Len() == 0 || p.wanted(to) > 0) {
			return true
		}
	}
	return false
}

// onCarriers lists the trains, ships and piles that hold wagons of a pool, and counts the wagons; it stops at one that is free.
func (d *deadlock) onCarriers(p *pool, x *poolJam) (found int64, tied bool) {
	w := d.w
	tied = true
	holds := func(c int, n int64) {
		if n > 0 {
			x.by = append(x.by, carrier(c))
			found, tied = found+n, d.stuck[c]
		}
	}
	for t := 0; t < len(w.trains) && tied; t++ {
		if tr := w.trains[t]; tr.leg != none {
			n := w.wagonsUnder(tr.cargo, p)
			for _, l := range [...]lent{tr.rides[p.class], tr.next[p.class]} {
				if l.pool == p.number {
					n += int64(l.n)
				}
			}
			holds(t, n)
		}
	}
	for s := 0; s < len(w.ships) && tied; s++ {
		holds(d.ships()+s, w.wagonsUnder(w.ships[s].cargo.head, p))
	}
	for k := 0; k < len(w.piles) && tied; k++ {
		items, n := &w.piles[k].items, int64(0)
		for i := range items.Len() {
			n += w.wagonsOf(items.At(i), p)
		}
		holds(d.piles()+k, n)
	}
	return found, tied
}

// wagonsUnder is the number of wagons of a pool in which a chain of cargo lies.
func (w *World) wagonsUnder(c cargoID, p *pool) (n int64) {
	for ; c != none; c = w.cargo[c].next {
		n += w.wagonsOf(c, p)
	}
	return n
}

// wagonsOf is the number of wagons of a pool in which a consignment lies.
func (w *World) wagonsOf(c cargoID, p *pool) int64 {
	if x := w.cargo[c]; x.lent == p.number {
		return x.n * w.flows[x.flow].wagons
	}
	return 0
}

// onQuays lists the ships for which cargo in wagons of a pool waits on the quays, and counts the wagons; it tells whether all
// of these ships are stuck.
func (d *deadlock) onQuays(p *pool, x *poolJam) (found int64, tied bool) {
	w := d.w
	d.by = d.by[:0]
	for _, l := range w.lanes {
		for end := range l.quays {
			for i := range l.quays[end] {
				q, n := &l.quays[end][i], int64(0)
				for j := range q.items.Len() {
					n += w.wagonsOf(q.items.At(j), p)
				}
				if n > 0 && !d.blameShips(l, q.unit) {
					return 0, false
				}
				found += n
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

// pileWaits lists who has what the next train of a pile lacks: wagons, a departure track, or a place in the queue of a siding
// that is banned.
func (d *deadlock) pileWaits(p *pile) bool {
	if p.items.Len() == 0 || p.kept { // who takes cargo out of the store ahead is not looked into
		return false
	}
	if p.claimed {
		return d.lacksWagons(carrier(d.piles() + p.number))
	}
	y := p.from.sidings[p.siding]
	switch {
	case p.kind != nil && p.kind.Every == 0 && !p.due(d.w):
		return false
	case !p.hasTrack():
		return y.departures == d.blameAll(p.from.id, func(tr *train, _ trainID) bool {
			return tr.in == none && tr.siding == p.siding && tr.slot == departureTrack
		})
	case p.ban.applies():
		return d.banHeld(p.ban)
	}
	return false
}

// banHeld lists the trains in the queue for which a ban holds: it ends when some of them have been unloaded. A ban with
// exceptions, and a plan of loading, let trains go in spite of them.
func (d *deadlock) banHeld(x *ban) bool {
	if !x.on || x.left >= 1 || x.spec.Exceptions > 0 {
		return false
	}
	w := d.w
	for t := range w.trains {
		if tr := w.trains[t]; x.bound(w, tr) && x.isQueue(w, tr) {
			d.blame(trainID(t))
		}
	}
	return true
}

// keepsOut: a border takes in everybody.
func (*border) keepsOut(*deadlock, trainID) bool { return false }

// keepsIn: a train that has its slot may wait for the wagons of the other gauge, or for a locomotive.
func (*border) keepsIn(d *deadlock, t trainID) bool {
	return d.lacksWagons(carrier(t))
}
