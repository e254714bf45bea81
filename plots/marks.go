package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A paint is a plotter made from a function; x and y turn data into positions on the canvas.
// It covers the marks that gonum/plot lacks: rectangles in data space, end labels, words on lines.
type paint func(c draw.Canvas, x, y func(float64) vg.Length)

// Plot implements plot.Plotter.
func (f paint) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	f(c, x, y)
}

// fillRect fills the rectangle between two corners; nothing is drawn when it is empty.
func fillRect(c draw.Canvas, x0, y0, x1, y1 vg.Length, ink color.Color) {
	if x1 <= x0 || y1 <= y0 {
		return
	}
	c.SetColor(ink)
	c.Fill(vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: x1, Y: y1}}.Path())
}

// gridX and gridY draw lines across the data area at the ticks, the zero line excepted.
func gridX(ticks []plot.Tick) paint {
	return func(c draw.Canvas, x, _ func(float64) vg.Length) {
		for _, t := range ticks {
			c.StrokeLine2(stroke(inkGrid, strokeGrid), x(t.Value), c.Min.Y, x(t.Value), c.Max.Y)
		}
	}
}

func gridY(ticks []plot.Tick) paint {
	return func(c draw.Canvas, _, y func(float64) vg.Length) {
		for _, t := range ticks {
			if t.Value != 0 {
				c.StrokeLine2(stroke(inkGrid, strokeGrid), c.Min.X, y(t.Value), c.Max.X, y(t.Value))
			}
		}
	}
}

// line is a gonum line in the given stroke. Points must be finite.
func line(points plotter.XYs, sty draw.LineStyle) *plotter.Line {
	return &plotter.Line{XYs: points, LineStyle: sty}
}

// dots mark the points that were simulated.
func dots(points plotter.XYs, ink color.NRGBA) *plotter.Scatter {
	return &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: ink, Radius: 1.9, Shape: draw.CircleGlyph{}}}
}

// ringRadius is that of dots that stand alone.
const ringRadius vg.Length = 2.5

// blob is such a dot, round or square, full or hollow.
func blob(c draw.Canvas, at vg.Point, ink color.Color, ring, box bool) {
	shape := draw.GlyphDrawer(draw.CircleGlyph{})
	if box {
		shape = draw.BoxGlyph{}
	}
	c.DrawGlyph(draw.GlyphStyle{Color: ink, Radius: ringRadius, Shape: shape}, at)
	if ring {
		c.DrawGlyph(draw.GlyphStyle{Color: white, Radius: ringRadius - 1.1, Shape: shape}, at)
	}
}

// band fills the area between two lines over the same x.
func band(low, high plotter.XYs, fill color.Color) *plotter.Polygon {
	ring := append(plotter.XYs{}, low...)
	for i := len(high) - 1; i >= 0; i-- {
		ring = append(ring, high[i])
	}
	return &plotter.Polygon{XYs: []plotter.XYs{ring}, Color: fill}
}

// An endLabel stands right of the data area at the height of a line's end.
type endLabel struct {
	y   float64
	sty draw.TextStyle
	txt string
}

// endLabels writes the labels at the right edge, moved apart where they would overlap.
func endLabels(labels []endLabel) paint {
	return func(c draw.Canvas, _, y func(float64) vg.Length) {
		at := make([]vg.Length, len(labels))
		for i, l := range labels {
			at[i] = y(l.y)
		}
		at = spread(at, 1.15*sizeLabel, c.Min.Y+0.4*sizeLabel, c.Max.Y+0.4*sizeLabel)
		for i, l := range labels {
			putMiddle(c, l.sty, c.Max.X+4, at[i], 0, l.txt)
		}
	}
}

// endRoom is the width that the labels need.
func endRoom(labels []endLabel) vg.Length {
	w := vg.Length(0)
	for _, l := range labels {
		w = max(w, l.sty.Width(l.txt)+4)
	}
	return w
}

// boxed writes one line centred on y with a white box behind it, so that lines do not cross words.
func boxed(c draw.Canvas, sty draw.TextStyle, x, y, align vg.Length, s string) {
	r := boxOf(sty, x, y, align, 1, s)
	fillRect(c, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y, white)
	putMiddle(c, sty, x, y, align, s)
}
