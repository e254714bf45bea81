package corridor

import (
	"math"
	"testing"
	"time"

	"corridor/sim/des"
)

// underWay makes a flow whose cargo may take another route under way.
func underWay(f *Flow) {
	f.Reroute, f.Route = "under way", Choice{{"route.a", 1}, {"route.b", 0}}
}

func shutFrom(day int, places ...Ref) *Closure {
	return &Closure{Places: places, From: time.Date(2024, 1, day, 0, 0, 0, 0, time.UTC)}
}

// forkAhead is a way of 10 h to a fork, and of 2 h or 5 h beyond it; the first is closed from hour 48 on.
func forkAhead(reroute bool, after *time.Duration, until time.Time) *Scenario {
	m := map[string]Spec{
		"flow.f": flowTo("route.a", func(f *Flow) {
			f.Every = every(hours(1))
			underWay(f)
			if !reroute {
				f.Reroute = "at birth"
			}
			f.RerouteAfter = after
		}),
		"route.a": routeOf("station.s", "station.a"), "route.b": routeOf("station.s", "station.b"),
		"station.s": staffed(0, 10), "station.a": staffed(0, 2), "station.b": staffed(0, 5), "closure.c": shutFrom(3, "station.a"),
	}
	m["closure.c"].(*Closure).Until = until
	return model(0, 96, m)
}

// TestRerouteOnTheLine: a unit an hour from hour 1 on needs 10 h to the fork, then 2 h one way and 5 h the other. The first way
// is closed at hour 48: those born from then on take the second, and of those under way the ten that are not past the fork
// (born at hours 38 to 47). All 84 that are out by hour 96 have 12 or 15 h.
func TestRerouteOnTheLine(t *testing.T) {
	for _, c := range []struct {
		name             string
		s                *Scenario
		a, rerouted, sum float64
	}{
		{"under way", forkAhead(true, nil, time.Time{}), 37, 10, 37*12 + 44*15},
		{"at birth", forkAhead(false, nil, time.Time{}), 47, 0, 47*12 + 34*15},
	} {
		m := run(t, c.s, 0)
		if got := m["station.a.waiting.n"]; got != c.a {
			t.Errorf("%s: %g by the way that closes, want %g", c.name, got, c.a)
		}
		if got := m["flow.f.rerouted"] * c.s.Run.years(); !(math.Abs(got-c.rerouted) <= 1e-9) {
			t.Errorf("%s: %g have changed their way, want %g", c.name, got, c.rerouted)
		}
		if got := m["flow.f.time.mean"] * m["flow.f.rate"] * 96; !(math.Abs(got-c.sum) <= 1e-6) {
			t.Errorf("%s: %g h in all, want %g", c.name, got, c.sum)
		}
	}
	// A closure of a day counts unless it lasts no longer than what is waited for; what is born in it avoids it always. By hour 96
	// those born at hours 72 to 86 come to the first way, too.
	day4 := time.Date(2024, 1, 4, 0, 0, 0, 0, time.UTC)
	for after, want := range map[time.Duration][2]float64{23 * time.Hour: {37 + 15, 24 + 10}, 24 * time.Hour: {47 + 15, 24}} {
		m := run(t, forkAhead(true, &after, day4), 0)
		if a, b := m["station.a.waiting.n"], m["station.b.waiting.n"]; a != want[0] || b != want[1] {
			t.Errorf("with what lasts no longer than %v waited for, %g and %g go the two ways, want %v", after, a, b, want)
		}
	}
}

// TestPastTheLastChoice: a closure stops nobody who is past the fork: with 3 h between the fork and the place that closes, the three who
// are there at hour 48 pass it without a wait, whether or not others turn off.
func TestPastTheLastChoice(t *testing.T) {
	for reroute, want := range map[bool]float64{true: 37, false: 47} {
		m := specsOf(forkAhead(reroute, nil, time.Time{}))
		m["route.a"], m["station.m"] = routeOf("station.s", "station.m", "station.a"), staffed(0, 3)
		got := run(t, model(0, 96, m), 0)
		if n, wait := got["station.a.waiting.n"], got["station.a.waiting.mean"]; n != want || wait != 0 {
			t.Errorf("reroute %v: %g pass the closed place after %g h, want %g after none", reroute, n, wait, want)
		}
	}
}

