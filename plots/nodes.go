package plots

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

const (
	nodeWidth            = 24 * vg.Millimeter // of a node's name under the axis
	nodeShift            = 20 * vg.Millimeter // how far a name may stand from its node
	nodeGap    vg.Length = 5                  // between names of nodes
	nodeHang   vg.Length = 14                 // how far the names of the ends may reach beyond the axis
	nodeLeader vg.Length = 10                 // from the axis to the names
)

// A node is a place on a route where cargo stays and does not move.
type node struct {
	lines []string  // name and km
	km    float64   // from the origin
	rank  float64   // where there is no room for all, the lowest are not named
	half  vg.Length // half the width of the lines
}

// nodesOf returns the nodes of a journey in the order of km. Both ends are always named; ports and
// the first border come before all others, and those where cargo stays longer before the rest.
func nodesOf(steps []analysis.StepTime) []node {
	sty := plain(sizeLabel, inkText)
	var nodes []node
	border := false
	for i, s := range steps {
		n := node{km: s.Km, rank: s.Exit - s.Entry}
		switch {
		case i == 0:
			n.km, n.rank = s.KmStart, math.Inf(1)
		case i == len(steps)-1:
			n.rank = math.Inf(1)
		case s.Km-s.KmStart >= nodeKm:
			continue
		case s.Kind == "port" || s.Kind == "border" && !border:
			n.rank += math.MaxInt32
		}
		border = border || s.Kind == "border"
		// A name may be broken after its dash.
		n.lines = wrap(sty, strings.ReplaceAll(analysis.Brief(s.Name), "–", "– "), nodeWidth)
		for k, l := range n.lines {
			n.lines[k] = strings.ReplaceAll(l, "– ", "–")
		}
		n.lines = append(n.lines, number(math.Round(n.km), 0)+" km")
		n.half = blockWidth(sty, n.lines) / 2
		nodes = append(nodes, n)
	}
	return nodes
}

// nodesHeight is the room that the names of nodes need under the axis.
func nodesHeight(nodes []node) vg.Length {
	most := 0
	for _, n := range nodes {
		most = max(most, len(n.lines))
	}
	return nodeLeader + blockHeight(plain(sizeLabel, inkText), most)
}

// paintNodes writes names and km under the axis, moved apart where they would overlap, each with a
// line to its place on the axis. Where a name would stand too far off, the least of the
// crowd is left out.
func paintNodes(c draw.Canvas, x func(float64) vg.Length, nodes []node) {
	nodes = slices.Clone(nodes)
	low, high := c.Min.X-nodeHang, c.Max.X+2*nodeHang
	at, crowd := placeNodes(nodes, x, low, high)
	for {
		worst := farthest(nodes, x, at)
		if math.Abs(float64(at[worst]-x(nodes[worst].km))) <= float64(nodeShift) && at[len(at)-1]+nodes[len(at)-1].half <= high+0.01 {
			break
		}
		least := worst
		for i, n := range nodes {
			if crowd[i] == crowd[worst] && n.rank < nodes[least].rank {
				least = i
			}
		}
		if math.IsInf(nodes[least].rank, 1) {
			break
		}
		nodes = slices.Delete(nodes, least, least+1)
		at, crowd = placeNodes(nodes, x, low, high)
	}
	sty, leader := plain(sizeLabel, inkText), stroke(inkAxis, strokeAxis)
	for i, n := range nodes {
		from, foot := x(n.km), c.Min.Y-tickLength
		c.StrokeLine2(leader, from, c.Min.Y, from, foot)
		c.StrokeLine2(leader, from, foot, at[i], c.Min.Y-nodeLeader+1)
		top := c.Min.Y - nodeLeader
		for k, l := range n.lines {
			sty.Color = inkText
			if k == len(n.lines)-1 {
				sty.Color = inkGrey
			}
			put(c, sty, at[i], top-0.9*sizeLabel, 0.5, l)
			top -= leading * sizeLabel
		}
	}
}

// farthest is the node whose name stands farthest from it.
func farthest(nodes []node, x func(float64) vg.Length, at []vg.Length) (worst int) {
	most := -1.0
	for i, n := range nodes {
		if d := math.Abs(float64(at[i] - x(n.km))); d > most {
			most, worst = d, i
		}
	}
	return worst
}

// placeNodes returns the middles of names such that neighbours do not overlap and a crowd of names
// that touch stands, as a whole, as near to its nodes as it can within the bounds; and
// the number of each name's crowd.
func placeNodes(nodes []node, x func(float64) vg.Length, low, high vg.Length) (at []vg.Length, crowd []int) {
	type group struct {
		from, to    int
		left, width vg.Length
	}
	fit := func(g *group) {
		sum := vg.Length(0)
		g.width = -nodeGap
		for i := g.from; i < g.to; i++ {
			g.width += nodeGap + nodes[i].half
			sum += x(nodes[i].km) - g.width
			g.width += nodes[i].half
		}
		g.left = max(low, min(sum/vg.Length(g.to-g.from), high-g.width))
	}
	var groups []group
	for i := range nodes {
		g := group{from: i, to: i + 1}
		fit(&g)
		for n := len(groups) - 1; n >= 0 && groups[n].left+groups[n].width+nodeGap > g.left; n-- {
			g.from = groups[n].from
			groups = groups[:n]
			fit(&g)
		}
		groups = append(groups, g)
	}
	at, crowd = make([]vg.Length, len(nodes)), make([]int, len(nodes))
	for k, g := range groups {
		left := g.left
		for i := g.from; i < g.to; i++ {
			at[i], crowd[i] = left+nodes[i].half, k
			left += 2*nodes[i].half + nodeGap
		}
	}
	return at, crowd
}
