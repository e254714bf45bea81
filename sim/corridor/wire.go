package corridor

import (
	"strings"
	"time"
)

func dur(ns int64) time.Duration { return time.Duration(ns) }

// wire joins the things once all are built: routes to places, lanes to ports, fleets to lanes, storms to ports.
func (w *World) wire() {
	for _, m := range monthsOf(w.scenario.Run.Start, w.scenario.Run.Start.Add(w.scenario.Run.Length)) {
		w.months = append(w.months, w.start.Add(m.first.Sub(w.scenario.Run.Start)))
	}
	w.wireCut()
	for _, f := range w.flows {
		w.wireFlow(f)
		w.pages = max(w.pages, 4*w.longest(f)) // lives of more variety are rare
	}
	w.wirePath()
	for _, l := range w.lanes {
		l.wire(w)
	}
	for _, f := range w.fleets {
		f.wire(w)
	}
	for _, b := range w.basins {
		b.wire(w)
	}
	for _, f := range w.flows {
		f.measureSteps(w)
	}
	w.wireGoods()
	w.wireHeld()
	w.wireBlocked()
	for _, f := range w.flows { // trains by the clock run from the start, whether cargo waits or not
		for r := range f.routes {
			for i, l := range f.routes[r].legs {
				if d, ok := w.places[f.routes[r].steps[i].place].(*depot); ok && l != none && f.train != nil && f.train.Every > 0 {
					d.pileFor(w, f.id, l, i == 0)
				}
			}
		}
	}
	w.wireStages()
	w.measurePlaces()
	w.measureCorridor()
	for _, f := range w.flows {
		watched := w.isWatched(f) || w.trace != nil
		for r := range f.routes {
			f.routes[r].birth.lent, f.routes[r].birth.noted = f.empties, watched
			if first := f.routes[r].legs[0]; first != none {
				f.routes[r].begin = &w.legs[first].begin
			}
		}
	}
}

func (w *World) wireCut() {
	g := w.scenario.Goal
	w.cut.at = make([]bool, len(w.places))
	for _, r := range g.MeasuredAt {
		w.cut.at[w.scenario.Find(string(r))] = true
	}
	w.cut.ways = [2]bool{g.Direction != "east", g.Direction != "west"}
}

func (w *World) longest(f *flowState) int {
	n := 0
	for _, r := range f.routes {
		n = max(n, len(r.steps))
	}
	return n
}

// placesOf is the list of places of a route with the routes that it names spelt out.
func placesOf(s *Scenario, name Ref) (out []Ref) {
	for _, p := range spec[*Route](s, name).Path {
		if strings.HasPrefix(string(p), "route.") {
			out = append(out, placesOf(s, p)...)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// cutLegs finds the legs of a route: what lies between two depots, other than a sea lane.
func (w *World) cutLegs(r *routeState) {
	r.legs = make([]int32, len(r.steps))
	for i := range r.legs {
		r.legs[i] = none
	}
	isDepot := func(i int) bool { _, ok := w.places[r.steps[i].place].(*depot); return ok }
	isSea := func(i int) bool { _, ok := w.places[r.steps[i].place].(*lane); return ok }
	for i := 0; i < len(r.steps); i++ {
		if isDepot(i) && (i+1 == len(r.steps) || isSea(i+1)) || isSea(i) {
			continue
		}
		l := leg{from: none, to: none}
		first := i
		if isDepot(i) {
			l.from, first = r.steps[i].place, i+1
		}
		j := first
		for ; j < len(r.steps); j++ {
			l.steps = append(l.steps, r.steps[j])
			if j > i && isDepot(j) {
				l.to = r.steps[j].place
				break
			}
		}
		r.legs[i] = w.internLeg(l)
		if l.to == none {
			return
		}
		i = j - 1
	}
}
