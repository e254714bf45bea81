package corridor

import (
	"math"
	"testing"
	"time"
)

// TestOccupationByYear: a train every two hours over two years of 8,760 h. A double track whose headway of a quarter of an hour
// becomes half an hour with the second year is taken 1/8 of the first and 1/4 of the second. A single track with sections of 0.4 h
// and 0.5 h, the same until it has two tracks from 1 July of the second year, is taken 1/4 of the first; of the second for 4,344 h
// 1/4 and for the rest 1/8. Of the whole both are the mean, since the same part is taken most in both years.
func TestOccupationByYear(t *testing.T) {
	years := func(line Spec, change Spec, month time.Month) map[string]float64 {
		s := model(0, 2*8760, map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(2)) }),
			"route.r": routeOf("rail.l"),
			"rail.l":  line,
		})
		s.Run.LeadIn = 100*hour + 30*time.Minute
		s.Run.Start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
		s.Goal.MeasuredAt = []Ref{"rail.l"}
		s.Dated = []Dated{{On: time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC), Things: things(map[string]Spec{"rail.l": change})}}
		return run(t, s, 0)
	}
	double := func(headway float64) Spec {
		return newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Headway = 3600, 1, h(headway) })
	}
	single := newOf(railKind, func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Sections = 3240, 1, 1, append(r.Sections, hours(0.4), hours(0.5))
	})
	for name, c := range map[string]struct {
		m            map[string]float64
		first, later float64
	}{
		"double": {years(double(0.25), double(0.5), 1), 0.125, 0.25},
		"single": {years(single, single, 1), 0.25, 0.25},
		"heir":   {years(single, twoTracks(single, func(r *Rail) { r.Headway = h(0.25) }), 7), 0.25, (0.25*4344 + 0.125*(8760-4344)) / 8760},
	} {
		first, later, whole := c.m["rail.l.year.2025.occupation"], c.m["rail.l.year.2026.occupation"], c.m["rail.l.occupation"]
		const slack = 0.5 / 8760 // of the train at the turn
		if !(math.Abs(first-c.first) <= slack) || !(math.Abs(later-c.later) <= slack) {
			t.Errorf("%s: %.6f and %.6f, want %.6f and %.6f", name, first, later, c.first, c.later)
		}
		if !(math.Abs((first+later)/2-whole) <= 1e-12) {
			t.Errorf("%s: the years are %.9f and %.9f, the whole is %.9f", name, first, later, whole)
		}
	}
	m := run(t, model(100.5, 1000, map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(2)) }), "route.r": routeOf("rail.l"), "rail.l": double(0.25)}), 0)
	for name := range m {
		if len(name) > 11 && name[:11] == "rail.l.year" {
			t.Errorf("a run in one year has %s", name)
		}
	}
}
