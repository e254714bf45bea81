package corridor

// Trains with which a border is done stand on there until the next place lets them in. They are counted, week by week, where that place has
// room for so many only and counts nobody outside: a terminal or port counts those that stand before its tracks as its own.

// limited is a Spec of a place that may keep trains outside which no queue counts.
type limited interface{ limited() bool }

// wireBlocked lets the borders before such places count who is blocked there.
func (w *World) wireBlocked() {
	for _, f := range w.flows {
		for _, r := range f.routes {
			for i, s := range r.steps[:len(r.steps)-1] {
				if d, is := w.places[s.place].(*border); is && d.blocked == nil && w.isLimited(r.steps[i+1].place) {
					b := &builder{w: w, thing: d.id, path: w.scenario.Things[d.id].Path}
					d.blocked = b.census(b.watched("blocked", "trains", "mean"), "blocked")
				}
			}
		}
	}
}

// isLimited tells whether a place is limited on any day of the run.
func (w *World) isLimited(i placeID) bool {
	for _, e := range w.epochs {
		if x, may := e.scenario.Things[i].Spec.(limited); may && x.limited() {
			return true
		}
	}
	return false
}

// lets lets a train go on with which the border is done.
func (d *border) lets(w *World, tr *train) {
	if d.blocked != nil {
		tr.since = w.sim.Now()
		d.blocked.Change(tr.since, 1)
	}
	w.advance(tr)
}

func (d *border) vacate(w *World, tr *train) {
	now := w.sim.Now()
	d.inside.Change(now, -1)
	if d.blocked != nil {
		d.blocked.Change(now, -1)
		d.blocked.ends(1, now.Sub(tr.since))
	}
}

// eachBlocked tells who stands at borders that are done with him; see eachCounted.
func (w *World) eachBlocked(tell func(*train, *census)) {
	for _, tr := range w.trains {
		if tr.in == none || !tr.blocked {
			continue
		}
		if d, is := w.places[tr.in].(*border); is && d.blocked != nil {
			tell(tr, d.blocked)
		}
	}
}
