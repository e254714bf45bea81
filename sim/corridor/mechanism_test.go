package corridor

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// TestWithoutParts: of one consignment that nobody disturbs, with every law at its mean, each mechanism takes exactly
// the time that TestSumOfParts gives to it.
func TestWithoutParts(t *testing.T) {
	chain := func() *Scenario {
		s := model(1, 1500, chainSpecs("west"))
		s.Run.AtMeans = true
		return s
	}
	whole := run(t, chain(), 0)["flow.f.transit.mean"] * 24 * 60
	for name, minutes := range map[string]float64{
		"ship-handling":      2 * (180 + 60), // fixed time of a call, 20 boxes, at both ports
		"train-handling":     4 * (30 + 120), // four times shunting and 20 boxes
		"dwell":              2 * 360,        // at both ports
		"gauge-change":       60 + 15,        // forming, 20 lifts of 90 s by two cranes
		"customs":            180 + 120,      // with inspection
		"inspection":         120,            //
		"papers":             300,            //
		"traction":           45,             //
		"single-track-meets": 0,              // nobody comes the other way
		"border-slots":       0,              // nobody else asks for one
		"finite-stores":      0,              //
		"finite-sidings":     0,              //
		"finite-berths":      0,              //
	} {
		s, changes := Without(chain(), name)
		if got := whole - run(t, s, 0)["flow.f.transit.mean"]*24*60; !changes || math.Abs(got-minutes) > 1e-6 {
			t.Errorf("%s takes %.9g minutes (changes %v), want %v", name, got, changes, minutes)
		}
	}
	if s, changes := Without(chain(), "storms"); changes || !reflect.DeepEqual(s, chain()) {
		t.Error("a scenario without a sea of storms changes when storms are left out")
	}
}

// without is a metric of a model as it is and without a mechanism, over some replications.
func without(t *testing.T, s *Scenario, mechanism, metric string) (with, off []float64) {
	t.Helper()
	o, changes := Without(s, mechanism)
	if !changes {
		t.Fatalf("%s changes nothing", mechanism)
	}
	for r := range 6 {
		with, off = append(with, run(t, s, r)[metric]), append(off, run(t, o, r)[metric])
	}
	return with, off
}

// takesAway holds a metric with and without a mechanism against what theory says of both: within four standard errors and
// a slack for what rounding leaves, and a standard error of at most a twentieth.
func takesAway(t *testing.T, name string, s *Scenario, mechanism, metric string, with, off, slack float64) {
	t.Helper()
	a, b := without(t, s, mechanism, metric)
	for _, x := range []struct {
		what   string
		values []float64
		want   float64
	}{{"with", a, with}, {"without", b, off}} {
		mean, se := meanSE(x.values)
		if !(math.Abs(mean-x.want) <= 4*se+slack) || se > 0.05*x.want {
			t.Errorf("%s, %s it: %.4g ± %.2g, want %.4g", name, x.what, mean, se, x.want)
		}
	}
}

