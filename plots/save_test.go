package plots

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
	"gonum.org/v1/plot/vg/vgimg"

	"corridor/sim/analysis"
)

var update = flag.Bool("update", false, "write the golden figures anew")

// look names a folder where all figures of all fixtures are written, to be looked at.
var look = flag.String("look", "", "write all figures of all fixtures to this folder")

func TestLook(t *testing.T) {
	for _, c := range fixtures() {
		r := c.fixture.report()
		for _, f := range Figures {
			if !f.Fits(r) {
				continue
			}
			d, err := f.Draw(r)
			if err != nil || *look == "" {
				continue // TestTextIsReadable tells which errors are right
			}
			if _, err := Save(d, filepath.Join(*look, c.name+"-"+f.Name)); err != nil {
				t.Error(err)
			}
		}
	}
}

// reportFor is the full fixture that a figure can show.
func reportFor(f Figure) *analysis.Report {
	if f.Ablation {
		return fixtureAblation(12, 3, 8).report()
	}
	return fixtureFull().report()
}

// draw makes a figure of the full fixture.
func drawn(t *testing.T, f Figure) Drawing {
	t.Helper()
	d, err := f.Draw(reportFor(f))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGoldenSVG(t *testing.T) {
	for _, f := range Figures {
		got, err := SVG(drawn(t, f))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", f.Name+".svg")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; look at it, then run go test ./plots -update", path)
		}
	}
}

