package corridor

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// twoPlaces is cargo of two flows, 20 at a time, that share trains of 40 to terminal b and part there: 40 are a load to c, and to d.
func twoPlaces(store int64, change func(m map[string]Spec)) *Scenario {
	flow := func(route string) Spec {
		return flowTo(route, func(f *Flow) {
			f.Volume, f.Load, f.Train = &Volume{20 * 365, Items}, &Amount{20, Items}, "train.t"
		})
	}
	m := map[string]Spec{
		"flow.f": flow("route.c"), "flow.g": flow("route.d"),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{40, Items} }),
		"route.c":    routeOf("terminal.a", "rail.l", "terminal.b", "rail.m", "terminal.c"),
		"route.d":    routeOf("terminal.a", "rail.l", "terminal.b", "rail.n", "terminal.d"),
		"terminal.a": terminalOf(), "terminal.c": terminalOf(), "terminal.d": terminalOf(),
		"terminal.b": terminalOf(func(x *Terminal) { x.Storage = []Amount{{store, Items}} }),
		"rail.l":     runOf(10), "rail.m": runOf(10), "rail.n": runOf(10),
	}
	change(m)
	return model(0, 24*365, m)
}

// TestRestsOfLoads: a rest of at most 20 for each of two trains, and a train of 40 on top, want a store of 80. In a smaller one
// two rests and a train that may not be unloaded wait for each other for ever, and are named. Where the rest leaves after
// 15 d, or comes from the place itself once in 60 d, all is slow, and nothing is said.
func TestRestsOfLoads(t *testing.T) {
	same := func(map[string]Spec) {}
	slow := func(m map[string]Spec) { m["train.t"].(*Train).OrAfter = ofDays(15) }
	local := func(m map[string]Spec) {
		for _, to := range []string{"c", "d"} {
			m["route.here-"+to] = routeOf("terminal.b", Ref(map[string]string{"c": "rail.m", "d": "rail.n"}[to]), Ref("terminal."+to))
			m["flow.here-"+to] = flowTo("route.here-"+to, func(f *Flow) {
				f.Every, f.Batch, f.Train = every(hours(24*60)), des.Constant(20), "train.t"
			})
		}
	}
	for _, c := range []struct {
		name   string
		store  int64
		change func(map[string]Spec)
		stuck  bool
		least  float64 // carried in a year
	}{
		{"two rests and a train", 80, same, false, 13900},
		{"a place less", 79, same, true, 0},
		{"with patience", 79, slow, false, 800},
		{"with cargo from the place itself", 79, local, false, 400},
	} {
		s := twoPlaces(c.store, c.change)
		if faults := Check(s); len(faults) > 0 {
			t.Fatal(c.name, faults)
		}
		for r := range 3 {
			w := New(s, Choices{Seed: 1, Replication: r})
			text := failure(w)
			if !c.stuck {
				if m := metrics(w); text != "" || m["flow.f.carried"]+m["flow.g.carried"] < c.least {
					t.Errorf("%s: %v and %v items arrive: %q", c.name, m["flow.f.carried"], m["flow.g.carried"], text)
				}
				continue
			}
			for _, want := range []string{"the train with flow.", "at terminal.b for", "waits for room in the store there", "held by cargo flow.", "for the rest of its load: 20 items of 40 items"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: %q lacks %q", c.name, text, want)
				}
			}
		}
	}
}

// landed is what comes by sea to the store of a port for two trains.
func landed(change func(m map[string]Spec)) *Scenario {
	cargo := func(route string) Spec {
		return flowTo(route, func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(24)), des.Constant(5), "train.t" })
	}
	m := map[string]Spec{
		"flow.f": cargo("route.c"), "flow.g": cargo("route.d"),
		"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }),
		"route.c": routeOf("port.a", "sea.s", "port.b", "rail.m", "terminal.c"),
		"route.d": routeOf("port.a", "sea.s", "port.b", "rail.n", "terminal.d"),
		"port.a":  portOf(), "terminal.c": terminalOf(), "terminal.d": terminalOf(),
		"port.b": portOf(func(p *Port) { p.Storage = []Amount{{10, Items}} }),
		"rail.m": runOf(10), "rail.n": runOf(10), "sea.s": seaOf("port.a", "port.b"), "vessel.v": vesselOf(1, 10, hours(10)),
	}
	change(m)
	return model(0, 24*365, m)
}

