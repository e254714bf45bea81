package corridor

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// ferries is a lane of so many ships of ten pieces, ten hours a passage, with a shipload at the first port every gap; a
// ship that has landed it goes back at once.
func ferries(ships int, gap des.Dist, m map[string]Spec, change ...func(*Vessel)) *Scenario {
	all := map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(gap), des10 }),
		"vessel.v": vesselOf(ships, 10, hours(10), change...),
	}
	for path, s := range m {
		all[path] = s
	}
	s := crossing(80000, all)
	s.Run.LeadIn = h(1000.5)
	return s
}

// stormy is a sea whose storms begin after 50 calm hours in the mean and close the first port.
func stormy(takes des.Dist, change func(*Basin)) Spec {
	return newOf(basinKind, func(b *Basin) {
		b.Storms, b.Takes, b.Port = ofTwelve(0.02), takes, Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}}
		change(b)
	})
}

// TestWithoutExactly: what one number says of a mechanism, with it and without.
func TestWithoutExactly(t *testing.T) {
	two := 2
	four := Amount{4000, Tonnes}
	pool := landing(func(p *Port) {
		p.Pool, p.Berth = Map[Pool]{{"quay", Pool{3}}}, Map[Berth]{{"x", berthsOf(2, 10, func(b *Berth) { b.Pool, b.Cranes = "quay", &two })}}
	})
	locos := circuit(0, map[string]Spec{
		"flow.f":      flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1)), des10, "train.t" }),
		"train.light": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
		"flow.light":  backTo("route.r", "train.light"),
		"loco.pool": newOf(locoKind, func(l *Loco) {
			l.Count, l.Trains = 3, []Ref{"train.t"}
			l.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.light"}}}, {"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}}
		}),
	})
	for name, c := range map[string]struct {
		mechanism, metric string
		model             *Scenario
		with, off, near   float64 // near: relative
	}{
		// Two ships fetch a shipload every 20 h each; eight fetch four times as many, or all that comes.
		"ships are short":  {"finite-fleets", "flow.f.rate", ferries(2, hours(1), nil), 1, 4, 0.002},
		"ships are enough": {"finite-fleets", "flow.f.rate", ferries(2, hours(4), nil), 1, 2.5, 0.002},
		// Of ten slots four are used by pieces of 0.75 t and their tare of 0.25 t, with a payload of 4 t.
		"cargo and tare": {"payload", "flow.f.rate", ferries(1, hours(1), map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight, f.Tare = every(hours(1)), des10, 750, 250 }),
		}, func(v *Vessel) { v.Payload = &four }), 0.2, 0.5, 0.002},
		// Both ships go where the cargo is, or one of them waits for ever on the other lane.
		"one lane of two": {"ships-change-lanes", "flow.k.rate", twoLanes(2, "most", 0.5, 6, 0), 1, 0.5, 0.01},
		"shallow water":   {"draught", "vessel.v.pieces.mean", shallow(4, 9, 0, levels("2024", 0.)), 2.5, 5, 0.01},
		// The second of two ships has one crane for an hour and then two, or two all the time.
		"cranes of a pool": {"shared-cranes", "flow.g.transit.mean", pool, 13.5 / 24, 13. / 24, 1e-9},
		// Cargo lies 40 h in a yard of one shipload, so that it passes one in 40 h, by Little's law; one comes every 20 h.
		"a small yard": {"finite-stores", "flow.f.rate", ferries(30, hours(20), map[string]Spec{
			"route.r": routeOf("port.a", "sea.s", "port.b", "rail.l", "terminal.t"),
			"rail.l":  newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }), "terminal.t": terminalOf(),
			"port.b": portOf(func(p *Port) { p.Storage, p.Dwell = []Amount{{10, Items}}, Both[des.Dist]{hours(40), hours(40)} }),
		}), 0.25, 0.5, 0.01},
		// Ten trains of a day each stand before the siding, or their cargo waits at its origin until five have gone. The
		// ban ends at hour 1248; one of two trains goes then and one a day later, and the crane has nothing to do from 1250
		// until the first comes at 1258.
		"a ban holds cargo":     {"loading-bans", "flow.second.step.00.ban", banned1(&Ban{Trains: 3}), 160, 0, 1e-9},
		"a ban costs the crane": {"loading-bans", "flow.second.transit.mean", banned1(&Ban{Trains: 3}), 194. / 24, 186. / 24, 1e-9},
		// Three trains on a cycle of 22 h, or all ten that cargo comes for every hour; of the locomotives, all that wagons
		// without end allow: one.
		"wagons":      {"finite-wagons", "flow.f.rate", circuit(30, map[string]Spec{}), 30. / 22, 100, 0.01},
		"locomotives": {"finite-locomotives", "flow.f.rate", locos, 30. / 22, 10, 0.01},
		// Every train of four hours runs home and takes an hour of the other track.
		"trains run home": {"empties", "rail.l.occupation.east", model(100, 4000, map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Train = every(hours(4)), "train.t" }),
			"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Empties = Amount{1, Items}, 1 }),
			"route.r": routeOf("terminal.a", "rail.l", "terminal.b"), "terminal.a": terminalOf(), "terminal.b": terminalOf(),
			"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Headway = 3600, 1, h(1) }),
		}), 0.25, 0, 0.001},
		// The second train of two stands before a full siding from hour 110 to 134. With room for one there, nobody may
		// enter the line behind it, as the train of hour 120 to another place would.
		"room beyond a line": {"finite-line-ends", "flow.g.step.00.track", branching(), 14, 0, 1e-9},
	} {
		off, changes := Without(c.model, c.mechanism)
		if !changes {
			t.Errorf("%s: %s changes nothing", name, c.mechanism)
		}
		with, without := run(t, c.model, 0)[c.metric], run(t, off, 0)[c.metric]
		if !(math.Abs(with-c.with) <= c.near*c.with) || !(math.Abs(without-c.off) <= c.near*max(c.off, 1e-6)) {
			t.Errorf("%s, without %s: %s is %.6g with and %.6g without, want %.6g and %.6g", name, c.mechanism, c.metric, with, without, c.with, c.off)
		}
	}
	tanker := ferries(1, hours(1), nil, func(v *Vessel) { v.Carries.Unit, v.Payload, v.Deck = Tonnes, &four, Map[Ratio]{{"items", 1}} })
	if _, changes := Without(tanker, "payload"); changes {
		t.Error("a ship that carries tonnes loses its payload")
	}
}

