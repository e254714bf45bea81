package analysis

import (
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// piling is one variant with two replications, in which empty boxes that do not count pile up.
func piling(end float64) *Report {
	h := Header{Format: Format, Replications: 2, Levels: []string{"base"}, Scenarios: []Scenario{{Name: "x", Months: make([]string, 12),
		Families: []Family{{Name: "box", Unit: "TEU", Counted: true}, {Name: "empty", Unit: "TEU"}, {Name: "grain", Unit: "t"}},
		Routes: []Route{
			{Flow: "back", Family: "empty", Steps: []Step{{Place: "terminal.a", Name: "Absheron"}, {Place: "port.b", Name: "Alyat"}}},
			{Flow: "home", Family: "empty", Steps: []Step{{Place: "terminal.c", Name: "Poti"}}},
		}}}}
	values := []struct {
		name  string
		value float64
	}{
		{"family.box.offered", 1000}, {"family.box.stock.start", 100}, {"family.box.stock.end", 199},
		{"family.empty.offered", 2000}, {"family.empty.stock.start", 100}, {"family.empty.stock.end", end},
		{"family.grain.offered", 50_000}, {"family.grain.stock.start", 0}, {"family.grain.stock.end", 10_000},
		{"flow.back.offered", 1500}, {"flow.back.stock.start", 100}, {"flow.back.stock.end", end - 100},
		{"flow.home.offered", 500}, {"flow.home.stock.start", 0}, {"flow.home.stock.end", 100},
		{"flow.back.step.00.wagon", 900}, {"flow.back.step.00.moving", 5}, {"flow.back.step.01.moving", 2000}, {"flow.back.step.01.vessel", 100},
	}
	v := Variant{}
	var row experiment.Row
	for _, x := range values {
		v.Metrics = append(v.Metrics, Metric{Name: x.name, Unit: "TEU"})
		row.Values = append(row.Values, experiment.Float(x.value))
	}
	h.Variants = []Variant{v}
	again := row
	again.Replication = 1
	return New(h, []experiment.Row{row, again})
}

// held lets so many empty boxes of piling wait for a route in the last week, of two, two of them at one place.
func held(r *Report, end float64) *Report {
	h := r.Header
	s := &h.Scenarios[0]
	s.Places = []Place{{Path: "terminal.a", Name: "Absheron"}, {Path: "port.b", Name: "Alyat"}}
	s.Routes[0].Steps[0].Place, s.Routes[1].Steps[0].Place = "terminal.a", "port.b"
	h.Variants[0].Series = []Series{{Name: "terminal.a.held.TEU", Unit: "TEU", Place: "terminal.a"}, {Name: "port.b.held.TEU", Unit: "TEU", Place: "port.b"}}
	var rows []experiment.Row
	for _, row := range r.rows[0] {
		row.Weeks = [][]experiment.Float{{900, 2}, {0, experiment.Float(end - 2)}}
		rows = append(rows, row)
	}
	return New(h, rows)
}

// TestPiles: a stock that grows by more than a tenth of the family's own offer is told, with the flow and the place; 9.9 % is not,
// and neither is growth that may be chance.
func TestPiles(t *testing.T) {
	want := "piling up by more than 10 % of its own offer (where what arrives of it waits longest): " +
		"empty +500 TEU, 25 % (Absheron; 80 % of it is back); grain +10 kt, 20 %"
	if got := piling(600).Piles(0); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := piling(299).Piles(0); strings.Contains(got, "empty") || strings.Contains(got, "box") || !strings.Contains(got, "grain") {
		t.Errorf("199 of 2,000: %s", got)
	}
	// of 500 TEU more 250 wait for a route at the end: that is told in place of the hours of what arrived; of 249 it is not
	for end, want := range map[float64]string{250: "empty +500 TEU, 25 % (250 TEU wait in the last week for a route to open, most at Alyat; 80 % of it is back)", 249: "empty +500 TEU, 25 % (Absheron; 80 % of it is back)"} {
		if got := held(piling(600), end).Piles(0); !strings.Contains(got, want) {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	r := piling(600)
	r.rows[0][1].Values[5] = 101 // one of two replications keeps its stock
	if got := r.Piles(0); strings.Contains(got, "empty") {
		t.Errorf("chance: %s", got)
	}
	if rows := Summarise(piling(600)); !strings.Contains(strings.Join(rows[0].Warnings, "\n"), want) {
		t.Errorf("%q", rows[0].Warnings)
	}
}
