package corridor

import (
	"math"
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
		if sum += got; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %g h, want %g", place, got, want)
		}
	}
	if want := m["flow.f.time.mean"]; math.Abs(sum-want) > 1e-9 {
		t.Errorf("%g h at all places, %g h from door to door", sum, want)
	}
	if got := m["flow.f.step.01.handling"]; got != 2 {
		t.Errorf("%g h by the first way, want 2", got)
	}
	plain := run(t, hoarding(), 0)
	for name := range plain {
		if strings.Contains(name, ".goal.west.") && !strings.HasSuffix(name, ".waits") {
			t.Errorf("%s: a flow of one route has the hours of its steps", name)
		}
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
	if got := m["station.s.goal.west.waits"]; math.Abs(got-23.5) > 1e-9 || math.Abs(got-m["station.s.queue.mean"]) > 1e-9 {
		t.Errorf("%g wait on average, want 23.5; the queue says %g", got, m["station.s.queue.mean"])
	}
}
