package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

const (
	mareyDays   = 10 // of the whole route
	mareyHours  = 36 // of the single track
	mareyTrain  = 0.9
	mareyShip   = 1.4
	mareyThin   = 0.5
	fillStorm   = 0.45               // share of the colour of storms
	loopGap     = 3                  // pt between lines of loops; closer ones are not drawn
	stationRoom = 36 * vg.Millimeter // for a name
	stationGap  = 9                  // pt between names of stations
)

var (
	mareyDash  = []vg.Length{3, 1.5} // against the direction of the route
	inkOther   = hex(0xB5B5B5)
	inkFreight = hex(0x6E6E6E)
	inkStorm   = hex(0xCC79A7)
)

// marey is figure F6, the string line of railways: clock time across, km of the main route downwards, a line for
// each train and ship, so that its slope is speed and a flat piece is a stay. Below, the single-track line of that
// route that is used most, from close by: where trains meet.
func marey(r *analysis.Report) (Drawing, error) {
	const name = "marey"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	states := r.States()
	first, last := states[0], states[len(states)-1]
	begin, found := watchedFrom(r, first)
	route, ok := r.MainRouteOn(first, begin)
	if !ok || !found || route.Steps[len(route.Steps)-1].Km == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: no movements of %s on a route of the goal's family that has a length", name, variantName(r, first))
	}
	d := newDrawing(r, name, scenariosOf(r, states)...)
	t := Table{Header: []string{"scenario", "level", "part", "unit", "kind", "direction", "time", "distance [km]"}}
	whole := stringLine{r: r, variant: first, steps: route.Steps, way: route.Direction, from: begin, to: begin.AddDate(0, 0, mareyDays)}
	whole.read()
	d.panels = append(d.panels, whole.routePanel(route))
	whole.tabulate(&t, "route")
	line := r.BusiestSingle(last, route)
	var zooms []stringLine
	for _, v := range zoomed(r) {
		start, yes := watchedFrom(r, v)
		z := stringLine{r: r, variant: v, way: route.Direction, from: start, to: start.Add(mareyHours * time.Hour), others: true}
		z.steps, z.offset = stepsAt(route, line)
		if !yes || len(z.steps) == 0 {
			continue
		}
		z.read()
		zooms = append(zooms, z)
		d.panels = append(d.panels, z.zoomPanel())
		z.tabulate(&t, "line")
	}
	d.Height = vg.Length(125+50*len(zooms)) * vg.Millimeter
	d.Title = mareyTitle(r, whole, zooms)
	d.Subtitle = fmt.Sprintf("Trains and ships on the way %s: km from the origin against the clock; steep is fast, flat is standing", "of "+routeName(route))
	d.Method = exampleDays(r, first, begin) + " Trains of other origins and destinations are drawn where they use the same places: their lines begin and end where the ways part" +
		partings(r, first, begin, route) + "."
	d.legend = mareyLegend(whole, zooms)
	d.Table = t
	d.Caption = d.caption()
	d.Alt = mareyAlt(r, whole, zooms)
	return d, nil
}

// zoomed are the states whose single track is shown: where two differ only in the scenario, those two.
func zoomed(r *analysis.Report) []int {
	states := r.States()
	if r.OnlyScenarioDiffers(states) {
		return states[len(states)-2:]
	}
	return states
}

// watchedFrom is the midnight with which the days that were watched begin: the end of the first stretch of anything.
func watchedFrom(r *analysis.Report, variant int) (time.Time, bool) {
	var first time.Time
	for _, m := range r.Movements {
		if m.Variant == variant && (first.IsZero() || m.End.Before(first)) {
			first = m.End
		}
	}
	return first.Truncate(24 * time.Hour), !first.IsZero()
}

// stepsAt is the one step of a route at a place, and the km at which it begins.
func stepsAt(route analysis.Route, place string) (steps []analysis.Step, offset float64) {
	for i, s := range route.Steps {
		if s.Place == place {
			if i > 0 {
				offset = route.Steps[i-1].Km
			}
			return route.Steps[i : i+1], offset
		}
	}
	return nil, 0
}

