package analysis

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Confidence is the level of all intervals that this package chooses itself.
const Confidence = 0.95

// fewReplications is the number below which intervals of skewed outputs are
// known to be too narrow: nominal 0.90 covers about 0.84 with 5 replications and
// 0.86 with 10 for the waits of an M/M/1 queue at 90 % load (Law 2015, 9.4.1).
const fewReplications = 10

// Sample is one metric of one variant: one value per good replication, in order
// of replication. Replications that failed, or where the metric is not defined
// (NaN), are kept out and counted.
type Sample struct {
	Metric       string
	Unit         string
	Variant      int
	Values       []float64
	Replications []int // of each value; nil means 0, 1, 2, …
	Missing      int   // good replications without a value
	Failed       int   // replications with a fault

	// Amount tells that the quantity is never negative and Share that it is never more than 1 either, as all metrics are whose values
	// are not; their intervals end there.
	Amount, Share bool
}

// Summary is a mean over replications with its confidence interval.
type Summary struct {
	Mean     float64 // NaN if there are no values
	Low      float64 // NaN if there is no interval
	High     float64
	SD       float64 // of the values, divisor n-1; NaN below two values
	N        int
	Warnings []string
}

// Half returns half the width of the interval, NaN if there is none; of one that ends early on one side that of the whole.
func (s Summary) Half() float64 { return max((s.High-s.Low)/2, s.High-s.Mean, s.Mean-s.Low) }

// cut tells whether the interval ends early on one side.
func (s Summary) cut() bool { return s.Half() > (s.High-s.Low)/2*(1+1e-9) }

// Summary returns the mean and its two-sided Student interval
// mean ± t(n-1, 1-α/2) s/√n (Law 2015, 4.5). With fewer than two values there is
// no interval, and a warning says so. The interval of an amount ends at 0, and that of a share at 1.
func (s Sample) Summary(confidence float64) Summary {
	checkConfidence(confidence)
	n := len(s.Values)
	out := Summary{Mean: math.NaN(), Low: math.NaN(), High: math.NaN(), SD: math.NaN(), N: n, Warnings: append(s.gaps(), s.fewness()...)}
	if n > 0 {
		out.Mean = stat.Mean(s.Values, nil)
	}
	if n > 1 {
		out.SD = math.Sqrt(stat.Variance(s.Values, nil))
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(1 - (1-confidence)/2)
		half := t * out.SD / math.Sqrt(float64(n))
		out.Low, out.High = out.Mean-half, out.Mean+half
		if s.Amount && slices.Min(s.Values) >= 0 {
			out.Low = max(out.Low, 0)
		}
		if s.Share && slices.Max(s.Values) <= 1 {
			out.High = min(out.High, 1)
		}
	}
	return out
}

// gaps warns of replications without a value.
func (s Sample) gaps() []string {
	var w []string
	if s.Failed > 0 {
		w = append(w, fmt.Sprintf("%s: replications that failed and are left out: %d", s.name(), s.Failed))
	}
	if s.Missing > 0 {
		w = append(w, fmt.Sprintf("%s: replications without a value: %d", s.name(), s.Missing))
	}
	if len(s.Values) == 0 {
		w = append(w, s.name()+": no values")
	}
	return w
}

// fewness warns of an interval that few replications make narrow or impossible.
func (s Sample) fewness() []string {
	switch n := len(s.Values); {
	case n == 1:
		return []string{s.name() + ": one replication, so no interval"}
	case n > 1 && n < fewReplications:
		return []string{fmt.Sprintf("%s: only %d replications, the interval may be too narrow", s.name(), n)}
	}
	return nil
}

func (s Sample) name() string {
	if s.Metric == "" {
		return "sample"
	}
	return s.Metric
}

// Certainty returns the share of replications whose value is at least threshold,
// with its 95 % Wilson score interval (Wilson 1927). All three are NaN without values.
func Certainty(s Sample, threshold float64) (p, low, high float64) {
	n := float64(len(s.Values))
	if n == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	reached := 0.0
	for _, v := range s.Values {
		if v >= threshold {
			reached++
		}
	}
	p = reached / n
	z := distuv.UnitNormal.Quantile(1 - (1-Confidence)/2)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	// At p = 0 and p = 1 the limit is exactly p; rounding must not push it beyond.
	return p, min(p, max(0, middle-half)), max(p, min(1, middle+half))
}

func checkConfidence(c float64) {
	if !(c > 0 && c < 1) {
		panic(fmt.Sprintf("analysis: a confidence of %v", c))
	}
}
