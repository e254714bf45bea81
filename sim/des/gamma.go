package des

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// The laws of the gamma family, and PERT, which is a beta law. Their quantiles
// cost 1.5 to 2.6 µs in gonum; prepared, they come from a quantileTable.

func gammaOf(d Dist) distuv.Gamma             { return distuv.Gamma{Alpha: d.Args[0], Beta: 1 / d.Args[1]} }
func gammaQuantile(d Dist, u float64) float64 { return gammaInverse(d.Args[0], u) * d.Args[1] }
func gammaCDF(d Dist, x float64) float64 {
	if x <= 0 {
		return 0
	}
	return gammaOf(d).CDF(x)
}
func gammaMean(d Dist) float64 { return d.Args[0] * d.Args[1] }
func gammaSD(d Dist) float64   { return math.Sqrt(d.Args[0]) * d.Args[1] }
func gammaPrepare(d Dist) func(float64) float64 {
	return gammaTable(d.Args[0], d.Args[1])
}

// gammaConvert takes (mean, cv) to (shape, scale) = (1/cv², mean·cv²).
func gammaConvert(form int, given [4]float64) ([4]float64, error) {
	if form == 0 {
		return given, nil
	}
	d := Dist{Kind: "gamma"}
	mean, cv := given[0], given[1]
	if err := mustBe(mean > 0 && !math.IsInf(mean, 0), d, "mean", mean, "> 0"); err != nil {
		return given, err
	}
	err := mustBe(cv >= 0.001 && cv <= 10, d, "cv", cv, "from 0.001 to 10 (write a constant for no spread)")
	return [4]float64{1 / (cv * cv), mean * cv * cv}, err
}

// shapeMin and shapeMax (with some room for rounding) are the shapes for which
// the quantile was found good to 10 digits. They mean a cv of 10 and of 0.001.
const shapeMin, shapeMax = 0.0099999, 1.000001e6

func gammaCheck(d Dist) error {
	shape := d.Args[0]
	if err := mustBe(shape >= shapeMin && shape <= shapeMax, d, "shape", shape, "from 0.01 to 1e6"); err != nil {
		return err
	}
	return mustBe(d.Args[1] > 0, d, "scale", d.Args[1], "> 0")
}

func erlangCDF(d Dist, x float64) float64 { return gammaCDF(erlangGamma(d), x) }
func erlangQuantile(d Dist, u float64) float64 {
	return gammaInverse(d.Args[0], u) * (d.Args[1] / d.Args[0])
}
func erlangMean(d Dist) float64 { return d.Args[1] }
func erlangSD(d Dist) float64   { return d.Args[1] / math.Sqrt(d.Args[0]) }
func erlangPrepare(d Dist) func(float64) float64 {
	return gammaTable(d.Args[0], d.Args[1]/d.Args[0])
}

// erlangGamma returns the gamma law with k stages of mean/k each.
func erlangGamma(d Dist) Dist {
	return Dist{Kind: "gamma", Args: [4]float64{d.Args[0], d.Args[1] / d.Args[0]}}
}
func erlangCheck(d Dist) error {
	k := d.Args[0]
	if err := mustBe(k >= 1 && k <= shapeMax && k == math.Trunc(k), d, "k", k, "a whole number from 1 to 1e6"); err != nil {
		return err
	}
	return mustBe(d.Args[1] > 0, d, "mean", d.Args[1], "> 0")
}

// gammaInverse returns the u-quantile of the gamma law of scale 1.
func gammaInverse(shape, u float64) float64 {
	if shape < 1 && u < 0.5 {
		return math.Exp(gammaLogInverse(shape, u))
	}
	return distuv.Gamma{Alpha: shape, Beta: 1}.Quantile(u)
}

