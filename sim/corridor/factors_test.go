package corridor

import (
	"math"
	"testing"
	"time"

	"corridor/sim/des"
)

// TestSailingFactor: 288 km at 28.8 km/h are 10 h, and pilots take 1 h at each end. The factor lengthens the sailing, not the pilots';
// what goes beyond the 12 h is charged to weather and breakdown, and what is saved is saved of moving. On paper a round
// voyage has both passages as they are in the mean.
func TestSailingFactor(t *testing.T) {
	for _, c := range []struct {
		factor          des.Dist
		moving, weather float64
	}{
		{des.Constant(1), 12, 0}, {des.Constant(1.25), 12, 2.5}, {des.Constant(0.8), 10, 0}, {law("uniform", "min", 1, "max", 2), 12, 5},
	} {
		s := crossing(1000, map[string]Spec{
			"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(50)), des10 }),
			"sea.s":    newOf(seaKind, func(x *Sea) { x.Path, x.Distance, x.Manoeuvre = []Ref{"port.a", "port.b"}, 288e3, h(1) }),
			"vessel.v": vesselOf(1, 10, hours(1), func(v *Vessel) { v.Passage, v.Speed, v.Factor = nil, 8, c.factor }),
		})
		s.Run.AtMeans = true
		m, sum := run(t, s, 0), c.moving+c.weather
		exactly(t, m, map[string]float64{"flow.f.step.01.moving": c.moving, "flow.f.step.01.weather": c.weather, "flow.f.transit.mean": sum / 24})
		l := newLedger(s, "")
		if got := l.cycle(l.w.fleets[0].serves[0], l.flows[0].flowState); !(math.Abs(got-2*sum) <= 1e-9) {
			t.Errorf("factor %v: a round voyage of %v h on paper, want %v", c.factor, got, 2*sum)
		}
	}
}

// TestBerthFactor: a ship with 40 pieces is worked at 10 an hour after a fixed hour. The factor is of the work, not of the
// fixed time; beyond the 5 h the time is charged to weather and breakdown. Three cranes of a pool, two of which can work
// one ship, do it in half the time, with the same factor. On paper a call takes its mean.
func TestBerthFactor(t *testing.T) {
	two := 2
	for _, c := range []struct {
		factor            float64
		pool              string
		handling, weather float64
	}{
		{1, "", 5, 0}, {1.5, "", 5, 2}, {0.5, "", 3, 0}, {1.5, "quay", 3, 1}, {0.5, "quay", 2, 0},
	} {
		factor := des.Constant(c.factor)
		s := landing(func(p *Port) {
			p.Berth = Map[Berth]{{"x", berthsOf(2, 10, func(b *Berth) {
				if b.Factor = &factor; c.pool != "" {
					b.Pool, b.Cranes, p.Pool = c.pool, &two, Map[Pool]{{"quay", Pool{4}}}
				}
			})}}
		})
		s.Run.AtMeans = true
		sum := c.handling + c.weather
		exactly(t, run(t, s, 0), map[string]float64{
			"flow.f.step.02.handling": c.handling, "flow.f.step.02.weather": c.weather, "flow.f.transit.mean": (10 + sum) / 24,
			"port.b.berth.x.time.mean": sum, "port.b.berth.x.handling.mean": sum,
		})
		use, _ := elementOf(Installed(s, ""), "port.b.berth.x")
		if want := (40./20 + 40./21) / 40 * sum / 2; !(math.Abs(use.Use-want) <= 1e-9) {
			t.Errorf("factor %v: the berths' use on paper is %v, want %v", c.factor, use.Use, want)
		}
		l, work := newLedger(s, ""), 4*c.factor
		if c.pool != "" {
			work /= 2
		}
		if got := l.cycle(l.w.fleets[0].serves[0], l.flows[0].flowState); !(math.Abs(got-(20+1+work)) <= 1e-9) {
			t.Errorf("factor %v: a round voyage of %v h on paper, want %v", c.factor, got, 20+1+work)
		}
	}
}

