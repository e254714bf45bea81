package corridor

import (
	"fmt"
	"math"
	"testing"
	"time"

	"corridor/sim/des"
)

// chainSpecs is a corridor of every kind of place, with whole numbers: a terminal, double track, a border with
// change of gauge, single track with loops, a port, the sea, a port, double track, a terminal. One
// consignment of 40 TEU in 20 boxes comes after 1000 h.
func chainSpecs(direction string) map[string]Spec {
	siding := func() Map[Siding] {
		return Map[Siding]{{"box", Siding{Takes: []string{"TEU"}, Receiving: 1, Departure: 1, Cranes: 1, Rate: []Throughput{{10, Moves}}, Fixed: exp(0.5)}}}
	}
	port := func() Spec {
		return portOf(func(p *Port) {
			p.Siding, p.Storage, p.Dwell = siding(), []Amount{{40, TEU}}, Both[des.Dist]{exp(6), exp(6)}
			p.Berth = Map[Berth]{{"b", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{20, Moves}}, Fixed: exp(3)}}}
		})
	}
	rail := func(change func(*Rail)) Spec { return newOf(railKind, change) }
	return map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Load, f.Train, f.Box, f.Direction = every(exp(1000)), des.Constant(40), &Amount{1, TEU}, "train.t", 2, direction
		}),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{40, TEU} }),
		"route.r":    routeOf("terminal.a", "rail.a", "border.b", "rail.b", "port.a", "sea.s", "port.b", "rail.c", "terminal.b"),
		"terminal.a": terminalOf(func(x *Terminal) { x.Siding = siding() }),
		"rail.a":     rail(func(r *Rail) { r.Length, r.Speed, r.Headway = 360e3, 10, h(1) }),
		"border.b": newOf(borderKind, func(b *Border) {
			b.Slots, b.Traction, b.Customs, b.Papers = Both[Frequency]{4, 4}, exp(0.75), Both[des.Dist]{exp(3), exp(3)}, Both[des.Dist]{exp(5), exp(5)}
			b.Gauge = &Gauge{Tracks: 1, Cranes: 2, Lift: exp(0.025), Form: exp(1)}
			b.Inspect = &Inspect{Share: Both[Ratio]{1, 1}, Takes: Both[des.Dist]{exp(2), exp(2)}}
		}),
		"rail.b": rail(func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Loops, r.Crossing = 144e3, 20, 1, 3, h(1./12) }),
		"port.a": port(), "port.b": port(),
		"sea.s": newOf(seaKind, func(x *Sea) { x.Path, x.Distance, x.Manoeuvre = []Ref{"port.a", "port.b"}, 288e3, h(1) }),
		"vessel.v": newOf(vesselKind, func(v *Vessel) {
			v.Count, v.On, v.Carries, v.Speed = 2, Choice{{"sea.s", 1}}, Amount{40, TEU}, 8
			v.Sail = Sail{AtLeast: 1, From: "ship"}
		}),
		"rail.c":     rail(func(r *Rail) { r.Length, r.Speed = 90e3, 5 }),
		"terminal.b": terminalOf(func(x *Terminal) { x.Siding = siding() }),
	}
}

// TestSumOfParts: with every law at its mean, the door-to-door time and the account of one consignment that
// nobody disturbs are the sums of the parts, worked out by hand, to the nanosecond.
func TestSumOfParts(t *testing.T) {
	const minute = int64(time.Minute)
	want := map[int]map[cause]int64{ // minutes by step and cause, westbound
		0: {handling: 30 + 120},                               // fixed, 20 boxes at 10 an hour
		1: {moving: 600},                                      // 360 km at 36 km/h
		2: {handling: 60 + 15 + 45, customs: 180 + 120 + 300}, // forming, 20 lifts of 90 s by 2 cranes, locomotive
		3: {moving: 4 * 30},                                   // four sections of 36 km at 72 km/h; nobody to meet
		4: {handling: 30 + 120 + 180 + 60, customs: 360},      // off the train; aboard at 20 boxes an hour; dwell
		5: {moving: 600 + 2*60},                               // 288 km at 28.8 km/h, pilot at both ends
		6: {handling: 180 + 60 + 30 + 120, customs: 360},      // ashore, dwell, onto the train
		7: {moving: 300},                                      // 90 km at 18 km/h
		8: {handling: 30 + 120},
	}
	for _, direction := range []string{"west", "east"} {
		s := model(1, 1500, chainSpecs(direction))
		s.Run.AtMeans = true
		w := build(t, s, 0)
		w.Run()
		f := w.flows[0]
		if f.stat.delivered != 40 {
			t.Fatalf("%s: %d TEU delivered, want 40", direction, f.stat.delivered)
		}
		total := int64(0)
		for step := range 9 {
			parts := want[step]
			if direction == "east" {
				parts = want[8-step]
			}
			for c := range Causes {
				m := parts[cause(c)] * minute
				total += m
				if got := f.stat.hours[step*int(causes)+c].Float(); got != float64(40*m) {
					t.Errorf("%s: step %d, %s: %v per TEU, want %v", direction, step, Causes[c], time.Duration(got/40), time.Duration(m))
				}
			}
		}
		if got := f.stat.transitSum().Float(); got != float64(40*total) {
			t.Errorf("%s: door to door %v, want %v", direction, time.Duration(got/40), time.Duration(total))
		}
	}
}

// TestExcessIsNoHandling: what a drawn time has beyond its base is charged to weather, breakdown and other, never
// to handling: with uniform(0, 2) h around a base of 1 h that is 0.25 h in the mean, and 0.75 h are handling.
func TestExcessIsNoHandling(t *testing.T) {
	drawn := law("uniform", "min", 0, "max", 7200)
	siding := Map[Siding]{{"all", Siding{Takes: []string{"items"}, Cranes: 1, Fixed: drawn}}}
	rail := func(r *Rail) { r.Length, r.Speed, r.Factor = 3600, 1, law("uniform", "min", 0, "max", 2) }
	s := model(100, 40000, map[string]Spec{
		"flow.f":     flowTo("route.r", func(f *Flow) { f.Every = every(hours(10)) }),
		"route.r":    routeOf("border.b", "rail.d", "rail.s", "terminal.t"),
		"border.b":   newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: 1, Form: drawn} }),
		"rail.d":     newOf(railKind, rail),
		"rail.s":     newOf(railKind, func(r *Rail) { rail(r); r.Tracks = 1 }),
		"terminal.t": terminalOf(func(x *Terminal) { x.Siding = siding }),
	})
	m := run(t, s, 0)
	for step, base := range []string{"handling", "moving", "moving", "handling"} {
		undisturbed, rest := m[fmt.Sprintf("flow.f.step.%02d.%s", step, base)], m[fmt.Sprintf("flow.f.step.%02d.weather", step)]
		if !(math.Abs(undisturbed-0.75) <= 0.02) || !(math.Abs(rest-0.25) <= 0.02) {
			t.Errorf("step %d: %.3f h %s and %.3f h beyond, want 0.75 and 0.25", step, undisturbed, base, rest)
		}
	}
}