// TestRestsOfLoadsFromShips: the same where a ship brings the cargo. A second ship that waits at the port for a load that never
// comes brings none either: the store has no room for a single piece.
func TestRestsOfLoadsFromShips(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m map[string]Spec)
		stuck  bool
	}{
		"one ship": {func(m map[string]Spec) {}, true},
		"and one in port": {func(m map[string]Spec) {
			m["vessel.u"] = vesselOf(2, 10, hours(10), func(v *Vessel) { v.Sail.AtLeast = 1 })
			m["route.e"] = routeOf("port.a", "sea.s", "port.b")
			m["flow.e"] = flowTo("route.e", func(f *Flow) { f.Every, f.Direction = every(hours(24*100)), "east" })
		}, true},
		"a place more": {func(m map[string]Spec) {
			m["vessel.v"].(*Vessel).Carries.N = 5
			m["port.b"].(*Port).Storage[0].N = 15
		}, false},
	} {
		w := New(landed(c.change), Choices{Seed: 1})
		text := failure(w)
		if !c.stuck {
			if m := metrics(w); text != "" || m["flow.f.carried"] < 1000 {
				t.Errorf("%s: %v items arrive: %q", name, m["flow.f.carried"], text)
			}
			continue
		}
		for _, want := range []string{"vessel.", "at port.b for room in the store", "at port.b for the rest of its load: 5 items of 10 items"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q lacks %q", name, text, want)
			}
		}
	}
}

// TestRestsOfShiploads: the same where what comes by train goes on by ship: rests of 10 for each of two lanes, on which ships wait for 20, and a
// train of 20 want a store of 40. Ships with patience go on; so do those of a timetable.
func TestRestsOfShiploads(t *testing.T) {
	of := func(store int64, change func(s *Sail)) *Scenario {
		m := map[string]Spec{
			"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{20, Items} }), "rail.l": runOf(10),
			"terminal.a": terminalOf(), "port.b": portOf(func(p *Port) { p.Storage = []Amount{{store, Items}} }), "port.c": portOf(), "port.d": portOf(),
		}
		for _, to := range []string{"c", "d"} {
			m["flow."+to] = flowTo("route."+to, func(f *Flow) { f.Every, f.Batch, f.Train = every(exp(24)), des.Constant(10), "train.t" })
			m["route."+to], m["sea."+to] = routeOf("terminal.a", "rail.l", "port.b", Ref("sea."+to), Ref("port."+to)), seaOf("port.b", Ref("port."+to))
			m["vessel."+to] = vesselOf(2, 20, hours(10), func(v *Vessel) {
				v.On, v.Sail.AtLeast = Choice{{Ref("sea." + to), 1}}, 1
				change(&v.Sail)
			})
		}
		return model(0, 24*365, m)
	}
	for name, c := range map[string]struct {
		store  int64
		change func(s *Sail)
		stuck  bool
	}{
		"two rests and a train": {40, func(*Sail) {}, false},
		"a place less":          {39, func(*Sail) {}, true},
		"with patience":         {39, func(s *Sail) { s.OrAfter = ofDays(15) }, false},
		"with a timetable":      {39, func(s *Sail) { s.Departures = []string{"Tue 06:00"} }, false},
	} {
		s := of(c.store, c.change)
		if faults := Check(s); len(faults) > 0 {
			t.Fatal(name, faults)
		}
		w := New(s, Choices{Seed: 1})
		text := failure(w)
		if !c.stuck {
			if m := metrics(w); text != "" || m["flow.c.carried"] < 300 {
				t.Errorf("%s: %v items arrive: %q", name, m["flow.c.carried"], text)
			}
			continue
		}
		for _, want := range []string{"the train with flow.", "waits for room in the store there, held by vessel.", "at port.b for the rest of its load: 50 % of 100 %, held by the train with flow."} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q lacks %q", name, text, want)
			}
		}
	}
}

