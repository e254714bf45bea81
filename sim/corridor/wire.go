package corridor

import (
	"strings"
	"time"

	"corridor/sim/des"
)

func dur(ns int64) time.Duration { return time.Duration(ns) }

// wire joins the things once all are built: routes to places, lanes to ports, fleets to lanes, storms to ports.
func (w *World) wire() {
	w.count.passed = make([]int64, len(w.places))
	for _, m := range monthsOf(w.scenario.Run.Start, w.scenario.Run.Start.Add(w.scenario.Run.Length)) {
		w.months = append(w.months, w.start.Add(m.first.Sub(w.scenario.Run.Start)))
	}
	w.wireCut()
	for _, f := range w.flows {
		w.wireFlow(f)
		w.stride = max(w.stride, w.longest(f)*int(causes))
	}
	w.words = (w.stride + 63) / 64
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
	for _, f := range w.flows { // trains by the clock run from the start, whether cargo waits or not
		for r := range f.routes {
			for i, l := range f.routes[r].legs {
				if d, ok := w.places[f.routes[r].steps[i].place].(*depot); ok && l != none && f.train != nil && f.train.Every > 0 {
					d.pileFor(w, f.id, l)
				}
			}
		}
	}
	w.measurePlaces()
	w.measureCorridor()
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

// otherTraffic sends trains that are not of the corridor to one place, in both directions, as a Poisson
// process: the sum of many independent services.
type otherTraffic struct {
	at     placeID
	name   uint64
	gap    [2]des.Sampler
	on     [2]bool
	number [2]uint64
	legs   [2]int32
}

func (b *builder) otherTraffic(perDay Both[Frequency]) otherTraffic {
	o := otherTraffic{at: b.thing, name: des.Hash(b.path)}
	for _, way := range Ways {
		f := perDay.Of(way)
		o.on[way] = f > 0
		if f > 0 {
			o.gap[way] = b.sampler("other."+way.String(), des.Dist{Kind: "exponential", Args: [4]float64{seconds(day) / float64(f)}})
		}
		o.legs[way] = b.w.internLeg(leg{steps: []step{{b.thing, way}}, from: none, to: none})
	}
	return o
}

func (o *otherTraffic) begin(w *World) {
	for _, way := range Ways {
		if o.on[way] {
			o.next(w, way)
		}
	}
}

func (o *otherTraffic) next(w *World, way Way) {
	w.after(o.gap[way].Duration(0, o.number[way]), other, o.at, int32(way), 0)
}

// arrive makes the train whose event has come and schedules the one after it.
func (o *otherTraffic) arrive(w *World, way Way) trainID {
	o.number[way]++
	serial := o.name + (2*o.number[way]+uint64(way))*0x9e3779b97f4a7c15
	t := w.newTrain(none, o.legs[way], serial)
	w.trains[t].at, w.trains[t].here = 0, true
	w.into(&w.trains[t], o.at)
	o.next(w, way)
	return t
}
