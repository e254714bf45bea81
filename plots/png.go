package plots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Resolution of raster figures, in dots per inch and, as PNG wants it, in dots per metre.
const (
	dotsPerInch  = 300
	dotsPerMetre = 11811
)

// PNG encodes the drawing at 300 dpi and says so in the file: without a pHYs chunk a word
// processor shows the figure three times too big. Title and alt text travel as iTXt chunks.
// See the PNG specification, third edition, sections 11.3.3.4 and 11.3.4.3.
func PNG(d Drawing) ([]byte, error) {
	canvas := vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(d.Width, d.Height), vgimg.UseDPI(dotsPerInch))}
	d.Paint(draw.New(canvas))
	var buf bytes.Buffer
	if _, err := canvas.WriteTo(&buf); err != nil {
		return nil, err
	}
	const afterIHDR = 8 + 4 + 4 + 13 + 4 // signature; length, name, data and checksum of IHDR
	raw := buf.Bytes()
	if len(raw) < afterIHDR || string(raw[12:16]) != "IHDR" {
		return nil, fmt.Errorf("the png encoder did not begin with IHDR")
	}
	out := append([]byte{}, raw[:afterIHDR]...)
	size := binary.BigEndian.AppendUint32(nil, dotsPerMetre)
	size = binary.BigEndian.AppendUint32(size, dotsPerMetre)
	out = appendChunk(out, "pHYs", append(size, 1))
	out = appendChunk(out, "iTXt", internationalText("Title", d.Title))
	out = appendChunk(out, "iTXt", internationalText("Description", d.Alt))
	return append(out, raw[afterIHDR:]...), nil
}

// internationalText is the content of an iTXt chunk: not compressed, no language, no translated keyword.
func internationalText(keyword, s string) []byte {
	return append([]byte(keyword+"\x00\x00\x00\x00\x00"), s...)
}

func appendChunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	body := append([]byte(name), data...)
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
}
