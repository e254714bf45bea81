package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// akhalkalaki is a change of gauge between two terminals, with half an hour of forming; what the loads of one flow need there
// comes by change. A train of so many pieces, no time on its way, comes every ten hours.
func akhalkalaki(unit Unit, pieces int64, change func(*Flow, *Gauge)) *Scenario {
	g := Gauge{Tracks: 1, Cranes: 2, Form: hours(0.5)}
	s := model(8, 1000, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Load, f.Train = every(hours(10)), des.Constant(float64(pieces)), &Amount{1, unit}, "train.t"
			change(f, &g)
		}),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{pieces, unit} }),
		"route.r":    routeOf("terminal.a", "border.b", "terminal.c"),
		"terminal.a": terminalOf(), "terminal.c": terminalOf(),
		"border.b": newOf(borderKind, func(b *Border) { b.Gauge = &g }),
	})
	s.Run.AtMeans = true
	return s
}

// TestGaugeTimes: what a change of gauge takes, by hand, with every law at its mean, and how much of the one track it takes on
// paper. A wagon changes its bogies in 0.1 h, or eight that are
// lifted together; cranes do not help with that; they lift boxes of two TEU in 0.05 h and
// transfer a tonne in 0.004 h, two of them twice as fast as one. What another unit takes has no part in it.
func TestGaugeTimes(t *testing.T) {
	all := func(f *Flow, g *Gauge) {
		f.Box, g.Bogie, g.Lift, g.Bulk = 2, exp(0.1), exp(0.05), exp(0.004)
	}
	one := func(f *Flow, g *Gauge) { all(f, g); g.Cranes = 1 }
	for _, c := range []struct {
		unit   Unit
		pieces int64
		of     func(*Flow, *Gauge)
		want   float64 // hours
	}{
		{Wagons, 40, all, 0.5 + 40*0.1},
		{Wagons, 40, one, 0.5 + 40*0.1},
		{Wagons, 40, func(f *Flow, g *Gauge) { all(f, g); g.Bogie = des.Dist{} }, 0.5},
		{Wagons, 40, func(f *Flow, g *Gauge) { all(f, g); g.Jacks = 8 }, 0.5 + 5*0.1},
		{Wagons, 42, func(f *Flow, g *Gauge) { all(f, g); g.Jacks = 8 }, 0.5 + 6*0.1}, // the last two alone
		{Tonnes, 1500e3, all, 0.5 + 1500*0.004/2},
		{Tonnes, 1500e3, one, 0.5 + 1500*0.004},
		{Tonnes, 1500e3, func(f *Flow, g *Gauge) { all(f, g); g.Bulk = des.Dist{} }, 0.5},
		{TEU, 80, all, 0.5 + 40*0.05/2},
		{TEU, 80, one, 0.5 + 40*0.05},
		{TEU, 80, func(f *Flow, g *Gauge) { all(f, g); f.Box = 0 }, 0.5 + 80*0.05/2},
		{TEU, 80, func(f *Flow, g *Gauge) { all(f, g); g.Lift = des.Dist{} }, 0.5},
		{Trucks, 40, all, 0.5 + 40*0.05/2}, // each is lifted
	} {
		s := akhalkalaki(c.unit, c.pieces, c.of)
		m := run(t, s, 0)
		exactly(t, m, map[string]float64{
			"flow.f.step.01.handling": c.want, "flow.f.step.01.weather": 0, "flow.f.step.01.track": 0, "border.b.gauge.occupied.mean": c.want / 10,
		})
		if got, ok := elementOf(Installed(s, ""), "border.b.gauge"); !ok || !(math.Abs(got.Use-c.want/10*years(1000)) <= 1e-3*c.want) {
			t.Errorf("%d %v: %v of the track on paper, want %v", c.pieces, c.unit, got.Use, c.want/10)
		}
		off, _ := Without(s, "gauge-change")
		exactly(t, run(t, off, 0), map[string]float64{"flow.f.step.01.handling": 0})
	}
}

