package plots

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/analysis"
)

// fixtureGrowth adds what is offered and carried in each of several years: in each 20 % of the mean more than in the one before.
func fixtureGrowth(add func(string, string, float64), months int, offered, carried float64) {
	years := (months + 11) / 12
	for y := range years {
		if years < 2 {
			return
		}
		share := 1 + 0.2*(float64(y)-float64(years-1)/2)
		name := fmt.Sprintf("corridor.year.%d.", 2024+y)
		add(name+"offered", "Mt/yr", share*offered)
		add(name+"carried", "Mt/yr", share*carried)
		add(name+"transit.p50", "d", 10*share)
	}
}

// TestYearsOfGrowth: figures of days name the offer of their year, figures of all years that of the first and of the last.
func TestYearsOfGrowth(t *testing.T) {
	f := fixtureSmall()
	f.offered, f.months = []float64{5}, 48
	r := f.report()
	day := time.Date(2027, 2, 10, 0, 0, 0, 0, time.UTC)
	for i := range r.Movements { // to 2027
		r.Movements[i].Begin = r.Movements[i].Begin.AddDate(3, 0, 0)
		r.Movements[i].End = r.Movements[i].End.AddDate(3, 0, 0)
	}
	for _, c := range []struct{ got, want string }{
		{offered(r, 0), "3.5 (2024) to 6.5 (2027) Mt per year offered"},
		{variantBrief(r, 0), "3.5 Mt/yr offered in 2024, 6.5 in 2027"},
		{variantOn(r, 0, day), "6.5 Mt/yr offered in 2027"},
		{headingOn(r, 0, day), "Infrastructure of 2024, 6.5 Mt per year offered in 2027"},
		{meanOver(r, 0), "mean of 2024 to 2027"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for name, want := range map[string]string{
		"marey": "6.5 Mt/yr offered in 2027", "gantt": "Ships: 6.5 Mt/yr offered in 2027", "throughput-by-month": "Freight grows from ",
		"time-distance": "by year of arrival: 2024 7.0 d, 2025 9.0 d, 2026 11 d, 2027 13 d.",
	} {
		d := drawnAs(t, r, name)
		text := d.Title + d.Caption
		for _, p := range d.panels {
			text += p.heading
		}
		if !strings.Contains(text, want) {
			t.Errorf("%s: %s, want %q", name, text, want)
		}
	}
	f.months = 23 // one whole year and a part of another
	if _, _, ok := growing(f.report(), 0); ok {
		t.Error("parts of years are compared")
	}
	even := fixtureFull().report() // one year: as ever
	if got := variantOn(even, 0, day); got != variantBrief(even, 0) || meanOver(even, 0) != "" || mediansByYear(even, []int{0}) != "" {
		t.Errorf("%q", got)
	}
}

// drawnAs is a figure of a report by name.
func drawnAs(t *testing.T, r *analysis.Report, name string) Drawing {
	t.Helper()
	for _, f := range Figures {
		if f.Name == name {
			d, err := f.Draw(r)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
	}
	t.Fatalf("no figure %s", name)
	return Drawing{}
}

// TestOtherWays: the axis is that of the last scenario, and the note names those that go another way.
func TestOtherWays(t *testing.T) {
	r := fixtureFull().report()
	if note := drawnAs(t, r, "time-distance").Method; strings.Contains(note, "differs") {
		t.Errorf("the same way: %s", note)
	}
	routes, err := mainRoutes(r, "time-distance", []int{0, len(fixtureFull().offered)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range routes[0].journeys[0].steps {
		routes[0].journeys[0].steps[i].Km += 40
	}
	if got, want := otherWays(r, routes), " Names, km and sea are those of 2027; the way of 2024 differs."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := laterWays(r, routes); got != "" {
		t.Errorf("no way changes: %q", got)
	}
	if got := meanByWay(r, routes[0].journeys[0].variant, routes[0].Flow); got != "" {
		t.Errorf("one year, one way: %q", got)
	}
	r.Header.Scenarios[0].Later = []analysis.Later{{From: "2025-12-31", Routes: []analysis.Route{routes[0].Route}}}
	if got := meanByWay(r, routes[0].journeys[0].variant, routes[0].Flow); got != "by the way until 31 December 2025" {
		t.Errorf("%q", got)
	}
	r.Header.Scenarios[1].Later = []analysis.Later{{From: "2025-12-31", Routes: []analysis.Route{routes[0].Route}}}
	if got, want := laterWays(r, routes), " Times and km are those of the way of the first day ("+routeName(routes[0].Route)+": until 31 December 2025); what takes a later way is not in them."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestRowsOfEachFleetAndPort: where there is no room for all, every fleet and port keeps about its share, at least one row.
func TestRowsOfEachFleetAndPort(t *testing.T) {
	var rows []lifeLine
	add := func(in, of string, n int) {
		for i := range n {
			rows = append(rows, lifeLine{name: fmt.Sprintf("%s%d", of, i), of: of, in: in})
		}
	}
	names := func(rows []lifeLine) (s string) {
		for _, r := range rows {
			s += r.name + " "
		}
		return strings.TrimSpace(s)
	}
	add("", "a", 6)
	add("", "b", 3)
	add("", "tanker", 1)
	for room, want := range map[int]string{2: "a0 b0", 3: "a0 b0 tanker0", 4: "a0 a1 b0 tanker0", 6: "a0 a1 a2 b0 b1 tanker0", 10: names(rows), 20: names(rows)} {
		if got := names(someOfEach(rows, room)); got != want {
			t.Errorf("%d ships: %s, want %s", room, got, want)
		}
	}
	rows = nil
	add("aktau", "aktau-dry", 4)
	add("aktau", "aktau-oil", 2)
	add("kuryk", "kuryk-ferry", 2)
	for room, want := range map[int]string{2: "aktau-dry0 kuryk-ferry0", 4: "aktau-dry0 aktau-dry1 aktau-oil0 kuryk-ferry0"} {
		if got := names(someOfEach(rows, room)); got != want {
			t.Errorf("%d berths: %s, want %s", room, got, want)
		}
	}
}

// TestWordsOfSeveralYears: a mean of several years names them, and days of one say of which.
func TestWordsOfSeveralYears(t *testing.T) {
	r := fixtureFull().report()
	if got := meanWords(r, r.States()); got != "mean over the period" {
		t.Errorf("of one year: %q", got)
	}
	day := time.Date(2027, 2, 10, 0, 0, 0, 0, time.UTC)
	if got := exampleDays(r, 0, day); strings.Contains(got, "20") {
		t.Errorf("of one year: %q", got)
	}
	for i := range r.Header.Scenarios {
		r.Header.Scenarios[i].Months = []string{"2024-01", "2025-06", "2027-12"}
	}
	if got := meanWords(r, r.States()); got != "mean over 2024–2027" {
		t.Errorf("of four years: %q", got)
	}
	if got := exampleDays(r, 0, day); !strings.Contains(got, "of 2024–2027 some days of the last year;") {
		t.Errorf("%q", got)
	}
	if got := exampleDays(r, 0, day.AddDate(-2, 0, 0)); !strings.Contains(got, "of 2024–2027 some days of 2025;") {
		t.Errorf("%q", got)
	}
	r.Header.Scenarios[0].Months = []string{"2024-01", "2024-12"}
	if got := meanWords(r, r.States()); got != "mean over the period of each" {
		t.Errorf("of different periods: %q", got)
	}
}

// TestLinesOfTheLastYear: of a run of several years the last is shown where lines have kept it apart.
func TestLinesOfTheLastYear(t *testing.T) {
	r := fixtureFull().report()
	states := r.States()
	if got := takenMetric(r, states[0], "rail.a"); got != "rail.a.occupation" {
		t.Errorf("of one year: %s", got)
	}
	h := r.Header
	for i := range h.Scenarios {
		h.Scenarios[i].Months = []string{"2024-01", "2027-12"}
	}
	if got := lastWords(analysis.New(h, r.Rows), states, ".occupation"); got != "mean over 2024–2027" {
		t.Errorf("not kept apart: %q", got)
	}
	for i := range h.Variants {
		for k := range h.Variants[i].Metrics {
			if m := &h.Variants[i].Metrics[k]; strings.HasPrefix(m.Name, "rail.") {
				m.Name = strings.Replace(m.Name, ".occupation", ".year.2027.occupation", 1)
			}
		}
	}
	r = analysis.New(h, r.Rows)
	if got := lastWords(r, states, ".occupation"); got != "mean over 2027, the last year" {
		t.Errorf("kept apart: %q", got)
	}
	if len(takenLines(r, states)) == 0 {
		t.Error("no lines of the last year")
	}
}

// TestLinesOfNoRoute: lines that no route of the first day uses, as one that a measure adds inside the run, are shown all the same,
// after the others, by a name made of the key where there is none.
func TestLinesOfNoRoute(t *testing.T) {
	r := fixtureFull().report()
	all := takenLines(r, r.States())
	last := all[len(all)-1]
	h := r.Header
	for i := range h.Scenarios {
		h.Scenarios[i].Routes, h.Scenarios[i].Places = nil, nil
	}
	bare := takenLines(analysis.New(h, r.Rows), r.States())
	if len(bare) != len(all) {
		t.Fatalf("%d lines without routes, %d with them", len(bare), len(all))
	}
	i := slices.IndexFunc(bare, func(l takenLine) bool { return l.path == last.path })
	if i < 0 || bare[i].name != lineWords(last.path) {
		t.Errorf("%s: %+v", last.path, bare)
	}
	if got := lineWords("rail.zhetygen-shu"); got != "Zhetygen–Shu" {
		t.Errorf("%q", got)
	}
}
