package corridor

import (
	"math"
	"slices"
	"testing"
	"time"

	"corridor/sim/des"
)

// hill is an incline of an hour up, an hour down and an hour back, with so many banking locomotives.
func hill(bankers int, change func(*Incline)) Spec {
	return newOf(inclineKind, func(n *Incline) {
		n.Length, n.Takes, n.Back = 40000, Both[des.Dist]{hours(1), hours(1)}, hours(1)
		n.Bankers = &bankers
		if change != nil {
			change(n)
		}
	})
}

// three trains of 1,000 t come at one moment, every twelve hours.
func overHill(n Spec, direction string) map[string]Spec {
	return map[string]Spec{"incline.i": n, "route.r": routeOf("incline.i"), "flow.f": flowTo("route.r", func(f *Flow) {
		f.Every, f.Batch, f.Direction, f.Weight = every(hours(12)), des.Constant(3), direction, 1e6
	})}
}

// TestBanking: three trains come at once. Of one banking locomotive that needs an hour up and an hour back the second train waits
// for two hours and the third for four; of two, the third waits for two. Downhill, in light trains and without a limit nobody
// waits.
func TestBanking(t *testing.T) {
	const wait, all, out = "flow.f.step.00.wagon", "flow.f.transit.mean", "incline.i.bankers.mean"
	two := 2
	for _, c := range []struct {
		name      string
		spec      Spec
		direction string
		want      map[string]float64
	}{
		{"one", hill(1, nil), "west", map[string]float64{wait: 2, all: 3. / 24, out: 0.5, "incline.i.waiting.mean": 2, "incline.i.queue.mean": 0.5, "incline.i.queue.max": 2, "incline.i.bankers.max": 1}},
		{"two", hill(2, nil), "west", map[string]float64{wait: 2. / 3, all: 5. / 72, out: 0.5, "incline.i.bankers.max": 2}},
		{"downhill", hill(1, nil), "east", map[string]float64{wait: 0, all: 1. / 24, out: 0}},
		{"climbing east", hill(1, func(n *Incline) { n.Uphill = "east" }), "east", map[string]float64{wait: 2, all: 3. / 24, out: 0.5}},
		{"climbing east, westbound", hill(1, func(n *Incline) { n.Uphill = "east" }), "west", map[string]float64{wait: 0, all: 1. / 24, out: 0}},
		{"no limit", hill(1, func(n *Incline) { n.Bankers = nil }), "west", map[string]float64{wait: 0, all: 1. / 24, out: 0.5, "incline.i.bankers.max": 3}},
		{"light", hill(1, func(n *Incline) { n.Above = &Amount{1e6, Tonnes} }), "west", map[string]float64{wait: 0, all: 1. / 24, out: 0}},
		{"heavy", hill(1, func(n *Incline) { n.Above = &Amount{1e6 - 1, Tonnes} }), "west", map[string]float64{wait: 2, all: 3. / 24, out: 0.5}},
		{"long way back", hill(1, func(n *Incline) { n.Back = hours(2) }), "west", map[string]float64{wait: 3, all: 4. / 24, out: 0.75}},
		{"room at the foot", hill(1, func(n *Incline) { n.Room = &two }), "west", map[string]float64{all: 3. / 24, "incline.i.queue.max": 2}},
	} {
		m := run(t, model(119, 1200, overHill(c.spec, c.direction)), 0)
		for metric, want := range c.want {
			if got := m[metric]; !(math.Abs(got-want) < 1e-9) {
				t.Errorf("%s: %s is %.9g, want %.9g", c.name, metric, got, want)
			}
		}
	}
}

// inclineEffects: of three trains at once the second and the third wait for two hours and four. Where trains come as a Poisson
// process and take a banking locomotive for two hours, at a load of 0.75, it is M/G/1: the mean wait is 3 h (1 + c²), where c² = 1/4
// if one of the two hours is exponential (Pollaczek and Khinchine).
func inclineEffects() (out []effect) {
	const wait = "incline.i.waiting.mean"
	queue := func(direction string, change func(*Incline)) *Scenario {
		m := overHill(hill(1, func(n *Incline) {
			n.Uphill = direction
			change(n)
		}), direction)
		m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction, f.Weight = every(exp(2/0.75)), direction, 1000 })
		return model(2000, 60000, m)
	}
	both := Both[des.Dist]{exp(1), exp(1)}
	for what, m := range map[string]*Scenario{
		"banked, west":       queue("west", func(n *Incline) { n.Takes = both }),
		"banked, east":       queue("east", func(n *Incline) { n.Takes = both }),
		"banking, on return": queue("west", func(n *Incline) { n.Back = exp(1) }),
	} {
		out = append(out, effect{mechanism: "drawn-times", what: what, metric: wait, model: m, with: 3.75, off: 3, chance: true})
	}
	three := model(119, 1200, overHill(hill(1, nil), "west"))
	return append(out, effect{mechanism: "banking-locomotives", what: "three at once", metric: "flow.f.step.00.wagon", model: three, with: 2, off: 0})
}

