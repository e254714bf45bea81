package corridor

import (
	"time"

	"corridor/sim/des"
)

// window is when trains may enter a line or a section. The zero value is always open.
type window struct {
	hours *timeOpen
	fits  bool
}

func (b *builder) window(r *Rail) window {
	return window{hours: b.openings(r.Hours), fits: r.Closing == "fits"}
}

// lets tells whether a train may enter now what it needs so long for.
func (x *window) lets(now des.Time, need time.Duration) bool {
	return x.hours == nil || x.opens(now, need) == now
}

// opens is the first time from t on at which a train may enter; Never if it is not within a year.
func (x *window) opens(t des.Time, need time.Duration) des.Time {
	if x.hours == nil {
		return t
	}
	for range 1000 {
		if t == des.Never {
			break
		}
		edge := x.hours.turns(t)
		if x.hours.isOpen(t) && (!x.fits || edge == des.Never || t.Add(need) <= edge) {
			return t
		}
		t = edge
	}
	return des.Never
}

// between is the open time between two moments, 0 if the second is not later.
func (x *window) between(from, to des.Time) (d time.Duration) {
	if to <= from {
		return 0
	}
	if x.hours == nil || to == des.Never {
		return to.Sub(from)
	}
	for from < to {
		edge := min(x.hours.turns(from), to)
		if x.hours.isOpen(from) {
			d += edge.Sub(from)
		}
		from = edge
	}
	return d
}

// whyWait is the cause of a wait for what a train needs so long: the line is closed also when it is open no longer for that.
func (x *window) whyWait(now des.Time, need time.Duration) cause {
	if x.hours != nil && (!x.hours.open || x.fits && !x.lets(now, need)) {
		return closed
	}
	return waitTrack
}

// watch looks again at who waits when the line is open no longer for what a train needs so long.
func (x *window) watch(w *World, line placeID, need time.Duration) {
	now := w.sim.Now()
	if !x.fits || x.hours == nil || !x.lets(now, need) {
		return
	}
	if edge := x.hours.turns(now); edge != des.Never {
		w.after(edge.Sub(now)-need+1, opening, line, 0, 0)
	}
}

// turnComes gives a turn to who is next, unless the hours have changed since it was worked out.
func (d *double) turnComes(w *World, way Way) {
	if d.window.lets(w.sim.Now(), d.run) {
		d.giveTurn(w, way)
		return
	}
	d.book(w, way, d.turn(w, way))
}

// turnWindow is opening or closing time of a double track: its turns are worked out ahead.
func (d *double) turnWindow(w *World) {
	d.window.watch(w, d.id, d.run)
	for _, way := range Ways {
		d.remark(w, d.queue[way])
		for n := d.never[way]; n > 0; n-- {
			d.never[way]--
			d.book(w, way, d.turn(w, way))
		}
	}
}

func (d *double) remark(w *World, queues []des.Queue[trainID]) {
	for c := range queues {
		for i := range queues[c].Len() {
			w.markTrain(queues[c].At(i), d.window.whyWait(w.sim.Now(), d.run))
		}
	}
}

// change takes a new Spec. Turns that have been worked out stay as they are, those after them follow the new rule; a train
// on the line runs as before.
func (d *double) change(w *World, b *builder, to Spec) {
	r := to.(*Rail)
	for _, way := range Ways {
		d.serveOthers(w.sim.Now(), way)
	}
	d.read(b, r)
	for _, way := range Ways {
		d.other[way].change(w.sim.Now(), b, r.Other.Of(way), way)
	}
	d.turnWindow(w)
}

// change takes a new number a day.
func (g *background) change(now des.Time, b *builder, perDay Frequency, way Way) {
	if perDay == g.perDay {
		return
	}
	was := g.perDay
	g.perDay, g.on = perDay, perDay > 0
	if !g.on {
		return
	}
	g.gap = b.otherGap(way, perDay)
	if was == 0 {
		g.next = now
		g.advance()
		return
	}
	g.next = now.Add(time.Duration(float64(g.next.Sub(now)) * float64(was) / float64(perDay)))
}

// change takes a new Spec; a train in a section runs as before.
func (s *single) change(w *World, b *builder, to Spec) {
	r := to.(*Rail)
	if s.becomes != nil || !r.isSingle() || len(r.Sections) == 0 && r.Loops+1 != len(s.run) {
		s.close(w, b, r)
		return
	}
	s.read(b, r)
	s.other.change(w, b, r.Other)
	s.turnWindow(w)
}

// turnWindow is opening or closing time of a single track.
func (s *single) turnWindow(w *World) {
	for k := range s.run {
		s.window.watch(w, s.id, s.run[k])
	}
	for _, way := range Ways {
		for c := range s.ready[way] {
			for i := range s.ready[way][c].Len() {
				t := s.ready[way][c].At(i)
				w.markTrain(t, s.whyWait(w, t))
			}
		}
		for i := range s.loop {
			if t := s.loop[i][way]; t != none {
				w.markTrain(t, s.window.whyWait(w.sim.Now(), s.run[w.trains[t].slot]))
			}
		}
	}
	for k := range s.busy {
		s.dispatch(w, k)
	}
}

// longest is the undisturbed time of what a train enters at once: the line or, on a single track, the slowest section.
func (r *Rail) longest() (most time.Duration) {
	if !r.isSingle() {
		return r.run()
	}
	for _, law := range r.Sections {
		most = max(most, time.Duration(law.Mean()*float64(time.Second)))
	}
	if len(r.Sections) == 0 {
		most = r.run() / time.Duration(r.Loops+1)
	}
	return most
}

// weekly are the minutes of two weeks in a row in which a calendar is open, holidays apart.
func (k *Calendar) weekly() (open [2 * 7 * minutesPerDay]bool) {
	const week = 7 * minutesPerDay
	for _, text := range k.Open {
		spans, _ := parseOpen(text)
		for _, s := range spans {
			for m := s.from; m < s.to; m++ {
				open[m], open[m+week] = true, true
			}
		}
	}
	return open
}

// longest is how long a calendar is open without a break; a year if it never closes.
func (k *Calendar) longest() time.Duration {
	open := k.weekly()
	most, n := 0, 0
	for _, is := range open {
		n++
		if !is {
			n = 0
		}
		most = max(most, n)
	}
	if most == len(open) {
		return 365 * day
	}
	return time.Duration(most) * time.Minute
}

// share is the part of the week in which a line is open.
func (r *Rail) share(s *Scenario) float64 { return r.Hours.openShare(s) }

// workShare is the part of the week in which a place may work that has working hours: all of it where what has begun at
// closing time is ended.
func workShare(s *Scenario, hours Ref, closing string) float64 {
	if closing == "finish" {
		return 1
	}
	return hours.openShare(s)
}

// openShare is the part of the week in which a calendar is open; all of it where there is none.
func (r Ref) openShare(s *Scenario) float64 {
	if r == "" {
		return 1
	}
	open, n := spec[*Calendar](s, r).weekly(), 0
	for _, is := range open {
		if is {
			n++
		}
	}
	return float64(n) / float64(len(open))
}

// checkChange refuses what a line cannot become.
func (r *Rail) checkChange(c *checker, path string, to Spec) {
	n := to.(*Rail)
	switch {
	case !r.isSingle() && n.isSingle():
		c.say(path+".tracks", "a line cannot become a single track inside a run, where trains meet at loops")
	case n.isSingle() && len(r.Sections) != len(n.Sections):
		c.say(path+".sections", "the number of sections cannot change inside a run")
	}
}

func windowsOff(s *Scenario) { each(s, func(r *Rail) { r.Hours = "" }) }
