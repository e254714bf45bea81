package corridor

import (
	"testing"
	"time"

	"corridor/sim/des"
)

// plainCorridor has one thing of most kinds, and no key that does nothing.
func plainCorridor() map[string]Spec {
	return map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Train = &Volume{1000, Items}, &Amount{10, Items}, "train.t"
		}),
		"flow.g":     flowTo("route.s", func(f *Flow) { f.Every = every(hours(1)) }),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 5 }),
		"route.r":    routeOf("terminal.a", "rail.l", "border.x", "port.b", "sea.s", "port.c"),
		"route.s":    routeOf("station.s", "rail.m"),
		"station.s":  stationOf(1, hours(0.1)),
		"terminal.a": terminalOf(func(x *Terminal) { x.Siding = Map[Siding]{{"y", Siding{Takes: []string{"items"}}}} }),
		"rail.l":     runOf(10), "rail.m": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks = 3600, 1, 1 }),
		"border.x": newOf(borderKind, func(*Border) {}),
		"port.b": portOf(func(p *Port) {
			p.Berth = Map[Berth]{{"q", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{PerHour: 10, Unit: Items}}}}}
		}),
		"port.c": portOf(), "sea.s": seaOf("port.b", "port.c"), "vessel.v": vesselOf(1, 10, hours(10)),
		"basin.z": newOf(basinKind, func(b *Basin) {
			b.Storms, b.Takes, b.Hit = ofTwelve(0.001), hours(10), 0.5
			b.Port = Map[Closing]{{"b", Closing{Closes: ofTwelve(1)}}}
		}),
		"season.n": newOf(seasonKind, func(x *Season) { x.Months = ofTwelve(1) }), "calendar.k": newOf(calendarKind, func(k *Calendar) { k.Open = []string{"08:00-20:00"} }),
		"level.one": newOf(levelKind, func(*Level) {}),
	}
}

