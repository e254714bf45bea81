package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// TestErlangWait: Wq divided by the service time is ρ/(1−ρ) with one berth, 1/3 with two that are taken half of the
// time, and falls with the number of berths.
func TestErlangWait(t *testing.T) {
	for _, c := range []struct {
		berths     int
		load, want float64
	}{{1, 0.5, 1}, {1, 0.75, 3}, {2, 0.5, 1. / 3}, {3, 0, 0}} {
		if got := erlangWait(c.berths, c.load); !(math.Abs(got-c.want) <= 1e-12) {
			t.Errorf("%d berths at %v: %v, want %v", c.berths, c.load, got, c.want)
		}
	}
	for n := 1; n < 12; n++ {
		if erlangWait(n+1, 0.8) >= erlangWait(n, 0.8) {
			t.Errorf("%d berths make ships wait no less than %d", n+1, n)
		}
	}
}

// TestBerthPoints: numbers of berths come from two levels, waits are relative to the time at the berth.
func TestBerthPoints(t *testing.T) {
	r := fixtureFull().report()
	points := berthPoints(r, r.States())
	if len(points) != 12 || points[1].berths != 2 || points[1].name != "Port of Aktau, oil" {
		t.Fatalf("%+v", points)
	}
	for _, p := range points {
		if !(math.Abs(p.wait-p.taken/(1-p.taken)) <= 0.05*p.wait) {
			t.Errorf("%s waits %v, taken %v", p.name, p.wait, p.taken)
		}
	}
}

