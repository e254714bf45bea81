package plots

import (
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/analysis"
)

// TestBerthsOfAllShips: a berth where a ship lies that sails no crossing of the cut is not drawn empty; the ship has no row, and the
// note says so. A berth where only such ships lie is not there.
func TestBerthsOfAllShips(t *testing.T) {
	r := fixtureSmall().report()
	begin, _ := watchedFrom(r, 0)
	r.Movements = slices.DeleteFunc(r.Movements, func(m analysis.Movement) bool { return m.Unit == "vessel.feeder#1" || m.Unit == "vessel.feeder#2" })
	day := func(d float64) time.Time { return begin.Add(time.Duration(d * 24 * float64(time.Hour))) }
	lies := func(unit, berth, doing string, from, to float64) {
		r.Movements = append(r.Movements, analysis.Movement{Unit: unit, Name: "Iran ships 1", Kind: analysis.KindVessel, Of: "vessel.iran", Place: "port.aktau", Berth: berth,
			Begin: day(from), End: day(to), Doing: doing})
	}
	hours := func(g schedule, berth string) (sum float64, rows int) {
		for _, row := range g.berths {
			if row.of != berth {
				continue
			}
			rows++
			for _, b := range row.bars {
				sum += 24 * (b.to - b.from)
			}
		}
		return sum, rows
	}
	alone := ganttOf(r, 0, begin)
	before, rows := hours(alone, "port.aktau container")
	if rows != 1 || alone.fromElsewhere() != "" {
		t.Fatalf("%d rows of one ship; %q", rows, alone.fromElsewhere())
	}
	lies("vessel.iran#0", "container", "loading", 10, 12) // told in the order of ends, not of beginnings
	lies("vessel.iran#0", "container", "weatherbound", 12, 21)
	lies("vessel.iran#0", "grain", "loading", 22, 25)
	g := ganttOf(r, 0, begin)
	after, rows := hours(g, "port.aktau container")
	if d := after - before - 11*24; d > 0.01 || d < -0.01 || rows != 2 {
		t.Errorf("%.2f h of the eleven days, in %d rows beside the other ship", after-before, rows)
	}
	if n := slices.IndexFunc(g.berths, func(l lifeLine) bool { return strings.Contains(l.name, "grain") }); n >= 0 || len(g.ships) != len(alone.ships) {
		t.Errorf("rows of berths %d, %d ships, before %d", n, len(g.ships), len(alone.ships))
	}
	d, err := gantt(r)
	if err != nil || !strings.Contains(d.Method, "sail elsewhere and have no row: Iran ships.") {
		t.Errorf("%v %q", err, d.Method)
	}
}

// TestBerthed: three ships at two berths need two rows, whatever the order in which their stays end, and a stay is not torn where
// another ship comes at the moment at which its ship changes what it does.
func TestBerthed(t *testing.T) {
	var stays [][]lifeBar
	for _, b := range []lifeBar{{unit: "a", from: 0, to: 2}, {unit: "b", from: 0, to: 4}, {unit: "c", from: 2, to: 6}, {unit: "b", from: 4, to: 5}, {unit: "d", from: 5, to: 6}, {unit: "b", from: 7, to: 8}} {
		stays = addStay(stays, b)
	}
	if len(stays) != 5 || len(stays[1]) != 2 {
		t.Fatalf("%v", stays)
	}
	rows := berthed(stays)
	var units []string
	for _, row := range rows {
		for _, b := range row {
			units = append(units, b.unit)
		}
		units = append(units, "|")
	}
	if got := strings.Join(units, ""); got != "acb|bbd|" {
		t.Errorf("%s", got)
	}
}

// TestLifeNames: names too long for their room lose the words that do not tell them from others; the number stays.
func TestLifeNames(t *testing.T) {
	var rows []lifeLine
	for _, name := range []string{"Feeders of ASCO 1", "Rail ferries of the Dagestan type, Kuryk 2", "Rail ferries of the Dagestan type, Turkmenbashi 1",
		"Rail ferries of the Shahdag type, Kuryk 1", "Rail ferries of the Shahdag type, Turkmenbashi 1", "Ships that take whatever there is wherever it may go 1"} {
		rows = append(rows, lifeLine{name: name})
	}
	names := lifeNames(rows)
	if got, want := strings.Join(names, "|"), "Feeders of ASCO 1|Rail ferries of the Dagestan type, Kuryk 2|Rail ferries of the Dagestan … Turkmenbashi 1|"+
		"Rail ferries of the Shahdag type, Kuryk 1|Rail ferries of the Shahdag … Turkmenbashi 1|Ships that take whatever there is wherever … 1"; got != want {
		t.Errorf("%s", got)
	}
	for _, name := range names {
		if w := plain(sizeLabel-0.5, inkText).Width(name); w > ganttRoom+12 {
			t.Errorf("%s is %v wide", name, w)
		}
	}
}
