package plots

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// strokeCrossed is the stroke of lines that are a part of another.
const strokeCrossed vg.Length = 0.8

// rest is the range of what counts as carried without crossing the cut where the goal is
// measured, in Mt/yr over all curves and levels. A most of 0 means that there is no such cargo; what would
// be written as 0.0 Mt is none.
func rest(curves []curve) (least, most float64) {
	for i, c := range curves {
		for k := range c.crossed {
			mt := c.carried[k].Mean - c.crossed[k]
			if i == 0 && k == 0 {
				least, most = mt, mt
			}
			least, most = min(least, mt), max(most, mt)
		}
	}
	if most < 0.05 {
		return 0, 0
	}
	return max(least, 0), most
}

// restWords says how much of what is carried does not cross the cut, "" if nothing.
func restWords(curves []curve, g analysis.Goal) string {
	least, most := rest(curves)
	if most == 0 {
		return ""
	}
	where := "there"
	if g.BySea() {
		where = "the sea"
	}
	amount := mega(least) + "–" + mega(most)
	if mega(least) == mega(most) {
		amount = mega(most)
	}
	return fmt.Sprintf(" plus what does not cross %s (%s Mt)", where, amount)
}

// crossedWords names the part that crosses the cut.
func crossedWords(g analysis.Goal) string {
	if g.BySea() {
		return "by sea"
	}
	return "across the cut"
}

// crossedMax is the number of curves beyond which lines of their parts could not be told apart.
const crossedMax = 2

// drawsCrossed tells whether the part that crosses the cut has lines; otherwise it is in the note.
func drawsCrossed(curves []curve) bool {
	_, most := rest(curves)
	return most > 0 && len(curves) <= crossedMax
}

// crossedNote says what crosses the cut at the highest demand where no line shows it.
func crossedNote(curves []curve, g analysis.Goal) string {
	if _, most := rest(curves); most == 0 || drawsCrossed(curves) {
		return ""
	}
	var parts []string
	for _, c := range curves {
		parts = append(parts, c.tag+": "+mega(c.crossed[len(c.crossed)-1]))
	}
	return fmt.Sprintf(" Of it %s at the highest demand: %s Mt.", crossedWords(g), strings.Join(parts, ", "))
}

// addCrossed draws what crosses the cut, a thin line for each curve, and returns the labels of their ends.
func addCrossed(p *plot.Plot, curves []curve, g analysis.Goal) []endLabel {
	var labels []endLabel
	for _, c := range curves {
		points := make(plotter.XYs, len(c.offered))
		for k := range points {
			points[k] = plotter.XY{X: c.offered[k], Y: c.crossed[k]}
		}
		s, end := sign(c.scenario), points[len(points)-1].Y
		p.Add(line(points, stroke(series[s], strokeCrossed, seriesDash[s]...)))
		words := strings.TrimSpace(c.tag + " " + crossedWords(g))
		labels = append(labels, endLabel{end, plain(sizeLabel, seriesText[s]), words + ": " + mega(end)})
	}
	return labels
}
