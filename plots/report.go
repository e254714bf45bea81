package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

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
	s = fmt.Sprintf("%s. %s %s, seed %d, %s.", s, o.Program, o.Version, o.Seed, count(o.Replications, "replication"))
	if len(o.Warnings) > 0 {
		s += fmt.Sprintf(" %s: see the .json file of this figure.", upperFirst(count(len(o.Warnings), "warning")))
	}
	return s
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

// variantName says which variant is meant, for messages.
func variantName(r *analysis.Report, variant int) string {
	v := r.Header.Variants[variant]
	return fmt.Sprintf("scenario %s at level %s", r.Header.Scenarios[v.Scenario].Name, r.Header.Levels[v.Level])
}

// ends returns the two variants that figures of one state show: the first scenario at the first
// level, and the last scenario at the last level; one variant if the report has only one.
func ends(r *analysis.Report) []int {
	last := len(r.Header.Variants) - 1
	if last == 0 {
		return []int{0}
	}
	return []int{0, last}
}

// scenariosOf lists the scenarios of variants, each once.
func scenariosOf(r *analysis.Report, variants []int) []int {
	var out []int
	for _, v := range variants {
		s := r.Header.Variants[v].Scenario
		if len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
	}
	return out
}

// shownScenarios returns the scenarios that a figure with one sign for each can hold, and how
// many it leaves out: the first four and the last.
func shownScenarios(r *analysis.Report) (shown []int, left int) {
	n := len(r.Header.Scenarios)
	for i := range n {
		if n <= scenariosMax || i < scenariosMax-1 || i == n-1 {
			shown = append(shown, i)
		}
	}
	return shown, n - len(shown)
}

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

// shortNames are the titles of the scenarios without the words that all of them begin or end with:
// "Middle Corridor 2024" and "Middle Corridor 2027" become 2024 and 2027.
func shortNames(r *analysis.Report) []string {
	words := make([][]string, len(r.Header.Scenarios))
	shortest := math.MaxInt
	for i, s := range r.Header.Scenarios {
		words[i] = strings.Fields(s.Title)
		if len(words[i]) == 0 {
			words[i] = []string{s.Name}
		}
		shortest = min(shortest, len(words[i]))
	}
	same := func(at func(w []string) string) bool {
		for _, w := range words {
			if at(w) != at(words[0]) {
				return false
			}
		}
		return len(words) > 1
	}
	head, tail := 0, 0
	for head < shortest-1 && same(func(w []string) string { return w[head] }) {
		head++
	}
	for tail < shortest-1-head && same(func(w []string) string { return w[len(w)-1-tail] }) {
		tail++
	}
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = strings.TrimRight(strings.Join(w[head:len(w)-tail], " "), ",:;")
	}
	return names
}

// fullName is the title of a scenario, or its name when it has none.
func fullName(s analysis.Scenario) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Name
}

// offered is the demand of a variant in words.
func offered(r *analysis.Report, variant int) string {
	return number(math.Round(r.Header.Variants[variant].Offered*10)/10, -1) + " Mt per year offered"
}

// goalWords names the goal on its line.
func goalWords(g analysis.Goal) string {
	s := "goal " + number(g.Carried, -1) + " Mt"
	if g.By != "" {
		s += " by " + g.By
	}
	return s
}

// goalPlace says where and in which direction the goal is measured, for the note.
func goalPlace(s analysis.Scenario) string {
	var names []string
	for _, path := range s.Goal.MeasuredAt {
		name := path
		for _, p := range s.Places {
			if p.Path == path {
				name = p.Name
			}
		}
		names = append(names, name)
	}
	direction := s.Goal.Direction
	if direction == "" || direction == "both" {
		direction = "both directions"
	}
	if len(names) == 0 {
		return direction
	}
	return strings.Join(names, " and ") + ", " + direction
}

// count writes "1 replication", "20 replications".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(float64(n), 0) + " " + noun + "s"
}

// upperFirst makes the first letter of a sentence a capital.
func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// cargoWords names the cargo whose transit time is reported.
func cargoWords(family string) string {
	if family == "" {
		return "all cargo"
	}
	return family + " cargo"
}

// mainDirection is the direction in which times of the goal's family are shown: west when the
// family has a route that way, otherwise that of its first route.
func mainDirection(r *analysis.Report, figure string, scenario int) (string, error) {
	s := r.Header.Scenarios[scenario]
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

// variantHeading names a panel that shows one variant.
func variantHeading(r *analysis.Report, variant int) string {
	return fullName(r.Header.Scenarios[r.Header.Variants[variant].Scenario]) + ", " + offered(r, variant)
}

// variantBrief tells variants apart within a sentence: "2024, 3 Mt offered".
func variantBrief(r *analysis.Report, variant int) string {
	v := r.Header.Variants[variant]
	demand := number(math.Round(v.Offered*10)/10, -1) + " Mt offered"
	if len(r.Header.Scenarios) == 1 {
		return demand
	}
	return shortNames(r)[v.Scenario] + ", " + demand
}

// tagRoom is the longest name that an end label may carry.
const tagRoom = 24 * vg.Millimeter

// tags are names for end labels, and the words of their legend entries: the given names where all
// are short enough, otherwise letters, which the legend explains.
func tags(short, full []string) (tag, words []string) {
	if blockWidth(bold(sizeLabel, inkText), short) <= tagRoom {
		return short, full
	}
	for i := range short {
		letter := string(rune('A' + i))
		tag, words = append(tag, letter), append(words, letter+"  "+full[i])
	}
	return tag, words
}

// variantTags are the tags of variants: of their scenarios, or of their demand if that is all
// in which they differ.
func variantTags(r *analysis.Report, variants []int) (tag, words []string) {
	var short, full []string
	for _, v := range variants {
		name := shortNames(r)[r.Header.Variants[v].Scenario]
		if len(scenariosOf(r, variants)) == 1 {
			name = number(math.Round(r.Header.Variants[v].Offered*10)/10, -1) + " Mt"
		}
		short, full = append(short, name), append(full, variantHeading(r, v))
	}
	return tags(short, full)
}

// mega writes Mt per year, with one decimal.
func mega(v float64) string { return number(v, 1) }

// days writes a time in days: one decimal below 10, none above.
func days(v float64) string {
	if v < 9.95 {
		return number(v, 1)
	}
	return number(v, 0)
}
