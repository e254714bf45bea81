package corridor

// serve begins the service of t, or goes on with it.
func (s *station) serve(w *World, t trainID, tr *train) {
	now := w.sim.Now()
	if !tr.paused || tr.rest == undrawn {
		s.draw(tr)
		s.stat.begins(w, tr, now.Sub(tr.left))
	}
	d := dur(tr.rest)
	s.used++
	if !s.simple {
		s.hold(w, t)
		s.stat.serving.Up(now)
		if s.outage != nil {
			d = s.outage.stretch(w, s, t, d)
		}
	}
	tr.paused, tr.left = false, now
	w.markAboard(tr, handling)
	w.after(d, served, s.id, int32(t), tr.gen)
}

// hold notes that t is in service, where that may be asked for; its first slot is taken already.
func (s *station) hold(w *World, t trainID) {
	w.trains[t].slot = int32(len(s.busy))
	s.busy = append(s.busy, t)
	s.used += s.need(w, t) - 1
	s.stat.takes(w.sim.Now(), s.used)
}

func (s *station) handle(w *World, e event) {
	t := trainID(e.who)
	switch e.do {
	case served:
		tr := &w.trains[t]
		if tr.gen != e.gen {
			return // interrupted in the meantime
		}
		s.ends(w, t, tr)
	case opening:
		s.turn(w)
	case impatient:
		s.batch.timeOut(w, s, e)
	case broken, mended:
		s.outage.turn(w, s, e)
	default:
		w.failf(s.id, "unknown event %v", e)
	}
}

// ends is the end of a service: round again, or on to the next place.
func (s *station) ends(w *World, t trainID, tr *train) {
	tr.rest = 0
	if !s.simple {
		s.stat.serving.Down(w.sim.Now())
	}
	switch {
	case s.repeats && s.goesAgain(tr):
		s.release(w, t)
		tr.rest = undrawn
		tr.visit++
		s.join(w, t, tr)
		s.fill(w)
	case s.batch != nil:
		s.stat.blocking.Up(w.sim.Now())
		s.batch.ends(w, s, t)
	case w.ask(t):
		w.move(t)
	default:
		s.stat.blocking.Up(w.sim.Now())
		w.trains[t].rest = holding
		w.advance(t)
	}
}

// goesAgain tells whether a unit joins the queue once more.
func (s *station) goesAgain(tr *train) bool {
	entity, visit := tr.key()
	return s.again.Uniform(entity, visit) < float64(s.spec.Again)
}

// release frees the slots of t.
func (s *station) release(w *World, t trainID) {
	s.used--
	if !s.simple {
		s.letGo(w, t)
	}
}

// letGo undoes hold.
func (s *station) letGo(w *World, t trainID) {
	i, end := w.trains[t].slot, len(s.busy)-1
	if s.busy[i] != t {
		w.failf(s.id, "train %d is not in service", t)
	}
	last := s.busy[end]
	s.busy[i] = last
	w.trains[last].slot = i
	s.busy = s.busy[:end]
	s.used -= s.need(w, t) - 1
	s.stat.takes(w.sim.Now(), s.used)
	if s.outage != nil {
		s.outage.frees(t)
	}
}

// vacate frees the server of t and begins the next service.
func (s *station) vacate(w *World, t trainID) {
	now := w.sim.Now()
	tr := &w.trains[t]
	s.release(w, t)
	if tr.rest == holding || s.batch != nil {
		s.stat.blocking.Down(now)
	}
	s.stat.present.Fall(now)
	s.stat.leaves(w, tr)
	if s.batch != nil {
		s.batch.freed(w, s)
	} else {
		s.fill(w)
	}
	if s.outside.Len() > 0 {
		s.letIn(w)
	}
}

// letIn gives free places to those who wait outside.
func (s *station) letIn(w *World) {
	for s.outside.Len() > 0 && !s.full(w, s.outside.Peek()) {
		s.coming++
		w.grant(s.outside.Pop())
	}
}

// fill gives free servers to those who wait.
func (s *station) fill(w *World) {
	for s.queued > 0 && (s.simple && s.used < s.up || !s.simple && s.mayServeNow(w, s.first())) {
		t := s.pop(w)
		s.serve(w, t, &w.trains[t])
	}
}

// interruptFor takes a server from the worst unit in service, if that is worse than t.
func (s *station) interruptFor(w *World, t trainID) {
	worst := trainID(none)
	for _, b := range s.busy {
		if w.trains[b].rest > 0 && (worst == none || w.class(b) > w.class(worst) ||
			w.class(b) == w.class(worst) && w.trains[b].left > w.trains[worst].left) {
			worst = b
		}
	}
	if worst == none || w.class(worst) <= w.class(t) || s.due(w, worst) {
		return
	}
	s.interrupt(w, worst, s.spec.Preempt == "restart")
	s.fill(w)
}

// due tells whether the service of t ends at this very instant.
func (s *station) due(w *World, t trainID) bool {
	tr := &w.trains[t]
	return tr.rest <= int64(w.sim.Now().Sub(tr.left))
}

// interrupt puts a unit in service back to the head of its queue.
func (s *station) interrupt(w *World, t trainID, again bool) {
	tr := &w.trains[t]
	tr.rest -= int64(w.sim.Now().Sub(tr.left))
	if again {
		tr.rest = tr.base
	}
	tr.gen++
	tr.paused = true
	s.stat.serving.Down(w.sim.Now())
	s.release(w, t)
	s.enqueue(w, t, tr, true)
}

// turn is opening or closing time. At closing, services pause or go on, as the rule says.
func (s *station) turn(w *World) {
	if s.wasOpen == s.open() {
		return
	}
	s.wasOpen = s.open()
	s.stat.turns(w, s)
	for c := range s.queues {
		for i := range s.queues[c].Len() {
			w.markTrain(s.queues[c].At(i), s.whyWait())
		}
	}
	if s.spec.Closing == "pause" {
		s.pauseAll(w)
	}
	s.fill(w)
	if s.batch != nil {
		s.batch.offer(w, s)
	}
}

// pauseAll stops the services under way at closing time and lets them go on at opening time; each keeps
// its server.
func (s *station) pauseAll(w *World) {
	now := w.sim.Now()
	for _, t := range s.busy {
		tr := &w.trains[t]
		switch {
		case s.open() && tr.paused:
			tr.left, tr.paused = now, false
			w.markTrain(t, handling)
			s.stat.serving.Up(now)
			w.after(dur(tr.rest), served, s.id, int32(t), tr.gen)
		case !s.open() && !s.due(w, t):
			tr.rest -= int64(now.Sub(tr.left))
			tr.gen++
			tr.paused = true
			s.stat.serving.Down(now)
			w.markTrain(t, closed)
		}
	}
}