// TestKeysWithoutEffect: each key that does nothing for want of another is named, alone; with the other it is not.
func TestKeysWithoutEffect(t *testing.T) {
	type m = map[string]Spec
	flow := func(x m, name string) *Flow { return x["flow."+name].(*Flow) }
	single, double := func(x m) *Rail { return x["rail.m"].(*Rail) }, func(x m) *Rail { return x["rail.l"].(*Rail) }
	station, border := func(x m) *Station { return x["station.s"].(*Station) }, func(x m) *Border { return x["border.x"].(*Border) }
	port, vessel := func(x m) *Port { return x["port.b"].(*Port) }, func(x m) *Vessel { return x["vessel.v"].(*Vessel) }
	berth, siding := func(x m) *Berth { return &port(x).Berth[0].Value }, func(x m) *Siding { return &x["terminal.a"].(*Terminal).Siding[0].Value }
	basin := func(x m) *Basin { return x["basin.z"].(*Basin) }
	others := Both[Frequency]{1, 1}
	two := Choice{{"route.r", 0.5}, {"route.t", 0.5}}
	single2 := func(x m) { double(x).Tracks = 1 }
	depth, quota := Length(10), Map[Ratio]{{"TEU", 1}}
	for _, c := range []struct {
		path       string
		give, mend func(x m)
	}{
		{"flow.f.choose", func(x m) { flow(x, "f").Choose = "fastest" }, func(x m) {
			x["route.t"], flow(x, "f").Route = routeOf("terminal.a", "rail.l", "port.b", "sea.s", "port.c"), two
		}},
		{"flow.f.reroute", func(x m) { flow(x, "f").Reroute = "under way" }, func(x m) {
			x["route.t"], flow(x, "f").Route = routeOf("terminal.a", "rail.l", "port.b", "sea.s", "port.c"), two
		}},
		{"flow.f.reroute_after", func(x m) { after := h(1); flow(x, "f").RerouteAfter = &after }, func(x m) {
			x["route.t"], flow(x, "f").Route = routeOf("terminal.a", "rail.l", "port.b", "sea.s", "port.c"), two
			flow(x, "f").Reroute = "under way"
		}},
		{"flow.g.yields", func(x m) { flow(x, "g").Yields = true }, func(x m) { x["terminal.d"], x["route.s"] = terminalOf(), routeOf("rail.m", "terminal.d") }},
		{"flow.g.memory", func(x m) { flow(x, "g").Memory = time.Hour }, nil},
		{"flow.g.spacing", func(x m) { flow(x, "g").Spacing = des.Constant(1) }, func(x m) {
			flow(x, "g").Every, flow(x, "g").Volume, flow(x, "g").Load = nil, &Volume{1000, Items}, &Amount{1, Items}
		}},
		{"flow.g.load", func(x m) { flow(x, "g").Load = &Amount{7, Items} }, func(x m) { flow(x, "g").Load.N = 1 }},
		{"flow.g.season", func(x m) { flow(x, "g").Season = "season.n" }, nil},
		{"flow.g.growth", func(x m) { flow(x, "g").Growth = 0.1 }, nil},
		{"flow.g.train", func(x m) { flow(x, "g").Train = "train.t" }, func(x m) { x["terminal.d"], x["route.s"] = terminalOf(), routeOf("terminal.d", "rail.m", "station.s") }},
		{"flow.f.box", func(x m) { flow(x, "f").Box = 1.8 }, nil},
		{"train.t.at_least", func(x m) { k := x["train.t"].(*Train); k.AtLeast, k.Every = 0.5, h(5) }, func(x m) { x["train.t"].(*Train).Every = 0 }},
		{"train.t.first", func(x m) { x["train.t"].(*Train).First = h(5) }, func(x m) { x["train.t"].(*Train).Every = h(5) }},
		{"level.one.family.nobody", func(x m) { x["level.one"].(*Level).Family = Map[Ratio]{{"nobody", 2}} }, nil},
		{"level.one.season.n", func(x m) { x["level.one"].(*Level).Season = Map[Ref]{{"n", "season.n"}} }, func(x m) { flow(x, "f").Season = "season.n" }},
		{"closure.c.places", func(x m) { x["closure.c"], x["port.d"] = closedIn("port.d", 2, 3), portOf() }, nil},
		{"closure.c", func(x m) { x["closure.c"], flow(x, "f").Counted = closedIn("rail.m", 20, 30), true }, nil},
		{"station.s.closing", func(x m) { station(x).Closing = "finish" }, func(x m) { station(x).Hours = "calendar.k" }},
		{"station.s.queue", func(x m) { n := 5; station(x).Servers, station(x).Queue = 0, &n }, func(x m) { station(x).Servers = 1 }},
		{"station.s.full", func(x m) { station(x).Full = "lose" }, func(x m) { n := 5; station(x).Queue = &n }},
		{"station.s.preempt", func(x m) { station(x).Preempt = "pause" }, func(x m) { flow(x, "g").Priority = 1 }},
		{"station.s.of.f", func(x m) { station(x).Of = Map[Served]{{"f", Served{Slots: 1}}} }, func(x m) { x["route.r"].(*Route).Path[2] = "station.s" }},
		{"incline.i.bankers", func(x m) { x["incline.i"], x["route.s"] = hill(1, nil), routeOf("station.s", "incline.i", "rail.m") }, func(x m) { flow(x, "g").Weight = 1 }},
		{"incline.i.room", func(x m) {
			two := 2
			x["incline.i"] = hill(1, func(n *Incline) { n.Bankers, n.Room, n.Back = nil, &two, des.Dist{} })
			x["route.s"] = routeOf("station.s", "incline.i", "rail.m")
		}, func(x m) { one := 1; x["incline.i"].(*Incline).Bankers, flow(x, "g").Weight = &one, 1 }},
		{"rail.l.loops", func(x m) { double(x).Loops = 3 }, single2},
		{"rail.l.crossing", func(x m) { double(x).Crossing = time.Minute }, single2},
		{"rail.l.in_a_row", func(x m) { double(x).InARow = 3 }, single2},
		{"rail.l.hold", func(x m) { double(x).Hold = true }, single2},
		{"rail.l.other_priority", func(x m) { double(x).OtherPriority, double(x).Other = 1, others }, single2},
		{"rail.m.other_priority", func(x m) { single(x).OtherPriority = 1 }, func(x m) { single(x).Other = others }},
		{"rail.m.order", func(x m) { single(x).Order, flow(x, "g").Priority = "priority", 1 }, func(x m) { single(x).Tracks = 2 }},
		{"rail.l.order", func(x m) { double(x).Order = "priority" }, func(x m) { flow(x, "g").Priority = 1 }},
		{"rail.l.headway", func(x m) { double(x).Headway, double(x).Slots = time.Minute, others }, func(x m) { double(x).Slots = Both[Frequency]{} }},
		{"rail.m.factor", func(x m) {
			single(x).Factor, single(x).Speed, single(x).Sections = des.Constant(2), 0, []des.Dist{hours(1)}
		}, func(x m) { single(x).Speed, single(x).Sections = 1, nil }},
		{"rail.l.closing", func(x m) { double(x).Closing = "fits" }, func(x m) { double(x).Hours = "calendar.k" }},
		{"border.x.closing", func(x m) { border(x).Closing = "finish" }, func(x m) { border(x).Hours, border(x).Customs = "calendar.k", Both[des.Dist]{hours(1), hours(1)} }},
		{"border.x.gauge.jacks", func(x m) { border(x).Gauge = &Gauge{Tracks: 1, Jacks: 8} }, func(x m) { border(x).Gauge.Bogie = hours(1) }},
		{"border.x.hours", func(x m) { border(x).Hours = "calendar.k" }, func(x m) { border(x).Customs.West = hours(1) }},
		{"border.x.order", func(x m) { border(x).Order, flow(x, "f").Priority = "priority", 1 }, func(x m) { border(x).Slots = Both[Frequency]{9, 9} }},
		{"border.x.other", func(x m) { border(x).Other = others }, func(x m) { border(x).Slots = Both[Frequency]{9, 9} }},
		{"border.x.prearrival", func(x m) { border(x).Prearrival = &Prearrival{} }, func(x m) { border(x).Papers.West = hours(1) }},
		{"terminal.a.siding.y.closing", func(x m) { siding(x).Closing = "pause" }, func(x m) { siding(x).Hours = "calendar.k" }},
		{"port.b.clearance", func(x m) { port(x).Clearance = 1 }, func(x m) { port(x).Depth = &depth }},
		{"port.b.choose", func(x m) { port(x).Choose = "free" }, func(x m) { port(x).Berth = append(port(x).Berth, Entry[Berth]{"r", *berth(x)}) }},
		{"port.b.pool.p", func(x m) { port(x).Pool = Map[Pool]{{"p", Pool{2}}} }, func(x m) { berth(x).Pool = "p" }},
		{"port.b.berth.q.closing", func(x m) { berth(x).Closing = "finish" }, func(x m) { berth(x).Hours = "calendar.k" }},
		{"port.b.berth.q.swap", func(x m) { berth(x).Rate, berth(x).Swap = nil, true }, func(x m) { berth(x).Rate = []Throughput{{PerHour: 10, Unit: Items}} }},
		{"port.b.berth.q.wind", func(x m) { berth(x).Wind = true }, func(x m) { basin(x).Port[0].Value.Cranes = ofTwelve(0.5) }},
		{"port.b.berth.q.takes", func(x m) {
			x["vessel.w"] = vesselOf(1, 10, hours(1), func(v *Vessel) { v.On = only("sea.t") })
			x["sea.t"], x["port.d"] = seaOf("port.c", "port.d"), portOf()
			berth(x).Takes = append(berth(x).Takes, "vessel.w")
		}, func(x m) { x["sea.t"] = seaOf("port.b", "port.d") }},
		{"basin.z.port.b.cranes", func(x m) { basin(x).Port[0].Value.Cranes = ofTwelve(0.5) }, func(x m) { berth(x).Wind = true }},
		{"basin.z.margin", func(x m) { basin(x).Hit, basin(x).Margin = 0, time.Hour }, func(x m) { basin(x).Hit = 0.1 }},
		{"basin.z.horizon", func(x m) { none := time.Duration(0); basin(x).Hit, basin(x).Horizon = 0, &none }, nil},
		{"basin.z.hit", func(x m) { none := time.Duration(0); basin(x).Horizon = &none }, func(x m) { *basin(x).Horizon = time.Hour }},
		{"flow.f.response.captive", func(x m) { flow(x, "f").Response = &Response{Reference: h(1), Captive: 0.3} }, func(x m) { flow(x, "f").Response.Elasticity = -1 }},
		{"flow.f.response.elasticity", func(x m) { flow(x, "f").Response = &Response{Reference: h(1), Captive: 1, Elasticity: -1} }, func(x m) { flow(x, "f").Response.Captive = 0.9 }},
		{"basin.z.level", func(x m) { basin(x).Level = &Column{Keys: []string{"2024"}, Values: []float64{0}} }, func(x m) { port(x).Depth = &depth }},
		{"vessel.v.speed", func(x m) { vessel(x).Speed = 1 }, func(x m) { vessel(x).Passage = nil }},
		{"vessel.v.order", func(x m) { vessel(x).Order = "own" }, func(x m) { vessel(x).Deck = quota }},
		{"vessel.v.quota", func(x m) { vessel(x).Deck, vessel(x).Quota = quota, 0.5 }, func(x m) { vessel(x).Order = "own" }},
		{"vessel.v.sail.from", func(x m) { vessel(x).Sail.From = "cargo" }, func(x m) { vessel(x).Sail.OrAfter = h(1) }},
		{"vessel.v.sail.or_after", func(x m) { vessel(x).Sail.OrAfter, vessel(x).Sail.Departures = h(1), []string{"06:00"} }, func(x m) { vessel(x).Sail.Departures = nil }},
		{"vessel.v.draught", func(x m) { vessel(x).Draught, vessel(x).Payload = &Draught{1, 2}, &Amount{100000, Tonnes} }, func(x m) { port(x).Depth = &depth }},
	} {
		x := plainCorridor()
		doubts := func() []Fault {
			s := model(0, 240, x)
			if faults := Check(s); len(faults) > 0 {
				t.Fatalf("%s: %v", c.path, faults)
			}
			return Doubts(s)
		}
		if got := doubts(); len(got) > 0 {
			t.Fatalf("without anything: %v", got)
		}
		c.give(x)
		if got := doubts(); len(got) != 1 || got[0].Path != c.path {
			t.Errorf("%s: %v", c.path, got)
		}
		if c.mend == nil {
			continue
		}
		if c.mend(x); len(doubts()) > 0 {
			t.Errorf("%s, with what it needs: %v", c.path, doubts())
		}
	}
}

