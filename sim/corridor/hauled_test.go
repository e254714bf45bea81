package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// Where empty wagons need locomotives, as loads do. The line of circuit takes 10 h, and unloading at b 2 h.

// hauledPools are wagons and locomotives of circuit, of which trains of empty wagons take some, too; share is what stands at a at first.
func hauledPools(wagons int, atA Ratio, locos int, locosAtA Ratio) map[string]Spec {
	light := newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 })
	return map[string]Spec{
		"flow.back": backTo("route.r", "train.e"), "train.l": light, "flow.light": backTo("route.r", "train.l"),
		"flow.light-b": flowTo("route.r", func(f *Flow) {
			f.Family, f.Load, f.Train, f.Counted = "empty", &Amount{1, Trains}, "train.l", false
		}),
		"wagon.pool": wagonsOf(wagons, Map[Stock]{stockAt("a", atA), stockAt("b", 1-atA, "flow.back")}),
		"loco.pool": newOf(locoKind, func(l *Loco) {
			l.Count, l.Trains = locos, []Ref{"train.t", "train.e"}
			l.Stock = Map[Stock]{stockAt("a", locosAtA, "flow.light-b"), stockAt("b", 1-locosAtA, "flow.light")}
		}),
	}
}

// TestWagonsBringLocomotives: all locomotives stand beside the cargo, all wagons at the far end, and empty wagons need a locomotive to come.
// So the locomotives go for them at once, all: they do not wait for wagons that wait for them. Ten hours later each sets out with
// wagons, in ten more with cargo, and after 32 h five trains are unloaded.
func TestWagonsBringLocomotives(t *testing.T) {
	s := circuit(0, hauledPools(50, 0, 5, 1))
	s.Run.LeadIn, s.Run.Length = 0, h(33)
	m := run(t, s, 0)
	if trains := m["flow.f.rate"] * 33 / 10; !(math.Abs(trains-5) <= 1e-9) {
		t.Errorf("%v trains are unloaded, want 5", trains)
	}
}

// TestWagonsBringLocomotivesByWayOfOthers: the same where no return leads from b to a, but over c, 10 h each. All locomotives go for the wagons at
// once, though these are meant for a: they come with one on the last of their ways, too. After 42 h five trains are unloaded.
func TestWagonsBringLocomotivesByWayOfOthers(t *testing.T) {
	m := hauledPools(50, 0, 5, 1)
	m["terminal.c"], m["rail.m"], m["rail.n"] = terminalOf(), runOf(10), runOf(10)
	m["route.b-c"], m["route.c-a"] = routeOf("terminal.c", "rail.m", "terminal.b"), routeOf("terminal.a", "rail.n", "terminal.c")
	m["flow.back"], m["flow.back-c"] = backTo("route.b-c", "train.e"), backTo("route.c-a", "train.e")
	m["flow.light-c"] = backTo("route.c-a", "train.l")
	m["wagon.pool"] = wagonsOf(50, Map[Stock]{stockAt("a", 0), stockAt("b", 1, "flow.back"), stockAt("c", 0, "flow.back-c")})
	l := m["loco.pool"].(*Loco)
	l.Stock = append(l.Stock, stockAt("c", 0, "flow.light-c"))
	s := circuit(0, m)
	s.Run.LeadIn, s.Run.Length = 0, h(43)
	got := run(t, s, 0)
	if trains := got["flow.f.rate"] * 43 / 10; !(math.Abs(trains-5) <= 1e-9) {
		t.Errorf("%v trains are unloaded, want 5", trains)
	}
}

