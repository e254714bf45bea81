package corridor

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// swarm draws random corridors for the tests of invariants. Features are switched off at random, each by
// one coin of its own, so that rare combinations come up as well (swarm testing: Groce et al., ISSTA 2012).
type swarm struct {
	t *rapid.T
	m map[string]Spec
	// the features of this corridor
	gauge, slots, other, calendars, storms, stores, rooms, hold, priorities, empties, timetable, offHire, berths, east, lanes bool
	empty                                                                                                                     string // route of empty wagons
	bans, pools                                                                                                               bool
}

func drawScenario(t *rapid.T) *Scenario {
	g := &swarm{t: t, m: map[string]Spec{}, empty: "route.r"}
	for _, f := range []*bool{&g.gauge, &g.slots, &g.other, &g.calendars, &g.storms, &g.stores, &g.rooms, &g.hold, &g.priorities, &g.empties, &g.timetable, &g.offHire, &g.berths, &g.east, &g.lanes, &g.bans, &g.pools} {
		*f = rapid.Bool().Draw(t, "feature")
	}
	if g.calendars {
		for i, open := range []string{"06:00-22:00", "Mon-Fri 08:00-16:00"} {
			g.m[fmt.Sprintf("calendar.c%d", i)] = newOf(calendarKind, func(c *Calendar) { c.Open = []string{open} })
		}
	}
	path := []Ref{"terminal.a"}
	path = append(path, g.overland("a")...)
	if rapid.Bool().Draw(t, "sea") {
		path = append(path, "port.a", "sea.s", "port.b")
		g.m["port.a"], g.m["port.b"] = g.port(), g.port()
		g.m["sea.s"] = seaOf("port.a", "port.b")
		g.fleets()
		g.secondLane()
		path = append(path, g.overland("b")...)
	}
	path = append(path, "terminal.b")
	g.m["terminal.a"], g.m["terminal.b"] = g.terminal(), g.terminal()
	g.m["route.r"] = routeOf(path...)
	g.flows()
	g.staff()
	g.detours(path)
	g.closes(path)
	if g.pools {
		g.wagons("x")
		g.wagons("y")
	}
	s := model(g.number("lead in", 0, 5)*24, g.number("length", 20, 60)*24, g.m)
	s.Run.Seed = rapid.Uint64().Draw(t, "seed")
	s.Goal.Family = "cargo"
	enough(s)
	return s
}

// enough adds wagons and locomotives while a stock would never hold those of one train.
func enough(s *Scenario) {
	for slices.ContainsFunc(Check(s), func(f Fault) bool { return strings.Contains(f.Text, "nothing brings more") }) {
		for _, t := range s.Things {
			switch v := t.Spec.(type) {
			case *Wagon:
				v.Count++
			case *Loco:
				v.Count++
			}
		}
	}
}

// survives runs a World that was drawn to its end, and tells whether it came there: where wagons are few, some of these corridors
// stand still for ever, which is said.
func survives(w *World) (events int, ended bool) {
	defer func() {
		if r := recover(); r != nil && !strings.Contains(fmt.Sprint(r), "deadlock: ") {
			panic(r)
		}
	}()
	return w.Run(), true
}

// number draws a whole number, as a float64 for hours and the like.
func (g *swarm) number(name string, low, high int) float64 {
	return float64(rapid.IntRange(low, high).Draw(g.t, name))
}

func (g *swarm) count(name string, low, high int) int {
	return rapid.IntRange(low, high).Draw(g.t, name)
}

func (g *swarm) coin(name string) bool { return rapid.Bool().Draw(g.t, name) }

// law draws a law of times around a mean in hours; constants on whole hours make many ties.
func (g *swarm) law(name string, low, high int) des.Dist {
	mean := g.number(name, low, high)
	switch g.count(name+" law", 0, 2) {
	case 0:
		return hours(mean)
	case 1:
		return exp(mean + 0.1)
	}
	return law("uniform", "min", 0, "max", 2*3600*mean+1)
}

func (g *swarm) both(name string, low, high int) Both[Frequency] {
	return Both[Frequency]{Frequency(g.count(name+" west", low, high)), Frequency(g.count(name+" east", low, high))}
}

