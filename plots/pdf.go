package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgpdf"
)

// fixPDF makes the bytes of PDF files repeatable. The library offers this only as defaults of the
// whole process, which is why it is done when the first file is made.
var fixPDF = sync.OnceFunc(func() {
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	fpdf.SetDefaultCreationDate(day)
	fpdf.SetDefaultModificationDate(day)
	fpdf.SetDefaultCatalogSort(true)
})

// PDF encodes the drawing with its text as glyph outlines: vgpdf writes an empty file when there
// is bold text, and garbles all that is not ASCII. The text cannot be searched, so SVG is the
// vector format of first choice. The dates in the file are fixed.
func PDF(d Drawing) ([]byte, error) {
	fixPDF()
	canvas := vgpdf.New(d.Width, d.Height)
	d.Paint(draw.NewCanvas(pdfCanvas{outlines{canvas}}, d.Width, d.Height))
	var buf bytes.Buffer
	if _, err := canvas.WriteTo(&buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// pdfCanvas hands colours to vgpdf so that transparent ones keep their hue: it takes the channels that
// Go multiplies by alpha and gives them to the file beside the alpha, which darkens them twice.
type pdfCanvas struct{ outlines }

// SetColor implements vg.Canvas.
func (c pdfCanvas) SetColor(ink color.Color) {
	if ink == nil {
		ink = color.Black // as all canvases of vg take it
	}
	c.outlines.SetColor(straight(color.NRGBAModel.Convert(ink).(color.NRGBA)))
}

// straight is a colour whose channels are not multiplied by its alpha, against the rule of color.Color.
type straight color.NRGBA

// RGBA implements color.Color.
func (s straight) RGBA() (r, g, b, a uint32) {
	return uint32(s.R) * 0x101, uint32(s.G) * 0x101, uint32(s.B) * 0x101, uint32(s.A) * 0x101
}

// outlines is a canvas that fills the outlines of glyphs where another writes text.
type outlines struct{ vg.Canvas }

// FillString implements vg.Canvas, with kerning, by the same rules as font.Face.Width.
func (o outlines) FillString(face font.Face, pt vg.Point, s string) {
	var buf sfnt.Buffer
	ppem := fixed.Int26_6(face.Face.UnitsPerEm())
	scale := face.Font.Size / vg.Length(ppem)
	x, previous := fixed.Int26_6(0), sfnt.GlyphIndex(0)
	for i, r := range s {
		glyph, err := face.Face.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			panic(fmt.Sprintf("plots: outlines: text %q: the font has no glyph for %q", s, r))
		}
		if i > 0 {
			// A missing pair is an error too, and means no kerning.
			if kern, err := face.Face.Kern(&buf, previous, glyph, ppem, 0); err == nil {
				x += kern
			}
		}
		segments, err := face.Face.LoadGlyph(&buf, glyph, ppem, nil)
		if err != nil {
			panic(fmt.Sprintf("plots: outlines: text %q: glyph of %q: %v", s, r, err))
		}
		if path := glyphPath(segments, pt, x, scale); len(path) > 0 {
			o.Fill(path)
		}
		advance, err := face.Face.GlyphAdvance(&buf, glyph, ppem, 0)
		if err != nil {
			panic(fmt.Sprintf("plots: outlines: text %q: advance of %q: %v", s, r, err))
		}
		x, previous = x+advance, glyph
	}
}

// glyphPath turns the segments of a glyph, whose y axis points down, into a path at pt shifted by x.
func glyphPath(segments sfnt.Segments, pt vg.Point, x fixed.Int26_6, scale vg.Length) vg.Path {
	at := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: pt.X + vg.Length(p.X+x)*scale, Y: pt.Y - vg.Length(p.Y)*scale}
	}
	var path vg.Path
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(path) > 0 {
				path.Close()
			}
			path.Move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			path.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(path) > 0 {
		path.Close()
	}
	return path
}
