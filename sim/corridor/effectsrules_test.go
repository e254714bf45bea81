package corridor

import (
	"math"
	"slices"
	"time"

	"corridor/sim/des"
)

// This file holds the effects of mechanisms of demand and rules.

// offered is a flow of so many TEU a year that comes evenly to a station, at the levels that are given.
func offered(perYear float64, change func(*Flow), m map[string]Spec) *Scenario {
	m["flow.f"] = flowTo("route.r", func(f *Flow) {
		f.Volume, f.Load, f.Spacing = &Volume{perYear, TEU}, &Amount{1, TEU}, evenly
		change(f)
	})
	m["route.r"], m["station.s"] = routeOf("station.s"), stationOf(0, hours(0.01))
	return model(0, 24*366, m)
}

func demandEffects() []effect {
	const what = "flow.f.offered" // a year
	january := newOf(seasonKind, func(x *Season) { x.Months = []float64{12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} })
	winter := newOf(seasonKind, func(x *Season) { x.Months = []float64{6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} })
	season := func(m map[string]Spec) *Scenario { // as a rate in January
		s := offered(1200, func(f *Flow) { f.Season = "season.own" }, m)
		s.Run.Length = 31 * day
		return s
	}
	own := season(map[string]Spec{"season.own": january})
	level := season(map[string]Spec{"season.own": winter, "season.other": january, "level.high": &Level{Season: Map[Ref]{{"own", "season.other"}}}})
	// Twice as much a year later, month by month from the beginning of the year.
	grows, sum := offered(1200, func(f *Flow) { f.Growth = 1 }, map[string]Spec{}), 0.0
	for month := range 12 {
		sum += 100 * math.Exp2(float64(time.Date(2024, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC).YearDay()-1)/365)
	}
	// Once as much in 2023 and three times in 2027, so one and a half times in 2024.
	path := offered(1200, func(*Flow) {}, map[string]Spec{
		"level.low": &Level{Factor: ratio(1)}, "level.high": &Level{Factor: ratio(3)}, "level.path": &Level{Year: Map[Ref]{{"2023", "level.low"}, {"2027", "level.high"}}},
	})
	path.Run.Length = 731 * day // 2025: twice
	answer := &Response{Elasticity: -0.5, To: "mean", Over: 10 * day, Reference: 15 * time.Hour}
	even := offered(365*24/1.25, func(f *Flow) { f.Spacing = des.Dist{Kind: "exponential", Args: [4]float64{1}} }, map[string]Spec{})
	even.Run.LeadIn, even.Run.Length = h(1000), h(30000)
	even.Things[even.Find("station.s")].Spec = stationOf(1, hours(1))
	return []effect{
		{mechanism: "season", what: "month", metric: what, model: own, with: 14400, off: 1200, near: 0.002},
		{mechanism: "season", what: "of a level", metric: what, model: level, level: "high", with: 14400, off: 1200, near: 0.002},
		// Who comes evenly from 0:00 to 12:00 waits 6 h for noon; in even hours half come in the open half of the day.
		{mechanism: "season", what: "hours", metric: wait, model: daytime(10, 24), with: 6, off: 3, near: 0.01},
		{mechanism: "growth", what: "of a flow", metric: what, model: grows, with: sum, off: 1200, near: 0.002},
		{mechanism: "growth", what: "of a level", metric: what, model: path, level: "path", with: 1200 * (1.5 + 2) / 2, off: 1200 * 1.5, near: 0.002},
		// At 30 h from door to door, twice the reference.
		{mechanism: "response", what: "twice the time", metric: "flow.a.offered", model: answering(hours(30), 0, evenly, answer), with: 12000 * math.Sqrt(0.5), off: 12000, near: 0.0002},
		{mechanism: "uneven-arrivals", what: "intervals, M/D/1 to D/D/1", metric: wait, model: model(1000, 30000, queue(exp(1.25), hours(1), 1)), with: 2, off: 0, chance: true},
		{mechanism: "uneven-arrivals", what: "volume, M/D/1 to D/D/1", metric: wait, model: even, with: 2, off: 0, chance: true},
	}
}