// overland draws one to three places between two depots.
func (g *swarm) overland(side string) (path []Ref) {
	for i := range g.count("places", 1, 3) {
		name := fmt.Sprintf("%s%d", side, i)
		switch g.count("kind", 0, 6) {
		case 6:
			path = append(path, Ref("station."+name))
			g.m["station."+name] = g.station()
		case 5:
			path = append(path, Ref("incline."+name))
			g.m["incline."+name] = g.incline()
		case 0:
			path = append(path, Ref("border."+name))
			g.m["border."+name] = g.border()
		case 1:
			path = append(path, Ref("rail."+name))
			g.m["rail."+name] = g.double()
		default:
			path = append(path, Ref("rail."+name))
			g.m["rail."+name] = g.single()
		}
	}
	return path
}

func (g *swarm) incline() Spec {
	return newOf(inclineKind, func(n *Incline) {
		n.Takes, n.Back = Both[des.Dist]{g.law("up", 1, 6), g.law("down", 1, 6)}, g.law("back", 0, 6)
		n.Uphill = []string{"west", "east"}[g.count("uphill", 0, 1)]
		if g.coin("banked") {
			bankers := g.count("bankers", 1, 3)
			n.Bankers, n.Room = &bankers, g.room()
		}
	})
}

func (g *swarm) room() *int {
	if !g.rooms {
		return nil
	}
	n := g.count("room", 1, 3)
	return &n
}

func (g *swarm) double() Spec {
	return newOf(railKind, func(r *Rail) {
		r.Length, r.Speed, r.Headway, r.Room = Length(g.number("hours", 1, 10)*3600), 1, h(g.number("headway", 0, 2)/2), g.room()
		if g.other {
			r.Other = g.both("other", 0, 12)
		}
		if g.slots {
			r.Slots = g.both("slots", 13, 48)
		}
		r.Factor = g.factor()
		g.work(r)
	})
}

func (g *swarm) closing() string {
	return []string{"", "pause", "finish", "fits"}[g.count("closing", 0, 3)]
}

// work closes a line at night, or for most of the week.
func (g *swarm) work(r *Rail) {
	if !g.calendars || !g.coin("track work") {
		return
	}
	r.Hours = Ref(fmt.Sprintf("calendar.c%d", g.count("hours of track work", 0, 1)))
	if r.Length <= 6*1800 && g.coin("fits") { // always less than they are open
		r.Closing = "fits"
	}
	if g.priorities && g.coin("by priority") {
		r.Order = "priority"
	}
}

func (g *swarm) factor() des.Dist {
	if g.coin("constant factor") {
		return des.Constant(1)
	}
	return law("uniform", "min", 0.5, "max", 2.)
}

func (g *swarm) single() Spec {
	return newOf(railKind, func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Room = Length(g.number("hours", 1, 12)*1800), 1, 1, g.room()
		r.Loops, r.Factor, r.Hold = g.count("loops", 0, 4), g.factor(), g.hold
		r.Crossing = h(g.number("crossing", 0, 1) / 10)
		g.work(r)
		if g.other {
			r.Other = g.both("other", 0, 6)
			if g.priorities && r.Other != (Both[Frequency]{}) && g.coin("other goes first") {
				r.OtherPriority, r.OtherShare = g.count("other priority", 1, 3), 0.5
			}
		}
	})
}

func (g *swarm) border() Spec {
	return newOf(borderKind, func(b *Border) {
		b.Customs = Both[des.Dist]{g.law("customs", 0, 3), g.law("customs", 0, 3)}
		b.Traction, b.Papers = g.law("traction", 0, 1), Both[des.Dist]{g.law("papers", 0, 9), hours(1)}
		if g.slots {
			b.Slots = g.both("slots", 7, 20)
		}
		if g.other {
			b.Other = g.both("other", 0, 6)
		}
		if g.gauge {
			b.Gauge = &Gauge{Tracks: g.count("tracks", 1, 3), Cranes: 1, Lift: des.Constant(60), Form: g.law("form", 0, 3), OtherBoxes: 20}
		}
		if g.calendars {
			b.Hours = "calendar.c0"
		}
		if g.priorities && g.coin("by priority") {
			b.Order = "priority"
		}
		if g.coin("closures") {
			b.Closed = &Stops{Every: exp(100), Takes: exp(10)}
		}
		if b.Gauge != nil && g.coin("wind") {
			b.Gauge.Wind = &Stops{Every: exp(50), Takes: exp(5)}
		}
		if g.coin("inspection") {
			b.Inspect = &Inspect{Share: Both[Ratio]{0.3, 0.1}, Takes: Both[des.Dist]{exp(10), exp(10)}}
		}
	})
}

