package corridor

import (
	"slices"
	"strings"
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

// TestDoubtsOfReturns: of 40 wagons 15 stand where nothing is loaded, so a return of 30 together never sets out, and when the other 25
// have gone nothing moves any more: that is named. It is not where 25 go back together, or fewer after a time, or where loads take the 15.
func TestDoubtsOfReturns(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m map[string]Spec, b *Stock)
		spare  []Ref
		want   int
	}{
		"30 together":        {func(map[string]Spec, *Stock) {}, nil, 1},
		"25 together":        {func(m map[string]Spec, _ *Stock) { m["flow.back"].(*Flow).Load.N = 5 }, nil, 0},
		"fewer after a time": {func(_ map[string]Spec, b *Stock) { b.OrAfter = h(10) }, nil, 0},
		"the 15 come by way of b": {func(m map[string]Spec, _ *Stock) {
			m["flow.spare"] = backTo("route.c", "train.e")
		}, []Ref{"flow.spare"}, 0},
		"loads take the 15": {func(m map[string]Spec, _ *Stock) {
			m["flow.other"] = flowTo("route.c", func(f *Flow) {
				f.Every, f.Batch, f.Train, f.Direction = every(hours(100)), des.Constant(5), "train.t", "east"
			})
		}, nil, 0},
	} {
		b := Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.back"}}
		m := map[string]Spec{
			"flow.out":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(20)), des.Constant(5), "train.t" }),
			"flow.back":  backTo("route.r", "train.e"),
			"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{5, Items}, 5 }),
			"train.e":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 5 }),
			"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
			"route.c":    routeOf("terminal.b", "rail.m", "terminal.c"),
			"terminal.a": terminalOf(), "terminal.b": terminalOf(), "terminal.c": terminalOf(),
			"rail.l": runOf(10), "rail.m": runOf(10),
		}
		m["flow.back"].(*Flow).Load.N = 6
		c.change(m, &b)
		m["wagon.w"] = newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 40, []Ref{"train.t"}
			v.Stock = Map[Stock]{
				{"a", Stock{Places: []Ref{"terminal.a"}, Share: 0.625}},
				{"b", b},
				{"c", Stock{Places: []Ref{"terminal.c"}, Share: 0.375, Return: c.spare}},
			}
		})
		s := model(0, 2000, m)
		if faults := Check(s); len(faults) > 0 {
			t.Fatalf("%s: %v", name, faults)
		}
		got := Doubts(s)
		if len(got) != c.want || c.want > 0 && (got[0].Path != "flow.back.load" || !strings.HasPrefix(got[0].Text, "30 wagons go back together, and of the 40 of wagon.w the shares of other stocks keep 15, where nothing is loaded")) {
			t.Errorf("%s: %v", name, got)
		}
		w := New(s, Choices{Seed: 1})
		if text := failure(w); strings.Contains(text, "25 of the 30 wagons that are sent back together") != (c.want > 0) || c.want == 0 && text != "" {
			t.Fatalf("%s: %s", name, text)
		}
		if n := w.flows[w.flowIndex("flow.out")].stat.delivered; (n == 25) != (c.want > 0) || n < 25 || c.want == 0 && n < 400 {
			t.Errorf("%s: %d pieces arrive", name, n)
		}
	}
}

// TestDoubtsOfScattered: a train of 20 wagons comes to b, where 30 go back together, and one of 50 then finds 40 at a for ever. That is
// named; not where 20 go back together, where there are 80 wagons, or where all trains are full and two returns make one.
func TestDoubtsOfScattered(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m map[string]Spec, v *Wagon)
		stands bool
		want   int
	}{
		"20 of 30":      {func(map[string]Spec, *Wagon) {}, true, 1},
		"20 together":   {func(m map[string]Spec, _ *Wagon) { m["train.e"].(*Train).Wagons = 10 }, false, 0},
		"79 wagons":     {func(_ map[string]Spec, v *Wagon) { v.Count = 79 }, false, 0},
		"full trains":   {func(m map[string]Spec, _ *Wagon) { m["train.t"].(*Train).AtLeast, m["train.e"].(*Train).Wagons = 1, 25 }, false, 0},
		"78 is too few": {func(_ map[string]Spec, v *Wagon) { v.Count = 78 }, false, 1},
	} {
		m := map[string]Spec{
			"flow.few":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(2000)), des.Constant(40), "train.t" }),
			"flow.many": flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(2100)), des.Constant(100), "train.t" }),
			"flow.back": backTo("route.r", "train.e"),
			"train.t":   newOf(trainKind, func(k *Train) { k.Load, k.Wagons, k.AtLeast = Amount{100, Items}, 50, 0.4 }),
			"train.e":   newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 30 }),
			"route.r":   routeOf("terminal.a", "rail.l", "terminal.b"), "terminal.a": terminalOf(), "terminal.b": terminalOf(), "rail.l": runOf(10),
		}
		v := poolOf(60, "train.t", "terminal.a", "terminal.b").(*Wagon)
		m["wagon.pool"] = v
		c.change(m, v)
		s := model(0, 3900, m)
		if faults := Check(s); len(faults) > 0 {
			t.Fatalf("%s: %v", name, faults)
		}
		if got := Doubts(s); len(got) != c.want || c.want > 0 && got[0].Path != "wagon.pool.count" {
			t.Errorf("%s: %v", name, got)
		}
		w := New(s, Choices{Seed: 1})
		failure(w)
		if n := w.flows[w.flowIndex("flow.many")].stat.delivered; name != "full trains" && (n == 0) != c.stands {
			t.Errorf("%s: %d pieces arrive", name, n)
		}
	}
}