// stopEffects: what is left out is not offered, however its amount is given, and nothing else changes in what is.
func stopEffects() (out []effect) {
	flows := map[string]Flow{
		"box": {Family: "TEU", Counted: true, Weight: 14000}, "empty": {Family: "wagons"}, "truck": {Family: "trucks", Weight: 18000}, "other": {Family: "items", Weight: 1},
	}
	by := map[string]func(*Flow, Unit){
		"volume":  func(f *Flow, u Unit) { f.Volume, f.Load, f.Spacing = &Volume{366, u}, &Amount{1, u}, evenly },
		"every":   func(f *Flow, u Unit) { f.Every, f.Load = every(hours(24)), &Amount{1, u} },
		"batches": func(f *Flow, u Unit) { f.Every, f.Batch, f.Load = every(hours(48)), des.Constant(2), &Amount{1, u} },
		"timetables": func(f *Flow, u Unit) {
			f.Volume, f.Load, f.Departures = &Volume{366, u}, &Amount{1, u}, []string{"12:00"}
		},
	}
	for how, amount := range by {
		for mechanism, gone := range map[string][]string{"trucks": {"truck"}, "empties": {"empty"}, "uncounted-cargo": {"empty", "truck", "other"}} {
			m := map[string]Spec{"route.r": routeOf("terminal.a"), "terminal.a": terminalOf()}
			for name, x := range flows {
				m["flow."+name] = flowTo("route.r", func(f *Flow) {
					f.Family, f.Counted, f.Weight = x.Family, x.Counted, x.Weight
					amount(f, unitOf(x.Family))
				})
			}
			s := model(0.5, 366*24, m)
			for name := range flows {
				e := effect{mechanism: mechanism, what: name + " by " + how, metric: "flow." + name + ".offered", model: s, with: 366, off: 366, near: 0.004}
				if slices.Contains(gone, name) {
					e.off = 0
				}
				out = append(out, e)
			}
		}
	}
	turns := model(100.5, 1000, map[string]Spec{ // ten units that go round for ever in an hour
		"flow.f": flowTo("route.r", func(f *Flow) { f.Population, f.Counted = 10, false }), "route.r": routeOf("station.s"), "station.s": stationOf(0, hours(1)),
	})
	return append(out, effect{mechanism: "uncounted-cargo", what: "circulating", metric: present, model: turns, with: 10, off: 0})
}

