package corridor

import (
	"slices"
	"time"
)

// wireFlow finds all routes that a flow has in the run, with their chances in each epoch. The first is the one that the flow
// names first, whether it is open or not: its steps are those of the metrics.
func (w *World) wireFlow(f *flowState) {
	f.also = contains(w.scenario.Goal.Also, Ref(f.path))
	w.routeOf(f, w.stepsOf(f, w.epochs[0].scenario, w.epochs[0].scenario.Things[f.thing].Spec.(*Flow).Route[0].Name))
	for _, e := range w.epochs {
		sum := 0.0
		var now []odds
		for _, choice := range openRoutes(e.scenario, e.scenario.Things[f.thing].Spec.(*Flow), w.scenario.Run.begins().Add(time.Duration(e.at))) {
			sum += float64(choice.Share)
			now = append(now, odds{w.routeOf(f, w.stepsOf(f, e.scenario, choice.Name)), sum})
		}
		f.byDay = append(f.byDay, now)
	}
	w.wireDetours(f)
	w.wireShut(f)
	f.guide = w.newGuide(f)
	f.turnEpoch(0)
}

// stepsOf are the steps of a flow over a route, as it is in an epoch.
func (w *World) stepsOf(f *flowState, s *Scenario, route Ref) (steps []step) {
	for _, p := range placesOf(s, route) {
		steps = append(steps, step{placeID(s.Find(string(p))), West})
	}
	if f.spec.Direction == "east" {
		slices.Reverse(steps)
		for i := range steps {
			steps[i].way = East
		}
	}
	if f.spec.Return {
		last := 0
		if _, is := w.places[steps[0].place].(*station); is && f.spec.Population > 0 {
			last = 1 // it begins again there
		}
		for i := len(steps) - 2; i >= last; i-- {
			steps = append(steps, step{steps[i].place, steps[i].way.Back()})
		}
	}
	return steps
}

// routeOf is the number of the flow's route with these steps, which is made if there is none.
func (w *World) routeOf(f *flowState, steps []step) int32 {
	for i := range f.routes {
		if slices.Equal(f.routes[i].steps, steps) {
			return int32(i)
		}
	}
	r := routeState{steps: steps}
	for _, s := range r.steps {
		r.cut = r.cut || w.cut.at[s.place] && w.cut.ways[s.way]
	}
	if p, is := w.places[r.steps[0].place].(refuser); is && p.mayRefuse() {
		r.turns = p
	}
	r.counts = (f.also || w.scenario.Goal.countsAll()) && !r.cut
	r.origin, _ = w.places[r.steps[0].place].(*depot)
	w.cutLegs(&r)
	w.wireSpans(f, &r)
	r.birth = parcel{flow: f.id, route: int32(len(f.routes)), stops: int32(len(w.passed)), why: waitWagon, stored: none, live: true, counts: r.counts}
	w.passed = append(w.passed, make([]passing, len(steps))...)
	f.routes = append(f.routes, r)
	return int32(len(f.routes) - 1)
}
