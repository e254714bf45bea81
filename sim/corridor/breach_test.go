package corridor

import (
	"regexp"
	"testing"

	"corridor/sim/des"
)

// TestBreachesShow: each rule that every run checks, broken by hand in a corridor that is full, stops the run: who broke it,
// where, and when.
func TestBreachesShow(t *testing.T) {
	for _, c := range breaches() {
		t.Run(c.name, func(t *testing.T) {
			w := build(t, c.scenario(), 0)
			w.begin()
			drive(w, at(400), nil)
			got := breachOf(w, func() {
				done := false
				drive(w, at(1200), func(event) { done = c.breaks(w, done) || done })
				if !done {
					t.Error("there was nothing to break")
				}
				w.audit()
			})
			if !regexp.MustCompile("^in " + c.says + "$").MatchString(got.Text) {
				t.Errorf("%q at %v, want %q", got.Text, got.Time, c.says)
			}
			if got.Time <= at(400) || got.Time > at(1200) {
				t.Errorf("at %v", got.Time)
			}
		})
	}
}

// TestNothingIsBroken: the same corridors run to their end when nobody breaks them. Most single errors in what gives room away or
// sums up stays fail it.
func TestNothingIsBroken(t *testing.T) {
	for _, s := range []*Scenario{full(), pooled(), queueing(), craned(), hauled()} {
		w := build(t, s, 0)
		if got := breachOf(w, func() { w.begin(); drive(w, at(1200), nil); w.audit() }); got != (Failure{}) {
			t.Error(got)
		}
	}
}

// breachOf is the failure of a run; none: the zero value.
func breachOf(w *World, runs func()) (f Failure) {
	defer func() {
		if r := recover(); r != nil {
			f = r.(Failure)
		}
	}()
	defer w.fail()
	runs()
	return f
}

type breach struct {
	name, says string
	scenario   func() *Scenario
	breaks     func(w *World, done bool) bool // after each event; whether there was something to break
}

// full is a corridor of one of everything with more cargo than it takes.
func full() *Scenario {
	m := chainSpecs("west")
	m["flow.f"].(*Flow).Every = every(exp(4))
	m["station.s"] = newOf(stationKind, func(s *Station) { two := 2; s.Service, s.Queue, s.Full = exp(2), &two, "lose" })
	m["route.s"] = routeOf("station.s")
	m["flow.s"] = flowTo("route.s", func(f *Flow) { f.Every = every(exp(1)) })
	m["rail.a"].(*Rail).Headway = h(4)
	three := 3
	m["rail.c"].(*Rail).Room, m["rail.b"].(*Rail).Room = &three, &three
	return model(0, 1200, m)
}

// queueing is a station that takes single units in, one by one, from another.
func queueing() *Scenario {
	none := 0
	return model(0, 1200, map[string]Spec{
		"flow.f":    flowTo("route.r", func(f *Flow) { f.Every = every(exp(1)) }),
		"route.r":   routeOf("station.a", "station.b"),
		"station.a": stationOf(1, exp(0.5)),
		"station.b": newOf(stationKind, func(s *Station) { s.Service, s.Queue = exp(2), &none }),
	})
}

func craned() *Scenario {
	m, two := chainSpecs("west"), 2
	m["flow.f"].(*Flow).Every = every(exp(8))
	p := m["port.b"].(*Port)
	p.Storage, p.Pool = nil, Map[Pool]{{"quay", Pool{2}}}
	p.Berth[0].Value.Count, p.Berth[0].Value.Pool, p.Berth[0].Value.Cranes = 2, "quay", &two
	p.Berth[0].Value.Rate = []Throughput{{1, Moves}}
	p = m["port.a"].(*Port)
	p.Storage, p.Siding[0].Value.Receiving, p.Siding[0].Value.Rate = nil, 2, []Throughput{{2, Moves}}
	return model(0, 1200, m)
}

func hauled() *Scenario {
	m := chainSpecs("west")
	m["flow.f"].(*Flow).Every = every(exp(8))
	m["rail.b"].(*Rail).InARow = 2
	m["rail.b"].(*Rail).Other = Both[Frequency]{6, 6}
	return model(0, 1200, m)
}

