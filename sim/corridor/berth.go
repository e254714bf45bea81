package corridor

import (
	"fmt"
	"slices"
	"time"

	"corridor/sim/des"
)

// berthGroup is a group of equal berths.
type berthGroup struct {
	spec   *Berth
	takes  []placeID // fleets
	rate   [len(UnitNames)]float64
	fixed  des.Sampler
	mean   time.Duration // of fixed
	factor des.Sampler
	hours  *timeOpen
	pool   *cranePool // nil: cranes of its own
	berths average    // number of berths
	ships  []*ship    // at its berths

	occupied *census
	working  *des.Level
	call     *des.Tally
	handling *des.Tally
	waiting  *des.Tally  // for one of these berths
	swapped  *des.Tally  // loading that took no time of its own; nil without
	turns    []berthTurn // by year, of its beginning
}

func newQuayside(b *builder, p *Port) *quayside {
	q := &quayside{spec: p, id: b.thing, name: b.path, depot: b.w.depots[len(b.w.depots)-1]}
	q.anchored = b.census(b.watched("anchorage", "ships", "mean", "max"), "anchorage")
	q.anchor = b.tally("anchorage.waiting", "h", "mean", "p90")
	q.closure = b.watched("closed", "1", "mean")
	for _, e := range p.Berth {
		if e.Value.Wind && q.still == nil {
			q.still = b.watched("wind", "1", "mean")
		}
	}
	q.makePools(b, p)
	q.channel = newChannel(b, q, p.Channel)
	for i := range p.Berth {
		q.groups = append(q.groups, berthGroup{})
		q.makeGroup(b, i, &p.Berth[i])
	}
	return q
}

// makeGroup makes the i-th berth group with its metrics.
func (q *quayside) makeGroup(b *builder, i int, e *Entry[Berth]) {
	sub := b.berth(e.Name)
	g := &q.groups[i]
	g.hours, g.pool = sub.openings(e.Value.Hours), q.poolNamed(e.Value.Pool)
	g.equip(sub, &e.Value)
	g.occupied = b.census(sub.level("occupied", "berths", "mean", "max"), e.Name+" berths")
	g.working = sub.level("working", "berths", "mean")
	g.call = sub.tally("time", "h", "mean", "p90")
	g.handling = sub.tally("handling", "h", "mean")
	g.waiting = sub.tally("waiting", "h", "mean")
	if e.Value.Swap {
		g.swapped = sub.tally("swapped", "h", "mean")
	}
	occupied := g.occupied
	sub.value("occupancy", "1", func(now des.Time) float64 { return occupied.Mean(now) / q.groups[i].berths.mean(b.w, now) })
	q.measureYears(sub, i)
}

// berth is the builder of a berth group.
func (b *builder) berth(name string) *builder {
	return &builder{w: b.w, thing: b.thing, path: fmt.Sprintf("%s.berth.%s", b.path, name)}
}

// equip gives a group what its Spec says, at the beginning or on the day of a change.
func (g *berthGroup) equip(b *builder, spec *Berth) {
	g.spec, g.rate, g.takes = spec, spec.rates(), nil
	for _, f := range spec.Takes {
		g.takes = append(g.takes, placeID(b.w.scenario.Find(string(f))))
	}
	g.fixed, g.factor = b.sampler("fixed", spec.Fixed), b.sampler("factor", orOne(spec.Factor))
	g.mean = time.Duration(spec.Fixed.Mean() * float64(time.Second))
	g.berths.set(b.w, spec.Count)
}

// rates are the handling rates of one ship: those of its cranes together.
func (b *Berth) rates() (out [len(UnitNames)]float64) {
	out = ratesOf(b.Rate)
	if b.Cranes != nil {
		for u := range out {
			out[u] *= float64(*b.Cranes)
		}
	}
	return out
}

// orOne is a law or, where none is given, the constant 1.
func orOne(d *des.Dist) des.Dist {
	if d == nil {
		return des.Constant(1)
	}
	return *d
}

// discharge unloads a ship when the store has room for all that it brings.
func (q *quayside) discharge(w *World, sh *ship) {
	if !q.depot.reserve(w, sh.cargo.head) {
		w.shipIs(sh, awaitsStore)
		w.markChain(sh.cargo.head, waitTrack)
		q.waits = append(q.waits, sh)
		return
	}
	q.unload(w, sh)
}

// unload works a ship at its berth; a port without berths works ships in no time.
func (q *quayside) unload(w *World, sh *ship) {
	if sh.group == none {
		q.discharged(w, sh)
		return
	}
	q.work(w, sh, discharged)
}

// roomInStore tries the ships that wait for room, in order.
func (q *quayside) roomInStore(w *World) {
	for len(q.waits) > 0 && q.depot.reserve(w, q.waits[0].cargo.head) {
		sh := q.waits[0]
		q.waits = slices.Delete(q.waits, 0, 1)
		q.unload(w, sh)
	}
}

// work begins to discharge or to stow a ship. The fixed time of a call is spent once.
func (q *quayside) work(w *World, sh *ship, do verb) {
	g := &q.groups[sh.group]
	pure := w.handlingTime(sh.cargo.head, &g.rate)
	if g.swapped != nil {
		pure -= q.swaps(w, sh, do, pure)
	}
	base, fixed := pure, time.Duration(0)
	visit := uint64(sh.calls)*2 + uint64(do-discharged)
	if !sh.called {
		fixed = g.fixed.Duration(sh.serial, visit)
		base += g.mean
		sh.called = true
	}
	drawn := time.Duration(float64(pure) * g.factor.Value(sh.serial, visit))
	g.handling.AddDuration(fixed + drawn)
	sh.state, sh.job, sh.rest, sh.base, sh.spent, sh.most, sh.begun = shipWorking, do, fixed+drawn, base, 0, 0, false
	if g.pool != nil {
		q.workFromPool(w, sh, fixed, drawn)
		return
	}
	q.resume(w, sh)
}