// ink is how a string is drawn.
func (o stringOf) ink() draw.LineStyle {
	sty := stroke(inkFreight, mareyTrain*0.7)
	switch {
	case o.kind == analysis.KindVessel:
		sty = stroke(series[2], mareyShip)
	case o.kind == analysis.KindOther:
		sty = stroke(inkOther, mareyThin)
	case o.own:
		sty = stroke(series[0], mareyTrain)
	}
	if o.back && o.kind != analysis.KindVessel {
		sty.Dashes = mareyDash
	}
	return sty
}

// rank says which strings lie above others.
func (o stringOf) rank() int {
	switch {
	case o.kind == analysis.KindOther:
		return 0
	case o.kind == analysis.KindVessel:
		return 2
	case o.own:
		return 3
	}
	return 1
}

// paintStrings draws the strings, the thin ones first.
func (s *stringLine) paintStrings(c draw.Canvas, x, y func(float64) vg.Length) {
	for rank := range 4 {
		for _, o := range s.strings {
			if o.rank() != rank {
				continue
			}
			line := make([]vg.Point, len(o.points))
			for i, p := range o.points {
				line[i] = vg.Point{X: x(p.hours), Y: y(p.km)}
			}
			c.StrokeLines(o.ink(), line)
		}
	}
}

// last is the km at which the panel ends.
func (s *stringLine) last() float64 { return s.steps[len(s.steps)-1].Km }

// routePanel draws the whole route: sea and storms shaded, stations named.
func (s *stringLine) routePanel(route analysis.Route) panel {
	p := newPlot()
	stations := stationsOf(s.steps)
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		for i, step := range s.steps {
			if !step.Sea {
				continue
			}
			top, foot := y(s.steps[max(i-1, 0)].Km), y(step.Km)
			fillRect(c, c.Min.X, foot, c.Max.X, top, fillSea)
			for _, storm := range s.storms {
				fillRect(c, x(storm[0]), foot, x(storm[1]), top, tint(inkStorm, fillStorm))
			}
		}
		for _, st := range stations {
			c.StrokeLine2(stroke(inkGrid, strokeGrid), c.Min.X, y(st.km), c.Max.X, y(st.km))
		}
		s.paintStrings(c, x, y)
		nameStations(c, y, stations)
	}))
	setX(p, 0, s.hours(s.to), dayTicks(s.from, mareyDays), "")
	setY(p, s.offset, s.last(), nil)
	p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	heading := fmt.Sprintf("%s: %s to %s", headingOn(s.r, s.variant, s.from), s.from.Format("2 January"), s.to.AddDate(0, 0, -1).Format("2 January 2006"))
	return panel{heading: heading, plot: p, share: 2.3, left: stationsWidth(stations) + 8}
}

// zoomPanel draws one line with its loops.
func (s *stringLine) zoomPanel() panel {
	p := newPlot()
	loops := s.loops()
	names := []station{{km: s.offset, name: lineEnd(s.steps[0].Name, 0)}, {km: s.last(), name: lineEnd(s.steps[0].Name, 1)}}
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		at := y(s.offset)
		for _, km := range loops {
			if math.Abs(float64(y(km)-at)) >= loopGap {
				at = y(km)
				c.StrokeLine2(stroke(inkGrid, strokeGrid), c.Min.X, at, c.Max.X, at)
			}
		}
		s.paintStrings(c, x, y)
		nameStations(c, y, names)
	}))
	setX(p, 0, s.hours(s.to), hourTicks(s.from, mareyHours), "")
	setY(p, s.offset, s.last(), nil)
	p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	heading := fmt.Sprintf("%s from close by, single track with %s: %s, %s", analysis.Brief(s.steps[0].Name), count(len(loops), "loop"),
		variantOn(s.r, s.variant, s.from), s.from.Format("2 January 2006"))
	return panel{heading: heading, plot: p, share: 1, left: stationsWidth(names) + 8}
}

// tag tells what a panel shows apart from another in one or two words.
func (s *stringLine) tag() string {
	if len(s.r.Header.Scenarios) == 1 {
		return variantOn(s.r, s.variant, s.from)
	}
	return variantTag(s.r, s.variant)
}

