package des

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// The laws given by lists: discrete and empirical.

func sum(xs []float64) float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	return total
}

// weightsCheck wants weights >= 0 with a positive, finite sum.
func weightsCheck(d Dist, n int) error {
	t := d.Table
	if n == 0 {
		return &ArgError{d.Kind, "", "has no values"}
	}
	if len(t.Weights) != n {
		return &ArgError{d.Kind, "weights", fmt.Sprintf("are %d, must be %d", len(t.Weights), n)}
	}
	for i, w := range t.Weights {
		if !(w >= 0) {
			return &ArgError{d.Kind, "weights", fmt.Sprintf("number %d is %v, must be >= 0", i+1, w)}
		}
	}
	if total := sum(t.Weights); !(total > 0) || math.IsInf(total, 0) {
		return &ArgError{d.Kind, "weights", fmt.Sprintf("have the sum %v, must be > 0 and finite", total)}
	}
	return nil
}

func valuesCheck(d Dist) error {
	for i, v := range d.Table.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return &ArgError{d.Kind, "values", fmt.Sprintf("hold %v", v)}
		}
		if i > 0 && v < d.Table.Values[i-1] {
			return &ArgError{d.Kind, "values", fmt.Sprintf("fall from %v to %v, must be sorted", d.Table.Values[i-1], v)}
		}
	}
	return nil
}

// discreteQuantile walks up the weights; the last value of positive weight
// stands for all that rounding leaves over.
func discreteQuantile(d Dist, u float64) float64 {
	t := d.Table
	want, running, x := u*sum(t.Weights), 0.0, 0.0
	for i, w := range t.Weights {
		if w == 0 {
			continue
		}
		x = t.Values[i]
		if running += w; running >= want {
			break
		}
	}
	return x
}

func discretePrepare(d Dist) func(u float64) float64 {
	var values, running []float64
	total := 0.0
	for i, w := range d.Table.Weights {
		if w > 0 {
			total += w
			values, running = append(values, d.Table.Values[i]), append(running, total)
		}
	}
	return func(u float64) float64 {
		i := sort.SearchFloat64s(running, u*total)
		return values[min(i, len(values)-1)]
	}
}

func discreteCDF(d Dist, x float64) float64 {
	t := d.Table
	n := sort.Search(len(t.Values), func(i int) bool { return t.Values[i] > x })
	return sum(t.Weights[:n]) / sum(t.Weights)
}

func discreteMean(d Dist) float64 {
	total := 0.0
	for i, w := range d.Table.Weights {
		total += w * d.Table.Values[i]
	}
	return total / sum(d.Table.Weights)
}

func discreteSD(d Dist) float64 {
	mean, total := discreteMean(d), 0.0
	for i, w := range d.Table.Weights {
		off := d.Table.Values[i] - mean
		total += w * off * off
	}
	return math.Sqrt(total / sum(d.Table.Weights))
}

func discreteCheck(d Dist) error {
	if err := valuesCheck(d); err != nil {
		return err
	}
	values := d.Table.Values
	for i := 1; i < len(values); i++ {
		if values[i] == values[i-1] {
			return &ArgError{d.Kind, "values", fmt.Sprintf("hold %v twice", values[i])}
		}
	}
	return weightsCheck(d, len(values))
}

func empiricalQuantile(d Dist, u float64) float64 { return interpolated(d.Table.Values, u) }
func empiricalPrepare(d Dist) func(u float64) float64 {
	values := d.Table.Values
	return func(u float64) float64 { return interpolated(values, u) }
}

// interpolated is the type-7 quantile of sorted values (Hyndman & Fan 1996).
func interpolated(values []float64, u float64) float64 {
	h := float64(len(values)-1) * u
	i := min(int(h), len(values)-1)
	if i == len(values)-1 {
		return values[i]
	}
	low, high := values[i], values[i+1]
	return min(low+(high-low)*(h-float64(i)), high)
}

func empiricalCDF(d Dist, x float64) float64 {
	values := d.Table.Values
	n := sort.Search(len(values), func(i int) bool { return values[i] > x })
	if n == 0 {
		return 0
	}
	if n == len(values) {
		return 1
	}
	low, high := values[n-1], values[n]
	return (float64(n-1) + (x-low)/(high-low)) / float64(len(values)-1)
}

// empiricalMean is that of the law drawn from: uniform between neighbours.
func empiricalMean(d Dist) float64 {
	values := d.Table.Values
	if len(values) == 1 {
		return values[0]
	}
	total := 0.0
	for i := 1; i < len(values); i++ {
		total += (values[i-1] + values[i]) / 2
	}
	return total / float64(len(values)-1)
}

func empiricalSD(d Dist) float64 {
	values := d.Table.Values
	if len(values) == 1 {
		return 0
	}
	mean, total := empiricalMean(d), 0.0
	for i := 1; i < len(values); i++ {
		off, width := (values[i-1]+values[i])/2-mean, values[i]-values[i-1]
		total += off*off + width*width/12
	}
	return math.Sqrt(total / float64(len(values)-1))
}

func empiricalCheck(d Dist) error {
	if len(d.Table.Values) == 0 {
		return &ArgError{d.Kind, "", "has no values"}
	}
	if slices.ContainsFunc(d.Table.Values, math.IsNaN) {
		return &ArgError{d.Kind, "values", "hold NaN"}
	}
	return valuesCheck(d)
}