// TestKeptCargo: cargo that yields is kept where it begins, since the store ahead is full of rests of loads of such cargo: no train
// stands anywhere, and nothing will ever move. With room for two rests and a train all goes on, also where a train of other
// cargo is on its way, for which there is no room besides them just then.
func TestKeptCargo(t *testing.T) {
	of := func(store int64, others bool) *Scenario {
		return twoPlaces(store, func(m map[string]Spec) {
			m["flow.f"].(*Flow).Yields, m["flow.g"].(*Flow).Yields = true, true
			if others {
				m["train.h"] = newOf(trainKind, func(k *Train) { k.Load = Amount{20, Items} })
				m["flow.h"] = flowTo("route.c", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(24)), des.Constant(20), "train.h" })
			}
		})
	}
	text := failure(New(of(79, false), Choices{Seed: 1}))
	for _, want := range []string{"at terminal.a for room in the store at terminal.b", "at terminal.b for the rest of its load"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	for _, others := range []bool{false, true} {
		w := New(of(80, others), Choices{Seed: 1})
		if text, m := failure(w), metrics(w); text != "" || m["flow.f.carried"] < 6500 {
			t.Errorf("%v items arrive: %q", m["flow.f.carried"], text)
		}
		w = New(of(80, others), Choices{Seed: 2})
		w.begin()
		for i := range 24 * 100 {
			drive(w, at(float64(i)), nil)
			if c := w.jam.look(w); c != none {
				t.Fatalf("after %d h: %s", i, w.jam.describe(c))
			}
		}
	}
}

// TestLooseCargo: trains of boxes and of other cargo share a siding, and the store of the latter is full for ever with rests of loads. The
// boxes have room, and those which lie their time when the siding is blocked are a load with those on the pile: these wait for
// nobody. Nor does anybody wait for ever while boxes are being unloaded.
func TestLooseCargo(t *testing.T) {
	for name, c := range map[string]struct {
		change func(x *Terminal)
		rests  int // that are stuck on day 6
	}{
		"lying":    {func(x *Terminal) { x.Dwell = Both[des.Dist]{hours(100), hours(100)} }, 2},
		"unloaded": {func(x *Terminal) { x.Siding[0].Value.Rate = []Throughput{{0.4, TEU}} }, 0},
	} {
		s := twoPlaces(60, func(m map[string]Spec) {
			x := m["terminal.b"].(*Terminal)
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items", "TEU"}}}}
			c.change(x)
			m["train.x"] = newOf(trainKind, func(k *Train) { k.Load = Amount{40, TEU} })
			for name, to := range map[string]string{"f": "c", "g": "d"} {
				m["flow."+name] = flowTo("route."+to, func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(24)), des.Constant(20), "train.t" })
				m["flow.box-"+name] = flowTo("route."+to, func(f *Flow) {
					f.Volume, f.Load, f.Spacing, f.Train = &Volume{20 * 8760 / 20, TEU}, &Amount{20, TEU}, des.Constant(1), "train.x"
				})
			}
		})
		if faults := Check(s); len(faults) > 0 {
			t.Fatal(name, faults)
		}
		w := New(s, Choices{Seed: 1})
		w.begin()
		stuck := func() (rests, boxes int) {
			w.jam.look(w)
			for _, p := range w.piles {
				if p.items.Len() == 0 || !w.jam.stuck[w.jam.piles()+p.number] {
					continue
				}
				if w.flows[p.items.Peek().flow].unit == Items {
					rests++
				} else {
					boxes++
				}
			}
			return rests, boxes
		}
		drive(w, at(142), nil)
		if rests, boxes := stuck(); rests != c.rests || boxes > 0 {
			t.Errorf("%s: %d rests and %d piles of boxes are stuck, want %d and 0", name, rests, boxes, c.rests)
		}
		drive(w, at(152), nil)
		if rests, _ := stuck(); rests != 2 {
			t.Errorf("%s: in the end %d rests are stuck, want 2", name, rests)
		}
	}
}

