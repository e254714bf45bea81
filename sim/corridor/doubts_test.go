package corridor

import (
	"slices"
	"testing"

	"corridor/sim/des"
)

// bothWays is a pool of ten wagons at a terminal and a port: loads go west by ship, others come by ship and go on by rail. The
// port has a store for each way.
func bothWays(change func(v *Wagon, p *Port)) *Scenario {
	by := func(direction string) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Direction, f.Every, f.Batch, f.Train = direction, every(hours(1)), des.Constant(10), "train.t"
		})
	}
	v := poolOf(10, "train.t", "terminal.a", "port.b").(*Wagon)
	v.Stock[0].Value.Return = nil
	v.Stock[1].Value.Return = []Ref{"flow.back"}
	p := portOf(func(p *Port) { p.Storage = []Amount{{100, Items}} }).(*Port)
	change(v, p)
	return model(1, 100, map[string]Spec{
		"flow.east": by("east"), "flow.west": by("west"), "flow.back": flowTo("route.back", func(f *Flow) {
			f.Load, f.Train, f.Counted = &Amount{1, Trains}, "train.e", false
		}),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 5 }),
		"train.e":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 5 }),
		"route.r":    routeOf("terminal.a", "rail.l", "port.b", "sea.s", "port.c"),
		"route.back": routeOf("terminal.a", "rail.l", "port.b"),
		"terminal.a": terminalOf(), "port.b": p, "port.c": portOf(), "sea.s": seaOf("port.b", "port.c"),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
		"vessel.v":   vesselOf(1, 10, hours(10)),
		"wagon.pool": v,
	})
}

// TestDoubtsOfLeaves: a place that may lend all wagons to loads for a port which can fill is named; not where it leaves some, where the
// port's store has no limit, where there are wagons without end, or where ships bring nothing that needs them.
func TestDoubtsOfLeaves(t *testing.T) {
	home := func(v *Wagon) *Stock {
		return &v.Stock[slices.IndexFunc(v.Stock, func(e Entry[Stock]) bool { return e.Name == "home" })].Value
	}
	for name, c := range map[string]struct {
		change func(v *Wagon, p *Port)
		want   int
	}{
		"all may be lent":    {func(*Wagon, *Port) {}, 1},
		"half is left":       {func(v *Wagon, _ *Port) { home(v).Leaves = 0.5 }, 0},
		"no limit":           {func(_ *Wagon, p *Port) { p.Storage = nil }, 0},
		"limit for others":   {func(_ *Wagon, p *Port) { p.Storage[0].Unit = Trucks }, 0},
		"wagons without end": {func(v *Wagon, _ *Port) { v.Count = 0 }, 0},
	} {
		s := bothWays(c.change)
		if faults := Check(s); len(faults) > 0 {
			t.Fatalf("%s: %v", name, faults)
		}
		got := Doubts(s)
		if len(got) != c.want || c.want > 0 && got[0].Path != "wagon.pool.stock.home.leaves" {
			t.Errorf("%s: %v", name, got)
		}
	}
	s := bothWays(func(*Wagon, *Port) {})
	spec[*Flow](s, "flow.east").Direction = "west"
	if got := Doubts(s); len(got) > 0 {
		t.Errorf("nothing comes by ship: %v", got)
	}
}
