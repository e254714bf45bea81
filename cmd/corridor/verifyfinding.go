package main

import (
	"math"
	"regexp"
)

// finding is a case with what the model gives.
type finding struct {
	theoryCase
	got, se   float64
	tolerance float64 // of se / expected
	repeated  bool
	fault     string // of the program
}

// moments are the sums of a metric over replications about its first value.
type moments struct {
	n, origin, s1, s2, s3, s4 float64

	spread [][2]float64 // of a standard deviation of something: its mean and the deviation, by replication
}

func (x *moments) add(v float64) {
	if x.n == 0 {
		x.origin = v
	}
	d := v - x.origin
	x.n++
	x.s1 += d
	x.s2 += d * d
	x.s3 += d * d * d
	x.s4 += d * d * d * d
}

// estimate is the mean over replications or, for sd, the standard deviation, with its standard error:
// that of the variance is sqrt((m4 - m2²)/n) (Cramér, Mathematical Methods of Statistics, 27.4).
func (x *moments) estimate(q quantityOf) (got, se float64) {
	if len(x.spread) > 1 {
		return pooled(x.spread)
	}
	mean := x.s1 / x.n
	m2 := x.s2/x.n - mean*mean
	variance := max(m2, 0) * x.n / (x.n - 1)
	switch {
	case q.sd:
		m4 := x.s4/x.n - 4*mean*x.s3/x.n + 6*mean*mean*x.s2/x.n - 3*mean*mean*mean*mean
		return math.Sqrt(variance), math.Sqrt(max(m4-m2*m2, 0)/x.n) / (2 * math.Sqrt(m2))
	case x.n == 1:
		variance = 0
	}
	got, se = x.origin+mean, math.Sqrt(variance/x.n)
	if q.rest {
		got = 1 - got
	}
	return got, se
}

// pooled is the standard deviation of what happens in all replications together, with its standard error: that of a single one is too
// small, since the values differ from a mean that they have in common.
func pooled(replications [][2]float64) (sd, se float64) {
	n, mean, square := float64(len(replications)), 0.0, 0.0
	for _, x := range replications {
		mean += x[0] / n
		square += (x[0]*x[0] + x[1]*x[1]) / n
	}
	variance, s2 := max(square-mean*mean, 0), 0.0
	for _, x := range replications {
		d := (x[0]-mean)*(x[0]-mean) + x[1]*x[1] - variance
		s2 += d * d / (n - 1)
	}
	sd = math.Sqrt(variance)
	return sd, math.Sqrt(s2/n) / (2 * sd)
}

// tail matches the metrics for which twice the relative error is allowed.
var tail = regexp.MustCompile(`^1-|^sd\(|\.sd$|\.p[0-9.]+$|\.(beyond|within|above)\.`)

func (c *finding) toleranceOf(loaded, quick bool) float64 {
	switch {
	case quick:
		return 0.03
	case loaded || tail.MatchString(c.metric.text):
		return 0.02
	}
	return 0.01
}

func (c *finding) z() float64        { return (c.got - c.expected) / c.se }
func (c *finding) relative() float64 { return c.se / math.Abs(c.expected) }

// near tells whether a random quantity is as close as chance allows; one that came out the same in every
// replication must be equal.
func (c *finding) near() bool { return math.Abs(c.z()) <= zMost || c.se == 0 && c.equal() }

// equal tells whether a quantity is the expected one but for rounding; of 0 no relative difference can be told.
func (c *finding) equal() bool {
	if c.expected == 0 {
		return math.Abs(c.got) <= exactly
	}
	return math.Abs(c.got-c.expected) <= exactly*math.Abs(c.expected)
}

// verdict is pass, or what is wrong.
func (c *finding) verdict() string {
	switch {
	case c.fault != "":
		return "FAULT " + c.fault
	case math.IsNaN(c.got):
		return "FAIL no value"
	case c.exact && !c.equal(), !c.exact && !c.near():
		return "FAIL"
	case c.exact, c.equal() && c.se == 0:
		return "pass"
	case c.relative() > c.tolerance:
		return "FAIL wide"
	case c.repeated:
		return "pass, repeated"
	}
	return "pass"
}
