package corridor

import (
	"time"

	"corridor/sim/des"
)

var stationKind = Kind{Name: "station", Doc: "Servers with one queue: the plain station of queueing theory.", Place: true, New: func() Spec {
	return &Station{Servers: 1, Full: "block", Closing: "pause", Preempt: "no"}
}}

// Station serves trains (or single units) with some servers and one queue: best priority first, and first
// come, first served within a priority.
type Station struct {
	Servers int             `doc:"servers; 0 means no limit: everybody is served at once" min:"0" max:"100000" dated:"yes"`
	Service des.Dist        `doc:"time of service" dated:"yes"`
	Of      Map[Served]     `doc:"what holds for single flows, by the name of the flow"`
	Queue   *int            `doc:"places to wait in; absent: no limit" min:"0" dated:"yes"`
	Full    string          `doc:"what happens to a unit that finds all places taken: block keeps it where it is, lose turns it away (only new arrivals can be lost)" enum:"block,lose"`
	Hours   Ref             `doc:"opening hours" to:"calendar"`
	Closing string          `doc:"service at closing time: pause resumes at opening, finish goes on, restart begins again at opening, fits begins only what ends in time; with the last two what fits into no opening begins at the next and pauses. What a breakdown or a better unit interrupts goes on in opening hours" enum:"pause,finish,restart,fits"`
	Preempt string          `doc:"a better priority interrupts service: no, pause (the interrupted one later goes on) or restart (it begins again). In opening hours only, and only if it can then begin; who needs several servers interrupts as many, or nobody" enum:"no,pause,restart"`
	Outage  *Outage         `doc:"breakdowns of the servers"`
	Batch   *Batch          `doc:"several units are served at once"`
	Again   Ratio           `doc:"share of the units that join the back of the queue again after service" min:"0" max:"0.99"`
	Limits  []time.Duration `doc:"waits whose share is reported: waiting.within" min:"0"`
	Above   []int           `doc:"numbers present whose time share is reported: present.above" min:"0"`
	Nth     []int           `doc:"units, in order of service, whose wait and departure are reported: nth" min:"1"`
	First   []int           `doc:"numbers of first units over which the wait is averaged: first" min:"1"`
}

func (s *Station) limited() bool { return s.Queue != nil }

func (s *Station) seconds(*Scenario, Ref) float64 { return s.Service.Mean() }

// Served is what holds for the units of one flow.
type Served struct {
	Service *des.Dist `doc:"time of service"`
	Slots   int       `doc:"servers that one unit takes; 0 counts as 1" min:"0"`
}

// Outage is the breakdown and repair of single servers.
type Outage struct {
	Every des.Dist `doc:"time between the end of a repair and the next breakdown" need:"yes"`
	Takes des.Dist `doc:"time of a repair" need:"yes"`
	Clock string   `doc:"what the time between breakdowns counts: calendar time (absent), or working time only" enum:"calendar,working"`
}

// Batch is service of several units at once.
type Batch struct {
	Least   int           `doc:"units with which a service may begin; 0 counts as 1" min:"0"`
	Most    int           `doc:"units that one service takes at most" need:"yes" min:"1"`
	OrAfter time.Duration `doc:"or when the server has been free so long; with nobody there it then takes the next alone" min:"0"`
}

// station is the running state of a Station.
type station struct {
	id        placeID
	spec      *Station
	room      int  // places to wait in; none: no limit
	unbounded bool // and never a limit: who comes does not ask
	servers   int  // that there are, in order or not
	most      int  // trains that it has had room for at any time so far
	service   des.Sampler
	byFlow    []des.Sampler // of flows with a law of their own
	hasOwn    []bool
	ownLaws   bool    // some flow has
	slots     []int32 // that a unit of a flow takes; other flows take one
	wide      bool    // some unit takes more than one
	simple    bool    // see Station.simple: then busy is not kept
	again     des.Stream
	plain     bool // simple, and nobody is served again
	hours     *timeOpen
	wasOpen   bool
	busy      []trainID          // being served, or held by a finished train; see simple
	used      int                // slots in use
	up        int                // slots in order, or broken and not yet left by a finished unit
	queues    []fifo             // by class of priority
	queued    int                // in all queues
	outside   des.Queue[trainID] // asked to come in
	coming    int                // admitted, not yet here
	victims   []*train           // whom a better unit interrupts; kept to be used again
	outage    *outageState
	batch     *batchState
	stat      stationStat
}

