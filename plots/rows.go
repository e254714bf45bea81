package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Rows of horizontal bars.
const (
	rowPitch  vg.Length = 14.5 // height of a row with a name of one line, in points
	rowTight  vg.Length = 12   // the same in a figure of many rows
	rowGap    vg.Length = 1.8  // between names of more lines
	nameRoom            = 46 * vg.Millimeter
	frameRoom           = 77.5 * vg.Millimeter // header, notes and axes of a figure of rows in two panels
	panelRoom           = 3 * vg.Millimeter    // of a further panel, beyond what two leave free
)

// newRows is a plot of n horizontal rows, the first on top, over a value axis with the ticks.
func newRows(n int, high float64, ticks []plot.Tick, title string) *plot.Plot {
	p := newPlot()
	p.Add(gridX(ticks))
	setX(p, 0, high, ticks, title)
	p.X.LineStyle.Width = 0
	setY(p, -0.6, float64(n)-0.4, nil)
	p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	p.Y.Tick.Length = 0
	return p
}

// rowNames writes the names left of their rows, and returns the room they need.
func rowNames(p *plot.Plot, names []string) vg.Length {
	sty := plain(sizeLabel, inkText)
	lines := make([][]string, len(names))
	width := vg.Length(0)
	for i, name := range names {
		lines[i] = wrap(sty, name, nameRoom)
		for _, l := range lines[i] {
			width = max(width, sty.Width(l))
		}
	}
	p.Add(paint(func(c draw.Canvas, _, y func(float64) vg.Length) {
		for i := range lines {
			at := y(float64(i)) + vg.Length(len(lines[i])-1)*leading/2*sty.Font.Size
			for _, l := range lines[i] {
				putMiddle(c, sty, c.Min.X-5, at, 1, l)
				at -= leading * sty.Font.Size
			}
		}
	}))
	return width + 6
}

// rowsFit is the number of rows in a panel that so many panels can have on a page.
func rowsFit(panels int, pitch vg.Length) int {
	more := vg.Length(max(0, panels-2)) * panelRoom
	return int((heightPage - frameRoom - more) / pitch / vg.Length(panels))
}

// pitchFor is the height of rows that these names need.
func pitchFor(names []string) vg.Length {
	sty, pitch := plain(sizeLabel, inkText), rowPitch
	for _, name := range names {
		if n := len(wrap(sty, name, nameRoom)); n > 1 {
			pitch = max(pitch, blockHeight(sty, n)+rowGap)
		}
	}
	return pitch
}
