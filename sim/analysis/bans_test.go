package analysis

import (
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// TestBans: days and ends of the bans of two sidings over three replications; the one that never had a ban has no row.
func TestBans(t *testing.T) {
	h := Header{Format: Format, Replications: 3, Seed: 1, Levels: []string{"base"},
		Scenarios: []Scenario{{Name: "s", Places: []Place{{Path: "port.kuryk", Name: "Port of Kuryk, west"}}}}, Variants: []Variant{{}}}
	var rows []experiment.Row
	for _, siding := range []string{"wagons", "bulk"} {
		for _, m := range []Metric{{".ban", "d/yr"}, {".ban.plan", "d/yr"}, {".ban.count", "1/yr"}, {".ban.on.last", "1"}, {".ban.plan.on.last", "1"}} {
			h.Variants[0].Metrics = append(h.Variants[0].Metrics, Metric{"port.kuryk.siding." + siding + m.Name, m.Unit})
		}
	}
	for n, v := range [][5]float64{{10, 90, 1, 0, 1}, {20, 100, 2, 1, 0}, {30, 110, 3, 0, 1}} {
		row := experiment.Row{Replication: n, Seed: 1}
		for _, x := range v {
			row.Values = append(row.Values, experiment.Float(x))
		}
		row.Values = append(row.Values, 0, 0, 0, 0, 0)
		rows = append(rows, row)
	}
	r := New(h, rows)
	bans := r.Bans(0)
	if len(bans) != 1 {
		t.Fatalf("%+v", bans)
	}
	if b := bans[0]; b.Name != "Port of Kuryk, wagons" || b.Days.Mean != 20 || b.Plan.Mean != 100 || b.Begun.Mean != 2 || b.InBan != 1 || b.InPlan != 2 || b.Runs != 3 {
		t.Errorf("%+v", b)
	}
	if got, want := bans[0].text(), "Port of Kuryk, wagons: ban 20 (0 to 45) d, plan of loading after a ban 100 ± 25 d; of 3 replications 1 end in a ban, 2 in a plan"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var table strings.Builder
	if err := WriteMarkdown(&table, Summarise(r)); err != nil {
		t.Fatal(err)
	}
	if want := "| s | base | Port of Kuryk, wagons | 20 (0 to 45) | 2.0 (0.0 to 4.5) | 100 ± 25 | 1 and 2 of 3 |\n"; !strings.Contains(table.String(), want) || strings.Contains(table.String(), "bulk") {
		t.Errorf("no %q in\n%s", want, table.String())
	}
}
