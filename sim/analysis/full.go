package analysis

import (
	"fmt"
	"strings"
)

// fullLine is the mean wait of other traffic, in hours, above which a line is said to be full.
const fullLine = 24

// FullLines names the lines on which traffic that is not of the corridor waits more than a day on average. It comes last
// on a single track, so it is the first to tell that more trains are assumed there than the line takes.
func (r *Report) FullLines(variant int) (why []string) {
	for _, m := range r.Metrics(variant) {
		place, is := strings.CutSuffix(m.Name, ".other.waiting.mean")
		if !is {
			continue
		}
		if hours := r.Sample(m.Name, variant).Summary(Confidence).Mean; hours > fullLine {
			why = append(why, fmt.Sprintf("line full: other traffic waits %s h on average before %s; more trains are assumed there than the line takes well",
				number(hours, 0), r.briefName(variant, place)))
		}
	}
	return why
}

// briefName is the short name of a place; its path if it has none.
func (r *Report) briefName(variant int, place string) string {
	for _, p := range r.Scenario(variant).Places {
		if p.Path == place {
			return Brief(p.Name)
		}
	}
	return place
}
