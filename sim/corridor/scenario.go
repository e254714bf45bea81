package corridor

import (
	"time"

	"corridor/sim/des"
)

// Scenario is a checked description of a corridor: plain data, no pointer to running state. The
// same Scenario may be run by many workers at once.
type Scenario struct {
	Title    string
	Note     string
	Run      Run
	Goal     Goal
	Cost     Cost
	Emission Emission
	Things   []Thing // every named table, in order of path, also what is there for a part of the run
	Dated    []Dated // changes inside the run, in order of day
}

// Thing is a named table: a place, a flow, a fleet, a calendar.
type Thing struct {
	Path        string // kind and name, such as "port.aktau"
	Name        string // for people, such as "Aktau"; the path's last part if the file gives none
	At          []float64
	Spec        Spec
	From, Until time.Time // it is there from one day to another; zero: from the beginning, to the end
}

// Run says what is simulated and how often.
type Run struct {
	Start        time.Time      `doc:"first day of the measured period" need:"yes"`
	LeadIn       time.Duration  `doc:"simulated before the measured period, so that it does not begin empty" min:"0"`
	Length       time.Duration  `doc:"length of the measured period; a calendar year is 365 d or 366 d" need:"yes" min:"1"`
	Replications int            `doc:"independent replications of each scenario and level" min:"1"`
	Seed         uint64         `doc:"seed of all random draws"`
	AtMeans      bool           `doc:"every law at its mean, storms by chance and false alarms off: for checking sums by hand; what has a date, such as basin.NAME.dates and flow.NAME.shocks.dates, stays"`
	WatchFrom    *time.Duration `doc:"beginning of the days whose movements are kept for figures, from the start of the measured period; absent: 40 days into its last year, without a [goal] into its first" min:"0"`
	Watch        time.Duration  `doc:"length of these days; 0: none are kept" min:"0"`
	Independent  bool           `doc:"draws that are not common with other scenarios (the scenario's title enters the key)"`
}

// Date is the calendar date of a time of the run.
func (r *Run) Date(t des.Time) time.Time { return r.Start.Add(time.Duration(t) - r.LeadIn) }

// Goal says what the scenario is for; it is drawn as a line on capacity figures.
type Goal struct {
	Carried       Volume        `doc:"tonnes a year to be carried by the whole route"`
	By            time.Time     `doc:"date of the goal"`
	MeasuredAt    []Ref         `doc:"the cut: sea lanes across which cargo is counted. Without it and also, all that is delivered counts" to:"sea,rail,border,station"`
	Direction     string        `doc:"direction that is counted" enum:"both,west,east"`
	Also          []Ref         `doc:"flows that count although they do not cross the cut" to:"flow"`
	Family        string        `doc:"cargo family whose transit time is reported"`
	OccupationDay Ratio         `doc:"guide value for the share of a day that a railway line is taken, drawn in figures; 0: none. The default is ascribed to UIC 406 (2004) for mixed traffic" min:"0" max:"1"`
	Promised      time.Duration `doc:"longest acceptable 90th percentile of the door-to-door time of that family: what makes a level sustainable" min:"0"`
}

// countsAll tells whether no cut and no flow is named: then all cargo counts where it is delivered.
func (g *Goal) countsAll() bool { return len(g.MeasuredAt)+len(g.Also) == 0 }

// NewRun and NewGoal hold the defaults of the two tables that have no name.
func NewRun() Run   { return Run{Replications: 20, Seed: 1, Watch: 30 * day} }
func NewGoal() Goal { return Goal{Direction: "both", OccupationDay: 0.6} }

// Spec is the plain data of one named table. It is sealed to this package: a new kind of place is
// a new file here and a line in Kinds.
type Spec interface {
	build(b *builder)
}

// Kind is a kind of named table, such as "rail": Doc for the reference, New with the defaults.
type Kind struct {
	Name, Doc string
	Place     bool // may stand in a route
	New       func() Spec
}

// Kinds is the list of all kinds, in the order of the reference.
var Kinds = []Kind{
	flowKind, routeKind, trainKind, seasonKind, levelKind, closureKind,
	stationKind, railKind, inclineKind, borderKind, terminalKind, portKind, seaKind,
	vesselKind, wagonKind, locoKind, basinKind, calendarKind, spanKind,
}

// KindOf returns the kind of a path ("port.aktau" is a port) and whether there is one.
func KindOf(path string) (Kind, bool) {
	for _, k := range Kinds {
		if len(path) > len(k.Name) && path[:len(k.Name)] == k.Name && path[len(k.Name)] == '.' {
			return k, true
		}
	}
	return Kind{}, false
}

// Find returns the index of a path in Things, or -1.
func (s *Scenario) Find(path string) int {
	lo, hi := 0, len(s.Things)
	for lo < hi {
		if m := (lo + hi) / 2; s.Things[m].Path < path {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(s.Things) && s.Things[lo].Path == path {
		return lo
	}
	return -1
}

// spec returns the Spec of a path as the wanted type; a wrong or missing one is our own fault,
// since Check has refused it before.
func spec[T Spec](s *Scenario, path Ref) T {
	i := s.Find(string(path))
	if i < 0 {
		panic("corridor: no " + string(path) + " in the scenario: Check was not called")
	}
	return s.Things[i].Spec.(T)
}

// Fault is a semantic problem of a scenario: the dotted path of the offending key and what is wrong;
// On is the day of the change that brings it about, zero if it is there from the beginning.
type Fault struct {
	Path, Text string
	On         time.Time
	Row        int    // of the file that the key names, from 1; 0: it is the key itself
	Column     string // of that row
	Because    string // of a doubt: path of the key that takes the effect away; "" if it is none
}
