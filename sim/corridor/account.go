package corridor

import (
	"math/bits"
	"time"

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
type consignment struct {
	n      int64 // pieces
	serial uint64
	first  int64 // pieces of the consignment as born that are before those of this part
	born   des.Time
	since  des.Time // the account is charged up to here
	ready  des.Time // it could have gone on since then
	flow   int32
	route  int32 // which of the flow's routes
	stops  int32 // where World.passed has the first step of the route
	found  int32 // pieces of its flow that it met where it is; kept only where routes are chosen by time
	step   int16 // index of its step in the route
	why    cause
	stored int8    // storage cell that it fills; none when it fills none
	next   cargoID // chain of a carrier or a queue
	lent   int16   // number of the pool in whose wagons it lies; 0: none
	live   bool
	noted  bool // something is noted of each of its steps
}

// newCargo makes a consignment of n pieces at the first step of a route.
func (w *World) newCargo(flow, route int32, n int64, serial uint64) cargoID {
	c := w.takeCargo()
	now := w.sim.Now()
	x, f := &w.cargo[c], w.flows[flow]
	stops := f.routes[route].stops
	*x = consignment{}
	x.n, x.serial, x.flow, x.route, x.stops = n, serial, flow, route, stops
	x.born, x.since, x.ready = now, now, now
	x.why, x.stored, x.next, x.live = waitWagon, none, none, true
	x.lent, x.noted = f.empties, f.watched
	if w.trace != nil {
		w.trace.born(w, x)
	}
	return c
}

// reserveSlabs makes room for the trains and consignments that a small model has at once.
func (w *World) reserveSlabs() {
	const most = 64
	w.trains, w.idle = make([]train, 0, most), make([]trainID, 0, most)
	w.cargo, w.unused = make([]consignment, 0, most), make([]cargoID, 0, most)
	w.hours, w.touched = make([]int64, 0, most*w.stride), make([]uint64, 0, most*w.words)
}

func (w *World) takeCargo() cargoID {
	if n := len(w.unused); n > 0 {
		c := w.unused[n-1]
		w.unused = w.unused[:n-1]
		return c
	}
	w.cargo = append(w.cargo, consignment{})
	w.hours = append(w.hours, make([]int64, w.stride)...)
	w.touched = append(w.touched, make([]uint64, w.words)...)
	return cargoID(len(w.cargo) - 1)
}

// account is the row of hours of a consignment, by step and cause, in ns.
func (w *World) account(c cargoID) []int64 {
	return w.hours[int(c)*w.stride : (int(c)+1)*w.stride]
}

// post adds time to one cell of an account. Cells in use are marked: most of a row is empty, and
// its sum is taken often.
func (w *World) post(c cargoID, step int16, why cause, d time.Duration) {
	if d == 0 {
		return
	}
	if w.trace != nil && w.trace.follows(&w.cargo[c]) {
		w.trace.lives(w, c, step, why, d)
	}
	w.enter(c, int(step)*int(causes)+int(why), d)
}

// enter adds time to a cell, which is marked.
func (w *World) enter(c cargoID, cell int, d time.Duration) {
	w.hours[int(c)*w.stride+cell] += int64(d)
	w.touched[int(c)*w.words+cell>>6] |= 1 << (cell & 63)
}

// copyAccount gives the empty account of part what that of c holds.
func (w *World) copyAccount(part, c cargoID) {
	from, to := w.account(c), w.account(part)
	for i := range w.words {
		word := w.touched[int(c)*w.words+i]
		w.touched[int(part)*w.words+i] = word
		for ; word != 0; word &= word - 1 {
			cell := i<<6 + bits.TrailingZeros64(word)
			to[cell] = from[cell]
		}
	}
}

// emptyAccount adds the account of c, times n pieces, to the sum of a flow's hours (none: nil), empties it and
// returns how much it held.
func (w *World) emptyAccount(c cargoID, sum []des.Area, n int64) (held int64) {
	row := w.account(c)
	touched := w.touched[int(c)*w.words : (int(c)+1)*w.words]
	for i, word := range touched {
		if word == 0 {
			continue
		}
		touched[i] = 0
		for ; word != 0; word &= word - 1 {
			cell := i<<6 + bits.TrailingZeros64(word)
			d := row[cell]
			row[cell] = 0
			held += d
			if cell < len(sum) {
				sum[cell].AddMul(n, dur(d))
			}
		}
	}
	return held
}

// charge closes the account of c up to now: the time since the last charge went to the step and the
// cause that it had. Most charges follow another at the same instant.
func (w *World) charge(c cargoID) {
	if x := &w.cargo[c]; x.since != w.sim.Now() {
		w.chargeSince(c, x)
	}
}

func (w *World) chargeSince(c cargoID, x *consignment) {
	now := w.sim.Now()
	d := now.Sub(x.since)
	if w.trace != nil && w.trace.follows(x) {
		w.trace.lives(w, c, x.step, x.why, d)
	}
	w.enter(c, int(x.step)*int(causes)+int(x.why), d)
	x.since = now
}

// mark changes the cause of a consignment from now on.
func (w *World) mark(c cargoID, why cause) {
	w.charge(c)
	w.cargo[c].why = why
}

// markTrain changes the cause of everything aboard a train.
func (w *World) markTrain(t trainID, why cause) { w.markAboard(&w.trains[t], why) }

// markAboard is markTrain for who has the train at hand.
func (w *World) markAboard(tr *train, why cause) {
	if w.trace != nil {
		w.trace.train(w, tr, why)
	}
	w.markChain(tr.cargo, why)
}

// markChain changes the cause of a chain of cargo.
func (w *World) markChain(c cargoID, why cause) {
	for now := w.sim.Now(); c != none; {
		x := &w.cargo[c]
		if x.since != now {
			w.chargeSince(c, x)
		}
		x.why = why
		c = x.next
	}
}

// settle splits the time since the last charge: base of it to one cause, the rest to another. A
// time drawn below its base is charged whole to the first.
func (w *World) settle(c cargoID, first cause, base time.Duration, rest cause) {
	x := &w.cargo[c]
	now := w.sim.Now()
	d := now.Sub(x.since)
	w.post(c, x.step, first, min(d, base))
	if d > base {
		w.post(c, x.step, rest, d-base)
	}
	x.since = now
}

func (w *World) settleChain(c cargoID, first cause, base time.Duration, rest cause) {
	for ; c != none; c = w.cargo[c].next {
		w.settle(c, first, base, rest)
	}
}

// chargeOff charges d of the time since the last charge to a cause.
func (w *World) chargeOff(c cargoID, why cause, d time.Duration) {
	x := &w.cargo[c]
	w.post(c, x.step, why, d)
	x.since = x.since.Add(d)
}

// split cuts n pieces off c and returns them as a consignment with the same past.
func (w *World) split(c cargoID, n int64) cargoID {
	if n <= 0 || n >= w.cargo[c].n {
		w.failf(none, "consignment of %d pieces split at %d", w.cargo[c].n, n)
	}
	w.charge(c)
	part := w.takeCargo()
	w.cargo[part] = w.cargo[c]
	w.cargo[part].n, w.cargo[part].next = n, none
	w.cargo[c].n -= n
	w.cargo[c].first += n
	w.copyAccount(part, c)
	return part
}

// chain is a list of consignments, first to last.
type chain struct{ head, tail cargoID }

var emptyChain = chain{none, none}

// push adds c at the end of a chain.
func (w *World) push(ch *chain, c cargoID) {
	w.cargo[c].next = none
	if ch.head == none {
		ch.head, ch.tail = c, c
		return
	}
	w.cargo[ch.tail].next = c
	ch.tail = c
}

// stepCargo charges a chain of cargo up to now and, if it has come from a step, moves it to the next.
func (w *World) stepCargo(c cargoID, moved bool) {
	for now := w.sim.Now(); c != none; {
		x := &w.cargo[c]
		if x.since != now {
			w.chargeSince(c, x)
		}
		if moved {
			w.leaves(c, x)
			x.step++
		}
		c = x.next
	}
}

// leaves notes that c has passed its present step.
func (w *World) leaves(c cargoID, x *consignment) {
	if x.noted {
		w.leavesToo(c)
	}
	w.passed[int(x.stops)+int(x.step)] += x.n
}

// leavesToo notes what only some flows report of a step: how long after birth it was passed, whether that was a place
// where the corridor is measured, what it cost.
func (w *World) leavesToo(c cargoID) {
	x := &w.cargo[c]
	f := w.flows[x.flow]
	if f.stat.passing != nil {
		f.passes(w, x)
	}
	r := &f.routes[x.route]
	if f.guide != nil {
		f.guide.sees(w, c, r.steps[x.step].place)
	}
	if ends := r.spans[x.step]; len(ends) > 0 {
		w.endSpans(c, ends)
	}
	if w.bill != nil {
		w.bill.leaves(w, c)
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

// deliver ends the life of a consignment: its account must add up to its age, to the nanosecond.
func (w *World) deliver(c cargoID) {
	w.charge(c)
	x := &w.cargo[c]
	w.leaves(c, x)
	f := w.flows[x.flow]
	held := w.emptyAccount(c, f.hoursOf(x), x.n)
	if age := int64(w.sim.Now() - x.born); held != age {
		w.failf(none, "consignment %d of %s is %d ns old but its account holds %d ns", c, f.path, age, held)
	}
	if w.trace != nil && w.trace.follows(x) {
		w.trace.ended = true
	}
	f.delivers(w, x)
	x.live = false
	w.unused = append(w.unused, c)
	if x.lent != 0 {
		w.pools[x.lent-1].delivered(w, f, f.routes[x.route].steps[x.step].place, x.n*f.wagons, x.serial)
	}
	f.ended(w)
}
