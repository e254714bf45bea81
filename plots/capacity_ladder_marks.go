package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

var (
	ladderInstalled = hex(0xCFE3F1)
	ladderCarried   = hex(0x0072B2)
	ladderSustained = hex(0x222222)
	ladderOffered   = hex(0xD55E00)
)

// ladderColumn heads the numbers at the right.
const ladderColumn = "carried of installed"

func ladderLegend(r *analysis.Report, ladders []ladder) []key {
	day := ""
	if ofYears(r, ladders) {
		day = ", first day"
	}
	keys := []key{
		{words: "installed, by formula" + day, fill: ladderInstalled},
		{words: "carried", fill: ladderCarried},
		{words: "offered" + day, line: stroke(ladderOffered, 1.2), tick: true},
	}
	if sustains(ladders) {
		keys = append(keys, key{words: "sustainable (highest level tried)", line: stroke(ladderSustained, 2), tick: true})
	}
	return keys
}

// ofYears tells whether any scenario is of several years, in which measures may change what is installed.
func ofYears(r *analysis.Report, ladders []ladder) bool {
	return slices.ContainsFunc(ladders, func(l ladder) bool { return len(r.Header.Scenarios[l.scenario].Months) > 12 })
}

// sustains tells whether any level of any scenario is sustainable.
func sustains(ladders []ladder) bool {
	return slices.ContainsFunc(ladders, func(l ladder) bool { return l.why == "" })
}

// ladderNames are the names in all panels.
func ladderNames(ladders []ladder) []string {
	var names []string
	for _, l := range ladders {
		names = append(names, rungNames(l)...)
	}
	return names
}

func rungNames(l ladder) []string {
	names := make([]string, len(l.rungs))
	for i, g := range l.rungs {
		names[i] = g.Name
	}
	return names
}

// ladderPanel draws the elements of one scenario.
func ladderPanel(r *analysis.Report, l ladder, high float64, arrowRoom vg.Length, lowest bool) panel {
	title := ""
	if lowest {
		title = "Mt per year"
	}
	p := newRows(len(l.rungs), high, inside(high, 6), title)
	sty := plain(sizeLabel, inkText)
	gap := arrowRoom + 12 // the same in all panels, so that columns stand under one another
	right := sty.Width(ladderColumn) + gap
	for _, g := range l.rungs {
		right = max(right, bold(sizeLabel, inkText).Width(rungEnd(g, high))+gap)
	}
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		putMiddle(c, plain(sizeLabel, inkGrey), c.Max.X+gap, c.Max.Y+5, 0, ladderColumn)
		for i, g := range l.rungs {
			at := y(float64(i))
			g.paint(c, x, at, rowHeight(y), high)
			ink := sty
			if g.Path == l.binding.Path {
				ink = bold(sizeLabel, inkText)
			}
			putMiddle(c, ink, c.Max.X+gap, at, 0, rungEnd(g, high))
			putMiddle(c, plain(sizeLabel, textGoal), c.Max.X+4, at, 0, offeredBeyond(g, high))
		}
	}))
	left := rowNames(p, rungNames(l))
	return panel{heading: variantHeading(r, l.variant), plot: p, share: float64(len(l.rungs)) + 0.2, left: left, right: right, above: 4}
}

// paint draws the bars of the element and the ticks that lie on the axis.
func (g rung) paint(c draw.Canvas, x func(float64) vg.Length, at, height vg.Length, high float64) {
	fillRect(c, x(0), at-height/2, x(min(g.Installed, high)), at+height/2, ladderInstalled)
	fillRect(c, x(0), at-height/4, x(min(g.carried, high)), at+height/4, ladderCarried)
	tick := func(mt float64, sty draw.LineStyle, reach vg.Length) {
		if mt <= high { // false for NaN
			c.StrokeLine2(sty, x(mt), at-height*reach, x(mt), at+height*reach)
		}
	}
	tick(g.offered(), stroke(ladderOffered, 1.2), 0.6)
	tick(g.sustainable, stroke(ladderSustained, 2), 0.45)
}

// rungEnd says what is carried of what is installed.
func rungEnd(g rung, high float64) string {
	s := fmt.Sprintf("%s of %s (%s)", significant(g.carried, 2), significant(g.Installed, 2), percent(g.share()))
	if g.beyond(high) {
		s = "→ " + s
	}
	return s
}

// beyond tells whether a bar is cut at the end of the axis.
func (g rung) beyond(high float64) bool { return max(g.Installed, g.carried) > high }

// offeredBeyond is what stands at the end of the axis for a tick that would lie beyond it, "" if it does not.
func offeredBeyond(g rung, high float64) string {
	if g.offered() <= high {
		return ""
	}
	return "→ " + significant(g.offered(), 2)
}

// arrowsWidth is the room that the numbers of ticks beyond the axis need between it and the column of numbers.
func arrowsWidth(ladders []ladder, high float64) vg.Length {
	var words []string
	for _, l := range ladders {
		for _, g := range l.rungs {
			words = append(words, offeredBeyond(g, high))
		}
	}
	return blockWidth(plain(sizeLabel, textGoal), words)
}

