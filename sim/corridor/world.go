package corridor

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// placeID is the index of a place among the scenario's things; trainID, cargoID and shipID are
// indices into the slabs of the World. none means no such thing.
type (
	placeID int32
	trainID int32
	cargoID int32
	shipID  int32
)

const none = -1

// event is what happens at a place at a time: a value without pointers, so that it can be printed,
// compared and kept without garbage. who is a train or ship, as the verb says. gen lets an event
// that has been overtaken (a paused crane, a ship slowed by a storm) be known as stale.
type event struct {
	do    verb
	place placeID
	who   int32
	gen   uint32
}

func (e event) String() string { return fmt.Sprintf("%v of %d at thing %d", e.do, e.who, e.place) }

// place is a thing that trains pass through. None of them moves trains: World.advance does.
type place interface {
	// admit takes a train in, or remembers it and says false; the place later says World.grant.
	admit(w *World, tr *train) bool
	// start says that a train which was admitted is here.
	start(w *World, tr *train)
	// handle receives an event that this place has scheduled.
	handle(w *World, e event)
	// vacate says that a train has gone on: its room is free.
	vacate(w *World, tr *train)
}

// refuser is a place that may turn new arrivals away instead of letting them wait.
type refuser interface {
	mayRefuse() bool
	refuses(w *World, tr *train) bool
}

// granter is a place that asks for the next place's room before a train is ready to move.
type granter interface{ granted(w *World, tr *train) }

// actor is a thing that is no place but has events: a flow, a basin, a fleet.
type actor interface{ handle(w *World, e event) }

// World is one replication of a scenario: the running state of every thing in it.
type World struct {
	sim       des.Sim[event]
	scenario  *Scenario // as it is at present
	epochs    []epoch
	epoch     int
	level     *Level
	levelName string
	seed      uint64
	luck      uint64 // replication as it enters the keys of draws
	start     des.Time
	end       des.Time
	meter     des.Meter

	actors    []actor // by thing; nil for plain data; then changes and moves
	moves     placeID // of the latter
	places    []place // by thing; nil for what is no place
	flows     []*flowState
	fleets    []*fleet
	lanes     []*lane
	ships     []*ship
	basins    []*basin
	depots    []*depot
	pools     []*pool
	piles     []*pile // of all depots
	calendars []*timeOpen
	spans     []*spanState
	legs      []leg
	path      []passage // of the ways of all legs
	stages    []stage   // of all routes of all flows
	passed    []passing // by step of each route of each flow
	trains    []*train
	idle      trainID // chain of those that may be used again
	cargo     []*consignment
	unused    *consignment // chain of those that may be used again
	slabs     slabs
	pages     int  // postings for which a book has room at first
	classes   int  // of priority
	detoured  bool // cargo under way may have a closed place ahead, and take another way
	cut       cut
	jam       deadlock
	looks     int        // for those who can never move again
	known     []bool     // by train; see auditOutsiders
	stays     []stay     // by thing
	counted   []*census  // of all places
	months    []des.Time // beginnings of the months of the measured period
	month     int
	monthEnd  des.Time
	weeks     []weekly
	years     []year // of the measured period, if they are kept apart
	bill      *bill  // nil: nothing has a price
	trace     *Trace // nil: nobody notes what happens
}

// Seed and Replication choose the luck of a World; Level chooses the demand, by the name of a
// level of the scenario ("" with a scenario that has none). Trace, if there is one, notes what happens.
type Choices struct {
	Seed        uint64
	Replication int
	Level       string
	Trace       *Trace
}

// New builds the World of one replication. The scenario must have passed Check.
func New(s *Scenario, c Choices) *World {
	w := &World{epochs: s.epochs(), seed: c.Seed, luck: uint64(c.Replication), levelName: c.Level, trace: c.Trace, idle: none}
	s = w.epochs[0].scenario
	w.scenario, w.level = s, levelOf(s, c.Level)
	if s.Run.Independent {
		w.luck ^= des.Hash(s.Title)
	}
	w.start = des.Time(s.Run.LeadIn)
	w.years = yearsOf(s)
	w.end = w.start.Add(s.Run.Length)
	w.actors = append(make([]actor, len(s.Things)), changes{}, moves{})
	w.moves = placeID(len(s.Things) + 1)
	w.stays = make([]stay, len(s.Things))
	w.places = make([]place, len(s.Things))
	w.classes = len(priorities(s)) + 1
	for _, calendars := range []bool{true, false} { // the others ask the calendars for their hours
		for i, t := range s.Things {
			if _, is := t.Spec.(*Calendar); is == calendars {
				t.Spec.build(&builder{w: w, thing: placeID(i), path: t.Path})
			}
		}
	}
	w.wire()
	return w
}