func TestSaveWritesFiveFiles(t *testing.T) {
	d := drawn(t, Figures[0])
	stem := filepath.Join(t.TempDir(), "capacity-curve")
	names, err := Save(d, stem)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(names, " "), strings.Join([]string{stem + ".svg", stem + ".png", stem + ".pdf", stem + ".csv", stem + ".json"}, " "); got != want {
		t.Errorf("files %s, want %s", got, want)
	}
	read := func(ending string) []byte {
		b, err := os.ReadFile(stem + ending)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	records, err := csv.NewReader(bytes.NewReader(read(".csv"))).ReadAll()
	if err != nil || len(records) != 1+len(d.Table.Rows) {
		t.Errorf("csv has %d lines, error %v", len(records), err)
	}
	var side struct {
		Title, Caption, Alt, Version string
		Seed                         uint64
		Scenarios                    []struct{ Name, Hash string }
	}
	if err := json.Unmarshal(read(".json"), &side); err != nil {
		t.Fatal(err)
	}
	if side.Title != d.Title || side.Alt == "" || side.Caption == "" || side.Version != "v0.1.0" || side.Seed != 42 ||
		len(side.Scenarios) != 2 || len(side.Scenarios[1].Hash) != 64 {
		t.Errorf("json tells %+v", side)
	}
	if _, err := Save(d, filepath.Join(t.TempDir(), "nowhere", "figure")); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

func TestSVGForAll(t *testing.T) {
	d := drawn(t, Figures[0])
	d.Title = `waiting < 5 days & "more"`
	out, err := SVG(d)
	if err != nil {
		t.Fatal(err)
	}
	s := string(out)
	for _, want := range []string{`role="img"`, "<title id=\"title\">waiting &lt; 5 days &amp;", "<desc id=\"desc\">Line chart.", "Liberation Sans,Arial,Helvetica,sans-serif"} {
		if !strings.Contains(s, want) {
			t.Errorf("the SVG has no %s", want)
		}
	}
	if n := strings.Count(s, "font-family:Liberation Sans;"); n > 0 {
		t.Errorf("%d texts have no fall-back font", n)
	}
}

func TestPNGHasSizeAndText(t *testing.T) {
	d := drawn(t, Figures[0])
	out, err := PNG(d)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w != 1890 {
		t.Errorf("160 mm at 300 dpi are 1890 pixels, not %d", w)
	}
	found := map[string]int{}
	for at := 8; at < len(out); {
		n := int(binary.BigEndian.Uint32(out[at:]))
		name, data := string(out[at+4:at+8]), out[at+8:at+8+n]
		if sum := binary.BigEndian.Uint32(out[at+8+n:]); sum != crc32.ChecksumIEEE(out[at+4:at+8+n]) {
			t.Errorf("chunk %s has a wrong checksum", name)
		}
		if name == "pHYs" && (binary.BigEndian.Uint32(data) != dotsPerMetre || binary.BigEndian.Uint32(data[4:]) != dotsPerMetre || data[8] != 1) {
			t.Errorf("pHYs holds %v", data)
		}
		if name == "iTXt" && !bytes.HasSuffix(data, []byte(d.Title)) && !bytes.HasSuffix(data, []byte(d.Alt)) {
			t.Errorf("iTXt holds %q", data)
		}
		found[name]++
		at += 12 + n
	}
	if found["pHYs"] != 1 || found["iTXt"] != 2 {
		t.Errorf("chunks: %v", found)
	}
}

// TestPDFRepeats also holds Cyrillic, Kazakh and Azerbaijani letters against the font.
func TestPDFRepeats(t *testing.T) {
	for _, f := range Figures {
		d := drawn(t, f)
		d.Subtitle += " Ақтау, Әлят, Bakı, Ələt, CO₂ ≥ 1…5"
		one, err := PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		two, err := PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		if len(one) < 20_000 || !bytes.HasPrefix(one, []byte("%PDF-")) {
			t.Errorf("%s: %d bytes do not look like a PDF with outlines", f.Name, len(one))
		}
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two PDFs of one drawing differ", f.Name)
		}
		if bytes.Contains(one, []byte("/FontFile2")) {
			t.Errorf("%s: the PDF holds a font, so some text is not an outline", f.Name)
		}
	}
}

// TestOutlinesLookLikeText draws a figure once with text and once with its outlines. The resolution is one
// where an em of the commonest size has about 32 pixels: x/image/font/opentype kerns all sizes as it
// would that one, so that at others long lines of text drift from their outlines.
func TestOutlinesLookLikeText(t *testing.T) {
	d := drawn(t, Figures[0])
	pixels := func(wrap func(vg.Canvas) vg.Canvas) *image.RGBA {
		c := vgimg.NewWith(vgimg.UseWH(d.Width, d.Height), vgimg.UseDPI(270))
		d.Paint(draw.NewCanvas(wrap(c), d.Width, d.Height))
		return c.Image().(*image.RGBA)
	}
	text := pixels(func(c vg.Canvas) vg.Canvas { return c })
	paths := pixels(func(c vg.Canvas) vg.Canvas { return outlines{c} })
	differ, ink := 0.0, 0.0
	for i := range text.Pix {
		a, b := float64(text.Pix[i]), float64(paths.Pix[i])
		differ += max(a-b, b-a)
		ink += 255 - a
	}
	if share := differ / ink; share > 0.04 {
		t.Errorf("outlines differ from text by %.1f %% of the ink", 100*share)
	}
}

func Example() {
	for _, f := range Figures {
		fmt.Println(f.Name)
	}
	// Output:
	// capacity-curve
	// capacity-ladder
	// where-the-time-goes
	// time-distance
	// throughput-by-month
	// marey
	// queue-over-the-year
	// gantt
	// line-occupancy
	// berth-occupancy
	// ablation
}

// TestPDFKeepsHues: vgpdf takes the channels that Go has multiplied by alpha for the hue.
func TestPDFKeepsHues(t *testing.T) {
	r, g, b, a := straight(alpha(hex(0x0072B2), 0.2)).RGBA()
	if r>>8 != 0 || g>>8 != 0x72 || b>>8 != 0xB2 || a>>8 != 51 {
		t.Errorf("%x %x %x %x", r>>8, g>>8, b>>8, a>>8)
	}
	var rec recorder.Canvas
	pdfCanvas{outlines{&rec}}.SetColor(alpha(hex(0xE69F00), 0.2))
	r, _, _, a = rec.Actions[0].(*recorder.SetColor).Color.RGBA()
	if r>>8 != 0xE6 || a>>8 != 51 {
		t.Errorf("the canvas got red %x, alpha %x", r>>8, a>>8)
	}
}
