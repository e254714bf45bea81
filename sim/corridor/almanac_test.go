package corridor

import (
	"math"
	"strings"
	"testing"
	"time"
)

// gale is a storm from one hour of January 2024 to another.
func gale(from, to float64, ports ...string) Gale {
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	return Gale{From: start.Add(h(from)), To: start.Add(h(to)), Ports: ports}
}

// datedStorms is a lane of 10 h between ports a and b, on which a shipload comes every so many hours, with storms by date and
// captains who see 6 h beyond their passage.
func datedStorms(length, gap float64, storms ...Gale) *Scenario {
	s := crossing(length, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(gap)), des10 }),
		"vessel.v": vesselOf(40, 10, hours(10), func(v *Vessel) { v.Sail.Light = false }),
		"basin.x": newOf(basinKind, func(b *Basin) {
			b.Dates, b.Hit, b.Margin = &Almanac{"storms.csv", storms}, 1, h(6)
			b.Port = Map[Closing]{{"a", Closing{}}, {"b", Closing{}}}
		}),
	})
	s.Run.LeadIn = 0
	return s
}

// TestStormsByDate: a cargo that is ready at 83 h sails, since 83 + 10 + 6 h are before the storm of 100 h; one of 85 h
// waits until the storm of 100 to 120 h is over, and so does one of 110 h.
func TestStormsByDate(t *testing.T) {
	for ready, wait := range map[float64]float64{83: 0, 85: 35, 110: 10, 121: 0} {
		m := run(t, datedStorms(ready+60, ready, gale(100, 120, "a")), 0)
		if got := m["flow.f.transit.mean"] * 24; !(math.Abs(got-10-wait) <= 1e-6) {
			t.Errorf("ready at %v h: %v h to the other side, want %v", ready, got, 10+wait)
		}
		if got := m["flow.f.step.00.weather"]; !(math.Abs(got-wait) <= 1e-6) {
			t.Errorf("ready at %v h: %v h held by the weather, want %v", ready, got, wait)
		}
	}
	m := run(t, datedStorms(500, 1e5, gale(-50, 20, "a"), gale(100, 120, "a"), gale(120, 150, "a", "b"), gale(450, 600, "b")), 0)
	if a, b := m["port.a.closed.mean"]*500, m["port.b.closed.mean"]*500; !(math.Abs(a-70) <= 1e-6) || !(math.Abs(b-80) <= 1e-6) {
		t.Errorf("closed %v h and %v h, want 20 + 20 + 30 and 30 + 50", a, b)
	}
	s := datedStorms(500, 100, gale(100, 120, "a"), gale(120, 150, "a", "b"), gale(450, 600, "b"))
	l := newLedger(s, "")
	if a, b := l.open[l.w.depots[0].id]*500, l.open[l.w.depots[1].id]*500; !(math.Abs(a-450) <= 1e-6) || !(math.Abs(b-420) <= 1e-6) {
		t.Errorf("open on paper %v h and %v h, want 450 and 420", a, b)
	}
}

// TestStormsByDateAtMeans: a date is not chance, so storms by date stay at means, also those that a measure brings;
// storms by chance do not.
func TestStormsByDateAtMeans(t *testing.T) {
	s := datedStorms(145, 85, gale(100, 120, "a"))
	s.Run.AtMeans = true
	spec[*Basin](s, "basin.x").FalseAlarm = 1 // off at means
	if got := run(t, s, 0)["flow.f.transit.mean"] * 24; !(math.Abs(got-45) <= 1e-6) {
		t.Errorf("%v h to the other side, want 10 and 35 of waiting", got)
	}
	other := *spec[*Basin](s, "basin.x")
	s.Dated = []Dated{{On: s.Run.Start.Add(day), Things: []Thing{{Path: "basin.x", Spec: &other}}}}
	other.Dates = &Almanac{"other.csv", []Gale{gale(90, 130, "a")}}
	if got := run(t, s, 0)["flow.f.transit.mean"] * 24; !(math.Abs(got-55) <= 1e-6) {
		t.Errorf("%v h with another almanac from the second day, want 10 and 45 of waiting", got)
	}
	other.Dates, other.Storms, other.Takes = nil, []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, hours(10)
	always := other.Storms
	other.Port = Map[Closing]{{"a", Closing{Closes: always}}, {"b", Closing{Closes: always}}}
	if got := run(t, s, 0)["flow.f.transit.mean"] * 24; !(math.Abs(got-10) <= 1e-6) {
		t.Errorf("%v h with storms by chance from the second day, want 10", got)
	}
}

// TestNoSlipBetweenStorms: where one storm follows another at once nobody sails between them.
func TestNoSlipBetweenStorms(t *testing.T) {
	s := datedStorms(300, 105, gale(100, 120, "a"), gale(120, 150, "a", "b"))
	spec[*Basin](s, "basin.x").Hit = 0
	if got := run(t, s, 0)["flow.f.step.00.weather"]; !(math.Abs(got-45./2) <= 1e-6) { // the second load of 210 h waits for none
		t.Errorf("%v h held, want 45 for one of two loads", got)
	}
}