// TestFootIsFull: of four trains that come over a double track at one moment, one climbs, one waits at the foot and two stand at the
// end of the line until there is room. They enter the foot two and four hours later than they might.
func TestFootIsFull(t *testing.T) {
	one := 1
	m := overHill(hill(1, func(n *Incline) { n.Room = &one }), "west")
	m["rail.l"] = newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 })
	m["route.r"] = routeOf("rail.l", "incline.i")
	m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(24)), des.Constant(4), 1000 })
	got := run(t, model(240, 2400, m), 0)
	for metric, want := range map[string]float64{"flow.f.step.00.track": (0 + 0 + 2 + 4) / 4., "flow.f.step.01.wagon": (0 + 2 + 2 + 2) / 4., "flow.f.transit.mean": (1 + 1 + 3) / 24., "incline.i.queue.max": 1} {
		if !(math.Abs(got[metric]-want) < 1e-9) {
			t.Errorf("%s is %.9g, want %.9g", metric, got[metric], want)
		}
	}
}

// TestBlockedAtABorder: of the same trains the two that wait stand at a border that is done with them, 2 h and 4 h a day; where there is room
// for all nobody does, and nothing is counted.
func TestBlockedAtABorder(t *testing.T) {
	for room, want := range map[int]float64{1: 6. / 24, 2: 2. / 24, 0: -1} {
		m := overHill(hill(1, func(n *Incline) {
			if room > 0 {
				n.Room = &room
			}
		}), "west")
		m["border.b"] = newOf(borderKind, func(b *Border) { b.Customs = Both[des.Dist]{hours(1), hours(1)} })
		m["route.r"] = routeOf("border.b", "incline.i")
		m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(24)), des.Constant(4), 1000 })
		w := build(t, model(240, 2400, m), 0)
		w.Run()
		got, counted := metrics(w)["border.b.blocked.mean"]
		if counted != (want >= 0) || counted && !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("room %d: %v trains, want %v", room, got, want)
		}
		if named := slices.ContainsFunc(w.Series(), func(s Series) bool { return s.Name == "border.b.blocked" && s.Unit == "trains" }); named != counted {
			t.Errorf("room %d: in the series %v", room, named)
		}
	}
}

// TestMoreBanking: three trains at once, four times a day, need twelve rides of two hours and a half a day: one banking locomotive
// falls behind by 2.4 trains a day. From the 31st day two keep up, and what has waited is gone after 72/7.2 days.
func TestMoreBanking(t *testing.T) {
	m := overHill(hill(1, func(n *Incline) { n.Back = hours(1.5) }), "west")
	m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(6)), des.Constant(3), 1000 })
	s := on(model(0, 24*60, m), time.January, 31, map[string]Spec{"incline.i": hill(2, func(n *Incline) { n.Back = hours(1.5) })})
	got := run(t, s, 0)
	if q := got["incline.i.queue.max"]; q < 70 || q > 75 {
		t.Errorf("at most %g trains wait, want about 72", q)
	}
	if b := got["incline.i.bankers.mean"]; !(math.Abs(b-(30+2*10+1.25*20)/60) <= 0.02) {
		t.Errorf("%g banking locomotives are out, want %g", b, (30+2*10+1.25*20)/60)
	}
	less := on(model(0, 24*60, m), time.January, 31, map[string]Spec{"incline.i": hill(1, func(n *Incline) { n.Back = hours(1.5) })})
	if q := run(t, less, 0)["incline.i.queue.max"]; q < 140 {
		t.Errorf("with one all along at most %g trains wait, want about 144", q)
	}
}

// TestBankingOnPaper: one train of 1,000 t in four hours takes a half of what one banking locomotive can do.
func TestBankingOnPaper(t *testing.T) {
	m := overHill(hill(1, nil), "west")
	m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Weight = every(hours(4)), 1e6 })
	list := Installed(model(0, 8760, m), "")
	if len(list) != 1 || list[0].Path != "incline.i.west" || !(math.Abs(list[0].Use-0.5) <= 1e-9) || !(math.Abs(list[0].Mt-4.38) <= 1e-9) {
		t.Errorf("on paper %+v, want a use of 0.5 of 4.38 Mt", list)
	}
}

// TestTraceOfIncline: a train stands at the foot, then runs from one end to the other; eastbound the other way round.
func TestTraceOfIncline(t *testing.T) {
	for direction, foot := range map[string]float64{"west": 0, "east": 1} {
		x := &Trace{}
		New(model(0, 20, overHill(hill(1, func(n *Incline) { n.Uphill = direction }), direction)), Choices{Seed: 1, Trace: x}).Run()
		stand, run := 0, 0
		for _, g := range x.Segments {
			switch {
			case g.Doing == Causes[waitWagon] && g.From == foot && g.To == foot && g.End > g.Begin:
				stand++
			case g.Doing == Causes[moving] && g.From == foot && g.To == 1-foot:
				run++
			}
		}
		if stand != 2 || run != 3 {
			t.Errorf("%sbound %d trains stand at the foot and %d run over the section, want 2 and 3", direction, stand, run)
		}
	}
}