// gammaLogInverse returns the logarithm of the u-quantile of the gamma law of
// scale 1 and shape < 1, for u < 1/2, where gonum v0.17.0 returns values with a
// wrong first digit, or NaN. It is Newton's method for ln P(x) = ln u in
// y = ln x. P(x) is below x^shape/Γ(shape+1), its limit for small x, and ln P is
// concave in y: starting from the solution for that limit, the method climbs
// to the root and never passes it.
func gammaLogInverse(shape, u float64) float64 {
	lg, _ := math.Lgamma(shape + 1)
	y := (math.Log(u) + lg) / shape
	const farOut = -40 // here P and its limit agree to the last digit
	for range 50 {
		if y < farOut {
			return y
		}
		x := math.Exp(y)
		p := mathext.GammaIncReg(shape, x)
		slope := shape * math.Exp(shape*y-x-lg) / p
		step := math.Log(u/p) / slope
		y += step
		if math.Abs(step) < 1e-15*max(1, math.Abs(y)) {
			break
		}
	}
	return y
}

// gammaTable tabulates the logarithm of the quantile, which is smooth to the
// very ends for every shape.
func gammaTable(shape, scale float64) func(float64) float64 {
	lg, _ := math.Lgamma(shape)
	table := newQuantileTable(func(u float64) (y, slope float64) {
		if shape < 1 && u < 0.5 {
			y = gammaLogInverse(shape, u)
		} else {
			y = math.Log(gammaInverse(shape, u))
		}
		return y, math.Exp(math.Exp(y) + lg - shape*y) // 1/(x·density)
	})
	return func(u float64) float64 {
		y, ok := table.at(u)
		if !ok {
			y = table.gammaTail(shape, lg, u)
		}
		return math.Exp(y) * scale
	}
}

// gammaTail returns the logarithm of the quantile where the table does not reach. It is Newton's method for the
// logarithm of the small probability beyond it, from the end of the table: that is concave in y = ln x (gamma laws
// have an increasing generalised failure rate), so it converges. gonum's inverse would cost memory at each draw.
func (q *quantileTable) gammaTail(shape, lg, u float64) float64 {
	y, beyond, tail, sign := q.nodes[0].y, u, mathext.GammaIncReg, 1.0
	if u > 0.5 {
		y, beyond, tail, sign = q.nodes[tableCells].y, 1-u, mathext.GammaIncRegComp, -1
	}
	if beyond == 0 { // an end of the law
		return math.Inf(int(-sign))
	}
	step := 0.0
	for range 60 {
		x := math.Exp(y)
		p := tail(shape, x)
		if p == 0 { // so far out that nothing is left
			step /= 2
			y -= step
			continue
		}
		step = math.Log(beyond/p) * p / (sign * math.Exp(shape*y-x-lg))
		y += step
		if math.Abs(step) < 2e-15*max(1, math.Abs(y)) {
			break
		}
	}
	return y
}

func pertOf(d Dist) distuv.Beta {
	low, mode, high := d.Args[0], d.Args[1], d.Args[2]
	return distuv.Beta{Alpha: 1 + 4*(mode-low)/(high-low), Beta: 1 + 4*(high-mode)/(high-low)}
}
func pertQuantile(d Dist, u float64) float64 {
	return d.Args[0] + (d.Args[2]-d.Args[0])*pertOf(d).Quantile(u)
}
func pertCDF(d Dist, x float64) float64 {
	return pertOf(d).CDF((x - d.Args[0]) / (d.Args[2] - d.Args[0]))
}
func pertMean(d Dist) float64 { return d.Args[0] + (d.Args[2]-d.Args[0])*pertOf(d).Mean() }
func pertSD(d Dist) float64   { return (d.Args[2] - d.Args[0]) * pertOf(d).StdDev() }

// pertPrepare tabulates the logit of the beta quantile, smooth to both ends.
func pertPrepare(d Dist) func(float64) float64 {
	low, width, beta := d.Args[0], d.Args[2]-d.Args[0], pertOf(d)
	table := newQuantileTable(func(u float64) (y, slope float64) {
		b := beta.Quantile(u)
		return math.Log(b / (1 - b)), 1 / (b * (1 - b) * beta.Prob(b))
	})
	return func(u float64) float64 {
		if y, ok := table.at(u); ok {
			return low + width/(1+math.Exp(-y))
		}
		return low + width*beta.Quantile(u)
	}
}
