package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// calendarOf has so many months from May 2024 on, each of 10 kt of one kind and 20 of another.
func calendarOf(months int) calendar {
	y := calendar{families: []string{"a", "b"}, kt: make([][]float64, 2)}
	for m := range months {
		y.months = append(y.months, fmt.Sprintf("%d-%02d", 2024+(4+m)/12, (4+m)%12+1))
		y.kt[0], y.kt[1], y.total = append(y.kt[0], 10), append(y.kt[1], 20), append(y.total, 30)
	}
	y.periods = y.months
	return y
}

// TestManyMonthsAreQuartersOrYears: of the calendar, with nothing lost, and rates per year.
func TestManyMonthsAreQuartersOrYears(t *testing.T) {
	for _, c := range []struct {
		months       int
		first, label string
		words        string
		columns      int
		total        float64 // of the first column
	}{
		{8, "2024-05", "May", "May", 8, 30}, {14, "2024-05", "2024", "May 2024", 14, 30},
		{15, "2024-Q2", "2024", "Q2 2024", 6, 60}, {48, "2024-Q2", "2024", "Q2 2024", 17, 60}, {80, "2024", "2024", "2024", 7, 240},
	} {
		y := calendarOf(c.months)
		y.group(span(c.months))
		ticks, sum := y.ticks(), 0.0
		for i := range y.total {
			sum += y.kt[0][i] + y.kt[1][i]
			if y.kt[0][i]+y.kt[1][i] != y.total[i] {
				t.Errorf("%d months, column %d: parts %v and %v, total %v", c.months, i, y.kt[0][i], y.kt[1][i], y.total[i])
			}
		}
		if y.periods[0] != c.first || len(y.periods) != c.columns || y.total[0] != c.total || y.words(0) != c.words || ticks[0].Label != c.label {
			t.Errorf("%d months: %v, first total %v, %q, tick %q", c.months, y.periods, y.total[0], y.words(0), ticks[0].Label)
		}
		if !(math.Abs(sum-30*float64(c.months)) <= 1e-9) {
			t.Errorf("%d months: %v kt", c.months, sum)
		}
		want := "0.4 Mt per year carried"
		if c.months < 12 {
			want = "0.2 Mt carried in all"
		}
		if y.mass() != want {
			t.Errorf("%d months: %q, want %q", c.months, y.mass(), want)
		}
	}
	y := calendarOf(48)
	y.group(3)
	if y.ticks()[3].Label != "2025" || y.ticks()[4].Label != "Q2" {
		t.Errorf("%+v", y.ticks())
	}
}

// fixtureYears measures four years.
func fixtureYears() fixture {
	f := fixtureFull()
	f.months = 48
	return f
}

// TestFourYearsOfColumns: no words of a panel overprint one another, rates are per year, the title has years.
func TestFourYearsOfColumns(t *testing.T) {
	d, err := throughputByMonth(fixtureYears().report())
	if err != nil {
		t.Fatal(err)
	}
	words, at := texts(d)
	for i, a := range words {
		for j := range i {
			width := plain(sizeLabel, inkText).Width(words[j])
			if strings.HasPrefix(a, "Q") && strings.HasPrefix(words[j], "Q") && at[i].Y == at[j].Y && at[j].X < at[i].X && at[j].X+width > at[i].X {
				t.Errorf("%q runs into %q", words[j], a)
			}
		}
	}
	if !slices.Contains(words, "2027") || !strings.Contains(d.Title, " in Q") || !strings.Contains(d.Title, "Mt/yr offered") {
		t.Errorf("title %q, painted %q", d.Title, words)
	}
	for _, p := range d.panels {
		if !strings.Contains(p.heading, "Mt per year carried, 2024-01…2027-12") {
			t.Errorf("heading %q", p.heading)
		}
	}
}
