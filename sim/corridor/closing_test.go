package corridor

import (
	"fmt"
	"math"
	"testing"

	"corridor/sim/des"
)

// TestClosingOfCustoms: customs are open from 08:00 to 16:00 and need 5 h for each train; a train comes at midnight and
// every 10 h after, and none waits for another. Of the twelve trains of five days the hours inside are counted by hand for
// each rule: from the arrival to the opening, 5 h of release, and what the rule adds.
func TestClosingOfCustoms(t *testing.T) {
	// Arrivals on the clock: 10 20 6 16 2 12 22 8 18 4 14 0, and so on.
	inside := func(rule string, arrival float64) float64 {
		clock := math.Mod(arrival, 24)
		toOpening := math.Mod(8-clock+24, 24)
		open := clock >= 8 && clock < 16
		switch {
		case !open:
			return toOpening + 5
		case clock+5 <= 16 || rule == "finish":
			return 5
		case rule == "pause":
			return 5 + 16 // closed from 16:00 to 08:00
		}
		return toOpening + 5 // fits: the next morning
	}
	for _, rule := range []string{"pause", "finish", "fits"} {
		specs := map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(10)) }),
			"route.r": routeOf("border.b"),
			"border.b": newOf(borderKind, func(b *Border) {
				b.Customs, b.Hours, b.Closing = Both[des.Dist]{hours(5), hours(5)}, "calendar.c", rule
			}),
			"calendar.c": daily("08:00-16:00"),
		}
		want := 0.0
		for i := 1; i <= 12; i++ {
			want += inside(rule, 10*float64(i)) / 12
		}
		m := run(t, model(0, 24*60, specs), 0)
		if got := m["flow.f.time.mean"]; !(math.Abs(got-want) <= 0.05*want) {
			t.Errorf("%s: %g h inside, want %g", rule, got, want)
		}
		exact := New(model(0, 24*60, specs), Choices{})
		exact.Run()
		sum, n := 0.0, 0
		for i := 1; 10*float64(i)+inside(rule, 10*float64(i)) <= 24*60; i++ {
			sum += inside(rule, 10*float64(i))
			n++
		}
		if got := exact.flows[0].stat.transitSum().Float() / 3600e9; !(math.Abs(got-sum) <= 1e-6) || exact.flows[0].stat.delivered != int64(n) {
			t.Errorf("%s: %g h for %d trains, want %g for %d", rule, got, exact.flows[0].stat.delivered, sum, n)
		}
	}
}

// TestWorkLongerThanOpening: what fits into no opening begins at the next one and pauses.
func TestWorkLongerThanOpening(t *testing.T) {
	for rule, want := range map[string]float64{"pause": 8 + 8 + 16 + 4, "finish": 8 + 12, "fits": 8 + 8 + 16 + 4} {
		m := run(t, model(0, 24*4, map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(48)) }),
			"route.r": routeOf("border.b"),
			"border.b": newOf(borderKind, func(b *Border) {
				b.Customs, b.Hours, b.Closing = Both[des.Dist]{hours(12), hours(12)}, "calendar.c", rule
			}),
			"calendar.c": daily("08:00-16:00"),
		}), 0)
		if got := m["flow.f.time.mean"]; got != want {
			t.Errorf("%s: 12 h of customs from midnight need %g h, want %g", rule, got, want)
		}
	}
}

// TestClosingOfSidings: a train of 5 h that comes at noon to a terminal that works until 16:00 is done at 17:00 by the rule
// finish, at 09:00 by the rule pause and, begun in the morning, at 13:00 by the rule fits; one that comes at 18:00 waits for the
// morning under all of them.
func TestClosingOfSidings(t *testing.T) {
	for rule, want := range map[string]float64{"pause": (21 + 14 + 5.) / 2, "finish": (5 + 14 + 5.) / 2, "fits": (20 + 5 + 14 + 5.) / 2, "": (21 + 14 + 5.) / 2} {
		m := run(t, model(0, 86, map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(42)) }),
			"flow.g":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(60)) }),
			"route.r": routeOf("rail.a", "terminal.t"),
			"rail.a":  newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Headway = 1e-3, 1e6, 0 }),
			"terminal.t": terminalOf(func(x *Terminal) {
				x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(5), Hours: "calendar.c", Closing: rule}}}
			}),
			"calendar.c": daily("08:00-16:00"),
		}), 0)
		got := (m["flow.f.time.mean"] + m["flow.g.time.mean"]) / 2
		if !(math.Abs(got-want) <= 1e-6) {
			t.Errorf("%q: %g h, want %g (at 18:00 %g, at noon %g)", rule, got, want, m["flow.f.time.mean"], m["flow.g.time.mean"])
		}
	}
}

