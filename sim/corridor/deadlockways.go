package corridor

import "slices"

// inroad is a leg by which trains of a flow bring wagons to a stock: up to this step, where they leave them. Without a leg it is the
// end of a route, where wagons are left that are aboard or are the cargo.
type inroad struct {
	flow *flowState
	leg  int32
	upto int
	by   *routeState
	step int // of the route, where the leg begins
}

// survey finds the ways to a stock: those by which trains bring wagons, and those by which cargo that lies in wagons, or empty wagons
// themselves, come to the end of their route there, perhaps by sea.
func (x *stockJam) survey(w *World) {
	x.known = true
	p := x.pool
	for _, f := range w.flows {
		ends := f.wants == p.number || f.empties == p.number
		if !ends && !contains(p.trains, f.spec.Train) {
			continue
		}
		for i := range f.routes {
			r := &f.routes[i]
			if last := len(r.steps) - 1; ends && p.at[r.steps[last].place] == x.k {
				x.ways = append(x.ways, inroad{flow: f, leg: none, by: r, step: last})
			}
			for k := range r.steps {
				if r.legs[k] != none && f.wants != p.number {
					x.over(w, inroad{flow: f, leg: r.legs[k], by: r, step: k})
				}
			}
		}
	}
}

// over notes where trains leave wagons in the stock on a leg: at its end, or at a border.
func (x *stockJam) over(w *World, in inroad) {
	steps := w.legs[in.leg].steps
	for i, st := range steps {
		_, border := w.places[st.place].(*border)
		if x.pool.at[st.place] == x.k && (border || i == len(steps)-1) {
			in.upto = i
			x.ways = append(x.ways, in)
		}
	}
}

// closes tells whether no train will ever come by a way: because of the last place on it that is shut for good, or because none
// sets out. It blames those because of whom, and all trains beyond. By a way that is the end of a route no cargo comes.
func (d *deadlock) closes(in *inroad) bool {
	if d.isRejoined(in) {
		return false
	}
	if in.leg == none {
		return !d.liesLoose(in) && d.comesNoMore(in)
	}
	steps := d.w.legs[in.leg].steps
	for i := in.upto; i >= 0; i-- {
		n := len(d.by)
		if p, is := d.w.places[steps[i].place].(shutter); is && !d.changes[steps[i].place] && p.shuts(d, in, i) && d.areStuck(n) {
			if !d.w.isDepot(steps[i].place) { // whose gates stand for the trains there
				d.beyond(in, i)
			}
			return d.areStuck(n)
		}
		d.by = d.by[:n]
	}
	return d.departs(in)
}

// beyond blames the trains on a way from its i-th step on.
func (d *deadlock) beyond(in *inroad, i int) {
	for at := i; at <= in.upto; at++ {
		d.blameAll(d.w.legs[in.leg].steps[at].place, func(tr *train, _ trainID) bool {
			return in.isOn(d.w, tr) && tr.in != none && tr.at() == at
		})
	}
}

// isOn tells whether a train runs on a way: over the leg, and of the same kind.
func (in *inroad) isOn(w *World, tr *train) bool {
	return tr.leg == in.leg && !tr.back && tr.flow != none && w.flows[tr.flow].train == in.flow.train
}

// departs tells whether no train will ever set out on a way, and none that has can go on.
func (d *deadlock) departs(in *inroad) bool {
	from := d.w.legs[in.leg].from
	if from == none {
		return false
	}
	n := len(d.by)
	p := d.w.places[from].(*depot).pileOf(d.w, in)
	waits := p != nil && p.items.Len() > 0
	if waits {
		if d.by = append(d.by, carrier(d.piles()+p.number)); !d.stuck[d.piles()+p.number] {
			return false
		}
	} else if !d.comesNoMore(in) {
		return false
	}
	d.blameAll(from, func(tr *train, _ trainID) bool { return tr.in == none && in.isOn(d.w, tr) })
	d.beyond(in, 0)
	return d.areStuck(n) && (waits || !d.liesAt(in.flow, from))
}

// beginsNoMore tells whether cargo of a flow never begins: empty wagons that no stock sends.
func (d *deadlock) beginsNoMore(f *flowState) bool {
	if f.empties == 0 {
		return false
	}
	c := d.senderOf(f)
	d.by = append(d.by, c)
	return d.stuck[c]
}

// comesNoMore tells whether no cargo of a flow will ever come to where a way begins: neither begin there, nor come by what is before it
// on its route.
func (d *deadlock) comesNoMore(in *inroad) bool {
	if in.flow.wanders {
		return false // cargo on its other routes may come
	}
	if in.step == 0 {
		return d.beginsNoMore(in.flow)
	}
	before := in.step - 1
	if l, sea := d.w.places[in.by.steps[before].place].(*lane); sea {
		n := len(d.by)
		if d.blameShips(l, in.flow.unit) && d.areStuck(n) {
			return true
		}
		d.by = d.by[:n]
		return d.portFull(in) && d.areStuck(n)
	}
	for before > 0 && in.by.legs[before] == none {
		before--
	}
	leg := in.by.legs[before]
	if leg == none {
		return false
	}
	d.roads = append(d.roads, inroad{flow: in.flow, leg: leg, upto: len(d.w.legs[leg].steps) - 1, by: in.by, step: before})
	closes := d.closes(&d.roads[len(d.roads)-1])
	d.roads = d.roads[:len(d.roads)-1]
	return closes
}

