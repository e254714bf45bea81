package corridor

import (
	"time"

	"corridor/sim/des"
)

// quay is cargo of one unit that waits for a ship at one end of a lane.
type quay struct {
	unit   Unit
	items  des.Queue[cargoID]
	pieces int64
	mass   float64 // kg with tare
	level  *des.Level
}

// addQuay makes the quay of a unit at one end, unless there is one.
func (l *lane) addQuay(end int, u Unit) {
	for i := range l.quays[end] {
		if l.quays[end][i].unit == u {
			return
		}
	}
	l.quays[end] = append(l.quays[end], quay{unit: u, level: l.built.level("quay."+u.String()+"."+Ways[end].String(), u.piece(), "mean", "max")})
}

// quayOf finds the quay of a unit at one end.
func (l *lane) quayOf(w *World, end int, u Unit) *quay {
	for i := range l.quays[end] {
		if l.quays[end][i].unit == u {
			return &l.quays[end][i]
		}
	}
	w.failf(l.id, "no quay for %v", u)
	return nil
}

// loadsAt tells whether any flow brings cargo for this fleet to an end of its lane.
func (f *fleet) loadsAt(end int) bool {
	for i := range f.lane.quays[end] {
		if f.slots[f.lane.quays[end][i].unit] > 0 {
			return true
		}
	}
	return !f.loadsAnywhere()
}

// loadsAnywhere tells whether there is any cargo for this fleet at all; without it ships stay where they are.
func (f *fleet) loadsAnywhere() bool {
	for end := range f.lane.quays {
		for i := range f.lane.quays[end] {
			if f.slots[f.lane.quays[end][i].unit] > 0 {
				return true
			}
		}
	}
	return false
}

// fill is the share of a ship that the cargo at one end would use: of its slots or of its payload,
// whichever is more.
func (f *fleet) fill(end int) float64 {
	slots, mass := 0.0, 0.0
	for i := range f.lane.quays[end] {
		q := &f.lane.quays[end][i]
		if k := f.slots[q.unit]; k > 0 {
			slots += k * float64(q.pieces)
			mass += q.mass
		}
	}
	return max(slots/f.capacity, mass/f.payload)
}

// wantedAt tells whether more cargo waits at an end than the ships of this fleet there, or on their
// way there, will take.
func (f *fleet) wantedAt(w *World, end int) bool {
	coming := 0.0
	for _, s := range f.ships {
		sh := &w.ships[s]
		if sh.state == offHire || sh.state != atSea && sh.state != weatherbound && sh.cargo.head != none && !sh.aboard {
			continue // away, or its cargo is chosen already
		}
		if sh.end == end && sh.state != atSea && sh.state != weatherbound || sh.end != end && (sh.state == atSea || sh.state == weatherbound) {
			coming++
		}
	}
	return f.fill(end) >= coming+max(float64(f.spec.Sail.AtLeast), 1e-9)
}

// oldest is how long the oldest cargo that this fleet carries has waited at an end.
func (f *fleet) oldest(w *World, end int) (d time.Duration) {
	for i := range f.lane.quays[end] {
		q := &f.lane.quays[end][i]
		if f.slots[q.unit] > 0 && q.items.Len() > 0 {
			d = max(d, w.sim.Now().Sub(w.cargo[q.items.Peek()].ready))
		}
	}
	return d
}
