package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// TestMergeBars: runs of minor places become one bar with the name of the stretch; hours are kept.
func TestMergeBars(t *testing.T) {
	bar := func(kind, name string, hours float64) analysis.PlaceTime {
		return analysis.PlaceTime{Place: kind + "." + name, Name: name, Kind: kind, Hours: [6]float64{hours}, Total: hours}
	}
	for _, c := range []struct {
		bars []analysis.PlaceTime
		want string
	}{
		{[]analysis.PlaceTime{bar("rail", "A – B", 1), bar("rail", "B – C", 1), bar("port", "C", 9)}, "A … C 2, C 9"},
		{[]analysis.PlaceTime{bar("border", "A–B (east)", 1), bar("rail", "B–C", 1)}, "A–B … C 2"},
		{[]analysis.PlaceTime{bar("rail", "A–B", 1), bar("port", "B", 9), bar("terminal", "C, yard", 1)}, "A–B 1, B 9, C 1"},
		{[]analysis.PlaceTime{bar("port", "A", 9)}, "A 9"},
	} {
		out, merged := mergeBars(c.bars, func(b analysis.PlaceTime) bool { return b.Total < 5 })
		var got []string
		for _, b := range out {
			got = append(got, fmt.Sprintf("%s %v", analysis.Brief(b.Name), b.Hours[0]))
			if b.Hours[0] != b.Total {
				t.Errorf("%s: %v h of %v", b.Name, b.Hours[0], b.Total)
			}
		}
		if s := strings.Join(got, ", "); s != c.want || merged != (len(out) < len(c.bars)) {
			t.Errorf("%s, merged %v, want %s", s, merged, c.want)
		}
	}
}

// TestPlaceNodes: names keep their order and distance, stay inside, and a crowd stands about its nodes.
func TestPlaceNodes(t *testing.T) {
	at := func(km float64) vg.Length { return vg.Length(km) }
	nodes := []node{{km: 0, half: 10}, {km: 50, half: 10}, {km: 52, half: 10}, {km: 100, half: 10}}
	got, crowd := placeNodes(nodes, at, 0, 105)
	if want := "[10 38.5 63.5 95] [0 1 1 2]"; fmt.Sprint(got, crowd) != want {
		t.Errorf("%v %v, want %s", got, crowd, want)
	}
	got, crowd = placeNodes(nodes[1:3], at, 40, 200) // pushed in from the left
	if want := "[50 75] [0 0]"; fmt.Sprint(got, crowd) != want {
		t.Errorf("%v %v, want %s", got, crowd, want)
	}
}

// TestNodesNamed: ends, ports and the first border outrank every other node.
func TestNodesNamed(t *testing.T) {
	steps := []analysis.StepTime{
		{Step: analysis.Step{Kind: "terminal", Name: "Xi'an, dry port"}, Exit: 1},
		{Step: analysis.Step{Kind: "rail", Name: "Xi'an – Dostyk", Km: 3000}, Entry: 1, Exit: 9},
		{Step: analysis.Step{Kind: "border", Name: "Dostyk", Km: 3000}, KmStart: 3000, Entry: 9, Exit: 10},
		{Step: analysis.Step{Kind: "terminal", Name: "Yard", Km: 3000}, KmStart: 3000, Entry: 10, Exit: 15},
		{Step: analysis.Step{Kind: "port", Name: "Aktau", Km: 3000}, KmStart: 3000, Entry: 15, Exit: 16},
		{Step: analysis.Step{Kind: "border", Name: "Kars", Km: 3000}, KmStart: 3000, Entry: 16, Exit: 18},
		{Step: analysis.Step{Kind: "port", Name: "Poti", Km: 3000}, KmStart: 3000, Entry: 18, Exit: 18},
	}
	var got []string
	for _, n := range nodesOf(steps) {
		rank := "other"
		if math.IsInf(n.rank, 1) {
			rank = "end"
		} else if n.rank > 1000 {
			rank = "first"
		}
		got = append(got, n.lines[0]+" "+rank)
	}
	if want := "Xi'an end|Dostyk first|Yard other|Aktau first|Kars other|Poti end"; strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
}

func TestMostBinding(t *testing.T) {
	element := func(name string, installed, offered, carried float64) rung {
		return rung{Element: analysis.Element{Name: name, Installed: installed, Use: offered / installed}, carried: carried}
	}
	for _, c := range []struct {
		want  string
		binds bool
		rungs []rung
	}{
		{"ships", true, []rung{element("crane", 1, 1.2, 0.99), element("ships", 5, 9, 4.5), element("track", 20, 30, 12)}},
		{"ships", false, []rung{element("crane", 10, 5, 5), element("ships", 8, 7, 6.9), element("track", 20, 30, 12)}}, // by chance
		{"track", false, []rung{element("crane", 10, 5, 5), element("track", 20, 30, 12)}},
	} {
		if got, binds := mostBinding(c.rungs); got.Name != c.want || binds != c.binds {
			t.Errorf("%s, %v, want %s, %v", got.Name, binds, c.want, c.binds)
		}
	}
}

func TestGoalWords(t *testing.T) {
	for by, want := range map[string]string{
		"": "goal 10 Mt", "2027-12-31": "goal 10 Mt by the end of 2027", "2028-06-01": "goal 10 Mt by 1 June 2028", "soon": "goal 10 Mt by soon",
	} {
		if got := goalWords(analysis.Goal{Carried: 10, By: by}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := listed([]string{"A", "B", "C"}) + listed([]string{"A"}) + listed(nil); got != "A, B and CA" {
		t.Error(got)
	}
}

// TestFamiliesKeepTheirColours: whatever is carried most, and in any scenario.
func TestFamiliesKeepTheirColours(t *testing.T) {
	r := &analysis.Report{Header: analysis.Header{Scenarios: []analysis.Scenario{
		{Families: []analysis.Family{{Name: "box", Counted: true}, {Name: "empty"}, {Name: "oil", Counted: true}}},
		{Families: []analysis.Family{{Name: "grain", Counted: true}, {Name: "oil", Counted: true}}},
	}}}
	colour := familyColours(r)
	if colour("box") != familyPalette[0] || colour("oil") != familyPalette[1] || colour("grain") != familyPalette[2] || colour("other (2)") != causeColours[0] {
		t.Error(colour("box"), colour("oil"), colour("grain"), colour("other (2)"))
	}
}