// find is a thing of a World as what it is.
func find[T any](w *World, path string) T { return w.actors[w.scenario.Find(path)].(T) }

// once breaks something after one event.
func once(breaks func(w *World)) func(w *World, done bool) bool {
	return func(w *World, done bool) bool {
		if !done {
			breaks(w)
		}
		return true
	}
}

func breaches() []breach {
	box := func(w *World, at string) *siding { return find[*depot](w, at).sidings[0] }
	return append([]breach{
		{"servers", `station.s: train \d+ takes more than there is: 2 of 1 servers`, full, once(func(w *World) { find[*station](w, "station.s").up++ })},
		{"places", `station.s: train \d+ takes more than there is: 4 of 3 places in a station`, full, once(func(w *World) { find[*station](w, "station.s").room++ })},
		{"section", `rail.b: train \d+ takes more than there is: 2 of 1 trains in a section`, full, func(w *World, _ bool) bool {
			s := find[*single](w, "rail.b")
			had := s.busy[0] != none
			s.busy[0], s.taken[0][West] = none, false
			return had
		}},
		{"loop", `rail.b: train \d+ comes to a loop where train \d+ stands`, hauled, func(w *World, _ bool) bool {
			s := find[*single](w, "rail.b")
			had := s.loop[1][West] != none
			s.taken[1][West] = false
			return had
		}},
		{"headway", `rail.a: train \d+ follows .* after another, trains are 4h0m0s apart`, full, func(w *World, _ bool) bool {
			find[*double](w, "rail.a").next[West] = 0
			return true
		}},
		{"slots", `border.b: train \d+ follows .* after another, slots are 6h0m0s apart`, full, func(w *World, _ bool) bool {
			find[*border](w, "border.b").next[West] = 0
			return true
		}},
		{"gauge", `border.b: train \d+ takes more than there is: 2 of 1 gauge tracks`, craned, func(w *World, _ bool) bool {
			g := &find[*border](w, "border.b").gauge
			had := len(g.working) > 0
			g.working = g.working[:0]
			g.form = des.Constant(3600 * 30).Sampler(des.NewStream(0, 0, "", ""))
			return had
		}},
		{"receiving", `port.a: train \d+ takes more than there is: 2 of 1 receiving tracks`, full, once(func(w *World) { box(w, "port.a").receiving.Resize(2) })},
		{"departure", `terminal.a: 2 trains stand on departure tracks, 1 are taken of 1`, full, once(func(w *World) { box(w, "terminal.a").departures-- })},
		{"cranes", `port.a: train \d+ takes more than there is: 2 of 1 cranes of a siding`, craned, once(func(w *World) { box(w, "port.a").cranes.Resize(2) })},
		{"store", `port.a: consignment \d+ takes more than there is: \d+ of 40 pieces in the store`, full, once(func(w *World) { find[*depot](w, "port.a").stores[0].used -= 80 })},
		{"berths", `port.b: ship \d+ takes more than there is: 2 of 1 berths`, full, func(w *World, _ bool) bool {
			g := &find[*depot](w, "port.b").port.groups[0]
			had := len(g.ships) > 0
			g.ships = g.ships[:0]
			return had
		}},
		{"pool", `port.b: ship \d+ takes more than there is: 3 of 2 cranes of a pool`, craned, once(func(w *World) {
			find[*depot](w, "port.b").port.pools[0].used.Up(w.sim.Now())
		})},
		{"deck", `vessel.v: ship \d+ carries more than it can: 40 slots of 30, .*`, full, func(w *World, done bool) bool {
			for _, sh := range w.ships {
				if sh.state == shipWorking && sh.job == stowed && !done {
					sh.fleet.capacity = 30
					return true
				}
			}
			return false
		}},
		{"line", `rail.b: [4-6] trains wait westbound, there is room for 3`, full, once(func(w *World) {
			s := find[*single](w, "rail.b")
			s.room += 3
			drive(w, at(1200), nil)
			s.room -= 3
		})},
	}, littleBreaches()...)
}
