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
	gross  float64 // with tare
	factor float64 // demand level
	routes []routeState
	train  *Train
	class  int  // of priority, 0 first
	also   bool // counts in the corridor although it does not cross the cut

	spacing, every, batch des.Sampler
	lots                  des.Stream
	numbered              uint64
	sum                   float64 // of unit intervals so far
	demand                []ramp
	at                    int // ramp in use
	timetable             timetable
	taken                 float64 // demand that departures have taken so far

	stat flowStat
}

// routeState is one of the routes of a flow, in the direction of the flow.
type routeState struct {
	steps []step
	legs  []int32     // leg that begins at a step, or none
	share float64     // cumulative
	turns refuser     // the first place, if it may turn units away
	cut   bool        // crosses the cut in a counted direction
	spans [][]spanEnd // that end with a step
}

// ramp is a stretch of time in which demand, in consignments, grows evenly.
type ramp struct {
	from, to     des.Time
	below, above float64 // cumulative demand at from and to
}

func (f *Flow) build(b *builder) {
	w := b.w
	st := &flowState{spec: f, path: b.path, thing: b.thing, id: int32(len(w.flows)), name: des.Hash(b.path)}
	st.unit, st.kg, st.gross = f.measures()
	st.factor = w.level.Of(f.Family)
	if f.Train != "" {
		st.train = spec[*Train](w.scenario, f.Train)
	}
	st.spacing = b.sampler("spacing", f.Spacing)
	st.batch = b.sampler("batch", f.Batch)
	if f.Every != nil {
		st.every = b.sampler("every", *f.Every)
	}
	st.class = classOf(w.scenario, f.Priority)
	st.lots = b.stream("route")
	st.timetable = w.timetable(f.Departures)
	if f.Volume != nil {
		st.demand = w.demandOf(f, st.factor)
	}
	w.flows = append(w.flows, st)
	b.act(st)
	st.measure(b)
}

