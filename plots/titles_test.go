package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"corridor/sim/analysis"
)

// texts returns all strings that are painted, with where they begin.
func texts(d Drawing) (words []string, at []vg.Point) {
	var rec recorder.Canvas
	d.Paint(draw.NewCanvas(&rec, d.Width, d.Height))
	for _, action := range rec.Actions {
		if a, ok := action.(*recorder.FillString); ok {
			words, at = append(words, a.String), append(at, a.Point)
		}
	}
	return words, at
}

// TestCurveTellsWhatDoesNotCross: in the subtitle, beside the lines and in the table.
func TestCurveTellsWhatDoesNotCross(t *testing.T) {
	d := drawn(t, Figures[0])
	if want := "Freight carried across Aktau–Alyat (both directions) plus what does not cross the sea (0.4–1.6 Mt), and days"; !strings.HasPrefix(d.Subtitle, want) {
		t.Errorf("subtitle %q, want %q…", d.Subtitle, want)
	}
	if words, _ := texts(d); !slices.Contains(words, "2027 by sea: 9.0") || !slices.Contains(words, "of it by sea") {
		t.Errorf("painted: %q", words)
	}
	carried, crossed := cells(t, d.Table, "carried [Mt/yr]", "level", "6 Mt"), cells(t, d.Table, "carried across the cut [Mt/yr]", "level", "6 Mt")
	for i := range carried {
		if r := crossed[i] / carried[i]; r < 0.849 || r > 0.851 {
			t.Errorf("%v of %v Mt cross", crossed[i], carried[i])
		}
	}
	crowd, err := capacityCurve(fixtureCrowded().report())
	if err != nil {
		t.Fatal(err)
	}
	if words, _ := texts(crowd); slices.Contains(words, "of it by sea") || !strings.Contains(crowd.Method, " Of it by sea at the highest demand: A: 4.3, B: 5.1, ") {
		t.Errorf("five scenarios: method %q, painted %q", crowd.Method, words)
	}
	all := curve{carried: []analysis.Summary{{Mean: 3}}, crossed: []float64{3}}
	if words := restWords([]curve{all}, analysis.Goal{}); words != "" {
		t.Errorf("where all crosses, the subtitle says %q", words)
	}
}

