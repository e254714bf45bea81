package corridor

import (
	"fmt"
	"slices"
	"strings"
)

// onLane tells whether a flow uses a lane on one of its routes, and in which direction.
func (b *branch) onLane(lane placeID) (Way, bool) {
	for _, s := range b.steps {
		if s.place == lane {
			return s.way, true
		}
	}
	return West, false
}

// carries tells whether a fleet takes the unit of a flow.
func (f *fleet) carries(st *flowState) bool { return f.slots[st.unit] > 0 }

// pieces is the load of a flow that a full ship takes on a lane: slots or payload, whichever binds.
func (v *service) pieces(st *flowState) float64 {
	n := v.fleet.capacity / v.fleet.slots[st.unit]
	if st.gross > 0 {
		n = min(n, v.payload/st.gross)
	}
	return n
}

// berth files a berth group: berths × open hours ÷ (handling + fixed time of a call).
func (l *ledger) berth(i placeID, name string, b *Berth) {
	open := l.openShare(i, b)
	l.add(i, ".berth."+name, fmt.Sprintf("%s × 8,760 h × %.0f %% open", plural(b.Count, "berth"), 100*open), l.calls(i, b, b.rates(), b.Fixed.Mean(), float64(b.Count)*open))
}

// pool files cranes that berth groups share: cranes × open hours ÷ handling at one crane.
func (l *ledger) pool(i placeID, p *Port, e *Entry[Pool]) {
	out := make([]float64, len(l.flows))
	for k := range p.Berth {
		if b := &p.Berth[k].Value; b.Pool == e.Name {
			for f, x := range l.calls(i, b, ratesOf(b.Rate), 0, float64(e.Value.Cranes)*l.openShare(i, b)) {
				out[f] += x
			}
		}
	}
	l.add(i, ".pool."+e.Name, fmt.Sprintf("%s × 8,760 h", plural(e.Value.Cranes, "crane")), out)
}

// openShare is the share of the time in which storms and working hours let a berth work.
func (l *ledger) openShare(i placeID, b *Berth) float64 {
	open := 1.0
	if o, ok := l.open[i]; ok {
		open = o
	}
	if b.Wind {
		open -= l.still[i]
	}
	return open * workShare(l.s, b.Hours, b.Closing)
}

// calls is the share of a year that a piece of each flow takes of a berth group of which so many can work at once:
// its handling at a rate, and its part of the fixed time of a call.
func (l *ledger) calls(i placeID, b *Berth, rate [len(UnitNames)]float64, fixed, servers float64) []float64 {
	out := make([]float64, len(l.flows))
	for f, st := range l.flows {
		for _, v := range l.services() {
			at := v.lane.ports[0].id == i || v.lane.ports[1].id == i
			if _, uses := st.onLane(v.lane.id); !uses || !at || !takes(b, v.fleet.path) || l.yearly(v, st.flowState) == 0 {
				continue
			}
			// The loads of a call share its fixed time; a flow is shared by the fleets of its lane as they can carry it.
			call := (l.worked(b, v)/max(l.loads(v), 1)*st.handlingHours(1, &rate)*orOne(b.Factor).Mean() + fixed/3600/max(l.loads(v), 1)/v.pieces(st.flowState)) / (servers * hoursPerYear)
			out[f] += call * l.yearly(v, st.flowState) / l.laneYearly(v.lane, st.flowState) / l.groups(i, v)
		}
	}
	return out
}

// services are all fleets on all their lanes.
func (l *ledger) services() (out []*service) {
	for _, f := range l.w.fleets {
		out = append(out, f.serves...)
	}
	return out
}

// yearly is the number of pieces of a flow that a fleet can carry on a lane in a year in one direction, if it
// carries nothing else there.
func (l *ledger) yearly(v *service, st *flowState) float64 {
	if !v.fleet.carries(st) || v.fleet.spec.Count == 0 {
		return 0
	}
	return l.ships(v) * v.fleet.spec.availability() * hoursPerYear / l.cycle(v, st) * v.pieces(st)
}

// ships is the number of ships that serve a lane at a time: those that were put on it; of ships that sail by
// shares, in proportion to share × round voyage; of ships that go where cargo waits, in proportion to the ships
// that the demand of each lane needs.
func (l *ledger) ships(v *service) float64 {
	all := v.fleet.spec.Count
	switch {
	case len(v.fleet.serves) == 1:
		return float64(all)
	case v.fleet.spec.Allot == "fixed":
		n := 0
		for _, sh := range v.fleet.ships {
			if sh.on == v {
				n++
			}
		}
		return float64(n)
	}
	own, sum := 0.0, 0.0
	for _, x := range v.fleet.serves {
		k := l.needed(x)
		if v.fleet.spec.Allot == "share" {
			k = x.share * l.longestCycle(x)
		}
		sum += k
		if x == v {
			own = k
		}
	}
	if sum == 0 {
		return float64(all) / float64(len(v.fleet.serves))
	}
	return float64(all) * own / sum
}

// needed is the number of ships that would carry the demand of a lane, in the direction that has more.
func (l *ledger) needed(v *service) float64 {
	var ways [2]float64
	for f, st := range l.flows {
		if way, ok := st.onLane(v.lane.id); ok && v.fleet.carries(st.flowState) {
			ways[way] += l.rate[f] * l.cycle(v, st.flowState) / v.pieces(st.flowState) / hoursPerYear
		}
	}
	return max(ways[West], ways[East])
}