// TestReturnsWithoutPatience: a return of one train has nothing to be patient for; one of two may send the first.
func TestReturnsWithoutPatience(t *testing.T) {
	for trains, want := range map[int64]int{1: 1, 2: 0} {
		s := circuit(30, map[string]Spec{})
		spec[*Flow](s, "flow.back").Load.N = trains
		spec[*Wagon](s, "wagon.pool").Stock[0].Value.OrAfter = h(5)
		got := Doubts(s)
		if len(got) != want || want > 0 && got[0].Path != "wagon.pool.stock.away.or_after" {
			t.Errorf("returns of %d trains: %v", trains, got)
		}
	}
}

// closedIn closes a place from one day of the run to another, from 0.
func closedIn(place Ref, from, until int) Spec {
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	return newOf(closureKind, func(c *Closure) {
		c.Places, c.From, c.Until = []Ref{place}, first.AddDate(0, 0, from), first.AddDate(0, 0, until)
	})
}

// TestClosuresWithoutEffect: a closure inside another, or over before it comes, is named at the key that says so; one that closes
// another place as well, or for longer, is not.
func TestClosuresWithoutEffect(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2024, 1, 1+n, 0, 0, 0, 0, time.UTC) }
	many := func(from, until int, places ...Ref) Spec {
		return &Closure{Places: places, From: day(from), Until: day(until)}
	}
	for _, c := range []struct {
		name         string
		c, d         Spec
		comes, goes  time.Time // of d
		path, reason string
	}{
		{name: "inside", c: many(2, 8, "rail.m", "rail.l"), d: many(3, 8, "rail.m"), path: "closure.d.places", reason: "has no effect: closed by closure.c for all of that time"},
		{name: "one day longer", c: many(2, 8, "rail.m"), d: many(3, 9, "rail.m")},
		{name: "one day earlier", c: many(2, 8, "rail.m"), d: many(1, 8, "rail.m"), path: "closure.c.places", reason: "has no effect: closed by closure.d for all of that time"},
		{name: "another place", c: many(2, 8, "rail.m"), d: many(3, 8, "rail.m", "rail.l")},
		{name: "before and after the run", c: &Closure{Places: []Ref{"rail.m"}}, d: many(-3, 30, "rail.m"), path: "both"},
		{name: "comes when it is over", c: many(1, 2, "rail.l"), d: many(2, 5, "rail.m"), comes: day(5), path: "closure.d.until", reason: "has no effect: it is over when the closure comes, on 2024-01-06"},
		{name: "comes before", c: many(1, 2, "rail.l"), d: many(2, 5, "rail.m"), comes: day(4)},
		{name: "gone before it begins", c: many(1, 2, "rail.l"), d: many(5, 7, "rail.m"), goes: day(4), path: "closure.d.from", reason: "has no effect: the closure is gone by then, from 2024-01-05"},
		{name: "inside for the rest", c: many(4, 8, "rail.m"), d: many(2, 6, "rail.m"), comes: day(4), path: "closure.d.places", reason: "has no effect: closed by closure.c for all of that time"},
	} {
		x := plainCorridor()
		x["terminal.d"], x["route.s"] = terminalOf(), routeOf("terminal.d", "rail.m") // where cargo can wait
		x["closure.c"], x["closure.d"] = c.c, c.d
		s := model(0, 240, x)
		d := &s.Things[s.Find("closure.d")]
		d.From, d.Until = c.comes, c.goes
		if faults := Check(s); len(faults) > 0 {
			t.Fatalf("%s: %v", c.name, faults)
		}
		got := Doubts(s)
		switch {
		case c.path == "both":
			if len(got) != 2 || got[0].Because != "closure.d" || got[1].Because != "closure.c" {
				t.Errorf("%s: %v", c.name, got)
			}
		case c.path == "" && len(got) > 0, c.path != "" && (len(got) != 1 || got[0].Path != c.path || got[0].Text != c.reason || !got[0].On.Equal(c.comes)):
			t.Errorf("%s: %v, want %s %s", c.name, got, c.path, c.reason)
		}
	}
}

