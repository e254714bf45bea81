package corridor

import (
	"math"
	"testing"
	"time"

	"corridor/sim/des"
)

// answering is a flow of 1000 TEU a month over one station, which answers the time there.
func answering(service des.Dist, servers int, spacing des.Dist, r *Response) *Scenario {
	f := hourly(1, only("route.r"))
	f.Every, f.Volume, f.Load, f.Spacing, f.Response = nil, &Volume{PerYear: 12000, Unit: TEU}, &Amount{1, TEU}, spacing, r
	s := model(365*24, 2*365*24, map[string]Spec{"flow.a": f, "route.r": &Route{Path: []Ref{"station.s"}},
		"station.s": newOf(stationKind, func(s *Station) { s.Servers, s.Service = servers, service })})
	s.Run.Start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	return s
}

// TestResponseFixedPoint: at a constant time T from door to door the offered share is (T/reference)^elasticity, exactly
// but for the last consignment of a month.
func TestResponseFixedPoint(t *testing.T) {
	for _, c := range []struct{ hours, elasticity float64 }{{30, -0.5}, {60, -0.5}, {30, -1}, {7.5, -0.5}, {15, -0.5}, {30, 0}} {
		for _, to := range []string{"mean", "p90"} {
			s := answering(des.Constant(3600*c.hours), 0, des.Constant(1), &Response{Elasticity: c.elasticity, To: to, Over: 10 * day, Reference: 15 * time.Hour})
			m := run(t, s, 0)
			want := math.Pow(c.hours/15, c.elasticity)
			// The histogram of the 90th percentile knows a time to 1.6 %, so its share is off by elasticity × 1.6 % at worst.
			within := 0.0002
			if to == "p90" {
				within += 0.016 * math.Abs(c.elasticity)
			}
			if got := m["flow.a.offered"] / 12000; !(math.Abs(got/want-1) <= within) {
				t.Errorf("%g h, elasticity %g, %s: share %.5f, want %.5f", c.hours, c.elasticity, to, got, want)
			}
			if got := m["flow.a.response.factor"]; !(math.Abs(got/want-1) <= within) {
				t.Errorf("%g h, elasticity %g, %s: factor %.5f, want %.5f", c.hours, c.elasticity, to, got, want)
			}
		}
	}
}

// TestCaptiveCargo: of what has no other way a share is offered at any time: at twice the reference and an elasticity of -1 half of the
// rest stays, at half the reference the rest is doubled.
func TestCaptiveCargo(t *testing.T) {
	for _, c := range []struct{ hours, captive, want float64 }{{30, 0, 0.5}, {30, 0.4, 0.7}, {30, 1, 1}, {7.5, 0.4, 1.6}} {
		s := answering(des.Constant(3600*c.hours), 0, des.Constant(1), &Response{Elasticity: -1, To: "mean", Over: 10 * day, Reference: 15 * time.Hour, Captive: Ratio(c.captive)})
		m := run(t, s, 0)
		if got := m["flow.a.offered"] / 12000; !(math.Abs(got/c.want-1) <= 0.0003) || !(math.Abs(m["flow.a.response.factor"]/c.want-1) <= 0.0003) {
			t.Errorf("%+v: share %.5f, factor %.5f", c, got, m["flow.a.response.factor"])
		}
	}
}

// TestResponseOfQueue: Poisson arrivals at one exponential server need 1/(mu - lambda) hours; with an elasticity of -1 and
// a reference of R hours the rate settles where lambda = lambda0 R (mu - lambda), so lambda = lambda0 R mu/(1 + lambda0 R). It must answer slowly: one that knows
// the last month only swings about this point (hog cycle), since a little more demand here means a lot more waiting.
func TestResponseOfQueue(t *testing.T) {
	offered, mu, reference := 12000/8760., 1.5, 4.
	want := offered * reference * mu / (1 + offered*reference)
	sum, n := 0.0, 40
	for i := range n {
		s := answering(exp(1/mu), 1, des.Dist{Kind: "exponential", Args: [4]float64{1}}, &Response{Elasticity: -1, To: "mean", Over: 365 * day, Reference: 4 * time.Hour})
		sum += run(t, s, i)["flow.a.offered"] / 8760
	}
	if got := sum / float64(n); !(math.Abs(got/want-1) <= 0.03) {
		t.Errorf("%.4f an hour are offered, theory says %.4f; without response %.4f", got, want, offered)
	}
}

