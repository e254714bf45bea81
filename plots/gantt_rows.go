package plots

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// This file names the rows of the Gantt chart, and chooses them where there are more ships and berths than a page holds: some of
// each fleet and of each port, by how many there are.

// ganttRoom is for the name of a fleet or of berths.
const ganttRoom = 54 * vg.Millimeter

// shipName is what a ship is called: as the movements say or, where an older build has left them without names, by its key.
func shipName(m analysis.Movement) string {
	if m.Name != "" {
		return m.Name
	}
	return analysis.ShipName(m.Unit, strings.TrimPrefix(m.Of, "vessel."))
}

// lifeNames are the names of rows as far as there is room for them; the number at the end always has some. A name loses the words at its
// end or, where those tell it from others, words in its middle.
func lifeNames(rows []lifeLine) []string {
	var full [][]string
	for _, row := range rows {
		full = append(full, strings.Fields(row.name[:max(strings.LastIndex(row.name, " "), 0)]))
	}
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = distinct(full[i], full) + row.name[max(strings.LastIndex(row.name, " "), 0):]
	}
	return names
}

// distinct is the name of most words for which there is room that cannot be that of another; any name of most words if all can.
func distinct(words []string, all [][]string) string {
	sty := plain(sizeLabel-0.5, inkText)
	name := strings.Join(words, " ")
	if sty.Width(name) <= ganttRoom {
		return name
	}
	best := shortened(sty, name, ganttRoom)
	kept := len(strings.Fields(best)) - 1
	if !mistaken(words, kept, 0, all) {
		return best
	}
	for n := len(words) - 1; n > 1; n-- {
		for head := n - 1; head > 0; head-- {
			cut := strings.Join(words[:head], " ") + " … " + strings.Join(words[len(words)-n+head:], " ")
			if sty.Width(cut) <= ganttRoom && !mistaken(words, head, n-head, all) {
				return cut
			}
		}
	}
	return best
}

// mistaken tells whether another name begins and ends with so many words of this one.
func mistaken(words []string, head, tail int, all [][]string) bool {
	return slices.ContainsFunc(all, func(o []string) bool {
		return len(o) >= head+tail && !slices.Equal(o, words) && slices.Equal(o[:head], words[:head]) && slices.Equal(o[len(o)-tail:], words[len(words)-tail:])
	})
}

// trim keeps as many rows as a page holds.
func (g *schedule) trim() {
	ships := min(len(g.ships), max(ganttRows-len(g.berths), ganttRows*2/3))
	berths := min(len(g.berths), ganttRows-ships)
	g.leftShips, g.leftBerths = len(g.ships)-ships, len(g.berths)-berths
	g.ships, g.berths = someOfEach(g.ships, ships), someOfEach(g.berths, berths)
}

// leftOut says how many rows have no room.
func (g *schedule) leftOut() string {
	var parts []string
	if g.leftShips > 0 {
		parts = append(parts, count(g.leftShips, "ship"))
	}
	if g.leftBerths > 0 {
		parts = append(parts, count(g.leftBerths, "berth"))
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(" Not shown: %s; of each fleet and port as many rows as its share.", listed(parts))
}

// A share is how many rows of a fleet, a group of berths or a port there are, and how many of them are kept.
type share struct{ all, kept int }

// behind tells whether a share is served less than another: what has nothing comes first, the larger one before the smaller,
// then what has the smallest part of its own.
func (s share) behind(o share) bool {
	if (s.kept == 0) != (o.kept == 0) {
		return s.kept == 0
	}
	if s.kept == 0 {
		return s.all > o.all
	}
	return s.kept*o.all < o.kept*s.all
}

// someOfEach keeps so many rows, in their order: one after another of the port that is served least and there of the fleet or group
// that is, the first of it.
func someOfEach(rows []lifeLine, room int) (kept []lifeLine) {
	groups, ports := map[string]share{}, map[string]share{}
	for _, row := range rows {
		groups[row.of] = share{all: groups[row.of].all + 1}
		ports[row.in] = share{all: ports[row.in].all + 1}
	}
	chosen := make([]bool, len(rows))
	for range min(room, len(rows)) {
		best := -1
		for i, row := range rows {
			if chosen[i] {
				continue
			}
			if best < 0 {
				best = i
				continue
			}
			to := rows[best]
			switch {
			case row.in == to.in && groups[row.of].behind(groups[to.of]), row.in != to.in && ports[row.in].behind(ports[to.in]):
				best = i
			}
		}
		chosen[best] = true
		add := func(of map[string]share, name string) { of[name] = share{of[name].all, of[name].kept + 1} }
		add(groups, rows[best].of)
		add(ports, rows[best].in)
	}
	for i, row := range rows {
		if chosen[i] {
			kept = append(kept, row)
		}
	}
	return slices.Clip(kept)
}
