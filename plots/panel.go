package plots

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel is one plot of a figure. The data areas of all panels share their left and right edges.
type panel struct {
	heading string // the vertical axis in words, written above the data area
	plot    *plot.Plot
	share   float64   // of the height that all data areas have together
	left    vg.Length // room for names of rows left of the data area
	right   vg.Length // room for end labels right of the data area
	above   vg.Length // room for words between the heading and the data area
	below   vg.Length // room under the data area beyond that of the axis
}

// newPlot is an empty plot in the house style: axes touch the data, grid on the value axis only
// (drawn by the figure through grid), no title, no legend.
func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Padding = 0
		a.LineStyle = stroke(inkAxis, strokeAxis)
		a.Tick.LineStyle = stroke(inkAxis, strokeAxis)
		a.Tick.Length = tickLength
		a.Tick.Label.Font, a.Tick.Label.Handler, a.Tick.Label.Color = plain(sizeLabel, inkGrey).Font, fonts, inkGrey
		// The vertical axis has no title, but gonum measures the gap beside its ticks with the title's font.
		a.Label.TextStyle.Font, a.Label.TextStyle.Handler, a.Label.TextStyle.Color = plain(sizeLabel, inkText).Font, fonts, inkText
		a.Label.Padding = 2
	}
	return p
}

// setX fixes the horizontal axis. It must be called after the last Add, since Add widens axes.
func setX(p *plot.Plot, low, high float64, ticks []plot.Tick, title string) {
	p.X.Min, p.X.Max = low, high
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	p.X.Label.Text = title
}

// setY fixes the vertical axis, see setX.
func setY(p *plot.Plot, low, high float64, ticks []plot.Tick) {
	p.Y.Min, p.Y.Max = low, high
	p.Y.Tick.Marker = plot.ConstantTicks(ticks)
}

// round returns the smallest round number at or above v and the ticks from 0 up to it, in steps
// of 1, 2, 2.5 or 5 times a power of ten. At most so many steps are made.
func round(v float64, steps int) (high float64, ticks []plot.Tick) {
	if !(v > 0) {
		v = 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v/float64(steps))))
	step := power
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		step = m * power
		if step*float64(steps) >= v*(1-1e-9) {
			break
		}
	}
	n := int(math.Ceil(v/step - 1e-9))
	for i := 0; i <= n; i++ {
		ticks = append(ticks, plot.Tick{Value: float64(i) * step, Label: number(float64(i)*step, -1)})
	}
	return float64(n) * step, ticks
}

// inside returns round ticks from 0 up to the value and none beyond, for axes that end where the
// longest bar does.
func inside(v float64, steps int) []plot.Tick {
	_, ticks := round(v, steps)
	if last := len(ticks) - 1; ticks[last].Value > v {
		ticks = ticks[:last]
	}
	return ticks
}

// silent keeps the ticks and drops their labels.
func silent(ticks []plot.Tick) []plot.Tick {
	out := make([]plot.Tick, len(ticks))
	for i, t := range ticks {
		out[i] = plot.Tick{Value: t.Value}
	}
	return out
}

// number writes v with a comma above 1,000; decimals −1 means as many as needed, up to three.
func number(v float64, decimals int) string {
	s := ""
	if decimals < 0 {
		s = strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
	} else {
		s = strconv.FormatFloat(v, 'f', decimals, 64)
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	if strings.Trim(s, "0.") == "" {
		sign = ""
	}
	whole, rest, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		return sign + whole + "." + rest
	}
	return sign + whole
}

// significant writes v with about so many significant digits and never an exponent.
func significant(v float64, digits int) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return number(v, 0)
	}
	return number(v, max(0, digits-1-int(math.Floor(math.Log10(math.Abs(v))+1e-9))))
}

// edges are the room that the panels need left and right of the shared data areas, and the height
// they need beyond that of the data areas.
func edges(panels []panel) (left, right, fixed vg.Length) {
	for _, p := range panels {
		da := p.plot.DataCanvas(probe)
		left, right = max(left, p.left, da.Min.X), max(right, p.right, probe.Max.X-da.Max.X)
		fixed += p.headingHeight() + probe.Max.Y - da.Size().Y + p.below
	}
	return left, right, fixed + vg.Length(len(panels)-1)*gapPanels
}

// probe is a large canvas to measure axes on; nothing is drawn on it.
var probe = draw.Canvas{Rectangle: vg.Rectangle{Max: vg.Point{X: 1000, Y: 1000}}}

// paintPanels draws the panels from the top, with the edges of their data areas aligned.
func paintPanels(c draw.Canvas, panels []panel) {
	left, right, fixed := edges(panels)
	shares := 0.0
	for _, p := range panels {
		shares += p.share
	}
	room := c.Size().Y - fixed
	if room <= 0 {
		panic("plots: paintPanels: the figure is lower than its axes; raise Drawing.Height")
	}
	top := c.Max.Y
	for _, p := range panels {
		fillBlock(c, plain(sizeHeading, inkText), c.Min.X, top, p.headingLines())
		top -= p.headingHeight()
		height := room*vg.Length(p.share/shares) + probe.Max.Y - p.plot.DataCanvas(probe).Size().Y
		box := c
		box.Max.Y, box.Min.Y = top, top-height
		p.plot.Draw(align(box, p.plot, c.Min.X+left, c.Max.X-right))
		top -= height + p.below + gapPanels
	}
}

// fit sets the height of the drawing so that one unit of share gets so much height of data area.
func (d *Drawing) fit(perShare vg.Length) {
	_, _, fixed := edges(d.panels)
	f := d.layout()
	d.Height = f.above() + fixed + f.below()
	for _, p := range d.panels {
		d.Height += perShare * vg.Length(p.share)
	}
}

// headingHeight is the height of all that stands over the data area.
func (p panel) headingHeight() vg.Length {
	if p.heading == "" {
		return p.above
	}
	return blockHeight(plain(sizeHeading, inkText), len(p.headingLines())) + gapHeading + p.above
}

func (p panel) headingLines() []string {
	return balance(plain(sizeHeading, inkText), p.heading, widthFull-marginAll-marginRight)
}

// align crops the canvas so that the data area of the plot begins and ends at the two positions.
// Labels of ticks hang over by an amount that depends on the width, so it takes a few rounds.
func align(c draw.Canvas, p *plot.Plot, left, right vg.Length) draw.Canvas {
	for range 4 {
		da := p.DataCanvas(c)
		c.Min.X += left - da.Min.X
		c.Max.X += right - da.Max.X
	}
	return c
}
