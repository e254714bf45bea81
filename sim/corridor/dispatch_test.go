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
	if !(math.Abs(rate-10./22) <= 0.01*10/22) {
		t.Errorf("%v trains an hour, want %v", rate, 10./22)
	}
}

// TestWagonsByWayOfOthers: wagons that become empty where no return leads to those who wait go there by way of others, where nobody waits,
// as many as wait for them and over however many: 10 h and 2 h of unloading with cargo, 10 h without for each return.
func TestWagonsByWayOfOthers(t *testing.T) {
	for _, x := range []struct{ count, between int }{{10, 1}, {100, 1}, {100, 4}} {
		m := map[string]Spec{}
		stocks := Map[Stock]{stockAt("a", 0)}
		before := "a"
		for i := range x.between {
			name := string(rune('c' + i))
			m["terminal."+name], m["rail."+name] = terminalOf(), runOf(10)
			m["route."+name] = routeOf(Ref("terminal."+before), Ref("rail."+name), Ref("terminal."+name))
			m["flow.back-"+name] = backTo("route."+name, "train.e")
			stocks = append(stocks, stockAt(name, 0, Ref("flow.back-"+name)))
			before = name
		}
		m["rail.last"], m["route.last"] = runOf(10), routeOf(Ref("terminal."+before), "rail.last", "terminal.b")
		m["flow.back-b"] = backTo("route.last", "train.e")
		m["wagon.pool"] = wagonsOf(x.count, append(stocks, stockAt("b", 1, "flow.back-b")))
		_, rate := trainsAnHour(t, m, "flow.f")
		if want := float64(x.count) / 10 / float64(22+10*x.between); !(math.Abs(rate-want) <= 0.03*want) {
			t.Errorf("%+v: %v trains an hour, want %v", x, rate, want)
		}
	}
}

// TestSentOnFirst: on the way to those who wait at a somebody waits at c as well, more than can ever be served. Wagons that were sent
// to a pass them, and both get the same number: a train at c takes 22 h there and back, one at a 32 h.
func TestSentOnFirst(t *testing.T) {
	rates, _ := trainsAnHour(t, map[string]Spec{
		"terminal.c": terminalOf(), "rail.m": runOf(10), "rail.n": runOf(10),
		"route.c": routeOf("terminal.c", "rail.m", "terminal.b"), "route.d": routeOf("terminal.a", "rail.n", "terminal.c"),
		"flow.g": loads("route.c"), "flow.back-c": backTo("route.c", "train.e"), "flow.back-a": backTo("route.d", "train.e"),
		"wagon.pool": wagonsOf(10, Map[Stock]{stockAt("a", 1), stockAt("b", 0, "flow.back-c"), stockAt("c", 0, "flow.back-a")}),
	}, "flow.f", "flow.g")
	for i, rate := range rates {
		if !(math.Abs(rate-1./54) <= 0.03/54) {
			t.Errorf("place %d: %v trains an hour, want %v", i, rate, 1./54)
		}
	}
}

// TestNobodyIsPassedForEver: forty sets are at work, most on their way to a, where more waits than can ever be served, all by way of c. A train of
// cargo in 100 h at c waits for one set, which has been sent to it: that does not go on with those for a. Unloading at b is irregular,
// so that there is always one under way.
func TestNobodyIsPassedForEver(t *testing.T) {
	m := map[string]Spec{
		"terminal.b": terminalOf(func(x *Terminal) { x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: exp(20)}}} }),
		"terminal.c": terminalOf(), "rail.m": runOf(10), "rail.n": runOf(10),
		"route.c": routeOf("terminal.c", "rail.m", "terminal.b"), "route.d": routeOf("terminal.a", "rail.n", "terminal.c"),
		"flow.g":      flowTo("route.c", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(100)), des.Constant(10), "train.t" }),
		"flow.back-c": backTo("route.c", "train.e"), "flow.back-a": backTo("route.d", "train.e"),
		"wagon.pool": wagonsOf(400, Map[Stock]{stockAt("a", 1), stockAt("b", 0, "flow.back-c"), stockAt("c", 0, "flow.back-a")}),
	}
	rates, _ := trainsAnHour(t, m, "flow.f", "flow.g")
	if !(math.Abs(rates[1]-0.01) <= 0.001) || rates[0] < 0.7 {
		t.Errorf("%v trains an hour from c, want 0.01; %v from a", rates[1], rates[0])
	}
}

