package corridor

import (
	"cmp"
	"slices"

	"corridor/sim/des"
)

// A second track that opens inside the run, or slots a day in place of meetings: the single track is replaced by its heir.
// Other loops that open: it is laid out anew.
// From the day on no train enters it. Who comes waits before it, at its end, for as many as there are: were its room to
// hold good, trains that want to leave the line and trains that want to enter it could shut each other out for ever. Who is
// on it goes on by the old rule, and when the last has left, the heir takes over all that waits, in the order in which it
// came, and the luck of the other traffic. What both kinds of line measure goes on; what only one of them does has nothing
// to count while the line is of the other kind.

// build makes the line as it is at first and, if it becomes another inside the run, its heir.
func (r *Rail) build(b *builder) {
	if !r.isSingle() {
		b.place(newDouble(r, b))
		return
	}
	s := newSingle(r, b)
	b.measureYearsTaken(&s.stat, len(s.passes))
	if b.opensTrack() {
		s.heir = newHeir(s, r, b)
	}
	s.measureOccupation(b)
	b.place(s)
}

// opensTrack tells whether a single track ceases to be one inside the run.
func (b *builder) opensTrack() bool {
	return slices.ContainsFunc(b.w.epochs, func(e epoch) bool {
		return !e.scenario.Things[b.thing].Spec.(*Rail).isSingle()
	})
}

func newHeir(s *single, r *Rail, b *builder) *double {
	d := &double{id: b.thing, since: b.w.start, room: s.room, order: r.Order, was: s, last: nobodyYet, least: noGap}
	for _, way := range Ways {
		d.queue[way] = make([]des.Queue[trainID], b.w.classes)
	}
	d.stat = s.stat
	d.stat.on = b.level("on_line", "trains", "mean", "max")
	d.measureOccupation(b)
	return d
}

// close lets no more trains enter.
func (s *single) close(w *World, b *builder, r *Rail) {
	already := s.becomes != nil
	s.becomes = r
	s.other.change(w, b, r.Other)
	if already {
		return
	}
	for _, t := range s.before(w) {
		w.markTrain(t, closed)
	}
	for _, way := range Ways {
		for s.outside[way].Len() > 0 {
			s.coming[way]++
			w.grant(s.outside[way].Pop())
		}
	}
	s.cutOver(w)
}

// before are the trains that stand before the line, in the order in which they came, until they are asked for again.
func (s *single) before(w *World) []trainID {
	out := s.stood[:0]
	for t := range w.trains {
		if tr := w.trains[t]; tr.leg != none && tr.in == s.id && !s.entered(tr, trainID(t)) {
			out = append(out, trainID(t))
		}
	}
	slices.SortStableFunc(out, func(a, b trainID) int { return cmp.Compare(w.trains[a].since, w.trains[b].since) })
	s.stood = out
	return out
}

// cutOver puts the heir in the place of a closed line when the last train has left it. It is an event of its own, since a
// train may be about to leave.
func (s *single) cutOver(w *World) {
	if s.becomes != nil && s.isEmpty() {
		w.after(0, entered, s.id, 0, 0)
	}
}

// opensAgain is the end of the closure: the line is empty.
func (s *single) opensAgain(w *World) {
	if s.becomes.isSingle() {
		s.reform(w)
	} else {
		s.heir.inherit(w)
	}
}

// layOut makes the sections and loops of an empty line.
func (s *single) layOut(w *World) {
	n := len(s.run)
	s.number.set(w, n)
	s.busy, s.loop, s.taken = make([]trainID, n), make([][2]trainID, n-1), make([][2]bool, n-1)
	for i := range s.busy {
		s.busy[i] = none
	}
	for i := range s.loop {
		s.loop[i] = [2]trainID{none, none}
	}
}

// mostSections is the greatest number of sections that the line has in the run.
func (b *builder) mostSections(n int) int {
	for _, e := range b.w.epochs {
		if r := e.scenario.Things[b.thing].Spec.(*Rail); r.isSingle() && len(r.Sections) == 0 {
			n = max(n, r.Loops+1)
		}
	}
	return n
}

// reform lays an empty line out anew, with other loops; who waits lines up again in the order in which he came.
func (s *single) reform(w *World) {
	waiting := s.before(w)
	s.read(&builder{w: w, thing: s.id, path: w.scenario.Things[s.id].Path}, s.becomes)
	s.becomes = nil
	s.layOut(w)
	for _, way := range Ways {
		s.front[way], s.ready[way] = des.Queue[trainID]{}, make([]des.Queue[trainID], w.classes)
	}
	for _, t := range waiting {
		tr := w.trains[t]
		way := w.wayHere(tr)
		if tr.slot = 0; way == East {
			tr.slot = int32(len(s.busy) - 1)
		}
		if tr.rest == held {
			w.markTrain(t, w.whyRefused(w.trains[t]))
		} else if s.queueUp(w, t) && len(s.busy) == 1 && w.trains[t].granted {
			s.goesFirst(w, way, t)
		}
	}
	s.turnWindow(w)
}

// isEmpty tells whether no train is in a section or a loop.
func (s *single) isEmpty() bool {
	for _, t := range s.busy {
		if t != none {
			return false
		}
	}
	for _, l := range s.loop {
		if l != [2]trainID{none, none} {
			return false
		}
	}
	return true
}

// inherit takes over from a single track that is empty.
func (d *double) inherit(w *World) {
	s, now := d.was, w.sim.Now()
	waiting := s.before(w)
	w.places[d.id], w.actors[d.id] = d, d
	w.wirePath()
	d.read(&builder{w: w, thing: d.id, path: w.scenario.Things[d.id].Path}, s.becomes)
	d.coming = s.coming
	for _, way := range Ways {
		d.next[way] = now
		d.other[way] = s.other.background(way)
	}
	for _, t := range waiting {
		tr := w.trains[t]
		way := w.wayHere(tr)
		tr.slot, tr.rest = int32(way), 0
		if tr.flow != none {
			d.waiting[way]++
		}
		d.queue[way][w.rank(d.order, t)].Push(t)
		w.markTrain(t, d.window.whyWait(w.sim.Now(), d.run))
	}
	for _, t := range waiting { // the turns are anybody's
		way := w.wayHere(w.trains[t])
		d.book(w, way, d.turn(w, way))
	}
}

// background goes on with the same draws where the trains are only worked out.
func (o *otherTraffic) background(way Way) background {
	g := background{number: o.number[way], perDay: o.perDay.Of(way), next: o.due[way], gap: o.gap[way]}
	g.on = g.perDay > 0
	if g.on || o.due[way] > 0 { // a draw is under way, or was
		g.number++
	}
	return g
}

// mostTaken is the share of time that the section which is taken most is taken.
func (s *single) mostTaken(now des.Time) (most float64) {
	for k, l := range s.bySection {
		turned := s.passes[k].turned - s.passes[k].before
		most = max(most, l.Mean(now)+float64(turned)/float64(l.Elapsed(now)))
	}
	return most
}

// share is the part of the measured time that is taken in one direction; of a line that was a single track, in both until
// then.
func (d *double) share(now des.Time, way Way) (x float64) {
	if d.was != nil {
		x = d.was.mostTaken(now)
	}
	return x + float64(d.occupied(now, way)-d.before[way])/float64(now.Sub(d.since))
}
