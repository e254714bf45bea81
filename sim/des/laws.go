package des

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// This file holds the laws of few arguments but for the gamma family and the
// truncated normal. The gonum laws have no source of random numbers: they are
// never asked to draw.

func noCheck(Dist) error { return nil }

// mustBe returns nil if ok and else an error that argument arg is x instead of
// what.
func mustBe(ok bool, d Dist, arg string, x float64, what string) error {
	if ok {
		return nil
	}
	return &ArgError{d.Kind, arg, fmt.Sprintf("is %v, must be %s", x, what)}
}

func constantQuantile(d Dist, _ float64) float64 { return d.Args[0] }
func constantMean(d Dist) float64                { return d.Args[0] }
func constantSD(Dist) float64                    { return 0 }
func constantCDF(d Dist, x float64) float64 {
	if x < d.Args[0] {
		return 0
	}
	return 1
}

func uniformOf(d Dist) distuv.Uniform           { return distuv.Uniform{Min: d.Args[0], Max: d.Args[1]} }
func uniformQuantile(d Dist, u float64) float64 { return uniformOf(d).Quantile(u) }
func uniformCDF(d Dist, x float64) float64      { return uniformOf(d).CDF(x) }
func uniformMean(d Dist) float64                { return uniformOf(d).Mean() }
func uniformSD(d Dist) float64                  { return uniformOf(d).StdDev() }
func uniformCheck(d Dist) error {
	return mustBe(d.Args[1] > d.Args[0], d, "max", d.Args[1], fmt.Sprintf("> min = %v", d.Args[0]))
}

func triangularOf(d Dist) distuv.Triangle {
	return distuv.NewTriangle(d.Args[0], d.Args[2], d.Args[1], nil)
}
func triangularQuantile(d Dist, u float64) float64 { return triangularOf(d).Quantile(u) }
func triangularCDF(d Dist, x float64) float64      { return triangularOf(d).CDF(x) }
func triangularMean(d Dist) float64                { return triangularOf(d).Mean() }
func triangularSD(d Dist) float64                  { return triangularOf(d).StdDev() }

// peakCheck is for laws of (min, mode, max).
func peakCheck(d Dist) error {
	low, mode, high := d.Args[0], d.Args[1], d.Args[2]
	if err := mustBe(high > low, d, "max", high, fmt.Sprintf("> min = %v", low)); err != nil {
		return err
	}
	return mustBe(mode >= low && mode <= high, d, "mode", mode, fmt.Sprintf("from min = %v to max = %v", low, high))
}

func exponentialOf(d Dist) distuv.Exponential       { return distuv.Exponential{Rate: 1 / d.Args[0]} }
func exponentialQuantile(d Dist, u float64) float64 { return -log(1-u) * d.Args[0] } // scales exactly
func exponentialCDF(d Dist, x float64) float64      { return exponentialOf(d).CDF(x) }
func exponentialMean(d Dist) float64                { return d.Args[0] }
func exponentialCheck(d Dist) error                 { return mustBe(d.Args[0] > 0, d, "mean", d.Args[0], "> 0") }

func weibullOf(d Dist) distuv.Weibull           { return distuv.Weibull{K: d.Args[0], Lambda: d.Args[1]} }
func weibullQuantile(d Dist, u float64) float64 { return weibullOf(d).Quantile(u) }
func weibullCDF(d Dist, x float64) float64      { return weibullOf(d).CDF(x) }
func weibullMean(d Dist) float64                { return weibullOf(d).Mean() }
func weibullSD(d Dist) float64                  { return weibullOf(d).StdDev() }

func weibullCheck(d Dist) error {
	if err := mustBe(d.Args[0] > 0, d, "shape", d.Args[0], "> 0"); err != nil {
		return err
	}
	return mustBe(d.Args[1] > 0, d, "scale", d.Args[1], "> 0")
}

// lognormalOf: the canonical arguments are the median exp(mu) and sigma.
func lognormalOf(d Dist) distuv.LogNormal {
	return distuv.LogNormal{Mu: math.Log(d.Args[0]), Sigma: d.Args[1]}
}

// lognormalQuantile is median·exp(sigma·z), so that scaling by k is exact.
func lognormalQuantile(d Dist, u float64) float64 {
	return d.Args[0] * math.Exp(d.Args[1]*distuv.UnitNormal.Quantile(u))
}
func lognormalCDF(d Dist, x float64) float64 {
	if x <= 0 {
		return 0
	}
	return lognormalOf(d).CDF(x)
}
func lognormalMean(d Dist) float64 { return d.Args[0] * math.Exp(d.Args[1]*d.Args[1]/2) }
func lognormalSD(d Dist) float64 {
	return lognormalMean(d) * math.Sqrt(math.Expm1(d.Args[1]*d.Args[1]))
}
func lognormalCheck(d Dist) error {
	if err := mustBe(d.Args[0] > 0, d, "median", d.Args[0], "> 0"); err != nil {
		return err
	}
	return mustBe(d.Args[1] > 0, d, "sigma", d.Args[1], "> 0")
}

// lognormalConvert takes (mean, sd), (mean, cv) or (median, p90) to (median,
// sigma) by sigma² = ln(1+cv²), median = mean/√(1+cv²) (Law 2015, 6.2.2), and
// sigma = ln(p90/median)/z(0.9).
func lognormalConvert(form int, given [4]float64) ([4]float64, error) {
	d := Dist{Kind: "lognormal", Args: given}
	if form == 2 {
		median, p90 := given[0], given[1]
		if err := mustBe(median > 0, d, "median", median, "> 0"); err != nil {
			return given, err
		}
		err := mustBe(p90 > median && !math.IsInf(p90, 0), d, "p90", p90, fmt.Sprintf("> median = %v", median))
		return [4]float64{median, math.Log(p90/median) / distuv.UnitNormal.Quantile(0.9)}, err
	}
	mean, cv := given[0], given[1]
	name := "cv"
	if form == 0 {
		name, cv = "sd", given[1]/mean
	}
	if err := mustBe(mean > 0 && !math.IsInf(mean, 0), d, "mean", mean, "> 0"); err != nil {
		return given, err
	}
	err := mustBe(given[1] > 0 && !math.IsInf(given[1], 0), d, name, given[1], "> 0 (write a constant for no spread)")
	return [4]float64{mean / math.Sqrt(1+cv*cv), math.Sqrt(math.Log1p(cv * cv))}, err
}
