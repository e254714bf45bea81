package scenarios_test

import (
	"math"
	"testing"

	"corridor/scenarios"
)

// northern is the mean of some replications of 2024 with a measure.
func northern(t *testing.T, measure string, set ...string) map[string]float64 {
	t.Helper()
	var with []string
	if measure != "" {
		with = append(with, "measures/"+measure+".toml")
	}
	f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: with, Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return scenarios.Means(f.Scenario, "today", 3)
}

// TestNorthernBranch: the trains to the north arrive, and since as many others leave the border, and bring their platforms with
// them, its gauge tracks are as busy as without them, and as many boxes cross the sea: they were there before, unnamed.
func TestNorthernBranch(t *testing.T) {
	base, north := northern(t, ""), northern(t, "northern-branch")
	if got := north["family.north.carried"]; !(math.Abs(got/73731-1) <= 0.05) {
		t.Errorf("%.0f TEU a year reach the terminals of the north, 73731 are offered", got)
	}
	for name, within := range map[string]float64{"border.dostyk.gauge.occupied.mean": 0.03, "corridor.cut.carried": 0.03, boxes: 0.05} {
		if was, is := base[name], north[name]; !(math.Abs(is/was-1) <= within) {
			t.Errorf("%s: %.3f, %.3f without the measure", name, is, was)
		}
	}
	t.Logf("north: %.1f d in the median; Moiynty line %.3f, %.3f without the measure", north["family.north.transit.p50"],
		north["rail.dostyk-moiynty.occupation"], base["rail.dostyk-moiynty.occupation"])
}

// TestNorthCompetesForPlatforms: two trains a day more, on the platforms of 2024, leave too few for all. Who comes first takes them,
// so that boxes over the sea and to the north lose the same part: three in ten. By Little's law, at one turn-round, what is left is the
// part of the platforms which both would have in use that there is; and a little more, since fewer trains wait for ships.
func TestNorthCompetesForPlatforms(t *testing.T) {
	base, few, many := northern(t, ""), northern(t, "northern-platforms"), northern(t, "northern-platforms", "wagon.platforms-kz.count=4000")
	used := func(m map[string]float64) float64 {
		return m["wagon.platforms-kz.in_use.mean"] + m["wagon.platforms-kz.returning.mean"]
	}
	want := used(few) / used(many)
	sea, north := few[boxes]/base[boxes], few["family.north.carried"]/many["family.north.carried"]
	t.Logf("%.0f platforms in use or under way of the %.0f that would be: %.3f; %.0f TEU over the sea: %.3f; %.0f to the north: %.3f", used(few), used(many), want, few[boxes], sea, few["family.north.carried"], north)
	if !(used(few) > 1100 && want > 0.6 && want < 0.85) {
		t.Errorf("%.0f platforms are used of %.0f that would be", used(few), used(many))
	}
	if !(math.Abs(sea-north) <= 0.05) || sea < want-0.02 || sea > want+0.12 {
		t.Errorf("%.3f of the boxes cross the sea, %.3f reach the north, want as much of either, and a little more than %.3f", sea, north, want)
	}
	if got := many[boxes] / base[boxes]; !(math.Abs(got-1) <= 0.05) {
		t.Errorf("with platforms enough %.3f of the boxes cross the sea", got)
	}
}
