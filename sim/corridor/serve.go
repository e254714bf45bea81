package corridor

// serve begins the service of a unit, or goes on with it.
//
//go:noinline
func (s *station) serve(w *World, tr *train) {
	now := w.sim.Now()
	if !tr.paused || tr.rest == undrawn {
		s.draw(tr)
		s.stat.begins(w, tr, now.Sub(tr.left))
	}
	d := dur(tr.rest)
	s.used++
	if !s.simple {
		s.hold(w, tr)
		s.stat.serving.Up(now)
		if s.outage != nil {
			d = s.outage.stretch(w, s, tr.id, d)
			tr.rest = int64(d)
		}
	}
	w.within(s.id, "train", int32(tr.id), int64(s.used), int64(s.servers), "servers")
	tr.paused, tr.left = false, now
	w.markAboard(tr, handling)
	w.after(d, served, s.id, int32(tr.id), tr.gen)
}

// hold notes that a unit is in service, where that may be asked for; its first slot is taken already.
func (s *station) hold(w *World, tr *train) {
	tr.slot = int32(len(s.busy))
	s.busy = append(s.busy, tr.id)
	s.used += s.need(tr) - 1
	s.stat.takes(w.sim.Now(), s.used)
}

func (s *station) handle(w *World, e event) {
	switch e.do {
	case served:
		tr := w.trains[e.who]
		if tr.gen != e.gen {
			return // interrupted in the meantime
		}
		s.ends(w, tr)
	case opening:
		s.turn(w)
	case impatient:
		s.batch.timeOut(w, s, e)
	case broken, mended:
		s.outage.turn(w, s, e)
	default:
		w.stray(s.id, e)
	}
}

// ends is the end of a service: round again, or on to the next place.
func (s *station) ends(w *World, tr *train) {
	tr.rest = 0
	if !s.plain {
		if s.goesNowhere(w, tr) {
			return
		}
	}
	if w.ask(tr) {
		w.move(tr)
		return
	}
	s.stat.blocking.Up(w.sim.Now())
	tr.rest = holding
	w.advance(tr)
	if s.spec.Preempt != "no" {
		s.fill(w) // who waited for this to leave looks for another
	}
}

// goesNowhere tells whether a unit that has been served stays here, to be served again or until its batch goes on.
func (s *station) goesNowhere(w *World, tr *train) bool {
	if !s.simple {
		s.stat.serving.Down(w.sim.Now())
	}
	switch {
	case s.spec.Again > 0 && s.goesAgain(tr):
		s.release(w, tr)
		tr.rest, tr.base = undrawn, undrawn
		tr.visit++
		s.join(w, tr)
		s.fill(w)
		return true
	case s.batch != nil:
		s.stat.blocking.Up(w.sim.Now())
		s.batch.ends(w, s, tr.id)
		return true
	}
	return false
}

// goesAgain tells whether a unit joins the queue once more.
func (s *station) goesAgain(tr *train) bool {
	entity, visit := tr.key()
	return s.again.Uniform(entity, visit) < float64(s.spec.Again)
}

// release frees the slots of a unit.
func (s *station) release(w *World, tr *train) {
	s.used--
	if !s.simple {
		s.letGo(w, tr)
	}
}

// letGo undoes hold.
func (s *station) letGo(w *World, tr *train) {
	i, end := tr.slot, len(s.busy)-1
	if s.busy[i] != tr.id {
		w.failf(s.id, "train %d is not in service", tr.id)
	}
	last := s.busy[end]
	s.busy[i] = last
	w.trains[last].slot = i
	s.busy = s.busy[:end]
	s.used -= s.need(tr) - 1
	s.stat.takes(w.sim.Now(), s.used)
	if s.outage != nil {
		s.outage.frees(s, tr.id)
	}
}

// vacate frees the server of a unit and begins the next service.
func (s *station) vacate(w *World, tr *train) {
	now, held := w.sim.Now(), tr.rest == holding
	s.used--
	if !s.simple {
		s.letGo(w, tr)
		held = held || s.batch != nil
	}
	if held {
		s.stat.blocking.Down(now)
	}
	s.stat.present.Fall(now)
	s.stat.leaves(w, tr)
	if s.queued > 0 && s.simple {
		s.fill(w)
	} else if !s.simple {
		s.freed(w)
	}
	if s.outside.Len() > 0 {
		s.letIn(w)
	}
}

// freed lets somebody begin at a station that is not simple.
func (s *station) freed(w *World) {
	if s.batch != nil {
		s.batch.freed(w, s)
	} else if s.queued > 0 {
		s.fill(w)
	}
}

// letIn gives free places to those who wait outside.
func (s *station) letIn(w *World) {
	for s.outside.Len() > 0 && !s.full(w.trains[s.outside.Peek()]) {
		s.coming++
		w.grant(s.outside.Pop())
	}
}

// fill gives free servers to those who wait.
func (s *station) fill(w *World) {
	if s.simple {
		for s.used < s.up && s.queued > 0 {
			s.serve(w, s.pop(w))
		}
		return
	}
	if s.batch != nil {
		s.batch.offer(w, s)
		return
	}
	for s.queued > 0 && (s.mayServeNow(w, s.first()) || s.seize(w, s.first())) {
		s.serve(w, s.pop(w))
	}
}

// turn is opening or closing time. At closing, services pause or go on, as the rule says.
func (s *station) turn(w *World) {
	if s.wasOpen == s.open() {
		return
	}
	s.wasOpen = s.open()
	s.stat.turns(w, s)
	for c := range s.queues {
		for tr := s.queues[c].first; tr != nil; tr = tr.behind {
			w.markAboard(tr, s.whyWait())
		}
	}
	if s.spec.Preempt != "no" {
		s.fill(w) // who came in closed hours goes before the worse that paused
	}
	if s.spec.Closing != "finish" {
		s.pauseAll(w)
	}
	s.fill(w)
	s.letIn(w) // without places to wait in, those who come after one that waited for opening
}

// pauseAll stops the services under way at closing time, as far as the rule says so, and lets them go on at opening time, or
// begin again; each keeps its server.
func (s *station) pauseAll(w *World) {
	now := w.sim.Now()
	for _, t := range s.busy {
		tr := w.trains[t]
		switch {
		case s.open() && tr.paused:
			tr.left, tr.paused = now, false
			w.markTrain(t, handling)
			s.stat.serving.Up(now)
			w.after(dur(tr.rest), served, s.id, int32(t), tr.gen)
		case !s.open() && s.lasts(w, tr) && s.stopsAtClosing(w, tr):
			if tr.rest -= int64(now.Sub(tr.left)); s.spec.Closing == "restart" && !s.neverFits(w, tr.base) {
				tr.rest = tr.base
			}
			tr.gen++
			tr.paused = true
			s.stat.serving.Down(now)
			w.markTrain(t, closed)
		}
	}
}

// stopsAtClosing tells whether the service of a unit stops at closing time. By the rule fits only that does which fits into no opening.
func (s *station) stopsAtClosing(w *World, tr *train) bool {
	return s.spec.Closing != "fits" || s.neverFits(w, tr.base)
}