// TestNoMoreWagonsThanLocomotives: a hundred sets stand at the far end, and trains for far more cargo than that wait. No more sets are under way
// than three locomotives can ever draw, and the rest stays where it is.
func TestNoMoreWagonsThanLocomotives(t *testing.T) {
	for _, sets := range []int{3, 10, 100} {
		s := circuit(0, hauledPools(10*sets, 0, 3, 0))
		s.Run.LeadIn = h(100)
		m := run(t, s, 0)
		if rate := m["flow.f.rate"] / 10; !(math.Abs(rate-3./22) <= 0.02*3/22) {
			t.Errorf("%d sets: %v trains an hour, want %v", sets, rate, 3./22)
		}
		if back := m["wagon.pool.returning.mean"]; back > 30 {
			t.Errorf("%d sets: %v wagons are on their way back, with three locomotives", sets, back)
		}
	}
}

// TestSurplusStays: wagons beyond what locomotives can draw do not go to where they have their share, past those who wait, while loads
// wait for locomotives: these would bring them there and back again. All locomotives are at work on loads and wagons for them.
func TestSurplusStays(t *testing.T) {
	m := hauledPools(300, 0, 11, 0)
	m["terminal.c"], m["rail.m"], m["route.c"] = terminalOf(), runOf(30), routeOf("terminal.c", "rail.m", "terminal.a")
	way := func(kind Ref, direction string) Spec {
		f := backTo("route.c", string(kind)).(*Flow)
		f.Direction = direction
		return f
	}
	m["flow.ac"], m["flow.ca"], m["flow.lac"], m["flow.lca"] = way("train.e", "east"), way("train.e", "west"), way("train.l", "east"), way("train.l", "west")
	m["wagon.pool"] = wagonsOf(300, Map[Stock]{stockAt("c", 1, "flow.ca"), stockAt("a", 0, "flow.ac"), stockAt("b", 0, "flow.back")})
	m["loco.pool"].(*Loco).Stock = Map[Stock]{stockAt("c", 1, "flow.lca"), stockAt("a", 0, "flow.light-b", "flow.lac"), stockAt("b", 0, "flow.light")}
	rates, _ := trainsAnHour(t, m, "flow.f")
	if !(math.Abs(rates[0]-11./22) <= 0.02*11/22) {
		t.Errorf("%v trains an hour, want %v", rates[0], 11./22)
	}
}

// TestLeavesIsForLoads: two trains that wait 5000 h to be unloaded hold the two of four locomotives that loads may have at a. Those
// behind them wait, but trains of empty wagons go on, to where cargo of the other direction has none: a train in 22 h with each
// locomotive that is left.
func TestLeavesIsForLoads(t *testing.T) {
	m := hauledPools(60, 1, 4, 1)
	m["terminal.b"], m["terminal.c"] = unloads(5000), terminalOf()
	m["route.back"] = routeOf("terminal.a", "rail.l", "terminal.c")
	m["flow.east"] = flowTo("route.back", func(f *Flow) {
		f.Every, f.Batch, f.Train, f.Direction = every(hours(10)), des.Constant(20), "train.t", "east"
	})
	m["terminal.a"] = unloads(2)
	out := func(train Ref) Spec {
		return flowTo("route.back", func(f *Flow) { f.Family, f.Load, f.Train, f.Counted = "empty", &Amount{1, Trains}, train, false })
	}
	m["flow.back"], m["flow.light-b"] = out("train.e"), out("train.l")
	m["flow.light"] = backTo("route.back", "train.l")
	far := Entry[Stock]{"b", Stock{Places: []Ref{"terminal.b", "terminal.c"}}}
	m["wagon.pool"] = wagonsOf(60, Map[Stock]{stockAt("a", 1, "flow.back"), far})
	far.Value.Return = []Ref{"flow.light"}
	at := stockAt("a", 1, "flow.light-b")
	at.Value.Leaves = 0.5
	m["loco.pool"].(*Loco).Stock = Map[Stock]{at, far}
	_, rate := trainsAnHour(t, m, "flow.east")
	if !(math.Abs(rate-2./22) <= 0.03*2/22) {
		t.Errorf("%v trains an hour go east, want %v", rate, 2./22)
	}
}
