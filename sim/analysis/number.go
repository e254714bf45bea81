package analysis

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Text prints mean and half-width, both times factor, with the digits that the interval
// supports, one that is cut as (low to high): two of a half-width that begins with 1, 2 or 3 up to 3.5, else one (as the Particle
// Data Group rounds errors). The mean of one that is cut has two digits of its own at least, as it lies far from the middle of the
// interval, which may be much wider than it is large: 44 (0 to 500). Without an interval the mean has three digits.
func (s Summary) Text(factor float64) string {
	mean, half := factor*s.Mean, factor*s.Half()
	switch {
	case math.IsNaN(mean):
		return "–"
	case math.IsNaN(half), half == 0:
		return number(mean, decimals(mean, 3))
	}
	kept := decimals(half, 1)
	if half*math.Pow(10, float64(kept)) < 3.55 {
		kept++
	}
	d := min(kept, 3)
	if s.cut() {
		own := min(max(kept, decimals(mean, 2)), 3)
		return number(mean, own) + " (" + number(factor*s.Low, d) + " to " + number(factor*s.High, d) + ")"
	}
	return number(mean, d) + " ± " + number(half, d)
}

// cutNote explains texts of intervals that end early, "" if rows and those of their flows that are shown have none.
func cutNote(rows []SummaryRow, shown func(SummaryRow) []FlowRow) string {
	isCut := func(s namedSummary) bool { return s.value != nil && s.value.cut() }
	for _, r := range rows {
		cut := slices.ContainsFunc(r.summaries(), isCut)
		for _, y := range r.Years {
			cut = cut || slices.ContainsFunc(y.summaries(), isCut)
		}
		for _, f := range r.Families {
			cut = cut || f.P50.cut() || f.P90.cut()
		}
		for _, f := range shown(r) {
			cut = cut || slices.ContainsFunc(f.summaries(), isCut)
		}
		for _, b := range r.Bans {
			cut = cut || b.Days.cut() || b.Plan.cut() || b.Begun.cut()
		}
		if cut {
			return "Where the interval ends at 0, or of a share at 1, it is written as mean (low to high)."
		}
	}
	return ""
}

// withoutInterval prints the mean alone.
func (s Summary) withoutInterval() string {
	return Summary{Mean: s.Mean, Low: math.NaN(), High: math.NaN()}.Text(1)
}

// decimals is how many decimals show so many significant digits of v; negative means
// rounding before the point.
func decimals(v float64, digits int) int {
	if v == 0 {
		return 0
	}
	return digits - 1 - int(math.Floor(math.Log10(math.Abs(v))))
}

// number prints v rounded to so many places, with commas between thousands.
func number(v float64, places int) string {
	scale := math.Pow(10, float64(places))
	if places < 0 {
		v = math.Round(v*scale) / scale
	}
	s := strconv.FormatFloat(v, 'f', max(places, 0), 64)
	whole, rest, point := strings.Cut(s, ".")
	sign := strings.HasPrefix(whole, "-") && strings.Trim(s, "-0.") != "" // there is no -0.00
	whole = strings.TrimPrefix(whole, "-")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if sign {
		whole = "-" + whole
	}
	if point {
		whole += "." + rest
	}
	return whole
}

// raw prints a number for machines: all its digits, nothing for NaN.
func raw(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Brief is the name of a place for tables and figures: what follows a comma or stands in brackets
// is left out, and a dash between spaces becomes an en dash without.
func Brief(name string) string {
	if i := strings.IndexAny(name, ",("); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	return strings.NewReplacer(" - ", "–", " – ", "–").Replace(name)
}
