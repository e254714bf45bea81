package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

const (
	ganttDays  = 30
	ganttRows  = 42 // of the whole figure
	ganttPitch = 11.0
	ganttBar   = 0.72
)

// An activity is what a ship does, as the Gantt chart shows it.
type activity struct {
	words string
	ink   color.NRGBA
	says  []string // words of the log
}

// activities in the order of the legend. The palette is that of the causes of delay where they mean the same.
var activities = []activity{
	{"sailing", hex(0x6BB8E8), []string{"sailing"}},
	{"working at the berth", hex(0x004C85), []string{"discharging", "loading"}},
	{"waiting for cargo", hex(0xD9D9D9), []string{"waiting for cargo"}},
	{"waiting for a berth, channel, cranes or store", hex(0xF0B83C), []string{"waiting for a berth", "waiting for the channel", "waiting for cranes", "waiting for room in the store", "work stopped, closed hours"}},
	{"held by weather", hex(0x8A2B5C), []string{"weatherbound", "work stopped by weather", "waiting for the port to open"}},
	{"off hire", hex(0x7F7F7F), []string{"off hire"}},
}

// activityOf is the index of what the log says.
func activityOf(doing string) int {
	return slices.IndexFunc(activities, func(a activity) bool { return slices.Contains(a.says, doing) })
}

// A lifeLine is one row of the Gantt chart.
type lifeLine struct {
	name string
	of   string // its fleet, or its port and group of berths
	in   string // its port; "" of a ship
	bars []lifeBar
}

type lifeBar struct {
	from, to  float64 // days
	activity  int
	unit      string
	elsewhere string // the fleet of a ship that sails none of the crossings, and so has no row of its own
}

// gantt is figure F17: thirty days of ships and berths, one replication. Above, a row for each ship of the
// crossings where the corridor is measured; below, a row for each berth where they are worked, with all ships that lie there.
func gantt(r *analysis.Report) (Drawing, error) {
	const name = "gantt"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	states := r.States()
	variant := states[len(states)-1]
	begin, found := watchedFrom(r, variant)
	g := ganttOf(r, variant, begin)
	if !found || len(g.ships) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: no movements of ships of %s", name, variantName(r, variant))
	}
	d := newDrawing(r, name, r.Header.Variants[variant].Scenario)
	for _, part := range []struct {
		heading string
		rows    []lifeLine
	}{{"Ships", g.ships}, {"Berths: colour says what the ship at the berth does", g.berths}} {
		if len(part.rows) > 0 {
			d.panels = append(d.panels, ganttPanel(part.heading+": "+variantOn(r, variant, begin), part.rows, begin, g.days))
		}
	}
	d.Title = g.title()
	d.Subtitle = fmt.Sprintf("What ships do from %s to %s, across %s", begin.Format("2 January"), begin.AddDate(0, 0, int(g.days)-1).Format("2 January 2006"), listed(g.lanes))
	d.Method = exampleDays(r, variant, begin) + " A ship at a berth may be at work, wait for cargo there, or be held. corridor trace --level " + r.Header.Levels[r.Header.Variants[variant].Level] +
		" --unit NAME tells more of a ship."
	d.Method += g.leftOut() + g.fromElsewhere()
	for _, a := range activities {
		d.legend = append(d.legend, key{words: a.words, fill: a.ink})
	}
	d.Table = g.table(r, variant, begin)
	d.fit(ganttPitch)
	d.Caption = d.caption()
	d.Alt = g.alt()
	return d, nil
}

// A schedule is the data of the figure.
type schedule struct {
	days          float64
	lanes         []string // names of the crossings
	ships, berths []lifeLine
	leftShips     int // that have no row
	leftBerths    int
	hours         []float64
}

// ganttOf collects the rows of the ships that sail a crossing of the cut, at the first one first.
func ganttOf(r *analysis.Report, variant int, begin time.Time) schedule {
	g := schedule{days: ganttDays, hours: make([]float64, len(activities))}
	cut := r.Scenario(variant).Goal.MeasuredAt
	if len(cut) == 0 { // no goal: all crossings
		for _, p := range r.Scenario(variant).Places {
			if p.Kind == "sea" {
				cut = append(cut, p.Path)
			}
		}
	}
	var moves []analysis.Movement
	lane := map[string]string{} // unit to the first crossing it sails
	last := begin
	for _, m := range r.Movements {
		if m.Variant != variant || m.Kind != analysis.KindVessel {
			continue
		}
		moves = append(moves, m)
		if _, known := lane[m.Unit]; !known && slices.Contains(cut, m.Place) {
			lane[m.Unit] = m.Place
		}
		if m.End.After(last) {
			last = m.End
		}
	}
	slices.SortStableFunc(moves, func(a, b analysis.Movement) int { return a.Begin.Compare(b.Begin) })
	g.days = min(g.days, float64(int(last.Sub(begin).Hours()/24+0.5)))
	for _, place := range cut {
		before := len(g.ships)
		g.addShips(r, variant, moves, begin, func(m analysis.Movement) bool { return lane[m.Unit] == place })
		if len(g.ships) > before {
			g.lanes = append(g.lanes, placeName(r, variant, place))
		}
	}
	g.addBerths(r, variant, moves, lane, func(m analysis.Movement) (lifeBar, bool) { return g.bar(m, begin) })
	g.trim()
	return g
}

