package corridor

import (
	"math"

	"corridor/sim/des"
)

// This file holds the effects of mechanisms of borders and lines.

// twice is a flow of two units at a time, every so many hours, by a direction.
func twice(every_ float64, direction string) Spec {
	return flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Direction = every(hours(every_)), des.Constant(2), direction
	})
}

// partEffects: of one consignment that nobody disturbs, with every law at its mean, each mechanism takes exactly the time
// that TestSumOfParts gives to it, in either direction.
func partEffects() (out []effect) {
	const whole = 150 + 600 + 720 + 120 + 750 + 720 + 750 + 300 + 150 // minutes
	for _, way := range []string{"west", "east"} {
		for name, minutes := range map[string]float64{
			"ship-handling":  2 * (180 + 60), // fixed time of a call, 20 boxes, at both ports
			"train-handling": 4 * (30 + 120), // four times shunting and 20 boxes
			"dwell":          2 * 360,        // at both ports
			"gauge-change":   60 + 15,        // forming, 20 lifts of 90 s by two cranes
			"customs":        180 + 120,      // with inspection
			"inspection":     120,
			"papers":         300,
			"traction":       45,
			// Nobody comes the other way, or asks for a slot, room, a track, a berth.
			"single-track-meets": 0, "border-slots": 0, "finite-stores": 0, "finite-sidings": 0, "finite-berths": 0,
		} {
			s := model(1, 1500, chainSpecs(way))
			s.Run.AtMeans = true
			out = append(out, effect{mechanism: name, what: "alone, " + way, metric: "flow.f.transit.mean", model: s, with: whole / 1440., off: (whole - minutes) / 1440})
		}
	}
	return out
}

// alone is a model of one border with a flow of its own in either direction.
func alone(flow func(way string) Spec, change func(*Border)) *Scenario {
	m := map[string]Spec{"route.r": routeOf("border.b"), "border.b": newOf(borderKind, change)}
	for _, way := range Ways {
		m["flow."+way.String()] = flow(way.String())
	}
	return model(240.5, 2400, m)
}

func borderEffects() []effect {
	const west, east = "flow.west.transit.mean", "flow.east.transit.mean"
	two := func(way string) Spec { return twice(48, way) }
	slots := alone(two, func(b *Border) { b.Slots = Both[Frequency]{24, 12} }) // the second waits for the next slot
	tracks := alone(two, func(b *Border) { b.Gauge = &Gauge{Tracks: 1, Form: hours(1)} })
	withoutThing(tracks, "flow.east")
	piece := func(u Unit, change func(*Gauge)) *Scenario { // a wagon, or a kilogram, for an hour
		m := crossingOf(10, func(b *Border) {
			b.Gauge = &Gauge{Tracks: 1}
			change(b.Gauge)
		})
		m["flow.f"].(*Flow).Load = &Amount{1, u}
		return model(240.5, 2400, m)
	}
	bogies := piece(Wagons, func(g *Gauge) { g.Bogie = hours(1) })
	bulk := piece(Tonnes, func(g *Gauge) { g.Bulk = hours(1000) })
	wind := &Stops{Every: hours(90.5), Takes: hours(9.5)}
	both := func(x float64) Both[des.Dist] { return Both[des.Dist]{hours(x), hours(x)} }
	data := alone(two, func(b *Border) {
		b.Papers, b.Prearrival = both(30), &Prearrival{Share: Both[Ratio]{1, 1}, Papers: 0.25}
	})
	held := alone(two, func(b *Border) { b.Hold = &Hold{Share: Both[Ratio]{1, 1}, Takes: both(20)} })
	// Closed from 90.5 h to 100 h of every hundred, and a train every hour on the hour: nine wait 9, 8, ... 1 h.
	shut := model(200.25, 2000, crossingOf(1, func(b *Border) { b.Closed = &Stops{Every: hours(90.5), Takes: hours(9.5)} }))
	// Of such trains nine find the wind blowing; each is worked for a quarter of an hour.
	windy := model(250.5, 2000, crossingOf(1, func(b *Border) { b.Gauge = &Gauge{Tracks: 20, Form: hours(0.25), Wind: wind} }))
	// A train every ten hours is worked for one: wind holds the tenth in the middle of it, the next waits half an hour.
	blown := model(200.25, 2000, crossingOf(10, func(b *Border) {
		b.Gauge = &Gauge{Tracks: 1, Form: hours(1), Wind: wind}
	}))
	return []effect{
		{mechanism: "border-slots", what: "west", metric: west, model: slots, with: 0.5 / 24, off: 0},
		{mechanism: "border-slots", what: "east", metric: east, model: slots, with: 1. / 24, off: 0},
		{mechanism: "gauge-change", what: "one track", metric: west, model: tracks, with: 1.5 / 24, off: 0},
		{mechanism: "gauge-change", what: "bogies", metric: "flow.f.transit.mean", model: bogies, with: 1. / 24, off: 0},
		{mechanism: "gauge-change", what: "bulk", metric: "flow.f.transit.mean", model: bulk, with: 1. / 24, off: 0},
		{mechanism: "gauge-change", what: "wind", metric: "flow.f.transit.mean", model: windy, with: 0.7 / 24, off: 0},
		{mechanism: "prearrival-data", what: "west", metric: west, model: data, with: 7.5 / 24, off: 30. / 24},
		{mechanism: "prearrival-data", what: "east", metric: east, model: data, with: 7.5 / 24, off: 30. / 24},
		{mechanism: "long-holds", what: "west", metric: west, model: held, with: 20. / 24, off: 0},
		{mechanism: "long-holds", what: "east", metric: east, model: held, with: 20. / 24, off: 0},
		{mechanism: "border-closures", what: "nine of a hundred", metric: "flow.f.step.00.closed", model: shut, with: 0.45, off: 0},
		{mechanism: "wind-at-borders", what: "work", metric: "flow.f.step.00.weather", model: blown, with: 0.95, off: 0},
		{mechanism: "wind-at-borders", what: "queue", metric: "flow.f.step.00.track", model: blown, with: 0.05, off: 0},
	}
}

