package corridor

// step is one place of a leg and the direction in which it is run.
type step struct {
	place placeID
	way   Way
}

// leg is the way of a train: the places that it passes between two depots. from and to are the
// depots, or none where a route begins or ends on the open line (textbook models).
type leg struct {
	steps     []step // ends with to, if there is one
	from, to  placeID
	out, home way        // as trains run it, and as empty trains run it backwards on their way home
	ends      [2]passage // what trains set out from, outward and home: from and to, or nothing
	begin     trip       // of a train, but for its flow, name and time
}

// way is a stretch of World.path: from first to before end, where a passage without a place closes it.
type way struct{ first, end int32 }

// passage is a step as a train runs it. visit numbers the visits of that place alone, so that a place more on
// the way changes no draw of the others. Its low bits are for a station's repeated services, its highest for
// the way home.
type passage struct {
	step
	visit uint32
	is    place  // what stands there at present; nil at the end of a way
	open  bool   // it takes in whoever comes: nobody asks, unless ways change
	depot *depot // the same, if it is one
	next  *passage
}

// stands lets a place stand there.
func (p *passage) stands(w *World, at placeID) {
	p.is = w.places[at]
	p.depot, _ = p.is.(*depot)
	s, is := p.is.(*station)
	p.open = is && s.unbounded && !w.detoured
}

// wirePath notes what stands where on all ways.
func (w *World) wirePath() {
	for i := range w.path {
		if p := &w.path[i]; p.place != none {
			p.stands(w, p.place)
			p.next = &w.path[i+1]
		}
	}
	for i := range w.legs {
		l := &w.legs[i]
		for end, at := range [...]placeID{l.from, l.to} {
			if at != none {
				l.ends[end].stands(w, at)
			}
		}
		l.ends[0].next, l.ends[1].next, l.begin.on = &w.path[l.out.first], &w.path[l.home.first], &l.ends[0]
	}
}

// wayOver makes a way over some steps and numbers the visits of places on it, with a mark in their highest bit.
func (w *World) wayOver(steps []step, mark uint32) way {
	first := int32(len(w.path))
	before := map[placeID]uint32{}
	for _, s := range steps {
		w.path = append(w.path, passage{step: s, visit: mark | before[s.place]<<16 + 1})
		before[s.place]++
	}
	end := int32(len(w.path))
	w.path = append(w.path, passage{step: step{place: none}, open: true})
	return way{first, end}
}

// internLeg gives equal legs one number, so that cargo of several flows shares trains.
func (w *World) internLeg(l leg) int32 {
	for i := range w.legs {
		if sameLeg(&w.legs[i], &l) {
			return int32(i)
		}
	}
	l.out = w.wayOver(l.steps, 0)
	l.home = w.wayOver(w.wayHome(&l), 1<<31)
	l.begin = trip{leg: int32(len(w.legs)), way: l.out, pos: l.out.first - 1, slot: none}
	w.legs = append(w.legs, l)
	return int32(len(w.legs) - 1)
}

// wayHome is what empty trains run on their way home: the leg backwards, from the place before its last depot to
// the first place or to a change of gauge, where the way home ends.
func (w *World) wayHome(l *leg) (steps []step) {
	n := len(l.steps)
	if l.to != none {
		n--
	}
	for i := n - 1; i >= 0; i-- {
		s := l.steps[i]
		if b, ok := w.scenario.Things[s.place].Spec.(*Border); ok && b.Gauge != nil {
			break
		}
		steps = append(steps, step{s.place, s.way.Back()})
	}
	return steps
}

func sameLeg(a, b *leg) bool {
	if a.from != b.from || a.to != b.to || len(a.steps) != len(b.steps) {
		return false
	}
	for i := range a.steps {
		if a.steps[i] != b.steps[i] {
			return false
		}
	}
	return true
}

// stepOf returns the i-th step of a train's way.
func (w *World) stepOf(tr *train, i int) (step, bool) {
	if i < 0 || i >= int(tr.way.end-tr.way.first) {
		return step{}, false
	}
	return w.path[int(tr.way.first)+i].step, true
}

// wayHere is the direction in which a train passes the place where it is or, before its first
// move, the place it asks.
func (w *World) wayHere(tr *train) Way {
	s, ok := w.stepOf(tr, max(tr.at(), 0))
	if !ok {
		w.failf(none, "train without a step asks for its direction")
	}
	return s.way
}

// wayNext is the direction in which a train will pass its next place.
func (w *World) wayNext(tr *train) Way {
	s, ok := w.stepOf(tr, tr.at()+1)
	if !ok {
		return West
	}
	return s.way
}

// originOf is the depot from which a train sets out: an empty train on its way home starts where
// its leg ends.
func (w *World) originOf(tr *train) placeID {
	if tr.back {
		return w.legs[tr.leg].to
	}
	return w.legs[tr.leg].from
}