// TestKeysWithEffectForATime: what does nothing on some days only is not named; what a measure adds to no effect is, from its day.
func TestKeysWithEffectForATime(t *testing.T) {
	x := plainCorridor()
	x["rail.l"].(*Rail).Loops = 3
	one := *x["rail.l"].(*Rail)
	one.Tracks = 1
	if got := Doubts(on(model(0, 240, x), 1, 5, map[string]Spec{"rail.l": &one})); len(got) > 0 {
		t.Errorf("loops of a line that has one track from the fifth day: %v", got)
	}
	x["rail.l"] = &one
	two := one
	two.Tracks = 2
	if got := Doubts(on(model(0, 240, x), 1, 5, map[string]Spec{"rail.l": &two})); len(got) > 0 {
		t.Errorf("loops of a line that has two tracks from the fifth day: %v", got)
	}
	s := model(0, 240, plainCorridor())
	day := time.Date(2024, 1, 5, 0, 0, 0, 0, time.UTC)
	m := specsOf(s)
	m["station.t"] = stationOf(1, hours(1), func(x *Station) { x.Closing = "finish" })
	s.Things = things(m)
	s.Things[s.Find("station.t")].From = day
	if got := Doubts(s); len(got) != 1 || got[0].Path != "station.t.closing" || !got[0].On.Equal(day) {
		t.Errorf("of a station that comes on the fifth day: %v", got)
	}
}