// meetEffects: trains that set out at both ends of a line of 12 h at one moment, and trains that follow each other.
func meetEffects() []effect {
	const west, east = "flow.west.transit.mean", "flow.east.transit.mean"
	line := func(l Spec) *Scenario {
		return model(0, 1000.5, both(l, func(f *Flow) { f.Every = every(hours(100)) }))
	}
	// They meet at the loop, and each enters the section of the other five minutes later. On double track they pass: a
	// single track that has only lost its loop would hold one of them for 12 h.
	loop := line(twelveHours(1, nil))
	// Without a loop the second, which is that westbound, enters five minutes after the first has left.
	none := line(twelveHours(0, nil))
	// Sections of 2 h and 4 h: the one westbound stands in the loop from hour 2 to hour 4.
	laws := line(newOf(railKind, func(r *Rail) { r.Tracks, r.Sections = 1, []des.Dist{hours(2), hours(4)} }))
	// Two sections of an hour: the second of two trains enters when the first is at the loop, or at the headway.
	follow := model(0, 1000.5, map[string]Spec{"flow.west": twice(100, "west"), "route.r": routeOf("rail.l"), "rail.l": newOf(railKind, func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Loops, r.Headway, r.Hold = 7200, 1, 1, 1, h(0.25), true
	})})
	return []effect{
		{mechanism: "single-track-meets", what: "at a loop, west", metric: west, model: loop, with: (12 + 5./60) / 24, off: 0.5},
		{mechanism: "single-track-meets", what: "at a loop, east", metric: east, model: loop, with: (12 + 5./60) / 24, off: 0.5},
		{mechanism: "single-track-meets", what: "at the end", metric: west, model: none, with: (24 + 5./60) / 24, off: 0.5},
		{mechanism: "single-track-meets", what: "laws of sections, west", metric: west, model: laws, with: 8. / 24, off: 6. / 24},
		{mechanism: "single-track-meets", what: "laws of sections, east", metric: east, model: laws, with: 6. / 24, off: 6. / 24},
		{mechanism: "single-track-meets", what: "behind each other", metric: west, model: follow, with: 2.5 / 24, off: 2.125 / 24},
	}
}

