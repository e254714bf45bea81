package corridor

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
		"the train with flow.f#1, which has been at terminal.b for", "waits for room in the store there",
		"cargo flow.f#0, which has waited", "at terminal.b for wagons",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	cut := of(20, 0)
	fewer := *spec[*Wagon](cut, "wagon.pool")
	fewer.Count = 12
	text = failure(New(on(cut, 1, 3, map[string]Spec{"wagon.pool": &fewer}), Choices{Seed: 1}))
	if want := "wagon.pool, of which 20 of 20 wagons are held (count is 12 now: 8 of them leave the pool as soon as they are free)"; !strings.Contains(text, want) {
		t.Errorf("cut to 12 wagons while all are held: %q lacks %q", text, want)
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
// be stuck never moves again; and hardly ever does all stand still for 60 d without anybody being said to be stuck.
func TestDeadlocksOfPoolsAreReal(t *testing.T) {
	found, missed, ships, gauges, gates, loads, early := 0, 0, 0, 0, 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		w := New(drawCrowded(rt), Choices{Seed: 1})
		w.begin()
		var last des.Time // that anything moved
		var passed []passing
		for now := at(0); now < at(24*100); {
			now = now.Add(5 * des.Day)
			drive(w, now, nil)
			w.audit()
			if !slices.Equal(w.passed, passed) {
				last, passed = now, slices.Clone(w.passed)
			}
			first := w.jam.look(w)
			if first == none {
				continue
			}
			found++
			if slices.Contains(w.jam.stuck[w.jam.ships():w.jam.piles()], true) {
				ships++
			}
			if w.scenario.Find("border.g") != none {
				gauges++
			}
			if needsGates(&w.jam) {
				gates++
			}
			if needsLoads(&w.jam) {
				loads++
			}
			if w.epoch+1 < len(w.epochs) {
				early++
			}
			text, stand := w.jam.describe(first), stands(&w.jam)
			before := stand()
			drive(w, now.Add(60*des.Day), nil)
			if after := stand(); !slices.Equal(before, after) {
				rt.Fatalf("somebody who was said to be stuck has moved: %s\n%v\n%v", text, before, after)
			}
			return
		}
		if last < at(24*40) {
			missed++
		}
	})
	t.Logf("%d deadlocks, %d of them with ships, %d with a change of gauge, %d with a stock that is cut off, %d with a rest of a load, %d before a measure; %d more were missed", found, ships, gauges, gates, loads, early, missed)
	if missed > 1+found/200 {
		t.Errorf("%d corridors stood still without a deadlock being found, beside %d", missed, found)
	}
}

// needsGates tells whether a stock is cut off whose pool is not stuck as a whole.
func needsGates(d *deadlock) bool {
	for i := range d.stocks {
		if d.stuck[d.queueOf(i)] && !d.stuck[d.lends()+int(d.stocks[i].pool.number)-1] {
			return true
		}
	}
	return false
}

// needsLoads tells whether a store is full of cargo that waits for the rest of its load.
func needsLoads(d *deadlock) bool {
	for c, stuck := range d.stuck {
		if stuck && c >= d.gated() && d.waits(carrier(c)) && slices.ContainsFunc(slices.Clone(d.by), d.lacksLoad) {
			return true
		}
	}
	return false
}

// crowded draws a chain of terminals with narrow stores, at each of which cargo changes trains, in both directions; perhaps it
// begins beyond a sea, perhaps the gauge changes on the way. The wagons of a gauge are one pool, and go back empty to where
// they lack.
type crowded struct {
	t     *rapid.T
	m     map[string]Spec
	nodes []Ref // where wagons stand; empty ones come to the terminal of the same name where that is a border
	rails []Ref // behind each node
}

func (g *crowded) count(name string, low, high int) int {
	return rapid.IntRange(low, high).Draw(g.t, name)
}

