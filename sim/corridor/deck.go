package corridor

import "corridor/sim/des"

// pick takes the cargo of one ship from the quays of an end: oldest first over all units that it
// carries, or its own unit first with a part of the slots kept for the others; then, in what room is left, the cargo that yields. The
// last consignment is split at what still fits; slots and payload bind together.
func (v *service) pick(w *World, end int) chain {
	f := v.fleet
	load := chain{}
	room := deckRoom{slots: f.capacity, mass: v.payload}
	if f.spec.Order == "own" {
		kept := f.capacity * float64(f.spec.Quota)
		others := deckRoom{slots: kept, mass: v.payload * float64(f.spec.Quota)}
		before := others
		v.fillFrom(w, end, &others, &load, otherUnits)
		room.slots -= before.slots - others.slots
		room.mass -= before.mass - others.mass
		v.fillFrom(w, end, &room, &load, ownUnit)
	}
	v.fillFrom(w, end, &room, &load, allUnits)
	v.fillFrom(w, end, &room, &load, yielding)
	return load
}

// turn says whose turn it is when a deck is filled: cargo that yields, or other cargo of some units.
type turn uint8

const (
	otherUnits turn = iota
	ownUnit
	allUnits
	yielding
)

// takes tells whether it is the turn of the cargo on a quay.
func (t turn) takes(q *quay, own Unit) bool {
	return q.yields == (t == yielding) && (t >= allUnits || (q.unit == own) == (t == ownUnit))
}

// deckRoom is what a ship can still take.
type deckRoom struct{ slots, mass float64 }

// fillFrom takes the oldest cargo whose turn it is until nothing more fits.
func (v *service) fillFrom(w *World, end int, room *deckRoom, load *chain, t turn) {
	now := w.sim.Now()
	for room.slots > 0 {
		q, x := v.oldestQuay(w, end, t)
		if q == nil {
			return
		}
		gross := w.flows[x.flow].gross
		n := int64(room.slots/v.fleet.slots[q.unit] + 1e-9)
		if gross > 0 {
			n = min(n, int64(room.mass/gross+1e-9))
		}
		if n <= 0 {
			return
		}
		if n >= x.n {
			n = x.n
			q.items.Pop()
		} else {
			x = w.split(x, n)
		}
		q.pieces -= n
		q.mass -= float64(n) * gross
		if q.pieces == 0 {
			q.mass = 0 // no rest of rounding
		}
		q.level.Change(now, -n)
		q.level.ends(n, now.Sub(x.ready))
		room.slots -= v.fleet.slots[q.unit] * float64(n)
		room.mass -= gross * float64(n)
		w.charge(x)
		v.lane.waiting[end].AddDurationWeighted(now.Sub(x.ready), n)
		load.push(x)
	}
}

// oldestQuay is the quay whose first consignment has waited longest among those whose turn it is, and that consignment.
func (v *service) oldestQuay(w *World, end int, t turn) (best *quay, first *consignment) {
	for i := range v.lane.quays[end] {
		q := &v.lane.quays[end][i]
		if q.pieces == 0 || v.fleet.slots[q.unit] == 0 || !t.takes(q, v.fleet.spec.Carries.Unit) {
			continue
		}
		if x := q.items.Peek(); best == nil || x.ready < first.ready {
			best, first = q, x
		}
	}
	return best, first
}

// unitLoad measures what ships carry of one unit of cargo.
type unitLoad struct {
	unit   Unit
	pieces *des.Tally
}

// notesUnits measures the load of a ship that may carry several units of cargo.
func (f *fleet) notesUnits(w *World, sh *ship) {
	for _, l := range f.loads {
		n := int64(0)
		for x := sh.cargo.head; x != nil; x = x.next {
			if w.flows[x.flow].unit == l.unit {
				n += x.n
			}
		}
		l.pieces.Add(float64(n))
	}
}
