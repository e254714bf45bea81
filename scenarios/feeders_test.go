package scenarios_test

import (
	"io/fs"
	"math"
	"testing"
	"testing/fstest"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// poti is a corridor of which nothing is left but 10 h of railway from Xi'an to Poti, with the names that the measure of the
// feeders knows. By each of two ways a block train of 400 TEU comes so many times a year, at even intervals.
const poti = `
format = 1
title  = "From Xi'an to Poti in ten hours"

[run]
start    = 2025-01-01
lead_in  = "60 d"
length   = "365 d"
at_means = true

[flow.altynkol]
family  = "container"
route   = "route.xian-altynkol-poti"
volume  = "8000 TEU/yr"
load    = "400 TEU"
box     = 2
train   = "train.block"
spacing = { dist = "constant", value = 1 }

[flow.dostyk]
family  = "container"
route   = "route.xian-dostyk-poti"
volume  = "0 TEU/yr"
load    = "400 TEU"
box     = 2
train   = "train.block"
spacing = { dist = "constant", value = 1 }

[train.block]
load = "400 TEU"

[route.xian-altynkol-alyat]
path = ["terminal.xian"]
[route.xian-dostyk-alyat]
path = ["terminal.xian"]
[route.alyat-poti]
path = ["rail.georgia", "port.poti"]
[route.xian-altynkol-poti]
path = ["route.xian-altynkol-alyat", "route.alyat-poti"]
[route.xian-dostyk-poti]
path = ["route.xian-dostyk-alyat", "route.alyat-poti"]

[terminal.xian]
[port.poti]

[rail.georgia]
length = "360 km"
speed  = "36 km/h"
`

// TestBlackSeaFeeders works the measure out by hand. 1110 km at 12 knots are 49.946 h, with pilots at both ends 52.946 h; the factor
// of the sailing, a normal law of mean 1 and deviation 0.1 between 0.8 and 1.4, has a mean of 1.00551, which is 0.275 h
// beyond. A call is 6 h, and 20 moves an hour. 400 TEU in 200 boxes, 20 times a year, find the ship at Poti where it does not leave it
// without cargo: they need 16 h at the quay, the passage, and 16 h. As the measure has it, a ship that has waited for 72 h goes to
// Constanta for nothing, and cargo waits for it for as long as it is away at most, two passages. Of more than it can carry it takes 500 TEU, and 12.5 h each time for 250 boxes: a round
// voyage of 2 × (18.5 + 53.221) h.
func TestBlackSeaFeeders(t *testing.T) {
	measure, err := fs.ReadFile(scenarios.Embedded(), "measures/black-sea-feeders.toml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"poti.toml": {Data: []byte(poti)}, "feeders.toml": {Data: measure}}
	of := func(with []string, set ...string) map[string]float64 {
		f, err := scenarios.Load("poti.toml", scenarios.Options{FS: files, With: with, Set: set})
		if err != nil {
			t.Fatal(err)
		}
		w := corridor.New(f.Scenario, corridor.Choices{})
		w.Run()
		out := map[string]float64{}
		for i, v := range w.Values() {
			out[w.Metrics()[i].Name] = v
		}
		return out
	}
	feeders := []string{"feeders.toml"}
	sailing := 1110 / (12 * 1.852)
	beyond := sailing * 0.1 * (math.Exp(-2) - math.Exp(-8)) / math.Sqrt(2*math.Pi) / (math.Erf(4/math.Sqrt2) + math.Erf(2/math.Sqrt2)) * 2
	land := of(nil)
	sea, asIs := of(feeders, "vessel.feeder-black-sea.sail.empty=false"), of(feeders)
	for name, want := range map[string]float64{
		"flow.altynkol.transit.mean": (10 + 16 + sailing + 3 + beyond + 16) / 24, "flow.altynkol.step.02.handling": 16, "flow.altynkol.step.02.vessel": 0,
		"flow.altynkol.step.03.moving": sailing + 3, "flow.altynkol.step.03.weather": beyond, "flow.altynkol.step.04.handling": 16,
	} {
		if got := sea[name]; !(math.Abs(got-want) <= 1e-6) {
			t.Errorf("%s is %.6f, want %.6f", name, got, want)
		}
	}
	if got := land["flow.altynkol.transit.mean"] * 24; !(math.Abs(got-10) <= 1e-6) {
		t.Errorf("%v h to Poti, want 10", got)
	}
	for name, m := range map[string]map[string]float64{"by land": land, "by sea": sea, "as it is": asIs} {
		if got := m["flow.altynkol.carried"]; !(math.Abs(got-8000) <= 400) {
			t.Errorf("%s: %v TEU carried, want 8000", name, got)
		}
	}
	if got, most := asIs["flow.altynkol.step.02.vessel"], 2*(sailing+3+beyond); got <= 0 || got > most {
		t.Errorf("%v h for a ship that sails without cargo, want up to %.1f", got, most)
	}
	if more, wait := (asIs["flow.altynkol.transit.mean"]-sea["flow.altynkol.transit.mean"])*24, asIs["flow.altynkol.step.02.vessel"]; !(math.Abs(more-wait) <= 1e-6) {
		t.Errorf("%v h more from door to door, of which %v h for the ship", more, wait)
	}
	full := of(feeders, "flow.altynkol.volume=40000 TEU/yr", "flow.dostyk.volume=40000 TEU/yr")
	round := 2 * (6 + 12.5 + sailing + 3 + beyond)
	if got, want := full["flow.altynkol.carried"]+full["flow.dostyk.carried"], 500*8760/round; !(math.Abs(got-want) <= 500) {
		t.Errorf("%.0f TEU a year by one ship, want %.0f to within a shipload", got, want)
	}
	if got, want := full["sea.poti-constanta.sailings"], 2*8760/round; !(math.Abs(got-want) <= 1) {
		t.Errorf("%v sailings, want %.1f", got, want)
	}
}