func drawCrowded(t *rapid.T) *Scenario {
	g := &crowded{t: t, m: map[string]Spec{
		"calendar.winter": &Calendar{Open: []string{"always"}, Holidays: []string{"2024-01-10/2024-02-10"}, Timezone: "UTC"},
		"train.e":         newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 10 }),
	}}
	g.m["train.t"] = newOf(trainKind, func(k *Train) {
		k.Load, k.Wagons = Amount{10, Items}, 10
		switch g.count("leaves", 0, 7) {
		case 0:
			k.Every = ofDays(g.count("clock", 1, 4))
		case 1:
			k.OrAfter, k.AtLeast = ofDays(g.count("patience", 1, 10)), 0.5
		}
	})
	path, n := g.sea(), g.count("terminals", 3, 4)
	gauge := g.count("gauge", 0, n-1) // behind that terminal
	for i := range n {
		g.terminal(i)
		if i == gauge && i > 0 && i+1 < n {
			g.m["border.g"] = newOf(borderKind, func(b *Border) { b.Gauge = &Gauge{Tracks: g.count("tracks", 1, 3), Form: hours(3)} })
			g.m["terminal.g"] = terminalOf()
			g.node("border.g")
		}
	}
	first := 0
	for i, at := range g.nodes {
		path = append(path, at)
		if i+1 < len(g.nodes) {
			path = append(path, g.rails[i])
		}
		if at == "border.g" || i+1 == len(g.nodes) {
			g.pool(first, i)
			first = i
		}
	}
	g.engines()
	g.m["route.r"] = routeOf(path...)
	for _, direction := range []string{"west", "east"} {
		g.flow(direction, "route.r", direction)
	}
	g.other()
	g.branch(path)
	g.ferry()
	if g.count("closes", 0, 2) == 0 {
		first := jan(g.count("closed from", 2, 40))
		g.m["closure.c"] = &Closure{Places: []Ref{path[g.count("closed", 0, len(path)-1)]}, From: first, Until: first.AddDate(0, 0, g.count("closed for", 1, 60))}
	}
	s := model(0, 4000, g.m)
	g.measure(s)
	return s
}

// flow offers whole loads, seldom parts of one.
func (g *crowded) flow(name string, route Ref, direction string) {
	g.m["flow."+name] = flowTo(string(route), func(f *Flow) {
		f.Direction, f.Every, f.Batch, f.Train = direction, every(exp(float64(g.count("interval", 3, 20)))), des.Constant(10), "train.t"
		if g.count("parts", 0, 3) == 0 {
			f.Batch = des.Constant(float64(g.count("batch", 3, 9)))
		}
		f.Yields = g.count("yields", 0, 2) == 0
	})
}

// other cargo takes trains that need no wagons of a pool.
func (g *crowded) other() {
	if g.count("other", 0, 2) > 0 {
		return
	}
	g.m["train.u"] = newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} })
	direction := []string{"west", "east"}[g.count("of other", 0, 1)]
	g.m["flow.other"] = flowTo("route.r", func(f *Flow) {
		f.Direction, f.Every, f.Batch, f.Train = direction, every(exp(float64(g.count("interval of other", 5, 60)))), des.Constant(10), "train.u"
	})
}

// branch sends other cargo from one of the terminals to a place of its own, where wagons stand with those of that terminal: loads for
// both share the trains on the way there.
func (g *crowded) branch(path []Ref) {
	if g.count("branch", 0, 1) == 0 {
		return
	}
	k := g.count("junction", 0, len(path)-1)
	if at := path[k]; at == "border.g" || strings.HasPrefix(string(at), "rail.") || strings.HasPrefix(string(at), "sea.") || at == "port.far" {
		return
	}
	g.m["rail.x"], g.m["terminal.x"] = g.line(), terminalOf()
	g.m["route.x"] = routeOf(append(slices.Clone(path[:k+1]), "rail.x", "terminal.x")...)
	for _, t := range things(g.m) {
		if v, is := t.Spec.(interface{ stocks() *Wagon }); is {
			for i := range v.stocks().Stock {
				if s := &v.stocks().Stock[i].Value; contains(s.Places, path[k]) {
					s.Places = append(s.Places, "terminal.x")
				}
			}
		}
	}
	g.flow("branch", "route.x", []string{"west", "east"}[g.count("of branch", 0, 1)])
}

