package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

func TestStable(t *testing.T) {
	r := fixtureReport()
	for _, c := range []struct {
		variant int
		ok      bool
		want    string
	}{
		{0, true, "stable: cargo inside went from 50 to 50 kt in the year, +0.0 %"},
		{2, false, "piling up: cargo inside went from 50 to 1,050 kt in the year, +16.7 %"},
		{5, true, "stable"},
	} {
		if ok, why := r.Stable(c.variant); ok != c.ok || !strings.HasPrefix(why, c.want) {
			t.Errorf("variant %d: %v, %q, want %v, %q", c.variant, ok, why, c.ok, c.want)
		}
	}
}

// TestStableLimit: 2 % of an offer of 2 Mt is 40 kt.
func TestStableLimit(t *testing.T) {
	for _, c := range []struct {
		end float64
		ok  bool
	}{{89_999, true}, {90_001, false}, {10_000, true}} {
		h, rows := fixture()
		column := slices.IndexFunc(h.Variants[0].Metrics, func(m Metric) bool { return m.Name == "corridor.stock.end" })
		for i := range 10 {
			rows[i].Values[column] = experiment.Float(c.end)
		}
		if ok, why := New(h, rows).Stable(0); ok != c.ok {
			t.Errorf("%v t at the end: %v, %s", c.end, ok, why)
		}
	}
}

func TestSustainable(t *testing.T) {
	set := func(variant int, metric string, value float64) func(*Header, []experiment.Row) {
		return func(h *Header, rows []experiment.Row) {
			column := slices.IndexFunc(h.Variants[variant].Metrics, func(m Metric) bool { return m.Name == metric })
			for i := range rows {
				if rows[i].Variant == variant {
					rows[i].Values[column] = experiment.Float(value)
				}
			}
		}
	}
	for _, c := range []struct {
		name     string
		change   func(*Header, []experiment.Row)
		scenario int
		level    int
		ok       bool
		want     string
	}{
		{"piles up at the third", nil, 0, 1, true, "at more: stable: cargo inside went from 50 to 50 kt in the year, +0.0 % of the offer (+0.0 to +0.0 %); transit time (p90) 19.0 d, promised 20.0 d; at most: piling up"},
		{"promise broken at the third", nil, 1, 1, true, "; at most: transit time (p90) 22.0 d, promised 20.0 d"},
		{"promise of the median", func(h *Header, _ []experiment.Row) { h.Scenarios[1].Goal.PromiseOf = "p50" }, 1, 2, true, "transit time (p50) 18.0 d, promised 20.0 d"},
		{"promise of a statistic that is not there", func(h *Header, _ []experiment.Row) { h.Scenarios[1].Goal.PromiseOf = "mean" }, 1, 0, false, "not even at today: transit time (mean) unknown"},
		{"no promise", func(h *Header, _ []experiment.Row) { h.Scenarios[1].Goal.PromiseDays = 0 }, 1, 2, true, "no transit time is promised"},
		{"a hole below", set(3, "corridor.transit.p90", 21), 1, 0, false, "not even at today"},
		{"stock unknown", set(4, "corridor.stock.end", math.NaN()), 1, 0, true, "; at more: stability unknown"},
		{"a replication failed", func(_ *Header, rows []experiment.Row) {
			rows[49].Fault, rows[49].Values = "deadlock", nil
		}, 1, 0, true, "; at more: 1 of 10 replications failed"},
		{"levels not in order of offer", func(h *Header, _ []experiment.Row) { h.Variants[3].Offered = 5 }, 1, 0, true, "at today: stable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, rows := fixture()
			if c.change != nil {
				c.change(&h, rows)
			}
			level, ok, why := New(h, rows).Sustainable(c.scenario)
			if level != c.level || ok != c.ok || !strings.Contains(why, c.want) {
				t.Errorf("level %d, %v, %q; want %d, %v, %q", level, ok, why, c.level, c.ok, c.want)
			}
		})
	}
	h, rows := fixture()
	h.Variants = h.Variants[:3]
	if _, ok, why := New(h, rows[:30]).Sustainable(1); ok || why != "no level was simulated" {
		t.Errorf("%v, %q", ok, why)
	}
}

// TestStableOverYears: the growth of the stock over four years is held against what was offered in four years: 100 kt are
// 5 % of the 2 Mt of one year, and 1.25 % of four.
func TestStableOverYears(t *testing.T) {
	for _, c := range []struct {
		months int
		ok     bool
		want   string
	}{{12, false, "in the year, +5.0 %"}, {48, true, "in 4.0 years, +1.2 %"}} {
		h, rows := fixture()
		h.Scenarios[0].Months = make([]string, c.months)
		column := slices.IndexFunc(h.Variants[0].Metrics, func(m Metric) bool { return m.Name == "corridor.stock.end" })
		for i := range 10 {
			rows[i].Values[column] = 150e3
		}
		if ok, why := New(h, rows).Stable(0); ok != c.ok || !strings.Contains(why, c.want) {
			t.Errorf("%d months: %v, %s", c.months, ok, why)
		}
	}
}

// TestYears: the years are found by the names of the metrics, in order, and none are found where there are none.
func TestYears(t *testing.T) {
	h, rows := fixture()
	for _, year := range []string{"2025", "2026"} {
		for i, what := range []string{"offered", "carried", "cut.carried", "offered.teu", "carried.teu", "transit.p50", "transit.p90", "on_time"} {
			h.Variants[0].Metrics = append(slices.Clip(h.Variants[0].Metrics), Metric{Name: "corridor.year." + year + "." + what, Unit: "1"})
			for k := range rows {
				if rows[k].Variant == 0 {
					rows[k].Values = append(slices.Clip(rows[k].Values), experiment.Float(float64(i+1)))
				}
			}
		}
	}
	r := New(h, rows)
	years := r.Years(0)
	if len(years) != 2 || years[0].Year != 2025 || years[1].Year != 2026 || years[1].Carried.Mean != 2 || years[1].OnTime.Mean != 8 {
		t.Errorf("years %v", years)
	}
	if n := len(r.Years(1)); n != 0 {
		t.Errorf("%d years of a variant that has one", n)
	}
	var b strings.Builder
	if err := WriteYearsCSV(&b, Summarise(r)); err != nil || strings.Count(b.String(), "\n") != 3 || !strings.Contains(b.String(), ",2026,") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
