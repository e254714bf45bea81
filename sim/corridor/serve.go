package corridor

// serve begins the service of t, or goes on with it.
func (s *station) serve(w *World, t trainID) {
	now := w.sim.Now()
	tr := &w.trains[t]
	if tr.rest == undrawn || !tr.paused {
		s.draw(w, t)
		s.stat.begins(w, tr, now.Sub(tr.left))
	}
	tr.slot = int32(len(s.busy))
	s.busy = append(s.busy, t)
	s.used += s.need(w, t)
	s.stat.takes(now, s.used)
	s.stat.serving.Up(now)
	tr.paused, tr.left = false, now
	w.markTrain(t, handling)
	d := dur(tr.rest)
	if s.outage != nil {
		d = s.outage.stretch(w, s, t, d)
	}
	w.after(d, served, s.id, int32(t), tr.gen)
}

func (s *station) handle(w *World, e event) {
	t := trainID(e.who)
	switch e.do {
	case served:
		if w.trains[t].gen != e.gen {
			return // interrupted in the meantime
		}
		s.ends(w, t)
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
func (s *station) ends(w *World, t trainID) {
	now := w.sim.Now()
	tr := &w.trains[t]
	tr.rest = 0
	s.stat.serving.Down(now)
	if s.spec.Again > 0 {
		entity, visit := tr.key()
		if s.again.Uniform(entity, visit) < float64(s.spec.Again) {
			s.release(w, t)
			tr.rest = undrawn
			tr.visit++
			s.join(w, t)
			s.fill(w)
			return
		}
	}
	if s.batch != nil {
		s.stat.blocking.Up(now)
		s.batch.ends(w, s, t)
		return
	}
	if w.ask(t) {
		w.move(t)
		return
	}
	s.stat.blocking.Up(now)
	tr.rest = holding
	w.advance(t)
}

// release frees the slots of t.
func (s *station) release(w *World, t trainID) {
	i, end := w.trains[t].slot, len(s.busy)-1
	if s.busy[i] != t {
		w.failf(s.id, "train %d is not in service", t)
	}
	last := s.busy[end]
	s.busy[i] = last
	w.trains[last].slot = i
	s.busy = s.busy[:end]
	s.used -= s.need(w, t)
	s.stat.takes(w.sim.Now(), s.used)
	if s.outage != nil {
		s.outage.frees(t)
	}
}

// vacate frees the server of t and begins the next service.
func (s *station) vacate(w *World, t trainID) {
	now := w.sim.Now()
	s.release(w, t)
	if w.trains[t].rest == holding || s.batch != nil {
		s.stat.blocking.Down(now)
	}
	s.stat.present.Fall(now)
	s.stat.leaves(w, &w.trains[t])
	if s.batch != nil {
		s.batch.freed(w, s)
	} else {
		s.fill(w)
	}
	s.letIn(w)
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
	for s.queued > 0 {
		if s.always() && s.used >= s.up || !s.always() && !s.mayServeNow(w, s.first()) {
			return
		}
		s.serve(w, s.pop(w))
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
	s.enqueue(w, t, true)
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
