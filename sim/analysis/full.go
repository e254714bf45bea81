package analysis

import (
	"fmt"
	"math"
	"strings"
)

// fullLine is the mean wait of other traffic, in hours, above which a line is said to be full.
const fullLine = 24

// FullLines names the lines on which traffic that is not of the corridor waits more than a day on average, or does not get
// through at all. It comes last on a single track, so it is the first to tell that more trains are assumed there than the
// line takes. Where half of it hardly waits the line is full for a time only, as when a closure ends and all sets out that it held back.
func (r *Report) FullLines(variant int) (why []string) {
	for _, m := range r.Metrics(variant) {
		line, is := strings.CutSuffix(m.Name, ".other.waiting.mean")
		if !is {
			continue
		}
		mean := func(what string) float64 { return r.Sample(line+".other."+what, variant).Summary(Confidence).Mean }
		hours, offered, passed := mean("waiting.mean"), mean("offered"), mean("passed")
		text, short := r.briefName(variant, line), number(offered-passed, 0)
		switch {
		case passed == 0 && offered > 0:
			text = fmt.Sprintf("none of the %s other trains a year passes %s", number(offered, 0), text)
		case !(hours > fullLine):
			continue
		case short == "0" || !(offered > passed):
			text = fmt.Sprintf("other traffic waits %s h on average before %s", number(hours, 0), text)
		default:
			text = fmt.Sprintf("other traffic waits %s h on average before %s, and %s of its %s trains a year do not pass", number(hours, 0), text, short, number(offered, 0))
		}
		if median := mean("waiting.p50"); passed > 0 && median <= fullLine {
			why = append(why, fmt.Sprintf("line full for a time: %s; half of what passes waits less than %s h", text, number(math.Floor(median)+1, 0)))
			continue
		}
		why = append(why, "line full: "+text+"; more trains are assumed there than the line takes well")
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
