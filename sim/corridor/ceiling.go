package corridor

import (
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// Ceiling is the largest volume, in Mt a year, that could cross the cut in whatever mix of the counted flows
// suits the elements best, when what does not count takes its share as offered: a linear programme
// over the elements of Installed. A flow by lot keeps the shares of its routes; one that takes the fastest goes where it
// suits best. It answers "installed capacity of the corridor" and is never a forecast.
func Ceiling(s *Scenario, level string) (mt float64, note string) {
	l := newLedger(s, level)
	l.list = Installed(s, level)
	ways, free := l.crossings()
	var rows [][]float64
	var right []float64
	var names []string
	for _, c := range l.list {
		row, any := make([]float64, len(ways)), false
		for j, x := range ways {
			row[j] = x.takes(l, &c)
			any = any || row[j] > 0
		}
		left := 1.0
		for f := range c.perPiece {
			if !free[f] {
				left -= c.perPiece[f] * l.rate[f]
			}
		}
		if any {
			rows, right, names = append(rows, row), append(right, max(left, 0)), append(names, c.Path)
		}
	}
	if by := l.shutCut(); len(ways) == 0 && len(by) > 0 {
		return 0, "no route over the cut is open: " + strings.Join(by, ", ")
	}
	if len(ways) == 0 || len(rows) == 0 {
		return math.Inf(1), "no counted flow crosses the cut"
	}
	best, x, err := simplex(rows, right, len(ways))
	if err != nil {
		return math.Inf(1), "no element limits the cut"
	}
	return best, "binding: " + strings.Join(binding(rows, right, x, names), ", ")
}

// A cutWay is a way over the cut whose volume is free: a flow with its routes in fixed parts, or one route of a flow that
// chooses by time. It holds what goes by each branch for 1 over the cut.
type cutWay []float64

// crossings are the ways over the cut of the counted flows, and the branches that belong to such flows.
func (l *ledger) crossings() (ways []cutWay, free []bool) {
	free = make([]bool, len(l.flows))
	over := map[*flowState]float64{} // share of a flow that crosses the cut
	for f, b := range l.flows {
		if b.cut && b.spec.Counted && l.kt[f] > 0 && (b.share > 0 || b.byTime()) {
			over[b.flowState] += b.share
		}
	}
	var last *flowState
	for f, b := range l.flows {
		share, crosses := over[b.flowState]
		if free[f] = crosses; !crosses {
			continue
		}
		switch {
		case b.byTime() && b.cut:
			x := make(cutWay, len(l.flows))
			x[f] = 1
			ways = append(ways, x)
		case !b.byTime():
			if b.flowState != last {
				ways = append(ways, make(cutWay, len(l.flows)))
			}
			ways[len(ways)-1][f] = b.share / share
		}
		last = b.flowState
	}
	return ways, free
}

// takes is the share of a year of an element that 1 Mt over the cut takes.
func (x cutWay) takes(l *ledger, c *Capacity) (share float64) {
	for f, part := range x {
		if part > 0 {
			share += part * c.perPiece[f] * 1e9 / l.kt[f]
		}
	}
	return share
}

// simplex maximises the sum of n variables under rows·x ≤ right.
func simplex(rows [][]float64, right []float64, n int) (float64, []float64, error) {
	m := len(rows)
	a := mat.NewDense(m, n+m, nil)
	cost := make([]float64, n+m)
	for j := range n {
		cost[j] = -1
	}
	for i := range rows {
		for j := range n {
			a.Set(i, j, rows[i][j])
		}
		a.Set(i, n+i, 1)
	}
	z, x, err := lp.Simplex(cost, a, right, 1e-10, nil)
	if err != nil {
		return 0, nil, err
	}
	return -z, x[:n], nil
}

// binding names the elements that are used up at a solution.
func binding(rows [][]float64, right, x []float64, names []string) (out []string) {
	for i := range rows {
		sum := 0.0
		for j := range x {
			sum += rows[i][j] * x[j]
		}
		if sum > right[i]-1e-6 {
			out = append(out, names[i])
		}
	}
	return out
}
