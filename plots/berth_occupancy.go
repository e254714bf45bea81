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
	waitMost   = 3.0 // of the vertical axis at most: waiting ÷ service time
	waitLeast  = 0.5 // of it at least
	curvesMax  = 5
	hardlyWait = 0.05 // waiting ÷ service time that would be written as 0.0
	shareLeast = 0.03 // of the time that a group of berths must be taken to be drawn
)

// A berthPoint is one group of berths in one variant.
type berthPoint struct {
	variant int
	path    string
	name    string
	berths  int     // the larger number, where it changes in the time shown
	change  string  // of the number: "2 to 3", "" if it does not change
	taken   float64 // share of the time that its berths are taken
	wait    float64 // waiting for a berth ÷ time at the berth
}

// berthOccupancy is figure F8: how long ships wait for a berth, relative to their time at it, against how much of the
// time its berths are taken; thin, what queueing theory says of berths that are never closed.
func berthOccupancy(r *analysis.Report) (Drawing, error) {
	const name = "berth-occupancy"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	variants := r.States()
	points := berthPoints(r, variants)
	if len(points) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: no berths of %s are taken", name, variantName(r, variants[len(variants)-1]))
	}
	d := newDrawing(r, name, scenariosOf(r, variants)...)
	d.panels = []panel{berthPanel(r, points, variants)}
	d.Title = berthTitle(r, points, variants)
	d.Subtitle = "Waiting for a berth ÷ time at the berth, against the share of the time that the berths are taken; a point for each group of berths, with its number in the list; " + lastWords(r, variants, ".occupancy")
	d.Method = "Means over replications. Thin: Erlang C for groups of c berths that are never closed, where ships come at random and their times at the berth vary as much (both variations 1). A fleet of few ships waits less than that; storms make it wait more."
	if n := len(points) - len(insideOf(points, waitTop(points))); n > 0 {
		d.Method += fmt.Sprintf(" ▲: %s beyond the axis.", count(n, "point"))
	}
	for i, v := range variants {
		b := blobOf(r, variants, v)
		d.legend = append(d.legend, key{words: lastBrief(r, variants, i, ".occupancy"), dot: b.ink, ring: b.ring, box: b.box})
	}
	d.legend = append(d.legend, key{words: "theory, M/M/c with c berths", line: stroke(inkAxis, strokeAxis)})
	d.fit(max(95*vg.Millimeter, newBerthKey(points).height()))
	d.Table = berthTable(r, points)
	d.Caption = d.caption()
	d.Alt = berthAlt(r, points, variants)
	return d, nil
}

// berthPoints reads the groups of berths that are used.
func berthPoints(r *analysis.Report, variants []int) (out []berthPoint) {
	for _, v := range variants {
		mean := func(metric string) float64 { return r.Sample(metric, v).Summary(confidence).Mean }
		for _, m := range r.Metrics(v) {
			path, is := strings.CutSuffix(m.Name, ".occupancy")
			if !is || !strings.Contains(path, ".berth.") || strings.Contains(path, ".year.") || !r.Has(path+".waiting.mean", v) {
				continue
			}
			of := path // or of its last year
			berths := mean(path+".occupied.mean") / mean(m.Name)
			if _, last := calendarSpan(r, v); last != "" && r.Has(path+".year."+last+".occupancy", v) {
				of += ".year." + last
				berths = mean(of + ".berths")
			}
			p := berthPoint{variant: v, path: path, taken: mean(of + ".occupancy"), wait: mean(of+".waiting.mean") / mean(of+".time.mean")}
			port, group, _ := strings.Cut(path, ".berth.")
			p.name = placeName(r, v, port) + ", " + group
			p.berths, p.change = berthCount(berths)
			if p.taken >= shareLeast && !math.IsNaN(p.wait+berths) && p.berths > 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

// berthCount is a number of berths by its mean: one that is not whole changes by the way, as far as is known from the whole number
// below to that above.
func berthCount(mean float64) (berths int, change string) {
	least, most := math.Floor(mean+0.01), math.Ceil(mean-0.01)
	if !(least < most) { // also of no number
		return int(least), ""
	}
	return int(most), number(least, 0) + " to " + number(most, 0)
}

// berthWords say how many berths a group has: "1 berth", "2 to 3 berths".
func (p berthPoint) berthWords() string {
	if p.change != "" {
		return p.change + " berths"
	}
	return count(p.berths, "berth")
}

// waitTop is where the vertical axis ends: at the next fifth or, beyond one, the next half above all points, within bounds.
func waitTop(points []berthPoint) float64 {
	most := 0.0
	for _, p := range points {
		most = max(most, 1.05*p.wait)
	}
	steps := 2.0 // of one
	if most <= 1 {
		steps = 5
	}
	return min(max(math.Ceil(most*steps)/steps, waitLeast), waitMost)
}

func insideOf(points []berthPoint, top float64) (out []berthPoint) {
	for _, p := range points {
		if p.wait <= top {
			out = append(out, p)
		}
	}
	return out
}

// erlangWait is the mean wait in an M/M/c queue relative to the service time: Erlang's C over c (1 − ρ), with his B
// by its recursion (Cooper 1981, 3.4).
func erlangWait(servers int, load float64) float64 {
	a := load * float64(servers)
	b := 1.0
	for k := 1; k <= servers; k++ {
		b = a * b / (float64(k) + a*b)
	}
	c := b / (1 - load*(1-b))
	return c / (float64(servers) * (1 - load))
}

// theoryCurve is the theory for a number of berths, up to the top of the axis.
func theoryCurve(berths int, top float64) (out plotter.XYs) {
	x := 0.0
	for step := 0.5; step > 0.001; { // finer and finer towards the top of the axis
		y := erlangWait(berths, x/100)
		if y <= top {
			out = append(out, plotter.XY{X: x, Y: y})
		} else {
			x, step = x-step, step/4
		}
		x += step
	}
	return out
}

// curveNumbers are the numbers of berths whose curves are drawn: those of the points, at most a few.
func curveNumbers(points []berthPoint) (out []int) {
	for _, p := range points {
		if !slices.Contains(out, p.berths) {
			out = append(out, p.berths)
		}
	}
	slices.Sort(out)
	for len(out) > curvesMax { // the larger ones lie closest together
		out = slices.Delete(out, len(out)-2, len(out)-1)
	}
	return out
}

func berthPanel(r *analysis.Report, points []berthPoint, variants []int) panel {
	p := newPlot()
	var xs []plot.Tick
	for v := 0; v <= 100; v += 20 {
		xs = append(xs, plot.Tick{Value: float64(v), Label: number(float64(v), 0)})
	}
	top := waitTop(points)
	_, ys := round(top, 6)
	for i := range ys {
		ys[i].Label = number(ys[i].Value, 1)
	}
	key := newBerthKey(points)
	p.Add(gridY(ys))
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		place := func(b berthPoint) vg.Point { return vg.Point{X: x(100 * b.taken), Y: y(min(b.wait, top))} }
		signs := newBerthSigns(c)
		signs.paintCurves(c, x, y, curveNumbers(points), top)
		for _, b := range points {
			signs.dots.reserve(around(place(b), 4))
			if before, ok := sameBerths(points, b, variants); ok {
				signs.lines.reserveLine(place(before), place(b))
				c.StrokeLine2(stroke(tint(blobOf(r, variants, b.variant).ink, 0.5), strokeAxis), place(before).X, place(before).Y, place(b).X, place(b).Y)
			}
		}
		found := signs.find(key, place)
		for _, b := range points {
			paintBerth(c, place(b), blobOf(r, variants, b.variant), b.wait > top)
		}
		paintSigns(c, found)
		key.paint(c)
	}))
	setX(p, 0, 100, xs, "Time that the berths are taken, per cent")
	setY(p, 0, top, ys)
	return panel{heading: "Waiting ÷ time at the berth", plot: p, share: 1, above: 1.6 * sizeLabel, right: key.width()}
}

