package corridor

import (
	"math"

	"corridor/sim/des"
)

// This file holds the effects of mechanisms of ships, ports and terminals.

func shipEffects() []effect {
	four := Amount{4000, Tonnes}
	// To and fro with a load on the way out, 20 h of use; 60 h away after 100 h of use (TestUseCountsWork).
	round := func(change func(*Vessel)) *Scenario {
		return crossing(48000, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(20)), des10 }),
			"port.b": portOf(func(p *Port) {
				p.Berth = Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{1, Items}}}}}
			}),
			"vessel.v": vesselOf(1, 10, hours(5), change),
		})
	}
	away := &Interval{Every: hours(100), Takes: hours(60), Clock: "sailing"}
	heavy := map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight, f.Tare = every(hours(1)), des10, 750, 250 }),
	}
	// The first of two shiploads waits 48 h for the second.
	half := ferries(30, hours(48), nil, func(v *Vessel) { v.Carries.N = 20 })
	low := shallow(4, 9, 0, levels("2024", 0.))
	byArrival, behindYard := decks(0), decks(20)
	return []effect{
		// Two ships fetch a shipload every 20 h each; eight fetch four times as many, or all that comes.
		{mechanism: "finite-fleets", what: "ships are short", metric: "flow.f.rate", model: ferries(2, hours(1), nil), with: 1, off: 4, near: 0.002},
		{mechanism: "finite-fleets", what: "ships are enough", metric: "flow.f.rate", model: ferries(2, hours(4), nil), with: 1, off: 2.5, near: 0.002},
		{mechanism: "full-ships", what: "half a load", metric: "flow.f.step.00.vessel", model: half, with: 24, off: 0, near: 0.002},
		{mechanism: "off-hire", what: "breakdowns", metric: "vessel.v.off_hire.mean", model: round(func(v *Vessel) { v.OffHire = away }), with: 60. / 160, off: 0, near: 0.005},
		{mechanism: "off-hire", what: "overhauls", metric: "vessel.v.off_hire.mean", model: round(func(v *Vessel) { v.Overhaul = away }), with: 60. / 160, off: 0, near: 0.005},
		{mechanism: "off-hire", what: "both carry less", metric: "flow.f.rate", model: round(func(v *Vessel) { v.OffHire, v.Overhaul = away, away }), with: 0.5 * 100 / 220, off: 0.5, near: 0.01},
		// Of ten slots four are used by pieces of 0.75 t and their tare of 0.25 t, with a payload of 4 t.
		{mechanism: "payload", what: "cargo and tare", metric: "flow.f.rate", model: ferries(1, hours(1), heavy, func(v *Vessel) { v.Payload = &four }), with: 0.2, off: 0.5, near: 0.002},
		// Half of 10 t in water of 4 m, or all of 50 slots; every other voyage is empty.
		{mechanism: "payload", what: "in any water", metric: "vessel.v.pieces.items.mean", model: low, with: 2.5, off: 25, near: 0.01},
		{mechanism: "draught", what: "shallow water", metric: "vessel.v.pieces.items.mean", model: low, with: 2.5, off: 5, near: 0.01},
		// Wagons and trucks ask for 0.6 and 0.3 of the half place an hour and share it as they come, or, behind a full yard,
		// wagons have what trucks leave (TestDeckByArrival). Without trucks the deck is the wagons'.
		{mechanism: "trucks", what: "wagons gain the deck", metric: "flow.wagons.rate", model: byArrival, with: 0.5 * 2 / 3, off: 0.5, near: 0.015},
		{mechanism: "trucks", what: "wagons gain more", metric: "flow.wagons.rate", model: behindYard, with: 0.2, off: 0.5, near: 0.025},
		{mechanism: "trucks", what: "trucks go", metric: "flow.trucks.rate", model: byArrival, with: 0.5 / 3, off: 0, near: 0.03},
		// Both ships go where the cargo is, or one of them waits for ever on the other lane.
		{mechanism: "ships-change-lanes", what: "one lane of two", metric: "flow.k.rate", model: twoLanes(2, "most", 0.5, 6, 0), with: 1, off: 0.5, near: 0.01},
	}
}