// TestRerouteAshore: a unit an hour comes to a port and waits for a ship, or a train, that takes a hundred. On day 3 its way is closed:
// the 47 that wait go over to the other way, where a ship or train that takes sixty leaves with those born until hour 60, and is there at
// hour 70: the mean time is 70 - 61/2 h. Where they stay, sixty are together at hour 107 only.
func TestRerouteAshore(t *testing.T) {
	rail := newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 })
	for _, way := range []string{"sea", "rail"} {
		for _, reroute := range []string{"under way", "at birth"} {
			m := map[string]Spec{
				"flow.f":    flowTo("route.a", func(f *Flow) { f.Every = every(hours(1)); underWay(f); f.Reroute = reroute }),
				"route.a":   routeOf("station.o", "port.y", Ref(way+".a"), "port.a"),
				"route.b":   routeOf("station.o", "port.y", Ref(way+".b"), "port.b"),
				"station.o": staffed(0, 0), "port.y": portOf(), "port.a": portOf(), "port.b": portOf(),
				"closure.c": shutFrom(3, "port.a"),
			}
			m["sea.a"], m["sea.b"], m["rail.a"], m["rail.b"] = seaOf("port.y", "port.a"), seaOf("port.y", "port.b"), rail, rail
			if way == "sea" {
				m["vessel.a"] = vesselOf(1, 100, hours(10), func(v *Vessel) { v.On = only("sea.a") })
				m["vessel.b"] = vesselOf(1, 60, hours(10), func(v *Vessel) { v.On = only("sea.b") })
			} else {
				m["train.t"] = newOf(trainKind, func(k *Train) { k.Load = Amount{60, Items} })
				m["flow.f"].(*Flow).Train = "train.t"
			}
			for by, want := range map[float64]map[string]float64{71: {"under way": 60, "at birth": 0}, 118: {"under way": 60, "at birth": 60}} {
				s := model(0, by, m)
				got := run(t, s, 0)
				x, mean := got["flow.f.rate"]*by, 70-30.5
				if reroute == "at birth" {
					mean = 117 - (48+107)/2.
				}
				if n := want[reroute]; !(math.Abs(x-n) <= 1e-9) || n > 0 && !(math.Abs(got["flow.f.time.mean"]-mean) <= 1e-9) {
					t.Errorf("%s, %s: by hour %g %g units there after %g h, want %g after %g", way, reroute, by, x, got["flow.f.time.mean"], n, mean)
				}
				if x := got["flow.f.rerouted"] * s.Run.years(); reroute == "under way" && !(math.Abs(x-47) <= 1e-9) {
					t.Errorf("%s: %g changed their way, want 47", way, x)
				}
			}
		}
	}
}

// TestRerouteByAnOpenWay: of two other ways beyond the fork one is closed, too, so all ten that are not past it at hour 48 take the third.
func TestRerouteByAnOpenWay(t *testing.T) {
	m := specsOf(forkAhead(true, nil, time.Time{}))
	m["flow.f"].(*Flow).Route = Choice{{"route.a", 1}, {"route.b", 0}, {"route.c", 0}}
	m["route.c"], m["station.c"] = routeOf("station.s", "station.c"), staffed(0, 7)
	m["closure.c"].(*Closure).Places = []Ref{"station.a", "station.b"}
	s := model(0, 96, m)
	got := run(t, s, 0)
	a, b, c, n := got["station.a.waiting.n"], got["station.b.waiting.n"], got["station.c.waiting.n"], got["flow.f.rerouted"]*s.Run.years()
	if a != 37 || b != 0 || c != 10+39 || !(math.Abs(n-10) <= 1e-9) { // those born until hour 86 are there by hour 96
		t.Errorf("%g, %g and %g by the three ways, %g of them rerouted; want 37, 0, 49 and 10", a, b, c, n)
	}
}

// TestRerouteIntoClosureBefore: a closure counts from the start of the run. That of the second way began long before, and ends 72 h after
// the start: the ten who are under way when the first closes at hour 48 take that way if they go through closures of 72 h, else the third.
// Those who are born from then on, in 24 h, take the third, and after that the second.
func TestRerouteIntoClosureBefore(t *testing.T) {
	for hours, want := range map[float64][2]float64{72: {10 + 15, 24}, 71: {15, 24 + 10}} {
		after := h(hours)
		m := specsOf(forkAhead(true, &after, time.Time{}))
		m["flow.f"].(*Flow).Route = Choice{{"route.a", 0.5}, {"route.b", 0.5}, {"route.c", 0}}
		m["route.c"], m["station.c"] = routeOf("station.s", "station.c"), staffed(0, 7)
		m["closure.d"] = &Closure{Places: []Ref{"station.b"}, From: time.Date(2023, 11, 1, 0, 0, 0, 0, time.UTC), Until: jan(4)}
		got := run(t, model(0, 96, m), 0)
		if a, b, c := got["station.a.waiting.n"], got["station.b.waiting.n"], got["station.c.waiting.n"]; a != 37 || b != want[0] || c != want[1] {
			t.Errorf("who goes through closures of %g h: %g, %g and %g by the three ways, want 37 and %v", hours, a, b, c, want)
		}
	}
}

