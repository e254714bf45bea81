package corridor

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// Each test here holds a rule that an earlier version of the model broke.

// crossing is a lane between two ports without berths; m adds flows and vessels.
func crossing(length float64, m map[string]Spec) *Scenario {
	for path, s := range map[string]Spec{
		"route.r": routeOf("port.a", "sea.s", "port.b"), "port.a": portOf(), "port.b": portOf(), "sea.s": seaOf("port.a", "port.b"),
	} {
		if _, given := m[path]; !given {
			m[path] = s
		}
	}
	return model(0.5, length, m)
}

// TestRunWithoutLeadIn: a lead-in of nothing is no lead-in, not the whole run.
func TestRunWithoutLeadIn(t *testing.T) {
	s := mmc(1, 2, 1)
	s.Run.LeadIn, s.Run.Length = 0, h(100)
	w := build(t, s, 0)
	defer func() {
		if r := recover(); r != nil {
			t.Fatal(r)
		}
	}()
	w.sim.At(at(500), event{do: 255}) // never reached within 100 h
	w.Run()
}

// TestFaultsOfOtherPriority: a share is one that has a priority.
func TestFaultsOfOtherPriority(t *testing.T) {
	for want, change := range map[string]func(*Rail){
		"rail.l.other_share": func(r *Rail) { r.Other, r.OtherShare = Both[Frequency]{1, 1}, 0.5 },
	} {
		s := model(0, 10, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(1)) }), "route.r": routeOf("rail.l"),
			"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks = 3600, 1, 1; change(r) }),
		})
		if faults := Check(s); len(faults) != 1 || faults[0].Path != want {
			t.Errorf("%v, want one of %s", faults, want)
		}
	}
}

// TestTwoCalendarsAtOneDepot: the hours of a second siding have no effect on the work of the first.
func TestTwoCalendarsAtOneDepot(t *testing.T) {
	days := func(with bool) float64 {
		m := map[string]Spec{
			"flow.f":     flowTo("route.r", func(f *Flow) { f.Every = every(hours(30)) }),
			"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
			"terminal.a": terminalOf(),
			"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
			"terminal.b": terminalOf(func(x *Terminal) {
				x.Siding = Map[Siding]{{"one", Siding{Takes: []string{"items"}, Fixed: hours(10), Hours: "calendar.one", Cranes: 1, Receiving: 1}}}
				if with {
					x.Siding = append(x.Siding, Entry[Siding]{"two", Siding{Takes: []string{"TEU"}, Hours: "calendar.two"}})
				}
			}),
			"calendar.one": newOf(calendarKind, func(c *Calendar) { c.Open = []string{"06:00-20:00"} }),
			"calendar.two": newOf(calendarKind, func(c *Calendar) { c.Open = []string{"03:00-04:00", "07:00-09:00", "12:00-13:00"} }),
		}
		return run(t, model(24, 2000, m), 0)["flow.f.transit.mean"]
	}
	if with, without := days(true), days(false); with != without || math.IsNaN(with) {
		t.Errorf("transit %v d with a second calendar, %v d without", with, without)
	}
}

// TestServiceEndsAtClosing: a service whose end falls on the closing time is done, and the server is free at opening.
func TestServiceEndsAtClosing(t *testing.T) {
	s := model(24, 240, map[string]Spec{
		"flow.f":     flowTo("route.r", func(f *Flow) { f.Every = every(hours(24)) }),
		"route.r":    routeOf("station.s"),
		"station.s":  stationOf(1, hours(8), func(s *Station) { s.Hours = "calendar.c" }),
		"calendar.c": newOf(calendarKind, func(c *Calendar) { c.Open = []string{"08:00-16:00"} }),
	})
	if m := run(t, s, 0); m["station.s.queue.max"] > 1 || m["flow.f.stock.end"] > 1 {
		t.Errorf("queue %v, left %v: the server hangs", m["station.s.queue.max"], m["flow.f.stock.end"])
	}
}

// TestEveryIdleShipIsTold: cargo for three ships sends three idle ships at once.
func TestEveryIdleShipIsTold(t *testing.T) {
	s := crossing(100, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(70)), des.Constant(30) }),
		"vessel.v": vesselOf(6, 10, hours(5), func(v *Vessel) { v.Sail.Light = false }),
	})
	w := build(t, s, 0)
	w.begin()
	drive(w, at(75.1), nil)
	if got := w.flows[0].stat.gone; got != 30 {
		t.Errorf("%d of 30 pieces across: idle ships slept while cargo waited", got)
	}
}

