package corridor

import (
	"math"
	"testing"
	"time"

	"corridor/sim/des"
)

func ratio(x float64) *Ratio { r := Ratio(x); return &r }

// TestLevelByYear: a level that names other levels for 2025 and 2027 offers theirs in those years, the middle of them in
// 2026, and no more after; month by month with the season of the level that is in force.
func TestLevelByYear(t *testing.T) {
	f := hourly(1, only("route.r"))
	f.Every, f.Volume, f.Load, f.Spacing, f.Season = nil, &Volume{PerYear: 12000, Unit: TEU}, &Amount{1, TEU}, des.Constant(1), "season.flat"
	flat, peak := &Season{Months: make([]float64, 12)}, &Season{Months: make([]float64, 12)}
	for i := range 12 {
		flat.Months[i], peak.Months[i] = 1, 1
	}
	peak.Months[10], peak.Months[11], peak.Months[0], peak.Months[1] = 1.5, 1.5, 0.5, 0.5
	s := model(24*61, 0, map[string]Spec{"flow.a": f, "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(0, 1),
		"season.flat": flat, "season.peak": peak, "level.low": &Level{Factor: ratio(1)},
		"level.high": &Level{Factor: ratio(2), Season: Map[Ref]{{"flat", "season.peak"}}},
		"level.path": &Level{Year: Map[Ref]{{"2025", "level.low"}, {"2027", "level.high"}}}})
	s.Run.Start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	s.Run.Length = 1461 * day // 2025 to 2028
	s.Goal.MeasuredAt = []Ref{"station.s"}
	if faults := Check(s); len(faults) > 0 {
		t.Fatal(faults)
	}
	at := func(s *Scenario, level string) map[string]float64 {
		w := New(s, Choices{Level: level})
		w.Run()
		return metrics(w)
	}
	m := at(s, "path")
	for year, want := range map[string]float64{"2025": 12000, "2026": 18000, "2027": 24000, "2028": 24000} {
		if got := m["family.f.year."+year+".offered"]; !(math.Abs(got-want) <= 2) {
			t.Errorf("%s: %g TEU offered, want %g", year, got, want)
		}
	}
	if got := FactorOf(s, "path", "f"); !(math.Abs(got-1.625) <= 1e-12) {
		t.Errorf("mean factor %g, want (1 + 1.5 + 2 + 2)/4", got)
	}
	// Months are measured by arrival, an hour after birth.
	for month, want := range map[string]float64{"month.01.f": 1000, "month.24.f": 1500, "month.25.f": 1000, "month.36.f": 3000} {
		f.Weight = 1e6 // so that a TEU is a kt
		got := at(s, "path")
		for _, what := range []string{".carried", ".offered"} {
			if !(math.Abs(got[month+what]-want) <= 2) {
				t.Errorf("%s%s: %g, want %g", month, what, got[month+what], want)
			}
		}
	}
	still, changes := Without(s, "growth")
	if got := at(still, "path")["family.f.year.2028.offered"]; !changes || !(math.Abs(got-12000) <= 2) {
		t.Errorf("without growth %g TEU are offered in 2028, want 12000", got)
	}
}
