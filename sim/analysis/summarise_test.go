package analysis

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"corridor/sim/experiment"
)

func tableText(t *testing.T, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteText(&b, Summarise(r)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSummarise(t *testing.T) {
	rows := Summarise(fixtureReport())
	if len(rows) != 6 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []struct {
		reached    string
		certainty  float64
		difference float64
	}{
		{"no", 0, math.NaN()}, {"no", 0, math.NaN()}, {"uncertain", 0.5, math.NaN()},
		{"no", 0, 0}, {"no", 0, 0}, {"yes", 1, 0.95},
	} {
		r := rows[i]
		if r.Reached != want.reached || r.Certainty != want.certainty || r.Goal != 5 || len(r.Worst) != 1 || r.Worst[0].Direction != "west" || len(r.Worst[0].Places) != 3 {
			t.Errorf("row %d: %+v, want %+v", i, r, want)
		}
		if (r.Difference == nil) != math.IsNaN(want.difference) {
			t.Errorf("row %d: difference %v", i, r.Difference)
		}
		if r.Difference != nil && !near(r.Difference.Mean, want.difference) {
			t.Errorf("row %d: difference %v, want %v", i, r.Difference.Mean, want.difference)
		}
	}
	if r := rows[2]; r.Stable || len(r.Warnings) != 1 || !strings.HasPrefix(r.Warnings[0], "piling up") {
		t.Errorf("an overloaded year without a warning: %+v", r)
	}
}

func TestNoGoal(t *testing.T) {
	h, rows := fixture()
	h.Scenarios[0].Goal.Carried = 0
	if r := Summarise(New(h, rows))[0]; r.Reached != "" || r.Certainty != 0 || goalText(r) != "–" {
		t.Errorf("got %+v", r)
	}
}

func TestCSVIsComplete(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, Summarise(fixtureReport())); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll() // also checks that all lines are of one length
	if err != nil || len(lines) != 7 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	cell := map[string]string{}
	for i, head := range lines[0] {
		cell[head] = lines[6][i]
	}
	for head, want := range map[string]string{
		"scenario": "better", "level": "most", "replications": "10", "offered_Mt_per_yr": "6", "goal_reached": "yes",
		"goal_share_of_replications": "1", "transit_p50_d_low": "18", "stable": "true",
	} {
		if cell[head] != want {
			t.Errorf("%s: %q, want %q", head, cell[head], want)
		}
	}
	if v := lines[1][len(lines[0])-9]; v != "" { // the first scenario differs from nothing
		t.Errorf("difference of the first scenario: %q", v)
	}
}

func TestWritersReportErrors(t *testing.T) {
	rows := Summarise(fixtureReport())
	if err := WriteText(broken{}, rows); err != errBroken {
		t.Errorf("text: %v", err)
	}
	if err := WriteMarkdown(broken{}, rows); err != errBroken {
		t.Errorf("Markdown: %v", err)
	}
	if err := WriteCSV(broken{}, rows); err != errBroken {
		t.Errorf("CSV: %v", err)
	}
}

var errBroken = errors.New("broken pipe")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		mean, half, factor float64
		want               string
	}{
		{3.41876, 0.0512, 1, "3.42 ± 0.05"},
		{3.41876, 0.512, 1, "3.4 ± 0.5"},
		{92_143.7, 812, 1, "92,100 ± 800"},
		{1_092_143.7, 81_234, 1, "1,090,000 ± 80,000"},
		{1_092_143.7, 31_234, 1, "1,092,000 ± 31,000"},
		{12.34, 9.6, 1, "12 ± 10"},
		{12.34, 0.354, 1, "12.34 ± 0.35"},
		{12.34, 0.356, 1, "12.3 ± 0.4"},
		{0.256, 0.0123, 100, "25.6 ± 1.2"},
		{-1234.5, 0.00001, 1, "-1,234.500 ± 0.000"},
		{-0.0004, 0.05, 1, "0.00 ± 0.05"},
		{0, 0, 1, "0"},
		{12.3456, 0, 1, "12.3"},
		{123456, 0, 1, "123,000"},
		{12.3456, math.NaN(), 1, "12.3"},
		{math.NaN(), math.NaN(), 1, "–"},
	} {
		s := Summary{Mean: c.mean, Low: c.mean - c.half, High: c.mean + c.half}
		if got := s.Text(c.factor); got != c.want {
			t.Errorf("%v ± %v: %q, want %q", c.mean, c.half, got, c.want)
		}
	}
}

