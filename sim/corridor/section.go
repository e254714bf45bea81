package corridor

import (
	"time"

	"corridor/sim/des"
)

// Who enters a section of a single track next. A train in a loop goes before a train at a terminal; else priority decides,
// else who has waited longer (model.md 8). Where trains are always ready at both ends this can keep one direction out: before
// a long section at the end of a line there stands always a train in the loop. A bound on trains of one direction in a row
// (in_a_row) gives the other its turn.
//
// Between a train that leaves a section and one that enters it the other way lies the crossing time (UIC 406): points are
// set, the road is cleared, the brakes released. A train that meets nobody loses none.

// pass is what a section remembers of the trains over it.
type pass struct {
	opens  [2]des.Time   // a train of a direction may enter from here on: the road is set for it
	way    Way           // of the last train
	used   bool          // there was one
	row    int           // trains of that way which went one after another before one of the other that waited
	turned time.Duration // crossing times so far
	before time.Duration // those before the measured period
	rings  bool          // the road is being set; an event comes when it is
	to     Way           // for a train of this direction
}

// enters notes a train, and whether it goes before one that comes the other way.
func (p *pass) enters(way Way, before bool, crossing time.Duration) {
	if way != p.way {
		p.row = 0
		if p.used {
			p.turned += crossing
		}
	}
	if p.row++; !before {
		p.row = 0
	}
	p.way, p.used = way, true
}

func (p *pass) leaves(now des.Time, crossing time.Duration) {
	p.opens[p.way.Back()] = now.Add(crossing)
}

// candidate is the train that wants section k in one direction, and whether it stands in a loop.
func (s *single) candidate(k int, way Way) (t trainID, inLoop bool) {
	if way == West && k > 0 {
		return s.loop[k-1][West], true
	}
	if way == East && k < len(s.busy)-1 {
		return s.loop[k][East], true
	}
	if s.becomes != nil {
		return none, false
	}
	if s.front[way].Len() > 0 {
		return s.front[way].Peek(), false
	}
	for c := range s.ready[way] {
		if q := &s.ready[way][c]; q.Len() > 0 {
			return q.Peek(), false
		}
	}
	return none, false
}

// wanting are the trains that want one section, by direction, and whether they stand in a loop.
type wanting struct {
	train  [2]trainID
	inLoop [2]bool
}

// dispatch lets a train into section k, if one may go. While the road is being set for one, no other slips in before it.
func (s *single) dispatch(w *World, k int) {
	if s.busy[k] == none && !s.passes[k].rings {
		s.letIn(w, k, false)
	}
}

// crossed is the end of a crossing time: the train for which the road is set now goes first.
func (s *single) crossed(w *World, k int) {
	s.passes[k].rings = false
	s.letIn(w, k, true)
}

func (s *single) letIn(w *World, k int, set bool) {
	if !s.window.lets(w.sim.Now(), s.run[k]) {
		return
	}
	var x wanting
	x.train[West], x.inLoop[West] = s.candidate(k, West)
	x.train[East], x.inLoop[East] = s.candidate(k, East)
	p := &s.passes[k]
	way := x.first(w)
	switch {
	case set:
		way = p.to
	case s.inARow > 0 && p.row >= s.inARow && way == p.way && x.train[way.Back()] != none:
		way = way.Back()
	}
	for range Ways {
		if t := x.train[way]; t != none && s.clear(w, k, way, t) {
			if p.opens[way] > w.sim.Now() {
				s.setRoad(w, k, way, t)
				return
			}
			p.enters(way, x.train[way.Back()] != none, s.crossing)
			s.enter(w, k, way, t, x.inLoop[way])
			return
		}
		way = way.Back()
	}
}

// setRoad has the train that is to enter section k next wait for the end of the crossing time.
func (s *single) setRoad(w *World, k int, way Way, t trainID) {
	if len(s.busy) == 1 {
		s.goesFirst(w, way, t)
	}
	p := &s.passes[k]
	p.to, p.rings = way, true
	w.after(p.opens[way].Sub(w.sim.Now()), crossed, s.id, int32(k), 0)
}

// first says which direction is tried first.
func (x *wanting) first(w *World) Way {
	a, b := x.train[West], x.train[East]
	eastFirst := false
	switch {
	case a == none || b == none:
		eastFirst = a == none
	case x.inLoop[West] != x.inLoop[East]:
		eastFirst = x.inLoop[East]
	case w.class(a) != w.class(b):
		eastFirst = w.class(b) < w.class(a)
	default:
		eastFirst = w.trains[b].left < w.trains[a].left
	}
	if eastFirst {
		return East
	}
	return West
}

// clear tells whether there is room beyond section k.
func (s *single) clear(w *World, k int, way Way, t trainID) bool {
	if way == West && k < len(s.taken) {
		return !s.taken[k][West]
	}
	if way == East && k > 0 {
		return !s.taken[k-1][East]
	}
	return w.ask(w.trains[t])
}

// goesFirst puts a train that the place beyond a line without loops has admitted before all others: it holds room there.
func (s *single) goesFirst(w *World, way Way, t trainID) {
	q := &s.ready[way][w.class(t)]
	for i := range q.Len() {
		if q.At(i) == t {
			s.front[way].Push(q.Remove(i))
			return
		}
	}
}
