package analysis

import (
	"math"
	"slices"
	"time"
)

// Weekly is a level over the weeks of the measured period: by replication, then week.
type Weekly struct {
	Series
	Start time.Time // of the first week
	Means [][]float64
}

// Weekly returns a series of a variant; without values if the variant has none of this name. The shortest
// replication says how many weeks there are.
func (r *Report) Weekly(name string, variant int) Weekly {
	w := Weekly{Series: Series{Name: name}}
	w.Start, _ = time.Parse(time.DateOnly, r.Scenario(variant).Start)
	at := slices.IndexFunc(r.Header.Variants[variant].Series, func(s Series) bool { return s.Name == name })
	if at < 0 {
		return w
	}
	w.Series = r.Header.Variants[variant].Series[at]
	for _, row := range r.rows[variant] {
		if row.Fault != "" {
			continue
		}
		means := make([]float64, len(row.Weeks[at]))
		for i, x := range row.Weeks[at] {
			means[i] = float64(x)
		}
		w.Means = append(w.Means, means)
	}
	return w
}

// Plus is the sum of two levels in each replication, named by both.
func (w Weekly) Plus(o Weekly) Weekly {
	sum := w
	sum.Name += " + " + o.Name
	sum.Means = make([][]float64, len(w.Means))
	for i, m := range w.Means {
		sum.Means[i] = make([]float64, len(m))
		for k := range m {
			sum.Means[i][k] = m[k] + o.Means[i][k]
		}
	}
	return sum
}

// Times is a level in another unit.
func (w Weekly) Times(factor float64) Weekly {
	product := w
	product.Means = make([][]float64, len(w.Means))
	for i, m := range w.Means {
		for _, x := range m {
			product.Means[i] = append(product.Means[i], factor*x)
		}
	}
	return product
}

// Len is the number of weeks.
func (w Weekly) Len() int {
	n := math.MaxInt
	for _, m := range w.Means {
		n = min(n, len(m))
	}
	if len(w.Means) == 0 {
		return 0
	}
	return n
}

// Date is the first day of a week.
func (w Weekly) Date(week int) time.Time { return w.Start.AddDate(0, 0, 7*week) }

// Quantile is the level in a week that a share p of the replications does not exceed.
func (w Weekly) Quantile(week int, p float64) float64 {
	var at []float64
	for _, m := range w.Means {
		at = append(at, m[week])
	}
	return Sample{Metric: w.Name, Values: at}.Quantile(p)
}

// Mean is the mean over all weeks and replications.
func (w Weekly) Mean() float64 {
	sum, n := 0.0, 0
	for _, m := range w.Means {
		for _, x := range m[:w.Len()] {
			sum, n = sum+x, n+1
		}
	}
	return sum / float64(n)
}

// MeanOf is the mean over replications in a week.
func (w Weekly) MeanOf(week int) float64 {
	sum := 0.0
	for _, m := range w.Means {
		sum += m[week]
	}
	return sum / float64(len(w.Means))
}
