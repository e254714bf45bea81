package analysis

import (
	"bytes"
	"strings"
	"testing"

	"corridor/sim/experiment"
)

func TestFamilyLabel(t *testing.T) {
	s := Scenario{
		Families: []Family{{Name: "container"}, {Name: "other"}, {Name: "oil"}, {Name: "truck-kuryk"}, {Name: "truck-south"}, {Name: "vans"}},
		Routes: []Route{
			{Flow: "west", Family: "container", Label: "Boxes west"}, {Flow: "east", Family: "container", Label: "Boxes east"},
			{Flow: "not-across-sea", Family: "other", Label: "Cargo of the route that does not cross the sea"},
			{Flow: "oil-baku", Family: "oil", Label: "Oil, Aktau - Baku"},
			{Flow: "trucks-kuryk", Family: "truck-kuryk", Label: "Trucks, Kuryk - Alyat"},
			{Flow: "trucks-south", Family: "truck-south", Label: "Trucks, Turkmenbashi - Alyat"},
			{Flow: "vans", Family: "vans", Label: "Vans (Baku - Tbilisi)"},
		},
	}
	for family, want := range map[string]string{
		"container": "container", "other": "not across sea", "oil": "oil", "truck-kuryk": "truck-kuryk", "truck-south": "truck-south",
		"vans": "vans", "nothing": "nothing",
	} {
		if got := s.FamilyLabel(family); got != want {
			t.Errorf("%s is called %q, want %q", family, got, want)
		}
	}
}

// withFamilies is the fixture with a share of cargo that does not cross the cut and the times of
// families: boxes that count, wagons that do not, oil that does not, and one whose way takes no time.
func withFamilies(crossing float64) *Report {
	h, rows := fixture()
	for i := range h.Scenarios {
		h.Scenarios[i].Goal.MeasuredAt = []string{"sea.aktau-alyat"}
		h.Scenarios[i].Families = []Family{{"container", "TEU", true}, {"wagon", "wagons", false}, {"oil", "t", false}, {"other", "t", true}, {"empty", "t", true}}
	}
	for i := range h.Variants {
		for _, f := range h.Scenarios[0].Families {
			for _, what := range []string{"carried", "transit.p50", "transit.p90"} {
				h.Variants[i].Metrics = append(h.Variants[i].Metrics, Metric{"family." + f.Name + "." + what, "d"})
			}
		}
	}
	for i := range rows {
		rows[i].Values[2] = experiment.Float(crossing) * rows[i].Values[2] // corridor.cut.carried
		rows[i].Values = append(rows[i].Values, 100, 10, 20, 100, 11, 21, 100, 12, 22, 100, 0, 0, 0, 13, 23)
	}
	return New(h, rows)
}

func TestTablesTellFamiliesAndSea(t *testing.T) {
	for _, c := range []struct {
		crossing float64
		sea      bool
	}{{1, false}, {0.75, true}} {
		rows := Summarise(withFamilies(c.crossing))
		var text, markdown bytes.Buffer
		if err := WriteText(&text, rows); err != nil {
			t.Fatal(err)
		}
		if err := WriteMarkdown(&markdown, rows); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text.String(), "By sea") != c.sea || strings.Contains(markdown.String(), "| By sea, Mt/yr |") != c.sea {
			t.Errorf("crossing %v:\n%s\n%s", c.crossing, text.String(), markdown.String())
		}
		section := "\nDoor to door by family, P50 / P90, d\nbase\n  today  container 10.0 / 20.0\n         wagon 11.0 / 21.0\n" +
			"  most   container 10.0 / 20.0\n         wagon 11.0 / 21.0\nbetter\n"
		if !strings.Contains(text.String(), section) {
			t.Errorf("no section %q in\n%s", section, text.String())
		}
		if n := strings.Count(markdown.String(), "\n| base | today | wagon | 11.0 | 21.0 |\n"); n != 1 || strings.Contains(markdown.String(), "| base | more | wagon") {
			t.Errorf("families in\n%s", markdown.String())
		}
		for line := range strings.Lines(text.String()) {
			if n := len([]rune(line)) - 1; n > textWidth {
				t.Errorf("%d characters: %s", n, line)
			}
		}
	}
}
