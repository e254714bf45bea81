package scenarios_test

import (
	"testing"

	"corridor/scenarios"
)

// freely takes away all that makes trains wait for each other, so that a flow's times are sums of its own draws.
var freely = []string{"border.gate.gauge.tracks=1000", "terminal.end.siding.container.cranes=0", "station.yard.servers=0", `rail.line.headway="0 s"`}

// TestDrawsHangOnTheirTrain: where nobody waits for anybody, trains of another flow from the same origin, and a
// place more on the way in which no time is spent, change no time of any train. They would if trains were numbered
// by the order of their making, or visits by the number of places seen.
func TestDrawsHangOnTheirTrain(t *testing.T) {
	base := runLuck(t, luckFile, scenarios.Options{Set: freely}, 5, 1)
	for _, measure := range []string{"testdata/extra_flow.toml", "testdata/extra_place.toml"} {
		changed := runLuck(t, luckFile, scenarios.Options{Set: freely, With: []string{measure}}, 5, 1)
		for _, metric := range []string{"flow.heavy.transit.mean", "flow.light.transit.mean", "flow.heavy.transit.p90", "flow.light.transit.p10"} {
			a, b := base.sample(t, metric).Values, changed.sample(t, metric).Values
			for r := range a {
				if !(a[r] > 0) || a[r] != b[r] {
					t.Errorf("%s: %s of replication %d is %v instead of %v", measure, metric, r, b[r], a[r])
				}
			}
		}
	}
}
