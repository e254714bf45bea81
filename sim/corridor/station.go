package corridor

import "corridor/sim/des"

var stationKind = Kind{Name: "station", Doc: "Servers with one queue: the plain station of queueing theory.", Place: true, New: func() Spec {
	return &Station{Servers: 1, Full: "block", Closing: "pause"}
}}

// Station serves trains (or single units) with some servers and one queue, first come, first served.
type Station struct {
	Servers int      `doc:"servers; 0 means no limit: everybody is served at once" min:"0"`
	Service des.Dist `doc:"time of service"`
	Queue   *int     `doc:"places to wait in; absent: no limit" min:"0"`
	Full    string   `doc:"what happens to a unit that finds all places taken: block keeps it where it is, lose turns it away (only new arrivals can be lost)" enum:"block,lose"`
	Hours   Ref      `doc:"opening hours" to:"calendar"`
	Closing string   `doc:"service under way at closing time: pause resumes at opening, finish goes on" enum:"pause,finish"`
}

// station is the running state of a Station.
type station struct {
	id      placeID
	servers int // 0: no limit
	room    int // places to wait in; none: no limit
	lose    bool
	pause   bool
	service des.Sampler
	hours   *timeOpen
	busy    []trainID // being served or held by a finished train
	queue   des.Queue[trainID]
	outside des.Queue[trainID] // asked to come in

	coming   int // admitted, not yet here
	waiting  *des.Tally
	system   *des.Tally
	queued   *des.Level
	serving  *des.Level
	blocking *des.Level
	present  *des.Level
}

func (s *Station) build(b *builder) {
	st := &station{id: b.thing, servers: s.Servers, room: none, lose: s.Full == "lose", pause: s.Closing == "pause", service: b.sampler("service", s.Service)}
	if s.Queue != nil {
		st.room = *s.Queue
	}
	st.waiting = b.tally("waiting", "h", "mean", "p90", "max")
	st.system = b.tally("time", "h", "mean", "p90")
	st.queued = b.level("queue", "trains", "mean", "max")
	st.serving = b.level("serving", "trains", "mean")
	st.blocking = b.level("blocking", "trains", "mean")
	st.present = b.level("present", "trains", "mean", "max")
	st.hours = b.openings(s.Hours)
	b.place(st)
}

func (s *station) free() bool { return s.servers == 0 || len(s.busy) < s.servers }

func (s *station) open() bool { return s.hours == nil || s.hours.open }

func (s *station) full() bool {
	return s.room != none && s.servers > 0 && len(s.busy)+s.queue.Len()+s.coming >= s.servers+s.room
}

func (s *station) refuses(*World) bool { return s.lose && s.full() }

func (s *station) admit(_ *World, t trainID) bool {
	if s.full() || s.outside.Len() > 0 {
		s.outside.Push(t)
		return false
	}
	s.coming++
	return true
}

func (s *station) start(w *World, t trainID) {
	now := w.sim.Now()
	w.trains[t].since = now
	s.coming--
	s.present.Change(now, 1)
	if s.free() && s.open() && s.queue.Len() == 0 {
		s.serve(w, t)
		return
	}
	s.queue.Push(t)
	s.queued.Change(now, 1)
	if s.open() {
		w.markTrain(t, waitTrack)
	} else {
		w.markTrain(t, closed)
	}
}

// serve begins the service of t.
func (s *station) serve(w *World, t trainID) {
	now := w.sim.Now()
	tr := &w.trains[t]
	s.waiting.AddDuration(now.Sub(tr.since))
	s.busy = append(s.busy, t)
	s.serving.Change(now, 1)
	d := s.service.Duration(tr.key())
	tr.rest, tr.left = int64(d), now
	w.markTrain(t, handling)
	w.after(d, served, s.id, int32(t), tr.gen)
}

func (s *station) handle(w *World, e event) {
	switch e.do {
	case served:
		t := trainID(e.who)
		if w.trains[t].gen != e.gen {
			return // paused in the meantime
		}
		now := w.sim.Now()
		s.serving.Change(now, -1)
		s.blocking.Change(now, 1)
		w.trains[t].rest = 0
		w.advance(t)
	case opening:
		s.turn(w)
	default:
		w.failf(s.id, "unknown event %v", e)
	}
}

// vacate frees the server of t and begins the next service.
func (s *station) vacate(w *World, t trainID) {
	now := w.sim.Now()
	for i, b := range s.busy {
		if b == t {
			s.busy[i] = s.busy[len(s.busy)-1]
			s.busy = s.busy[:len(s.busy)-1]
			break
		}
	}
	s.blocking.Change(now, -1)
	s.present.Change(now, -1)
	s.system.AddDuration(now.Sub(w.trains[t].since))
	s.fill(w)
}

// fill gives free servers to those who wait and free places to those who wait outside.
func (s *station) fill(w *World) {
	for s.open() && s.free() && s.queue.Len() > 0 {
		s.queued.Change(w.sim.Now(), -1)
		s.serve(w, s.queue.Pop())
	}
	for s.outside.Len() > 0 && !s.full() {
		s.coming++
		w.grant(s.outside.Pop())
	}
}

// turn is opening or closing time. At closing, services pause or go on, as the rule says.
func (s *station) turn(w *World) {
	now := w.sim.Now()
	why := closed
	if s.open() {
		why = waitTrack
	}
	for i := range s.queue.Len() {
		w.markTrain(s.queue.At(i), why)
	}
	if !s.pause {
		s.fill(w)
		return
	}
	for _, t := range s.busy {
		tr := &w.trains[t]
		if s.open() {
			if !tr.paused {
				continue
			}
			tr.left, tr.paused = now, false
			w.markTrain(t, handling)
			s.serving.Change(now, 1)
			w.after(dur(tr.rest), served, s.id, int32(t), tr.gen)
			continue
		}
		if tr.rest <= int64(now.Sub(tr.left)) {
			continue // finished, or finishing at this very instant
		}
		tr.rest -= int64(now.Sub(tr.left))
		tr.gen++
		tr.paused = true
		s.serving.Change(now, -1)
		w.markTrain(t, closed)
	}
	s.fill(w)
}