// ferry lets wagons of a pool cross the sea with their cargo, and come back empty.
func (g *crowded) ferry() {
	if g.m["port.far"] == nil || g.count("ferry", 0, 1) == 0 {
		return
	}
	places := g.m["route.r"].(*Route).Path
	last := places[len(places)-1]
	g.m["vessel.v"].(*Vessel).Deck = Map[Ratio]{{"wagons", 1}}
	for _, t := range things(g.m) {
		if x, is := t.Spec.(*Terminal); is && len(x.Storage) > 0 {
			x.Storage = append(x.Storage, Amount{int64(g.count("wagons in store", 10, 20)), Wagons})
		}
	}
	g.m["port.t0"].(*Port).Storage = append(g.m["port.t0"].(*Port).Storage, Amount{int64(g.count("wagons in port", 10, 20)), Wagons})
	g.m["train.w"] = newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{10, Wagons}, 10 })
	wagons := func(change func(*Flow)) Spec {
		return flowTo("route.r", func(f *Flow) {
			f.Load, f.Train = &Amount{int64(g.count("group", 3, 10)), Wagons}, "train.w"
			change(f)
		})
	}
	g.m["flow.c"] = wagons(func(f *Flow) { f.Volume = &Volume{8760 * float64(g.count("ferried", 1, 10)) / 10, Wagons} })
	g.m["flow.c-back"] = wagons(func(f *Flow) { f.Direction = "east" })
	g.m["wagon.c"] = newOf(wagonKind, func(v *Wagon) {
		v.Count, v.Cargo = g.count("ferry wagons", 10, 60), []Ref{"flow.c"}
		v.Stock = Map[Stock]{{"far", Stock{Places: []Ref{"port.far"}, Share: 1}}, {"last", Stock{Places: []Ref{last}, Return: []Ref{"flow.c-back"}}}}
	})
	if l, is := g.m["loco.pool"].(*Loco); is && g.count("engines for wagons", 0, 1) == 0 {
		l.Trains = append(l.Trains, "train.w")
	}
}

// measure changes something or other on a day.
func (g *crowded) measure(s *Scenario) {
	if g.count("measure", 0, 2) > 0 {
		return
	}
	i := g.count("what changes", 0, len(s.Things)-1)
	var to Spec
	switch v := s.Things[i].Spec.(type) {
	case *Terminal:
		x := *v
		x.Storage = slices.Clone(x.Storage)
		for k := range x.Storage {
			x.Storage[k].N += 10
		}
		to = &x
	case *Port:
		x := *v
		x.Storage, x.Berth = slices.Clone(x.Storage), slices.Clone(x.Berth)
		for k := range x.Storage {
			x.Storage[k].N += 10
		}
		for k := range x.Berth {
			x.Berth[k].Value.Count++
		}
		to = &x
	case *Rail:
		x := *v
		x.Hours = ""
		to = &x
	case *Wagon:
		x := *v
		x.Count += 10
		to = &x
	case *Loco:
		x := *v
		x.Count += 3
		to = &x
	case *Vessel:
		x := *v
		x.Count++
		to = &x
	case *Flow:
		if v.Every == nil {
			return
		}
		x := *v
		x.Every = every(exp(30))
		to = &x
	default:
		return
	}
	on(s, 1, g.count("day of the measure", 5, 31), map[string]Spec{s.Things[i].Path: to})
}

// sea puts a lane before the first terminal, which is then a port with one berth.
func (g *crowded) sea() (path []Ref) {
	if g.count("sea", 0, 1) == 0 {
		return nil
	}
	g.m["port.far"], g.m["sea.s"] = portOf(), seaOf("port.far", "port.t0")
	g.m["vessel.v"] = vesselOf(g.count("ships", 1, 4), 10, hours(float64(g.count("passage", 1, 20))), func(v *Vessel) {
		v.Sail.Light = true
		switch g.count("sail", 0, 3) {
		case 0:
			v.Sail.AtLeast = 1
		case 1:
			v.Sail.AtLeast, v.Sail.Light = 1, false
		}
	})
	g.m["port.t0"] = portOf(func(p *Port) {
		p.Siding, p.Storage, p.Dwell = g.store()
		p.Berth = Map[Berth]{{"only", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{5, Items}}}}}
	})
	return []Ref{"port.far", "sea.s"}
}