// TestForecastHorizon: a cargo that is ready at 92 h sails into the storm of 100 h if the forecast reaches 7 h, and waits 28 h for its end
// if it reaches 9 h, or beyond the passage of 10 h.
func TestForecastHorizon(t *testing.T) {
	for horizon, wait := range map[float64]float64{-1: 28, 0: 0, 7: 0, 9: 28, 100: 28} {
		s := datedStorms(92+60, 92, gale(100, 120, "a"))
		if d := h(horizon); horizon >= 0 {
			spec[*Basin](s, "basin.x").Horizon = &d
		}
		m := run(t, s, 0)
		if got, caught := m["flow.f.transit.mean"]*24, m["sea.s.caught"]; !(math.Abs(got-10-wait) <= 1e-6) || caught != oneFor(wait == 0) {
			t.Errorf("a horizon of %v h: %v h to the other side, %v passages caught, want %v h", horizon, got, caught, 10+wait)
		}
	}
}

func oneFor(yes bool) float64 { return float64(oneIf(yes)) }

// TestShareCaught: storms come 0.02 times an hour when it is calm, and captains see 4 of the 10 h of their passage. Who sails meets
// a storm if one begins in the other six: 1 - e^-0.12.
func TestShareCaught(t *testing.T) {
	s := datedStorms(200000, 40)
	b, horizon := spec[*Basin](s, "basin.x"), h(4)
	b.Dates, b.Storms, b.Takes, b.Horizon = nil, ofTwelve(0.02), hours(10), &horizon
	b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}}
	m := run(t, s, 0)
	if got, want := m["sea.s.caught"]/m["sea.s.sailings"], 1-math.Exp(-0.12); !(math.Abs(got/want-1) <= 0.06) {
		t.Errorf("%.4f of %v passages are caught, want %.4f", got, m["sea.s.sailings"], want)
	}
}

// TestBunchAfterStorm: a load every 4 h; those of 84 to 120 h are held and sail at 120 h with that of the hour: 10 ships,
// then one each at 124, 128 and 132 h: 13 within 12 h after the reopening, where without storm there are 4.
func TestBunchAfterStorm(t *testing.T) {
	m := run(t, datedStorms(300, 4, gale(100, 120, "a")), 0)
	if m["port.a.reopened"] != 1 || m["port.a.reopened.sailings"] != 10+3 {
		t.Errorf("reopened %v times, %v sailings within 12 h, want 1 and 13", m["port.a.reopened"], m["port.a.reopened.sailings"])
	}
	if m["port.b.reopened"] != 0 {
		t.Error("port b was never closed")
	}
}

// TestWaitForWindow: the wait of a ship whose captain knows every storm that begins within L = 20 h. Storms of
// D = 10 h in the mean begin at r = 0.02 a calm hour; in a calm the next L are free with q = exp(−r L), else the ship
// waits for the storm to begin, E(T | T < L) = 1/r − L q/(1−q), to end, and looks again:
// W = p D + (1−q)/q × (E(T | T < L) + D), where p = r D / (1 + r D) is the share of storms.
func TestWaitForWindow(t *testing.T) {
	const r, d, window = 0.02, 10., 20.
	q := math.Exp(-r * window)
	want := r*d/(1+r*d)*d + (1-q)/q*(1/r-window*q/(1-q)+d)
	var got []float64
	for i := range 10 {
		s := datedStorms(40000, 97)
		b := spec[*Basin](s, "basin.x")
		b.Dates, b.Storms, b.Takes, b.Margin = nil, ofTwelve(r), exp(d), h(window-10)
		b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}}
		got = append(got, run(t, s, i)["flow.f.step.00.weather"])
	}
	if mean, se := meanSE(got); !(math.Abs(mean-want) <= 4*se) || se > 0.4 {
		t.Errorf("ships wait %.3f ± %.3f h for a window, want %.3f", mean, se, want)
	}
}

// TestAlmanacFaults: a basin has storms by chance or by date, in order, at its ports.
func TestAlmanacFaults(t *testing.T) {
	s := datedStorms(500, 10, gale(100, 120, "a", "z"), gale(110, 130, "b"), gale(140, 150))
	none := datedStorms(500, 10)
	spec[*Basin](none, "basin.x").Dates = nil
	both := datedStorms(500, 10)
	spec[*Basin](both, "basin.x").Storms = ofTwelve(0.01)
	for want, s := range map[string]*Scenario{
		`closes "z", which is no port of the basin`:  s,
		"begins before the one above it ends":        s,
		"the storm of 2024-01-06 closes no port":     s,
		"basin.x needs storms and takes, or dates":   none,
		"basin.x.dates dates and storms, takes excl": both,
	} {
		if text := faultTexts(s); !strings.Contains(text, want) {
			t.Errorf("no fault %q in %q", want, text)
		}
	}
}
