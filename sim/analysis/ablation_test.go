package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// ablated is a scenario of one level as it is and without three mechanisms, in three replications.
func ablated() *Report {
	h := Header{Format: Format, Replications: 3, Seed: 1, Levels: []string{"base"}}
	metrics := []Metric{{"corridor.carried", "Mt/yr"}, {"corridor.transit.p50", "d"}, {"corridor.transit.p90", "d"},
		{"corridor.stock.start", "t"}, {"corridor.stock.end", "t"}, {"corridor.offered", "Mt/yr"}}
	var rows []experiment.Row
	for i, x := range []struct {
		without string
		values  [3][3]float64 // by replication: carried, P50, P90
		grows   float64       // t
	}{
		{"", [3][3]float64{{4, 20, 30}, {5, 22, 40}, {6, 24, 50}}, 1e6},
		{"rain", [3][3]float64{{4.25, 19, 25}, {5.25, 21, 35}, {6.25, 23, 45}}, 0},
		{"wind", [3][3]float64{{4, 17, 30}, {5, 18, 40}, {6, 22, 50}}, 1e6},
		{"snow", [3][3]float64{{4, math.NaN(), math.NaN()}, {5, math.NaN(), math.NaN()}, {6, math.NaN(), math.NaN()}}, 1e6},
	} {
		h.Scenarios = append(h.Scenarios, Scenario{Name: "s" + x.without, Without: x.without, Leaves: map[string]string{"wind": "Wind"}[x.without], Title: "no " + x.without})
		h.Variants = append(h.Variants, Variant{Scenario: i, Metrics: metrics})
		for r, v := range x.values {
			row := experiment.Row{Variant: i, Replication: r, Seed: 1}
			for _, v := range append(v[:], 1e5, 1e5+x.grows, 10) {
				row.Values = append(row.Values, experiment.Float(v))
			}
			rows = append(rows, row)
		}
	}
	return New(h, rows)
}

// TestAblations: differences are paired (constant ones have no interval, whatever the spread of the values), signed
// without less with, ordered by size, and those without a value come last.
func TestAblations(t *testing.T) {
	a := Ablations(ablated(), ByP50)[0]
	var order []string
	for _, x := range a.Rows {
		order = append(order, x.Mechanism)
	}
	if got := strings.Join(order, " "); got != "wind rain snow" {
		t.Errorf("order %s, want wind rain snow", got)
	}
	wind, rain := a.Rows[0], a.Rows[1]
	if rain.P50.Mean != -1 || rain.P50.Half() > 1e-12 || !(math.Abs(rain.Carried.Mean-0.25) <= 1e-12) || rain.P90.Mean != -5 {
		t.Errorf("rain: %+v", rain)
	}
	// Differences -3, -4, -2: mean -3, sd 1, t(2, 0.975) = 4.30265.
	if wind.P50.Mean != -3 || !(math.Abs(wind.P50.Half()-4.30265/math.Sqrt(3)) <= 1e-4) {
		t.Errorf("wind: %v ± %v, want -3 ± 2.484", wind.P50.Mean, wind.P50.Half())
	}
	// Holm's method for two known P of 0 (rain is the same in all replications) and P(|t2| > 5.196) = 0.0351.
	if !rain.P50.Sure() || !wind.P50.Sure() || !(math.Abs(wind.P50.P-0.0351) <= 1e-4) || a.Rows[2].P50.Sure() {
		t.Errorf("P of wind %v, of rain %v, of snow %v", wind.P50.P, rain.P50.P, a.Rows[2].P50.P)
	}
	if wind.Title != "Wind" || rain.Title != "rain" {
		t.Errorf("titles %q and %q", wind.Title, rain.Title)
	}
	if b := Ablations(ablated(), ByCarried)[0]; b.Rows[0].Mechanism != "rain" {
		t.Errorf("by carried the first is %s", b.Rows[0].Mechanism)
	}
	if len(a.Warnings) != 2 || !strings.HasPrefix(a.Warnings[0], "as it is: piling up") || !strings.HasPrefix(a.Warnings[1], "without rain: stable") {
		t.Errorf("warnings %q", a.Warnings)
	}
}

