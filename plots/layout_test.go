package plots

import (
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// The goal: no reader ever sees words that are cut off or lie on other words. The method: paint
// every figure of several reports on a recording canvas, and compare the ink boxes of all texts.

type textBox struct {
	words string
	vg.Rectangle
}

// textBoxes paints the drawing and returns the box of each text: its width by the metrics of
// the font, from the descent of a "p" to the height of a capital.
func textBoxes(t *testing.T, d Drawing) []textBox {
	t.Helper()
	var rec recorder.Canvas
	d.Paint(draw.NewCanvas(&rec, d.Width, d.Height))
	var boxes []textBox
	for _, action := range rec.Actions {
		switch a := action.(type) {
		case *recorder.FillString:
			face := fonts.Fonts.Lookup(a.Font, a.Size)
			w := face.Width(a.String)
			boxes = append(boxes, textBox{a.String, vg.Rectangle{
				Min: vg.Point{X: a.Point.X, Y: a.Point.Y - 0.2*a.Size},
				Max: vg.Point{X: a.Point.X + w, Y: a.Point.Y + capHeight*a.Size},
			}})
		case *recorder.Rotate, *recorder.Translate, *recorder.Scale, *recorder.Push, *recorder.Pop:
			t.Fatalf("figure %s moves the canvas (%T): the boxes of this test would be wrong", d.Name, a)
		}
	}
	return boxes
}

func checkText(t *testing.T, d Drawing) {
	t.Helper()
	boxes := textBoxes(t, d)
	if len(boxes) < 10 {
		t.Errorf("figure %s has only %d texts", d.Name, len(boxes))
	}
	for i, a := range boxes {
		if a.Min.X < 0 || a.Min.Y < 0 || a.Max.X > d.Width || a.Max.Y > d.Height {
			t.Errorf("figure %s: %q leaves the canvas: %v of %v × %v", d.Name, a.words, a.Rectangle, d.Width, d.Height)
		}
		for _, b := range boxes[:i] {
			if overlap(a.Rectangle, b.Rectangle) {
				t.Errorf("figure %s: %q at %v lies on %q at %v", d.Name, a.words, a.Rectangle, b.words, b.Rectangle)
			}
		}
	}
}

func TestTextIsReadable(t *testing.T) {
	for _, c := range fixtures() {
		r := c.fixture.report()
		for _, f := range Figures {
			if !f.Fits(r) {
				continue
			}
			t.Run(c.name+"/"+f.Name, func(t *testing.T) {
				d, err := f.Draw(r)
				if len(c.fixture.offered) == 1 && f.Name == "capacity-curve" {
					if err == nil || !strings.Contains(err.Error(), "at least 2") {
						t.Fatalf("one level makes no curve, but the error is %v", err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				checkText(t, d)
				if d.Width != widthFull || d.Height > heightPage {
					t.Errorf("%v × %v does not fit on a page", d.Width, d.Height)
				}
			})
		}
	}
}

// TestTextBoxesSeesFaults makes sure that the test above can fail.
func TestTextBoxesSeesFaults(t *testing.T) {
	d, err := capacityCurve(fixtureFull().report())
	if err != nil {
		t.Fatal(err)
	}
	boxes := textBoxes(t, d)
	on := 0
	for i := range boxes {
		moved := boxes[i].Rectangle.Add(vg.Point{X: 1})
		if overlap(moved, boxes[i].Rectangle) {
			on++
		}
	}
	if on < len(boxes) {
		t.Errorf("only %d of %d texts overlap with themselves", on, len(boxes))
	}
	if want := fmt.Sprint(d.layout().title[0]); boxes[0].words != want {
		t.Errorf("the first text is %q, not the title %q", boxes[0].words, want)
	}
}
