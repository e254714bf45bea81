package corridor

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// cut is where the corridor is measured.
type cut struct {
	at   []bool // by place
	ways [2]bool
}

// flowStat is what a flow is measured by. Whole numbers, so that conservation can be exact.
type flowStat struct {
	rerouted      int64      // pieces that have changed their way, as often as they did
	offered, lost int64      // pieces in the measured period
	born, gone    int64      // pieces since the start of the run
	inside        *des.Level // pieces in the system
	startStock    int64
	transit       des.Histogram // h, weighted by pieces; not kept if years are kept apart
	otherSum      des.Area      // piece-ns, of what has not come by the first route; the rest is in hours
	delivered     int64
	onTime        int64      // within the flow's own promise
	kept          int64      // within the promise of the goal
	crossed       int64      // pieces across the cut in the measured period
	months        []int64    // of pieces that count in the corridor: across the cut or delivered
	asked         []int64    // those offered, by month; nil for a flow that does not count there
	hours         []des.Area // by step and cause, of the first route
	passing       []des.Histogram
	taken         []int64 // consignments by route; nil if routes are chosen by share
	years         []yearStat
	year          *yearStat // the present one; a spare one if years are not kept apart
}

// offers notes a birth.
func (f *flowState) offers(w *World, n int64) {
	f.stat.born += n
	f.stat.offered += n
	f.stat.year.offered += n
	if f.stat.asked != nil {
		f.stat.asked[w.month] += n
	}
	if n == 1 {
		f.stat.inside.Up(w.sim.Now())
		return
	}
	f.stat.inside.Change(w.sim.Now(), n)
}

// passes notes that a consignment has left the step where it is.
func (f *flowState) passes(w *World, x *consignment) {
	if x.route == 0 {
		f.stat.passing[x.step].AddN(inHours(w.sim.Now().Sub(x.born)), uint64(x.n))
	}
}

// crosses notes that a consignment has crossed the cut.
func (f *flowState) crosses(w *World, x *consignment) {
	f.stat.crossed += x.n
	f.stat.year.crossed += x.n
	f.stat.months[w.month] += x.n
}

// hoursOf is where the account of a consignment goes at its end.
func (f *flowState) hoursOf(x *consignment) []des.Area { return f.routes[x.route].hours }

// delivers notes the end of a consignment.
func (f *flowState) delivers(w *World, x *consignment, age time.Duration) {
	s, n, now := &f.stat, x.n, w.sim.Now()
	s.gone += n
	s.delivered += n
	if n == 1 {
		s.inside.Down(now)
	} else {
		s.inside.Change(now, -n)
	}
	if x.route != 0 {
		s.otherSum.AddMul(n, age)
	}
	if age <= f.spec.Promised {
		s.onTime += n
	}
	if age <= w.scenario.Goal.Promised {
		s.kept += n
	}
	if f.response != nil {
		f.response.arrives(age, n)
	}
	if len(s.years) > 0 {
		s.year.delivers(n, age, age <= w.scenario.Goal.Promised)
	} else {
		s.transit.AddN(inHours(age), uint64(n))
	}
	if x.counts {
		s.months[w.month] += n
	}
}

// transitSum is the age of all that has been delivered, in piece-ns.
func (s *flowStat) transitSum() des.Area {
	sum := s.otherSum
	for _, h := range s.hours {
		sum.Add(h)
	}
	return sum
}

// inHours is a duration as a histogram counts it.
func inHours(d time.Duration) float64 { return float64(d) / float64(hour) }

// turnMonth goes on to the next month. Before the measured period it is always the first; what is counted then is
// forgotten at the start of the period.
func (w *World) turnMonth() {
	w.month++
	w.monthEnd = w.endOfMonth()
}

// endOfMonth is when the present month of the measured period is over; the last goes on to the end.
func (w *World) endOfMonth() des.Time {
	if w.month+1 < len(w.months) {
		return w.months[w.month+1]
	}
	return des.Never
}

// restart forgets all that was measured in the lead-in.
func (w *World) restart() {
	w.auditStays()
	w.meter.Restart(w.start)
	w.restartCounted()
	w.restartLives()
	for _, p := range w.places {
		if r, ok := p.(interface{ restart() }); ok {
			r.restart()
		}
	}
	for _, p := range w.pools {
		p.stat.loads = 0
	}
	w.month, w.monthEnd = 0, w.endOfMonth()
	w.restartYears()
	if w.bill != nil {
		w.bill.restart()
	}
	for _, s := range w.spans {
		*s = spanState{spec: s.spec}
	}
	for _, f := range w.flows {
		s := &f.stat
		s.transit, s.otherSum = des.Histogram{}, des.Area{}
		s.offered, s.lost, s.rerouted = 0, 0, 0
		if f.response != nil {
			f.response.restart(w.start)
		}
		s.delivered, s.onTime, s.kept, s.crossed = 0, 0, 0, 0
		clear(s.months)
		clear(s.asked)
		clear(s.taken)
		clear(s.passing)
		s.startStock = s.inside.Value()
	}
}

