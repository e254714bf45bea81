package analysis

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// fixture is an experiment of two scenarios at three levels with ten replications, small
// enough to work out by hand. Two flows of boxes go west (one of them from halfway) and one
// goes east; the values are set by name, the rest is 0.
func fixture() (Header, []experiment.Row) {
	scenario := Scenario{
		Name: "base", Goal: Goal{Carried: 5, Family: "container", Direction: "west", PromiseDays: 20},
		Places: []Place{{Path: "rail.kz", Name: "Kazakh line"}, {Path: "port.aktau", Name: "Aktau"}, {Path: "sea", Name: "Caspian"}, {Path: "port.alyat", Name: "Alyat"}},
		Routes: []Route{
			{Flow: "west", Family: "container", Direction: "west", Steps: []Step{
				{Place: "rail.kz", Name: "Kazakh line", Km: 3000}, {Place: "port.aktau", Name: "Aktau", Km: 3000},
				{Place: "sea", Name: "Caspian", Km: 3450, Sea: true}, {Place: "port.alyat", Name: "Alyat", Km: 3450}}},
			{Flow: "local", Family: "container", Direction: "west", Steps: []Step{
				{Place: "port.aktau", Name: "Aktau"}, {Place: "sea", Name: "Caspian", Km: 450, Sea: true}}},
			{Flow: "east", Family: "container", Direction: "east", Steps: []Step{
				{Place: "sea", Name: "Caspian", Km: 450, Sea: true}, {Place: "rail.kz", Name: "Kazakh line", Km: 3450}}},
			{Flow: "grain", Family: "dry", Direction: "west", Steps: []Step{{Place: "sea", Name: "Caspian", Km: 450}}},
		},
	}
	better := scenario
	better.Name = "better"
	h := Header{Format: Format, Seed: 7, Replications: 10, Scenarios: []Scenario{scenario, better}, Levels: []string{"today", "more", "most"}}
	var rows []experiment.Row
	for s := range 2 {
		for level := range 3 {
			offered := float64(2 + 2*level)
			v := Variant{Scenario: s, Level: level, Offered: offered}
			for replication := range 10 {
				names, values := replicate(s, level, replication, offered)
				if replication == 0 {
					v.Metrics = names
				}
				rows = append(rows, experiment.Row{Variant: 3*s + level, Replication: replication, Seed: 7, Values: values})
			}
			h.Variants = append(h.Variants, v)
		}
	}
	return h, rows
}

// replicate makes one row. In the base case cargo piles up at the highest level; in the
// better one it does not, but the promise is broken there.
func replicate(scenario, level, replication int, offered float64) (names []Metric, values []experiment.Float) {
	set := func(name, unit string, value float64) {
		names = append(names, Metric{name, unit})
		values = append(values, experiment.Float(value))
	}
	luck := float64(replication-4)*0.02 - 0.01 // -0.09 to 0.09, sum 0
	carried := offered - 0.05
	stock := 50_000.0
	if scenario == 0 && level == 2 {
		carried, stock = 5+luck, 1_050_000
	}
	set("corridor.offered", "Mt/yr", offered)
	set("corridor.carried", "Mt/yr", carried+luck)
	set("corridor.cut.carried", "Mt/yr", carried+luck)
	set("corridor.offered.teu", "TEU/yr", 40_000*offered)
	set("corridor.carried.teu", "TEU/yr", 40_000*(carried+luck))
	set("corridor.transit.p50", "d", 14+2*float64(level))
	set("corridor.transit.p90", "d", 16+3*float64(level)+luck)
	set("corridor.waiting.share", "1", 0.25)
	set("corridor.on_time", "1", 0.8)
	set("corridor.stock.start", "t", 50_000)
	set("corridor.stock.end", "t", stock)
	set("flow.west.carried", "TEU/yr", 300)
	set("flow.local.carried", "TEU/yr", 100)
	set("flow.east.carried", "TEU/yr", 0)
	hours := func(flow string, step int, moving, track, vessel, weather float64) {
		set(stepMetric(flow, step, "moving"), "h", moving)
		set(stepMetric(flow, step, "handling"), "h", 1)
		set(stepMetric(flow, step, "track"), "h", track)
		set(stepMetric(flow, step, "vessel"), "h", vessel)
		set(stepMetric(flow, step, "weather"), "h", weather+100*luck)
	}
	hours("west", 0, 72, 8, 0, 10)
	hours("west", 1, 0, 4, 40, 12)
	hours("west", 2, 24, 0, 0, 10)
	hours("west", 3, 0, 2, 0, 20)
	hours("local", 0, 0, 8, 20, 12)
	hours("local", 1, 20, 0, 0, 10)
	hours("east", 0, math.NaN(), math.NaN(), math.NaN(), math.NaN())
	hours("east", 1, math.NaN(), math.NaN(), math.NaN(), math.NaN())
	set(stepMetric("west", 0, "p10"), "d", 3)
	set(stepMetric("west", 0, "p90"), "d", 5)
	return names, values
}