// pairs are two trains at a time from both ends of a line of an hour.
func pairs(change func(*Rail)) *Scenario {
	return model(0.5, 1000, map[string]Spec{
		"flow.west": twice(50, "west"), "flow.east": twice(50, "east"), "route.r": routeOf("rail.l"),
		"rail.l": newOf(railKind, func(r *Rail) {
			r.Length, r.Speed = 3600, 1
			change(r)
		}),
	})
}

func lineEffects() []effect {
	const west, east = "flow.west.transit.mean", "flow.east.transit.mean"
	headway := pairs(func(r *Rail) { r.Headway = h(1) })
	slots := pairs(func(r *Rail) { r.Slots = Both[Frequency]{24, 12} })
	thin := pairs(func(r *Rail) { r.Tracks, r.Slots = 1, Both[Frequency]{24, 12} })
	// Closed from 10:00 to 14:00, and a train every hour on the hour (TestTrackWork), or every four over two sections of an
	// hour: the one of noon waits for 2 h.
	work := []string{"00:00-10:00", "14:00-24:00"}
	double := model(24*3, 24*100, lineOf(1, work, func(r *Rail) { r.Length, r.Speed, r.Hours = 1, 1, "calendar.c" }))
	single := model(24*3, 24*100, lineOf(4, work, func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Loops, r.Hours = 7200, 1, 1, 1, "calendar.c"
	}))
	// Of three trains one enters a line of 10 h, one stands before it, and the third keeps its place where it is for 10 h.
	one := 1
	before := model(0, 200, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(150)), des.Constant(3) }),
		"route.r": routeOf("station.s", "rail.l"), "station.s": stationOf(0, hours(1)),
		"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Room = 36000, 1, 1, &one }),
	})
	return []effect{
		{mechanism: "headway", what: "west", metric: west, model: headway, with: 1.5 / 24, off: 1. / 24},
		{mechanism: "headway", what: "east", metric: east, model: headway, with: 1.5 / 24, off: 1. / 24},
		{mechanism: "headway", what: "slots, west", metric: west, model: slots, with: 1.5 / 24, off: 1. / 24},
		{mechanism: "headway", what: "slots, east", metric: east, model: slots, with: 2. / 24, off: 1. / 24},
		{mechanism: "headway", what: "slots of a single track", metric: east, model: thin, with: 2. / 24, off: 1. / 24},
		{mechanism: "track-work", what: "double track", metric: "flow.f.step.00.closed", model: double, with: 10. / 24, off: 0},
		{mechanism: "track-work", what: "single track", metric: "flow.f.step.00.closed", model: single, with: 2. / 6, off: 0},
		// The second train of two stands before a full siding from hour 110 to 134. With room for one there, nobody may
		// enter the line behind it, as the train of hour 120 to another place would.
		{mechanism: "finite-line-ends", what: "beyond a line", metric: "flow.g.step.00.track", model: branching(), with: 14, off: 0},
		{mechanism: "finite-line-ends", what: "before a line", metric: "flow.f.step.00.track", model: before, with: 10. / 3, off: 0},
	}
}

