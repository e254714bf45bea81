package analysis

import (
	"testing"

	"corridor/sim/experiment"
)

// TestOffered: what is offered is what was offered on average, not what the file says; without it, that.
func TestOffered(t *testing.T) {
	h := Header{Format: Format, Replications: 2, Levels: []string{"mix-10"}, Scenarios: []Scenario{{Name: "x"}}, Variants: []Variant{{Offered: 10, Metrics: []Metric{{Name: "corridor.offered", Unit: "Mt/yr"}}}}}
	rows := []experiment.Row{{Values: []experiment.Float{9}}, {Values: []experiment.Float{9.5}, Replication: 1}}
	for _, c := range []struct {
		rows []experiment.Row
		want float64
	}{{rows, 9.25}, {nil, 10}} {
		if got := New(h, c.rows).Offered(0); got != c.want {
			t.Errorf("%d rows: %v, want %v", len(c.rows), got, c.want)
		}
	}
}
