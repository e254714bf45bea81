package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A curve is what one scenario carries at rising demand.
type curve struct {
	scenario      int
	short, full   string
	tag, words    string             // at the line end, in the legend
	offered       []float64          // Mt/yr, mean of corridor.offered
	carried       []analysis.Summary // Mt/yr
	crossed       []float64          // Mt/yr, mean of corridor.cut.carried
	p50, p90      []float64          // days, means of corridor.transit.*
	peak, peakAt  float64            // most carried, Mt/yr, and the demand there
	reached       bool               // the whole interval at some level is at or above the goal
	possible      bool               // some interval touches the goal
	reachedFrom   float64            // offered Mt/yr at the lowest level that reaches the goal
	levels        []string
	transitFamily string
}

// capacityCurve is figure F1: carried against offered with a band of 95 %, the 45° line and the
// goal; below it the median and the 90th percentile of the days on the way.
func capacityCurve(r *analysis.Report) (Drawing, error) {
	const name = "capacity-curve"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	shown, left := shownScenarios(r, scenariosMax)
	var curves []curve
	var short, full []string
	for _, s := range shown {
		c, err := readCurve(r, name, s)
		if err != nil {
			return Drawing{}, err
		}
		c.short = shortNames(r)[s]
		short, full = append(short, c.short), append(full, c.full)
		curves = append(curves, c)
	}
	tag, words := tags(short, full)
	for i := range curves {
		curves[i].tag, curves[i].words = tag[i], words[i]
		if len(curves) == 1 {
			curves[i].tag, curves[i].words = "", curves[i].full
		}
	}
	last := r.Header.Scenarios[shown[len(shown)-1]]

	d := newDrawing(r, name, shown...)
	d.Title = curveTitle(curves, last.Goal)
	d.Subtitle = fmt.Sprintf("Freight carried %s, and days from door to door, against freight offered; one point for each demand level",
		goalPlace(last)+restWords(curves, last.Goal))
	d.Method = fmt.Sprintf("Means over replications, levels joined by straight lines; bands (upper panel only): 95 %% Student t interval. "+
		"Days: %s; percentiles within each replication, then their mean.", cargoWords(curves[0].transitFamily))
	if curves[0].carried[0].N < 2 {
		d.Method = "One replication: no interval, and chance may decide; levels joined by straight lines. Days: " + cargoWords(curves[0].transitFamily) + "."
	}
	d.Method += fallenNote(curves) + crossedNote(curves, last.Goal)
	if left > 0 {
		d.Method += fmt.Sprintf(" %s not shown.", upperFirst(count(left, "scenario")))
	}
	d.Table = curveTable(curves)

	upper, legend := curvePanel(curves, last.Goal)
	lower := daysPanel(curves, last.Goal, upper.plot)
	d.panels, d.legend = []panel{upper, lower}, legend
	d.fit(29 * vg.Millimeter)
	d.Caption = d.caption()
	d.Alt = curveAlt(curves, last.Goal)
	return d, nil
}

// readCurve collects the numbers of one scenario.
func readCurve(r *analysis.Report, figure string, scenario int) (curve, error) {
	s := r.Header.Scenarios[scenario]
	c := curve{scenario: scenario, full: fullName(s), transitFamily: s.Goal.Family}
	variants := levels(r, scenario)
	if len(variants) < 2 {
		return c, fmt.Errorf("figure %s: no data: scenario %s has %s, a curve needs at least 2",
			figure, s.Name, count(len(variants), "demand level"))
	}
	slices.SortStableFunc(variants, func(a, b int) int { // a level that rises over the years may follow a higher one
		return cmp.Compare(r.Sample("corridor.offered", a).Summary(confidence).Mean, r.Sample("corridor.offered", b).Summary(confidence).Mean)
	})
	for _, v := range variants {
		var sums [5]analysis.Summary
		for i, m := range []string{"corridor.offered", "corridor.carried", "corridor.transit.p50", "corridor.transit.p90", "corridor.cut.carried"} {
			var err error
			if sums[i], err = summary(r, figure, m, v); err != nil {
				return c, err
			}
		}
		carried := sums[1]
		c.offered = append(c.offered, sums[0].Mean)
		c.carried = append(c.carried, carried)
		c.crossed = append(c.crossed, sums[4].Mean)
		c.p50, c.p90 = append(c.p50, sums[2].Mean), append(c.p90, sums[3].Mean)
		c.levels = append(c.levels, r.Header.Levels[r.Header.Variants[v].Level])
		if carried.Mean > c.peak {
			c.peak, c.peakAt = carried.Mean, sums[0].Mean
		}
		if s.Goal.Carried > 0 {
			low, high := interval(carried)
			if low >= s.Goal.Carried && !c.reached && carried.N > 1 {
				c.reached, c.reachedFrom = true, sums[0].Mean
			}
			c.possible = c.possible || high >= s.Goal.Carried || carried.N < 2 // a single replication proves nothing
		}
	}
	return c, nil
}

// interval is the interval of a summary, or twice its mean when a single replication gives none.
func interval(s analysis.Summary) (low, high float64) {
	if math.IsNaN(s.Low) || math.IsNaN(s.High) {
		return s.Mean, s.Mean
	}
	return s.Low, s.High
}

