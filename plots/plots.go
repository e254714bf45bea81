package plots

import (
	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// A Figure is one kind of picture that a report can hold.
type Figure struct {
	Name string // as the user names it, and the stem of its files: "capacity-curve"
	Doc  string // one line for lists of figures

	// Ablation tells a figure of what corridor ablate writes from those of what corridor run writes.
	Ablation bool

	// Goal tells a figure of what a scenario is for: without a [goal] that names a family there is none.
	Goal bool

	// Draw makes the figure from the report. The error says which data are missing.
	Draw func(*analysis.Report) (Drawing, error)
}

// Figures lists every figure in the order in which a report shows them.
var Figures = []Figure{
	{"capacity-curve", "carried against offered Mt per year, with transit days below", false, true, capacityCurve},
	{"capacity-ladder", "installed, sustainable and carried Mt per year of each element, in route order", false, false, capacityLadder},
	{"where-the-time-goes", "hours per consignment by place and cause, in route order", false, true, whereTheTimeGoes},
	{"time-distance", "days since departure against km, by main route (UNESCAP method)", false, true, timeDistance},
	{"throughput-by-month", "kt carried per month, by kind of cargo", false, false, throughputByMonth},
	{"marey", "trains and ships of some days on the main route: km against the clock (string line)", false, false, marey},
	{"queue-over-the-year", "what waits where waiting is worst, week by week, with closures by storms", false, false, queueOverTheYear},
	{"gantt", "thirty days of ships and berths of one replication, by what they do", false, false, gantt},
	{"line-occupancy", "how much of each railway line is taken (UIC 406), in route order", false, false, lineOccupancy},
	{"berth-occupancy", "waiting for a berth against how much of the time berths are taken, with theory", false, false, berthOccupancy},
	{"ablation", "what each mechanism does to tonnes and days: the difference without it, with intervals", true, false, ablation},
}

// Fits tells whether the report is of the kind that the figure shows.
func (f Figure) Fits(r *analysis.Report) bool { return f.Ablation == r.Header.Ablation() }

// Needs names the figures that fit a report but for a goal, which none of its scenarios has.
func Needs(r *analysis.Report) (names []string) {
	for _, s := range r.Header.Scenarios {
		if s.Goal.Family != "" {
			return nil
		}
	}
	for _, f := range Figures {
		if f.Fits(r) && f.Goal {
			names = append(names, f.Name)
		}
	}
	return names
}

// A Drawing is a figure ready to be painted in any format.
type Drawing struct {
	Name     string // name of the figure
	Title    string // one sentence with the finding, computed from the data
	Subtitle string // what is plotted, unit, population
	Caption  string // the text under the figure in a report: title, definition and method
	Alt      string // what a reader who cannot see the figure must know
	Method   string // first line of the note band: how the numbers were made
	Origin   Origin // second line of the note band, and the side file

	Width, Height vg.Length
	Table         Table // exactly the numbers that are drawn

	legend []key
	panels []panel
}

// caption is the text under the figure: what is found, what is plotted, how it was made.
func (d Drawing) caption() string { return d.Title + ". " + d.Subtitle + ". " + d.Method }

// Origin says which run the numbers are from.
type Origin struct {
	Program      string       `json:"program"`
	Version      string       `json:"version"`
	Seed         uint64       `json:"seed"`
	Replications int          `json:"replications"`
	Scenarios    []OriginFile `json:"scenarios"`
	Warnings     []string     `json:"warnings,omitempty"`
}

// OriginFile is one scenario of the run.
type OriginFile struct {
	Name string `json:"name"`
	File string `json:"file"`
	Hash string `json:"hash"`
}
