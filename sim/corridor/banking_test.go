package corridor

import (
	"math"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// TestBankedByWeight: three trains come at once, and one banking locomotive needs two hours for each. Trains of empties, with a tare and
// no weight, are not banked, but they are if their mass is above that from which trains are; nor are they on paper.
func TestBankedByWeight(t *testing.T) {
	above := func(kg int64) *Amount { return &Amount{kg, Tonnes} }
	for _, c := range []struct {
		name         string
		weight, tare UnitMass
		above        *Amount
		wait         float64
	}{
		{"a load", 1, 0, nil, 2},
		{"empties", 0, 1e6, nil, 0},
		{"nothing", 0, 0, nil, 0},
		{"heavy empties", 0, 1e6, above(1e6 - 1), 2},
		{"light empties", 0, 1e6, above(1e6), 0},
		{"with tare", 6e5, 4e5, above(1e6 - 1), 2},
		{"light with tare", 6e5, 4e5, above(1e6), 0},
	} {
		m := overHill(hill(1, func(n *Incline) { n.Above = c.above }), "west")
		f := m["flow.f"].(*Flow)
		f.Weight, f.Tare = c.weight, c.tare
		got := run(t, model(119, 1200, m), 0)
		exactly(t, got, map[string]float64{"flow.f.step.00.wagon": c.wait, "incline.i.bankers.mean": c.wait / 4})
		use := 0.0 // three trains in twelve hours need six hours of one
		for _, x := range Installed(model(119, 1200, m), "") {
			use += x.Use
		}
		if want := c.wait / 4; !(math.Abs(use-want) <= 1e-9) {
			t.Errorf("%s: a use of %g on paper, want %g", c.name, use, want)
		}
	}
}

// TestEmptyTrainsHomeClimbAlone: two trains with cargo stand at the foot and before it for the one banking locomotive, which is away.
// The empty trains home of those that come down go past them: the second of these, which comes at hour 22, is unloaded at once on the
// track that the first has left.
func TestEmptyTrainsHomeClimbAlone(t *testing.T) {
	one := 1
	loads := func(hour, n float64, direction string) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Direction, f.Weight, f.Train = every(hours(hour)), des.Constant(n), direction, 1000, "train.t"
		})
	}
	m := map[string]Spec{
		"flow.up": loads(10, 3, "east"), "flow.down": loads(20, 2, "west"), "route.r": routeOf("terminal.a", "incline.i", "terminal.b"),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Empties = Amount{1, Items}, 1 }),
		"terminal.a": terminalOf(),
		"terminal.b": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Receiving: 1}}}
		}),
		"incline.i": hill(1, func(n *Incline) { n.Uphill, n.Room, n.Back = "east", &one, hours(100) }),
	}
	w := build(t, model(0, 24, m), 0)
	w.Run()
	down := w.flows[w.flowIndex("flow.down")].stat
	up := w.flows[w.flowIndex("flow.up")].stat
	if down.delivered != 2 || up.delivered != 1 {
		t.Errorf("%d trains are down and %d up, want 2 and 1", down.delivered, up.delivered)
	}
	if x := w.places[w.scenario.Find("incline.i")].(*incline); x.waiting != 1 || x.outside.Len() < 1 || x.out != 1 {
		t.Errorf("%d at the foot, %d before it and %d locomotives out; want 1, some and 1", x.waiting, x.outside.Len(), x.out)
	}
}

// TestPriorityAtTheFoot: three trains come at hour 24, one of higher priority half an hour later. It has the banking locomotive when it
// is back at hour 26, before the two that have waited longer, for which that is two hours more: 0, 4 and 6 h.
func TestPriorityAtTheFoot(t *testing.T) {
	m := overHill(hill(1, nil), "west")
	of := func(hour, n float64, priority int) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Weight, f.Priority = every(hours(hour)), des.Constant(n), 1000, priority
		})
	}
	for first, second := range map[int]int{1: 2, 2: 1} {
		m["flow.f"], m["flow.g"] = of(24, 3, second), of(24.5, 1, first)
		f, g := (0+4+6)/3., 1.5
		if first > second { // the other way round it comes last
			f, g = (0+2+4)/3., 5.5
		}
		exactly(t, run(t, model(0, 40, m), 0), map[string]float64{"flow.f.step.00.wagon": f, "flow.g.step.00.wagon": g})
	}
}

