package plots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// This file makes the rows of berths of the Gantt chart. A berth is taken by whoever lies there: also ships that sail none of the
// crossings shown, and that have no row of their own, are in these.

// A berthGroup is the berths of a kind at a port.
type berthGroup struct{ place, berth string }

// addBerths gives each ship at a group of berths the first berth of it that is free. The groups are those where ships of the
// crossings lie, the ships all.
func (g *schedule) addBerths(r *analysis.Report, variant int, moves []analysis.Movement, lane map[string]string, bar func(analysis.Movement) (lifeBar, bool)) {
	stays := map[berthGroup][][]lifeBar{}
	var groups []berthGroup // where ships of the crossings lie
	for _, m := range moves {
		b, ok := bar(m)
		if !ok || m.Berth == "" {
			continue
		}
		k := berthGroup{m.Place, m.Berth}
		if lane[m.Unit] == "" {
			b.elsewhere = fleetName(m)
		} else if !slices.Contains(groups, k) {
			groups = append(groups, k)
		}
		stays[k] = addStay(stays[k], b)
	}
	slices.SortFunc(groups, func(a, b berthGroup) int { return strings.Compare(a.place+" "+a.berth, b.place+" "+b.berth) })
	for _, k := range groups {
		for i, bars := range berthed(stays[k]) {
			name := fmt.Sprintf("%s, %s %d", placeName(r, variant, k.place), k.berth, i+1) // also of one berth: the name without a number is that of the group
			g.berths = append(g.berths, lifeLine{name: name, of: k.place + " " + k.berth, in: k.place, bars: bars})
		}
	}
}

// fleetName is the name of a ship without its number.
func fleetName(m analysis.Movement) string {
	name := shipName(m)
	return name[:max(strings.LastIndex(name, " "), 0)]
}

// still is how many days may lie between two bars that join: times are to the second.
const still = 1e-4

// addStay joins a bar to the stay of its ship that ends where it begins, or else begins one.
func addStay(stays [][]lifeBar, b lifeBar) [][]lifeBar {
	for i, stay := range slices.Backward(stays) {
		if last := stay[len(stay)-1]; last.unit == b.unit && b.from-last.to < still {
			stays[i] = append(stay, b)
			return stays
		}
	}
	return append(stays, []lifeBar{b})
}

// berthed puts stays one after another into rows, as many as there are ships at a time.
func berthed(stays [][]lifeBar) (rows [][]lifeBar) {
	slices.SortStableFunc(stays, func(a, b []lifeBar) int { return cmp.Compare(a[0].from, b[0].from) })
	for _, stay := range stays {
		i := slices.IndexFunc(rows, func(row []lifeBar) bool { return row[len(row)-1].to <= stay[0].from+still })
		if i < 0 {
			i, rows = len(rows), append(rows, nil)
		}
		rows[i] = append(rows[i], stay...)
	}
	return rows
}

// fromElsewhere names the fleets whose ships lie at the berths shown but have no row.
func (g *schedule) fromElsewhere() string {
	var fleets []string
	for _, row := range g.berths {
		for _, b := range row.bars {
			if b.elsewhere != "" && !slices.Contains(fleets, b.elsewhere) {
				fleets = append(fleets, b.elsewhere)
			}
		}
	}
	if len(fleets) == 0 {
		return ""
	}
	slices.Sort(fleets)
	return " Berths show all ships that lie there, also those that sail elsewhere and have no row: " + strings.Join(fleets, "; ") + "."
}