// TestNearestSends: of two stocks that have wagons the nearer sends them, in whatever order they stand in the file.
func TestNearestSends(t *testing.T) {
	near, far := stockAt("b", 0.5, "flow.back"), stockAt("c", 0.5, "flow.back-c")
	for _, stocks := range []Map[Stock]{{near, far, stockAt("a", 0)}, {far, near, stockAt("a", 0)}} {
		got := run(t, circuit(0, map[string]Spec{
			"flow.f":     flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(100)), des.Constant(10), "train.t" }),
			"terminal.c": terminalOf(), "rail.m": runOf(40), "route.c": routeOf("terminal.a", "rail.m", "terminal.c"),
			"flow.back-c": backTo("route.c", "train.e"),
			"wagon.pool":  wagonsOf(40, stocks),
		}), 0)
		if wait := got["wagon.pool.waiting.mean"]; !(math.Abs(wait-10) <= 1e-9) {
			t.Errorf("trains wait %v h for wagons, want 10", wait)
		}
	}
}

// TestGrownPileAsks: wagons set out for what a pile has grown by, though it waits for those of its first train still: for each of its trains
// they set out at once, and come in 100 h.
func TestGrownPileAsks(t *testing.T) {
	s := circuit(0, map[string]Spec{
		"flow.f":     flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(25)), des.Constant(10), "train.t" }),
		"terminal.b": unloads(500), "terminal.c": terminalOf(), "rail.m": runOf(100), "route.c": routeOf("terminal.a", "rail.m", "terminal.c"), "flow.back": backTo("route.c", "train.e"),
		"wagon.pool":  wagonsOf(40, Map[Stock]{stockAt("a", 0), {"b", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.back-b"}}}, stockAt("c", 1, "flow.back")}),
		"flow.back-b": backTo("route.r", "train.e"),
	})
	s.Run.LeadIn, s.Run.Length = 0, h(201)
	if got := run(t, s, 0); got["wagon.pool.waiting.n"] != 4 || !(math.Abs(got["wagon.pool.waiting.mean"]-100) <= 1e-9) {
		t.Errorf("%v trains have waited for %v h, want 4 for 100", got["wagon.pool.waiting.n"], got["wagon.pool.waiting.mean"])
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
	if !(math.Abs(sum-2./22) <= 0.01*2/22) || !(math.Abs(rates[0]-rates[1]) <= 0.05*sum) {
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
	if !(math.Abs(rate-10./22) <= 0.02*10/22) {
		t.Errorf("%v trains an hour, want %v", rate, 10./22)
	}
	if _, idle := trainsAnHour(t, m, "flow.lac", "flow.lca", "flow.eac", "flow.eca"); idle > 0.02*rate {
		t.Errorf("%v trains of empty wagons and light engines an hour between the two places that wait", idle)
	}
}

// TestEnginesFollowWagons: all sets stand at one place and all locomotives at another, with more cargo at both than can be carried. The
// locomotives come to where the wagons are: no set stands beside cargo while a locomotive stands beside other cargo.
func TestEnginesFollowWagons(t *testing.T) {
	m := map[string]Spec{
		"terminal.c": terminalOf(), "rail.m": runOf(10), "rail.n": runOf(10), "train.l": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
		"route.c": routeOf("terminal.c", "rail.m", "terminal.b"), "route.d": routeOf("terminal.a", "rail.n", "terminal.c"), "flow.g": loads("route.c"),
	}
	stocks := func(kind string, a, c Ratio) Map[Stock] {
		for name, f := range map[string][2]string{"bc": {"route.c", "east"}, "ca": {"route.d", "east"}, "ac": {"route.d", "west"}} {
			x := backTo(f[0], "train."+kind).(*Flow)
			x.Direction = f[1]
			m["flow."+kind+name] = x
		}
		back := func(name string) Ref { return Ref("flow." + kind + name) }
		return Map[Stock]{stockAt("a", a, back("ac")), stockAt("b", 0, back("bc")), stockAt("c", c, back("ca"))}
	}
	m["wagon.pool"] = wagonsOf(200, stocks("e", 0, 1))
	m["loco.pool"] = newOf(locoKind, func(l *Loco) { l.Count, l.Trains, l.Stock = 20, []Ref{"train.t"}, stocks("l", 1, 0) })
	rates, _ := trainsAnHour(t, m, "flow.f", "flow.g")
	if work := 32*rates[0] + 22*rates[1]; work < 0.95*20 || work > 20.1 {
		t.Errorf("%v trains an hour keep %v of 20 locomotives at work", rates, work)
	}
}

// TestWagonsAndEnginesAtTheGauge: before a change of gauge a train keeps its wagons, too, while it waits for its locomotive, and
// locomotives come for wagons that are here or coming. Ten sets and ten locomotives, half of which stand at either place at first, but not
// the same: ten trains in 25 h, of which 3 h are for the change or for loading.
func TestWagonsAndEnginesAtTheGauge(t *testing.T) {
	m := map[string]Spec{
		"route.r": routeOf("terminal.a", "border.b", "rail.l", "terminal.b"), "route.g": routeOf("border.b", "rail.l", "terminal.b"),
		"border.b":   newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 50, Form: hours(3)} }),
		"terminal.c": unloads(3), "rail.m": runOf(10), "route.c": routeOf("terminal.c", "rail.m", "terminal.b"),
		"flow.g": loads("route.c"), "train.l": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
	}
	stocks := func(kind string, g, c Ratio) Map[Stock] {
		m["flow."+kind+"g"], m["flow."+kind+"c"] = backTo("route.g", "train."+kind), backTo("route.c", "train."+kind)
		at := stockAt("b", 0, Ref("flow."+kind+"g"), Ref("flow."+kind+"c"))
		return Map[Stock]{at, stockAt("c", c), {"g", Stock{Places: []Ref{"border.b"}, Share: g}}}
	}
	m["wagon.pool"] = wagonsOf(100, stocks("e", 0.5, 0.5))
	m["loco.pool"] = newOf(locoKind, func(l *Loco) { l.Count, l.Trains, l.Stock = 10, []Ref{"train.t"}, stocks("l", 0.5, 0.5) })
	rates, rate := trainsAnHour(t, m, "flow.f", "flow.g")
	if !(math.Abs(rate-10./25) <= 0.01*10/25) || !(math.Abs(rates[0]-rates[1]) <= 0.05*rate) {
		t.Errorf("%v trains an hour at the border and the terminal, want %v at each", rates, 5./25)
	}
}

