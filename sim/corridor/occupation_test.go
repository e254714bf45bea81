package corridor

import (
	"math"
	"testing"
)

// TestOccupation: entries of a double track a headway apart, sections of a single track for as long as trains take, and other
// traffic on top; all by hand.
func TestOccupation(t *testing.T) {
	near := func(name string, got, want, slack float64) {
		t.Helper()
		if !(math.Abs(got-want) <= slack) {
			t.Errorf("%s: %.6f, want %.6f", name, got, want)
		}
	}
	trains := func(apart float64, r func(*Rail)) map[string]Spec {
		return map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(apart)) }),
			"route.r": routeOf("rail.l"),
			"rail.l":  newOf(railKind, r),
		}
	}
	double := func(other Frequency) func(*Rail) {
		return func(r *Rail) {
			r.Length, r.Speed, r.Headway, r.Other = 3600, 1, h(0.25), Both[Frequency]{other, other}
		}
	}
	m := run(t, model(100.5, 1000, trains(2, double(0))), 0) // a quarter of an hour in two
	near("double", m["rail.l.occupation.west"], 0.125, 1e-12)
	near("double, no traffic", m["rail.l.occupation.east"], 0, 0)
	near("double, the greater", m["rail.l.occupation"], 0.125, 1e-12)

	s := model(100, 100000, trains(2, double(48))) // and 48 others a day, of which 200,000 come
	m = run(t, s, 0)
	near("double with others", m["rail.l.occupation.west"], 0.125+0.5, 3*0.5/math.Sqrt(200000))
	near("double, others alone", m["rail.l.occupation.east"], 0.5, 3*0.5/math.Sqrt(200000))
	m = run(t, model(1000, 5000, trains(2, double(95))), 0) // more than the track takes
	near("double, overloaded", m["rail.l.occupation.west"], 1, 0)

	m = run(t, model(100, 1000, trains(2, func(r *Rail) { // two sections, 0.4 h and 0.5 h
		r.Tracks, r.Sections = 1, append(r.Sections, hours(0.4), hours(0.5))
	})), 0)
	near("single, the most used section", m["rail.l.occupation"], 0.25, 1e-12)
	near("single, all sections", m["rail.l.busy"], 0.225, 1e-12)
	three := func(r *Rail) { // equal sections of 0.3 h, and 0.1 h of crossing
		r.Length, r.Speed, r.Tracks, r.Loops, r.Crossing = 3240, 1, 1, 2, h(0.1)
	}
	m = run(t, model(100, 1000, trains(2, three)), 0)
	near("single, nobody meets", m["rail.l.occupation"], 0.15, 1e-12)
	back := trains(2, three)
	back["flow.g"] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(hours(2)), "east" })
	m = run(t, model(101.5, 1000, back), 0) // they meet in the middle; each section is crossed over twice in two hours
	near("single, with crossings", m["rail.l.occupation"], 2*(0.3+0.1)/2, 1e-12)
	near("single, trains alone", m["rail.l.busy"], 0.3, 1e-12)
	if _, there := m["rail.l.section.0.busy.mean"]; there {
		t.Error("a section without a law of its own has a metric")
	}
}
