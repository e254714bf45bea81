package corridor

import (
	"fmt"
	"testing"
	"time"
)

// unit is one that comes to the station of a test, once: at an hour, of a priority, with hours of work and servers that it takes.
type unit struct {
	name     string
	comes    float64
	priority int
	work     float64
	slots    int
	stays    float64 // hours that are wanted from coming to leaving
}

// ruled is a station to which some units come. Its calendar is open from 08:00 to 20:00; hour 96 is the midnight before the fifth day.
func ruled(servers int, units []unit, change func(*Station)) *Scenario {
	m := map[string]Spec{"route.r": routeOf("station.s"), "calendar.c": daily("08:00-20:00")}
	of := Map[Served]{}
	for _, u := range units {
		m["flow."+u.name] = flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(hours(u.comes)), u.priority })
		work := hours(u.work)
		of = append(of, Entry[Served]{u.name, Served{Service: &work, Slots: u.slots}})
	}
	m["station.s"] = stationOf(servers, hours(1), func(x *Station) {
		x.Of = of
		change(x)
	})
	s := model(0, 159, m)
	s.Run.AtMeans = true
	return s
}

// stayRight tells of the units that were there for other times than they should.
func stayRight(t *testing.T, name string, m map[string]float64, units []unit) {
	t.Helper()
	for _, u := range units {
		if got := m["flow."+u.name+".time.mean"]; !near(got, u.stays) {
			t.Errorf("%s: %s is there for %v h, want %v", name, u.name, got, u.stays)
		}
	}
}

// brokenAt makes the server of a station break down once, at an hour.
func brokenAt(hour, takes float64) *Outage {
	return &Outage{Every: hours(hour), Takes: hours(takes)}
}

// TestBreakdownsByHours: one unit needs 5 h and comes at 18:00 of the fifth day, hour 114. Each case is worked out by hand.
func TestBreakdownsByHours(t *testing.T) {
	for _, c := range []struct {
		name, rule  string
		fails, lost float64
		stays       float64
	}{
		{"in order, 2 h and 3 h", "pause", 1000, 1, 17},
		{"broken from 04:00 to 16:00, 2 h and 3 h from 16:00", "pause", 124, 12, 25},
		{"broken at 23:30, when it has paused for longer than it still needs", "pause", 119.5, 12, 17.5 + 3},
		{"mended before opening", "pause", 120, 2, 17},
		{"broken in open hours, 1 h, then 4 h from 08:00", "pause", 115, 6, 18},
		{"all anew in the morning", "restart", 1000, 1, 19},
		{"begun at 16:00, 4 h are lost, and again on the seventh day", "restart", 124, 12, 43},
		{"through the night", "finish", 1000, 1, 5},
		{"broken at 21:00 with 2 h to do, which wait for the morning", "finish", 117, 2, 16},
		{"in the morning", "fits", 1000, 1, 19},
		{"broken at 10:00 until 14:00, then 3 h", "fits", 130, 4, 23},
		{"broken at 10:00 until 18:00, when 3 h no longer fit", "fits", 130, 8, 41},
		{"broken while nobody is served", "fits", 124, 8, 14 + 4 + 5},
	} {
		units := []unit{{"f", 114, 0, 5, 1, c.stays}}
		m := run(t, ruled(1, units, func(x *Station) {
			x.Hours, x.Closing, x.Outage = "calendar.c", c.rule, brokenAt(c.fails, c.lost)
		}), 0)
		stayRight(t, c.rule+": "+c.name, m, units)
	}
}

// TestBreakdownAtTheEnd: a service that ends as its server breaks down has ended.
func TestBreakdownAtTheEnd(t *testing.T) {
	units := []unit{{"f", 80, 0, 10, 1, 10}}
	stayRight(t, "at the end", run(t, ruled(1, units, func(x *Station) { x.Outage = brokenAt(90, 12) }), 0), units)
	units[0].stays = 10 + 12
	stayRight(t, "before the end", run(t, ruled(1, units, func(x *Station) { x.Outage = brokenAt(89.5, 12) }), 0), units)
}

// TestBreakdownUnderFinished: units need 1 h at the first station and 20 h at the second, which has no room to wait in. The second unit, done at
// 83, stands on its server until 101; that it breaks down at 90 is nothing to it, but the third, which comes at 95, waits
// for the repair. Of two servers the other serves it at once.
func TestBreakdownUnderFinished(t *testing.T) {
	for servers, waits := range map[int]float64{1: 120 - 95, 2: 0} {
		units := []unit{{"f1", 80, 0, 1, 1, 21}, {"f2", 82, 0, 1, 1, 39}, {"f3", 95, 0, 1, 1, 46}}
		s := ruled(servers, units, func(x *Station) { x.Outage = brokenAt(1000, 30) })
		s.Things = append(s.Things, Thing{Path: "station.t", Spec: stationOf(1, hours(20), room(0))})
		s.Things[s.Find("route.r")].Spec = routeOf("station.s", "station.t")
		w := breaksDown(t, s, 90, 0)
		m := metrics(w)
		stayRight(t, fmt.Sprint(servers, " servers"), m, units)
		if got := m["station.s.of.f3.waiting.mean"]; !near(got, waits) {
			t.Errorf("%d servers: the third waits for %v h, want %v", servers, got, waits)
		}
	}
}

