package corridor

import (
	"corridor/sim/des"
)

// cause says why the clock of a consignment runs.
type cause uint8

// The causes, in the order of the metrics (model.md 3).
const (
	moving cause = iota
	handling
	waitTrack  // for a track, crane or berth
	waitVessel // cargo not enough, or vessel away
	waitWagon  // for wagons, a locomotive, or a train to be made up
	customs    // and inspection, papers
	closed     // outside opening hours
	weather    // storms, breakdowns, and the excess of a drawn time over its base
	banned     // loading bans
	causes
)

// Causes are the names of the causes, in the order of the metrics.
var Causes = [...]string{"moving", "handling", "track", "vessel", "wagon", "customs", "closed", "weather", "ban"}

// consignment is cargo of one flow that travels together. It is split when a carrier takes part of
// it and never merged; its parts keep its birth and its account.
//
// What every charge asks for lies in its first 64 bytes, a line of the processor's cache; they begin with a line, as a
// consignment fills two.
type consignment struct {
	book []posting // its account: the parts of its life up to since
	parcel
	id cargoID
	_  [4]byte
}

// parcel is what a consignment is while it lives.
type parcel struct {
	since  des.Time // the account is charged up to here
	step   int16    // index of its step in the route
	why    cause
	stored int8 // storage cell that it fills; none when it fills none
	noted  bool // something is noted of each of its steps, or its life is traced
	live   bool
	counts bool         // counts in the corridor where it is delivered
	next   *consignment // chain of a carrier or a queue, or of those that may be used again
	n      int64        // pieces
	stops  int32        // where World.passed has the first step of the route
	flow   int32
	serial uint64
	first  int64 // pieces of the consignment as born that are before those of this part
	born   des.Time
	ready  des.Time // it could have gone on since then
	laid   des.Time // in the storage cell that it fills
	route  int32    // which of the flow's routes
	found  int32    // pieces of its flow that it met where it is; kept only where routes are chosen by time
	lent   int16    // number of the pool in whose wagons it lies; 0: none
}

// newCargo makes a consignment of n pieces at the first step of a route.
func (w *World) newCargo(r *routeState, n int64, serial uint64) *consignment {
	x := w.takeCargo()
	now := w.sim.Now()
	x.parcel = r.birth
	x.n, x.serial, x.born, x.since, x.ready = n, serial, now, now, now
	if checked {
		r.births += uint64(n) * uint64(now)
	}
	if w.trace != nil {
		w.trace.born(w, x)
	}
	return x
}

// mark changes the cause of a consignment from now on.
func (w *World) mark(x *consignment, why cause) {
	w.charge(x)
	x.why = why
}

// markTrain changes the cause of everything aboard a train.
func (w *World) markTrain(t trainID, why cause) { w.markAboard(w.trains[t], why) }

// markAboard is markTrain for who has the train at hand.
func (w *World) markAboard(tr *train, why cause) {
	if w.trace != nil {
		w.trace.train(w, tr, why)
	}
	for x, now := tr.cargo, w.sim.Now(); x != nil; x = x.next {
		if x.since != now {
			w.chargeSince(x, now)
		}
		x.why = why
	}
}

// markChain changes the cause of a chain of cargo.
func (w *World) markChain(x *consignment, why cause) {
	for now := w.sim.Now(); x != nil; x = x.next {
		if x.since != now {
			w.chargeSince(x, now)
		}
		x.why = why
	}
}

// split cuts n pieces off x and returns them as a consignment with the same past.
func (w *World) split(x *consignment, n int64) *consignment {
	if n <= 0 || n >= x.n {
		w.failf(none, "consignment of %d pieces split at %d", x.n, n)
	}
	w.charge(x)
	part := w.takeCargo()
	part.parcel = x.parcel
	part.n, part.next = n, nil
	x.n -= n
	x.first += n
	part.book = append(part.book[:0], x.book...)
	return part
}

// chain is a list of consignments, first to last.
type chain struct{ head, tail *consignment }

// push adds x at the end of a chain.
func (ch *chain) push(x *consignment) {
	x.next = nil
	if ch.head == nil {
		ch.head, ch.tail = x, x
		return
	}
	ch.tail.next = x
	ch.tail = x
}

// stepCargo charges a chain of cargo up to now and moves it to the next step.
func (w *World) stepCargo(x *consignment) {
	for now := w.sim.Now(); x != nil; x = x.next {
		if x.since != now {
			w.chargeSince(x, now)
		}
		w.leaves(x)
		x.step++
	}
}

// leaves notes that a consignment has passed its present step.
func (w *World) leaves(x *consignment) {
	if x.noted {
		w.leavesToo(x)
	}
	p := &w.passed[int(x.stops)+int(x.step)]
	p.pieces += x.n
	if checked {
		p.left += uint64(x.n) * uint64(w.sim.Now())
	}
}

// leavesToo notes what only some flows report of a step: how long after birth it was passed, whether that was a place
// where the corridor is measured, what it cost.
func (w *World) leavesToo(x *consignment) {
	f := w.flows[x.flow]
	if f.stat.passing != nil {
		f.passes(w, x)
	}
	r := &f.routes[x.route]
	if f.guide != nil {
		f.guide.sees(w, x, r.steps[x.step].place)
	}
	if ends := r.spans[x.step]; len(ends) > 0 {
		w.endSpans(x, ends)
	}
	if w.bill != nil {
		w.bill.leaves(w, x)
	}
	at := r.steps[x.step]
	if w.cut.at[at.place] && w.cut.ways[at.way] {
		f.crosses(w, x)
	}
}

// isWatched tells whether something is noted of each step of a flow's cargo.
func (w *World) isWatched(f *flowState) bool {
	watched := f.stat.passing != nil || f.guide != nil || w.bill != nil
	for _, r := range f.routes {
		watched = watched || r.cut
		for _, ends := range r.spans {
			watched = watched || len(ends) > 0
		}
	}
	return watched
}

// deliver ends the life of a consignment: its account must add up to its age, to the nanosecond. It is a
// function of its own so that the compiler has room in it for what it calls.
//
//go:noinline
func (w *World) deliver(x *consignment) {
	if x.noted { // else nobody looks into the book any more
		w.charge(x)
		if w.trace != nil && w.trace.follows(x) {
			w.trace.ended = true
		}
	}
	w.leaves(x)
	f, now := w.flows[x.flow], w.sim.Now()
	age := now.Sub(x.born)
	if held := x.empty(f.hoursOf(x), now); held != age {
		w.failf(none, "consignment %d of %s is %d ns old but its account holds %d ns", x.id, f.path, age, held)
	}
	f.delivers(w, x, age)
	x.live = false
	x.next, w.unused = w.unused, x
	if x.lent != 0 {
		w.pools[x.lent-1].delivered(w, f, f.routes[x.route].steps[x.step].place, x.n*f.wagons, x.serial)
	}
	if f.spec.Population > 0 {
		f.send(w, 1) // the unit of a closed model goes round again
	}
}
