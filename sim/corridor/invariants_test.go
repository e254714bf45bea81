package corridor

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// TestInvariants runs random corridors and looks at the whole World after every event.
func TestInvariants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawScenario(rt)
		if faults := Check(s); len(faults) > 0 {
			rt.Fatalf("the generator made a scenario with faults: %v", faults)
		}
		w := New(s, Choices{Seed: s.Run.Seed})
		v := &inspector{w: w}
		for _, name := range []Ref{"train.box", "train.wagon"} {
			v.empties = v.empties || spec[*Train](s, name).Empties > 0
		}
		w.begin()
		measured := false
		for until := des.Time(0); until < w.end; { // nothing is under way between two events of different times
			until = min(until.Add(7*time.Hour+time.Minute), w.end)
			starts := until >= w.start && w.start > 0 && !measured
			if starts {
				until = w.start - 1
			}
			drive(w, until, func(e event) {
				if broken := v.look(); broken != "" {
					rt.Fatalf("at %s, after %v: %s", hoursAt(w), e, broken)
				}
			})
			if broken := v.atRest(); broken != "" {
				rt.Fatalf("at rest at %s: %s", hoursAt(w), broken)
			}
			w.auditStays()
			w.auditRooms()
			if starts {
				measured = true
				w.restart()
			}
			if c := w.jam.look(w); c != none {
				if slices.Contains(w.jam.stuck[w.jam.lends():], true) {
					return // few wagons: see TestDeadlocksOfPoolsAreReal
				}
				rt.Fatalf("%s", w.jam.describe(c))
			}
		}
		w.audit()
	})
}

// inspector looks for broken rules in a World between two events.
type inspector struct {
	w    *World
	last des.Time
	n    int

	empties bool // trains run home empty, and may leave over the room of a line
}

// look gives the first broken rule, or "".
func (v *inspector) look() string {
	w := v.w
	if w.sim.Now() < v.last {
		return "the clock goes back"
	}
	v.last = w.sim.Now()
	v.n++
	for _, p := range w.places {
		broken := ""
		switch p := p.(type) {
		case *single:
			broken = v.lookSingle(p)
		case *double:
			broken = v.lookDouble(p)
		case *border:
			if g := p.spec.Gauge; g != nil && int(p.gauge.busy.Value()) > g.Tracks {
				broken = fmt.Sprintf("%d trains on %d gauge tracks", p.gauge.busy.Value(), g.Tracks)
			}
		case *depot:
			broken = v.lookDepot(p)
		case *station:
			broken = v.lookStation(p)
		}
		if broken != "" {
			return broken
		}
	}
	if v.n%16 != 0 { // the rest looks at every train and ship
		return ""
	}
	w.auditPools()
	w.auditWaits()
	if broken := v.lookTrains(); broken != "" {
		return broken
	}
	return v.lookShips()
}

func (v *inspector) name(id placeID) string { return v.w.scenario.Things[id].Path }

func (v *inspector) lookSingle(s *single) string {
	for k, t := range s.busy {
		if (t == none) != (s.bySection[k].Value() == 0) {
			return fmt.Sprintf("%s: section %d is held by train %d, level says %d", v.name(s.id), k, t, s.bySection[k].Value())
		}
		if t == none {
			continue
		}
		if tr := v.w.trains[t]; tr.leg == none || int(tr.slot) != k || !tr.here {
			return fmt.Sprintf("%s: section %d is held by train %d, which is elsewhere", v.name(s.id), k, t)
		}
	}
	for i := range s.loop {
		for _, way := range Ways {
			if s.loop[i][way] != none && !s.taken[i][way] {
				return fmt.Sprintf("%s: train in loop %d without its track", v.name(s.id), i)
			}
		}
	}
	for _, way := range Ways {
		if s.room != none && !v.empties && s.becomes == nil && !s.number.changed && s.waiting[way]+s.coming[way] > s.room {
			return fmt.Sprintf("%s: %d trains before a line with room for %d", v.name(s.id), s.waiting[way]+s.coming[way], s.room)
		}
	}
	return ""
}