func TestAblationTables(t *testing.T) {
	all := Ablations(ablated(), ByP50)
	for _, c := range []struct {
		write func(*strings.Builder) error
		want  []string
	}{
		{func(b *strings.Builder) error { return WriteAblationText(b, all) }, []string{
			"s at base, as it is: carried 5.0 ± 2.5 Mt/yr, P50 22 ± 5 d, P90 40 ± 25 d\n",
			"Without  Name  Carried         P50                 P90\n", "\nrain     rain  +0.250 *  +5.0  -1.00 *       -4.5  -5.00 *  -12\n", "\nsnow     snow  0         0     –             –     –        –\n",
			"  without rain: stable", "\nWind     wind  0 ",
		}},
		{func(b *strings.Builder) error { return WriteAblationMarkdown(b, all) }, []string{
			"| Without | Name | Carried, Mt/yr | % | P50, d | % | P90, d | % | What is left out |\n", "| rain | rain | +0.250 * | +5.0 | -1.00 * | -4.5 | -5.00 * | -12 | no rain |\n", "- as it is: piling up",
		}},
		{func(b *strings.Builder) error { return WriteAblationCSV(b, all) }, []string{
			"scenario,level,without,title,carried [Mt/yr],carried [Mt/yr] low,carried [Mt/yr] high,carried [Mt/yr] p (Holm),", "\ns,base,,,5,2.5158", "\ns,base,wind,Wind,0,0,0,1,-3,-5.48413", "\ns,base,snow,snow,0,0,0,1,,,,,,,,,3\n",
		}},
	} {
		var text strings.Builder
		if err := c.write(&text); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(text.String(), want) {
				t.Errorf("no %q in\n%s", want, &text)
			}
		}
	}
}

// TestAblationSaysStandstill: without the second mechanism nothing is carried for two months in one replication of three; the row
// is marked, and the warnings say so. What stands still also as it is, is said of that alone.
func TestAblationSaysStandstill(t *testing.T) {
	months := func(also int) *Report {
		r := ablated()
		h, rows := r.Header, []experiment.Row{}
		for i := range h.Scenarios {
			h.Scenarios[i].Months, h.Scenarios[i].Families = []string{"2024-01", "2024-02"}, []Family{{Name: "container"}}
		}
		for v := range h.Variants {
			metrics := slices.Clone(h.Variants[v].Metrics)
			for _, m := range []string{"month.01.container.", "month.02.container."} {
				metrics = append(metrics, Metric{m + "offered", "kt"}, Metric{m + "carried", "kt"})
			}
			h.Variants[v].Metrics = metrics
			for _, row := range r.rows[v] {
				carried := experiment.Float(9)
				if row.Replication == 1 && (v == 2 || v == also) {
					carried = 0
				}
				row.Values = append(slices.Clone(row.Values), 10, carried, 10, carried)
				rows = append(rows, row)
			}
		}
		return New(h, rows)
	}
	const why = "standstill of container: in 1 of 3 replications"
	a := Ablations(months(2), ByCarried)[0]
	for _, x := range a.Rows {
		if x.Standstill != (x.Mechanism == "wind") || (x.marked() == "Wind (!)") != x.Standstill {
			t.Errorf("%s: standstill %v", x.Mechanism, x.Standstill)
		}
	}
	if said := strings.Join(a.Warnings, "\n"); !strings.Contains(said, "without wind: "+why) || strings.Contains(said, "as it is: standstill") {
		t.Errorf("%s", said)
	}
	a = Ablations(months(0), ByCarried)[0]
	if said := strings.Join(a.Warnings, "\n"); !strings.Contains(said, "as it is: "+why) || strings.Contains(said, "without wind: standstill") {
		t.Errorf("%s", said)
	}
}
