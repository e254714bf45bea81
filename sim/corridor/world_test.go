package corridor

import (
	"fmt"
	"testing"
	"time"

	"corridor/sim/des"
)

// This file drives a World event by event, for tests that look inside.

// drive simulates until a time and calls look, if any, after every event.
func drive(w *World, until des.Time, look func(e event)) {
	for {
		e, ok := w.sim.Next(until)
		if !ok {
			return
		}
		w.step(e)
		if look != nil {
			look(e)
		}
	}
}

// build makes the World of a scenario without faults.
func build(t testing.TB, s *Scenario, replication int) *World {
	t.Helper()
	if faults := Check(s); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	return New(s, Choices{Seed: s.Run.Seed, Replication: replication})
}

// at is a simulated time in hours.
func at(hours float64) des.Time { return des.Time(h(hours)) }

// hoursAt prints a time of the World in hours.
func hoursAt(w *World) string { return fmt.Sprintf("%.3f h", time.Duration(w.sim.Now()).Hours()) }

// The makers below spell out one table each; change edits what is not at its default.

func flowTo(route string, change func(*Flow)) Spec {
	return newOf(flowKind, func(f *Flow) {
		f.Family, f.Route = "cargo", Choice{{Ref(route), 1}}
		change(f)
	})
}

// every makes a flow's interval law.
func every(d des.Dist) *des.Dist { return &d }

// hours is the constant law of so many hours.
func hours(x float64) des.Dist { return des.Constant(3600 * x) }

func routeOf(places ...Ref) Spec { return newOf(routeKind, func(r *Route) { r.Path = places }) }

func stationOf(servers int, service des.Dist, change ...func(*Station)) Spec {
	return newOf(stationKind, func(s *Station) {
		s.Servers, s.Service = servers, service
		for _, c := range change {
			c(s)
		}
	})
}

func terminalOf(change ...func(*Terminal)) Spec {
	return newOf(terminalKind, func(s *Terminal) {
		for _, c := range change {
			c(s)
		}
	})
}

func portOf(change ...func(*Port)) Spec {
	return newOf(portKind, func(s *Port) {
		for _, c := range change {
			c(s)
		}
	})
}

func seaOf(a, b Ref) Spec {
	return newOf(seaKind, func(s *Sea) { s.Path, s.Distance = []Ref{a, b}, 1000 })
}

func vesselOf(count int, slots int64, passage des.Dist, change ...func(*Vessel)) Spec {
	return newOf(vesselKind, func(v *Vessel) {
		v.Count, v.On, v.Carries, v.Passage = count, Choice{{"sea.s", 1}}, Amount{slots, Items}, &passage
		for _, c := range change {
			c(v)
		}
	})
}

// ofTwelve is the same value for every month.
func ofTwelve(x float64) []float64 {
	out := make([]float64, 12)
	for i := range out {
		out[i] = x
	}
	return out
}