// ImpliedLevel is the name of the only level of a scenario that has no demand levels.
const ImpliedLevel = "base"

// Run simulates to the end of the measured period and returns the number of events. A fault of
// ours panics with a Failure.
func (w *World) Run() (events int) {
	defer w.fail()
	w.begin()
	if w.start > 0 {
		w.simulate(w.start - 1)
	}
	w.restart()
	w.measure()
	w.audit()
	if w.trace != nil {
		w.trace.finish(w)
	}
	return int(w.sim.Steps())
}

// RunTo simulates only up to a time after the start of the measured period, for the sake of the Trace: nothing
// is measured.
func (w *World) RunTo(until time.Duration) {
	defer w.fail()
	w.begin()
	w.simulate(min(w.start.Add(until), w.end))
	w.trace.finish(w)
}

// begin lets everything schedule its first event: calendars first, since the others ask whether they are open.
func (w *World) begin() {
	w.monthEnd = des.Never // till the measured period
	if w.trace != nil {
		w.trace.begin(w)
	}
	changes{}.begin(w)
	for _, c := range w.calendars {
		c.begin(w)
	}
	for i := range w.places {
		if w.awaited(placeID(i)) {
			continue
		}
		if g, ok := w.places[i].(interface{ begin(*World) }); ok {
			g.begin(w)
		}
	}
	for _, f := range w.flows {
		if !w.awaited(f.thing) {
			f.begin(w)
		}
	}
	for _, p := range w.pools {
		p.begin(w)
	}
	for _, b := range w.basins {
		if !w.awaited(b.id) {
			b.begin(w)
		}
	}
	for _, f := range w.fleets {
		if !w.awaited(f.id) {
			f.begin(w)
		}
	}
}

// simulate runs to a time, and looks every week whether everybody can still move.
func (w *World) simulate(until des.Time) {
	for w.sim.Now() < until {
		stop := min(until, w.sim.Now().Add(lookout))
		w.simulateMonths(stop)
		if w.looks++; w.looks%6 == 0 {
			w.auditWaits()
		}
		w.refuseDeadlock()
	}
}

// simulateMonths runs to a time and turns the months on the way.
func (w *World) simulateMonths(until des.Time) {
	for w.sim.Now() < until {
		stop := min(until, w.monthEnd-1)
		for w.stretch(stop) {
		}
		if stop < until {
			w.turnMonth()
		}
	}
}

// longMoment is the number of events after which time must have passed; a whole year of the real corridor has three million.
const longMoment = 1 << 22

// stretch carries out events up to a time, a few million at most, and tells whether there may be more. It fails the
// replication if no time has passed over them: rules that let carriers go round in no time would never end.
func (w *World) stretch(stop des.Time) bool {
	begin := w.sim.Now()
	more := w.steps(stop)
	if more && w.sim.Now() == begin {
		e, _ := w.sim.Next(stop)
		w.failf(none, "%d events and no end at one moment, the next an event of %v: something goes round in no time", longMoment, e.do)
	}
	return more
}

// steps is stretch without a look at the clock.
//
//go:noinline
func (w *World) steps(stop des.Time) bool {
	for range longMoment {
		e, ok := w.sim.Next(stop)
		if !ok {
			return false
		}
		w.step(e)
	}
	return true
}

// step carries out one event.
func (w *World) step(e event) { w.actors[e.place].handle(w, e) }

// moves is what carries out the grants of room.
type moves struct{}

func (moves) handle(w *World, e event) { w.moveOn(trainID(e.who)) }

