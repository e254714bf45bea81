package corridor

import (
	"slices"

	"corridor/sim/des"
)

// placeTime is where cargo of a family that goes one way spends its time: at each place, by all routes of its flows. The metrics of
// steps know the first route of a flow only, and what has arrived.
type placeTime struct {
	members []*flowState
	number  []int      // by place: its index in what follows, none where no route passes
	hours   []des.Area // by place and cause, of what has been delivered
	waits   []des.Area // by place: of all causes but moving and handling, and also of what is under way
	asOf    des.Time
}

// measurePlaceTimes makes the metrics of places for families: of the goal's how much waits there, and of all in which a flow has several
// routes the hours of what has been delivered, both ways.
func (w *World) measurePlaceTimes() {
	for _, family := range w.scenario.Families() {
		of, isGoal := ".family."+family+".", family == w.scenario.Goal.Family
		if isGoal {
			of = ".goal."
		}
		branches := slices.ContainsFunc(w.flows, func(f *flowState) bool { return f.spec.Family == family && len(f.routes) > 1 })
		for _, way := range Ways {
			members := w.members(func(f *flowState) bool { return f.spec.Family == family && f.spec.Direction == way.String() })
			if len(members) == 0 || !isGoal && !branches {
				continue
			}
			g := &placeTime{members: members, asOf: -1}
			for i, at := range g.wire(w) {
				b := &builder{w: w, thing: at, path: w.scenario.Things[at].Path + of + way.String()}
				if isGoal {
					g.measureWaits(b, i)
				}
				if branches {
					g.measureHours(b, i)
				}
			}
		}
	}
}

// measureWaits makes the metric of how much waits at a place.
func (g *placeTime) measureWaits(b *builder, i int) {
	unit := g.members[0].unit
	b.value("waits", unit.String(), func(now des.Time) float64 {
		g.read(b.w, now)
		return g.waits[i].Float() / float64(unit.Scale()) / float64(b.w.scenario.Run.Length)
	})
}

// measureHours makes the metrics of the hours at a place, by cause.
func (g *placeTime) measureHours(b *builder, i int) {
	for c := range Causes {
		b.value(Causes[c], "h", func(now des.Time) float64 {
			g.read(b.w, now)
			return g.hours[i*int(causes)+c].Float() / float64(deliveredBy(g.members)) / float64(hour)
		})
	}
}

// wire finds the places, in the order in which routes pass them.
func (g *placeTime) wire(w *World) (places []placeID) {
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
func (g *placeTime) read(w *World, now des.Time) {
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