// TestWagonsAboardAShip: cargo in the store of a port waits for wagons, which only a ship brings, under cargo that ends there; but the
// ship has more aboard, for which the store has no room. Where another ship brings the wagons all goes on.
func TestWagonsAboardAShip(t *testing.T) {
	of := func(other bool) *Scenario {
		m := map[string]Spec{
			"flow.i":     flowTo("route.l", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(24)), des.Constant(10), "train.t" }),
			"flow.c":     flowTo("route.p", func(f *Flow) { f.Volume, f.Load = &Volume{10 * 90, Wagons}, &Amount{10, Wagons} }),
			"flow.back":  flowTo("route.l", func(f *Flow) { f.Direction, f.Load, f.Train, f.Counted = "east", &Amount{10, Wagons}, "train.e", false }),
			"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 10 }),
			"train.e":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Wagons}, 10 }),
			"route.l":    routeOf("port.far", "sea.s", "port.t", "rail.l", "terminal.l"),
			"route.p":    routeOf("port.far", "sea.s", "port.t"),
			"port.far":   portOf(),
			"port.t":     portOf(func(p *Port) { p.Storage = []Amount{{20, Items}} }),
			"terminal.l": terminalOf(), "rail.l": runOf(10), "sea.s": seaOf("port.far", "port.t"),
			"vessel.v": vesselOf(1, 20, hours(30), func(v *Vessel) { v.Sail.AtLeast, v.Sail.OrAfter, v.Deck = 1, h(48), Map[Ratio]{{"wagons", 1}} }),
			"wagon.p": newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains, v.Cargo = 60, []Ref{"train.t"}, []Ref{"flow.c"}
				v.Stock = Map[Stock]{
					{"far", Stock{Places: []Ref{"port.far"}, Share: 1}},
					{"land", Stock{Places: []Ref{"terminal.l"}, Return: []Ref{"flow.back"}}},
					{"port", Stock{Places: []Ref{"port.t"}}},
				}
			}),
		}
		if other {
			m["vessel.v"].(*Vessel).Deck = nil
			m["vessel.w"] = vesselOf(1, 20, hours(30), func(v *Vessel) { v.Carries.Unit = Wagons })
		}
		return model(0, 24*365, m)
	}
	for _, other := range []bool{false, true} {
		if faults := Check(of(other)); len(faults) > 0 {
			t.Fatal(faults)
		}
	}
	text := failure(New(of(false), Choices{Seed: 1}))
	for _, want := range []string{"vessel.v#0", "at port.t for room in the store", "at port.t for wagons", "wagon.p.stock.port, which has 0 of the 10 wagons that are wanted and to which every way is closed"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	w := New(of(true), Choices{Seed: 1})
	if text, m := failure(w), metrics(w); text != "" || m["flow.i.carried"] < 700 {
		t.Errorf("%v items arrive: %q", m["flow.i.carried"], text)
	}
}

// TestBrokenServersEnd: a broken server that nobody holds takes in the next when it is mended, so nobody is said to be stuck before;
// then the ring is complete, if none breaks down again before, and is named.
func TestBrokenServersEnd(t *testing.T) {
	m := map[string]Spec{
		"route.r":   routeOf("station.a", "station.b"),
		"station.a": stationOf(1, exp(1), room(1)),
		"station.b": stationOf(1, exp(1), room(1), func(s *Station) { s.Outage = &Outage{Every: hours(1), Takes: hours(24 * 42)} }),
	}
	for _, direction := range []string{"west", "east"} {
		m["flow."+direction] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(exp(1)), direction })
	}
	for r := range 5 {
		w := New(model(0, 24*365, m), Choices{Seed: 1, Replication: r})
		text := failure(w)
		if day := w.sim.Now().Sub(0) / des.Day; !strings.Contains(text, "deadlock") || day < 42 || day > 42*6 {
			t.Errorf("replication %d: after %d d: %q", r, day, text)
		}
	}
}

