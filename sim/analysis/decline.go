package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// rising returns the variants of a scenario in the order of what they offer.
func (r *Report) rising(scenario int) []int {
	var variants []int
	for i, v := range r.Header.Variants {
		if v.Scenario == scenario {
			variants = append(variants, i)
		}
	}
	slices.SortStableFunc(variants, func(a, b int) int {
		return cmp.Compare(r.Header.Variants[a].Offered, r.Header.Variants[b].Offered)
	})
	return variants
}

// ends tells whether a variant is that of the lowest, and of the highest offer of its scenario.
func (r *Report) ends(variant int) (lowest, highest bool) {
	rising := r.rising(r.Header.Variants[variant].Scenario)
	return variant == rising[0], variant == rising[len(rising)-1]
}

// Declines tells whether the variant surely carries less than the one of the same scenario with the
// next lower offer: the whole interval of the paired difference is below zero. A corridor that
// carries less when more is asked of it blocks itself somewhere; the text says how much
// less, and at which place the waiting of the goal's family grows most.
func (r *Report) Declines(variant int) (bool, string) {
	rising := r.rising(r.Header.Variants[variant].Scenario)
	at := slices.Index(rising, variant)
	if at < 1 {
		return false, ""
	}
	before := rising[at-1]
	less := Compare(r.Sample("corridor.carried", variant), r.Sample("corridor.carried", before), Confidence)
	if !(less.Low > 0) { // also without an interval
		return false, ""
	}
	why := fmt.Sprintf("more demand carries less: %s Mt/yr less than at %s", less.Text(1), r.Header.Levels[r.Header.Variants[before].Level])
	if place, from, to := r.growth(before, variant); to > from {
		why += fmt.Sprintf("; waiting grows most at %s, from %s to %s h per unit", place, number(from, 0), number(to, 0))
	}
	return true, why
}

// growth names the place where the waiting of the goal's family, in hours per unit, grows most from
// one variant to another; from and to are 0 if it grows nowhere or is not known.
func (r *Report) growth(before, after int) (place string, from, to float64) {
	goal := r.Scenario(after).Goal
	old := TimeByPlace(r, before, goal.Family, goal.Direction)
	for _, p := range TimeByPlace(r, after, goal.Family, goal.Direction) {
		i := slices.IndexFunc(old, func(o PlaceTime) bool { return o.Place == p.Place })
		if i >= 0 && p.Waiting()-old[i].Waiting() > to-from {
			place, from, to = Brief(p.Name), old[i].Waiting(), p.Waiting()
		}
	}
	return place, from, to
}
