package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// landing is a lane from a port without berths, 10 h away, to one whose berths change. Shiploads of 40 come at 20 h
// and, by another flow, at 21 h.
func landing(change func(*Port)) *Scenario {
	load := func(hour float64) Spec {
		return flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(hour)), des.Constant(40) })
	}
	s := crossing(39.5, map[string]Spec{
		"flow.f": load(20), "flow.g": load(21),
		"vessel.v": vesselOf(4, 40, hours(10), func(v *Vessel) { v.Sail.Light = false }),
		"port.b":   portOf(change),
	})
	s.Run.LeadIn = 0
	return s
}

func berthsOf(count int, perHour float64, change func(*Berth)) Berth {
	b := Berth{Count: count, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{perHour, Items}}, Fixed: hours(1)}
	change(&b)
	return b
}

// TestPoolOfCranes: three cranes of 10 an hour, at most two on a ship. The first ship comes at 30 h and is worked from
// 31 to 33 h by two; the second comes at 31 h, has one from 32 h and two from 33 h: 10 pieces by then, 30 in the
// next 1.5 h. Half an hour of its 3.5 h is a wait for a crane.
func TestPoolOfCranes(t *testing.T) {
	two := 2
	port := func(cranes int) map[string]float64 {
		return run(t, landing(func(p *Port) {
			p.Pool = Map[Pool]{{"quay", Pool{cranes}}}
			p.Berth = Map[Berth]{{"x", berthsOf(2, 10, func(b *Berth) { b.Pool, b.Cranes = "quay", &two })}}
		}), 0)
	}
	for _, c := range []struct {
		cranes              int
		first, second, lack float64 // hours in port, of them short of cranes
	}{
		{4, 3, 3, 0},
		{3, 3, 3.5, 0.5},
		{2, 3, 4, 1}, // none from 32 to 33 h
		{1, 5, 8, 5}, // one for the first until 35 h: 2 h late; then one for the second, 3 h idle and 2 h late
	} {
		if c.cranes < two {
			two = 1 // the check refuses more at a ship than there are
			c.first, c.second, c.lack = 5, 8, 3
		}
		m := port(c.cranes)
		got := []float64{m["flow.f.transit.mean"]*24 - 10, m["flow.g.transit.mean"]*24 - 10, m["flow.g.step.02.track"], m["flow.g.step.02.handling"]}
		want := []float64{c.first, c.second, c.lack, c.second - c.lack}
		for i := range want {
			if !(math.Abs(got[i]-want[i]) <= 1e-6) {
				t.Errorf("%d cranes: first %.4f h, second %.4f h, lack %.4f h, handling %.4f h; want %v", c.cranes, got[0], got[1], got[2], got[3], want)
				break
			}
		}
	}
}

// TestPoolOfGroups: a pool spans berth groups: the same two ships at two groups of one berth each.
func TestPoolOfGroups(t *testing.T) {
	two := 2
	m := run(t, landing(func(p *Port) {
		x := berthsOf(1, 10, func(b *Berth) { b.Pool, b.Cranes = "quay", &two })
		p.Pool, p.Berth = Map[Pool]{{"quay", Pool{3}}}, Map[Berth]{{"x", x}, {"y", x}}
	}), 0)
	if got := m["flow.g.transit.mean"]*24 - 10; !(math.Abs(got-3.5) <= 1e-6) {
		t.Errorf("the second ship took %v h in port, want 3.5", got)
	}
	if used := m["port.b.pool.quay.used.mean"] * 39.5; !(math.Abs(used-8) <= 1e-6) || m["port.b.pool.quay.used.max"] != 3 {
		t.Errorf("%v crane hours for 80 pieces at 10 an hour, at most %v at once", used, m["port.b.pool.quay.used.max"])
	}
}