func ruleEffects() []effect {
	away := exp(20 * 24)
	made := model(1000, 40000, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Train = every(exp(6)), "train.t" }),
		"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }),
		"route.r": routeOf("terminal.a", "rail.l", "terminal.b"), "terminal.a": terminalOf(), "terminal.b": terminalOf(),
		"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
	})
	shut := twoWays("share", 0.5)
	shut.Run.Length = 366 * day
	m := specsOf(shut)
	for _, name := range []string{"station.a", "station.b"} {
		m[name].(*Station).Servers = 0
	}
	m["closure.b"] = &Closure{Places: []Ref{"station.b"}, From: time.Date(2024, 7, 2, 0, 0, 0, 0, time.UTC)} // half of 366 days
	shut.Things = things(m)
	// Where nobody waits the shorter way takes all, or half by lot.
	fast := twoWays("fastest", 0.5)
	for _, name := range []string{"station.a", "station.b"} {
		spec[*Station](fast, Ref(name)).Servers = 0
	}
	classes := with(queue(exp(2.5), exp(1), 1), "flow.g", flowTo("route.r", func(f *Flow) { f.Every = every(exp(2.5)) }))
	classes["flow.f"].(*Flow).Priority = 1
	classes["station.s"].(*Station).Of = Map[Served]{{"f", Served{}}}
	quay := seaside(10, map[string]Spec{"flow.empties": tens("route.e", 101, true), "flow.loads": tens("route.l", 100, false)})
	quay.Run.AtMeans = true
	port := banned1(nil)
	m = specsOf(port)
	delete(m, "terminal.b")
	m["route.r"] = routeOf("terminal.a", "rail.l", "port.b")
	m["port.b"] = portOf(func(x *Port) { x.Siding = spec[*Terminal](banned1(&Ban{Trains: 3}), "terminal.b").Siding })
	port.Things = things(m)
	patience := 23 * time.Hour
	return []effect{
		// Ten are under way to the fork when one way closes (TestRerouteOnTheLine); for good, and for a day.
		{mechanism: "rerouting", what: "a closed way", metric: "station.a.waiting.n", model: forkAhead(true, nil, time.Time{}), with: 37, off: 47},
		{mechanism: "rerouting", what: "closed for a day", metric: "station.a.waiting.n", model: forkAhead(true, &patience, time.Date(2024, 1, 4, 0, 0, 0, 0, time.UTC)), with: 37 + 15, off: 47 + 15},
		{mechanism: "shocks", what: "by chance", metric: "station.s.waiting.n", model: suspended(3650, &Shocks{Every: every(exp(40 * 24)), Takes: &away}), with: 87600 * 2. / 3, off: 87600, chance: true},
		{mechanism: "shocks", what: "by date", metric: "station.s.waiting.n", model: suspended(60, &Shocks{Dates: []string{"2024-01-11/2024-01-20", "2024-02-01"}}), with: 1176, off: 1440},
		{mechanism: "full-trains", what: "the tenth piece", metric: "terminal.a.made.waiting.mean", model: made, with: 4.5 * 6, off: 0, chance: true},
		{mechanism: "full-trains", what: "trains of ten", metric: "terminal.a.made.load.items.mean", model: made, with: 10, off: 1, chance: true},
		{mechanism: "closures", what: "half a year", metric: "station.b.waiting.n", model: shut, with: 0.5 * 1.2 * 183 * 24, off: 0.5 * 1.2 * 366 * 24, chance: true},
		// Seven pieces of the ten of a train are there when the line closes (TestRecallByHand).
		{mechanism: "closures", what: "from the pile", metric: "station.a.waiting.n", model: model(0, 98.5, shortly(false, nil)), with: 4, off: 8},
		{mechanism: "fastest-routes", what: "where nobody waits", metric: "station.a.waiting.n", model: fast, with: 1.2 * 8760, off: 0.5 * 1.2 * 8760, chance: true},
		{mechanism: "priorities", what: "Cobham's classes", metric: "station.s.of.f.waiting.mean", model: model(1000, 30000, classes), with: 0.8 / 0.6, off: 4, chance: true},
		{mechanism: "priorities", what: "other traffic first", metric: "rail.r.other.waiting.mean", model: meetOfOthers(1), with: 2, off: 5},
		{mechanism: "priorities", what: "half of it first", metric: "rail.r.waiting.mean", model: lineOfOthers(func(r *Rail) { r.OtherPriority, r.OtherShare = 1, 0.5 }), with: 0.125 / 0.875 / 0.5, off: 0.125 / 0.5, chance: true},
		// The loads are a day's ship late if empty boxes that came before them do not yield (TestYields).
		{mechanism: "priorities", what: "loads before boxes", metric: "flow.loads.step.02.vessel", model: quay, with: 0, off: 17},
		{mechanism: "priorities", what: "boxes after loads", metric: "flow.empties.transit.mean", model: quay, with: 34. / 24, off: 11. / 24},
		// Ten trains of a day each stand before the siding, or their cargo waits at its origin until five have gone. The
		// ban ends at hour 1248; one of two trains goes then and one a day later, and the crane has nothing to do from 1250
		// until the first comes at 1258.
		{mechanism: "loading-bans", what: "cargo held", metric: "flow.second.step.00.ban", model: banned1(&Ban{Trains: 3}), with: 160, off: 0},
		{mechanism: "loading-bans", what: "cargo held by a port", metric: "flow.second.step.00.ban", model: port, with: 160, off: 0},
		{mechanism: "loading-bans", what: "an idle crane", metric: "flow.second.transit.mean", model: banned1(&Ban{Trains: 3}), with: 194. / 24, off: 186. / 24},
	}
}