func (g *crowded) store() (Map[Siding], []Amount, Both[des.Dist]) {
	s := Siding{Takes: []string{"items"}, Receiving: g.count("receiving", 0, 3), Departure: g.count("departure", 0, 2), Fixed: hours(float64(g.count("fixed", 1, 5)))}
	if g.count("ban", 0, 3) == 0 {
		s.Ban = g.ban()
	}
	s.Hours, s.Cranes = g.hours(), g.count("cranes", 0, 1)
	dwell := func() des.Dist { return hours(float64(g.count("dwell", 0, 30))) }
	return Map[Siding]{{"s", s}}, []Amount{{int64(g.count("store", 10, 30)), Items}}, Both[des.Dist]{dwell(), dwell()}
}

// ban is looked at once an hour, or up to 25 d, and may want the row of trains gone before it is lifted.
func (g *crowded) ban() *Ban {
	b := &Ban{Every: new([]time.Duration{h(1), ofDays(1), ofDays(3), ofDays(7), ofDays(25)}[g.count("looks", 0, 4)])}
	release := Ratio(g.count("release", 0, 2)) / 2
	b.Release = &release
	if b.Trains = g.count("ban trains", 0, 3); b.Trains == 0 {
		b.Days, b.Window = ofDays(g.count("ban days", 1, 5)), new(ofDays(30))
	}
	if g.count("exceptions", 0, 3) == 0 {
		b.Exceptions = 0.5
	}
	return b
}

// hours are seldom closed for a month.
func (g *crowded) hours() Ref {
	if g.count("winter", 0, 7) > 0 {
		return ""
	}
	return "calendar.winter"
}

func ofDays(n int) time.Duration { return time.Duration(n) * des.Day }

func (g *crowded) terminal(i int) {
	at := fmt.Sprintf("terminal.t%d", i)
	if i == 0 && g.m["port.t0"] != nil {
		at = "port.t0"
	} else {
		g.m[at] = terminalOf(func(x *Terminal) { x.Siding, x.Storage, x.Dwell = g.store() })
	}
	g.node(Ref(at))
}

// node puts a place at the end of the chain, with a line behind it.
func (g *crowded) node(at Ref) {
	rail := Ref(fmt.Sprintf("rail.l%d", len(g.rails)))
	g.m[string(rail)] = g.line()
	g.nodes, g.rails = append(g.nodes, at), append(g.rails, rail)
}

// line is a line of which some are single tracks, some shut when their far end is full.
func (g *crowded) line() Spec {
	r := runOf(Length(g.count("hours", 5, 20))).(*Rail)
	if n := g.count("room", 0, 3); n > 0 {
		r.Room = &n
	}
	if n := g.count("loops", 0, 6); n > 3 {
		r.Tracks, r.Loops = 1, n-3
	}
	r.Hours = g.hours()
	return r
}

// engines makes the locomotives of all trains, if they are few.
func (g *crowded) engines() {
	if g.count("few", 0, 1) == 0 {
		return
	}
	g.m["train.light"] = newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Trains}, 1 })
	stocks := g.stocks(0, len(g.nodes)-1, "l", "train.light")
	draws := []Ref{"train.t"}
	if g.count("empties need engines", 0, 1) > 0 {
		draws = append(draws, "train.e")
	}
	g.m["loco.pool"] = newOf(locoKind, func(l *Loco) { l.Count, l.Trains, l.Stock = g.count("engines", 3, 12), draws, stocks })
}

// pool makes the wagons that serve the nodes from one to another.
func (g *crowded) pool(from, to int) {
	stocks := g.stocks(from, to, "e", "train.e")
	g.m[fmt.Sprintf("wagon.pool%d", from)] = newOf(wagonKind, func(v *Wagon) {
		v.Count, v.Trains, v.Stock = g.count("wagons", 15, 60), []Ref{"train.t"}, stocks
		if g.count("repair", 0, 3) == 0 {
			v.Repair = &Repair{Share: 0.2, Takes: hours(24 * float64(g.count("repair days", 1, 20)))}
		}
	})
}

