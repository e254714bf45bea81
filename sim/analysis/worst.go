package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Worst is a place where much time is lost.
type Worst struct {
	Place, Name  string
	Folded       int     // the group of causes with most of it
	Cause        string  // its label, or that of its one cause; see GroupLabel
	HoursPerUnit float64 // waiting, all causes but moving and handling
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
		most := FoldMoving + 1
		for c := most; c < foldCount; c++ {
			if p.Hours[c] > p.Hours[most] {
				most = c
			}
		}
		out = append(out, Worst{p.Place, p.Name, most, GroupLabel(most, p), p.Waiting()})
	}
	return out
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
	return fmt.Sprintf("%s %s h (%s)", Brief(w.Name), number(w.HoursPerUnit, max(0, min(1, decimals(w.HoursPerUnit, 2)))), w.Cause)
}
