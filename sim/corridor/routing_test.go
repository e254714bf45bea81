package corridor

import (
	"math"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// twoWays is a flow of 1.2 units an hour that goes by one of two stations, of 1 and 1.5 hours of service.
func twoWays(choose string, share float64) *Scenario {
	f := hourly(1, Choice{{"route.a", Ratio(share)}, {"route.b", Ratio(1 - share)}})
	every := exp(1 / 1.2)
	f.Every, f.Choose, f.Memory = &every, choose, 10*day
	one := func(hours float64) *Station {
		return newOf(stationKind, func(s *Station) { s.Service = exp(hours) }).(*Station)
	}
	return model(24*30, 24*365, map[string]Spec{"flow.f": f, "route.a": &Route{Path: []Ref{"station.a"}}, "route.b": &Route{Path: []Ref{"station.b"}},
		"station.a": one(1), "station.b": one(1.5)})
}

// shortestDelay solves the chain of two queues of which each arrival joins the one where it expects to be served first, (n
// + 1) times the service: mean times in either and the share of the first.
func shortestDelay(lambda, a, b float64) (timeA, timeB, share float64) {
	const n = 60
	p, next := [n][n]float64{{1}}, [n][n]float64{}
	step := 1 / (lambda + 1/a + 1/b)
	for range 6000 {
		next = [n][n]float64{}
		for i := range n {
			for j := range n {
				x := p[i][j]
				if x == 0 {
					continue
				}
				toA := float64(i+1)*a <= float64(j+1)*b && i+1 < n
				switch {
				case toA:
					next[i+1][j] += x * lambda * step
				case j+1 < n:
					next[i][j+1] += x * lambda * step
				default:
					next[i][j] += x * lambda * step
				}
				next[max(i-1, 0)][j] += x / a * step
				next[i][max(j-1, 0)] += x / b * step
			}
		}
		p = next
	}
	var lenA, lenB float64
	for i := range n {
		for j := range n {
			lenA, lenB = lenA+float64(i)*p[i][j], lenB+float64(j)*p[i][j]
			if float64(i+1)*a <= float64(j+1)*b {
				share += p[i][j]
			}
		}
	}
	return lenA / (lambda * share), lenB / (lambda * (1 - share)), share
}

// TestFastestRouteEvensOut: with halves the slow station has a load of 0.9 and the mean time is (1/(1-0.6) +
// 1/(2/3-0.6))/2 = 8.75 h. Cargo that goes where it expects to be served first, which it has to learn, comes within a few
// per cent of cargo that knows; that is solved as a Markov chain.
func TestFastestRouteEvensOut(t *testing.T) {
	wantA, wantB, wantShare := shortestDelay(1.2, 1, 1.5)
	var fixed, free, a, b, share float64
	const n = 20
	for i := range n {
		m := run(t, twoWays("share", 0.5), i)
		fixed += m["flow.f.time.mean"] / n
		m = run(t, twoWays("fastest", 0.5), i)
		free += m["flow.f.time.mean"] / n
		a += m["station.a.time.mean"] / n
		b += m["station.b.time.mean"] / n
		share += m["flow.f.route.a.share"] / n
	}
	t.Logf("halves %.2f h; fastest %.2f h: %.2f and %.2f h, share %.3f; theory %.2f and %.2f h, share %.3f", fixed, free, a, b, share, wantA, wantB, wantShare)
	if !(math.Abs(fixed/8.75-1) <= 0.15) {
		t.Errorf("with halves the time is %.2f h, theory says 8.75", fixed)
	}
	if !(math.Abs(a/wantA-1) <= 0.1) || !(math.Abs(b/wantB-1) <= 0.1) || !(math.Abs(share/wantShare-1) <= 0.05) {
		t.Errorf("%.2f and %.2f h, share %.3f; who knows the queues needs %.2f and %.2f h, share %.3f", a, b, share, wantA, wantB, wantShare)
	}
}

// TestFastestRouteWardrop: near saturation of both ways the times are equal, whichever way cargo goes.
func TestFastestRouteWardrop(t *testing.T) {
	s := twoWays("fastest", 0.5)
	every := exp(1 / 1.6)
	s.Things[s.Find("flow.f")].Spec.(*Flow).Every = &every
	a, b := 0.0, 0.0
	for i := range 20 {
		m := run(t, s, i)
		a += m["station.a.time.mean"] / 20
		b += m["station.b.time.mean"] / 20
	}
	t.Logf("%.2f h and %.2f h", a, b)
	if !(math.Abs(a/b-1) <= 0.05) {
		t.Errorf("%.2f h one way and %.2f h the other", a, b)
	}
}

// TestFastestRouteEmpty: where nobody waits the shorter way takes all, since it is as fast as it looks.
func TestFastestRouteEmpty(t *testing.T) {
	s := twoWays("fastest", 0.5)
	for _, p := range []string{"station.a", "station.b"} {
		s.Things[s.Find(p)].Spec.(*Station).Servers = 0
	}
	law := des.Constant(3600)
	s.Things[s.Find("station.a")].Spec.(*Station).Service = law
	s.Things[s.Find("station.b")].Spec.(*Station).Service = des.Constant(3601)
	if m := run(t, s, 0); m["flow.f.route.a.share"] != 1 || m["station.b.waiting.n"] != 0 {
		t.Errorf("%g go the shorter way, %g units the longer one", m["flow.f.route.a.share"], m["station.b.waiting.n"])
	}
	off, _ := Without(s, "fastest-routes")
	if m := run(t, off, 0); !(math.Abs(m["station.a.waiting.n"]/m["station.b.waiting.n"]-1) <= 0.05) {
		t.Errorf("by share %g and %g go either way, want halves", m["station.a.waiting.n"], m["station.b.waiting.n"])
	}
}

// TestFastestRouteChanges: a route that passes other places from a day on is the same route: its share counts both, and
// before the day its old places are passed, then the new ones.
func TestFastestRouteChanges(t *testing.T) {
	s := twoWays("fastest", 0.5)
	m := specsOf(s)
	m["station.a"], m["station.b"], m["station.c"] = staffed(0, 1), staffed(0, 2), staffed(0, 1)
	s.Things = things(m)
	got := run(t, on(s, 7, 1, map[string]Spec{"route.a": &Route{Path: []Ref{"station.c"}}}), 0)
	if got["flow.f.route.a.share"] != 1 || got["flow.f.route.b.share"] != 0 {
		t.Errorf("shares %g and %g, want all by the shorter way", got["flow.f.route.a.share"], got["flow.f.route.b.share"])
	}
	if a, c := got["station.a.waiting.n"], got["station.c.waiting.n"]; !(math.Abs(a/(1.2*24*182)-1) <= 0.05) || !(math.Abs(c/(1.2*24*183)-1) <= 0.05) {
		t.Errorf("%g units passed the old place and %g the new one, want half a year each", a, c)
	}
}

// TestClosedBranch: a way that is closed for the second half of the year gets nothing new in it, whether routes are chosen
// by share or by time; of three ways the others share as their shares are to each other.
func TestClosedBranch(t *testing.T) {
	for _, choose := range []string{"share", "fastest"} {
		s := twoWays(choose, 0.5)
		s.Things[s.Find("station.b")].Spec.(*Station).Servers = 0
		s.Things[s.Find("station.a")].Spec.(*Station).Servers = 0
		s.Things = append(s.Things, things(map[string]Spec{"closure.b": &Closure{Places: []Ref{"station.b"}, From: time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)}})...)
		s.Things = things(specsOf(s))
		closed := run(t, s, 0)
		s.Run.Length = 182 * day // to the end of June
		half := run(t, s, 0)
		if got, want := closed["station.b.waiting.n"], half["station.b.waiting.n"]; got != want {
			t.Errorf("%s: %g went by the closed way in the year, %g before it closed", choose, got, want)
		}
	}
	for _, choose := range []string{"share", "fastest"} { // closed until July: the steps are still those of the way named first
		s := twoWays(choose, 0.5)
		m := specsOf(s)
		m["route.a"], m["station.a"], m["station.b"] = &Route{Path: []Ref{"station.a", "station.c"}}, staffed(0, 2), staffed(0, 5)
		m["station.c"], m["closure.a"] = staffed(0, 3), &Closure{Places: []Ref{"station.a"}, Until: time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)}
		s.Things = things(m)
		if got := run(t, s, 0); got["flow.f.step.00.handling"] != 2 || got["flow.f.step.01.handling"] != 3 {
			t.Errorf("%s: %g h and %g h in the steps of the way named first, want 2 and 3", choose, got["flow.f.step.00.handling"], got["flow.f.step.01.handling"])
		}
	}
	s := twoWays("share", 0.5)
	f := s.Things[s.Find("flow.f")].Spec.(*Flow)
	f.Route = Choice{{"route.a", 0.5}, {"route.b", 0.3}, {"route.c", 0.2}}
	m := specsOf(s)
	m["route.c"], m["station.c"] = &Route{Path: []Ref{"station.c"}}, staffed(0, 1)
	m["closure.a"] = &Closure{Places: []Ref{"station.a"}}
	s.Things = things(m)
	got := run(t, s, 0)
	if a, share := got["station.a.waiting.n"], got["station.b.waiting.n"]/(got["station.b.waiting.n"]+got["station.c.waiting.n"]); a != 0 || !(math.Abs(share-0.6) <= 0.02) {
		t.Errorf("%g by the closed way; %.3f of the rest by the second, want 0.6", a, share)
	}
	m["closure.b"], m["closure.c"] = &Closure{Places: []Ref{"station.b"}}, &Closure{Places: []Ref{"station.c"}, From: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)}
	s.Things = things(m)
	if faults := Check(s); len(faults) != 1 || faults[0].Path != "flow.f.route" || !strings.Contains(faults[0].Text, "every route is closed from 2024-03-01") {
		t.Errorf("all ways closed from March: %v", faults)
	}
}

// TestSpareRoute: a way of share 0 is taken in the 182 of 365 days in which the other is closed, and in no others.
func TestSpareRoute(t *testing.T) {
	s := twoWays("share", 1)
	m := specsOf(s)
	m["station.a"], m["station.b"] = staffed(0, 1), staffed(0, 9)
	m["closure.a"] = &Closure{Places: []Ref{"station.a"}, Until: time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)}
	s.Things = things(m)
	got := run(t, s, 0)
	a, b := got["station.a.waiting.n"], got["station.b.waiting.n"]
	if share := b / (a + b); !(math.Abs(share-182./365) <= 0.02) {
		t.Errorf("%g and %g pieces, want the second way to have those of 182 of 365 days", a, b)
	}
	delete(m, "closure.a")
	s.Things = things(m)
	if b := run(t, s, 0)["station.b.waiting.n"]; b != 0 {
		t.Errorf("%g pieces take the way of share 0 while the other is open", b)
	}
}
