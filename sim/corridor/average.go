package corridor

import "corridor/sim/des"

// average is the mean over the measured period of a number that changes on the day of a measure, if at all.
type average struct {
	n       int
	changed bool
	since   des.Time
	sum     float64 // n × ns before since
}

func (a *average) set(w *World, n int) {
	now := w.sim.Now()
	if a.n != n && now > 0 {
		a.changed = true
		a.sum += float64(a.n) * float64(max(now.Sub(max(a.since, w.start)), 0))
		a.since = now
	}
	a.n = n
}

func (a *average) mean(w *World, now des.Time) float64 {
	if !a.changed || now <= w.start {
		return float64(a.n)
	}
	return (a.sum + float64(a.n)*float64(now.Sub(max(a.since, w.start)))) / float64(now.Sub(w.start))
}
