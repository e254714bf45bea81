package corridor

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// shipState is what a ship is doing.
type shipState uint8

const (
	atSea shipState = iota
	wantsBerth
	awaitsStore
	shipWorking
	shipIdle
	weatherbound
	wantsChannel
	inChannel // inbound; who goes out is at sea
	offHire
)

// ship is one vessel of a fleet.
type ship struct {
	id      shipID
	serial  uint64
	fleet   *fleet
	on      *service
	end     int // port of its lane where it is, or from which it has sailed
	state   shipState
	group   int8 // berth group; none in the roads
	aboard  bool // has cargo to discharge
	called  bool // the fixed time of this call is spent
	running bool // its work goes on
	begun   bool // its work has begun, and may stand still
	inbound bool // in the channel, or waits for it, to come in
	sold    bool // leaves the fleet when it is empty
	gone    bool // has left it
	gen     uint32
	calls   uint32
	downs   uint32 // breakdowns so far
	docks   uint32 // overhauls so far
	cargo   chain
	limit   float64 // payload when it was loaded, kg
	job     verb
	then    verb          // after the fixed time, where cranes come from a pool
	held    int32         // cranes of a pool
	most    int32         // cranes that can work it; 0: those of its own berth
	swap    time.Duration // of unloading at this call, in which cargo may have come aboard
	from    des.Time      // beginning of that
	pure    time.Duration // crane time of the work that follows the fixed time, where cranes come from a pool
	ends    des.Time      // of the work in hand
	rest    time.Duration // of the work in hand
	base    time.Duration // undisturbed length of the work or passage
	spent   time.Duration // of the work, in earlier stretches
	started des.Time
	since   des.Time // of its present state
	berthed des.Time
	arrives des.Time      // at sea; in port, the end of the cargo's patience
	down    des.Time      // next breakdown, by its clock
	dock    des.Time      // next overhaul, by its clock
	used    time.Duration // at sea and at work
}

// fleet is the running state of a Vessel.
type fleet struct {
	id       placeID
	index    int32
	spec     *Vessel
	serves   []*service
	slots    [len(UnitNames)]float64 // slots that one piece takes; 0: not carried
	capacity float64
	ships    []*ship
	passage  des.Sampler
	factor   des.Sampler
	up, fix  des.Sampler
	dock     des.Sampler
	looks    des.Stream
	table    timetable
	path     string

	sailings *des.Count
	sent     []*des.Count // by lane
	light    *des.Count
	filled   *des.Tally
	loads    []unitLoad
	awaits   *des.Tally
	away     *des.Level
	laden    *des.Level // payload, kg; nil where no depth limits it
}

func (v *Vessel) build(b *builder) {
	f := &fleet{id: b.thing, index: int32(len(b.w.fleets)), path: b.path}
	f.equip(b, v)
	f.looks = b.stream("look")
	f.sailings, f.light = b.counter("sailings", "sailings"), b.counter("sailings.light", "sailings")
	if len(v.On) > 1 {
		for _, c := range v.On {
			f.sent = append(f.sent, b.counter("sailings."+string(c.Name), "sailings"))
		}
	}
	f.filled = b.tally("load", "1", "mean")
	for u, slots := range f.slots {
		if slots > 0 {
			f.loads = append(f.loads, unitLoad{Unit(u), b.tally("pieces."+Unit(u).String(), Unit(u).piece(), "mean", "n")})
		}
	}
	b.value("rate", "1/h", func(des.Time) float64 { return float64(f.sailings.Value()) / b.w.scenario.Run.Length.Hours() })
	f.awaits = b.tally("cargo.waiting", "h", "mean", "p90")
	f.away = b.level("off_hire", "ships", "mean", "max")
	if v.Draught != nil {
		f.laden = b.level("payload", "kg", "mean", "last")
	}
	b.w.fleets = append(b.w.fleets, f)
	b.act(f)
}

// equip gives a fleet what its Spec says, at the beginning or on the day of a change.
func (f *fleet) equip(b *builder, v *Vessel) {
	f.spec, f.capacity = v, float64(v.Carries.N)
	f.slots[v.Carries.Unit] = 1
	for _, e := range v.Deck {
		f.slots[unitOf(e.Name)] = float64(e.Value)
	}
	f.factor = b.sampler("factor", v.Factor)
	if v.Passage != nil {
		f.passage = b.sampler("passage", *v.Passage)
	}
	if v.OffHire != nil {
		f.up, f.fix = b.sampler("off_hire.every", v.OffHire.Every), b.sampler("off_hire.takes", v.OffHire.Takes)
	}
	if v.Overhaul != nil {
		f.dock = b.sampler("overhaul.takes", v.Overhaul.Takes)
	}
	f.table = b.w.timetable(v.Sail.Departures)
}

