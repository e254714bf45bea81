package corridor

import (
	"time"

	"corridor/sim/des"
)

// census is a level of those who lie or wait somewhere - pieces of cargo in a store, on a pile or on a quay, ships in the
// roads, at a berth or at sea - with the sum of their stays. By Little's law the area under the level is that sum: to the
// nanosecond, and over any stretch of time, if those who are there at its end count up to it. Sums may wrap round, as in stay.
type census struct {
	*des.Level
	at    placeID
	what  string
	stays uint64
}

// census makes a level one of which that law is checked.
func (b *builder) census(l *des.Level, what string) *census {
	c := &census{Level: l, at: b.thing, what: what}
	b.w.counted = append(b.w.counted, c)
	return c
}

// ends notes the end of the stay of n of them.
func (c *census) ends(n int64, stay time.Duration) {
	if checked {
		c.stays += uint64(n) * uint64(stay)
	}
}

// auditCounted checks Little's law of every census.
func (w *World) auditCounted() {
	now := w.sim.Now()
	w.eachCounted(func(c *census, n int64, since des.Time) { c.stays += uint64(n) * uint64(now.Sub(since)) })
	for _, c := range w.counted {
		if area := c.Area(now).Low(); area != c.stays {
			w.failf(c.at, "Little's law is broken: %d ns under %s, %d in those who stayed", area, c.what, c.stays)
		}
	}
	w.eachCounted(func(c *census, n int64, since des.Time) { c.stays -= uint64(n) * uint64(now.Sub(since)) })
}

// restartCounted begins the measured period: of those who are there only what is to come counts.
func (w *World) restartCounted() {
	for _, c := range w.counted {
		c.stays = 0
	}
	w.eachCounted(func(c *census, n int64, since des.Time) { c.stays -= uint64(n) * uint64(w.start.Sub(since)) })
}

// eachCounted tells who is there, how many they are, and since when.
func (w *World) eachCounted(tell func(c *census, n int64, since des.Time)) {
	for _, x := range w.cargo {
		if x.live && x.stored != none {
			at := w.flows[x.flow].routes[x.route].steps[x.step].place
			tell(w.places[at].(*depot).stores[x.stored].fill, x.n, x.laid)
		}
	}
	for _, p := range w.piles {
		for i := range p.items.Len() {
			x := p.items.At(i)
			tell(p.from.goodsOf(w, x).queue, x.n, x.ready)
		}
	}
	for _, f := range w.flows {
		for i := range f.held.Len() {
			if x := f.held.At(i); f.heldAt(x) != nil {
				tell(f.heldAt(x), x.n, x.ready)
			}
		}
	}
	w.eachBlocked(func(tr *train, c *census) { tell(c, 1, tr.since) })
	for _, l := range w.lanes {
		for end := range l.quays {
			for i := range l.quays[end] {
				for q, k := &l.quays[end][i], 0; k < q.items.Len(); k++ {
					tell(q.level, q.items.At(k).n, q.items.At(k).ready)
				}
			}
		}
	}
	for _, sh := range w.ships {
		if sh.state == wantsChannel {
			tell(sh.port().channel.queued, 1, sh.since)
		}
		switch {
		case sh.state == atSea:
			tell(sh.on.lane.under, 1, sh.since)
		case sh.state == wantsBerth:
			tell(sh.port().anchored, 1, sh.since)
		case sh.group != none:
			tell(sh.port().groups[sh.group].occupied, 1, sh.berthed)
		}
	}
}
