package plots

import (
	"math"
	"slices"
	"time"

	"corridor/sim/analysis"
)

// A stringLine is the data of one panel.
type stringLine struct {
	r        *analysis.Report
	variant  int
	steps    []analysis.Step
	offset   float64 // km at which the first step begins
	way      string  // of the route
	from, to time.Time
	others   bool // traffic of others is drawn
	strings  []stringOf
	storms   [][2]float64 // hours from the beginning of the panel
}

// A stringOf is an unbroken piece of the way of one unit in one direction: hours and km. A train that turns back empty begins another.
type stringOf struct {
	unit, kind string
	own        bool // carries cargo of the goal's family
	back       bool // runs against the route
	points     []point
}

type point struct{ hours, km float64 }

func (s *stringLine) hours(t time.Time) float64 { return t.Sub(s.from).Hours() }

// span are the km of a place on the route.
func (s *stringLine) span(place string) (from, to float64, ok bool) {
	from = s.offset
	for _, step := range s.steps {
		if step.Place == place {
			return from, step.Km, true
		}
		from = step.Km
	}
	return 0, 0, false
}

// read collects the strings and the storms of the crossing.
func (s *stringLine) read() {
	open := map[string]int{} // unit to its last string
	flows := s.goalFlows()
	high := s.hours(s.to)
	for _, m := range s.r.Movements {
		if m.Variant != s.variant {
			continue
		}
		a, b, here := s.span(m.Place)
		if m.Kind == analysis.KindStorm {
			if from, to := max(0, s.hours(m.Begin)), min(high, s.hours(m.End)); s.crosses(m.Place) && from < to {
				s.storms = append(s.storms, [2]float64{from, to})
			}
			continue
		}
		if !here || m.Kind == analysis.KindVessel && !s.onLane(m) || m.Kind == analysis.KindOther && !s.others {
			continue
		}
		at := func(f float64) float64 {
			if s.way == "east" {
				f = 1 - f
			}
			return a + f*(b-a)
		}
		p, q := point{s.hours(m.Begin), at(m.From)}, point{s.hours(m.End), at(m.To)}
		if q.hours <= 0 || p.hours >= high {
			continue
		}
		p, q = clipped(p, q, high)
		own, back := flows[m.Of], m.Way != s.way
		if i, known := open[m.Unit]; known && s.strings[i].own == own && s.strings[i].back == back {
			if last := s.strings[i].points[len(s.strings[i].points)-1]; math.Abs(last.hours-p.hours) < 0.01 && math.Abs(last.km-p.km) < 0.5 {
				s.strings[i].points = append(s.strings[i].points, q)
				continue
			}
		}
		open[m.Unit] = len(s.strings)
		s.strings = append(s.strings, stringOf{m.Unit, m.Kind, own, back, []point{p, q}})
	}
	s.storms = united(s.storms)
}

// goalFlows are the paths of the flows of the goal's family; of all flows without a goal.
func (s *stringLine) goalFlows() map[string]bool {
	out := map[string]bool{}
	scenario := s.r.Scenario(s.variant)
	for _, route := range scenario.Routes {
		if family := scenario.Goal.Family; family == "" || route.Family == family {
			out["flow."+route.Flow] = true
		}
	}
	return out
}

// crosses tells whether a place is a port of a crossing of the panel.
func (s *stringLine) crosses(place string) bool {
	for i, step := range s.steps {
		if step.Place == place {
			return i > 0 && s.steps[i-1].Sea || i+1 < len(s.steps) && s.steps[i+1].Sea
		}
	}
	return false
}

// onLane tells whether a ship belongs to a crossing of the panel: it has sailed there.
func (s *stringLine) onLane(m analysis.Movement) bool {
	return slices.ContainsFunc(s.r.Movements, func(o analysis.Movement) bool {
		return o.Variant == s.variant && o.Unit == m.Unit && slices.ContainsFunc(s.steps, func(step analysis.Step) bool { return step.Sea && step.Place == o.Place })
	})
}

// clipped cuts a line from p to q to the hours between 0 and high.
func clipped(p, q point, high float64) (point, point) {
	at := func(h float64) point {
		if q.hours == p.hours {
			return point{h, p.km}
		}
		return point{h, p.km + (h-p.hours)/(q.hours-p.hours)*(q.km-p.km)}
	}
	a, b := p, q
	if p.hours < 0 {
		a = at(0)
	}
	if q.hours > high {
		b = at(high)
	}
	return a, b
}

// united joins intervals that overlap.
func united(all [][2]float64) (out [][2]float64) {
	slices.SortFunc(all, func(a, b [2]float64) int { return int(math.Copysign(1, a[0]-b[0])) })
	for _, x := range all {
		if n := len(out); n > 0 && x[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], x[1])
			continue
		}
		out = append(out, x)
	}
	return out
}

// loops are the km at which trains stand on the line, worked out from the shortest run between two of them.
func (s *stringLine) loops() (out []float64) {
	from, to := s.offset, s.last()
	shortest := 1.0
	for _, m := range s.r.Movements {
		if d := math.Abs(m.To - m.From); m.Place == s.steps[0].Place && d > 0.001 {
			shortest = min(shortest, d)
		}
	}
	n := int(math.Round(1 / shortest))
	for k := 1; k < n; k++ {
		out = append(out, from+(to-from)*float64(k)/float64(n))
	}
	return out
}

func (s *stringLine) tabulate(t *Table, part string) {
	v := s.r.Header.Variants[s.variant]
	for _, o := range s.strings {
		way := s.way
		if o.back {
			way = map[string]string{"west": "east", "east": "west"}[way]
		}
		for _, p := range o.points {
			t.add(fullName(s.r.Header.Scenarios[v.Scenario]), s.r.Header.Levels[v.Level], part, o.unit, o.kind, way,
				s.from.Add(time.Duration(p.hours*float64(time.Hour))).Format("2006-01-02T15:04:05"), math.Round(10*p.km)/10)
		}
	}
}

// standing is the share of the time in the panel that trains with cargo of the goal's family stand.
func (s *stringLine) standing() float64 {
	all, still := 0.0, 0.0
	for _, o := range s.strings {
		if o.kind != analysis.KindTrain || !o.own {
			continue
		}
		for i, p := range o.points[1:] {
			h := p.hours - o.points[i].hours
			all += h
			if p.km == o.points[i].km {
				still += h
			}
		}
	}
	return still / all
}

// speed is the mean speed of trains of the corridor over a line in km/h, stops in its loops included; NaN
// without trains.
func (s *stringLine) speed() float64 {
	km, hours := 0.0, 0.0
	for _, o := range s.strings {
		if o.kind != analysis.KindTrain {
			continue
		}
		for i, p := range o.points[1:] {
			if from := o.points[i]; from.km != p.km || p.km != s.offset && p.km != s.last() {
				km += math.Abs(p.km - from.km)
				hours += p.hours - from.hours
			}
		}
	}
	return km / hours
}