// otherEffects: other traffic makes a queue longer, M/D/1 or Cobham's.
func otherEffects() (out []effect) {
	perDay := func(way Way, x Frequency) (both Both[Frequency]) {
		if both.West = x; way == East {
			both.West, both.East = 0, x
		}
		return both
	}
	for _, way := range Ways {
		flow := func(mean float64) Spec {
			return flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(exp(mean)), way.String() })
		}
		line := func(change func(*Rail)) *Scenario {
			return model(1000, 30000, map[string]Spec{"flow.f": flow(4), "route.r": routeOf("rail.r"), "rail.r": newOf(railKind, func(r *Rail) {
				r.Length, r.Speed, r.Other = 3600, 1, perDay(way, 12)
				change(r)
			})})
		}
		border := func(mean float64, change func(*Border)) *Scenario {
			return model(1000, 100000, map[string]Spec{"flow.f": flow(mean), "route.r": routeOf("border.b"), "border.b": newOf(borderKind, change)})
		}
		slots := func(b *Border) { b.Slots, b.Other = Both[Frequency]{4, 4}, perDay(way, 2) }
		gauge := func(b *Border) { b.Other, b.Gauge = perDay(way, 12), &Gauge{Tracks: 1, Form: hours(1)} }
		const lines, borders, waits = "other-traffic-on-lines", "other-traffic-at-borders", "rail.r.waiting.mean"
		for _, e := range []effect{
			{mechanism: lines, what: "double track", metric: waits, model: line(func(r *Rail) { r.Headway = h(1) }), with: 1.5, off: 1. / 6},
			{mechanism: lines, what: "slots", metric: waits, model: line(func(r *Rail) { r.Slots = Both[Frequency]{24, 24} }), with: 1.5, off: 1. / 6},
			{mechanism: lines, what: "single track", metric: waits, model: line(func(r *Rail) { r.Tracks = 1 }), with: 1.5, off: 1. / 6},
			{mechanism: borders, what: "slots", metric: "border.b.slot.waiting.mean", model: border(24, slots), with: 9, off: 1},
			{mechanism: borders, what: "gauge tracks", metric: "flow.f.step.00.track", model: border(4, gauge), with: 1.5, off: 1. / 6},
		} {
			e.what, e.chance = e.what+", "+way.String(), true
			out = append(out, e)
		}
	}
	return out
}

// hourEffects: who comes every hour on the hour to what opens at noon waits 12, 11, ... 1 h and, in the afternoon, not at all.
func hourEffects() []effect {
	const waits = 78. / 24
	afternoon := func(m map[string]Spec) *Scenario {
		m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every = every(hours(1)) })
		m["calendar.c"] = daily("12:00-24:00")
		return model(24*3, 24*50, m)
	}
	siding := Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(0.5), Hours: "calendar.c"}}}
	short := newOf(railKind, func(r *Rail) { r.Length, r.Speed = 1e-3, 1e6 })
	// Ships of hours 30 and 31, 6 and 7 o'clock, are worked for an hour from 12 o'clock on.
	quay := landing(func(p *Port) {
		p.Berth = Map[Berth]{{"x", berthsOf(2, 1000, func(b *Berth) { b.Rate, b.Hours = nil, "calendar.c" })}}
	})
	m := specsOf(quay)
	m["calendar.c"] = daily("12:00-24:00")
	quay.Things = things(m)
	return []effect{
		{mechanism: "opening-hours", what: "station", metric: "flow.f.time.mean", model: afternoon(map[string]Spec{
			"route.r": routeOf("station.s"), "station.s": stationOf(0, hours(0.5), open("calendar.c", "finish")),
		}), with: waits + 0.5, off: 0.5},
		{mechanism: "opening-hours", what: "border", metric: "flow.f.time.mean", model: afternoon(map[string]Spec{
			"route.r": routeOf("border.b"), "border.b": newOf(borderKind, func(b *Border) {
				b.Customs, b.Hours = Both[des.Dist]{hours(0.5), hours(0.5)}, "calendar.c"
			}),
		}), with: waits + 0.5, off: 0.5},
		{mechanism: "opening-hours", what: "siding of a terminal", metric: "flow.f.step.01.closed", model: afternoon(map[string]Spec{
			"route.r": routeOf("rail.l", "terminal.t"), "rail.l": short, "terminal.t": terminalOf(func(x *Terminal) { x.Siding = siding }),
		}), with: waits, off: 0, near: 1e-6},
		{mechanism: "opening-hours", what: "siding of a port", metric: "flow.f.step.01.closed", model: afternoon(map[string]Spec{
			"route.r": routeOf("rail.l", "port.t"), "rail.l": short, "port.t": portOf(func(x *Port) { x.Siding = siding }),
		}), with: waits, off: 0, near: 1e-6},
		{mechanism: "opening-hours", what: "berth", metric: "flow.f.transit.mean", model: quay, with: (10 + 6 + 1) / 24., off: (10 + 1) / 24.},
	}
}