func TestStackTitleIsTrueOfBothPanels(t *testing.T) {
	r := fixtureFull().report()
	place := func(name string, waiting float64) analysis.PlaceTime {
		p := analysis.PlaceTime{Place: name, Name: name}
		p.Hours[analysis.FoldTrack] = waiting
		return p
	}
	last := len(r.Header.Variants) - 1
	for _, c := range []struct {
		first, last stack
		want        string
	}{
		{stack{variant: 0, total: 100, delay: 50, worst: place("Aktau", 30)}, stack{variant: last, total: 200, delay: 180, worst: place("Poti", 100)},
			"Waiting is 50 % of the time (2024, 3 Mt offered) and 90 % (2027, 14 Mt offered), most of it at Aktau (2024) and Poti (2027)"},
		{stack{variant: 0, total: 100, delay: 50, worst: place("Aktau", 20)}, stack{variant: last, total: 200, delay: 180, worst: place("Aktau", 100)},
			"Waiting is 50 % of the time (2024, 3 Mt offered) and 90 % (2027, 14 Mt offered), the largest part at Aktau"},
		{stack{variant: 0, total: 100, worst: place("Aktau", 0)}, stack{variant: last, total: 200, delay: 180, worst: place("Aktau", 100)},
			"Waiting is 0 % of the time (2024, 3 Mt offered) and 90 % (2027, 14 Mt offered), most of it at Aktau (2027)"},
		{stack{variant: 0, total: 100}, stack{variant: last, total: 200}, "No time is lost: all hours are moving and handling"},
	} {
		if got := stackTitle(r, []stack{c.first, c.last}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestStackTitleOfStates: of three states the title parts what demand does from what the other scenario does.
func TestStackTitleOfStates(t *testing.T) {
	r := fixtureFull().report()
	states := r.States()
	for second, want := range map[string]string{
		"Poti": "4.2 days from door to door (2024, 3 Mt offered); at 14 Mt offered 50 (2024) and 25 (2027), waiting most at Poti",
		"Baku": "4.2 days from door to door (2024, 3 Mt offered); at 14 Mt offered 50 (2024) and 25 (2027), waiting most at Baku (2024) and Poti (2027)",
	} {
		place := func(name string) analysis.PlaceTime { return analysis.PlaceTime{Place: name, Name: name} }
		got := stackTitle(r, []stack{{variant: states[0], total: 100, worst: place("Aktau")}, {variant: states[1], total: 1200, worst: place(second)}, {variant: states[2], total: 600, worst: place("Poti")}})
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestStatesAreDrawn: every figure of states shows the first scenario at both demands and the last at the higher, and says
// where cargo piles up.
func TestStatesAreDrawn(t *testing.T) {
	r := fixtureFull().report()
	for _, c := range []struct {
		draw   func(*analysis.Report) (Drawing, error)
		states []string
	}{
		{whereTheTimeGoes, []string{"Infrastructure of 2024, 3 Mt per year offered", "Infrastructure of 2024, 14 Mt per year offered", "Announced for 2027, 14 Mt per year offered"}},
		{throughputByMonth, []string{"Infrastructure of 2024, 3 Mt per year offered", "Infrastructure of 2024, 14 Mt per year offered", "Announced for 2027, 14 Mt per year offered"}},
		{lineOccupancy, []string{"2024, 3 Mt offered", "2024, 14 Mt offered", "2027, 14 Mt offered"}},
		{berthOccupancy, []string{"2024, 3 Mt offered", "2024, 14 Mt offered", "2027, 14 Mt offered"}},
		{marey, []string{"2024, 3 Mt per year offered", "2024, 14 Mt offered", "2027, 14 Mt offered"}},
	} {
		d, err := c.draw(r)
		if err != nil {
			t.Fatal(err)
		}
		painted, _ := texts(d)
		for _, state := range c.states {
			if !strings.Contains(strings.Join(painted, "|"), state) {
				t.Errorf("%s does not name %q: %q", d.Name, state, painted)
			}
		}
	}
	d, err := whereTheTimeGoes(r)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{false, true, true} {
		if strings.Contains(d.panels[i].heading, "cargo piles up") != want {
			t.Errorf("%q, piles up %v", d.panels[i].heading, want)
		}
	}
	if !strings.Contains(d.Method, "hours are those of what arrives in the period") {
		t.Errorf("%q", d.Method)
	}
}

func TestLadderTitle(t *testing.T) {
	r := fixtureFull().report()
	make := func(scenario int, name string, carried float64, binds bool) ladder {
		return ladder{scenario: scenario, binds: binds, binding: rung{Element: analysis.Element{Path: name, Name: name, Installed: 1}, carried: carried}}
	}
	for _, c := range []struct {
		ladders []ladder
		want    string
	}{
		{[]ladder{make(0, "Aktau", 0.83, true), make(1, "Aktau", 0.84, true)}, "Binding element: Aktau (2024: carried 83 % of installed; 2027: 84 %)"},
		{[]ladder{make(0, "Aktau", 0.83, true), make(1, "Poti", 0.84, true)}, "Binding element: Aktau (2024: carried 83 % of installed) and Poti (2027: 84 %)"},
		{[]ladder{make(0, "Aktau", 0.83, true), make(1, "Aktau", 0.5, false)}, "Binding element: Aktau (2024: carried 83 % of installed); closest to its limit: Aktau (2027: 50 %)"},
		{[]ladder{make(0, "Aktau", 0.5, false)}, "Closest to its limit: Aktau (carried 50 % of installed)"},
	} {
		if got := ladderTitle(r, c.ladders); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestSmallElementsAreNoHeadline: unless they bind; the legend names no mark that is not drawn.
func TestSmallElementsAreNoHeadline(t *testing.T) {
	r := fixtureFull().report()
	of := func(name string, installed, carried float64) rung {
		return rung{Element: analysis.Element{Path: name, Name: name, Installed: installed}, carried: carried}
	}
	l := ladder{rungs: []rung{of("ferry", 0.2, 0.15), of("line", 4, 2), of("berth", 2, 1.2)}, why: "queues grow", small: 0.5}
	l.binding, l.binds = mostBinding(l.rungs)
	if l.binding.Path != "ferry" || l.binds {
		t.Fatalf("%+v", l.binding)
	}
	if got, want := ladderTitle(r, []ladder{l}), "Closest to its limit, of elements from 0.5 Mt on: berth (carried 60 % of installed)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := ladderMethod(r, []ladder{l}, 0); !strings.Contains(got, "Bold: closest to its limit, however small.") || strings.Contains(got, "Sustainable:") {
		t.Errorf("%q", got)
	}
	if keys := ladderLegend([]ladder{l}); len(keys) != 3 {
		t.Errorf("%d keys", len(keys))
	}
	if keys := ladderLegend([]ladder{l, {}}); len(keys) != 4 {
		t.Errorf("%d keys where a level is sustainable", len(keys))
	}
	l.binds = true
	if got := l.headline().Path; got != "ferry" {
		t.Errorf("%s binds", got)
	}
	l.binds, l.small = false, smallElement*0.3 // of a small corridor
	if got, want := ladderTitle(r, []ladder{l}), "Closest to its limit: ferry (carried 75 % of installed)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	whole, err := readLadder(r, "capacity-ladder", len(r.Header.Scenarios)-1, 0)
	if err != nil || !(math.Abs(whole.small-0.05*14) <= 1e-9) {
		t.Errorf("small is below %g Mt where 14 Mt are offered, %v", whole.small, err)
	}
}

// TestOfferBeyondTheAxisIsWritten: left of the column of numbers, clear of it, and instead of the tick.
func TestOfferBeyondTheAxisIsWritten(t *testing.T) {
	f := fixtureFull()
	for i := range f.scenarios {
		for k := range f.scenarios[i].elements {
			e := &f.scenarios[i].elements[k]
			e.Installed = min(e.Installed, 8)
			e.Use = 12.6 / e.Installed
		}
	}
	d, err := capacityLadder(f.report())
	if err != nil {
		t.Fatal(err)
	}
	words, at := texts(d)
	column := slices.Index(words, ladderColumn)
	arrows := 0
	for i, w := range words {
		if w != "→ 13" {
			continue
		}
		arrows++
		if end := at[i].X + plain(sizeLabel, textGoal).Width(w); end+4 > at[column].X {
			t.Errorf("the arrow ends at %v, the column begins at %v", end, at[column].X)
		}
	}
	if arrows == 0 || !strings.Contains(d.Method, "→: goes on beyond the axis") {
		t.Errorf("%d arrows, method %q", arrows, d.Method)
	}
}

// TestMonthsNameFamiliesAndYears: a family of one flow is called as the flow is.
func TestMonthsNameFamiliesAndYears(t *testing.T) {
	f := fixtureFull()
	for i := range f.scenarios {
		f.scenarios[i].routes = append(f.scenarios[i].routes, analysis.Route{Flow: "ore-poti", Label: "Ore, Zhezkazgan - Poti", Family: "metals", Direction: "west"})
	}
	d, err := throughputByMonth(f.report())
	if err != nil {
		t.Fatal(err)
	}
	words, _ := texts(d)
	if !slices.Contains(words, "Ore") || slices.Contains(words, "metals") {
		t.Errorf("painted: %q", words)
	}
	if got := cells(t, d.Table, "carried [kt/month]", "label", "Ore"); len(got) != 36 {
		t.Errorf("%d months of ore in the table", len(got))
	}
	for _, p := range d.panels {
		if !strings.HasSuffix(p.heading, " Mt per year carried, 2024-01…2024-12") {
			t.Errorf("heading %q", p.heading)
		}
	}
}

// TestStaysOfBothScenarios: each panel writes the stay at Aktau of both, the title that of its route.
func TestStaysOfBothScenarios(t *testing.T) {
	r := fixtureFull().report()
	d := drawn(t, Figures[3])
	words, _ := texts(d)
	for scenario := range r.Header.Scenarios {
		v, _ := r.Find(scenario, 0)
		steps := analysis.TimeDistance(r, v, "boxes-poti")
		aktau := steps[slices.IndexFunc(steps, func(s analysis.StepTime) bool { return s.Place == "port.aktau" })]
		if want := "+" + days(aktau.Exit-aktau.Entry) + " d"; !slices.Contains(words, want) {
			t.Errorf("%q is not painted", want)
		}
		if want := days(aktau.Exit - aktau.Entry); !strings.Contains(d.Title, want) {
			t.Errorf("title %q lacks %s", d.Title, want)
		}
	}
}

// TestInstalledIsForTheMixCarried: with a ship of ten thousand places and boxes of two flows, what is installed is what the ship
// could carry of the mix that it does carry, and what is offered stays.
func TestInstalledIsForTheMixCarried(t *testing.T) {
	r := fixtureFull().report()
	e := &r.Header.Scenarios[0].Elements[0]
	offered := e.Use * e.Installed
	e.Each = []float64{1e-4, 1e-4}
	l, err := readLadder(r, "capacity-ladder", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	g := l.rungs[slices.IndexFunc(l.rungs, func(g rung) bool { return g.Path == e.Path })]
	pieces := 0.0
	for _, f := range e.Flows {
		sum, err := summary(r, "", "flow."+f+".carried", l.variant)
		if err != nil {
			t.Fatal(err)
		}
		pieces += sum.Mean
	}
	if want := g.carried / (pieces / 1e4); !(math.Abs(g.Installed/want-1) <= 1e-9) || !(math.Abs(g.offered()/offered-1) <= 1e-9) {
		t.Errorf("installed %g of %g, offered %g of %g", g.Installed, want, g.offered(), offered)
	}
	if hasPools([]ladder{l}) {
		t.Error("the fixture has no pools")
	}
}

// TestLadderByRoute: of two flows of which three quarters and one quarter go by a place, it carries these parts.
func TestLadderByRoute(t *testing.T) {
	r := fixtureFull().report()
	e := &r.Header.Scenarios[0].Elements[0]
	e.Each, e.Parts = []float64{1e-4, 2e-4}, []float64{0.75, 0.25}
	l, err := readLadder(r, "capacity-ladder", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	g := l.rungs[slices.IndexFunc(l.rungs, func(g rung) bool { return g.Path == e.Path })]
	carried, taken := 0.0, 0.0
	for i, f := range e.Flows {
		carried += e.Parts[i] * r.Sample("flow."+f+".carried.mass", l.variant).Summary(0.95).Mean / 1000
		taken += e.Parts[i] * e.Each[i] * r.Sample("flow."+f+".carried", l.variant).Summary(0.95).Mean
	}
	if !(math.Abs(g.carried/carried-1) <= 1e-9) || !(math.Abs(g.Installed*taken/carried-1) <= 1e-9) {
		t.Errorf("carried %g, want %g; installed %g, want %g", g.carried, carried, g.Installed, carried/taken)
	}
}

// TestLadderShowsAPool: the pool of wagons that is nearest to its limit has a row though other elements are nearer to theirs; it
// follows the places, and the note says what its turn-round is.
func TestLadderShowsAPool(t *testing.T) {
	f := fixtureFull()
	for i := range f.scenarios {
		for _, name := range []string{"few", "many"} {
			f.scenarios[i].elements = append(f.scenarios[i].elements, analysis.Element{Path: "wagon." + name, Name: "Platforms, " + name, Kind: "wagon",
				Installed: map[string]float64{"few": 100, "many": 200}[name], Use: 0.1, Flows: []string{"boxes-poti"}})
		}
	}
	r := f.report()
	for v := range r.Header.Variants {
		variant := &r.Header.Variants[v]
		variant.Metrics = append(slices.Clone(variant.Metrics), analysis.Metric{Name: "wagon.few.queue.mean", Unit: "loads"})
	}
	for i := range r.Rows {
		r.Rows[i].Values = append(r.Rows[i].Values, 123)
	}
	r = analysis.New(r.Header, r.Rows)
	d, err := capacityLadder(r)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range d.Table.Rows {
		if name := row[slices.Index(d.Table.Header, "name")]; row[slices.Index(d.Table.Header, "capacity")] == "installed" {
			names = append(names, name)
		}
	}
	if n := len(names) / 2; n < 8 || names[n-1] != "Platforms, few" || names[2*n-1] != "Platforms, few" || slices.Contains(names, "Platforms, many") {
		t.Errorf("%q", names)
	}
	for _, want := range []string{"by their least turn-round, undisturbed", "wait for them on average: 2024: 120, 2027: 120.", "Limits are of undisturbed work: container cargo, westbound, waits longest at "} {
		if !strings.Contains(d.Method, want) {
			t.Errorf("%q lacks %q", d.Method, want)
		}
	}
	if d, err := capacityLadder(fixtureFull().report()); err != nil || strings.Contains(d.Method, "turn-round") {
		t.Errorf("without pools: %v, %q", err, d.Method)
	}
}

// TestLadderOfYears: of a run of several years what is installed in a year is held against what is carried in that year: the
// first and the last of one scenario, the last of two; without elements by year there is no ladder.
func TestLadderOfYears(t *testing.T) {
	f := fixtureYears()
	two := f.report()
	f.scenarios = f.scenarios[:1]
	one := f.report()
	for _, c := range []struct {
		report *analysis.Report
		want   string
	}{{one, "2024 2027"}, {two, "2027 2027"}} {
		d, err := capacityLadder(c.report)
		if err != nil {
			t.Fatal(err)
		}
		at := func(column string) int { return slices.Index(d.Table.Header, column) }
		var years []string
		for i := 0; i < len(d.Table.Rows); i += 4 {
			row := d.Table.Rows[i]
			year, scenario := row[at("year")], row[at("scenario")]
			if k := len(years) - 1; k < 0 || years[k] != scenario+" "+year {
				years = append(years, scenario+" "+year)
			}
			variant, e := len(c.report.Header.Levels)-1, row[at("element")]
			if scenario == "Announced for 2027" {
				variant = len(c.report.Header.Variants) - 1
			}
			got, _ := strconv.ParseFloat(d.Table.Rows[i+3][at("flow [Mt/yr]")], 64)
			want, installed := 0.0, 0.0
			for _, x := range c.report.Scenario(variant).Elements {
				if x.Path == e {
					installed = x.Installed
					for _, flow := range x.Flows {
						want += c.report.Sample("flow."+flow+".year."+year+".carried.mass", variant).Summary(0.95).Mean / 1000
					}
				}
			}
			if !(math.Abs(got-want) <= 1e-9) {
				t.Errorf("%s in %s: carried %v, want %v", e, year, got, want)
			}
			if year == "2027" {
				installed *= 1.5
			}
			if got, _ := strconv.ParseFloat(row[at("flow [Mt/yr]")], 64); !(math.Abs(got-installed) <= 1e-9) {
				t.Errorf("%s in %s: installed %v, want %v", e, year, got, installed)
			}
		}
		var only []string
		for _, y := range years {
			only = append(only, y[len(y)-4:])
		}
		if got := strings.Join(only, " "); got != c.want || !strings.Contains(d.Method, "of the year named") {
			t.Errorf("ladders of %s, want %s; %q", got, c.want, d.Method)
		}
		checkText(t, d)
	}
	one.Header.Scenarios[0].Years = nil
	if _, err := capacityLadder(one); err == nil || !strings.Contains(err.Error(), "and not by year") {
		t.Errorf("without elements by year: %v", err)
	}
}
