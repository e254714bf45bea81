package corridor

import (
	"strings"
	"testing"

	"corridor/sim/des"
)

// rareLooks is a ring of waits that goes through a loading ban at y: cargo at x may not leave for y, so the store there stays
// full, and a train that is not unloaded keeps the wagons which the train at y lacks for its own store. The queue before y
// is long when the ban begins, on day 30; later the ring has one train in it, by which the ban, looked at again on day 60, is lifted or not.
func rareLooks(release Ratio) *Scenario {
	cargo := func(route Ref, days float64, train Ref) Spec {
		return flowTo(string(route), func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(24*days)), des.Constant(10), train })
	}
	empty := func(route, direction string) Spec {
		f := backTo(route, "train.e").(*Flow)
		f.Direction = direction
		return f
	}
	kind := func(n int64, u Unit, wagons int) Spec {
		return newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{n, u}, wagons })
	}
	return model(0, 24*365, map[string]Spec{
		"flow.g": cargo("route.g", 5, "train.u"), "flow.f": cargo("route.f", 33, "train.t"), "flow.h": cargo("route.h", 38, "train.t"),
		"flow.xy": empty("route.xy", "west"), "flow.xo": empty("route.f", "east"), "flow.zo": empty("route.oz", "east"),
		"train.t": kind(10, Items, 10), "train.u": kind(10, Items, 1), "train.e": kind(1, Trains, 10),
		"route.g":  routeOf("terminal.o2", "rail.o2x", "terminal.x", "rail.xy", "port.y"),
		"route.f":  routeOf("terminal.o", "rail.ox", "terminal.x"),
		"route.h":  routeOf("port.w", "sea.s", "port.y", "rail.yz", "terminal.z"),
		"route.xy": routeOf("terminal.x", "rail.fast", "port.y"), "route.oz": routeOf("terminal.o", "rail.oz", "terminal.z"),
		"terminal.o": terminalOf(), "terminal.o2": terminalOf(), "terminal.z": terminalOf(), "port.w": portOf(),
		"terminal.x": terminalOf(func(x *Terminal) { x.Storage = []Amount{{10, Items}} }),
		"port.y": portOf(func(p *Port) {
			p.Storage = []Amount{{10, Items}}
			p.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Cranes: 1, Fixed: hours(24), Hours: "calendar.winter",
				Ban: &Ban{Trains: 2, Release: &release, Every: new(30 * des.Day), Window: new(30 * des.Day)}}}}
		}),
		"calendar.winter": &Calendar{Open: []string{"always"}, Holidays: []string{"2024-01-02/2024-01-31"}, Timezone: "UTC"},
		"sea.s":           seaOf("port.w", "port.y"), "vessel.v": vesselOf(1, 10, hours(4)),
		"rail.o2x": runOf(12), "rail.ox": runOf(24), "rail.xy": runOf(336), "rail.fast": runOf(24), "rail.yz": runOf(24), "rail.oz": runOf(24),
		"wagon.r": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 10, []Ref{"train.t"}
			v.Stock = Map[Stock]{
				{"o", Stock{Places: []Ref{"terminal.o"}, Share: 1}}, {"x", Stock{Places: []Ref{"terminal.x"}, Return: []Ref{"flow.xy", "flow.xo"}}},
				{"y", Stock{Places: []Ref{"port.y"}}}, {"z", Stock{Places: []Ref{"terminal.z"}, Return: []Ref{"flow.zo"}}},
			}
		}),
	})
}

// TestBanThatIsLookedAtSeldom: of two trains at most in a row, one that stands there lifts the ban, though it be looked at again in
// a month only: until then there is no deadlock, and cargo goes on after. Where the row must have gone there is one.
func TestBanThatIsLookedAtSeldom(t *testing.T) {
	w := New(rareLooks(1), Choices{Seed: 1})
	w.begin()
	for now := at(0); now < at(24*100); {
		now = now.Add(5 * des.Day)
		drive(w, now, nil)
		if c := w.jam.look(w); c != none {
			t.Fatalf("the next look lifts the ban, but: %v: %s", now, w.jam.describe(c))
		}
		x := w.places[w.scenario.Find("port.y")].(*depot).sidings[0].ban
		if (now == at(24*40) || now == at(24*65)) && x.on != (now == at(24*40)) {
			t.Errorf("%v: banned: %v", now, x.on)
		}
	}
	text := failure(New(rareLooks(0), Choices{Seed: 1}))
	if !strings.Contains(text, "at 42 d") || !strings.Contains(text, "the end of a loading ban") {
		t.Errorf("the ban goes on for ever, but: %q", text)
	}
}

// TestBanWithAnotherWay: the same ring is none where cargo that has been held by the ban for 10 d takes another way, at the next look.
func TestBanWithAnotherWay(t *testing.T) {
	s := rareLooks(0)
	m, after := specsOf(s), ofDays(10)
	m["route.g2"] = routeOf("terminal.o2", "rail.o2x", "terminal.x", "rail.xv", "terminal.v")
	m["rail.xv"], m["terminal.v"] = runOf(24), terminalOf()
	g := m["flow.g"].(*Flow)
	g.Route, g.Reroute, g.RerouteAfter = Choice{{"route.g", 1}, {"route.g2", 0}}, "under way", &after
	s.Things = things(m)
	w := New(s, Choices{Seed: 1})
	if text, n := failure(w), metrics(w)["flow.g.rerouted"]; text != "" || n < 10 {
		t.Errorf("%v pieces a year take another way: %q", n, text)
	}
}
