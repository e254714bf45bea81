package corridor

import "corridor/sim/des"

// The route that cargo takes is chosen when it is born. While every route is closed it waits where it was born, and the choice
// is made on the day on which one opens: by the lot that it would have had.

// heldCargo is a consignment that waits for an open route, and its number in the flow.
type heldCargo struct {
	x      *consignment
	number uint64
}

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
	number := f.numbered
	x := w.newCargo(&f.routes[0], n, f.serial())
	f.offers(w, n)
	w.mark(x, closed)
	f.held.Push(heldCargo{x, number})
}

// sendHeld sends what waits for an open route when there is one.
func (f *flowState) sendHeld(w *World) {
	for len(f.odds) > 0 && f.held.Len() > 0 {
		h := f.held.Pop()
		r := f.chooseRoute(w.sim.Now(), h.number)
		w.putOn(h.x, r)
		if f.stat.taken != nil {
			f.stat.taken[r]++
		}
		f.guides(h.x)
		f.routes[r].origin.ready(w, h.x)
	}
}
