package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A rung is one element of the corridor with its three capacities in Mt/yr.
type rung struct {
	place       analysis.Place
	installed   float64
	sustainable float64 // NaN: no level is sustainable
	carried     float64 // at the highest level
}

// A ladder is the elements of one scenario, in route order.
type ladder struct {
	scenario int
	variant  int // at the highest level
	rungs    []rung
	left     int    // elements with most spare capacity that are not shown
	binding  rung   // the element that is used most
	why      string // why no level is sustainable, "" if one is
	level    string // the sustainable level
	goal     analysis.Goal
}

// capacityLadder is figure F19: what is installed, what can be sustained, and what is carried at
// the highest demand, for each element with an installed capacity, against the goal.
func capacityLadder(r *analysis.Report) (Drawing, error) {
	const name = "capacity-ladder"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	scenarios := []int{0}
	if n := len(r.Header.Scenarios); n > 1 {
		scenarios = append(scenarios, n-1)
	}
	var ladders []ladder
	for _, s := range scenarios {
		l, err := readLadder(r, name, s)
		if err != nil {
			return Drawing{}, err
		}
		ladders = append(ladders, l)
	}
	names := ladderNames(ladders)
	for i := range ladders {
		ladders[i].shorten(rowsFit(len(ladders), pitchFor(names)))
	}
	d := newDrawing(r, name, scenarios...)
	last := ladders[len(ladders)-1]
	d.Title = ladderTitle(r, ladders)
	d.Subtitle = fmt.Sprintf("Mt per year of all traffic through each element, in route order; goal: %s Mt at %s",
		number(last.goal.Carried, -1), goalPlace(r.Header.Scenarios[last.scenario]))
	if last.goal.Carried <= 0 {
		d.Subtitle = "Mt per year of all traffic through each element, in route order"
	}
	d.Method = ladderMethod(r, ladders)
	high := ladderAxis(ladders)
	ticks := inside(high, 6)
	for i, l := range ladders {
		d.panels = append(d.panels, ladderPanel(r, l, high, ticks, i == len(ladders)-1))
	}
	d.legend = []key{
		{words: "installed, by formula", fill: ladderInstalled},
		{words: "carried at the highest demand", fill: ladderCarried},
		{words: "sustainable: queues stable, time promise kept", line: stroke(ladderSustained, 2), tick: true},
	}
	d.fit(pitchFor(ladderNames(ladders)))
	d.Table = ladderTable(r, ladders)
	d.Caption = d.caption()
	d.Alt = ladderAlt(r, ladders)
	return d, nil
}

var (
	ladderInstalled = hex(0xCFE3F1)
	ladderCarried   = hex(0x0072B2)
	ladderSustained = hex(0x222222)
)

// ladderColumn heads the numbers at the right.
const ladderColumn = "carried of installed"

// readLadder collects the elements of one scenario that have an installed capacity.
func readLadder(r *analysis.Report, figure string, scenario int) (ladder, error) {
	s := r.Header.Scenarios[scenario]
	variants := levels(r, scenario)
	if len(variants) == 0 {
		return ladder{}, fmt.Errorf("figure %s: no data: scenario %s has no variant", figure, s.Name)
	}
	l := ladder{scenario: scenario, variant: variants[len(variants)-1], goal: s.Goal}
	level, sustained, why := r.Sustainable(scenario)
	sustainable := -1
	if sustained {
		var found bool
		if sustainable, found = r.Find(scenario, level); !found {
			panic(fmt.Sprintf("plots: readLadder: analysis names level %d of scenario %s as sustainable, which has no variant", level, s.Name))
		}
		l.level = r.Header.Levels[level]
	} else {
		l.why = why
	}
	for _, p := range s.Places {
		if p.Installed <= 0 {
			continue
		}
		g := rung{place: p, installed: p.Installed, sustainable: math.NaN()}
		carried, err := summary(r, figure, p.Path+".throughput", l.variant)
		if err != nil {
			return l, err
		}
		g.carried = carried.Mean
		if sustainable >= 0 {
			sum, err := summary(r, figure, p.Path+".throughput", sustainable)
			if err != nil {
				return l, err
			}
			g.sustainable = sum.Mean
		}
		l.rungs = append(l.rungs, g)
		if l.binding.installed == 0 || g.use() > l.binding.use() {
			l.binding = g
		}
	}
	if len(l.rungs) == 0 {
		return l, fmt.Errorf("figure %s: no data: no place of scenario %s has an installed capacity", figure, s.Name)
	}
	return l, nil
}

// use is the share of the installed capacity that is carried.
func (g rung) use() float64 { return g.carried / g.installed }

// shorten leaves out the elements that are used least, so that two panels fit on a page.
func (l *ladder) shorten(rows int) {
	if len(l.rungs) <= rows {
		return
	}
	uses := make([]float64, len(l.rungs))
	for i, g := range l.rungs {
		uses[i] = g.use()
	}
	slices.Sort(uses)
	limit := uses[len(uses)-rows]
	all := len(l.rungs)
	l.rungs = slices.DeleteFunc(l.rungs, func(g rung) bool { return g.use() < limit })
	l.left = all - len(l.rungs)
}

// ladderAxis is where the axis ends: at the longest bar, but not beyond three times what matters,
// the goal or the most that is carried. Longer bars are cut and say so.
func ladderAxis(ladders []ladder) float64 {
	matter, longest := 0.0, 0.0
	for _, l := range ladders {
		matter = max(matter, l.goal.Carried)
		for _, g := range l.rungs {
			matter, longest = max(matter, g.carried), max(longest, g.installed, g.carried)
		}
	}
	return min(longest, 3*matter)
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
		names[i] = g.place.Name
	}
	return names
}