// TestMeasuresToCome: a deadlock is named while a measure is to come that has nothing to do with it. One that gives the store room, or
// brings a ship that could take what lies there, keeps it from being named until then; and with the room all goes on.
func TestMeasuresToCome(t *testing.T) {
	more := func(n int64) Spec { return terminalOf(func(x *Terminal) { x.Storage = []Amount{{n, Items}} }) }
	volume := func(s *Scenario) Spec {
		f := *spec[*Flow](s, "flow.f")
		f.Volume = &Volume{100, Items}
		return &f
	}
	for name, c := range map[string]struct {
		what   func(s *Scenario) map[string]Spec
		first  int // day on which it is named, at the earliest
		arrive bool
	}{
		"volume":      {func(s *Scenario) map[string]Spec { return map[string]Spec{"flow.f": volume(s)} }, 0, false},
		"other place": {func(*Scenario) map[string]Spec { return map[string]Spec{"rail.m": runOf(5)} }, 0, false},
		"little room": {func(*Scenario) map[string]Spec { return map[string]Spec{"terminal.b": more(79)} }, 100, false},
		"room":        {func(*Scenario) map[string]Spec { return map[string]Spec{"terminal.b": more(80)} }, 0, true},
	} {
		s := twoPlaces(60, func(map[string]Spec) {})
		on(s, time.April, 15, c.what(s))
		if faults := Check(s); len(faults) > 0 {
			t.Fatal(name, faults)
		}
		w := New(s, Choices{Seed: 1})
		text, day := failure(w), int(w.sim.Now().Sub(0)/des.Day)
		switch {
		case c.arrive && (text != "" || metrics(w)["flow.f.carried"] < 5000):
			t.Errorf("%s: %q", name, text)
		case !c.arrive && (!strings.Contains(text, "deadlock") || day < c.first || day > c.first+60):
			t.Errorf("%s: after %d d: %q", name, day, text)
		}
	}
}

// TestLookIsLinearInPiles: behind a full store stand hundreds of trains, and in it lie the rests of dozens of loads. A look lists
// the trains once, not for each of the rests.
func TestLookIsLinearInPiles(t *testing.T) {
	const n = 60
	m := map[string]Spec{
		"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }), "rail.l": runOf(10),
		"terminal.a": terminalOf(), "terminal.b": terminalOf(func(x *Terminal) { x.Storage = []Amount{{2 * n, Items}} }),
	}
	for i := range n {
		to, rail, route := fmt.Sprintf("terminal.c%d", i), fmt.Sprintf("rail.m%d", i), fmt.Sprintf("route.r%d", i)
		m[to], m[rail], m[route] = terminalOf(), runOf(1), routeOf("terminal.a", "rail.l", "terminal.b", Ref(rail), Ref(to))
		m[fmt.Sprintf("flow.f%d", i)] = flowTo(route, func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(24)), des.Constant(2), "train.t" })
	}
	w := New(model(0, 5000, m), Choices{Seed: 1})
	w.begin()
	drive(w, at(1000), nil)
	d := &w.jam
	if d.look(w) == none {
		t.Fatal("no deadlock")
	}
	entries := 0
	for c := range d.stuck {
		d.waits(carrier(c))
		entries += len(d.by)
	}
	stalled := w.places[w.scenario.Find("terminal.b")].(*depot).sidings[0].stalled.Len()
	if stalled < 300 || entries > 2*len(w.trains)+3*n {
		t.Errorf("%d entries for %d trains, of which %d wait for room, and %d piles", entries, len(w.trains), stalled, len(w.piles))
	}
	t.Logf("%d entries for %d trains, of which %d wait for room, and %d piles", entries, len(w.trains), stalled, len(w.piles))
}