func (v *inspector) lookDouble(d *double) string {
	for _, way := range Ways {
		if d.room != none && !v.empties && d.was == nil && d.waiting[way]+d.coming[way] > d.room {
			return fmt.Sprintf("%s: %d trains before a line with room for %d", v.name(d.id), d.waiting[way]+d.coming[way], d.room)
		}
		if d.waiting[way] < 0 || d.coming[way] < 0 || d.stuck[way] < 0 {
			return fmt.Sprintf("%s: negative count", v.name(d.id))
		}
	}
	return ""
}

func (v *inspector) lookDepot(d *depot) string {
	for i := range d.stores {
		if s := &d.stores[i]; s.used < 0 || s.used > s.room || s.fill.Value() != s.used {
			return fmt.Sprintf("%s: store %v %v holds %d of %d, level %d", v.name(d.id), s.unit, s.way, s.used, s.room, s.fill.Value())
		}
	}
	for _, y := range d.sidings {
		if int(y.tracks.Value()) > orNoLimit(y.spec.Receiving) {
			return fmt.Sprintf("%s: %d trains on %d receiving tracks", v.name(d.id), y.tracks.Value(), y.spec.Receiving)
		}
		if y.departures < 0 || y.departures > orNoLimit(y.spec.Departure) {
			return fmt.Sprintf("%s: %d trains on %d departure tracks", v.name(d.id), y.departures, y.spec.Departure)
		}
		if len(y.working) > orNoLimit(y.spec.Cranes) {
			return fmt.Sprintf("%s: %d trains under %d cranes", v.name(d.id), len(y.working), y.spec.Cranes)
		}
	}
	if d.port == nil {
		return ""
	}
	if int64(len(d.port.roads)) != d.port.anchored.Value() {
		return fmt.Sprintf("%s: %d ships in the roads, level says %d", v.name(d.id), len(d.port.roads), d.port.anchored.Value())
	}
	for _, p := range d.port.pools {
		if held := p.held(v.w); held > p.spec.Cranes || p.used.Value() != int64(held) {
			return fmt.Sprintf("%s: %d cranes of %d at work, level %d", v.name(d.id), held, p.spec.Cranes, p.used.Value())
		}
	}
	for i := range d.port.groups {
		g := &d.port.groups[i]
		if len(g.ships) > g.spec.Count {
			return fmt.Sprintf("%s: %d ships at %d berths", v.name(d.id), len(g.ships), g.spec.Count)
		}
		working, stopped := int64(0), false
		for _, sh := range g.ships {
			if sh.running {
				working++
				stopped = stopped || d.port.stopped(v.w, sh)
			}
		}
		if g.working.Value() != working || stopped && !v.edge() {
			return fmt.Sprintf("%s: %d ships worked, level says %d, shut %d", v.name(d.id), working, g.working.Value(), d.port.shut)
		}
	}
	return ""
}

// edge tells whether a calendar may be about to flip at this very moment.
func (v *inspector) edge() bool { return int64(v.w.sim.Now())%int64(time.Hour) == 0 }

// lookTrains: none is lost from the slab.
func (v *inspector) lookTrains() string {
	w := v.w
	inUse := 0
	for i := range w.trains {
		tr := w.trains[i]
		if tr.leg == none {
			continue
		}
		inUse++
	}
	if count := len(w.trains) - idle(w); inUse != count {
		return fmt.Sprintf("%d trains in use, the slab says %d", inUse, count)
	}
	return ""
}