// audit checks what must hold in every run: no cargo is lost or made, nothing is charged twice.
func (w *World) audit() {
	w.auditStays()
	w.auditWaits()
	w.auditRooms()
	w.auditPools()
	w.auditGuides()
	for _, p := range w.places {
		if s, is := p.(*single); is {
			s.stat.other.audit(w, s.id, s.before(w))
		}
	}
	inside := make([]int64, len(w.flows))
	for i := range w.cargo {
		if x := w.cargo[i]; x.live {
			inside[x.flow] += x.n
		}
	}
	for i, f := range w.flows {
		if f.stat.born != f.stat.gone+inside[i] {
			w.failf(f.thing, "offered %d, gone %d, inside %d: cargo is not conserved", f.stat.born, f.stat.gone, inside[i])
		}
		if f.stat.inside.Value() != inside[i] {
			w.failf(f.thing, "level says %d inside, there are %d", f.stat.inside.Value(), inside[i])
		}
	}
}

// measure makes the metrics of a flow.
func (f *flowState) measure(b *builder) {
	s := &f.stat
	u := f.unit.String()
	years := b.w.scenario.Run.years()
	scale := float64(f.unit.Scale())
	s.newYears(len(b.w.years))
	s.inside = b.level("inside", f.unit.piece())
	rate := func(n int64) float64 { return float64(n) / scale / years }
	b.value("offered", u+"/yr", func(des.Time) float64 { return rate(s.offered) })
	b.value("carried", u+"/yr", func(des.Time) float64 { return rate(s.delivered) })
	b.value("rate", "1/h", func(des.Time) float64 { return float64(s.delivered) / b.w.scenario.Run.Length.Hours() })
	b.value("lost.share", "1", func(des.Time) float64 { return float64(s.lost) / float64(s.offered) })
	b.value("time.mean", "h", func(des.Time) float64 { return s.transitSum().Float() / float64(s.delivered) / float64(hour) })
	b.value("carried.mass", "kt/yr", func(des.Time) float64 { return float64(f.mass(f.through())) / 1e6 / years })
	b.value("lost", u+"/yr", func(des.Time) float64 { return rate(s.lost) })
	if !b.always(func(to Spec) bool { return !to.(*Flow).reroutes() }) {
		b.value("rerouted", u+"/yr", func(des.Time) float64 { return rate(s.rerouted) })
	}
	b.value("stock.start", u, func(des.Time) float64 { return float64(s.startStock) / scale })
	b.value("stock.end", u, func(des.Time) float64 { return float64(s.inside.Value()) / scale })
	b.value("transit.mean", "d", func(des.Time) float64 { return s.transitSum().Float() / float64(s.delivered) / float64(day) })
	for _, p := range percentiles {
		b.value("transit."+p.name, "d", func(des.Time) float64 { return s.transits().Quantile(p.p) / 24 })
	}
	if f.spec.Promised > 0 {
		b.value("on_time", "1", func(des.Time) float64 { return float64(s.onTime) / float64(s.delivered) })
	}
}

var percentiles = []struct {
	name string
	p    float64
}{{"p10", .1}, {"p50", .5}, {"p90", .9}, {"p95", .95}}

// measureSteps makes the metrics of the steps of a flow's first route; they need the route, so they are made
// when all things are built.
func (f *flowState) measureSteps(w *World) {
	b := &builder{w: w, thing: f.thing, path: f.path}
	s := &f.stat
	s.months = make([]int64, len(w.months))
	if f.counts(w) {
		s.asked = make([]int64, len(w.months))
	}
	n := len(f.routes[0].steps)
	for i := range f.routes {
		f.routes[i].hours = make([]des.Area, len(f.routes[i].steps)*int(causes))
	}
	s.hours = f.routes[0].hours
	last := int(f.routes[0].birth.stops) + n - 1 // what has passed it has been delivered over the first route
	if f.spec.Family == w.scenario.Goal.Family {
		s.passing = make([]des.Histogram, n)
	}
	if len(f.routes) > 1 { // the steps tell of no more than this
		b.value("step.share", "1", func(des.Time) float64 { return float64(w.passed[last].pieces) / float64(s.delivered) })
	}
	for i := range n {
		for c := range Causes {
			cell := i*int(causes) + c
			b.value(fmt.Sprintf("step.%02d.%s", i, Causes[c]), "h", func(des.Time) float64 {
				return s.hours[cell].Float() / float64(w.passed[last].pieces) / float64(hour)
			})
		}
		if s.passing == nil {
			continue
		}
		for _, p := range percentiles[:3] {
			b.value(fmt.Sprintf("step.%02d.%s", i, p.name), "d", func(des.Time) float64 { return s.passing[i].Quantile(p.p) / 24 })
		}
	}
}

// Metrics are the names and units of Values, fixed when the World is built.
func (w *World) Metrics() []des.Metric { return w.meter.Metrics() }

// Values are the metrics of the measured period, in the order of Metrics. NaN stands for the mean
// of nothing.
func (w *World) Values() []float64 { return w.meter.Values(w.sim.Now()) }
