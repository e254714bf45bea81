package corridor

import (
	"fmt"
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
	ships  []shipID // at its berths

	occupied *des.Level
	working  *des.Level
	call     *des.Tally
	handling *des.Tally
}

func newQuayside(b *builder, p *Port) *quayside {
	q := &quayside{id: b.thing, name: b.path, depot: b.w.depots[len(b.w.depots)-1]}
	q.anchored = b.watched("anchorage", "ships", "mean", "max")
	q.anchor = b.tally("anchorage.waiting", "h", "mean", "p90")
	q.closure = b.watched("closed", "1", "mean")
	for i := range p.Berth {
		e := &p.Berth[i]
		sub := &builder{w: b.w, thing: b.thing, path: fmt.Sprintf("%s.berth.%s", b.path, e.Name)}
		g := berthGroup{spec: &e.Value, rate: e.Value.rates(), hours: sub.openings(e.Value.Hours)}
		for _, f := range e.Value.Takes {
			g.takes = append(g.takes, placeID(b.w.scenario.Find(string(f))))
		}
		g.fixed, g.factor = sub.sampler("fixed", e.Value.Fixed), sub.sampler("factor", orOne(e.Value.Factor))
		g.mean = time.Duration(e.Value.Fixed.Mean() * float64(time.Second))
		g.occupied = sub.level("occupied", "berths", "mean", "max")
		g.working = sub.level("working", "berths", "mean")
		g.call = sub.tally("time", "h", "mean", "p90")
		g.handling = sub.tally("handling", "h", "mean")
		sub.value("occupancy", "1", func(now des.Time) float64 { return g.occupied.Mean(now) / float64(g.spec.Count) })
		q.groups = append(q.groups, g)
	}
	return q
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
func (q *quayside) discharge(w *World, s shipID) {
	sh := &w.ships[s]
	if !q.depot.reserve(w, sh.cargo.head) {
		w.shipIs(s, awaitsStore)
		w.markChain(sh.cargo.head, waitTrack)
		q.waits = append(q.waits, s)
		return
	}
	q.unload(w, s)
}

// unload works a ship at its berth; a port without berths works ships in no time.
func (q *quayside) unload(w *World, s shipID) {
	if w.ships[s].group == none {
		q.discharged(w, s)
		return
	}
	q.work(w, s, discharged)
}

// roomInStore tries the ships that wait for room, in order.
func (q *quayside) roomInStore(w *World) {
	for len(q.waits) > 0 && q.depot.reserve(w, w.ships[q.waits[0]].cargo.head) {
		s := q.waits[0]
		q.waits = append(q.waits[:0], q.waits[1:]...)
		q.unload(w, s)
	}
}

// work begins to discharge or to stow a ship. The fixed time of a call is spent once.
func (q *quayside) work(w *World, s shipID, do verb) {
	sh := &w.ships[s]
	g := &q.groups[sh.group]
	pure := w.handlingTime(sh.cargo.head, &g.rate)
	base, fixed := pure, time.Duration(0)
	visit := uint64(sh.calls)*2 + uint64(do-discharged)
	if !sh.called {
		fixed = g.fixed.Duration(sh.serial, visit)
		base += g.mean
		sh.called = true
	}
	need := fixed + time.Duration(float64(pure)*g.factor.Value(sh.serial, visit))
	g.handling.AddDuration(need)
	sh.state, sh.job, sh.rest, sh.base = shipWorking, do, need, base
	sh.spent = 0
	q.resume(w, s)
}

// resume goes on with the work of a ship, unless the port or the berth is closed.
func (q *quayside) resume(w *World, s shipID) {
	sh := &w.ships[s]
	g := &q.groups[sh.group]
	switch {
	case q.shut > 0:
		w.markChain(sh.cargo.head, weather)
	case g.hours != nil && !g.hours.open:
		w.markChain(sh.cargo.head, closed)
	default:
		sh.running, sh.started = true, w.sim.Now()
		g.working.Change(w.sim.Now(), 1)
		w.markChain(sh.cargo.head, handling)
		w.after(sh.rest, sh.job, q.id, int32(s), sh.gen)
	}
	w.noteShip(s)
}

// pause stops the work of a ship.
func (q *quayside) pause(w *World, s shipID) {
	sh := &w.ships[s]
	done := w.sim.Now().Sub(sh.started)
	if !sh.running || done == sh.rest {
		return // not at work, or done at this very instant
	}
	sh.running = false
	sh.gen++
	sh.rest -= done
	q.chargeWork(w, s, done)
	q.groups[sh.group].working.Change(w.sim.Now(), -1)
}

// chargeWork charges work up to its base to handling, and what goes beyond to breakdown and other.
func (q *quayside) chargeWork(w *World, s shipID, done time.Duration) {
	sh := &w.ships[s]
	w.settleChain(sh.cargo.head, handling, max(sh.base-sh.spent, 0), weather)
	sh.spent += done
}

func (q *quayside) handle(w *World, e event) {
	s := shipID(e.who)
	if w.ships[s].gen != e.gen {
		return // paused in the meantime
	}
	sh := &w.ships[s]
	sh.running = false
	sh.gen++
	q.chargeWork(w, s, w.sim.Now().Sub(sh.started))
	q.groups[sh.group].working.Change(w.sim.Now(), -1)
	switch e.do {
	case discharged:
		q.discharged(w, s)
	case stowed:
		q.depot.unstore(w, sh.cargo.head)
		w.wantsToSail(s)
	default:
		w.failf(q.id, "unknown event %v", e)
	}
}

// discharged puts the cargo ashore and looks for the next.
func (q *quayside) discharged(w *World, s shipID) {
	sh := &w.ships[s]
	head := sh.cargo.head
	sh.cargo, sh.aboard = emptyChain, false
	q.depot.lay(w, head)
	w.shipReady(s)
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
		for _, s := range g.ships {
			q.turnShip(w, s, g.hours.open)
		}
	}
}

// turnShip pauses or resumes the work of one ship.
func (q *quayside) turnShip(w *World, s shipID, open bool) {
	sh := &w.ships[s]
	if sh.state != shipWorking {
		return
	}
	if sh.running {
		if open {
			return
		}
		q.pause(w, s)
		if sh.running {
			return
		}
	}
	q.resume(w, s)
}