func (v *inspector) lookShips() string {
	for _, l := range v.w.lanes {
		for end := range 2 {
			levels := map[*census]int64{} // one of what yields and what does not
			for i := range l.quays[end] {
				q := &l.quays[end][i]
				sum := int64(0)
				for j := range q.items.Len() {
					x := q.items.At(j)
					sum += x.n
					if v.w.flows[x.flow].spec.Yields != q.yields {
						return fmt.Sprintf("%s: consignment %d is on the wrong quay", v.name(l.id), x.id)
					}
				}
				levels[q.level] += sum
				if sum != q.pieces {
					return fmt.Sprintf("%s: %d pieces on a quay, counted %d", v.name(l.id), sum, q.pieces)
				}
			}
			for level, sum := range levels {
				if level.Value() != sum {
					return fmt.Sprintf("%s: %d pieces on the quays, level %d", v.name(l.id), sum, level.Value())
				}
			}
			for _, sh := range l.idle[end] {
				if sh.state != shipIdle || sh.port() != l.ports[end] || sh.cargo.head != nil {
					return fmt.Sprintf("ship %d is in the list of idle ships but in state %d", sh.id, sh.state)
				}
			}
		}
		for _, x := range l.served {
			f := x.fleet
			for _, sh := range f.ships {
				if broken := v.lookLoad(f, sh); broken != "" {
					return fmt.Sprintf("ship %d: %s", sh.id, broken)
				}
			}
		}
	}
	return ""
}

// lookLoad: a ship never carries more than its slots and its payload.
func (v *inspector) lookLoad(f *fleet, sh *ship) string {
	slots, mass := 0.0, 0.0
	for x := sh.cargo.head; x != nil; x = x.next {
		slots += f.slots[v.w.flows[x.flow].unit] * float64(x.n)
		mass += float64(x.n) * v.w.flows[x.flow].gross
	}
	if slots > f.capacity+1e-6 || mass > sh.limit+1e-3 {
		return fmt.Sprintf("%v slots of %v, %v kg of %v", slots, f.capacity, mass, sh.limit)
	}
	return ""
}

// atRest looks for those that could move but sleep: a lost wake-up.
func (v *inspector) atRest() string {
	for _, p := range v.w.places {
		broken := ""
		switch p := p.(type) {
		case *single:
			broken = v.sleepsAtSingle(p)
		case *double:
			for _, way := range Ways {
				if p.outside[way].Len() > 0 && !p.full(way) || p.shut[way].Len() > 0 && !p.isShut(way) {
					broken = "a train waits before a line that has room"
				}
			}
		case *depot:
			broken = v.sleepsAtDepot(p)
		case *lane:
			broken = v.sleepsAtLane(p)
		case *station:
			broken = v.sleepsAtStation(p)
		}
		if broken != "" {
			return broken
		}
	}
	for _, p := range v.w.pools {
		if loads, held := loadsClaimed(p), loadsHeld(p); loads != held {
			return fmt.Sprintf("%s: %d loads wait for wagons, %d are counted", v.name(p.id), loads, held)
		}
		for i := range p.stocks {
			s := &p.stocks[i]
			if s.claims.Len() > 0 && s.claims.Peek().wants() <= min(s.free(), p.allowed(s)) {
				return fmt.Sprintf("%s: somebody waits for %d wagons, %d stand free", v.name(p.id), s.claims.Peek().wants(), s.free())
			}
			p.ask(v.w)
			if x := p.needed(s); x.pieces() > 0 {
				return fmt.Sprintf("%s: %d pieces of empty wagons stand at stock %d, and are needed at %d", v.name(p.id), x.pieces(), i, x.to)
			}
		}
	}
	return ""
}

// loadsClaimed are the loads of those who wait for wagons of a pool, a pile with all that it would fill.
func loadsClaimed(p *pool) (n int64) {
	for i := range p.stocks {
		for k := range p.stocks[i].claims.Len() {
			n++
			if x := p.stocks[i].claims.At(k).pile; x != nil {
				n += (x.pieces - 1) / x.kind.Load.N
			}
		}
	}
	return n
}

// loadsHeld are the loads that the levels of a pool count.
func loadsHeld(p *pool) (n int64) {
	for _, l := range p.stat.held {
		if l != nil {
			n += l.Value()
		}
	}
	return n
}