// TestLightShipIsTold: a ship at the far end comes for the second load although another ship loads the first.
func TestLightShipIsTold(t *testing.T) {
	s := crossing(200, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(70)), des.Constant(20) }),
		"port.a": portOf(func(p *Port) {
			p.Berth = Map[Berth]{{"b", Berth{Count: 2, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{PerHour: 10, Unit: Items}}}}}
		}),
		"vessel.v": vesselOf(2, 10, hours(20)),
	})
	w := build(t, s, 0)
	w.begin()
	drive(w, at(70+1+20+1+20+0.1), nil) // ship 2: 20 h light at the latest from 71 h, 1 h loading, 20 h back
	if got := w.flows[0].stat.gone; got != 20 {
		t.Errorf("%d of 20 pieces across at %s: the ship at the other end slept", got, hoursAt(w))
	}
}

// TestPatienceOfCargo: patience that counts from the oldest cargo is about the cargo that waits now, not
// about cargo that another ship has taken.
func TestPatienceOfCargo(t *testing.T) {
	s := crossing(200, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(70)) }),
		"vessel.v": vesselOf(4, 10, hours(1000), func(v *Vessel) {
			v.Sail = Sail{AtLeast: 1, OrAfter: h(3), From: "cargo", Empty: true}
		}),
	})
	w := build(t, s, 0)
	w.begin()
	drive(w, at(75), nil)
	if n := len(w.lanes[0].idle[0]); n != 1 {
		t.Errorf("%d of the 2 ships still lie at the first port, want 1: cargo for one ship", n)
	}
}

// TestTimetableWithoutCargo: a ship with a timetable that skips a departure for want of cargo takes the next.
func TestTimetableWithoutCargo(t *testing.T) {
	s := crossing(400, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(60)) }),
		"vessel.v": vesselOf(1, 10, hours(5), func(v *Vessel) {
			v.Sail = Sail{Departures: []string{"06:00"}}
		}),
	})
	if m := run(t, s, 0); m["vessel.v.sailings"] == 0 {
		t.Error("the ship never sails")
	}
}

// TestSlotWaitIsNoCustoms: without change of gauge too, the wait for a slot is a wait for a track.
func TestSlotWaitIsNoCustoms(t *testing.T) {
	s := model(1, 240, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(100)), des.Constant(3) }),
		"route.r": routeOf("border.b"),
		"border.b": newOf(borderKind, func(b *Border) {
			b.Slots = Both[Frequency]{4, 4}
			b.Customs = Both[des.Dist]{hours(2), hours(2)}
		}),
	})
	m := run(t, s, 0)
	if got, wait := m["flow.f.step.00.customs"], m["flow.f.step.00.track"]; !(math.Abs(got-2) <= 1e-9) || !(math.Abs(wait-6) <= 1e-9) {
		t.Errorf("customs %v h, slot %v h; want 2 and 6", got, wait)
	}
}

// TestBasinWithOnePort: a storm at one end of a lane lets the ships at the other end go when it is over.
func TestBasinWithOnePort(t *testing.T) {
	s := crossing(4000, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(10)), des.Constant(10) }),
		"vessel.v": vesselOf(2, 10, hours(5)),
		"basin.x": newOf(basinKind, func(b *Basin) {
			b.Storms, b.Takes, b.Hit = ofTwelve(0.02), hours(10), 1
			b.Port = Map[Closing]{{"b", Closing{Closes: ofTwelve(1)}}}
		}),
	})
	w := build(t, s, 0)
	w.begin()
	held := map[shipID]des.Time{}
	drive(w, at(4000), func(event) {
		for i := range w.ships {
			s := shipID(i)
			if w.ships[i].state != weatherbound {
				delete(held, s)
			} else if _, ok := held[s]; !ok {
				held[s] = w.sim.Now()
			}
		}
	})
	for s := range w.ships {
		if since, ok := held[shipID(s)]; ok && w.sim.Now().Sub(since) > 1000*time.Hour {
			t.Errorf("ship %d waits for the weather since %v", s, since)
		}
	}
}

