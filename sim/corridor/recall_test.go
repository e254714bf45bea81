package corridor

import (
	"math"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// shortly is a piece an hour from a terminal over a line of ten hours, ten to a train; the line is closed from hour 48 to 96. Another
// line beside it, of twenty hours, is taken only then, if it is named.
func shortly(named bool, change func(f *Flow, m map[string]Spec)) map[string]Spec {
	f := hourly(1, only("route.a"))
	f.Train = "train.t"
	m := map[string]Spec{"flow.f": f, "train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }),
		"terminal.a": terminalOf(), "terminal.b": terminalOf(), "rail.a": runOf(10), "rail.b": runOf(20), "station.a": staffed(0, 0), "station.b": staffed(0, 0),
		"route.a": routeOf("terminal.a", "rail.a", "station.a", "terminal.b"), "route.b": routeOf("terminal.a", "rail.b", "station.b", "terminal.b"),
		"closure.c": &Closure{Places: []Ref{"rail.a"}, From: jan(3), Until: jan(5)}}
	if named {
		f.Route = Choice{{"route.a", 1}, {"route.b", 0}}
	}
	if change != nil {
		change(f, m)
	}
	return m
}

// sum adds up whole numbers from one to another.
func sum(from, to float64) float64 { return (from + to) * (to - from + 1) / 2 }

// there checks how many pieces of a flow have arrived by an hour, after how many hours in all; of these so many closed where they began.
func there(t *testing.T, what string, m map[string]Spec, by, n, hours, closed float64) {
	t.Helper()
	got := run(t, model(0, by, m), 0)
	all := got["flow.f.rate"] * by
	if !(math.Abs(all-n) <= 1e-6) || !(math.Abs(all*got["flow.f.time.mean"]-hours) <= 1e-6) || !(math.Abs(all*got["flow.f.step.00.closed"]-closed) <= 1e-6) {
		t.Errorf("%s: by hour %g %g pieces there after %g h in all, %g h of them closed; want %g, %g and %g",
			what, by, all, all*got["flow.f.time.mean"], all*got["flow.f.step.00.closed"], n, hours, closed)
	}
}

// TestRecallByHand: a train of ten leaves every ten hours. When the line closes at hour 48, forty pieces have left, and the last ten
// of them pass it; seven have not. They wait with those who are born in the two days, and at hour 96 five trains leave, at hour 100 the next.
// Whoever has patience for three hours only leaves with what there is, but not into what is closed.
func TestRecallByHand(t *testing.T) {
	early := 40*10 + 4*sum(0, 9) // born in the hours before their train
	there(t, "before it opens", shortly(false, nil), 105.5, 40, early, 0)
	late, closed := 50*106-sum(41, 90), 7*48.+43*96-sum(48, 90)
	there(t, "when it opens", shortly(false, nil), 106.5, 90, early+late, closed)
	there(t, "after it", shortly(false, nil), 110.5, 100, early+late+1100-sum(91, 100), closed+5*96-sum(91, 95))
	patient := func(_ *Flow, m map[string]Spec) { m["train.t"].(*Train).OrAfter = h(3) } // three pieces every three hours
	there(t, "with patience", shortly(false, patient), 98.5, 45, 45*10+15*sum(1, 3), 0)
}

// TestHeldIsAQueue: of the same, seven wait from hour 48 to 96 for the line to open, and one more from each hour between: 1512 piece-hours,
// 55 pieces at most, week by week and as a level. With another line that is open there is no such level, nor without a closure.
func TestHeldIsAQueue(t *testing.T) {
	w := build(t, model(0, 8*24, shortly(false, nil)), 0)
	w.Run()
	got := metrics(w)
	want := 7*48 + sum(1, 48)
	if mean, most := got["terminal.a.held.items.mean"], got["terminal.a.held.items.max"]; !(math.Abs(192*mean-want) <= 1e-6) || most != 55 {
		t.Errorf("%g piece-hours, %g pieces at most; want %g and 55", 192*mean, most, want)
	}
	area, series := 0.0, 0
	for i, s := range w.Series() {
		if s.Name == "terminal.a.held.items" && s.Unit == "items" && s.Place == "terminal.a" {
			series++
			for k, x := range w.WeeklyMeans()[i] {
				area += x * []float64{168, 24}[k]
			}
		}
	}
	if series != 1 || !(math.Abs(area-want) <= 1e-6) {
		t.Errorf("%d series, %g piece-hours in its weeks, want %g", series, area, want)
	}
	open := shortly(false, nil)
	delete(open, "closure.c")
	for what, m := range map[string]map[string]Spec{"another line": shortly(true, nil), "no closure": open} {
		for name := range run(t, model(0, 8*24, m), 0) {
			if strings.Contains(name, ".held.") {
				t.Errorf("%s: %s", what, name)
			}
		}
	}
}

// TestRecallTakesAnotherRoute: where there is another way, those who have not left take it at hour 48, though they may not change their
// way once they have. A train of the seven and three more leaves at hour 50, four follow, and the last five stay with that way when
// the first opens again. Of the first, all trains from hour 110 on have those born since.
func TestRecallTakesAnotherRoute(t *testing.T) {
	early := 40*10 + 4*sum(0, 9)
	for _, reroute := range []string{"at birth", "under way"} {
		m := shortly(true, func(f *Flow, _ map[string]Spec) { f.Reroute = reroute })
		by := 115.5
		got := run(t, model(0, by, m), 0)
		if x := got["flow.f.rerouted"]; x > 0 {
			t.Errorf("%s: %g pieces a year count as having changed their way", reroute, x)
		}
		n, hours := 40+50+10., early+50*20+5*sum(0, 9)+10*10+sum(0, 9) // by the first; by the other; of those born at hours 96 to 105
		if all := got["flow.f.rate"] * by; !(math.Abs(all-n) <= 1e-6) || !(math.Abs(all*got["flow.f.time.mean"]-hours) <= 1e-6) {
			t.Errorf("%s: %g pieces there after %g h in all, want %g after %g", reroute, all, all*got["flow.f.time.mean"], n, hours)
		}
		if a, b := got["station.a.waiting.n"], got["station.b.waiting.n"]; a != 5 || b != 5 {
			t.Errorf("%s: %g trains one way and %g the other, want 5 and 5", reroute, a, b)
		}
	}
}

// TestRecallOfTheLoading: a train that is being loaded when the line closes goes on; so does what is aboard a ship that is being loaded.
func TestRecallOfTheLoading(t *testing.T) {
	m := shortly(false, func(_ *Flow, m map[string]Spec) {
		m["terminal.a"], m["train.t"].(*Train).Load.N = unloads(5), 15
	})
	there(t, "train", m, 60.5, 45, 45*15+3*sum(0, 14), 0) // the third at hours 45 to 50
	loading := Map[Berth]{{"q", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{PerHour: 2, Unit: Items}}}}}
	m = map[string]Spec{"flow.f": hourly(1, only("route.r")), "route.r": routeOf("port.a", "sea.s", "port.b"), "port.a": portOf(func(p *Port) { p.Berth = loading }),
		"port.b": portOf(), "sea.s": seaOf("port.a", "port.b"), "vessel.v": vesselOf(1, 47, hours(10)), "closure.c": &Closure{Places: []Ref{"sea.s"}, From: jan(3)}}
	there(t, "ship", m, 81, 47, 47*(47+23.5+10)-sum(1, 47), 0)
}