// TestWithoutTheory: what queues and laws of chance say a mechanism does, within four standard errors.
func TestWithoutTheory(t *testing.T) {
	outage := func(s *Station) { s.Outage = &Outage{Every: exp(30), Takes: exp(3), Clock: "working"} }
	twoClasses := with(queue(exp(2.5), exp(1), 1), "flow.g", flowTo("route.r", func(f *Flow) { f.Every = every(exp(2.5)) }))
	twoClasses["flow.f"].(*Flow).Priority = 1
	twoClasses["station.s"].(*Station).Of = Map[Served]{{"f", Served{}}}
	line := func(other Frequency) map[string]Spec {
		return map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(exp(4)) }), "route.r": routeOf("rail.r"),
			"rail.r": newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Headway, r.Other = 3600, 1, h(1), Both[Frequency]{other, 0} }),
		}
	}
	crossing := func(every Spec, other Frequency) map[string]Spec {
		return map[string]Spec{"flow.f": every, "route.r": routeOf("border.b"), "border.b": newOf(borderKind, func(b *Border) {
			b.Slots, b.Other = Both[Frequency]{4, 4}, Both[Frequency]{other, 0}
		})}
	}
	poisson := func(mean float64) Spec {
		return flowTo("route.r", func(f *Flow) { f.Every = every(exp(mean)) })
	}
	siding := map[string]Spec{
		"flow.f": poisson(2), "route.r": routeOf("rail.r", "terminal.t"), "rail.r": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
		"terminal.t": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(1), Cranes: 1}}}
		}),
	}
	for name, c := range map[string]struct {
		mechanism, metric string
		model             map[string]Spec
		with, off         float64
	}{
		"M/M/1 to M/D/1":         {"drawn-times", wait, queue(exp(2), exp(1), 1), 1, 0.5},
		"M/D/1 to D/D/1":         {"uneven-arrivals", wait, queue(exp(1.25), hours(1), 1), 2, 0},
		"M/G/1 of completions":   {"breakdowns", within, queue(exp(5), exp(1), 1, outage), 1.1 + 0.2*3.02/2/(1-0.22), 1.25},
		"Cobham's classes":       {"priorities", "station.s.of.f.waiting.mean", twoClasses, 0.8 / 0.6, 4},
		"M/D/1 with other, 3/4":  {"other-traffic-on-lines", "rail.r.waiting.mean", line(12), 1.5, 1. / 6},
		"M/D/1 of slots":         {"border-slots", "border.b.slot.waiting.mean", crossing(poisson(12), 0), 3, 0},
		"slots with others, 3/4": {"other-traffic-at-borders", "border.b.slot.waiting.mean", crossing(poisson(24), 2), 9, 1},
		"M/D/1 of a crane":       {"finite-sidings", "terminal.t.siding.s.waiting.mean", siding, 0.5, 0},
		"headway":                {"headway", "rail.r.waiting.mean", line(0), 1. / 6, 0},
		"closed half the day":    {"opening-hours", within, with(queue(exp(50), hours(0.001), 1, open("calendar.c", "pause")), "calendar.c", daily("00:00-12:00")), 3.001, 0.001},
	} {
		takesAway(t, name, model(1000, 30000, c.model), c.mechanism, c.metric, c.with, c.off, 1e-3)
	}
}

// ferryOf is a lane of two ships with all that the sea can do to them; one consignment of ten every two days.
func ferryOf(change func(v *Vessel, b *Basin)) map[string]Spec {
	v := vesselOf(2, 10, hours(10)).(*Vessel)
	b := newOf(basinKind, func(b *Basin) {
		b.Storms, b.Takes, b.Port = ofTwelve(0), hours(24), Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}, {"b", Closing{Closes: ofTwelve(1)}}}
	}).(*Basin)
	change(v, b)
	port := func() Spec {
		return portOf(func(p *Port) { p.Berth = Map[Berth]{{"x", Berth{Count: 2, Takes: []Ref{"vessel.v"}}}} })
	}
	return map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(exp(48)), des.Constant(10) }),
		"route.r": routeOf("port.a", "sea.s", "port.b"), "sea.s": seaOf("port.a", "port.b"),
		"port.a": port(), "port.b": port(), "vessel.v": v, "basin.w": b,
	}
}

// TestWithoutSea: false alarms, off-hire and half loads cost what arithmetic says.
func TestWithoutSea(t *testing.T) {
	// A look gives an alarm with probability 1/4; a ship that stays looks again after 6 h: 6 h / 3 in the mean. The
	// storms that never come are there so that the basin is.
	alarms := model(100, 40000, ferryOf(func(v *Vessel, b *Basin) { v.Count, b.FalseAlarm = 20, 0.25 }))
	with, off := without(t, alarms, "false-alarms", "flow.f.step.00.weather")
	if mean, se := meanSE(with); math.Abs(mean-2) > 4*se || off[0] != 0 {
		t.Errorf("false alarms hold cargo for %.3f ± %.3f h and %.3f h without, want 2 and 0", mean, se, off[0])
	}
	// A ship that sails to and fro, an hour each way, is away 24 h after every 72 h: a quarter of the time.
	busy := ferryOf(func(v *Vessel, b *Basin) {
		v.Passage, v.OffHire = every(hours(1)), &Interval{Every: hours(72), Takes: hours(24)}
	})
	busy["flow.f"].(*Flow).Every = every(exp(0.5))
	hire := model(100, 4000, busy)
	with, off = without(t, hire, "off-hire", "vessel.v.off_hire.mean")
	if mean, _ := meanSE(with); math.Abs(mean-0.5) > 0.01 || off[0] != 0 {
		t.Errorf("%.3f ships off hire, and %.3f without, want 0.5 and 0", mean, off[0])
	}
	// Two consignments of ten fill a ship of twenty: the first waits 48 h for the second, so the mean waits 24 h.
	half := model(1000, 40000, ferryOf(func(v *Vessel, b *Basin) { v.Carries.N, v.Count = 20, 20 }))
	with, off = without(t, half, "full-ships", "flow.f.transit.mean")
	var saved []float64
	for i := range with {
		saved = append(saved, 24*(with[i]-off[i]))
	}
	if mean, se := meanSE(saved); math.Abs(mean-24) > 4*se {
		t.Errorf("waiting for the second half takes %.2f ± %.2f h, want 24", mean, se)
	}
}

