package des

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// truncated is a normal law cut to [low, high] in standard units. It is
// mirrored if the cut lies in the upper half, where probabilities near 1
// would lose their digits.
type truncated struct {
	mean, sd  float64 // of the parent; sd < 0 if mirrored
	low, high float64 // low < high, in standard units, mirrored if sd < 0
	below     float64 // probability of the parent below low
	inside    float64 // probability of the parent between low and high
}

// leastInside is the least share of the parent that may be left: with less,
// the parent is hardly what the user knows about, and digits are lost.
const leastInside = 1e-9

func truncatedOf(d Dist) truncated {
	t := truncated{mean: d.Args[0], sd: d.Args[1]}
	t.low, t.high = (d.Args[2]-t.mean)/t.sd, (d.Args[3]-t.mean)/t.sd
	if t.low > 0 {
		t.sd, t.low, t.high = -t.sd, -t.high, -t.low
	}
	t.below = distuv.UnitNormal.CDF(t.low)
	t.inside = distuv.UnitNormal.CDF(t.high) - t.below
	return t
}

func (t truncated) quantile(u float64) float64 {
	if t.sd < 0 {
		u = 1 - u
	}
	p := min(t.below+u*t.inside, 1)
	z := min(max(distuv.UnitNormal.Quantile(p), t.low), t.high)
	return t.mean + t.sd*z
}

func truncatedQuantile(d Dist, u float64) float64     { return truncatedOf(d).quantile(u) }
func truncatedPrepare(d Dist) func(u float64) float64 { return truncatedOf(d).quantile }

func truncatedCDF(d Dist, x float64) float64 {
	t := truncatedOf(d)
	z := min(max((x-t.mean)/t.sd, t.low), t.high)
	p := (distuv.UnitNormal.CDF(z) - t.below) / t.inside
	if t.sd < 0 {
		p = 1 - p
	}
	return p
}

// truncatedMean and truncatedSD: Johnson, Kotz & Balakrishnan (1994),
// Continuous Univariate Distributions 1, 13.10.1.
func truncatedMean(d Dist) float64 {
	t := truncatedOf(d)
	shift, _ := t.moments()
	return t.mean + t.sd*shift
}

func truncatedSD(d Dist) float64 {
	t := truncatedOf(d)
	shift, second := t.moments()
	return math.Abs(t.sd) * math.Sqrt(1+second-shift*shift)
}

// moments returns (φ(low)-φ(high))/inside and (low·φ(low)-high·φ(high))/inside.
func (t truncated) moments() (shift, second float64) {
	at, bt := distuv.UnitNormal.Prob(t.low), distuv.UnitNormal.Prob(t.high)
	shift = (at - bt) / t.inside
	if at > 0 { // else low is so far out, or infinite, that the product is 0
		second += t.low * at / t.inside
	}
	if bt > 0 {
		second -= t.high * bt / t.inside
	}
	return shift, second
}

func truncatedCheck(d Dist) error {
	for i, name := range []string{"mean", "sd"} {
		if math.IsInf(d.Args[i], 0) {
			return mustBe(false, d, name, d.Args[i], "finite")
		}
	}
	low, high := d.Args[2], d.Args[3]
	if err := mustBe(d.Args[1] > 0, d, "sd", d.Args[1], "> 0"); err != nil {
		return err
	}
	if err := mustBe(high > low, d, "max", high, fmt.Sprintf("> min = %v", low)); err != nil {
		return err
	}
	if inside := truncatedOf(d).inside; inside < leastInside {
		return &ArgError{d.Kind, "", fmt.Sprintf("leaves %.2g of the normal law between min = %v and max = %v; at least %v must be left", inside, low, high, leastInside)}
	}
	return nil
}