// chanceEffects: what varies takes longer than its mean.
func chanceEffects() (out []effect) {
	// Of uniform(0, 2) around a base of 1, a quarter is beyond it; at the mean nothing is (TestExcessIsNoHandling).
	drawn := law("uniform", "min", 0, "max", 7200)
	factor := law("uniform", "min", 0, "max", 2)
	siding := Map[Siding]{{"all", Siding{Takes: []string{"items"}, Cranes: 1, Fixed: drawn}}}
	rail := func(r *Rail) { r.Length, r.Speed, r.Factor = 3600, 1, factor }
	land := model(100, 40000, map[string]Spec{
		"flow.f":     flowTo("route.r", func(f *Flow) { f.Every = every(hours(10)) }),
		"route.r":    routeOf("border.b", "rail.d", "rail.s", "terminal.t"),
		"border.b":   newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 1, Form: drawn} }),
		"rail.d":     newOf(railKind, rail),
		"rail.s":     newOf(railKind, func(r *Rail) { rail(r); r.Tracks = 1 }),
		"terminal.t": terminalOf(func(x *Terminal) { x.Siding = siding }),
	})
	// Ten hours to sail at the service speed of 100 km, in an hour a metre each second.
	ships := func(change func(*Vessel), berth func(*Berth)) *Scenario {
		s := ferries(30, hours(25), map[string]Spec{"port.b": portOf(func(p *Port) {
			p.Berth = Map[Berth]{{"x", berthsOf(10, 10, func(b *Berth) {
				b.Fixed = des.Dist{}
				berth(b)
			})}}
		})}, change)
		return s
	}
	steadyBerth, steadyShip := func(*Berth) {}, func(*Vessel) {}
	sails := ships(func(v *Vessel) { v.Passage, v.Speed, v.Factor = nil, 1./36, factor }, steadyBerth) // 1 km in 10 h
	passes := ships(func(v *Vessel) { v.Passage = every(law("uniform", "min", 0, "max", 20*3600)) }, steadyBerth)
	works := ships(steadyShip, func(b *Berth) { b.Factor = &factor })
	calls := ships(steadyShip, func(b *Berth) { b.Rate, b.Fixed = nil, drawn })
	for _, c := range []struct {
		what, metric string
		model        *Scenario
		with         float64
	}{
		{"change of gauge", "flow.f.step.00.weather", land, 0.25}, {"double track", "flow.f.step.01.weather", land, 0.25},
		{"single track", "flow.f.step.02.weather", land, 0.25}, {"siding", "flow.f.step.03.weather", land, 0.25},
		{"speed of ships", "flow.f.step.01.weather", sails, 2.5}, {"passages", "flow.f.step.01.weather", passes, 2.5},
		{"pace of a berth", "flow.f.step.02.weather", works, 0.25}, {"calls", "flow.f.step.02.weather", calls, 0.25},
	} {
		out = append(out, effect{mechanism: "drawn-times", what: c.what, metric: c.metric, model: c.model, with: c.with, off: 0, chance: true})
	}
	stops := &Stops{Every: exp(90), Takes: exp(10)}
	often := func(change func(*Border)) *Scenario { return model(1000, 60000, crossingOf(1, change)) }
	shut := often(func(b *Border) { b.Closed = stops })
	blown := often(func(b *Border) { b.Gauge = &Gauge{Tracks: 1000, Form: hours(0.001), Wind: stops} })
	mended := circuit(30, map[string]Spec{})
	spec[*Wagon](mended, "wagon.pool").Repair = &Repair{Share: 1, Takes: law("uniform", "min", 21*3600, "max", 23*3600)}
	outage := func(s *Station) { s.Outage = &Outage{Every: exp(30), Takes: exp(3), Clock: "working"} }
	slow := exp(1)
	own := queue(exp(2), hours(0.5), 1)
	own["station.s"].(*Station).Of = Map[Served]{{"f", Served{Service: &slow}}}
	return append(out, []effect{
		// Who comes to what is stopped, a tenth of all, waits 10 h for the end of a stop whose length varies; else it were 5 h.
		{mechanism: "drawn-times", what: "but not closures", metric: "flow.f.step.00.closed", model: shut, with: 0.1 * 10, off: 0.1 * 10, chance: true},
		{mechanism: "drawn-times", what: "but not wind", metric: "flow.f.step.00.weather", model: blown, with: 0.1 * 10, off: 0.1 * 10, chance: true},
		{mechanism: "drawn-times", what: "but not repairs", metric: "flow.f.rate", model: mended, with: 30. / 44, off: 30. / 44, near: 0.05},
		{mechanism: "drawn-times", what: "M/M/1 to M/D/1", metric: wait, model: model(1000, 30000, queue(exp(2), exp(1), 1)), with: 1, off: 0.5, chance: true},
		{mechanism: "drawn-times", what: "M/M/1 to M/D/1, by flow", metric: wait, model: model(1000, 30000, own), with: 1, off: 0.5, chance: true},
		{mechanism: "breakdowns", what: "M/G/1 of completions", metric: within, model: model(1000, 30000, queue(exp(5), exp(1), 1, outage)), with: 1.1 + 0.2*3.02/2/(1-0.22), off: 1.25, chance: true},
	}...)
}

