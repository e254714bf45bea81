package corridor

import (
	"math"
	"testing"
)

// TestRareTrafficGrows: other trains of which one comes in 50 days become 48 a day on the 31st day of 61. The next one, which
// was weeks away, comes as much sooner as the new mean interval is shorter, so that the 31 days to come have their 48 trains each, at
// a border, on a single track and on a double one. Each takes a gauge track, a section or an entry for a tenth of an hour;
// the corridor's own train of every day does too.
func TestRareTrafficGrows(t *testing.T) {
	line := func(tracks int) func(Frequency) map[string]Spec {
		return func(other Frequency) map[string]Spec {
			return lineOf(24, []string{"always"}, func(r *Rail) {
				r.Length, r.Speed, r.Tracks, r.Other = 3600, 10, tracks, Both[Frequency]{other, 0}
				if tracks == 2 {
					r.Headway = h(0.1)
				}
			})
		}
	}
	border := func(other Frequency) map[string]Spec {
		return crossingOf(24, func(b *Border) {
			b.Other, b.Gauge = Both[Frequency]{other, 0}, &Gauge{Tracks: 1000, Form: hours(0.1)}
		})
	}
	for name, c := range map[string]struct {
		model         func(Frequency) map[string]Spec
		place, metric string
	}{
		"border": {border, "border.b", "border.b.gauge.occupied.mean"},
		"single": {line(1), "rail.l", "rail.l.occupation"},
		"double": {line(2), "rail.l", "rail.l.occupation.west"},
	} {
		var trains []float64
		for r := range 6 {
			s := on(model(200, 24*61, c.model(0.02)), 2, 1, map[string]Spec{c.place: c.model(48)[c.place]})
			s.Run.Start = s.Run.Start.AddDate(0, 0, 1) // January 2, so that 30 days are left to February
			trains = append(trains, run(t, s, r)[c.metric]*24*61/0.1-61)
		}
		mean, se := meanSE(trains)
		if want := 0.02*30 + 48*31; !(math.Abs(mean-want) <= 4*max(se, math.Sqrt(want/6))) {
			t.Errorf("%s: %.0f ± %.0f other trains, want %.0f", name, mean, se, want)
		}
	}
}
