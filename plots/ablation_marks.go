package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// halfGap is the room between the halves of the figure in widths of one.
const halfGap = 0.1

// A halfAxis is the value axis of a half: it maps values onto the common axis of both, on which half k lies from k (1 +
// halfGap) on, over a width of 1.
type halfAxis struct {
	from      float64
	low, high float64
	ticks     []plot.Tick
}

func (a halfAxis) at(v float64) float64 { return a.from + (v-a.low)/(a.high-a.low) }

// axisOf spans the means of a half, and their intervals up to half of the width of the means on either side, so that one
// wide interval does not press all the others together.
func axisOf(effects []effect, half int) halfAxis {
	low, high, wideLow, wideHigh := 0., 0., 0., 0.
	for _, e := range effects {
		for _, s := range e.of[half] {
			if !math.IsNaN(s.Mean) {
				low, high = min(low, s.Mean), max(high, s.Mean)
			}
			if !math.IsNaN(s.Low) {
				wideLow, wideHigh = min(wideLow, s.Low), max(wideHigh, s.High)
			}
		}
	}
	if low == high {
		low, high = -1, 1
	}
	span := high - low
	low, high = max(min(low, wideLow), low-span/2)-span/50, min(max(high, wideHigh), high+span/2)+span/50
	a := halfAxis{from: float64(half) * (1 + halfGap), low: low, high: high}
	_, ticks := round(high-low, 7)
	step := ticks[1].Value
	for n := math.Ceil(low / step); n*step <= high; n++ {
		v := n * step
		a.ticks = append(a.ticks, plot.Tick{Value: a.at(v), Label: number(v, -1)})
	}
	return a
}

// effectsPanel draws the rows over both value axes.
func effectsPanel(effects []effect, levels int) panel {
	var ticks []plot.Tick
	var axes []halfAxis
	for h := range halves {
		axes = append(axes, axisOf(effects, h))
		ticks = append(ticks, axes[h].ticks...)
	}
	width := float64(len(halves)) + halfGap*float64(len(halves)-1)
	p := newRows(len(effects), width, ticks, "")
	p.Y.LineStyle.Width = 0
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		for h, a := range axes {
			c.StrokeLine2(stroke(inkAxis, strokeAxis), x(a.from), c.Min.Y, x(a.from+1), c.Min.Y)
			c.StrokeLine2(stroke(inkText, 0.8), x(a.at(0)), c.Min.Y, x(a.at(0)), c.Max.Y)
			put(c, plain(sizeHeading, inkText), x(a.from), c.Max.Y+4, 0, halves[h].words)
			for i, e := range effects {
				for level, s := range e.of[h] {
					drop := (float64(level) - float64(levels-1)/2) * 0.36 * float64(pitchEffect)
					a.mark(c, x, y(float64(i))-vg.Length(drop), s, series[level])
				}
			}
		}
	}))
	var names []string
	for _, e := range effects {
		names = append(names, e.name)
	}
	room := rowNames(p, names)
	setX(p, 0, width, ticks, "")
	return panel{plot: p, share: float64(len(effects)), left: room, right: 14, above: 1.8 * sizeHeading}
}

// mark draws one effect: a dot, hollow if the interval holds 0, on the interval. Where that goes on beyond the axis it ends
// in an arrow.
func (a halfAxis) mark(c draw.Canvas, x func(float64) vg.Length, y vg.Length, s analysis.Summary, ink color.NRGBA) {
	if math.IsNaN(s.Mean) {
		return
	}
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
	at := vg.Point{X: x(a.at(s.Mean)), Y: y}
	c.DrawGlyph(draw.GlyphStyle{Color: ink, Radius: 2.3, Shape: draw.CircleGlyph{}}, at)
	if !sure(s) {
		c.DrawGlyph(draw.GlyphStyle{Color: white, Radius: 1.3, Shape: draw.CircleGlyph{}}, at)
	}
}

// arrow is the tip of a line that ends at x; way is where the line comes from.
func arrow(c draw.Canvas, x, y, way vg.Length, ink color.NRGBA) {
	for _, side := range []vg.Length{-1, 1} {
		c.StrokeLine2(stroke(ink, 1.1), x, y, x+way*2.5, y+side*1.8)
	}
}

// effectsLegend names the levels in the order in which their dots lie in a row.
func effectsLegend(shown []analysis.Ablation) (keys []key) {
	for i, a := range shown {
		words := a.Level
		if len(shown) > 1 {
			words += []string{" (upper dot)", " (lower dot)"}[i]
		}
		keys = append(keys, key{words: words, dot: series[i], line: stroke(series[i], 1.1)})
	}
	return keys
}