// TestNoResponse: an elasticity of 0 changes no moment of birth, and neither does leaving the response out.
func TestNoResponse(t *testing.T) {
	law := des.Dist{Kind: "exponential", Args: [4]float64{1}}
	with := answering(exp(0.6), 1, law, &Response{Elasticity: 0, To: "mean", Over: 10 * day, Reference: 15 * time.Hour})
	without := answering(exp(0.6), 1, law, nil)
	a, b := run(t, with, 1), run(t, without, 1)
	for name, want := range b {
		if got := a[name]; got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s is %v with an elasticity of 0, %v without", name, got, want)
		}
	}
	off, changes := Without(answering(exp(0.6), 1, law, &Response{Elasticity: -1, To: "mean", Over: 10 * day, Reference: 15 * time.Hour}), "response")
	if got, want := run(t, off, 1)["flow.a.transit.mean"], b["flow.a.transit.mean"]; !changes || got != want {
		t.Errorf("left out, the time is %v, want %v", got, want)
	}
}

// TestResponseWithoutArrivals: where nothing ever arrives the age of what is under way is the time that counts. What is
// offered in a month of M hours is M/2 old on average at its end, and a month older after each month;
// so the rates follow month by month, by hand. Ages below the reference say nothing: the demand stays.
func TestResponseWithoutArrivals(t *testing.T) {
	for _, c := range []struct{ reference, elasticity, over float64 }{{100, -1, 0}, {100, -0.5, 1000}, {100, 0, 0}, {2000, -1, 0}, {1e5, -1, 0}} {
		s := answering(des.Constant(3600*1e5), 0, des.Constant(1), &Response{Elasticity: c.elasticity, To: "mean", Over: h(c.over), Reference: h(c.reference)})
		s.Run.Start, s.Run.LeadIn, s.Run.Length = time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC), 0, 365*day
		known, factor, n, age, sum := c.reference, 1.0, 0.0, 0.0, 0.0 // n pieces of so many hours together
		for month := 1; month <= 12; month++ {
			length := float64(24 * time.Date(2023, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day())
			sum += factor * length / 8760
			age += n*length + factor*length/2
			n += factor
			if is := age / n; is > known {
				share := 1.0
				if c.over > 0 {
					share = 1 - math.Exp(-length/c.over)
				}
				known += share * (is - known)
				factor = math.Pow(known/c.reference, c.elasticity)
			}
		}
		m := run(t, s, 0)
		if got := m["flow.a.response.factor"]; !(math.Abs(got/sum-1) <= 0.0006) || c.reference == 1e5 && got != 1 {
			t.Errorf("%v: factor %.5f over the year, by hand %.5f", c, got, sum)
		}
		if got := m["flow.a.response.time"] * 24; !(math.Abs(got/known-1) <= 0.0006) {
			t.Errorf("%v: %.2f h known at last, by hand %.2f", c, got, known)
		}
		if got := m["flow.a.offered"] / 12000; !(math.Abs(got*12/n-1) <= 0.0006) {
			t.Errorf("%v: %.5f offered, by hand %.5f", c, got, n/12)
		}
	}
}

// TestResponseToTheSlow: four fifths of the cargo need 10 h and one fifth 100 h: a mean of 28 h, a 90th percentile of 100 h. Where one
// twentieth needs 100 h, the percentile is 10 h and the mean 14.5 h. At an elasticity of -1 the factor is the reference of
// 50 h over that. The histogram knows a percentile to 1.6 %, and a month's mean of 1000 units by lot is known to 4 %.
func TestResponseToTheSlow(t *testing.T) {
	for _, c := range []struct {
		to   string
		slow Ratio
		time float64
	}{{"p90", 0.2, 100}, {"mean", 0.2, 28}, {"p90", 0.05, 10}, {"mean", 0.05, 14.5}} {
		s := answering(hours(10), 0, des.Constant(1), &Response{Elasticity: -1, To: c.to, Over: 10 * day, Reference: 50 * time.Hour})
		m := specsOf(s)
		m["route.slow"], m["station.slow"] = routeOf("station.slow"), stationOf(0, hours(100))
		m["flow.a"].(*Flow).Route = Choice{{"route.r", 1 - c.slow}, {"route.slow", c.slow}}
		s.Things = things(m)
		if got, want := run(t, s, 0)["flow.a.response.factor"], 50/c.time; !(math.Abs(got/want-1) <= 0.02) {
			t.Errorf("%s, %v slow: factor %.4f, want %.4f", c.to, c.slow, got, want)
		}
	}
	// Nothing arrives: at the end of January, of 744 h, the ages of what has come evenly are even from 0 to 744 h.
	for to, want := range map[string]float64{"mean": 372, "p90": 0.9 * 744} {
		s := answering(hours(1e5), 0, des.Constant(1), &Response{Elasticity: -1, To: to, Reference: 100 * time.Hour})
		s.Run.LeadIn, s.Run.Length = 0, h(750)
		if got := run(t, s, 0)["flow.a.response.time"] * 24; !(math.Abs(got/want-1) <= 0.017) {
			t.Errorf("%s: %.1f h known after January, want %.1f", to, got, want)
		}
	}
}
