package corridor

import (
	"fmt"
	"math"
	"testing"

	"corridor/sim/des"
)

// crossingOf is a border alone, with a unit westbound every so many hours.
func crossingOf(hourly float64, change func(*Border)) map[string]Spec {
	return map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every = every(hours(hourly)) }),
		"route.r":  routeOf("border.b"),
		"border.b": newOf(borderKind, change),
	}
}

// mean and want are a metric of a run and what it must be by hand.
func exactly(t *testing.T, m map[string]float64, want map[string]float64) {
	t.Helper()
	for name, x := range want {
		if got, ok := m[name]; !ok || !(math.Abs(got-x) <= 1e-9*math.Max(1, math.Abs(x))) {
			t.Errorf("%s is %.12g, want %.12g", name, got, x)
		}
	}
}

// TestSlotsByDirection: with more trains than slots both ways, each direction gets its own slots.
func TestSlotsByDirection(t *testing.T) {
	m := crossingOf(1, func(b *Border) { b.Slots = Both[Frequency]{12, 4} })
	m["flow.g"] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(hours(1)), "east" })
	exactly(t, run(t, model(240.5, 2400, m), 0), map[string]float64{"flow.f.carried": 12 * 365 * years(2400), "flow.g.carried": 4 * 365 * years(2400)})
}

// years is what a rate per year of so many hours is off, since every month counts as a twelfth of one.
func years(hours float64) float64 {
	r := model(0, hours, nil).Run
	return hours / 24 / 365 / r.years()
}

// TestSlotOrder: slots with Poisson traffic are a queue of constant service, M/D/1; with priorities the waits are Cobham's.
func TestSlotOrder(t *testing.T) {
	const gap, a, b = 1.0, 0.3, 0.5 // h; trains an hour
	waits := func(order string) (first, second float64) {
		var x, y []float64
		for r := range 8 {
			m := crossingOf(1, func(b *Border) { b.Slots, b.Order = Both[Frequency]{24 / gap, 0}, order })
			m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(1/a)), 1 })
			m["flow.g"] = flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(1/b)), 2 })
			v := run(t, model(500, 40000, m), r)
			x, y = append(x, v["flow.f.step.00.track"]), append(y, v["flow.g.step.00.track"])
		}
		first, e1 := meanSE(x)
		second, e2 := meanSE(y)
		if e1 > 0.05*first || e2 > 0.05*second {
			t.Errorf("%s: standard errors %.3f and %.3f of %.3f and %.3f", order, e1, e2, first, second)
		}
		return first, second
	}
	now := (a + b) * gap * gap / 2 // mean rest of the slot in use
	for _, c := range []struct {
		order         string
		first, second float64
	}{
		{"arrival", now / (1 - (a+b)*gap), now / (1 - (a+b)*gap)},
		{"priority", now / (1 - a*gap), now / (1 - a*gap) / (1 - (a+b)*gap)},
	} {
		first, second := waits(c.order)
		if !(math.Abs(first/c.first-1) <= 0.05) || !(math.Abs(second/c.second-1) <= 0.08) {
			t.Errorf("%s: waits %.3f and %.3f h, want %.3f and %.3f", c.order, first, second, c.first, c.second)
		}
	}
}

// TestOrderWithoutPriorities: where no flow has a priority, the order by priority is that of arrival.
func TestOrderWithoutPriorities(t *testing.T) {
	runs := map[string]string{}
	for _, order := range []string{"arrival", "priority"} {
		m := crossingOf(3, func(b *Border) {
			b.Slots, b.Other, b.Order = Both[Frequency]{16, 8}, Both[Frequency]{6, 4}, order
			b.Gauge = &Gauge{Tracks: 2, Cranes: 1, OtherBoxes: 20, Form: exp(2), Lift: hours(0.01)}
		})
		m["flow.f"].(*Flow).Every = every(exp(3))
		runs[order] = fmt.Sprint(run(t, model(100, 5000, m), 0))
	}
	if runs["arrival"] != runs["priority"] {
		t.Error("results differ")
	}
}

