package plots

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/analysis"
)

// TestErlangWait: Wq divided by the service time is ρ/(1−ρ) with one berth, 1/3 with two that are taken half of the
// time, and falls with the number of berths.
func TestErlangWait(t *testing.T) {
	for _, c := range []struct {
		berths     int
		load, want float64
	}{{1, 0.5, 1}, {1, 0.75, 3}, {2, 0.5, 1. / 3}, {3, 0, 0}} {
		if got := erlangWait(c.berths, c.load); math.Abs(got-c.want) > 1e-12 {
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
	points := berthPoints(r, ends(r))
	if len(points) != 8 || points[1].berths != 2 || points[1].name != "Port of Aktau, oil" {
		t.Fatalf("%+v", points)
	}
	for _, p := range points {
		if math.Abs(p.wait-p.taken/(1-p.taken)) > 0.05*p.wait {
			t.Errorf("%s waits %v, taken %v", p.name, p.wait, p.taken)
		}
	}
}

func TestTakenTitle(t *testing.T) {
	r := fixtureFull().report()
	line := func(name string, taken float64) takenLine { return takenLine{name: name, taken: []float64{0.1, taken}} }
	for _, c := range []struct {
		guide float64
		want  string
	}{{0.6, "B is taken 70 % of the time (2027, 14 Mt offered); 1 line is above the guide value of a day"},
		{0.3, "B is taken 70 % of the time (2027, 14 Mt offered); 2 lines are above the guide value of a day"},
		{0.8, "B is taken 70 % of the time (2027, 14 Mt offered); no line is above the guide value of a day"}, {0, "B is taken 70 % of the time (2027, 14 Mt offered)"}} {
		got := takenTitle(r, ends(r), []takenLine{line("A", 0.4), line("B", 0.7)}, analysis.Goal{OccupationDay: c.guide})
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
	last := ends(r)[1]
	for wait, want := range map[float64]string{
		0.04: "Ships hardly wait for a berth (2027); 0 of 1 groups wait longer than M/M/c",
		0.06: "A: ships wait 0.1 times their time at the berth (2027); 0 of 1 groups wait longer than M/M/c",
	} {
		if got := berthTitle(r, []berthPoint{{variant: last, name: "A", berths: 1, taken: 0.5, wait: wait}}, ends(r)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
