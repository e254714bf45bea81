package plots

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// TestNothingWatched: figures of movements and of weeks say what is missing.
func TestNothingWatched(t *testing.T) {
	r := fixtureFull().report()
	r.Movements = nil
	for i := range r.Header.Variants {
		r.Header.Variants[i].Series = nil
	}
	for _, f := range Figures {
		if f.Name != "marey" && f.Name != "gantt" && f.Name != "queue-over-the-year" {
			continue
		}
		if _, err := f.Draw(r); err == nil || !strings.Contains(err.Error(), "figure "+f.Name+": no data: ") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestNothingTaken: figures of lines and berths say what is missing.
func TestNothingTaken(t *testing.T) {
	full := fixtureFull().report()
	h := full.Header
	for i := range h.Variants {
		for k := range h.Variants[i].Metrics {
			if m := &h.Variants[i].Metrics[k]; strings.HasSuffix(m.Name, ".occupation") || strings.HasSuffix(m.Name, ".occupancy") {
				m.Name = "gone." + m.Name
			}
		}
	}
	r := analysis.New(h, full.Rows)
	if _, err := lineOccupancy(r); err == nil || !strings.Contains(err.Error(), "no line with an occupation") {
		t.Error(err)
	}
	if _, err := berthOccupancy(r); err == nil || !strings.Contains(err.Error(), "no berths of") {
		t.Error(err)
	}
}

// TestStringLines: of a train that runs 240 km of single track in ten hours and stands in a loop for one and a half,
// with the ends cut to the hours of the panel.
func TestStringLines(t *testing.T) {
	begin := time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC)
	r := &analysis.Report{Header: analysis.Header{Levels: []string{"base"}, Variants: []analysis.Variant{{}}, Scenarios: []analysis.Scenario{{
		Goal: analysis.Goal{Family: "box"}, Routes: []analysis.Route{{Flow: "boxes", Family: "box"}}}}}}
	at := func(h float64) time.Time { return begin.Add(time.Duration(h * float64(time.Hour))) }
	move := func(from, to, a, b float64) {
		r.Movements = append(r.Movements, analysis.Movement{Unit: "train.x#0", Kind: analysis.KindTrain, Of: "flow.boxes", Place: "rail.a", Way: "east", Begin: at(from), End: at(to), From: a, To: b})
	}
	move(-2, -1, 1, 1) // waits before the line
	move(-1, 4, 1, 0.5)
	move(4, 5.5, 0.5, 0.5)
	move(5.5, 10.5, 0.5, 0)
	s := stringLine{r: r, steps: []analysis.Step{{Place: "rail.a", Name: "A – B", Kind: "rail", Km: 340}}, offset: 100, way: "west", from: begin, to: at(8)}
	s.read()
	if got, want := fmt.Sprint(s.strings), "[{train.x#0 train true true [{0 316} {4 220} {5.5 220} {8 160}]}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if v := s.speed(); !(math.Abs(v-(316-160)/8.) <= 1e-9) {
		t.Errorf("%v km/h", v)
	}
	if share := s.standing(); !(math.Abs(share-1.5/8) <= 1e-9) {
		t.Errorf("stands %v of the time", share)
	}
	if loops := s.loops(); len(loops) != 1 || loops[0] != 220 {
		t.Errorf("loops at %v", loops)
	}
}

// TestStringTurns: a train that unloads at the end of a line of 240 km and goes back empty is two strings, the second against the route.
func TestStringTurns(t *testing.T) {
	begin := time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC)
	r := &analysis.Report{Header: analysis.Header{Levels: []string{"base"}, Variants: []analysis.Variant{{}}, Scenarios: []analysis.Scenario{{
		Goal: analysis.Goal{Family: "box"}, Routes: []analysis.Route{{Flow: "boxes", Family: "box"}}}}}}
	at := func(h float64) time.Time { return begin.Add(time.Duration(h * float64(time.Hour))) }
	move := func(place, way string, from, to, a, b float64) {
		r.Movements = append(r.Movements, analysis.Movement{Unit: "train.x#0", Kind: analysis.KindTrain, Of: "flow.boxes", Place: place, Way: way, Begin: at(from), End: at(to), From: a, To: b})
	}
	move("rail.a", "west", 0, 5, 0, 1)
	move("port.b", "west", 5, 9, 0, 0) // unloads
	move("port.b", "east", 9, 10, 0, 0)
	move("rail.a", "east", 10, 16, 1, 0)
	s := stringLine{r: r, steps: []analysis.Step{{Place: "rail.a", Name: "A – B", Kind: "rail", Km: 240}, {Place: "port.b", Name: "B", Kind: "port", Km: 240}}, way: "west", from: begin, to: at(24)}
	s.read()
	if got, want := fmt.Sprint(s.strings), "[{train.x#0 train true false [{0 0} {5 240} {9 240}]} {train.x#0 train true true [{9 240} {10 240} {16 0}]}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	table := Table{Header: []string{"scenario", "level", "part", "unit", "kind", "direction", "time", "distance [km]"}}
	s.tabulate(&table, "route")
	var ways []string
	for _, row := range table.Rows {
		ways = append(ways, row[5])
	}
	if got, want := strings.Join(ways, " "), "west west west east east east"; got != want {
		t.Errorf("directions %s, want %s", got, want)
	}
}