// TestRecallFromQuay: a ship of ten sails at hours 10, 20, 30 and 40 and comes back ten hours later. The seven on the quay at hour 48
// wait with those who follow until hour 96; then it takes the oldest ten, and ten hours later the next.
func TestRecallFromQuay(t *testing.T) {
	m := map[string]Spec{"flow.f": hourly(1, only("route.r")), "route.r": routeOf("port.a", "sea.s", "port.b"), "port.a": portOf(), "port.b": portOf(),
		"sea.s": seaOf("port.a", "port.b"), "vessel.v": vesselOf(1, 10, hours(5)), "closure.c": &Closure{Places: []Ref{"port.b"}, From: jan(3), Until: jan(5)}}
	early := 40*5 + 4*sum(0, 9)
	there(t, "before it opens", m, 100.5, 40, early, 0)
	there(t, "when it opens", m, 101.5, 50, early+1010-sum(41, 50), 7*48+3*96-sum(48, 50))
	there(t, "next", m, 111.5, 60, early+1010+1110-sum(41, 60), 7*48+13*96-sum(48, 60))
}

// TestRecallByLot: of cargo that waits at its origin when one of three ways closes, that which would have gone there goes where it would
// have gone if that had always been closed; all other cargo stays with its way.
func TestRecallByLot(t *testing.T) {
	three := func(closed ...time.Time) map[uint64]string {
		m := shortly(false, func(f *Flow, m map[string]Spec) {
			f.Route = Choice{{"route.a", 0.4}, {"route.b", 0.4}, {"route.c", 0.2}}
			m["train.t"].(*Train).Load.N = 1000
			m["route.c"], m["rail.c"] = routeOf("terminal.a", "rail.c", "terminal.b"), runOf(5)
			if delete(m, "closure.c"); len(closed) > 0 {
				m["closure.c"] = &Closure{Places: []Ref{"rail.a"}, From: closed[0]}
			}
		})
		w := build(t, model(0, 200, m), 0)
		w.begin()
		drive(w, at(190), nil)
		out := map[uint64]string{}
		for _, p := range w.piles {
			for i := range p.items.Len() {
				x := p.items.At(i)
				out[w.flows[0].numberOf(x)] = w.scenario.Things[w.legs[p.leg].steps[0].place].Path
			}
		}
		return out
	}
	never, always, later := three(), three(time.Time{}), three(jan(8))
	moved := 0
	for i := range uint64(190) {
		want := never[i]
		if want == "rail.a" {
			want, moved = always[i], moved+1
		}
		if i >= 167 { // born later
			want = always[i]
		}
		if later[i] != want || want == "" {
			t.Errorf("piece %d goes by %q, want %q", i, later[i], want)
		}
	}
	if moved < 50 || moved > 100 {
		t.Errorf("%d pieces go by the way that closes", moved)
	}
}

