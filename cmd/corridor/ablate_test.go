package main

import (
	"strings"
	"testing"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// TestAblationKeepsWhatItReads: standstills are seen in the months, which an ablation keeps for that.
func TestAblationKeepsWhatItReads(t *testing.T) {
	f, err := scenarios.Load("tiny.toml", scenarios.Options{FS: scenarios.Embedded()})
	if err != nil {
		t.Fatal(err)
	}
	months := 0
	for _, m := range corridor.New(f.Scenario, corridor.Choices{Seed: 1, Level: f.Levels[0]}).Metrics() {
		if strings.HasPrefix(m.Name, "month.") {
			months++
			if !keptByAblation(m.Name) {
				t.Fatalf("%s is not kept", m.Name)
			}
		}
	}
	if months == 0 {
		t.Error("there are no metrics of months")
	}
}