// TestTwoBasinsAtOnePort: the end of one basin's storm does not open a port that another's has closed.
func TestTwoBasinsAtOnePort(t *testing.T) {
	basin := func(rate, takes, closes float64) Spec {
		return newOf(basinKind, func(b *Basin) {
			b.Storms, b.Takes = ofTwelve(rate), hours(takes)
			b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(closes)}}}
		})
	}
	s := crossing(4000, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every = every(hours(10)) }),
		"vessel.v": vesselOf(1, 10, hours(5)),
		"basin.x":  basin(0.01, 100, 1), "basin.y": basin(0.1, 1, 0),
	})
	if len(Check(s)) > 0 {
		return // refused: just as good
	}
	w := build(t, s, 0)
	w.begin()
	x := w.basins[0]
	drive(w, at(4000), func(event) {
		if x.on && w.depots[0].port.shut == 0 {
			t.Fatalf("at %s the port is open in a storm that closes it", hoursAt(w))
		}
	})
}

// TestPriorityTakesNoRoomFromUnderATrain: on a line without loops a train that has room beyond the line goes,
// even if a train of higher priority has come in the meantime.
func TestPriorityTakesNoRoomFromUnderATrain(t *testing.T) {
	flow := func(interval float64, priority int) Spec {
		return flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(interval)), priority })
	}
	s := model(10, 2000, map[string]Spec{
		"flow.high": flow(20, 1), "flow.low": flow(10, 2),
		"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a": terminalOf(),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks = 3600, 1, 1 }),
		"terminal.b": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"one", Siding{Takes: []string{"items"}, Receiving: 1, Cranes: 1, Fixed: exp(4)}}}
		}),
	})
	m := run(t, s, 0)
	if left := m["flow.high.stock.end"] + m["flow.low.stock.end"]; left > 50 {
		t.Errorf("%v trains left at a load of 0.6: the line hangs", left)
	}
}

// TestPilesDrawApart: trains of two kinds over the same leg have luck of their own.
func TestPilesDrawApart(t *testing.T) {
	flow := func(u Unit, kind Ref) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Train = &Volume{PerYear: 8760 / 5, Unit: u}, &Amount{1, u}, kind
		})
	}
	kind := func(u Unit) Spec { return newOf(trainKind, func(k *Train) { k.Load = Amount{1, u} }) }
	s := model(24, 240, map[string]Spec{
		"flow.box": flow(TEU, "train.box"), "flow.wagon": flow(Wagons, "train.wagon"),
		"train.box": kind(TEU), "train.wagon": kind(Wagons),
		"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a": terminalOf(), "terminal.b": terminalOf(),
		"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
	})
	w := build(t, s, 0)
	w.begin()
	seen := map[uint64]bool{}
	drive(w, at(200), func(e event) {
		if e.do == arrived {
			serial := w.trains[e.who].serial
			if seen[serial] {
				t.Fatalf("two trains with the serial %x", serial)
			}
			seen[serial] = true
		}
	})
}

// TestStepsAddUp: the hours by step and cause of a flow add up to its mean transit time, with several routes too.
func TestStepsAddUp(t *testing.T) {
	s := model(10, 1000, map[string]Spec{
		"flow.f": newOf(flowKind, func(f *Flow) {
			f.Family, f.Route, f.Every = "cargo", Choice{{"route.r", 0.5}, {"route.q", 0.5}}, every(exp(5))
		}),
		"route.r": routeOf("station.s"), "route.q": routeOf("station.q"),
		"station.s": stationOf(1, hours(2)), "station.q": stationOf(0, hours(2)),
	})
	m := run(t, s, 0)
	if got := m["flow.f.step.00.handling"]; !(math.Abs(got-2) <= 1e-9) {
		t.Errorf("handling %v h at the first step, want 2 h", got)
	}
}

// TestMetricsAreFixed: the metrics are known when the World is built.
func TestMetricsAreFixed(t *testing.T) {
	s := crossing(100, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every = every(hours(10)) }),
		"vessel.v": vesselOf(2, 10, hours(5)),
	})
	w := build(t, s, 0)
	before := len(w.Metrics())
	w.Run()
	if after := len(w.Metrics()); after != before {
		t.Errorf("%d metrics after the run, %d before", after, before)
	}
}