// TestPoolIsBerths: a pool with enough cranes for all is as good as cranes of one's own, storms and hours included.
func TestPoolIsBerths(t *testing.T) {
	three := 3
	with := func(pool string) map[string]float64 {
		s := crossing(3000, map[string]Spec{
			"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(exp(9)), des.Constant(40) }),
			"vessel.v": vesselOf(6, 40, hours(10)),
			"port.b": portOf(func(p *Port) {
				p.Pool = Map[Pool]{{"quay", Pool{6}}}
				p.Berth = Map[Berth]{{"x", berthsOf(2, 4, func(b *Berth) { b.Pool, b.Cranes, b.Fixed, b.Hours = pool, &three, exp(2), "calendar.c" })}}
			}),
			"calendar.c": newOf(calendarKind, func(c *Calendar) { c.Open = []string{"06:00-20:00"} }),
			"basin.x": newOf(basinKind, func(b *Basin) {
				b.Storms, b.Takes = ofTwelve(0.01), exp(20)
				b.Port = Map[Closing]{{"b", Closing{Closes: ofTwelve(1)}}}
			}),
		})
		return run(t, s, 0)
	}
	own, pool := with(""), with("quay")
	for _, name := range []string{"flow.f.transit.mean", "vessel.v.sailings", "port.b.berth.x.time.mean", "flow.f.step.02.weather", "flow.f.step.02.closed", "flow.f.step.02.handling"} {
		if !(math.Abs(own[name]-pool[name]) <= 1e-6*own[name]) || own[name] == 0 {
			t.Errorf("%s: %v with own cranes, %v from a pool of enough", name, own[name], pool[name])
		}
	}
}

// TestPoolOnPaper: 80 pieces an hour and less by hand: the pool takes pieces ÷ (cranes × rate).
func TestPoolOnPaper(t *testing.T) {
	two := 2
	s := landing(func(p *Port) {
		p.Pool = Map[Pool]{{"quay", Pool{3}}}
		p.Berth = Map[Berth]{{"x", berthsOf(2, 10, func(b *Berth) { b.Pool, b.Cranes = "quay", &two })}}
	})
	for _, c := range Installed(s, "") {
		if want := (40./20 + 40./21) / 30; c.Path == "port.b.pool.quay" && !(math.Abs(c.Use-want) <= 1e-9) {
			t.Errorf("the pool's use on paper is %v, want %v", c.Use, want)
		} else if want := (40./20+40./21)/40 + (1./20+1./21)/2; c.Path == "port.b.berth.x" && !(math.Abs(c.Use-want) <= 1e-9) {
			t.Errorf("the berths' use on paper is %v, want %v", c.Use, want)
		}
	}
}

// TestPoolFaults: cranes come from a pool that exists and has them.
func TestPoolFaults(t *testing.T) {
	four := 4
	text := faultTexts(landing(func(p *Port) {
		p.Pool = Map[Pool]{{"quay", Pool{3}}}
		p.Berth = Map[Berth]{
			{"x", berthsOf(2, 10, func(b *Berth) { b.Pool, b.Cranes = "quay", &four })},
			{"y", berthsOf(2, 10, func(b *Berth) { b.Pool = "pier" })},
		}
	}))
	for _, want := range []string{"port.b.berth.x.cranes 4 cranes at a ship are more than the 3 of pool.quay", "port.b.berth.y.pool the port has no pool.pier"} {
		if !strings.Contains(text, want) {
			t.Errorf("no fault %q in %q", want, text)
		}
	}
}

// TestChoiceOfBerth: 40 pieces take 8 h at the first group, 2 h at the second; the fixed hour is the same.
func TestChoiceOfBerth(t *testing.T) {
	for rule, want := range map[string]float64{"first": 9, "free": 3, "fastest": 3} {
		m := run(t, landing(func(p *Port) {
			p.Choose = rule
			none := func(*Berth) {}
			p.Berth = Map[Berth]{{"near", berthsOf(1, 5, none)}, {"quick", berthsOf(3, 20, none)}}
		}), 0)
		if got := m["flow.f.transit.mean"]*24 - 10; !(math.Abs(got-want) <= 1e-6) {
			t.Errorf("%s: %v h in port, want %v", rule, got, want)
		}
		// The second ship comes an hour later: the first rule sends it to the berth that is left, the others to the quick one.
		if got := m["flow.g.transit.mean"]*24 - 10; !(math.Abs(got-3) <= 1e-6) {
			t.Errorf("%s: the second ship takes %v h in port, want 3", rule, got)
		}
	}
}

