package corridor

import (
	"fmt"
	"math"
	"sort"
	"time"

	"corridor/sim/des"
)

// flowState is a flow in one World.
type flowState struct {
	spec   *Flow
	path   string
	thing  placeID
	id     int32
	name   uint64 // hash of the path: consignments are numbered within their flow
	unit   Unit
	kg     float64 // net mass of a piece
	whole  bool    // kg is a whole number
	kilos  int64   // kg, if it is whole
	gross  float64 // with tare
	routes []routeState
	odds   []odds      // of the routes at present
	byDay  [][]odds    // by epoch
	plain  *routeState // of single units that come at intervals of their own, of which nothing else is to be asked at present; nil: there is
	train  *Train
	class  int // of priority, 0 first

	empties, wants int16 // number of the pool whose empty wagons it brings back; of the pool in whose wagons its cargo lies
	wagons         int64 // in a piece of that cargo
	hauled         bool  // brings back wagons in trains that take locomotives of a pool

	also bool // counts in the corridor although it does not cross the cut

	spacing, every, batch des.Sampler
	shocks                *shockState // nil: never stopped
	lots, turns           des.Stream
	numbered              uint64
	ahead                 [32]time.Duration // draws of every, from the number aheadFrom on
	aheadFrom             uint64
	always                int64   // pieces of every consignment; 0: drawn
	sum                   float64 // of unit intervals so far
	demand                []ramp
	at                    int // ramp in use
	timetable             timetable
	taken                 float64 // demand that departures have taken so far
	response              *response
	guide                 *guide
	detours               []*detours // by epoch
	wanders               bool       // there are some
	detour                *detours   // at present; nil: what is under way goes on as it was sent
	sent                  des.Queue[onward]
	held                  des.Queue[*consignment] // where it was born, while no route is open
	shut                  [][]bool                // by epoch and route: passes a closed place; nil: none does, or it does not matter

	stat flowStat
}

// routeState is one of the routes of a flow, in the direction of the flow.
type routeState struct {
	steps  []step
	legs   []int32     // leg that begins at a step, or none
	origin *depot      // the first place, if it is one
	turns  refuser     // the first place, if it may turn units away
	cut    bool        // crosses the cut in a counted direction
	counts bool        // does not, but counts in the corridor where it is delivered
	birth  parcel      // of a consignment, but for its size, name and time
	begin  *trip       // of its first train
	spans  [][]spanEnd // that end with a step
	births uint64      // moments, once for each piece; see auditLives
	hours  []des.Area  // of what has been delivered, by step and cause
}

// odds is the chance of a route, added to those of the routes before it.
type odds struct {
	route int32
	share float64
}

func (f *Flow) build(b *builder) {
	w := b.w
	st := &flowState{spec: f, path: b.path, thing: b.thing, id: int32(len(w.flows)), name: des.Hash(b.path)}
	st.unit, st.kg, st.gross = f.measures()
	st.whole, st.kilos = st.kg == math.Trunc(st.kg), int64(st.kg)
	if f.Train != "" {
		st.train = spec[*Train](w.scenario, f.Train)
	}
	st.spacing = b.sampler("spacing", f.Spacing)
	st.batch = b.sampler("batch", f.Batch)
	st.aheadFrom, st.always = noneAhead, st.alwaysOf()
	if f.Every != nil {
		st.every = b.sampler("every", *f.Every)
	}
	st.class = classOf(w.scenario, f.Priority)
	st.lots, st.turns = b.stream("route"), b.stream("reroute")
	st.shocks = b.shocks(f, nil)
	st.response = f.newResponse(b)
	st.timetable = w.timetable(f.Departures)
	if f.Volume != nil {
		st.demand = w.demandOf(b.thing)
	}
	w.flows = append(w.flows, st)
	b.act(st)
	st.measure(b)
}

// priorities are the priorities that flows and other traffic of a scenario have, best first, without 0.
func priorities(s *Scenario) (out []int) {
	for _, t := range s.Things {
		p := 0
		switch x := t.Spec.(type) {
		case *Flow:
			p = x.Priority
		case *Rail:
			p = x.OtherPriority
		}
		if p > 0 && !contains(out, p) {
			out = append(out, p)
		}
	}
	sort.Ints(out)
	return out
}

// classOf is the class of a priority: its rank among those in use; 0 counts as last.
func classOf(s *Scenario, priority int) int {
	all := priorities(s)
	for i, p := range all {
		if p == priority {
			return i
		}
	}
	return len(all)
}

// measures are the unit of a flow and the net and gross kilograms of one piece.
func (f *Flow) measures() (u Unit, net, gross float64) {
	switch {
	case f.Volume != nil:
		u = f.Volume.Unit
	case f.Load != nil:
		u = f.Load.Unit
	default:
		u = Items
	}
	net = float64(f.Weight)
	if u == Tonnes && f.Weight == 0 {
		net = 1
	}
	return u, net, net + float64(f.Tare)
}

// begin schedules the first consignment.
func (f *flowState) begin(w *World) {
	if f.nothing(w) || f.empties != 0 { // empty wagons begin when they stand empty
		return
	}
	if f.response != nil {
		f.response.begin(w, f)
	}
	for range f.spec.Population {
		f.send(w, 1)
	}
	if f.spec.Population == 0 {
		f.next(w)
	}
}

// next schedules the next consignment. Its time depends on its number alone: at a higher demand level
// every consignment comes earlier, and nothing else about it changes.
func (f *flowState) next(w *World) {
	now := w.sim.Now()
	switch {
	case len(f.spec.Departures) > 0:
		w.after(f.timetable.next(now).Sub(now), depart, f.thing, f.id, 0)
	case f.spec.Every != nil:
		w.after(f.interval(), born, f.thing, f.id, 0)
	default:
		f.sum += f.spacing.Value(f.name, f.numbered)
		f.schedule(w)
	}
}