// ladderPanel draws the elements of one scenario.
func ladderPanel(r *analysis.Report, l ladder, high float64, ticks []plot.Tick, lowest bool) panel {
	title := ""
	if lowest {
		title = "Mt per year"
	}
	p := newRows(len(l.rungs), high, ticks, title)
	sty := plain(sizeLabel, inkText)
	right := sty.Width(ladderColumn) + 5
	for _, g := range l.rungs {
		right = max(right, bold(sizeLabel, inkText).Width(rungEnd(g, high))+5)
	}
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		height := rowHeight(y)
		putMiddle(c, plain(sizeLabel, inkGrey), c.Max.X+5, c.Max.Y+7, 0, ladderColumn)
		for i, g := range l.rungs {
			at := y(float64(i))
			fillRect(c, x(0), at-height/2, x(min(g.installed, high)), at+height/2, ladderInstalled)
			fillRect(c, x(0), at-height/4, x(min(g.carried, high)), at+height/4, ladderCarried)
			if !math.IsNaN(g.sustainable) && g.sustainable <= high {
				c.StrokeLine2(stroke(ladderSustained, 2), x(g.sustainable), at-height*0.6, x(g.sustainable), at+height*0.6)
			}
			ink := sty
			if g.place.Path == l.binding.place.Path {
				ink = bold(sizeLabel, inkText)
			}
			putMiddle(c, ink, c.Max.X+5, at, 0, rungEnd(g, high))
		}
		if l.goal.Carried > 0 && l.goal.Carried <= high {
			at := x(l.goal.Carried)
			c.StrokeLine2(stroke(inkGoal, strokeGoal), at, c.Min.Y, at, c.Max.Y+2)
			align := vg.Length(0.5)
			if at+plain(sizeLabel, textGoal).Width(goalWords(l.goal))/2 > c.Max.X {
				align = 1 // or the words would run into the heading of the numbers
			}
			putMiddle(c, plain(sizeLabel, textGoal), at, c.Max.Y+7, align, goalWords(l.goal))
		}
	}))
	left := rowNames(p, rungNames(l))
	return panel{heading: variantHeading(r, l.variant), plot: p, share: float64(len(l.rungs)) + 0.2, left: left, right: right, above: 10}
}

// rungEnd says what is carried of what is installed.
func rungEnd(g rung, high float64) string {
	s := fmt.Sprintf("%s of %s (%s)", mega(g.carried), mega(g.installed), percent(g.use()))
	if g.installed > high || g.carried > high {
		s = "→ " + s
	}
	return s
}

// ladderTitle names the element nearest to its installed capacity. Whether it binds is not said:
// at low demand nothing does.
func ladderTitle(r *analysis.Report, ladders []ladder) string {
	short := shortNames(r)
	s := "Closest to its limit: "
	for i, l := range ladders {
		if i > 0 {
			s += ", "
		}
		when := ""
		if len(ladders) > 1 {
			when = short[l.scenario] + ": "
		}
		s += fmt.Sprintf("%s (%s%s of installed)", l.binding.place.Name, when, percent(l.binding.use()))
	}
	return s
}

func ladderMethod(r *analysis.Report, ladders []ladder) string {
	s := "Bold: the element closest to its limit."
	short, high := shortNames(r), ladderAxis(ladders)
	if slices.ContainsFunc(ladders, func(l ladder) bool {
		return slices.ContainsFunc(l.rungs, func(g rung) bool { return max(g.installed, g.carried) > high })
	}) {
		s += " →: the bar goes on beyond the axis."
	}
	for _, l := range ladders {
		if l.why != "" {
			s += fmt.Sprintf(" %s: no sustainable level (%s).", upperFirst(short[l.scenario]), l.why)
		} else {
			s += fmt.Sprintf(" %s: sustainable at level %s.", upperFirst(short[l.scenario]), l.level)
		}
		if l.left > 0 {
			s += fmt.Sprintf(" %s with more to spare not shown.", upperFirst(count(l.left, "element")))
		}
	}
	return s
}

func ladderTable(r *analysis.Report, ladders []ladder) Table {
	t := Table{Header: []string{"scenario", "order", "place", "name", "capacity", "flow [Mt/yr]"}}
	for _, l := range ladders {
		title := fullName(r.Header.Scenarios[l.scenario])
		for i, g := range l.rungs {
			t.add(title, i, g.place.Path, g.place.Name, "installed", g.installed)
			t.add(title, i, g.place.Path, g.place.Name, "sustainable", g.sustainable)
			t.add(title, i, g.place.Path, g.place.Name, "carried", g.carried)
		}
	}
	return t
}

func ladderAlt(r *analysis.Report, ladders []ladder) string {
	alt := "Bar chart, one bar for each element in route order: installed, sustainable and carried Mt per year."
	for _, l := range ladders {
		alt += fmt.Sprintf(" %s: %s is closest to its limit, %s of %s Mt per year installed.", variantHeading(r, l.variant),
			l.binding.place.Name, mega(l.binding.carried), mega(l.binding.installed))
		if l.goal.Carried > 0 {
			low := 0
			for _, g := range l.rungs {
				if g.installed < l.goal.Carried {
					low++
				}
			}
			alt += fmt.Sprintf(" Elements with less installed than the goal of %s Mt: %d of %d.", number(l.goal.Carried, -1), low, len(l.rungs))
		}
	}
	return alt
}
