package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// TestFullLines: a line where other traffic waits more than a day is named, with the hours and the trains that do not pass;
// so is one where none passes, for which there is no wait; one where it waits less is not.
func TestFullLines(t *testing.T) {
	const well = "; more trains are assumed there than the line takes well"
	none := math.NaN()
	for _, c := range []struct {
		hours, offered, passed float64
		want                   string
		median                 float64
	}{
		{62, 8000, 7990, "line full for a time: other traffic waits 62 h on average before Kazakh line, and 10 of its 8,000 trains a year do not pass; half of what passes waits less than 4 h", 3.6},
		{62, 8000, 8000, "line full: other traffic waits 62 h on average before Kazakh line" + well, 40},
		{23, 8000, 7990, "", 0},
		{70.4, 8000, 5100, "line full: other traffic waits 70 h on average before Kazakh line, and 2,900 of its 8,000 trains a year do not pass" + well, 0},
		{70.4, 8000, 8000, "line full: other traffic waits 70 h on average before Kazakh line" + well, 0},
		{70.4, 8000, 8003, "line full: other traffic waits 70 h on average before Kazakh line" + well, 0}, // of the queue at the start
		{70.4, none, none, "line full: other traffic waits 70 h on average before Kazakh line" + well, 0}, // results of an older version
		{none, 8000, 0, "line full: none of the 8,000 other trains a year passes Kazakh line" + well, 0},
		{none, 0, 0, "", 0},
	} {
		h, rows := fixture()
		for i := range h.Variants {
			last := Metric{"rail.kz.other.waiting.p50", "h"}
			if c.median == 0 { // results of an older version
				last.Name = "rail.kz.of"
			}
			h.Variants[i].Metrics = append(slices.Clip(h.Variants[i].Metrics), Metric{"rail.kz.other.waiting.mean", "h"},
				Metric{"rail.kz.other.offered", "trains/yr"}, Metric{"rail.kz.other.passed", "trains/yr"}, last)
		}
		for i := range rows {
			rows[i].Values = append(rows[i].Values, 1, 100, 100, 1)
			if rows[i].Variant == 2 {
				copy(rows[i].Values[len(rows[i].Values)-4:], []experiment.Float{experiment.Float(c.hours), experiment.Float(c.offered), experiment.Float(c.passed), experiment.Float(c.median)})
			}
		}
		for v, row := range Summarise(New(h, rows)) {
			said := slices.DeleteFunc(slices.Clone(row.Warnings), func(s string) bool { return !strings.HasPrefix(s, "line full") })
			if want := c.want; v != 2 && len(said) > 0 || v == 2 && strings.Join(said, "\n") != want {
				t.Errorf("%v, variant %d: %q", c, v, said)
			}
		}
	}
}
