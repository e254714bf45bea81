package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A takenLine is one row: how much of a line is taken in the variants shown, by UIC 406.
type takenLine struct {
	path, name string
	taken      []float64 // share of the time by variant; NaN: it has no such line
}

func (l takenLine) most() (most float64) {
	for _, v := range l.taken {
		if v > most {
			most = v
		}
	}
	return most
}

// lineOccupancy is figure F7: how much of each railway line is taken, in route order; a bar for the last of the states that
// analysis.Report.States compares, and a mark for each of the others.
func lineOccupancy(r *analysis.Report) (Drawing, error) {
	const name = "line-occupancy"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	variants := r.States()
	lines := takenLines(r, variants)
	if len(lines) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: %s has no line with an occupation", name, variantName(r, variants[len(variants)-1]))
	}
	lines, left := keepTaken(lines)
	goal := r.Scenario(variants[len(variants)-1]).Goal
	d := newDrawing(r, name, scenariosOf(r, variants)...)
	d.panels = []panel{takenPanel(lines, goal)}
	d.Title = takenTitle(r, variants, lines, goal)
	d.Subtitle = fmt.Sprintf("Share of the time that a line is taken when its trains are pushed together (UIC 406), %s, per cent", lastWords(r, variants, ".occupation"))
	d.Method = "Means over replications. Double track: entries in the busier direction; single track: its busiest section."
	if left > 0 {
		d.Method += fmt.Sprintf(" %s with less not shown.", upperFirst(count(left, "line")))
	}
	if goal.OccupationDay > 0 {
		d.Method += " Dashed: guide value of the scenario for a day, by default that ascribed to UIC 406 (2004) for mixed traffic."
	}
	d.legend = takenLegend(r, variants)
	d.fit(pitchFor(takenNames(lines)))
	d.Table = takenTable(r, variants, lines)
	d.Caption = d.caption()
	d.Alt = takenAlt(r, variants, lines)
	return d, nil
}

// takenPaths are the lines of all variants shown, in route order; those that the results know no route of stand last.
func takenPaths(r *analysis.Report, variants []int) (paths []string) {
	var routes []analysis.Route
	for _, v := range variants {
		routes = append(routes, r.Scenario(v).EveryRoute()...)
	}
	paths = analysis.RouteOrder(routes)
	for _, v := range variants {
		for _, m := range r.Metrics(v) {
			if path, is := strings.CutSuffix(m.Name, ".occupation"); is && strings.Count(path, ".") == 1 && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// takenLines reads the lines of all variants shown.
func takenLines(r *analysis.Report, variants []int) (out []takenLine) {
	for _, path := range takenPaths(r, variants) {
		l := takenLine{path: path}
		for _, v := range variants {
			taken := math.NaN()
			if metric := takenMetric(r, v, path); r.Has(metric, v) {
				taken = r.Sample(metric, v).Summary(confidence).Mean
				if name := placeName(r, v, path); l.name == "" || l.name == path {
					l.name = name
				}
			}
			l.taken = append(l.taken, taken)
		}
		if l.name == path {
			l.name = lineWords(path)
		}
		if l.name != "" {
			out = append(out, l)
		}
	}
	return out
}

// lineWords makes a name of the key of a line that has none in the results: one that a measure adds inside the run.
func lineWords(path string) string {
	words := strings.Split(path[strings.Index(path, ".")+1:], "-")
	for i := range words {
		words[i] = upperFirst(words[i])
	}
	return strings.Join(words, "–")
}

// takenMetric is the metric of a line: of its last year where years are kept apart, otherwise of the period.
func takenMetric(r *analysis.Report, variant int, path string) string {
	if _, last := calendarSpan(r, variant); last != "" {
		if metric := path + ".year." + last + ".occupation"; r.Has(metric, variant) {
			return metric
		}
	}
	return path + ".occupation"
}

// keepTaken leaves out the lines that are taken least where there are more than fit on a page.
func keepTaken(lines []takenLine) (kept []takenLine, left int) {
	fit := rowsFit(1, pitchFor(takenNames(lines)))
	if len(lines) <= fit {
		return lines, 0
	}
	var all []float64
	for _, l := range lines {
		all = append(all, l.most())
	}
	slices.Sort(all)
	limit := all[len(all)-fit]
	for _, l := range lines {
		if l.most() >= limit && len(kept) < fit {
			kept = append(kept, l)
		}
	}
	return kept, len(lines) - len(kept)
}

func takenNames(lines []takenLine) (names []string) {
	for _, l := range lines {
		names = append(names, l.name)
	}
	return names
}

// takenPanel draws the rows. The bar is that of the last variant.
func takenPanel(lines []takenLine, goal analysis.Goal) panel {
	var ticks []plot.Tick
	for v := 0; v <= 100; v += 20 {
		ticks = append(ticks, plot.Tick{Value: float64(v), Label: number(float64(v), 0)})
	}
	p := newRows(len(lines), 100, ticks, "")
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		half := barThickness / 2 * float64(rowPitch)
		for i, l := range lines {
			at, last := y(float64(i)), l.taken[len(l.taken)-1]
			if !math.IsNaN(last) {
				fillRect(c, x(0), at-vg.Length(half), x(100*last), at+vg.Length(half), tint(series[0], takenShare(last, goal)))
			}
		}
		if day := goal.OccupationDay; day > 0 { // a mean over days has no peak hour to be held against that guide value
			c.StrokeLine2(stroke(inkGoal, strokeGoal, dashReference...), x(100*day), c.Min.Y, x(100*day), c.Max.Y)
			put(c, plain(sizeLabel, textGoal), x(100*day), c.Max.Y+3, 1, "guide value of a day, "+percent(day))
		}
		for i, l := range lines {
			at, n := y(float64(i)), len(l.taken)-1
			if last := l.taken[n]; !math.IsNaN(last) {
				words, sty := percent(last), plain(sizeLabel, inkText)
				boxed(c, sty, clearOf(l.taken[:n], x, x(100*last)+4, sty.Width(words)), at, 0, words)
			}
			for k, share := range l.taken[:n] {
				switch {
				case math.IsNaN(share):
				case ringed(n, k):
					blob(c, vg.Point{X: x(100 * share), Y: at}, inkText, true, false)
				default:
					c.StrokeLine2(stroke(inkText, 1.4), x(100*share), at-vg.Length(half), x(100*share), at+vg.Length(half))
				}
			}
		}
	}))
	room := rowNames(p, takenNames(lines))
	setX(p, 0, 100, ticks, "")
	return panel{plot: p, share: float64(len(lines)), left: room, right: 14, above: 1.6 * sizeLabel}
}

