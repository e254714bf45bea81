package corridor

import (
	"math"
	"testing"
)

// TestGoodsByUnit: what waits for trains, and goes with them, is told by unit. A wagon an hour collects into trains of four, which wait
// for 1.5 h a piece; two boxes an hour into trains of ten, with 4.5 × 0.5 h a piece. So 1.5 wagons and 4.5 boxes wait.
func TestGoodsByUnit(t *testing.T) {
	volume := func(perHour float64, u Unit) *Volume { return &Volume{8760 * perHour, u} }
	flow := func(perHour float64, u Unit, train Ref) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Train = volume(perHour, u), &Amount{1, u}, train
		})
	}
	s := model(0, 4000, map[string]Spec{
		"flow.boxes":   flow(2, TEU, "train.boxes"),
		"flow.wagons":  flow(1, Wagons, "train.wagons"),
		"train.boxes":  newOf(trainKind, func(k *Train) { k.Load = Amount{10, TEU} }),
		"train.wagons": newOf(trainKind, func(k *Train) { k.Load = Amount{4, Wagons} }),
		"route.r":      routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a":   terminalOf(),
		"rail.l":       newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 }),
		"terminal.b":   terminalOf(),
	})
	s.Run.AtMeans = true
	m := run(t, s, 0)
	for name, want := range map[string]float64{
		"terminal.a.made.queue.wagons.mean": 1.5, "terminal.a.made.queue.TEU.mean": 4.5, "terminal.a.made.queue.TEU.max": 10,
		"terminal.a.made.load.wagons.mean": 4, "terminal.a.made.load.TEU.mean": 10, "terminal.a.made.load.wagons.n": 1000, "terminal.a.made.load.TEU.n": 800,
		"terminal.a.made.full": 1, "terminal.a.made.waiting.mean": (4000*1.5 + 8000*2.25) / 12000,
	} {
		if got, ok := m[name]; !ok || !(math.Abs(got-want) <= 0.004*want) {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if _, there := m["terminal.b.made.queue.TEU.mean"]; there {
		t.Error("nothing goes on by rail from the end")
	}
}
