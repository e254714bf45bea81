package analysis

import (
	"fmt"
	"testing"
)

// TestStates: from one state to the next either the demand differs or the scenario, never both.
func TestStates(t *testing.T) {
	of := func(scenarios int, offered ...float64) *Report {
		r := &Report{Header: Header{Scenarios: make([]Scenario, scenarios)}}
		for s := range scenarios {
			for l, mt := range offered {
				r.Header.Variants = append(r.Header.Variants, Variant{Scenario: s, Level: l, Offered: mt})
			}
		}
		return r
	}
	gap := of(2, 4, 10)
	gap.Header.Variants = append(gap.Header.Variants[:1], gap.Header.Variants[2:]...) // the first scenario is not there at 10 Mt
	for _, c := range []struct {
		report *Report
		want   string
		pair   bool
	}{
		{of(1, 4), "[0]", false}, {of(1, 4, 6, 10), "[0 2]", false}, {of(2, 4), "[0 1]", true}, {of(2, 4, 6, 10), "[0 2 5]", true},
		{of(3, 4, 10), "[0 1 5]", true}, {of(2, 10, 4), "[1 0 2]", true}, {gap, "[0 2]", false}, {&Report{}, "[]", false},
	} {
		got := c.report.States()
		if fmt.Sprint(got) != c.want || c.report.OnlyScenarioDiffers(got) != c.pair {
			t.Errorf("%v, pair %v; want %s, %v", got, c.report.OnlyScenarioDiffers(got), c.want, c.pair)
		}
		for i := 1; i < len(got) && c.report != gap; i++ {
			a, b := c.report.Header.Variants[got[i-1]], c.report.Header.Variants[got[i]]
			if (a.Scenario != b.Scenario) == (a.Level != b.Level) {
				t.Errorf("%+v and %+v", a, b)
			}
		}
	}
}
