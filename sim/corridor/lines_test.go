package corridor

import (
	"math/rand/v2"
	"testing"

	"corridor/sim/des"
)

// TestTenThousandLines: single tracks of one to six sections with trains always ready at both ends never stand still, whatever
// the times, priorities, rooms and other traffic; where all sections are equal they carry what the formula says, one train
// each way in twice the time of a section and a crossing; and with in_a_row = n each direction has one train in n + 2 at
// least: n in a row, and one more where the train whose turn it is has no room beyond yet. Without a bound one direction may wait for ever at its end: whoever stands in a
// loop goes first.
func TestTenThousandLines(t *testing.T) {
	const lines = 10000
	equal, least := 0, 1.
	share := [4]float64{1, 1, 1, 1}
	for i := range lines {
		r := rand.New(rand.NewPCG(uint64(i), 1))
		n := 1 + r.IntN(6)
		same := r.IntN(3) == 0
		slowest := 0.0
		inARow := r.IntN(4)
		line := newOf(railKind, func(l *Rail) {
			l.Tracks, l.Hold, l.InARow = 1, r.IntN(2) == 0, inARow
			if r.IntN(2) == 0 {
				room := 1 + r.IntN(3)
				l.Room = &room
			}
			if same {
				l.Loops, l.Speed, l.Length = n-1, 1, Length(360*n*(1+r.IntN(5)))
				l.Crossing = h(float64(r.IntN(3)) / 60)
				slowest = (l.run().Hours())/float64(n) + l.Crossing.Hours()
				return
			}
			for range n {
				mean := 0.1 + 0.1*float64(r.IntN(5))
				slowest = max(slowest, mean)
				l.Sections = append(l.Sections, []des.Dist{hours(mean), exp(mean), law("uniform", "min", 0, "max", 2*3600*mean)}[r.IntN(3)])
			}
			if r.IntN(3) == 0 {
				most := 24 / (2 * slowest) // of the line; half of it is for the corridor
				l.Other = Both[Frequency]{Frequency(most * r.Float64() / 2), Frequency(most * r.Float64() / 2)}
			}
		})
		priority := r.IntN(2)
		if same {
			priority = 0
		}
		m := map[string]Spec{"route.r": routeOf("rail.l"), "rail.l": line}
		for _, direction := range []string{"west", "east"} {
			m["flow."+direction] = flowTo("route.r", func(f *Flow) {
				f.Population, f.Direction, f.Priority = 2*n+r.IntN(4), direction, priority*r.IntN(3)
			})
		}
		w := New(model(0, 10000, m), Choices{Seed: uint64(i)})
		w.begin()
		unit := 2 * slowest * float64(n+2)
		drive(w, at(3*unit), nil)
		before := [2]int64{w.flows[0].stat.gone, w.flows[1].stat.gone}
		drive(w, at(9*unit), nil)
		if c := w.jam.look(w); c != none {
			t.Fatalf("line %d: %s", i, w.jam.describe(c))
		}
		want := int64(6 * (n + 2)) // one each way in twice the time of a section
		both := w.flows[0].stat.gone + w.flows[1].stat.gone - before[0] - before[1]
		if n == 1 && inARow != 1 { // without a loop, in order of arrival: some follow each other
			want = min(both/2, int64(6*unit/line.(*Rail).longest().Hours()/2))
		}
		if line.(*Rail).Other == (Both[Frequency]{}) {
			least := min(w.flows[0].stat.gone-before[0], w.flows[1].stat.gone-before[1]) + 2 // the edges of the time
			share[inARow] = min(share[inARow], float64(least)/float64(both))
		}
		if same && (both < 2*want-2 || both > 2*want+2) {
			t.Errorf("line %d: %d trains in %.2f h over %d equal sections of %.3f h, want %d", i, both, 6*unit, n, slowest, 2*want)
		}
		for k, f := range w.flows {
			got := f.stat.gone - before[k]
			if same && n > 1 && (got < want-1 || got > want+1) { // without a loop, in order of arrival: by the numbers of trains
				t.Errorf("line %d: %d of %s in %.2f h over %d equal sections of %.3f h, want %d", i, got, f.path, 6*unit, n, slowest, want)
			}
		}
		if both < want/5 {
			t.Errorf("line %d stands still: %d trains in %.1f h", i, both, 6*unit)
		}
		least = min(least, float64(both)/float64(2*want))
		if same {
			equal++
		}
	}
	t.Logf("least share of a direction, by in_a_row: %.3f", share)
	for n := 1; n < len(share); n++ {
		if share[n] < 1/float64(n+2) {
			t.Errorf("with in_a_row = %d a direction has %.3f of the trains, want 1 in %d", n, share[n], n+2)
		}
	}
	if share[0] > 0.1 {
		t.Errorf("without a bound no direction has less than %.3f: is the test of it one?", share[0])
	}
	t.Logf("%d lines, %d of them of equal sections; the least carried is %.2f of what the slowest section takes", lines, equal, least)
}
