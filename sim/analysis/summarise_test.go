package analysis

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
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
		if r.Reached != want.reached || r.Certainty != want.certainty || r.Goal != 5 || len(r.Worst) != 3 {
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
		{3.41876, 0.0512, 1, "3.419 ± 0.051"},
		{3.41876, 0.512, 1, "3.42 ± 0.51"},
		{92_143.7, 812, 1, "92,140 ± 810"},
		{1_092_143.7, 81_234, 1, "1,092,000 ± 81,000"},
		{0.256, 0.0123, 100, "25.6 ± 1.2"},
		{-1234.5, 0.00001, 1, "-1,234.500 ± 0.000"},
		{-0.0004, 0.05, 1, "0.000 ± 0.050"},
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

func ExampleWriteText() {
	rows := Summarise(fixtureReport())
	if err := WriteText(os.Stdout, rows[2:4]); err != nil {
		panic(err)
	}
	// Output:
	// Scenario  Demand  Offered  Carried        Offered  Carried          P50   P90             Waiting  On time
	//                   Mt/yr    Mt/yr          TEU/yr   TEU/yr           d     d               %        %
	// base      most    6.00     5.000 ± 0.087  240,000  200,000 ± 3,500  18.0  22.000 ± 0.043  25.0     80.0
	// better    today   2.00     1.950 ± 0.043  80,000   78,000 ± 1,700   14.0  16.000 ± 0.043  25.0     80.0
	//
	// Scenario  Demand  Goal reached                      More than first  Most waiting
	//                                                     Mt/yr            hours per unit
	// base      most    uncertain (50 % of years, 24–76)  –                Aktau 52 h (waiting for a vessel); Alyat 16 h (weather and breakdown); Kazakh line 14 h (weather and breakdown)
	// better    today   no (0 % of years, 0–28)           0                Aktau 52 h (waiting for a vessel); Alyat 16 h (weather and breakdown); Kazakh line 14 h (weather and breakdown)
	//
	// Warnings:
	// base at most: piling up: cargo inside went from 50 to 1050 kt in the year, +16.7 % of what was offered (+16.7 to +16.7 %)
}

func ExampleWriteMarkdown() {
	rows := Summarise(fixtureReport())
	if err := WriteMarkdown(os.Stdout, rows[2:4]); err != nil {
		panic(err)
	}
	// Output:
	// | Scenario | Demand | Offered, Mt/yr | Carried, Mt/yr | Offered, TEU/yr | Carried, TEU/yr | P50, d | P90, d | Waiting, % | On time, % | Goal reached | More than first, Mt/yr | Most waiting, hours per unit |
	// |---|---|---|---|---|---|---|---|---|---|---|---|---|
	// | base | most | 6.00 | 5.000 ± 0.087 | 240,000 | 200,000 ± 3,500 | 18.0 | 22.000 ± 0.043 | 25.0 | 80.0 | uncertain (50 % of years, 24–76) | – | Aktau 52 h (waiting for a vessel); Alyat 16 h (weather and breakdown); Kazakh line 14 h (weather and breakdown) |
	// | better | today | 2.00 | 1.950 ± 0.043 | 80,000 | 78,000 ± 1,700 | 14.0 | 16.000 ± 0.043 | 25.0 | 80.0 | no (0 % of years, 0–28) | 0 | Aktau 52 h (waiting for a vessel); Alyat 16 h (weather and breakdown); Kazakh line 14 h (weather and breakdown) |
	//
	// Warnings:
	//
	// - base at most: piling up: cargo inside went from 50 to 1050 kt in the year, +16.7 % of what was offered (+16.7 to +16.7 %)
}