// TestClosingOfBerths: a berth works from 08:00 to 16:00. A ship comes at noon; its 5 h of unloading end as those of a train at a
// siding: at 09:00 by the rule pause, at 17:00 by finish, at 13:00 by fits. With 10 h, which fit into no opening, at 14:00, at 22:00
// and at 14:00; by fits 3.5 h begin at once and 8 h, a whole opening, in the morning. The cranes are its own or of a pool, with an
// hour of mooring first or without, or with so much that it ends after closing time.
func TestClosingOfBerths(t *testing.T) {
	type berth struct {
		rule string
		work float64
	}
	for c, want := range map[berth]float64{
		{"", 5}: 21, {"pause", 5}: 21, {"finish", 5}: 5, {"fits", 5}: 25,
		{"pause", 10}: 26, {"finish", 10}: 10, {"fits", 10}: 26, {"fits", 3.5}: 3.5, {"fits", 8}: 28,
	} {
		for _, pool := range []bool{false, true} {
			for _, fixed := range []float64{0, 1, 4.5} {
				if fixed >= c.work {
					continue
				}
				two := 2
				b := Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{1 / (c.work - fixed), Items}}, Fixed: hours(fixed), Hours: "calendar.c", Closing: c.rule}
				p := newOf(portKind, func(p *Port) {
					if pool {
						b.Pool, b.Cranes, b.Rate[0].PerHour = "q", &two, b.Rate[0].PerHour/2
						p.Pool = Map[Pool]{{"q", Pool{Cranes: 2}}}
					}
					p.Berth = Map[Berth]{{"g", b}}
				})
				s := crossing(71, map[string]Spec{
					"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(36)) }),
					"port.b": p, "calendar.c": daily("08:00-16:00"),
					"vessel.v": vesselOf(3, 1, hours(1e-9), func(v *Vessel) { v.Sail.Light = true }),
				})
				s.Run.LeadIn = 0
				m := run(t, s, 0)
				if got := m["flow.f.time.mean"]; !(math.Abs(got-want) <= 1e-6) {
					t.Errorf("%+v, pool %v, fixed %g h: %g h, want %g", c, pool, fixed, got, want)
				}
			}
		}
	}
}

// TestClosingOfStations: a station works from 08:00 to 16:00. Five units that need 3 h each come at 08:00: the third begins
// at 14:00. It is done at 09:00 if it pauses, at 17:00 if it is finished, and at 11:00 if it begins again or has not begun; two hours of
// work are lost if it begins again. What takes 12 h, and so fits into no opening, pauses by all rules but finish.
func TestClosingOfStations(t *testing.T) {
	for rule, want := range map[string][4]float64{ // the third, fourth and fifth unit are done; hours of work on the third
		"pause": {33, 36, 39, 3}, "finish": {17, 35, 38, 3}, "restart": {35, 38, 59, 5}, "fits": {35, 38, 59, 3},
	} {
		units := func(n int, service float64) *Scenario {
			m := map[string]Spec{
				"route.r":    routeOf("station.s"),
				"calendar.c": daily("08:00-16:00"),
				"station.s":  stationOf(1, hours(service), func(s *Station) { s.Hours, s.Closing = "calendar.c", rule }),
			}
			for i := range n {
				m[fmt.Sprintf("flow.f%d", i+1)] = flowTo("route.r", func(f *Flow) { f.Every = every(hours(80 + float64(i)*1e-6)) })
			}
			return model(0, 80+72, m)
		}
		m := run(t, units(5, 3), 0)
		for i, done := range want[:3] { // they come at 08:00 of the fourth day
			got := m[fmt.Sprintf("flow.f%d.time.mean", i+3)]
			if !(math.Abs(got-(done-8)) <= 1e-4) {
				t.Errorf("%s: unit %d is there for %g h, want %g", rule, i+3, got, done-8)
			}
		}
		if got := m["flow.f3.step.00.handling"]; !(math.Abs(got-want[3]) <= 1e-4) {
			t.Errorf("%s: the third unit is worked for %g h, want %g", rule, got, want[3])
		}
		long := 8. + 16 + 4
		if rule == "finish" {
			long = 12
		}
		if got := run(t, units(1, 12), 0)["flow.f1.time.mean"]; !(math.Abs(got-long) <= 1e-4) {
			t.Errorf("%s: 12 h of work need %g h, want %g", rule, got, long)
		}
	}
}
