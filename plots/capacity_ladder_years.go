package plots

import (
	"fmt"

	"corridor/sim/analysis"
)

// This file is the ladder of one year of a run of several: what is installed changes inside the run, so that it is held against
// what is carried in the same year.

// ladderYears are the years of a scenario for which there is a ladder: of several years, in which what is installed may change,
// the first and the last or, beside another scenario, the last; 0 is the whole run.
func ladderYears(r *analysis.Report, scenario int) (years []int) {
	s := r.Header.Scenarios[scenario]
	if len(s.Months) <= 12 {
		return []int{0}
	}
	for _, y := range s.Years {
		years = append(years, y.Year)
	}
	if len(r.Header.Scenarios) > 1 && len(years) > 1 {
		return years[len(years)-1:]
	}
	return years
}

// elements are what limits the scenario, in the year of the ladder.
func (l ladder) elements(r *analysis.Report) []analysis.Element {
	s := r.Header.Scenarios[l.scenario]
	for _, y := range s.Years {
		if y.Year == l.year {
			return y.Elements
		}
	}
	return s.Elements
}

// of is the name of a metric of a flow in the year of the ladder.
func (l ladder) of(flow, what string) string {
	if l.year == 0 {
		return "flow." + flow + "." + what
	}
	return fmt.Sprintf("flow.%s.year.%d.%s", flow, l.year, what)
}

// heading names a panel: the scenario, its year if it has several, and what is offered.
func (l ladder) heading(r *analysis.Report) string {
	if l.year == 0 {
		return variantHeading(r, l.variant)
	}
	words := fmt.Sprintf("%s, in %d", fullName(r.Header.Scenarios[l.scenario]), l.year)
	if offered := l.yearOffered(r); offered.N > 0 {
		words += fmt.Sprintf(", %s Mt per year offered", rate(offered.Mean))
	}
	return words
}

// yearOffered is what is offered in the year of the ladder, in Mt/yr.
func (l ladder) yearOffered(r *analysis.Report) analysis.Summary {
	return r.Sample(fmt.Sprintf("corridor.year.%d.offered", l.year), l.variant).Summary(confidence)
}

// demand is what is offered in the time of the ladder, in Mt/yr.
func (l ladder) demand(r *analysis.Report) float64 {
	if offered := l.yearOffered(r); offered.N > 0 {
		return offered.Mean
	}
	return r.Offered(l.variant)
}

// short names a ladder within a sentence.
func (l ladder) short(r *analysis.Report) string {
	name := shortNames(r)[l.scenario]
	switch {
	case l.year == 0:
		return name
	case len(r.Header.Scenarios) == 1:
		return fmt.Sprint(l.year)
	}
	return fmt.Sprintf("%s in %d", name, l.year)
}
