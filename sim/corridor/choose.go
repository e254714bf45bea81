package corridor

import "corridor/sim/des"

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
	w.mark(x, closed)
	f.held.Push(x)
}

// sendHeld sends what waits for an open route when there is one. What still waits does so without wagons.
func (f *flowState) sendHeld(w *World) {
	for len(f.odds) > 0 && f.held.Len() > 0 {
		x := f.held.Pop()
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
