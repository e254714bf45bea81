package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/des"
)

// life is what is told of one unit.
type life struct {
	Unit        string      `json:"unit"`
	Name        string      `json:"name,omitempty"` // of a ship, as figures call it
	Kind        string      `json:"kind"`
	Of          string      `json:"of"`
	Scenario    string      `json:"scenario"`
	Level       string      `json:"level"`
	Replication int         `json:"replication"`
	Seed        uint64      `json:"seed"`
	Events      []lifeEvent `json:"events"`
	Sums        []lifeSum   `json:"sums"`
	Hours       float64     `json:"hours"` // of all events: the age of a consignment that has arrived
	Km          float64     `json:"km"`
	Open        bool        `json:"open"`             // it was still under way at the end of the run
	Failed      string      `json:"failed,omitempty"` // how the replication failed; that is the end of the run
	Part        bool        `json:"part"`             // only the days that were asked for
}

// lifeEvent is a stretch of time in which the unit did one thing.
type lifeEvent struct {
	From    string  `json:"from"`
	To      string  `json:"to"`
	Hours   float64 `json:"hours"`
	Km      float64 `json:"km"` // from its start to the end of the stretch
	Place   string  `json:"place"`
	Name    string  `json:"name"`
	Berth   string  `json:"berth,omitempty"`
	Doing   string  `json:"doing"`
	Carrier string  `json:"carrier,omitempty"`

	times int  // so many stretches folded into one; 0: it is one
	more  bool // of the stay that the one before tells of
}

// lifeSum is the time that one doing took in all.
type lifeSum struct {
	Doing string  `json:"doing"`
	Hours float64 `json:"hours"`
}

// life collects what the log says of a unit.
func (t *tracing) life(unit int32) *life {
	u := t.log.Units[unit]
	l := &life{Unit: u.Name, Kind: u.Kind, Of: u.Of, Scenario: t.scenario.Title, Level: t.level, Replication: t.replication, Seed: t.seed, Part: !t.whole, Failed: t.fault}
	if p := t.log.Follow; p != nil {
		l.Unit = fmt.Sprintf("%s:%d", u.Name, p.Index)
	}
	if u.Kind == corridor.UnitVessel {
		l.Name = t.shipName(u)
	}
	from, until := t.from, t.until
	if t.whole && u.Kind != corridor.UnitVessel {
		from, until = 0, des.Never
	} else {
		l.Part = true
	}
	sums := map[string]time.Duration{}
	total := time.Duration(0)
	for _, s := range t.log.Segments {
		if s.Unit != unit || s.End <= from || s.Begin >= until || s.Begin == s.End {
			continue
		}
		share := 1.0
		whole := s
		s.Begin, s.End = max(s.Begin, from), min(s.End, until)
		share = float64(s.End-s.Begin) / float64(whole.End-whole.Begin)
		l.Km += share * max(s.To-s.From, s.From-s.To) * t.scenario.Km(s.Place)
		d := s.End.Sub(s.Begin)
		doing := doingWords(s.Doing)
		l.Events = append(l.Events, lifeEvent{From: t.clock(s.Begin), To: t.clock(s.End), Hours: d.Hours(), Km: l.Km, Place: s.Place,
			Name: t.scenario.Things[t.scenario.Find(s.Place)].Name, Berth: s.Berth, Doing: doing, Carrier: s.Carrier})
		sums[doing] += d
		total += d
		l.Open = s.End == t.log.End
	}
	if u.Kind == corridor.UnitStorm {
		l.Sums = []lifeSum{}
		return l
	}
	l.Hours = total.Hours()
	for doing, d := range sums {
		l.Sums = append(l.Sums, lifeSum{doing, d.Hours()})
	}
	slices.SortFunc(l.Sums, func(a, b lifeSum) int { return doingOrder(a.Doing) - doingOrder(b.Doing) })
	return l
}

// clock writes a time of the run as a date.
func (t *tracing) clock(at des.Time) string {
	return t.scenario.Run.Date(at).Format("2006-01-02 15:04")
}

