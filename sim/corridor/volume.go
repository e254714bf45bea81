package corridor

import (
	"math"
	"sort"
	"time"

	"corridor/sim/des"
)

// ramp is a stretch of time in which demand, in consignments, grows evenly.
type ramp struct {
	from, to     des.Time
	below, above float64 // cumulative demand at from and to
}

// seasonOf is the season of a flow at a demand level.
func seasonOf(s *Scenario, f *Flow, l *Level) *Season {
	if f.Season == "" {
		return nil
	}
	ref := f.Season
	for _, e := range l.Season {
		if "season."+e.Name == string(ref) {
			ref = e.Value
			break
		}
	}
	return spec[*Season](s, ref)
}

// demandOf integrates the volume of a flow over the months of the run: each month takes its share of the
// year, spread evenly over its days, and over the hours of a day by their own factors. What changes inside the run changes
// the rest of the ramps on its day, so that the cumulative demand is known from the beginning.
func (w *World) demandOf(thing placeID) []ramp {
	run := &w.scenario.Run
	var out []ramp
	sum := 0.0
	for i, e := range w.epochs {
		from, to := run.begins().Add(time.Duration(e.at)), run.ends()
		if i+1 < len(w.epochs) {
			to = run.begins().Add(time.Duration(w.epochs[i+1].at))
		}
		t := &e.scenario.Things[thing]
		for _, m := range monthsOf(from, to) {
			at := des.Time(m.first.Sub(run.begins()))
			r, hours := ramp{at, at.Add(m.length), sum, sum}, []float64(nil)
			if t.there(m.first) {
				f, l := t.Spec.(*Flow), levelIn(e.scenario, w.levelName, m.first.Year())
				r.above += demandIn(e.scenario, f, l, m)
				if season := seasonOf(e.scenario, f, l); season != nil {
					hours = season.Hours
				}
			}
			out = byHour(out, hours, m, r)
			sum = out[len(out)-1].above
		}
	}
	return out
}

// byHour adds the ramp of a month or of part of one, in pieces of an hour where hours have factors. A whole day then has what
// it would have without; a part of one has what its hours have.
func byHour(out []ramp, hours []float64, m month, r ramp) []ramp {
	if len(hours) == 0 {
		return append(out, r)
	}
	slope := (r.above - r.below) / float64(m.length)
	for done, sum := time.Duration(0), r.below; done < m.length; {
		t := m.first.Add(done)
		next := min(t.Truncate(hour).Add(hour).Sub(m.first), m.length)
		piece := ramp{r.from.Add(done), r.from.Add(next), sum, sum + slope*hours[t.Hour()]*float64(next-done)}
		out = append(out, piece)
		done, sum = next, piece.above
	}
	return out
}

// demandIn is the demand of a flow in a month or part of one, in consignments.
func demandIn(s *Scenario, f *Flow, l *Level, m month) float64 {
	perYear := f.Volume.PerYear * float64(f.Volume.Unit.Scale()) / float64(f.Load.N) * l.Of(f.Family)
	begin := s.Run.Start
	shape := 1.0
	if season := seasonOf(s, f, l); season != nil {
		shape = season.Months[m.first.Month()-1]
		if season.Before != nil && m.first.Before(begin) {
			shape = *season.Before
		}
	}
	years := m.first.Sub(begin).Hours() / (365 * 24)
	shape *= math.Pow(1+float64(f.Growth), max(years, 0))
	return perYear / 12 * shape * float64(m.length) / float64(m.whole)
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
