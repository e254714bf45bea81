package corridor

import (
	"slices"
	"strings"
	"testing"

	"corridor/sim/des"
)

// halves is a line with trains of twenty wagons each way, which come from a pool of so many in halves at either end.
func halves(count int) *Scenario {
	cargo := func(direction string) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Train, f.Direction = every(hours(100)), des.Constant(20), "train.t", direction
		})
	}
	return model(0, 2000, map[string]Spec{
		"flow.out": cargo("west"), "flow.home": cargo("east"),
		"flow.back":  backTo("route.r", "train.e"),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{20, Items}, 20 }),
		"train.e":    newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 5 }),
		"route.r":    routeOf("terminal.a", "rail.l", "terminal.b"),
		"terminal.a": terminalOf(), "terminal.b": terminalOf(),
		"rail.l": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 }),
		"wagon.w": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = count, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"a", Stock{Places: []Ref{"terminal.a"}, Share: 0.5}}, {"b", Stock{Places: []Ref{"terminal.b"}, Share: 0.5}}}
		}),
	})
}

// withoutThing takes a thing out of a scenario.
func withoutThing(s *Scenario, path string) {
	s.Things = slices.DeleteFunc(s.Things, func(t Thing) bool { return t.Path == path })
}

// TestWagonsOfOneTrain: where no stock holds the wagons of one train and nothing brings them together it is a fault for each; it
// is none if there are enough, if shorter trains may leave, if empty wagons come back, or if the trains of the other
// direction bring some. Nor is a return of more than there are allowed. What is a fault would have carried nothing, and what is none carries.
func TestWagonsOfOneTrain(t *testing.T) {
	shares := func(a, b Ratio) func(*Scenario) {
		return func(s *Scenario) {
			v := spec[*Wagon](s, "wagon.w")
			v.Stock[0].Value.Share, v.Stock[1].Value.Share = a, b
		}
	}
	for name, c := range map[string]struct {
		count  int
		change func(*Scenario)
		faulty []string // stocks
	}{
		"30":             {30, func(*Scenario) {}, []string{"a", "b"}},
		"38":             {38, func(*Scenario) {}, []string{"a", "b"}},
		"39":             {39, func(*Scenario) {}, nil}, // the odd one stands at the first, whose trains bring twenty to the other
		"40":             {40, func(*Scenario) {}, nil},
		"all at one end": {30, shares(0, 1), nil},
		"shorter trains": {30, func(s *Scenario) {
			spec[*Train](s, "train.t").AtLeast, spec[*Flow](s, "flow.out").Batch, spec[*Flow](s, "flow.home").Batch = 0.75, des.Constant(15), des.Constant(15)
		}, nil},
		"trains too long still": {30, func(s *Scenario) { spec[*Train](s, "train.t").AtLeast = 0.8 }, []string{"a", "b"}},
		"a return": {30, func(s *Scenario) {
			spec[*Wagon](s, "wagon.w").Stock[1].Value.Return = []Ref{"flow.back"}
			withoutThing(s, "flow.home") // both at once could wait for each other
		}, nil},
		"a return of too many": {30, func(s *Scenario) {
			spec[*Wagon](s, "wagon.w").Stock[1].Value.Return = []Ref{"flow.back"}
			spec[*Flow](s, "flow.back").Load.N = 4
		}, []string{"a", "b"}},
		"one way, and a return of more than there are": {30, func(s *Scenario) {
			shares(0, 1)(s)
			withoutThing(s, "flow.home")
			spec[*Wagon](s, "wagon.w").Stock[1].Value.Return = []Ref{"flow.back"}
			spec[*Flow](s, "flow.back").Load.N = 7
		}, []string{"return"}},
		"shorter trains after a time, of whole consignments": {30, func(s *Scenario) {
			spec[*Train](s, "train.t").AtLeast, spec[*Train](s, "train.t").OrAfter = 0.5, h(1)
		}, []string{"a", "b"}},
		"shorter trains after a time": {30, func(s *Scenario) {
			spec[*Train](s, "train.t").AtLeast, spec[*Train](s, "train.t").OrAfter = 0.5, h(1)
			spec[*Flow](s, "flow.out").Batch, spec[*Flow](s, "flow.home").Batch = des.Constant(15), des.Constant(15)
		}, nil},
	} {
		s := halves(c.count)
		c.change(s)
		if len(spec[*Wagon](s, "wagon.w").Stock[1].Value.Return) == 0 {
			withoutThing(s, "flow.back")
		}
		var got []string
		for _, f := range Check(s) {
			if f.Path == "flow.back.load" && f.Text == "35 wagons go back together, and wagon.w has only 30: they would never set out" {
				got = append(got, "return")
			}
			if strings.HasPrefix(f.Path, "wagon.w.stock.") && strings.HasSuffix(f.Path, ".share") && strings.Contains(f.Text, "nothing brings more: a train of train.t needs") {
				got = append(got, strings.Split(f.Path, ".")[3])
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.faulty) {
			t.Errorf("%s: faults at %v, want %v: %v", name, got, c.faulty, Check(s))
		}
		w := New(s, Choices{Seed: 1})
		text := failure(w)
		if carried := metrics(w)["flow.out.carried"]; (carried > 0) != (len(c.faulty) == 0) || text != "" && len(c.faulty) == 0 {
			t.Errorf("%s: carried %v, %q", name, carried, text)
		}
	}
}

// TestNoVolumeTakesNoWagons: a flow without volume the other way takes no wagons home, so that a return is missed as without it.
func TestNoVolumeTakesNoWagons(t *testing.T) {
	said := func(perYear float64) bool {
		s := circuit(30, map[string]Spec{"flow.g": flowTo("route.r", func(f *Flow) {
			f.Volume, f.Load, f.Train, f.Direction = &Volume{perYear, Items}, &Amount{10, Items}, "train.t", "east"
		})})
		spec[*Wagon](s, "wagon.pool").Stock[0].Value.Return = nil
		return slices.ContainsFunc(Check(s), func(f Fault) bool {
			return f.Path == "wagon.pool.stock.away.return" && strings.Contains(f.Text, "nothing takes them")
		})
	}
	if !said(0) || said(1000) {
		t.Errorf("said of no volume: %v, of some: %v", said(0), said(1000))
	}
}