// TestRerouteOfTrains: each hour a train takes a piece of two flows, and comes to the fork ten hours later. When the way beyond it
// closes, the ten trains that are not there yet take the other, but only if the cargo of both flows may; and end where that does.
func TestRerouteOfTrains(t *testing.T) {
	for both, want := range map[bool]float64{true: 10, false: 0} {
		rail := func(h float64) Spec { return newOf(railKind, func(r *Rail) { r.Length, r.Speed = Length(3600*h), 1 }) }
		m := map[string]Spec{
			"route.a": routeOf("terminal.x", "rail.l", "rail.a", "terminal.a"), "route.b": routeOf("terminal.x", "rail.l", "rail.b", "terminal.b"),
			"terminal.x": terminalOf(), "terminal.a": terminalOf(), "terminal.b": terminalOf(),
			"rail.l": rail(10), "rail.a": rail(2), "rail.b": rail(5), "closure.c": shutFrom(3, "terminal.a"),
			"train.t": newOf(trainKind, func(k *Train) { k.Load = Amount{2, Items} }),
		}
		for _, name := range []string{"flow.f", "flow.g"} {
			m[name] = flowTo("route.a", func(f *Flow) {
				f.Every, f.Train = every(hours(1)), "train.t"
				if underWay(f); name == "flow.g" && !both {
					f.Reroute = "at birth"
				}
			})
		}
		s := model(0, 96, m)
		got := run(t, s, 0)
		for _, name := range []string{"flow.f", "flow.g"} {
			if x := got[name+".rerouted"] * s.Run.years(); name == "flow.f" || both {
				if !(math.Abs(x-want) <= 1e-9) {
					t.Errorf("both %v: %g of %s changed their way, want %g", both, x, name, want)
				}
			}
		}
		there := 47 - want // by the way that closes
		if x := got["flow.f.time.mean"] * got["flow.f.rate"] * 96; !(math.Abs(x-(there*12+(81-there)*15)) <= 1e-6) {
			t.Errorf("both %v: %g h in all, want %g", both, x, there*12+(81-there)*15)
		}
	}
}

// TestRerouteFromBan: the ban of TestBanByHand begins at the look of hour 1008. Cargo for two trains comes at hour 1100 and does
// not wait for longer than 30 h: at the look of hour 1152 it takes the way without a ban, 10 h long.
func TestRerouteFromBan(t *testing.T) {
	s := banned1(&Ban{Trains: 3})
	m := specsOf(s)
	after := 30 * time.Hour
	m["route.b"], m["rail.b"], m["terminal.c"] = routeOf("terminal.a", "rail.b", "terminal.c"), m["rail.l"], terminalOf()
	m["flow.second"].(*Flow).Route = Choice{{"route.r", 1}, {"route.b", 0}}
	m["flow.second"].(*Flow).Reroute, m["flow.second"].(*Flow).RerouteAfter = "under way", &after
	s.Things = things(m)
	got := run(t, s, 0)
	if x, n := got["flow.second.time.mean"], got["flow.second.rerouted"]*s.Run.years(); !(math.Abs(x-62) <= 1e-9) || !(math.Abs(n-2) <= 1e-9) {
		t.Errorf("%g pieces change their way and are there after %g h, want 2 after 62", n, x)
	}
	m["flow.second"].(*Flow).RerouteAfter = nil
	if n := run(t, s, 0)["flow.second.rerouted"]; n != 0 {
		t.Errorf("%g pieces a year change their way without a time that they wait for", n)
	}
}

// TestRerouteFromBanOfTheWaiting: what has waited since hour 900 for a train of two pieces, or for 150 h to be over, has not been held for
// longer than the ban lasts, which begins at hour 1008: at the look of hour 1056, not before, it takes the way without one, where it waits
// for 150 h, as whoever comes there.
func TestRerouteFromBanOfTheWaiting(t *testing.T) {
	m := specsOf(banned1(&Ban{Trains: 3}))
	after := 30 * time.Hour
	m["route.b"], m["rail.b"], m["terminal.c"] = routeOf("terminal.a", "rail.b", "terminal.c"), m["rail.l"], terminalOf()
	m["train.u"] = newOf(trainKind, func(k *Train) { k.Load, k.OrAfter = Amount{2, Items}, h(150) })
	f := m["flow.second"].(*Flow)
	f.Every, f.Batch, f.Train, f.Route = every(hours(900)), des.Constant(1), "train.u", Choice{{"route.r", 1}, {"route.b", 0}}
	f.Reroute, f.RerouteAfter = "under way", &after
	s := model(1, 1700, m)
	if got := run(t, s, 0); !(math.Abs(got["flow.second.time.mean"]-(1056+150+10-900)) < 1e-9) {
		t.Errorf("the piece is there after %g h, want %d", got["flow.second.time.mean"], 1056+150+10-900)
	}
}

// TestRerouteFaults: empty wagons take no other way. What is said of other ways where there is none is no error (TestKeysWithoutEffect).
func TestRerouteFaults(t *testing.T) {
	s := circuit(10, map[string]Spec{})
	if faults := Check(s); len(faults) > 0 {
		t.Fatal(faults)
	}
	spec[*Flow](s, "flow.back").Reroute = "under way"
	if faults := Check(s); len(faults) != 1 || faults[0].Path != "flow.back.reroute" {
		t.Errorf("%v, want one of flow.back.reroute", faults)
	}
	for _, doubt := range Doubts(s) {
		t.Errorf("besides, %v", doubt)
	}
}
