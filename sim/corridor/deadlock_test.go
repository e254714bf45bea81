package corridor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// TestDeadlockIsNamed: rules that can make carriers wait for each other in a ring fail the replication, and say who, where
// and for how long.
func TestDeadlockIsNamed(t *testing.T) {
	westAndEast := func(m map[string]Spec, change func(*Flow)) map[string]Spec {
		for _, direction := range []string{"west", "east"} {
			m["flow."+direction] = flowTo("route.r", func(f *Flow) {
				f.Every, f.Direction = every(exp(1)), direction
				change(f)
			})
		}
		return m
	}
	siding := func(n int) Map[Siding] {
		return Map[Siding]{{"all", Siding{Takes: []string{"items"}, Receiving: n, Departure: n, Cranes: 1, Fixed: hours(0.5)}}}
	}
	shut := func(r *Rail) { r.Room = new(int); *r.Room = 1 }
	for name, c := range map[string]struct {
		m    map[string]Spec
		want []string
	}{
		"two full stations": {
			westAndEast(map[string]Spec{
				"route.r":   routeOf("station.a", "station.b"),
				"station.a": stationOf(1, exp(1), room(1)), "station.b": stationOf(1, exp(1), room(1)),
			}, func(*Flow) {}),
			[]string{"the train with flow.west#", ", which has been at station.a for", "waits for room in station.b", "the train with flow.east#", ", which has been at station.b for", "waits for room in station.a"},
		},
		"two full stations, one of which breaks down": {
			westAndEast(map[string]Spec{
				"route.r":   routeOf("station.a", "station.b"),
				"station.a": stationOf(1, exp(1), room(1)),
				"station.b": stationOf(1, exp(1), room(1), func(s *Station) { s.Outage = &Outage{Every: exp(24 * 60), Takes: hours(5)} }),
			}, func(*Flow) {}),
			[]string{"with flow.west", "waits for room in station.b", "waits for room in station.a"},
		},
		"two full stations with a single track between": {
			westAndEast(map[string]Spec{
				"route.r":   routeOf("station.a", "rail.l", "station.b"),
				"station.a": stationOf(1, exp(1), room(1)), "station.b": stationOf(1, exp(1), room(1)),
				"rail.l": newOf(railKind, func(r *Rail) {
					r.Length, r.Speed, r.Tracks, r.Loops = 3600, 1, 1, 2
					shut(r)
				}),
			}, func(*Flow) {}),
			[]string{"room in station.b", "room in station.a", "its turn there", "rail.l"},
		},
		"two full stations with a double track between": {
			westAndEast(map[string]Spec{
				"route.r":   routeOf("station.a", "rail.l", "station.b"),
				"station.a": stationOf(1, exp(1), room(1)), "station.b": stationOf(1, exp(1), room(1)),
				"rail.l": newOf(railKind, func(r *Rail) {
					r.Length, r.Speed, r.Headway = 3600, 1, h(0.1)
					shut(r)
				}),
			}, func(*Flow) {}),
			[]string{"room in station.b", "room in station.a", "its turn there", "rail.l"},
		},
		"two full terminals": { // each is passed twice in one direction, so what comes stands in the way of what goes
			map[string]Spec{
				"flow.f": flowTo("route.r", func(f *Flow) {
					f.Every, f.Batch, f.Train = every(hours(1)), des.Constant(8), "train.t"
				}),
				"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{2, Items} }),
				"route.r":    routeOf("terminal.b", "rail.l", "terminal.c", "rail.l", "terminal.b", "rail.l", "terminal.c"),
				"terminal.b": terminalOf(func(x *Terminal) { x.Siding, x.Storage = siding(1), []Amount{{2, Items}} }),
				"terminal.c": terminalOf(func(x *Terminal) { x.Siding, x.Storage = siding(1), []Amount{{2, Items}} }),
				"rail.l": newOf(railKind, func(r *Rail) {
					r.Length, r.Speed = 3600, 1
					shut(r)
				}),
			},
			[]string{"room in terminal.b", "waits for room in the store there", "at terminal.b for 6.8 d and waits for room in rail.l", "has been at rail.l"},
		},
		"a ship at the only berth waits for the store that another would empty": {
			map[string]Spec{
				"flow.f":  flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(1)), des.Constant(20) }),
				"route.r": routeOf("port.a", "sea.s", "port.b", "sea.t", "port.c"),
				"port.a":  portOf(), "port.c": portOf(),
				"port.b": portOf(func(p *Port) {
					p.Storage = []Amount{{10, Items}}
					p.Berth = Map[Berth]{{"only", Berth{Count: 1, Takes: []Ref{"vessel.v", "vessel.u"}, Rate: []Throughput{{10, Items}}}}}
				}),
				"sea.s": seaOf("port.a", "port.b"), "sea.t": seaOf("port.b", "port.c"),
				"vessel.v": vesselOf(4, 10, hours(1)),
				"vessel.u": vesselOf(1, 10, hours(5), func(v *Vessel) { v.On = Choice{{"sea.t", 1}} }),
			},
			[]string{"vessel.v#", ", which has waited", "at port.b for room in the store", "vessel.u#0, which has waited", "for a berth"},
		},
	} {
		w := New(model(0, 3000, c.m), Choices{Seed: 1})
		text := failure(w)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q lacks %q", name, text, want)
			}
		}
	}
}

