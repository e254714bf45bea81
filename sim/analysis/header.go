package analysis

import (
	"slices"
	"time"
)

// Format is the version of [Header] that this package reads and writes.
const Format = 1

// Header is what travels in the first line of a journal: everything that a reader
// of the rows must know and no more of the model than that.
type Header struct {
	Format       int        `json:"format"`
	Program      string     `json:"program"`
	Version      string     `json:"version"`
	Vocabulary   string     `json:"vocabulary,omitempty"` // of the scenario files that the program knows; other in another build, or the same
	Command      string     `json:"command"`              // as typed, to be repeated
	Seed         uint64     `json:"seed"`
	Replications int        `json:"replications"` // wanted of each variant
	Scenarios    []Scenario `json:"scenarios"`
	Levels       []string   `json:"levels"`   // names of demand levels, in rising order
	Variants     []Variant  `json:"variants"` // scenario by scenario, then level by level
}

// Ablation tells whether the experiment is one in which mechanisms are left out of a scenario; see Ablations.
func (h Header) Ablation() bool {
	return slices.ContainsFunc(h.Scenarios, func(s Scenario) bool { return s.Without != "" })
}

// Scenario describes one scenario of the experiment.
type Scenario struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	File     string   `json:"file"`
	Hash     string   `json:"hash"` // of the resolved scenario
	Measures []string `json:"measures"`
	Without  string   `json:"without,omitempty"` // the mechanism that is left out, of a scenario whose first is the whole; see Ablations
	Leaves   string   `json:"leaves,omitempty"`  // the title of that mechanism
	Goal     Goal     `json:"goal"`
	Routes   []Route  `json:"routes"`
	// Later are the routes that are other than before from days inside the run on, in order of day.
	Later  []Later `json:"later_routes,omitempty"`
	Places []Place `json:"places"` // in route order
	// Elements are what limits the places, on paper, at the cargo mix of the highest level.
	Elements []Element `json:"elements"`
	// Years are the first and the last calendar year of a scenario of several, in which what is installed may change.
	Years    []Year   `json:"years,omitempty"`
	Families []Family `json:"families"`
	Start    string   `json:"start"`  // first day of the measured period, 2024-01-01
	Months   []string `json:"months"` // of the measured period: 2024-01, 2024-02, …
}

// Goal is what the scenario is measured against. A Carried or PromiseDays of zero
// means that there is no such goal.
type Goal struct {
	Carried     float64  `json:"carried"` // Mt/yr
	By          string   `json:"by"`
	MeasuredAt  []string `json:"measured_at"` // paths of the places that make up the cut
	Direction   string   `json:"direction"`   // of the cargo that counts; "both"
	Family      string   `json:"family"`      // whose transit time is reported
	PromiseDays float64  `json:"promise_days"`
	// The guide value for the share of the time of a day that a line is taken; 0: none.
	OccupationDay float64 `json:"occupation_day,omitempty"`
	PromiseOf     string  `json:"promise_of,omitempty"` // which statistic keeps the promise: "p90" (also when empty), "mean", "p50", "p95"
}

// Place is a part of the corridor that cargo passes.
type Place struct {
	Path string  `json:"path"`
	Name string  `json:"name"`
	Kind string  `json:"kind"`
	Lat  float64 `json:"lat"`
	Lon  float64 `json:"lon"`
}

// Element is one thing in a place that can run out: the slots of a border in a direction, a group
// of berths, the ships of a lane for a kind of cargo in a direction. A place has any number of them.
type Element struct {
	Path      string   `json:"path"` // that of its place, and what it is there: sea.aktau-alyat.TEU.west
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`      // of its place
	Installed float64  `json:"installed"` // Mt/yr by formula, of the flows that use it in the mix of the level
	Use       float64  `json:"use"`       // share that the offer of the level would take
	Note      string   `json:"note,omitempty"`
	Flows     []string `json:"flows"` // that use it
	// Each is the share of a year of the element that one unit of each of Flows takes, by the formula; nil: not known.
	Each []float64 `json:"each,omitempty"`
	// Parts is the share of each of Flows that uses the element, where some have several routes; nil: all of them.
	Parts []float64 `json:"parts,omitempty"`
}

// Year is what limits the places of a scenario in one calendar year, as the mean over it.
type Year struct {
	Year     int       `json:"year"`
	Elements []Element `json:"elements"`
}

// Family is a kind of cargo that is counted in one unit.
type Family struct {
	Name    string `json:"name"`
	Unit    string `json:"unit"`
	Counted bool   `json:"counted"` // whether its tonnes are in the corridor's tonnes
}

// Route is the way of one flow.
type Route struct {
	Flow      string `json:"flow"`
	Label     string `json:"label"`
	Family    string `json:"family"`
	Direction string `json:"direction"`
	Steps     []Step `json:"steps"`
	Uncounted bool   `json:"uncounted,omitempty"` // its tonnes are not in those of the corridor
	Empties   bool   `json:"empties,omitempty"`   // empty runs of a pool of wagons or locomotives
}

// Later are the routes that are other than before from a day on.
type Later struct {
	From   string  `json:"from"` // 2025-12-31
	Routes []Route `json:"routes"`
}

// RoutesOn are the routes in force on a day.
func (s Scenario) RoutesOn(day time.Time) []Route {
	now := slices.Clone(s.Routes)
	for _, l := range s.Later {
		if l.From > day.Format(time.DateOnly) {
			break
		}
		for _, route := range l.Routes {
			if i := slices.IndexFunc(now, func(r Route) bool { return r.Flow == route.Flow }); i >= 0 {
				now[i] = route
			}
		}
	}
	return now
}

// EveryRoute are the routes of the first day and all later ones.
func (s Scenario) EveryRoute() []Route {
	all := slices.Clone(s.Routes)
	for _, l := range s.Later {
		all = append(all, l.Routes...)
	}
	return all
}

// Step is one place on a route; its index is the NN in the names of step metrics.
type Step struct {
	Place string  `json:"place"` // path
	Name  string  `json:"name"`
	Kind  string  `json:"kind"`
	Km    float64 `json:"km"` // from the origin to the end of the step
	Sea   bool    `json:"sea"`
}

// Variant is one scenario at one demand level; rows name it by its index.
type Variant struct {
	Scenario int      `json:"scenario"` // index into Header.Scenarios
	Level    int      `json:"level"`    // index into Header.Levels
	Offered  float64  `json:"offered"`  // Mt/yr by the file; see Report.Offered
	Metrics  []Metric `json:"metrics"`  // in the order of Row.Values
	// Series are the levels whose means over weeks are in Row.Weeks, in that order.
	Series []Series `json:"series,omitempty"`
}

// Series names a level that is kept week by week, from the first day of the measured period on;
// the last week may be shorter.
type Series struct {
	Name  string `json:"name"`
	Unit  string `json:"unit"`
	Place string `json:"place"` // path of the place where it waits
}

// Metric names one number of a row and its unit. A unit of "1" is a share.
type Metric struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
}