// TestWindStopsCranes: storms that close no port but stop its cranes hold no ship at sea; a ship that needs 10 h under
// the cranes loses what is left of a storm that is on when it comes and the storms that begin in its 10 h:
// for exponential storms of 10 h after exponential calms of 50 h, 10/60 × 10 h + 10 × 0.02 × 10 h = 3.67 h.
func TestWindStopsCranes(t *testing.T) {
	weather := func(close, cranes float64, wind bool) (m map[string]float64, lost, se float64) {
		var all []float64
		for r := range 10 {
			m = run(t, crossing(20000, map[string]Spec{
				"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(25)), des.Constant(10) }),
				"vessel.v": vesselOf(12, 10, hours(5), func(v *Vessel) { v.Sail.Light = false; v.Sail.OrAfter = h(1) }),
				"port.b": portOf(func(p *Port) {
					p.Berth = Map[Berth]{{"x", berthsOf(10, 1, func(b *Berth) { b.Wind, b.Fixed = wind, des.Dist{} })}}
				}),
				"basin.x": newOf(basinKind, func(b *Basin) {
					b.Storms, b.Takes = ofTwelve(0.02), exp(10)
					b.Port = Map[Closing]{{"b", Closing{Closes: ofTwelve(close), Cranes: ofTwelve(cranes)}}}
				}),
			}), r)
			all = append(all, m["flow.f.step.02.weather"])
		}
		lost, se = meanSE(all)
		return m, lost, se
	}
	m, lost, se := weather(0, 1, true)
	if !(math.Abs(lost-11./3) <= 4*se) || se > 0.2 {
		t.Errorf("%.3f ± %.3f h lost to wind, want 3.667", lost, se)
	}
	if m["port.b.wind.mean"] != m["basin.x.stormy.mean"] || m["port.b.closed.mean"] != 0 || m["flow.f.step.00.weather"] != 0 {
		t.Errorf("wind %v, storms %v, closed %v, held %v", m["port.b.wind.mean"], m["basin.x.stormy.mean"], m["port.b.closed.mean"], m["flow.f.step.00.weather"])
	}
	_, half, se := weather(0, 0.5, true)
	if !(math.Abs(half-11./6) <= 4*se) {
		t.Errorf("%.3f ± %.3f h lost when half of the storms stop cranes, want 1.833", half, se)
	}
	if _, lost, _ := weather(0, 1, false); lost != 0 {
		t.Errorf("%v h lost at berths without wind", lost)
	}
	if m, _, _ := weather(1, 1, true); m["port.b.wind.mean"] != 0 {
		t.Errorf("wind %v besides storms that close the port", m["port.b.wind.mean"])
	}
}

// TestWindAtPool: the three cranes and two ships of TestPoolOfCranes, with wind from 32.5 to 34.5 h. By then two cranes have worked 30
// of the first ship's 40 pieces in 1.5 h, and one has worked 5 of the second's in half an hour. Where wind stops both, they lose
// 2 h each, and the second has one crane for another half hour, until the first is done at 35 h. Where the second is at a
// berth that works on, it gets the cranes that the first gives back, and is done at 34.25 h; the first gets none before 34.5 h.
func TestWindAtPool(t *testing.T) {
	two := 2
	for _, c := range []struct {
		both                                    bool
		first, second, lack, stopped1, stopped2 float64 // hours in port, short of cranes, in the wind
	}{
		{true, 5, 5.5, 0.5, 2, 2},
		{false, 5, 3.25, 0.25, 2, 0},
	} {
		s := landing(func(p *Port) {
			x := berthsOf(1, 10, func(b *Berth) { b.Pool, b.Cranes, b.Wind = "quay", &two, true })
			y := x
			y.Wind = c.both
			p.Pool, p.Berth = Map[Pool]{{"quay", Pool{3}}}, Map[Berth]{{"x", x}, {"y", y}}
		})
		s.Run.AtMeans = true
		w := build(t, s, 0)
		q := w.places[s.Find("port.b")].(*depot).port
		w.begin()
		drive(w, at(32.5), nil)
		q.turnCranes(w, false)
		drive(w, at(34.5), nil)
		q.turnCranes(w, true)
		drive(w, w.end, nil)
		m := metrics(w)
		got := []float64{m["flow.f.transit.mean"]*24 - 10, m["flow.g.transit.mean"]*24 - 10, m["flow.g.step.02.track"],
			m["flow.f.step.02.weather"], m["flow.g.step.02.weather"], m["port.b.pool.quay.used.mean"] * 39.5}
		for i, want := range []float64{c.first, c.second, c.lack, c.stopped1, c.stopped2, 8} {
			if !(math.Abs(got[i]-want) <= 1e-6) {
				t.Errorf("both in the wind %v: %v h in port, short of cranes, in the wind and crane hours, want %+v", c.both, got, c)
				break
			}
		}
	}
}
