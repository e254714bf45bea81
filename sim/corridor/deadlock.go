package corridor

import (
	"slices"

	"corridor/sim/des"
)

// The rules of single places cannot deadlock, but those of a scenario can: two finite stations that pass trains to each
// other, both full, stand still for ever; so do trains that hold all wagons before a full yard while the cargo that fills the
// other yard has none, and a yard full of rests of loads whose other parts stand before it. A deadlock is a set of carriers each of which waits for something that
// only carriers of the set hold. The World looks for one every week, at rest between two events. Who has an
// event to come, and whose wait may end in a way that is not looked into, counts as free: there is no false alarm. Not looked into are
// stations that serve in batches, ships that wait for a load which they may find on several lanes or at several depths of water, and
// flows that offer nothing more: cargo may always begin. Nor is one who is always overtaken by others in a ring. A broken server that
// nobody holds is in none: it takes in the next one day.

// lookout is the simulated time between two looks.
const lookout = 7 * day

// carrier is a train or, beyond the last train, a ship, then a pile of cargo that waits for its train, then a pool for whose
// wagons somebody waits, then the queue of a stock of a pool, then its returns, then a gate of a place.
type carrier int32

// holder is a place where trains may wait for each other. Trains wait before its gates, and for the same as others behind the
// same gate. isHeld and keepsIn add to d.by those who have what a gate stands for, or what t waits for in the place, and
// tell whether nothing but one of these going on can help.
type holder interface {
	gates() int
	gateFor(w *World, tr *train) int // before which a train waits
	isHeld(d *deadlock, gate int) bool
	keepsIn(d *deadlock, t trainID) bool
}

// deadlock is the memory of a look.
type deadlock struct {
	w       *World
	stuck   []bool    // by carrier
	by      []carrier // those for whom the carrier in hand waits
	first   []trainID // by place: a train that stands there
	next    []trainID // by train: another in the same place
	ahead   []trainID // by train: the first of those without room in the store with whom it stands
	gates   []gate
	gateAt  []int32   // by place: its first gate
	behind  []trainID // by train: another before the same gate
	open    []carrier // stuck, as far as is known, unless before a gate
	asks    []int32   // by carrier: number of the stock for whose wagons it waits, from 1; 0: none
	pools   []poolJam
	stocks  []stockJam // of all pools
	reached []bool     // by stock of a pool
	path    []carrier  // for the report
	roads   []inroad   // that are being looked into, one for the sake of another

	feeds   [][]inroad // by pile: how cargo comes to it
	lying   []ashore   // by stage
	counted bool       // lying is that of this look
	changes []bool     // by thing: a measure to come changes it
	epoch   int        // in which that is so
}

// The first carrier of each kind but trains, and the number of all.
func (d *deadlock) ships() int  { return len(d.w.trains) }
func (d *deadlock) piles() int  { return d.ships() + len(d.w.ships) }
func (d *deadlock) lends() int  { return d.piles() + len(d.w.piles) }
func (d *deadlock) queues() int { return d.lends() + len(d.w.pools) }
func (d *deadlock) all() int    { return d.gated() + len(d.gates) }

// The two carriers of a stock.
func (d *deadlock) queueOf(n int) carrier { return carrier(d.queues() + n) }
func (d *deadlock) sendsOf(n int) carrier { return carrier(d.queues() + len(d.stocks) + n) }

// refuseDeadlock fails the replication if some carriers can never move again.
func (w *World) refuseDeadlock() {
	if c := w.jam.look(w); c != none {
		w.failf(none, "%s", w.jam.describe(c))
	}
}

// look finds a carrier that can never move again, or none.
func (d *deadlock) look(w *World) carrier {
	d.w, d.counted = w, false
	if !d.anyWaits() {
		return none
	}
	d.foresee()
	d.sort()
	d.claims()
	d.setGates()
	d.begin()
	d.settle()
	for c, stuck := range d.stuck[:d.queues()] { // a stock that gets nothing hurts nobody by itself
		if stuck && !d.lacksLoad(carrier(c)) {
			return carrier(c)
		}
	}
	return none
}

