package corridor

import (
	"math"
	"testing"
	"time"
)

// approach is two lanes of 10 h, of a fleet each, to port b, which has a channel of 2 h for so many ships.
func approach(ships int, length float64, m map[string]Spec) *Scenario {
	for path, s := range map[string]Spec{
		"route.q": routeOf("port.c", "sea.t", "port.b"), "port.c": portOf(), "sea.t": seaOf("port.c", "port.b"),
		"port.b":   newOf(portKind, func(p *Port) { p.Channel = &Channel{Ships: ships, Takes: 2 * time.Hour} }),
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(100)), des10 }),
		"vessel.v": vesselOf(1, 10, hours(10), func(v *Vessel) { v.Sail.Light = false }),
		"flow.g":   flowTo("route.q", func(f *Flow) { f.Every, f.Batch = every(hours(100)), des10 }),
		"vessel.u": vesselOf(1, 10, hours(10), func(v *Vessel) { v.On, v.Sail.Light = only("sea.t"), false }),
	} {
		if _, given := m[path]; !given {
			m[path] = s
		}
	}
	s := crossing(length, m)
	s.Run.LeadIn = 0
	return s
}

// TestChannel: the ships of two fleets come off the port at hour 110. One after another they are in at hours 112 and 114; both at
// once, at hour 112. What waits at the port for the first ship is then at sea from hour 112 on, or, behind the second ship, from hour 114,
// and in either case 2 h longer in the channel. The second ship leaves, empty, as soon as it can: at hour 116, or 112.
func TestChannel(t *testing.T) {
	for ships, want := range map[int][3]float64{1: {12, 14, 76}, 2: {12, 12, 74}} {
		s := approach(ships, 199, map[string]Spec{"flow.out": flowTo("route.r", func(f *Flow) {
			f.Direction, f.Every, f.Batch = "east", every(hours(50)), des10
		})})
		s.Run.Length = h(130)
		m := run(t, s, 0)
		for i, name := range []string{"flow.f.time.mean", "flow.g.time.mean", "flow.out.time.mean"} {
			if !(math.Abs(m[name]-want[i]) <= 1e-9) {
				t.Errorf("%d at a time: %s is %g h, want %g", ships, name, m[name], want[i])
			}
		}
		if got, want := m["port.b.channel.occupied.mean"]*130, 4*2.; !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%d at a time: %g h of ships in the channel, want %g", ships, got, want)
		}
		if got, want := m["port.b.channel.waiting.mean"]*4, map[int]float64{1: 6, 2: 0}[ships]; !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%d at a time: %g h of waiting in all, want %g", ships, got, want)
		}
	}
}

// TestChannelInStorm: a storm from hour 105 to hour 120 lets ships that left at hour 100 make half their way, so that they come 5 h late,
// at hour 115, and closes the port to them.
func TestChannelInStorm(t *testing.T) {
	s := approach(1, 199, map[string]Spec{"basin.x": newOf(basinKind, func(b *Basin) {
		b.Slow, b.Dates = 0.5, &Almanac{"storms.csv", []Gale{gale(105, 120, "b")}}
		b.Port = Map[Closing]{{"b", Closing{}}}
	})})
	m := run(t, s, 0)
	if a, b := m["flow.f.time.mean"], m["flow.g.time.mean"]; a != 22 || b != 24 {
		t.Errorf("%g and %g h to the port, want 22 and 24", a, b)
	}
	if late, held := m["flow.g.step.01.weather"], m["flow.g.step.02.weather"]; late != 5 || held != 5 {
		t.Errorf("%g h late and %g h held by the storm, want 5 and 5", late, held)
	}
}

// TestChannelFull: more ships than the channel takes, with all the cargo that they can carry one way: a load of ten goes through every
// 4 h, for a ship that comes in and one that goes out. So it is on paper.
func TestChannelFull(t *testing.T) {
	s := approach(1, 4000, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(2)), des10 }),
		"flow.g":   flowTo("route.q", func(f *Flow) { f.Every, f.Batch = every(hours(2000)), des10 }),
		"vessel.v": vesselOf(20, 10, hours(10)),
	})
	m := run(t, s, 0)
	if got := m["flow.f.rate"] + m["flow.g.rate"]; !(math.Abs(got/2.5-1) <= 0.02) {
		t.Errorf("%g pieces an hour through the channel, want 2.5", got)
	}
	for _, c := range Installed(s, "") { // 20 ships on rounds of 24 h have room for 8.33 pieces an hour
		if c.Path == "sea.s.items.west" && !(math.Abs(c.Use-5*24/200.) <= 0.01) {
			t.Errorf("ships are used %g times on paper, want 0.6", c.Use)
		}
		if c.Path == "port.b.channel" && !(math.Abs(c.Use-(5+0.005)/2.5) <= 0.01) {
			t.Errorf("on paper it is used %g times, want 2", c.Use)
		}
	}
}

// TestChannelComesAndGoes: a ship makes a passage of 10 h, and one of 12 h while its port has a channel of 2 h, from one day on or until
// one. Where many ships queue for the channel when it goes, they all sail on.
func TestChannelComesAndGoes(t *testing.T) {
	none := func() Spec {
		return portOf(func(p *Port) { p.Berth = Map[Berth]{{"x", Berth{Count: 9, Takes: []Ref{"vessel.v"}}}} })
	}
	with := func(ships int, takes float64) Spec {
		p := none().(*Port)
		p.Channel = &Channel{Ships: ships, Takes: h(takes)}
		return p
	}
	for name, c := range map[string]struct {
		ships         int
		before, after Spec
		want          float64
	}{
		"comes":                {1, none(), with(1, 2), 72 + 60},
		"goes":                 {1, with(1, 2), none(), 60 + 72},
		"is longer":            {1, with(1, 2), with(1, 8), 60 + 40},
		"is full, then goes":   {4, with(1, 10), none(), 72 + 4*72}, // one ship each 10 h passes it, in or out
		"is full, then larger": {4, with(1, 10), with(4, 10), 72 + 4*36},
	} {
		s := shuttle(c.ships, 1e5, map[string]Spec{"port.b": c.after})
		s.Things[s.Find("port.b")].Spec = c.before
		if faults := Check(s); len(faults) > 0 {
			t.Fatalf("%s: %v", name, faults)
		}
		w := New(s, Choices{Seed: 1})
		w.Run()
		if got := metrics(w)["vessel.v.sailings"]; !(math.Abs(got-c.want) <= 6) {
			t.Errorf("%s: %v sailings, want %v", name, got, c.want)
		}
		if path := w.ships[0].on.base; name == "goes" && path != h(10) || name == "comes" && path != h(12) {
			t.Errorf("%s: a passage is reckoned with %v", name, path)
		}
	}
}
