package plots

import (
	"bytes"
	"fmt"
	"html"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// SVG encodes the drawing, with fall-backs for readers without Liberation Sans, and with title
// and description for readers that cannot see it. Fonts are not embedded: two faces are 1 MB.
func SVG(d Drawing) ([]byte, error) {
	canvas := vgsvg.New(d.Width, d.Height)
	d.Paint(draw.New(canvas))
	var buf bytes.Buffer
	if _, err := canvas.WriteTo(&buf); err != nil {
		return nil, err
	}
	out := bytes.ReplaceAll(buf.Bytes(), []byte("font-family:Liberation Sans;"),
		[]byte("font-family:Liberation Sans,Arial,Helvetica,sans-serif;"))

	start := bytes.Index(out, []byte("<svg "))
	if start < 0 {
		return nil, fmt.Errorf("the vgsvg package wrote no <svg> element")
	}
	end := bytes.IndexByte(out[start:], '>')
	if end < 0 {
		return nil, fmt.Errorf("the vgsvg package left its <svg> element open")
	}
	end += start
	head := fmt.Sprintf("<svg role=\"img\" aria-labelledby=\"title desc\" %s>\n<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>",
		out[start+len("<svg "):end], html.EscapeString(d.Title), html.EscapeString(d.Alt))
	return append(append(append([]byte{}, out[:start]...), head...), out[end+1:]...), nil
}
