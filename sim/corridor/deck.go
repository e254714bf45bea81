package corridor

// pick takes the cargo of one ship from the quays of an end: oldest first over all units that it
// carries, or its own unit first with a part of the slots kept for the others; then, in what room is left, the cargo that yields. The
// last consignment is split at what still fits; slots and payload bind together.
func (v *service) pick(w *World, end int) chain {
	f := v.fleet
	load := emptyChain
	room := deckRoom{slots: f.capacity, mass: v.payload}
	if f.spec.Order == "own" {
		kept := f.capacity * float64(f.spec.Quota)
		others := deckRoom{slots: kept, mass: v.payload * float64(f.spec.Quota)}
		before := others
		v.fillFrom(w, end, &others, &load, func(q *quay) bool { return !q.yields && q.unit != f.spec.Carries.Unit })
		room.slots -= before.slots - others.slots
		room.mass -= before.mass - others.mass
		v.fillFrom(w, end, &room, &load, func(q *quay) bool { return !q.yields && q.unit == f.spec.Carries.Unit })
	}
	for _, yields := range []bool{false, true} {
		v.fillFrom(w, end, &room, &load, func(q *quay) bool { return q.yields == yields })
	}
	return load
}

// deckRoom is what a ship can still take.
type deckRoom struct{ slots, mass float64 }

// fillFrom takes the oldest cargo of the wanted quays until nothing more fits.
func (v *service) fillFrom(w *World, end int, room *deckRoom, load *chain, wants func(*quay) bool) {
	for {
		q := v.oldestQuay(w, end, wants)
		if q == nil {
			return
		}
		x := w.cargo[q.items.Peek()]
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
			x = w.cargo[w.split(x.id, n)]
		}
		q.pieces -= n
		q.mass -= float64(n) * gross
		if q.pieces == 0 {
			q.mass = 0 // no rest of rounding
		}
		q.level.Change(w.sim.Now(), -n)
		room.slots -= v.fleet.slots[q.unit] * float64(n)
		room.mass -= gross * float64(n)
		w.charge(x)
		v.lane.waiting[end].AddDurationWeighted(w.sim.Now().Sub(x.ready), n)
		w.push(load, x.id)
	}
}

// oldestQuay is the wanted quay whose first consignment has waited longest.
func (v *service) oldestQuay(w *World, end int, wants func(*quay) bool) (best *quay) {
	for i := range v.lane.quays[end] {
		q := &v.lane.quays[end][i]
		if q.items.Len() == 0 || v.fleet.slots[q.unit] == 0 || !wants(q) {
			continue
		}
		if best == nil || w.cargo[q.items.Peek()].ready < w.cargo[best.items.Peek()].ready {
			best = q
		}
	}
	return best
}