// ladderTitle names the element that binds each scenario or, at low demand, the one nearest to its limit,
// and what is carried of what is installed there.
func ladderTitle(r *analysis.Report, ladders []ladder) string {
	word := func(l ladder) string {
		if l.binds {
			return "Binding element: "
		}
		if l.headline().Path != l.binding.Path {
			return fmt.Sprintf("Closest to its limit, of elements from %s Mt on: ", number(smallElement, -1))
		}
		return "Closest to its limit: "
	}
	installed := " of installed"
	if ofYears(r, ladders) {
		installed = " of what is installed on the first day"
	}
	share := func(l ladder) string { return "carried " + percent(l.headline().share()) + installed }
	first, last := ladders[0], ladders[len(ladders)-1]
	if len(ladders) == 1 {
		return fmt.Sprintf("%s%s (%s)", word(last), last.headline().Name, share(last))
	}
	short := shortNames(r)
	from, to := short[first.scenario], short[last.scenario]
	if first.headline().Path == last.headline().Path && word(first) == word(last) {
		return fmt.Sprintf("%s%s (%s: %s; %s: %s)", word(last), last.headline().Name, from, share(first), to, percent(last.headline().share()))
	}
	second := " and "
	if word(first) != word(last) {
		second = "; " + strings.ToLower(word(last)[:1]) + word(last)[1:]
	}
	return fmt.Sprintf("%s%s (%s: %s)%s%s (%s: %s)", word(first), first.headline().Name, from, share(first),
		second, last.headline().Name, to, percent(last.headline().share()))
}

// hasPools tells whether rolling stock is finite in any of the scenarios.
func hasPools(r *analysis.Report, ladders []ladder) bool {
	return slices.ContainsFunc(ladders, func(l ladder) bool {
		return slices.ContainsFunc(r.Header.Variants[l.variant].Metrics, func(m analysis.Metric) bool {
			return strings.HasPrefix(m.Name, "wagon.") || strings.HasPrefix(m.Name, "loco.")
		})
	})
}

func ladderMethod(r *analysis.Report, ladders []ladder, left int) string {
	s := "Installed: for the mix of cargo carried."
	if ofYears(r, ladders) {
		s = "Installed and offered: as on the first day, before any measure inside the run; carried: mean of all years, so it may be more than offered."
	}
	if sustains(ladders) {
		s += " Sustainable: queues stable, promise kept."
	}
	if slices.ContainsFunc(ladders, func(l ladder) bool { return l.binds }) {
		s += " Bold: the binding element, near its limit and with most cargo left behind."
	} else {
		s += " Bold: closest to its limit"
		if slices.ContainsFunc(ladders, func(l ladder) bool { return l.headline().Path != l.binding.Path }) {
			s += ", however small"
		}
		s += "."
	}
	if hasPools(r, ladders) {
		s += " Wagons and locomotives are no elements: how long one is away depends on the waits."
	}
	short, high := shortNames(r), ladderAxis(ladders)
	if slices.ContainsFunc(ladders, func(l ladder) bool {
		return slices.ContainsFunc(l.rungs, func(g rung) bool { return g.beyond(high) || offeredBeyond(g, high) != "" })
	}) {
		s += " →: goes on beyond the axis."
	}
	for _, l := range ladders {
		if l.why != "" {
			s += fmt.Sprintf(" %s: no sustainable level (%s).", upperFirst(short[l.scenario]), l.why)
		} else {
			s += fmt.Sprintf(" %s: sustainable at level %s.", upperFirst(short[l.scenario]), l.level)
		}
	}
	if left > 0 {
		s += fmt.Sprintf(" %s with more to spare not shown.", upperFirst(count(left, "element")))
	}
	return s
}

func ladderTable(r *analysis.Report, ladders []ladder) Table {
	t := Table{Header: []string{"scenario", "order", "element", "name", "capacity", "flow [Mt/yr]"}}
	for _, l := range ladders {
		title := fullName(r.Header.Scenarios[l.scenario])
		for i, g := range l.rungs {
			t.add(title, i, g.Path, g.Name, "installed", g.Installed)
			t.add(title, i, g.Path, g.Name, "offered", g.offered())
			t.add(title, i, g.Path, g.Name, "sustainable", g.sustainable)
			t.add(title, i, g.Path, g.Name, "carried", g.carried)
		}
	}
	return t
}

func ladderAlt(r *analysis.Report, ladders []ladder) string {
	alt := "Bar chart, one bar for each element in route order: installed, offered and carried Mt per year."
	if sustains(ladders) {
		alt = strings.Replace(alt, "offered and", "offered, sustainable and", 1)
	}
	for _, l := range ladders {
		full, words := 0, "the element closest to its limit is "
		if l.binds {
			words = "the binding element is "
		}
		for _, g := range l.rungs {
			if g.offered() > g.Installed {
				full++
			}
		}
		alt += fmt.Sprintf(" %s: %s, %s of %s Mt per year installed; %d of %d elements are offered more than is installed.",
			variantHeading(r, l.variant), words+l.binding.Name, significant(l.binding.carried, 2), significant(l.binding.Installed, 2), full, len(l.rungs))
		if !math.IsNaN(l.binding.sustainable) {
			alt += fmt.Sprintf(" It sustains %s Mt per year.", significant(l.binding.sustainable, 2))
		}
	}
	return alt
}