func (s *Station) build(b *builder) {
	st := &station{id: b.thing, spec: s, room: none, service: b.sampler("service", s.Service), up: s.Servers, hours: b.openings(s.Hours), again: b.stream("again")}
	st.simple = s.simple()
	st.plain = st.simple && s.Again == 0
	st.holds(s)
	st.up = st.servers
	st.unbounded = b.always(func(to Spec) bool { return to.(*Station).Queue == nil })
	st.queues = make([]fifo, b.w.classes)
	st.stat.make(b, s)
	st.outage = b.outage(s)
	st.batch = b.batch(s)
	b.place(st)
}

// holds takes the numbers of a Spec: those who have been let in by an earlier one stay.
func (s *station) holds(spec *Station) {
	s.servers, s.room = orNoLimit(spec.Servers), none
	if spec.Queue == nil {
		s.most = noLimit
		return
	}
	s.room = *spec.Queue
	most := s.servers
	if spec.Batch != nil {
		most += s.servers * spec.Batch.Most
	}
	s.most = max(s.most, most+s.room)
}

// simple tells whether each unit takes one slot and its service, once begun, runs to its end.
func (s *Station) simple() bool {
	for _, e := range s.Of {
		if e.Value.Slots > 1 {
			return false
		}
	}
	return s.Hours == "" && s.Outage == nil && s.Batch == nil && s.Preempt == "no"
}

// begin resolves the flows by name, once all are built, and notes whether the station is open.
func (s *station) begin(w *World) {
	s.wasOpen = s.open()
	s.byFlow, s.hasOwn, s.slots = make([]des.Sampler, len(w.flows)), make([]bool, len(w.flows)), make([]int32, len(w.flows))
	b := &builder{w: w, thing: s.id, path: w.scenario.Things[s.id].Path}
	for i, f := range w.flows {
		s.slots[i] = 1
		for _, e := range s.spec.Of {
			if "flow."+e.Name != f.path {
				continue
			}
			s.slots[i] = int32(max(e.Value.Slots, 1))
			s.wide = s.wide || e.Value.Slots > 1
			if e.Value.Service != nil {
				s.byFlow[i], s.hasOwn[i] = b.sampler("of."+e.Name+".service", *e.Value.Service), true
				s.ownLaws = true
			}
		}
	}
	s.stat.begin(w, s.spec)
	if s.outage != nil {
		s.outage.begin(w, s)
	}
	if s.batch != nil {
		s.batch.begin(w, s)
	}
}

func (s *station) open() bool { return s.hours == nil || s.hours.open }

// need is the number of slots that a train takes.
func (s *station) need(tr *train) int {
	if s.wide && tr.flow != none {
		return int(s.slots[tr.flow])
	}
	return 1
}

func (s *station) fits(tr *train) bool { return s.used+s.need(tr) <= s.up }

func (s *station) full(tr *train) bool {
	return s.room != none && s.isFull(tr)
}

func (s *station) isFull(tr *train) bool {
	if s.spec.Servers == 0 {
		return false
	}
	if s.room == 0 && s.coming == 0 {
		return s.queued > 0 || !s.fits(tr)
	}
	inService := s.used
	if !s.simple {
		inService = len(s.busy)
	}
	return inService+s.queued+s.coming >= s.spec.Servers+s.room
}

func (s *station) mayRefuse() bool { return s.spec.Full == "lose" }

func (s *station) refuses(_ *World, tr *train) bool { return s.full(tr) }

func (s *station) admit(_ *World, tr *train) bool {
	if s.outside.Len() > 0 || s.full(tr) {
		s.outside.Push(tr.id)
		return false
	}
	if !s.unbounded {
		s.coming++
	}
	return true
}

func (s *station) start(w *World, tr *train) {
	now := w.sim.Now()
	tr.since, tr.rest, tr.base = now, undrawn, undrawn
	if !s.unbounded {
		s.coming--
		w.within(s.id, "train", int32(tr.id), s.stat.present.Value()+1, int64(s.most), "places in a station")
	}
	s.stat.present.Rise(now)
	s.stat.watchPresent(w)
	s.join(w, tr)
}

