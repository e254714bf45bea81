package analysis

import (
	"fmt"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// TestStandstills: of 10 replications of a variant one carries nothing from March on, one has two bad months that do not
// follow each other, and one fails. Only the first is named, with its months; a tenth is enough to be no standstill.
// So it is by the pieces of a family without mass.
func TestStandstills(t *testing.T) {
	months := []string{"2024-01", "2024-02", "2024-03", "2024-04", "2024-05"}
	carried := func(variant, replication, month int) float64 {
		switch {
		case variant == 2 && replication == 4 && month >= 2:
			return 0.4
		case variant == 2 && replication == 5 && month%2 == 0:
			return 0
		case variant == 2 && replication == 6:
			return 0.5
		}
		return 5
	}
	h, rows := fixture()
	for i := range h.Scenarios {
		h.Scenarios[i].Months, h.Scenarios[i].Families = months, []Family{{Name: "container"}, {Name: "not-measured"}, {Name: "light"}}
	}
	for i := range h.Variants {
		for m := range months {
			name := fmt.Sprintf("month.%02d.container.", m+1)
			light := fmt.Sprintf("month.%02d.light.", m+1)
			h.Variants[i].Metrics = append(h.Variants[i].Metrics, Metric{name + "offered", "kt"}, Metric{name + "carried", "kt"},
				Metric{light + "offered", "kt"}, Metric{light + "carried", "kt"}, Metric{light + "pieces.offered", "pieces"}, Metric{light + "pieces.carried", "pieces"})
		}
	}
	for i := range rows {
		row := &rows[i]
		for m := range months {
			row.Values = append(row.Values, 5, experiment.Float(carried(row.Variant, row.Replication, m)))
			row.Values = append(row.Values, 0, 0, 50, 10*experiment.Float(carried(row.Variant, row.Replication, m)))
		}
	}
	failed := &rows[2*10+9]
	failed.Fault, failed.Values = "failed", nil
	r := New(h, rows)
	for v, row := range Summarise(r) {
		said := r.Standstills(v)
		if v != 2 {
			if len(said) > 0 {
				t.Errorf("variant %d: %q", v, said)
			}
			continue
		}
		want := "standstill of container: in 1 of 9 replications less than a tenth of what is offered was carried in each of 2 months or more in a row; longest in replication 4, from 2024-03 to 2024-05"
		if len(said) != 2 || said[0] != want || said[1] != strings.Replace(want, "container", "light", 1) || !strings.Contains(strings.Join(row.Warnings, "|"), want) {
			t.Errorf("%q in %q, want %q", said, row.Warnings, want)
		}
	}
}