// spreadEffects: nine of ten exponential times of 10 h are less than 23 h, in every place that has a law of its time. A
// histogram knows a time to 1.6 %.
func spreadEffects() (out []effect) {
	row := func(what, way string, u Unit, m map[string]Spec) {
		m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Load, f.Direction = every(hours(100)), &Amount{1, u}, way })
		out = append(out, effect{mechanism: "drawn-times", what: what + ", " + way, metric: "flow.f.transit.p90", model: model(100, 100000, m), with: 10 * math.Log(10) / 24, off: 10. / 24, chance: true, near: 0.016})
	}
	x, ten := Both[des.Dist]{exp(10), exp(10)}, exp(10)
	all := Both[Ratio]{1, 1}
	lines := func(path string, place Spec) map[string]Spec {
		return map[string]Spec{
			"route.r": routeOf("terminal.o", "rail.a", Ref(path), "rail.b", "terminal.d"), path: place, "terminal.o": terminalOf(), "terminal.d": terminalOf(),
			"rail.a": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 1e-3, 1e6 }), "rail.b": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 1e-3, 1e6 }),
		}
	}
	for _, way := range []string{"west", "east"} {
		for what, change := range map[string]func(*Border){
			"customs":    func(b *Border) { b.Customs = x },
			"papers":     func(b *Border) { b.Papers = x },
			"inspection": func(b *Border) { b.Inspect = &Inspect{Share: all, Takes: x} },
			"hold":       func(b *Border) { b.Hold = &Hold{Share: all, Takes: x} },
			"traction":   func(b *Border) { b.Traction = ten },
			"lifts":      func(b *Border) { b.Gauge = &Gauge{Tracks: 1000, Lift: ten} },
			"bogies":     func(b *Border) { b.Gauge = &Gauge{Tracks: 1000, Bogie: ten} },
			"bulk":       func(b *Border) { b.Gauge = &Gauge{Tracks: 1000, Bulk: exp(10000)} }, // of a kilogram
		} {
			unit := map[string]Unit{"bogies": Wagons, "bulk": Tonnes}[what]
			row(what, way, unit, map[string]Spec{"route.r": routeOf("border.b"), "border.b": newOf(borderKind, change)})
		}
		siding := Map[Siding]{{"s", Siding{Takes: []string{"TEU"}, Fixed: ten}}}
		row("terminal", way, TEU, lines("terminal.x", terminalOf(func(t *Terminal) { t.Dwell = x })))
		row("port", way, TEU, lines("port.x", portOf(func(p *Port) { p.Dwell = x })))
		end := lines("port.x", portOf(func(p *Port) { p.Siding = siding }))
		end["route.r"] = routeOf("terminal.o", "rail.a", "port.x")
		row("siding of a port", way, TEU, end)
		row("sections", way, TEU, map[string]Spec{"route.r": routeOf("rail.l"), "rail.l": newOf(railKind, func(r *Rail) {
			r.Tracks, r.Sections = 1, []des.Dist{ten}
		})})
	}
	return out
}
