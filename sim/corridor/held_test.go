package corridor

import (
	"math"
	"testing"
)

// TestHeldLoads: ten trains' loads an hour before one train of wagons that goes round in 22 h. The claim is one, the loads
// held are all that is piled up, by arithmetic 9.95 an hour more, week by week and over the whole period.
func TestHeldLoads(t *testing.T) {
	s := circuit(10, map[string]Spec{})
	w := build(t, s, 0)
	w.Run()
	m := metrics(w)
	held := m["wagon.pool.held.terminal.a.mean"]
	if piled := m["terminal.a.made.queue.mean"]; math.Abs(10*held-piled) > 1e-9*piled {
		t.Errorf("%v loads of ten pieces wait for wagons, %v pieces for trains", held, piled)
	}
	if claims := m["wagon.pool.queue.mean"]; claims > 1 || claims < 0.99 {
		t.Errorf("%v piles wait", claims)
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
			if grown := weeks[k] - weeks[k-1]; math.Abs(grown-168*(10-1./22)) > 1 {
				t.Errorf("week %d: %v loads more than in the week before, want %v", k, grown, 168*(10-1./22))
			}
		}
	}
	if !found {
		t.Error("no series")
	}
}
