package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// seaside is a port with a yard of so many places, to which loads come by rail in 5 h and empty boxes in 1 h, in trains of ten; a
// ship of ten places needs 10 h to the other port, and as long back.
func seaside(room int64, m map[string]Spec) *Scenario {
	line := func(h float64) Spec {
		return newOf(railKind, func(r *Rail) { r.Length, r.Speed = Length(3600*h), 1 })
	}
	for path, s := range map[string]Spec{
		"port.a":     portOf(func(p *Port) { p.Storage = []Amount{{room, Items}} }),
		"rail.e":     line(1),
		"rail.l":     line(5),
		"route.e":    routeOf("terminal.e", "rail.e", "port.a", "sea.s", "port.b"),
		"route.l":    routeOf("terminal.l", "rail.l", "port.a", "sea.s", "port.b"),
		"terminal.e": terminalOf(),
		"terminal.l": terminalOf(),
		"train.ten":  newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }),
		"vessel.v":   vesselOf(1, 10, hours(10)),
	} {
		if _, given := m[path]; !given {
			m[path] = s
		}
	}
	return crossing(190, m)
}

// tens is a flow of ten pieces at a time.
func tens(route string, every_ float64, yields bool) Spec {
	return flowTo(route, func(f *Flow) {
		f.Every, f.Batch, f.Train, f.Yields = every(hours(every_)), des.Constant(10), "train.ten", yields
	})
}

// TestYields: ten loads are born at hour 100, ten empty boxes at hour 101, nearer to the port. The ship has room for ten. By
// arrival the boxes take it at hour 102, and the loads, which come at 105, wait until it is back at 122. If the boxes yield,
// they are kept until hour 105, since the yard has room for the loads alone; the loads sail at once, and the boxes when the
// ship is back at 125. In a yard of twenty they need not be kept.
func TestYields(t *testing.T) {
	of := func(room int64, yields bool) map[string]float64 {
		s := seaside(room, map[string]Spec{"flow.empties": tens("route.e", 101, yields), "flow.loads": tens("route.l", 100, false)})
		s.Run.AtMeans = true
		return run(t, s, 0)
	}
	exactly(t, of(10, false), map[string]float64{
		"flow.loads.transit.mean": 32. / 24, "flow.empties.transit.mean": 11. / 24,
		"flow.empties.step.00.vessel": 0, "flow.loads.step.02.vessel": 17,
	})
	exactly(t, of(10, true), map[string]float64{
		"flow.loads.transit.mean": 15. / 24, "flow.empties.transit.mean": 34. / 24,
		"flow.empties.step.00.vessel": 4, "flow.empties.step.00.wagon": 0, "flow.empties.step.02.vessel": 19, "flow.loads.step.02.vessel": 0,
	})
	exactly(t, of(20, true), map[string]float64{
		"flow.loads.transit.mean": 32. / 24, "flow.empties.transit.mean": 11. / 24, "flow.empties.step.00.vessel": 0,
	})
}

// TestYieldsUnderPlan: as in the yard of ten, but the plan of loading after a ban, with turns to spare, looks at the boxes at hour
// 103 and finds no room for them. They are called at hour 105, when there is, not at the next look on the next day.
func TestYieldsUnderPlan(t *testing.T) {
	s := seaside(10, map[string]Spec{"flow.empties": tens("route.e", 101, true), "flow.loads": tens("route.l", 100, false),
		"port.a": portOf(func(p *Port) {
			p.Storage, p.Siding = []Amount{{10, Items}}, Map[Siding]{{"s", Siding{Takes: []string{"items"}, Ban: &Ban{Trains: 3}}}}
		})})
	s.Run.AtMeans = true
	w := build(t, s, 0)
	w.begin()
	w.simulate(des.Time(h(103)))
	x := w.places[s.Find("port.a")].(*depot).sidings[0].ban
	for _, p := range x.piles {
		p.kept = false // there was room when it was looked at last
	}
	x.turnTo(w, false, true)
	x.left = 5
	x.goes(w)
	w.measure()
	sum := 0.0
	for _, c := range Causes {
		sum += metrics(w)["flow.empties.step.00."+c]
	}
	if !(math.Abs(sum-4) <= 1e-9) {
		t.Errorf("the boxes wait %v h where they begin, want 4", sum)
	}
}

