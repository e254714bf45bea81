package corridor

// A pool as a whole is seldom dry: somewhere wagons stand empty, and those who have yet to come might take or send them to where
// they lack. But wagons come to a stock only on rails. A stock gets no more where every way there is closed: by a place that is shut
// for good (deadlockways.go), or because no train will ever set out. Then those who wait there wait for ever, and so
// do those who wait for what it would send elsewhere.

// stockJam is what a look knows of a stock. Two carriers stand for each: its queue, which is stuck if who waits there
// never gets wagons, and its returns, which are if it never sends any.
type stockJam struct {
	pool  *pool
	k     int8
	ways  []inroad // by which wagons may come
	known bool     // the ways are
}

// enlist numbers the stocks of all pools.
func (d *deadlock) enlist() {
	if d.stocks != nil {
		return
	}
	for _, p := range d.w.pools {
		for k := range p.stocks {
			d.stocks = append(d.stocks, stockJam{pool: p, k: int8(k)})
		}
	}
}

// of is the first stock of a pool among all.
func (d *deadlock) of(p *pool) (n int) {
	for d.stocks[n].pool != p {
		n++
	}
	return n
}

// queueWaits tells for whom those wait who need wagons of a stock.
func (d *deadlock) queueWaits(n int) bool {
	x := &d.stocks[n]
	s := &x.pool.stocks[x.k]
	if s.claims.Len() == 0 || d.changes[x.pool.id] || s.mayDisperse(d.w) {
		return false
	}
	whole := carrier(d.lends() + int(x.pool.number) - 1)
	if !d.stuck[whole] && (s.free() < s.fewest() && d.cutOff(x) && d.keptAside(s) || d.heldUp(x)) {
		return true
	}
	d.by = append(d.by[:0], whole)
	return true
}

// keptAside blames those for whom wagons of a stock are set aside: one who goes on without them leaves them to others.
func (d *deadlock) keptAside(s *stock) bool {
	n := len(d.by)
	for k, p := range d.w.piles {
		if p.aside > 0 && p.stocks[wagons] == s {
			d.by = append(d.by, carrier(d.piles()+k))
		}
	}
	return len(d.by) == n || d.areStuck(n)
}

// sendsWaits tells whether a stock has too little for any of its returns, and for whom it waits. Where somebody waits who may
// have all, nothing is sent before he has it.
func (d *deadlock) sendsWaits(n int) bool {
	x := &d.stocks[n]
	s := &x.pool.stocks[x.k]
	d.by = d.by[:0]
	if d.changes[x.pool.id] {
		return false
	}
	if s.claims.Len() > 0 && s.leaves == 0 && d.stuck[d.queueOf(n)] {
		d.by = append(d.by, d.queueOf(n))
		return true
	}
	for i := range s.returns {
		r := &s.returns[i]
		if least := r.load * r.per; s.free() >= least || r.wait > 0 && s.free() >= r.per {
			return false
		}
	}
	if !d.cutOff(x) || !d.keptAside(s) {
		return false
	}
	d.by = append(d.by, d.sendsOf(n)) // of itself, where no way leads there
	return true
}

// cutOff tells whether no wagon will ever come to a stock, and lists those because of whom.
func (d *deadlock) cutOff(x *stockJam) bool {
	d.by = d.by[:0]
	s := &x.pool.stocks[x.k]
	if !x.known {
		x.survey(d.w)
	}
	if s.mending > 0 {
		return false
	}
	for i := range x.ways {
		if !d.closes(&x.ways[i]) {
			return false
		}
	}
	return s.coming == 0 || !d.lies(x)
}

// heldUp tells whether a stock that leaves wagons for others waits for ever, since carriers that never move hold too many. Trains of
// empty wagons do not wait for these.
func (d *deadlock) heldUp(x *stockJam) bool {
	d.by = d.by[:0]
	p := x.pool
	s := &p.stocks[x.k]
	if s.fetching > 0 && !(s.free() < s.fewest() && d.cutOff(x) && d.keptAside(s)) {
		return false
	}
	return s.leaves > 0 && d.heldFor(p)+s.claims.At(0).wants() > part(p.count, Ratio(1-s.leaves))
}

// lies tells whether empty wagons are at a place of the stock and have yet to be taken in.
func (d *deadlock) lies(x *stockJam) bool {
	for i := range x.ways {
		if f := x.ways[i].flow; x.ways[i].leg != none && f.empties == x.pool.number && d.liesAt(f, d.w.legs[x.ways[i].leg].to) {
			return true
		}
	}
	return false
}