func TestTakenTitle(t *testing.T) {
	r := fixtureFull().report()
	line := func(name string, taken float64) takenLine {
		return takenLine{name: name, taken: []float64{0.1, taken + 0.15, taken}}
	}
	for _, c := range []struct {
		guide float64
		want  string
	}{{0.6, "B is taken 70 % of the time (2027, 14 Mt offered); 1 line is above the guide value of a day (2024: 1)"},
		{0.3, "B is taken 70 % of the time (2027, 14 Mt offered); 2 lines are above the guide value of a day (2024: 2)"},
		{0.8, "B is taken 70 % of the time (2027, 14 Mt offered); no line is above the guide value of a day (2024: 1)"}, {0, "B is taken 70 % of the time (2027, 14 Mt offered)"}} {
		got := takenTitle(r, r.States(), []takenLine{line("A", 0.4), line("B", 0.7)}, analysis.Goal{OccupationDay: c.guide})
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	d, err := lineOccupancy(r)
	if err != nil || !strings.Contains(d.Method, "UIC 406") {
		t.Errorf("%v, %v", d.Method, err)
	}
}

// TestBerthTitle: what would be 0.0 times is hardly any waiting.
func TestBerthTitle(t *testing.T) {
	r := fixtureFull().report()
	states := r.States()
	before, last := states[1], states[2]
	for wait, want := range map[float64]string{
		0.04: "Ships hardly wait for a berth (2027, 14 Mt offered); 0 of 1 groups wait longer than M/M/c",
		0.06: "A: ships wait 0.1 times their time at the berth (2027, 14 Mt offered; 2024: 0.3); 0 of 1 groups wait longer than M/M/c",
	} {
		points := []berthPoint{{variant: before, name: "A", berths: 1, taken: 0.5, wait: 0.3}, {variant: last, name: "A", berths: 1, taken: 0.5, wait: wait}}
		if got := berthTitle(r, points, states); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestBerthKey: a group of berths is named once, at its latest point; groups of as many berths stand together, who waits longest first.
func TestBerthKey(t *testing.T) {
	k := newBerthKey([]berthPoint{{path: "a", name: "A", berths: 2, wait: 9}, {path: "gone", name: "G", berths: 1, wait: 1}, {path: "a", name: "A", berths: 2, wait: 0.1},
		{path: "b", name: "B", berths: 2, wait: 0.2}, {path: "c", name: "C", berths: 1, wait: 0}})
	var got []string
	for _, l := range k.lines() {
		got = append(got, strings.TrimSpace(l.sign+" "+l.words))
	}
	if want := "c = 1 berth|1 G|2 C|c = 2 berths|3 B|4 A"; strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
}

// TestSignsOfACrowd: forty groups of berths that hardly wait all have their sign, which covers no dot and no other sign.
func TestSignsOfACrowd(t *testing.T) {
	c := draw.Canvas{Rectangle: vg.Rectangle{Max: vg.Point{X: 280, Y: 270}}}
	signs := newBerthSigns(c)
	var points []berthPoint
	place := func(b berthPoint) vg.Point { return vg.Point{X: vg.Length(280 * b.taken), Y: vg.Length(270 * b.wait)} }
	for i := range 40 {
		b := berthPoint{path: strconv.Itoa(i), berths: 1 + i%3, taken: float64(i*37%100) / 100, wait: float64(i*i%7) / 40}
		points = append(points, b)
		signs.dots.reserve(around(place(b), 4))
	}
	found := signs.find(newBerthKey(points), place)
	if len(found) != len(points) {
		t.Errorf("%d of %d groups have a sign", len(found), len(points))
	}
	for i, s := range found {
		for _, b := range points {
			if overlap(s.box(), around(place(b), 4)) {
				t.Errorf("%s lies on a dot", s.word)
			}
		}
		for _, o := range found[:i] {
			if overlap(s.box(), o.box()) {
				t.Errorf("%s lies on %s", s.word, o.word)
			}
		}
	}
}

// TestBerthSigns: colour and shape are those of the scenario, hollow is a lower demand; the axis holds all points up to three.
func TestBerthSigns(t *testing.T) {
	r := fixtureFull().report()
	states := r.States()
	for i, want := range []berthBlob{{series[0], true, false}, {series[0], false, false}, {series[1], false, true}} {
		if got := blobOf(r, states, states[i]); got != want {
			t.Errorf("state %d: %+v, want %+v", i, got, want)
		}
	}
	for wait, want := range map[float64]float64{0: 0.5, 0.4: 0.6, 0.72: 0.8, 0.94: 1, 1.1: 1.5, 2.7: 3, 9: 3} {
		if got := waitTop([]berthPoint{{wait: 0.1}, {wait: wait}}); got != want {
			t.Errorf("a point at %v: the axis ends at %v, want %v", wait, got, want)
		}
	}
}

// TestBerthsOfTheLastYear: of a run of several years a group of berths is shown as it was in the last, where that is kept apart; one
// whose number changes says between which, and a year is no group of its own. All words are of that year.
func TestBerthsOfTheLastYear(t *testing.T) {
	f := fixtureSmall()
	f.offered, f.months = []float64{5}, 48
	r := f.report()
	const path = "port.aktau.berth.container"
	before := berthPoints(r, r.States())
	h := r.Header
	year := []analysis.Metric{{Name: path + ".year.2027.berths", Unit: "berths"}, {Name: path + ".year.2027.occupancy", Unit: "1"},
		{Name: path + ".year.2027.time.mean", Unit: "h"}, {Name: path + ".year.2027.waiting.mean", Unit: "h"}}
	for i := range h.Variants {
		h.Variants[i].Metrics = append(slices.Clone(h.Variants[i].Metrics), year...)
	}
	var rows []experiment.Row
	for _, row := range r.Rows {
		row.Values = append(slices.Clone(row.Values), 2.5, 0.9, 10, 20)
		rows = append(rows, row)
	}
	r = analysis.New(h, rows)
	points := berthPoints(r, r.States())
	i := slices.IndexFunc(points, func(p berthPoint) bool { return p.path == path })
	if i < 0 || len(points) != len(before) || points[i].taken != 0.9 || points[i].wait != 2 || points[i].berths != 3 || points[i].berthWords() != "2 to 3 berths" {
		t.Errorf("%+v of %+v", points, before)
	}
	if before[i].taken == 0.9 || before[i].change != "" {
		t.Errorf("without years %+v", before[i])
	}
	d, err := berthOccupancy(r)
	if err != nil || !strings.Contains(d.Subtitle, "mean over 2027, the last year") || !strings.Contains(d.Title, "(6.5 Mt/yr offered in 2027)") || d.legend[0].words != "6.5 Mt/yr offered in 2027" {
		t.Errorf("%v: %s; %s; %+v", err, d.Title, d.Subtitle, d.legend[0])
	}
	for mean, want := range map[float64]string{1: "1 berth", 2.998: "3 berths", 3.004: "3 berths", 1.5: "1 to 2 berths"} {
		p := berthPoint{}
		if p.berths, p.change = berthCount(mean); p.berthWords() != want {
			t.Errorf("%g: %s, want %s", mean, p.berthWords(), want)
		}
	}
}
