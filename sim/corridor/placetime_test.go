package corridor

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestGoalTime: of the 81 units out by hour 96, 37 go by the first way, which closes at hour 48, and 44 by the other (see
// TestRerouteOnTheLine). Each place has its hours per unit delivered, whatever way it came by, and they add up to the time from door to
// door; the steps of the flow know those of the first way only.
func TestGoalTime(t *testing.T) {
	s := forkAhead(true, nil, time.Time{})
	s.Goal.Family = s.Things[s.Find("flow.f")].Spec.(*Flow).Family
	m := run(t, s, 0)
	sum := 0.0
	for place, want := range map[string]float64{"station.s": 10, "station.a": 37 * 2. / 81, "station.b": 44 * 5. / 81} {
		got := 0.0
		for _, c := range Causes {
			got += m[place+".goal.west."+c]
		}
		if sum += got; !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%s: %g h, want %g", place, got, want)
		}
	}
	if want := m["flow.f.time.mean"]; !(math.Abs(sum-want) <= 1e-9) {
		t.Errorf("%g h at all places, %g h from door to door", sum, want)
	}
	if got, share := m["flow.f.step.01.handling"], m["flow.f.step.share"]; got != 2 || !(math.Abs(share-37./81) <= 1e-9) {
		t.Errorf("%g h by the first way, want 2, of %g of all, want %g", got, share, 37./81)
	}
	plain := run(t, hoarding(), 0)
	for name := range plain {
		if strings.Contains(name, ".goal.west.") && !strings.HasSuffix(name, ".waits") {
			t.Errorf("%s: a flow of one route has the hours of its steps", name)
		}
	}
}

// TestFamilyTime: other families than the goal's have the same hours of places by all routes, and both ways, though only what goes west
// has several: what comes back, 4 h by one route, counts as well.
func TestFamilyTime(t *testing.T) {
	s := forkAhead(true, nil, time.Time{})
	back := hourly(1, Choice{{"route.c", 1}})
	back.Direction, back.Family = "east", spec[*Flow](s, "flow.f").Family
	s.Things = append(things(map[string]Spec{"flow.back": back}), s.Things...)
	s.Things = append(s.Things, things(map[string]Spec{"route.c": routeOf("station.c"), "station.c": staffed(0, 4)})...)
	slices.SortFunc(s.Things, func(a, b Thing) int { return strings.Compare(a.Path, b.Path) })
	m := run(t, s, 0)
	for name, want := range map[string]float64{"station.s.family.cargo.west": 10, "station.a.family.cargo.west": 37 * 2. / 81, "station.b.family.cargo.west": 44 * 5. / 81, "station.c.family.cargo.east": 4} {
		if got, ok := m[name+".handling"]; !ok || !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%s: %g h, want %g", name, got, want)
		}
	}
	if _, there := m["station.s.family.cargo.west.waits"]; there {
		t.Error("what waits is told of the goal's family only")
	}
}

// hoarding is a unit an hour from hour 1 on and one server who needs 2 h for each, for four days.
func hoarding() *Scenario {
	s := model(0, 96, map[string]Spec{"flow.f": hourly(1, Choice{{"route.r", 1}}), "route.r": routeOf("station.s"), "station.s": staffed(1, 2)})
	s.Goal.Family = "f"
	return s
}

// TestGoalWaits: unit k comes at hour k and is begun at hour 2k - 1. The 48 that are begun have waited for 0 + 1 + … + 47 h, and so
// have those that are not: 2256 h in 96, which is what the queue says.
func TestGoalWaits(t *testing.T) {
	m := run(t, hoarding(), 0)
	if got := m["station.s.goal.west.waits"]; !(math.Abs(got-23.5) <= 1e-9) || !(math.Abs(got-m["station.s.queue.mean"]) <= 1e-9) {
		t.Errorf("%g wait on average, want 23.5; the queue says %g", got, m["station.s.queue.mean"])
	}
}
