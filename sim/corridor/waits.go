package corridor

import (
	"slices"

	"corridor/sim/des"
)

// Whoever cannot go on waits for a place that exists and knows of it: else it would sleep for ever. The World looks once
// a month, at rest between two events, and at the end.

// doorkeeper is a place that keeps trains waiting before it and can tell which; one that cannot is taken at its word.
type doorkeeper interface {
	outsider(i int) trainID // the i-th of those who have asked for room, in any order; none beyond the last
}

// auditWaits checks that trains, ships and those who want wagons are known where they wait, and that nobody else is.
func (w *World) auditWaits() {
	if !checked {
		return
	}
	w.auditOutsiders()
	w.auditShips()
	for _, p := range w.pools {
		p.auditClaims(w)
	}
}

// auditOutsiders goes from the places to the trains, then from the trains to the places: to those before which they wait, and to
// those from whose tracks they have not left yet.
func (w *World) auditOutsiders() {
	w.known = slices.Grow(w.known[:0], len(w.trains))[:len(w.trains)]
	known := w.known
	clear(known)
	waiting := 0
	for p, x := range w.places {
		x, is := x.(doorkeeper)
		if !is {
			continue
		}
		for i := 0; ; i++ {
			t := x.outsider(i)
			if t == none {
				break
			}
			tr := w.trains[t]
			if next, ok := w.stepOf(tr, tr.at()+1); tr.leg == none || !tr.asked || known[t] || !ok || next.place != placeID(p) {
				w.failf(placeID(p), "train %d is kept waiting, but has not asked for room there", t)
			}
			known[t] = true
			waiting++
		}
	}
	for t, tr := range w.trains {
		if tr.leg == none {
			continue
		}
		if tr.in == none && !tr.back {
			w.standsAtDeparture(tr)
		}
		if tr.asked {
			waiting--
		} else if tr.blocked && !tr.granted {
			w.failf(tr.in, "train %d is blocked, but no place has been asked for room", t)
		}
	}
	if waiting != 0 {
		w.findUnknown()
	}
	for _, d := range w.depots {
		for _, y := range d.sidings {
			if y.standing != y.departures || y.departures > y.most.departure {
				w.failf(d.id, "%d trains stand on departure tracks, %d are taken of %d", y.standing, y.departures, y.most.departure)
			}
			y.standing = 0
		}
	}
}

// standsAtDeparture counts a train that has not left its first depot yet.
func (w *World) standsAtDeparture(tr *train) {
	if from := w.legs[tr.leg].from; from != none {
		w.places[from].(*depot).sidings[tr.siding].standing++
	}
}

// findUnknown names a train that waits for a place which does not know it.
func (w *World) findUnknown() {
	for t, tr := range w.trains {
		if tr.leg == none || !tr.asked || w.known[t] {
			continue
		}
		next, _ := w.stepOf(tr, tr.at()+1)
		if _, is := w.places[next.place].(doorkeeper); is {
			w.failf(next.place, "train %d waits for room in a place that does not know it", t)
		}
	}
}

// auditShips checks that each ship is where its state says.
func (w *World) auditShips() {
	for _, sh := range w.ships {
		known, port := true, sh.port()
		switch sh.state {
		case wantsBerth:
			known = contains(port.roads, sh)
		case awaitsStore:
			known = contains(port.waits, sh)
		case wantsChannel:
			known = contains(port.channel.queue, sh)
		case shipIdle:
			known = contains(sh.on.lane.idle[sh.end], sh)
		}
		if !known {
			w.failf(port.id, "ship %d waits there, but the port does not know it", sh.id)
		}
		if sh.group != none && !contains(port.groups[sh.group].ships, sh) {
			w.failf(port.id, "ship %d is at a berth, but the port does not know it", sh.id)
		}
	}
}

// auditClaims checks that whoever waits for wagons of a pool is there, and each pile that waits has its claim.
func (p *pool) auditClaims(w *World) {
	piles := 0
	for i := range p.stocks {
		s := &p.stocks[i]
		for k := range s.claims.Len() {
			c := s.claims.At(k)
			there := c.pile != nil && c.pile.claimed && c.pile.lacked == p
			there = there || c.train != none && w.trains[c.train].leg != none && w.trains[c.train].in == c.at
			there = there || c.cargo != nil && c.cargo.live
			if !there {
				w.failf(p.id, "somebody waits for wagons who is not there: train %d, claim %d", c.train, k)
			}
			if c.pile != nil {
				piles++
			}
		}
	}
	for _, x := range w.piles {
		if x.claimed && x.lacked == p {
			piles--
		}
	}
	if piles != 0 {
		w.failf(p.id, "%d more claims than piles that wait for wagons", piles)
	}
}

func (s *station) outsider(i int) trainID { return nth(i, &s.outside) }
func (s *single) outsider(i int) trainID  { return nth(i, &s.outside[West], &s.outside[East]) }
func (d *double) outsider(i int) trainID  { return nth(i, &d.outside[West], &d.outside[East]) }

func (d *depot) outsider(i int) trainID {
	for _, y := range d.sidings {
		if n := y.receiving.Waiting(); i >= n {
			i -= n
			continue
		}
		return y.receiving.Waiter(i)
	}
	return none
}

// nth is the i-th of those who wait in some queues, or none.
func nth(i int, queues ...*des.Queue[trainID]) trainID {
	for _, q := range queues {
		if n := q.Len(); i >= n {
			i -= n
			continue
		}
		return q.At(i)
	}
	return none
}
