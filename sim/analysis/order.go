package analysis

import (
	"cmp"
	"slices"
)

// RouteOrder returns the paths of all places on the routes, in the order of travel along the longest
// of them. What joins it on the way stands right before the place where it joins, and what leaves
// it right after the place where it leaves; routes that go against the order are read backwards.
func RouteOrder(routes []Route) []string {
	routes = slices.Clone(routes)
	slices.SortStableFunc(routes, func(a, b Route) int { return cmp.Compare(len(b.Steps), len(a.Steps)) })
	var order []string
	for _, route := range routes {
		var steps []string
		for _, step := range route.Steps {
			steps = append(steps, step.Place)
		}
		if against(order, steps) {
			slices.Reverse(steps)
		}
		order = join(order, steps)
	}
	return order
}

// join puts the steps that are not in the order where they are next to those that are.
func join(order, steps []string) []string {
	at := len(order)
	for _, place := range slices.Backward(steps) {
		if i := slices.Index(order, place); i >= 0 {
			at = i + 1
			break
		}
	}
	for _, place := range slices.Backward(steps) {
		if i := slices.Index(order, place); i >= 0 {
			at = i
			continue
		}
		order = slices.Insert(order, at, place)
	}
	return order
}

// against tells whether more pairs of following steps go down the order than up.
func against(order, steps []string) bool {
	up, down, last := 0, 0, -1
	for _, place := range steps {
		i := slices.Index(order, place)
		if i < 0 {
			continue
		}
		if last >= 0 && i > last {
			up++
		}
		if last >= 0 && i < last {
			down++
		}
		last = i
	}
	return down > up
}
