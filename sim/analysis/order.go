package analysis

import "slices"

// placeOrder returns the places that the routes go through, in the corridor's order,
// turned round if most steps go against it. A place that the corridor does not list comes
// right after the one before it on the route.
func placeOrder(listed []Place, routes []Route) []string {
	var order []string
	for _, p := range listed {
		order = append(order, p.Path)
	}
	if against(order, routes) {
		slices.Reverse(order)
	}
	used := map[string]bool{}
	for _, route := range routes {
		at := -1
		for _, step := range route.Steps {
			used[step.Place] = true
			if i := slices.Index(order, step.Place); i >= 0 {
				at = i
				continue
			}
			if at < 0 {
				at = nextListed(order, route.Steps) - 1
			}
			at++
			order = slices.Insert(order, at, step.Place)
		}
	}
	return slices.DeleteFunc(order, func(path string) bool { return !used[path] })
}

// nextListed returns where the first step that is in order stands; its end if none is.
func nextListed(order []string, steps []Step) int {
	for _, step := range steps {
		if i := slices.Index(order, step.Place); i >= 0 {
			return i
		}
	}
	return len(order)
}

// against tells whether more pairs of following steps go down the order than up.
func against(order []string, routes []Route) bool {
	up, down := 0, 0
	for _, route := range routes {
		last := -1
		for _, step := range route.Steps {
			i := slices.Index(order, step.Place)
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
	}
	return down > up
}
