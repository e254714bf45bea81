package corridor

import "math"

// Who sends empty wagons and light engines where. What lacks anywhere is looked at together: first where the next train of somebody
// lacks wagons, shares last; the nearest stock sends, a consignment at a time, by way of others (relay.go) if need be. A stock where
// somebody waits sends nothing of its own. A pile asks for all its trains. Who needs wagons and a locomotive takes them in this
// order: wagons go to where they are asked for and stay, locomotives follow for so many trains as have their wagons. If each were
// kept for whatever wants both, all wagons could stand at one place and all locomotives at another for ever.

// sendNearest sends to where wagons are needed most from the stock that is nearest, of those that have enough.
func (p *pool) sendNearest(w *World) bool {
	var best sending
	from := none
	for i := range p.stocks {
		s := &p.stocks[i]
		x := p.needed(s)
		if x.pieces() > 0 && (from == none || x.need.before(best.need) || x.need == best.need && s.relays[x.to].hours < p.stocks[from].relays[x.to].hours) {
			best, from = x, i
		}
	}
	if from == none {
		return false
	}
	p.run(w, &p.stocks[from], best.to, best.pieces())
	return true
}

// wait begins the patience of a stock that has something to send and less than a consignment.
func (p *pool) wait(w *World, k int8) {
	s := &p.stocks[k]
	x := p.needed(s)
	if x.run == nil || x.run.wait == 0 || s.waits || x.spare < x.run.per {
		return
	}
	s.waits = true
	s.gen++
	w.after(x.run.wait, impatient, p.id, int32(k), s.gen)
}

// sending is what a stock would send next.
type sending struct {
	to    int8
	run   *emptyRun // nil: nothing
	spare int64     // wagons that may leave for that
	need  need
}

// pieces is how many go now: a consignment, or none; what is owed goes on as it has come.
func (x *sending) pieces() int64 {
	switch {
	case x.run == nil:
		return 0
	case x.need.rank == ofOthers:
		return min(x.spare, x.need.n, x.run.size()) / x.run.per
	case x.spare < x.run.size():
		return 0
	}
	return x.run.load
}

// needed is what goes first: what the stock owes; else, if nobody waits here, to where the next train of one who waits lacks wagons, the
// one who has waited longest; then to where most is asked for by those who wait, for all their trains; then to where most lacks of
// a share. With it comes the number of wagons that may leave for that: all for the next train; for later ones those that the loads
// here do not want; for a share those beyond the own share as well.
func (p *pool) needed(s *stock) (x sending) {
	for k, n := range s.passing {
		if n > 0 {
			r := s.via(int8(k))
			return sending{int8(k), r, s.standing(), need{ofOthers, r.whole(n)}}
		}
	}
	if s.next > 0 {
		return
	}
	for k := range p.stocks {
		if s.relays[k].first == none {
			continue
		}
		if n := p.need(&p.stocks[k]); n.before(x.need) {
			x.to, x.need = int8(k), n
		}
	}
	if x.need.rank == 0 {
		return
	}
	x.run, x.spare = s.via(x.to), s.free()
	if x.need.rank < ofNext {
		x.spare -= s.wish
	}
	if x.need.rank < ofLater {
		x.spare -= s.keep
	}
	return
}

// need is what lacks at a stock besides the wagons that stand there or are on their way back to it.
type need struct {
	rank int // of the kinds below; 0: nothing lacks
	n    int64
}

const (
	ofShare = 1 + iota
	ofLater // trains of those who wait
	ofNext
	ofOthers // to whom it was sent by way of here
)

func (x need) before(y need) bool { return x.rank > y.rank || x.rank == y.rank && x.n > y.n }

// need of a stock. Among those whose next train lacks wagons the number is how long ago the cargo came that is first of what lacks them.
func (p *pool) need(s *stock) need {
	here := s.here()
	switch asked := s.all + s.wish; {
	case s.next > here:
		return need{ofNext, math.MaxInt64 - p.since(s, here)}
	case asked > here:
		return need{ofLater, asked - here}
	case s.keep+asked > here && !s.scarce():
		return need{ofShare, s.keep + asked - here}
	}
	return need{}
}

// since is when the cargo came that is first of that whose next train lacks wagons where there are so many; 0 if they lack for others only.
func (p *pool) since(s *stock, here int64) int64 {
	one, q := false, p.turns(s)
	for i := range s.claims.Len() {
		c := s.claims.At(i)
		if q.ends(c) {
			break
		}
		if !q.lets(c) || one && c.pile == nil {
			continue
		}
		one = one || c.pile == nil
		if here -= c.wants(); here < 0 {
			return int64(c.came)
		}
	}
	return 0
}

// turns goes through those who wait at a stock, in their order, and tells who may have what he needs: the first who may not, since the
// stock leaves it for loads elsewhere, keeps those behind him waiting, but not the trains of empty wagons, which serve these. More
// than there are is not asked for.
type turns struct {
	count, lent int64 // that may be asked for; by loads
	fetching    int   // trains of empty wagons yet to come
	shut        bool  // for loads
}

