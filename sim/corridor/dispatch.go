package corridor

import "math"

// Who sends empty wagons and light engines where. A stock where nobody waits sends what it has, a consignment at a time, first to
// where the next train of somebody lacks wagons; shares are filled last. A pile asks for all its trains. Where it needs
// wagons and a locomotive it takes them in this order: the wagons stay for it while it waits for the locomotive, so that the
// two never pass each other on the way, and what its other trains will want does not run to where it is wanted later as well.

// sendBack sends empty wagons beyond the stock's share back to where they are needed most.
func (p *pool) sendBack(w *World, s *stock) {
	if p.waitsAt(s) {
		return
	}
	r, spare := s.needed(p)
	for ; r != nil && spare >= r.load*r.per; r, spare = s.needed(p) {
		p.run(w, s, r, r.load)
	}
	if r == nil || r.wait == 0 || s.waits || spare < r.per {
		return
	}
	s.waits = true
	s.gen++
	w.after(r.wait, impatient, p.id, int32(p.indexOf(s)), s.gen)
}

// needed is the return that goes first, nil if nothing lacks anywhere: to where the next train of one who waits lacks wagons, the
// one who has waited longest; then to where most is asked for by those who wait, for all their trains; then to where most lacks of
// a share. With it comes the number of wagons that may leave for that: all for the next train; for later ones those that the loads
// here do not want; for a share those beyond the own share as well.
func (s *stock) needed(p *pool) (best *emptyRun, spare int64) {
	var first need
	for i := range s.returns {
		r := &s.returns[i]
		if n := p.need(r.to); n.before(first) {
			best, first = r, n
		}
	}
	spare = s.free()
	if first.rank < ofNext {
		spare -= s.wish
	}
	if first.rank < ofLater {
		spare -= s.keep
	}
	return best, spare
}

// need is what lacks at a stock besides the wagons that stand there or are on their way back to it.
type need struct {
	rank int // of the kinds below; 0: nothing lacks
	n    int64
}

// hops is how many stocks are looked beyond.
const hops = 2

const (
	ofShare = 1 + iota
	ofLater // trains of those who wait
	ofNext
)

func (x need) before(y need) bool { return x.rank > y.rank || x.rank == y.rank && x.n > y.n }

// need of a stock. Among those whose next train lacks wagons the number is how long ago the first has asked. What the next
// train lacks beyond a stock lacks there, if it has none to send on: so wagons go by way of others, those of one train at a time.
func (p *pool) need(k int8) need { return p.needFrom(k, none, hops) }

func (p *pool) needFrom(k, from int8, left int) need {
	s := &p.stocks[k]
	here := s.free() + s.coming
	next, all := p.wanted(s)
	if next > here {
		return need{ofNext, math.MaxInt64 - int64(s.claims.At(0).since)}
	}
	var beyond need
	for i := 0; left > 0 && i < len(s.returns); i++ {
		if r := &s.returns[i]; r.to != from && here < r.load*r.per {
			if n := p.needFrom(r.to, k, left-1); n.rank == ofNext && n.before(beyond) {
				beyond = n
			}
		}
	}
	switch {
	case beyond.rank > 0:
		return beyond
	case all+s.wish > here:
		return need{ofLater, all + s.wish - here}
	case s.keep+all+s.wish > here:
		return need{ofShare, s.keep + all + s.wish - here}
	}
	return need{}
}

// wanted is the number of wagons for which somebody waits at a stock, for the next train of each and for all, as far as they may be
// lent there: the first who may not have what he needs keeps those behind him waiting.
func (p *pool) wanted(s *stock) (next, all int64) {
	most := p.allowed(s)
	for i := range s.claims.Len() {
		c := s.claims.At(i)
		more := c.wants()
		if next+more > most {
			break
		}
		next += more
		all = min(most, all+max(more, c.wantsInAll()))
	}
	return next, all
}

// waitsAt tells whether somebody waits at a stock who may have what he needs.
func (p *pool) waitsAt(s *stock) bool {
	next, _ := p.wanted(s)
	return next > 0
}

// run sends so many pieces of empty wagons.
func (p *pool) run(w *World, s *stock, r *emptyRun, pieces int64) {
	n := pieces * r.per
	s.waits = false
	s.gen++
	s.empty -= n
	s.level.Change(w.sim.Now(), -n)
	p.stat.back.Change(w.sim.Now(), n)
	p.stocks[r.to].coming += n
	r.flow.send(w, pieces)
}
