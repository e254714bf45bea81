package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// A rung is one element of the corridor with its flows in Mt/yr.
type rung struct {
	analysis.Element
	sustainable float64 // NaN: no level is sustainable
	carried     float64 // at the highest level
}

// A ladder is the elements of one scenario, or of one year of it, in route order.
type ladder struct {
	scenario int
	variant  int // at the highest level
	year     int // 0: the whole run
	rungs    []rung
	binding  rung    // see mostBinding
	binds    bool    // or the binding element is only the closest to its limit
	why      string  // why no level is sustainable, "" if one is
	level    string  // the sustainable level
	small    float64 // Mt/yr: see smallElement
}

// rungsMax is the number of elements in a panel: those that are used most.
const rungsMax = 10

// capacityLadder is figure F19: what is installed, what can be sustained, and what is carried at
// the highest demand by the elements that are nearest to their limits. There is no line of the
// goal: it is a sum over the elements of a cut, and no single element has to reach it.
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
	small := 0.0
	for _, s := range scenarios {
		for _, year := range ladderYears(r, s) {
			l, err := readLadder(r, name, s, year)
			if err != nil {
				return Drawing{}, err
			}
			ladders = append(ladders, l)
			small = max(small, l.small)
		}
	}
	for i := range ladders {
		ladders[i].small = small // the same in all panels
	}
	if len(ladders) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: the results tell what is installed on the first day of several years, and not by year", name)
	}
	pitch := pitchFor(ladderNames(ladders))
	left := shorten(ladders, min(rungsMax, rowsFit(len(ladders), pitch)))
	d := newDrawing(r, name, scenarios...)
	d.Title = ladderTitle(r, ladders)
	d.Subtitle = "Mt per year of the cargo that uses an element, in route order"
	if left > 0 {
		d.Subtitle += "; the elements nearest to their limits"
	}
	d.Method = ladderMethod(r, ladders, left)
	high := ladderAxis(ladders)
	arrowRoom := arrowsWidth(ladders, high)
	for i, l := range ladders {
		d.panels = append(d.panels, ladderPanel(r, l, high, arrowRoom, i == len(ladders)-1))
	}
	d.legend = ladderLegend(ladders)
	d.fit(pitchFor(ladderNames(ladders)))
	d.Table = ladderTable(r, ladders)
	d.Caption = d.caption()
	d.Alt = ladderAlt(r, ladders)
	return d, nil
}

