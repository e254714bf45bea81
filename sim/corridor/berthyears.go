package corridor

import (
	"fmt"

	"corridor/sim/des"
)

// How much of a group of berths is taken, and how long ships wait for it, in each calendar year of a run of several; see
// occupationyears.go.

// berthTurn is what is known of a group since the measured period began.
type berthTurn struct {
	occupied, berths float64 // berth-ns
	at, waiting      float64 // h
	calls, waits     int64
}

func (g *berthGroup) turn(w *World, now des.Time) berthTurn {
	return berthTurn{g.occupied.Area(now).Float(), g.berths.mean(w, now) * float64(now-w.start), g.call.Total(), g.waiting.Total(), g.call.N(), g.waiting.N()}
}

// measureYears makes the metrics of each year of a group.
func (q *quayside) measureYears(b *builder, i int) {
	w := b.w
	q.groups[i].turns = make([]berthTurn, len(w.years))
	for k, y := range w.years {
		in := func(what, unit string, of func(from, to berthTurn, ns float64) float64) {
			b.value(fmt.Sprintf("year.%d.%s", y.number, what), unit, func(now des.Time) float64 {
				g, end := &q.groups[i], now
				to := g.turn(w, now)
				if k+1 < len(w.years) {
					to, end = g.turns[k+1], w.years[k+1].at
				}
				return of(g.turns[k], to, float64(end-y.at))
			})
		}
		in("berths", "berths", func(from, to berthTurn, ns float64) float64 { return (to.berths - from.berths) / ns })
		in("occupancy", "1", func(from, to berthTurn, _ float64) float64 {
			return (to.occupied - from.occupied) / (to.berths - from.berths)
		})
		in("time.mean", "h", func(from, to berthTurn, _ float64) float64 { return (to.at - from.at) / float64(to.calls-from.calls) })
		in("waiting.mean", "h", func(from, to berthTurn, _ float64) float64 {
			return (to.waiting - from.waiting) / float64(to.waits-from.waits)
		})
	}
}

// turnBerths reads the berths at the beginning of a year but the first, which begins with the measured period.
func (w *World) turnBerths(year int) {
	for _, d := range w.depots {
		if year == 0 || d.port == nil {
			continue
		}
		for i := range d.port.groups {
			g := &d.port.groups[i]
			g.turns[year] = g.turn(w, w.sim.Now())
		}
	}
}