// depots: every train load (10 wagons or 8 TEU) and ship load (at most 24 slots) fits into an empty store.
func (g *swarm) sidings() Map[Siding] {
	if g.coin("no siding") {
		return nil
	}
	s := Siding{Takes: []string{"TEU", "wagons"}, Receiving: g.count("receiving", 0, 3), Departure: g.count("departure", 0, 3), Cranes: g.count("cranes", 0, 2)}
	s.Rate = []Throughput{{g.number("rate", 2, 20), Moves}, {g.number("rate", 2, 20), Wagons}}
	s.Fixed = g.law("fixed", 0, 2)
	if g.calendars && g.coin("siding hours") {
		s.Hours, s.Closing = "calendar.c0", g.closing()
	}
	if g.bans {
		s.Ban = &Ban{Trains: g.count("ban", 1, 4), Exceptions: Frequency(g.number("exceptions", 0, 2))}
		if pace := Ratio(g.number("pace", 1, 4)); g.coin("pace is named") {
			s.Ban.Pace = &pace
		}
		if g.coin("ban in days") {
			window := 3 * day
			s.Ban.Trains, s.Ban.Days, s.Ban.Window = 0, h(g.number("ban days", 1, 4)*24), &window
		}
	}
	if g.coin("two sidings") {
		u := s
		s.Takes, u.Takes, u.Hours = []string{"TEU"}, []string{"wagons"}, ""
		return Map[Siding]{{"box", s}, {"wagon", u}}
	}
	return Map[Siding]{{"all", s}}
}

func (g *swarm) storage() []Amount {
	if !g.stores {
		return nil
	}
	return []Amount{{int64(g.count("store", 24, 60)), TEU}, {int64(g.count("store", 24, 60)), Wagons}}
}

func (g *swarm) dwell() Both[des.Dist] {
	return Both[des.Dist]{g.law("dwell", 0, 6), g.law("dwell", 0, 6)}
}

func (g *swarm) terminal() Spec {
	return terminalOf(func(x *Terminal) { x.Siding, x.Storage, x.Dwell = g.sidings(), g.storage(), g.dwell() })
}

func (g *swarm) port() Spec {
	return portOf(func(p *Port) {
		p.Siding, p.Storage, p.Dwell = g.sidings(), g.storage(), g.dwell()
		if g.coin("channel") {
			p.Channel = &Channel{Ships: g.count("in the channel", 1, 3), Takes: h(g.number("through the channel", 0, 4) / 2)}
		}
		if !g.berths {
			return
		}
		p.Choose = []string{"first", "free", "fastest"}[g.count("choose", 0, 2)]
		pool, cranes := g.coin("pool"), g.count("pool cranes", 2, 4)
		if pool {
			p.Pool = Map[Pool]{{"p", Pool{Cranes: cranes}}}
		}
		for i := range g.count("groups", 1, 2) {
			b := Berth{Count: g.count("berths", 1, 3), Takes: []Ref{"vessel.x"}, Rate: []Throughput{{g.number("rate", 5, 30), TEU}, {g.number("rate", 5, 30), Wagons}}, Fixed: g.law("fixed", 0, 3)}
			if i == 0 {
				b.Takes = append(b.Takes, "vessel.y")
			}
			if pool && g.coin("from pool") {
				n := g.count("most", 1, 2)
				b.Pool, b.Cranes = "p", &n
			}
			b.Wind, b.Swap = g.coin("wind"), g.coin("swap")
			if g.calendars && g.coin("berth hours") {
				b.Hours, b.Closing = "calendar.c1", g.closing()
			}
			p.Berth = append(p.Berth, Entry[Berth]{fmt.Sprintf("g%d", i), b})
		}
	})
}

func (g *swarm) fleets() {
	for _, name := range []string{"x", "y"} {
		g.m["vessel."+name] = vesselOf(g.count("ships", 1, 4), int64(g.count("capacity", 8, 24)), g.law("passage", 1, 20), func(v *Vessel) {
			v.Carries.Unit = Wagons
			v.Deck = Map[Ratio]{{"TEU", 1}}
			v.Sail.AtLeast = Ratio(g.number("at least", 1, 4) / 4)
			v.Sail.Light, v.Sail.Empty = g.coin("light"), g.coin("empty")
			if g.coin("patient") {
				v.Sail.OrAfter = h(g.number("or after", 1, 30))
			}
			if g.coin("from cargo") {
				v.Sail.From = "cargo"
			}
			if g.timetable && g.coin("timetable") {
				v.Sail.Departures = []string{"06:00", "Tue 18:00"}
			}
			if g.coin("own first") {
				v.Order, v.Quota = "own", 0.25
			}
			if g.offHire {
				v.OffHire = &Interval{Every: exp(200), Takes: exp(20), Clock: []string{"", "sailing"}[g.count("clock", 0, 1)]}
				v.Overhaul = &Interval{Every: hours(500), Takes: hours(24)}
			}
		})
	}
	if !g.storms {
		return
	}
	g.m["basin.b"] = newOf(basinKind, func(b *Basin) {
		b.Storms, b.Takes, b.Margin = ofTwelve(0.02), g.law("storm", 1, 40), h(g.number("margin", 0, 10))
		b.Hit, b.FalseAlarm, b.Slow = Ratio(g.number("hit", 0, 4)/4), Ratio(g.number("alarm", 0, 2)/4), Ratio(g.number("slow", 1, 4)/4)
		if g.coin("horizon") {
			horizon := h(g.number("hours ahead", 0, 20))
			b.Horizon = &horizon
		}
		b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(0.7), Cranes: ofTwelve(0.5)}}}
		if g.coin("both ports") {
			b.Port = append(b.Port, Entry[Closing]{"b", Closing{With: "a", Closed: ofTwelve(0.8), Open: ofTwelve(0.2)}})
		}
	})
}

