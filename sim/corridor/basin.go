package corridor

import (
	"fmt"
	"math"
	"time"

	"corridor/sim/des"
)

// basin is the running state of a Basin: calm times and storms in turn. Each storm closes some of
// the ports for as long as it lasts, so closures are correlated.
type basin struct {
	id     placeID
	spec   *Basin
	name   uint64
	takes  des.Sampler
	calms  des.Stream
	comes  des.Stream   // whether a storm comes, or is one less
	closes []des.Stream // by port of the spec
	cranes []des.Stream // the same, for the cranes of a port that stays open
	ports  []*quayside
	lanes  []*lane

	number uint64   // names the storm that is next or on: its turn, or its date
	begins des.Time // of that storm
	level  float64  // of the sea, m
	tide   uint32   // numbers the changes of level
	need   float64  // hours at rate 1 that the calm still lasts, from since on
	since  des.Time
	gen    uint32
	length time.Duration
	on     bool
	hit    []bool // by port: closed by that storm
	still  []bool // by port: open, but the storm stops its cranes
	bound  []*ship

	storms *des.Count
	stormy *des.Level
}

func (s *Basin) build(b *builder) {
	x := &basin{id: b.thing, spec: s, name: des.Hash(b.path), takes: b.sampler("takes", s.Takes), calms: b.stream("calm"), comes: b.stream("share")}
	for _, e := range s.Port {
		x.closes = append(x.closes, b.stream("port."+e.Name))
		x.cranes = append(x.cranes, b.stream("port."+e.Name+".cranes"))
	}
	x.hit, x.still = make([]bool, len(s.Port)), make([]bool, len(s.Port))
	x.storms = b.counter("storms", "storms")
	x.stormy = b.level("stormy", "1", "mean")
	b.w.basins = append(b.w.basins, x)
	b.act(x)
}

func (x *basin) wire(w *World) {
	for _, e := range x.spec.Port {
		d := w.places[w.scenario.Find("port."+e.Name)].(*depot)
		x.ports = append(x.ports, d.port)
		if d.port.reopened == nil {
			d.port.reopened = w.meter.Count(d.port.name+".reopened", "1")
			d.port.bunch = w.meter.Count(d.port.name+".reopened.sailings", "sailings")
		}
	}
	for _, l := range w.lanes {
		for _, p := range l.ports {
			if x.portIndex(p) != none && l.basin != x {
				l.basin = x
				if l.caught == nil {
					l.caught = w.meter.Count(w.scenario.Things[l.id].Path+".caught", "passages")
				}
				x.lanes = append(x.lanes, l)
			}
		}
	}
	x.level = x.spec.levelAt(w.scenario.Run.begins())
	for _, l := range x.lanes {
		for _, v := range l.served {
			v.load()
		}
	}
}

func (x *basin) portIndex(q *quayside) int {
	for i, p := range x.ports {
		if p == q {
			return i
		}
	}
	return none
}

func (x *basin) begin(w *World) {
	x.ebbs(w)
	w.loadAll(x.lanes)
	x.schedule(w)
}

// schedule draws the next storm: its beginning from the rate by month, its length, and which ports
// it closes. They are known to the model in advance, so that captains may foresee it. At means there are only the
// storms that have a date.
func (x *basin) schedule(w *World) {
	if x.spec.Dates != nil {
		x.plan(w)
		return
	}
	if w.scenario.Run.AtMeans {
		x.gen++
		x.begins = des.Never
		return
	}
	x.need, x.since = x.drawCalm(), w.sim.Now()
	x.plan(w)
}

func (x *basin) drawCalm() float64 { return -math.Log1p(-x.calms.Uniform(x.name, x.number)) }

// there tells whether a storm comes at all.
func (x *basin) there(number uint64) bool {
	return x.spec.Share >= 1 || x.comes.Uniform(x.name, number) < float64(x.spec.Share)
}