// TestWithoutDemand: what is left out is not offered, and nothing else changes in what is.
func TestWithoutDemand(t *testing.T) {
	flow := func(unit Unit, counted bool, weight UnitMass) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Spacing, f.Counted, f.Weight, f.Family = &Volume{365, unit}, &Amount{1, unit}, des.Constant(1), counted, weight, unit.String()
		})
	}
	s := func() *Scenario {
		m := model(0, 366*24, map[string]Spec{
			"flow.box": flow(TEU, true, 14000), "flow.empty": flow(Wagons, false, 0), "flow.truck": flow(Trucks, false, 18000), "flow.other": flow(Items, false, 1),
			"route.r":    routeOf("terminal.a"),
			"terminal.a": terminalOf(),
			"season.s":   newOf(seasonKind, func(x *Season) { x.Months = []float64{12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} }),
		})
		m.Things[m.Find("flow.box")].Spec.(*Flow).Season = "season.s"
		return m
	}
	all := map[string]float64{"flow.box": 365, "flow.empty": 365, "flow.truck": 365, "flow.other": 365}
	for mechanism, gone := range map[string][]string{"trucks": {"flow.truck"}, "empties": {"flow.empty"}, "uncounted-cargo": {"flow.empty", "flow.truck", "flow.other"}} {
		o, _ := Without(s(), mechanism)
		m := run(t, o, 0)
		for flow, want := range all {
			if contains(gone, flow) {
				want = 0
			}
			if got := m[flow+".offered"]; math.Abs(got-want) > 1 {
				t.Errorf("%s: %s offers %v, want %v", mechanism, flow, got, want)
			}
		}
	}
	january := s() // a year's cargo in January
	january.Run.Length = 31 * day
	o, _ := Without(january, "season")
	if with, off := run(t, january, 0)["flow.box.offered"], run(t, o, 0)["flow.box.offered"]; math.Abs(with-12*365) > 12 || math.Abs(off-365) > 12 {
		t.Errorf("in January %v a year with its season and %v without, want %d and 365", with, off, 12*365)
	}
}

// TestWithoutAnything: any mechanism left out of any corridor leaves a valid one that runs, and leaves the corridor it
// was taken from as it was; left out twice it changes nothing more.
func TestWithoutAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawScenario(rt)
		was := clone(s)
		if !reflect.DeepEqual(was, s) {
			rt.Fatal("a clone is not what it was made of")
		}
		m := rapid.SampledFrom(Mechanisms).Draw(rt, "mechanism").Name
		o, _ := Without(s, m)
		if !reflect.DeepEqual(was, s) {
			rt.Fatalf("%s: the scenario itself has changed", m)
		}
		if _, changes := Without(o, m); changes && m != "finite-fleets" {
			rt.Errorf("%s: leaving it out twice changes more than once", m)
		}
		if faults := Check(o); len(faults) > 0 {
			rt.Fatalf("%s: %v", m, faults)
		}
		survives(New(o, Choices{Seed: s.Run.Seed}))
	})
}

// TestWithoutDated: what changes inside the run is left out there too.
func TestWithoutDated(t *testing.T) {
	s := model(0, 1000, queue(exp(2), exp(1), 1))
	later := *s.Things[s.Find("station.s")].Spec.(*Station)
	later.Servers = 2
	s.Dated = []Dated{{On: s.Run.Start.Add(h(480)), Things: []Thing{{Path: "station.s", Spec: &later}}}}
	o, _ := Without(s, "drawn-times")
	if got := o.Dated[0].Things[0].Spec.(*Station); !got.Service.IsConstant() || got.Servers != 2 || later.Service.IsConstant() {
		t.Errorf("after the change: %+v, and what it was made of: %+v", got, later)
	}
}

// TestMechanismTitles: a table has room for each, no two are the same, and a sentence may begin with it.
func TestMechanismTitles(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Mechanisms {
		if n := len(m.Title); n == 0 || n > 29 || m.Title[0] < 'A' || m.Title[0] > 'Z' || m.Title[n-1] == '.' || seen[m.Title] {
			t.Errorf("%s: title %q", m.Name, m.Title)
		}
		seen[m.Title] = true
	}
}