// breaksDown runs a scenario in which one server of station.s breaks down at an hour.
func breaksDown(t *testing.T, s *Scenario, hour float64, server int32) *World {
	t.Helper()
	if faults := Check(s); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	w := New(s, Choices{})
	at := placeID(s.Find("station.s"))
	w.begin()
	w.after(h(hour), broken, at, server, 0)
	w.restart()
	w.measure()
	w.audit()
	return w
}

// TestBreakdownUnderBetter: the better of two units takes the server of the other when its own breaks down at 105, and is
// done after its 10 h; the other waits for it and has 5 h to go.
func TestBreakdownUnderBetter(t *testing.T) {
	units := []unit{{"low", 100, 2, 10, 1, 16}, {"high", 101, 1, 10, 1, 10}}
	w := breaksDown(t, ruled(2, units, func(x *Station) { x.Preempt, x.Outage = "pause", brokenAt(1000, 10) }), 105, 1)
	stayRight(t, "pause", metrics(w), units)
}

// TestOvertimeWithRepair: 5 h of work from 18:00 with a repair of 10 h in them end 13 h after closing time, the fifth of six.
func TestOvertimeWithRepair(t *testing.T) {
	units := []unit{{"f", 114, 0, 5, 1, 15}}
	m := run(t, ruled(1, units, func(x *Station) {
		x.Hours, x.Closing, x.Outage = "calendar.c", "finish", &Outage{Every: hours(3.5), Takes: hours(10), Clock: "working"}
	}), 0)
	stayRight(t, "finish", m, units)
	if got := m["station.s.overtime.mean"]; !near(got, 13./6) {
		t.Errorf("overtime of %v h in the mean, want %v", got, 13./6)
	}
}

// TestVictims: who is interrupted, and who is not.
func TestVictims(t *testing.T) {
	by := func(rule string) func(*Station) { return func(x *Station) { x.Preempt = rule } }
	daily := func(rule string) func(*Station) {
		return func(x *Station) { x.Preempt, x.Hours, x.Closing = "pause", "calendar.c", rule }
	}
	for _, c := range []struct {
		name    string
		servers int
		change  func(*Station)
		units   []unit
	}{
		{"among equals the one that began last", 2, by("pause"), []unit{{"a", 100, 2, 10, 1, 10}, {"b", 101, 2, 10, 1, 13}, {"high", 104, 1, 3, 1, 3}}},
		{"the worst, whenever it began", 2, by("pause"), []unit{{"a", 100, 3, 10, 1, 13}, {"b", 101, 2, 10, 1, 10}, {"high", 104, 1, 3, 1, 3}}},
		{"the worst alone, which begins again", 2, by("restart"), []unit{{"a", 100, 3, 10, 1, 17}, {"b", 101, 2, 10, 1, 10}, {"high", 104, 1, 3, 1, 3}}},
		{"two for who needs two", 3, by("pause"), []unit{{"a", 100, 2, 10, 1, 10}, {"b", 101, 2, 10, 1, 11}, {"c", 102, 2, 10, 1, 11}, {"high", 103, 1, 1, 2, 1}}},
		{"two, which begin again", 2, by("restart"), []unit{{"a", 100, 2, 10, 1, 13}, {"b", 101, 2, 10, 1, 12}, {"high", 102, 1, 1, 2, 1}}},
		{"nobody while an equal stays, then one", 2, by("pause"), []unit{{"low", 101, 2, 10, 1, 11}, {"peer", 100, 1, 10, 1, 10}, {"high", 102, 1, 1, 2, 9}}},
		{"the one that has both servers, not the worse beside it", 3, by("pause"), []unit{{"a", 100, 3, 10, 1, 10}, {"b", 101, 2, 10, 2, 11}, {"high", 102, 1, 1, 2, 1}}},
		{"one for who finds a server free and needs two", 2, by("pause"), []unit{{"a", 100, 2, 10, 1, 11}, {"high", 102, 1, 1, 2, 1}}},
		{"who could not end in time interrupts nobody", 1, daily("fits"), []unit{{"low", 106, 2, 8, 1, 8}, {"high", 111, 1, 6, 1, 23}}},
		{"who can does", 1, daily("fits"), []unit{{"low", 106, 2, 8, 1, 9}, {"high", 111, 1, 1, 1, 1}}},
		{"what the interrupted one has still to do no longer fits", 1, daily("fits"), []unit{{"low", 106, 2, 8, 1, 25}, {"high", 111, 1, 3, 1, 3}}},
		{"at opening, who came in closed hours", 1, daily("pause"), []unit{{"low", 111, 2, 10, 1, 25}, {"high", 118, 1, 3, 1, 13}}},
		{"an hour after opening", 1, daily("pause"), []unit{{"low", 111, 2, 10, 1, 25}, {"high", 129, 1, 3, 1, 3}}},
		{"at opening the one that began last", 2, daily("pause"), []unit{{"a", 110, 2, 10, 1, 22}, {"b", 111, 2, 10, 1, 25}, {"high", 118, 1, 3, 1, 13}}},
		{"at opening among those that begin again", 1, daily("restart"), []unit{{"low", 111, 2, 8, 1, 28}, {"high", 118, 1, 3, 1, 13}}},
		{"nobody in closed hours", 1, daily("finish"), []unit{{"low", 113, 2, 10, 1, 10}, {"high", 118, 1, 3, 1, 13}}},
		{"at opening one that went on all night", 1, daily("finish"), []unit{{"low", 113, 2, 20, 1, 23}, {"high", 118, 1, 3, 1, 13}}},
	} {
		stayRight(t, c.name, run(t, ruled(c.servers, c.units, c.change), 0), c.units)
	}
}

