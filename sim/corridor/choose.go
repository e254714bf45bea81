package corridor

import (
	"slices"

	"corridor/sim/des"
)

// The route that cargo takes is chosen when it is born. While every route is closed it waits where it was born, and the choice
// is made on the day on which one opens: by the lot that it would have had. What has not left its origin when a place of its route
// closes chooses anew, by that lot among the routes that are open then (recall.go).

// turnEpoch lets cargo that is born from now on take the routes of an epoch.
func (f *flowState) turnEpoch(epoch int) {
	f.odds, f.detour = f.byDay[epoch], f.detours[epoch]
	f.simplify()
}

// simplify notes whether the flow is plain at present.
func (f *flowState) simplify() {
	f.plain = nil
	s := f.spec
	if s.Every == nil || len(s.Departures) > 0 || f.always != 1 || f.shocks != nil || f.response != nil || f.guide != nil || len(f.odds) != 1 {
		return
	}
	if rs := &f.routes[f.odds[0].route]; rs.origin == nil {
		f.plain = rs
	}
}

// chooseRoute is the route of the consignment with a number.
func (f *flowState) chooseRoute(now des.Time, number uint64) int32 {
	if len(f.odds) == 1 {
		return f.odds[0].route
	}
	return f.routeBy(now, number)
}

func (f *flowState) routeBy(now des.Time, number uint64) int32 {
	if f.spec.Choose == "fastest" {
		return f.guide.fastest(now, f)
	}
	u := f.lots.Uniform(f.name, number)
	for _, o := range f.odds {
		if u < o.share {
			return o.route
		}
	}
	return f.odds[len(f.odds)-1].route
}

// hold lets a consignment be born that has no open route.
func (f *flowState) hold(w *World, n int64) {
	x := w.newCargo(&f.routes[0], n, f.serial())
	f.offers(w, n)
	f.keep(w, x)
}

// keep puts a consignment with what waits for an open route.
func (f *flowState) keep(w *World, x *consignment) {
	w.mark(x, closed)
	x.ready = w.sim.Now()
	f.held.Push(x)
	if c := f.heldAt(x); c != nil {
		c.Change(w.sim.Now(), x.n)
	}
}

// takeHeld takes out the consignment that has waited longest for an open route.
func (f *flowState) takeHeld(w *World) *consignment {
	x, now := f.held.Pop(), w.sim.Now()
	if c := f.heldAt(x); c != nil {
		c.Change(now, -x.n)
		c.ends(x.n, now.Sub(x.ready))
	}
	return x
}

// heldAt counts what waits for an open route where a consignment does; nil where every flow has one on every day.
func (f *flowState) heldAt(x *consignment) *census {
	if d := f.routes[x.route].origin; d != nil {
		return d.held[f.unit]
	}
	return nil
}

// wireHeld lets each depot count what waits there for an open route, if there is a day on which a flow that begins there has none.
func (w *World) wireHeld() {
	for _, f := range w.flows {
		if !slices.ContainsFunc(f.byDay, func(open []odds) bool { return len(open) == 0 }) {
			continue
		}
		for r := range f.routes {
			d := f.routes[r].origin
			if d == nil || d.held[f.unit] != nil {
				continue
			}
			b, name := &builder{w: w, thing: d.id, path: w.scenario.Things[d.id].Path}, "held."+f.unit.String()
			d.held[f.unit] = b.census(b.level(name, f.unit.piece(), "mean", "max"), name)
			w.watch(d.held[f.unit].Level, Series{b.path + "." + name, f.unit.String(), b.path}, f.unit.Scale())
		}
	}
}

// sendHeld sends what waits for an open route when there is one. What still waits does so without wagons.
func (f *flowState) sendHeld(w *World) {
	for len(f.odds) > 0 && f.held.Len() > 0 {
		x := f.takeHeld(w)
		f.setsOut(w, x, f.chooseRoute(w.sim.Now(), f.numberOf(x)))
	}
	for i := range f.held.Len() {
		f.forgoesWagons(w, f.held.At(i))
	}
}

// setsOut sends cargo that has waited for an open route by one, as if it were born now.
func (f *flowState) setsOut(w *World, x *consignment, route int32) {
	rs := &f.routes[route]
	if rs.origin != f.routes[x.route].origin {
		f.forgoesWagons(w, x)
	}
	w.putOn(x, route)
	if f.stat.taken != nil && x.first == 0 {
		f.stat.taken[route]++
	}
	f.guides(x)
	if rs.origin != nil {
		rs.origin.ready(w, x)
		return
	}
	for x.n > 1 {
		f.setsOutAlone(w, w.split(x, 1), rs)
	}
	f.setsOutAlone(w, x, rs)
}

// setsOutAlone sends a piece by a route that begins where nothing makes up trains. It is no new arrival, which might be lost.
func (f *flowState) setsOutAlone(w *World, x *consignment, rs *routeState) {
	tr := w.newTrain(f.id, rs.begin, x.serial+uint64(x.first))
	tr.cargo = x
	w.mark(x, waitTrack)
	w.advance(tr)
}

// numberOf is the number of a consignment in its flow, from 0; see serial.
func (f *flowState) numberOf(x *consignment) uint64 { return (x.serial - f.name) * numberPer }

// Serial numbers of consecutive consignments differ by perNumber; numberPer is its inverse modulo 2^64.
const (
	perNumber = 0x9e3779b97f4a7c15
	numberPer = 0xf1de83e19937733d
)
