package analysis

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile returns the type-7 quantile of the values (Hyndman & Fan 1996): linear
// interpolation at (n-1)p between the sorted values, as R, NumPy and spreadsheets do.
// (gonum's stat.Quantile with LinInterp is type 4.) It is NaN without values.
func (s Sample) Quantile(p float64) float64 {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("analysis: quantile %v of %s", p, s.name()))
	}
	if len(s.Values) == 0 {
		return math.NaN()
	}
	v := slices.Sorted(slices.Values(s.Values))
	h := float64(len(v)-1) * p
	i := min(int(h), len(v)-1)
	if i == len(v)-1 {
		return v[i]
	}
	return v[i] + (h-float64(i))*(v[i+1]-v[i])
}

// QuantileInterval returns an interval for the p-quantile of the law that the replications
// come from, between two of the sorted values, whatever that law is (David & Nagaraja 2003,
// 7.1). A limit that so few replications cannot give is infinite.
func (s Sample) QuantileInterval(p, confidence float64) (low, high float64) {
	checkConfidence(confidence)
	v := slices.Sorted(slices.Values(s.Values))
	l, u := quantileRanks(len(v), p, 1-confidence)
	low, high = math.Inf(-1), math.Inf(1)
	if l >= 1 {
		low = v[l-1]
	}
	if u <= len(v) {
		high = v[u-1]
	}
	return low, high
}

// quantileRanks returns the largest rank l with P(B <= l-1) <= alpha/2 and the smallest
// rank u with P(B <= u-1) >= 1-alpha/2, B being binomial(n, p); 0 or n+1 if there is none.
func quantileRanks(n int, p, alpha float64) (l, u int) {
	below := distuv.Binomial{N: float64(n), P: p}
	for l < n && below.CDF(float64(l)) <= alpha/2 {
		l++
	}
	for u = 1; u <= n && below.CDF(float64(u-1)) < 1-alpha/2; u++ {
	}
	return l, u
}