// TestRecallByTime: who takes the fastest way chooses among the open ones by the times of that day, and his choice counts once.
func TestRecallByTime(t *testing.T) {
	m := shortly(true, func(f *Flow, m map[string]Spec) {
		f.Choose = "fastest"
		m["route.c"], m["rail.c"] = routeOf("terminal.a", "rail.c", "terminal.b"), runOf(30)
		f.Route = Choice{{"route.c", 0}, {"route.a", 1}, {"route.b", 0}}
	})
	got := run(t, model(0, 95.5, m), 0)
	if a, b, c := got["flow.f.route.a.share"], got["flow.f.route.b.share"], got["flow.f.route.c.share"]; !(math.Abs(a-40./95) <= 1e-9) || !(math.Abs(b-55./95) <= 1e-9) || c != 0 {
		t.Errorf("shares %g, %g and %g, want 40, 55 and 0 of 95", a, b, c)
	}
}

// TestRecallGivesUpItsTurn: ten wagons stand for the trains of two flows, by lines of ten hours, and every ten hours one of them has its
// turn. It would be that of the first at hour 60; but its line is closed, so the second has it then and every time.
func TestRecallGivesUpItsTurn(t *testing.T) {
	m := shortly(false, func(f *Flow, m map[string]Spec) {
		m["flow.g"] = hourly(1, only("route.c"))
		m["flow.g"].(*Flow).Train = "train.t"
		m["terminal.c"], m["rail.c"], m["route.c"] = terminalOf(), runOf(10), routeOf("terminal.a", "rail.c", "terminal.c")
		m["train.t"].(*Train).Wagons = 10
		m["wagon.w"] = newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 10, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"all", Stock{Places: []Ref{"terminal.a", "terminal.b", "terminal.c"}, Share: 1}}}
		})
	})
	for by, want := range map[float64][2]float64{49: {10, 20}, 51: {20, 20}, 61: {20, 30}, 71: {20, 40}} {
		got := run(t, model(0, by, m), 0)
		if f, g := got["flow.f.rate"]*by, got["flow.g.rate"]*by; !(math.Abs(f-want[0]) <= 1e-6) || !(math.Abs(g-want[1]) <= 1e-6) {
			t.Errorf("by hour %g %g and %g pieces are there, want %v", by, f, g, want)
		}
	}
}