func stormEffects() []effect {
	// A passage of 5 h, storms of 10 h after calms of 50 h in the mean. Who is ready in a storm, a sixth of all, waits
	// 5 h for its end. With foresight a captain goes only if the calm lasts as long as the passage: from a calm moment he
	// waits w = p (t + 10 h + w), where p is the chance that a storm begins within the passage, and t when it does.
	const rate, passage, storm = 0.02, 5., 10.
	p := 1 - math.Exp(-rate*passage)
	pt := (1 - math.Exp(-rate*passage)*(1+rate*passage)) / rate // p t
	ahead := (pt + p*storm) / (1 - p)
	// Who sails into a storm is half as fast from then on: what is left of the passage takes twice as long.
	short := func(v *Vessel) { v.Passage = every(hours(passage)) }
	foresee := ferries(40, exp(25), map[string]Spec{"basin.w": stormy(hours(storm), func(b *Basin) { b.Hit, b.Slow = 1, 0.5 })}, short)
	wind := ferries(30, hours(25), map[string]Spec{
		"port.b": portOf(func(p *Port) {
			p.Berth = Map[Berth]{{"x", berthsOf(10, 1, func(b *Berth) { b.Wind, b.Fixed = true, des.Dist{} })}}
		}),
		"basin.w": newOf(basinKind, func(b *Basin) {
			b.Storms, b.Takes, b.Port = ofTwelve(0.02), exp(10), Map[Closing]{{"b", Closing{Closes: ofTwelve(0), Cranes: ofTwelve(1)}}}
		}),
	})
	// A look gives an alarm with probability 1/4; a ship that stays looks again after 6 h: 6 h / 3 in the mean. The
	// storms that never come are there so that the basin is.
	alarms := model(100, 40000, ferryOf(func(v *Vessel, b *Basin) { v.Count, b.FalseAlarm = 20, 0.25 }))
	return []effect{
		{mechanism: "storms", what: "residual storm", metric: "flow.f.step.00.weather", model: ferries(40, exp(25), map[string]Spec{"basin.w": stormy(exp(10), func(*Basin) {})}), with: 10. / 6, off: 0, chance: true},
		{mechanism: "storms", what: "by date", metric: "flow.f.step.00.weather", model: datedStorms(145, 85, gale(100, 120, "a")), with: 35, off: 0},
		{mechanism: "storms", what: "that do not come", metric: "flow.f.step.00.weather", model: alarms, with: 2, off: 0, chance: true},
		{mechanism: "false-alarms", what: "six hours a time", metric: "flow.f.step.00.weather", model: alarms, with: 2, off: 0, chance: true},
		{mechanism: "foresight", what: "a window for the trip", metric: "flow.f.step.00.weather", model: foresee, with: ahead + storm/2/6, off: storm / 2 / 6, chance: true},
		{mechanism: "foresight", what: "caught at sea", metric: "flow.f.step.01.weather", model: foresee, with: 0, off: passage*p - pt, chance: true},
		{mechanism: "wind-at-cranes", what: "ten hours of work", metric: "flow.f.step.02.weather", model: wind, with: 11. / 3, off: 0, chance: true},
	}
}