// TestBankingOnTheDay: three trains come at hour 696, and the one banking locomotive is back 201 h later. From hour 720 there are two:
// the second train has it on that day, the third when the first locomotive is back. From a day on on which none is banked that is as
// light, only those climb alone that come later.
func TestBankingOnTheDay(t *testing.T) {
	far := func(n *Incline) { n.Back = hours(200) }
	m := overHill(hill(1, far), "west")
	m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(696)), des.Constant(3), 1000 })
	for name, want := range map[string]float64{"two": (0 + 24 + 201) / 3., "light": (0 + 201 + 402) / 3.} {
		to := hill(2, far)
		if name == "light" {
			to = hill(1, func(n *Incline) { n.Back, n.Above = hours(200), &Amount{1001, Tonnes} })
		}
		s := on(model(0, 1390, m), time.January, 31, map[string]Spec{"incline.i": to})
		if got := run(t, s, 0)["incline.i.waiting.mean"]; !(math.Abs(got-want) < 1e-9) {
			t.Errorf("%s: a wait of %g h, want %g", name, got, want)
		}
	}
}

// TestLightTrainsPassTheFoot: two heavy trains come to the foot at hour 25, which has room for one, and two light ones at hour 25.5. At
// hour 27 the second heavy one climbs; the first light one has its room and needs it no longer, and so the second has it at once.
func TestLightTrainsPassTheFoot(t *testing.T) {
	one := 1
	m := overHill(hill(1, func(n *Incline) { n.Room, n.Above = &one, &Amount{5e5, Tonnes} }), "west")
	of := func(hour float64, kg UnitMass) Spec {
		return flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(hour)), des.Constant(2), kg })
	}
	m["rail.l"], m["route.r"] = runOf(1), routeOf("rail.l", "incline.i")
	m["flow.f"], m["flow.g"] = of(24, 1e6), of(24.5, 1e5)
	exactly(t, run(t, model(0, 40, m), 0), map[string]float64{"flow.f.step.01.wagon": 1, "flow.g.step.00.track": 1.5, "flow.g.step.01.wagon": 0, "incline.i.queue.max": 1})
}

// TestTimesOfBothDirections: a climb of two hours and an hour down are that, none of it weather, whichever way is up.
func TestTimesOfBothDirections(t *testing.T) {
	for direction, want := range map[string]float64{"west": 2, "east": 1} {
		for _, up := range []string{"west", "east"} {
			spec := hill(3, func(n *Incline) { n.Takes, n.Uphill = Both[des.Dist]{hours(2), hours(1)}, up })
			exactly(t, run(t, model(119, 1200, overHill(spec, direction)), 0), map[string]float64{"flow.f.step.00.moving": want, "flow.f.step.00.weather": 0, "flow.f.transit.mean": want / 24})
		}
	}
}

// TestInclineFaults: nobody climbs in no time, nor down.
func TestInclineFaults(t *testing.T) {
	for want, change := range map[string]func(*Incline){
		"incline.i.takes: is 0 westbound": func(n *Incline) { n.Takes.West = des.Dist{} },
		"incline.i.takes: is 0 eastbound": func(n *Incline) { n.Takes.East = des.Constant(0) },
		"incline.i.above: is a mass":      func(n *Incline) { n.Above = &Amount{1, TEU} },
	} {
		s := model(0, 96, overHill(hill(1, change), "west"))
		if faults := Check(s); len(faults) != 1 || !strings.HasPrefix(faults[0].Path+": "+faults[0].Text, want) {
			t.Errorf("%v, want %s", faults, want)
		}
	}
}