// TestVictimInsteadOfOneHeld: the better one comes at 104, as the service of a unit ends; but that stays on its server, since there is no
// room for it beyond. So the other, with 1 h to go, gives way at once.
func TestVictimInsteadOfOneHeld(t *testing.T) {
	units := []unit{{"first", 80, 2, 1, 1, 41}, {"held", 94, 2, 10, 1, 67}, {"low", 95, 2, 10, 1, 13}, {"high", 104, 1, 3, 1, 3}}
	s := ruled(2, units, func(x *Station) { x.Preempt = "pause" })
	s.Things = append(s.Things, Thing{Path: "station.t", Spec: stationOf(1, hours(40), room(0))})
	s.Things[s.Find("route.r")].Spec = routeOf("station.s", "station.t")
	m := map[string]Spec{}
	for _, x := range s.Things {
		m[x.Path] = x.Spec
	}
	m["route.short"] = routeOf("station.s")
	for _, name := range []string{"flow.low", "flow.high"} {
		m[name].(*Flow).Route = Choice{{"route.short", 1}}
	}
	s.Things = things(m)
	s.Run.Length = 162 * time.Hour
	stayRight(t, "held", run(t, s, 0), units)
}

// TestBatchAtOpening: of five units that come by night a service of four and one of one begin at 08:00, the latter when the only
// server is free again.
func TestBatchAtOpening(t *testing.T) {
	var units []unit
	for i, done := range []float64{109, 109, 109, 109, 114} {
		comes := 100 + 0.9*float64(i)
		units = append(units, unit{fmt.Sprint("f", i), comes, 0, 5, 1, done - comes})
	}
	m := run(t, ruled(1, units, func(x *Station) { x.Hours, x.Closing, x.Batch = "calendar.c", "finish", &Batch{Most: 4} }), 0)
	stayRight(t, "batch", m, units)
	if got := m["station.s.batch.size.mean"]; !near(got, 2.5) {
		t.Errorf("services of %v units in the mean, want 2.5", got)
	}
}

// TestFaultsOfBreakdowns: breakdowns by working time lengthen a service, so nothing may interrupt it: no better unit, and no closing time, at
// which by the rule fits what is too long for any opening pauses as well.
func TestFaultsOfBreakdowns(t *testing.T) {
	for rule, refused := range map[string]bool{"pause": true, "restart": true, "fits": true, "finish": false} {
		s := ruled(1, []unit{{"f", 100, 0, 1, 1, 1}}, func(x *Station) {
			x.Hours, x.Closing, x.Outage = "calendar.c", rule, &Outage{Every: hours(10), Takes: hours(1), Clock: "working"}
		})
		if faults := Check(s); (len(faults) == 1 && faults[0].Path == "station.s.outage.clock") != refused || !refused && len(faults) > 0 {
			t.Errorf("%s: %v", rule, faults)
		}
	}
}

// TestNoPlacesAtOpening: at a station of two servers and without places to wait in one unit is let in by night, and the next when the first
// is served.
func TestNoPlacesAtOpening(t *testing.T) {
	units := []unit{{"f", 100, 0, 5, 1, 9}, {"g", 101, 0, 5, 1, 8}}
	stayRight(t, "at opening", run(t, ruled(2, units, func(x *Station) { room(0)(x); x.Hours = "calendar.c" }), 0), units)
}