func berthEffects() []effect {
	two := 2
	pool := landing(func(p *Port) {
		p.Pool, p.Berth = Map[Pool]{{"quay", Pool{3}}}, Map[Berth]{{"x", berthsOf(2, 10, func(b *Berth) { b.Pool, b.Cranes = "quay", &two })}}
	})
	one := landing(func(p *Port) { p.Berth = Map[Berth]{{"x", berthsOf(1, 20, func(*Berth) {})}} })
	berth := portOf(func(p *Port) {
		p.Berth = Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Fixed: hours(5)}}}
	})
	return []effect{
		// The second of two ships has one crane for an hour and then two, or two all the time.
		{mechanism: "shared-cranes", what: "three for two ships", metric: "flow.g.transit.mean", model: pool, with: 13.5 / 24, off: 13. / 24},
		// The second ship comes an hour after the first, which is at the only berth for three.
		{mechanism: "finite-berths", what: "one for two ships", metric: "flow.g.transit.mean", model: one, with: 15. / 24, off: 13. / 24},
		// The second ship waits for the first in the channel (TestChannel).
		{mechanism: "finite-berths", what: "a channel for one", metric: "flow.g.time.mean", model: approach(1, 130, map[string]Spec{}), with: 14, off: 12},
		{mechanism: "finite-berths", what: "M/D/1", metric: "port.b.anchorage.waiting.mean", model: ferries(40, exp(10), map[string]Spec{"port.b": berth}), with: 2.5, off: 0, chance: true},
	}
}

// depots are the two kinds of places with sidings, stores and dwell, under the path of one of them.
func depots(siding Siding, storage []Amount, dwell float64) map[string]Spec {
	lie := Both[des.Dist]{hours(dwell), hours(dwell)}
	tracks := Map[Siding]{}
	if siding.Takes != nil {
		tracks = Map[Siding]{{"s", siding}}
	}
	return map[string]Spec{
		"terminal.x": terminalOf(func(x *Terminal) { x.Siding, x.Storage, x.Dwell = tracks, storage, lie }),
		"port.x":     portOf(func(x *Port) { x.Siding, x.Storage, x.Dwell = tracks, storage, lie }),
	}
}

// sidingEffects: of two trains of an hour's work each the second waits for the first: for a crane, or for a track.
func sidingEffects() (out []effect) {
	ends := func(path string, place Spec, routes ...Ref) *Scenario {
		return model(0.5, 1000, map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(50)), des.Constant(2), "train.t" }),
			"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{1, Items} }),
			"route.r": routeOf(routes...), "rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
			"terminal.o": terminalOf(), path: place,
		})
	}
	for what, c := range map[string]struct {
		siding Siding
		origin bool
	}{
		"cranes, unloading": {Siding{Cranes: 1}, false}, "receiving tracks": {Siding{Receiving: 1}, false},
		"cranes, loading": {Siding{Cranes: 1}, true}, "departure tracks": {Siding{Departure: 1}, true},
	} {
		c.siding.Takes, c.siding.Fixed = []string{"items"}, hours(1)
		for path, place := range depots(c.siding, nil, 0) {
			route := []Ref{"terminal.o", "rail.l", Ref(path)}
			if c.origin {
				route[0], route[2] = route[2], route[0]
			}
			out = append(out, effect{mechanism: "finite-sidings", what: what + ", " + path, metric: "flow.f.transit.mean", model: ends(path, place, route...), with: 2.5 / 24, off: 2. / 24})
		}
	}
	theory := func(place Spec) *Scenario {
		return model(1000, 30000, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(exp(2)) }), "route.r": routeOf("rail.r", "terminal.t"),
			"rail.r": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }), "terminal.t": place,
		})
	}
	crane := terminalOf(func(x *Terminal) {
		x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(1), Cranes: 1}}}
	})
	return append(out, effect{mechanism: "finite-sidings", what: "M/D/1 of a crane", metric: "terminal.t.siding.s.waiting.mean", model: theory(crane), with: 0.5, off: 0, chance: true})
}

