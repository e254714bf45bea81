package analysis

import (
	"cmp"
	"fmt"
)

// stockGrowthLimit is the growth of the cargo inside the corridor, as a share of what
// was offered in the year, above which cargo is said to pile up. Two per cent is about a
// week of offer: a season's swing and chance stay below it, and a corridor that takes
// in 2 % more than it lets out doubles a stock of 25 days within four years.
const stockGrowthLimit = 0.02

// Stable tells whether cargo does not pile up inside the corridor: over the measured
// period its stock grows, in the mean over replications, by no more than 2 % of what was
// offered. The text says what was found. An unknown stock is not stable.
func (r *Report) Stable(variant int) (bool, string) {
	start, end := r.Sample("corridor.stock.start", variant), r.Sample("corridor.stock.end", variant)
	if len(start.Values) == 0 || len(end.Values) == 0 || len(r.Sample("corridor.offered", variant).Values) == 0 {
		return false, "stability unknown: no replication tells offer and stock"
	}
	from, to := start.Summary(Confidence).Mean, end.Summary(Confidence).Mean
	growth, mass := r.stockGrowth(variant)
	if mass <= 0 {
		return false, "stability unknown: no tonnes were offered"
	}
	period := "the year"
	if months := len(r.Scenario(variant).Months); months > 12 {
		period = number(float64(months)/12, 1) + " years"
	}
	word, ok := "stable", !r.PilesUp(variant)
	if !ok {
		word = "piling up"
	}
	why := fmt.Sprintf("%s: cargo inside went from %s to %s kt in %s, %+.1f %% of the offer",
		word, number(from/1e3, 0), number(to/1e3, 0), period, 100*growth.Mean/mass)
	if growth.N > 1 {
		why += fmt.Sprintf(" (%+.1f to %+.1f %%)", 100*growth.Low/mass, 100*growth.High/mass)
	}
	return ok, why
}

// PilesUp tells whether cargo is known to pile up inside the corridor, see Stable.
func (r *Report) PilesUp(variant int) bool {
	growth, mass := r.stockGrowth(variant)
	return mass > 0 && growth.Mean > stockGrowthLimit*mass
}

// stockGrowth is by how many tonnes the cargo inside grows in the measured period, and what is offered in it.
func (r *Report) stockGrowth(variant int) (growth Summary, offered float64) {
	years := max(1, float64(len(r.Scenario(variant).Months))/12)
	growth = Compare(r.Sample("corridor.stock.start", variant), r.Sample("corridor.stock.end", variant), Confidence)
	return growth, r.Sample("corridor.offered", variant).Summary(Confidence).Mean * 1e6 * years
}

// Sustainable returns the highest demand level of a scenario such that at it and at
// every level below cargo does not pile up, no replication failed, and the promised
// transit time is kept: the mean over replications of the transit time's statistic
// named in Goal.PromiseOf (P90 if none is named) is at most Goal.PromiseDays. Levels
// are taken in the order of what they offer. The text says what holds at that level and
// what fails at the next.
func (r *Report) Sustainable(scenario int) (level int, ok bool, why string) {
	why = "no level was simulated"
	for _, v := range r.rising(scenario) {
		name := r.Header.Levels[r.Header.Variants[v].Level]
		good, text := r.keeps(v)
		if !good {
			if ok {
				return level, true, why + "; at " + name + ": " + text
			}
			return 0, false, "not even at " + name + ": " + text
		}
		level, ok, why = r.Header.Variants[v].Level, true, "at "+name+": "+text
	}
	return level, ok, why
}

// keeps tells whether one variant is stable and keeps its promise.
func (r *Report) keeps(variant int) (bool, string) {
	if failed := r.Sample("corridor.offered", variant).Failed; failed > 0 {
		return false, fmt.Sprintf("%d of %d replications failed", failed, len(r.rows[variant]))
	}
	ok, why := r.Stable(variant)
	if !ok {
		return false, why
	}
	goal := r.Scenario(variant).Goal
	if goal.PromiseDays == 0 {
		return true, why + "; no transit time is promised"
	}
	of := cmp.Or(goal.PromiseOf, "p90")
	transit := r.Sample("corridor.transit."+of, variant).Summary(Confidence)
	if transit.N == 0 {
		return false, fmt.Sprintf("transit time (%s) unknown", of)
	}
	text := fmt.Sprintf("transit time (%s) %.1f d, promised %.1f d", of, transit.Mean, goal.PromiseDays)
	if transit.Mean > goal.PromiseDays {
		return false, text
	}
	return true, why + "; " + text
}
