package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// onlyPool is the one pool of a scenario, as an element.
func onlyPool(t *testing.T, s *Scenario) Capacity {
	t.Helper()
	all := Pools(s, "")
	if len(all) != 1 {
		t.Fatalf("%d pools: %+v", len(all), all)
	}
	return all[0]
}

// TestPoolsOnPaper: wagons on a cycle of 10 + 2 + 10 h carry what they are said to have room for, as many as there are. With as
// much cargo back the cycle is of two loads of 12 h; with half as much, of ten trains five go back loaded, and five empty in 10 h.
func TestPoolsOnPaper(t *testing.T) {
	for _, count := range []int{10, 30, 110} {
		s := circuit(count, map[string]Spec{})
		c := onlyPool(t, s)
		if want := 100. / 10 * 22 / (float64(count) / 10); !(math.Abs(c.Use-want) <= 1e-9*want) {
			t.Errorf("%d wagons: use %v, want %v", count, c.Use, want)
		}
		if got, room := run(t, s, 0)["flow.f.rate"], 100/c.Use; !(math.Abs(got-room) <= 0.005*room) {
			t.Errorf("%d wagons: %v an hour, on paper %v", count, got, room)
		}
		if !strings.Contains(c.Note, "÷ 0.92 d, the least turn-round") || c.Flows[0] != "flow.f" || c.Kind != "wagon" {
			t.Errorf("%+v", c)
		}
	}
	both := circuit(30, map[string]Spec{"flow.g": flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Train, f.Direction = every(hours(1)), des.Constant(100), "train.t", "east"
	})})
	if c := onlyPool(t, both); !(math.Abs(c.Use-10*(12+12)/3.) <= 1e-9) {
		t.Errorf("both ways: use %v, want %v", c.Use, 10*24/3.)
	}
	if half := circuit(30, map[string]Spec{"flow.g": flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Train, f.Direction = every(hours(2)), des.Constant(100), "train.t", "east"
	})}); !(math.Abs(onlyPool(t, half).Use-(10*12+5*12+5*10)/3.) <= 1e-9) {
		t.Errorf("half as much back: use %v, want %v", onlyPool(t, half).Use, (10*12+5*12+5*10)/3.)
	}
	if c := Pools(circuit(0, map[string]Spec{}), ""); len(c) != 0 {
		t.Errorf("a pool without a limit is an element: %+v", c)
	}
}

// TestPoolsRepair: every wagon that becomes empty is a quarter of the time 8 h in repair.
func TestPoolsRepair(t *testing.T) {
	s := circuit(30, map[string]Spec{})
	spec[*Wagon](s, "wagon.pool").Repair = &Repair{Share: 0.25, Takes: hours(8)}
	if c := onlyPool(t, s); !(math.Abs(c.Use-10*24/3.) <= 1e-9) {
		t.Errorf("use %v, want %v", c.Use, 10*24/3.)
	}
}

// TestPoolsHold: with every law at its mean, and nobody to disturb it, a load holds its wagons exactly as long as the paper says:
// over a change of gauge with all that a border does, a single track and the tracks of a port, in both directions.
func TestPoolsHold(t *testing.T) {
	for direction, hold := range map[string]float64{
		"west": 1.25 + 0.75 + 3 + 2 + 5 + 2 + 2.5, // gauge, locomotive, customs, inspection, papers, line, off the train
		"east": 2.5 + 2 + 1.25,                    // aboard, line, gauge
	} {
		m := chainSpecs(direction)
		m["train.t"] = newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{40, TEU}, 20 })
		m["wagon.pool"] = newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 1000, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"port", Stock{Places: []Ref{"port.a"}, Share: 0.5}}, {"gauge", Stock{Places: []Ref{"border.b"}, Share: 0.5}}}
		})
		s := model(1, 20500, m)
		s.Run.AtMeans = true
		c, got := onlyPool(t, s), run(t, s, 0)
		if paper := c.Use * 1000; !(math.Abs(paper-20*hold/1000) <= 1e-9) {
			t.Errorf("%s: %v wagons on paper, want %v", direction, paper, 20*hold/1000)
		}
		// Twenty loads of twenty wagons in 20,500 h.
		if used := got["wagon.pool.in_use.mean"]; !(math.Abs(used-20*20*hold/20500) <= 1e-9) {
			t.Errorf("%s: %v wagons in use, on paper %v", direction, used, 20*20*hold/20500)
		}
	}
}
