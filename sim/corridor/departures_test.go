package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// departing is cargo for five trains at one moment, each of which is loaded for two hours, once in the run.
func departing(tracks int, batch float64, m map[string]Spec) *Scenario {
	all := map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1000)), des.Constant(batch), "train.t" }),
		"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 10 }),
		"route.r": routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Departure: tracks, Fixed: hours(2)}}}
		}),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 }),
		"terminal.b": terminalOf(),
	}
	for path, s := range m {
		all[path] = s
	}
	return model(0, 1500, all)
}

// TestWaitForDepartureTrack: of five trains that are due at one moment and take two hours to load, those for which there is no departure
// track wait for one: 0, 2, 4, 6, 8 h on one track, 4 on average, 1.6 on two and 0 on five. By the clock, every hour,
// the track is taken at every other departure. Who has a track and lacks wagons waits for wagons.
func TestWaitForDepartureTrack(t *testing.T) {
	wagons := map[string]Spec{
		"flow.back": backTo("route.r", "train.e"), "train.e": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 }),
		"wagon.pool": poolOf(10, "train.t", "terminal.a", "terminal.b"),
	}
	for _, c := range []struct {
		name               string
		tracks             int
		batch              float64
		m                  map[string]Spec
		track, wagon, unit float64
	}{
		{"one track", 1, 50, nil, 4, 0, 50},
		{"two tracks", 2, 50, nil, 1.6, 0, 50},
		{"five tracks", 5, 50, nil, 0, 0, 50},
		{"no limit", 0, 50, nil, 0, 0, 50},
		{"by the clock", 1, 50, map[string]Spec{"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Every = Amount{10, Items}, h(1) })}, 2, 2, 50},
		{"wagons for one train", 0, 20, wagons, 0, 11, 20}, // the second waits while they go 2 + 10 h and come back in 10
		{"wagons for one train, one track", 1, 20, wagons, 1, 10, 20},
	} {
		m := run(t, departing(c.tracks, c.batch, c.m), 0)
		if n := m["flow.f.rate"] * 1500; !(math.Abs(n-c.unit) <= 1e-6) {
			t.Errorf("%s: %v pieces arrived, want %v", c.name, n, c.unit)
		}
		if got := m["flow.f.step.00.track"]; !(math.Abs(got-c.track) <= 1e-9) {
			t.Errorf("%s: %v h for a track, want %v", c.name, got, c.track)
		}
		if got := m["flow.f.step.00.wagon"]; !(math.Abs(got-c.wagon) <= 1e-9) {
			t.Errorf("%s: %v h for a train, want %v", c.name, got, c.wagon)
		}
	}
}

// TestComesToAWaitForATrack: what comes to a pile that waits for the departure track waits for that from the first: its train is the
// sixth, which has the track after 10 h. Nobody waits for a train.
func TestComesToAWaitForATrack(t *testing.T) {
	late := flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(1001)), des.Constant(10), "train.t" })
	exactly(t, run(t, departing(1, 50, map[string]Spec{"flow.g": late}), 0), map[string]float64{
		"flow.f.step.00.track": 4, "flow.f.step.00.wagon": 0, "flow.g.step.00.track": 9, "flow.g.step.00.wagon": 0})
}

// TestWaitForWagonsBesideATrack: the second of two trains waits two hours for the track and then for the wagons of the first, which are
// back at hour 1022. It goes on doing so while a train without wagons of the pool has the track, from hour 1003 on, though more cargo comes
// to it at hour 1004. That has the track after the second train, at hour 1024, and wagons at hour 1044.
func TestWaitForWagonsBesideATrack(t *testing.T) {
	of := func(hour float64, train Ref) Spec {
		return flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(hour)), des.Constant(10), train })
	}
	m := map[string]Spec{
		"flow.back": backTo("route.r", "train.e"), "train.e": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 }),
		"wagon.pool": poolOf(10, "train.t", "terminal.a", "terminal.b"),
		"train.u":    newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }), "flow.h": of(1003, "train.u"), "flow.g": of(1004, "train.t"),
	}
	exactly(t, run(t, departing(1, 20, m), 0), map[string]float64{
		"flow.f.step.00.track": 1, "flow.f.step.00.wagon": 10, "flow.g.step.00.track": 2, "flow.g.step.00.wagon": 18 + 20, "flow.h.step.00.track": 0})
}
