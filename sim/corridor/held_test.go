package corridor

import (
	"math"
	"testing"
)

// TestHeldLoads: ten trains' loads an hour before one train of wagons that goes round in 22 h. The loads that wait
// are all that is piled up, by arithmetic 9.95 an hour more, week by week and over the whole period.
func TestHeldLoads(t *testing.T) {
	s := circuit(10, map[string]Spec{})
	w := build(t, s, 0)
	w.Run()
	m := metrics(w)
	held := m["wagon.pool.held.terminal.a.mean"]
	if piled := m["terminal.a.made.queue.items.mean"]; !(math.Abs(10*held-piled) <= 1e-9*piled) {
		t.Errorf("%v loads of ten pieces wait for wagons, %v pieces for trains", held, piled)
	}
	if all := m["wagon.pool.queue.mean"]; all != held {
		t.Errorf("%v loads wait for wagons, %v of them where they are loaded", all, held)
	}
	// Whoever leaves has waited for wagons as long as its cargo for the train, but for the first, which waits for nothing.
	n, each, cargo := m["wagon.pool.waiting.n"], m["wagon.pool.waiting.mean"], m["terminal.a.made.waiting.mean"]
	if !(math.Abs(n*each-(n+1)*cargo) <= 1e-9*n*cargo) || n < 100 {
		t.Errorf("%v loads wait %v h for wagons, their cargo %v h for trains", n, each, cargo)
	}
	if got := m["wagon.pool.held.terminal.b.mean"]; got != 0 {
		t.Errorf("%v loads wait where trains are unloaded", got)
	}
	found := false
	for i, series := range w.Series() {
		if series.Name != "wagon.pool.held.terminal.a" {
			continue
		}
		found = true
		if series.Place != "terminal.a" || series.Unit != "loads" {
			t.Errorf("%+v", series)
		}
		weeks := w.WeeklyMeans()[i]
		for k := 1; k < len(weeks)-1; k++ { // 168 h, of which a last train may be in the next week
			if grown := weeks[k] - weeks[k-1]; !(math.Abs(grown-168*(10-1./22)) <= 1) {
				t.Errorf("week %d: %v loads more than in the week before, want %v", k, grown, 168*(10-1./22))
			}
		}
	}
	if !found {
		t.Error("no series")
	}
}
