package corridor

import (
	"corridor/sim/des"
)

// train is a carrier on rails, or a single unit in a textbook model. It stays where it is in memory, so that places may
// hold on to it; when its way has ended it is used again.
//
// What nearly every event asks for lies in its first 128 bytes, two lines of the processor's cache; they begin with a
// line, as a train fills whole ones.
type train struct {
	id  trainID
	gen uint32 // tells events of its present life and work from older ones
	trip
	left    des.Time // when other traffic last moved; time of entry to a queue
	since   des.Time // start of what it is doing now
	base    int64    // undisturbed length of what it is doing, or of what it waits for, ns
	behind  *train   // in a queue; see fifo
	entered des.Time // the place where it is
	in      placeID  // the place where it is; none before the first
	after   trainID  // in the chain of those that may be used again
	pace    float64  // running time on this line relative to its base
	rides   [2]lent  // wagons that it consists of, and its locomotive
	next    [2]lent  // those that stand ready beyond a change of gauge
	_       [24]byte
}

// trip is what a train is from its first day on; the rest is written where it is wanted, and given back at the end.
type trip struct {
	on      *passage // where it is; before the first place what it sets out from
	serial  uint64   // names it in keyed draws
	leg     int32
	way     way
	pos     int32 // where World.path has the step at which it is; before the first: one less than way.first
	cargo   *consignment
	visit   uint32 // tells two visits of the same place apart
	flow    int32  // flow that sent it out; none for other traffic
	slot    int32  // the place's own note: section, crane
	rest    int64  // ns of paused work
	siding  int8   // of the depot where it is or will be
	back    bool   // an empty train on its way home runs its leg backwards
	granted bool   // the next place has taken it in
	asked   bool   // the next place remembers it
	blocked bool   // done here, waits for the next place
	here    bool   // occupies the place of its step
	first   bool   // other traffic that has a priority
	paused  bool   // its service or handling waits for opening time
}

// newTrain takes a train from the slab.
func (w *World) newTrain(flow int32, begin *trip, serial uint64) *train {
	if w.idle == none {
		w.moreTrains()
	}
	tr := w.trains[w.idle]
	w.idle = tr.after
	tr.gen++
	tr.trip = *begin
	tr.serial, tr.flow = serial, flow
	return tr
}

// freeTrain gives a train back to the slab.
func (w *World) freeTrain(tr *train) {
	if tr.cargo != nil {
		w.failf(none, "train %d ends with cargo aboard", tr.id)
	}
	if len(w.pools) > 0 && (tr.rides != ([2]lent{}) || tr.next != ([2]lent{})) {
		w.failf(none, "train %d ends with wagons of a pool", tr.id)
	}
	w.outOf(tr)
	if w.trace != nil {
		w.trace.comes(w, tr, none)
	}
	tr.gen++
	tr.leg = none
	tr.after, w.idle = w.idle, tr.id
}

// ask tells whether the next place of a train has taken it in; if not, the place remembers it, and a
// moveOn follows when it has room. The end of a route admits everybody.
func (w *World) ask(tr *train) bool { return tr.on.next.open || w.asks(tr) }

//go:noinline
func (w *World) asks(tr *train) bool {
	if !tr.asked && !tr.granted {
		if w.detoured {
			w.changesTrain(tr)
		}
		tr.granted = tr.on.next.is.admit(w, tr)
		tr.asked = !tr.granted
	}
	return tr.granted
}

// grant says that the place which t asked has room for it now. Room passes at once; the move is an
// event of its own at the same time.
func (w *World) grant(t trainID) {
	tr := w.trains[t]
	if !tr.asked {
		w.failf(none, "room granted to train %d, which did not ask", t)
	}
	tr.asked, tr.granted = false, true
	w.after(0, moveOn, w.moves, int32(t), tr.gen)
}

// advance is the rule of movement: a train leaves a place only when the next has admitted it; until
// then it keeps its room (blocking after service). Its cargo then waits for a track.
func (w *World) advance(tr *train) {
	if w.ask(tr) {
		w.move(tr)
		return
	}
	tr.blocked = true
	w.markAboard(tr, w.whyRefused(tr))
}

// whyRefused is the cause of the wait of a train that the next place has not let in: a track, as a rule; but
// where the store behind the tracks is full of cargo that no ship has fetched, the wait is for a ship.
func (w *World) whyRefused(tr *train) cause {
	next, ok := w.stepOf(tr, tr.at()+1)
	if !ok {
		return waitTrack
	}
	if d, is := w.places[next.place].(*depot); is && tr.cargo != nil && d.sidings[tr.siding].stalled.Len() > 0 {
		return d.whyFull(w, tr.cargo)
	}
	return waitTrack
}

// moveOn carries out a grant, or tells the place which asked early that it may let t go.
func (w *World) moveOn(t trainID) {
	tr := w.trains[t]
	if tr.blocked {
		tr.blocked = false
		w.move(tr)
		return
	}
	at, ok := w.stepOf(tr, tr.at())
	if !ok || !tr.here {
		w.failf(none, "train %d was granted room but is nowhere", t)
	}
	if g, ok := w.places[at.place].(granter); ok {
		g.granted(w, tr)
	}
}

// move takes a train from its place to the next, or ends its way.
func (w *World) move(tr *train) {
	from := tr.on
	next := from.next
	if next.is == nil {
		w.finish(tr)
		return
	}
	tr.on, tr.visit = next, next.visit
	tr.pos++
	tr.granted, tr.asked, tr.blocked, tr.here = false, false, false, true
	w.into(tr, next.place)
	if w.bill != nil {
		w.bill.runs(tr, next.place)
	}
	if from.is == nil { // its cargo is where it was born
		next.is.start(w, tr)
		return
	}
	w.stepCargo(tr.cargo)
	from.is.vacate(w, tr)
	next.is.start(w, tr)
	if from.depot != nil && from.depot.freed {
		from.depot.formAll(w)
	}
}

// finish ends the way of a train. It is a function of its own so that the compiler has room in it for what it calls.
//
//go:noinline
func (w *World) finish(tr *train) {
	w.endOfWay(tr)
	if tr.here {
		tr.on.is.vacate(w, tr)
	}
	w.freeTrain(tr)
}

// endOfWay delivers what is aboard a train whose leg has no depot at its end, and sends the unit of
// a closed model round again as a new train.
func (w *World) endOfWay(tr *train) {
	for tr.cargo != nil {
		x := tr.cargo
		tr.cargo, x.next = x.next, nil
		w.deliver(x)
	}
}

// key names a train's visit of a place in keyed draws.
func (tr *train) key() (entity, visit uint64) { return tr.serial, uint64(tr.visit) }

// at is the index of the step at which a train is; -1 before the first.
func (tr *train) at() int { return int(tr.pos - tr.way.first) }