// sleepsAtSingle: an empty section with a candidate whose next track is free. Only what holds without
// asking the next place, which would change the World.
func (v *inspector) sleepsAtSingle(s *single) string {
	for _, way := range Ways {
		if s.outside[way].Len() > 0 && !s.full(way) {
			return fmt.Sprintf("%s: a train waits before a line that has room", v.name(s.id))
		}
	}
	for k := range s.busy {
		for _, way := range Ways {
			t, _ := s.candidate(k, way)
			if s.busy[k] != none || s.passes[k].rings || t == none || !s.window.lets(v.w.sim.Now(), s.run[k]) {
				continue
			}
			free := v.w.trains[t].granted
			if way == West && k < len(s.taken) {
				free = !s.taken[k][West]
			} else if way == East && k > 0 {
				free = !s.taken[k-1][East]
			}
			if free {
				return fmt.Sprintf("%s: train %d waits %sbound for section %d, which is empty", v.name(s.id), t, way, k)
			}
			if !v.w.trains[t].asked && !v.w.trains[t].granted && (way == West && k == len(s.taken) || way == East && k == 0) {
				return fmt.Sprintf("%s: train %d is at the head but has not asked the place beyond", v.name(s.id), t)
			}
		}
	}
	return ""
}

func (v *inspector) sleepsAtDepot(d *depot) string {
	for _, p := range d.piles {
		if p.claimed { // waits for wagons, see sleepsAtPool
			continue
		}
		if p.due(v.w) && p.hasTrack() && p.ban.lets() {
			return fmt.Sprintf("%s: %d pieces are due for a train and a track is free", v.name(d.id), p.pieces)
		}
	}
	for _, y := range d.sidings {
		if y.stalled.Len() > 0 && v.fits(d, v.w.trains[y.stalled.Peek()].cargo) {
			return fmt.Sprintf("%s: a train waits for a store that has room", v.name(d.id))
		}
		if y.queued.Value() > 0 && int(y.tracks.Value()) < orNoLimit(y.spec.Receiving) {
			return fmt.Sprintf("%s: %d trains wait for a receiving track that is free", v.name(d.id), y.queued.Value())
		}
	}
	q := d.port
	if q == nil {
		return ""
	}
	if len(q.waits) > 0 && v.fits(d, q.waits[0].cargo.head) {
		return fmt.Sprintf("%s: a ship waits for a store that has room", v.name(d.id))
	}
	for _, p := range q.pools {
		for _, sh := range p.queue {
			if sh.held < sh.most && p.held(v.w) < p.spec.Cranes && !q.stopped(v.w, sh) {
				return fmt.Sprintf("%s: ship %d wants cranes and some are free", v.name(d.id), sh.id)
			}
		}
	}
	for _, sh := range q.roads {
		for i := range q.groups {
			g := &q.groups[i]
			if q.shut == 0 && len(g.ships) < g.spec.Count && contains(g.takes, sh.fleet.id) {
				return fmt.Sprintf("%s: ship %d waits in the roads for a berth that is free", v.name(d.id), sh.id)
			}
			for _, x := range g.ships {
				if q.shut == 0 && x.state == shipIdle && contains(g.takes, sh.fleet.id) {
					return fmt.Sprintf("%s: ship %d waits in the roads for the berth of ship %d, which is idle", v.name(d.id), sh.id, x.id)
				}
			}
		}
	}
	return ""
}

func (v *inspector) fits(d *depot, x *consignment) bool {
	for i := range d.stores {
		if s := &d.stores[i]; s.used+d.wanted(v.w, x, s) > s.room {
			return false
		}
	}
	return true
}

// sleepsAtLane: a ship that lies idle where its least load waits.
func (v *inspector) sleepsAtLane(l *lane) string {
	for end := range 2 {
		for _, sh := range l.idle[end] {
			f := sh.fleet
			x := f.serviceOn(l)
			if len(f.spec.Sail.Departures) == 0 && x.fill(end) > 0 && x.fill(end) >= float64(f.spec.Sail.AtLeast) {
				return fmt.Sprintf("%s: ship %d lies idle at end %d while %.2f loads wait", v.name(l.id), sh.id, end, x.fill(end))
			}
			if f.spec.Sail.Light && x.wantedAt(v.w, 1-end) && len(f.spec.Sail.Departures) == 0 {
				return fmt.Sprintf("%s: ship %d lies idle at end %d while %.2f loads wait at the other for nobody", v.name(l.id), sh.id, end, x.fill(1-end))
			}
		}
	}
	return ""
}

