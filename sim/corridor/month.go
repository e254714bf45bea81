package corridor

import "time"

// month is a calendar month, or the part of one that lies inside the run.
type month struct {
	first  time.Time
	length time.Duration
}

// years is the length of the measured period, in which every calendar month counts as a twelfth of
// a year, leap year or not: volumes are spread over months in the same way.
func (r *Run) years() (sum float64) {
	for _, m := range monthsOf(r.Start, r.Start.Add(r.Length)) {
		sum += float64(m.length) / float64(m.whole()) / 12
	}
	return sum
}

// whole is the length of the calendar month.
func (m month) whole() time.Duration {
	first := m.first.AddDate(0, 0, 1-m.first.Day())
	return first.AddDate(0, 1, 0).Sub(first)
}

func monthsOf(from, to time.Time) (out []month) {
	for t := from; t.Before(to); {
		next := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1, 0)
		if next.After(to) {
			next = to
		}
		out = append(out, month{t, next.Sub(t)})
		t = next
	}
	return out
}
