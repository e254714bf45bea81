package corridor

import (
	"iter"
	"slices"
	"time"
)

// month is a calendar month, or the part of one that lies inside the run.
type month struct {
	first  time.Time
	length time.Duration
	whole  time.Duration // length of the calendar month
}

// years is the length of the measured period, in which every calendar month counts as a twelfth of
// a year, leap year or not: volumes are spread over months in the same way.
func (r *Run) years() (sum float64) {
	for m := range eachMonth(r.Start, r.Start.Add(r.Length)) {
		sum += float64(m.length) / float64(m.whole) / 12
	}
	return sum
}

// eachMonth yields the calendar months from a moment to another, of which the first and the last may be parts.
func eachMonth(from, to time.Time) iter.Seq[month] {
	return func(yield func(month) bool) {
		y, m, _ := from.Date()
		for first, t := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), from; t.Before(to); {
			m++
			next := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
			end := next
			if end.After(to) {
				end = to
			}
			if !yield(month{t, end.Sub(t), next.Sub(first)}) {
				return
			}
			first, t = next, end
		}
	}
}

func monthsOf(from, to time.Time) []month { return slices.Collect(eachMonth(from, to)) }