// undrawn marks a unit whose service has not been drawn yet.
const undrawn = -1

// holding marks a finished unit that holds its server, since the next place has no room.
const holding = -2

// join puts a unit into service or into the queue.
func (s *station) join(w *World, tr *train) {
	tr.left = w.sim.Now()
	switch {
	case !s.simple:
		s.joins(w, tr)
	case s.queued == 0 && s.used < s.up:
		s.serve(w, tr)
	default:
		s.enqueue(w, tr, false)
	}
}

// joins is join for a station that is not simple.
func (s *station) joins(w *World, tr *train) {
	if s.queued == 0 && s.batch == nil && s.mayServeNow(w, tr) {
		s.serve(w, tr)
		return
	}
	s.enqueue(w, tr, false)
	s.joined(w, tr)
}

// joined sees to what a unit in the queue changes.
func (s *station) joined(w *World, tr *train) {
	if s.batch != nil || s.first() == tr {
		s.fill(w)
	}
}

func (s *station) enqueue(w *World, tr *train, front bool) {
	q := &s.queues[0]
	if len(s.queues) > 1 {
		q = &s.queues[w.class(tr.id)]
	}
	if front {
		q.pushFront(tr)
	} else {
		q.push(tr)
	}
	s.queued++
	s.stat.queue.Up(w.sim.Now())
	why := waitTrack
	if s.simple {
		tr.base = int64(s.law(tr).Duration(tr.key())) // ahead, while nothing waits for it
	} else {
		why = s.whyWait()
	}
	w.markAboard(tr, why)
}

// whyWait is the cause of a wait here.
func (s *station) whyWait() cause {
	switch {
	case !s.open():
		return closed
	case s.outage != nil && s.outage.inOrder.Value() == 0:
		return weather
	}
	return waitTrack
}

// first is the unit that is served next.
func (s *station) first() *train {
	for c := range s.queues {
		if t := s.queues[c].first; t != nil {
			return t
		}
	}
	return nil
}

// pop takes the unit that is served next from its queue.
func (s *station) pop(w *World) *train {
	q := &s.queues[0]
	if q.first == nil {
		q = s.queue()
	}
	s.queued--
	s.stat.queue.Down(w.sim.Now())
	return q.pop()
}

// queue is the best in which somebody waits.
//
//go:noinline
func (s *station) queue() *fifo {
	for c := range s.queues {
		if q := &s.queues[c]; q.first != nil {
			return q
		}
	}
	return nil
}

// mayServeNow tells whether the service of a unit may begin now.
func (s *station) mayServeNow(w *World, tr *train) bool {
	return s.fits(tr) && s.inTime(w, tr)
}

// inTime tells whether the hours let the service of a unit begin now.
func (s *station) inTime(w *World, tr *train) bool {
	if !s.open() || s.hours == nil || s.spec.Closing != "fits" {
		return s.open()
	}
	s.draw(tr)
	edge, end := s.hours.turns(w.sim.Now()), w.sim.Now().Add(dur(tr.rest))
	return edge == des.Never || end <= edge || s.neverFits(w, tr.rest)
}

// neverFits tells whether work of so many ns fits into no opening.
func (s *station) neverFits(w *World, ns int64) bool {
	return s.hours.fits(w.sim.Now(), dur(ns)) == des.Never
}

// draw fixes the time of service of a unit.
func (s *station) draw(tr *train) {
	if tr.rest == undrawn {
		if tr.base == undrawn {
			tr.base = int64(s.law(tr).Duration(tr.key()))
		}
		tr.rest = tr.base
	}
}

// law is that of the time of service of a unit.
func (s *station) law(tr *train) *des.Sampler {
	if s.ownLaws && tr.flow != none && s.hasOwn[tr.flow] {
		return &s.byFlow[tr.flow]
	}
	return &s.service
}

// restart forgets what was measured in the lead-in.
func (s *station) restart() {
	s.stat.restart()
	if s.batch != nil {
		s.batch.begun, s.batch.short = 0, 0
	}
}
