package scenarios_test

import (
	"math"
	"strconv"
	"strings"
	"sync"
	"testing"

	"corridor/scenarios"
)

// replications of the year 2024 that the comparison rests on.
const historyReplications = 12

// year2024 is the mean of every metric over some replications of the year 2024.
var year2024 = sync.OnceValues(func() (map[string]float64, error) {
	f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{})
	if err != nil {
		return nil, err
	}
	return scenarios.Means(f.Scenario, "today", historyReplications), nil
})

// TestHistory2024 holds the year 2024 against what was counted: by family of cargo within 15 %. Offered volumes are
// inputs that add up to these counts; what is tested is that the corridor of 2024 gets them through.
func TestHistory2024(t *testing.T) {
	got, err := year2024()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, row := range readTable(t, "data/checks_2024.csv") {
		id, metric, text := row[0], row[1], row[2]
		if id > "CK06" { // totals and families; the others are read by people, with their notes
			continue
		}
		want, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, name := range strings.Split(metric, " + ") {
			v, ok := got[name]
			if !ok {
				t.Errorf("%s: no metric %q", id, name)
			}
			sum += v
		}
		compared++
		if !(math.Abs(sum/want-1) <= 0.15) {
			t.Errorf("%s %s: simulated %.4g, counted %.4g: %+.0f %%", id, text, sum, want, 100*(sum/want-1))
		}
	}
	if compared != 6 {
		t.Errorf("%d checks compared, want 6", compared)
	}
}

// TestTransit2024 holds the time from the border of China to Alyat against what railways and forwarders
// say of 2024: 8 to 14 days in the median, and nine boxes in ten within 25 days.
func TestTransit2024(t *testing.T) {
	got, err := year2024()
	if err != nil {
		t.Fatal(err)
	}
	if d := got["span.china-border-alyat.transit.p50"]; !(d >= 8 && d <= 14) {
		t.Errorf("median %.1f d, want 8 to 14", d)
	}
	if d := got["span.china-border-alyat.transit.p90"]; !(d <= 25) {
		t.Errorf("P90 %.1f d, want at most 25", d)
	}
}

// TestNameplatesAreNotReached: with weather on, nobody carries what is declared as capacity.
func TestNameplatesAreNotReached(t *testing.T) {
	f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: []string{"measures/demand-times-3.toml"}})
	if err != nil {
		t.Fatal(err)
	}
	got := scenarios.Means(f.Scenario, "three-times", 1)
	if v := got["corridor.carried.teu"]; !(v >= 60000 && v <= 89000) {
		t.Errorf("the feeders carry %.0f loaded TEU; 89,000 are declared (history.csv H122)", v)
	}
	if v := got["corridor.cut.carried"]; !(v > 0 && v <= 6) {
		t.Errorf("%.2f Mt cross the sea; 6 Mt are declared (H018)", v)
	}
}