// noPayload is the payload in kg of a ship whose slots alone bind; a number that whole pieces can be divided by.
const noPayload = 1e15

// unitOf finds a unit by its name; Check has seen to it that there is one.
func unitOf(name string) Unit {
	for u, n := range UnitNames {
		if n == name {
			return Unit(u)
		}
	}
	panic("corridor: no unit " + name)
}

func (f *fleet) wire(w *World) {
	f.makeServices(w)
	for range f.spec.Count {
		f.newShip(w)
	}
	for _, v := range f.serves {
		v.given = 0
	}
}

// newShip adds a ship to a fleet. Until it is made ready it is off hire.
func (f *fleet) newShip(w *World) *ship {
	i := len(f.ships)
	sh := &ship{id: shipID(len(w.ships)), serial: des.Hash(fmt.Sprintf("%s.%d", f.path, i)), fleet: f, on: f.leastServed(nil), end: i % 2, state: offHire, group: none, down: des.Never, dock: des.Never}
	sh.on.given++
	f.insure(w, sh, nil)
	if o := f.spec.Overhaul; o != nil {
		sh.dock = o.clock(sh, w.sim.Now()).Add(time.Duration(o.Every.Mean() * (float64(i) + 0.5) / float64(f.spec.Count) * float64(time.Second)))
	}
	w.ships = append(w.ships, sh)
	f.ships = append(f.ships, sh)
	return sh
}

func (f *fleet) begin(w *World) {
	f.weighs(w)
	for _, sh := range f.ships {
		f.commission(sh, w.sim.Now())
		w.shipReady(sh)
	}
}

func (f *fleet) handle(w *World, e event) {
	sh := w.ships[e.who]
	if sh.gen != e.gen {
		return
	}
	switch e.do {
	case overdue:
		f.waitedLong(w, sh)
	case fit:
		f.away.Change(w.sim.Now(), -1)
		w.shipReady(sh)
	case look:
		w.wantsToSail(sh)
	default:
		w.stray(f.id, e)
	}
}

// shipReady is the moment at which an empty ship may take cargo, at a berth or in the roads.
func (w *World) shipReady(sh *ship) {
	f := sh.fleet
	now := w.sim.Now()
	if sh.sold {
		f.strike(w, sh)
		return
	}
	if d, ok := f.downtime(sh, now); ok {
		sh.port().leaveBerth(w, sh)
		w.shipIs(sh, offHire)
		sh.gen++
		f.away.Change(now, 1)
		w.after(d, fit, f.id, int32(sh.id), sh.gen)
		f.notifyOthers(w, nil, sh.port()) // it was counted on: perhaps another comes in its place
		return
	}
	was, port := sh.on, sh.port()
	f.allot(w, sh)
	f.settleIn(w, sh)
	if sh.on != was {
		f.notifyOthers(w, sh.on, port)
	}
}

// settleIn lets an empty ship that is on a lane load, go where it is wanted, or wait.
func (f *fleet) settleIn(w *World, sh *ship) {
	now := w.sim.Now()
	w.shipIs(sh, shipIdle)
	sh.arrives = none
	sh.gen++
	rule := &f.spec.Sail
	clocked := len(rule.Departures) > 0
	if !clocked && !f.loadsHere(sh) { // nothing is ever loaded here
		f.sailEmpty(w, sh)
		return
	}
	f.idleOn(w, sh)
	switch {
	case f.tryLanes(w, sh):
	case !clocked && rule.Empty && rule.AtLeast == 0: // back and forth without pause
		f.sailLight(w, sh)
	case rule.leavesLight() && f.leaveForFar(w, sh):
	case clocked:
		w.after(f.table.next(now).Sub(now), overdue, f.id, int32(sh.id), sh.gen)
	case rule.OrAfter > 0 && rule.From == "ship":
		w.after(rule.OrAfter, overdue, f.id, int32(sh.id), sh.gen)
	}
}

// tryLoad lets an idle ship take its cargo if its rule says so, and tells whether it did.
func (f *fleet) tryLoad(w *World, sh *ship) bool {
	rule := &f.spec.Sail
	if len(rule.Departures) > 0 {
		return false
	}
	fill := sh.on.fill(sh.end)
	if fill <= 0 {
		return false
	}
	waited := w.sim.Now().Sub(sh.since)
	if rule.From == "cargo" {
		waited = sh.on.oldest(w, sh.end)
	}
	late := rule.OrAfter > 0 && waited >= rule.OrAfter
	if fill < float64(rule.AtLeast) && !late {
		f.awaitOldest(w, sh, waited)
		return false
	}
	f.take(w, sh)
	return true
}

