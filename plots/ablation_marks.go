package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

const (
	columnGap              = 0.14 // between columns of the figure, in widths of one
	effectsRight vg.Length = 14   // for numbers of ticks beyond the last
)

// A columnAxis is the value axis of a column: it maps values onto the common axis of all, on which column k lies from k (1 +
// columnGap) on, over a width of 1.
type columnAxis struct {
	from      float64
	low, high float64
	ticks     []plot.Tick
}

func (a columnAxis) at(v float64) float64 { return a.from + (v-a.low)/(a.high-a.low) }

// axisOf spans the means of a column, and their intervals up to half of the width of the means on either side, so that one
// wide interval does not press all the others together. It has as many ticks as numbers fit beside one another on a width.
func axisOf(effects []effect, column int, width vg.Length) columnAxis {
	low, high, wideLow, wideHigh := 0., 0., 0., 0.
	for _, e := range effects {
		s := e.of[column]
		if !math.IsNaN(s.Mean) {
			low, high = min(low, s.Mean), max(high, s.Mean)
		}
		if !math.IsNaN(s.Low) {
			wideLow, wideHigh = min(wideLow, s.Low), max(wideHigh, s.High)
		}
	}
	if low == high {
		low, high = -1, 1
	}
	span := high - low
	low, high = max(min(low, wideLow), low-span/2)-span/50, min(max(high, wideHigh), high+span/2)+span/50
	a := columnAxis{from: float64(column) * (1 + columnGap), low: low, high: high}
	for steps := 7; ; steps-- {
		_, ticks := round(high-low, steps)
		if step := ticks[1].Value; a.mayTick(step, width) || steps == 1 {
			return a
		}
	}
}

// mayTick puts ticks at the multiples of a step, and tells whether their numbers stand clear of one another.
func (a *columnAxis) mayTick(step float64, width vg.Length) bool {
	decimals := max(0, -int(math.Floor(math.Log10(step))))
	if tenth := step * math.Pow(10, float64(decimals)); math.Abs(tenth-math.Round(tenth)) > 1e-6 { // 0.25
		decimals++
	}
	a.ticks = nil
	widest := vg.Length(0)
	for n := math.Ceil(a.low / step); n*step <= a.high; n++ {
		t := plot.Tick{Value: a.at(n * step), Label: number(n*step, decimals)}
		if n == 0 {
			t.Label = "0"
		}
		a.ticks = append(a.ticks, t)
		widest = max(widest, plain(sizeLabel, inkGrey).Width(t.Label))
	}
	return widest+4 <= width*vg.Length(step/(a.high-a.low))
}

// effectsPanel draws the rows over the value axes of all columns.
func effectsPanel(shown []analysis.Ablation, effects []effect, columns []effectColumn) panel {
	var ticks []plot.Tick
	var axes []columnAxis
	width := float64(len(columns)) + columnGap*float64(len(columns)-1)
	for k := range columns {
		axes = append(axes, axisOf(effects, k, (widthFull-marginAll-marginRight-nameRoom-effectsRight)/vg.Length(width)))
		ticks = append(ticks, axes[k].ticks...)
	}
	p := newRows(len(effects), width, ticks, "")
	p.Y.LineStyle.Width = 0
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		for k, a := range axes {
			level, half := columns[k].level, columns[k].half
			c.StrokeLine2(stroke(inkAxis, strokeAxis), x(a.from), c.Min.Y, x(a.from+1), c.Min.Y)
			c.StrokeLine2(stroke(inkText, 0.8), x(a.at(0)), c.Min.Y, x(a.at(0)), c.Max.Y)
			put(c, plain(sizeLabel, inkText), x(a.from), c.Max.Y+4, 0, halves[half].words)
			if half == 0 {
				put(c, plain(sizeHeading, inkText), x(a.from), c.Max.Y+6+1.2*sizeHeading, 0, "At "+shown[level].Level)
			}
			for i, e := range effects {
				a.mark(c, x, y(float64(i)), e.of[k])
			}
		}
	}))
	var names []string
	for _, e := range effects {
		names = append(names, e.title)
	}
	room := rowNames(p, names)
	setX(p, 0, width, ticks, "")
	return panel{plot: p, share: float64(len(effects)), left: room, right: effectsRight, above: 3 * sizeHeading}
}

// mark draws one effect: a dot, hollow unless it is beyond chance, on the interval. Where that goes on beyond the axis it ends
// in an arrow.
func (a columnAxis) mark(c draw.Canvas, x func(float64) vg.Length, y vg.Length, s analysis.Effect) {
	if math.IsNaN(s.Mean) {
		return
	}
	ink := inkEffect
	if !math.IsNaN(s.Low) {
		low, high := max(s.Low, a.low), min(s.High, a.high)
		c.StrokeLine2(stroke(ink, 1.1), x(a.at(low)), y, x(a.at(high)), y)
		if s.Low < a.low {
			arrow(c, x(a.at(low)), y, 1, ink)
		}
		if s.High > a.high {
			arrow(c, x(a.at(high)), y, -1, ink)
		}
	}
	blob(c, vg.Point{X: x(a.at(s.Mean)), Y: y}, ink, !s.Sure(), false)
}

// inkEffect is the colour of all dots: columns tell the levels apart.
var inkEffect = series[0]

// arrow is the tip of a line that ends at x; way is where the line comes from.
func arrow(c draw.Canvas, x, y, way vg.Length, ink color.NRGBA) {
	for _, side := range []vg.Length{-1, 1} {
		c.StrokeLine2(stroke(ink, 1.1), x, y, x+way*2.5, y+side*1.8)
	}
}

// effectsLegend says what a full dot is.
func effectsLegend(r *analysis.Report, mechanisms int) []key {
	if r.Header.Replications == 1 {
		return []key{{words: "one replication", dot: inkEffect, ring: true}}
	}
	return []key{
		{words: "beyond chance among " + count(mechanisms, "mechanism"), dot: inkEffect, line: stroke(inkEffect, 1.1)},
		{words: "may be chance", dot: inkEffect, ring: true, line: stroke(inkEffect, 1.1)},
	}
}