// secondLane puts the first fleet on another lane too, which meets the first at port b.
func (g *swarm) secondLane() {
	if !g.lanes {
		return
	}
	g.m["port.c"], g.m["sea.q"], g.m["route.q"] = g.port(), seaOf("port.c", "port.b"), routeOf("port.c", "sea.q", "port.b")
	v := g.m["vessel.x"].(*Vessel)
	v.On = Choice{{"sea.q", 0.25}, {"sea.s", 0.75}}
	v.Allot = []string{"fixed", "share", "most", "longest"}[g.count("allot", 0, 3)]
	v.Count = max(v.Count, 2)
	for i, direction := range []string{"west", "east"} {
		if i == 1 && !g.east {
			break
		}
		g.m["flow.q"+direction] = flowTo("route.q", func(f *Flow) {
			f.Direction, f.Load, f.Volume = direction, &Amount{3, TEU}, &Volume{3 * 8760 / g.number("interval", 3, 30), TEU}
			f.Spacing, f.Weight, f.Tare = exp(1./3600), 14000, 2000
		})
	}
}

func moreRoom(stores []Amount) {
	for i := range stores {
		stores[i].N += 20
	}
}

// detours gives flows a second route beside a line that is closed for a week, and lets what is under way change to it.
func (g *swarm) detours(path []Ref) {
	at := slices.IndexFunc(path, func(r Ref) bool { return strings.HasPrefix(string(r), "rail.") })
	if at < 0 || !g.coin("detours") {
		return
	}
	other := slices.Clone(path)
	other[at] = "rail.other"
	g.m["rail.other"], g.m["route.other"] = g.double(), routeOf(other...)
	g.m["closure.c"] = &Closure{Places: []Ref{path[at]}, From: shutFrom(6).From, Until: shutFrom(13).From}
	g.empty = "route.other"
	for _, t := range things(g.m) { // on each way a part of a train may wait in the store
		switch x := t.Spec.(type) {
		case *Terminal:
			moreRoom(x.Storage)
		case *Port:
			moreRoom(x.Storage)
		}
	}
	after := h(g.number("waited for", 0, 10) * 24)
	for _, t := range things(g.m) {
		if f, is := t.Spec.(*Flow); is && f.Route[0].Name == "route.r" {
			f.Route = Choice{{"route.r", 0.75}, {"route.other", 0.25}}
			if g.coin("by time") {
				f.Choose = "fastest"
			}
			if g.coin("under way") {
				f.Reroute = "under way"
				if g.coin("waits") {
					f.RerouteAfter = &after
				}
			}
		}
	}
}

// closes takes a place from all flows for a time, or one of each way, the second later or again.
func (g *swarm) closes(path []Ref) {
	if !g.coin("closes") {
		return
	}
	if g.m["rail.other"] != nil {
		path = append(slices.Clone(path), "rail.other")
	}
	for _, name := range []string{"closure.d", "closure.e"} {
		if first := g.count("closed from", 0, 30); first > 0 {
			g.m[name] = &Closure{Places: []Ref{path[g.count("closed", 0, len(path)-1)]}, From: jan(first), Until: jan(first + g.count("closed for", 1, 20))}
		}
	}
}

