package corridor

import (
	"time"

	"corridor/sim/des"
)

// quay is cargo of one unit that waits for a ship at one end of a lane: that which yields, or the other.
type quay struct {
	unit   Unit
	end    int // of its lane
	yields bool
	items  des.Queue[*consignment]
	pieces int64
	mass   float64 // kg with tare
	level  *census
}

// addQuay makes the quay of a flow at one end, unless there is one. What yields is measured with the other cargo of its unit.
func (l *lane) addQuay(end int, f *flowState) {
	if l.findQuay(end, f.unit, f.spec.Yields) != nil {
		return
	}
	if q := l.findQuay(end, f.unit, !f.spec.Yields); q != nil {
		l.quays[end] = append(l.quays[end], quay{unit: f.unit, end: end, yields: f.spec.Yields, level: q.level})
		return
	}
	name := "quay." + f.unit.String() + "." + Ways[end].String()
	level := l.built.census(l.built.level(name, f.unit.piece(), "mean", "max"), name)
	l.built.w.watch(level.Level, Series{l.built.path + "." + name, f.unit.String(), string(l.spec.Path[end])}, f.unit.Scale())
	l.quays[end] = append(l.quays[end], quay{unit: f.unit, end: end, yields: f.spec.Yields, level: level})
}

func (l *lane) findQuay(end int, u Unit, yields bool) *quay {
	for i := range l.quays[end] {
		if q := &l.quays[end][i]; q.unit == u && q.yields == yields {
			return q
		}
	}
	return nil
}

// quayOf finds the quay of a flow at one end.
func (l *lane) quayOf(w *World, end int, f *flowState) *quay {
	q := l.findQuay(end, f.unit, f.spec.Yields)
	if q == nil {
		w.failf(l.id, "no quay for %s", f.path)
	}
	return q
}

// loadsHere tells whether any flow brings cargo for a ship to the port where it is: to its lane or, if it roams,
// to any other there.
func (f *fleet) loadsHere(sh *ship) bool {
	if sh.on.loads[sh.end] {
		return true
	}
	if f.roams() {
		for _, v := range f.serves {
			if end := v.endAt(sh.port()); end != none && v.loads[end] {
				return true
			}
		}
	}
	return !f.loadsAnywhere()
}

// loadsAnywhere tells whether there is any cargo for this fleet at all; without it ships stay where they are.
func (f *fleet) loadsAnywhere() bool {
	for _, v := range f.serves {
		if v.loads[0] || v.loads[1] {
			return true
		}
	}
	return false
}

// fill is the share of a ship that the cargo at one end would use: of its slots or of its payload,
// whichever is more.
func (v *service) fill(end int) float64 {
	if !v.loads[end] {
		return 0
	}
	slots, mass := 0.0, 0.0
	for i := range v.lane.quays[end] {
		q := &v.lane.quays[end][i]
		if k := v.fleet.slots[q.unit]; k > 0 && q.pieces > 0 {
			slots += k * float64(q.pieces)
			mass += q.mass
		}
	}
	if mass == 0 {
		return slots / v.fleet.capacity
	}
	return max(slots/v.fleet.capacity, mass/v.payload)
}

// wantedAt tells whether more cargo waits at an end than the ships of this fleet there, or on their
// way there, will take.
func (v *service) wantedAt(w *World, end int) bool {
	return v.fill(end) >= v.coming(w, end)+max(float64(v.fleet.spec.Sail.AtLeast), 1e-9)
}

// coming is the number of ships of this fleet that are free at an end of the lane or on their way there.
func (v *service) coming(w *World, end int) (n float64) {
	for _, sh := range v.fleet.ships {
		if sh.on != v && !(sh.state == shipIdle && v.fleet.roams() && sh.port() == v.lane.ports[end]) {
			continue
		}
		if sh.state == offHire || !sh.isUnder() && sh.cargo.head != nil && !sh.aboard {
			continue // away, or its cargo is chosen already
		}
		under := sh.isUnder()
		if sh.on != v || sh.end == end && !under || sh.end != end && under {
			n++
		}
	}
	return n
}

// isUnder tells whether a ship is on its way, or ready to be.
func (sh *ship) isUnder() bool {
	return sh.state == atSea || sh.state == weatherbound || sh.state == wantsChannel && !sh.inbound
}

// oldest is how long the oldest cargo that this fleet carries has waited at an end; what yields counts where it is alone.
func (v *service) oldest(w *World, end int) (d time.Duration) {
	first, yielding := des.Never, des.Never
	for i := range v.lane.quays[end] {
		q := &v.lane.quays[end][i]
		if q.pieces == 0 || v.fleet.slots[q.unit] == 0 {
			continue
		}
		if since := q.items.Peek().ready; q.yields {
			yielding = min(yielding, since)
		} else {
			first = min(first, since)
		}
	}
	if first == des.Never {
		first = yielding
	}
	return w.sim.Now().Sub(min(first, w.sim.Now()))
}
