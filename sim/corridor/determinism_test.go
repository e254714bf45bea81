package corridor

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// bits makes values comparable to the last bit, NaN included.
func bitsOf(m map[string]float64) map[string]uint64 {
	out := map[string]uint64{}
	for k, v := range m {
		out[k] = math.Float64bits(v)
	}
	return out
}

// TestSameSeedSameBits: two Worlds of one scenario and replication give the same values to the last bit, on
// random corridors.
func TestSameSeedSameBits(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawScenario(rt)
		var first []float64
		for range 2 {
			w := New(s, Choices{Seed: s.Run.Seed, Replication: 3})
			if _, ended := survives(w); !ended {
				return
			}
			values := w.Values()
			for i := range first {
				if math.Float64bits(first[i]) != math.Float64bits(values[i]) {
					rt.Fatalf("%s is %v, then %v", w.Metrics()[i].Name, first[i], values[i])
				}
			}
			first = values
		}
	})
}

// TestOtherReplicationOtherLuck: another replication, and another seed, differ.
func TestOtherReplicationOtherLuck(t *testing.T) {
	s := small()
	a, b := run(t, s, 0), run(t, s, 1)
	s.Run.Seed = 2
	c := run(t, s, 0)
	if name := "flow.west.transit.mean"; a[name] == b[name] || a[name] == c[name] {
		t.Errorf("transit %v, %v in another replication, %v with another seed", a[name], b[name], c[name])
	}
}

// small is a corridor with every kind of place, both ways, some traffic and storms, of which tests change one thing.
func small(change ...func(m map[string]Spec)) *Scenario {
	m := chainSpecs("west")
	flow := func(direction string, perYear float64) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Train, f.Box, f.Direction = &Volume{perYear, TEU}, &Amount{40, TEU}, "train.t", 2, direction
			f.Weight, f.Tare = 14000, 2000
		})
	}
	delete(m, "flow.f")
	m["flow.west"], m["flow.east"] = flow("west", 40*365), flow("east", 40*200)
	for _, p := range []string{"port.a", "port.b"} {
		port := m[p].(*Port)
		port.Storage = []Amount{{200, TEU}}
	}
	for _, p := range []string{"rail.a", "rail.b", "rail.c"} {
		r := m[p].(*Rail)
		r.Factor = law("gamma", "mean", 1., "cv", 0.2)
		r.Other = Both[Frequency]{2, 2}
	}
	v := m["vessel.v"].(*Vessel)
	v.Carries.N, v.Count, v.Speed = 60, 2, 10
	v.Payload = &Amount{2000000, Tonnes}
	v.Sail = Sail{AtLeast: 0.6, OrAfter: h(24), From: "ship", Light: true}
	m["basin.b"] = newOf(basinKind, func(b *Basin) {
		b.Storms, b.Takes, b.Hit, b.Margin = ofTwelve(0.003), exp(24), 0.8, h(3)
		b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(0.8)}}, {"b", Closing{Closes: ofTwelve(0.5)}}}
	})
	for _, c := range change {
		c(m)
	}
	s := model(30*24, 180*24, m)
	s.Goal.MeasuredAt = []Ref{"sea.s"}
	return s
}

// TestUnrelatedAdditions: a flow and places of its own elsewhere change no metric of the others, for every
// draw is keyed by what it is for (common random numbers).
func TestUnrelatedAdditions(t *testing.T) {
	before := bitsOf(run(t, small(), 0))
	after := bitsOf(run(t, small(func(m map[string]Spec) {
		for _, name := range []string{"aaa", "mmm", "zzz"} { // before, among and after the others in order of path
			m["flow."+name] = newOf(flowKind, func(f *Flow) {
				f.Family, f.Route, f.Every, f.Counted = "apart", Choice{{Ref("route." + name), 1}}, every(exp(7)), false
			})
			m["route."+name] = routeOf(Ref("station."+name), Ref("rail."+name))
			m["station."+name] = stationOf(1, exp(5))
			m["rail."+name] = newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Loops = 36e3, 10, 1, 1 })
		}
	}), 0))
	for name, v := range before {
		if after[name] != v {
			t.Errorf("%s is %v, and %v with places elsewhere", name, math.Float64frombits(v), math.Float64frombits(after[name]))
		}
	}
}

// TestShuffledTies: the order of events at the same time has no effect beyond noise on what matters.
func TestShuffledTies(t *testing.T) {
	var plain, shuffled = map[string][]float64{}, map[string][]float64{}
	keys := []string{"flow.west.transit.mean", "flow.east.transit.mean", "corridor.carried", "flow.west.carried", "vessel.v.sailings"}
	for r := range 10 {
		s := small()
		for i, into := range []map[string][]float64{plain, shuffled} {
			w := build(t, s, r)
			if i == 1 {
				w.sim.ShuffleTies(uint64(r) + 1)
			}
			w.Run()
			m := metrics(w)
			for _, k := range keys {
				into[k] = append(into[k], m[k])
			}
		}
	}
	for _, k := range keys {
		a, se := meanSE(plain[k])
		b, _ := meanSE(shuffled[k])
		if math.IsNaN(a) || !(math.Abs(a-b) <= 2*se+0.01*a) {
			t.Errorf("%s: %.5g ± %.2g in order, %.5g shuffled", k, a, se, b)
		}
	}
}