// plan works out the next storm from now on.
func (x *basin) plan(w *World) {
	x.gen++
	if x.spec.Dates != nil {
		x.nextByDate(w)
		return
	}
	x.begins = x.endOfCalm(w)
	for x.begins != des.Never && !x.there(x.number) { // it is calm until after it, and in the calm that follows
		x.since = x.begins.Add(x.takes.Duration(x.name, x.number))
		x.number++
		x.need = x.drawCalm()
		x.begins = x.endOfCalm(w)
	}
	if x.begins == des.Never {
		return
	}
	x.length = x.takes.Duration(x.name, x.number)
	m := w.calendarMonth(x.begins)
	for i := range x.spec.Port {
		x.hit[i] = false
	}
	for i := range x.spec.Port {
		x.hit[i] = x.closes[i].Uniform(x.name, x.number) < x.chance(i, m)
	}
	for i := range x.spec.Port { // those that follow another port know now whether it is closed
		if x.spec.Port[i].Value.With != "" {
			x.hit[i] = x.closes[i].Uniform(x.name, x.number) < x.chance(i, m)
		}
	}
	for i, e := range x.spec.Port {
		x.still[i] = !x.hit[i] && e.Value.Cranes != nil && x.cranes[i].Uniform(x.name, x.number) < e.Value.Cranes[m-1]
	}
	w.after(x.begins.Sub(w.sim.Now()), storm, x.id, 0, x.gen)
}

// chance is the probability that the storm closes port i.
func (x *basin) chance(i int, month time.Month) float64 {
	c := &x.spec.Port[i].Value
	if c.With == "" {
		return c.Closes[month-1]
	}
	for j := range x.spec.Port {
		if x.spec.Port[j].Name == c.With && x.hit[j] {
			return c.Closed[month-1]
		}
	}
	return c.Open[month-1]
}

// endOfCalm inverts the cumulative rate of storms from now on, or from the end of one that does not come.
func (x *basin) endOfCalm(w *World) des.Time {
	need := x.need
	t := max(x.since, w.sim.Now())
	for t < w.end {
		stretch, rate := x.restOfMonth(w, t)
		if have := rate * stretch.Hours(); have >= need {
			return t.Add(time.Duration(need / rate * float64(hour)))
		} else {
			need -= have
		}
		t = t.Add(stretch)
	}
	return des.Never
}

// restOfMonth is how long the month still lasts and its rate of storms.
func (x *basin) restOfMonth(w *World, t des.Time) (time.Duration, float64) {
	at := w.scenario.Run.Start.Add(time.Duration(t) - w.scenario.Run.LeadIn)
	next := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1, 0)
	return next.Sub(at), x.spec.Storms[at.Month()-1]
}

// change takes a new Spec. A storm that is on keeps its length and its ports; a calm has lasted its part at the
// old rates and goes on at the new ones.
func (x *basin) change(w *World, b *builder, to Spec) {
	had := x.spec
	x.passCalm(w)
	x.spec = to.(*Basin)
	x.takes = b.sampler("takes", x.spec.Takes)
	x.ebbs(w)
	w.loadAll(x.lanes)
	switch {
	case x.on:
	case x.spec.Dates == nil && (had.Dates != nil || w.scenario.Run.AtMeans):
		x.schedule(w)
	default:
		x.plan(w)
	}
}

// passCalm takes from the calm what has passed of it, at the rates of the present Spec.
func (x *basin) passCalm(w *World) {
	if x.on || x.spec.Dates != nil || w.scenario.Run.AtMeans {
		return
	}
	for t := x.since; t < w.sim.Now(); {
		stretch, rate := x.restOfMonth(w, t)
		stretch = min(stretch, w.sim.Now().Sub(t))
		x.need = max(x.need-rate*stretch.Hours(), 0)
		t = t.Add(stretch)
	}
	x.since = max(x.since, w.sim.Now())
}

func (w *World) calendarMonth(t des.Time) time.Month {
	return w.scenario.Run.Start.Add(time.Duration(t) - w.scenario.Run.LeadIn).Month()
}

