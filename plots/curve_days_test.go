package plots

import (
	"fmt"
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

// TestLinesComeBackToTheAxis: what is on the axis is drawn, also after points above it.
func TestLinesComeBackToTheAxis(t *testing.T) {
	l := daysLine{points: plotter.XYs{{X: 0, Y: 10}, {X: 2, Y: 30}, {X: 4, Y: 10}, {X: 5, Y: 0}, {X: 6, Y: 40}}}
	for _, c := range []struct {
		height float64
		want   string
		leaves string
	}{
		{20, "[[{0 10} {1 20}] [{3 20} {4 10} {5 0} {5.5 20}]]", "[1 5.5]"},
		{50, "[[{0 10} {2 30} {4 10} {5 0} {6 40}]]", "[]"},
		{5, "[[{4.5 5} {5 0} {5.125 5}]]", "[0 5.125]"},
	} {
		if got := fmt.Sprint(below(l.points, c.height)); got != c.want {
			t.Errorf("at %v: %s, want %s", c.height, got, c.want)
		}
		if got := fmt.Sprint(l.leaves(c.height)); got != c.leaves {
			t.Errorf("at %v the line leaves at %s, want %s", c.height, got, c.leaves)
		}
	}
}

// TestMedianThatFalls: the method says so, from the level where it falls; a rising one needs no words.
func TestMedianThatFalls(t *testing.T) {
	c := curve{short: "2024", offered: []float64{4, 6, 8, 10}, p50: []float64{13, 117, 62, 44}}
	for _, x := range []struct {
		curves []curve
		want   string
	}{
		{[]curve{c}, "here, from 8.0 Mt offered on: from 117 to 44 days"},
		{[]curve{{short: "2027", offered: c.offered, p50: []float64{11, 12, 35, 105}}, c}, "2024, from 8.0 Mt offered on: from 117 to 44 days"},
		{[]curve{{offered: c.offered, p50: []float64{11, 10.9, 35, 105}}}, ""},
	} {
		if got := fallen(x.curves); got != x.want || (fallenNote(x.curves) == "") != (x.want == "") {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
}