// TestBorderCloses: closed from 90.5 h to 100 h of every hundred, and a train every hour on the hour: nine wait 9, 8, ... 1 h.
func TestBorderCloses(t *testing.T) {
	shut := func(b *Border) { b.Closed = &Stops{Every: hours(90.5), Takes: hours(9.5)} }
	m := crossingOf(1, shut)
	exactly(t, run(t, model(200.25, 2000, m), 0), map[string]float64{
		"border.b.closed.mean": 0.095, "border.b.closed.times": 20, "flow.f.step.00.closed": 0.45, "flow.f.step.00.track": 0,
	})
	m = crossingOf(0.5, func(b *Border) { // two trains for each slot: the slots of the closure are lost
		shut(b)
		b.Slots = Both[Frequency]{24, 24}
	})
	r := run(t, model(200.25, 2000, m), 0)
	if got := r["flow.f.rate"]; !(math.Abs(got-0.905) <= 0.01) {
		t.Errorf("%.4f trains an hour through slots of one an hour, closed 9.5 %% of the time", got)
	}
	s, changes := Without(model(200.25, 2000, crossingOf(1, shut)), "border-closures")
	if !changes {
		t.Error("leaving closures out changes nothing")
	}
	exactly(t, run(t, s, 0), map[string]float64{"border.b.closed.mean": 0, "flow.f.step.00.closed": 0})
}

// TestWindStopsGaugeChange: a train every ten hours is worked for one; wind from 90.5 to 100 h of every hundred holds the tenth in the
// middle of its work, and the next waits half an hour for its track.
func TestWindStopsGaugeChange(t *testing.T) {
	blow := func(b *Border) {
		b.Gauge = &Gauge{Tracks: 1, Form: hours(1), Wind: &Stops{Every: hours(90.5), Takes: hours(9.5)}}
	}
	exactly(t, run(t, model(200.25, 2000, crossingOf(10, blow)), 0), map[string]float64{
		"border.b.gauge.wind.mean": 0.095, "flow.f.step.00.handling": 1, "flow.f.step.00.weather": 0.95, "flow.f.step.00.track": 0.05,
	})
	s, _ := Without(model(200.25, 2000, crossingOf(10, blow)), "wind-at-borders")
	exactly(t, run(t, s, 0), map[string]float64{"border.b.gauge.wind.mean": 0, "flow.f.step.00.weather": 0, "flow.f.step.00.track": 0})
}

// TestStopsByMonth: stops come as often as their month says, none in a month of 0.
func TestStopsByMonth(t *testing.T) {
	months := make([]float64, 12)
	months[0], months[2] = 1, 2 // January and March 2024
	x := stops{spec: &Stops{Months: months}, origin: model(0, 1, nil).Run.Start}
	for _, c := range []struct{ now, takes, want float64 }{
		{0, 100, 100},
		{0, 744, 744 + 29*24},               // January is spent: over February
		{700, 50, 744 + 29*24 - 700 + 6./2}, // 44 h in January, 6 at twice the rate in March
		{800, 10, (31+29)*24 - 800 + 10./2}, // from February into March
		{2183, 4, 1 + 275*24 + 2},           // two in the last hour of March; the rest of 2 a year later
	} {
		d, ok := x.stretch(at(c.now), h(c.takes))
		if !ok || !(math.Abs(d.Hours()-c.want) <= 1e-6) {
			t.Errorf("%v h from %v h on last %v h, want %v", c.takes, c.now, d.Hours(), c.want)
		}
	}
	if got, want := (&Stops{Every: hours(90), Takes: hours(10)}).stopped(), 0.1; !(math.Abs(got-want) <= 1e-12) {
		t.Errorf("stopped %v, want %v", got, want)
	}
}

