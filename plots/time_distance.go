package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

const (
	routesMax   = 3   // panels of one figure
	journeysMax = 3   // lines of one panel
	nodeKm      = 1.0 // a step shorter than this is a node
	stepDays    = 1.0 // a stay at a node longer than this is written beside the line
)

// A journey is the way of one flow in one variant.
type journey struct {
	variant int
	sign    int    // of the scenario: colour and dash
	tag     string // at the end of the line; "" if there is only one
	steps   []analysis.StepTime
}

// A route is one panel: the journeys of one flow in the variants shown.
type route struct {
	analysis.Route
	units    float64 // carried per year in the last scenario, by this route
	journeys []journey
}

// timeDistance is figure F4, the time–distance chart of the UNESCAP method: km across, days since
// departure upwards, so that a vertical step is the time at a node. A panel for each main route,
// since nodes and sea lie at other km on each; a line for each scenario, all at the lowest demand:
// there they can be compared, and no queue grows without end.
func timeDistance(r *analysis.Report) (Drawing, error) {
	const name = "time-distance"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	var variants []int
	shown, left := shownScenarios(r, journeysMax)
	for _, s := range shown {
		if of := levels(r, s); len(of) > 0 {
			variants = append(variants, of[0])
		}
	}
	routes, err := mainRoutes(r, name, variants)
	if err != nil {
		return Drawing{}, err
	}
	last := variants[len(variants)-1]
	family := r.Header.Scenarios[r.Header.Variants[last].Scenario].Goal.Family
	d := newDrawing(r, name, scenariosOf(r, variants)...)
	d.Height = vg.Length(42+60*len(routes)) * vg.Millimeter
	d.Title = routesTitle(r, routes)
	d.Subtitle = fmt.Sprintf("Mean days since departure against km from the origin, %s cargo %sbound, %s; a vertical step is time at a node",
		family, routes[0].Direction, offered(r, last))
	if mean := meanByWay(r, last, routes[0].Flow); mean != "" {
		d.Subtitle = strings.Replace(d.Subtitle, "; a vertical", ", "+mean+"; a vertical", 1)
	}
	d.Method = "UNESCAP time–distance method. Means over replications; band: P10–P90 of units." + otherWays(r, routes) + laterWays(r, routes) + otherRoutes(r, routes) + mediansByYear(r, variants)
	if left > 0 {
		d.Method += fmt.Sprintf(" %s not shown.", upperFirst(count(left, "scenario")))
	}
	high := 0.0
	for _, t := range routes {
		for _, j := range t.journeys {
			for _, s := range j.steps {
				high = max(high, s.Exit, notNaN(s.P90))
			}
		}
	}
	high, ticks := round(high, 5)
	for _, t := range routes {
		d.panels = append(d.panels, routePanel(t, high, ticks))
	}
	_, words := journeyTags(r, variants)
	for i, v := range variants {
		s := sign(r.Header.Variants[v].Scenario)
		d.legend = append(d.legend, key{words: words[i], line: roadStroke(s), fill: tint(series[s], 0.2)})
	}
	d.legend = append(d.legend, key{words: "sea", fill: fillSea})
	d.Table = routesTable(r, routes)
	d.Caption = d.caption()
	d.Alt = routesAlt(r, routes)
	return d, nil
}

// journeyTags are the tags of the scenarios and the words of their legend entries.
func journeyTags(r *analysis.Report, variants []int) (tag, words []string) {
	var short, full []string
	for _, v := range variants {
		s := r.Header.Variants[v].Scenario
		short, full = append(short, shortNames(r)[s]), append(full, fullName(r.Header.Scenarios[s]))
	}
	if len(variants) == 1 {
		return []string{""}, full
	}
	return tags(short, full)
}

func roadStroke(i int) draw.LineStyle { return stroke(series[i], strokeRoad, seriesDash[i]...) }