// TestGaugeDrawn: a drawn time holds for the whole train. Uniform from 0 to twice its mean of 4 h, it takes 3 h up to its base in the
// mean and 1 h beyond, for wagons, tonnes and boxes alike; forming adds its half hour.
func TestGaugeDrawn(t *testing.T) {
	drawn := func(mean float64) des.Dist { return law("uniform", "min", 0, "max", 2*3600*mean) }
	for unit, change := range map[Unit]func(*Flow, *Gauge){
		Wagons: func(_ *Flow, g *Gauge) { g.Bogie = drawn(0.1) },
		Tonnes: func(_ *Flow, g *Gauge) { g.Bulk = drawn(2 * 0.1 * 1000) },
		TEU:    func(_ *Flow, g *Gauge) { g.Lift = drawn(2 * 0.1) },
	} {
		s := akhalkalaki(unit, 40, change)
		s.Run.AtMeans, s.Run.Length = false, h(50000)
		m := run(t, s, 0)
		// The part below the base: 4 h with a chance of a half, else even between 0 and 4: a variance of 14/3 × 4 - 3².
		near := 4 * math.Sqrt((4*4./2+4*4./6-9)/5000)
		base, beyond := m["flow.f.step.01.handling"]-0.5, m["flow.f.step.01.weather"]
		if !(math.Abs(base-3) <= near) || !(math.Abs(beyond-1) <= near) {
			t.Errorf("%v: %.3f h up to the base and %.3f h beyond, want 3 and 1", unit, base, beyond)
		}
	}
}

// TestOtherBoxesAtGauge: a train of other traffic every hour, with 20 boxes of 0.05 h by two cranes and half an hour of forming, is
// on a track all the time; with 60 boxes on two. On paper these track hours are not there for the corridor.
func TestOtherBoxesAtGauge(t *testing.T) {
	for boxes, want := range map[int]float64{1: 0.525, 20: 1, 60: 2} {
		s := akhalkalaki(Wagons, 1, func(f *Flow, g *Gauge) {
			f.Every, g.Tracks, g.OtherBoxes, g.Lift, g.Bogie = every(hours(1e5)), 4, boxes, exp(0.05), exp(7)
		})
		spec[*Border](s, "border.b").Other = Both[Frequency]{24, 0}
		s.Run.LeadIn = h(10.25)
		exactly(t, run(t, s, 0), map[string]float64{"border.b.gauge.occupied.mean": want})
		use := func(s *Scenario) float64 {
			c, _ := elementOf(Installed(s, ""), "border.b.gauge")
			return c.Use
		}
		quiet := clone(s)
		spec[*Border](quiet, "border.b").Other = Both[Frequency]{}
		if got := use(s) / use(quiet); !(math.Abs(got-4/(4-want)) <= 1e-9) {
			t.Errorf("%d boxes: others make the use %v times as large, want %v", boxes, got, 4/(4-want))
		}
	}
	// One track, others every 3 h from 0 h on for 0.5 h and 0.025 h a box: a train that comes at 100 h finds that of 99 h there
	// until 99.5 h, or until 100 h and a quarter or more.
	for boxes, wait := range map[int]float64{1: 0, 20: 0, 30: 0.25, 40: 0.5} {
		s := akhalkalaki(Wagons, 1, func(f *Flow, g *Gauge) {
			f.Every, g.OtherBoxes, g.Lift = every(hours(100)), boxes, exp(0.05)
		})
		s.Run.LeadIn, s.Run.Length = 0, h(110)
		spec[*Border](s, "border.b").Other = Both[Frequency]{8, 0}
		m := run(t, s, 0)
		if got := m["flow.f.step.01.track"]; !(math.Abs(got-wait) <= 1e-9) {
			t.Errorf("others with %d boxes: %v h for the track, want %v", boxes, got, wait)
		}
	}
}
