package scenarios_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// yearReplications of each year; the year 2024 itself has its own test.
const yearReplications = 4

// yearChecks are what was counted in earlier years, of what the model can be held against. Before 2022 the published
// total holds less than the wagons that the ports counted, so that only boxes are compared.
var yearChecks = []struct {
	year, row, metric, unit string
	counted                 float64
}{
	{"2020", "H020", "family.container.carried", "TEU", 21000},
	{"2021", "H022", "family.container.carried", "TEU", 25200}, // H022 of 2021
	{"2022", "H023", "family.container.carried", "TEU", 33600},
	{"2023", "H024", "family.container.carried", "TEU", 20500},
	{"2022", "H004", "corridor.carried", "Mt", 1.485},
	{"2023", "H005", "corridor.carried", "Mt", 2.764},
	{"2023", "H073", "family.oil.carried", "t", 1392000},
	{"2023", "H086", "family.wagon.carried", "wagons", 19740},
	{"2023", "H087", "family.truck-kuryk.carried", "trucks", 28382},
}

// yearOf is the mean of all metrics over some replications of a year.
func yearOf(t *testing.T, year string) map[string]float64 {
	t.Helper()
	f, err := scenarios.Load("middle-corridor-"+year+".toml", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return scenarios.Means(f.Scenario, f.Levels[0], yearReplications)
}

// TestEarlierYears: the ships, berths and borders of each year get through what was counted in it, within 15 %. What was
// counted is offered, so that nothing else is tested.
func TestEarlierYears(t *testing.T) {
	got := map[string]map[string]float64{}
	for _, c := range yearChecks {
		if got[c.year] == nil {
			got[c.year] = yearOf(t, c.year)
			m := got[c.year]
			t.Logf("%s: %.2f Mt of %.2f offered, %.0f TEU, P50 %.1f d, P90 %.1f d", c.year, m["corridor.carried"], m["corridor.offered"], m["family.container.carried"], m["corridor.transit.p50"], m["corridor.transit.p90"])
		}
		v := got[c.year][c.metric]
		line := fmt.Sprintf("%s %s (%s): simulated %.4g %s, counted %.4g: %+.1f %%", c.year, c.metric, c.row, v, c.unit, c.counted, 100*(v/c.counted-1))
		if !(math.Abs(v/c.counted-1) <= 0.15) {
			t.Error(line)
			continue
		}
		t.Log(line)
	}
}

// TestFourYearsBeginAsOne: until the first measure takes effect, in November 2024, the run of four years is the run of
// 2024, to the last digit.
func TestFourYearsBeginAsOne(t *testing.T) {
	run := func(name, level, length string) map[string]float64 {
		f, err := scenarios.Load(name, scenarios.Options{Set: []string{"run.length=" + length}})
		if err != nil {
			t.Fatal(err)
		}
		return scenarios.Means(f.Scenario, level, 1)
	}
	one, four := run("middle-corridor-2024.toml", "today", "366 d"), run("middle-corridor-2024-2027.toml", "to-2027", "1461 d")
	compared := 0
	for month := 1; month <= 10; month++ {
		for _, family := range []string{"container", "wagon", "bulk", "oil", "other"} {
			name := fmt.Sprintf("month.%02d.%s.carried", month, family)
			a, ok := one[name]
			if b, too := four[name]; !ok || !too || a != b {
				t.Errorf("%s: %v in the run of one year, %v in that of four", name, a, b)
			}
			compared++
		}
	}
	if one["month.12.bulk.carried"] == four["month.12.bulk.carried"] {
		t.Error("the dredging of Kuryk changes nothing in December")
	}
	t.Logf("%d values are the same", compared)
}

// TestAsOf: what is installed on a day of the run of four years is what the same files give for a run that begins on that
// day; between the first day and the last the berths and ships of the measures have come.
func TestAsOf(t *testing.T) {
	whole, err := scenarios.Load("middle-corridor-2024-2027.toml", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	turns := whole.Scenario.Turns("to-2027")
	var days []string
	for _, day := range turns {
		days = append(days, day.Format(time.DateOnly))
		alone, err := scenarios.Load("middle-corridor-2024-2027.toml", scenarios.Options{Set: []string{"run.start=" + day.Format(time.DateOnly), "run.length=1 d", "run.lead_in=0 d"}})
		if err != nil {
			t.Fatal(err)
		}
		got, want := corridor.Installed(whole.Scenario.AsOf(day), "to-2027"), corridor.Installed(alone.Scenario, "to-2027")
		if len(got) != len(want) || len(got) < 50 {
			t.Fatalf("%v: %d elements, want %d", day, len(got), len(want))
		}
		for i, c := range got {
			if c.Path != want[i].Path || c.Mt != want[i].Mt || c.Use != want[i].Use || c.Note != want[i].Note {
				t.Errorf("%v: %s %v Mt used %v (%s), want %s %v Mt used %v (%s)", day, c.Path, c.Mt, c.Use, c.Note, want[i].Path, want[i].Mt, want[i].Use, want[i].Note)
			}
		}
	}
	if got := strings.Join(days, " "); got != "2024-01-01 2024-11-30 2025-01-01 2025-06-01 2025-07-01 2025-09-30 2025-12-31 2026-01-01 2026-12-01 2026-12-31 2027-01-01 2027-06-01 2027-12-31" {
		t.Errorf("turns %s", got)
	}
	first, _ := corridor.Ceiling(whole.Scenario.AsOf(turns[0]), "today")
	last, _ := corridor.Ceiling(whole.Scenario.AsOf(turns[len(turns)-1]), "today")
	if !(last > first+1) {
		t.Errorf("on paper %.2f Mt on the first day, %.2f on the last", first, last)
	}
}
