package corridor

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// single is a single-track line: sections between passing loops, one train in each, trains both
// ways. Each loop has one track for each direction. A train enters a section only if the section is
// empty and the next loop's track of its direction is free (at the end of the line: the next place has
// admitted it). Whoever has a section or a loop track can therefore always leave it in the end,
// and a line cannot deadlock, whoever goes first where two want one section (section.go).
type single struct {
	id       placeID
	run      []time.Duration // undisturbed, by section
	sections []des.Sampler   // explicit laws of the sections
	factor   des.Sampler
	crossing time.Duration
	hold     bool
	room     int
	other    otherTraffic
	window   window

	busy    []trainID // by section
	passes  []pass    // by section
	inARow  int
	loop    [][2]trainID            // trains that stand in loop i, between sections i and i+1
	taken   [][2]bool               // loop tracks that are occupied or promised
	ready   [2][]des.Queue[trainID] // at each end, by class of priority
	waiting [2]int                  // trains of the corridor; other traffic stands elsewhere
	front   [2]des.Queue[trainID]   // at the end of a line without loops: admitted beyond it, so they go first
	coming  [2]int
	outside [2]des.Queue[trainID]

	stat      lineStat
	bySection []*des.Level
	number    average  // of sections
	since     des.Time // start of the measured period

	stood []trainID // see before

	heir    *double // the line that it becomes inside the run; nil: none
	becomes *Rail   // closed for the change to this
}

func newSingle(r *Rail, b *builder) *single {
	s := &single{id: b.thing, hold: r.Hold, room: none, since: b.w.start}
	if r.Room != nil {
		s.room = *r.Room
	}
	s.read(b, r)
	s.passes = make([]pass, b.mostSections(len(s.run)))
	s.layOut(b.w)
	for _, way := range Ways {
		s.ready[way] = make([]des.Queue[trainID], b.w.classes)
	}
	s.other = b.otherTraffic(r.Other)
	s.other.goesBy(b, r)
	s.stat = b.singleStat()
	return s
}

// read takes a Spec: at the beginning, or on the day of a measure.
func (s *single) read(b *builder, r *Rail) {
	s.crossing, s.inARow, s.factor = r.Crossing, r.InARow, b.sampler("factor", r.Factor)
	s.window = b.window(r)
	s.run, s.sections = s.run[:0], s.sections[:0]
	for i, law := range r.Sections {
		s.sections = append(s.sections, b.sampler(fmt.Sprintf("sections.%d", i), law))
		s.run = append(s.run, time.Duration(law.Mean()*float64(time.Second)))
	}
	if len(r.Sections) == 0 {
		s.run = r.divide(s.run)
	}
}

func (s *single) begin(w *World) { s.other.begin(w) }

func (s *single) admit(w *World, tr *train) bool {
	way := w.wayNext(tr)
	if s.full(way) && !tr.back { // an empty train on its way home must be able to leave its track
		s.outside[way].Push(tr.id)
		return false
	}
	s.coming[way]++
	return true
}

func (s *single) full(way Way) bool {
	return s.room != none && s.waiting[way]+s.coming[way] >= s.room && s.becomes == nil
}

func (s *single) start(w *World, tr *train) {
	s.coming[w.wayHere(tr)]--
	s.await(w, tr.id)
}

// await puts t at the end of the line where it came.
func (s *single) await(w *World, t trainID) {
	tr := w.trains[t]
	way := w.wayHere(tr)
	if len(s.sections) == 0 {
		tr.pace = s.factor.Value(tr.key())
	}
	tr.since, tr.left, tr.slot, tr.rest = w.sim.Now(), w.sim.Now(), 0, 0
	if way == East {
		tr.slot = int32(len(s.busy) - 1)
	}
	if tr.flow != none {
		s.waiting[way]++
	}
	s.stat.comes(w.sim.Now(), tr)
	w.markTrain(t, s.whyWait(w, t))
	s.window.watch(w, s.id, s.run[tr.slot])
	if s.queueUp(w, t) {
		s.dispatch(w, int(w.trains[t].slot))
	}
}

// queueUp puts t in the queue before the line, unless it is held; it tells whether it did.
func (s *single) queueUp(w *World, t trainID) bool {
	if s.hold && s.becomes == nil && !w.ask(w.trains[t]) {
		w.trains[t].rest = held
		w.markTrain(t, w.whyRefused(w.trains[t]))
		return false
	}
	tr := w.trains[t]
	s.ready[w.wayHere(tr)][w.class(t)].Push(t)
	return true
}

// whyWait is the cause of a wait before the line.
func (s *single) whyWait(w *World, t trainID) cause {
	if s.becomes != nil {
		return closed
	}
	return s.window.whyWait(w.sim.Now(), s.run[w.trains[t].slot])
}

