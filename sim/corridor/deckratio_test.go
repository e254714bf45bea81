package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// aboard is a ferry of ten slots that lies ready, with wagons on the quay from 20 h and trucks from 21 h, so many at once; one truck
// takes a number of slots.
func aboard(truck Ratio, wagons, trucks int, change ...func(*Vessel)) *Scenario {
	flow := func(hour float64, unit Unit, n int) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Load, f.Weight, f.Tare = every(hours(hour)), des.Constant(float64(n)), &Amount{1, unit}, 15000, 5000
		})
	}
	return crossing(39, map[string]Spec{
		"flow.wagons": flow(20, Wagons, wagons), "flow.trucks": flow(21, Trucks, trucks),
		"vessel.v": vesselOf(1, 10, hours(5), append(change, func(v *Vessel) {
			v.Carries.Unit, v.Deck, v.Sail.OrAfter, v.Sail.Light = Wagons, Map[Ratio]{{"trucks", truck}}, h(1), false
		})...),
	})
}

// TestSlotsOfATruck: whole wagons and whole trucks go aboard as long as what is left of ten slots takes one. Where a truck takes
// 0.92, as on the ferries of Alat, that is ten trucks alone, in 9.2 slots; five beside five wagons; one beside nine; where it takes 2.5, four,
// and two beside five wagons. A deck on which a truck took one slot would have room for five in each of the last cases.
func TestSlotsOfATruck(t *testing.T) {
	half, tonnes := Ratio(0.5), Amount{110e3, Tonnes}
	timed := func(v *Vessel) { v.Sail.OrAfter, v.Sail.AtLeast = h(22), 3 } // leaves at 22 h with what is there
	own := func(quota Ratio) func(*Vessel) {
		return func(v *Vessel) { timed(v); v.Order, v.Quota = "own", quota }
	}
	for name, c := range map[string]struct {
		truck          Ratio
		wagons, trucks int
		change         func(*Vessel)
		w, k           int64
	}{
		"trucks alone":            {0.92, 0, 12, timed, 0, 10},
		"trucks of a slot":        {1, 0, 12, timed, 0, 10},
		"small trucks":            {0.4, 0, 30, timed, 0, 25},
		"long trucks":             {2.5, 0, 12, timed, 0, 4},
		"five and five":           {0.92, 5, 12, timed, 5, 5},
		"nine and one":            {0.92, 9, 12, timed, 9, 1},
		"ten":                     {0.92, 10, 12, timed, 10, 0},
		"five and two":            {2.5, 5, 12, timed, 5, 2},
		"nine and no long truck":  {2.5, 9, 12, timed, 9, 0},
		"wagons first, quota 0.3": {0.92, 12, 12, own(0.3), 7, 3}, // three trucks in 2.76; 7.24 are left
		"quota of half, few":      {0.92, 12, 2, own(half), 8, 2}, // 1.84 of 5; 8.16 are left
		"wagons first":            {0.92, 8, 12, own(0), 8, 2},    // 2 / 0.92 = 2.17
		"payload": {0.92, 2, 12, func(v *Vessel) {
			timed(v)
			v.Payload = &tonnes // 20 t each: five and a half
		}, 2, 3},
	} {
		s := aboard(c.truck, max(c.wagons, 1), c.trucks, c.change)
		if c.wagons == 0 {
			s.Things = slicesDelete(s.Things, "flow.wagons")
		}
		w := build(t, s, 0)
		w.begin()
		drive(w, at(23), nil)
		var got [len(UnitNames)]int64
		for x := w.ships[0].cargo.head; x != nil; x = x.next {
			got[w.flows[x.flow].unit] += x.n
		}
		if got[Wagons] != c.w || got[Trucks] != c.k {
			t.Errorf("%s: %d wagons and %d trucks aboard, want %d and %d", name, got[Wagons], got[Trucks], c.w, c.k)
		}
	}
}

// TestFullOfTrucks: ten trucks use 0.92 of the deck, so that a ship which leaves when it is full waits for the eleventh, of which
// it takes ten, and comes back with none. On paper it carries ten slots' worth of trucks.
func TestFullOfTrucks(t *testing.T) {
	for trucks, sails := range map[int]float64{10: 0, 11: 2} {
		s := aboard(0.92, 1, trucks)
		spec[*Vessel](s, "vessel.v").Sail.OrAfter = 0
		s.Things = slicesDelete(s.Things, "flow.wagons")
		want := map[string]float64{"vessel.v.sailings": sails}
		if sails > 0 {
			want["vessel.v.load.mean"], want["vessel.v.pieces.trucks.mean"] = 0.92/2, 10./2
			want["vessel.v.pieces.wagons.mean"] = 0
		}
		exactly(t, run(t, s, 0), want)
		l := newLedger(s, "")
		if got := l.w.fleets[0].serves[0].pieces(l.flows[0].flowState); !(math.Abs(got-10/0.92) <= 1e-9) {
			t.Errorf("a ship takes %v trucks on paper, want %v", got, 10/0.92)
		}
	}
}
