package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A berthBlob is the sign of a state: colour and shape are those of its scenario, hollow is a lower demand than the highest shown.
type berthBlob struct {
	ink       color.NRGBA
	ring, box bool
}

func blobOf(r *analysis.Report, variants []int, variant int) berthBlob {
	v, first, last := r.Header.Variants[variant], r.Header.Variants[variants[0]], r.Header.Variants[variants[len(variants)-1]]
	return berthBlob{series[sign(v.Scenario)], v.Level != last.Level, v.Scenario != first.Scenario}
}

// paintBerth draws a dot or, where the point is beyond the axis, a triangle on its edge.
func paintBerth(c draw.Canvas, at vg.Point, b berthBlob, beyond bool) {
	if beyond {
		c.DrawGlyph(draw.GlyphStyle{Color: b.ink, Radius: 3.2, Shape: draw.PyramidGlyph{}}, vg.Point{X: at.X, Y: at.Y - 3})
		return
	}
	blob(c, at, b.ink, b.ring, b.box)
}

// A berthKey is the list beside the figure: groups of berths by their number, each with the sign that stands at its point.
type berthKey struct {
	groups []berthPoint // the latest point of each, by number of berths, then by wait
}

func newBerthKey(points []berthPoint) berthKey {
	latest := map[string]int{}
	for i, b := range points {
		latest[b.path] = i
	}
	var k berthKey
	for i, b := range points {
		if latest[b.path] == i {
			k.groups = append(k.groups, b)
		}
	}
	slices.SortStableFunc(k.groups, func(a, b berthPoint) int {
		return cmp.Or(cmp.Compare(a.berths, b.berths), cmp.Compare(a.change, b.change), cmp.Compare(b.wait, a.wait))
	})
	return k
}

// berthLine is one line of the key: of a group, or a heading over those of one number of berths.
type berthLine struct {
	sign, words string
}

func (k berthKey) lines() (out []berthLine) {
	for i, b := range k.groups {
		if i == 0 || b.berthWords() != k.groups[i-1].berthWords() {
			out = append(out, berthLine{"", "c = " + b.berthWords()})
		}
		out = append(out, berthLine{fmt.Sprint(i + 1), shortened(plain(sizeLabel-1, inkText), b.name, keyRoom)})
	}
	return out
}

const (
	keyLead  = 1.3 * sizeLabel // from line to line
	keySigns = 14              // room for signs
	keyApart = 10              // between the data and the key
	keyRoom  = 46 * vg.Millimeter
)

func (k berthKey) width() (w vg.Length) {
	for _, l := range k.lines() {
		w = max(w, plain(sizeLabel-1, inkText).Width(l.words))
	}
	return keyApart + keySigns + w
}

func (k berthKey) height() vg.Length { return vg.Length(len(k.lines())) * keyLead }

func (k berthKey) paint(c draw.Canvas) {
	y := c.Max.Y
	for _, l := range k.lines() {
		y -= keyLead
		x, sty := c.Max.X+keyApart, plain(sizeLabel-1, inkText)
		if l.sign == "" {
			put(c, plain(sizeLabel-1, inkGrey), x, y, 0, l.words)
			continue
		}
		put(c, signStyle(), x+keySigns-4, y, 1, l.sign)
		put(c, sty, x+keySigns, y, 0, l.words)
	}
}

func signStyle() draw.TextStyle { return bold(sizeLabel-1, inkText) }

// berthSigns finds room for the signs of groups at their points: never on dots, other signs or the lines that lead to them, and on
// curves only where there is no other room.
type berthSigns struct {
	dots  labeller // and all that must stay free
	lines labeller // that are better not written on
}

func newBerthSigns(c draw.Canvas) *berthSigns {
	inside := c.Rectangle
	inside.Min.Y += 2 // clear of the axis
	return &berthSigns{labeller{bounds: inside}, labeller{bounds: inside}}
}

// around is a square about a point.
func around(at vg.Point, half vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: at.X - half, Y: at.Y - half}, Max: vg.Point{X: at.X + half, Y: at.Y + half}}
}