// TestPileKeepsItsPlace: a pile at a terminal and trains before a change of gauge beside it take wagons from one stock, and more of both wait
// than can ever be carried. Both get the same number, though the pile asks for one train at a time.
func TestPileKeepsItsPlace(t *testing.T) {
	rates, rate := trainsAnHour(t, map[string]Spec{
		"route.r": routeOf("terminal.a", "border.b", "rail.l", "terminal.b"), "route.g": routeOf("terminal.g", "rail.l", "terminal.b"),
		"border.b":   newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 50, Form: hours(3)} }),
		"terminal.g": unloads(3), "flow.g": loads("route.g"), "flow.back": backTo("route.g", "train.e"),
		"wagon.pool": wagonsOf(100, Map[Stock]{stockAt("b", 0, "flow.back"), {"g", Stock{Places: []Ref{"border.b", "terminal.g"}, Share: 1}}}),
	}, "flow.f", "flow.g")
	if !(math.Abs(rate-10./25) <= 0.01*10/25) || !(math.Abs(rates[0]-rates[1]) <= 0.05*rate) {
		t.Errorf("%v trains an hour at the border and the terminal, want %v at each", rates, 5./25)
	}
}

// TestWagonsSetAsideStay: a pool that shrinks while wagons stand ready for a train that waits for its locomotive loses others, and those when
// they become empty.
func TestWagonsSetAsideStay(t *testing.T) {
	for _, unloading := range []float64{2, 3, 5, 7} {
		s := circuit(60, map[string]Spec{
			"terminal.b": unloads(unloading), "flow.light": backTo("route.r", "train.light"),
			"train.light": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
			"loco.pool": newOf(locoKind, func(l *Loco) {
				l.Count, l.Trains = 1, []Ref{"train.t"}
				l.Stock = Map[Stock]{stockAt("b", 0, "flow.light"), stockAt("a", 1)}
			}),
		})
		s.Run.LeadIn, s.Run.Length = 0, 60*day
		then := *spec[*Wagon](s, "wagon.pool")
		then.Count = 10
		m := run(t, on(s, 1, 31, map[string]Spec{"wagon.pool": &then}), 0)
		if got, want := m["flow.f.rate"]/10, 1/(20+unloading); !(math.Abs(got-want) <= 0.05*want) || m["wagon.pool.count.last"] != 10 {
			t.Errorf("%v h: %v trains an hour with one locomotive, want %v; %v wagons at the end", unloading, got, want, m["wagon.pool.count.last"])
		}
	}
}

// TestNoMoreThanThereAre: a stock does not look through all claims of cargo that waits for wagons, only through those that the pool could serve.
func TestNoMoreThanThereAre(t *testing.T) {
	p := &pool{count: 40}
	s := &stock{}
	for range 1000 {
		s.claims.Push(claim{train: none, n: 3})
	}
	if next, all := p.wanted(s); next != 3 || all != 39 {
		t.Errorf("%d and %d wagons of 40 are wanted, want 3 and 39", next, all)
	}
}

