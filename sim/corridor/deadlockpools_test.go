package corridor

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// TestDeadlockOfWagons: trains that hold all wagons before a full store, while the cargo that fills it has none to go on in, are
// named, and so is the pool. Where half of the wagons are left for the store, cargo arrives.
func TestDeadlockOfWagons(t *testing.T) {
	of := func(count int, leaves Ratio) *Scenario {
		empties := func(route, direction string) Spec {
			f := backTo(route, "train.e")
			f.(*Flow).Direction = direction
			return f
		}
		return model(0, 3000, map[string]Spec{
			"flow.f":      flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(10)), des.Constant(10), "train.t" }),
			"flow.back-c": empties("route.c", "east"),
			"flow.back-b": empties("route.b", "east"),
			"flow.out":    empties("route.b", "west"),
			"train.t":     newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Items}, 10 }),
			"train.e":     newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 }),
			"route.r":     routeOf("terminal.a", "rail.l", "terminal.b", "rail.m", "terminal.c"),
			"route.b":     routeOf("terminal.a", "rail.l", "terminal.b"),
			"route.c":     routeOf("terminal.a", "rail.n", "terminal.c"),
			"terminal.a":  terminalOf(), "terminal.c": unloads(2),
			"terminal.b": terminalOf(func(x *Terminal) {
				x.Siding, x.Storage = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(2)}}}, []Amount{{10, Items}}
				x.Dwell = Both[des.Dist]{hours(30), hours(30)}
			}),
			"rail.l": runOf(10), "rail.m": runOf(10), "rail.n": runOf(20),
			"wagon.pool": newOf(wagonKind, func(v *Wagon) {
				v.Count, v.Trains = count, []Ref{"train.t"}
				v.Stock = Map[Stock]{
					{"a", Stock{Places: []Ref{"terminal.a"}, Share: 1, Leaves: leaves, Return: []Ref{"flow.out"}}},
					{"b", Stock{Places: []Ref{"terminal.b"}, Return: []Ref{"flow.back-b"}}},
					{"c", Stock{Places: []Ref{"terminal.c"}, Return: []Ref{"flow.back-c"}}},
				}
			}),
		})
	}
	text := failure(New(of(20, 0), Choices{Seed: 1}))
	for _, want := range []string{
		"deadlock: 5 carriers can never move again", "wagon.pool, of which 20 of 20 wagons are held",
		"of flow.f, which has been at terminal.b for", "waits for room in the store there",
		"cargo of flow.f, which has waited", "at terminal.b for wagons",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	w := New(of(40, 0.5), Choices{Seed: 1})
	if text, m := failure(w), metrics(w); text != "" || m["flow.f.carried"] < 1000 {
		t.Errorf("with wagons left for the store %v items a year arrive: %q", m["flow.f.carried"], text)
	}
}

func runOf(hours Length) Spec {
	return newOf(railKind, func(r *Rail) { r.Length, r.Speed = hours*3600, 1 })
}

// TestDeadlocksOfPoolsAreReal: in random corridors of terminals and a port with narrow stores and few wagons, whoever is said to
// be stuck never moves again.
func TestDeadlocksOfPoolsAreReal(t *testing.T) {
	found, ships := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		w := New(drawCrowded(rt), Choices{Seed: 1})
		w.begin()
		for now := at(0); now < at(24*100); {
			now = now.Add(lookout)
			drive(w, now, nil)
			first := w.jam.look(w)
			if first == none {
				continue
			}
			found++
			if slices.Contains(w.jam.stuck[w.jam.ships():w.jam.piles()], true) {
				ships++
			}
			text, stand := w.jam.describe(first), stands(&w.jam)
			before := stand()
			drive(w, now.Add(60*des.Day), nil)
			if after := stand(); !slices.Equal(before, after) {
				rt.Fatalf("somebody who was said to be stuck has moved: %s\n%v\n%v", text, before, after)
			}
			return
		}
	})
	t.Logf("%d deadlocks, %d of them with ships", found, ships)
}