// branching is a line of 10 h with room for one train at its ends, to a siding that unloads one train at once, in 24 h.
// Two trains for it set out at hour 100; one that passes through goes at hour 120.
func branching() *Scenario {
	one := 1
	return model(1, 195, map[string]Spec{
		"flow.f":     flowTo("route.f", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(100)), des.Constant(2), "train.t" }),
		"flow.g":     flowTo("route.g", func(f *Flow) { f.Every, f.Train = every(hours(120)), "train.t" }),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{1, Items} }),
		"route.f":    routeOf("rail.l", "terminal.b"),
		"route.g":    routeOf("rail.l", "terminal.c"),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Room = 36000, 1, &one }),
		"terminal.c": terminalOf(),
		"terminal.b": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(24), Receiving: 1}}}
		}),
	})
}

// TestWithoutChance: what laws of chance say of a mechanism, with it and without, within four standard errors.
func TestWithoutChance(t *testing.T) {
	// A passage of 5 h, storms of 10 h after calms of 50 h in the mean. Who is ready in a storm, a sixth of all, waits
	// 5 h for its end. With foresight a captain goes only if the calm lasts as long as the passage: from a calm moment he
	// waits w = p (t + 10 h + w), where p is the chance that a storm begins within the passage, and t when it does.
	const rate, passage, storm = 0.02, 5., 10.
	p := 1 - math.Exp(-rate*passage)
	pt := (1 - math.Exp(-rate*passage)*(1+rate*passage)) / rate // p t
	ahead := (pt + p*storm) / (1 - p)
	// Who sails into a storm is half as fast from then on: what is left of the passage takes twice as long.
	short := func(v *Vessel) { v.Passage = every(hours(passage)) }
	foresee := stormy(hours(storm), func(b *Basin) { b.Hit, b.Slow = 1, 0.5 })
	wind := func() *Scenario {
		return ferries(30, hours(25), map[string]Spec{
			"port.b": portOf(func(p *Port) {
				p.Berth = Map[Berth]{{"x", berthsOf(10, 1, func(b *Berth) { b.Wind, b.Fixed = true, des.Dist{} })}}
			}),
			"basin.w": newOf(basinKind, func(b *Basin) {
				b.Storms, b.Takes, b.Port = ofTwelve(0.02), exp(10), Map[Closing]{{"b", Closing{Closes: ofTwelve(0), Cranes: ofTwelve(1)}}}
			}),
		})
	}
	berth := portOf(func(p *Port) {
		p.Berth = Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Fixed: hours(5)}}}
	})
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
	for name, c := range map[string]struct {
		mechanism, metric string
		model             *Scenario
		with, off         float64
	}{
		"residual storm":        {"storms", "flow.f.step.00.weather", ferries(40, exp(25), map[string]Spec{"basin.w": stormy(exp(10), func(*Basin) {})}), 10. / 6, 0},
		"a window for the trip": {"foresight", "flow.f.step.00.weather", ferries(40, exp(25), map[string]Spec{"basin.w": foresee}, short), ahead + storm/2/6, storm / 2 / 6},
		"caught at sea":         {"foresight", "flow.f.step.01.weather", ferries(40, exp(25), map[string]Spec{"basin.w": foresee}, short), 0, passage*p - pt},
		"cranes in the wind":    {"wind-at-cranes", "flow.f.step.02.weather", wind(), 11. / 3, 0},
		"M/D/1 of a berth":      {"finite-berths", "port.b.anchorage.waiting.mean", ferries(40, exp(10), map[string]Spec{"port.b": berth}), 2.5, 0},
		"the tenth piece":       {"full-trains", "terminal.a.made.waiting.mean", made, 4.5 * 6, 0},
		"trains of ten":         {"full-trains", "terminal.a.made.load.mean", made, 10, 1},
		"half a year closed":    {"closures", "station.b.waiting.n", shut, 0.5 * 1.2 * 183 * 24, 0.5 * 1.2 * 366 * 24},
	} {
		takesAway(t, name, c.model, c.mechanism, c.metric, c.with, c.off, 1e-6*c.with)
	}
}

// TestEveryMechanismIsTested: each mechanism of the list is left out by name in a test of this package.
func TestEveryMechanismIsTested(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for _, m := range Mechanisms {
		if !strings.Contains(all.String(), `"`+m.Name+`"`) {
			t.Errorf("no test leaves %s out", m.Name)
		}
	}
}
