package corridor

import "corridor/sim/des"

// Series is the name of a level whose mean is kept week by week, such as the queue of trains before a line.
type Series struct {
	Name  string // as of a metric
	Unit  string
	Place string // where it waits
}

// Week is the step of a Series; the last step may be shorter.
const Week = 7 * day

// weekly is the state of a Series.
type weekly struct {
	Series
	level  *des.Level
	scale  float64 // pieces in a written unit
	before float64 // area at the last step
	means  []float64
}

// watched makes a level that is kept week by week as well.
func (b *builder) watched(name, unit string, what ...string) *des.Level {
	l := b.level(name, unit, what...)
	b.w.watch(l, Series{b.path + "." + name, unit, b.path}, 1)
	return l
}

// watch keeps the weekly means of a level, in units of so many pieces.
func (w *World) watch(l *des.Level, s Series, scale int64) {
	w.weeks = append(w.weeks, weekly{Series: s, level: l, scale: float64(scale)})
}

// measure simulates the measured period, week by week for the sake of the Series.
func (w *World) measure() {
	weeks := int((w.end-w.start+des.Time(Week)-1)/des.Time(Week)) + 1
	for i := range w.weeks {
		w.weeks[i].means = make([]float64, 0, weeks)
	}
	for from := w.start; from < w.end; {
		to := min(from.Add(Week), w.end)
		w.simulate(to)
		for i := range w.weeks {
			x := &w.weeks[i]
			area := x.level.Area(to).Float()
			x.means = append(x.means, (area-x.before)/float64(to-from)/x.scale)
			x.before = area
		}
		from = to
	}
}

// Series are the names of WeeklyMeans, fixed when the World is built.
func (w *World) Series() []Series {
	out := make([]Series, len(w.weeks))
	for i := range w.weeks {
		out[i] = w.weeks[i].Series
	}
	return out
}

// WeeklyMeans are the means of each Series over the weeks of the measured period, of which the last may be shorter.
func (w *World) WeeklyMeans() [][]float64 {
	out := make([][]float64, len(w.weeks))
	for i := range w.weeks {
		out[i] = w.weeks[i].means
	}
	return out
}