// interval is the time to the next consignment. Numbers come in order, so some are drawn at a time.
func (f *flowState) interval() time.Duration {
	i := f.numbered - f.aheadFrom
	if i >= uint64(len(f.ahead)) {
		f.drawAhead()
		i = 0
	}
	return f.ahead[i]
}

//go:noinline
func (f *flowState) drawAhead() {
	f.aheadFrom = f.numbered
	f.every.Durations(f.name, f.numbered, f.ahead[:])
}

// noneAhead is a number so far off that no draw is kept for the present one.
const noneAhead = 1 << 63

// schedule lets the next consignment come when the cumulative demand reaches its number.
func (f *flowState) schedule(w *World) {
	sum, gen := f.sum, uint32(0)
	if f.response != nil {
		sum, gen, f.at = f.response.base(f.sum), f.response.gen, 0
	}
	if t := f.when(sum); t != des.Never {
		w.after(max(t.Sub(w.sim.Now()), 0), born, f.thing, f.id, gen)
	}
}

// demanded is the cumulative demand at present.
func (f *flowState) demanded(w *World) float64 {
	base := f.until(w.sim.Now())
	if f.response != nil {
		return f.response.effective(base)
	}
	return base
}

func (f *flowState) handle(w *World, e event) {
	if f.plain != nil && e.do == born {
		f.sendOne(w, f.plain, f.serial())
		w.after(f.interval(), born, f.thing, f.id, 0)
		return
	}
	f.handles(w, e)
}

// handles is handle for flows that are not plain.
func (f *flowState) handles(w *World, e event) {
	switch e.do {
	case born:
		if f.response != nil && f.response.gen != e.gen {
			return // put off by a change of demand
		}
		f.send(w, f.pieces())
	case depart:
		total := f.demanded(w) * float64(f.spec.Load.N)
		if n := int64(total - f.taken); n > 0 {
			f.taken += float64(n)
			f.send(w, n)
		}
	case monthly:
		f.response.reckon(w, f)
		return
	default:
		w.stray(f.thing, e)
	}
	f.next(w)
}

// pieces is the size of the next consignment.
func (f *flowState) pieces() int64 {
	if f.always > 0 {
		return f.always
	}
	return f.drawn()
}

func (f *flowState) drawn() int64 { return int64(math.Round(f.batch.Value(f.name, f.numbered))) }

// alwaysOf is the size of all consignments, if they have the same; 0 if not.
func (f *flowState) alwaysOf() int64 {
	switch {
	case f.spec.Volume != nil:
		return f.spec.Load.N
	case f.spec.Batch.IsConstant():
		return int64(math.Round(f.spec.Batch.Args[0]))
	}
	return 0
}

// send lets a consignment be born: in the store of the depot at its origin or, in a model without
// one, aboard a unit of its own that goes straight to the first place.
func (f *flowState) send(w *World, n int64) {
	if f.shocks != nil {
		if f.shocks.on(w, f.name) {
			f.withhold(n)
			return
		}
	}
	if len(f.odds) == 0 {
		f.hold(w, n)
		return
	}
	r := f.chooseRoute(w.sim.Now(), f.numbered)
	rs := &f.routes[r]
	if f.stat.taken != nil {
		f.stat.taken[r]++
	}
	serial := f.serial()
	if rs.origin != nil {
		x := w.newCargo(rs, n, serial)
		f.guides(x)
		f.offers(w, n)
		rs.origin.ready(w, x)
		return
	}
	if n == 1 {
		f.sendOne(w, rs, serial)
		return
	}
	for i := range n {
		f.sendOne(w, &f.routes[r], serial+uint64(i))
	}
}

// serial names the next consignment in keyed draws.
func (f *flowState) serial() uint64 {
	f.numbered++
	return f.name + (f.numbered-1)*perNumber
}

// sendOne lets a unit of its own be born. Like others on the way of each unit it is not inlined, so that what it calls
// can be.
//
//go:noinline
func (f *flowState) sendOne(w *World, rs *routeState, serial uint64) {
	f.offers(w, 1)
	tr := w.newTrain(f.id, rs.begin, serial)
	if rs.turns != nil && rs.turns.refuses(w, tr) {
		f.stat.lost++
		f.stat.gone++
		f.stat.inside.Change(w.sim.Now(), -1)
		w.freeTrain(tr)
		return
	}
	x := w.newCargo(rs, 1, serial)
	tr.cargo, x.why = x, waitTrack
	f.guides(x)
	w.advance(tr)
}

// mass is the net mass of n pieces in kg.
func (f *flowState) mass(n int64) int64 {
	if f.whole {
		return n * f.kilos
	}
	return int64(math.Round(float64(n) * f.kg))
}

func (f *flowState) String() string { return fmt.Sprintf("%s (%v)", f.path, f.unit) }

// nothing tells whether the flow offers nothing in the whole run.
func (f *flowState) nothing(w *World) bool {
	if f.spec.Volume == nil {
		return w.level.Of(f.spec.Family) == 0
	}
	return f.demand[len(f.demand)-1].above == 0
}

// change takes a new Spec: what is born from now on goes by it. Its volume, season and growth have been known
// from the beginning, and so have its routes.
func (f *flowState) change(w *World, b *builder, to Spec) {
	f.spec = to.(*Flow)
	f.shocks = b.shocks(f.spec, f.shocks)
	f.spacing = b.sampler("spacing", f.spec.Spacing)
	f.batch = b.sampler("batch", f.spec.Batch)
	f.aheadFrom, f.always = noneAhead, f.alwaysOf()
	if f.spec.Every != nil {
		f.every = b.sampler("every", *f.spec.Every)
	}
}
