package corridor

import (
	"math"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// forked is a flow of 1 Mt a year in trains of 1,000 t that go by one of two lines, of 24 and 6 trains a day each way.
func forked(choose string, a Ratio, cut ...Ref) *Scenario {
	line := func(headway float64) Spec {
		return newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Headway = 3600, 1, 2, h(headway) })
	}
	s := model(0, 8760, map[string]Spec{
		"flow.f": flowTo("route.a", func(f *Flow) {
			f.Volume, f.Load, f.Train, f.Choose = &Volume{1e6, Tonnes}, &Amount{1e6, Tonnes}, "train.t", choose
			f.Route = Choice{{"route.a", a}, {"route.b", 1 - a}}
		}),
		"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{1e6, Tonnes} }),
		"route.a": routeOf("terminal.x", "rail.a", "terminal.y"), "route.b": routeOf("terminal.x", "rail.b", "terminal.y"),
		"rail.a": line(1), "rail.b": line(4), "terminal.x": terminalOf(), "terminal.y": terminalOf(),
	})
	s.Goal.MeasuredAt = cut
	return s
}

// elementOf is the element of a path, and whether there is one.
func elementOf(all []Capacity, path string) (Capacity, bool) {
	for _, c := range all {
		if c.Path == path {
			return c, true
		}
	}
	return Capacity{}, false
}

// TestRoutesOnPaper: each line is used by its share of 1,000 trains a year, of 8,760 and of 2,190, whichever way the shares lie
// and however the route is chosen; what it could carry is 8.76 and 2.19 Mt.
func TestRoutesOnPaper(t *testing.T) {
	for _, choose := range []string{"share", "fastest"} {
		for _, a := range []float64{0.7, 0.3} {
			s := forked(choose, Ratio(a))
			if faults := Check(s); len(faults) > 0 {
				t.Fatal(faults)
			}
			all := Installed(s, "")
			for path, want := range map[string]struct{ part, trains float64 }{"rail.a.west": {a, 8760}, "rail.b.west": {1 - a, 2190}} {
				c, there := elementOf(all, path)
				if !there {
					t.Fatalf("%s is not listed", path)
				}
				if !(math.Abs(c.Use-want.part*1000/want.trains) <= 1e-9) || !(math.Abs(c.Mt-want.trains/1000) <= 1e-9) {
					t.Errorf("%s, %s with %v: use %v, %v Mt", choose, path, want.part, c.Use, c.Mt)
				}
				if len(c.Flows) != 1 || !(math.Abs(c.Parts[0]-want.part) <= 1e-9) || !(math.Abs(c.Each[0]*want.trains*1000-1) <= 1e-9) {
					t.Errorf("%s, %s with %v: flows %v, parts %v, each %v", choose, path, want.part, c.Flows, c.Parts, c.Each)
				}
			}
		}
	}
}

// TestRoutesInTheWhole: in fixed shares the line that is full first bounds the whole, of which the part over the cut counts; who
// chooses by time can fill both lines.
func TestRoutesInTheWhole(t *testing.T) {
	both, one := []Ref{"rail.a", "rail.b"}, []Ref{"rail.a"}
	for _, c := range []struct {
		choose string
		a      Ratio
		cut    []Ref
		want   float64
	}{
		{"share", 0.7, both, 2.19 / 0.3}, {"share", 0.3, both, 2.19 / 0.7}, {"share", 0.9, both, 8.76 / 0.9},
		{"share", 0.7, one, 0.7 * 2.19 / 0.3}, {"share", 0.9, one, 8.76},
		{"fastest", 0.7, both, 8.76 + 2.19}, {"fastest", 0.7, one, 8.76}, {"fastest", 0, one, 8.76},
	} {
		if got, note := Ceiling(forked(c.choose, c.a, c.cut...), ""); !(math.Abs(got-c.want) <= 1e-9) {
			t.Errorf("%+v: %v (%s)", c, got, note)
		}
	}
	if by := ByTime(forked("fastest", 0.7)); len(by) != 1 || by[0] != "flow.f" {
		t.Errorf("by time go %v, want flow.f", by)
	}
	if by := ByTime(forked("share", 0.7)); len(by) != 0 {
		t.Errorf("by time go %v, want none", by)
	}
}

// TestClosedRouteOnPaper: while the one line is closed, all goes by the other: 1,000 trains of 2,190; in a year of which it is
// closed a quarter that has its part at all times, on the mean.
func TestClosedRouteOnPaper(t *testing.T) {
	s := forked("share", 0.7)
	days := 73 * day // a fifth of 365 days
	s.Things = append([]Thing{{Path: "closure.c", Spec: &Closure{Places: []Ref{"rail.a"}, From: s.Run.Start, Until: s.Run.Start.Add(days)}}}, s.Things...)
	for _, c := range []struct {
		at   time.Duration
		a, b float64
	}{{0, 0, 1}, {days, 0.7, 0.3}} {
		all := Installed(s.AsOf(s.Run.Start.Add(c.at)), "")
		a, _ := elementOf(all, "rail.a.west")
		b, _ := elementOf(all, "rail.b.west")
		if !(math.Abs(a.Use-c.a*1000/8760) <= 1e-9) || !(math.Abs(b.Use-c.b*1000/2190) <= 1e-9) {
			t.Errorf("after %v: uses %v and %v", c.at, a.Use, b.Use)
		}
	}
	a, _ := elementOf(ElementsBetween(s, "", s.Run.Start, s.Run.Start.Add(365*day)), "rail.a.west")
	if !(math.Abs(a.Mt-8.76) <= 1e-9) || !(math.Abs(a.Use-0.8*0.7*1000/8760) <= 1e-9) {
		t.Errorf("over the year the closed line has %v Mt and is used %v", a.Mt, a.Use)
	}
	b, _ := elementOf(ElementsBetween(s, "", s.Run.Start, s.Run.Start.Add(365*day)), "rail.b.west")
	if want := 0.2*1 + 0.8*0.3; !(math.Abs(b.Parts[0]-want) <= 1e-9) || !(math.Abs(b.Each[0]*2190*1000-1) <= 1e-9) {
		t.Errorf("over the year parts %v, each %v, want %v", b.Parts, b.Each, want)
	}
}

