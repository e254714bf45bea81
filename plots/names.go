package plots

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// shortNames tell scenarios apart within a sentence or at the end of a line: the one year in each
// title if they differ ("Infrastructure of 2024" and "Announced for 2027" become 2024 and 2027),
// otherwise the titles without the words that all of them begin or end with.
func shortNames(r *analysis.Report) []string {
	if names := yearsOf(r.Header.Scenarios); names != nil {
		return names
	}
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

var year = regexp.MustCompile(`\b(19|20)[0-9]{2}\b`)

// yearsOf returns the years in the titles of scenarios, or nil unless each has one and all differ.
func yearsOf(scenarios []analysis.Scenario) []string {
	var years []string
	seen := map[string]bool{}
	for _, s := range scenarios {
		found := year.FindAllString(s.Title, -1)
		if len(found) != 1 || seen[found[0]] {
			return nil
		}
		seen[found[0]] = true
		years = append(years, found[0])
	}
	if len(years) < 2 {
		return nil
	}
	return years
}

// fullName is the title of a scenario, or its name when it has none.
func fullName(s analysis.Scenario) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Name
}

// offered is the demand of a variant in words: where it changes from year to year, that of the first and of the last.
func offered(r *analysis.Report, variant int) string {
	if first, last, ok := growing(r, variant); ok {
		return fmt.Sprintf("%s (%d) to %s (%d) Mt per year offered", rate(first.Offered.Mean), first.Year, rate(last.Offered.Mean), last.Year)
	}
	return demand(r, variant) + " Mt per year offered"
}

func demand(r *analysis.Report, variant int) string {
	return rate(r.Offered(variant))
}

// goalWords names the goal on its line.
func goalWords(g analysis.Goal) string {
	s := "goal " + number(g.Carried, -1) + " Mt"
	by, err := time.Parse(time.DateOnly, g.By)
	switch {
	case g.By == "":
		return s
	case err != nil: // the journal may say it in another way: show that
		return s + " by " + g.By
	case by.Month() == time.December && by.Day() == 31:
		return s + by.Format(" by the end of 2006")
	}
	return s + by.Format(" by 2 January 2006")
}

// goalPlace says where and in which direction the goal is measured: "across A and B (both directions)".
func goalPlace(s analysis.Scenario) string {
	var names []string
	for _, path := range s.Goal.MeasuredAt {
		name := path
		for _, p := range s.Places {
			if p.Path == path {
				name = analysis.Brief(p.Name)
			}
		}
		names = append(names, name)
	}
	direction := s.Goal.Direction
	switch direction {
	case "", "both":
		direction = "both directions"
	default:
		direction += "bound"
	}
	if len(names) == 0 {
		return "(" + direction + ")"
	}
	return "across " + listed(names) + " (" + direction + ")"
}

// listed joins names to "A, B and C".
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// cargoWords names the cargo whose transit time is reported.
func cargoWords(family string) string {
	if family == "" {
		return "all cargo"
	}
	return family + " cargo"
}

// variantName says which variant is meant, for messages.
func variantName(r *analysis.Report, variant int) string {
	v := r.Header.Variants[variant]
	return fmt.Sprintf("scenario %s at level %s", r.Header.Scenarios[v.Scenario].Name, r.Header.Levels[v.Level])
}

// variantHeading names a panel that shows one variant.
func variantHeading(r *analysis.Report, variant int) string {
	return fullName(r.Header.Scenarios[r.Header.Variants[variant].Scenario]) + ", " + offered(r, variant)
}

// variantBrief tells variants apart within a sentence: "2024, 3 Mt offered"; a run of more than a year says that it is per year.
func variantBrief(r *analysis.Report, variant int) string {
	words := demand(r, variant) + " Mt offered"
	if len(r.Scenario(variant).Months) > 12 {
		words = demand(r, variant) + " Mt/yr offered"
	}
	if first, last, ok := growing(r, variant); ok {
		words = fmt.Sprintf("%s Mt/yr offered in %d, %s in %d", rate(first.Offered.Mean), first.Year, rate(last.Offered.Mean), last.Year)
	}
	if len(r.Header.Scenarios) == 1 {
		return words
	}
	return shortNames(r)[r.Header.Variants[variant].Scenario] + ", " + words
}

// levelBrief tells the levels of one scenario apart.
func levelBrief(r *analysis.Report, variant int) string {
	return strings.TrimPrefix(variantBrief(r, variant), shortNames(r)[r.Header.Variants[variant].Scenario]+", ")
}

// variantTag tells the variants of a figure of ends apart in one or two words: "2024", or "3 Mt offered"
// where there is only one scenario.
func variantTag(r *analysis.Report, variant int) string {
	if len(r.Header.Scenarios) == 1 {
		return variantBrief(r, variant)
	}
	return shortNames(r)[r.Header.Variants[variant].Scenario]
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

// lowerFirst makes the first letter small, of a title in a sentence.
func lowerFirst(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
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

func percent(share float64) string { return number(math.Round(100*share), 0) + " %" }