// anyWaits is the quick answer: without a train that is refused by a place, a train or a ship that waits for a store, cargo that is
// kept for want of room or somebody who waits for wagons there is nothing to look for.
func (d *deadlock) anyWaits() bool {
	for i := range d.w.trains {
		if tr := d.w.trains[i]; tr.asked && tr.leg != none {
			return true
		}
	}
	for i := range d.w.ships {
		if d.w.ships[i].state == awaitsStore {
			return true
		}
	}
	for _, p := range d.w.pools {
		if p.stat.queue.Value() > 0 {
			return true
		}
	}
	for _, x := range d.w.depots {
		for _, y := range x.sidings {
			if y.stalled.Len() > 0 {
				return true
			}
		}
	}
	return slices.ContainsFunc(d.w.piles, func(p *pile) bool { return p.kept })
}

// sort lists the trains by the place where they stand; one that has not left its depot yet stands there.
func (d *deadlock) sort() {
	w := d.w
	d.first = slices.Grow(d.first[:0], len(w.places))[:len(w.places)]
	for i := range d.first {
		d.first[i] = none
	}
	d.next = slices.Grow(d.next[:0], len(w.trains))[:len(w.trains)]
	for _, waits := range [...]bool{true, false} { // before a station: those that wait come last, see station.isHeld
		for i := range w.trains {
			if at := w.standsAt(w.trains[i]); at != none && (w.trains[i].rest == undrawn) == waits {
				d.next[i], d.first[at] = d.first[at], trainID(i)
			}
		}
	}
	d.ahead = slices.Grow(d.ahead[:0], len(w.trains))[:len(w.trains)]
	for i := range d.ahead {
		d.ahead[i] = none
	}
	for _, x := range w.depots {
		for _, y := range x.sidings {
			for i := range y.stalled.Len() {
				d.ahead[y.stalled.At(i)] = y.stalled.Peek()
			}
		}
	}
}

func (w *World) standsAt(tr *train) placeID {
	if tr.leg == none || tr.in != none {
		return tr.in
	}
	return w.legs[tr.leg].from
}

// hopeless tells whether c waits and all who could help it are stuck.
func (d *deadlock) hopeless(c carrier) bool {
	if !d.waits(c) {
		return false
	}
	for _, x := range d.by {
		if !d.stuck[x] {
			return false
		}
	}
	return len(d.by) > 0
}

// waits lists in d.by for whom c waits, and tells whether it waits for nothing else.
func (d *deadlock) waits(c carrier) bool {
	d.by = d.by[:0]
	w := d.w
	switch n := int(c); {
	case n >= d.gated():
		g := d.gates[n-d.gated()]
		return !d.changes[g.at] && w.places[g.at].(holder).isHeld(d, g.n)
	case n >= d.queues()+len(d.stocks):
		return d.sendsWaits(n - d.queues() - len(d.stocks))
	case n >= d.queues():
		return d.queueWaits(n - d.queues())
	case n >= d.lends():
		return d.poolWaits(n - d.lends())
	case n >= d.piles():
		return d.pileWaits(w.piles[n-d.piles()])
	case n >= d.ships():
		return d.shipWaits(shipID(n - d.ships()))
	}
	t := trainID(c)
	tr := w.trains[t]
	if tr.leg == none || tr.granted {
		return false
	}
	if tr.asked {
		next, _ := w.stepOf(tr, tr.at()+1)
		p, ok := w.places[next.place].(holder)
		return ok && d.pass(next.place, p.gateFor(w, tr))
	}
	if !tr.here || tr.in == none || d.changes[tr.in] {
		return false
	}
	p, ok := w.places[tr.in].(holder)
	return ok && p.keepsIn(d, t)
}

// blame adds trains to those who hold what is wanted.
func (d *deadlock) blame(trains ...trainID) {
	for _, t := range trains {
		d.by = append(d.by, carrier(t))
	}
}

func (d *deadlock) blameQueue(q *des.Queue[trainID]) {
	for i := range q.Len() {
		d.blame(q.At(i))
	}
}

// blameAll blames the trains in a place of which is says true, and counts them.
func (d *deadlock) blameAll(at placeID, is func(tr *train, t trainID) bool) (n int) {
	for t := d.first[at]; t != none; t = d.next[t] {
		if is(d.w.trains[t], t) {
			d.blame(t)
			n++
		}
	}
	return n
}
