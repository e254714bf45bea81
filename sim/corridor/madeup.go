package corridor

import "slices"

// Trains are made up where cargo leaves a terminal or a port by rail. A flow that begins elsewhere, at a border or a station, is born
// unit by unit, and each goes by itself until such a place: no train of its kind, whatever its load says.

// madeUp tells whether cargo of a flow is made up into trains somewhere on its way.
func (f *Flow) madeUp(c *checker) bool {
	return slices.ContainsFunc(f.Route, func(r Share) bool { return f.firstTrain(c, r.Name) >= 0 })
}

// wayOf are the places of a route in the direction of the flow.
func (f *Flow) wayOf(c *checker, route Ref) []Ref {
	places := slices.Clone(placesOf(c.s, route))
	if f.Return {
		back := slices.Clone(places)
		slices.Reverse(back)
		places = append(places, back[1:]...)
	}
	if f.Direction == "east" {
		slices.Reverse(places)
	}
	return places
}

// firstTrain is the index of the first place of a route where its trains are made up, or -1.
func (f *Flow) firstTrain(c *checker, route Ref) int {
	places := f.wayOf(c, route)
	for i, at := range places {
		if c.isDepot(at) && i+1 < len(places) && !isSea(c.s, places[i+1]) {
			return i
		}
	}
	return -1
}

// idleTrain notes a kind of train where none is made up, or not from the beginning of consignments of several units.
func (f *Flow) idleTrain(c *checker, path string) {
	if f.Train == "" {
		return
	}
	if !f.madeUp(c) && !f.unitsUse(c) {
		c.idle(true, path, ".train", "", "its cargo leaves no terminal or port by rail, where trains are made up: each unit goes by itself")
		return
	}
	for _, r := range f.Route {
		places, i := f.wayOf(c, r.Name), f.firstTrain(c, r.Name)
		if i > 0 && !c.isDepot(places[0]) && f.Volume != nil && f.Load.N > 1 {
			c.faults = append(c.faults, Fault{Path: path + ".train", Text: "from " + string(places[0]) + " to " + string(places[i]) +
				" each unit goes by itself: trains are made up at terminals and ports only"})
			return
		}
	}
}

// unitsUse tells whether units that go by themselves make use of their kind of train: where they are unloaded and run back empty, or change
// to wagons of a pool.
func (f *Flow) unitsUse(c *checker) bool {
	back, lent := spec[*Train](c.s, f.Train).Empties > 0, c.pooled(f.Train)
	return slices.ContainsFunc(f.Route, func(r Share) bool {
		places := f.wayOf(c, r.Name)
		for i, at := range places {
			b, border := c.s.Things[c.s.Find(string(at))].Spec.(*Border)
			if lent && border && b.Gauge != nil || back && i > 0 && c.isDepot(at) && !isSea(c.s, places[i-1]) {
				return true
			}
		}
		return false
	})
}

// pooled tells whether some pool lends to a kind of train.
func (c *checker) pooled(kind Ref) bool {
	return slices.ContainsFunc(c.s.Things, func(t Thing) bool {
		p, is := t.Spec.(interface{ stocks() *Wagon })
		return is && contains(p.stocks().Trains, kind)
	})
}

// perTrain is the number of pieces of a flow on a full train that comes to the n-th step of its way, counted from 0; 1 before the first
// depot, and where pieces that were born one by one go on without a kind of train.
func (l *ledger) perTrain(f, n int) float64 {
	st := &l.flows[f]
	_, begun := l.w.places[st.steps[0].place].(*depot)
	made := slices.ContainsFunc(st.steps[:n], func(s step) bool { _, is := l.w.places[s.place].(*depot); return is })
	switch {
	case !made:
		return 1
	case st.train != nil:
		return float64(st.train.Load.N)
	case st.spec.Load != nil && begun:
		return float64(st.spec.Load.N)
	}
	return 1
}
