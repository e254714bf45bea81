package corridor

import (
	"time"

	"corridor/sim/des"
)

var terminalKind = Kind{Name: "terminal", Doc: "An inland terminal: tracks, cranes, store.", Place: true, New: func() Spec {
	return &Terminal{}
}}

// Terminal is where cargo begins, ends, or changes from one train to another.
type Terminal struct {
	Siding  Map[Siding]    `doc:"sidings by name; cargo whose unit no siding takes is handled in no time and without limit"`
	Storage []Amount       `doc:"store for each unit of cargo and direction; a unit that is not named has no limit, nor has cargo that begins here" dated:"yes"`
	Dwell   Both[des.Dist] `doc:"time that cargo which comes must lie before it can go on; not what begins here" dated:"yes"`
}

// Siding is a part of the train side of a terminal or port, with its own tracks and cranes.
type Siding struct {
	Takes     []string     `doc:"units of cargo that are handled here: TEU, wagons, t, ..." need:"yes" enum:"TEU,wagons,trucks,t,trains,items"`
	Receiving int          `doc:"tracks for trains that are unloaded; 0: no limit" min:"0" dated:"yes"`
	Departure int          `doc:"tracks for trains that are loaded; 0: no limit" min:"0" dated:"yes"`
	Cranes    int          `doc:"cranes or shunting engines, shared by all tracks; 0: no limit" min:"0" dated:"yes"`
	Rate      []Throughput `doc:"handling rate of one crane for each unit; moves/h for boxes; a unit that is not named takes no time" dated:"yes"`
	Fixed     des.Dist     `doc:"fixed time per train: shunting, papers" dated:"yes"`
	Hours     Ref          `doc:"working hours" to:"calendar"`
	Closing   string       `doc:"work at closing time: pause goes on at opening (absent), finish ends what has begun, fits begins only what ends in time; what fits into no opening begins at the next and pauses" enum:"pause,finish,fits" dated:"yes"`
	Ban       *Ban         `doc:"loading ban: no train is made up for this siding while too many wait for it; absent: never"`
}

var portKind = Kind{Name: "port", Doc: "A sea port: anchorage, berths, yard, train side.", Place: true, New: func() Spec {
	return &Port{Choose: "first"}
}}

// Port joins trains and ships.
type Port struct {
	Siding    Map[Siding]    `doc:"sidings by name; cargo whose unit no siding takes is handled in no time and without limit"`
	Storage   []Amount       `doc:"yard for each unit of cargo and direction; a unit that is not named has no limit, nor has cargo that begins here" dated:"yes"`
	Dwell     Both[des.Dist] `doc:"time that cargo which comes must lie before it can go on; not what begins here" dated:"yes"`
	Berth     Map[Berth]     `doc:"berth groups by name"`
	Depth     *Length        `doc:"depth of water at level 0 of the sea, where ships pass and lie; absent: no limit to their draught" min:"0" dated:"yes"`
	Clearance Length         `doc:"water that must remain under the keel" min:"0" dated:"yes"`
	Channel   *Channel       `doc:"approach that all ships share, on their way in and out; absent: no limit and no time" dated:"yes"`
	Pool      Map[Pool]      `doc:"cranes that berth groups share, by name"`
	Choose    string         `doc:"which berth group a ship takes that several would take: the first by name, that with most free berths, or the one that works the ship fastest; a free berth goes before one that a ship must leave: one that is idle, or loaded and held by the weather while the port is open" enum:"first,free,fastest" dated:"yes"`
}

// Pool is a number of cranes that several berths share. A crane that becomes free goes to the first ship, in order
// of the beginning of its work, that has fewer than it can use.
type Pool struct {
	Cranes int `doc:"cranes" need:"yes" min:"1" max:"1000" dated:"yes"`
}

// Berth is a group of equal berths.
type Berth struct {
	Count   int          `doc:"berths" need:"yes" min:"1" max:"1000" dated:"yes"`
	Takes   []Ref        `doc:"fleets that berth here" to:"vessel" need:"yes" dated:"yes"`
	Cranes  *int         `doc:"cranes or linkspans that work one ship together; absent: one" min:"1" dated:"yes"`
	Pool    string       `doc:"pool of the port from which the cranes come; then cranes is the most that work one ship. The fixed time needs no crane"`
	Wind    bool         `doc:"its cranes stop in a storm that is too strong for cranes although the port is open (basin, port, cranes)" dated:"yes"`
	Rate    []Throughput `doc:"handling rate of one crane for each unit, unloading and loading alike; a unit that is not named takes no time" dated:"yes"`
	Swap    bool         `doc:"a ship is loaded as it is unloaded: what lies on the quay for it when its unloading begins comes aboard in the same cycles of the cranes, and takes only what time is left when the unloading is done"`
	Fixed   des.Dist     `doc:"fixed time per call: mooring, papers, lashing" dated:"yes"`
	Factor  *des.Dist    `doc:"law of the handling time relative to pieces / rate" dim:"ratio" dated:"yes"`
	Hours   Ref          `doc:"working hours" to:"calendar"`
	Closing string       `doc:"work at closing time, which is to unload a ship or to load it: pause goes on at opening (absent), finish ends what has begun, fits begins only what ends in time if nothing delays it; what fits into no opening begins at the next and pauses" enum:"pause,finish,fits" dated:"yes"`
}

var seaKind = Kind{Name: "sea", Doc: "A sea lane between two ports.", Place: true, New: func() Spec { return &Sea{} }}

// Sea is a lane; vessels name it in their own table.
type Sea struct {
	Path      []Ref         `doc:"the two ports, westward" to:"port" need:"yes" len:"2"`
	Distance  Length        `doc:"distance berth to berth" need:"yes" min:"0" dated:"yes"`
	Manoeuvre time.Duration `doc:"pilot, channel and turning at each end" min:"0" dated:"yes"`
}
