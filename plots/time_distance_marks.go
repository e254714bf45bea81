package plots

import (
	"math"
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
		series int
	}
	var stays []stay
	for _, j := range journeys {
		points := j.points()
		for i := 1; i < len(points); i++ {
			room.reserveLine(vg.Point{X: x(points[i-1].X), Y: y(points[i-1].Y)}, vg.Point{X: x(points[i].X), Y: y(points[i].Y)})
		}
		for _, s := range j.steps {
			if s.Km-s.KmStart < nodeKm && s.Exit-s.Entry > stepDays {
				stays = append(stays, stay{s, j.series})
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
		sty := plain(sizeLabel, seriesText[s.series])
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

// nodeNames writes name and km of the origin, the destination and the nodes under the axis: where
// two would overlap, the one where cargo stays longer is written.
func nodeNames(c draw.Canvas, x func(float64) vg.Length, steps []analysis.StepTime) {
	type node struct {
		name     string
		km, stay float64
	}
	var nodes []node
	for i, s := range steps {
		stay := s.Exit - s.Entry
		if i == 0 || i == len(steps)-1 {
			stay = math.Inf(1) // the ends are always named
		}
		switch {
		case i == 0:
			nodes = append(nodes, node{s.Name, s.KmStart, stay})
		case s.Km-s.KmStart < nodeKm || i == len(steps)-1:
			nodes = append(nodes, node{s.Name, s.Km, stay})
		}
	}
	slices.SortStableFunc(nodes, func(a, b node) int {
		switch {
		case a.stay > b.stay:
			return -1
		case a.stay < b.stay:
			return 1
		}
		return 0
	})
	room := labeller{bounds: vg.Rectangle{
		Min: vg.Point{X: c.Min.X - nodeHang, Y: c.Min.Y - tickLength - nodeHeight},
		Max: vg.Point{X: c.Max.X + 2*nodeHang, Y: c.Min.Y},
	}}
	for _, n := range nodes {
		for _, width := range []vg.Length{nodeWidth, nodeNarrow} {
			if nodeName(c, &room, x(n.km), width, n.name, number(math.Round(n.km), 0)+" km") {
				break
			}
		}
	}
}

// nodeName writes one name with its km, in at most two lines and one, if there is room.
func nodeName(c draw.Canvas, room *labeller, at, widest vg.Length, name, km string) bool {
	sty := plain(sizeLabel, inkText)
	lines := append(wrap(sty, name, widest), km)
	if len(lines) > 3 {
		return false
	}
	half := blockWidth(sty, lines) / 2
	middle := min(max(at, room.bounds.Min.X+half), room.bounds.Max.X-half)
	top := c.Min.Y - tickLength - 2
	box := vg.Rectangle{
		Min: vg.Point{X: middle - half, Y: top - blockHeight(sty, len(lines))},
		Max: vg.Point{X: middle + half, Y: top},
	}
	if !room.free(box) {
		return false
	}
	box.Min.X, box.Max.X = box.Min.X-nodeGap, box.Max.X+nodeGap
	room.reserve(box)
	c.StrokeLine2(stroke(inkAxis, strokeAxis), at, c.Min.Y, at, c.Min.Y-tickLength)
	for i, l := range lines {
		if i == len(lines)-1 {
			sty.Color = inkGrey
		}
		put(c, sty, middle, top-0.9*sizeLabel, 0.5, l)
		top -= leading * sizeLabel
	}
	return true
}
