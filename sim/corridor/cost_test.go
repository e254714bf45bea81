package corridor

import (
	"math"
	"strings"
	"testing"
)

// TestCostByHand: forty TEU of 10 t go once through the chain of TestSumOfParts: 594 km by rail in two trains, 288 km by
// sea with one of two ships, and every item of cost and emission is worked out by hand.
func TestCostByHand(t *testing.T) {
	specs := chainSpecs("west")
	specs["flow.f"].(*Flow).Weight = 10000
	s := model(1, 1500, specs)
	s.Run.AtMeans = true
	before := run(t, s, 0)
	s.Cost = Cost{TrainKm: 14, Rail: 0.1, VesselDay: 9000, Handling: Map[Prices]{{"port.a", Prices{{60, TEU}}}, {"port.b", Prices{{7, Wagons}, {50, TEU}}}},
		Storage: &Storage{Free: h(10), Then: PricesDay{{6, TEU}}}, TimeOfCargo: PricesDay{{2.5, TEU}}}
	s.Emission = Emission{RailDiesel: 24, RailElectric: 10, Electric: []Ref{"rail.c"}, Sea: 15}
	m := run(t, s, 0)
	years := (1 + 1 + 60./744) / 12 // 1500 h from the first of January
	usd := map[string]float64{
		"rail":     14*594 + 0.1*400*594,
		"sea":      9000 * 2 * 62.5,
		"handling": 40 * (60 + 50),
		"storage":  2 * 40 * 6 * 2.5 / 24, // 12.5 h in either port, of which 10 h are free; 2.5 h in either terminal
		"time":     40 * 2.5 * 4260 / 1440,
	}
	total := 0.0
	for name, want := range usd {
		total += want
		if got := m["corridor.cost."+name] * 1e6 * years; !(math.Abs(got/want-1) <= 1e-12) {
			t.Errorf("%s: %.10g USD, want %.10g", name, got, want)
		}
	}
	grams := 24*400*504. + 10*400*90. + 15*400*288.
	for name, want := range map[string]float64{
		"corridor.cost.total": total / 1e6 / years, "corridor.cost.per_t": total / 400, "family." + s.Families()[0] + ".cost": total / 40,
		"corridor.emission.total": grams / 1e9 / years, "corridor.emission.rail": (24*400*504. + 10*400*90.) / 1e9 / years,
		"corridor.emission.sea": 15 * 400 * 288. / 1e9 / years, "corridor.emission.per_tkm": grams / (400 * (594 + 288)), "family." + s.Families()[0] + ".emission": grams / 1e6 / 40,
	} {
		if got := m[name]; !(math.Abs(got/want-1) <= 1e-12) {
			t.Errorf("%s is %.10g, want %.10g", name, got, want)
		}
	}
	for name, want := range before {
		if got := m[name]; got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s is %g with prices, %g without", name, got, want)
		}
	}
	for name := range before {
		if strings.Contains(name, "cost") || strings.Contains(name, "emission") {
			t.Errorf("%s is reported though nothing has a price", name)
		}
	}
}

// TestShipDaysOfDatedFleet: a ship more from a day on costs from that day on.
func TestShipDaysOfDatedFleet(t *testing.T) {
	specs := func(n int) map[string]Spec {
		m := chainSpecs("west")
		m["vessel.v"].(*Vessel).Count = n
		return m
	}
	s := model(24, 24*50, specs(2))
	on(s, 1, 31, map[string]Spec{"vessel.v": specs(3)["vessel.v"]})
	w := &World{scenario: s, epochs: s.epochs(), start: 24 * 3600e9, end: 51 * 24 * 3600e9}
	if got := w.shipDays(); got != 2*30+3*20 {
		t.Errorf("%g ship-days, want 2 × 30 + 3 × 20", got)
	}
}

// TestCostFaults: a price of a place that does not exist, and two prices of one unit.
func TestCostFaults(t *testing.T) {
	s := model(1, 1500, chainSpecs("west"))
	s.Cost.Handling = Map[Prices]{{"port.c", Prices{{1, TEU}}}, {"port.a", Prices{{1, TEU}, {2, TEU}}}, {"flow.f", Prices{{1, TEU}}}}
	var texts []string
	for _, f := range Check(s) {
		texts = append(texts, f.Path+": "+f.Text)
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{`cost.handling: there is no place "port.c"`, "cost.handling: port.a has two prices of TEU", `there is no place "flow.f"`} {
		if !strings.Contains(all, want) {
			t.Errorf("faults are\n%s\nwant %s", all, want)
		}
	}
}

// TestCostOfSome: a price on one of two lines, 60 USD a piece of 10 t: 6 USD/t and 60 USD a piece, however much goes free over
// the other line.
func TestCostOfSome(t *testing.T) {
	line := func(r *Rail) { r.Length, r.Speed = 7200, 1 }
	s := model(1, 1000, map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Weight = every(hours(10)), 10000 }),
		"flow.g":  flowTo("route.q", func(f *Flow) { f.Every, f.Weight = every(hours(5)), 20000 }),
		"route.r": routeOf("rail.l"), "route.q": routeOf("rail.m"),
		"rail.l": newOf(railKind, line), "rail.m": newOf(railKind, line),
	})
	s.Cost = Cost{Handling: Map[Prices]{{"rail.l", Prices{{60, Items}}}}}
	m := run(t, s, 0)
	if a, b := m["corridor.cost.per_t"], m["family."+s.Families()[0]+".cost"]; !(math.Abs(a-6) <= 1e-9) || !(math.Abs(b-60) <= 1e-9) {
		t.Errorf("%v USD/t and %v USD a piece, want 6 and 60", a, b)
	}
}