func (g *swarm) flows() {
	train := func(n int64, u Unit) Spec {
		return newOf(trainKind, func(k *Train) {
			k.Load, k.AtLeast, k.Wagons = Amount{n, u}, Ratio(g.number("least load", 1, 4)/4), int(n)
			if g.coin("train patience") {
				k.OrAfter = h(g.number("train or after", 1, 48))
			}
			if g.empties && !g.pools {
				k.Empties = Ratio(g.number("empties", 0, 2) / 2)
			}
		})
	}
	g.m["train.box"], g.m["train.wagon"], g.m["train.box-y"] = train(8, TEU), train(10, Wagons), train(8, TEU)
	for i := range g.count("flows", 1, 4) {
		direction := "west"
		if g.east && i%2 == 1 {
			direction = "east"
		}
		g.m[fmt.Sprintf("flow.f%d", i)] = flowTo("route.r", func(f *Flow) {
			f.Direction = direction
			kind, unit := Ref("train.box"), TEU
			if g.coin("wagons") {
				kind, unit = "train.wagon", Wagons
			} else if g.pools && g.coin("second pool") {
				kind = "train.box-y"
			}
			f.Load = &Amount{int64(g.count("load", 1, 8)), unit}
			if g.coin("made up") {
				f.Train = kind
			}
			f.Volume = &Volume{float64(f.Load.N) * 8760 / g.number("interval", 2, 30), unit}
			f.Spacing = exp(1. / 3600)
			if g.timetable && g.coin("departures") {
				f.Departures = []string{"06:00"}
			}
			if g.priorities {
				f.Priority, f.Yields = g.count("priority", 0, 2), g.coin("yields")
			}
			f.Weight, f.Tare = 14000, 2000
		})
	}
}

// wagons draws a pool for the trains of boxes, with stocks wherever wagons may become empty. They come back from the
// western end, across the sea if there is one, and from the eastern end.
func (g *swarm) wagons(name string) {
	boxes, drawn := Ref("train.box"), []Ref{"train.box", "train.wagon"}
	if name == "y" {
		boxes, drawn = "train.box-y", []Ref{"train.box-y"}
	}
	back := Ref("flow.back-" + name)
	g.m[string(back)] = flowTo(g.empty, func(f *Flow) {
		f.Direction, f.Load, f.Train = "east", &Amount{int64(g.count("empties", 1, 8)), Wagons}, "train.wagon"
	})
	out := Ref("flow.out-" + name)
	g.m[string(out)] = flowTo(g.empty, func(f *Flow) { f.Load, f.Train = &Amount{2, Wagons}, "train.wagon" })
	v := wagonKind.New().(*Wagon)
	v.Count, v.Trains = g.count("pool", 8, 60), []Ref{boxes}
	for _, t := range things(g.m) {
		switch x := t.Spec.(type) {
		case *Border:
			if x.Gauge == nil {
				continue
			}
		case *Terminal, *Port:
		default:
			continue
		}
		v.Stock = append(v.Stock, Entry[Stock]{strings.ReplaceAll(t.Path, ".", "-"), Stock{Places: []Ref{Ref(t.Path)}}})
	}
	for i := range v.Stock {
		v.Stock[i].Value.Share = 1 / Ratio(len(v.Stock))
		if v.Stock[i].Name == "terminal-a" {
			v.Stock[i].Value.Return = []Ref{out}
		}
		if v.Stock[i].Name == "terminal-b" {
			v.Stock[i].Value.Return, v.Stock[i].Value.OrAfter = []Ref{back}, h(g.number("patience of empties", 0, 50))
		}
	}
	if g.coin("repair") {
		v.Repair = &Repair{Share: Ratio(g.number("repairs", 0, 4) / 4), Takes: g.law("repair", 1, 40)}
	}
	g.m["wagon."+name] = v
	if !g.coin("locomotives") {
		return
	}
	light := Ref("flow.light-" + name)
	g.m["train.light"] = newOf(trainKind, func(k *Train) { k.Load, k.Wagons = Amount{1, Wagons}, 1 })
	g.m[string(light)] = flowTo(g.empty, func(f *Flow) {
		f.Direction, f.Load, f.Train = "east", &Amount{1, Wagons}, "train.light"
	})
	lightOut := Ref("flow.light-out-" + name)
	g.m[string(lightOut)] = flowTo(g.empty, func(f *Flow) { f.Load, f.Train = &Amount{1, Wagons}, "train.light" })
	l := &Loco{Count: g.count("locos", 1, 9), Trains: drawn, Stock: slices.Clone(v.Stock), Repair: v.Repair}
	for i := range l.Stock {
		switch l.Stock[i].Name {
		case "terminal-a":
			l.Stock[i].Value.Return = []Ref{lightOut}
		case "terminal-b":
			l.Stock[i].Value.Return = []Ref{light}
		}
	}
	g.m["loco."+name] = l
}
