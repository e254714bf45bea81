package corridor

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// yearStat is what a flow is measured by in one calendar year of the measured period.
type yearStat struct {
	offered, carried, crossed int64 // pieces
	onTime                    int64 // within the promise of the goal
	transit                   des.Histogram
	transitSum                des.Area
}

// year is a calendar year of the measured period, or the part of it that lies inside.
type year struct {
	number int
	at     des.Time
	length float64 // in years of twelve months
}

// yearsOf are the calendar years of the measured period; none if there is only one, whose numbers are those of
// the whole period, or if the scenario has no goal: a model from a textbook runs for a hundred years.
func yearsOf(s *Scenario) (out []year) {
	if g := &s.Goal; len(g.MeasuredAt)+len(g.Also) == 0 && g.Family == "" {
		return nil
	}
	from, end := s.Run.Start, s.Run.ends()
	for from.Before(end) {
		to := time.Date(from.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
		if to.After(end) {
			to = end
		}
		part := Run{Start: from, Length: to.Sub(from)}
		out = append(out, year{from.Year(), des.Time(from.Sub(s.Run.begins())), part.years()})
		from = to
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// newYears gives a flow its years. With one year there is nothing to keep apart.
func (s *flowStat) newYears(n int) {
	s.years = make([]yearStat, n)
	s.year = new(yearStat)
}

// transits are the transit times of the whole measured period.
func (s *flowStat) transits() *des.Histogram {
	if len(s.years) == 0 {
		return &s.transit
	}
	var all des.Histogram
	for i := range s.years {
		all.Merge(&s.years[i].transit)
	}
	return &all
}

// turnYear lets what happens from now on count in the i-th year.
func (w *World) turnYear(i int) {
	for _, f := range w.flows {
		f.stat.year = &f.stat.years[i]
	}
	w.turnYearsTaken(i)
	w.turnBerths(i)
}

// beginYears schedules the turns of the years but the first, which begins with the measurement.
func (w *World) beginYears() {
	for i := 1; i < len(w.years); i++ {
		w.after(time.Duration(w.years[i].at), dawn, placeID(len(w.scenario.Things)), int32(-i), 0)
	}
}

// restartYears forgets the lead-in.
func (w *World) restartYears() {
	for _, f := range w.flows {
		clear(f.stat.years)
	}
	if len(w.years) > 0 {
		w.turnYear(0)
	}
}

// delivers notes a delivery in the present year.
func (y *yearStat) delivers(n int64, age time.Duration, kept bool) {
	y.carried += n
	y.transit.AddN(inHours(age), uint64(n))
	y.transitSum.AddMul(n, age)
	if kept {
		y.onTime += n
	}
}

// passed is what counts as carried in a year: pieces across the cut or, for a flow that does not cross it, delivered.
func (f *flowState) passed(y int) int64 {
	for _, r := range f.routes {
		if r.cut {
			return f.stat.years[y].crossed
		}
	}
	return f.stat.years[y].carried
}

// measureYears makes the metrics of each year: of the families and of the corridor.
func (w *World) measureYears() {
	for i, y := range w.years {
		for _, name := range w.scenario.Families() {
			w.measureFamilyYear(i, y, name)
		}
		w.measureCorridorYear(i, y)
		for _, f := range w.flows {
			f.measureYear(w, i, y)
		}
	}
}

// measureYear makes the metrics of a flow in a year.
func (f *flowState) measureYear(w *World, i int, y year) {
	b := &builder{w: w, thing: f.thing, path: fmt.Sprintf("%s.year.%d", f.path, y.number)}
	b.value("carried", f.unit.String()+"/yr", func(des.Time) float64 { return float64(f.passed(i)) / float64(f.unit.Scale()) / y.length })
	b.value("carried.mass", "kt/yr", func(des.Time) float64 { return float64(f.mass(f.passed(i))) / 1e6 / y.length })
}

func (w *World) measureFamilyYear(i int, y year, name string) {
	b := &builder{w: w, thing: none, path: fmt.Sprintf("family.%s.year.%d", name, y.number)}
	members := w.members(func(f *flowState) bool { return f.spec.Family == name })
	unit := members[0].unit
	scale := float64(unit.Scale()) * y.length
	sum := func(of func(f *flowState) float64) func(des.Time) float64 { return sumOver(members, of) }
	b.value("offered", unit.String()+"/yr", sum(func(f *flowState) float64 { return float64(f.stat.years[i].offered) / scale }))
	b.value("carried", unit.String()+"/yr", sum(func(f *flowState) float64 { return float64(f.passed(i)) / scale }))
	b.value("carried.mass", "kt/yr", sum(func(f *flowState) float64 { return float64(f.mass(f.passed(i))) / 1e6 / y.length }))
	b.measureYearTransit(i, members)
}

func (w *World) measureCorridorYear(i int, y year) {
	b := &builder{w: w, thing: none, path: fmt.Sprintf("corridor.year.%d", y.number)}
	sum := func(additions bool, of func(f *flowState) float64) func(des.Time) float64 {
		return sumOver(w.flows, func(f *flowState) float64 { return w.ifCounted(f, additions, of(f)) })
	}
	mt := func(f *flowState, n int64) float64 { return float64(f.mass(n)) / 1e9 / y.length }
	teu := func(f *flowState, n int64) float64 {
		if f.unit != TEU {
			return 0
		}
		return float64(n) / y.length
	}
	b.value("offered", "Mt/yr", sum(true, func(f *flowState) float64 { return mt(f, f.stat.years[i].offered) }))
	b.value("carried", "Mt/yr", sum(true, func(f *flowState) float64 { return mt(f, f.passed(i)) }))
	b.value("cut.offered", "Mt/yr", sum(false, func(f *flowState) float64 { return mt(f, f.stat.years[i].offered) }))
	b.value("cut.carried", "Mt/yr", sum(false, func(f *flowState) float64 { return mt(f, f.passed(i)) }))
	b.value("offered.teu", "TEU/yr", sum(false, func(f *flowState) float64 { return teu(f, f.stat.years[i].offered) }))
	b.value("carried.teu", "TEU/yr", sum(false, func(f *flowState) float64 { return teu(f, f.passed(i)) }))
	members := w.members(func(f *flowState) bool { return f.spec.Family == w.scenario.Goal.Family && f.spec.Counted })
	if len(members) == 0 {
		return
	}
	b.measureYearTransit(i, members)
	if w.scenario.Goal.Promised > 0 {
		b.value("on_time", "1", func(des.Time) float64 {
			kept, n := int64(0), int64(0)
			for _, f := range members {
				kept += f.stat.years[i].onTime
				n += f.stat.years[i].carried
			}
			return float64(kept) / float64(n)
		})
	}
}

// measureYearTransit makes the door-to-door metrics of what is delivered in a year.
func (b *builder) measureYearTransit(i int, members []*flowState) {
	b.value("transit.mean", "d", func(des.Time) float64 {
		sum, n := 0.0, int64(0)
		for _, f := range members {
			sum += f.stat.years[i].transitSum.Float()
			n += f.stat.years[i].carried
		}
		return sum / float64(n) / float64(day)
	})
	for _, p := range percentiles {
		b.value("transit."+p.name, "d", func(des.Time) float64 {
			var all des.Histogram
			for _, f := range members {
				all.Merge(&f.stat.years[i].transit)
			}
			return all.Quantile(p.p) / 24
		})
	}
}

// members are the flows of which something is true.
func (w *World) members(is func(f *flowState) bool) (out []*flowState) {
	for _, f := range w.flows {
		if is(f) {
			out = append(out, f)
		}
	}
	return out
}

func sumOver(flows []*flowState, of func(f *flowState) float64) func(des.Time) float64 {
	return func(des.Time) (x float64) {
		for _, f := range flows {
			x += of(f)
		}
		return x
	}
}
