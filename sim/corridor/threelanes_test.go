package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// threeLanes is a fleet on the lanes k–a, t–a and u–a, which share port a: so many ships, 10 pieces each, 10 h a passage, with
// shares of a half, three tenths and a fifth. Cargo comes westward every so many hours at k, t and u, so many shiploads
// at a time; 0: none.
func threeLanes(ships int, allot string, gaps, batches [3]float64, change ...func(*Vessel)) *Scenario {
	m := map[string]Spec{
		"port.a": portOf(),
		"vessel.v": vesselOf(ships, 10, hours(10), append(change, func(v *Vessel) {
			v.On, v.Allot = Choice{{"sea.k", 0.5}, {"sea.t", 0.3}, {"sea.u", 0.2}}, allot
		})...),
	}
	for i, name := range []string{"k", "t", "u"} {
		m["port."+name], m["sea."+name] = portOf(), seaOf(Ref("port."+name), "port.a")
		m["route."+name] = routeOf(Ref("port."+name), Ref("sea."+name), "port.a")
		if gaps[i] > 0 {
			m["flow."+name] = flowTo("route."+name, func(f *Flow) { f.Every, f.Batch = every(hours(gaps[i])), des.Constant(10*batches[i]) })
		}
	}
	return model(200.5, 4000, m)
}

var loadsOfOne = [3]float64{1, 1, 1}

// sailingsOf are the voyages on the three lanes.
func sailingsOf(m map[string]float64) [3]float64 {
	return [3]float64{m["vessel.v.sailings.sea.k"], m["vessel.v.sailings.sea.t"], m["vessel.v.sailings.sea.u"]}
}

// TestThreeLanesByShare: five ships make 2000 passages in 4000 h, 1000, 600 and 400 of them by the shares, to within a round voyage
// of each ship. Ten that keep their lanes are five, three and two.
func TestThreeLanesByShare(t *testing.T) {
	restless := func(v *Vessel) { v.Sail.AtLeast = 0 }
	none := [3]float64{1e5, 1e5, 1e5}
	for allot, c := range map[string]struct {
		ships int
		want  [3]float64
		slack float64
	}{"share": {5, [3]float64{1000, 600, 400}, 10}, "fixed": {10, [3]float64{2000, 1200, 800}, 0}} {
		got := sailingsOf(run(t, threeLanes(c.ships, allot, none, loadsOfOne, restless), 0))
		for i := range got {
			if !(math.Abs(got[i]-c.want[i]) <= c.slack) {
				t.Errorf("%s: %v sailings, want %v", allot, got, c.want)
				break
			}
		}
	}
}

// TestThreeLanesFollowCargo: three ships carry a shipload every 20 h each. Where all cargo is at u, ships that follow it carry
// 6000 pieces in 4000 h; of three that keep to lanes by the shares, two are put on k and t, and one on u; and by turns, a fifth
// of the voyages are there. With three, two and one parts of the cargo at k, t and u and a load of 0.9 nothing is left
// behind, and the voyages are as the cargo.
func TestThreeLanesFollowCargo(t *testing.T) {
	for allot, want := range map[string]float64{"most": 6000, "longest": 6000, "fixed": 2000, "share": 1200} {
		s := threeLanes(3, allot, [3]float64{0, 0, 3}, loadsOfOne)
		if got := run(t, s, 0)["flow.u.carried"] * 4000 / 8760; !(math.Abs(got/want-1) <= 0.02) {
			t.Errorf("%s: %v pieces carried, want %v", allot, got, want)
		}
	}
	for _, allot := range []string{"most", "longest"} {
		m := run(t, threeLanes(3, allot, [3]float64{1 / 0.0675, 1 / 0.045, 1 / 0.0225}, loadsOfOne), 0)
		got, all, left := sailingsOf(m), m["vessel.v.sailings"], 0.0
		for i, name := range []string{"k", "t", "u"} {
			left += m["flow."+name+".stock.end"]
			if want := float64(3-i) / 6; !(math.Abs(got[i]/all-want) <= 0.02) {
				t.Errorf("%s: %v of %v sailings on %s, want a share of %.3f", allot, got[i], all, name, want)
			}
		}
		if left > 100 {
			t.Errorf("%s: %v pieces left at a load of 0.9", allot, left)
		}
	}
}

// TestThreeLanesTurns follows one ship by hand. With a load from k it comes to the hub at 21 h, where one load waits at k since 11 h,
// three at t since 15 h, two at u since 10.6 h: most sends it to t, longest to u, and by its own lane and by the first turn
// it goes back to k. By turns it takes, from then on, the lane whose next turn comes soonest by its share: after n of them, at
// (n + 1/2)/share.
func TestThreeLanesTurns(t *testing.T) {
	for allot, want := range map[string]string{"most": "t", "longest": "u", "fixed": "k", "share": "ktukktkutk"} {
		s := threeLanes(1, allot, [3]float64{11, 15, 10.6}, [3]float64{2, 3, 2}, func(v *Vessel) {
			if allot == "share" {
				v.Sail.AtLeast = 0
			}
		})
		s.Run.LeadIn = 0
		w := build(t, s, 0)
		w.begin()
		var took strings.Builder
		drive(w, at(1000), func(e event) {
			sh := w.ships[0]
			if e.do == landfall && (sh.end == 1 || sh.state == atSea && sh.port().name == "port.a") && took.Len() < len(want) {
				took.WriteString(strings.TrimPrefix(string(sh.fleet.spec.On[indexOfService(sh)].Name), "sea."))
			}
		})
		if took.String() != want {
			t.Errorf("%s: lanes %s, want %s", allot, took.String(), want)
		}
	}
}

func indexOfService(sh *ship) int {
	for i, v := range sh.fleet.serves {
		if v == sh.on {
			return i
		}
	}
	return none
}