// TestYieldsOnDeck: a ship for half a piece an hour, 0.3 loads and 0.4 empty boxes that begin at its port: by arrival they share it 3 to
// 4; boxes that yield have what the loads leave, 0.2, and nothing where the loads fill the ship. Beside loads of their own kind boxes keep
// to their turn.
func TestYieldsOnDeck(t *testing.T) {
	for _, c := range []struct {
		offered, loads, boxes float64
		yields                [2]bool // loads, boxes
	}{
		{0.3, 0.5 * 3 / 7, 0.5 * 4 / 7, [2]bool{false, false}},
		{0.3, 0.3, 0.2, [2]bool{false, true}},
		{0.3, 0.1, 0.4, [2]bool{true, false}},
		{0.3, 0.5 * 3 / 7, 0.5 * 4 / 7, [2]bool{true, true}},
		{0.6, 0.5, 0, [2]bool{false, true}},
	} {
		single := func(perHour float64, yields bool) Spec {
			return flowTo("route.r", func(f *Flow) { f.Every, f.Yields = every(hours(1/perHour)), yields })
		}
		s := crossing(4*8760, map[string]Spec{
			"flow.loads": single(c.offered, c.yields[0]), "flow.boxes": single(0.4, c.yields[1]), "vessel.v": vesselOf(1, 10, hours(10)),
		})
		s.Run.LeadIn = h(3000)
		m := run(t, s, 0)
		if l, b := m["flow.loads.rate"], m["flow.boxes.rate"]; !(math.Abs(l-c.loads) <= 0.005) || !(math.Abs(b-c.boxes) <= 0.005) {
			t.Errorf("%+v: %.4f loads and %.4f boxes an hour", c, l, b)
		}
	}
}

// TestMoreWagonsCarryNoLess: 30 wagons bring loads from 50 h away to a yard before a ship for half a piece an hour, others bring empty
// boxes from as far. W of these want W / 100 places an hour. With 10 the ship takes all: 0.3 loads and 0.1 boxes. With 30 or 60 and first
// come, first served, everybody waits w before the yard, (30 + W) / (100 + w) = 0.5, and the loads fall to 0.5 · 30 / (30 + W):
// more wagons carry less. Boxes that yield take what is left, and the loads stay.
func TestMoreWagonsCarryNoLess(t *testing.T) {
	of := func(boxes int, yields bool) (loads, empties float64) {
		m := map[string]Spec{}
		for name, n := range map[string]int{"e": boxes, "l": 30} {
			at, flow, back := Ref("terminal."+name), "flow."+name, Ref("flow.back-"+name)
			kind, light := Ref("train."+name), Ref("train.light-"+name)
			m[flow] = tens("route."+name, 10, yields && name == "e")
			m[flow].(*Flow).Train = kind
			m[string(kind)] = newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 10 })
			m[string(light)] = newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 })
			m["rail."+name] = newOf(railKind, func(r *Rail) { r.Length, r.Speed = 50*3600, 1 })
			m["route.back-"+name] = routeOf(at, Ref("rail."+name), "port.a")
			m[string(back)] = backTo("route.back-"+name, string(light))
			m["wagon."+name] = newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains = n, []Ref{kind}
				v.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"port.a"}, Return: []Ref{back}}}, {"home", Stock{Places: []Ref{at}, Share: 1}}}
			})
		}
		s := seaside(40, m)
		s.Run.LeadIn, s.Run.Length = h(3000), h(4*8760)
		got := run(t, s, 0)
		return got["flow.l.rate"], got["flow.e.rate"]
	}
	for _, c := range []struct {
		wagons         int
		yields         bool
		loads, empties float64
	}{
		{10, false, 0.3, 0.1}, {30, false, 0.25, 0.25}, {60, false, 0.5 / 3, 1. / 3},
		{10, true, 0.3, 0.1}, {30, true, 0.3, 0.2}, {60, true, 0.3, 0.2},
	} {
		if l, e := of(c.wagons, c.yields); !(math.Abs(l-c.loads) <= 0.001) || !(math.Abs(e-c.empties) <= 0.001) {
			t.Errorf("%+v: %.4f loads and %.4f empties an hour", c, l, e)
		}
	}
}