func fixtureReport() *Report { return New(fixture()) }

func TestSampleOfReport(t *testing.T) {
	h, rows := fixture()
	rows[12] = experiment.Row{Variant: 1, Replication: 2, Seed: 7, Fault: "deadlock"}
	rows[15].Values[1] = experiment.Float(math.NaN())
	slices.Reverse(rows) // New orders them
	r := New(h, rows)
	s := r.Sample("corridor.carried", 1)
	if want := []int{0, 1, 3, 4, 6, 7, 8, 9}; !slices.Equal(s.Replications, want) {
		t.Errorf("replications %v, want %v", s.Replications, want)
	}
	if s.Failed != 1 || s.Missing != 1 || s.Unit != "Mt/yr" || s.Variant != 1 {
		t.Errorf("got %+v", s)
	}
	if text := strings.Join(s.Summary(0.95).Warnings, "|"); !strings.Contains(text, "failed and are left out: 1") || !strings.Contains(text, "without a value: 1") {
		t.Errorf("warnings %q", text)
	}
	if f := r.Faults(); len(f) != 1 || f[0].Replication != 2 {
		t.Errorf("faults %v", f)
	}
	if want := []string{"base at more, replication 2 failed: deadlock"}; !slices.Equal(r.Warnings, want) {
		t.Errorf("warnings %q, want %q", r.Warnings, want)
	}
	if r.Has("nothing", 1) || !r.Has("corridor.carried", 1) || len(r.Sample("nothing", 1).Values) != 0 {
		t.Error("a metric that is not there")
	}
	if v, ok := r.Find(1, 2); v != 5 || !ok {
		t.Errorf("Find(1, 2) = %d, %v", v, ok)
	}
	if _, ok := r.Find(1, 3); ok {
		t.Error("found a variant that is not there")
	}
}

func TestReportSaysWhatIsMissing(t *testing.T) {
	h, rows := fixture()
	r := New(h, rows[:37])
	want := []string{"better at today: 7 of 10 replications are there", "better at more: 0 of 10 replications are there", "better at most: 0 of 10 replications are there"}
	if !slices.Equal(r.Warnings, want) {
		t.Errorf("warnings %q, want %q", r.Warnings, want)
	}
	h.Replications = 4
	h.Variants = h.Variants[:1]
	if r := New(h, rows[:4]); len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "only 4 replications") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

func TestLoad(t *testing.T) {
	h, rows := fixture()
	dir := t.TempDir()
	path := filepath.Join(dir, JournalName)
	j, err := experiment.Create(path, h, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := j.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tableText(t, r), tableText(t, fixtureReport()); got != want {
		t.Errorf("loaded:\n%s\nfrom memory:\n%s", got, want)
	}
	text, _ := os.ReadFile(path)
	if err := os.WriteFile(path, text[:len(text)-9], 0o644); err != nil {
		t.Fatal(err)
	}
	r, err = Load(dir)
	if err != nil || len(r.Rows) != 59 || !strings.Contains(strings.Join(r.Warnings, "|"), path+":61: last line is torn") {
		t.Errorf("torn: %v, %v", r, err)
	}
	if err := os.WriteFile(path, text[:9], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), ":1: last line is torn") {
		t.Errorf("torn header: %v", err)
	}
	header := slices.Index(text, '\n') + 1
	for _, length := range []int{0, header, header + 9} {
		if err := os.WriteFile(path, text[:length], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir); !errors.Is(err, ErrNoRows) || strings.Contains(err.Error(), "torn") || !strings.Contains(err.Error(), path) {
			t.Errorf("%d bytes of a journal: %v", length, err)
		}
	}
}