func (p *pool) turns(s *stock) turns {
	return turns{count: p.count, lent: min(p.allowed(s), p.count), fetching: s.fetching}
}

// ends tells whether neither c nor those behind it may have anything.
func (q *turns) ends(c claim) bool { return q.count < c.wants() || q.shut && q.fetching == 0 }

// lets tells whether c may have what it needs beside those before it.
func (q *turns) lets(c claim) bool {
	n := c.wants()
	switch {
	case c.empties():
		q.fetching--
	case q.shut || n > q.lent:
		q.shut = true
		return false
	}
	q.count, q.lent = q.count-n, q.lent-n
	return true
}

// ask finds what is asked for at each stock, and what the loads there want that wait for the other: for wagons, for locomotives.
func (p *pool) ask(w *World) {
	for k := range p.stocks {
		s := &p.stocks[k]
		s.next, s.all = p.wanted(s)
		s.wish = 0
	}
	for _, x := range w.piles {
		if x.claimed && x.pools[p.class] == p && x.lacked != p {
			n := x.needsInAll(p.class)
			if p.class == wagons {
				n = max(0, n-x.aside)
			}
			x.stocks[p.class].wish += n
		}
	}
	for _, x := range w.pools {
		if p.class == engines && x.class == wagons {
			p.follow(w, x)
		}
	}
	if p.class == wagons {
		p.asHauled(w)
	}
}

// asHauled sees to it that no more wagons are asked for at a stock than its part of as many trains as there are locomotives, by the trains
// that wait: where empty wagons need locomotives as loads do, those beyond would only keep locomotives from the loads.
func (p *pool) asHauled(w *World) {
	for _, x := range w.pools {
		x.sought = x.stat.queue.Value()
	}
	for _, x := range w.pools {
		for i := range x.stocks {
			if s := &x.stocks[i]; s.by != nil {
				s.by.sought += x.waitingAt(s)
			}
		}
	}
	for i := range p.stocks {
		if s := &p.stocks[i]; s.scarce() {
			trains := (s.by.count*p.waitingAt(s) + s.by.sought - 1) / s.by.sought
			s.all = max(s.next, min(s.all, trains*p.longest))
			s.wish = max(0, min(s.wish, trains*p.longest-s.all))
		}
	}
}

// follow finds the locomotives that trains want which wait before a change of gauge for wagons of a pool, as far as those are here or
// coming.
func (p *pool) follow(w *World, x *pool) {
	for k := range x.stocks {
		s := &x.stocks[k]
		here := s.unhauled()
		for i := range s.claims.Len() {
			c := s.claims.At(i)
			if here -= c.wants(); here < 0 && int64(i) >= s.one(p) {
				break
			}
			if c.train == none {
				continue
			}
			tr := w.trains[c.train]
			if y, from := w.supply(w.flows[tr.cargo.flow].spec.Train, engines, c.at, tr.rides[engines].pool); y == p {
				from.wish += p.each
			}
		}
	}
}

// wanted is the number of wagons for which somebody waits at a stock, for the next train of each pile, the first of those before a change
// of gauge and the first cargo, and for all, as far as they may be lent there.
func (p *pool) wanted(s *stock) (next, all int64) {
	one, q := false, p.turns(s)
	lent := q.lent
	for i := range s.claims.Len() {
		c := s.claims.At(i)
		if q.ends(c) {
			break
		}
		if !q.lets(c) {
			continue
		}
		more := c.wants()
		if c.pile != nil || !one {
			next += more
		}
		one = one || c.pile == nil
		most := p.count
		if !c.empties() {
			most = max(all, lent)
		}
		all = min(most, all+max(more, c.wantsInAll()))
	}
	return next, all
}

// waitsAt tells whether somebody waits at a stock who may have what he needs.
func (p *pool) waitsAt(s *stock) bool {
	next, _ := p.wanted(s)
	return next > 0
}

// run sends so many pieces of empty wagons to a stock, or to the first on the way there.
func (p *pool) run(w *World, s *stock, to int8, pieces int64) {
	r := s.via(to)
	n := pieces * r.per
	s.waits = false
	s.gen++
	s.empty -= n
	s.level.Change(w.sim.Now(), -n)
	p.stat.back.Change(w.sim.Now(), n)
	on := min(n, s.passing[to])
	s.pass(to, -on)
	p.owe(s, to, -on)
	p.stocks[r.to].coming += n
	if r.flow.hauled {
		p.stocks[r.to].hauled += n
	}
	x := onward{none, n}
	if r.to != to {
		x.to = to
		p.owe(&p.stocks[r.to], to, n)
	}
	r.flow.sent.Push(x)
	r.flow.send(w, pieces)
	p.tellsEngines(w)
}