// trainsOf names the trains of the goal's family.
func trainsOf(r *analysis.Report, variant int) string {
	return upperFirst(strings.TrimSpace(r.Scenario(variant).Goal.Family + " trains"))
}

func mareyTitle(r *analysis.Report, whole stringLine, zooms []stringLine) string {
	title := "Trains and ships on the main route"
	if share := whole.standing(); !math.IsNaN(share) {
		title = fmt.Sprintf("%s stand %s of the time (%s)", trainsOf(r, whole.variant), percent(share), variantOn(r, whole.variant, whole.from))
	}
	var speeds, tags []string
	for _, z := range zooms {
		if v := z.speed(); !math.IsNaN(v) {
			speeds, tags = append(speeds, number(v, 0)), append(tags, z.tag())
		}
	}
	if len(speeds) == 0 {
		return title
	}
	title += "; on " + analysis.Brief(zooms[0].steps[0].Name) + " trains make "
	if r.OnlyScenarioDiffers(r.States()) {
		title = strings.TrimSuffix(title, "trains make ") + "at " + demandOn(r, zooms[0].variant, zooms[0].from) + " Mt offered they make "
	}
	if len(slices.Compact(slices.Clone(speeds))) == 1 && len(speeds) > 1 {
		if r.OnlyScenarioDiffers(r.States()) {
			return title + speeds[0] + " km/h in both"
		}
		return title + speeds[0] + " km/h at both demands"
	}
	if len(speeds) == 1 && strings.HasSuffix(title[:strings.Index(title, ";")], "("+tags[0]+")") {
		return title + speeds[0] + " km/h"
	}
	for i := range speeds {
		speeds[i] += fmt.Sprintf(" km/h (%s)", tags[i])
	}
	return title + strings.Join(speeds, " and ")
}

func mareyLegend(whole stringLine, zooms []stringLine) []key {
	keys := []key{{words: strings.TrimSuffix(lowerFirst(trainsOf(whole.r, whole.variant)), "s"), line: stroke(series[0], mareyTrain)}, {words: "other train of the corridor", line: stroke(inkFreight, mareyTrain*0.7)},
		{words: "any train against the route", line: stroke(inkText, mareyTrain, mareyDash...)}}
	if slices.ContainsFunc(whole.strings, func(o stringOf) bool { return o.kind == analysis.KindVessel }) {
		keys = append(keys, key{words: "ship", line: stroke(series[2], mareyShip)}, key{words: "sea", fill: fillSea})
	}
	if len(whole.storms) > 0 {
		keys = append(keys, key{words: "a port of the crossing is closed", fill: tint(inkStorm, fillStorm)})
	}
	if slices.ContainsFunc(zooms, func(z stringLine) bool {
		return slices.ContainsFunc(z.strings, func(o stringOf) bool { return o.kind == analysis.KindOther })
	}) {
		keys = append(keys, key{words: "traffic of others", line: stroke(inkOther, mareyThin)})
	}
	return keys
}

func mareyAlt(r *analysis.Report, whole stringLine, zooms []stringLine) string {
	trains, ships := map[string]bool{}, map[string]bool{}
	for _, o := range whole.strings {
		if o.kind == analysis.KindVessel {
			ships[o.unit] = true
		} else {
			trains[o.unit] = true
		}
	}
	alt := fmt.Sprintf("String-line chart of %s and %s over %s km in %d days of one replication, %s; storms close a port of the crossing %s.",
		count(len(trains), "train"), count(len(ships), "ship"), number(whole.last(), 0), mareyDays, headingOn(r, whole.variant, whole.from), count(len(whole.storms), "time"))
	for _, z := range zooms {
		if v := z.speed(); !math.IsNaN(v) {
			alt += fmt.Sprintf(" On %s trains of the corridor run at %s km/h, stops in loops included, with %s.", analysis.Brief(z.steps[0].Name), number(v, 0), variantOn(r, z.variant, z.from))
		}
	}
	return alt
}
