package corridor

import (
	"time"

	"corridor/sim/des"
)

// No place ever holds more than it has room for. Whatever takes room is held against the Spec at that moment, by what the
// place measures, not by what it decided with: a track that is given away twice shows at once, with who took it, where and when.

// within fails the replication if something at a place is taken so often that somebody has taken too much of it.
func (w *World) within(at placeID, kind string, who int32, n, most int64, what string) {
	if checked && n > most {
		w.over(at, kind, who, n, most, what)
	}
}

// apart fails the replication if a train follows another one too soon on a way that takes them a gap apart.
func (w *World) apart(at placeID, who trainID, since, gap time.Duration, what string) {
	if checked && since < gap {
		w.failf(at, "train %d follows %v after another, %s are %v apart", who, since, what, gap)
	}
}

// nobodyYet and noGap are what apart begins with: no train has come, and no gap has been asked for.
var (
	nobodyYet = [2]des.Time{-1 << 62, -1 << 62}
	noGap     = [2]time.Duration{1<<63 - 1, 1<<63 - 1}
)

// alone fails the replication if a train comes to a loop where another one stands.
func (w *World) alone(at placeID, who, there trainID) {
	if checked && there != none {
		w.failf(at, "train %d comes to a loop where train %d stands", who, there)
	}
}

// over is apart from within to let the latter be inlined.
//
//go:noinline
func (w *World) over(at placeID, kind string, who int32, n, most int64, what string) {
	w.failf(at, "%s %d takes more than there is: %d of %d %s", kind, who, n, most, what)
}

// crowd is who stands before one end of a line, counted one by one; empty trains on their way home come in over its room.
type crowd struct{ waiting, back, coming int }

// add counts a train of the corridor; other traffic stands elsewhere.
func (c *crowd) add(tr *train) {
	if tr.flow == none {
		return
	}
	c.waiting++
	if tr.back {
		c.back++
	}
}

// auditRooms counts the trains before each line, and those that it has let come.
func (w *World) auditRooms() {
	if !checked {
		return
	}
	crowds := make([][2]crowd, len(w.places))
	for _, tr := range w.trains {
		if next, ok := w.stepOf(tr, tr.at()+1); ok && tr.granted && tr.leg != none {
			crowds[next.place][next.way].coming++
		}
	}
	for i, p := range w.places {
		if x, is := p.(interface{ auditRoom(*World, *[2]crowd) }); is {
			x.auditRoom(w, &crowds[i])
		}
	}
}

func (s *single) auditRoom(w *World, c *[2]crowd) {
	for _, t := range s.before(w) {
		c[w.wayHere(w.trains[t])].add(w.trains[t])
	}
	for _, way := range Ways {
		c[way].audit(w, s.id, way, s.waiting[way], s.coming[way], s.room, s.becomes != nil || s.number.changed)
	}
}

func (d *double) auditRoom(w *World, c *[2]crowd) {
	for _, way := range Ways {
		for k := range d.queue[way] {
			c[way].addAll(w, &d.queue[way][k])
		}
		c[way].addAll(w, &d.shut[way])
		c[way].audit(w, d.id, way, d.waiting[way], d.coming[way], d.room, d.was != nil)
	}
}

func (c *crowd) addAll(w *World, q *des.Queue[trainID]) {
	for i := range q.Len() {
		c.add(w.trains[q.At(i)])
	}
}

// audit holds a crowd against what the line has counted and, unless its end has been closed for a change, against the room there.
func (c *crowd) audit(w *World, at placeID, way Way, waiting, coming, room int, closed bool) {
	if c.waiting != waiting || c.coming != coming {
		w.failf(at, "%d trains wait %sbound and %d may come: the line has counted %d and %d", c.waiting, way, c.coming, waiting, coming)
	}
	if n := c.waiting - c.back; room != none && n > room && !closed {
		w.failf(at, "%d trains wait %sbound, there is room for %d", n, way, room)
	}
}