// stocks of a pool at the nodes from one to another. What is empty runs between the first and each other one, past those between.
func (g *crowded) stocks(from, to int, letter string, kind Ref) (all Map[Stock]) {
	stand := func(i int) Ref { return Ref(strings.Replace(string(g.nodes[i]), "border", "terminal", 1)) }
	for i := from; i <= to; i++ {
		s := Stock{Places: []Ref{g.nodes[i]}, Leaves: Ratio(g.count("leaves", 0, 1)) / 4}
		if stand(i) != g.nodes[i] {
			s.Places = append(s.Places, stand(i))
		}
		all = append(all, Entry[Stock]{fmt.Sprintf("s%d", i), s})
	}
	all[0].Value.Share = 1
	if g.count("shares", 0, 2) == 0 {
		for i := range all {
			all[i].Value.Share = 1 / Ratio(len(all))
		}
	}
	for i := from + 1; i <= to; i++ {
		name := fmt.Sprintf("%s%d-%d", letter, from, i)
		g.m["route."+name] = routeOf(append(append([]Ref{stand(from)}, g.rails[from:i]...), stand(i))...)
		for _, direction := range []string{"west", "east"} {
			f := backTo("route."+name, string(kind)).(*Flow)
			f.Direction = direction
			at := &all[[]int{0, i - from}[oneIf(direction == "east")]].Value
			at.Return = append(at.Return, Ref("flow."+name+"-"+direction))
			g.m["flow."+name+"-"+direction] = f
		}
	}
	return all
}

// stands gives what changes if any of the carriers moves that a look has found to be stuck.
func stands(d *deadlock) func() []uint64 {
	w := d.w
	var look []func() []uint64
	for c, is := range d.stuck[:d.gated()] {
		switch {
		case !is:
		case c >= d.queues()+len(d.stocks):
			s := &d.stocks[c-d.queues()-len(d.stocks)]
			look = append(look, func() []uint64 { return []uint64{uint64(s.pool.stocks[s.k].gen)} })
		case c >= d.queues():
			s := &d.stocks[c-d.queues()]
			look = append(look, func() []uint64 {
				c := s.pool.stocks[s.k].claims.At(0)
				n, id := uint64(0), uint64(0)
				if c.pile != nil {
					n = uint64(c.pile.number)
				}
				if c.cargo != nil {
					id = uint64(c.cargo.id) + 1
				}
				return []uint64{uint64(c.since), uint64(c.train), id, n}
			})
		case c >= d.lends():
			p := w.pools[c-d.lends()]
			look = append(look, func() []uint64 { return []uint64{uint64(p.stat.loads)} })
		case c >= d.piles():
			p := w.piles[c-d.piles()]
			look = append(look, func() []uint64 {
				if p.items.Len() == 0 {
					return []uint64{0, 0}
				}
				x := p.items.Peek()
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

// TestScatteredWagons: wagons of which no stock has enough for a train, and which nothing brings together, are named with
// their stocks.
func TestScatteredWagons(t *testing.T) {
	s := circuit(15, map[string]Spec{
		"flow.g": flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Train, f.Direction = every(hours(1)), des.Constant(10), "train.t", "east"
		}),
		"wagon.pool": newOf(wagonKind, func(v *Wagon) {
			v.Count, v.Trains = 18, []Ref{"train.t"}
			v.Stock = Map[Stock]{{"east", Stock{Places: []Ref{"terminal.a"}, Share: 0.5}}, {"west", Stock{Places: []Ref{"terminal.b"}, Share: 0.5}}}
		}),
	})
	s.Things = slicesDelete(s.Things, "flow.back")
	text := failure(New(s, Choices{Seed: 1}))
	for _, want := range []string{"all 18 wagons stand empty", "east has 9, 10 are wanted; west has 9, 10 are wanted"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
}