// storeEffects: cargo lies 40 h in a store of one load, so that one passes in 40 h, by Little's law; one comes every 20 h.
func storeEffects() (out []effect) {
	between := func(place Ref, direction string, m map[string]Spec) *Scenario {
		for path, s := range map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) {
				f.Every, f.Batch, f.Train, f.Direction = every(hours(20)), des10, "train.t", direction
			}),
			"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }),
			"route.r": routeOf("terminal.o", "rail.a", place, "rail.b", "terminal.d"), "terminal.o": terminalOf(), "terminal.d": terminalOf(),
			"rail.a": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }), "rail.b": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
		} {
			m[path] = s
		}
		return model(1000, 40000, m)
	}
	for _, way := range []string{"west", "east"} {
		for path := range depots(Siding{}, nil, 0) {
			small := map[string]Spec{path: depots(Siding{}, []Amount{{10, Items}}, 40)[path]}
			lies := map[string]Spec{path: depots(Siding{}, nil, 40)[path]}
			out = append(out,
				effect{mechanism: "finite-stores", what: path + ", " + way, metric: "flow.f.rate", model: between(Ref(path), way, small), with: 0.25, off: 0.5, near: 0.01},
				effect{mechanism: "dwell", what: path + ", " + way, metric: "flow.f.transit.mean", model: between(Ref(path), way, lies), with: 42. / 24, off: 2. / 24})
		}
	}
	yard := ferries(30, hours(20), map[string]Spec{
		"route.r": routeOf("port.a", "sea.s", "port.b", "rail.l", "terminal.t"),
		"rail.l":  newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }), "terminal.t": terminalOf(),
		"port.b": portOf(func(p *Port) { p.Storage, p.Dwell = []Amount{{10, Items}}, Both[des.Dist]{hours(40), hours(40)} }),
	})
	return append(out, effect{mechanism: "finite-stores", what: "from ships", metric: "flow.f.rate", model: yard, with: 0.25, off: 0.5, near: 0.01})
}

// engined is a circuit with wagons without end and three locomotives.
func engined(repair *Repair) *Scenario {
	return circuit(0, map[string]Spec{
		"flow.f":      flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1)), des10, "train.t" }),
		"train.light": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
		"flow.light":  backTo("route.r", "train.light"),
		"loco.pool": newOf(locoKind, func(l *Loco) {
			l.Count, l.Trains, l.Repair = 3, []Ref{"train.t"}, repair
			l.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.light"}}}, {"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}}
		}),
	})
}

func poolEffects() []effect {
	// All wagons that have been unloaded, or all locomotives of trains, are mended for 22 h, as long as a cycle takes.
	mended := circuit(30, map[string]Spec{})
	spec[*Wagon](mended, "wagon.pool").Repair = &Repair{Share: 1, Takes: hours(22)}
	home := model(100, 4000, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Train = every(hours(4)), "train.t" }),
		"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Empties = Amount{1, Items}, 1 }),
		"route.r": routeOf("terminal.a", "rail.l", "terminal.b"), "terminal.a": terminalOf(), "terminal.b": terminalOf(),
		"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Headway = 3600, 1, h(1) }),
	})
	return []effect{
		// Three trains on a cycle of 22 h, or all ten that cargo comes for every hour; of the locomotives, all that wagons
		// without end allow: one.
		{mechanism: "finite-wagons", what: "three trains", metric: "flow.f.rate", model: circuit(30, map[string]Spec{}), with: 30. / 22, off: 100, near: 0.01},
		{mechanism: "finite-locomotives", what: "three trains", metric: "flow.f.rate", model: engined(nil), with: 30. / 22, off: 10, near: 0.01},
		{mechanism: "breakdowns", what: "wagons", metric: "flow.f.rate", model: mended, with: 30. / 44, off: 30. / 22, near: 0.015},
		{mechanism: "breakdowns", what: "locomotives", metric: "flow.f.rate", model: engined(&Repair{Share: 1, Takes: hours(22)}), with: 30. / 44, off: 30. / 22, near: 0.015},
		// Every train of four hours runs home and takes an hour of the other track.
		{mechanism: "empties", what: "trains run home", metric: "rail.l.occupation.east", model: home, with: 0.25, off: 0, near: 0.001},
	}
}
