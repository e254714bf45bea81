package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// decks is a ferry of ten places that sails every 20 h, half a piece an hour, for 0.6 wagons and 0.3 trucks an hour. Wagons
// come by rail to a yard of the port with room for so many (0: no limit), trucks begin at the port.
func decks(room int64, change ...func(*Vessel)) *Scenario {
	flow := func(route string, perHour float64, unit Unit) Spec {
		return flowTo(route, func(f *Flow) {
			f.Family, f.Volume, f.Load, f.Spacing = unit.String(), &Volume{perHour * 365 * 24, unit}, &Amount{1, unit}, des.Constant(1)
		})
	}
	s := crossing(365*24*4, map[string]Spec{
		"flow.wagons": flow("route.w", 0.6, Wagons), "flow.trucks": flow("route.r", 0.3, Trucks),
		"route.w":    routeOf("terminal.t", "rail.l", "port.a", "sea.s", "port.b"),
		"terminal.t": terminalOf(),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
		"port.a": portOf(func(p *Port) {
			if room > 0 {
				p.Storage = []Amount{{room, Wagons}}
			}
		}),
		"vessel.v": vesselOf(1, 10, hours(10), append(change, func(v *Vessel) {
			v.Carries.Unit, v.Deck = Wagons, Map[Ratio]{{"trucks", 1}}
		})...),
	})
	s.Run.LeadIn = h(3000)
	return s
}

// TestDeckByArrival: the deck goes by the time at which cargo came to the quay. Without a limit to the yard, wagons and trucks
// share it as they come, 2 to 1. Where the yard is full, wagons that stand before it have not come yet: all that is on the
// quay waits as long as a truck, so that the trucks have the places that they ask for and the wagons the rest, a yardful in
// the time that a truck waits. This is what the rule means, not what any port has published; own, with a quota, says
// who goes first whatever the yards hold.
func TestDeckByArrival(t *testing.T) {
	own := func(quota Ratio) func(*Vessel) {
		return func(v *Vessel) { v.Order, v.Quota = "own", quota }
	}
	free, full := decks(0), decks(20)
	if opened, _ := Without(full, "finite-stores"); run(t, opened, 0)["flow.wagons.rate"] != run(t, free, 0)["flow.wagons.rate"] {
		t.Error("a yard whose limit is left out is not one without")
	}
	parked := decks(0) // what begins at a port takes no room in its store
	spec[*Port](parked, "port.a").Storage = []Amount{{20, Trucks}}
	for name, c := range map[string]struct {
		model          *Scenario
		wagons, trucks float64
	}{
		"no limit":              {free, 0.5 * 2 / 3, 0.5 / 3},
		"room for 20 trucks":    {parked, 0.5 * 2 / 3, 0.5 / 3},
		"20 places":             {full, 0.2, 0.3},
		"40 places":             {decks(40), 0.2, 0.3},
		"wagons first":          {decks(20, own(0)), 0.5, 0},
		"wagons first, quota":   {decks(20, own(0.2)), 0.4, 0.1},
		"no limit, with quota":  {decks(0, own(0.2)), 0.4, 0.1},
		"no limit, large quota": {decks(0, own(0.8)), 0.2, 0.3},
	} {
		m := run(t, c.model, 0)
		if w, k := m["flow.wagons.rate"], m["flow.trucks.rate"]; !(math.Abs(w-c.wagons) <= 0.005) || !(math.Abs(k-c.trucks) <= 0.005) {
			t.Errorf("%s: %.4f wagons and %.4f trucks an hour, want %.4f and %.4f", name, w, k, c.wagons, c.trucks)
		}
	}
	for room, want := range map[int64]float64{20: 100, 40: 200} { // Little: places / (0.5 - 0.3), to within half the time between two ships
		m := run(t, decks(room), 0)
		if got := m["flow.trucks.step.00.vessel"]; !(math.Abs(got-want) <= 10) {
			t.Errorf("trucks wait %.1f h beside %d wagons on the quay, want %.0f h", got, room, want)
		}
	}
}
