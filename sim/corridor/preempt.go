package corridor

import "slices"

// Services that are interrupted: by a better unit, by a breakdown. What stops at closing time and keeps its server is in serve.go.

// seize takes servers from worse units for the one that is served next, and tells whether it may begin: from the worst first, and
// among equals from the one that began last; as many as it needs, or none. If somebody leaves at this very instant, it waits for that.
func (s *station) seize(w *World, tr *train) bool {
	if s.spec.Preempt == "no" || !s.inTime(w, tr) {
		return false
	}
	class, lacking := w.class(tr.id), s.used+s.need(tr)-s.up
	s.victims = s.victims[:0]
	for _, b := range s.busy {
		x := w.trains[b]
		if s.due(w, x) {
			return false
		}
		if x.rest > 0 && w.class(b) > class {
			s.victims = append(s.victims, x)
			lacking -= s.need(x)
		}
	}
	if lacking > 0 {
		return false
	}
	s.spare(w, -lacking)
	for _, x := range s.victims {
		s.interrupt(w, x, s.spec.Preempt == "restart")
	}
	return true
}

// spare puts the victims in order, worst first, and takes out those without whom it still is enough: of so many slots too
// many, the best first, and what they leave.
func (s *station) spare(w *World, over int) {
	slices.SortStableFunc(s.victims, func(a, b *train) int {
		if c := w.class(b.id) - w.class(a.id); c != 0 {
			return c
		}
		return int(max(-1, min(1, b.left.Sub(a.left))))
	})
	for i := len(s.victims) - 1; i >= 0; i-- {
		if n := s.need(s.victims[i]); n <= over {
			over -= n
			s.victims = slices.Delete(s.victims, i, i+1)
		}
	}
}

// due tells whether the service of a unit ends at this very instant.
func (s *station) due(w *World, tr *train) bool {
	return tr.rest >= 0 && !tr.paused && tr.rest <= int64(w.sim.Now().Sub(tr.left))
}

// lasts tells whether the service of a unit that has a server goes on after this instant, or has paused.
func (s *station) lasts(w *World, tr *train) bool { return tr.rest > 0 && !s.due(w, tr) }

// interrupt puts a unit that has a server back to the head of its queue.
func (s *station) interrupt(w *World, tr *train, again bool) {
	if !tr.paused { // else it stands still, and what is left of its work is known
		tr.rest -= int64(w.sim.Now().Sub(tr.left))
		s.stat.serving.Down(w.sim.Now())
	}
	if again {
		tr.rest = tr.base
	}
	tr.gen++
	tr.paused = true
	s.release(w, tr)
	s.enqueue(w, tr, true)
}
