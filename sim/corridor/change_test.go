package corridor

import (
	"math"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// on adds to a scenario that things are other from a day of 2024 on.
func on(s *Scenario, month time.Month, day int, m map[string]Spec) *Scenario {
	s.Dated = append(s.Dated, Dated{On: time.Date(2024, month, day, 0, 0, 0, 0, time.UTC), Things: things(m)})
	return s
}

// hourly offers a unit every so many hours to a route.
func hourly(hours float64, route Choice) *Flow {
	f := flowKind.New().(*Flow)
	every := des.Constant(3600 * hours)
	f.Family, f.Route, f.Every = "f", route, &every
	return f
}

func only(route Ref) Choice { return Choice{{Name: route, Share: 1}} }

func staffed(servers int, hours float64) *Station {
	s := stationKind.New().(*Station)
	s.Servers, s.Service = servers, des.Constant(3600*hours)
	return s
}

// TestChangeOfServers: one server of 2 h for a unit every hour falls behind by half of what comes; from the
// 31st day a second one keeps up. Exactly: 720 units come in 30 days and 360 are served.
func TestChangeOfServers(t *testing.T) {
	s := model(0, 24*60, map[string]Spec{"flow.a": hourly(1, only("route.r")), "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(1, 2)})
	before := run(t, s, 0)
	after := run(t, on(s, 1, 31, map[string]Spec{"station.s": staffed(2, 2)}), 0)
	if got := before["station.s.queue.last"]; got < 715 || got > 721 {
		t.Errorf("with one server %g wait at the end, want about 720", got)
	}
	if got := after["station.s.queue.last"]; got < 355 || got > 361 {
		t.Errorf("with a second server from the 31st day %g wait at the end, want about 360", got)
	}
	if got := after["station.s.busy"]; !(math.Abs(got-1) <= 0.01) {
		t.Errorf("busy %g, want 1: of one server for 30 days and of two for 30", got)
	}
	if got := after["station.s.servers.mean"]; got != 1.5 {
		t.Errorf("%g servers, want 1.5", got)
	}
}

// TestChangeOfService: after ten days of a unit an hour and a service of 2 h, 120 wait. Served in half an hour each
// from then on, all are gone five days later; had those who waited kept their 2 h, 119 would wait for ten days more.
func TestChangeOfService(t *testing.T) {
	s := model(0, 24*20, map[string]Spec{"flow.a": hourly(1, only("route.r")), "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(1, 2)})
	m := run(t, on(s, 1, 11, map[string]Spec{"station.s": staffed(1, 0.5)}), 0)
	if got := m["station.s.queue.max"]; got < 119 || got > 121 {
		t.Errorf("%g wait at most, want 120", got)
	}
	if got := m["station.s.queue.last"]; got > 1 {
		t.Errorf("%g wait at the end, want nobody", got)
	}
}

// TestChangeEqualsCut: what happens after a change is what happens in the scenario that has it from the beginning,
// once what was under way has ended. The draws belong to the cargo, so this is exact.
func TestChangeEqualsCut(t *testing.T) {
	specs := func(n int) map[string]Spec {
		f := hourly(1, only("route.r"))
		f.Every = new(des.Dist)
		*f.Every = exp(1)
		return map[string]Spec{"flow.a": f, "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": newOf(stationKind, func(s *Station) { s.Servers, s.Service = n, exp(1.5) })}
	}
	s := model(24*31, 24*29, specs(2))
	s.Run.Start = time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	changed := run(t, on(s, 1, 10, map[string]Spec{"station.s": specs(4)["station.s"]}), 3)
	whole := model(24*31, 24*29, specs(4))
	whole.Run.Start = s.Run.Start
	for name, want := range run(t, whole, 3) {
		if got := changed[name]; got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s is %v with the change three weeks before the measurement, %v without", name, got, want)
		}
	}
}

// TestChangeOfVolume: a volume that doubles on the day in the middle of a month offers once and a half.
func TestChangeOfVolume(t *testing.T) {
	specs := func(perYear float64) map[string]Spec {
		f := hourly(1, only("route.r"))
		f.Every, f.Volume, f.Load, f.Spacing = nil, &Volume{PerYear: perYear, Unit: TEU}, &Amount{1, TEU}, des.Constant(1)
		return map[string]Spec{"flow.a": f, "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(0, 1)}
	}
	s := model(0, 24*30, specs(12*3000))
	s.Run.Start = time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)
	on(s, 4, 16, map[string]Spec{"flow.a": specs(24 * 3000)["flow.a"]})
	if got := run(t, s, 0)["flow.a.offered"] / 12; !(math.Abs(got-4500) <= 1) {
		t.Errorf("%g offered in the month, want 1500 + 3000", got)
	}
}

// TestChangeOfRoute: what is born from the day on takes the new way, to the unit.
func TestChangeOfRoute(t *testing.T) {
	specs := func(route Ref) map[string]Spec {
		return map[string]Spec{"flow.a": hourly(1, only(route)), "route.one": &Route{Path: []Ref{"station.a"}}, "route.two": &Route{Path: []Ref{"station.b"}},
			"station.a": staffed(0, 30), "station.b": staffed(0, 1)}
	}
	m := run(t, on(model(0, 24*20, specs("route.one")), 1, 11, map[string]Spec{"flow.a": specs("route.two")["flow.a"]}), 0)
	if a, b := m["station.a.waiting.n"], m["station.b.waiting.n"]; a != 239 || b != 241 {
		t.Errorf("%g went one way and %g the other, want 239 (every hour before the day) and 241", a, b)
	}
	// The same by a change of the route itself.
	moved := run(t, on(model(0, 24*20, specs("route.one")), 1, 11, map[string]Spec{"route.one": &Route{Path: []Ref{"station.b"}}}), 0)
	if a, b := moved["station.a.waiting.n"], moved["station.b.waiting.n"]; a != 239 || b != 241 {
		t.Errorf("%g went one way and %g the other when the route moved, want 239 and 241", a, b)
	}
}

// TestChangeOfHours: a calendar that is always open, then from the 11th day eight hours a day.
func TestChangeOfHours(t *testing.T) {
	specs := func(open string) map[string]Spec {
		st := staffed(1, 1)
		st.Hours = "calendar.c"
		return map[string]Spec{"flow.a": hourly(2, only("route.r")), "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": st,
			"calendar.c": &Calendar{Open: []string{open}, Timezone: "UTC"}}
	}
	m := run(t, on(model(0, 24*20, specs("always")), 1, 11, map[string]Spec{"calendar.c": specs("08:00-16:00")["calendar.c"]}), 0)
	if got := m["station.s.busy"] * 24 * 20; !(math.Abs(got-(119+80)) <= 1) {
		t.Errorf("%g h of service, want 119 in the first ten days and 80 in the last", got)
	}
}

// TestAppears: a flow and a place that come on a day and a flow that goes on another.
func TestAppears(t *testing.T) {
	volume := func(route Ref) *Flow {
		f := hourly(1, only(route))
		f.Every, f.Volume, f.Load, f.Spacing = nil, &Volume{PerYear: 12 * 300, Unit: TEU}, &Amount{1, TEU}, des.Constant(1)
		return f
	}
	s := model(0, 24*30, map[string]Spec{"flow.a": volume("route.a"), "flow.b": volume("route.b"), "route.a": &Route{Path: []Ref{"station.a"}},
		"route.b": &Route{Path: []Ref{"station.b"}}, "station.a": staffed(0, 1), "station.b": staffed(0, 1)})
	s.Run.Start = time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)
	for i := range s.Things {
		switch {
		case strings.HasSuffix(s.Things[i].Path, ".b"):
			s.Things[i].From = time.Date(2024, 4, 11, 0, 0, 0, 0, time.UTC)
		case s.Things[i].Path == "flow.a":
			s.Things[i].Until = time.Date(2024, 4, 21, 0, 0, 0, 0, time.UTC)
		}
	}
	m := run(t, s, 0)
	if a, b := m["flow.a.offered"]/12, m["flow.b.offered"]/12; !(math.Abs(a-200) <= 1) || !(math.Abs(b-200) <= 1) {
		t.Errorf("%g and %g offered, want 200 in the first and in the last twenty days", a, b)
	}
}

// TestDatedFaults: a change that cannot be made inside a run is refused by name and day.
func TestDatedFaults(t *testing.T) {
	base := func() *Scenario {
		return model(0, 24*20, map[string]Spec{"flow.a": hourly(1, only("route.r")), "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(1, 0.5)})
	}
	for _, c := range []struct {
		change map[string]Spec
		want   string
	}{
		{map[string]Spec{"station.s": newOf(stationKind, func(s *Station) { s.Servers, s.Service, s.Full = 1, des.Constant(1800), "lose" })}, "station.s.full: cannot change inside a run"},
		{map[string]Spec{"station.s": staffed(0, 0.5)}, "station.s.servers: 0 means no limit"},
		{map[string]Spec{"flow.a": newOf(flowKind, func(f *Flow) { *f = *hourly(1, only("route.r")); f.Weight = 3 })}, "flow.a.weight: cannot change"},
		{map[string]Spec{"route.r": &Route{}}, "route.r.path: the route has no places"},
	} {
		var said []string
		for _, f := range Check(on(base(), 1, 11, c.change)) {
			if f.On.Day() != 11 {
				t.Errorf("%s: %s is said of day %v", f.Path, f.Text, f.On)
			}
			said = append(said, f.Path+": "+f.Text)
		}
		if len(said) != 1 || !strings.HasPrefix(said[0], c.want) {
			t.Errorf("said %q, want %q", said, c.want)
		}
	}
	if f := Check(on(base(), 1, 11, map[string]Spec{"station.s": staffed(2, 1)})); len(f) > 0 {
		t.Errorf("a change that can be made is refused: %v", f)
	}
}

// TestMechanismsReachDatedSpecs: what is left out stays out after a change that would bring it back.
func TestMechanismsReachDatedSpecs(t *testing.T) {
	specs := func(servers int) map[string]Spec {
		s := staffed(servers, 2)
		s.Outage = nil
		s.Service = exp(2)
		return map[string]Spec{"flow.a": hourly(1, only("route.r")), "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": s}
	}
	s := on(model(0, 24*20, specs(2)), 1, 11, map[string]Spec{"station.s": specs(3)["station.s"]})
	out, changes := Without(s, "drawn-times")
	if law := out.Dated[0].Things[0].Spec.(*Station).Service; !changes || law.Kind != "constant" {
		t.Errorf("after the change the service is drawn from %v", law)
	}
	if law := s.Dated[0].Things[0].Spec.(*Station).Service; law.Kind != "exponential" {
		t.Error("the scenario itself was changed")
	}
}

// TestYears: a volume that grows by half on New Year's day, in a run over two years and a half. Each year's rate is
// that of its own part, and the parts add up to the whole.
func TestYears(t *testing.T) {
	specs := func(perYear float64) map[string]Spec {
		f := hourly(1, only("route.r"))
		f.Every, f.Volume, f.Load, f.Spacing, f.Weight = nil, &Volume{PerYear: perYear, Unit: TEU}, &Amount{1, TEU}, des.Constant(1), 10000
		return map[string]Spec{"flow.a": f, "route.r": &Route{Path: []Ref{"station.s"}}, "station.s": staffed(0, 48)}
	}
	s := model(0, 0, specs(12000))
	s.Run.Start = time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)
	s.Run.LeadIn = 10 * day
	s.Run.Length = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).Sub(s.Run.Start)
	s.Goal.Family, s.Goal.MeasuredAt = "f", []Ref{"station.s"}
	s.Dated = []Dated{{On: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), Things: things(map[string]Spec{"flow.a": specs(18000)["flow.a"]})}}
	m := run(t, s, 0)
	for y, want := range map[string]float64{"2024": 12000, "2025": 18000, "2026": 18000} {
		if got := m["family.f.year."+y+".offered"]; !(math.Abs(got-want) <= 3) {
			t.Errorf("%s: %g TEU/yr offered, want %g", y, got, want)
		}
		if got := m["corridor.year."+y+".offered"]; !(math.Abs(got-want/1e5) <= 0.001) {
			t.Errorf("%s: %g Mt/yr offered, want %g", y, got, want/1e5)
		}
		if got := m["corridor.year."+y+".transit.p50"]; !(math.Abs(got-2) <= 0.02) {
			t.Errorf("%s: transit time %g d, want 2", y, got)
		}
	}
	for _, name := range []string{"offered", "carried", "cut.carried", "carried.teu"} {
		whole, parts := m["corridor."+name]*2.5, m["corridor.year.2024."+name]/2+m["corridor.year.2025."+name]+m["corridor.year.2026."+name]
		if !(math.Abs(whole-parts) <= 1e-9*whole) {
			t.Errorf("%s: the years add up to %g, the whole is %g", name, parts, whole)
		}
	}
	for y, want := range map[string]float64{"2024": 12000, "2025": 18000 - 2*(1500-1000)/31., "2026": 18000} { // of one flow
		teu, kt := m["flow.a.year."+y+".carried"], m["flow.a.year."+y+".carried.mass"]
		if !(math.Abs(teu-want) <= 6) || !(math.Abs(kt-teu/100) <= 1e-9) {
			t.Errorf("%s: %g TEU/yr and %g kt/yr of the flow, want %g", y, teu, kt, want)
		}
	}
	// Two days under way: of the first year's last two days the cargo arrives in the next.
	if got, want := m["family.f.year.2024.carried"]*0.5, 6000.; !(math.Abs(got-want) <= 3) {
		t.Errorf("%g TEU carried in the first half year, want %g", got, want)
	}
	if got, want := m["family.f.year.2025.carried"], 18000-2*(1500-1000)/31.; !(math.Abs(got-want) <= 3) {
		t.Errorf("%g TEU carried in the second year, want %g", got, want)
	}
}

// TestFleetComesNew: a fleet that comes inside the run has its first breakdown and overhaul that long after its day, not
// on it.
func TestFleetComesNew(t *testing.T) {
	specs := chainSpecs("west")
	fleet := *specs["vessel.v"].(*Vessel)
	fleet.Overhaul, fleet.OffHire = &Interval{}, &Interval{}
	fleet.Overhaul.Every, fleet.Overhaul.Takes = hours(100), hours(5)
	fleet.OffHire.Every, fleet.OffHire.Takes = hours(300), hours(5)
	specs["vessel.w"] = &fleet
	for _, p := range []string{"port.a", "port.b"} {
		b := &specs[p].(*Port).Berth[0].Value
		b.Takes = append(b.Takes, "vessel.w")
	}
	s := model(0, 1500, specs)
	s.Things[s.Find("vessel.w")].From = time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC)
	w := build(t, s, 0)
	w.begin()
	w.simulate(des.Time(30*day) + 1)
	n := 0
	for i := range w.ships {
		if sh := w.ships[i]; sh.fleet.path == "vessel.w" {
			if dock := h(100 * (float64(n) + 0.5) / 2); sh.dock != des.Time(30*day+dock) || sh.down != des.Time(30*day+h(300)) {
				t.Errorf("ship %d: overhaul at %v, breakdown at %v, want %v and %v after 30 d", n, sh.dock, sh.down, dock, h(300))
			}
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d ships", n)
	}
}

// TestLateFlows: a pool whose empty wagons go back by a flow cannot come inside the run, and is named once; nor can a flow that comes at
// intervals. Each is told what to do.
func TestLateFlows(t *testing.T) {
	late := func(s *Scenario, paths ...string) string {
		for _, path := range paths {
			s.Things[s.Find(path)].From = s.Run.Start.AddDate(0, 0, 1)
		}
		text := ""
		for _, f := range Check(s) {
			text += f.Path + ": " + f.Text + "\n"
		}
		return text
	}
	const pool = "wagon.pool: empty ones cannot begin to go back inside a run: have it and its returns from the beginning, without ready, with a count that is never short, such as 1000; on the day change the count\n"
	if got := late(circuit(30, map[string]Spec{}), "wagon.pool", "flow.back"); got != pool {
		t.Errorf("said %q", got)
	}
	const flow = "flow.g: a flow without volume cannot begin inside a run: give it one, or let the run, lead-in included, begin on that day or later\n"
	if got := late(model(0, 240, plainCorridor()), "flow.g"); got != flow {
		t.Errorf("said %q", got)
	}
}
