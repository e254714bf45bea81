package analysis

import (
	"slices"
	"testing"

	"corridor/sim/experiment"
)

func TestDeclines(t *testing.T) {
	// The base case carries 5 Mt/yr at the highest level and 3.95 at the one before; less is taken off it.
	for _, c := range []struct {
		less float64
		want string
	}{
		{0, ""},
		{1, ""}, // 4.00 ± 0.09 is not surely less than 3.95
		{1.5, "more demand carries less: 0.45 ± 0.04 Mt/yr less than at more; waiting grows most at Alyat, from 16 to 36 h per unit"},
	} {
		h, rows := fixture()
		column := func(metric string) int {
			return slices.IndexFunc(h.Variants[2].Metrics, func(m Metric) bool { return m.Name == metric })
		}
		for i := range rows {
			if rows[i].Variant == 2 {
				rows[i].Values[column("corridor.carried")] -= experiment.Float(c.less)
				rows[i].Values[column("flow.west.step.03.track")] += 26
				rows[i].Values[column("flow.local.step.00.track")] += 26
			}
		}
		r := New(h, rows)
		if ok, got := r.Declines(2); got != c.want || ok != (c.want != "") {
			t.Errorf("%v Mt less: %v, %q, want %q", c.less, ok, got, c.want)
		}
		for _, other := range []int{0, 1, 3, 4, 5} {
			if ok, why := r.Declines(other); ok {
				t.Errorf("variant %d: %s", other, why)
			}
		}
		if got := Summarise(r)[2].Warnings; (len(got) == 2) != (c.want != "") {
			t.Errorf("%v Mt less: warnings %q", c.less, got)
		}
	}
}

// TestDeclineNeedsAnInterval: one replication proves nothing.
func TestDeclineNeedsAnInterval(t *testing.T) {
	h, rows := fixture()
	h.Replications = 1
	rows = slices.DeleteFunc(rows, func(row experiment.Row) bool { return row.Replication > 0 })
	column := slices.IndexFunc(h.Variants[2].Metrics, func(m Metric) bool { return m.Name == "corridor.carried" })
	rows[2].Values[column] = 1
	if ok, why := New(h, rows).Declines(2); ok {
		t.Error(why)
	}
}
