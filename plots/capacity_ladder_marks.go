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

func ladderLegend(ladders []ladder) []key {
	keys := []key{
		{words: "installed, by formula", fill: ladderInstalled},
		{words: "carried", fill: ladderCarried},
		{words: "offered", line: stroke(ladderOffered, 1.2), tick: true},
	}
	if sustains(ladders) {
		keys = append(keys, key{words: "sustainable (highest level tried)", line: stroke(ladderSustained, 2), tick: true})
	}
	return keys
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
	return panel{heading: l.heading(r), plot: p, share: float64(len(l.rungs)) + 0.2, left: left, right: right, above: 4}
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
	small := slices.ContainsFunc(ladders, func(l ladder) bool { return l.headline().Path != l.binding.Path })
	word := func(l ladder) string {
		if l.binds {
			return "Binding element: "
		}
		if small && l.headline().Installed >= l.small {
			return fmt.Sprintf("Closest to its limit, of elements from %s Mt on: ", number(twoDigits(l.small), -1))
		}
		return "Closest to its limit: "
	}
	share := func(l ladder) string { return "carried " + percent(l.headline().share()) + " of installed" }
	first, last := ladders[0], ladders[len(ladders)-1]
	if len(ladders) == 1 {
		return fmt.Sprintf("%s%s (%s)", word(last), last.headline().Name, share(last))
	}
	from, to := first.short(r), last.short(r)
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

// hasPools tells whether any element shown is a pool of wagons or locomotives.
func hasPools(ladders []ladder) bool {
	return slices.ContainsFunc(ladders, func(l ladder) bool {
		return slices.ContainsFunc(l.rungs, rung.isPool)
	})
}

func ladderMethod(r *analysis.Report, ladders []ladder, left int) string {
	s := "Installed: for the mix of cargo carried."
	if slices.ContainsFunc(ladders, func(l ladder) bool { return l.year > 0 }) {
		s = "Installed, carried and offered: of the year named; installed is the mean over it, for the mix of cargo carried. Of cargo of the year before carried may be more than offered."
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
	if hasPools(ladders) {
		s += " Wagons and locomotives: by their least turn-round, undisturbed, the surplus running back empty; waits make it longer, and less is carried." + ladderLoads(r, ladders)
	}
	s += ladderWaits(r, ladders)
	high := ladderAxis(ladders)
	if slices.ContainsFunc(ladders, func(l ladder) bool {
		return slices.ContainsFunc(l.rungs, func(g rung) bool { return g.beyond(high) || offeredBeyond(g, high) != "" })
	}) {
		s += " →: goes on beyond the axis."
	}
	for i, l := range ladders {
		if i > 0 && l.scenario == ladders[i-1].scenario {
			continue // levels are of whole runs
		}
		name := shortNames(r)[l.scenario]
		if l.why != "" {
			s += fmt.Sprintf(" %s: no sustainable level (%s).", upperFirst(name), l.why)
		} else {
			s += fmt.Sprintf(" %s: sustainable at level %s.", upperFirst(name), l.level)
		}
	}
	if left > 0 {
		s += fmt.Sprintf(" %s with more to spare not shown.", upperFirst(count(left, "element")))
	}
	return s
}

func ladderTable(r *analysis.Report, ladders []ladder) Table {
	t := Table{Header: []string{"scenario", "year", "order", "element", "name", "capacity", "flow [Mt/yr]"}}
	for _, l := range ladders {
		title, year := fullName(r.Header.Scenarios[l.scenario]), ""
		if l.year > 0 {
			year = fmt.Sprint(l.year)
		}
		for i, g := range l.rungs {
			t.add(title, year, i, g.Path, g.Name, "installed", g.Installed)
			t.add(title, year, i, g.Path, g.Name, "offered", g.offered())
			t.add(title, year, i, g.Path, g.Name, "sustainable", g.sustainable)
			t.add(title, year, i, g.Path, g.Name, "carried", g.carried)
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
			l.heading(r), words+l.binding.Name, significant(l.binding.carried, 2), significant(l.binding.Installed, 2), full, len(l.rungs))
		if !math.IsNaN(l.binding.sustainable) {
			alt += fmt.Sprintf(" It sustains %s Mt per year.", significant(l.binding.sustainable, 2))
		}
	}
	return alt
}