// failure runs a World and gives the text of its fault, or "".
func failure(w *World) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = r.(Failure).Error()
		}
	}()
	w.Run()
	return ""
}

// TestDeadlocksAreReal: in random corridors full of finite stations, lines and terminals, whoever is said to be stuck never moves again,
// and when the World stands still, it is said.
func TestDeadlocksAreReal(t *testing.T) {
	found, still := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		g := lines(rt)
		r := g.m["route.r"].(*Route)
		for i := range r.Path {
			name := Ref("station.s" + string(r.Path[i][len("rail.l"):]))
			g.m[string(name)] = stationOf(g.count("servers", 1, 2), exp(1), room(g.count("queue", 0, 2)), func(s *Station) {
				if g.count("outage", 0, 1) == 0 {
					s.Outage = &Outage{Every: exp(float64(g.count("life", 20, 200))), Takes: hours(float64(g.count("repair", 1, 20)))}
					s.Outage.Clock = []string{"", "working"}[g.count("clock", 0, 1)]
				} else if s.Servers == 2 && g.count("wide", 0, 1) == 0 {
					s.Of = Map[Served]{{"west", Served{Slots: 2}}}
				}
			})
			r.Path = append(r.Path, name)
		}
		r.Path = append(r.Path[:1:1], append([]Ref{r.Path[len(r.Path)-1]}, r.Path[1:]...)...)
		for _, direction := range []string{"west", "east"} {
			g.m["flow."+direction] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(exp(2)), direction })
		}
		w := g.world()
		w.begin()
		drive(w, at(300), nil)
		stuck := carrier(none)
		var visits []uint32
		if stuck = w.jam.look(w); stuck != none {
			found++
			for c, is := range w.jam.stuck[:w.jam.ships()] {
				if is {
					visits = append(visits, uint32(c), w.trains[c].visit, w.trains[c].gen)
				}
			}
		}
		moves := func() (n int64) {
			for _, x := range w.passed {
				n += x.pieces
			}
			return n
		}
		before := moves()
		drive(w, at(600), nil)
		for i := 0; i < len(visits); i += 3 {
			if tr := w.trains[visits[i]]; tr.visit != visits[i+1] || tr.gen != visits[i+2] {
				rt.Fatalf("train %d was said to be stuck, but has moved: %s", visits[i], w.jam.describe(stuck))
			}
		}
		if moves() == before {
			still++
			if w.jam.look(w) == none {
				rt.Fatalf("nothing moved in the last 300 of 600 h, but no deadlock was found")
			}
		}
	})
	t.Logf("%d deadlocks, %d corridors stood still", found, still)
}