// after schedules an event at a place.
func (w *World) after(d time.Duration, do verb, at placeID, who int32, gen uint32) {
	w.sim.After(d, event{do: do, place: at, who: who, gen: gen})
}

// verb is what an event does; each is scheduled and handled by one file. It is as wide as the other parts of an event, so
// that two of them are moved at once.
type verb int32

const (
	moveOn     verb = iota // World: a train whose next place has room goes there
	born                   // flow: the next consignment
	depart                 // flow: a departure of its timetable
	served                 // station: end of service
	broken                 // station: a server breaks down
	mended                 // station: a server is repaired
	entered                // rail, border: a train takes its slot
	arrived                // rail: the end of a line or section
	crossed                // rail: the road is set for a train of the other direction
	other                  // rail, border: a train that is not of the corridor
	reloaded               // border: gauge change done
	released               // border: customs, inspection and papers done
	unloaded               // depot: a train is empty
	lain                   // depot: cargo has lain its time and can go on
	impatient              // depot: cargo has waited long enough for its train
	called                 // depot: there may be room where a train of cargo that yields is to go
	loaded                 // depot: a train is loaded
	review                 // depot: a siding's queue is looked at, and its ban
	opening                // hours: a calendar opens or closes
	discharged             // berth: a ship is empty
	stowed                 // berth: a ship is loaded
	moored                 // berth: the fixed time of a call is over, cranes are wanted
	landfall               // sea: a ship arrives
	piloted                // port: a ship has passed the channel
	overdue                // fleet: a ship has waited long enough
	fit                    // fleet: a ship is back on hire
	look                   // fleet: a captain looks at the weather again
	storm                  // basin: a storm begins
	calm                   // basin: a storm ends
	ebb                    // basin: the level of the sea changes
	dawn                   // World: the day of a measure
	monthly                // flow: the end of a month
)

var verbNames = [...]string{"move on", "birth", "departure", "end of service", "breakdown", "repair", "entry", "arrival", "end of a crossing", "other traffic", "end of gauge change",
	"release", "end of unloading", "end of dwell", "end of patience", "call", "end of loading", "look at the queue", "opening", "end of discharge", "end of stowing", "end of the fixed time", "landfall", "end of the channel",
	"end of waiting", "return on hire", "look at the weather", "storm", "calm", "change of sea level", "day of a measure", "end of a month"}

func (v verb) String() string { return verbNames[v] }

// builder is all that a Spec may use to come to life; it puts the path before every name, which is
// how one name serves as file key, stream and metric.
type builder struct {
	w     *World
	thing placeID
	path  string
}

func (b *builder) stream(purpose string) des.Stream {
	return des.NewStream(b.w.seed, b.w.luck, b.path, purpose)
}

// sampler makes the law's sampler on its own stream; with AtMeans the law is its mean.
func (b *builder) sampler(purpose string, d des.Dist) des.Sampler {
	if b.w.scenario.Run.AtMeans {
		d = d.AtMean()
	}
	return d.Sampler(b.stream(purpose))
}

func (b *builder) tally(name, unit string, what ...string) *des.Tally {
	return b.w.meter.Tally(b.path+"."+name, unit, what...)
}

func (b *builder) level(name, unit string, what ...string) *des.Level {
	return b.w.meter.Level(b.path+"."+name, unit, what...)
}

func (b *builder) counter(name, unit string) *des.Count {
	return b.w.meter.Count(b.path+"."+name, unit)
}

// value adds a number that is worked out at the end of the run.
func (b *builder) value(name, unit string, f func(now des.Time) float64) {
	b.w.meter.Value(b.path+"."+name, unit, f)
}

// always tells whether something holds for all Specs that this thing has in the run.
func (b *builder) always(is func(Spec) bool) bool {
	for _, e := range b.w.epochs {
		if !is(e.scenario.Things[b.thing].Spec) {
			return false
		}
	}
	return true
}

// place makes p the running state of this thing.
func (b *builder) place(p place) {
	b.w.places[b.thing] = p
	b.w.actors[b.thing] = p
}

// act makes a the running state of a thing that is no place.
func (b *builder) act(a actor) { b.w.actors[b.thing] = a }