// clearOf is where words of a width begin that lie beside a bar which ends at from, and clear of the marks.
func clearOf(marks []float64, x func(float64) vg.Length, from, width vg.Length) vg.Length {
	at := make([]vg.Length, 0, len(marks))
	for _, share := range marks {
		if !math.IsNaN(share) {
			at = append(at, x(100*share))
		}
	}
	slices.Sort(at)
	for _, m := range at {
		if m > from-5 && m < from+width+4 {
			from = m + 5
		}
	}
	return from
}

// ringed tells whether the k-th of n states besides that of the bars has a ring; the last has a tick.
func ringed(n, k int) bool { return k < n-1 }

// takenShare is how strongly a bar is filled: fully beyond the guide value of a day.
func takenShare(taken float64, goal analysis.Goal) float64 {
	if goal.OccupationDay > 0 && taken > goal.OccupationDay {
		return 1
	}
	return 0.55
}

func takenTitle(r *analysis.Report, variants []int, lines []takenLine, goal analysis.Goal) string {
	last := len(variants) - 1
	worst, over, before := lines[0], 0, 0
	for _, l := range lines {
		if l.taken[last] > worst.taken[last] || math.IsNaN(worst.taken[last]) {
			worst = l
		}
		if l.taken[last] > goal.OccupationDay {
			over++
		}
		if l.taken[max(0, last-1)] > goal.OccupationDay {
			before++
		}
	}
	title := fmt.Sprintf("%s is taken %s of the time (%s)", worst.name, percent(worst.taken[last]), lastBrief(r, variants, last, ".occupation"))
	switch {
	case goal.OccupationDay == 0:
		return title
	case over == 0:
		title += "; no line is above the guide value of a day"
	case over == 1:
		title += "; 1 line is above the guide value of a day"
	default:
		title += fmt.Sprintf("; %s are above the guide value of a day", count(over, "line"))
	}
	if r.OnlyScenarioDiffers(variants) {
		title += fmt.Sprintf(" (%s: %d)", variantTag(r, variants[last-1]), before)
	}
	return title
}

func takenLegend(r *analysis.Report, variants []int) []key {
	last := len(variants) - 1
	keys := []key{{words: lastBrief(r, variants, last, ".occupation"), fill: tint(series[0], 0.55)}, {words: "above the guide value", fill: series[0]}}
	for k := range variants[:last] {
		if ringed(last, k) {
			keys = append(keys, key{words: lastBrief(r, variants, k, ".occupation"), dot: inkText, ring: true})
			continue
		}
		keys = append(keys, key{words: lastBrief(r, variants, k, ".occupation"), line: stroke(inkText, 1.4), tick: true})
	}
	return keys
}

func takenTable(r *analysis.Report, variants []int, lines []takenLine) Table {
	t := Table{Header: []string{"scenario", "level", "line", "name", "occupation [%]", "low 95 % [%]", "high 95 % [%]"}}
	for i, v := range variants {
		for _, l := range lines {
			if math.IsNaN(l.taken[i]) {
				continue
			}
			s := r.Sample(takenMetric(r, v, l.path), v).Summary(confidence)
			x := r.Header.Variants[v]
			t.add(fullName(r.Header.Scenarios[x.Scenario]), r.Header.Levels[x.Level], l.path, l.name, 100*s.Mean, 100*s.Low, 100*s.High)
		}
	}
	return t
}

func takenAlt(r *analysis.Report, variants []int, lines []takenLine) string {
	last := len(variants) - 1
	order := slices.Clone(lines)
	slices.SortStableFunc(order, func(a, b takenLine) int { return int(math.Copysign(1, b.most()-a.most())) })
	var parts []string
	for _, l := range order[:min(3, len(order))] {
		if !math.IsNaN(l.taken[last]) {
			parts = append(parts, l.name+" "+percent(l.taken[last]))
		}
	}
	return fmt.Sprintf("Bar chart of %s in route order, share of the time taken. Most with %s: %s.", count(len(lines), "railway line"), variantHeading(r, variants[last]), strings.Join(parts, ", "))
}