// TestMonthTicks: months of a year by name, of several years by half years and with the year.
func TestMonthTicks(t *testing.T) {
	words := func(weeks int) (out string) {
		for _, tick := range monthTicks(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), weeks) {
			out += tick.Label + " "
		}
		return out
	}
	for weeks, want := range map[int]string{
		52: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ", 104: "2024 Apr Jul Oct 2025 Apr Jul Oct ", 208: "2024 Jul 2025 Jul 2026 Jul 2027 Jul ",
	} {
		if got := words(weeks); got != want {
			t.Errorf("%d weeks: %q, want %q", weeks, got, want)
		}
	}
}

func TestUnited(t *testing.T) {
	if got := fmt.Sprint(united([][2]float64{{5, 7}, {0, 2}, {1, 3}, {7, 8}})); got != "[[0 3] [5 8]]" {
		t.Error(got)
	}
}

// TestGanttSharesAddUp: all of the time of all ships has an activity, and no berth has two ships.
func TestGanttSharesAddUp(t *testing.T) {
	r := fixtureFull().report()
	begin, _ := watchedFrom(r, 0)
	g := ganttOf(r, 0, begin)
	sum := 0.0
	for _, s := range g.shares() {
		sum += s
	}
	if !(math.Abs(sum-1) <= 1e-9) || len(g.ships) != 3 || g.days != 30 {
		t.Errorf("shares add up to %v, %d ships, %v days", sum, len(g.ships), g.days)
	}
	for _, row := range g.berths {
		if !regexp.MustCompile(`^[^,]+, \S+ [1-9]$`).MatchString(row.name) {
			t.Errorf("a berth is called %q; the name without a number is that of its group", row.name)
		}
		for i, b := range row.bars[1:] {
			if b.from < row.bars[i].to-1e-3 {
				t.Errorf("%s: %+v after %+v", row.name, b, row.bars[i])
			}
		}
	}
}

// TestEveryDoingHasAnActivity: what the model says of ships is in the legend.
func TestEveryDoingHasAnActivity(t *testing.T) {
	for _, doing := range []string{"sailing", "waiting for a berth", "waiting for the port to open", "waiting for the channel", "waiting for cranes", "waiting for room in the store", "discharging", "loading",
		"work stopped by weather", "work stopped, closed hours", "waiting for cargo", "weatherbound", "off hire"} {
		if activityOf(doing) < 0 {
			t.Errorf("%q has no colour", doing)
		}
	}
}