// TestPapersAndHolds: data in advance for a share of the trains, and a long hold of a few, by their shares.
func TestPapersAndHolds(t *testing.T) {
	const n = 50000
	m := crossingOf(1, func(b *Border) {
		b.Papers = Both[des.Dist]{hours(30), hours(30)}
		b.Prearrival = &Prearrival{Share: Both[Ratio]{0.4, 0}, Papers: 0.25}
		b.Hold = &Hold{Share: Both[Ratio]{0.05, 0}, Takes: Both[des.Dist]{hours(200), hours(200)}}
	})
	s := model(500, n, m)
	for _, c := range []struct {
		off  string
		want float64
	}{{"", 30*(1-0.4*0.75) + 0.05*200}, {"prearrival-data", 30 + 0.05*200}, {"long-holds", 30 * (1 - 0.4*0.75)}} {
		v := s
		if c.off != "" {
			v, _ = Without(s, c.off)
		}
		got := run(t, v, 0)
		se := math.Sqrt((0.4*0.6*22.5*22.5 + 0.05*0.95*200*200) / n)
		if x := got["flow.f.step.00.customs"]; !(math.Abs(x-c.want) <= 4*se) {
			t.Errorf("without %q: %.3f h with the papers, want %.3f ± %.3f", c.off, x, c.want, se)
		}
		if c.off == "" && !(math.Abs(got["border.b.hold.trains"]-0.05*n) <= 4*math.Sqrt(0.05*0.95*n)) {
			t.Errorf("%.0f trains held, want %.0f", got["border.b.hold.trains"], 0.05*n)
		}
	}
}

// TestChangeOfBorder: slots that double, gauge tracks that double and papers that halve on a day, exactly.
func TestChangeOfBorder(t *testing.T) {
	crossing := func(slots Frequency, tracks int, papers float64) map[string]Spec {
		return crossingOf(1, func(b *Border) {
			b.Slots, b.Papers = Both[Frequency]{slots, slots}, Both[des.Dist]{hours(papers), hours(papers)}
			b.Gauge = &Gauge{Tracks: tracks, Form: hours(4)}
		})
	}
	passed := func(m, to map[string]Spec) float64 { // trains in 20 days; the 1st day is the 1st of January
		r := run(t, on(model(0, 480, m), 1, 11, map[string]Spec{"border.b": to["border.b"]}), 0)
		return r["flow.f.rate"] * 480
	}
	for _, c := range []struct {
		what     string
		from, to map[string]Spec
		want     float64
	}{
		{"slots", crossing(4, 9, 0), crossing(8, 9, 0), 4*10 + 8*10},
		{"fewer slots", crossing(8, 9, 0), crossing(4, 9, 0), 8*10 + 4*10},
		{"gauge tracks", crossing(0, 1, 0), crossing(0, 2, 0), 6*10 + 12*10},
		{"papers", crossing(0, 9, 48), crossing(0, 9, 24), 480 - 24 - 4},
	} {
		if got := passed(c.from, c.to); !(math.Abs(got-c.want) <= 2) {
			t.Errorf("%s: %v trains have passed, want %v", c.what, got, c.want)
		}
	}
	gone := crossing(8, 9, 0)
	gone["border.b"].(*Border).Gauge = nil
	s := on(model(0, 480, crossing(8, 9, 0)), 1, 11, map[string]Spec{"border.b": gone["border.b"]})
	if f := Check(s); len(f) == 0 {
		t.Error("a change of gauge that goes away inside the run is not refused")
	}
}

// TestChangeOfOtherTraffic: other trains that double on a day, or come or go, in number.
func TestChangeOfOtherTraffic(t *testing.T) {
	const days = 300
	for _, c := range []struct{ from, to Frequency }{{20, 40}, {0, 40}, {40, 0}, {40, 10}} {
		var taken []float64
		for r := range 6 {
			m := crossingOf(1000, func(b *Border) {
				b.Other, b.Gauge = Both[Frequency]{c.from, 0}, &Gauge{Tracks: 1000, Form: hours(1)}
			})
			to := crossingOf(1000, func(b *Border) {
				b.Other, b.Gauge = Both[Frequency]{c.to, 0}, &Gauge{Tracks: 1000, Form: hours(1)}
			})
			s := on(model(0, 24*days, m), 5, 30, map[string]Spec{"border.b": to["border.b"]}) // the 151st day
			taken = append(taken, run(t, s, r)["border.b.gauge.occupied.mean"]*24)
		}
		mean, se := meanSE(taken)
		if want := float64(c.from+c.to) / 2; !(math.Abs(mean-want) <= 4*se+0.05) {
			t.Errorf("from %v to %v trains a day: %.2f ± %.2f, want %.2f", c.from, c.to, mean, se, want)
		}
	}
}
