package des

import "math"

// quantileTable interpolates y(u), a smooth function of a quantile, as cubic
// pieces over equal steps of t = ln(u/(1-u)). Both y and dy/dt are exact at
// the nodes, so the error is h⁴/384·y⁗ (Hermite interpolation): for y the
// logarithm of a gamma quantile of shape k at most 5e-8·max(1, 1/k); slopes are held to 3 times the secant,
// which keeps each piece monotone (Fritsch & Carlson 1980).
type quantileTable struct {
	nodes [tableCells + 1]tableNode
}

type tableNode struct{ y, slope float64 } // slope is per cell

const (
	tableCells = 128
	tableLeast = 1.0 / 1024 // below this, and above 1 - this, there is no table
)

var (
	tableEnd   = math.Log((1 - tableLeast) / tableLeast) // t at the upper end
	tableScale = tableCells / (2 * tableEnd)             // cells per unit of t
)

// newQuantileTable makes a table of y(u), given y and dy/du.
func newQuantileTable(f func(u float64) (y, slope float64)) *quantileTable {
	q := new(quantileTable)
	for i := range q.nodes {
		t := float64(i)/tableScale - tableEnd
		u := 1 / (1 + math.Exp(-t))
		y, slope := f(u)
		q.nodes[i] = tableNode{y, slope * u * (1 - u) / tableScale}
	}
	for i := range tableCells {
		a, b := &q.nodes[i], &q.nodes[i+1]
		most := 3 * (b.y - a.y)
		a.slope, b.slope = min(a.slope, most), min(b.slope, most)
	}
	return q
}

// at returns y(u), or false where the table does not reach.
func (q *quantileTable) at(u float64) (y float64, ok bool) {
	if u < tableLeast || u > 1-tableLeast {
		return 0, false
	}
	cell := (math.Log(u/(1-u)) + tableEnd) * tableScale
	i := min(max(int(cell), 0), tableCells-1)
	s := cell - float64(i)
	a, b := &q.nodes[i], &q.nodes[i+1]
	rise := b.y - a.y
	c2 := 3*rise - 2*a.slope - b.slope
	c3 := a.slope + b.slope - 2*rise
	return a.y + s*(a.slope+s*(c2+s*c3)), true
}
