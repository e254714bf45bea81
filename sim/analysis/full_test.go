package analysis

import (
	"slices"
	"strings"
	"testing"
)

// TestFullLines: a line where other traffic waits more than a day is named, with the hours; one where it waits less is not.
func TestFullLines(t *testing.T) {
	h, rows := fixture()
	for i := range h.Variants {
		h.Variants[i].Metrics = append(slices.Clip(h.Variants[i].Metrics), Metric{"rail.kz.other.waiting.mean", "h"})
	}
	for i := range rows {
		rows[i].Values = append(rows[i].Values, 23)
		if rows[i].Variant == 2 {
			rows[i].Values[len(rows[i].Values)-1] = 70.4
		}
	}
	for v, row := range Summarise(New(h, rows)) {
		said := slices.DeleteFunc(slices.Clone(row.Warnings), func(s string) bool { return !strings.HasPrefix(s, "line full") })
		if want := "line full: other traffic waits 70 h on average before Kazakh line;"; (len(said) == 1) != (v == 2) || len(said) > 1 || v == 2 && !strings.HasPrefix(said[0], want) {
			t.Errorf("variant %d: %q", v, said)
		}
	}
}
