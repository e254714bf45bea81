package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// confidence of all intervals in figures.
const confidence = 0.95

// scenariosMax is the number of scenarios that one figure can tell apart.
const scenariosMax = 5

// line is the second line of the note band.
func (o Origin) line() string {
	var names []string
	for _, s := range o.Scenarios {
		names = append(names, fmt.Sprintf("%s (%.8s)", s.Name, s.Hash))
	}
	s := "Scenarios: " + strings.Join(names, ", ")
	if len(names) == 1 {
		s = "Scenario: " + names[0]
	}
	s = fmt.Sprintf("%s. %s %s, seed %d, %s", s, o.Program, o.Version, o.Seed, count(o.Replications, "replication"))
	if len(o.Warnings) > 0 {
		s += ", " + count(len(o.Warnings), "warning") + " (.json file)"
	}
	return s + "."
}

// newDrawing is the part that all figures of a report share; only the scenarios named are in its origin.
func newDrawing(r *analysis.Report, name string, scenarios ...int) Drawing {
	o := Origin{Program: r.Header.Program, Version: r.Header.Version, Seed: r.Header.Seed,
		Replications: r.Header.Replications, Warnings: r.Warnings}
	for _, i := range scenarios {
		s := r.Header.Scenarios[i]
		o.Scenarios = append(o.Scenarios, OriginFile{s.Name, s.File, s.Hash})
	}
	return Drawing{Name: name, Width: widthFull, Origin: o}
}

// check returns an error when the report cannot hold any figure.
func check(r *analysis.Report, figure string) error {
	h := r.Header
	switch {
	case len(h.Scenarios) == 0:
		return fmt.Errorf("figure %s: no data: the report names no scenario", figure)
	case len(h.Variants) == 0:
		return fmt.Errorf("figure %s: no data: the report names no variant", figure)
	case len(r.Rows) == 0:
		return fmt.Errorf("figure %s: no data: the report has no replications", figure)
	}
	return nil
}

// summary is the mean of a metric with its interval, or an error that names what is missing.
func summary(r *analysis.Report, figure, metric string, variant int) (analysis.Summary, error) {
	if !r.Has(metric, variant) {
		return analysis.Summary{}, fmt.Errorf("figure %s: no data: %s has no metric %q", figure, variantName(r, variant), metric)
	}
	s := r.Sample(metric, variant).Summary(confidence)
	if s.N == 0 || math.IsNaN(s.Mean) || math.IsInf(s.Mean, 0) {
		return s, fmt.Errorf("figure %s: no data: metric %q of %s has no value in any good replication",
			figure, metric, variantName(r, variant))
	}
	return s, nil
}

// scenariosOf lists the scenarios of variants, each once.
func scenariosOf(r *analysis.Report, variants []int) []int {
	var out []int
	for _, v := range variants {
		if s := r.Header.Variants[v].Scenario; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// shownScenarios returns the scenarios that a figure of at most so many can hold, and how many it
// leaves out: the first ones and the last.
func shownScenarios(r *analysis.Report, most int) (shown []int, left int) {
	n := len(r.Header.Scenarios)
	for i := range n {
		if n <= most || i < most-1 || i == n-1 {
			shown = append(shown, i)
		}
	}
	return shown, n - len(shown)
}

// sign is the index of the colour and dash of a scenario, the same in all figures.
func sign(scenario int) int { return min(scenario, scenariosMax-1) }

// levels returns the variants of a scenario, by rising level.
func levels(r *analysis.Report, scenario int) []int {
	var out []int
	for i, v := range r.Header.Variants {
		if v.Scenario == scenario {
			out = append(out, i)
		}
	}
	return out
}

// mainDirection is the direction in which times of the goal's family are shown: west when the
// family has a route that way, otherwise that of its first route.
func mainDirection(r *analysis.Report, figure string, scenario int) (string, error) {
	s := r.Header.Scenarios[scenario]
	if s.Goal.Family == "" {
		return "", fmt.Errorf("figure %s: no data: scenario %s has no [goal] that names a family of cargo", figure, s.Name)
	}
	direction := ""
	for _, route := range s.Routes {
		if route.Family != s.Goal.Family {
			continue
		}
		if route.Direction == "west" {
			return "west", nil
		}
		if direction == "" {
			direction = route.Direction
		}
	}
	if direction == "" {
		return "", fmt.Errorf("figure %s: no data: scenario %s has no route of the goal's family %q", figure, s.Name, s.Goal.Family)
	}
	return direction, nil
}