// TestNoDeadlock: single tracks with loops one after another, full of trains from both ends, never stand still.
// The trains circulate: in an open model with more demand than the line takes, first come, first served
// lets one direction wait for ages, which is no deadlock.
func TestNoDeadlock(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := lines(rt)
		for _, direction := range []string{"west", "east"} {
			g.m["flow."+direction] = flowTo("route.r", func(f *Flow) { f.Population, f.Direction = g.count("population", 1, 12), direction })
		}
		w := g.world()
		w.begin()
		drive(w, at(400), nil)
		before := []int64{w.flows[0].stat.gone, w.flows[1].stat.gone}
		drive(w, at(600), nil)
		for i, f := range w.flows {
			if f.stat.gone == before[i] {
				rt.Fatalf("nothing of %s arrived in the last 200 of 600 h", f.path)
			}
		}
	})
}

// TestNoDeadlockAtTerminals: the same with terminals of few tracks at both ends, overloaded. There is always a train that leaves a
// line, if only for the next one: with lines in a row each may take one direction for a hundred hours, first come, first served.
func TestNoDeadlockAtTerminals(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := lines(rt)
		r := g.m["route.r"].(*Route)
		r.Path = append(append([]Ref{"terminal.a"}, r.Path...), "terminal.b")
		for _, name := range []string{"terminal.a", "terminal.b"} {
			g.m[name] = terminalOf(func(x *Terminal) {
				x.Siding = Map[Siding]{{"all", Siding{Takes: []string{"items"}, Receiving: g.count("receiving", 1, 3), Departure: g.count("departure", 1, 2), Cranes: 1, Fixed: hours(0.5)}}}
			})
		}
		g.m["train.t"] = newOf(trainKind, func(k *Train) {
			k.Load, k.Empties = Amount{1, Items}, Ratio(g.number("empties", 0, 2)/2)
		})
		for _, direction := range []string{"west", "east"} {
			g.m["flow."+direction] = flowTo("route.r", func(f *Flow) {
				f.Every, f.Direction, f.Train, f.Priority = every(exp(0.4)), direction, "train.t", g.count("priority", 0, 2)
			})
		}
		w := g.world()
		w.begin()
		runs := func() (n int64) {
			for _, f := range w.flows {
				x := &f.routes[0]
				for i := 1; i < len(x.steps)-1; i++ { // each line in between
					n += w.passed[int(x.birth.stops)+i].pieces
				}
			}
			return n
		}
		drive(w, at(200), nil)
		before := runs()
		drive(w, at(300), nil)
		if runs() == before {
			rt.Fatalf("no train has left a line in the last 100 of 300 h")
		}
	})
}

// lines draws one to three single-track lines in a row.
func lines(rt *rapid.T) *swarm {
	g := &swarm{t: rt, m: map[string]Spec{}, rooms: rapid.Bool().Draw(rt, "rooms"), hold: rapid.Bool().Draw(rt, "hold")}
	var path []Ref
	for i := range rapid.IntRange(1, 3).Draw(rt, "lines") {
		name := fmt.Sprintf("rail.l%d", i)
		g.m[name] = g.single()
		path = append(path, Ref(name))
	}
	g.m["route.r"] = routeOf(path...)
	return g
}

func (g *swarm) world() *World {
	s := model(0, 600, g.m)
	s.Run.Seed = rapid.Uint64().Draw(g.t, "seed")
	if faults := Check(s); len(faults) > 0 {
		g.t.Fatalf("faults: %v", faults)
	}
	return New(s, Choices{Seed: s.Run.Seed})
}

// held is the number of cranes of a pool that are at ships.
func (p *cranePool) held(w *World) (n int) {
	for _, sh := range p.queue {
		n += int(sh.held)
	}
	return n
}

// idle is the number of trains that may be used again.
func idle(w *World) (n int) {
	for t := w.idle; t != none; t = w.trains[t].after {
		n++
	}
	return n
}
