package corridor

import (
	"math"
	"slices"
	"time"

	"corridor/sim/des"
)

// guide is what a flow knows of the times that its cargo needs at each place, in order to choose the fastest route.
//
// Of every consignment that leaves a place it knows how long it was there, T, and how many pieces of the flow it found
// there, N. The expected time of a place is that of the line T = a + b N through what was seen, by least squares with the
// weights e^(-age/memory), at the present N; b is not negative. What is known from the beginning is seen once, with the
// weight 1: the undisturbed time at N = 0, which is that of lines and lanes at their speed and of stations at the mean of
// their service, and nothing at borders and depots. So a way that has not been taken for long is thought to be free, and is
// tried again; and a queue that grows is answered before the first who stood in it has come out. The expected time of a
// route is the sum over its places.
type guide struct {
	memory float64 // ns
	places []seen
}

// seen is what was seen of one place: sums as weighed at last.
type seen struct {
	inside          int64   // pieces of the flow that are there now
	free            float64 // undisturbed time, ns
	w, n, t, nn, nt float64
	last            des.Time
}

// newGuide gives a guide to a flow that takes the fastest route at some time of the run.
func (w *World) newGuide(f *flowState) *guide {
	needed := false
	for _, e := range w.epochs {
		needed = needed || e.scenario.Things[f.thing].Spec.(*Flow).Choose == "fastest"
	}
	if !needed {
		return nil
	}
	g := &guide{memory: float64(f.spec.Memory), places: make([]seen, len(w.places))}
	for _, r := range f.routes {
		for _, s := range r.steps {
			g.places[s.place].free = w.undisturbed(s.place)
		}
	}
	w.measureChoice(f)
	return g
}

// measureChoice makes the metrics of the routes by name: one whose places change inside the run is the same.
func (w *World) measureChoice(f *flowState) {
	b := &builder{w: w, thing: f.thing, path: f.path}
	counts, names := make([]int64, len(f.routes)), make([]string, len(f.routes))
	f.stat.taken = counts
	for i := range names {
		names[i] = w.routeName(f, int32(i))
	}
	for i, name := range names {
		if name == "" || slices.Index(names, name) < i {
			continue
		}
		b.value("route."+name+".share", "1", func(des.Time) float64 {
			all, here := int64(0), int64(0)
			for j, n := range counts {
				all += n
				if names[j] == name {
					here += n
				}
			}
			return float64(here) / float64(all)
		})
	}
}

// routeName is the name of a route of a flow, without its kind; none of one that is never open.
func (w *World) routeName(f *flowState, i int32) string {
	for n, e := range w.epochs {
		now := openRoutes(e.scenario, e.scenario.Things[f.thing].Spec.(*Flow), w.scenario.Run.begins().Add(time.Duration(e.at)))
		for k, o := range f.byDay[n] {
			if o.route == i {
				return string(now[k].Name)[len("route."):]
			}
		}
	}
	return ""
}

// undisturbed is the time that a place needs when nothing is in the way, in ns.
func (w *World) undisturbed(i placeID) float64 {
	t := &w.scenario.Things[i]
	if p, takes := t.Spec.(interface {
		seconds(s *Scenario, path Ref) float64
	}); takes {
		return p.seconds(w.scenario, Ref(t.Path)) * float64(time.Second)
	}
	return 0
}

// enters notes that cargo comes to a place.
func (g *guide) enters(x *consignment, at placeID) {
	s := &g.places[at]
	x.found = int32(min(s.inside, math.MaxInt32))
	s.inside += x.n
}

// sees notes the time that cargo, which leaves a place, has spent there.
func (g *guide) sees(w *World, x *consignment, at placeID) {
	ns := x.between(int(x.step), int(x.step))
	s := &g.places[at]
	now := w.sim.Now()
	fade := math.Exp(-float64(now-s.last) / g.memory)
	n, t := float64(x.found), float64(ns)
	s.w, s.n, s.t, s.nn, s.nt = s.w*fade+1, s.n*fade+n, s.t*fade+t, s.nn*fade+n*n, s.nt*fade+n*t
	s.last = now
	s.inside -= x.n
	steps := w.flows[x.flow].routes[x.route].steps
	if next := int(x.step) + 1; next < len(steps) {
		g.enters(x, steps[next].place)
	}
}

// expected is the expected time of a place.
func (s *seen) expected(now des.Time, memory float64) float64 {
	fade := math.Exp(-float64(now-s.last) / memory)
	w, n, t := 1+s.w*fade, s.n*fade, s.free+s.t*fade
	slope := 0.0
	if spread := s.nn*fade - n*n/w; spread > 1e-9*w {
		slope = max(0, (s.nt*fade-n*t/w)/spread)
	}
	return max(s.free, t/w+slope*(float64(s.inside)-n/w))
}

// fastest is the route with the shortest expected time; of equal ones the first.
func (g *guide) fastest(now des.Time, f *flowState) int32 {
	best, shortest := f.odds[0].route, math.Inf(1)
	for _, o := range f.odds {
		if sum := g.timeOver(now, f.routes[o.route].steps); sum < shortest {
			best, shortest = o.route, sum
		}
	}
	return best
}

// timeOver is the expected time over some steps.
func (g *guide) timeOver(now des.Time, steps []step) (sum float64) {
	for _, s := range steps {
		sum += g.places[s.place].expected(now, g.memory)
	}
	return sum
}

func fastestOff(s *Scenario) { each(s, func(f *Flow) { f.Choose = "share" }) }

// guides notes that cargo is born, where routes are chosen by time.
func (f *flowState) guides(x *consignment) {
	if f.guide != nil {
		f.guide.enters(x, f.routes[x.route].steps[0].place)
	}
}

// auditGuides checks that each guide knows how much of its flow is in each place. What waits for an open route is in none.
func (w *World) auditGuides() {
	for _, f := range w.flows {
		if f.guide == nil || !checked {
			continue
		}
		left := make([]int64, len(f.guide.places))
		note := func(x *consignment, n int64) { left[f.routes[x.route].steps[x.step].place] += n }
		for _, x := range w.cargo {
			if x.live && x.flow == f.id {
				note(x, x.n)
			}
		}
		for i := range f.held.Len() {
			note(f.held.At(i), -f.held.At(i).n)
		}
		for i, n := range left {
			if inside := f.guide.places[i].inside; inside != n {
				w.failf(placeID(i), "%d pieces of %s are there, who chooses by time knows of %d", n, f.path, inside)
			}
		}
	}
}