func notNaN(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// mainRoutes picks the flows of the goal's family with most units in the last scenario by the route that they name first, of which
// times are known, one for each destination, and reads their times in all scenarios that have them.
func mainRoutes(r *analysis.Report, figure string, variants []int) ([]route, error) {
	last := variants[len(variants)-1]
	s := r.Header.Scenarios[r.Header.Variants[last].Scenario]
	direction, err := mainDirection(r, figure, r.Header.Variants[last].Scenario)
	if err != nil {
		return nil, err
	}
	var all []route
	var others []string // of which nothing came by the first route by name
	for _, way := range s.Routes {
		if way.Family != s.Goal.Family || way.Direction != direction || len(way.Steps) == 0 {
			continue
		}
		carried, err := summary(r, figure, "flow."+way.Flow+".carried", last)
		if err != nil {
			return nil, err
		}
		if t := (route{Route: way, units: carried.Mean * r.FirstRouteShare(last, way.Flow)}); t.units > 0 || carried.Mean == 0 {
			all = append(all, t)
		} else {
			others = append(others, way.Flow)
		}
	}
	slices.SortStableFunc(all, func(a, b route) int { return cmp.Compare(b.units, a.units) })
	var routes []route
	for _, t := range all {
		known := slices.ContainsFunc(routes, func(o route) bool { return o.destination() == t.destination() })
		if !known && len(routes) < routesMax {
			if err := t.read(r, figure, variants); err != nil {
				return nil, err
			}
			routes = append(routes, t)
		}
	}
	if len(routes) == 0 && len(others) > 0 {
		return nil, fmt.Errorf("figure %s: no data: nothing of %s came by the first of its routes by name, the only one of which times are kept: give that name to the one that carries most", figure, listed(others))
	}
	if len(routes) == 0 {
		return nil, fmt.Errorf("figure %s: no data: scenario %s has no route of family %q %sbound with steps", figure, s.Name, s.Goal.Family, direction)
	}
	return routes, nil
}

func (t route) destination() string { return t.Steps[len(t.Steps)-1].Place }

// read collects the journeys of the route. Other scenarios than the last may not have the flow at all.
func (t *route) read(r *analysis.Report, figure string, variants []int) error {
	tag, _ := journeyTags(r, variants)
	for i, v := range variants {
		scenario := r.Header.Scenarios[r.Header.Variants[v].Scenario]
		if !slices.ContainsFunc(scenario.Routes, func(o analysis.Route) bool { return o.Flow == t.Flow }) {
			continue
		}
		steps := analysis.TimeDistance(r, v, t.Flow)
		if len(steps) == 0 {
			return fmt.Errorf("figure %s: no data: flow %s of %s has no steps with times", figure, t.Flow, variantName(r, v))
		}
		for _, s := range steps {
			if math.IsNaN(s.Entry) || math.IsNaN(s.Exit) {
				return fmt.Errorf("figure %s: no data: the time of flow %s at place %s of %s is not known", figure, t.Flow, s.Place, variantName(r, v))
			}
		}
		t.journeys = append(t.journeys, journey{variant: v, sign: sign(r.Header.Variants[v].Scenario), tag: tag[i], steps: steps})
	}
	return nil
}

// days from origin to destination.
func (j journey) days() float64 { return j.steps[len(j.steps)-1].Exit }

// points are the line of the journey.
func (j journey) points() plotter.XYs {
	points := plotter.XYs{{X: j.steps[0].KmStart, Y: j.steps[0].Entry}}
	for _, s := range j.steps {
		points = append(points, plotter.XY{X: s.KmStart, Y: s.Entry}, plotter.XY{X: s.Km, Y: s.Exit})
	}
	return points
}

// band is the area between P10 and P90, or nil when a step has none.
func (j journey) band() plot.Plotter {
	origin := plotter.XY{X: j.steps[0].KmStart, Y: j.steps[0].Entry}
	low, high := plotter.XYs{origin}, plotter.XYs{origin}
	for _, s := range j.steps {
		if math.IsNaN(s.P10) || math.IsNaN(s.P90) {
			return nil
		}
		low, high = append(low, plotter.XY{X: s.Km, Y: s.P10}), append(high, plotter.XY{X: s.Km, Y: s.P90})
	}
	return band(low, high, alpha(series[j.sign], 0.2))
}

func routePanel(t route, high float64, ticks []plot.Tick) panel {
	p := newPlot()
	end := t.Steps[len(t.Steps)-1].Km
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) { shadeSea(c, x, t.shown().steps) }), gridY(ticks))
	for _, j := range t.journeys {
		if b := j.band(); b != nil {
			p.Add(b)
		}
	}
	var labels []endLabel
	for _, j := range t.journeys {
		p.Add(line(j.points(), roadStroke(j.sign)))
		words := strings.TrimPrefix(j.tag+": "+days(j.days())+" d", ": ")
		labels = append(labels, endLabel{j.days(), bold(sizeLabel, seriesText[j.sign]), words})
		end = max(end, j.steps[len(j.steps)-1].Km)
	}
	nodes := nodesOf(t.shown().steps)
	p.Add(endLabels(labels), paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		stepLabels(c, x, y, t.journeys)
		paintNodes(c, x, nodes)
	}))
	setX(p, 0, end, nil, "")
	setY(p, 0, high, ticks)
	return panel{heading: t.heading() + ": days since departure", plot: p, share: 1, right: max(endRoom(labels), 2*nodeHang), below: nodesHeight(nodes)}
}