// TestRecallGivesBackWagons: cargo lies in wagons from its origin on. Ten have it at hour 48 and wait for twenty to make a train; the
// others wait for wagons. When their line closes all are held, without wagons: so cargo of another way finds one at hour 60.
func TestRecallGivesBackWagons(t *testing.T) {
	m := shortly(false, func(f *Flow, m map[string]Spec) {
		f.Load, m["train.t"].(*Train).Load = &Amount{1, Wagons}, Amount{20, Wagons}
		m["flow.g"] = hourly(60, only("route.c"))
		m["flow.g"].(*Flow).Load = &Amount{1, Wagons}
		m["terminal.c"], m["rail.c"], m["route.c"] = terminalOf(), runOf(10), routeOf("terminal.a", "rail.c", "terminal.c")
		m["wagon.w"] = newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Cargo = 10, []Ref{"flow.f", "flow.g"}
			v.Stock = Map[Stock]{{"all", Stock{Places: []Ref{"terminal.a", "terminal.b", "terminal.c"}, Share: 1}}}
		})
	})
	w := build(t, model(0, 119, m), 0)
	w.begin()
	p := w.pools[0]
	look := func(hour float64, used int64, claims, held int) {
		t.Helper()
		drive(w, at(hour), nil)
		if p.stat.used.Value() != used || p.stocks[0].claims.Len() != claims || w.flows[0].held.Len() != held {
			t.Errorf("at hour %g %d wagons in use, %d want some, %d are held; want %d, %d and %d",
				hour, p.stat.used.Value(), p.stocks[0].claims.Len(), w.flows[0].held.Len(), used, claims, held)
		}
	}
	look(47.5, 10, 37, 0)
	look(48.5, 0, 0, 48)
	look(65, 1, 0, 65)
	look(71, 0, 0, 71)
	look(96.5, 10, 86, 0)
	w.audit()
	if got := w.flows[1].stat.delivered; got != 1 {
		t.Errorf("%d wagons of the other flow are there, want 1", got)
	}
	without, _ := Without(model(0, 119, m), "closures")
	if n := run(t, without, 0)["flow.g.rate"]; n != 0 {
		t.Errorf("%g an hour of the other flow, which never has its turn", n)
	}
}

// TestRecallToAnotherOrigin: ten pieces lie in the ten wagons at a when their line closes at hour 48. Their other way begins at d, so
// the wagons stay at a, and run empty to d for ten hours.
func TestRecallToAnotherOrigin(t *testing.T) {
	m := shortly(true, func(f *Flow, m map[string]Spec) {
		f.Load, m["train.t"].(*Train).Load = &Amount{1, Wagons}, Amount{20, Wagons}
		m["terminal.d"], m["route.b"] = terminalOf(), routeOf("terminal.d", "rail.b", "station.b", "terminal.b")
		m["rail.d"], m["route.d"] = runOf(10), routeOf("terminal.d", "rail.d", "terminal.a")
		m["flow.back"], m["train.e"] = backTo("route.d", "train.e"), newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 })
		m["flow.back"].(*Flow).Direction = "east"
		m["wagon.w"] = newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Cargo = 10, []Ref{"flow.f"}
			v.Stock = Map[Stock]{{"all", Stock{Places: []Ref{"terminal.a", "terminal.b"}, Share: 1, Return: []Ref{"flow.back"}}}, {"d", Stock{Places: []Ref{"terminal.d"}}}}
		})
	})
	w := build(t, model(0, 80, m), 0)
	w.begin()
	for _, x := range []struct {
		hour float64
		used int64
		at   [2]int // claims at a and d
	}{{47.5, 10, [2]int{37, 0}}, {48.5, 0, [2]int{0, 48}}, {57.5, 0, [2]int{0, 57}}, {58.5, 10, [2]int{0, 48}}} {
		drive(w, at(x.hour), nil)
		p := w.pools[0]
		if used, claims := p.stat.used.Value(), [2]int{p.stocks[0].claims.Len(), p.stocks[1].claims.Len()}; used != x.used || claims != x.at {
			t.Errorf("at hour %g %d wagons in use, %d pieces want some; want %d and %d", x.hour, used, claims, x.used, x.at)
		}
	}
}

// TestRecallToTheOpenLine: three pieces wait for a train at hour 48. Their other way begins on the line, where each goes by itself.
func TestRecallToTheOpenLine(t *testing.T) {
	m := shortly(true, func(f *Flow, m map[string]Spec) {
		f.Every, f.Batch, m["route.b"] = every(hours(47)), des.Constant(3), routeOf("rail.b", "station.b", "terminal.b")
	})
	got := run(t, model(0, 69, m), 0)
	if n := got["flow.f.rate"] * 69; !(math.Abs(n-3) <= 1e-9) || !(math.Abs(got["flow.f.time.mean"]-21) <= 1e-9) || got["station.b.waiting.n"] != 3 {
		t.Errorf("%g pieces there after %g h, %g by themselves; want 3 after 21", n, got["flow.f.time.mean"], got["station.b.waiting.n"])
	}
}