// shipDoings are the words for ships in the order of a voyage.
var shipDoings = []string{corridor.ShipSails, corridor.ShipRoads, corridor.ShipShut, corridor.ShipStore, corridor.ShipUnloads, corridor.ShipIdle, corridor.ShipLoads,
	corridor.ShipCranes, corridor.ShipStopped, corridor.ShipClosed, corridor.ShipWeather, corridor.ShipChannel, corridor.ShipOff}

// doingWords puts a cause into words; those of ships are words already.
func doingWords(doing string) string {
	for _, c := range analysis.Causes {
		if c.Name == doing {
			return c.Label
		}
	}
	return doing
}

// doingOrder is the order of sums: that of the account of time, then that of a ship's voyage.
func doingOrder(words string) int {
	for i, c := range analysis.Causes {
		if c.Label == words {
			return i
		}
	}
	return len(analysis.Causes) + slices.Index(shipDoings, words)
}

func (l *life) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(l)
}

// cells is a row of the table, with a column of km for what has moved: a storm has not, nor a ship that stays in port.
func (e lifeEvent) cells(moves bool) string {
	where, doing, km := e.Carrier, e.Doing, fmt.Sprintf("%9.0f\t", e.Km)
	if e.Berth != "" {
		where = "berth " + e.Berth
	}
	if e.times > 1 {
		doing += fmt.Sprintf(", %d times", e.times)
	}
	switch {
	case !moves:
		km = ""
	case e.more:
		km = "\t"
	}
	return fmt.Sprintf("%s\t%7.1f\t%s%s\t%s\t%s", e.From, e.Hours, km, e.Name, doing, where)
}

// writeText prints the life as a table, in which lines with many stops are folded unless all is asked for, and the sums.
func (l *life) writeText(w io.Writer, all bool) error {
	fmt.Fprint(w, l.Unit)
	if l.Name != "" {
		fmt.Fprintf(w, " (%s)", l.Name)
	}
	fmt.Fprintf(w, ", %s", l.Kind)
	if l.Of != "" {
		fmt.Fprintf(w, " of %s", l.Of)
	}
	fmt.Fprintf(w, "\n%s at level %s, replication %d, seed %d\n\n", l.Scenario, l.Level, l.Replication, l.Seed)
	var table bytes.Buffer
	t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	moves, km := l.Km > 0, ""
	if moves {
		km = "km so far\t"
	}
	fmt.Fprintf(t, "from\thours\t%splace\twhat it does or waits for\taboard or at\n", km)
	events, short := l.Events, false
	if !all {
		events, short = folded(l.Events)
	}
	for _, e := range events {
		fmt.Fprintln(t, e.cells(moves))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(table.String()) {
		fmt.Fprintln(w, strings.TrimRight(line, " \n"))
	}
	if len(l.Events) == 0 {
		_, err := fmt.Fprintln(w, "nothing in these days")
		return err
	}
	last := l.Events[len(l.Events)-1].To
	if len(l.Sums) == 0 {
		return nil
	}
	switch {
	case l.Open && l.Failed != "":
		fmt.Fprintf(w, "%s  the replication fails: it is still under way\n", last)
	case l.Part:
		fmt.Fprintf(w, "%s  end of the days shown\n", last)
	case l.Open:
		fmt.Fprintf(w, "%s  end of the run: it is still under way\n", last)
	default:
		fmt.Fprintf(w, "%s  end of its way\n", last)
	}
	fmt.Fprintln(w)
	for _, s := range l.Sums {
		fmt.Fprintf(w, "%9.1f h  %5.1f %%  %s\n", s.Hours, 100*s.Hours/l.Hours, s.Doing)
	}
	_, err := fmt.Fprintf(w, "%9.1f h  100.0 %%  in all: %.2f days, %.0f km\n", l.Hours, l.Hours/24, l.Km)
	if short && err == nil {
		_, err = fmt.Fprintln(w, "\na line with many stops has a row for each thing done there; --all shows each stretch")
	}
	return err
}