// senderOf stands for the returns of the stock that sends the empty wagons of a flow.
func (d *deadlock) senderOf(f *flowState) carrier {
	p := d.w.pools[f.empties-1]
	for k := range p.stocks {
		for i := range p.stocks[k].returns {
			if p.stocks[k].returns[i].flow == f {
				return d.sendsOf(d.of(p) + k)
			}
		}
	}
	d.w.failf(p.id, "nobody sends %s", f.path)
	return none
}

// pileOf is the pile from which the trains on a way are made up; nil if there has been none.
func (d *depot) pileOf(w *World, in *inroad) *pile {
	yields := in.step == 0 && w.yieldsFrom(in.flow, in.leg)
	for _, p := range d.piles {
		if p.leg == in.leg && p.kind == in.flow.train && p.siding == d.tracksFor(in.flow) && p.yields == yields {
			return p
		}
	}
	return nil
}

// areStuck tells whether all that are blamed from the n-th on are stuck, and some are.
func (d *deadlock) areStuck(n int) bool {
	for _, c := range d.by[n:] {
		if !d.stuck[c] {
			return false
		}
	}
	return len(d.by) > n
}

// shutter is a place that may be shut for all trains on a way.
type shutter interface {
	// shuts adds to d.by those who keep the trains on a way out of the place of its i-th step, and tells whether nothing but one
	// of them going on lets any in.
	shuts(d *deadlock, in *inroad, i int) bool
}

func (d *deadlock) wayOf(in *inroad, i int) Way { return d.w.legs[in.leg].steps[i].way }

func (s *station) shuts(d *deadlock, _ *inroad, _ int) bool { return d.pass(s.id, 0) }

// shuts: a line with no more room takes nobody in before a train that stands at its end goes on.
func (x *double) shuts(d *deadlock, in *inroad, i int) bool {
	way := d.wayOf(in, i)
	return x.isShut(way) && d.pass(x.id, 2+int(way))
}

// shuts: a single track takes nobody in while a train stands on the first loop track.
func (s *single) shuts(d *deadlock, in *inroad, i int) bool {
	if len(s.loop) == 0 {
		return false
	}
	way := d.wayOf(in, i)
	first := [2]int{West: 0, East: len(s.loop) - 1}[way]
	t := s.loop[first][way]
	if t == none {
		return false
	}
	d.blame(t)
	return true
}

// shuts: a depot has so many receiving tracks for trains of a kind of cargo, and none of them is unloaded after one for which the
// store has no room. A train has the siding of its first cargo, so it may be that of any flow which shares its trains.
func (x *depot) shuts(d *deadlock, in *inroad, _ int) bool {
	for _, f := range d.w.flows {
		if f == in.flow || f.train != nil && f.train == in.flow.train && x.tracksFor(f) != x.tracksFor(in.flow) && f.runs(in.leg) {
			if !x.isShut(d, x.tracksFor(f)) {
				return false
			}
		}
	}
	return true
}

func (x *depot) isShut(d *deadlock, siding int8) bool {
	y := x.sidings[siding]
	switch {
	case y.stalled.Len() > 0:
		return d.pass(x.id, len(x.sidings)+int(siding))
	case y.receiving.Free() <= 0:
		return d.pass(x.id, int(siding))
	}
	return false
}

// runs tells whether cargo of a flow goes over a leg.
func (f *flowState) runs(leg int32) bool {
	return slices.ContainsFunc(f.routes, func(r routeState) bool { return contains(r.legs, leg) })
}

// shuts: at a change of gauge nobody goes on without wagons and a locomotive, unless he brings his own.
func (x *border) shuts(d *deadlock, in *inroad, i int) bool {
	if x.spec.Gauge == nil || in.flow.standsEmpty(x.id) {
		return false
	}
	for class := range [...]int{wagons, engines} {
		p, s := d.w.supply(in.flow.spec.Train, class, x.id, 0)
		if p == nil || d.brings(p, in, i) {
			continue
		}
		if c := d.queueOf(d.of(p) + int(p.at[x.id])); s.claims.Len() > 0 && d.stuck[c] {
			d.by = append(d.by, c)
			return true
		}
	}
	return false
}

// brings tells whether trains on a way may be of a pool before its i-th step.
func (d *deadlock) brings(p *pool, in *inroad, i int) bool {
	l := &d.w.legs[in.leg]
	if l.from != none && p.at[l.from] != none {
		return true
	}
	for _, st := range l.steps[:i] {
		if p.at[st.place] != none {
			return true
		}
	}
	return false
}
