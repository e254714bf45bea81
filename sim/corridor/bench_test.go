package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

func benchmark(b *testing.B, s *Scenario) {
	b.ReportAllocs()
	events := 0
	for i := range b.N {
		w := build(b, s, i)
		events += w.Run()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
}

// BenchmarkMM1 is 100,000 customers at a load of 0.8.
func BenchmarkMM1(b *testing.B) {
	s := mmc(1, 1/0.8, 1)
	s.Run.Length = h(125000)
	benchmark(b, s)
}

// w2 is the benchmark corridor: ten years from an empty start. Trains come 16 a day to 6 gauge tracks, a line of 64 slots, a yard of 5, 28
// vessels of 2 trains, 8 berths, a line of 32 slots. The mean time is 171.57 h (s.d. of one replication 0.17), the 95th percentile 197.85 h,
// over 20 replications of an independent program.
func w2(length float64) *Scenario {
	triangular := func(low, mode, high float64) des.Dist {
		return law("triangular", "min", low*3600, "mode", mode*3600, "max", high*3600)
	}
	back := 1e5
	m := map[string]Spec{
		"flow.f":        flowTo("route.r", func(f *Flow) { f.Every = every(exp(1.5)) }),
		"route.r":       routeOf("station.gauge", "station.a", "port.a", "sea.s", "port.b", "station.unload", "station.b"),
		"station.gauge": stationOf(6, triangular(3, 5, 12)), "station.a": stationOf(64, triangular(60, 72, 110)),
		"port.a": portOf(func(p *Port) {
			p.Siding, p.Storage = Map[Siding]{{"yard", Siding{Takes: []string{"items"}}}}, []Amount{{5, Items}}
		}),
		"port.b": portOf(), "sea.s": seaOf("port.a", "port.b"),
		"station.unload": stationOf(8, triangular(5, 8, 14)), "station.b": stationOf(32, triangular(24, 36, 60)),
		// The vessels come back at once, since at the far shore there is always a load for them: one of no tonnes.
		"flow.back": newOf(flowKind, func(f *Flow) {
			f.Family, f.Route, f.Every, f.Batch, f.Direction, f.Counted = "back", Choice{{"route.back", 1}}, every(hours(100)), des.Constant(back), "east", false
		}),
		"route.back": routeOf("port.a", "sea.s", "port.b"),
		"vessel.v": vesselOf(28, 2, triangular(20, 26, 48), func(v *Vessel) {
			v.Sail = Sail{AtLeast: 1, OrAfter: h(3), From: "cargo", Light: false}
		}),
	}
	return model(0, length, m)
}

func BenchmarkW2(b *testing.B) { benchmark(b, w2(87600)) }

// TestW2 holds the benchmark corridor against an independent program.
func TestW2(t *testing.T) {
	var means []float64
	for r := range 5 {
		means = append(means, run(t, w2(87600), r)["flow.f.time.mean"])
	}
	if mean, se := meanSE(means); !(math.Abs(mean-171.57) <= 4*math.Hypot(se, 0.17/math.Sqrt(20))) {
		t.Errorf("mean time %.2f ± %.2f h, want 171.57", mean, se)
	}
}
