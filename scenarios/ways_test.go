package scenarios_test

import (
	"math"
	"testing"

	"corridor/scenarios"
)

// TestWaysByTime: Poti and Batumi are about nine hours from Tbilisi (312 km at 35 km/h, 349 km at 40 km/h), so that boxes which take the
// faster way take either about as often; with the line to Poti at 80 km/h, five hours less, nine in ten go there. Boxes that go by
// share keep theirs: half by Kars once it is open again.
func TestWaysByTime(t *testing.T) {
	of := func(with []string, set ...string) map[string]float64 {
		f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: with, Set: set})
		if err != nil {
			t.Fatal(err)
		}
		return scenarios.Means(f.Scenario, "today", 3)
	}
	byTime := []string{"measures/ways-by-time.toml"}
	base, even, fast := of(nil), of(byTime), of(byTime, "rail.tbilisi-poti.speed=80 km/h")
	const kars, poti = "border.akhalkalaki.throughput", "flow.xian-altynkol-poti.route.xian-altynkol-poti.share"
	t.Logf("%.2f go to Poti, %.2f when it is nearer; grain by Kuryk %.2f; by Kars %.4f Mt of %.4f", even[poti], fast[poti], even["flow.grain-zharyk-alyat.route.zharyk-kuryk-alyat.share"], even[kars], base[kars])
	if !(math.Abs(even[poti]-0.5) < 0.15 && fast[poti] > 0.9) {
		t.Errorf("%.2f of the boxes go to Poti, and %.2f when it is five hours nearer", even[poti], fast[poti])
	}
	if half := even[kars] / base[kars]; !(math.Abs(half-0.5) < 0.15) {
		t.Errorf("%.2f of what went by Kars still does, want half", half)
	}
}
