package corridor

import (
	"time"

	"corridor/sim/des"
)

var flowKind = Kind{Name: "flow", Doc: "Cargo of one kind from an origin to a destination.", New: func() Spec {
	return &Flow{Choose: "share", Reroute: "at birth", Memory: 30 * day, Direction: "west", Counted: true, Spacing: des.Dist{Kind: "exponential", Args: [4]float64{1}}, Batch: des.Constant(1)}
}}

// Flow is cargo of one kind: how much is offered when, in what pieces, by which route.
type Flow struct {
	Family       string         `doc:"cargo family: container, wagon, truck, bulk, oil, ...; demand levels scale a family" need:"yes"`
	Route        Choice         `doc:"route, or several with their shares; by lot one of share 0 is taken only while all that have a share are closed" to:"route" need:"yes" dated:"yes" min:"0"`
	Choose       string         `doc:"which of several routes: by lot with their shares, or the one with the shortest expected time at birth; only a run tells which, so capacities on paper go by the shares" enum:"share,fastest" dated:"yes"`
	Memory       time.Duration  `doc:"with fastest: how long a time that was seen counts; its weight falls to 37 % in that time" min:"1"`
	Reroute      string         `doc:"cargo that is under way when a closure closes a place ahead of it: goes on as it was sent, or takes another of its routes, one that is the same up to where it is and open from there on: at a terminal or port, also from the pile or quay on which it waits, or on the line with its train, if all cargo of that can go along. What has not left its origin is not under way: see closure" enum:"at birth,under way" dated:"yes"`
	RerouteAfter *time.Duration `doc:"with reroute under way: what is under way goes through closures that last no longer than this; and cargo on hand for which a loading ban has let no train go for longer than this takes another route, if there it is not banned. Absent: every closure counts, and no ban" min:"0" dated:"yes"`
	Direction    string         `doc:"west runs the route as written, east backwards" enum:"west,east"`
	Volume       *Volume        `doc:"cargo offered a year at level 1" dated:"yes"`
	Load         *Amount        `doc:"size of a consignment, the cargo that is offered at one time: a train's load, a wagon group, a ship's parcel"`
	Spacing      des.Dist       `doc:"law of the intervals between consignments relative to their mean (mean 1); a train that leaves when its cargo is complete is erlang" dim:"ratio" dated:"yes"`
	Every        *des.Dist      `doc:"law of the time between consignments, in place of volume" dated:"yes"`
	Batch        des.Dist       `doc:"law of the pieces in a consignment, with every" dim:"count" dated:"yes"`
	Departures   []string       `doc:"timetable, as in \"Mon 04:00\"; each departure takes what has collected since the last one"`
	Population   int            `doc:"closed model: so many units circulate on the route for ever" min:"0" max:"100000"`
	Return       bool           `doc:"the unit comes back over the same places, eastbound, before it ends or begins again"`
	Season       Ref            `doc:"monthly shape of the volume" to:"season" dated:"yes"`
	Growth       Ratio          `doc:"growth of the volume a year after the start of the measured period" min:"-0.99" max:"10" dated:"yes"`
	Response     *Response      `doc:"answer of the demand to delay"`
	Shocks       *Shocks        `doc:"times in which nothing is offered: the shocks of a contract" dated:"yes"`
	Weight       UnitMass       `doc:"net tonnes per unit"`
	Tare         UnitMass       `doc:"tonnes of box, wagon or truck per unit: counts against a vessel's payload"`
	Box          Ratio          `doc:"TEU per container, so per lift of a crane" min:"0"`
	Train        Ref            `doc:"how this cargo travels by rail from the terminals and ports that it leaves so; before the first of them each unit goes by itself" to:"train"`
	Counted      bool           `doc:"counts in the tonnes of the corridor"`
	Priority     int            `doc:"1 is served first; 0 counts as last"`
	Yields       bool           `doc:"takes only the places that other cargo leaves, as empty boxes do: it goes aboard a ship after all cargo that does not yield; and a train of it is made up at the terminal or port where it begins only when the store where that train is unloaded has room for it besides all that is there and on its way there. What is under way yields to nobody but on the quay"`
	Promised     time.Duration  `doc:"promised door-to-door time; reported as share on time" min:"0" dated:"yes"`
}

var routeKind = Kind{Name: "route", Doc: "Places in the order in which westbound cargo meets them.", New: func() Spec { return &Route{} }}

// Route is a list of places; an entry may name another route, whose places then stand there.
type Route struct {
	Path []Ref `doc:"places, westward; route.NAME stands for the places of that route" to:"place,route" need:"yes" dated:"yes"`
}

var trainKind = Kind{Name: "train", Doc: "How cargo is made up into trains where it changes from ship or store to rail.", New: func() Spec {
	return &Train{AtLeast: 1}
}}

// Train is a kind of train.
type Train struct {
	Load    Amount        `doc:"cargo of a full train" need:"yes"`
	Wagons  int           `doc:"wagons or platforms of a full train: bogie exchange counts them" min:"0"`
	AtLeast Ratio         `doc:"share of the full load with which a train may leave; it takes all that waits and fits. Of a pool it wants wagons for all of that: while these lack the load grows, and with it what it wants, up to a full train, and it does not leave with fewer" min:"0" max:"1"`
	OrAfter time.Duration `doc:"leave with what is there once the oldest cargo has waited so long; absent: wait for the load" min:"0"`
	Every   time.Duration `doc:"trains leave so far apart whatever waits, with at most a full load, in place of the rules above" min:"0"`
	First   time.Duration `doc:"departure of the first of them, from the start of the run" min:"0"`
	Empties Ratio         `doc:"share of the trains that run back empty over the same lines" min:"0" max:"1"`
}

var seasonKind = Kind{Name: "season", Doc: "Monthly shape of a volume, and that of a day.", New: func() Spec { return &Season{} }}

// Season holds the factors of a volume by the month, and by the hour; mean 1.
type Season struct {
	Months []float64 `doc:"January to December, relative to the mean month" need:"yes" len:"12" min:"0" dated:"yes"`
	Hours  []float64 `doc:"the hours of a day from 0:00 UTC, relative to the mean hour; absent: the same all day" len:"24" min:"0" dated:"yes"`
	Before *float64  `doc:"factor of the time before the measured period, when it differs from the same months of the year" min:"0" dated:"yes"`
}

// These are read by others and have no running state of their own.
func (*Route) build(*builder)  {}
func (*Train) build(*builder)  {}
func (*Season) build(*builder) {}
func (*Level) build(*builder)  {}
