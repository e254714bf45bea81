package scenarios_test

import (
	"math"
	"testing"

	"corridor/scenarios"
)

// TestNorthernBranch: the trains to the north arrive, and since as many others leave the border, its gauge tracks are as busy
// as without them: they were there before, unnamed.
func TestNorthernBranch(t *testing.T) {
	mean := func(with ...string) map[string]float64 {
		f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: with})
		if err != nil {
			t.Fatal(err)
		}
		return scenarios.Means(f.Scenario, "today", 2)
	}
	base, north := mean(), mean("measures/northern-branch.toml")
	if got := north["family.north.carried"]; math.Abs(got/73731-1) > 0.05 {
		t.Errorf("%.0f TEU a year reach the terminals of the north, 73731 are offered", got)
	}
	tracks := "border.dostyk.gauge.occupied.mean"
	if was, is := base[tracks], north[tracks]; math.Abs(is/was-1) > 0.03 {
		t.Errorf("%.3f gauge tracks are taken at Dostyk, %.3f without the measure", is, was)
	}
	if was, is := base["corridor.cut.carried"], north["corridor.cut.carried"]; math.Abs(is/was-1) > 0.03 {
		t.Errorf("%.3f Mt cross the sea, %.3f without the measure", is, was)
	}
	t.Logf("north: %.1f d in the median; Dostyk: %.2f tracks, %.2f without the measure; Moiynty line %.3f, %.3f", north["family.north.transit.p50"], north[tracks], base[tracks],
		north["rail.dostyk-moiynty.occupation"], base["rail.dostyk-moiynty.occupation"])
}
