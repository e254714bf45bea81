package corridor

import (
	"fmt"

	"corridor/sim/des"
)

// How much of a line is taken in each calendar year of a run of several: the mean over all of them says little of the last, when
// demand has grown and measures have taken effect. Parts of a line, which are the sections of a single track and the directions of
// a double track, are read at the turns of the years; the part that is taken most may be another each year.

// yearsTaken holds what has been read of a line.
type yearsTaken struct {
	sections int         // of the single track; the directions of a double track follow
	turns    [][]float64 // by year, of its beginning, and part: time taken since the measured period began, in ns
}

// A takenLine is a line that knows for how long each of its parts has been taken since the measured period began.
type takenLine interface {
	takenParts(now des.Time, parts []float64) []float64
	yearly() *yearsTaken
}

func (s *single) yearly() *yearsTaken { return s.stat.years }
func (d *double) yearly() *yearsTaken { return d.stat.years }

func (s *single) takenParts(now des.Time, parts []float64) []float64 {
	for k, l := range s.bySection {
		parts = append(parts, l.Area(now).Float()+float64(s.passes[k].turned-s.passes[k].before))
	}
	return parts
}

func (d *double) takenParts(now des.Time, parts []float64) []float64 {
	if d.was != nil {
		parts = d.was.takenParts(now, parts)
	}
	for _, way := range Ways {
		parts = append(parts, float64(d.occupied(now, way)-d.before[way]))
	}
	return parts
}

// measureYearsTaken makes the metrics of each year of a line.
func (b *builder) measureYearsTaken(x *lineStat, sections int) {
	w, at := b.w, b.thing
	if len(w.years) == 0 {
		return
	}
	years := &yearsTaken{sections: sections, turns: make([][]float64, len(w.years))}
	for i := range years.turns {
		years.turns[i] = make([]float64, 0, sections+len(Ways))
	}
	x.years = years
	for i, y := range w.years {
		b.value(fmt.Sprintf("year.%d.occupation", y.number), "1", func(now des.Time) float64 {
			if i+1 < len(w.years) {
				return years.most(i, years.turns[i+1]) / float64(w.years[i+1].at-y.at)
			}
			return years.most(i, w.places[at].(takenLine).takenParts(now, nil)) / float64(now-y.at)
		})
	}
}

// most is the time from the beginning of a year on for which the part is taken that is taken most. A line that has been a single
// track is that of its sections until then, and of its directions since.
func (x *yearsTaken) most(year int, end []float64) float64 {
	var most [2]float64
	for k, taken := range end {
		if begin := x.turns[year]; k < len(begin) {
			taken -= begin[k]
		}
		of := 0
		if k >= x.sections {
			of = 1
		}
		most[of] = max(most[of], taken)
	}
	return most[0] + most[1]
}

// turnYearsTaken reads the lines at the beginning of a year. The first begins with the measured period: nothing is taken yet.
func (w *World) turnYearsTaken(year int) {
	if year == 0 {
		return
	}
	for _, p := range w.places {
		if line, is := p.(takenLine); is {
			turns := line.yearly().turns
			turns[year] = line.takenParts(w.sim.Now(), turns[year][:0])
		}
	}
}