// curveTitle states the finding about the last scenario.
func curveTitle(curves []curve, g analysis.Goal) string {
	c := curves[len(curves)-1]
	s := fmt.Sprintf("%s carries at most %s Mt per year", upperFirst(c.full), mega(c.peak))
	if len(curves) > 1 {
		s += fmt.Sprintf(" (%s: %s)", curves[0].short, mega(curves[0].peak))
	}
	switch {
	case g.Carried <= 0:
		return s
	case c.reached:
		return s + fmt.Sprintf("; the goal of %s Mt is reached from %s Mt offered", number(g.Carried, -1), mega(c.reachedFrom))
	case c.possible:
		return s + fmt.Sprintf("; whether the goal of %s Mt is reached is uncertain", number(g.Carried, -1))
	}
	return s + fmt.Sprintf("; the goal of %s Mt is not reached", number(g.Carried, -1))
}

// curvePanel is the upper panel, and the legend of the figure.
func curvePanel(curves []curve, g analysis.Goal) (panel, []key) {
	p := newPlot()
	xMax, yMax := 0.0, g.Carried*1.08
	for _, c := range curves {
		xMax = max(xMax, c.offered[len(c.offered)-1])
		for _, s := range c.carried {
			_, high := interval(s)
			yMax = max(yMax, high)
		}
	}
	xHigh, xTicks := round(xMax, 8)
	yHigh, yTicks := round(yMax, 6)
	p.Add(gridY(yTicks))
	for _, c := range curves {
		var low, high plotter.XYs
		for k, s := range c.carried {
			l, h := interval(s)
			low = append(low, plotter.XY{X: c.offered[k], Y: l})
			high = append(high, plotter.XY{X: c.offered[k], Y: h})
		}
		p.Add(band(low, high, tint(series[sign(c.scenario)], 0.25)))
	}
	diagonal := min(xHigh, yHigh)
	p.Add(line(plotter.XYs{{X: 0, Y: 0}, {X: diagonal, Y: diagonal}}, stroke(inkAxis, strokeGoal, dashReference...)))
	goalTo := xHigh
	if g.Carried > 0 {
		p.Add(line(plotter.XYs{{X: 0, Y: g.Carried}, {X: goalTo, Y: g.Carried}}, stroke(inkGoal, strokeGoal)))
	}
	var legend []key
	var labels []endLabel
	for _, c := range curves {
		points := make(plotter.XYs, len(c.offered))
		for k := range points {
			points[k] = plotter.XY{X: c.offered[k], Y: c.carried[k].Mean}
		}
		sty := stroke(series[sign(c.scenario)], strokeData, seriesDash[sign(c.scenario)]...)
		p.Add(line(points, sty), dots(points, series[sign(c.scenario)]))
		legend = append(legend, key{words: c.words, line: sty, fill: tint(series[sign(c.scenario)], 0.25)})
		end := points[len(points)-1].Y
		labels = append(labels, endLabel{end, bold(sizeLabel, seriesText[sign(c.scenario)]), strings.TrimPrefix(c.tag+": "+mega(end), ": ")})
	}
	if drawsCrossed(curves) {
		labels = append(labels, addCrossed(p, curves, g)...)
		legend = append(legend, key{words: "of it " + crossedWords(g), line: stroke(inkGrey, strokeCrossed)})
	}
	legend = append(legend, key{words: "carried = offered", line: stroke(inkAxis, strokeGoal, dashReference...)})
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		if g.Carried > 0 {
			boxed(c, plain(sizeLabel, textGoal), c.Min.X+4, y(g.Carried)+0.9*sizeLabel, 0, goalWords(g))
		}
	}), endLabels(labels))
	setX(p, 0, xHigh, silent(xTicks), "")
	setY(p, 0, yHigh, yTicks)
	return panel{heading: "Carried, Mt per year", plot: p, share: 2, right: endRoom(labels)}, legend
}

func curveTable(curves []curve) Table {
	t := Table{Header: []string{"scenario", "level", "offered [Mt/yr]", "carried [Mt/yr]", "carried low 95 % [Mt/yr]",
		"carried high 95 % [Mt/yr]", "carried across the cut [Mt/yr]", "transit P50 [d]", "transit P90 [d]"}}
	for _, c := range curves {
		for i, s := range c.carried {
			t.add(c.full, c.levels[i], c.offered[i], s.Mean, s.Low, s.High, c.crossed[i], c.p50[i], c.p90[i])
		}
	}
	return t
}

func curveAlt(curves []curve, g analysis.Goal) string {
	first := curves[0]
	s := fmt.Sprintf("Line chart. Freight offered from %s to %s Mt per year across; freight carried upwards.",
		mega(first.offered[0]), mega(first.offered[len(first.offered)-1]))
	var met []string
	for _, c := range curves {
		s += fmt.Sprintf(" %s reaches at most %s Mt per year, with P90 of %s days at the lowest and %s at the highest demand.",
			upperFirst(c.full), mega(c.peak), days(c.p90[0]), days(c.p90[len(c.p90)-1]))
		if words := fallen([]curve{c}); words != "" {
			s += " Its median falls although more is offered, since only what arrived counts (" + words + ")."
		}
		if _, most := rest(curves); most > 0 {
			s += fmt.Sprintf(" At the highest demand %s of its %s Mt go %s.", mega(c.crossed[len(c.crossed)-1]),
				mega(c.carried[len(c.carried)-1].Mean), crossedWords(g))
		}
		if c.reached {
			met = append(met, fmt.Sprintf("%s from %s Mt offered", c.full, mega(c.reachedFrom)))
		}
	}
	switch {
	case g.Carried <= 0:
		return s
	case len(met) == 0:
		return s + fmt.Sprintf(" No scenario surely reaches the goal of %s Mt.", number(g.Carried, -1))
	}
	return s + fmt.Sprintf(" The goal of %s Mt is reached by %s.", number(g.Carried, -1), strings.Join(met, " and "))
}