// TestTextFits: no line is longer than a screen, and long texts go on under themselves.
func TestTextFits(t *testing.T) {
	rows := Summarise(fixtureReport())
	rows[1].Warnings = []string{strings.Repeat("a long warning ", 20)}
	var b bytes.Buffer
	if err := WriteText(&b, rows); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 120 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	if text := b.String(); strings.Count(text, "\n         a ")+strings.Count(text, "\n         long ")+strings.Count(text, "\n         warning ") != 2 {
		t.Errorf("not wrapped under itself:\n%s", text)
	}
}

// TestFewReplicationsAreSaidOnce: in the report, not at each variant, unless a variant has fewer.
func TestFewReplicationsAreSaidOnce(t *testing.T) {
	h, rows := fixture()
	h.Replications = 4
	rows = slices.DeleteFunc(rows, func(row experiment.Row) bool { return row.Replication >= 4 })
	rows[0].Values, rows[0].Fault = nil, "a fault"
	r := New(h, rows)
	if !slices.ContainsFunc(r.Warnings, func(w string) bool { return strings.HasPrefix(w, "only 4 replications") }) {
		t.Errorf("the report warns of %q", r.Warnings)
	}
	for i, row := range Summarise(r) {
		said := slices.ContainsFunc(row.Warnings, func(w string) bool { return strings.Contains(w, "only 3 replications") })
		if said != (i == 0) || strings.Contains(strings.Join(row.Warnings, " "), "only 4") {
			t.Errorf("variant %d warns of %q", i, row.Warnings)
		}
	}
}

func ExampleWriteText() {
	rows := Summarise(fixtureReport())
	if err := WriteText(os.Stdout, rows[2:4]); err != nil {
		panic(err)
	}
	// Output:
	// Demand  Offered  Carried      Carried       P50   P90           Waiting  On time  5 Mt?
	//         Mt/yr    Mt/yr        1,000 TEU/yr  d     d             %        %        % of years
	//
	// base
	// most    6.00     5.00 ± 0.09  200.0 ± 3.5   18.0  22.00 ± 0.04  25.0     80.0     uncertain, 50 (24–76)
	//
	// better
	// today   2.00     1.95 ± 0.04  78.0 ± 1.7    14.0  16.00 ± 0.04  25.0     80.0     no, 0 (0–28)
	//
	// Carried more than by the first scenario at the same demand, Mt/yr
	// better
	//   today  0
	//
	// Where the waiting is, hours per unit of container cargo
	// base
	//   most   westbound: Aktau 52 h (waiting for a vessel); Alyat 16 h (weather, breakdown and chance); Kazakh line 14 h
	//          (weather, breakdown and chance)
	// better
	//   today  westbound: Aktau 52 h (waiting for a vessel); Alyat 16 h (weather, breakdown and chance); Kazakh line 14 h
	//          (weather, breakdown and chance)
	//
	// Warnings
	// base
	//   most   piling up: cargo inside went from 50 to 1,050 kt in the year, +16.7 % of the offer (+16.7 to +16.7 %)
}

func ExampleWriteMarkdown() {
	rows := Summarise(fixtureReport())
	if err := WriteMarkdown(os.Stdout, rows[2:4]); err != nil {
		panic(err)
	}
	// Output:
	// | Scenario | Demand | Offered, Mt/yr | Carried, Mt/yr | Offered, TEU/yr | Carried, TEU/yr | P50, d | P90, d | Waiting, % | On time, % | Goal reached | More than first, Mt/yr | Most waiting, hours per unit of container cargo |
	// |---|---|---|---|---|---|---|---|---|---|---|---|---|
	// | base | most | 6.00 | 5.00 ± 0.09 | 240,000 | 200,000 ± 3,500 | 18.0 | 22.00 ± 0.04 | 25.0 | 80.0 | uncertain, 50 % of years (24–76) | – | westbound: Aktau 52 h (waiting for a vessel); Alyat 16 h (weather, breakdown and chance); Kazakh line 14 h (weather, breakdown and chance) |
	// | better | today | 2.00 | 1.95 ± 0.04 | 80,000 | 78,000 ± 1,700 | 14.0 | 16.00 ± 0.04 | 25.0 | 80.0 | no, 0 % of years (0–28) | 0 | westbound: Aktau 52 h (waiting for a vessel); Alyat 16 h (weather, breakdown and chance); Kazakh line 14 h (weather, breakdown and chance) |
	//
	// Warnings:
	//
	// - base at most: piling up: cargo inside went from 50 to 1,050 kt in the year, +16.7 % of the offer (+16.7 to +16.7 %)
}
