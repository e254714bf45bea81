package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// twoLanes is a fleet on the lanes k–a and t–a, which share port a: so many ships, 10 pieces each, 10 h a passage.
// Cargo comes westward at k every gapK hours and at t every gapT hours, a shipload at a time; 0: none.
func twoLanes(ships int, allot string, shareK, gapK, gapT float64, change ...func(*Vessel)) *Scenario {
	m := map[string]Spec{
		"route.k": routeOf("port.k", "sea.k", "port.a"), "route.t": routeOf("port.t", "sea.t", "port.a"),
		"port.k": portOf(), "port.t": portOf(), "port.a": portOf(),
		"sea.k": seaOf("port.k", "port.a"), "sea.t": seaOf("port.t", "port.a"),
		"vessel.v": vesselOf(ships, 10, hours(10), append(change, func(v *Vessel) {
			v.On, v.Allot = Choice{{"sea.k", Ratio(shareK)}, {"sea.t", Ratio(1 - shareK)}}, allot
		})...),
	}
	for name, gap := range map[string]float64{"k": gapK, "t": gapT} {
		if gap > 0 {
			m["flow."+name] = flowTo("route."+name, func(f *Flow) { f.Every, f.Batch = every(hours(gap)), des10 })
		}
	}
	return model(200.5, 4000, m)
}

var des10 = des.Constant(10)

func lanesRun(t *testing.T, s *Scenario) (k, all float64) {
	m := run(t, s, 0)
	return m["vessel.v.sailings.sea.k"], m["vessel.v.sailings"]
}

// TestLanesByShare: ships that sail back and forth without pause and without cargo keep the stated shares of the
// voyages to within one; 4000 h of three ships are 1200 passages.
func TestLanesByShare(t *testing.T) {
	restless := func(v *Vessel) { v.Sail.AtLeast = 0 }
	for _, share := range []float64{0.75, 0.5, 0.1} {
		k, all := lanesRun(t, twoLanes(3, "share", share, 1e5, 1e5, restless))
		if all != 1200 || !(math.Abs(k-share*all) <= 6) {
			t.Errorf("share %v: %v of %v sailings on the first lane", share, k, all)
		}
	}
	if k, all := lanesRun(t, twoLanes(4, "fixed", 0.75, 1e5, 1e5, restless)); k != 1200 || all != 1600 {
		t.Errorf("fixed, 3 of 4 ships: %v of %v sailings on the first lane, want 1200 of 1600", k, all)
	}
}

// TestLanesFollowCargo: with all cargo at one port and more than the ships can carry, two ships that roam carry
// twice what one of two ships does that keep their lanes: a shipload every 10 h in place of every 20 h.
func TestLanesFollowCargo(t *testing.T) {
	for _, light := range []bool{true, false} { // sent for by the cargo, or going by themselves
		carried := map[string]float64{}
		for _, allot := range []string{"fixed", "share", "most", "longest"} {
			m := run(t, twoLanes(2, allot, 0.5, 6, 0, func(v *Vessel) { v.Sail.Light = light }), 0)
			carried[allot] = m["flow.k.carried"] * 4000 / 8760
		}
		followed(t, carried)
	}
}

func followed(t *testing.T, carried map[string]float64) {
	t.Helper()
	if !(math.Abs(carried["fixed"]-2000) <= 10) || !(math.Abs(carried["most"]-4000) <= 10) || !(math.Abs(carried["longest"]-4000) <= 10) {
		t.Errorf("carried %v, want 2000 fixed and 4000 where ships follow the cargo", carried)
	}
	if !(math.Abs(carried["share"]-2000) <= 20) {
		t.Errorf("by shares %v were carried, want 2000: half of the voyages have no cargo", carried["share"])
	}
}

// TestLanesMost: a ship goes to the lane where more loads wait for nobody; with cargo at both ends of the fleet the
// one with twice the cargo gets twice the voyages, and nothing is left behind at a load of 0.9.
func TestLanesMost(t *testing.T) {
	for _, allot := range []string{"most", "longest"} {
		m := run(t, twoLanes(3, allot, 0.5, 100./9, 200./9), 0) // 3 ships: 0.15 loads/h; offered 0.09 + 0.045
		if k, on := m["vessel.v.sailings.sea.k"], m["vessel.v.sailings"]; !(math.Abs(k/on-2./3) <= 0.02) {
			t.Errorf("%s: %v of %v sailings on the lane with two thirds of the cargo", allot, k, on)
		}
		if left := m["flow.k.stock.end"] + m["flow.t.stock.end"]; left > 100 {
			t.Errorf("%s: %v pieces left at a load of 0.9", allot, left)
		}
	}
}

