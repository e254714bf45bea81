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
// total holds less than the wagons that the ports counted, so that only boxes, wagons and trucks are compared; the boxes of 2019 were
// not counted.
var yearChecks = []struct {
	year, row, metric, unit string
	counted                 float64
}{
	{"2019", "H105", "family.wagon.carried + family.wagon-turkmenbashi.carried", "wagons", 44055},
	{"2020", "H113", "family.truck-kuryk.carried + family.truck-turkmenbashi.carried", "trucks", 43218},
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
		v := 0.0
		for _, name := range strings.Split(c.metric, " + ") {
			part, ok := got[c.year][name]
			if !ok {
				t.Errorf("%s: no metric %q", c.row, name)
			}
			v += part
		}
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
	if got := strings.Join(days, " "); got != "2024-01-01 2024-05-20 2024-11-30 2025-01-01 2025-03-01 2025-06-01 2025-06-09 2025-07-01 2025-09-30 2025-12-31 2026-01-01 2026-12-01 2026-12-31 2027-01-01 2027-06-01 2027-12-31" {
		t.Errorf("turns %s", got)
	}
	first, _ := corridor.Ceiling(whole.Scenario.AsOf(turns[0]), "today")
	last, _ := corridor.Ceiling(whole.Scenario.AsOf(turns[len(turns)-1]), "today")
	if !(last > first+1) {
		t.Errorf("on paper %.2f Mt on the first day, %.2f on the last", first, last)
	}
}

// TestReopening: until 20 May 2024 boxes for Istanbul go to Poti. So many cross the mountains as the months after it have of
// the year by the shape of the season: 83 % of what goes there when the line is never closed.
func TestReopening(t *testing.T) {
	of := func(set ...string) map[string]float64 {
		f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{Set: set})
		if err != nil {
			t.Fatal(err)
		}
		return scenarios.Means(f.Scenario, "today", 3)
	}
	closed, open := of(), of("closure.btk.until=2023-05-02")
	const across = "border.akhalkalaki.throughput"
	want := 1 - (0.34+0.35+0.4+0.55+0.7*19/31)/12
	share := closed[across] / open[across]
	t.Logf("%.4f Mt from Akhalkalaki to Kars, %.4f if the line is never closed: %.3f, want %.3f", closed[across], open[across], share, want)
	if !(math.Abs(share-want) < 0.06) {
		t.Errorf("%.3f of what crosses if the line is never closed, want %.3f", share, want)
	}
}

// TestHubInStages: from 9 June 2025 the yard of Aktau holds twice as much and a ship is worked at 12 moves an hour; from December
// 2026 there are three berths, at 15, and yard for 5000 TEU. The day before each the port is as it was.
func TestHubInStages(t *testing.T) {
	f, err := scenarios.Load("middle-corridor-2024-2027.toml", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2025-06-08": "2 berths, 10 moves/h, 1500 TEU", "2025-06-09": "2 berths, 12 moves/h, 3000 TEU", "2026-11-30": "2 berths, 12 moves/h, 3000 TEU", "2026-12-01": "3 berths, 15 moves/h, 5000 TEU"} {
		on, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		s := f.Scenario.AsOf(on)
		p := s.Things[s.Find("port.aktau")].Spec.(*corridor.Port)
		for _, b := range p.Berth {
			if b.Name != "container" {
				continue
			}
			if got := fmt.Sprintf("%d berths, %v moves/h, %v", b.Value.Count, b.Value.Rate[0].PerHour, p.Storage[0]); got != want {
				t.Errorf("%s: %s, want %s", day, got, want)
			}
		}
	}
}

// TestSeaOfTheYears: in the higher water of 2022 a large ferry loads its whole payload at Kuryk; in 2023, until the lead-in of 2024
// begins in October, 0.088 of it more than in 2024 (0.22 m, a tenth for every 0.25 m).
func TestSeaOfTheYears(t *testing.T) {
	for year, want := range map[string]float64{"2022": 4200, "2023": 3600 + 0.088*4200*273/365} {
		f, err := scenarios.Load("middle-corridor-"+year+".toml", scenarios.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := scenarios.Means(f.Scenario, f.Levels[0], 1)["vessel.rail-ferry-large-kuryk.payload.mean"] / 1000
		if !(math.Abs(got-want) < 0.5) {
			t.Errorf("%s: %.1f t in the mean of the year, want %.1f", year, got, want)
		}
	}
}
