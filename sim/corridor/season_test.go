package corridor

import (
	"math"
	"strings"
	"testing"
)

// daytime is a volume of so many units an hour in the mean that all come from 0:00 to 12:00, at even intervals, to a counter
// that opens at noon.
func daytime(perHour, leadIn float64) *Scenario {
	hours := make([]float64, 24)
	for i := range 12 {
		hours[i] = 2
	}
	s := model(leadIn, 24*20, with(with(queue(exp(1), law("constant", "value", 0.001), 0, open("calendar.c", "finish")), "calendar.c", daily("12:00-24:00")),
		"season.s", newOf(seasonKind, func(x *Season) { x.Months, x.Hours = ofTwelve(1), hours })))
	f := spec[*Flow](s, "flow.f")
	f.Every, f.Volume, f.Load, f.Spacing, f.Season = nil, &Volume{perHour * 31 * 24 * 12, Items}, &Amount{1, Items}, evenly, "season.s"
	return s
}

var evenly = law("constant", "value", 1)

// TestHoursOfTheDay: who comes evenly from 0:00 to 12:00 waits 6 h for noon in the mean; without hours half come in the open
// half of the day, and the mean is 3 h. As many come, also where the run begins within an hour.
func TestHoursOfTheDay(t *testing.T) {
	for _, leadIn := range []float64{24, 24 * 5, 12.3} {
		s := daytime(10, leadIn)
		even, changes := Without(s, "season")
		m, e := run(t, s, 0), run(t, even, 0)
		if !changes || !(math.Abs(m["station.s.waiting.mean"]-6) <= 0.06) || !(math.Abs(e["station.s.waiting.mean"]-3) <= 0.06) {
			t.Errorf("lead-in %v h: waits of %.3f h with hours and %.3f h without, want 6 and 3", leadIn, m["station.s.waiting.mean"], e["station.s.waiting.mean"])
		}
		for what, n := range map[string]float64{"with": m["station.s.waiting.n"], "without": e["station.s.waiting.n"]} {
			if !(math.Abs(n-4800) <= 1) {
				t.Errorf("lead-in %v h, %s hours: %v units, want 4800", leadIn, what, n)
			}
		}
	}
}

// TestHoursChange: on a day of a measure the hours change, in the middle of a month; the counter stays open from noon.
func TestHoursChange(t *testing.T) {
	s := daytime(10, 24)
	later := make([]float64, 24)
	for i := range 12 {
		later[12+i] = 2
	}
	on(s, 1, 11, map[string]Spec{"season.s": newOf(seasonKind, func(x *Season) { x.Months, x.Hours = ofTwelve(1), later })})
	if m := run(t, s, 0); !(math.Abs(m["station.s.waiting.mean"]-3) <= 0.06) || !(math.Abs(m["station.s.waiting.n"]-4800) <= 1) {
		t.Errorf("%v units wait %.3f h, want 4800, half of them 6 h and half not at all", m["station.s.waiting.n"], m["station.s.waiting.mean"])
	}
}

// TestSeasonFaults: factors whose mean is not 1 would change the volume.
func TestSeasonFaults(t *testing.T) {
	s := daytime(10, 24)
	spec[*Season](s, "season.s").Hours[3] = 4
	if text := faultTexts(s); !strings.Contains(text, "season.s.hours the mean hour is 1.083, not 1") {
		t.Error(text)
	}
	spec[*Season](s, "season.s").Months[3] = 4
	if text := faultTexts(s); !strings.Contains(text, "season.s.months the mean month is 1.25, not 1") {
		t.Error(text)
	}
}
