package corridor

import (
	"corridor/sim/des"
)

// train is a carrier on rails, or a single unit in a textbook model.
type train struct {
	serial  uint64   // names it in keyed draws
	entered des.Time // the place where it is
	leg     int32
	way     way
	pos     int32   // where World.path has the step at which it is; before the first: one less than way.first
	in      placeID // the place where it is; none before the first
	cargo   cargoID
	visit   uint32 // tells two visits of the same place apart
	siding  int8   // of the depot where it is or will be
	back    bool   // an empty train on its way home runs its leg backwards
	granted bool   // the next place has taken it in
	asked   bool   // the next place remembers it
	blocked bool   // done here, waits for the next place
	here    bool   // occupies the place of its step
	flow    int32  // flow that sent it out; none for other traffic
	gen     uint32
	since   des.Time // start of what it is doing now
	left    des.Time // when other traffic last moved; time of entry to a queue
	rest    int64    // ns of paused work
	base    int64    // undisturbed length of what it is doing, ns
	slot    int32    // the place's own note: section, crane
	paused  bool     // its service or handling waits for opening time
	born    des.Time
	pace    float64 // running time on this line relative to its base
	rides   [2]lent // wagons that it consists of, and its locomotive
	next    [2]lent // those that stand ready beyond a change of gauge
}

// newTrain takes a train from the slab.
func (w *World) newTrain(flow int32, legID int32, serial uint64) trainID {
	if len(w.idle) == 0 {
		w.idle = append(w.idle, trainID(len(w.trains)))
		w.trains = append(w.trains, train{})
	}
	n := len(w.idle) - 1
	t := w.idle[n]
	w.idle = w.idle[:n]
	tr, out := &w.trains[t], w.legs[legID].out
	gen := tr.gen + 1
	*tr = train{}
	tr.serial, tr.leg, tr.flow, tr.gen, tr.born, tr.way = serial, legID, flow, gen, w.sim.Now(), out
	tr.pos, tr.cargo, tr.slot, tr.in = out.first-1, none, none, none
	w.count.trains++
	return t
}

// freeTrain gives a train back to the slab.
func (w *World) freeTrain(t trainID) {
	tr := &w.trains[t]
	if tr.cargo != none {
		w.failf(none, "train %d ends with cargo aboard", t)
	}
	if len(w.pools) > 0 && (tr.rides != ([2]lent{}) || tr.next != ([2]lent{})) {
		w.failf(none, "train %d ends with wagons of a pool", t)
	}
	w.into(tr, none)
	tr.gen++
	tr.leg = none
	w.idle = append(w.idle, t)
	w.count.trains--
}

// ask tells whether the next place of t has taken it in; if not, the place remembers t, and a
// moveOn follows when it has room. The end of a route admits everybody.
func (w *World) ask(t trainID) bool {
	tr := &w.trains[t]
	if tr.granted || tr.asked {
		return tr.granted
	}
	next := tr.pos + 1
	if next >= tr.way.end {
		return true
	}
	admitted := w.path[next].is.admit(w, t)
	tr = &w.trains[t] // the place may have made trains
	tr.granted, tr.asked = admitted, !admitted
	return admitted
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
	next, ok := w.stepOf(tr, tr.at()+1)
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
	at, ok := w.stepOf(tr, tr.at())
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
	at := tr.pos + 1
	if at >= tr.way.end {
		w.finish(t, tr)
		return
	}
	var from passage
	switch {
	case tr.here:
		from = w.path[tr.pos]
	default:
		if o := w.originOf(tr); o != none {
			from.stands(w, o)
		}
	}
	next := &w.path[at]
	tr.pos, tr.visit = at, next.visit
	tr.granted, tr.asked, tr.blocked, tr.here = false, false, false, true
	w.into(tr, next.place)
	if w.bill != nil {
		w.bill.runs(tr, next.place)
	}
	w.stepCargo(tr.cargo, from.is != nil)
	if from.is != nil {
		from.is.vacate(w, t)
	}
	next.is.start(w, t)
	if from.depot != nil && from.depot.freed {
		from.depot.formAll(w)
	}
}

// finish ends the way of t.
func (w *World) finish(t trainID, tr *train) {
	if tr.cargo != none {
		w.endOfWay(t)
		tr = &w.trains[t] // a closed model has made a train
	}
	if tr.here {
		w.path[tr.pos].is.vacate(w, t)
	}
	w.freeTrain(t)
}

// endOfWay delivers what is aboard a train whose leg has no depot at its end, and sends the unit of
// a closed model round again as a new train.
func (w *World) endOfWay(t trainID) {
	tr := &w.trains[t]
	for tr.cargo != none {
		c := tr.cargo
		tr.cargo = w.cargo[c].next
		w.cargo[c].next = none
		w.deliver(c)
	}
}

// key names a train's visit of a place in keyed draws.
func (tr *train) key() (entity, visit uint64) { return tr.serial, uint64(tr.visit) }

// at is the index of the step at which a train is; -1 before the first.
func (tr *train) at() int { return int(tr.pos - tr.way.first) }
