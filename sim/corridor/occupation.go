package corridor

import (
	"fmt"
	"math"
	"time"

	"corridor/sim/des"
)

// How much of a line is taken, as UIC 406 counts it: train paths pushed together, over the time. On double track
// every entry, of the corridor or not, takes a headway (or the distance of slots); on single track a train takes its
// section until it has left it, a train that may not leave included, and the crossing time between two trains of opposite
// directions is taken too, however long after the first the second came.

// measureOccupation makes the metrics of a double track: each direction, and the greater of the two.
func (d *double) measureOccupation(b *builder) {
	b.value("occupation", "1", func(now des.Time) float64 { return math.Max(d.share(now, West), d.share(now, East)) })
	for _, way := range Ways {
		b.value("occupation."+way.String(), "1", func(now des.Time) float64 { return d.share(now, way) })
	}
}

// occupied is the time up to now that is taken by entries. Other traffic that nobody has asked for yet is worked out on a
// copy; what is booked ahead lies in one piece behind now.
func (d *double) occupied(now des.Time, way Way) time.Duration {
	others := d.other[way]
	free := others.until(now, d.next[way], d.gap[way], d)
	taken := d.taken[way] + time.Duration(others.number-d.other[way].number)*d.gap[way]
	return taken - d.window.between(now, free)
}

// restart begins the measured period.
func (d *double) restart() {
	for _, way := range Ways {
		d.before[way] = d.occupied(d.since, way)
	}
	if d.was != nil {
		d.was.restart()
	}
}

// restart begins the measured period.
func (s *single) restart() {
	s.stat.other.restart()
	for k, l := range s.bySection {
		l.Restart(s.since)
		s.passes[k].before = s.passes[k].turned
	}
}

// measureOccupation makes the metrics of a single track, from one level for each section: all together, and the
// section that is taken most.
func (s *single) measureOccupation(b *builder) {
	for i := range s.passes {
		if len(s.sections) > 0 {
			s.bySection = append(s.bySection, b.level(fmt.Sprintf("section.%d.busy", i), "1", "mean"))
		} else {
			s.bySection = append(s.bySection, new(des.Level)) // no metric of its own: a line has dozens
		}
	}
	sections := func(now des.Time) (mean float64) {
		var area des.Area
		for _, l := range s.bySection {
			area.Add(l.Area(now))
		}
		return area.Float() / float64(s.bySection[0].Elapsed(now))
	}
	b.value("occupied.mean", "sections", sections)
	b.value("busy", "1", func(now des.Time) float64 { return sections(now) / s.number.mean(b.w, now) })
	if s.heir == nil {
		b.value("occupation", "1", s.mostTaken)
	}
}