// TestRelaysByLegs: the way of fewer returns is the better one, however long; of as many, the faster one; any is better than none.
func TestRelaysByLegs(t *testing.T) {
	direct, over, slow, nowhere := relay{0, 1, 30, false}, relay{1, 2, 20, false}, relay{2, 2, 25, false}, relay{first: none}
	for _, c := range []struct {
		x, y relay
		want bool
	}{{direct, over, true}, {over, direct, false}, {over, slow, true}, {slow, over, false}, {slow, nowhere, true}, {over, over, false}} {
		if c.x.before(c.y) != c.want {
			t.Errorf("%+v before %+v: %v", c.x, c.y, !c.want)
		}
	}
}

// TestWhoWaitsKeepsHisWagons: five wagons stand at a, where ten are wanted from hour 100 on, and five come from c until hour 110. At hour 105
// five are wanted at b. What stands at a stays: the train there leaves at hour 110, and ten hours later five of its wagons go on from b.
func TestWhoWaitsKeepsHisWagons(t *testing.T) {
	cargo := func(hour, n float64, train Ref, direction string) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Train, f.Direction = every(hours(hour)), des.Constant(n), train, direction
		})
	}
	there := backTo("route.r", "train.e").(*Flow)
	there.Direction = "west"
	m := map[string]Spec{
		"flow.f": cargo(100, 10, "train.t", "west"), "flow.g": cargo(105, 5, "train.v", "east"),
		"train.v":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{5, Items}, 5 }),
		"train.e":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 5 }),
		"flow.there": there, "flow.back": backTo("route.r", "train.e"), "flow.back-c": backTo("route.c", "train.e"),
		"terminal.b": terminalOf(), "terminal.c": terminalOf(), "rail.c": runOf(10), "route.c": routeOf("terminal.a", "rail.c", "terminal.c"),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 10, []Ref{"train.t", "train.v"}
			v.Stock = Map[Stock]{stockAt("a", 0.5, "flow.there"), stockAt("b", 0, "flow.back"), stockAt("c", 0.5, "flow.back-c")}
		}),
	}
	s := circuit(0, m)
	s.Run.LeadIn, s.Run.Length = 0, h(190)
	exactly(t, run(t, s, 0), map[string]float64{"flow.f.time.mean": 20, "flow.f.rate": 10 / 190., "flow.g.time.mean": 25, "flow.g.rate": 5 / 190.})
}

// TestWagonsAreKeptForALocomotive: ten wagons stand at hour 404 for a train whose locomotive is away until hour 600. A train that needs wagons
// only and comes at hour 410 does not take them: it waits until they are back, at hour 620. But if the line of the first closes at hour 408
// they are free.
func TestWagonsAreKeptForALocomotive(t *testing.T) {
	cargo := func(hour float64, train Ref, route string) Spec {
		return flowTo(route, func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(hour)), des.Constant(10), train })
	}
	kind := func(unit Unit, n int64, wagons int) Spec {
		return newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{n, unit}, wagons })
	}
	for _, closed := range []bool{false, true} {
		m := map[string]Spec{
			"flow.h": cargo(400, "train.u", "route.z"), "flow.f": cargo(404, "train.t", "route.f"), "flow.g": cargo(410, "train.w", "route.r"),
			"train.u": kind(Items, 10, 0), "train.w": kind(Items, 10, 10), "train.l": kind(Trains, 1, 1),
			"rail.z": runOf(100), "terminal.z": terminalOf(), "route.z": routeOf("terminal.a", "rail.z", "terminal.z"),
			"rail.f": runOf(10), "route.f": routeOf("terminal.a", "rail.f", "terminal.b"), "terminal.b": terminalOf(),
			"flow.light": backTo("route.r", "train.l"), "flow.light-z": backTo("route.z", "train.l"),
			"wagon.pool": newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains, v.Stock = 10, []Ref{"train.t", "train.w"}, Map[Stock]{stockAt("a", 1), stockAt("b", 0, "flow.back")}
			}),
			"loco.pool": newOf(locoKind, func(l *Loco) {
				l.Count, l.Trains = 1, []Ref{"train.t", "train.u"}
				l.Stock = Map[Stock]{stockAt("a", 1), stockAt("b", 0, "flow.light"), stockAt("z", 0, "flow.light-z")}
			}),
		}
		f, g := 600+10-404., 620+10-410. // hours 600 and 620 are those at which locomotive and wagons are back
		if closed {
			m["closure.c"] = &Closure{Places: []Ref{"rail.f"}, From: jan(18)}
			f, g = math.NaN(), 10
		}
		s := circuit(0, m)
		s.Run.LeadIn, s.Run.Length = 0, h(700)
		got := run(t, s, 0)
		if x := got["flow.f.time.mean"]; !closed && !(math.Abs(x-f) <= 1e-9) || math.IsNaN(x) != closed || !(math.Abs(got["flow.g.time.mean"]-g) < 1e-9) {
			t.Errorf("closed %v: there after %g h and %g h, want %g and %g", closed, x, got["flow.g.time.mean"], f, g)
		}
	}
}