// TestFaultsOfWhatExcludes: trains by the clock have no patience, and a line by slots no sections.
func TestFaultsOfWhatExcludes(t *testing.T) {
	for path, give := range map[string]func(m map[string]Spec){
		"train.t.or_after": func(m map[string]Spec) { k := m["train.t"].(*Train); k.Every, k.OrAfter = h(5), h(2) },
		"rail.m.sections": func(m map[string]Spec) {
			r := m["rail.m"].(*Rail)
			r.Sections, r.Slots = []des.Dist{hours(1)}, Both[Frequency]{9, 9}
		},
	} {
		m := plainCorridor()
		give(m)
		if faults := Check(model(0, 240, m)); len(faults) != 1 || faults[0].Path != path {
			t.Errorf("%s: %v", path, faults)
		}
	}
}

// TestTimetableIsKept: a ship with a timetable leaves at its hour, also when a load waits at the other end and no ship is there.
func TestTimetableIsKept(t *testing.T) {
	s := crossing(24*20, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Direction, f.Every, f.Batch = "east", every(hours(17)), des.Constant(10) }),
		"vessel.v": vesselOf(1, 10, hours(5), func(v *Vessel) { v.Sail.Departures = []string{"06:00"} }),
	})
	s.Run.LeadIn = 0
	w := build(t, s, 0)
	w.begin()
	sailed := uint32(0)
	drive(w, at(24*20), func(event) {
		if w.ships[0].calls > sailed {
			sailed = w.ships[0].calls
			if h := w.sim.Now().Sub(0) % day; h != 6*time.Hour {
				t.Errorf("sailing %d is %v after midnight", sailed, h)
			}
		}
	})
	if sailed < 18 {
		t.Errorf("%d sailings in 20 days, want one a day", sailed)
	}
}
