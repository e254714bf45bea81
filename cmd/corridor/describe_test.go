package main

import (
	"slices"
	"testing"

	"corridor/scenarios"
	"corridor/sim/analysis"
)

// TestLaterRoutes: a line that a measure adds inside the run is on the routes from its day on, and not before, and among the places
// between those of the line that it replaces; a scenario in which nothing changes has no later routes.
func TestLaterRoutes(t *testing.T) {
	read := func(name, level string) analysis.Scenario {
		f, err := scenarios.Load(name+".toml", scenarios.Options{FS: scenarios.Embedded()})
		if err != nil {
			t.Fatal(err)
		}
		return describe(f, level)
	}
	s := read("middle-corridor-2024-2027", "to-2027")
	if len(s.Later) != 1 || s.Later[0].From != "2025-12-31" {
		t.Fatalf("later routes: %+v", s.Later)
	}
	at := func(path string) int {
		return slices.IndexFunc(s.Places, func(p analysis.Place) bool { return p.Path == path })
	}
	if a, b, c := at("rail.altynkol-zhetygen"), at("rail.zhetygen-shu"), at("rail.shu-moiynty"); a < 0 || b < a || c < b || s.Places[b].Name != "Zhetygen – Shu" {
		t.Errorf("places %d, %d, %d", a, b, c)
	}
	for _, l := range s.Later {
		for _, route := range l.Routes {
			i := slices.IndexFunc(s.Routes, func(r analysis.Route) bool { return r.Flow == route.Flow })
			before, km := s.Routes[i].Steps, func(steps []analysis.Step) float64 { return steps[len(steps)-1].Km }
			if shorter := km(before) - km(route.Steps); len(route.Steps) != len(before)-1 || shorter < 39 || shorter > 41 { // 50 and 310 km before, 320 now
				t.Errorf("%s: %d steps in place of %d, %v km less", route.Flow, len(route.Steps), len(before), shorter)
			}
		}
	}
	if still := read("middle-corridor-2024", "today"); still.Later != nil {
		t.Errorf("2024: %+v", still.Later)
	}
}
