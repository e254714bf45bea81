package corridor

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// ferryOf is a lane of two ships with all that the sea can do to them; one consignment of ten every two days.
func ferryOf(change func(v *Vessel, b *Basin)) map[string]Spec {
	v := vesselOf(2, 10, hours(10)).(*Vessel)
	b := newOf(basinKind, func(b *Basin) {
		b.Storms, b.Takes, b.Port = ofTwelve(0), hours(24), Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}, {"b", Closing{Closes: ofTwelve(1)}}}
	}).(*Basin)
	change(v, b)
	port := func() Spec {
		return portOf(func(p *Port) { p.Berth = Map[Berth]{{"x", Berth{Count: 2, Takes: []Ref{"vessel.v"}}}} })
	}
	return map[string]Spec{
		"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(exp(48)), des.Constant(10) }),
		"route.r": routeOf("port.a", "sea.s", "port.b"), "sea.s": seaOf("port.a", "port.b"),
		"port.a": port(), "port.b": port(), "vessel.v": v, "basin.w": b,
	}
}

// TestWithoutAnything: any mechanism left out of any corridor leaves a valid one that runs, and leaves the corridor it
// was taken from as it was; left out twice it changes nothing more.
func TestWithoutAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawScenario(rt)
		was := clone(s)
		if !reflect.DeepEqual(was, s) {
			rt.Fatal("a clone is not what it was made of")
		}
		m := rapid.SampledFrom(Mechanisms).Draw(rt, "mechanism").Name
		o, _ := Without(s, m)
		if !reflect.DeepEqual(was, s) {
			rt.Fatalf("%s: the scenario itself has changed", m)
		}
		if _, changes := Without(o, m); changes && m != "finite-fleets" {
			rt.Errorf("%s: leaving it out twice changes more than once", m)
		}
		if faults := Check(o); len(faults) > 0 {
			rt.Fatalf("%s: %v", m, faults)
		}
		survives(New(o, Choices{Seed: s.Run.Seed}))
	})
}

// TestWithoutNothing: what a scenario does not have cannot be left out of it.
func TestWithoutNothing(t *testing.T) {
	chain := model(1, 1500, chainSpecs("west"))
	four := Amount{4000, Tonnes}
	tanker := ferries(1, hours(1), nil, func(v *Vessel) { v.Carries.Unit, v.Payload, v.Deck = Tonnes, &four, Map[Ratio]{{"items", 1}} })
	for mechanism, s := range map[string]*Scenario{"storms": chain, "payload": tanker} {
		if off, changes := Without(s, mechanism); changes || !reflect.DeepEqual(off, s) {
			t.Errorf("%s is left out of a scenario that has none", mechanism)
		}
	}
}

// TestWithoutDated: what changes inside the run is left out there too.
func TestWithoutDated(t *testing.T) {
	s := model(0, 1000, queue(exp(2), exp(1), 1))
	later := *s.Things[s.Find("station.s")].Spec.(*Station)
	later.Servers = 2
	s.Dated = []Dated{{On: s.Run.Start.Add(h(480)), Things: []Thing{{Path: "station.s", Spec: &later}}}}
	o, _ := Without(s, "drawn-times")
	if got := o.Dated[0].Things[0].Spec.(*Station); !got.Service.IsConstant() || got.Servers != 2 || later.Service.IsConstant() {
		t.Errorf("after the change: %+v, and what it was made of: %+v", got, later)
	}
}

// TestWithoutDatedEither: every parameter that a switch turns at the beginning it turns in what changes inside the run.
func TestWithoutDatedEither(t *testing.T) {
	s := everyParameter()
	s.Dated = []Dated{{On: s.Run.Start.Add(h(480)), Things: clone(s).Things}}
	for _, m := range Mechanisms {
		off, _ := Without(s, m.Name)
		if !reflect.DeepEqual(off.Things, off.Dated[0].Things) {
			t.Errorf("%s: the change inside the run is not as the beginning", m.Name)
		}
	}
}

// TestMechanismTitles: a table has room for each, no two are the same, and a sentence may begin with it.
func TestMechanismTitles(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Mechanisms {
		if n := len(m.Title); n == 0 || n > 29 || m.Title[0] < 'A' || m.Title[0] > 'Z' || m.Title[n-1] == '.' || seen[m.Title] {
			t.Errorf("%s: title %q", m.Name, m.Title)
		}
		seen[m.Title] = true
	}
}
