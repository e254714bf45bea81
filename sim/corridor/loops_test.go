package corridor

import (
	"math"
	"testing"
	"time"

	"corridor/sim/des"
)

// twelveHours is a single track of 12 h with 5 minutes for a crossing.
func twelveHours(loops int, change func(*Rail)) Spec {
	return newOf(railKind, func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Loops, r.Crossing = 12*3600, 1, 1, loops, 5*time.Minute
		if change != nil {
			change(r)
		}
	})
}

// both is traffic in both directions over rail.l.
func both(line Spec, each func(*Flow)) map[string]Spec {
	m := map[string]Spec{"route.r": routeOf("rail.l"), "rail.l": line}
	for _, way := range Ways {
		m["flow."+way.String()] = flowTo("route.r", func(f *Flow) {
			f.Direction = way.String()
			each(f)
		})
	}
	return m
}

// TestAloneOnALine: a train that meets nobody takes the same time over a line, to the nanosecond, however many loops it has,
// also where the time does not divide by the number of sections.
func TestAloneOnALine(t *testing.T) {
	for _, loops := range []int{0, 1, 6, 12, 40, 997} {
		line := twelveHours(loops, nil)
		w := build(t, model(0, 2000, map[string]Spec{"flow.f": hourly(100, only("route.r")), "route.r": routeOf("rail.l"), "rail.l": line}), 0)
		w.Run()
		if got, want := w.flows[0].stat.transitSum().Float(), float64(12*time.Hour)*float64(w.flows[0].stat.delivered); got != want {
			t.Errorf("%d loops: %v for %d trains, want %v", loops, time.Duration(got), w.flows[0].stat.delivered, time.Duration(want))
		}
	}
}

// TestOneMeet: two sections of 6 h; the trains set out at one moment, meet at the loop at 6 h, and each enters the section of
// the other 5 minutes later.
func TestOneMeet(t *testing.T) {
	m := run(t, model(0, 50000.5, both(twelveHours(1, nil), func(f *Flow) { f.Every = every(hours(100)) })), 0)
	for _, way := range Ways {
		if got := m["flow."+way.String()+".transit.mean"] * 24; !(math.Abs(got-12-5./60) <= 1e-9) {
			t.Errorf("%sbound: %.9f h, want 12 h and 5 min", way, got)
		}
	}
}

// TestEveryLoopHelps: with a train always ready at both ends a line takes one pair of trains in twice the time of a section
// and a crossing, so each loop adds capacity; and at traffic that even the line without loops takes, each loop takes from the
// waiting. The running time is always the same.
func TestEveryLoopHelps(t *testing.T) {
	const runs = 8
	last := math.Inf(1)
	for _, loops := range []int{0, 1, 2, 3, 4, 5, 7, 9, 11, 15, 23, 39, 79} {
		n := float64(loops + 1)
		full := run(t, model(500, 5000, both(twelveHours(loops, func(r *Rail) { r.InARow = 1 }), func(f *Flow) { f.Population = 3 * (loops + 1) })), 0)
		pairs := 24 * full["flow.west.rate"]
		if want := 24 / (2 * (12/n + 5./60)); !(math.Abs(pairs-want) <= 0.01*want) || !(math.Abs(24*full["flow.east.rate"]-want) <= 0.01*want) {
			t.Errorf("%d loops: %.3f and %.3f trains a day, want %.3f each", loops, pairs, 24*full["flow.east.rate"], want)
		}
		delay := 0.0
		for i := range runs {
			m := run(t, model(500, 20000, both(twelveHours(loops, nil), func(f *Flow) { f.Every = every(exp(36)) })), i)
			delay += (m["flow.west.transit.mean"] + m["flow.east.transit.mean"]) / 2 / runs
		}
		delay = delay*24 - 12
		t.Logf("%2d loops: %6.2f pairs a day, %8.3f h of delay at 2/3 of a pair a day", loops, pairs, delay)
		if delay >= last {
			t.Errorf("%d loops: %.3f h of delay, with fewer %.3f", loops, delay, last)
		}
		last = delay
	}
}

// TestLightTraffic: two trains of opposite directions, out of step by e when they come to the loop where one waits, cost the
// first e + c, where e is uniform over the time s of a section; if e < c the second loses c - e too. A train meets λ 2T others
// on a line of T and shares each delay with one; and it follows another by less than s with the chance λ s. To the first
// order in λ its delay is λ (T (s/2 + c + c²/2s) + s²/2).
func TestLightTraffic(t *testing.T) {
	const apart, length, c, runs = 400., 12., 5. / 60, 10
	for _, loops := range []int{0, 3, 11} {
		s := length / float64(loops+1)
		want := (length*(s/2+c+c*c/(2*s)) + s*s/2) / apart
		var xs []float64
		for i := range runs {
			m := run(t, model(500, 1e6, both(twelveHours(loops, nil), func(f *Flow) { f.Every = every(exp(apart)) })), i)
			xs = append(xs, (m["flow.west.transit.mean"]+m["flow.east.transit.mean"])*12-length)
		}
		mean, se := meanSE(xs)
		t.Logf("%2d loops: %.4f h of delay ± %.4f, to the first order %.4f", loops, mean, se, want)
		if !(math.Abs(mean-want) <= 3*se+0.05*want) {
			t.Errorf("%d loops: %.4f h ± %.4f, want %.4f", loops, mean, se, want)
		}
	}
}

// TestNobodyIsKeptOut: sections of 0.2 h and 1 h, trains always ready at both ends. Trains that come over the short section
// stand in the loop before the long one all the time, and go before those at its other end. With a bound of n in a row, of n +
// 1 trains over the long section one comes the other way; the line carries one train an hour in any case, less the crossings.
func TestNobodyIsKeptOut(t *testing.T) {
	const crossing = 0.1
	for _, c := range []struct {
		inARow int
		east   float64 // trains of that direction per cycle, with inARow westbound
		hours  float64 // a cycle
	}{{0, 0, 1}, {1, 1, 2 + 2*crossing}, {2, 1, 3 + 2*crossing}, {5, 1, 6 + 2*crossing}} {
		line := newOf(railKind, func(r *Rail) {
			r.Tracks, r.Sections, r.Crossing, r.InARow = 1, []des.Dist{hours(0.2), hours(1)}, h(crossing), c.inARow
		})
		m := run(t, model(100, 6600, both(line, func(f *Flow) { f.Population = 5 })), 0)
		west, east := m["flow.west.rate"], m["flow.east.rate"]
		t.Logf("in_a_row %d: %.4f trains an hour west, %.4f east", c.inARow, west, east)
		if want := max(float64(c.inARow), 1) / c.hours; !(math.Abs(west-want) <= 2./6600) {
			t.Errorf("in_a_row %d: %.4f trains an hour west, want %.4f", c.inARow, west, want)
		}
		if want := c.east / c.hours; !(math.Abs(east-want) <= 2./6600) {
			t.Errorf("in_a_row %d: %.4f trains an hour east, want %.4f", c.inARow, east, want)
		}
	}
}