// longestCycle is the longest round voyage of a ship on a lane, over what it carries there.
func (l *ledger) longestCycle(v *service) float64 {
	h := 2 * v.lane.meanPassage(v.fleet)
	for _, st := range l.flows {
		if _, ok := st.onLane(v.lane.id); ok && v.fleet.carries(st.flowState) {
			h = max(h, l.cycle(v, st.flowState))
		}
	}
	return h
}

// laneYearly is the same for all fleets of a lane.
func (l *ledger) laneYearly(lane *lane, st *flowState) (sum float64) {
	for _, v := range lane.served {
		sum += l.yearly(v, st)
	}
	return sum
}

// groups is the number of berth groups of a port that take a fleet.
func (l *ledger) groups(i placeID, v *service) (n float64) {
	for _, p := range v.lane.ports {
		for g := range p.groups {
			if p.id == i && takes(p.groups[g].spec, v.fleet.path) {
				n++
			}
		}
	}
	return n
}

func takes(b *Berth, fleet string) bool {
	for _, t := range b.Takes {
		if string(t) == fleet {
			return true
		}
	}
	return false
}

// fleets files the ships of a lane, one element for each unit and direction: the loads that all
// fleets which take the unit can carry in a year. Units that share decks share them in these elements too.
func (l *ledger) fleets(i placeID) {
	for _, way := range Ways {
		for u := TEU; u <= Items; u++ {
			var users []int
			for f, st := range l.flows {
				if w, ok := st.onLane(i); ok && w == way && st.unit == u {
					users = append(users, f)
				}
			}
			if len(users) > 0 {
				l.deck(i, way, u, users)
				l.dropTwin(l.s.Things[i].Path)
			}
		}
	}
}

// dropTwin merges the last element with an earlier one of the same lane and flows, which share one deck: the tighter of
// the two stays.
func (l *ledger) dropTwin(lane string) {
	n := len(l.list) - 1
	last := l.list[n]
	for i := n - 1; i >= 0 && strings.HasPrefix(l.list[i].Path, lane+"."); i-- {
		if slices.Equal(l.list[i].Flows, last.Flows) {
			if last.Use > l.list[i].Use {
				l.list[i] = last
			}
			l.list = l.list[:n]
			return
		}
	}
}

func (l *ledger) deck(i placeID, way Way, u Unit, users []int) {
	out := make([]float64, len(l.flows))
	var note []string
	for _, f := range users {
		perYear := 0.0
		for _, v := range l.services() {
			if v.lane.id != i || !v.fleet.carries(l.flows[f].flowState) || v.fleet.spec.Count == 0 {
				continue
			}
			perYear += l.yearly(v, l.flows[f].flowState)
			if f == users[0] {
				note = append(note, fmt.Sprintf("%s %.3g × %.0f %% × 8,760 h ÷ %.0f h", strings.TrimPrefix(v.fleet.path, "vessel."), l.ships(v), 100*v.fleet.spec.availability(), l.cycle(v, l.flows[f].flowState)))
			}
		}
		out[f] = 1 / perYear
	}
	l.shareDeck(i, way, u, out)
	l.add(i, "."+u.String()+"."+way.String(), strings.Join(note, "; "), out)
}

// shareDeck adds the units that take slots of the same ships.
func (l *ledger) shareDeck(i placeID, way Way, u Unit, out []float64) {
	own, shared := 0.0, map[Unit]float64{}
	for _, v := range l.services() {
		if v.lane.id != i || v.fleet.slots[u] == 0 {
			continue
		}
		slots := l.ships(v) * v.fleet.capacity
		own += slots
		for x, k := range v.fleet.slots {
			if Unit(x) != u && k > 0 {
				shared[Unit(x)] += slots
			}
		}
	}
	for f, st := range l.flows {
		if w, ok := st.onLane(i); !ok || w != way || st.unit == u || own == 0 {
			continue
		}
		if all := l.laneYearly(l.w.places[i].(*lane), st.flowState); all > 0 {
			out[f] = 1 / all * shared[st.unit] / own
		}
	}
}

// availability is the share of the time in which a ship is neither broken down nor in dock.
func (v *Vessel) availability() float64 {
	up := 1.0
	for _, i := range []*Interval{v.OffHire, v.Overhaul} {
		if i != nil {
			up *= i.Every.Mean() / (i.Every.Mean() + i.Takes.Mean())
		}
	}
	return up
}

// loads is the number of loads that a ship handles at each end of its lane: one that it brings or takes away, or
// both where its lane has cargo both ways.
func (l *ledger) loads(v *service) float64 {
	var ways [2]float64
	for f, st := range l.flows {
		if way, ok := st.onLane(v.lane.id); ok && v.fleet.carries(st.flowState) && l.rate[f] > 0 {
			ways[way] = 1
		}
	}
	return ways[West] + ways[East]
}

// worked is the number of loads for which the cranes of a berth work at a call: where it swaps, one comes with the other at best.
func (l *ledger) worked(b *Berth, v *service) float64 {
	if b.Swap {
		return min(l.loads(v), 1)
	}
	return l.loads(v)
}

// cycle is the time of a ship's round voyage in hours: both passages and both times in port,
// which storms lengthen; at sea it is not held up.
func (l *ledger) cycle(v *service, st *flowState) float64 {
	hours := 2 * v.lane.meanPassage(v.fleet)
	for _, p := range v.lane.ports {
		for g := range p.groups {
			if b := p.groups[g].spec; takes(b, v.fleet.path) {
				open, rate := l.openShare(p.id, b), b.rates()
				hours += (l.worked(b, v)*v.pieces(st)*st.handlingHours(1, &rate)*orOne(b.Factor).Mean() + b.Fixed.Mean()/3600) / open
				break
			}
		}
	}
	return hours
}

// plural is a number of things: 1 berth, 2 berths.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