func TestRowsMustFitHeader(t *testing.T) {
	for _, c := range []struct {
		want  string
		spoil func(h *Header, rows []experiment.Row)
	}{
		{"format 2", func(h *Header, _ []experiment.Row) { h.Format = 2 }},
		{"row 3: variant 9 of 6", func(_ *Header, rows []experiment.Row) { rows[3].Variant = 9 }},
		{"row 3: variant -1 of 6", func(_ *Header, rows []experiment.Row) { rows[3].Variant = -1 }},
		{"row 3: replication 10 of 10", func(_ *Header, rows []experiment.Row) { rows[3].Replication = 10 }},
		{"row 3: replication 2 of base at today is there twice", func(_ *Header, rows []experiment.Row) { rows[3].Replication = 2 }},
		{"row 3: seed 8, the header says 7", func(_ *Header, rows []experiment.Row) { rows[3].Seed = 8 }},
		{"row 3: 2 values, base at today has", func(_ *Header, rows []experiment.Row) { rows[3].Values = rows[3].Values[:2] }},
		{"variant 1: scenario 2 of 2", func(h *Header, _ []experiment.Row) { h.Variants[1].Scenario = 2 }},
		{"variant 1: level 3 of 3", func(h *Header, _ []experiment.Row) { h.Variants[1].Level = 3 }},
		{"variant 1: base at today is there twice", func(h *Header, _ []experiment.Row) { h.Variants[1].Level = 0 }},
		{"base at more: metric corridor.offered is there twice", func(h *Header, _ []experiment.Row) { h.Variants[1].Metrics[1].Name = "corridor.offered" }},
	} {
		h, rows := fixture()
		c.spoil(&h, rows)
		if err := check(h, rows); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want …%s…", err, c.want)
		}
		mustPanic(t, c.want, func() { New(h, rows) })
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestTimeByPlace(t *testing.T) {
	r := fixtureReport()
	got := TimeByPlace(r, 0, "container", "west")
	// 300 TEU go all the way and 100 from Aktau: weights 3/4 and 1/4.
	want := []PlaceTime{
		{Name: "Kazakh line", Hours: [foldCount]float64{54.75, 0, 6, 0, 0, 7.5}, Total: 68.25},
		{Name: "Aktau", Hours: [foldCount]float64{1, 35, 5, 0, 0, 12}, Total: 53},
		{Name: "Caspian", Hours: [foldCount]float64{24, 0, 0, 0, 0, 10}, Total: 34},
		{Name: "Alyat", Hours: [foldCount]float64{0.75, 0, 1.5, 0, 0, 15}, Total: 17.25},
	}
	if len(got) != len(want) {
		t.Fatalf("%d places, want %d: %v", len(got), len(want), got)
	}
	for i, w := range want {
		if got[i].Name != w.Name || !near(got[i].Total, w.Total) || !near(got[i].Waiting(), w.Total-w.Hours[0]) {
			t.Errorf("place %d: %+v, want %+v", i, got[i], w)
		}
		for c := range w.Hours {
			if !near(got[i].Hours[c], w.Hours[c]) {
				t.Errorf("%s, %s: %v h, want %v", w.Name, FoldedCauses[c].Name, got[i].Hours[c], w.Hours[c])
			}
		}
	}
	// Nothing went east, so "both" is the same and "east" is nothing.
	if both := TimeByPlace(r, 0, "container", "both"); fmt.Sprint(both) != fmt.Sprint(got) {
		t.Errorf("both directions: %v", both)
	}
	for _, c := range [][2]string{{"container", "east"}, {"dry", ""}, {"none", ""}} {
		if got := TimeByPlace(r, 0, c[0], c[1]); got != nil {
			t.Errorf("%v: %v", c, got)
		}
	}
}

func TestTimeByPlaceIsUnknownWithoutHours(t *testing.T) {
	h, rows := fixture()
	column := slices.IndexFunc(h.Variants[0].Metrics, func(m Metric) bool { return m.Name == "flow.local.step.01.moving" })
	for i := range 9 {
		rows[i].Values[column] = experiment.Float(math.NaN())
	}
	got := TimeByPlace(New(h, rows), 0, "container", "west")
	if want := 24.0; !near(got[2].Hours[FoldMoving], want) { // of the one replication left
		t.Errorf("got %v, want %v", got[2].Hours[FoldMoving], want)
	}
	rows[9].Values[column] = experiment.Float(math.NaN())
	if got := TimeByPlace(New(h, rows), 0, "container", "west"); got != nil {
		t.Errorf("got %v of no replication", got)
	}
}

// TestFlowByAnotherRoute: where all of a flow comes by another route than the one of which hours are kept, the hours are those
// of the other flows; they are unknown if there are none.
func TestFlowByAnotherRoute(t *testing.T) {
	h, rows := fixture()
	forget := func(flow string) {
		for k, m := range h.Variants[0].Metrics {
			if strings.HasPrefix(m.Name, "flow."+flow+".step.") && m.Unit == "h" {
				for i := range 10 {
					rows[i].Values[k] = experiment.Float(math.NaN())
				}
			}
		}
	}
	forget("local")
	got := TimeByPlace(New(h, rows), 0, "container", "west")
	if len(got) != 4 || !near(got[1].Hours[FoldVessel], 40) || !near(got[2].Hours[FoldMoving], 25) { // those of the flow west
		t.Errorf("got %v", got)
	}
	forget("west")
	if got := TimeByPlace(New(h, rows), 0, "container", "west"); got != nil {
		t.Errorf("got %v of no flow", got)
	}
}

// TestWorstByDirection: the hours of each direction are those of what goes that way, as in the figure of places and causes, and not
// the mean over both.
func TestWorstByDirection(t *testing.T) {
	h, rows := fixture()
	set := func(name string, value float64) {
		k := slices.IndexFunc(h.Variants[0].Metrics, func(m Metric) bool { return m.Name == name })
		for i := range 10 {
			rows[i].Values[k] = experiment.Float(value)
		}
	}
	set("flow.east.carried", 400)
	for step := range 2 {
		for _, cause := range []string{"moving", "handling", "track", "weather"} {
			set(stepMetric("east", step, cause), 1)
		}
		set(stepMetric("east", step, "vessel"), 100)
	}
	r := New(h, rows)
	got := r.WorstByDirection(0, 1)
	if len(got) != 2 || got[0].Direction != "west" || got[1].Direction != "east" {
		t.Fatalf("got %v", got)
	}
	if w := got[0].Places[0]; w.Place != "port.aktau" || !near(w.HoursPerUnit, 52) {
		t.Errorf("westbound %v", w)
	}
	if e := got[1].Places[0]; !near(e.HoursPerUnit, 102) || e.Place == "port.aktau" {
		t.Errorf("eastbound %v", e)
	}
	if both := r.Worst(0, "both", 9); near(both[0].HoursPerUnit, 52) || near(both[0].HoursPerUnit, 102) {
		t.Errorf("of both directions %v", both)
	}
}

func TestRouteOrder(t *testing.T) {
	for _, c := range []struct{ routes, want string }{
		{"abd", "abd"},
		{"ab db dba", "dba"}, // the longest leads, though another comes first
		{"abcd dcb", "abcd"}, // and back
		{"abcd xcd yxc", "abyxcd"},
		{"abcd bxy", "abxycd"},
		{"abcd axyd dyz", "abcxzyd"}, // back and off
		{"ab xy", "abxy"},
		{"", ""},
	} {
		var routes []Route
		for word := range strings.FieldsSeq(c.routes) {
			var route Route
			for _, place := range strings.Split(word, "") {
				route.Steps = append(route.Steps, Step{Place: place})
			}
			routes = append(routes, route)
		}
		if got := strings.Join(RouteOrder(routes), ""); got != c.want {
			t.Errorf("%s: %s, want %s", c.routes, got, c.want)
		}
	}
}

func TestTimeDistance(t *testing.T) {
	got := TimeDistance(fixtureReport(), 0, "west")
	hours := []float64{0, 91, 148, 183, 206}
	km := []float64{0, 3000, 3000, 3450, 3450}
	if len(got) != 4 {
		t.Fatalf("%d steps", len(got))
	}
	for i, s := range got {
		if !near(s.Entry, hours[i]/24) || !near(s.Exit, hours[i+1]/24) || s.KmStart != km[i] || s.Km != km[i+1] {
			t.Errorf("step %d: %+v", i, s)
		}
	}
	if got[0].P10 != 3 || got[0].P90 != 5 || !math.IsNaN(got[0].P50) || !math.IsNaN(got[1].P10) {
		t.Errorf("quantiles: %+v", got[:2])
	}
	if !math.IsNaN(TimeDistance(fixtureReport(), 0, "grain")[0].Exit) || TimeDistance(fixtureReport(), 0, "none") != nil {
		t.Error("a flow without hours, or none")
	}
}

func TestWorst(t *testing.T) {
	got := fixtureReport().Worst(0, "", 3)
	want := []Worst{{"port.aktau", "Aktau", FoldVessel, "waiting for a vessel", 52, false}, {"port.alyat", "Alyat", FoldWeather, "weather, breakdown and chance", 16.5, false}, {"rail.kz", "Kazakh line", FoldWeather, "weather, breakdown and chance", 13.5, false}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i, w := range want {
		if g := got[i]; g.Place != w.Place || g.Name != w.Name || g.Cause != w.Cause || !near(g.HoursPerUnit, w.HoursPerUnit) {
			t.Errorf("%d: %v, want %v", i, g, w)
		}
	}
	if all := fixtureReport().Worst(0, "", 9); len(all) != 4 {
		t.Errorf("all: %v", all)
	}
}

func TestCausesFold(t *testing.T) {
	folded := map[string]string{}
	for _, c := range Causes {
		folded[c.Name] = FoldedCauses[c.Folded].Name
	}
	want := map[string]string{"moving": "moving", "handling": "moving", "track": "track", "vessel": "vessel", "wagon": "wagon",
		"customs": "customs", "closed": "customs", "ban": "customs", "weather": "weather"}
	if fmt.Sprint(folded) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", folded, want)
	}
}

// TestGroupLabel: one cause with more than nine tenths of its group is named.
func TestGroupLabel(t *testing.T) {
	of := func(customs, closed, ban float64) (p PlaceTime) {
		p.ByCause[5], p.ByCause[6], p.ByCause[8] = customs, closed, ban
		return p
	}
	for _, c := range []struct {
		places []PlaceTime
		want   string
	}{
		{[]PlaceTime{of(5, 0, 95)}, "loading ban"}, {[]PlaceTime{of(10, 0, 90)}, "customs, bans, closed hours"},
		{[]PlaceTime{of(5, 0, 95), of(50, 0, 0)}, "customs, bans, closed hours"}, {[]PlaceTime{of(3, 0, 0)}, "customs and inspection"}, {nil, "customs, bans, closed hours"},
	} {
		if got := GroupLabel(FoldCustoms, c.places...); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := GroupLabel(FoldTrack, of(1, 1, 1)); got != FoldedCauses[FoldTrack].Label {
		t.Errorf("a group of one is called %q", got)
	}
}

// TestGoalOfNothing: where every replication has failed nobody knows whether the goal is reached, and no number says so.
func TestGoalOfNothing(t *testing.T) {
	if got := goalText(SummaryRow{Reached: reached(Summary{Low: math.NaN(), High: math.NaN()}, 10), Certainty: math.NaN()}); got != "unknown" {
		t.Errorf("the goal is %q", got)
	}
}
