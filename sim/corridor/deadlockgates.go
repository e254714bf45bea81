package corridor

import "slices"

// Trains that wait before a place wait for the same thing: room there, a receiving track, their turn. A gate stands for it, so
// that those who have it are listed once and not by each train that waits. A train before a gate is stuck if the gate is.

// gate is one of the things for which trains may wait at a place, by the place's own number.
type gate struct {
	at    placeID
	n     int
	first trainID // of those that wait for it
}

// The first carrier that is a gate.
func (d *deadlock) gated() int { return d.queues() + 2*len(d.stocks) }

// gateOf is the carrier that stands for a gate of a place.
func (d *deadlock) gateOf(at placeID, n int) carrier {
	return carrier(d.gated() + int(d.gateAt[at]) + n)
}

// pass blames a gate; who waits for it waits for nothing else.
func (d *deadlock) pass(at placeID, n int) bool {
	d.by = append(d.by, d.gateOf(at, n))
	return true
}

// setGates numbers the gates of all places: a line may become another inside the run.
func (d *deadlock) setGates() {
	d.gates, d.gateAt = d.gates[:0], d.gateAt[:0]
	for i, p := range d.w.places {
		d.gateAt = append(d.gateAt, int32(len(d.gates)))
		if h, is := p.(holder); is {
			for n := range h.gates() {
				d.gates = append(d.gates, gate{at: placeID(i), n: n, first: none})
			}
		}
	}
}

// begin takes all for stuck who wait for others only, and lists those who have to be asked again.
func (d *deadlock) begin() {
	d.behind = slices.Grow(d.behind[:0], len(d.w.trains))[:len(d.w.trains)]
	d.stuck = slices.Grow(d.stuck[:0], d.all())[:d.all()]
	d.open = d.open[:0]
	for c := range d.stuck {
		d.stuck[c] = true
	}
	for c := d.queues(); c < d.all(); c++ {
		d.stuck[c] = c < d.gated() || d.waits(carrier(c)) && len(d.by) > 0
		if d.stuck[c] {
			d.open = append(d.open, carrier(c))
		}
	}
	for c := range d.stuck[:d.queues()] {
		if p := c - d.lends(); p >= 0 {
			d.holders(p) // of whom those known to be free already make it free
		}
		d.stuck[c] = d.waits(carrier(c)) && len(d.by) > 0
		if !d.stuck[c] {
			continue
		}
		if g := int(d.by[0]) - d.gated(); g >= 0 && c < d.ships() {
			d.stuck[c] = d.stuck[d.by[0]]
			d.behind[c], d.gates[g].first = d.gates[g].first, trainID(c)
		} else {
			d.open = append(d.open, carrier(c))
		}
	}
}

// settle frees those for whom somebody can do something, until nobody is left to be freed. The order turns each time, so
// that a chain of carriers does not take a round for each of its members. It tells how many rounds there were.
func (d *deadlock) settle() (rounds int) {
	for freed := true; freed; rounds++ {
		freed = false
		slices.Reverse(d.open)
		left := d.open[:0]
		for _, c := range d.open {
			if d.hopeless(c) {
				left = append(left, c)
				continue
			}
			d.free(c)
			freed = true
		}
		d.open = left
	}
	return rounds
}

// free notes that a carrier can move, and all trains before it if it is a gate.
func (d *deadlock) free(c carrier) {
	d.stuck[c] = false
	if g := int(c) - d.gated(); g >= 0 {
		for t := d.gates[g].first; t != none; t = d.behind[t] {
			d.stuck[t] = false
		}
	}
}

// nextOf is the first of those for whom a carrier waits, beyond a gate; itself or the returns of a stock only if there is nobody else.
func (d *deadlock) nextOf(c carrier) carrier {
	d.waits(c)
	next := d.by[0]
	for _, x := range d.by {
		if isReturns := int(x) >= d.queues()+len(d.stocks) && int(x) < d.gated(); x != c && !isReturns {
			next = x
			break
		}
	}
	if int(next) < d.gated() {
		return next
	}
	d.by = d.by[:0]
	d.waits(next)
	return d.by[0]
}