// sameBerths is the point of the same berths in the state before.
func sameBerths(points []berthPoint, b berthPoint, variants []int) (berthPoint, bool) {
	i := slices.Index(variants, b.variant)
	if i < 1 {
		return berthPoint{}, false
	}
	for _, o := range points {
		if o.variant == variants[i-1] && o.path == b.path {
			return o, true
		}
	}
	return berthPoint{}, false
}

func berthTitle(r *analysis.Report, points []berthPoint, variants []int) string {
	last := variants[len(variants)-1]
	above, all := 0, 0
	worst := points[0]
	for _, p := range points {
		if p.variant != last {
			continue
		}
		all++
		if p.wait > erlangWait(p.berths, p.taken) {
			above++
		}
		if worst.variant != last || p.wait > worst.wait {
			worst = p
		}
	}
	of := lastBrief(r, variants, len(variants)-1, ".occupancy")
	longer := fmt.Sprintf("; %d of %d groups wait longer than M/M/c", above, all)
	if worst.wait < hardlyWait {
		return fmt.Sprintf("Ships hardly wait for a berth (%s)%s", of, longer)
	}
	if before, ok := sameBerths(points, worst, variants); ok && r.OnlyScenarioDiffers(variants) {
		of += fmt.Sprintf("; %s: %s", variantTag(r, before.variant), number(before.wait, 1))
	}
	return fmt.Sprintf("%s: ships wait %s times their time at the berth (%s)%s", worst.name, number(worst.wait, 1), of, longer)
}

func berthTable(r *analysis.Report, points []berthPoint) Table {
	t := Table{Header: []string{"scenario", "level", "berths", "name", "number of berths", "taken [%]", "waiting / time at the berth", "the same by M/M/c"}}
	for _, p := range points {
		v := r.Header.Variants[p.variant]
		t.add(fullName(r.Header.Scenarios[v.Scenario]), r.Header.Levels[v.Level], p.path, p.name, cmp.Or(p.change, fmt.Sprint(p.berths)), 100*p.taken, p.wait, erlangWait(p.berths, p.taken))
	}
	return t
}

func berthAlt(r *analysis.Report, points []berthPoint, variants []int) string {
	alt := "Scatter chart. Share of the time that berths are taken across, waiting relative to the time at the berth upwards, with curves of queueing theory."
	for _, p := range points {
		alt += fmt.Sprintf(" %s (%s): %s taken, %s.", p.name, lastBrief(r, variants, slices.Index(variants, p.variant), ".occupancy"), percent(p.taken), number(p.wait, 2))
	}
	return alt
}
