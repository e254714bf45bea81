package corridor

import "corridor/sim/des"

// goods is what of one unit of cargo waits for trains at a depot, and goes with them: numbers of several units have no sum.
type goods struct {
	queue       *census
	held        *des.Level // of these, those on piles for banned sidings; nil in a scenario without bans
	loads, left *des.Tally
}

// wireGoods makes the goods of each depot, by the flows that go on from there by rail.
func (w *World) wireGoods() {
	for _, f := range w.flows {
		for i := range f.routes {
			for k, s := range f.routes[i].steps {
				if d, is := w.places[s.place].(*depot); is && f.routes[i].legs[k] != none && d.goods[f.unit] == nil {
					d.goods[f.unit] = newGoods(&builder{w: w, thing: s.place, path: w.scenario.Things[s.place].Path}, f.unit)
				}
			}
		}
	}
}

func newGoods(b *builder, u Unit) *goods {
	g, queue := &goods{}, "made.queue."+u.String()
	g.queue = b.census(b.level(queue, u.piece(), "mean", "max"), queue)
	g.loads = b.tally("made.load."+u.String(), u.piece(), "mean", "n")
	g.left = b.tally("made.left."+u.String(), u.piece(), "mean")
	if bans(b.w.scenario) {
		name := "made.banned." + u.String()
		g.held = b.level(name, u.piece(), "mean", "max")
		b.w.watch(g.held, Series{b.path + "." + name, u.String(), b.path}, u.Scale())
	}
	return g
}

// goodsOf are the goods of a depot to which cargo belongs.
func (d *depot) goodsOf(w *World, x *consignment) *goods { return d.goods[w.flows[x.flow].unit] }

// madeStat is what the trains made up at a depot are measured by.
type madeStat struct {
	interval, waiting *des.Tally
	last              des.Time
	full              int64
}

func (m *madeStat) make(b *builder, d *depot) {
	m.interval = b.tally("made.interval", "h", "mean", "sd")
	m.waiting = b.tally("made.waiting", "h", "mean", "p90")
	m.last = none
	b.value("made.full", "1", func(des.Time) float64 { return float64(m.full) / float64(d.trainsMade()) })
}

// notes measures a train that has been made up.
func (m *madeStat) notes(now des.Time, loads *des.Tally, pieces int64, kind *Train) {
	loads.Add(float64(pieces))
	if m.last != none {
		m.interval.AddDuration(now.Sub(m.last))
	}
	m.last = now
	if kind != nil && pieces == kind.Load.N {
		m.full++
	}
}

// trainsMade is the number of trains made up at a depot in the measured period.
func (d *depot) trainsMade() (n uint64) {
	for _, g := range d.goods {
		if g != nil {
			n += uint64(g.loads.N())
		}
	}
	return n
}

// restart forgets what was measured in the lead-in.
func (d *depot) restart() {
	d.made.full = 0
	for _, y := range d.sidings {
		if y.ban != nil {
			y.ban.begun = 0
		}
	}
}
