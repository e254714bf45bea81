package plots

import (
	"fmt"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Above so many months columns are of quarters, above so many quarters of years.
const (
	monthsMost   = 14
	quartersMost = 24
)

// span is how many months of the calendar a column of a period of so many months holds.
func span(months int) int {
	switch {
	case months <= monthsMost:
		return 1
	case months <= 3*quartersMost:
		return 3
	}
	return 12
}

// group adds months up to quarters or years of the calendar where there are many. The first and the last may be shorter.
// A month that is written in another way than 2006-01 stays alone.
func (y *calendar) group(span int) {
	y.span = span
	if span == 1 {
		return
	}
	var periods []string
	kt, total := make([][]float64, len(y.kt)), []float64(nil)
	for m, month := range y.months {
		name := periodOf(month, span)
		if len(periods) == 0 || periods[len(periods)-1] != name {
			periods, total = append(periods, name), append(total, 0)
			for i := range kt {
				kt[i] = append(kt[i], 0)
			}
		}
		last := len(periods) - 1
		total[last] += y.total[m]
		for i := range kt {
			kt[i][last] += y.kt[i][m]
		}
	}
	y.periods, y.kt, y.total = periods, kt, total
}

// periodOf names the quarter or the year of a month: 2024-Q1, 2024.
func periodOf(month string, span int) string {
	t, err := time.Parse("2006-01", month)
	switch {
	case err != nil:
		return month
	case span == 3:
		return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
	}
	return t.Format("2006")
}

// column is what a column holds, for titles: month, quarter, year.
func (y calendar) column() string {
	return map[int]string{1: "month", 3: "quarter", 12: "year"}[y.span]
}

// words name a column in a sentence: "January", of more than a year "January 2024", "Q1 2024", "2024".
func (y calendar) words(column int) string {
	name := y.periods[column]
	if of, quarter, ok := strings.Cut(name, "-Q"); ok {
		return "Q" + quarter + " " + of
	}
	if len(y.months) > 12 {
		return monthWords(name, "January 2006")
	}
	return monthWords(name, "January")
}

// ticks name the columns: of more than a year, the first of each year by its number.
func (y calendar) ticks() (ticks []plot.Tick) {
	seen := ""
	for i, name := range y.periods {
		label := monthWords(name, "Jan")
		of, quarter, quarters := strings.Cut(name, "-Q")
		if !quarters {
			of, _, _ = strings.Cut(name, "-")
		}
		if quarters {
			label = "Q" + quarter
		}
		if len(y.months) > 12 && of != seen {
			label = of
		}
		seen = of
		ticks = append(ticks, plot.Tick{Value: float64(i), Label: label})
	}
	return ticks
}

// mass is what all columns hold, in words: per year where there is a year or more of them.
func (y calendar) mass() string {
	sum := 0.0
	for _, v := range y.total {
		sum += v / 1000
	}
	if n := len(y.months); n >= 12 {
		return mega(sum*12/float64(n)) + " Mt per year carried"
	}
	return mega(sum) + " Mt carried in all"
}

// totalsFit tells whether the totals of neighbours stand clear of one another at a distance of columns.
func (y calendar) totalsFit(pitch vg.Length) bool {
	widest := vg.Length(0)
	for _, v := range y.total {
		widest = max(widest, plain(sizeLabel, inkText).Width(number(v, 0)))
	}
	return widest+1 <= pitch
}

// axisRoom is about the room that the numbers of the vertical axis take.
const axisRoom vg.Length = 26
