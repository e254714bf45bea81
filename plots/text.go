package plots

import (
	"math"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// leading is the distance of base lines in units of the type size.
const leading = 1.2

// capHeight is the height of the digits and capitals of Liberation Sans in units of the type
// size. Text is centred by it, since the font's own ascent leaves labels about 1 pt low.
const capHeight = 0.72

// linear undoes the gamma of one sRGB channel.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// words splits a text where a line may end: at spaces, but not between a number and what follows
// it ("10 Mt"), nor between a colon and a number.
func words(s string) []string {
	var out []string
	for _, word := range strings.Fields(s) {
		if n := len(out); n > 0 {
			before := strings.TrimLeft(out[n-1][strings.LastIndexByte(out[n-1], ' ')+1:], "(+−")
			number := before != "" && isDigit(before[0]) && isDigit(before[len(before)-1])
			if number && !isDigit(word[0]) && len(word) <= len("days;") || strings.HasSuffix(before, ":") && isDigit(word[0]) {
				out[n-1] += " " + word
				continue
			}
		}
		out = append(out, word)
	}
	return out
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// wrap breaks the text at spaces into lines no wider than the room. A single word wider than
// the room stays whole: a name cut in the middle would be a different name.
func wrap(sty draw.TextStyle, s string, room vg.Length) []string {
	var lines []string
	line := ""
	for _, word := range words(s) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if line != "" && sty.Width(next) > room {
			lines = append(lines, line)
			next = word
		}
		line = next
	}
	if line == "" {
		return lines
	}
	return append(lines, line)
}

// balance wraps like wrap, to as few lines, but makes them about equally long: a title whose last
// line holds one word looks like a mistake.
func balance(sty draw.TextStyle, s string, room vg.Length) []string {
	lines := wrap(sty, s, room)
	for narrow := room - 4; narrow > room/3; narrow -= 4 {
		next := wrap(sty, s, narrow)
		if len(next) > len(lines) || blockWidth(sty, next) > narrow {
			break
		}
		lines = next
	}
	return lines
}

// shortened is a name without the words at its end for which there is no room. Both ends of a line or a crossing are words.
func shortened(sty draw.TextStyle, name string, room vg.Length) string {
	for sty.Width(name) > room {
		i := strings.LastIndexAny(strings.TrimSuffix(name, " …"), " –")
		if i < 0 {
			break
		}
		name = name[:i] + " …"
	}
	return name
}

// blockWidth is the width of the longest line.
func blockWidth(sty draw.TextStyle, lines []string) vg.Length {
	width := vg.Length(0)
	for _, l := range lines {
		width = max(width, sty.Width(l))
	}
	return width
}

// blockHeight is the height that so many lines take.
func blockHeight(sty draw.TextStyle, lines int) vg.Length {
	return vg.Length(lines) * leading * sty.Font.Size
}

// fillBlock writes lines downwards from the top and returns the y below them.
func fillBlock(c draw.Canvas, sty draw.TextStyle, x, top vg.Length, lines []string) vg.Length {
	for _, line := range lines {
		put(c, sty, x, top-0.9*sty.Font.Size, 0, line)
		top -= leading * sty.Font.Size
	}
	return top
}

// put writes one line with its base line at y; align is the share of the width that lies left
// of x: 0 begins there, 0.5 is centred, 1 ends there.
func put(c draw.Canvas, sty draw.TextStyle, x, y, align vg.Length, s string) {
	if s == "" {
		return
	}
	c.SetColor(sty.Color)
	c.FillString(fonts.Fonts.Lookup(sty.Font, sty.Font.Size), vg.Point{X: x - align*sty.Width(s), Y: y}, s)
}

// putMiddle writes one line whose digits are centred on y.
func putMiddle(c draw.Canvas, sty draw.TextStyle, x, y, align vg.Length, s string) {
	put(c, sty, x, y-capHeight/2*sty.Font.Size, align, s)
}

// boxOf is the rectangle that the ink of putMiddle may touch, with a margin around.
func boxOf(sty draw.TextStyle, x, y, align, margin vg.Length, s string) vg.Rectangle {
	w, h := sty.Width(s), sty.Font.Size
	return vg.Rectangle{
		Min: vg.Point{X: x - align*w - margin, Y: y - 0.58*h - margin},
		Max: vg.Point{X: x - align*w + w + margin, Y: y + 0.40*h + margin},
	}
}

// overlap tells whether two rectangles share more than an edge.
func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// A labeller hands out room for labels: what is placed stays free of what comes after.
type labeller struct {
	bounds vg.Rectangle
	taken  []vg.Rectangle
}

// reserve marks a rectangle as taken.
func (l *labeller) reserve(r vg.Rectangle) { l.taken = append(l.taken, r) }

// reserveLine marks the way from a to b as taken, by small squares along it.
func (l *labeller) reserveLine(a, b vg.Point) {
	n := int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/3) + 1
	for i := 0; i <= n; i++ {
		f := vg.Length(i) / vg.Length(n)
		p := vg.Point{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}
		l.reserve(vg.Rectangle{Min: vg.Point{X: p.X - 1.5, Y: p.Y - 1.5}, Max: vg.Point{X: p.X + 1.5, Y: p.Y + 1.5}})
	}
}

// free tells whether the rectangle lies inside the bounds and touches nothing taken.
func (l *labeller) free(r vg.Rectangle) bool {
	b := l.bounds
	if r.Min.X < b.Min.X || r.Max.X > b.Max.X || r.Min.Y < b.Min.Y || r.Max.Y > b.Max.Y {
		return false
	}
	for _, t := range l.taken {
		if overlap(r, t) {
			return false
		}
	}
	return true
}

// spread moves positions apart until neighbours are at least gap from one another and all lie
// in [low, high], moving each as little as a simple pass upwards and one downwards can. The order is kept.
func spread(at []vg.Length, gap, low, high vg.Length) []vg.Length {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return at[order[i]] < at[order[j]] })
	out := make([]vg.Length, len(at))
	floor := low
	for _, i := range order {
		out[i] = max(at[i], floor)
		floor = out[i] + gap
	}
	ceiling := high
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		out[i] = min(out[i], ceiling)
		ceiling = out[i] - gap
	}
	return out
}
