package corridor

import (
	"math"
	"strings"
	"testing"
	"time"
)

// jan is a day of the January in which the models of tests begin.
func jan(n int) time.Time { return time.Date(2024, 1, n, 0, 0, 0, 0, time.UTC) }

// shut is a piece a day over a line of ten hours for 100 days, which is closed between two days; by lot over that or another.
func shut(from, until time.Time, share Ratio, lines ...Ref) *Scenario {
	f := hourly(24, only("route.a"))
	if share < 1 {
		f.Route = Choice{{"route.a", share}, {"route.b", 1 - share}}
	}
	m := map[string]Spec{"flow.f": f, "terminal.a": terminalOf(), "terminal.b": terminalOf(), "rail.a": runOf(10), "rail.b": runOf(10),
		"station.a": staffed(0, 0), "station.b": staffed(0, 0),
		"route.a": routeOf("terminal.a", "rail.a", "station.a", "terminal.b"), "route.b": routeOf("terminal.a", "rail.b", "station.b", "terminal.b")}
	if len(lines) > 0 {
		m["closure.c"] = &Closure{Places: lines, From: from, Until: until}
	}
	return model(0, 2400, m)
}

// TestWaitsForAnOpenRoute: what is born in ten days without an open route waits where it is born until the day on which one opens: 10, 9,
// ... 1 days, as at closed hours; without a closure nothing does, and what never opens keeps all of it.
func TestWaitsForAnOpenRoute(t *testing.T) {
	for _, c := range []struct {
		from, until time.Time
		lines       []Ref
		n, hours    float64
	}{
		{n: 99},
		{jan(11), jan(21), []Ref{"rail.a"}, 99, 24 * 55},
		{jan(11), jan(21), []Ref{"terminal.b"}, 99, 24 * 55},
		{time.Time{}, jan(21), []Ref{"rail.a"}, 99, 24 * 19 * 20 / 2}, // 480 h to 24 h before: births at 24 h to 456 h
		{jan(11), time.Time{}, []Ref{"rail.a"}, 9, 0},
	} {
		got := run(t, shut(c.from, c.until, 1, c.lines...), 0)
		if n := math.Round(got["flow.f.rate"] * 2400); n != c.n || !(math.Abs(got["flow.f.step.00.closed"]*n-c.hours) <= 1e-6) {
			t.Errorf("%+v: %g pieces waited %g h", c, n, got["flow.f.step.00.closed"]*n)
		}
		if want := 100 - c.n; got["flow.f.stock.end"] != want && got["flow.f.stock.end"] != want-1 {
			t.Errorf("%+v: %g pieces are left", c, got["flow.f.stock.end"])
		}
	}
}

// TestLotsOfThoseWhoWait: who has waited goes the way that he would have gone without the closure, if all ways open on one day; else by
// the one that opens first.
func TestLotsOfThoseWhoWait(t *testing.T) {
	free := run(t, shut(jan(1), jan(1), 0.5), 0)
	both := run(t, shut(jan(11), jan(31), 0.5, "rail.a", "rail.b"), 0)
	for _, name := range []string{"station.a.waiting.n", "station.b.waiting.n"} {
		if a, b := free[name], both[name]; a != b || both["flow.f.step.00.closed"] == 0 || a < 35 || a > 65 {
			t.Errorf("%s: %g without and %g with a closure of both", name, a, b)
		}
	}
	s := shut(time.Time{}, jan(31), 0.5, "rail.a")
	m := specsOf(s)
	m["closure.d"] = &Closure{Places: []Ref{"rail.b"}, Until: jan(21)}
	s.Things = things(m)
	s.Run.Length = 25 * day
	if got := run(t, s, 0); got["station.a.waiting.n"] != 0 || got["station.b.waiting.n"] != 24 {
		t.Errorf("%g and %g by the ways, want all by that which opened first", got["station.a.waiting.n"], got["station.b.waiting.n"])
	}
}

// TestNowhereToWait: a flow that begins where nothing can wait needs an open route; one that begins there from a day on does not
// need it before.
func TestNowhereToWait(t *testing.T) {
	s := shut(jan(11), jan(21), 1, "rail.a")
	m := specsOf(s)
	m["route.a"] = routeOf("rail.a", "terminal.b")
	said := func() string {
		s.Things = things(m)
		faults := Check(s)
		if len(faults) != 1 || faults[0].Path != "flow.f.route" {
			t.Fatalf("faults: %v", faults)
		}
		return faults[0].Text
	}
	if text := said(); !strings.Contains(text, "closed from 2024-01-11, and at rail.a nothing can wait") {
		t.Error(text)
	}
	m["route.a"] = routeOf("terminal.a", "rail.a", "terminal.b")
	s.Things = things(m)
	on(s, 1, 21, map[string]Spec{"route.a": routeOf("rail.a", "terminal.b")})
	if got := run(t, s, 0); math.Round(got["flow.f.rate"]*2400) != 99 || !(math.Abs(got["flow.f.time.mean"]*99-(24*55+990)) <= 1e-6) {
		t.Errorf("%g pieces there after %g h, want 99: what has waited sets out by a way that begins on the line", got["flow.f.rate"]*2400, got["flow.f.time.mean"])
	}
}
