package analysis

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// flowsFixture is a variant of two replications: two flows of boxes from one place, bulk that does not count, empty runs, and so many
// flows of nothing but ten wagons as asked for.
func flowsFixture(more int) *Report {
	at := func(place string) []Step { return []Step{{Place: place}} }
	s := Scenario{Name: "base", Families: []Family{{Name: "box", Unit: "TEU", Counted: true}, {Name: "sand", Unit: "t"}, {Name: "platform", Unit: "wagons"}, {Name: "coal", Unit: "wagons", Counted: true}},
		Routes: []Route{
			{Flow: "idle", Family: "box", Steps: at("terminal.xian")},
			{Flow: "long", Family: "box", Direction: "west", Steps: at("terminal.xian")},
			{Flow: "runs", Family: "platform", Uncounted: true, Empties: true, Steps: at("port.aktau")},
			{Flow: "sand", Family: "sand", Uncounted: true, Steps: at("port.aktau")},
			{Flow: "short", Family: "box", Direction: "west", Steps: at("terminal.xian")},
		}}
	v := Variant{Offered: 1}
	rows := []experiment.Row{{Replication: 0}, {Replication: 1}}
	set := func(flow string, values ...[2]float64) {
		for i, what := range []string{"offered", "carried", "stock.start", "stock.end", "transit.mean", "transit.p50", "transit.p90"} {
			v.Metrics = append(v.Metrics, Metric{Name: "flow." + flow + "." + what})
			for k := range rows {
				rows[k].Values = append(rows[k].Values, experiment.Float(values[i][k]))
			}
		}
	}
	none := [2]float64{}
	set("idle", none, none, none, none, none, none, none)
	set("long", [2]float64{100, 200}, [2]float64{50, 150}, [2]float64{10, 10}, [2]float64{60, 60}, [2]float64{10, 20}, [2]float64{9, 9}, [2]float64{30, 30})
	set("short", [2]float64{300, 200}, [2]float64{150, 50}, none, [2]float64{150, 150}, [2]float64{20, 40}, [2]float64{19, 19}, [2]float64{80, 80})
	set("sand", [2]float64{4e6, 4e6}, none, none, [2]float64{4e6, 4e6}, [2]float64{math.NaN(), math.NaN()}, none, none)
	set("runs", [2]float64{7, 7}, [2]float64{7, 7}, none, none, [2]float64{1, 1}, none, none)
	for i := range more {
		flow := fmt.Sprintf("coal-%02d", i)
		s.Routes = append(s.Routes, Route{Flow: flow, Family: "coal", Direction: "west", Steps: at([]string{"terminal.mine", "terminal.pit"}[i%2])})
		set(flow, [2]float64{10, 10}, [2]float64{10, 10}, none, none, [2]float64{3, 3}, none, none)
	}
	h := Header{Format: Format, Replications: 2, Scenarios: []Scenario{s}, Levels: []string{"today"}, Variants: []Variant{v}}
	return New(h, rows)
}

// TestFlows: sums, shares and means of flows and of all that counts, by hand; shares are formed in each replication, and
// times are those of what arrived.
func TestFlows(t *testing.T) {
	rows := flowsFixture(0).Flows(0)
	var names []string
	for _, f := range rows {
		names = append(names, f.Name+" "+f.Unit+" "+f.counts())
	}
	if got, want := strings.Join(names, "; "), "long TEU yes; short TEU yes; sand t no; runs wagons empty runs; all that counts TEU yes"; got != want {
		t.Fatalf("rows %s, want %s", got, want)
	}
	long, sand, all := rows[0], rows[2], rows[4]
	for what, is := range map[string][2]float64{
		"share of the long flow": {long.Share.Mean, (0.5 + 0.75) / 2}, "its P90": {long.P90.Mean, 30}, "its mean": {long.Mean.Mean, 15},
		"sand": {sand.Offered.Mean, 4e6}, "share of sand": {sand.Share.Mean, 0},
		"all offered": {all.Offered.Mean, 400}, "all carried": {all.Carried.Mean, 200}, "share of all": {all.Share.Mean, 0.5},
		"all at the start": {all.Start.Mean, 10}, "all at the end": {all.End.Mean, 210},
		"mean of all": {all.Mean.Mean, ((50*10.+150*20)/200 + (150*20.+50*40)/200) / 2},
	} {
		if !(math.Abs(is[0]-is[1]) <= 1e-9*is[1]) {
			t.Errorf("%s is %v, want %v", what, is[0], is[1])
		}
	}
	if all.Share.Low != 0.5 || long.Share.Low != 0 || !math.IsNaN(sand.Mean.Mean) || !math.IsNaN(all.P50.Mean) {
		t.Errorf("intervals %v %v, mean of nothing %v, P50 of several %v", all.Share, long.Share, sand.Mean, all.P50)
	}
}

// TestUncountedFlowOfAFamily: a flow that does not count is not among all that counts of its unit, though its family does: where one of
// two flows of boxes does not, there is no sum of the other alone.
func TestUncountedFlowOfAFamily(t *testing.T) {
	for uncounted, want := range map[string]float64{"": 400, "idle": 400, "short": 0, "long": 0} {
		r := flowsFixture(0)
		for i := range r.Header.Scenarios[0].Routes {
			route := &r.Header.Scenarios[0].Routes[i]
			route.Uncounted = route.Uncounted || route.Flow == uncounted
		}
		all := 0.0
		for _, f := range r.Flows(0) {
			if f.Name == "all that counts" {
				all = f.Offered.Mean
			}
		}
		if all != want {
			t.Errorf("without %q %v of all that counts are offered, want %v", uncounted, all, want)
		}
	}
}

// TestBriefFlows: up to 25 flows a screen has each; of more, those of a family from one place are a row, with the same sums.
func TestBriefFlows(t *testing.T) {
	if r := flowsFixture(21); len(r.BriefFlows(0)) != len(r.Flows(0)) || len(r.Flows(0)) != 25+2 {
		t.Errorf("%d rows of %d", len(r.BriefFlows(0)), len(r.Flows(0)))
	}
	r := flowsFixture(22)
	var names []string
	for _, f := range r.BriefFlows(0) {
		names = append(names, f.Name)
		if f.Name == "coal from pit, 11 flows" && (f.Carried.Mean != 110 || f.Mean.Mean != 3) {
			t.Errorf("got %+v", f)
		}
	}
	if got, want := strings.Join(names, "; "), "box from xian, 2 flows; sand; runs; coal from mine, 11 flows; coal from pit, 11 flows; all that counts; all that counts"; got != want {
		t.Errorf("rows %s, want %s", got, want)
	}
	var text, csv bytes.Buffer
	rows := Summarise(r)
	writeFlowsText(&text, rows)
	if err := WriteFlowsCSV(&csv, rows); err != nil || strings.Count(csv.String(), "\n") != 1+26+2 {
		t.Errorf("%v\n%s", err, csv.String())
	}
	for _, want := range []string{"\nbase at today\n", "\n  sand *", "kt      4,000    0 ", "\n  runs **", "in flows.csv\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
}
