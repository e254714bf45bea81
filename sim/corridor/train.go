package corridor

import (
	"corridor/sim/des"
)

// step is one place of a leg and the direction in which it is run.
type step struct {
	place placeID
	way   Way
}

// leg is the way of a train: the places that it passes between two depots. from and to are the
// depots, or none where a route begins or ends on the open line (textbook models).
type leg struct {
	steps    []step // ends with to, if there is one
	from, to placeID
	home     int // steps before it are not run by empty trains on their way home: they end at a change of gauge
}

// train is a carrier on rails, or a single unit in a textbook model.
type train struct {
	serial  uint64 // names it in keyed draws
	leg     int32
	at      int16 // index of its step; -1 before the first
	flow    int32 // flow that sent it out; none for other traffic
	cargo   cargoID
	visit   uint32 // tells two visits of the same place apart
	gen     uint32
	back    bool     // an empty train on its way home runs its leg backwards
	granted bool     // the next place has taken it in
	asked   bool     // the next place remembers it
	blocked bool     // done here, waits for the next place
	here    bool     // occupies the place of its step
	paused  bool     // its service or handling waits for opening time
	siding  int8     // of the depot where it is or will be
	since   des.Time // start of what it is doing now
	base    int64    // undisturbed length of what it is doing, ns
	born    des.Time
	entered des.Time // the place where it is
	in      placeID  // that place; none before the first
	left    des.Time // when other traffic last moved; time of entry to a queue
	slot    int32    // the place's own note: section, crane
	pace    float64  // running time on this line relative to its base
	rest    int64    // ns of paused work
}

// newTrain takes a train from the slab.
func (w *World) newTrain(flow int32, legID int32, serial uint64) trainID {
	var t trainID
	if n := len(w.idle); n > 0 {
		t, w.idle = w.idle[n-1], w.idle[:n-1]
	} else {
		t = trainID(len(w.trains))
		w.trains = append(w.trains, train{})
	}
	gen := w.trains[t].gen + 1
	w.trains[t] = train{serial: serial, leg: legID, at: -1, flow: flow, cargo: none, gen: gen, born: w.sim.Now(), slot: none, in: none}
	w.count.trains++
	return t
}

// freeTrain gives a train back to the slab.
func (w *World) freeTrain(t trainID) {
	tr := &w.trains[t]
	if tr.cargo != none {
		w.failf(none, "train %d ends with cargo aboard", t)
	}
	w.into(tr, none)
	tr.gen++
	tr.leg = none
	w.idle = append(w.idle, t)
	w.count.trains--
}

// stepOf returns the i-th step of a train's way; an empty train on its way home runs the leg
// backwards, from the place before its last depot to the first place.
func (w *World) stepOf(tr *train, i int) (step, bool) {
	l := &w.legs[tr.leg]
	if !tr.back {
		if i >= len(l.steps) {
			return step{}, false
		}
		return l.steps[i], true
	}
	n := len(l.steps)
	if l.to != none {
		n--
	}
	if i >= n-l.home {
		return step{}, false
	}
	s := l.steps[n-1-i]
	return step{s.place, s.way.Back()}, true
}

// wayHere is the direction in which a train passes the place where it is or, before its first
// move, the place it asks.
func (w *World) wayHere(tr *train) Way {
	s, ok := w.stepOf(tr, int(max(tr.at, 0)))
	if !ok {
		w.failf(none, "train without a step asks for its direction")
	}
	return s.way
}

// wayNext is the direction in which a train will pass its next place.
func (w *World) wayNext(tr *train) Way {
	s, ok := w.stepOf(tr, int(tr.at)+1)
	if !ok {
		return West
	}
	return s.way
}

// ask tells whether the next place of t has taken it in; if not, the place remembers t, and a
// moveOn follows when it has room. The end of a route admits everybody.
func (w *World) ask(t trainID) bool {
	tr := &w.trains[t]
	if tr.granted || tr.asked {
		return tr.granted
	}
	next, ok := w.stepOf(tr, int(tr.at)+1)
	if !ok {
		return true
	}
	if w.places[next.place].admit(w, t) {
		w.trains[t].granted = true
		return true
	}
	w.trains[t].asked = true
	return false
}