// TestNoPayload: where no payload is given only slots bind.
func TestNoPayload(t *testing.T) {
	s := crossing(100, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Weight = every(hours(10)), 1000 }),
		"vessel.v": vesselOf(2, 1, hours(5)),
	})
	if m := run(t, s, 0); m["flow.f.stock.end"] > 3 {
		t.Errorf("%v pieces left", m["flow.f.stock.end"])
	}
}

// TestPoolsThatConflict: pools that would want the same train, or the same way back; ways back that begin elsewhere or bring
// several engines; stocks that wagons never leave, or from which no train could ever be made up.
func TestPoolsThatConflict(t *testing.T) {
	second := func(s *Scenario, path string, spec Spec) { s.Things = append(s.Things, Thing{Path: path, Spec: spec}) }
	engine := func(v Spec) Spec {
		w := v.(*Wagon)
		return newOf(locoKind, func(l *Loco) { l.Count, l.Trains, l.Stock = w.Count, w.Trains, w.Stock })
	}
	pool := func(s *Scenario) *Wagon { return spec[*Wagon](s, "wagon.pool") }
	for text, change := range map[string]func(*Scenario){
		"train.t would take wagons of wagon.pool at terminal.a as well": func(s *Scenario) {
			second(s, "wagon.q", poolOf(10, "train.t", "terminal.a", "terminal.b"))
		},
		"train.t would take locomotives of loco.a at terminal.a as well": func(s *Scenario) {
			second(s, "loco.a", engine(poolOf(10, "train.t", "terminal.a", "terminal.b")))
			second(s, "loco.b", engine(poolOf(10, "train.t", "terminal.a", "terminal.b")))
		},
		"flow.back is a return of wagon.pool as well": func(s *Scenario) {
			second(s, "wagon.q", poolOf(10, "train.t", "terminal.a", "terminal.b"))
		},
		"flow.back is the return of two stocks": func(s *Scenario) {
			pool(s).Stock[1].Value.Return = []Ref{"flow.back"}
		},
		"begins at terminal.a, which is no place of wagon.pool.stock.away": func(s *Scenario) {
			spec[*Flow](s, "flow.back").Direction = "west"
		},
		"takes 10 locomotives at a time": func(s *Scenario) {
			second(s, "loco.a", engine(poolOf(10, "train.t", "terminal.a", "terminal.b")))
		},
		"train.t itself consists of wagons of this pool": func(s *Scenario) { spec[*Flow](s, "flow.back").Train = "train.t" },
		"wagons become empty here, nothing takes them":   func(s *Scenario) { pool(s).Stock[0].Value.Return = nil },
		"lends 0 of 30 wagons here, a train needs 10":    func(s *Scenario) { pool(s).Stock[1].Value.Leaves = 1 },
		"lends 9 of 30 wagons here, a train needs 10":    func(s *Scenario) { pool(s).Stock[1].Value.Leaves = 0.7 },
	} {
		s := circuit(30, map[string]Spec{})
		if faults := Check(s); len(faults) > 0 {
			t.Fatal(faults)
		}
		change(s)
		if !slices.ContainsFunc(Check(s), func(f Fault) bool { return strings.Contains(f.Text, text) }) {
			t.Errorf("%q is not among %v", text, Check(s))
		}
	}
	s := circuit(30, map[string]Spec{}) // what goes back as cargo needs no return
	pool(s).Stock[0].Value.Return = nil
	second(s, "flow.g", flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Train, f.Direction = every(hours(1)), des.Constant(10), "train.t", "east"
	}))
	for _, f := range Check(s) {
		if strings.HasPrefix(f.Path, "wagon.") {
			t.Error(f)
		}
	}
}

// TestGrowthCounts: what can be simulated is bounded when the flow has grown: 1e6 consignments a year that double each year
// are 4e6 after two years and 8e6 after three.
func TestGrowthCounts(t *testing.T) {
	for years, bad := range map[int]bool{2: false, 3: true} {
		s := crossing(10, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) {
				f.Volume, f.Load, f.Growth = &Volume{1e6, Items}, &Amount{1, Items}, 1
			}),
			"vessel.v": vesselOf(1, 10, hours(10), func(*Vessel) {}),
		})
		s.Run.Start = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		s.Run.Length = time.Duration(years) * 365 * day
		if faults := Check(s); len(faults) > 0 != bad {
			t.Errorf("%d years: %v", years, faults)
		}
	}
}

