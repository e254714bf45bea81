package plots

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A daysLine is one line of the lower panel.
type daysLine struct {
	points plotter.XYs // all of them
	shown  plotter.XYs // up to where it leaves the axis
	ink    int         // of the scenario
	dashed bool
}

// above is the number of its points above the axis.
func (l daysLine) above(height float64) (n int) {
	for _, p := range l.points {
		if p.Y > height {
			n++
		}
	}
	return n
}

// daysPanel is the lower panel: P50 solid and P90 dashed for each scenario, with a point for each level. A line that
// leaves the axis ends there in a triangle and in words how many of its points are above.
func daysPanel(curves []curve, g analysis.Goal, upper *plot.Plot) panel {
	p := newPlot()
	yHigh, yTicks := round(daysCut(curves, g), 4)
	p.Add(gridY(yTicks))
	var labels []endLabel
	var all, cut []daysLine
	for _, c := range curves {
		for k, values := range [][]float64{c.p50, c.p90} {
			l := daysLine{ink: sign(c.scenario), dashed: k == 1}
			for j := range values {
				l.points = append(l.points, plotter.XY{X: c.offered[j], Y: values[j]})
			}
			var whole bool
			l.shown, whole = stopAt(l.points, yHigh)
			l.add(p, whole)
			all = append(all, l)
			end := values[len(values)-1]
			if !whole {
				cut, end = append(cut, l), max(end, yHigh)
			}
			if k == 0 && len(curves) > 2 {
				continue // there is no room to name more than one line of each scenario
			}
			words := strings.TrimSpace(c.tag+[]string{" P50: ", " P90: "}[k]) + " " + days(values[len(values)-1])
			if !whole {
				words += " ↑"
			}
			// Labels of lines that end above the axis are moved down to it, the highest on top.
			labels = append(labels, endLabel{end, plain(sizeLabel, seriesText[l.ink]), words})
		}
	}
	p.Add(endsAbove(all, cut, yHigh), endLabels(labels))
	xTicks := slices.Clone(upper.X.Tick.Marker.Ticks(upper.X.Min, upper.X.Max))
	for i := range xTicks {
		xTicks[i].Label = number(xTicks[i].Value, -1)
	}
	setX(p, 0, upper.X.Max, xTicks, "Offered, Mt per year")
	setY(p, 0, yHigh, yTicks)
	heading := "Door to door, days: P50 solid, P90 dashed"
	if len(cut) > 0 {
		heading += "; ↑, ▲: the line goes on above the axis, with so many of its points"
	}
	return panel{heading: heading, plot: p, share: 1, right: endRoom(labels)}
}

// add draws the line and its points up to where it leaves the axis.
func (l daysLine) add(p *plot.Plot, whole bool) {
	sty := stroke(series[l.ink], strokeData)
	if l.dashed {
		sty.Dashes = []vg.Length{3, 1.5}
	}
	measured := l.shown
	if !whole && len(measured) > 0 {
		measured = measured[:len(measured)-1] // the last is where it leaves the axis
	}
	p.Add(line(l.shown, sty), dots(measured, series[l.ink]))
}

// endsAbove marks where lines leave the axis by a triangle, and says how many of their points are above it.
func endsAbove(all, cut []daysLine, height float64) paint {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		room := labeller{bounds: c.Rectangle}
		for _, l := range all {
			for i := 1; i < len(l.shown); i++ {
				a, b := l.shown[i-1], l.shown[i]
				room.reserveLine(vg.Point{X: x(a.X), Y: y(a.Y)}, vg.Point{X: x(b.X), Y: y(b.Y)})
			}
		}
		for _, l := range cut {
			at := vg.Point{X: x(l.points[0].X), Y: y(height) - 3}
			if n := len(l.shown); n > 0 {
				at.X = x(l.shown[n-1].X)
			}
			c.DrawGlyph(draw.GlyphStyle{Color: series[l.ink], Radius: 3.2, Shape: draw.PyramidGlyph{}}, at)
			words := fmt.Sprintf("%d of %d above", l.above(height), len(l.points))
			sty := plain(sizeLabel-1, seriesText[l.ink])
			tries := []struct{ dx, dy, align vg.Length }{{6, -4, 0}, {-6, -4, 1}, {6, -13, 0}, {-8, -13, 1}, {6, -22, 0}, {-8, -22, 1}, {-12, -3, 1}, {-24, -3, 1}, {6, -31, 0}, {-8, -31, 1}}
			if l.dashed { // P90 leaves the axis left of P50
				tries[0], tries[1] = tries[1], tries[0]
			}
			for _, try := range tries {
				box := boxOf(sty, at.X+try.dx, at.Y+try.dy, try.align, 0.5, words)
				if room.free(box) {
					room.reserve(box)
					boxed(c, sty, at.X+try.dx, at.Y+try.dy, try.align, words)
					break
				}
			}
		}
	}
}

// daysCut is where the axis of days ends: at the highest value, but at no more than three times what
// is promised or, without a promise, four times the highest value of the lowest level. Beyond
// saturation the days measure only how long the experiment has overloaded the corridor, and would
// flatten all that matters.
func daysCut(curves []curve, g analysis.Goal) float64 {
	top, base := 0.0, 0.0
	for _, c := range curves {
		base = max(base, c.p90[0])
		for i := range c.p90 {
			top = max(top, c.p90[i], c.p50[i])
		}
	}
	if g.PromiseDays > 0 {
		return min(top, max(3*g.PromiseDays, base)) // the lowest level is always on the axis
	}
	return min(top, 4*base)
}

// stopAt cuts the line where it first crosses the height; whole tells that it never does.
func stopAt(points plotter.XYs, height float64) (inside plotter.XYs, whole bool) {
	for i, p := range points {
		if p.Y <= height {
			inside = append(inside, p)
			continue
		}
		if i > 0 {
			a := points[i-1]
			inside = append(inside, plotter.XY{X: a.X + (p.X-a.X)*(height-a.Y)/(p.Y-a.Y), Y: height})
		}
		return inside, false
	}
	return inside, true
}
