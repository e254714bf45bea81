package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

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

// A stay is the time of one journey at a node.
type stay struct {
	analysis.StepTime
	sign int // of the scenario
}

func (s stay) days() float64 { return s.Exit - s.Entry }

// stayRow is the height of a label of a stay, with a margin.
const stayRow vg.Length = 1.15 * sizeLabel

// stepLabels writes the stays at nodes beside the lines, where there is room: those of all
// journeys at a node under one another, the later one on top as the lines are. Nodes with the longest
// stay choose first.
func stepLabels(c draw.Canvas, x, y func(float64) vg.Length, journeys []journey) {
	room := labeller{bounds: c.Rectangle}
	for _, j := range journeys {
		points := j.points()
		for i := 1; i < len(points); i++ {
			room.reserveLine(vg.Point{X: x(points[i-1].X), Y: y(points[i-1].Y)}, vg.Point{X: x(points[i].X), Y: y(points[i].Y)})
		}
	}
	nodes := staysByNode(journeys)
	for _, stays := range nodes {
		// Left of the step, but not above another one: there the label might be taken for that one's.
		limit := c.Min.X
		for _, other := range nodes {
			if at := x(other[0].Km); at < x(stays[0].Km) {
				limit = max(limit, at)
			}
		}
		if room.placeStays(c, x, y, stays, limit) || room.placeStays(c, x, y, stays, c.Min.X) {
			continue
		}
		for _, s := range stays { // one by one there may be room
			room.placeStays(c, x, y, []stay{s}, c.Min.X)
		}
	}
}

// staysByNode are the stays of more than a day, by node, the node with the longest first.
func staysByNode(journeys []journey) [][]stay {
	var nodes [][]stay
	for _, j := range journeys {
		for _, s := range j.steps {
			if s.Km-s.KmStart >= nodeKm || s.Exit-s.Entry <= stepDays {
				continue
			}
			i := slices.IndexFunc(nodes, func(n []stay) bool { return n[0].Place == s.Place })
			if i < 0 {
				nodes, i = append(nodes, nil), len(nodes)
			}
			nodes[i] = append(nodes[i], stay{s, j.sign})
		}
	}
	longest := func(n []stay) float64 {
		most := 0.0
		for _, s := range n {
			most = max(most, s.days())
		}
		return most
	}
	for _, n := range nodes {
		slices.SortStableFunc(n, func(a, b stay) int { return cmp.Compare(b.Exit, a.Exit) })
	}
	slices.SortStableFunc(nodes, func(a, b []stay) int { return cmp.Compare(longest(b), longest(a)) })
	return nodes
}

// placeStays writes the stays at one node as a block, and tells whether there was room for it: left of
// the step though not beyond the limit, there also higher, or right of it and lower.
func (l *labeller) placeStays(c draw.Canvas, x, y func(float64) vg.Length, stays []stay, limit vg.Length) bool {
	left, right := c.Max.X, c.Min.X
	top, foot := c.Min.Y, c.Max.Y
	for _, s := range stays {
		left, right = min(left, x(s.Km)), max(right, x(s.Km))
		top, foot = max(top, y(s.Exit)), min(foot, y(s.Entry))
	}
	width := vg.Length(0)
	for _, s := range stays {
		width = max(width, plain(sizeLabel, inkText).Width(stayWords(s)))
	}
	half := vg.Length(len(stays)-1) * stayRow / 2
	middle := (top + foot) / 2
	const nudge, reach = 3, 3 * stayRow
	for up := vg.Length(0); left-4-width > limit && middle+up <= top+half+reach; up += nudge {
		if l.writeStays(c, left-4, middle+up, 1, stays) {
			return true
		}
	}
	for down := vg.Length(0); down <= half+reach; down += nudge {
		if l.writeStays(c, right+4, middle-down, 0, stays) {
			return true
		}
	}
	return false
}

// writeStays writes the block with its middle at y if nothing is in its way.
func (l *labeller) writeStays(c draw.Canvas, x, y, align vg.Length, stays []stay) bool {
	at := y + vg.Length(len(stays)-1)*stayRow/2
	var boxes []vg.Rectangle
	for i, s := range stays {
		box := boxOf(plain(sizeLabel, inkText), x, at-vg.Length(i)*stayRow, align, 1, stayWords(s))
		if !l.free(box) {
			return false
		}
		boxes = append(boxes, box)
	}
	for i, s := range stays {
		putMiddle(c, plain(sizeLabel, seriesText[s.sign]), x, at-vg.Length(i)*stayRow, align, stayWords(s))
		l.reserve(boxes[i])
	}
	return true
}

func stayWords(s stay) string { return "+" + days(s.days()) + " d" }

// otherWays names the scenarios whose way is not that of the axis, "" if all go the same way.
func otherWays(r *analysis.Report, routes []route) string {
	var names []string
	for _, t := range routes {
		for _, j := range t.journeys {
			if name := variantTag(r, j.variant); !j.sameWay(t.shown()) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf(" Names, km and sea are those of %s; the way of %s differs.", variantTag(r, routes[0].shown().variant), listed(names))
}

// laterWays says of which days the times of a route are that changes inside the run, "" if none does: what comes by the later way is
// not in them.
func laterWays(r *analysis.Report, routes []route) string {
	for _, t := range routes {
		for _, j := range t.journeys {
			if day := wayUntil(r, j.variant, t.Flow); day != "" {
				return fmt.Sprintf(" Times and km are those of the way of the first day (%s: until %s); what takes a later way is not in them.", routeName(t.Route), day)
			}
		}
	}
	return ""
}

// otherRoutes says how much came by routes that are not drawn, "" if nothing did.
func otherRoutes(r *analysis.Report, routes []route) string {
	var parts []string
	for _, t := range routes {
		for _, j := range t.journeys {
			if share := r.FirstRouteShare(j.variant, t.Flow); share < 0.995 {
				part := routeName(t.Route)
				if len(t.journeys) > 1 {
					part += ", " + variantTag(r, j.variant)
				}
				parts = append(parts, fmt.Sprintf("%s (%.0f %%)", part, 100*(1-share)))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " What came by other routes is not in the times: " + listed(parts) + "."
}

// wayUntil is the day on which a flow takes another way, "" if it never does.
func wayUntil(r *analysis.Report, variant int, flow string) string {
	for _, l := range r.Scenario(variant).Later {
		if slices.ContainsFunc(l.Routes, func(o analysis.Route) bool { return o.Flow == flow }) {
			if day, err := time.Parse(time.DateOnly, l.From); err == nil {
				return day.Format("2 January 2006")
			}
		}
	}
	return ""
}

// meanByWay says of what a time is the mean: of the years of the run, or of what came by the way of the first day if that changes.
func meanByWay(r *analysis.Report, variant int, flow string) string {
	if day := wayUntil(r, variant, flow); day != "" {
		return "by the way until " + day
	}
	return meanOver(r, variant)
}

// sameWay tells whether two journeys pass the same places at about the same km.
func (j journey) sameWay(o journey) bool {
	return slices.EqualFunc(j.steps, o.steps, func(a, b analysis.StepTime) bool {
		return a.Place == b.Place && math.Abs(a.Km-b.Km) < nodeKm
	})
}
