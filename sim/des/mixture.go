package des

import (
	"fmt"
	"math"
	"slices"
)

// A mixture is drawn by inverting its distribution function, not by choosing a
// part and drawing from it: the latter needs two uniforms and is not monotone,
// so that common random numbers would lose step.

func mixtureCDF(d Dist, x float64) float64 {
	p := 0.0
	for i, part := range d.Table.Parts {
		if w := d.Table.Weights[i]; w > 0 {
			p += w * law(part).CDF(x)
		}
	}
	return p / sum(d.Table.Weights)
}

func mixtureMean(d Dist) float64 {
	total := 0.0
	for i, part := range d.Table.Parts {
		total += d.Table.Weights[i] * law(part).Mean()
	}
	return total / sum(d.Table.Weights)
}

func mixtureSD(d Dist) float64 {
	mean, total := mixtureMean(d), 0.0
	for i, part := range d.Table.Parts {
		off, sd := law(part).Mean()-mean, law(part).SD()
		total += d.Table.Weights[i] * (off*off + sd*sd)
	}
	return math.Sqrt(total / sum(d.Table.Weights))
}

func mixtureCheck(d Dist) error {
	if err := weightsCheck(d, len(d.Table.Parts)); err != nil {
		return err
	}
	for i, part := range d.Table.Parts {
		if err := law(part).Check(); err != nil {
			return &ArgError{d.Kind, "", fmt.Sprintf("part %d: %v", i+1, err)}
		}
	}
	return nil
}

// mixtureQuantile looks between the least and the greatest quantile of the
// parts: there all parts, and so the mixture, pass u.
func mixtureQuantile(d Dist, u float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for i, part := range d.Table.Parts {
		if d.Table.Weights[i] > 0 {
			x := law(part).Quantile(u)
			low, high = min(low, x), max(high, x)
		}
	}
	if u == 0 {
		return low
	}
	if u == 1 {
		return high
	}
	return invert(d, atoms(d), u, low, high)
}

// atoms returns, sorted, the values that have a probability of their own.
func atoms(d Dist) []float64 {
	var xs []float64
	switch d.Kind {
	case "", "constant":
		xs = append(xs, d.Args[0])
	case "discrete":
		xs = append(xs, d.Table.Values...)
	case "empirical":
		for i, v := range d.Table.Values {
			if len(d.Table.Values) == 1 || i > 0 && v == d.Table.Values[i-1] {
				xs = append(xs, v)
			}
		}
	case "mixture":
		for _, part := range d.Table.Parts {
			xs = append(xs, atoms(part)...)
		}
	}
	slices.Sort(xs)
	return slices.Compact(xs)
}

// invert returns the least x in [low, high] with CDF(x) >= u, given that high
// has it, by halving down to 14 digits. Atoms are tried first, as
// halving would only come near them.
func invert(d Dist, atoms []float64, u, low, high float64) float64 {
	if mixtureCDF(d, low) >= u {
		return low
	}
	for _, x := range atoms {
		if x <= low || x > high {
			continue
		}
		if mixtureCDF(d, x) < u {
			low = x
			continue
		}
		if mixtureCDF(d, math.Nextafter(x, low)) < u {
			return x
		}
		high = x
		break
	}
	negligible := 1e-30 * (high - low) // ends the search for a root that is 0
	for high-low > max(1e-14*max(math.Abs(low), math.Abs(high)), negligible) {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if mixtureCDF(d, middle) >= u {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

const mixtureCells = 64

// mixturePrepare keeps the quantile at steps of u, so that a draw searches
// between two neighbours only, or not at all on an atom.
func mixturePrepare(d Dist) func(u float64) float64 {
	points := atoms(d)
	var grid [mixtureCells + 1]float64
	for i := range grid {
		grid[i] = mixtureQuantile(d, float64(i)/mixtureCells)
	}
	return func(u float64) float64 {
		i := min(int(u*mixtureCells), mixtureCells-1)
		low, high := grid[i], grid[i+1]
		if low == high {
			return low
		}
		if math.IsInf(low, 0) || math.IsInf(high, 0) {
			return mixtureQuantile(d, u)
		}
		return invert(d, points, u, low, high)
	}
}