// bar is a movement within the days shown.
func (g *schedule) bar(m analysis.Movement, begin time.Time) (lifeBar, bool) {
	b := lifeBar{from: max(0, m.Begin.Sub(begin).Hours()/24), to: min(g.days, m.End.Sub(begin).Hours()/24), activity: activityOf(m.Doing), unit: m.Unit}
	return b, b.from < b.to && b.activity >= 0
}

func (g *schedule) addShips(r *analysis.Report, variant int, moves []analysis.Movement, begin time.Time, is func(analysis.Movement) bool) {
	rows := map[string]int{}
	for _, m := range moves {
		b, ok := g.bar(m, begin)
		if !ok || !is(m) {
			continue
		}
		i, known := rows[m.Unit]
		if !known {
			i = len(g.ships)
			rows[m.Unit] = i
			g.ships = append(g.ships, lifeLine{name: shipName(m), of: m.Of})
		}
		g.ships[i].bars = append(g.ships[i].bars, b)
		g.hours[b.activity] += 24 * (b.to - b.from)
	}
	part := g.ships[len(g.ships)-len(rows):]
	slices.SortFunc(part, func(a, b lifeLine) int {
		return cmp.Or(strings.Compare(a.of, b.of), cmp.Compare(len(a.name), len(b.name)), strings.Compare(a.name, b.name))
	})
}

func placeName(r *analysis.Report, variant int, path string) string {
	for _, p := range r.Scenario(variant).Places {
		if p.Path == path {
			return analysis.Brief(p.Name)
		}
	}
	return path
}

func ganttPanel(heading string, rows []lifeLine, begin time.Time, days float64) panel {
	p, names := newPlot(), lifeNames(rows)
	ticks := []plot.Tick{}
	for d := 0; d <= int(days); d++ {
		t := plot.Tick{Value: float64(d)}
		if d%5 == 0 && d+2 < int(days) {
			t.Label = begin.AddDate(0, 0, d).Format("2 Jan")
		}
		if d%5 == 0 {
			ticks = append(ticks, t)
		}
	}
	p.Add(gridX(ticks))
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		for i, row := range rows {
			half := vg.Length(ganttPitch*ganttBar) / 2
			at := y(float64(i))
			for _, b := range row.bars {
				fillRect(c, x(b.from), at-half, x(b.to), at+half, activities[b.activity].ink)
			}
			putMiddle(c, plain(sizeLabel-0.5, inkText), c.Min.X-4, at, 1, names[i])
		}
	}))
	setX(p, 0, days, ticks, "")
	setY(p, -0.5, float64(len(rows))-0.5, nil)
	p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	p.Y.Tick.Length = 0
	return panel{heading: heading, plot: p, share: float64(len(rows)), left: blockWidth(plain(sizeLabel-0.5, inkText), names) + 6}
}

// shares are the parts of the ships' time by activity.
func (g *schedule) shares() []float64 {
	all := 0.0
	for _, h := range g.hours {
		all += h
	}
	out := make([]float64, len(g.hours))
	for i, h := range g.hours {
		out[i] = h / all
	}
	return out
}

func (g *schedule) title() string {
	s := g.shares()
	longest := 2
	for i := 2; i < len(s); i++ {
		if s[i] > s[longest] {
			longest = i
		}
	}
	return fmt.Sprintf("In these %s days ships sail or work %s of their time; for the largest part of the rest, %s of their time, they are %s",
		number(g.days, 0), percent(s[0]+s[1]), percent(s[longest]), activities[longest].words)
}

func (g *schedule) alt() string {
	var parts []string
	for i, s := range g.shares() {
		parts = append(parts, activities[i].words+" "+percent(s))
	}
	return fmt.Sprintf("Gantt chart of %s and %s over %s days, one replication. Time of the ships: %s.",
		count(len(g.ships), "ship"), count(len(g.berths), "berth"), number(g.days, 0), strings.Join(parts, ", "))
}

func (g *schedule) table(r *analysis.Report, variant int, begin time.Time) Table {
	t := Table{Header: []string{"scenario", "level", "part", "row", "unit", "activity", "begin", "end"}}
	v := r.Header.Variants[variant]
	clock := func(day float64) string {
		return begin.Add(time.Duration(day * 24 * float64(time.Hour))).Round(time.Second).Format("2006-01-02T15:04:05")
	}
	for _, part := range []struct {
		name string
		rows []lifeLine
	}{{"ships", g.ships}, {"berths", g.berths}} {
		for _, row := range part.rows {
			for _, b := range row.bars {
				t.add(fullName(r.Header.Scenarios[v.Scenario]), r.Header.Levels[v.Level], part.name, row.name, b.unit, activities[b.activity].words, clock(b.from), clock(b.to))
			}
		}
	}
	return t
}