// TestLanesFixedAreFleets: ships that keep their lanes are two fleets.
func TestLanesFixedAreFleets(t *testing.T) {
	one := run(t, twoLanes(4, "fixed", 0.5, 13, 29), 0)
	s := twoLanes(4, "fixed", 0.5, 13, 29)
	v := *spec[*Vessel](s, "vessel.v")
	v.Count = 2
	x, y := v, v
	x.On, y.On = Choice{{"sea.k", 1}}, Choice{{"sea.t", 1}}
	s.Things[s.Find("vessel.v")] = Thing{Path: "vessel.v", Spec: &x}
	s.Things = append(s.Things, Thing{Path: "vessel.w", Spec: &y})
	two := run(t, s, 0)
	for _, name := range []string{"flow.k.transit.mean", "flow.t.transit.mean", "sea.k.sailings", "sea.t.sailings"} {
		if one[name] != two[name] || two[name] == 0 {
			t.Errorf("%s: %v, as two fleets %v", name, one[name], two[name])
		}
	}
}

// TestLanesOnPaper: the capacity of a lane counts the ships that serve it: by shares of the voyages, by the demand
// of each lane where ships follow it.
func TestLanesOnPaper(t *testing.T) {
	for _, c := range []struct {
		allot string
		share float64
		ships float64
	}{{"fixed", 0.5, 1.5}, {"share", 0.25, 0.75}, {"most", 0.5, 2}} {
		s := twoLanes(3, c.allot, c.share, 100./9, 200./9)
		if c.allot == "fixed" {
			s = twoLanes(3, "fixed", 0.5, 100./9, 200./9)
			c.ships = 2 // the first lane gets the odd ship
		}
		l := newLedger(s, "")
		if got := l.ships(l.w.fleets[0].serves[0]); !(math.Abs(got-c.ships) <= 1e-9) {
			t.Errorf("%s: %v ships on the first lane, want %v", c.allot, got, c.ships)
		}
		if got, want := l.yearly(l.w.fleets[0].serves[0], l.flows[0].flowState), c.ships*8760/20*10; !(math.Abs(got-want) <= 1e-6) {
			t.Errorf("%s: %v pieces a year, want %v", c.allot, got, want)
		}
	}
}

// TestLanesApart: lanes without a common port cannot share ships by turns, and one lane needs no rule.
func TestLanesApart(t *testing.T) {
	s := twoLanes(2, "most", 0.5, 10, 10)
	s.Things[s.Find("sea.t")].Spec = seaOf("port.t", "port.b")
	s.Things = append(s.Things, Thing{Path: "port.b", Spec: portOf()})
	s.Things = things(specsOf(s))
	if text := faultTexts(s); !strings.Contains(text, "shares no port") {
		t.Errorf("faults: %s", text)
	}
	one := twoLanes(2, "most", 0.5, 10, 10)
	spec[*Vessel](one, "vessel.v").On = Choice{{"sea.k", 1}}
	if text := faultTexts(one); !strings.Contains(text, "vessel.v.allot needs several lanes") {
		t.Errorf("faults: %s", text)
	}
}

func specsOf(s *Scenario) map[string]Spec {
	out := map[string]Spec{}
	for _, t := range s.Things {
		out[t.Path] = t.Spec
	}
	return out
}

func faultTexts(s *Scenario) string {
	var b strings.Builder
	for _, f := range Check(s) {
		b.WriteString(f.Path + " " + f.Text + "\n")
	}
	return b.String()
}

// TestLanesNeed: at 50 h three loads have waited at k since 45 h, of which the only ship has taken one, and one load at t
// since 30 h: most says two loads against one, longest 5 h against 20 h.
func TestLanesNeed(t *testing.T) {
	for allot, want := range map[string][2][2]float64{"most": {{2, 5}, {1, 20}}, "longest": {{5, 2}, {20, 1}}} {
		s := twoLanes(1, allot, 0.5, 45, 30, func(v *Vessel) { v.Sail.Light = false })
		spec[*Flow](s, "flow.k").Batch = des.Constant(30)
		w := build(t, s, 0)
		w.begin()
		drive(w, at(50), nil)
		f := w.fleets[0]
		for k, v := range f.serves {
			if first, then := f.needs(w, v, 1); first != want[k][0] || then != want[k][1] {
				t.Errorf("%s, %s: %v, then %v; want %v", allot, f.spec.On[k].Name, first, then, want[k])
			}
		}
	}
}
