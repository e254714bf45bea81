package plots

import (
	"testing"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// queueReport has two weeks of three series at one place, in a variant of a full fixture.
func queueReport() *analysis.Report {
	r := fixtureSmall().report()
	h := r.Header
	h.Variants[0].Series = []analysis.Series{{Name: "terminal.a.made.banned", Unit: "pieces", Place: "border.khorgos"},
		{Name: "border.a.queue", Unit: "trains", Place: "border.khorgos"}, {Name: "rail.a.queue", Unit: "trains", Place: "rail.a"}}
	var rows []experiment.Row
	for _, row := range r.Rows {
		row.Weeks = [][]experiment.Float{{500, 700}, {3, 4}, {0.4, 0.6}}
		rows = append(rows, row)
	}
	return analysis.New(h, rows)
}

// TestCargoHeldByABanIsAQueue: where a ban makes cargo wait, what it holds is drawn, in the unit of what starts there.
func TestCargoHeldByABanIsAQueue(t *testing.T) {
	r := queueReport()
	all := r.Header.Variants[0].Series
	scenario := r.Scenario(0)
	for i := range scenario.Families {
		scenario.Families[i].Unit = "TEU"
	}
	if got := heldUnit(scenario, all[0]); got != "TEU" {
		t.Errorf("%s", got)
	}
	for cause, want := range map[string]string{analysis.BanLabel: "terminal.a.made.banned", "customs and inspection": "border.a.queue"} {
		w := analysis.Worst{Place: "border.khorgos", Folded: analysis.FoldCustoms, Cause: cause}
		if s, ok := queueAt(r, 0, all, w); !ok || s.Name != want {
			t.Errorf("%s: %q, want %q", cause, s.Name, want)
		}
	}
	if got := (waitingLine{Weekly: analysis.Weekly{Series: analysis.Series{Name: all[0].Name, Unit: "TEU"}}}).words(); got != "TEU held by a loading ban" {
		t.Errorf("%q", got)
	}
	for i := range scenario.Families {
		scenario.Families[i].Unit = "t"
	}
	if got := heldUnit(scenario, all[0]); got != "" {
		t.Errorf("of tonnes: %s", got)
	}
}

// TestLoadsThatWaitForWagons: where most of the wait is for wagons, the longest queue is drawn, be it of loads before a pool or of
// trains; elsewhere trains are.
func TestLoadsThatWaitForWagons(t *testing.T) {
	r := queueReport()
	h := r.Header
	h.Variants[0].Series = []analysis.Series{{Name: "wagon.p.held.border.khorgos", Unit: "loads", Place: "border.khorgos"},
		{Name: "border.a.queue", Unit: "trains", Place: "border.khorgos"}, {Name: "loco.p.held.rail.a", Unit: "loads", Place: "rail.a"}}
	for _, c := range []struct {
		loads  experiment.Float
		folded int
		want   string
	}{{945, analysis.FoldWagon, "wagon.p.held.border.khorgos"}, {2, analysis.FoldWagon, "border.a.queue"}, {945, analysis.FoldTrack, "border.a.queue"}} {
		var rows []experiment.Row
		for _, row := range r.Rows {
			row.Weeks = [][]experiment.Float{{c.loads, c.loads}, {28, 28}, {5, 5}}
			rows = append(rows, row)
		}
		s, ok := queueAt(analysis.New(h, rows), 0, h.Variants[0].Series, analysis.Worst{Place: "border.khorgos", Folded: c.folded})
		if !ok || s.Name != c.want {
			t.Errorf("%+v: %q", c, s.Name)
		}
	}
	for i, want := range map[int]string{0: "loads that wait for wagons", 2: "loads that wait for locomotives"} {
		if got := (waitingLine{Weekly: analysis.Weekly{Series: h.Variants[0].Series[i]}}).words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestEmptyPanelsAreLeftOut: a queue whose median is below one in all weeks is not drawn.
func TestEmptyPanelsAreLeftOut(t *testing.T) {
	for _, q := range worstQueues(queueReport(), 0) {
		if q.Name == "rail.a.queue" {
			t.Errorf("%s is drawn", q.Name)
		}
	}
}
