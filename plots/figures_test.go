package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// cells returns a column of the table as numbers, of the rows that hold the text in the other column.
func cells(t *testing.T, table Table, column, where, is string) []float64 {
	t.Helper()
	at, key := slices.Index(table.Header, column), slices.Index(table.Header, where)
	if at < 0 || key < 0 {
		t.Fatalf("no column %q or %q in %q", column, where, table.Header)
	}
	var out []float64
	for _, row := range table.Rows {
		if row[key] != is {
			continue
		}
		v, err := strconv.ParseFloat(row[at], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func TestEveryFigureHasWords(t *testing.T) {
	for _, f := range Figures {
		d, err := f.Draw(reportFor(f))
		if err != nil {
			t.Fatal(err)
		}
		if d.Name != f.Name || d.Title == "" || d.Subtitle == "" || d.Caption == "" || d.Alt == "" || d.Method == "" || f.Doc == "" {
			t.Errorf("%s lacks words: %+v", f.Name, d)
		}
		if len(d.Table.Rows) == 0 {
			t.Errorf("%s has no table", f.Name)
		}
		if s := d.Title + d.Subtitle + d.Caption + d.Alt + d.Method; strings.Contains(s, "NaN") || strings.Contains(s, "%!") {
			t.Errorf("%s says %q", f.Name, s)
		}
	}
}

// TestNoData: a figure that lacks data says what is missing.
func TestNoData(t *testing.T) {
	full := fixtureFull().report()
	without := func(prefix string) *analysis.Report {
		h := full.Header
		h.Variants = slices.Clone(h.Variants)
		var rows []experiment.Row
		for i := range h.Variants {
			h.Variants[i].Metrics = slices.Clone(h.Variants[i].Metrics)
			for k, m := range h.Variants[i].Metrics {
				if strings.HasPrefix(m.Name, prefix) {
					h.Variants[i].Metrics[k].Name = "gone." + m.Name
				}
			}
		}
		return analysis.New(h, append(rows, full.Rows...))
	}
	faultyOf := func(r *analysis.Report) *analysis.Report {
		rows := slices.Clone(r.Rows)
		for i := range rows {
			rows[i].Values, rows[i].Fault = nil, "a fault"
		}
		return analysis.New(r.Header, rows)
	}
	faulty := faultyOf(full).Rows
	for _, c := range []struct {
		figure, want string
		report       *analysis.Report
	}{
		{"capacity-curve", `no metric "corridor.carried"`, without("corridor.carried")},
		{"capacity-curve", `no metric "corridor.transit.p50"`, without("corridor.transit")},
		{"capacity-ladder", `no metric "flow.boxes-poti.carried.mass"`, without("flow.boxes-poti.carried.mass")},
		{"where-the-time-goes", "no hours by place and cause", without("flow.")},
		{"time-distance", `no metric "flow.boxes-poti.carried"`, without("flow.")},
		{"time-distance", "is not known", without("flow.boxes-poti.step.03")},
		{"throughput-by-month", `no metric "month.01.grain.carried"`, without("month.01.grain")},
		{"capacity-curve", "no value in any good replication", analysis.New(full.Header, faulty)},
		{"capacity-ladder", "no value in any good replication", analysis.New(full.Header, faulty)},
		{"where-the-time-goes", "no hours", analysis.New(full.Header, faulty)},
		{"time-distance", "no value in any good replication", analysis.New(full.Header, faulty)},
		{"throughput-by-month", "no value in any good replication", analysis.New(full.Header, faulty)},
		{"ablation", "no mechanism is left out", full},
		{"ablation", "no mechanism has an effect in any good replication", faultyOf(fixtureAblation(3, 5).report())},
	} {
		i := slices.IndexFunc(Figures, func(f Figure) bool { return f.Name == c.figure })
		_, err := Figures[i].Draw(c.report)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "figure "+c.figure+": no data: ") {
			t.Errorf("%s: error %v, want %q", c.figure, err, c.want)
		}
	}
	for _, f := range Figures {
		if _, err := f.Draw(analysis.New(full.Header, nil)); err == nil || !strings.Contains(err.Error(), "no replications") {
			t.Errorf("%s: without rows the error is %v", f.Name, err)
		}
		if _, err := f.Draw(analysis.New(analysis.Header{Format: analysis.Format}, nil)); err == nil || !strings.Contains(err.Error(), "no scenario") {
			t.Errorf("%s: of an empty report the error is %v", f.Name, err)
		}
	}
}

// TestCurveTable holds the table against the report by another way than the figure goes.
func TestCurveTable(t *testing.T) {
	r := fixtureFull().report()
	d, err := capacityCurve(r)
	if err != nil {
		t.Fatal(err)
	}
	for s, scenario := range r.Header.Scenarios {
		carried := cells(t, d.Table, "carried [Mt/yr]", "scenario", scenario.Title)
		low := cells(t, d.Table, "carried low 95 % [Mt/yr]", "scenario", scenario.Title)
		p90 := cells(t, d.Table, "transit P90 [d]", "scenario", scenario.Title)
		for l := range r.Header.Levels {
			v, _ := r.Find(s, l)
			sum := r.Sample("corridor.carried", v).Summary(0.95)
			if carried[l] != sum.Mean || low[l] != sum.Low || p90[l] != r.Sample("corridor.transit.p90", v).Summary(0.95).Mean {
				t.Errorf("scenario %d level %d: %v, %v, %v", s, l, carried[l], low[l], p90[l])
			}
		}
	}
	if want := "Announced for 2027 carries at most 10.6 Mt per year (2024: 5.4); the goal of 10 Mt is reached from 12.0 Mt offered"; d.Title != want {
		t.Errorf("title %q, want %q", d.Title, want)
	}
}

// TestCurveTitleTellsDoubt: no goal, goal missed, goal within the interval.
func TestCurveTitleTellsDoubt(t *testing.T) {
	sure := curve{full: "base", short: "base", peak: 8}
	maybe := curve{full: "base", short: "base", peak: 9.9, possible: true}
	for _, c := range []struct {
		curve curve
		goal  float64
		want  string
	}{
		{sure, 0, "Base carries at most 8.0 Mt per year"},
		{sure, 10, "Base carries at most 8.0 Mt per year; the goal of 10 Mt is not reached"},
		{maybe, 10, "Base carries at most 9.9 Mt per year; whether the goal of 10 Mt is reached is uncertain"},
	} {
		if got := curveTitle([]curve{c.curve}, analysis.Goal{Carried: c.goal}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// filled returns the widths and heights of all rectangles of a colour.
func filled(d Drawing, red, green, blue uint8) (widths, heights []float64) {
	var rec recorder.Canvas
	d.Paint(draw.NewCanvas(&rec, d.Width, d.Height))
	on := false
	for _, action := range rec.Actions {
		switch a := action.(type) {
		case *recorder.SetColor:
			r, g, b, _ := a.Color.RGBA()
			on = uint8(r>>8) == red && uint8(g>>8) == green && uint8(b>>8) == blue
		case *recorder.Fill:
			if on && len(a.Path) >= 4 {
				w, h := a.Path[2].Pos.X-a.Path[0].Pos.X, a.Path[2].Pos.Y-a.Path[0].Pos.Y
				widths, heights = append(widths, float64(w)), append(heights, float64(h))
			}
		}
	}
	return widths, heights
}

// TestLadderDrawsItsTable: the bars are as long as the table says, on one scale.
func TestLadderDrawsItsTable(t *testing.T) {
	d := drawn(t, Figures[1])
	for _, c := range []struct {
		capacity string
		ink      [3]uint8
	}{{"carried", [3]uint8{ladderCarried.R, ladderCarried.G, ladderCarried.B}}, {"installed", [3]uint8{ladderInstalled.R, ladderInstalled.G, ladderInstalled.B}}} {
		want := cells(t, d.Table, "flow [Mt/yr]", "capacity", c.capacity)
		widths, _ := filled(d, c.ink[0], c.ink[1], c.ink[2])
		widths = widths[1:] // the first is in the legend
		if len(widths) != len(want) {
			t.Fatalf("%s: %d bars for %d rows", c.capacity, len(widths), len(want))
		}
		scale := widths[0] / want[0]
		for i := range want {
			if !(math.Abs(widths[i]-scale*want[i]) <= 0.01) {
				t.Errorf("%s: bar %d is %.2f pt for %.2f Mt, want %.2f pt", c.capacity, i, widths[i], want[i], scale*want[i])
			}
		}
	}
}

// TestMonthsDrawTheirTable: the heights of the lowest family, on one scale in both panels.
func TestMonthsDrawTheirTable(t *testing.T) {
	d := drawn(t, Figures[4])
	want := cells(t, d.Table, "carried [kt/month]", "family", "container")
	widths, heights := filled(d, series[0].R, series[0].G, series[0].B)
	var columns []float64
	for i := range heights {
		if widths[i] > 8 { // the others are samples of the colour
			columns = append(columns, heights[i]+0.25)
		}
	}
	if len(columns) != 36 || len(want) != 36 {
		t.Fatalf("%d columns, %d rows", len(columns), len(want))
	}
	for i := range want {
		if scale := columns[0] / want[0]; !(math.Abs(columns[i]-scale*want[i]) <= 0.5) {
			t.Errorf("column %d is %.2f pt for %.1f kt, want %.2f pt", i, columns[i], want[i], scale*want[i])
		}
	}
}

// TestStacksAddUp: the hours of a panel are the hours from door to door, merged places included.
func TestStacksAddUp(t *testing.T) {
	for _, c := range fixtures() {
		r := c.fixture.report()
		if r.Header.Ablation() {
			continue
		}
		d, err := whereTheTimeGoes(r)
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		for _, v := range r.States() {
			for _, p := range analysis.TimeByPlace(r, v, "container", "west") {
				want += p.Total
			}
		}
		got := 0.0
		at := slices.Index(d.Table.Header, "time [h/unit]")
		for _, row := range d.Table.Rows {
			v, err := strconv.ParseFloat(row[at], 64)
			if err != nil {
				t.Fatal(err)
			}
			got += v
		}
		if !(math.Abs(got-want) <= 1e-6) {
			t.Errorf("%s: the table holds %v h, the report %v h", c.name, got, want)
		}
	}
}

func TestTimeDistanceTable(t *testing.T) {
	r := fixtureFull().report()
	d, err := timeDistance(r)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, d.Table, "time at exit [d]", "flow", "boxes-mersin")
	var want []float64
	for scenario := range r.Header.Scenarios {
		v, ok := r.Find(scenario, 0)
		if !ok {
			t.Fatalf("scenario %d has no first level", scenario)
		}
		for _, s := range analysis.TimeDistance(r, v, "boxes-mersin") {
			want = append(want, s.Exit)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if slices.ContainsFunc(d.Table.Rows, func(row []string) bool { return slices.Contains(row, "boxes-east") }) {
		t.Error("the flow to the east is drawn among those to the west")
	}
}

// TestTimesOfTheRouteDrawn: times are those of the route that a flow names first. How much came by others is said; flows count by what came
// by it, and one by which nothing did is not drawn.
func TestTimesOfTheRouteDrawn(t *testing.T) {
	first := ""
	for _, share := range []float64{1, 0.8, 0.001, 0} {
		r := fixtureSmall().report()
		h := r.Header
		if first != "" {
			h.Variants[0].Metrics = append(slices.Clone(h.Variants[0].Metrics), analysis.Metric{Name: "flow." + first + ".step.share", Unit: "1"})
			for i := range r.Rows {
				r.Rows[i].Values = append(slices.Clone(r.Rows[i].Values), experiment.Float(share))
			}
			r = analysis.New(h, r.Rows)
		}
		d, err := timeDistance(r)
		if err != nil {
			t.Fatal(err)
		}
		flow := d.Table.Rows[0][slices.Index(d.Table.Header, "flow")]
		if first == "" {
			first = flow
		}
		drawn := slices.ContainsFunc(d.Table.Rows, func(row []string) bool { return slices.Contains(row, first) })
		if is := flow == first; is != (share > 0.5) || drawn != (share > 0) {
			t.Errorf("a share of %g: %s is the first, %s drawn: %v", share, flow, first, drawn)
		}
		if says := strings.Contains(d.Method, "What came by other routes is not in the times: ") && strings.Contains(d.Method, "(20 %)"); says != (share == 0.8) {
			t.Errorf("a share of %g: %q", share, d.Method)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		v     float64
		steps int
		want  string
	}{
		{14, 8, "0 2 4 6 8 10 12 14"}, {10.8, 6, "0 2 4 6 8 10 12"}, {0.9, 4, "0 0.25 0.5 0.75 1"}, {0, 4, "0 0.25 0.5 0.75 1"},
		{1043, 5, "0 250 500 750 1,000 1,250"}, {100, 4, "0 25 50 75 100"}, {31_000, 5, "0 10,000 20,000 30,000 40,000"},
	} {
		high, ticks := round(c.v, c.steps)
		var labels []string
		for _, tick := range ticks {
			labels = append(labels, tick.Label)
		}
		if got := strings.Join(labels, " "); got != c.want || high < c.v {
			t.Errorf("round(%v, %d) = %s up to %v, want %s", c.v, c.steps, got, high, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		want     string
	}{{1234567, 0, "1,234,567"}, {-1234.5, 1, "−1,234.5"}, {-0.0001, 1, "0.0"}, {0.25, -1, "0.25"}, {999.6, 0, "1,000"}, {12, -1, "12"}} {
		if got := number(c.v, c.decimals); got != c.want {
			t.Errorf("number(%v, %d) = %s, want %s", c.v, c.decimals, got, c.want)
		}
	}
}

func TestSpread(t *testing.T) {
	got := spread([]vg.Length{50, 10, 12, 11}, 10, 0, 60)
	if want := "[50 10 30 20]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	if got := spread([]vg.Length{59, 60}, 10, 0, 60); fmt.Sprint(got) != "[50 60]" {
		t.Errorf("at the top: %v", got)
	}
}

func TestWrap(t *testing.T) {
	sty := plain(8, inkText)
	if got := words("the goal (2024: 5.4) of 10 Mt in 14.3 days; by 2027 surely"); strings.Join(got, "|") != "the|goal|(2024: 5.4)|of|10 Mt|in|14.3 days;|by|2027|surely" {
		t.Errorf("words: %q", got)
	}
	for _, room := range []vg.Length{40, 80, 160, 400} {
		text := "the longest of all words is incomprehensibilities and stays whole"
		lines := balance(sty, text, room)
		if strings.Join(lines, " ") != text {
			t.Errorf("room %v: %q", room, lines)
		}
		if len(lines) != len(wrap(sty, text, room)) {
			t.Errorf("room %v: balanced into %d lines", room, len(lines))
		}
		for _, l := range lines {
			if sty.Width(l) > room && strings.Contains(l, " ") {
				t.Errorf("room %v: %q is wider", room, l)
			}
		}
	}
}

func TestShortNames(t *testing.T) {
	for _, c := range []struct{ titles, want string }{
		{"Middle Corridor 2024|Middle Corridor 2027", "2024|2027"},
		{"Infrastructure of 2024|Announced for 2027", "2024|2027"},
		{"Base year 2024|Target year 2024", "Base|Target"},
		{"From 2024 to 2027|Until 2030", "From 2024 to 2027|Until 2030"},
		{"Base case|Base case", "case|case"},
		{"Corridor, base year|Corridor, target year", "base|target"},
		{"Only one", "Only one"},
		{"|With measures", "s0|With measures"},
	} {
		r := &analysis.Report{}
		for i, title := range strings.Split(c.titles, "|") {
			r.Header.Scenarios = append(r.Header.Scenarios, analysis.Scenario{Name: fmt.Sprintf("s%d", i), Title: title})
		}
		if got := strings.Join(shortNames(r), "|"); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.titles, got, c.want)
		}
	}
}

// TestWarningsAreNamed: what is wrong with the rows is in the note band and in the side file.
func TestWarningsAreNamed(t *testing.T) {
	full := fixtureFull().report()
	rows := slices.Clone(full.Rows)
	rows[3].Values, rows[3].Fault = nil, "two trains in one section"
	d, err := capacityCurve(analysis.New(full.Header, rows))
	if err != nil {
		t.Fatal(err)
	}
	side, err := sideFile(d)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.Origin.line(), ", 1 warning (.json file).") || !strings.Contains(string(side), "\"warnings\": [") {
		t.Errorf("note %q, side file %s", d.Origin.line(), side)
	}
	checkText(t, d)
}

// TestOneReplicationProvesNothing: without an interval the goal is neither reached nor missed.
func TestOneReplicationProvesNothing(t *testing.T) {
	f := fixtureFull()
	f.replications = 1
	d, err := capacityCurve(f.report())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.Title, "uncertain") || !strings.HasPrefix(d.Method, "One replication: no interval") {
		t.Errorf("title %q, method %q", d.Title, d.Method)
	}
	if low := d.Table.Rows[0][slices.Index(d.Table.Header, "carried low 95 % [Mt/yr]")]; low != "" {
		t.Errorf("a single replication has the limit %s", low)
	}
}