// drawCrowded draws a chain of terminals with narrow stores, at each of which cargo changes trains, in both directions; perhaps
// it begins beyond a sea. The wagons of all trains are one pool, and go back empty to where they lack.
func drawCrowded(t *rapid.T) *Scenario {
	count := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(t, name) }
	load := Amount{10, Items}
	m := map[string]Spec{
		"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = load, 10 }),
		"train.e": newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 }),
	}
	sidings := func() (Map[Siding], []Amount, Both[des.Dist]) {
		s := Siding{Takes: []string{"items"}, Receiving: count("receiving", 0, 3), Departure: count("departure", 0, 2), Fixed: hours(float64(count("fixed", 1, 5)))}
		if count("ban", 0, 3) == 0 {
			s.Ban = &Ban{Trains: count("ban trains", 1, 3), Exceptions: Frequency(count("exceptions", 0, 1))}
		}
		return Map[Siding]{{"s", s}}, []Amount{{int64(count("store", 10, 30)), Items}}, Both[des.Dist]{hours(float64(count("dwell", 0, 30))), hours(float64(count("dwell", 0, 30)))}
	}
	terminal := func(x *Terminal) { x.Siding, x.Storage, x.Dwell = sidings() }
	n := count("terminals", 3, 4)
	pool := newOf(wagonKind, func(v *Wagon) { v.Count, v.Trains = 10*count("trains of wagons", 2, 6), []Ref{"train.t"} })
	v := pool.(*Wagon)
	var path, rails []Ref
	sea := rapid.Bool().Draw(t, "sea")
	if sea {
		m["port.far"], m["sea.s"] = portOf(), seaOf("port.far", "port.t0")
		m["vessel.v"] = vesselOf(count("ships", 1, 4), 10, hours(float64(count("passage", 1, 20))), func(v *Vessel) { v.Sail.Light = true })
		path = append(path, "port.far", "sea.s")
	}
	for i := range n {
		at := Ref(fmt.Sprintf("terminal.t%d", i))
		if i == 0 && sea {
			at = "port.t0"
			m[string(at)] = portOf(func(p *Port) {
				p.Siding, p.Storage, p.Dwell = sidings()
				p.Berth = Map[Berth]{{"only", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{5, Items}}}}}
			})
		} else {
			m[string(at)] = terminalOf(terminal)
		}
		if i > 0 {
			rail := Ref(fmt.Sprintf("rail.l%d", i))
			m[string(rail)] = runOf(Length(count("hours", 5, 20)))
			path, rails = append(path, rail), append(rails, rail)
		}
		path = append(path, at)
		v.Stock = append(v.Stock, Entry[Stock]{fmt.Sprintf("t%d", i), Stock{Places: []Ref{at}, Leaves: Ratio(count("leaves", 0, 1)) / 4}})
	}
	v.Stock[0].Value.Share = 1
	home := v.Stock[0].Value.Places[0]
	for i := 1; i < n; i++ { // empty wagons run between the first stock and each other one, past those between
		route, far := fmt.Sprintf("route.e%d", i), v.Stock[i].Value.Places[0]
		m[route] = routeOf(append(append([]Ref{home}, rails[:i]...), far)...)
		for _, direction := range []string{"west", "east"} {
			name := fmt.Sprintf("flow.e%d-%s", i, direction)
			m[name] = backTo(route, "train.e")
			m[name].(*Flow).Direction = direction
			from := []int{0, i}[oneIf(direction == "east")]
			v.Stock[from].Value.Return = append(v.Stock[from].Value.Return, Ref(name))
		}
	}
	m["wagon.pool"], m["route.r"] = pool, routeOf(path...)
	for _, direction := range []string{"west", "east"} {
		m["flow."+direction] = flowTo("route.r", func(f *Flow) {
			f.Direction, f.Every, f.Batch, f.Train = direction, every(exp(float64(count("interval", 3, 20)))), des.Constant(10), "train.t"
		})
	}
	return model(0, 4000, m)
}

// stands gives what changes if any of the carriers moves that a look has found to be stuck.
func stands(d *deadlock) func() []uint64 {
	w := d.w
	var look []func() []uint64
	for c, is := range d.stuck {
		switch {
		case !is:
		case c >= d.lends():
			p := w.pools[c-d.lends()]
			look = append(look, func() []uint64 { return []uint64{uint64(p.stat.loads)} })
		case c >= d.piles():
			p := w.piles[c-d.piles()]
			look = append(look, func() []uint64 {
				x := w.cargo[p.items.Peek()]
				return []uint64{x.serial, uint64(x.first)}
			})
		case c >= d.ships():
			s := c - d.ships()
			look = append(look, func() []uint64 { return []uint64{uint64(w.ships[s].state), uint64(w.ships[s].since)} })
		default:
			look = append(look, func() []uint64 {
				tr := w.trains[c]
				return []uint64{tr.serial, uint64(tr.visit), uint64(tr.gen), uint64(tr.in)}
			})
		}
	}
	return func() (out []uint64) {
		for _, f := range look {
			out = append(out, f()...)
		}
		return out
	}
}