// TestLocomotiveRepair: three locomotives on a cycle of 22 h, light on the way back. A quarter of them need 8 h of repair
// whenever their run ends, every fourth exactly; so the cycle is of 24 h in the mean, and one in twelve of the time of each is
// repair. On paper it is the same.
func TestLocomotiveRepair(t *testing.T) {
	for share, cycle := range map[Ratio]float64{0: 22, 0.25: 24, 1: 30} {
		s := circuit(0, map[string]Spec{
			"train.light": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 }),
			"flow.light":  backTo("route.r", "train.light"),
			"loco.pool": newOf(locoKind, func(l *Loco) {
				l.Count, l.Trains, l.Repair = 3, []Ref{"train.t"}, &Repair{Share: share, Takes: exp(8)}
				l.Stock = Map[Stock]{{"away", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.light"}}}, {"home", Stock{Places: []Ref{"terminal.a"}, Share: 1}}}
			}),
		})
		s.Things = slicesDelete(slicesDelete(s.Things, "wagon.pool"), "flow.back")
		s.Run.AtMeans, s.Run.Length = true, h(5*24*22*30)
		m := run(t, s, 0)
		if got, want := m["flow.f.rate"]/10, 3/cycle; !(math.Abs(got/want-1) <= 0.001) {
			t.Errorf("share %v: %v trains an hour, want %v", share, got, want)
		}
		if got, want := m["loco.pool.repair.mean"], 3*(cycle-22)/cycle; !(math.Abs(got-want) <= 0.001*3) {
			t.Errorf("share %v: %v locomotives in repair, want %v", share, got, want)
		}
		if c := onlyPool(t, s); !(math.Abs(c.Use-10*cycle/3) <= 1e-9*c.Use) {
			t.Errorf("share %v: use %v on paper, want %v", share, c.Use, 10*cycle/3)
		}
	}
}

// TestBeforeTheYear: a volume of 744 units a month, as many as there are hours in January, comes at even intervals to a place
// where each stays 240 h. With before = 0.5 the 240 units of the last ten days of December are 120 at the start of the year,
// whatever the season says of December; without it they are what December has. January has its own factor in any case: at
// its end it has 240 h of that.
func TestBeforeTheYear(t *testing.T) {
	half, double := 0.5, 2.
	months := ofTwelve(1)
	months[0], months[10], months[11] = 1.5, 0, 0.5+2./12*0+0 // the mean is set below
	months[11] = 12 - 1.5 - 9
	for name, c := range map[string]struct {
		before *float64
		start  float64
	}{"half": {&half, 120}, "double": {&double, 480}, "as December": {nil, 240 * months[11]}} {
		s := model(24*40, 744, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) {
				f.Volume, f.Load, f.Spacing, f.Season = &Volume{744 * 12, Items}, &Amount{1, Items}, evenly, "season.s"
			}),
			"route.r":   routeOf("station.s"),
			"station.s": stationOf(0, hours(240)),
			"season.s":  newOf(seasonKind, func(x *Season) { x.Months, x.Before = months, c.before }),
		})
		s.Run.Start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
		m := run(t, s, 0)
		for metric, want := range map[string]float64{
			"flow.f.stock.start": c.start, "flow.f.stock.end": 240 * 1.5, "flow.f.offered": 744 * 1.5 * 12, "flow.f.carried": 12 * (c.start + (744-240)*1.5),
		} {
			if !(math.Abs(m[metric]-want) <= 12*1.5) || metric[7] == 's' && !(math.Abs(m[metric]-want) <= 1.5) {
				t.Errorf("%s: %s is %v, want %v", name, metric, m[metric], want)
			}
		}
		off, _ := Without(s, "season")
		if got := run(t, off, 0)["flow.f.stock.start"]; !(math.Abs(got-240) <= 1.5) {
			t.Errorf("%s: without seasons %v units at the start, want 240", name, got)
		}
	}
}
