package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// suspended is a flow of a unit an hour for so many days from January 1, 2024.
func suspended(days float64, stops *Shocks) *Scenario {
	f := hourly(1, only("route.r"))
	f.Shocks = stops
	s := model(0, 24*days, map[string]Spec{"flow.a": f, "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(0, 1)})
	return s
}

// TestShocks: with exponential times of 40 d between stops of 20 d in the mean, the share of the time that is not
// stopped, and so of the cargo that is carried, is 40 / 60; what is withheld is the rest, to the unit.
func TestShocks(t *testing.T) {
	every, takes := exp(40*24), law("triangular", "min", 10*86400, "mode", 20*86400, "max", 30*86400)
	var carried []float64
	for r := range 20 {
		m := run(t, suspended(3650, &Shocks{Every: &every, Takes: &takes}), r)
		carried = append(carried, m["station.s.waiting.n"]/87600)
		if sum := m["station.s.waiting.n"] + m["flow.a.withheld"]; sum != 87600 {
			t.Errorf("served and withheld add up to %v, want 87600", sum)
		}
	}
	if mean, se := meanSE(carried); !(math.Abs(mean-2./3) <= 4*se) || se > 0.01 {
		t.Errorf("%.4f ± %.4f of the cargo is carried, want 0.6667", mean, se)
	}
}

// TestShocksByDate: ten days and one of sixty; what comes after is the cargo that would have come without them.
func TestShocksByDate(t *testing.T) {
	m := run(t, suspended(60, &Shocks{Dates: []string{"2024-01-11/2024-01-20", "2024-02-01"}}), 0)
	if m["flow.a.withheld"] != 264 || m["station.s.waiting.n"] != 1440-264 {
		t.Errorf("withheld %v and served %v, want 264 and 1176", m["flow.a.withheld"], m["station.s.waiting.n"])
	}
	every, takes := exp(40*24), exp(20*24)
	off, changes := Without(suspended(60, &Shocks{Every: &every, Takes: &takes, Dates: []string{"2024-01-11"}}), "shocks")
	if got := run(t, off, 0)["station.s.waiting.n"]; !changes || got != 1440 {
		t.Errorf("without stops %v served, want 1440", got)
	}
}

// TestShocksByMeasure: a stop that a measure of January 31 decrees for February 10 to 19.
func TestShocksByMeasure(t *testing.T) {
	s := suspended(60, nil)
	f := *spec[*Flow](s, "flow.a")
	f.Shocks = &Shocks{Dates: []string{"2024-02-10/2024-02-19"}}
	if got := run(t, on(s, 1, 31, map[string]Spec{"flow.a": &f}), 0)["station.s.waiting.n"]; got != 1440-240 {
		t.Errorf("%v served, want 1200", got)
	}
}

func TestShocksFaults(t *testing.T) {
	ten := des.Constant(10)
	for want, stops := range map[string]*Shocks{
		"every and takes go together":                   {Every: &ten},
		"needs every and takes, or dates":               {},
		`"2024-13-01" is not a date`:                    {Dates: []string{"2024-13-01"}},
		"flow.a.shocks.every the mean must be at least": {Every: new(des.Dist), Takes: new(des.Dist)},
	} {
		if text := faultTexts(suspended(60, stops)); !strings.Contains(text, want) {
			t.Errorf("no fault %q in %q", want, text)
		}
	}
}
