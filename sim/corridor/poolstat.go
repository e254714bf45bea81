package corridor

import "corridor/sim/des"

// poolStat is what a pool is measured by. Three times are a mean per load: trip is from loading to unloading; away also
// the way back empty and repair, all in which a wagon cannot be loaded; and turnround is what railways report by that name, from one loading
// to the next, the wagons there are divided by those loaded a day. A wagon that stands empty counts in it, also one of a pool that is larger
// than need be; what stands idle is the difference between the last two.
type poolStat struct {
	used, back, repair, queue, short *des.Level
	waited                           *des.Tally
	held                             []*des.Level // loads that wait, by place; nil where no stock is
	loads                            int64        // wagons lent in the measured period
	counted                          *des.Level
}

func (x *poolStat) make(b *builder, unit string) {
	x.counted = b.level("count", unit, "mean", "last")
	x.used = b.level("in_use", unit, "mean", "max")
	x.back = b.level("returning", unit, "mean")
	x.repair = b.level("repair", unit, "mean")
	x.queue = b.level("queue", "loads", "mean", "max")
	x.short = b.level("short", "1", "mean")
	x.waited = b.tally("waiting", "h", "mean", "p90", "n")
	x.held = make([]*des.Level, len(b.w.places))
	b.daysOf("shortage", x.short)
	run := &b.w.scenario.Run
	b.value("loads", unit+"/yr", func(des.Time) float64 { return float64(x.loads) / run.years() })
	perLoad := func(name string, units func(now des.Time) float64) { // by Little's law
		b.value(name, "d", func(now des.Time) float64 { return units(now) * run.Length.Hours() / 24 / float64(x.loads) })
	}
	perLoad("trip", x.used.Mean)
	perLoad("away", func(now des.Time) float64 { return x.used.Mean(now) + x.back.Mean(now) + x.repair.Mean(now) })
	perLoad("turnround", x.counted.Mean)
}

func (x *poolStat) lends(now des.Time, n int64) {
	x.used.Change(now, n)
	x.loads += n
}

// holdAt measures the loads that wait at a place, week by week as well. A pile counts with every train that it would fill.
func (x *poolStat) holdAt(b *builder, at placeID, path string) {
	name := "held." + path
	x.held[at] = b.level(name, "loads", "mean", "max")
	b.w.watch(x.held[at], Series{b.path + "." + name, "loads", path}, 1)
}

// waits notes that so many more loads wait for wagons at a place.
func (x *poolStat) waits(now des.Time, at placeID, more int64) {
	x.queue.Change(now, more)
	x.held[at].Change(now, more)
	x.short.Set(now, min(x.queue.Value(), 1))
}

// waiting is the number of loads that wait at all places.
func (x *poolStat) waiting() (n int64) {
	for _, l := range x.held {
		if l != nil {
			n += l.Value()
		}
	}
	return n
}

// auditPools checks that no wagon is lost or made: in use, on the way back, in repair and empty are all there are.
func (w *World) auditPools() {
	for _, p := range w.pools {
		held := p.repaired
		for i := range p.stocks {
			held += p.stocks[i].empty
		}
		for t := range w.trains {
			if tr := w.trains[t]; tr.leg != none {
				for _, l := range [...]lent{tr.rides[wagons], tr.rides[engines], tr.next[wagons], tr.next[engines]} {
					if l.pool == p.number {
						held += int64(l.n)
					}
				}
			}
		}
		for c := range w.cargo {
			if x := w.cargo[c]; x.live && x.lent == p.number {
				held += x.n * w.flows[x.flow].wagons
			}
		}
		if all := p.stat.waiting(); all != p.stat.queue.Value() {
			w.failf(p.id, "%d loads wait for wagons, %d at the places", p.stat.queue.Value(), all)
		}
		p.auditAside(w)
		if held != p.count {
			w.failf(p.id, "%d wagons, of %d in the pool", held, p.count)
		}
	}
}

// auditAside checks that what is set aside at each stock is for piles that are there, and that others owe it what is meant for it.
func (p *pool) auditAside(w *World) {
	for i := range p.stocks {
		s := &p.stocks[i]
		aside := int64(0)
		for _, x := range w.piles {
			if p.class == wagons && x.pools[wagons] == p && x.stocks[wagons] == s {
				aside += x.aside
			}
		}
		if aside != s.aside {
			w.failf(p.id, "%d wagons are set aside for piles that keep %d", s.aside, aside)
		}
		p.auditPassing(w, s)
		owed := int64(0)
		for k := range p.stocks {
			owed += p.stocks[k].owes[i]
		}
		if owed != s.meant {
			w.failf(p.id, "%d wagons are on their way by other stocks, which owe %d", s.meant, owed)
		}
	}
}

// auditPassing checks that a stock owes those wagons that have come to go on, and those on their way to it for that.
func (p *pool) auditPassing(w *World, s *stock) {
	coming, owed := int64(0), int64(0)
	for i := range p.stocks {
		for _, r := range p.stocks[i].returns {
			for k := 0; &p.stocks[r.to] == s && k < r.flow.sent.Len(); k++ {
				x := r.flow.sent.At(k)
				coming += x.n
				if x.to != none {
					owed += x.n
				}
			}
		}
	}
	for i := range s.owes {
		owed += s.passing[i] - s.owes[i]
	}
	if coming != s.coming || owed != 0 {
		w.failf(p.id, "%d wagons are on their way to a stock that gets %d and owes %d less", coming, s.coming, owed)
	}
}
