package corridor

import (
	"maps"
	"math"
	"testing"

	"corridor/sim/des"
)

// How empty wagons and light engines go where they are wanted. Where more is offered than a pool can carry, all of it must be at work:
// so many trains a cycle as there are sets of wagons.

// loads is cargo for ten trains an hour over a route.
func loads(route string) Spec {
	return flowTo(route, func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1)), des.Constant(100), "train.t" })
}

func wagonsOf(count int, stocks Map[Stock]) Spec {
	return newOf(wagonKind, func(v *Wagon) { v.Count, v.Trains, v.Stock = count, []Ref{"train.t"}, stocks })
}

func stockAt(place string, share Ratio, back ...Ref) Entry[Stock] {
	return Entry[Stock]{place, Stock{Places: []Ref{Ref("terminal." + place)}, Share: share, Return: back}}
}

// trainsAnHour runs a model and adds up the trains of some flows.
func trainsAnHour(t *testing.T, m map[string]Spec, flows ...string) (rates []float64, sum float64) {
	t.Helper()
	_, back := m["flow.back"]
	s := circuit(0, maps.Clone(m))
	if !back {
		s.Things = slicesDelete(s.Things, "flow.back")
	}
	s.Run.LeadIn = h(100)
	got := run(t, s, 0)
	for _, f := range flows {
		rates = append(rates, got[f+".rate"]/10)
		sum += got[f+".rate"] / 10
	}
	return rates, sum
}

// TestAllTrainsAreAskedFor: a hundred wagons that stand at the end of the line come for all trains that wait at its beginning, not for one
// at a time. The cycle is that of circuit, 22 h.
func TestAllTrainsAreAskedFor(t *testing.T) {
	_, rate := trainsAnHour(t, map[string]Spec{
		"flow.back":  backTo("route.r", "train.e"),
		"wagon.pool": wagonsOf(100, Map[Stock]{stockAt("a", 0), stockAt("b", 1, "flow.back")}),
	}, "flow.f")
	if math.Abs(rate-10./22) > 0.01*10/22 {
		t.Errorf("%v trains an hour, want %v", rate, 10./22)
	}
}

// TestWagonsByWayOfOthers: wagons that become empty where no return leads to those who wait go there by way of a third stock, where
// nobody waits: 10 h and 2 h of unloading with cargo, twice 10 h without.
func TestWagonsByWayOfOthers(t *testing.T) {
	_, rate := trainsAnHour(t, map[string]Spec{
		"terminal.c": terminalOf(), "rail.m": runOf(10), "rail.n": runOf(10),
		"route.c": routeOf("terminal.c", "rail.m", "terminal.b"), "route.d": routeOf("terminal.a", "rail.n", "terminal.c"),
		"flow.back-c": backTo("route.c", "train.e"), "flow.back-a": backTo("route.d", "train.e"),
		"wagon.pool": wagonsOf(10, Map[Stock]{stockAt("a", 0), stockAt("b", 1, "flow.back-c"), stockAt("c", 0, "flow.back-a")}),
	}, "flow.f")
	if math.Abs(rate-1./32) > 0.02/32 {
		t.Errorf("%v trains an hour, want %v", rate, 1./32)
	}
}

// TestFirstComeFirstServed: two places that lie alike from where wagons become empty get the same number, whatever lacks at each.
func TestFirstComeFirstServed(t *testing.T) {
	rates, sum := trainsAnHour(t, map[string]Spec{
		"terminal.c": terminalOf(), "rail.m": runOf(10),
		"route.c": routeOf("terminal.c", "rail.m", "terminal.b"), "flow.g": loads("route.c"),
		"flow.back": backTo("route.r", "train.e"), "flow.back-c": backTo("route.c", "train.e"),
		"wagon.pool": wagonsOf(20, Map[Stock]{stockAt("a", 1), stockAt("b", 0, "flow.back", "flow.back-c"), stockAt("c", 0)}),
	}, "flow.f", "flow.g")
	if math.Abs(sum-2./22) > 0.01*2/22 || math.Abs(rates[0]-rates[1]) > 0.05*sum {
		t.Errorf("%v trains an hour, want %v", rates, 1./22)
	}
}

// TestWagonsAndEngines: where both are short a train gets its wagons first, and they stay for it until its locomotive comes. So the two
// do not pass each other on the way: ten sets and ten locomotives make ten trains in 22 h, and hardly any runs between the two places
// that wait, though all wagons stand at one of them at first and all locomotives at the other.
func TestWagonsAndEngines(t *testing.T) {
	m := map[string]Spec{
		"terminal.c": terminalOf(), "rail.m": runOf(10), "rail.x": runOf(10), "train.l": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
		"route.c": routeOf("terminal.c", "rail.m", "terminal.b"), "route.x": routeOf("terminal.a", "rail.x", "terminal.c"), "flow.g": loads("route.c"),
	}
	stocks := func(kind string, a, c Ratio) Map[Stock] {
		flow := func(name, route, direction string) Ref {
			f := backTo(route, "train."+kind).(*Flow)
			f.Direction = direction
			m["flow."+kind+name] = f
			return Ref("flow." + kind + name)
		}
		return Map[Stock]{
			stockAt("a", a, flow("ac", "route.x", "west")), stockAt("b", 0, flow("ba", "route.r", "east"), flow("bc", "route.c", "east")),
			stockAt("c", c, flow("ca", "route.x", "east")),
		}
	}
	m["wagon.pool"] = wagonsOf(100, stocks("e", 0, 1))
	m["loco.pool"] = newOf(locoKind, func(l *Loco) { l.Count, l.Trains, l.Stock = 10, []Ref{"train.t"}, stocks("l", 1, 0) })
	_, rate := trainsAnHour(t, m, "flow.f", "flow.g")
	if math.Abs(rate-10./22) > 0.02*10/22 {
		t.Errorf("%v trains an hour, want %v", rate, 10./22)
	}
	if _, idle := trainsAnHour(t, m, "flow.lac", "flow.lca", "flow.eac", "flow.eca"); idle > 0.02*rate {
		t.Errorf("%v trains of empty wagons and light engines an hour between the two places that wait", idle)
	}
}
