package analysis

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Effect is a difference of two variants among others that are looked at together: of forty differences that are nothing but
// chance, two have an interval of 95 % that does not hold 0.
type Effect struct {
	Summary
	P float64 // of no difference, by Student's test, adjusted for all that are compared (Holm); NaN: not known
}

// Sure tells whether there is an effect, with a chance of at most 5 % that any one of those compared is said to be sure
// although it is none.
func (e Effect) Sure() bool { return e.P <= 1-Confidence }

// chance is the two-sided P of Student's test of a mean of zero; NaN if there are fewer than two values.
func (s Summary) chance() float64 {
	switch {
	case s.N < 2 || math.IsNaN(s.Mean):
		return math.NaN()
	case s.Mean == 0:
		return 1
	case s.SD == 0: // the same in all replications
		return 0
	}
	t := math.Abs(s.Mean) / s.SD * math.Sqrt(float64(s.N))
	return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(s.N - 1)}.Survival(t)
}

// holm adjusts the P of tests that are looked at together, whatever they have in common: the k-th smallest of n is
// multiplied by n-k+1 (Holm 1979). Those that are not known are not counted.
func holm(p []float64) []float64 {
	out, order := slices.Clone(p), []int(nil)
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	least := 0.0
	for k, i := range order {
		least = max(least, min(1, p[i]*float64(len(order)-k)))
		out[i] = least
	}
	return out
}