// swaps is how much of a loading has been done while the ship was unloaded: of what lay on the quay when that began, as much as
// the unloading lasted.
func (q *quayside) swaps(w *World, sh *ship, do verb, pure time.Duration) time.Duration {
	if do == discharged {
		sh.swap, sh.from = pure, w.sim.Now()
		return 0
	}
	g, there := &q.groups[sh.group], 0.0
	for x := sh.cargo.head; x != nil; x = x.next {
		if x.ready <= sh.from {
			there += w.hoursOf(x, &g.rate)
		}
	}
	done := min(sh.swap, time.Duration(there*float64(hour)), pure)
	g.swapped.AddDuration(done)
	return done
}

// resume goes on with the work of a ship, unless the port, the berth or its cranes stand still.
func (q *quayside) resume(w *World, sh *ship) {
	g := &q.groups[sh.group]
	switch {
	case q.shut > 0 || q.windy > 0 && g.spec.Wind:
		w.markChain(sh.cargo.head, weather)
	case q.offHours(w, sh):
		w.markChain(sh.cargo.head, closed)
	case sh.most > 0:
		if sh.held == 0 {
			w.markChain(sh.cargo.head, waitTrack)
		}
		g.pool.deal(w)
	default:
		q.run(w, sh, sh.rest)
	}
	w.noteShip(sh)
}

// offHours tells whether the work of a ship waits for an opening of its berth. What it will take counts with all cranes that it
// can use.
func (q *quayside) offHours(w *World, sh *ship) bool {
	g := &q.groups[sh.group]
	switch {
	case g.hours == nil:
		return false
	case sh.begun:
		return !g.hours.open && g.spec.Closing != "finish"
	case g.pool == nil:
		return g.hours.holds(g.spec.Closing, w.sim.Now(), sh.rest)
	case sh.most > 0: // there is no fixed time
		return g.hours.holds(g.spec.Closing, w.sim.Now(), sh.rest/time.Duration(sh.most))
	}
	return g.hours.holds(g.spec.Closing, w.sim.Now(), sh.rest+sh.pure/time.Duration(g.spec.cranes()))
}

// run lets the work of a ship go on; it will take d if nothing comes between.
func (q *quayside) run(w *World, sh *ship, d time.Duration) {
	sh.begun, sh.running, sh.started, sh.ends = true, true, w.sim.Now(), w.sim.Now().Add(d)
	q.groups[sh.group].working.Up(w.sim.Now())
	w.markChain(sh.cargo.head, handling)
	w.after(d, sh.job, q.id, int32(sh.id), sh.gen)
}

// pause stops the work of a ship.
func (q *quayside) pause(w *World, sh *ship) {
	if !sh.running || w.sim.Now() == sh.ends {
		return // not at work, or done at this very instant
	}
	q.halt(w, sh)
	if sh.most > 0 {
		q.groups[sh.group].pool.giveBack(w, sh)
	}
}

// halt ends a stretch of work.
func (q *quayside) halt(w *World, sh *ship) {
	done := w.sim.Now().Sub(sh.started)
	sh.running = false
	sh.used += done
	sh.gen++
	q.groups[sh.group].working.Down(w.sim.Now())
	if sh.most > 0 {
		sh.rest = max(sh.rest-done*time.Duration(sh.held), 0)
		done = w.chargeFewCranes(sh, done)
	} else {
		sh.rest -= done
	}
	q.chargeWork(w, sh, done)
}

// chargeWork charges work up to its base to handling, and what goes beyond to breakdown and other.
func (q *quayside) chargeWork(w *World, sh *ship, done time.Duration) {
	w.settleChain(sh.cargo.head, handling, max(sh.base-sh.spent, 0), weather)
	sh.spent += done
}

func (q *quayside) handle(w *World, e event) {
	sh := w.ships[e.who]
	if sh.gen != e.gen {
		return // paused in the meantime
	}
	q.halt(w, sh)
	if sh.most > 0 {
		q.groups[sh.group].pool.done(w, sh)
	}
	switch e.do {
	case moored:
		q.cranesFor(w, sh)
	case discharged:
		q.discharged(w, sh)
	case stowed:
		q.depot.unstore(w, sh.cargo.head)
		w.wantsToSail(sh)
		q.assign(w)
	default:
		w.stray(q.id, e)
	}
}

// discharged puts the cargo ashore and looks for the next.
func (q *quayside) discharged(w *World, sh *ship) {
	head := sh.cargo.head
	sh.cargo, sh.aboard = chain{}, false
	q.depot.lay(w, head)
	w.shipReady(sh)
	q.assign(w)
}

// turnHours is opening or closing time of some calendar; the berths that follow it pause or go on.
func (q *quayside) turnHours(w *World) {
	if q == nil {
		return
	}
	for i := range q.groups {
		g := &q.groups[i]
		if g.hours == nil {
			continue
		}
		for _, sh := range g.ships {
			if !sh.running || g.hours.open || g.spec.Closing != "finish" {
				q.turnShip(w, sh, g.hours.open)
			}
		}
	}
}

// turnShip pauses or resumes the work of one ship.
func (q *quayside) turnShip(w *World, sh *ship, open bool) {
	if sh.state != shipWorking {
		return
	}
	if sh.running {
		if open {
			return
		}
		q.pause(w, sh)
		if sh.running {
			return
		}
	}
	q.resume(w, sh)
}
