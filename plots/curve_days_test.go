package plots

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/plotter"
)

// TestDaysAboveTheAxisAreCounted: where a line leaves the axis, words tell how many of its points are above.
func TestDaysAboveTheAxisAreCounted(t *testing.T) {
	l := daysLine{points: plotter.XYs{{X: 1, Y: 10}, {X: 2, Y: 30}, {X: 3, Y: 20}, {X: 4, Y: 40}}}
	if n := l.above(20); n != 2 {
		t.Errorf("%d points above", n)
	}
	f := fixtureFull()
	f.scenarios = f.scenarios[:1]
	f.scenarios[0].capacity = 3
	r := f.report()
	for i := range r.Header.Scenarios {
		r.Header.Scenarios[i].Goal.PromiseDays = 7
	}
	d, err := capacityCurve(r)
	if err != nil {
		t.Fatal(err)
	}
	words, _ := texts(d)
	if !slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(w, " of 7 above") }) {
		t.Errorf("painted: %q", words)
	}
}

// TestLevelsOfACurveRise: a level that grows over the years may stand after a higher one in the file.
func TestLevelsOfACurveRise(t *testing.T) {
	f := fixtureFull()
	f.offered = []float64{3, 10, 6}
	r := f.report()
	c, err := readCurve(r, "capacity-curve", 0)
	if err != nil || !slices.IsSorted(c.offered) || !slices.Equal(c.levels, []string{"3 Mt", "6 Mt", "10 Mt"}) {
		t.Errorf("%v, %v, %v", c.offered, c.levels, err)
	}
}