func TestStations(t *testing.T) {
	steps := []analysis.Step{{Name: "Xi'an, dry port", Kind: "terminal"}, {Name: "Xi'an – Khorgos", Kind: "rail", Km: 100}, {Name: "Khorgos - Altynkol (border)", Kind: "border", Km: 100},
		{Name: "Altynkol – Aktau", Kind: "rail", Km: 300}, {Name: "Port of Aktau", Kind: "port", Km: 300}}
	var got []string
	for _, s := range stationsOf(steps) {
		got = append(got, s.words())
	}
	if want := "Xi'an  0|Khorgos–Altynkol  100|Port of Aktau  300"; strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	for name, want := range map[string]string{"Boyuk Kesik–Gardabani": "Boyuk Kesik–Gardabani  0", "Zhezkazgan junction–Saksaulskaya junction": "Zhezkazgan junction …  0",
		"Petropavlovsk–Novoishimskaya-Presnogorkovka": "Petropavlovsk …  0"} {
		if got := (station{name: name}).words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	long := station{name: "Gardabani–Samtredia: auxiliary yard and customs terminal no. 12"}.words()
	if w := plain(sizeLabel, inkText).Width(long); w > stationRoom+20*vg.Points(1) || !strings.Contains(long, "…") {
		t.Errorf("%q is %v wide", long, w)
	}
}

// TestSeaPortsAreNamed: where ships land keeps its name beside the end of the route nearby, which loses its own.
func TestSeaPortsAreNamed(t *testing.T) {
	steps := []analysis.Step{{Name: "Xi'an", Kind: "terminal"}, {Name: "Xi'an – Aktau", Kind: "rail", Km: 6607}, {Name: "Aktau", Kind: "port", Km: 6607}, {Name: "Aktau – Alyat", Kind: "sea", Km: 7115, Sea: true},
		{Name: "Alyat (Port of Baku)", Kind: "port", Km: 7115}, {Name: "Alyat – Absheron", Kind: "rail", Km: 7185}, {Name: "Absheron", Kind: "terminal", Km: 7185}}
	var got []string
	for _, s := range named(stationsOf(steps), func(km float64) vg.Length { return vg.Length(320 * km / 7185) }) {
		got = append(got, s.name)
	}
	if want := "Aktau|Alyat|Xi'an"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestPartings: container trains for Dostyk leave the way over Khorgos at Jinghe; those that join it later, other families and
// other ways are not told of.
func TestPartings(t *testing.T) {
	step := func(place, name string) analysis.Step {
		kind, _, _ := strings.Cut(place, ".")
		return analysis.Step{Place: place, Name: name, Kind: kind}
	}
	east, middle, south := step("rail.a", "Urumqi – Jinghe"), step("rail.b", "Jinghe – Khorgos"), step("rail.c", "Khorgos – Moiynty")
	north, west := step("rail.d", "Jinghe – Moiynty"), step("rail.e", "Moiynty – Aktau")
	east.Km = 2961
	main := analysis.Route{Family: "container", Direction: "west", Steps: []analysis.Step{east, middle, south, west}}
	other := analysis.Route{Family: "container", Direction: "west", Steps: []analysis.Step{east, north, west}}
	r := &analysis.Report{Header: analysis.Header{Variants: []analysis.Variant{{}}, Scenarios: []analysis.Scenario{{
		Goal: analysis.Goal{Family: "container"}, Routes: []analysis.Route{main}}}}}
	if got := partings(r, 0, time.Time{}, main); got != "" {
		t.Errorf("one route: %q", got)
	}
	grain, back := other, other
	grain.Family, back.Direction = "bulk", "east"
	r.Header.Scenarios[0].Routes = []analysis.Route{main, grain, back}
	if got := partings(r, 0, time.Time{}, main); got != "" {
		t.Errorf("other families and ways: %q", got)
	}
	r.Header.Scenarios[0].Routes = []analysis.Route{main, other}
	if got := partings(r, 0, time.Time{}, main); got != ", container trains at Jinghe (km 2,961)" {
		t.Errorf("%q", got)
	}
}

// TestMareyOnItsDays: the axis is that of the routes in force on the days shown; a line that opens before them is on it, one
// that opens after is not.
func TestMareyOnItsDays(t *testing.T) {
	for from, opens := range map[string]bool{"2024-02-01": true, "2024-03-01": false} {
		r := fixtureFull().report()
		for i := range r.Header.Scenarios {
			s := &r.Header.Scenarios[i]
			later := analysis.Later{From: from}
			for _, route := range s.Routes {
				route.Steps = slices.Clone(route.Steps)
				for k := range route.Steps {
					if route.Steps[k].Place == "rail.zhetygen-zhezkazgan" {
						route.Steps[k].Place, route.Steps[k].Name, route.Steps[k].Km = "rail.bypass", "Zhetygen–Bypass", 1321 // 1320 before
					}
				}
				later.Routes = append(later.Routes, route)
			}
			s.Later = []analysis.Later{later}
		}
		for i := range r.Movements {
			if r.Movements[i].Place == "rail.zhetygen-zhezkazgan" {
				r.Movements[i].Place = "rail.bypass"
			}
		}
		d, err := marey(r)
		if err != nil {
			t.Fatal(err)
		}
		km := slices.Index(d.Table.Header, "distance [km]")
		drawn := slices.ContainsFunc(d.Table.Rows, func(row []string) bool { return row[km] == "1321" })
		named := slices.ContainsFunc(takenPaths(r, r.States()), func(path string) bool { return path == "rail.bypass" })
		if !named || drawn != opens {
			t.Errorf("opens %s: drawn %v, among the lines %v", from, drawn, named)
		}
	}
}
