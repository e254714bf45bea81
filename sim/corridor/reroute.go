package corridor

import (
	"slices"
	"time"
)

// Cargo under way takes another way when a place ahead of it is closed, if its flow says so (flow.NAME.reroute). It does so
// where the ways part: at a terminal or port, before it goes on by train or ship, on the day of the closure also on the pile and
// on the quay; and on the line, train by train, when the train asks for the first place that the other way does not pass. All
// cargo of a train must be able to go along, else the train goes on as it was. Who has asked already waits; nobody turns back.

// detours are the ways that cargo of a flow may change to in an epoch; none if it goes where it was sent.
type detours struct {
	ways   []detour
	closed []int16 // by route: its last step that is closed; none: none is
	after  *time.Duration
}

// detour is one of the routes that a flow names, open or not, and its share.
type detour struct {
	route int32
	share float64
}

// reroutes tells whether cargo of this flow may change its way.
func (f *Flow) reroutes() bool { return f.Reroute == "under way" }

// wireDetours finds the detours of a flow in each epoch, when all its routes are known.
func (w *World) wireDetours(f *flowState) {
	specOf := func(e epoch) *Flow { return e.scenario.Things[f.thing].Spec.(*Flow) }
	for _, e := range w.epochs {
		f.detours = append(f.detours, nil)
		if s := specOf(e); s.reroutes() {
			x := &detours{after: s.RerouteAfter}
			f.wanders = true
			for _, choice := range s.Route {
				x.ways = append(x.ways, detour{w.routeOf(f, w.stepsOf(f, e.scenario, choice.Name)), float64(choice.Share)})
			}
			f.detours[len(f.detours)-1] = x
		}
	}
	for i, x := range f.detours {
		if x == nil {
			continue
		}
		e := w.epochs[i]
		for r := range f.routes {
			x.closed = append(x.closed, none)
			for k, s := range f.routes[r].steps {
				if closedFor(e.scenario, Ref(e.scenario.Things[s.place].Path), w.scenario.Run.begins().Add(time.Duration(e.at)), x.after) {
					x.closed[r] = int16(k)
				}
			}
		}
	}
}

// closedFor tells whether a place is closed at a moment by a closure that lasts longer than a time in all; nil: any.
func closedFor(s *Scenario, place Ref, at time.Time, longer *time.Duration) bool {
	for _, t := range s.Things {
		c, ok := t.Spec.(*Closure)
		if !ok || !t.there(at) || !c.closes(place, at) {
			continue
		}
		from, until := c.From, c.Until
		if t.From.After(from) {
			from = t.From
		}
		if s.Run.begins().After(from) {
			from = s.Run.begins()
		}
		if !t.Until.IsZero() && (until.IsZero() || t.Until.Before(until)) {
			until = t.Until
		}
		if until.IsZero() || longer == nil || until.Sub(from) > *longer {
			return true
		}
	}
	return false
}

// isClosedAhead tells whether cargo that may change its way has a closed place ahead.
func (w *World) isClosedAhead(x *consignment) bool {
	d := w.flows[x.flow].detour
	return d != nil && d.closed[x.route] > x.step
}

// otherWay chooses a way for cargo that has come where it is: one of those that are the same up to here, open from here on,
// and fit; by share, or the fastest. The lot belongs to the cargo and its step.
func (w *World) otherWay(x *consignment, fits func(old, other *routeState) bool) (best int32) {
	f, k := w.flows[x.flow], int(x.step)
	old := &f.routes[x.route]
	sum, count, last := 0.0, 0, int32(none)
	may := func(d detour) bool {
		other := &f.routes[d.route]
		return d.route != x.route && int(f.detour.closed[d.route]) <= k && len(other.steps) > k+1 &&
			slices.Equal(other.steps[:k+1], old.steps[:k+1]) && fits(old, other)
	}
	best = none
	shortest := 0.0
	for _, d := range f.detour.ways {
		if !may(d) {
			continue
		}
		last, sum, count = d.route, sum+d.share, count+1
		if f.spec.Choose == "fastest" {
			if t := f.guide.timeOver(w.sim.Now(), f.routes[d.route].steps[k+1:]); best == none || t < shortest {
				best, shortest = d.route, t
			}
		}
	}
	if best != none || last == none {
		return best
	}
	u := f.turns.Uniform(x.serial, uint64(k))
	for _, d := range f.detour.ways {
		if !may(d) {
			continue
		}
		share := 1 / float64(count) // where none has a share, each as much as the others
		if sum > 0 {
			share = d.share / sum
		}
		if u < share {
			return d.route
		}
		u -= share
	}
	return last
}

// takesWay lets cargo under way take another of its flow's routes.
func (w *World) takesWay(x *consignment, route int32) {
	w.putOn(x, route)
	w.flows[x.flow].stat.rerouted += x.n
}

// putOn puts cargo on a route of its flow.
func (w *World) putOn(x *consignment, route int32) {
	w.charge(x)
	w.countLife(x, -1)
	birth := &w.flows[x.flow].routes[route].birth
	x.route, x.stops, x.counts = route, birth.stops, birth.counts
	w.countLife(x, 1)
}

// checkReroute sees to it that there is somebody who may take another way.
func (f *Flow) checkReroute(c *checker, path string) {
	if f.reroutes() && c.isFed(path) {
		c.say(path+".reroute", "empty wagons go where they are wanted: only cargo takes another route under way")
	}
}

// idleReroute notes what is said of other ways where there is none. A later file may have taken it away.
func (f *Flow) idleReroute(c *checker, path string) {
	c.idle(f.RerouteAfter != nil && !f.reroutes(), path, ".reroute_after", ".reroute", "it goes with reroute = \"under way\"")
	c.idle(f.reroutes() && len(f.Route) < 2 && !c.isFed(path), path, ".reroute", ".route", "the flow has no other route")
}

func reroutesOff(s *Scenario) {
	each(s, func(f *Flow) { f.Reroute, f.RerouteAfter = "at birth", nil })
}