// TestYieldsWithoutEffect: what neither goes aboard nor comes to a store by train has nothing to yield in.
func TestYieldsWithoutEffect(t *testing.T) {
	yields := func(f *Flow) { f.Every, f.Yields = every(hours(1)), true }
	faults := func(places ...Ref) []Fault {
		s := model(1, 100, map[string]Spec{
			"flow.f": flowTo("route.r", yields), "route.r": routeOf(places...),
			"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }), "terminal.a": terminalOf(), "terminal.b": terminalOf(),
		})
		if faults := Check(s); len(faults) > 0 {
			t.Errorf("it is no error: %v", faults)
		}
		return Doubts(s)
	}
	if got := faults("terminal.a", "rail.l", "terminal.b"); len(got) > 0 {
		t.Errorf("between terminals: %v", got)
	}
	for _, places := range [][]Ref{{"terminal.a"}, {"rail.l"}, {"terminal.a", "rail.l"}} {
		if got := faults(places...); len(got) != 1 || got[0].Path != "flow.f.yields" {
			t.Errorf("%v: %v", places, got)
		}
	}
}

// TestYieldsToWhoGoesElsewhere: cargo that yields is called when others take another way and leave it the room, be it that they waited
// with it for one train, or that their train was expected where it is to be unloaded. On day 3 rail.a closes.
func TestYieldsToWhoGoesElsewhere(t *testing.T) {
	small := newOf(trainKind, func(k *Train) { k.Load, k.AtLeast = Amount{10, Items}, 0.4 })
	once := func(route string, pieces float64, yields bool, at float64) *Flow {
		return flowTo(route, func(f *Flow) {
			f.Every, f.Batch, f.Train, f.Yields = every(hours(at)), des.Constant(pieces), "train.ten", yields
		}).(*Flow)
	}
	for _, c := range []struct {
		name string
		m    map[string]Spec
		made string
		n    float64
	}{
		{"of one pile", map[string]Spec{ // five loads lie in the yard of ten, which has no room for the seven of the pile, but for four; three are no train
			"train.ten": small, "flow.loads": once("route.l", 5, false, 30), "flow.g": once("route.e", 4, true, 41), "flow.f": once("", 3, true, 40),
			"terminal.o": terminalOf(), "rail.o": runOf(1), "rail.a": runOf(1),
			"route.a": routeOf("terminal.e", "rail.e", "port.a", "rail.a", "terminal.o"), "route.b": routeOf("terminal.e", "rail.o", "terminal.o"),
		}, "terminal.e.made.load.items.n", 1},
		{"expected", map[string]Spec{ // ten are under way to the yard for 30 h, and it is at the end of 20 of them that they leave the way there
			"flow.g": once("route.e", 10, true, 40), "flow.f": once("", 10, false, 39),
			"terminal.x": terminalOf(), "terminal.o": terminalOf(), "rail.x": runOf(20), "rail.a": runOf(10), "rail.o": runOf(1),
			"route.a": routeOf("terminal.x", "rail.x", "rail.a", "port.a"), "route.b": routeOf("terminal.x", "rail.x", "rail.o", "terminal.o"),
		}, "terminal.e.made.load.items.n", 1},
	} {
		underWay(c.m["flow.f"].(*Flow))
		c.m["closure.c"] = shutFrom(3, "rail.a")
		s := seaside(10, c.m)
		s.Run.Length = h(72)
		if got := run(t, s, 0)[c.made]; got != c.n {
			t.Errorf("%s: %v trains are made up, want %v", c.name, got, c.n)
		}
	}
}
