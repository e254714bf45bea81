package corridor

import (
	"slices"

	"corridor/sim/des"
)

// goalTime is where cargo of the goal's family that goes one way spends its time: at each place, by all routes of its flows. The
// metrics of steps know the first route of a flow only, and what has arrived.
type goalTime struct {
	members []*flowState
	number  []int      // by place: its index in what follows, none where no route passes
	hours   []des.Area // by place and cause, of what has been delivered
	waits   []des.Area // by place: of all causes but moving and handling, and also of what is under way
	asOf    des.Time
}

// measureGoalTime makes the metrics of places for the goal's family: how much of it waits there, and where a flow has several routes,
// the hours of what has been delivered.
func (w *World) measureGoalTime() {
	for _, way := range Ways {
		members := w.members(func(f *flowState) bool {
			return f.spec.Family == w.scenario.Goal.Family && f.spec.Direction == way.String()
		})
		if len(members) == 0 || w.scenario.Goal.Family == "" {
			continue
		}
		g := &goalTime{members: members, asOf: -1}
		branches := slices.ContainsFunc(members, func(f *flowState) bool { return len(f.routes) > 1 })
		unit := members[0].unit
		scale := float64(unit.Scale())
		for i, at := range g.wire(w) {
			b := &builder{w: w, thing: at, path: w.scenario.Things[at].Path + ".goal." + way.String()}
			b.value("waits", unit.String(), func(now des.Time) float64 {
				g.read(w, now)
				return g.waits[i].Float() / scale / float64(w.scenario.Run.Length)
			})
			for c := range Causes {
				if !branches {
					break
				}
				b.value(Causes[c], "h", func(now des.Time) float64 {
					g.read(w, now)
					return g.hours[i*int(causes)+c].Float() / float64(deliveredBy(members)) / float64(hour)
				})
			}
		}
	}
}

// wire finds the places, in the order in which routes pass them.
func (g *goalTime) wire(w *World) (places []placeID) {
	g.number = slices.Repeat([]int{none}, len(w.scenario.Things))
	for _, f := range g.members {
		for _, r := range f.routes {
			for _, s := range r.steps {
				if g.number[s.place] == none {
					g.number[s.place] = len(places)
					places = append(places, s.place)
				}
			}
		}
	}
	g.hours, g.waits = make([]des.Area, len(places)*int(causes)), make([]des.Area, len(places))
	return places
}

// read adds up the accounts of what has been delivered and of what is under way, the whole life of each, once for all metrics.
func (g *goalTime) read(w *World, now des.Time) {
	if g.asOf == now {
		return
	}
	g.asOf = now
	clear(g.hours)
	clear(g.waits)
	own := make([]bool, len(w.flows))
	for _, f := range g.members {
		own[f.id] = true
		for _, r := range f.routes {
			for i, s := range r.steps {
				at := g.number[s.place]
				for c, h := range r.hours[i*int(causes) : (i+1)*int(causes)] {
					g.hours[at*int(causes)+c].Add(h)
					if cause(c) >= waitTrack {
						g.waits[at].Add(h)
					}
				}
			}
		}
	}
	for _, x := range w.cargo {
		if !x.live || !own[x.flow] {
			continue
		}
		steps := w.flows[x.flow].routes[x.route].steps
		for _, p := range append(x.book[:len(x.book):len(x.book)], posting{now.Sub(x.since), cellOf(x.step, x.why)}) {
			if cause(p.cell%int32(causes)) >= waitTrack {
				g.waits[g.number[steps[p.cell/int32(causes)].place]].AddMul(x.n, p.d)
			}
		}
	}
}
