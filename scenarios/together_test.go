package scenarios_test

import (
	"fmt"
	"strings"
	"testing"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// TestClosedForGood: with the line to Kars closed for good there is no other way for boxes to Istanbul, so what every-mechanism says of
// other ways does nothing. That is no error, and a warning only where it is given after the measure that takes the ways away.
func TestClosedForGood(t *testing.T) {
	const closed = "measures/btk-closed.toml"
	for first, want := range map[string]int{closed: 2, everything: 0} {
		with := []string{closed, everything}
		if first == everything {
			with = []string{everything, closed}
		}
		f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: with})
		if err != nil {
			t.Fatalf("%v: %v", with, err)
		}
		n := 0
		for _, p := range f.Warnings {
			if strings.Contains(p.Text, ".reroute: has no effect") {
				n++
			}
		}
		if n != want || len(f.Warnings) != want {
			t.Errorf("%v: %v, want %d of reroute", with, f.Warnings, want)
		}
	}
}

// TestBankingEndsWithTheGorge: trains are banked in the gorge until the day on which it is rebuilt, and none from then on but those that
// stand at its foot; without the measure that says so they go on being banked.
func TestBankingEndsWithTheGorge(t *testing.T) {
	away := func(days float64, with ...string) float64 { // days of a banking locomotive
		f, err := scenarios.Load("middle-corridor-2024-2027.toml", scenarios.Options{With: append(with, "measures/kharagauli-banking.toml"),
			Set: []string{"run.start=2024-12-12", "run.lead_in=40 d", fmt.Sprintf("run.length=%g d", days)}})
		if err != nil {
			t.Fatal(err)
		}
		return days * scenarios.Measured(corridor.New(f.Scenario, corridor.Choices{Seed: 1, Level: "today"}))["incline.kharagauli.bankers.mean"]
	}
	const rebuilt = "measures/kharagauli-rebuilt.toml"
	before, after, still := away(20), away(40, rebuilt), away(40)
	if t.Logf("%.3g d in twenty days, %.3g in forty, %.3g if it is not rebuilt", before, after, still); before < 1 || after < before || after > before+0.2 || still < 1.5*before {
		t.Errorf("a banking locomotive is away for %.3g d in twenty days, %.3g in forty, %.3g if it is not rebuilt", before, after, still)
	}
}