// awaitOldest schedules the end of patience that counts from the oldest cargo, which has waited so long.
func (f *fleet) awaitOldest(w *World, sh *ship, waited time.Duration) {
	rule := &f.spec.Sail
	if rule.From != "cargo" || rule.OrAfter == 0 {
		return
	}
	due := w.sim.Now().Add(rule.OrAfter - waited)
	if sh.arrives == due || f.roams() && sh.arrives > w.sim.Now() && sh.arrives < due {
		return // it is scheduled already, or the cargo of another lane is due before
	}
	sh.gen++
	sh.arrives = due
	w.after(due.Sub(w.sim.Now()), overdue, f.id, int32(sh.id), sh.gen)
}

// waitedLong is the end of patience, of a ship or of the oldest cargo, or a departure of the timetable.
func (f *fleet) waitedLong(w *World, sh *ship) {
	if f.roams() {
		f.best(w, sh)
	}
	if f.spec.Sail.From == "cargo" && len(f.spec.Sail.Departures) == 0 {
		f.tryLanes(w, sh)
		return
	}
	if sh.on.fill(sh.end) > 0 {
		f.take(w, sh)
		return
	}
	if f.spec.Sail.Empty {
		f.sailLight(w, sh)
		return
	}
	if len(f.spec.Sail.Departures) > 0 {
		w.after(f.table.next(w.sim.Now()).Sub(w.sim.Now()), overdue, f.id, int32(sh.id), sh.gen)
	}
}

// take chooses the cargo of a ship and begins to stow it, at its berth or after getting one.
func (f *fleet) take(w *World, sh *ship) {
	f.unidle(w, sh)
	f.awaits.AddDuration(w.sim.Now().Sub(sh.since))
	sh.cargo, sh.limit = sh.on.pick(w, sh.end), sh.on.payload
	sh.gen++
	on, port := sh.on, sh.port()
	switch {
	case sh.group != none:
		port.work(w, sh, stowed)
	case len(port.groups) == 0: // a port without berths works ships in no time
		port.depot.unstore(w, sh.cargo.head)
		w.wantsToSail(sh)
	default:
		port.come(w, sh)
	}
	if f.roams() {
		f.notifyOthers(w, on, port)
	}
}

// sailLight sends an idle ship away with what there is, perhaps nothing.
func (f *fleet) sailLight(w *World, sh *ship) {
	if sh.on.fill(sh.end) > 0 {
		f.take(w, sh)
		return
	}
	f.unidle(w, sh)
	f.sailEmpty(w, sh)
}

// sailEmpty sends a ship away that has found nothing to load.
func (f *fleet) sailEmpty(w *World, sh *ship) {
	f.awaits.AddDuration(w.sim.Now().Sub(sh.since))
	on, port := sh.on, sh.port()
	w.wantsToSail(sh)
	if f.roams() {
		f.notifyOthers(w, on, port)
	}
}

// passageOf draws the time of a passage.
func (f *fleet) passageOf(sh *ship, l *lane) time.Duration {
	if f.spec.Passage != nil {
		return f.passage.Duration(sh.serial, uint64(sh.calls))
	}
	sailing := float64(l.spec.Distance) / float64(f.spec.Speed) * float64(time.Second)
	return time.Duration(sailing*f.factor.Value(sh.serial, uint64(sh.calls))) + 2*l.spec.Manoeuvre
}

// notes measures a departure.
func (f *fleet) notes(w *World, sh *ship) {
	f.sailings.Add(1)
	if sh.on.sent != nil {
		sh.on.sent.Add(1)
	}
	slots, mass, pieces := 0.0, 0.0, int64(0)
	for x := sh.cargo.head; x != nil; x = x.next {
		slots += f.slots[w.flows[x.flow].unit] * float64(x.n)
		mass += float64(x.n) * w.flows[x.flow].gross
		pieces += x.n
	}
	if checked && (slots > f.capacity+1e-6 || mass > sh.limit+1e-3) {
		w.failf(f.id, "ship %d carries more than it can: %v slots of %v, %v kg of %v", sh.id, slots, f.capacity, mass, sh.limit)
	}
	if len(f.loads) == 1 {
		f.loads[0].pieces.Add(float64(pieces))
	} else {
		f.notesUnits(w, sh)
	}
	used := slots / f.capacity
	if mass > 0 {
		used = max(used, mass/sh.limit)
	}
	f.filled.Add(used)
	if used < float64(f.spec.Sail.AtLeast) {
		f.light.Add(1)
	}
}