// readLadder collects the elements of one scenario in route order, with what their flows carry.
func readLadder(r *analysis.Report, figure string, scenario, year int) (ladder, error) {
	s := r.Header.Scenarios[scenario]
	variants := levels(r, scenario)
	if len(variants) == 0 {
		return ladder{}, fmt.Errorf("figure %s: no data: scenario %s has no variant", figure, s.Name)
	}
	l := ladder{scenario: scenario, variant: variants[len(variants)-1], year: year}
	l.small = smallElement * l.demand(r)
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
	for _, e := range l.elements(r) {
		g := rung{Element: e, sustainable: math.NaN()}
		var err error
		if g.carried, err = l.carriedThrough(r, figure, e, l.variant); err != nil {
			return l, err
		}
		if sustainable >= 0 {
			if g.sustainable, err = l.carriedThrough(r, figure, e, sustainable); err != nil {
				return l, err
			}
		}
		if err := l.mix(r, figure, &g); err != nil {
			return l, err
		}
		l.rungs = append(l.rungs, g)
	}
	if len(l.rungs) == 0 {
		return l, fmt.Errorf("figure %s: no data: no element of scenario %s has an installed capacity and carries something", figure, s.Name)
	}
	l.binding, l.binds = mostBinding(l.rungs)
	order := analysis.RouteOrder(s.Routes)
	rank := func(g rung) int { // pools are in no place: they follow
		if i := slices.Index(order, placeOf(g)); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(l.rungs, func(a, b rung) int { return rank(a) - rank(b) })
	return l, nil
}

// mix makes what is installed that for the mix of cargo carried: where one kind of cargo is left behind, more of another fits
// than in the mix offered. What is offered stays as it is.
func (l ladder) mix(r *analysis.Report, figure string, g *rung) error {
	taken := 0.0
	for i, each := range g.Each {
		sum, err := summary(r, figure, l.of(g.Flows[i], "carried"), l.variant)
		if err != nil {
			return err
		}
		taken += each * partOf(g.Element, i) * sum.Mean
	}
	if taken > 0 && g.carried > 0 {
		offered := g.offered()
		g.Installed = g.carried / taken
		g.Use = offered / g.Installed
	}
	return nil
}

// carriedThrough is what the flows that use an element carry together, in Mt/yr.
func (l ladder) carriedThrough(r *analysis.Report, figure string, e analysis.Element, variant int) (float64, error) {
	mt := 0.0
	for i, flow := range e.Flows {
		sum, err := summary(r, figure, l.of(flow, "carried.mass"), variant)
		if err != nil {
			return 0, err
		}
		mt += partOf(e, i) * sum.Mean / 1000
	}
	return mt, nil
}

// partOf is the share of a flow of an element that uses it, on paper.
func partOf(e analysis.Element, flow int) float64 {
	if len(e.Parts) == 0 {
		return 1
	}
	return e.Parts[flow]
}

// nearLimit is the share of installed from which an element is said to bind, if cargo is left behind
// there: no queue with chance in it serves all that is installed.
const nearLimit = 0.8

// leftBehind is the share of the offer below which what is not carried may be chance.
const leftBehind = 0.05

// mostBinding is the element near its limit that leaves most of its offer behind, in Mt/yr, or, if
// none does, the one nearest to its limit.
func mostBinding(rungs []rung) (most rung, binds bool) {
	for _, g := range rungs {
		if most.Installed == 0 || g.share() > most.share() {
			most = g
		}
	}
	least := 0.0
	for _, g := range rungs {
		left := g.offered() - g.carried
		more := left > least*(1+1e-9) // what the same flows leave behind is the same but for rounding
		if g.share() >= nearLimit && left > leftBehind*g.offered() && (more || left > least*(1-1e-9) && g.share() > most.share()) {
			most, least, binds = g, left, true
		}
	}
	return most, binds
}

// smallElement is the share of what the corridor is offered below which the capacity of an element that does not bind is not worth a
// headline.
const smallElement = 0.05

// headline is the element that the title names: the one that binds or, if none does, the one closest to its limit that is not small.
func (l ladder) headline() rung {
	if l.binds || l.binding.Installed >= l.small {
		return l.binding
	}
	most := rung{}
	for _, g := range l.rungs {
		if g.Installed >= l.small && (most.Installed == 0 || g.share() > most.share()) {
			most = g
		}
	}
	if most.Installed == 0 {
		return l.binding
	}
	return most
}

// placeOf is the path of the place that an element is in: kind and name.
func placeOf(g rung) string {
	parts := strings.SplitN(g.Path, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// share is what is carried of what is installed.
func (g rung) share() float64 { return g.carried / g.Installed }

// offered is what the highest level asks of the element, in Mt/yr.
func (g rung) offered() float64 { return g.Use * g.Installed }

// shorten keeps the elements that are used most in any scenario, the same in all so that panels
// can be compared, and returns how many it leaves out.
func shorten(ladders []ladder, rows int) (left int) {
	type ranked struct {
		path  string
		share float64
	}
	var all []ranked
	for _, l := range ladders {
		for _, g := range l.rungs {
			rank := g.share()
			if g.Path == l.binding.Path || g.Path == l.headline().Path || g.Path == l.tightestPool() {
				rank = math.Inf(1) // named in the title, or of another kind than all others
			}
			if i := slices.IndexFunc(all, func(o ranked) bool { return o.path == g.Path }); i >= 0 {
				all[i].share = max(all[i].share, rank)
				continue
			}
			all = append(all, ranked{g.Path, rank})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(b.share, a.share) })
	rows = min(rows, len(all))
	for i := range ladders {
		ladders[i].rungs = slices.DeleteFunc(ladders[i].rungs, func(g rung) bool {
			return !slices.ContainsFunc(all[:rows], func(o ranked) bool { return o.path == g.Path })
		})
	}
	return len(all) - rows
}

// tightestPool is the path of the pool of wagons or locomotives that is nearest to its limit; "" if there is none.
func (l ladder) tightestPool() (path string) {
	most := -1.0
	for _, g := range l.rungs {
		if g.isPool() && g.share() > most {
			path, most = g.Path, g.share()
		}
	}
	return path
}

// isPool tells whether an element is a pool of wagons or locomotives.
func (g rung) isPool() bool { return g.Kind == "wagon" || g.Kind == "loco" }

// ladderAxis is where the axis ends: at the longest bar, but not beyond three times the most that
// is carried or offered. Longer bars are cut and say so, and so do ticks of more than the longest bar.
func ladderAxis(ladders []ladder) float64 {
	matter, longest := 0.0, 0.0
	for _, l := range ladders {
		for _, g := range l.rungs {
			matter, longest = max(matter, g.carried, g.offered()), max(longest, g.Installed, g.carried)
		}
	}
	return min(longest, 3*matter)
}
