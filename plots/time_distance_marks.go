package plots

import (
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// shadeSea fills the km of the route that are at sea.
func shadeSea(c draw.Canvas, x func(float64) vg.Length, steps []analysis.StepTime) {
	for _, s := range steps {
		if s.Sea {
			fillRect(c, x(s.KmStart), c.Min.Y, x(s.Km), c.Max.Y, fillSea)
		}
	}
}

// stepLabels writes the longest stays at nodes beside the lines, where there is room.
func stepLabels(c draw.Canvas, x, y func(float64) vg.Length, journeys []journey) {
	room := labeller{bounds: c.Rectangle}
	type stay struct {
		analysis.StepTime
		sign int
	}
	var stays []stay
	for _, j := range journeys {
		points := j.points()
		for i := 1; i < len(points); i++ {
			room.reserveLine(vg.Point{X: x(points[i-1].X), Y: y(points[i-1].Y)}, vg.Point{X: x(points[i].X), Y: y(points[i].Y)})
		}
		for _, s := range j.steps {
			if s.Km-s.KmStart < nodeKm && s.Exit-s.Entry > stepDays {
				stays = append(stays, stay{s, j.sign})
			}
		}
	}
	slices.SortStableFunc(stays, func(a, b stay) int {
		if d := (b.Exit - b.Entry) - (a.Exit - a.Entry); d > 0 {
			return 1
		} else if d < 0 {
			return -1
		}
		return 0
	})
	for _, s := range stays {
		sty := plain(sizeLabel, seriesText[s.sign])
		words := "+" + days(s.Exit-s.Entry) + " d"
		at, middle := x(s.Km), (y(s.Entry)+y(s.Exit))/2
		for _, try := range []struct{ x, y, align vg.Length }{
			{at - 4, middle, 1}, {at - 4, y(s.Exit), 1}, {at + 4, middle, 0}, {at + 4, y(s.Entry) + 5, 0},
		} {
			if box := boxOf(sty, try.x, try.y, try.align, 1, words); room.free(box) {
				putMiddle(c, sty, try.x, try.y, try.align, words)
				room.reserve(box)
				break
			}
		}
	}
}