func (x *basin) handle(w *World, e event) {
	switch e.do {
	case storm:
		if e.gen != x.gen {
			return // planned by an earlier Spec
		}
		x.start(w)
	case calm:
		x.on = false
		x.stormy.Set(w.sim.Now(), 0)
		for i, p := range x.ports {
			if x.hit[i] {
				p.reopen(w)
			} else if x.still[i] {
				p.turnCranes(w, true)
			}
		}
		x.number++
		x.schedule(w)
		if x.begins == w.sim.Now() { // by dates, one storm may follow another: nobody slips out between them
			x.gen++
			x.start(w)
		}
		x.lookAgain(w)
	case ebb:
		x.turnTide(w, e.gen)
	default:
		w.stray(x.id, e)
	}
}

// start is the beginning of a storm.
func (x *basin) start(w *World) {
	x.on = true
	x.storms.Add(1)
	x.stormy.Set(w.sim.Now(), 1)
	if w.trace != nil {
		w.trace.storm(w, x)
	}
	for i, p := range x.ports {
		if x.hit[i] {
			p.close(w)
		} else if x.still[i] {
			p.turnCranes(w, false)
		}
	}
	for _, l := range x.lanes {
		if x.strikes(l) {
			l.slow(w, float64(x.spec.Slow), x.length)
		}
	}
	w.after(x.length, calm, x.id, 0, 0)
}

// lookAgain lets the ships that were held look at the weather.
func (x *basin) lookAgain(w *World) {
	for _, l := range x.lanes {
		for _, p := range l.ports { // also the ports that no storm closes
			x.bound = append(x.bound[:0], p.bound...) // they may be held again
			p.bound = p.bound[:0]
			for _, sh := range x.bound {
				w.wantsToSail(sh)
			}
		}
	}
}

// strikes tells whether the storm closes an end of a lane.
func (x *basin) strikes(l *lane) bool {
	for _, p := range l.ports {
		if i := x.portIndex(p); i != none && x.hit[i] {
			return true
		}
	}
	return false
}

// wantsToSail lets a ship leave if its captain may: no storm on at either end, and none foreseen to
// begin before the passage and a margin are over; else it waits where it is.
func (w *World) wantsToSail(sh *ship) {
	f := sh.fleet
	l := sh.on.lane
	x := l.basin
	w.shipIs(sh, weatherbound)
	sh.gen++
	if x == nil {
		l.leave(w, sh)
		return
	}
	if x.strikes(l) && (x.on || x.foreseen(w, sh)) {
		w.markChain(sh.cargo.head, weather)
		port := sh.port()
		port.bound = append(port.bound, sh)
		return
	}
	if !w.scenario.Run.AtMeans && (!x.on || !x.strikes(l)) {
		if f.looks.Uniform(sh.serial, x.forecast(w)) < float64(x.spec.FalseAlarm) {
			w.markChain(sh.cargo.head, weather)
			w.after(x.spec.Look, look, f.id, int32(sh.id), sh.gen)
			return
		}
	}
	l.leave(w, sh)
}

// forecast numbers the weather reports: one for each time that a captain waits between two looks. A false warning
// is in the report, whoever looks how often; a voyage more or less before it changes none.
func (x *basin) forecast(w *World) uint64 { return uint64(w.sim.Now()) / uint64(x.spec.Look) }

// foreseen tells whether the captain of a ship knows of the next storm and would meet it. Whether a
// ship's captain foresees a storm does not change from look to look.
func (x *basin) foreseen(w *World, sh *ship) bool {
	far := sh.on.base + x.spec.Margin
	if far = min(far, or(x.spec.Horizon, far)); x.begins == des.Never || x.begins > w.sim.Now().Add(far) {
		return false
	}
	return x.calms.Uniform(sh.serial, x.number) < float64(x.spec.Hit)
}

func (x *basin) String() string { return fmt.Sprintf("storm %d, on %v", x.number, x.on) }