// held marks a train that is not in the ready queue yet.
const held = 1

func (s *single) enter(w *World, k int, way Way, t trainID, inLoop bool) {
	now := w.sim.Now()
	tr := w.trains[t]
	s.busy[k] = t
	s.bySection[k].Change(now, 1)
	w.within(s.id, "train", int32(t), s.bySection[k].Value(), 1, "trains in a section")
	if way == West && k < len(s.taken) {
		s.taken[k][West] = true
	} else if way == East && k > 0 {
		s.taken[k-1][East] = true
	}
	tr.slot, tr.base = int32(k), int64(s.run[k])
	w.markTrain(t, moving)
	w.after(s.running(tr, k), arrived, s.id, int32(t), tr.gen)
	if !inLoop {
		s.leaveTerminal(w, way, t)
		s.stat.enters(now, tr, way)
		for s.outside[way].Len() > 0 && !s.full(way) {
			s.coming[way]++
			w.grant(s.outside[way].Pop())
		}
		return
	}
	s.stat.goesOn(now, tr)
	left, behind := k-1, k-1 // the loop that t leaves, and the section whose trains wait for it
	if way == East {
		left, behind = k, k+1
	}
	s.loop[left][way], s.taken[left][way] = none, false
	s.dispatch(w, behind)
}

func (s *single) running(tr *train, k int) time.Duration {
	if len(s.sections) > 0 {
		return s.sections[k].Duration(tr.key())
	}
	return time.Duration(float64(s.run[k]) * tr.pace)
}

func (s *single) handle(w *World, e event) {
	switch e.do {
	case arrived:
		s.reach(w, trainID(e.who))
	case opening:
		s.turnWindow(w)
	case crossed:
		s.crossed(w, int(e.who))
	case other:
		if t := s.other.arrive(w, e); t != none {
			s.await(w, t)
		}
	case entered:
		s.opensAgain(w)
	default:
		w.stray(s.id, e)
	}
}

// reach ends a section: into the loop, or out of the line.
func (s *single) reach(w *World, t trainID) {
	tr := w.trains[t]
	way, k := w.wayHere(tr), int(tr.slot)
	w.settleChain(tr.cargo, moving, dur(tr.base), weather)
	loop, next := k, k+1
	if way == East {
		loop, next = k-1, k-1
	}
	if next < 0 || next == len(s.busy) {
		w.advance(w.trains[t])
		return
	}
	w.alone(s.id, t, s.loop[loop][way])
	s.loop[loop][way] = t
	s.free(w, k)
	tr.slot, tr.left = int32(next), w.sim.Now()
	w.markTrain(t, s.window.whyWait(w.sim.Now(), s.run[next]))
	s.window.watch(w, s.id, s.run[next])
	s.dispatch(w, next)
	s.dispatch(w, k)
}

// free says that the train in section k has left it.
func (s *single) free(w *World, k int) {
	s.busy[k] = none
	s.passes[k].leaves(w.sim.Now(), s.crossing)
	s.bySection[k].Change(w.sim.Now(), -1)
}

// granted says that the next place has room for t, which stands before the last section or is held
// before the line.
func (s *single) granted(w *World, tr *train) {
	t := tr.id
	way := w.wayHere(tr)
	switch {
	case tr.rest == held:
		tr.rest = 0
		s.ready[way][w.class(t)].Push(t)
	case len(s.busy) == 1:
		s.goesFirst(w, way, t)
	}
	s.dispatch(w, int(tr.slot))
}

func (s *single) vacate(w *World, tr *train) {
	k := int(tr.slot)
	s.free(w, k)
	s.dispatch(w, k)
	s.cutOver(w)
}

// leaveTerminal takes a train that is the candidate out of its queue.
func (s *single) leaveTerminal(w *World, way Way, t trainID) {
	if w.trains[t].flow != none {
		s.waiting[way]--
	}
	if s.front[way].Len() > 0 && s.front[way].Peek() == t {
		s.front[way].Pop()
		return
	}
	for c := range s.ready[way] {
		if q := &s.ready[way][c]; q.Len() > 0 {
			q.Pop()
			return
		}
	}
}

// rank is the class of a train in a queue: the same for all if they go in order of arrival.
func (w *World) rank(order string, t trainID) int {
	if order == "priority" {
		return w.class(t)
	}
	return 0
}

// class of a train: 0 for the best priority of all; flows without priority come last, and so does other traffic, but for a share
// on single track that has a priority of its own.
func (w *World) class(t trainID) int {
	tr := w.trains[t]
	if tr.flow != none {
		return w.flows[tr.flow].class
	}
	if tr.first {
		if s, is := w.places[tr.in].(*single); is {
			return s.other.class
		}
	}
	return w.classes - 1
}
