package plots

import (
	"image/color"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Widths of figures: the text block of an A4 page, and the tallest figure that still leaves
// room for a heading on such a page.
const (
	widthFull  = 160 * vg.Millimeter
	heightPage = 225 * vg.Millimeter
)

// Type sizes in points.
const (
	sizeTitle    = 10.5
	sizeSubtitle = 8.5
	sizeHeading  = 8.5
	sizeLabel    = 8
	sizeNote     = 6.5
)

// Margins of the figure. The right one is wider, because labels of line ends reach out there.
const (
	marginAll   vg.Length = 6
	marginRight vg.Length = 10
)

// Strokes in points.
const (
	strokeAxis vg.Length = 0.6
	strokeGrid vg.Length = 0.5
	strokeGoal vg.Length = 1.0
	strokeData vg.Length = 1.6
	strokeRoad vg.Length = 1.8 // lines of the time–distance chart
	tickLength vg.Length = 3
)

// barThickness is the share of the pitch of rows that a bar takes.
const barThickness = 0.68

var (
	inkText  = hex(0x222222)
	inkGrey  = hex(0x595959)
	inkAxis  = hex(0x808080)
	inkGrid  = hex(0xDDDDDD)
	inkGoal  = hex(0xD55E00) // the line
	textGoal = hex(0xA84600) // its words
	fillSea  = hex(0xEEF5FB)
	white    = hex(0xFFFFFF)
)

// series are the Okabe–Ito colours; never the only sign, always with a dash or an end label.
// seriesText are their darker twins, fit for text on white; the fifth is the ink of all text, since a
// second dark blue would be taken for the first.
var (
	series     = []color.NRGBA{hex(0x0072B2), hex(0xE69F00), hex(0x009E73), hex(0xCC79A7), hex(0x56B4E9)}
	seriesText = []color.NRGBA{hex(0x00527F), hex(0x7A5200), hex(0x00664B), hex(0x8A3F6B), hex(0x222222)}
)

// seriesDash tells series apart in grey; a nil entry is a solid line.
var seriesDash = [][]vg.Length{nil, {6, 2}, {6, 2, 1.5, 2}, {3, 1.5}, {1.5, 1}}

var dashReference = []vg.Length{1.5, 2}

// causeColours fill the folded causes of delay in the order of analysis.FoldedCauses: moving and
// handling, vessel, track, wagon, customs, weather. Neighbours differ by at least 3 : 1 in
// luminance, which plain Okabe–Ito colours do not.
var causeColours = []color.NRGBA{
	hex(0xD9D9D9), hex(0x004C85), hex(0x6BB8E8), hex(0x006B4E), hex(0xF0B83C), hex(0x8A2B5C),
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

// tint mixes the colour with white: share 1 is the colour itself, 0 is white. Bands are
// opaque tints where they hardly cross.
func tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(255 - share*(255-float64(v)) + 0.5) }
	return color.NRGBA{R: mix(c.R), G: mix(c.G), B: mix(c.B), A: 255}
}

// alpha is the colour made transparent, for bands that cross.
func alpha(c color.NRGBA, share float64) color.NRGBA {
	c.A = uint8(255*share + 0.5)
	return c
}

// familyPalette fills kinds of cargo: the series and three more. Names stand beside the parts.
var familyPalette = []color.NRGBA{series[0], series[1], series[2], series[3], series[4], hex(0x882255), hex(0xF0E442), hex(0x999999)}

// dark tells whether white text is the readable one on the fill (relative luminance of WCAG 2).
func dark(c color.NRGBA) bool {
	return 0.2126*linear(c.R)+0.7152*linear(c.G)+0.0722*linear(c.B) < 0.179
}

// fonts holds the one type family; Liberation Sans has the metrics of Arial.
var fonts = text.Plain{Fonts: font.NewCache(liberation.Collection())}

// plain is a text style of the house with its origin at the left end of the base line.
func plain(size float64, ink color.NRGBA) draw.TextStyle {
	return draw.TextStyle{
		Color:   ink,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Points(size)},
		Handler: fonts,
	}
}

func bold(size float64, ink color.NRGBA) draw.TextStyle {
	s := plain(size, ink)
	s.Font.Weight = stdfont.WeightBold
	return s
}

func stroke(ink color.NRGBA, width vg.Length, dash ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: ink, Width: width, Dashes: dash}
}
