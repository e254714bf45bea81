package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// TestSwap: a ship brings cargo for ten hours of work, or four, at hour 110 and is unloaded after an hour of mooring; as much, more or
// less waits for it on the quay. It sails when what is longer is done. What comes to the quay at hour 115 was not there.
func TestSwap(t *testing.T) {
	type call struct {
		in, out, comes float64
		swap, pool     bool
	}
	for c, sails := range map[call]float64{
		{10, 10, 100, false, false}: 131, {10, 10, 100, true, false}: 121,
		{10, 4, 100, true, false}: 121, {4, 10, 100, true, false}: 121, {4, 10, 100, false, false}: 125,
		{10, 10, 115, true, false}: 131, {10, 10, 100, true, true}: 121, {4, 10, 100, true, true}: 121,
	} {
		brings := func(direction string, n, at float64) Spec {
			return flowTo("route.r", func(f *Flow) { f.Direction, f.Every, f.Batch = direction, every(hours(at)), des.Constant(n) })
		}
		s := crossing(199, map[string]Spec{
			"flow.in": brings("west", c.in, 100), "flow.out": brings("east", c.out, c.comes),
			"port.b": newOf(portKind, func(p *Port) {
				b := Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{1, Items}}, Fixed: hours(1), Swap: c.swap}
				if two := 2; c.pool {
					b.Pool, b.Cranes, b.Rate[0].PerHour = "q", &two, 0.5
					p.Pool = Map[Pool]{{"q", Pool{Cranes: 2}}}
				}
				p.Berth = Map[Berth]{{"g", b}}
			}),
			"vessel.v": vesselOf(1, 10, hours(10), func(v *Vessel) { v.Sail.AtLeast, v.Sail.Light = 0.1, false }),
		})
		s.Run.LeadIn = 0
		m := run(t, s, 0)
		if got, want := m["flow.out.time.mean"], sails+10-c.comes; !(math.Abs(got-want) <= 1e-6) {
			t.Errorf("%+v: %g h to the other side, want %g", c, got, want)
		}
		if want := c.in + 11 + c.out - (sails - 110) - 10; c.swap && !(math.Abs(m["port.b.berth.g.swapped.mean"]-want) <= 1e-6) {
			t.Errorf("%+v: %g h of loading in the time of unloading, want %g", c, m["port.b.berth.g.swapped.mean"], want)
		}
	}
}

// TestSwapOnPaper: a ship with ten pieces each way, that lies ten hours in each port for them and sails ten hours, carries ten on a round
// of 40 h. Where loading follows unloading the round is of 60 h.
func TestSwapOnPaper(t *testing.T) {
	for swap, round := range map[bool]float64{true: 40, false: 60} {
		port := newOf(portKind, func(p *Port) {
			p.Berth = Map[Berth]{{"g", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{1, Items}}, Swap: swap}}}
		})
		both := func(direction string) Spec {
			return flowTo("route.r", func(f *Flow) { f.Direction, f.Every = direction, every(hours(2)) })
		}
		s := crossing(8000, map[string]Spec{
			"flow.in": both("west"), "flow.out": both("east"), "port.a": port, "port.b": port,
			"vessel.v": vesselOf(1, 10, hours(10)),
		})
		carried := run(t, s, 0)["flow.out.rate"]
		if want := 10 / round; !(math.Abs(carried/want-1) <= 0.01) {
			t.Errorf("swap %v: %g pieces an hour, want %g", swap, carried, want)
		}
		for _, c := range Installed(s, "") {
			want := 0.5 / (10 / round) // half a piece an hour, each way
			if c.Kind == "port" {
				want = map[bool]float64{true: 0.5, false: 1}[swap] // both ways together
			}
			if !(math.Abs(c.Use-want) <= 1e-9) {
				t.Errorf("swap %v: %s is used %g times, want %g", swap, c.Path, c.Use, want)
			}
		}
	}
}
