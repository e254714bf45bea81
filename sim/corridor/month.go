package corridor

import "time"

// month is a calendar month, or the part of one that lies inside the run.
type month struct {
	first  time.Time
	length time.Duration
	whole  time.Duration // length of the calendar month
}

// years is the length of the measured period, in which every calendar month counts as a twelfth of
// a year, leap year or not: volumes are spread over months in the same way.
func (r *Run) years() (sum float64) {
	for _, m := range monthsOf(r.Start, r.Start.Add(r.Length)) {
		sum += float64(m.length) / float64(m.whole) / 12
	}
	return sum
}

func monthsOf(from, to time.Time) (out []month) {
	y, m, _ := from.Date()
	for first, t := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), from; t.Before(to); {
		m++
		next := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
		whole := next.Sub(first)
		first = next
		if next.After(to) {
			next = to
		}
		out = append(out, month{t, next.Sub(t), whole})
		t = next
	}
	return out
}
