package corridor

// inroad is a leg by which trains of a flow bring wagons to a stock: up to this step, where they leave them.
type inroad struct {
	flow *flowState
	leg  int32
	upto int
	by   *routeState
	step int // of the route, where the leg begins
}

// survey finds the ways to a stock. Wagons in which cargo lies all the way become empty wherever it does, and empty ones aboard
// ships come over the quay: neither is looked into.
func (x *stockJam) survey(w *World) {
	x.known = true
	p := x.pool
	for _, f := range w.flows {
		x.open = x.open || f.wants == p.number
		if f.empties != p.number && !contains(p.trains, f.spec.Train) {
			continue
		}
		for i := range f.routes {
			r := &f.routes[i]
			for k, st := range r.steps {
				_, sea := w.places[st.place].(*lane)
				x.open = x.open || sea && f.empties == p.number
				if r.legs[k] != none {
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
// sets out. It blames those because of whom, and all trains beyond.
func (d *deadlock) closes(in *inroad) bool {
	steps := d.w.legs[in.leg].steps
	for i := in.upto; i >= 0; i-- {
		n := len(d.by)
		if p, is := d.w.places[steps[i].place].(shutter); is && p.shuts(d, in, i) && d.areStuck(n) {
			d.beyond(in, i)
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
		d.by = append(d.by, carrier(d.piles()+p.number))
	} else if !d.lacksCargo(in) {
		return false
	}
	d.blameAll(from, func(tr *train, _ trainID) bool { return tr.in == none && in.isOn(d.w, tr) })
	d.beyond(in, 0)
	return d.areStuck(n) && (waits || !d.liesAt(in.flow, from))
}

// lacksCargo tells whether no cargo of a flow will ever come to where its trains on a way are made up: empty wagons that no stock
// sends, or what stuck ships or trains would bring.
func (d *deadlock) lacksCargo(in *inroad) bool {
	switch {
	case in.step > 0:
		return d.comesNoMore(in)
	case in.flow.empties == 0:
		return false // it begins here
	}
	c := d.senderOf(in.flow)
	d.by = append(d.by, c)
	return d.stuck[c]
}

// comesNoMore tells whether nothing comes by what is before a way on its route.
func (d *deadlock) comesNoMore(in *inroad) bool {
	before := in.step - 1
	if l, sea := d.w.places[in.by.steps[before].place].(*lane); sea {
		return d.blameShips(l, in.flow.unit)
	}
	for before > 0 && in.by.legs[before] == none {
		before--
	}
	leg := in.by.legs[before]
	return leg != none && d.closes(&inroad{flow: in.flow, leg: leg, upto: len(d.w.legs[leg].steps) - 1, by: in.by, step: before})
}

// liesAt tells whether cargo of a flow lies at a place, besides that aboard the trains and ships there.
func (d *deadlock) liesAt(f *flowState, at placeID) bool {
	w, n := d.w, 0
	is := func(x *consignment) bool {
		return x.live && w.flows[x.flow] == f && f.routes[x.route].steps[x.step].place == at
	}
	aboard := func(x *consignment) {
		for ; x != nil; x = x.next {
			n -= int(oneIf(is(x)))
		}
	}
	for _, c := range w.cargo {
		n += int(oneIf(is(c)))
	}
	for _, tr := range w.trains {
		if tr.leg != none {
			aboard(tr.cargo)
		}
	}
	for i := range w.ships {
		if w.ships[i].aboard || w.ships[i].state == awaitsStore {
			aboard(w.ships[i].cargo.head)
		}
	}
	return n > 0
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

// shuts: a depot has so many receiving tracks for trains of a kind of cargo.
func (x *depot) shuts(d *deadlock, in *inroad, _ int) bool {
	y := x.tracksFor(in.flow)
	return x.sidings[y].receiving.Free() <= 0 && d.pass(x.id, int(y))
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
