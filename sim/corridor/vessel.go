package corridor

import (
	"time"

	"corridor/sim/des"
)

var vesselKind = Kind{Name: "vessel", Doc: "A fleet of equal ships on one lane or several.", New: func() Spec {
	return &Vessel{Factor: des.Constant(1), Order: "arrival", Allot: "fixed", Sail: Sail{AtLeast: 1, From: "ship", Light: true, Empty: true}}
}}

// Vessel is a fleet of equal ships.
type Vessel struct {
	Count    int        `doc:"ships" need:"yes" min:"0" max:"1000" dated:"yes"`
	On       Choice     `doc:"the lane they serve, or several with their shares" to:"sea" need:"yes"`
	Allot    string     `doc:"how ships are put on several lanes: each keeps its own, by the shares; or an empty ship is put, where lanes meet, on the lane furthest behind its share, on the one with most loads that no ship is there or bound to fetch, or on that whose cargo has waited longest" enum:"fixed,share,most,longest" dated:"yes"`
	Carries  Amount     `doc:"slots of a ship, in the unit it was built for" need:"yes"`
	Deck     Map[Ratio] `doc:"other units that share the slots, with the slots that one of them takes: { trucks = 1 }" min:"0"`
	Order    string     `doc:"who goes first when units share the deck: arrival on the quay, where what stands before a full store has not arrived yet, or the ship's own unit first" enum:"arrival,own" dated:"yes"`
	Quota    Ratio      `doc:"share of the slots kept for the other units when own units come first" min:"0" max:"1" dated:"yes"`
	Payload  *Amount    `doc:"mass of cargo and tare that a ship carries; absent: only slots bind" dated:"yes"`
	Draught  *Draught   `doc:"draught, where the depth of ports limits it; payload is then what a ship carries at its full draught, and less in proportion where the water is shallower" dated:"yes"`
	Speed    Speed      `doc:"service speed" dated:"yes"`
	Passage  *des.Dist  `doc:"law of the whole passage time, in place of distance / speed and manoeuvring" dated:"yes"`
	Factor   des.Dist   `doc:"law of the sailing time relative to distance / speed" dim:"ratio" dated:"yes"`
	Sail     Sail       `doc:"when a ship leaves" dated:"yes"`
	OffHire  *Interval  `doc:"breakdowns: time between them and length of each; a ship ends its voyage first" dated:"yes"`
	Overhaul *Interval  `doc:"planned overhaul: time between and length; ships are spread evenly over the cycle" dated:"yes"`
}

// Sail is the rule of departure.
type Sail struct {
	AtLeast    Ratio         `doc:"leave once this share of the slots or of the payload is used" min:"0" max:"1"`
	OrAfter    time.Duration `doc:"or when the ship has waited so long after unloading; absent: wait for the load" min:"0"`
	From       string        `doc:"or_after counts from the ship's being ready or from the coming of the oldest cargo" enum:"ship,cargo"`
	Empty      bool          `doc:"may leave with nothing aboard when or_after is over; otherwise waits for the first unit. An end where no flow loads is left at once in any case"`
	Light      bool          `doc:"may leave below its least load when a full load waits at the other end and no other ship is there or on its way"`
	Departures []string      `doc:"timetable at both ends, as in \"Tue 06:00\", in place of the rules above"`
}

// leavesLight tells whether a ship may leave for a load at the other end; not before the time of a timetable.
func (s *Sail) leavesLight() bool { return s.Light && len(s.Departures) == 0 }

// Interval is an alternation of up-times and down-times.
type Interval struct {
	Every des.Dist `doc:"time between the end of one and the start of the next" need:"yes"`
	Takes des.Dist `doc:"how long it lasts" need:"yes"`
	Clock string   `doc:"what the time between them counts: calendar time (absent), or only the hours that the ship sails or is worked" enum:"calendar,sailing"`
}

var basinKind = Kind{Name: "basin", Doc: "A sea whose storms close ports together: by chance, or by dates.", New: func() Spec {
	return &Basin{Share: 1, Look: 6 * time.Hour, Slow: 1}
}}

// Basin is a process of storms in time, each of which closes some of the ports.
type Basin struct {
	Storms     []float64      `doc:"storms per calm hour, January to December" len:"12" min:"0" dated:"yes"`
	Takes      des.Dist       `doc:"length of a storm" dated:"yes"`
	Share      Ratio          `doc:"share of the storms, by chance or by date, that come, by lot for each; the others are as they were: the same weather with some storms less" min:"0" max:"1" dated:"yes"`
	Dates      *Almanac       `doc:"storms by date, in place of storms and takes: a file with the columns from, to (days, the last one included, or times of day, UTC: 2025-03-01,2025-03-31 are 31 days) and ports (names of the ports that are closed, with spaces between them)" dated:"yes"`
	Level      *Column        `doc:"level of the sea in metres, to be added to the depth of its ports: rows by year or day, each in force until the next; before the first, the first" dated:"yes"`
	Port       Map[Closing]   `doc:"chance that a storm closes a port, by name of the port" need:"yes"`
	Margin     time.Duration  `doc:"how far beyond the passage a captain looks" min:"0" dated:"yes"`
	Horizon    *time.Duration `doc:"how far ahead the forecast reaches at most, however long the passage: of a storm that begins later nobody knows, and who sails may meet it. Absent: beyond every passage" min:"0" dated:"yes"`
	Hit        Ratio          `doc:"share of coming storms that are foreseen. A rule of safety, not of capacity: who stays in port loses the time before the storm as well as the storm" min:"0" max:"1" dated:"yes"`
	FalseAlarm Ratio          `doc:"share of looks at calm weather that give a false warning" min:"0" max:"1" dated:"yes"`
	Look       time.Duration  `doc:"time until a captain who stays looks again" min:"1" dated:"yes"`
	Slow       Ratio          `doc:"factor on speed while a storm is on" min:"0.01" max:"1" dated:"yes"`
}

// Closing is the chance, by month, that a storm closes a port; with a leading port, the two
// chances given that the leader is closed or open.
type Closing struct {
	Closes []float64 `doc:"chance by month; not with dates" len:"12" min:"0" max:"1" dated:"yes"`
	Cranes []float64 `doc:"chance by month that a storm which leaves the port open stops the cranes of berths with wind" len:"12" min:"0" max:"1" dated:"yes"`
	With   string    `doc:"name of the port whose closure this one follows" dated:"yes"`
	Closed []float64 `doc:"chance by month if that port is closed" len:"12" min:"0" max:"1" dated:"yes"`
	Open   []float64 `doc:"chance by month if that port is open" len:"12" min:"0" max:"1" dated:"yes"`
}

var calendarKind = Kind{Name: "calendar", Doc: "Opening hours.", New: func() Spec { return &Calendar{Timezone: "UTC"} }}

// Calendar is a weekly pattern of opening hours with holidays.
type Calendar struct {
	Open     []string `doc:"as in \"Mon-Fri 08:00-20:00\"; \"22:00-06:00\" goes on to the morning of the next day; \"always\" alone" need:"yes" dated:"yes"`
	Holidays []string `doc:"days that are closed, as in \"2027-12-16\" or \"2027-03-21/2027-03-24\"" dated:"yes"`
	Timezone string   `doc:"IANA name of the zone of the hours" dated:"yes"`
}