// priorities are the priorities that flows of a scenario have, best first, without 0.
func priorities(s *Scenario) (out []int) {
	for _, t := range s.Things {
		if f, ok := t.Spec.(*Flow); ok && f.Priority > 0 && !contains(out, f.Priority) {
			out = append(out, f.Priority)
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

// seasonOf is the season of a flow at the present demand level.
func (w *World) seasonOf(f *Flow) *Season {
	if f.Season == "" {
		return nil
	}
	ref := f.Season
	for _, e := range w.level.Season {
		if "season."+e.Name == string(ref) {
			ref = e.Value
			break
		}
	}
	return spec[*Season](w.scenario, ref)
}

// demandOf integrates the volume of a flow over the months of the run: each month takes its share of the
// year, spread evenly over its days.
func (w *World) demandOf(f *Flow, factor float64) []ramp {
	perYear := f.Volume.PerYear * float64(f.Volume.Unit.Scale()) / float64(f.Load.N) * factor
	season := w.seasonOf(f)
	begin := w.scenario.Run.Start
	var out []ramp
	sum := 0.0
	for _, m := range monthsOf(begin.Add(-w.scenario.Run.LeadIn), begin.Add(w.scenario.Run.Length)) {
		shape := 1.0
		if season != nil {
			shape = season.Months[m.first.Month()-1]
			if season.Before != nil && m.first.Before(begin) {
				shape = *season.Before
			}
		}
		years := m.first.Sub(begin).Hours() / (365 * 24)
		shape *= math.Pow(1+float64(f.Growth), max(years, 0))
		add := perYear / 12 * shape * float64(m.length) / float64(m.whole())
		from := des.Time(m.first.Sub(begin.Add(-w.scenario.Run.LeadIn)))
		out = append(out, ramp{from, from.Add(m.length), sum, sum + add})
		sum += add
	}
	return out
}

// month is a calendar month, or the part of one that lies inside the run.
type month struct {
	first  time.Time
	length time.Duration
}

// years is the length of the measured period, in which every calendar month counts as a twelfth of
// a year, leap year or not: volumes are spread over months in the same way.
func (r *Run) years() (sum float64) {
	for _, m := range monthsOf(r.Start, r.Start.Add(r.Length)) {
		sum += float64(m.length) / float64(m.whole()) / 12
	}
	return sum
}

// whole is the length of the calendar month.
func (m month) whole() time.Duration {
	first := m.first.AddDate(0, 0, 1-m.first.Day())
	return first.AddDate(0, 1, 0).Sub(first)
}

func monthsOf(from, to time.Time) (out []month) {
	for t := from; t.Before(to); {
		next := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1, 0)
		if next.After(to) {
			next = to
		}
		out = append(out, month{t, next.Sub(t)})
		t = next
	}
	return out
}

// when inverts the cumulative demand: the time at which it reaches sum, or Never within the run.
func (f *flowState) when(sum float64) des.Time {
	for f.at < len(f.demand) && f.demand[f.at].above < sum {
		f.at++
	}
	if f.at == len(f.demand) {
		return des.Never
	}
	r := f.demand[f.at]
	return r.from.Add(time.Duration((sum - r.below) / (r.above - r.below) * float64(r.to-r.from)))
}

// until is the cumulative demand at a time.
func (f *flowState) until(t des.Time) float64 {
	i := sort.Search(len(f.demand), func(i int) bool { return f.demand[i].to >= t })
	if i == len(f.demand) {
		return f.demand[len(f.demand)-1].above
	}
	r := f.demand[i]
	return r.below + (r.above-r.below)*float64(t-r.from)/float64(r.to-r.from)
}

// begin schedules the first consignment.
func (f *flowState) begin(w *World) {
	if f.factor == 0 {
		return
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
		w.after(f.every.Duration(f.name, f.numbered), born, f.thing, f.id, 0)
	default:
		f.sum += f.spacing.Value(f.name, f.numbered)
		if t := f.when(f.sum); t != des.Never {
			w.after(t.Sub(now), born, f.thing, f.id, 0)
		}
	}
}

func (f *flowState) handle(w *World, e event) {
	switch e.do {
	case born:
		n := int64(1)
		if f.spec.Volume != nil {
			n = f.spec.Load.N
		} else if b := f.batch.Value(f.name, f.numbered); b != 1 {
			n = int64(math.Round(b))
		}
		f.send(w, n)
	case depart:
		total := f.until(w.sim.Now()) * float64(f.spec.Load.N)
		if n := int64(total - f.taken); n > 0 {
			f.taken += float64(n)
			f.send(w, n)
		}
	default:
		w.failf(f.thing, "unknown event %v", e)
	}
	f.next(w)
}

// send lets a consignment be born: in the store of the depot at its origin or, in a model without
// one, aboard a unit of its own that goes straight to the first place.
func (f *flowState) send(w *World, n int64) {
	serial := f.name + f.numbered*0x9e3779b97f4a7c15
	r := f.chooseRoute()
	rs := &f.routes[r]
	f.numbered++
	first := rs.steps[0]
	if d, ok := w.places[first.place].(*depot); ok {
		c := w.newCargo(f.id, r, n, serial)
		f.offers(w, n)
		d.receive(w, c, first.way, true)
		return
	}
	for i := range n {
		f.offers(w, 1)
		t := w.newTrain(f.id, rs.legs[0], serial+uint64(i))
		if rs.turns != nil && rs.turns.refuses(w, t) {
			f.stat.lost++
			f.stat.gone++
			f.stat.inside.Change(w.sim.Now(), -1)
			w.freeTrain(t)
			continue
		}
		w.trains[t].cargo = w.newCargo(f.id, r, 1, serial+uint64(i))
		w.markTrain(t, waitTrack)
		w.advance(t)
	}
}

// ended sends the unit of a closed model round again.
func (f *flowState) ended(w *World) {
	if f.spec.Population > 0 {
		f.send(w, 1)
	}
}

func (f *flowState) chooseRoute() int32 {
	if len(f.routes) == 1 {
		return 0
	}
	u := f.lots.Uniform(f.name, f.numbered)
	for i := range f.routes {
		if u < f.routes[i].share {
			return int32(i)
		}
	}
	return int32(len(f.routes) - 1)
}

func (f *flowState) mass(n int64) int64 { return int64(math.Round(float64(n) * f.kg)) }

func (f *flowState) String() string { return fmt.Sprintf("%s (%v)", f.path, f.unit) }
