package analysis

import (
	"fmt"
	"slices"
)

// Cargo without an open route waits where it was born. Nothing of it arrives before one opens, so that hours of what has arrived say
// little of it, or nothing: what waits is kept week by week instead.

// HeldWords say of a place that most of what waits there begins there and waits for a route to open.
const HeldWords = "most that waits there has no open route"

// Held is the name of the level of what waits at a place for a route to open; see World.wireHeld.
func Held(place, unit string) string { return place + ".held." + unit }

// unitOf is the unit in which a family is counted.
func (s Scenario) unitOf(family string) string {
	for _, f := range s.Families {
		if f.Name == family {
			return f.Unit
		}
	}
	return ""
}

// begins tells whether cargo of a family begins at a place.
func (s Scenario) begins(family, place string) bool {
	return slices.ContainsFunc(s.EveryRoute(), func(route Route) bool {
		return route.Family == family && len(route.Steps) > 0 && route.Steps[0].Place == place
	})
}

// isHeld tells whether most of so many units of the goal's family that wait at a place on average, arrived or not, wait for a route to open.
func (r *Report) isHeld(variant int, place string, waits float64) bool {
	s := r.Scenario(variant)
	if !s.begins(s.Goal.Family, place) {
		return false
	}
	held := r.Weekly(Held(place, s.unitOf(s.Goal.Family)), variant)
	return held.Len() > 0 && held.Mean() > waits/2
}

// heldText says how much of a family's growth is cargo that waits at the end for a route to open, and where, if that is most of it.
func (r *Report) heldText(variant int, p pile) string {
	s, sum, most, at := r.Scenario(variant), 0.0, 0.0, ""
	unit := s.unitOf(p.name)
	for _, place := range s.Places {
		held := r.Weekly(Held(place.Path, unit), variant)
		if n := held.Len(); n > 0 && s.begins(p.name, place.Path) {
			x := held.MeanOf(n - 1)
			if sum += x; x > most {
				most, at = x, Brief(place.Name)
			}
		}
	}
	if sum < p.growth/2 || sum == 0 {
		return ""
	}
	return fmt.Sprintf("%s wait in the last week for a route to open, most at %s", amountOf(sum, unit), at)
}

// amountOf writes so many units, of many tonnes so many thousands of them.
func amountOf(n float64, unit string) string {
	if unit == "t" {
		return number(n/1e3, 0) + " kt"
	}
	return number(n, 0) + " " + unit
}
