package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// plying is a fleet of so many ships on a lane of 10 h without cargo; it breaks down after exponential times of 100 h
// in the mean, by a clock, for exactly 24 h.
func plying(clock string, sail Sail, change ...func(*Vessel)) *Scenario {
	return crossing(100000, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(1e6)) }),
		"vessel.v": vesselOf(1, 10, hours(10), append([]func(*Vessel){func(v *Vessel) {
			v.Sail = sail
			v.OffHire = &Interval{Every: exp(100), Takes: hours(24), Clock: clock}
		}}, change...)...),
	})
}

// TestAvailability: up / (up + down) by the renewal argument. A ship breaks down at the end of the voyage in which its
// time is up, so after N = ceil(up / step) of them, and E N = 1 / (1 − exp(−step / 100 h)). Without pause a voyage
// is a step of 10 h by either clock; by a daily timetable it is 24 h of the calendar but 10 h of sailing.
func TestAvailability(t *testing.T) {
	voyages := func(step float64) float64 { return 1 / (1 - math.Exp(-step/100)) }
	daily := Sail{From: "ship", Empty: true, Departures: []string{"06:00"}}
	for name, c := range map[string]struct {
		clock        string
		sail         Sail
		step, voyage float64
	}{
		"calendar, no pause": {"calendar", Sail{From: "ship", Empty: true}, 10, 10},
		"sailing, no pause":  {"sailing", Sail{From: "ship", Empty: true}, 10, 10},
		"calendar, daily":    {"", daily, 24, 24},
		"sailing, daily":     {"sailing", daily, 10, 24},
	} {
		var off, sailings []float64
		for r := range 10 {
			m := run(t, plying(c.clock, c.sail), r)
			off, sailings = append(off, m["vessel.v.off_hire.mean"]), append(sailings, m["vessel.v.sailings"]/1e5)
		}
		up := voyages(c.step) * c.voyage
		if got, se := meanSE(off); !(math.Abs(got-24/(up+24)) <= 4*se) || se > 0.005 {
			t.Errorf("%s: off hire %.4f ± %.4f of the time, want %.4f", name, got, se, 24/(up+24))
		}
		if got, se := meanSE(sailings); !(math.Abs(got-voyages(c.step)/(up+24)) <= 4*se) || se > 0.0005 {
			t.Errorf("%s: %.5f ± %.5f sailings an hour, want %.5f", name, got, se, voyages(c.step)/(up+24))
		}
	}
}

// TestUseCountsWork: a voyage out of 5 h, 10 h at the berth and 5 h back are 20 h of use: a breakdown or an overhaul
// every 100 h of use comes after each fifth round, however long the ship waits for cargo.
func TestUseCountsWork(t *testing.T) {
	for gap, want := range map[float64]float64{
		20: 60. / 160, // never without cargo: five rounds of 20 h and 60 h off hire
		40: 60. / 200, // five loads in 200 h, which it manages
	} {
		s := crossing(48000, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(gap)), des.Constant(10) }),
			"port.b": portOf(func(p *Port) {
				p.Berth = Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{1, Items}}}}}
			}),
			"vessel.v": vesselOf(1, 10, hours(5), func(v *Vessel) {
				v.OffHire = &Interval{Every: hours(100), Takes: hours(60), Clock: "sailing"}
			}),
		})
		if got := run(t, s, 0)["vessel.v.off_hire.mean"]; !(math.Abs(got-want) <= 0.002) {
			t.Errorf("a load every %v h: off hire %.4f of the time, want %.4f", gap, got, want)
		}
		v := spec[*Vessel](s, "vessel.v")
		v.OffHire, v.Overhaul = nil, v.OffHire
		if got := run(t, s, 0)["vessel.v.off_hire.mean"]; !(math.Abs(got-want) <= 0.002) {
			t.Errorf("a load every %v h: overhaul %.4f of the time, want %.4f", gap, got, want)
		}
	}
}
