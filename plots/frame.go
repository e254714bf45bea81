package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Distances of the frame in points.
const (
	gapHeader  vg.Length = 3  // between title, subtitle and legend
	gapBody    vg.Length = 7  // above and below the panels
	gapPanels  vg.Length = 9  // between panels
	gapHeading vg.Length = 5  // between a panel's heading and its data area
	keyWidth   vg.Length = 18 // the sample in the legend
	keyHeight  vg.Length = 6
	keyGap     vg.Length = 4  // between sample and words
	keyPitch   vg.Length = 14 // between one key and the next
)

// A key is one entry of the legend: a line sample, a filled sample, or both, or a dot.
type key struct {
	words string
	line  draw.LineStyle // width 0: no line
	fill  color.Color    // nil: no fill
	tick  bool           // the line stands upright
	dot   color.Color    // nil: no dot
	ring  bool           // the dot is hollow
	box   bool           // the dot is a square
}

// A frame is the fixed part of a figure, laid out for its width.
type frame struct {
	title, subtitle, method, origin []string
	keys                            [][]key // rows of the legend
}

// layout wraps all texts of the frame to the width of the drawing.
func (d Drawing) layout() frame {
	room := d.Width - marginAll - marginRight
	f := frame{
		title:    balance(bold(sizeTitle, inkText), d.Title, room),
		subtitle: balance(plain(sizeSubtitle, inkGrey), d.Subtitle, room),
		method:   balance(plain(sizeNote, inkGrey), d.Method, room),
		origin:   balance(plain(sizeNote, inkGrey), d.Origin.line(), room),
	}
	sty := plain(sizeLabel, inkText)
	x := vg.Length(0)
	for _, k := range d.legend {
		w := keyWidth + keyGap + sty.Width(k.words) + keyPitch
		if len(f.keys) == 0 || x+w-keyPitch > room {
			f.keys = append(f.keys, nil)
			x = 0
		}
		last := len(f.keys) - 1
		f.keys[last] = append(f.keys[last], k)
		x += w
	}
	return f
}

// above is the height of everything over the panels.
func (f frame) above() vg.Length {
	h := marginAll + blockHeight(bold(sizeTitle, inkText), len(f.title))
	h += gapHeader + blockHeight(plain(sizeSubtitle, inkGrey), len(f.subtitle))
	if len(f.keys) > 0 {
		h += gapHeader + vg.Length(len(f.keys))*keyRow()
	}
	return h + gapBody
}

// below is the height of everything under the panels.
func (f frame) below() vg.Length {
	return gapBody + blockHeight(plain(sizeNote, inkGrey), len(f.method)+len(f.origin)) + marginAll
}

func keyRow() vg.Length { return 1.5 * plain(sizeLabel, inkText).Font.Size }

// Paint draws the figure over the whole canvas. The canvas should have the size of the drawing.
func (d Drawing) Paint(c draw.Canvas) {
	f := d.layout()
	c.SetColor(white)
	c.Fill(c.Rectangle.Path())
	left := c.Min.X + marginAll

	y := fillBlock(c, bold(sizeTitle, inkText), left, c.Max.Y-marginAll, f.title)
	y = fillBlock(c, plain(sizeSubtitle, inkGrey), left, y-gapHeader, f.subtitle)
	y -= gapHeader
	for _, row := range f.keys {
		x := left
		for _, k := range row {
			x = k.paint(c, x, y-keyRow()/2)
		}
		y -= keyRow()
	}

	y = c.Min.Y + f.below() - gapBody
	c.StrokeLine2(stroke(inkGrid, strokeGrid), left, y+gapBody/2, c.Max.X-marginRight, y+gapBody/2)
	y = fillBlock(c, plain(sizeNote, inkGrey), left, y, f.method)
	fillBlock(c, plain(sizeNote, inkGrey), left, y, f.origin)

	paintPanels(draw.Crop(c, marginAll, -marginRight, f.below(), -f.above()), d.panels)
}

// paint draws the key centred on y and returns where the next one begins.
func (k key) paint(c draw.Canvas, x, y vg.Length) vg.Length {
	if k.fill != nil {
		fillRect(c, x, y-keyHeight/2, x+keyWidth, y+keyHeight/2, k.fill)
	}
	if k.line.Width > 0 {
		if k.tick {
			c.StrokeLine2(k.line, x+keyWidth/2, y-keyHeight*0.7, x+keyWidth/2, y+keyHeight*0.7)
		} else {
			c.StrokeLine2(k.line, x, y, x+keyWidth, y)
		}
	}
	if k.dot != nil {
		blob(c, vg.Point{X: x + keyWidth/2, Y: y}, k.dot, k.ring, k.box)
	}
	x += keyWidth + keyGap
	sty := plain(sizeLabel, inkText)
	putMiddle(c, sty, x, y, 0, k.words)
	return x + sty.Width(k.words) + keyPitch
}
