package corridor

// Little's law of cargo, at each step of each route of each flow: in the queue at its origin, on rails, at borders, in yards and
// on ships. What the moments at which pieces come to a step and leave it say of their time there is what their accounts say,
// delivered cargo and cargo under way together. Sums may wrap round, as in stay.

// passing is what has passed a step of a route in the measured period.
type passing struct {
	pieces int64
	left   uint64 // moments, once for each piece
}

// auditLives checks that law.
func (w *World) auditLives() {
	now := uint64(w.sim.Now())
	inside, stays := make([]uint64, len(w.passed)), make([]uint64, len(w.passed))
	for _, x := range w.cargo {
		if !x.live {
			continue
		}
		n, at := uint64(x.n), int(x.stops)
		for _, p := range x.book {
			stays[at+int(p.cell)/int(causes)] += n * uint64(p.d)
		}
		stays[at+int(x.step)] += n * (now - uint64(x.since))
		inside[at+int(x.step)] += n
	}
	for _, f := range w.flows {
		for r := range f.routes {
			x := &f.routes[r]
			came := x.births
			for i, s := range x.steps {
				at := int(x.birth.stops) + i
				for _, h := range x.hours[i*int(causes) : (i+1)*int(causes)] {
					stays[at] += h.Low()
				}
				left := w.passed[at].left
				if area := left + inside[at]*now - came; area != stays[at] {
					w.failf(s.place, "Little's law is broken: %d piece-ns of %s at step %d, %d in their accounts", area, f.path, i, stays[at])
				}
				came = left
			}
		}
	}
}

// restartLives begins the measured period: of the cargo that is under way the whole life counts, as its account tells it.
func (w *World) restartLives() {
	clear(w.passed)
	for _, f := range w.flows {
		for r := range f.routes {
			f.routes[r].births = 0
			clear(f.routes[r].hours)
		}
	}
	for _, x := range w.cargo {
		if x.live {
			w.countLife(x, 1)
		}
	}
}

// countLife adds what a consignment has behind it, as its account tells it, to the route that it is on, or takes it away: of
// cargo that takes another way the whole life counts there.
func (w *World) countLife(x *consignment, times int64) {
	if !checked {
		return
	}
	r := &w.flows[x.flow].routes[x.route]
	left, n := x.born, uint64(times*x.n)
	r.births += n * uint64(left)
	for i := range int(x.step) {
		left = left.Add(x.between(i, i))
		w.passed[int(x.stops)+i].left += n * uint64(left)
	}
}