// paintCurves draws the theory for each number of berths, which stands over the end of its curve.
func (n *berthSigns) paintCurves(c draw.Canvas, x, y func(float64) vg.Length, numbers []int, top float64) {
	sty := plain(sizeLabel, inkGrey)
	var ends []vg.Length
	for _, berths := range numbers {
		var line []vg.Point
		for i, q := range theoryCurve(berths, top) {
			line = append(line, vg.Point{X: x(q.X), Y: y(q.Y)})
			if i > 0 {
				n.lines.reserveLine(line[i-1], line[i])
			}
		}
		c.StrokeLines(stroke(inkAxis, strokeAxis), line)
		ends = append(ends, line[len(line)-1].X)
	}
	for i, at := range spread(ends, 1.4*sizeLabel, c.Min.X, c.Max.X) {
		word := fmt.Sprint(numbers[i])
		put(c, sty, at, c.Max.Y+3, 0.5, word)
		if i == 0 {
			put(c, sty, at-sty.Width(word)/2, c.Max.Y+3, 1, "c = ")
		}
	}
}

// signReach are the distances from a dot at which its sign may stand; from the third on a line leads to it.
var signReach = []vg.Length{5, 7, 12, 18, 26, 36, 48, 62, 78, 96, 120}

// A berthSign is a sign that has found its room.
type berthSign struct {
	dot, at vg.Point
	led     bool // by a line from the dot
	word    string
}

// find places the signs of the key, those in a crowd first.
func (n *berthSigns) find(k berthKey, place func(berthPoint) vg.Point) (found []berthSign) {
	crowd := func(b berthPoint) (others int) {
		for _, d := range n.dots.taken {
			if overlap(around(place(b), signReach[3]), d) {
				others++
			}
		}
		return others
	}
	var order []int
	for i := range k.groups {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return crowd(k.groups[b]) - crowd(k.groups[a]) })
	for _, i := range order {
		if s, ok := n.room(place(k.groups[i]), fmt.Sprint(i+1)); ok {
			found = append(found, s)
		}
	}
	return found
}

// paintSigns writes them, over their lines.
func paintSigns(c draw.Canvas, found []berthSign) {
	for _, s := range found {
		if s.led {
			c.StrokeLine2(stroke(inkAxis, strokeGrid), s.dot.X, s.dot.Y, s.at.X, s.at.Y)
		}
	}
	for _, s := range found {
		boxed(c, signStyle(), s.at.X, s.at.Y, 0.5, s.word)
	}
}

// box is the room that a sign takes.
func (s berthSign) box() vg.Rectangle { return boxOf(signStyle(), s.at.X, s.at.Y, 0.5, 0, s.word) }

// room takes the cheapest room near a dot: close to it, not on a curve and, unless there is no other, not beyond a dot or a sign.
func (n *berthSigns) room(dot vg.Point, word string) (best berthSign, ok bool) {
	const turns, onCurve, across = 24, 12, 150
	least := math.Inf(1)
	half := signStyle().Width(word) / 2
	for i, reach := range signReach {
		for turn := range turns {
			sin, cos := math.Sincos(2 * math.Pi * float64(turn) / turns)
			s := berthSign{dot: dot, word: word, led: i > 1, at: vg.Point{X: dot.X + (reach+half)*vg.Length(cos), Y: dot.Y + (reach+sizeLabel/3)*vg.Length(sin)}}
			box := s.box()
			cost := float64(reach)
			if !n.lines.free(box) {
				cost += onCurve
			}
			if cost >= least || !n.dots.free(box) {
				continue
			}
			if s.led && !n.reaches(s) {
				cost += across
			}
			if cost < least {
				best, least, ok = s, cost, true
			}
		}
	}
	if ok {
		n.dots.reserve(best.box())
		if best.led {
			n.lines.reserveLine(best.dot, best.at)
		}
	}
	return best, ok
}

// reaches tells whether the line from a dot to its sign crosses no other dot and no sign; dots on its own are in no way.
func (n *berthSigns) reaches(s berthSign) bool {
	own := around(s.dot, 2)
	dx, dy := s.at.X-s.dot.X, s.at.Y-s.dot.Y
	length := vg.Length(math.Hypot(float64(dx), float64(dy)))
	for at := vg.Length(3); at < length; at += 1.5 {
		p := vg.Point{X: s.dot.X + dx*at/length, Y: s.dot.Y + dy*at/length}
		if slices.ContainsFunc(n.dots.taken, func(r vg.Rectangle) bool { return overlap(around(p, 0.5), r) && !overlap(own, r) }) {
			return false
		}
	}
	return true
}
