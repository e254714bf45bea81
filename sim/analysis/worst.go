package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Worst is a place where much time is lost.
type Worst struct {
	Place, Name  string
	Folded       int     // the group of causes with most of it
	Cause        string  // its label, or that of its one cause; see GroupLabel
	HoursPerUnit float64 // waiting, all causes but moving and handling
	Held         bool    // most of what waits there, arrived or not, waits for a route to open
}

// Worst returns the places, at most n, where units of the goal's family in a direction, or
// in both or "" in any, wait longest, the longest first; places without waiting are left out. Where RanksAll, those come
// first where most of it waits: the hours are of what has arrived.
func (r *Report) Worst(variant int, direction string, n int) []Worst {
	places := TimeByPlace(r, variant, r.Scenario(variant).Goal.Family, direction)
	rank := PlaceTime.Waiting
	if r.RanksAll(variant) {
		rank = func(p PlaceTime) float64 { return r.GoalWaits(variant, p.Place, direction) }
	}
	slices.SortStableFunc(places, func(a, b PlaceTime) int { return cmp.Compare(rank(b), rank(a)) })
	var out []Worst
	for _, p := range places {
		if len(out) == n || rank(p) <= 0 {
			break
		}
		out = append(out, r.worstAt(variant, p, r.GoalWaits(variant, p.Place, direction)))
	}
	return out
}

// worstAt says what most of the waiting at a place is for, where so many units of the goal's family wait on average.
func (r *Report) worstAt(variant int, p PlaceTime, waits float64) Worst {
	most := FoldMoving + 1
	for c := most; c < foldCount; c++ {
		if p.Hours[c] > p.Hours[most] {
			most = c
		}
	}
	return Worst{p.Place, p.Name, most, GroupLabel(most, p), p.Waiting(), r.isHeld(variant, p.Place, waits)}
}

// WaitOf is the waiting of a family at a place.
type WaitOf struct {
	Worst
	Family string
	Tonnes float64 // that wait there on average, of what arrives; where RanksAll, of the goal's family arrived or not
}

// WorstOfAll returns the places where cargo of any family waits, that of most tonnes first: hours of waiting times the tonnes that
// have them, by which wagons, containers and what is counted in tonnes can be compared.
func (r *Report) WorstOfAll(variant int) (out []WaitOf) {
	const hours = 8760.0
	scenario := r.Scenario(variant)
	for _, family := range scenario.Families {
		units, mass := r.familyCarried(variant, family.Name)
		all := family.Name == scenario.Goal.Family && r.RanksAll(variant) && units > 0
		for _, p := range TimeByPlace(r, variant, family.Name, "") {
			w := WaitOf{r.worstAt(variant, p, math.NaN()), family.Name, p.Waiting() / hours * mass}
			if waits := r.GoalWaits(variant, p.Place, ""); all && !math.IsNaN(waits) {
				w.Tonnes = waits * mass / units
				w.Held = r.isHeld(variant, p.Place, waits)
			}
			if w.Tonnes > 0 {
				out = append(out, w)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b WaitOf) int { return cmp.Compare(b.Tonnes, a.Tonnes) })
	return out
}

// familyCarried is what of a family is carried in a year: units and tonnes.
func (r *Report) familyCarried(variant int, family string) (units, mass float64) {
	var flows []string
	for _, route := range r.Scenario(variant).Routes {
		metric := "flow." + route.Flow + ".carried"
		if route.Family == family && !slices.Contains(flows, route.Flow) && r.Has(metric, variant) && r.Has(metric+".mass", variant) {
			flows = append(flows, route.Flow)
			units += r.mean(variant, metric)
			mass += 1000 * r.mean(variant, metric+".mass")
		}
	}
	return units, mass
}

// WorstBound is where units that go one way wait longest. The hours are those of figures, which show one direction.
type WorstBound struct {
	Direction string
	Places    []Worst
	All       bool // see RanksAll
}

// WorstByDirection returns, for each direction in which the goal's family goes, west first, the places where it waits longest.
func (r *Report) WorstByDirection(variant, n int) (out []WorstBound) {
	for _, direction := range []string{"west", "east"} {
		if places := r.Worst(variant, direction, n); len(places) > 0 {
			out = append(out, WorstBound{direction, places, r.RanksAll(variant)})
		}
	}
	return out
}

func (w WorstBound) text() string {
	var parts []string
	for _, p := range w.Places {
		parts = append(parts, p.text())
	}
	return w.Direction + "bound: " + strings.Join(parts, "; ")
}

func (w Worst) text() string {
	if w.HoursPerUnit <= 0 { // ranked by all that waits there
		return Brief(w.Name) + " (nothing that waited there has arrived" + w.heldWords() + ")"
	}
	return fmt.Sprintf("%s %s h (%s)", Brief(w.Name), number(w.HoursPerUnit, max(0, min(1, decimals(w.HoursPerUnit, 2)))), w.Cause+w.heldWords())
}

func (w Worst) heldWords() string {
	if w.Held {
		return "; " + HeldWords
	}
	return ""
}