// grant says that the place which t asked has room for it now. Room passes at once; the move is an
// event of its own at the same time.
func (w *World) grant(t trainID) {
	tr := &w.trains[t]
	if !tr.asked {
		w.failf(none, "room granted to train %d, which did not ask", t)
	}
	tr.asked, tr.granted = false, true
	w.after(0, moveOn, 0, int32(t), tr.gen)
}

// advance is the rule of movement: a train leaves a place only when the next has admitted it; until
// then it keeps its room (blocking after service). Its cargo then waits for a track.
func (w *World) advance(t trainID) {
	if w.ask(t) {
		w.move(t)
		return
	}
	w.trains[t].blocked = true
	w.markTrain(t, w.whyRefused(t))
}

// whyRefused is the cause of the wait of a train that the next place has not let in: a track, as a rule; but
// where the store behind the tracks is full of cargo that no ship has fetched, the wait is for a ship.
func (w *World) whyRefused(t trainID) cause {
	tr := &w.trains[t]
	next, ok := w.stepOf(tr, int(tr.at)+1)
	if !ok {
		return waitTrack
	}
	if d, is := w.places[next.place].(*depot); is && tr.cargo != none && d.sidings[tr.siding].stalled.Len() > 0 {
		return d.whyFull(w, tr.cargo)
	}
	return waitTrack
}

// moveOn carries out a grant, or tells the place which asked early that it may let t go.
func (w *World) moveOn(t trainID) {
	tr := &w.trains[t]
	if tr.blocked {
		tr.blocked = false
		w.move(t)
		return
	}
	at, ok := w.stepOf(tr, int(tr.at))
	if !ok || !tr.here {
		w.failf(none, "train %d was granted room but is nowhere", t)
	}
	if g, ok := w.places[at.place].(granter); ok {
		g.granted(w, t)
	}
}

// move takes t from its place to the next, or ends its way.
func (w *World) move(t trainID) {
	tr := &w.trains[t]
	prev, wasHere := step{}, tr.here
	if wasHere {
		prev, _ = w.stepOf(tr, int(tr.at))
	}
	next, onward := w.stepOf(tr, int(tr.at)+1)
	if !onward {
		w.endOfWay(t)
		if wasHere {
			w.places[prev.place].vacate(w, t)
		}
		w.freeTrain(t)
		return
	}
	if !wasHere {
		if origin := w.originOf(tr); origin != none {
			prev, wasHere = step{origin, next.way}, true
		}
	}
	tr.at++
	tr.visit = w.visitOf(tr)
	tr.granted, tr.asked, tr.blocked = false, false, false
	tr.here = true
	w.into(tr, next.place)
	w.stepCargo(t, prev, wasHere)
	if wasHere {
		w.places[prev.place].vacate(w, t)
	}
	w.places[next.place].start(w, t)
}

// visitOf numbers a train's visit of the place of its step among its visits of that place alone, so that
// a place more on the way changes no draw of the others. The low bits are for a station's repeated services.
func (w *World) visitOf(tr *train) uint32 {
	here, _ := w.stepOf(tr, int(tr.at))
	n := uint32(0)
	for i := range int(tr.at) {
		if s, _ := w.stepOf(tr, i); s.place == here.place {
			n++
		}
	}
	n = n<<16 + 1
	if tr.back {
		n |= 1 << 31
	}
	return n
}

// originOf is the depot from which a train sets out: an empty train on its way home starts where
// its leg ends.
func (w *World) originOf(tr *train) placeID {
	if tr.back {
		return w.legs[tr.leg].to
	}
	return w.legs[tr.leg].from
}

// endOfWay delivers what is aboard a train whose leg has no depot at its end, and sends the unit of
// a closed model round again as a new train.
func (w *World) endOfWay(t trainID) {
	tr := &w.trains[t]
	at, _ := w.stepOf(tr, int(tr.at))
	for tr.cargo != none {
		c := tr.cargo
		tr.cargo = w.cargo[c].next
		w.cargo[c].next = none
		w.deliver(c, at)
	}
}

// key names a train's visit of a place in keyed draws.
func (tr *train) key() (entity, visit uint64) { return tr.serial, uint64(tr.visit) }
