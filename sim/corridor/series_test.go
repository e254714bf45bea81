package corridor

import (
	"math"
	"strings"
	"testing"
)

// TestWeeklyMeans: weighted by the length of the weeks, they are the mean of the whole period, for every series
// and to the last digits; and the last week is as short as the period says.
func TestWeeklyMeans(t *testing.T) {
	s := small(func(m map[string]Spec) { m["rail.b"].(*Rail).Other = Both[Frequency]{9, 9} })
	s.Run.Length = h(24 * 180)
	w := build(t, s, 0)
	w.Run()
	m := metrics(w)
	some := 0
	for i, series := range w.Series() {
		means := w.WeeklyMeans()[i]
		if len(means) != 26 {
			t.Fatalf("%s has %d weeks in 180 days", series.Name, len(means))
		}
		sum := 0.0
		for k, x := range means {
			days := 7.0
			if k == 25 {
				days = 5
			}
			sum += x * days / 180
		}
		want, known := m[series.Name+".mean"]
		if !known || !(math.Abs(sum-want) <= 1e-9*(1+want)) {
			t.Errorf("%s: weeks make %v, the mean is %v", series.Name, sum, want)
		}
		if want > 0 {
			some++
		}
		if _, is := KindOf(series.Place); !is || s.Find(series.Place) < 0 || series.Unit == "" {
			t.Errorf("%+v", series)
		}
		if strings.Contains(series.Name, ".open.") {
			t.Errorf("%s can have no queue", series.Name)
		}
	}
	if some < 8 {
		t.Errorf("only %d series have anything in them", some)
	}
}
