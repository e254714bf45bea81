package plots

import (
	"fmt"
	"math"
	"slices"

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

func ladderLegend() []key {
	return []key{
		{words: "installed, by formula", fill: ladderInstalled},
		{words: "carried", fill: ladderCarried},
		{words: "offered", line: stroke(ladderOffered, 1.2), tick: true},
		{words: "sustainable: queues stable, promise kept", line: stroke(ladderSustained, 2), tick: true},
	}
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
func ladderPanel(r *analysis.Report, l ladder, high float64, lowest bool) panel {
	title := ""
	if lowest {
		title = "Mt per year"
	}
	p := newRows(len(l.rungs), high, inside(high, 6), title)
	sty := plain(sizeLabel, inkText)
	right := sty.Width(ladderColumn) + 5
	for _, g := range l.rungs {
		right = max(right, bold(sizeLabel, inkText).Width(rungEnd(g, high))+5)
	}
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		putMiddle(c, plain(sizeLabel, inkGrey), c.Max.X+5, c.Max.Y+5, 0, ladderColumn)
		for i, g := range l.rungs {
			at := y(float64(i))
			g.paint(c, x, at, rowHeight(y), high)
			ink := sty
			if g.Path == l.binding.Path {
				ink = bold(sizeLabel, inkText)
			}
			putMiddle(c, ink, c.Max.X+5, at, 0, rungEnd(g, high))
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

func (g rung) beyond(high float64) bool { return max(g.Installed, g.carried, g.offered()) > high }

// ladderTitle names the element that binds or, at low demand, the one nearest to its limit.
func ladderTitle(r *analysis.Report, ladders []ladder) string {
	first, last := ladders[0], ladders[len(ladders)-1]
	words := "Closest to its limit: "
	if last.binds {
		words = "Most is left behind at "
	}
	words += last.binding.Name
	if len(ladders) == 1 {
		return words + fmt.Sprintf(" (%s of installed)", percent(last.binding.share()))
	}
	short := shortNames(r)
	from, to := short[first.scenario], short[last.scenario]
	if first.binding.Path == last.binding.Path {
		return words + fmt.Sprintf(" (%s: %s, %s: %s of installed)", from, percent(first.binding.share()), to, percent(last.binding.share()))
	}
	return words + fmt.Sprintf(" (%s: %s of installed; %s: %s, %s)", to, percent(last.binding.share()),
		from, first.binding.Name, percent(first.binding.share()))
}

func ladderMethod(r *analysis.Report, ladders []ladder, left int) string {
	s := "Installed: for the mix of cargo offered. Bold: near its limit, and most left behind."
	if !slices.ContainsFunc(ladders, func(l ladder) bool { return l.binds }) {
		s = "Installed: for the mix of cargo offered. Bold: closest to its limit."
	}
	short, high := shortNames(r), ladderAxis(ladders)
	if slices.ContainsFunc(ladders, func(l ladder) bool {
		return slices.ContainsFunc(l.rungs, func(g rung) bool { return g.beyond(high) })
	}) {
		s += " →: the bar or a tick goes on beyond the axis."
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
	alt := "Bar chart, one bar for each element in route order: installed, offered, sustainable and carried Mt per year."
	for _, l := range ladders {
		full, words := 0, "the element closest to its limit is "
		if l.binds {
			words = "most is left behind at "
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