// shown is the journey whose way the axis shows: km, names and sea are its.
func (t route) shown() journey { return t.journeys[len(t.journeys)-1] }

func (t route) heading() string { return routeName(t.Route) }

// routesTitle compares the first and the last scenario on the main route, and says how long
// both stay where the last one stays longest.
func routesTitle(r *analysis.Report, routes []route) string {
	t := routes[0]
	j := t.shown()
	worst := j.steps[0]
	for _, s := range j.steps {
		if s.Exit-s.Entry > worst.Exit-worst.Entry {
			worst = s
		}
	}
	stay := days(worst.Exit - worst.Entry)
	at := " of them at " + analysis.Brief(worst.Name)
	if len(t.journeys) == 1 {
		over := ""
		if mean := meanByWay(r, j.variant, t.Flow); mean != "" {
			over = " (" + mean + ")"
		}
		return fmt.Sprintf("%s: %s days%s, %s", t.heading(), days(j.days()), over, stay+at)
	}
	short, first := shortNames(r), t.journeys[0]
	title := fmt.Sprintf("%s: %s days (%s) and %s (%s)", t.heading(), days(first.days()), short[r.Header.Variants[first.variant].Scenario],
		days(j.days()), short[r.Header.Variants[j.variant].Scenario])
	for _, s := range first.steps {
		if s.Place == worst.Place {
			return title + ", " + days(s.Exit-s.Entry) + " and " + stay + at
		}
	}
	return title // the first scenario goes another way
}

func routesTable(r *analysis.Report, routes []route) Table {
	t := Table{Header: []string{"scenario", "level", "offered [Mt/yr]", "flow", "order", "place", "name",
		"distance at entry [km]", "distance at exit [km]", "time at entry [d]", "time at exit [d]", "P10 at exit [d]", "P90 at exit [d]"}}
	for _, way := range routes {
		for _, j := range way.journeys {
			v := r.Header.Variants[j.variant]
			for i, s := range j.steps {
				t.add(fullName(r.Header.Scenarios[v.Scenario]), r.Header.Levels[v.Level], r.Offered(j.variant), way.Flow, i, s.Place, s.Name,
					s.KmStart, s.Km, s.Entry, s.Exit, s.P10, s.P90)
			}
		}
	}
	return t
}

func routesAlt(r *analysis.Report, routes []route) string {
	alt := "Line chart. Kilometres from the origin across, days since departure upwards, one panel for each route."
	for _, t := range routes {
		alt += " " + upperFirst(t.heading()) + ":"
		for i, j := range t.journeys {
			if i > 0 {
				alt += ";"
			}
			alt += fmt.Sprintf(" %s days over %s km with %s", days(j.days()), number(math.Round(j.steps[len(j.steps)-1].Km), 0), variantHeading(r, j.variant))
		}
		alt += "."
	}
	return alt
}
