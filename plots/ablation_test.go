package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"corridor/sim/analysis"
)

// TestAblationMarksWhatIsSure: a dot is full if the table's adjusted P is at most 5 %, hollow otherwise; some are hollow whose
// interval alone does not hold 0.
func TestAblationMarksWhatIsSure(t *testing.T) {
	d, err := ablation(fixtureAblation(40, 3, 5, 8).report())
	if err != nil {
		t.Fatal(err)
	}
	sure, all, only := 0, 0, 0
	for _, h := range halves {
		at := func(column string) int { return slices.Index(d.Table.Header, column) }
		for _, row := range d.Table.Rows {
			value := func(column string) float64 {
				v, err := strconv.ParseFloat(row[at(column)], 64)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			all++
			holds := value("low 95 % "+h.column) <= 0 && value("high 95 % "+h.column) >= 0
			switch p := value("p (Holm) " + h.column); {
			case p <= 0.05:
				sure++
			case !holds:
				only++
			}
		}
	}
	full, hollow := 0, 0
	var rec recorder.Canvas
	d.Paint(draw.NewCanvas(&rec, d.Width, d.Height))
	white, dots := false, 0
	for _, action := range rec.Actions {
		switch a := action.(type) {
		case *recorder.SetColor:
			r, g, b, _ := a.Color.RGBA()
			white = r&g&b == 0xffff
		case *recorder.Fill:
			if len(a.Path) == 3 && a.Path[1].Type != 1 { // a circle
				if white {
					hollow++
				} else {
					dots++
				}
			}
		}
	}
	full = dots - hollow
	if full-1 != sure || dots-2 != all { // the legend has one of each
		t.Errorf("%d full dots of %d, the table has %d of %d", full-1, dots-2, sure, all)
	}
	if only == 0 {
		t.Error("no interval alone misses 0 by chance: the test cannot tell the two marks apart")
	}
}

// TestAblationTitleNeedsProof: the largest effect is not named if it may be chance among all that are compared.
func TestAblationTitleNeedsProof(t *testing.T) {
	of := func(mt, p float64) analysis.Effect {
		return analysis.Effect{Summary: analysis.Summary{Mean: mt, Low: mt - 0.01, High: mt + 0.01}, P: p}
	}
	a := analysis.Ablation{Level: "today", Carried: analysis.Summary{N: 20, Mean: 5}, P50: analysis.Summary{N: 20, Mean: 12}, Rows: []analysis.LeftOut{
		{Mechanism: "a", Title: "Big luck", Carried: of(0.9, 0.06), P50: of(-9, 0.06)},
		{Mechanism: "b", Title: "Small truth", Carried: of(0.2, 0.04), P50: of(-1, 0.04)},
		{Mechanism: "c", Title: "Nothing known", Carried: of(5, math.NaN()), P50: of(5, math.NaN())},
	}}
	if got, want := ablationTitle(a), "At today, 0.20 Mt per year more are carried without small truth, and the median is 1.0 days shorter"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	a.Rows = a.Rows[:1]
	if got, want := ablationTitle(a), "At today no mechanism has an effect beyond chance among 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestAblationOrder: what is beyond chance stands above what is not, however large that seems, and each level has scales of
// its own.
func TestAblationOrder(t *testing.T) {
	of := func(mean, p float64) analysis.Effect {
		return analysis.Effect{Summary: analysis.Summary{Mean: mean, Low: mean, High: mean}, P: p}
	}
	row := func(name string, mt, d analysis.Effect) analysis.LeftOut {
		return analysis.LeftOut{Mechanism: name, Title: name, Carried: mt, P50: d}
	}
	shown := []analysis.Ablation{
		{Level: "low", Rows: []analysis.LeftOut{row("luck", of(0.01, 0.9), of(0.1, 1)), row("small", of(0, 1), of(0.1, 0.01)), row("large", of(0, 1), of(0, 1))}},
		{Level: "high", Rows: []analysis.LeftOut{row("luck", of(0, 1), of(0, 1)), row("small", of(0, 1), of(10, 0.5)), row("large", of(2, 0.001), of(80, 0.001))}},
	}
	columns := columnsOf(2)
	effects := effectsOf(shown, columns)
	var order []string
	for _, e := range effects {
		order = append(order, e.name)
	}
	if got := strings.Join(order, " "); got != "small large luck" {
		t.Errorf("order %s", got)
	}
	low, high := axisOf(effects, 1, 80), axisOf(effects, 3, 80)
	if low.high > 0.2 || high.high < 80 {
		t.Errorf("the axes of the median end at %v and %v", low.high, high.high)
	}
	for span, want := range map[float64]string{0.0011: "0 0.0005 0.0010", 2.6: "0 1 2", 1800: "0 1,000"} {
		a := axisOf([]effect{{of: []analysis.Effect{of(span, 1)}}}, 0, 80)
		var labels []string
		for _, tick := range a.ticks {
			labels = append(labels, tick.Label)
		}
		if got := strings.Join(labels, " "); got != want {
			t.Errorf("ticks up to %v: %s, want %s", span, got, want)
		}
	}
}

// TestNoEffectOrNoAnswer: that nothing is beyond chance is a finding only with narrow intervals of many replications.
func TestNoEffectOrNoAnswer(t *testing.T) {
	of := func(n int, half float64) analysis.Ablation {
		one := analysis.Effect{Summary: analysis.Summary{N: n, Mean: 0.01, Low: 0.01 - half, High: 0.01 + half}, P: 0.9}
		return analysis.Ablation{Level: "today", Carried: analysis.Summary{N: n, Mean: 5}, P50: analysis.Summary{N: n, Mean: 12},
			Rows: []analysis.LeftOut{{Mechanism: "weather", Title: "Weather", Carried: one, P50: one, P90: one}}}
	}
	for _, c := range []struct {
		n    int
		half float64
		want string
	}{
		{20, 0.09, "At today no mechanism has an effect beyond chance among 1"},
		{20, 0.11, "At today, 20 replications cannot tell the effect of any mechanism from chance, of 1"},
		{3, 0.09, "At today, 3 replications cannot tell the effect of any mechanism from chance, of 1"},
		{1, math.NaN(), "At today, 1 replication cannot tell the effect of any mechanism from chance, of 1"},
	} {
		if got := ablationTitle(of(c.n, c.half)); got != c.want {
			t.Errorf("%d replications, ± %v: %q, want %q", c.n, c.half, got, c.want)
		}
	}
}
