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
	points plotter.XYs   // all of them
	shown  []plotter.XYs // the pieces on the axis
	ink    int           // of the scenario
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

// daysPanel is the lower panel: P50 solid and P90 dashed for each scenario, with a point for each level. Where a line
// leaves the axis there is a triangle, at the first one with words how many of its points are above; it goes on where it comes back.
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
			l.shown = below(l.points, yHigh)
			l.add(p, yHigh)
			all = append(all, l)
			end := values[len(values)-1]
			if l.above(yHigh) > 0 {
				cut = append(cut, l)
			}
			if k == 0 && len(curves) > 2 {
				continue // there is no room to name more than one line of each scenario
			}
			words := strings.TrimSpace(c.tag+[]string{" P50: ", " P90: "}[k]) + " " + days(end)
			if end > yHigh {
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

// add draws the pieces of the line that are on the axis, and its points there.
func (l daysLine) add(p *plot.Plot, height float64) {
	sty := stroke(series[l.ink], strokeData)
	if l.dashed {
		sty.Dashes = []vg.Length{3, 1.5}
	}
	var measured plotter.XYs
	for _, point := range l.points {
		if point.Y <= height {
			measured = append(measured, point)
		}
	}
	for _, piece := range l.shown {
		p.Add(line(piece, sty))
	}
	p.Add(dots(measured, series[l.ink]))
}

// endsAbove marks where lines leave the axis by a triangle, and says how many of their points are above it.
func endsAbove(all, cut []daysLine, height float64) paint {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		room := labeller{bounds: c.Rectangle}
		for _, l := range all {
			for _, piece := range l.shown {
				for i := 1; i < len(piece); i++ {
					a, b := piece[i-1], piece[i]
					room.reserveLine(vg.Point{X: x(a.X), Y: y(a.Y)}, vg.Point{X: x(b.X), Y: y(b.Y)})
				}
			}
		}
		for _, l := range cut {
			leaves := l.leaves(height)
			for _, mt := range leaves {
				c.DrawGlyph(draw.GlyphStyle{Color: series[l.ink], Radius: 3.2, Shape: draw.PyramidGlyph{}}, vg.Point{X: x(mt), Y: y(height) - 3})
			}
			at := vg.Point{X: x(leaves[0]), Y: y(height) - 3}
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

// below are the pieces of the line at or below the height, cut where it crosses it.
func below(points plotter.XYs, height float64) (pieces []plotter.XYs) {
	var piece plotter.XYs
	for i, p := range points {
		if i > 0 && (points[i-1].Y > height) != (p.Y > height) {
			a := points[i-1]
			piece = append(piece, plotter.XY{X: a.X + (p.X-a.X)*(height-a.Y)/(p.Y-a.Y), Y: height})
		}
		if p.Y <= height {
			piece = append(piece, p)
		} else if piece != nil {
			pieces, piece = append(pieces, piece), nil
		}
	}
	if piece != nil {
		pieces = append(pieces, piece)
	}
	return pieces
}

// leaves is where the line leaves the axis upwards: at its beginning, or where a piece ends at the height.
func (l daysLine) leaves(height float64) (at []float64) {
	if l.points[0].Y > height {
		at = append(at, l.points[0].X)
	}
	for i, p := range l.points[1:] {
		if a := l.points[i]; a.Y <= height && p.Y > height {
			at = append(at, a.X+(p.X-a.X)*(height-a.Y)/(p.Y-a.Y))
		}
	}
	return at
}

// medianFalls is the share of a median below which that of the next level counts as fallen.
const medianFalls = 0.9

// fallen names the scenario in which the median falls although more is offered, and from which level to the last; "" if there is none.
func fallen(curves []curve) (words string) {
	for _, c := range curves {
		for k := 1; k < len(c.p50); k++ {
			if top := slices.Max(c.p50[:k]); c.p50[k] < medianFalls*top {
				name := c.short
				if len(curves) == 1 {
					name = "here"
				}
				return fmt.Sprintf("%s, from %s Mt offered on: from %s to %s days", name, mega(c.offered[k]), days(top), days(c.p50[len(c.p50)-1]))
			}
		}
	}
	return ""
}

// fallenNote says what a median is worth that falls while more is offered.
func fallenNote(curves []curve) string {
	words := fallen(curves)
	if words == "" {
		return ""
	}
	return " Days are those of what arrived: where cargo piles up they say little, and the median may fall since what is stuck does not count (" + words + ")."
}