// TestAllCounts: without a cut all cargo counts where it is delivered: a piece of 2 t every 10 h.
func TestAllCounts(t *testing.T) {
	s := crossing(24*366, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(10)), des.Constant(1), 2000 }),
		"vessel.v": vesselOf(40, 1, hours(10), func(*Vessel) {}),
	})
	s.Goal = Goal{}
	m := run(t, s, 0)
	want := m["flow.f.carried"] * 2 / 1e6
	if want < 0.00174 || !(math.Abs(m["corridor.carried"]-want) <= 1e-12) || !(math.Abs(m["corridor.offered"]-want) <= 1e-5) {
		t.Errorf("carried %v, offered %v, want %v Mt/yr", m["corridor.carried"], m["corridor.offered"], want)
	}
	sum := 0.0
	for name, x := range m {
		if strings.HasPrefix(name, "month.") && strings.HasSuffix(name, ".carried") {
			sum += x
		}
	}
	if !(math.Abs(sum-want*1000) <= 1e-6) {
		t.Errorf("%v kt in all months, want %v", sum, want*1000)
	}
	s.Goal.Also = []Ref{"flow.none"}
	if got := run(t, s, 0)["corridor.carried"]; got != 0 {
		t.Errorf("carried %v where only another flow counts, want 0", got)
	}
}

// TestRouteThatContainsItself: it is said once for each route of the ring, at the start or on the day of a change, and
// neither a pool nor a ban nor a closure, which follow routes, falls into it.
func TestRouteThatContainsItself(t *testing.T) {
	ring := func() *Scenario {
		return model(0, 1000, map[string]Spec{
			"flow.f":     flowTo("route.r", func(f *Flow) { f.Every, f.Train = every(hours(1)), "train.t" }),
			"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Items}, 1 }),
			"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
			"route.q":    routeOf("rail.l", "route.r"),
			"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
			"terminal.a": terminalOf(),
			"terminal.b": terminalOf(func(x *Terminal) {
				x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Ban: &Ban{Trains: 3, Counts: []Ref{"rail.l"}}}}}
			}),
			"closure.c": &Closure{Places: []Ref{"terminal.b"}, From: time.Date(2024, 1, 5, 0, 0, 0, 0, time.UTC)},
			"wagon.w": newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains = 9, []Ref{"train.t"}
				v.Stock = Map[Stock]{{"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}}
			}),
		})
	}
	round := routeOf("terminal.a", "route.q")
	atOnce, later := ring(), ring()
	*atOnce.Things[atOnce.Find("route.r")].Spec.(*Route) = *round.(*Route)
	later.Dated = []Dated{{On: later.Run.Start.AddDate(0, 0, 3), Things: []Thing{{Path: "route.r", Spec: round}}}}
	for name, s := range map[string]*Scenario{"at once": atOnce, "later": later} {
		said := map[string]int{}
		for _, f := range Check(s) {
			if f.Text == "the route contains itself" {
				said[f.Path]++
			}
		}
		if len(said) != 2 || said["route.r.path"] != 1 || said["route.q.path"] != 1 {
			t.Errorf("%s: said of %v", name, said)
		}
	}
}

// TestUnitsByThemselves: cargo that begins where nothing makes up trains goes piece by piece; of tonnes these are kilograms,
// too many to simulate, where trains of the same cargo are few.
func TestUnitsByThemselves(t *testing.T) {
	said := func(first Ref, load int64) string {
		s := model(0, 1000, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) {
				f.Volume, f.Load, f.Train = &Volume{100_000, Tonnes}, &Amount{load, Tonnes}, "train.t"
			}),
			"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{2_400_000, Tonnes} }),
			"route.r":    routeOf(first, "rail.l", "terminal.b"),
			"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
			"border.b":   newOf(borderKind, func(*Border) {}),
			"terminal.a": terminalOf(), "terminal.b": terminalOf(),
		})
		var all []string
		for _, f := range Check(s) {
			all = append(all, f.Path+": "+f.Text)
		}
		return strings.Join(all, "\n")
	}
	if got := said("terminal.a", 2_400_000); got != "" {
		t.Errorf("from a terminal: %s", got)
	}
	if got := said("border.b", 2_400_000); !strings.HasPrefix(got, "flow.f.route: begins at border.b") || !strings.Contains(got, "1e+08 units a year") {
		t.Errorf("from a border: %q", got)
	}
}
