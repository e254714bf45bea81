package plots

import (
	"slices"
	"strings"
	"testing"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// bannedReport has, beside the containers of the fixture, wagons that a ban holds at their origin and that wait on a quay, in so many
// weeks of all replications or of the first alone.
func bannedReport(in int) *analysis.Report {
	r := fixtureSmall().report()
	h := r.Header
	s := &h.Scenarios[0]
	s.Families = append(slices.Clone(s.Families), analysis.Family{Name: "cars", Unit: "wagons", Counted: true})
	s.Routes = append(slices.Clone(s.Routes), analysis.Route{Flow: "cars", Family: "cars", Direction: "west", Steps: []analysis.Step{
		{Place: "terminal.north", Name: "North", Kind: "terminal"}, {Place: "port.aktau", Name: "Aktau", Kind: "port", Km: 100}, {Place: "sea.aktau-alyat", Name: "Aktau–Alyat", Kind: "sea", Km: 200, Sea: true}}})
	s.Places = append(slices.Clone(s.Places), analysis.Place{Path: "terminal.north", Name: "North", Kind: "terminal"})
	v := &h.Variants[0]
	values := []experiment.Float{1000, 60}
	v.Metrics = append(slices.Clone(v.Metrics), analysis.Metric{Name: "flow.cars.carried", Unit: "wagons/yr"}, analysis.Metric{Name: "flow.cars.carried.mass", Unit: "kt/yr"})
	for k := range 3 {
		for _, c := range analysis.Causes {
			hours := 0.0
			switch {
			case k == 0 && c.Label == analysis.BanLabel:
				hours = 500
			case k == 0 && c.Name == "wagon":
				hours = 600 // the greater part, but no queue of trains is there
			case k == 1 && c.Folded == analysis.FoldVessel:
				hours = 900
			}
			v.Metrics = append(v.Metrics, analysis.Metric{Name: "flow.cars.step.0" + string(rune('0'+k)) + "." + c.Name, Unit: "h"})
			values = append(values, experiment.Float(hours))
		}
	}
	v.Series = append(slices.Clone(v.Series), analysis.Series{Name: "terminal.north.made.banned.wagons", Unit: "wagons", Place: "terminal.north"},
		analysis.Series{Name: "sea.aktau-alyat.quay.wagons.west", Unit: "wagons", Place: "port.aktau"})
	var rows []experiment.Row
	for n, row := range r.Rows {
		row.Values = append(slices.Clone(row.Values), values...)
		held, quay := make([]experiment.Float, 53), make([]experiment.Float, 53)
		for k := range 53 {
			quay[k] = 40
			if k < in && n%4 == 0 { // in a quarter of the years
				held[k] = 700
			}
		}
		row.Weeks = append(slices.Clone(row.Weeks), held, quay)
		rows = append(rows, row)
	}
	return analysis.New(h, rows)
}

// TestQueuesOfAllFamilies: 60 kt of wagons that wait 900 h on a quay are 6,164 t at a time and, for 600 h without wagons and
// 500 h under a ban, 7,534 t. The quay and what the ban holds are drawn behind the queue of the containers, though in most years there is no ban; without one, that panel is not there.
func TestQueuesOfAllFamilies(t *testing.T) {
	tonnes := map[string]float64{}
	for _, w := range bannedReport(20).WorstOfAll(0) {
		if w.Family == "cars" {
			tonnes[w.Place] = w.Tonnes
		}
	}
	if q, o := tonnes["port.aktau"], tonnes["terminal.north"]; q < 6164 || q > 6165 || o < 7534 || o > 7535 {
		t.Errorf("%v", tonnes)
	}
	for _, weeks := range []int{20, 0} {
		r := bannedReport(weeks)
		var got []string
		for _, q := range worstQueues(r, 0) {
			got = append(got, q.name+": "+q.words())
		}
		all := strings.Join(got, "|")
		if held := strings.Contains(all, "North: wagons held by a loading ban"); held != (weeks > 0) || !strings.Contains(all, "wagons on the quay, westbound for Aktau–Alyat") ||
			strings.Contains(got[0], "wagons") || len(got) > queuesMax {
			t.Errorf("%d weeks of a ban: %s", weeks, all)
		}
	}
}