// TestShutOnPaper: while one line is closed the other bounds the whole, of 2.19 Mt, and no flow is shut; while both are the whole has
// no capacity, which says what closes them, and afterwards that of before. A flow that crosses no cut gives none, open or not.
func TestShutOnPaper(t *testing.T) {
	s := forked("share", 0.7, "rail.a", "rail.b")
	days := 73 * day
	s.Things = append([]Thing{
		{Path: "closure.c", Spec: &Closure{Places: []Ref{"rail.a"}, From: s.Run.Start, Until: s.Run.Start.Add(2 * days)}},
		{Path: "closure.d", Spec: &Closure{Places: []Ref{"rail.b"}, From: s.Run.Start.Add(days), Until: s.Run.Start.Add(2 * days)}},
	}, s.Things...)
	for _, c := range []struct {
		at   time.Duration
		want float64
		shut bool
	}{{0, 2.19, false}, {days, 0, true}, {2 * days, 2.19 / 0.3, false}} {
		on := s.AsOf(s.Run.Start.Add(c.at))
		got, note := Ceiling(on, "")
		flows, by := Shut(on)
		why := "closure.c closes rail.a, closure.d closes rail.b"
		if !(math.Abs(got-c.want) <= 1e-9) || (note == "no route over the cut is open: "+why) != c.shut {
			t.Errorf("after %v: %v Mt (%s), want %v", c.at, got, note, c.want)
		}
		if shut := len(flows) == 1 && flows[0] == "flow.f" && strings.Join(by, ", ") == why; shut != c.shut || !c.shut && len(flows)+len(by) > 0 {
			t.Errorf("after %v: %v have no open route, by %v", c.at, flows, by)
		}
	}
	s.Goal.MeasuredAt = []Ref{"terminal.x"} // no lane
	s.Goal.Direction = "east"
	if got, note := Ceiling(s.AsOf(s.Run.Start.Add(days)), ""); !math.IsInf(got, 1) {
		t.Errorf("%v Mt (%s)", got, note)
	}
}

// TestForkedLanes: two lanes of equal ships, between which nothing else is listed, are two elements, each with its part of the
// cargo, and so are the berths at their ends.
func TestForkedLanes(t *testing.T) {
	berths := func(p *Port) {
		p.Berth = Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v", "vessel.w"}, Rate: []Throughput{{PerHour: 10, Unit: Items}}}}}
	}
	uses := func(a Ratio) (out [4]float64) {
		s := model(0, 8760, map[string]Spec{
			"flow.f":  flowTo("route.a", func(f *Flow) { f.Every, f.Route = every(hours(1)), Choice{{"route.a", a}, {"route.b", 1 - a}} }),
			"route.a": routeOf("port.a", "sea.s", "port.b"), "route.b": routeOf("port.c", "sea.t", "port.d"),
			"port.a": portOf(), "port.b": portOf(berths), "port.c": portOf(berths), "port.d": portOf(),
			"sea.s": seaOf("port.a", "port.b"), "sea.t": seaOf("port.c", "port.d"),
			"vessel.v": vesselOf(2, 10, hours(9.5)),
			"vessel.w": vesselOf(2, 10, hours(9.5), func(v *Vessel) { v.On = Choice{{"sea.t", 1}} }),
		})
		if faults := Check(s); len(faults) > 0 {
			t.Fatal(faults)
		}
		for i, path := range []string{"sea.s.items.west", "sea.t.items.west", "port.b.berth.x", "port.c.berth.x"} {
			c, there := elementOf(Installed(s, ""), path)
			if !there {
				t.Errorf("%s is not listed", path)
			}
			out[i] = c.Use
		}
		return out
	}
	// A ship takes ten pieces in a voyage of 20 h, of which it lies one at the berth; a piece comes every hour.
	for a, want := range map[Ratio][4]float64{0.7: {0.7, 0.3, 0.07, 0.03}, 0.3: {0.3, 0.7, 0.03, 0.07}} {
		for i, got := range uses(a) {
			if !(math.Abs(got-want[i]) <= 1e-9) {
				t.Errorf("share %v: uses %v, want %v", a, uses(a), want)
				break
			}
		}
	}
}

// TestPoolsByRoute: of a hundred wagons an hour those that go round by a line of 20 h are away 10 h longer than the others.
func TestPoolsByRoute(t *testing.T) {
	for _, share := range []float64{0.7, 0.3} {
		s := circuit(30, map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) {
				f.Every, f.Batch, f.Train = every(hours(1)), des.Constant(100), "train.t"
				f.Route = Choice{{"route.r", Ratio(share)}, {"route.q", Ratio(1 - share)}}
			}),
			"route.q": routeOf("terminal.a", "rail.q", "terminal.b"),
			"rail.q":  newOf(railKind, func(r *Rail) { r.Length, r.Speed = 72000, 1 }),
		})
		if c, want := onlyPool(t, s), 100*(share*22+(1-share)*32)/30; !(math.Abs(c.Use-want) <= 1e-9) || len(c.Flows) != 1 {
			t.Errorf("share %v: use %v by %v, want %v", share, c.Use, c.Flows, want)
		}
	}
}