// TestClosureToComeEndsTheWait: five of ten wagons stand where the first who waits wants ten, and will never get them; behind him waits
// cargo for which five would do. Nobody is stuck for ever if the first one's line closes on day 40: from then on the other has a train
// a day or so. Check would refuse such a pool; in larger ones it comes about by itself.
func TestClosureToComeEndsTheWait(t *testing.T) {
	ten, five := des.Constant(10), des.Constant(5)
	m := specsOf(circuit(10, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(10)), ten, "train.t" }),
		"flow.g":  flowTo("route.c", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(50)), five, "train.u" }),
		"train.u": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{5, Items}, 5 }), "terminal.c": terminalOf(), "rail.c": runOf(10),
		"route.c": routeOf("terminal.a", "rail.c", "terminal.c"),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 10, []Ref{"train.t", "train.u"}
			v.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Share: 0.5, Return: []Ref{"flow.back"}}}, {"home", Stock{Places: []Ref{"terminal.a", "terminal.c"}, Share: 0.5}}}
		}),
	}))
	for _, closes := range []bool{false, true} {
		if closes {
			m["closure.c"] = &Closure{Places: []Ref{"rail.l"}, From: jan(40)}
		}
		w := New(model(0, 2200, m), Choices{Seed: 1})
		w.begin()
		drive(w, at(24*30), nil)
		if stuck := w.jam.look(w) != none; stuck == closes {
			t.Errorf("closes %v: somebody is said to be stuck for ever: %v", closes, stuck)
		}
		drive(w, at(24*60), nil)
		w.audit()
		if n := w.flows[w.flowIndex("flow.g")].stat.delivered; (n == 140) != closes || n > 140 {
			t.Errorf("closes %v: %d pieces come by the other line in 60 days, want 140 if it closes, else none", closes, n)
		}
	}
}

// TestRecallLeavesTooLittle: six pieces and six wait for the departure track from hour 1007.5 on. At hour 1008 those that go on beyond b are
// recalled, and the others are too few for a train: they wait for that, until what was recalled comes back after a day.
func TestRecallLeavesTooLittle(t *testing.T) {
	of := func(hour, n float64, route string) Spec {
		return flowTo(route, func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(hour)), des.Constant(n), "train.t" })
	}
	s := departing(1, 10, map[string]Spec{
		"flow.f": of(1007, 10, "route.r"), "flow.g": of(1007.5, 6, "route.r"), "flow.h": of(1007.5, 6, "route.far"),
		"route.far": routeOf("terminal.a", "rail.l", "terminal.b", "rail.m", "terminal.c"), "rail.m": runOf(10), "terminal.c": terminalOf(),
		"closure.c": &Closure{Places: []Ref{"rail.m"}, From: jan(43), Until: jan(44)},
	})
	exactly(t, run(t, s, 0), map[string]float64{"flow.g.step.00.track": 0.5, "flow.g.step.00.wagon": 24, "flow.g.step.00.closed": 0})
}

// TestRecallFromBan: of what a loading ban holds from hour 1100 on nothing is left when it is recalled at hour 1105.
func TestRecallFromBan(t *testing.T) {
	m := specsOf(banned1(&Ban{Trains: 3}))
	m["closure.c"] = &Closure{Places: []Ref{"rail.l"}, From: jan(47)}
	exactly(t, run(t, model(1, 1900, m), 0), map[string]float64{"terminal.a.made.banned.items.mean": 2 * 5 / 1900., "terminal.a.made.banned.items.max": 2})
}

// TestRecallLightensTheQuay: a ship sails with ten pieces or their mass. Of the eight that wait at hour 48 four are recalled, so with two
// every twenty hours it sails with the ten of hours 20 to 100, at that hour.
func TestRecallLightensTheQuay(t *testing.T) {
	of := func(hour, n float64, route string) Spec {
		return flowTo(route, func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(hour)), des.Constant(n), 1000 })
	}
	m := map[string]Spec{"flow.f": of(40, 4, "route.far"), "flow.g": of(20, 2, "route.r"), "route.r": routeOf("port.a", "sea.s", "port.b"),
		"route.far": routeOf("port.a", "sea.s", "port.b", "rail.m", "terminal.c"), "rail.m": runOf(10), "terminal.c": terminalOf(),
		"port.a": portOf(), "port.b": portOf(), "sea.s": seaOf("port.a", "port.b"), "closure.c": &Closure{Places: []Ref{"rail.m"}, From: jan(3)},
		"vessel.v": vesselOf(1, 10, hours(10), func(v *Vessel) { v.Payload = &Amount{10000, Tonnes} })}
	exactly(t, run(t, model(0, 115, m), 0), map[string]float64{"flow.g.time.mean": (80+60+40+20+0)/5 + 10, "flow.g.rate": 10 / 115., "flow.f.rate": 0})
}
