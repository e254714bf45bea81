package corridor

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// twoTracks is a measure on a single track: other loops, speed and headway go with it.
func twoTracks(line Spec, change func(*Rail)) Spec {
	r := *line.(*Rail)
	r.Tracks, r.Loops, r.Sections, r.Crossing = 2, 0, nil, 0
	change(&r)
	return &r
}

// TestSecondTrack: two sections of an hour, a train every hour in one direction, and on the 11th day (hour 240) two tracks
// of an hour with trains a quarter of an hour apart. At 240 one train leaves the line and one is in its second section until
// 241; that of 240 waits an hour for the new line, that of 241 a quarter for its turn, and nobody waits after that.
func TestSecondTrack(t *testing.T) {
	line := newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Loops = 7200, 1, 1, 1 })
	m := map[string]Spec{"flow.f": hourly(1, only("route.r")), "route.r": routeOf("rail.l"), "rail.l": line}
	s := on(model(0, 480.5, m), 1, 11, map[string]Spec{"rail.l": twoTracks(line, func(r *Rail) { r.Speed, r.Headway = 2, h(0.25) })})
	got := run(t, s, 0)
	for name, want := range map[string]float64{
		"rail.l.waiting.mean": 1.25 / 480, "rail.l.waiting.west.mean": 1.25 / 480, "rail.l.queue.max": 2,
		"rail.l.queue.mean": 1.25 / 480.5, "rail.l.meeting.mean": 0,
		// Sections: 239 trains of an hour each. Then entries, each a quarter, of the trains of 240 and after; the last is not over.
		"rail.l.occupied.mean": 2 * 239 / 480.5, "rail.l.occupation.west": (239 + 0.25*241) / 480.5, "rail.l.occupation.east": 239 / 480.5,
		// 241 trains an hour each on the new line, the last but half.
		"rail.l.on_line.mean": (240 + 0.5) / 480.5,
	} {
		if !(math.Abs(got[name]-want) <= 1e-9) {
			t.Errorf("%s is %.9g, want %.9g", name, got[name], want)
		}
	}
	const carried = 479 // the last is on the line
	for cause, want := range map[string]float64{"closed": 1, "track": 0.25} {
		if sum := got["flow.f.step.00."+cause] * carried; !(math.Abs(sum-want) <= 1e-6) {
			t.Errorf("%g h %s in all, want %g", sum, cause, want)
		}
	}
}

// TestSecondTrackWhileTrainsWait: one section of 1.9 h and a train every hour, so there is a queue when the line closes at
// 240: trains have entered at 1, 2.9 … 238.5, 126 of them, and the last is out at 240.4. 113 wait already and one comes;
// all wait 0.4 h more, since the line is closed, and all enter at once, since there is no headway.
func TestSecondTrackWhileTrainsWait(t *testing.T) {
	line := newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks = 6840, 1, 1 })
	m := map[string]Spec{"flow.f": hourly(1, only("route.r")), "route.r": routeOf("rail.l"), "rail.l": line}
	got := run(t, on(model(0, 480.5, m), 1, 11, map[string]Spec{"rail.l": twoTracks(line, func(r *Rail) { r.Speed = 1.9 })}), 0)
	const carried = 479
	for cause, want := range map[string]float64{"closed": 114 * 0.4, "track": 0.9*125*126/2 + 113*114/2} {
		if sum := got["flow.f.step.00."+cause] * carried; !(math.Abs(sum-want) <= 1e-6) {
			t.Errorf("%g h %s in all, want %g", sum, cause, want)
		}
	}
	if most := got["rail.l.on_line.max"]; most != 115 {
		t.Errorf("%g trains on the new line at most, want all 114 and that of 241", most)
	}
}

// TestSecondTrackSettles: long after the day all is as if the line had had two tracks, or other loops, from the start, to the last digit:
// trains of both directions and two priorities, other traffic and its luck, hours. No train is lost on the way.
func TestSecondTrackSettles(t *testing.T) {
	specs := func(line Spec) map[string]Spec {
		m := map[string]Spec{"route.r": routeOf("rail.a", "rail.l", "rail.b"), "rail.l": line, "calendar.c": &Calendar{Open: []string{"05:00-24:00"}, Timezone: "UTC"},
			"rail.a": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }), "rail.b": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 })}
		for i, way := range []string{"west", "east"} {
			m["flow."+way] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction, f.Priority = every(exp(3)), way, i })
		}
		return m
	}
	old := newOf(railKind, func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Loops, r.Crossing, r.Hours = 14400, 1, 1, 3, h(0.05), "calendar.c"
		r.Other, r.Factor = Both[Frequency]{3, 2}, law("gamma", "mean", 1, "cv", 0.25)
	})
	for name, line := range map[string]Spec{
		"a second track": twoTracks(old, func(r *Rail) { r.Headway, r.Speed = h(0.25), 1.5 }),
		"other loops":    newOf(railKind, func(r *Rail) { *r = *old.(*Rail); r.Loops, r.InARow = 7, 2 }),
	} {
		t.Run(name, func(t *testing.T) { settles(t, specs, old, line) })
	}
}

func settles(t *testing.T, specs func(Spec) map[string]Spec, old, line Spec) {
	changed := on(model(24*31, 24*365, specs(old)), 1, 10, map[string]Spec{"rail.l": line})
	whole := model(24*31, 24*365, specs(line))
	for _, s := range []*Scenario{changed, whole} {
		s.Run.Start = time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	}
	got := run(t, changed, 3)
	for name, want := range run(t, whole, 3) {
		if x := got[name]; !(math.Abs(x-want) <= 1e-9*math.Abs(want)) || math.IsNaN(x) != math.IsNaN(want) {
			t.Errorf("%s is %v with the change three weeks before the measurement, %v without", name, x, want)
		}
	}
}

// TestMoreLoops: two sections of an hour, a train every hour in one direction, and on the 11th day (hour 240) four sections of
// half an hour. At 240 one train leaves the line and one is in its second section until 241; that of 240 waits an hour for the
// line to open, that of 241 half an hour for the first section, and nobody waits after that.
func TestMoreLoops(t *testing.T) {
	line := newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Loops = 7200, 1, 1, 1 })
	more := newOf(railKind, func(r *Rail) { *r = *line.(*Rail); r.Loops = 3 })
	m := map[string]Spec{"flow.f": hourly(1, only("route.r")), "route.r": routeOf("rail.l"), "rail.l": line}
	got := run(t, on(model(0, 480.5, m), 1, 11, map[string]Spec{"rail.l": more}), 0)
	for name, want := range map[string]float64{
		"rail.l.waiting.mean": 1.5 / 480, "rail.l.queue.max": 2, "rail.l.meeting.mean": 0,
		// The trains of 1 to 478 take their sections for two hours; the last two are on the line.
		"rail.l.occupied.mean": (2*478 + 1.5 + 0.5) / 480.5, "rail.l.busy": (2*478 + 1.5 + 0.5) / (2*241 + 4*239.5),
	} {
		if !(math.Abs(got[name]-want) <= 1e-9) {
			t.Errorf("%s is %.9g, want %.9g", name, got[name], want)
		}
	}
	const carried = 478
	for cause, want := range map[string]float64{"closed": 1, "track": 0.5} {
		if sum := got["flow.f.step.00."+cause] * carried; !(math.Abs(sum-want) <= 1e-6) {
			t.Errorf("%g h %s in all, want %g", sum, cause, want)
		}
	}
}

// TestSecondTrackAnywhere: random single tracks under load, some with little room, that become double, or have other loops:
// whoever waited goes on, no rule is broken at any event, and nobody stands still afterwards.
func TestSecondTrackAnywhere(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *rand.Rand, l *Rail)
		double bool
	}{
		{"double", func(r *rand.Rand, l *Rail) { l.Tracks, l.Loops, l.Crossing, l.Headway = 2, 0, 0, h(0.5*r.Float64()) }, true},
		{"loops", func(r *rand.Rand, l *Rail) { l.Loops = r.IntN(7) }, false},
	} {
		t.Run(c.name, func(t *testing.T) { becomesAnywhere(t, c.change, c.double) })
	}
}

func becomesAnywhere(t *testing.T, change func(*rand.Rand, *Rail), two bool) {
	waited := 0
	for i := range 400 {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		old := newOf(railKind, func(l *Rail) {
			l.Tracks, l.Hold, l.Loops, l.Speed, l.Length = 1, r.IntN(2) == 0, r.IntN(4), 1, Length(3600*(1+r.IntN(9)))
			l.Crossing, l.InARow = h(0.2*r.Float64()), r.IntN(3)
			l.Factor, l.Order = law("gamma", "mean", 1, "cv", 0.5), []string{"arrival", "priority"}[r.IntN(2)]
			if r.IntN(2) == 0 {
				room := 1 + r.IntN(3)
				l.Room = &room
			}
			if r.IntN(2) == 0 {
				l.Other = Both[Frequency]{Frequency(4 * r.Float64()), Frequency(4 * r.Float64())}
			}
		})
		m := map[string]Spec{"route.west": routeOf("rail.before", "rail.l", "station.b"), "route.east": routeOf("station.a", "rail.l", "station.c"), "rail.l": old}
		m["rail.before"] = newOf(railKind, func(l *Rail) { l.Tracks, l.Hold, l.Speed, l.Length = 1, true, 1, 3600 }) // asks early
		for _, name := range []string{"a", "b", "c"} {
			m["station."+name] = stationOf(3, exp(1), func(s *Station) { s.Queue, s.Full = new(int), "block" })
		}
		for _, direction := range []string{"west", "east"} {
			m["flow."+direction] = flowTo("route."+direction, func(f *Flow) { f.Every, f.Direction, f.Priority = every(exp(2+6*r.Float64())), direction, r.IntN(3) })
		}
		s := on(model(0, 24*30, m), 1, 11, map[string]Spec{"rail.l": newOf(railKind, func(l *Rail) { *l = *old.(*Rail); change(r, l) })})
		w := build(t, s, i)
		line := w.places[s.Find("rail.l")].(*single)
		v := &inspector{w: w}
		w.begin()
		look := func(event) {
			if broken := v.look(); broken != "" {
				t.Fatalf("line %d at %v: %s", i, w.sim.Now(), broken)
			}
			if line.becomes != nil && w.places[line.id] == place(line) {
				waited = max(waited, int(line.stat.queued.Value()))
			}
		}
		for hour := 7.1; hour < 24*30; hour += 7 {
			drive(w, at(hour), look)
			if broken := v.atRest(); broken != "" {
				t.Fatalf("line %d at rest at %v: %s", i, w.sim.Now(), broken)
			}
		}
		drive(w, at(24*30), look)
		d, is := w.places[line.id].(*double)
		if c := w.jam.look(w); is != two || c != none || line.becomes != nil && !is {
			t.Fatalf("line %d is not what it was to become, or somebody stands still: %v", i, is)
		}
		waits, there := line.waiting[West]+line.waiting[East], 0
		if is {
			waits, there = d.waiting[West]+d.waiting[East], int(d.stat.on.Value())
		} else {
			for j := range w.trains {
				if tr := w.trains[j]; tr.leg != none && tr.flow != none && tr.in == line.id && line.entered(tr, trainID(j)) {
					there++
				}
			}
		}
		if n := int(line.stat.queued.Value()); n != waits || is && n > 25 {
			t.Errorf("line %d: %d trains in the queue, %v wait", i, n, waits)
		}
		there += waits
		for j := range w.trains {
			if tr := w.trains[j]; tr.leg != none && tr.flow != none && tr.in == line.id {
				there--
			}
		}
		if there != 0 {
			t.Errorf("line %d: the levels count %d trains of the corridor more than there are", i, there)
		}
		w.auditStays()
	}
	if waited < 10 {
		t.Errorf("never more than %d trains wait for the new line", waited)
	}
}

// TestSecondTrackFaults: what a line cannot become inside the run.
func TestSecondTrackFaults(t *testing.T) {
	one := newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Loops = 7200, 1, 1, 1 })
	two := twoTracks(one, func(*Rail) {})
	three := newOf(railKind, func(r *Rail) { *r = *one.(*Rail); r.Loops = 2 })
	for _, c := range []struct {
		from, to Spec
		want     string
	}{{one, two, ""}, {two, one, "rail.l.tracks: a line cannot become a single track"}, {one, three, ""}} {
		s := on(model(0, 480, map[string]Spec{"flow.f": hourly(1, only("route.r")), "route.r": routeOf("rail.l"), "rail.l": c.from}), 1, 11, map[string]Spec{"rail.l": c.to})
		said := ""
		for _, f := range Check(s) {
			said += f.Path + ": " + f.Text
		}
		if (said == "") != (c.want == "") || !strings.HasPrefix(said, c.want) {
			t.Errorf("said %q, want %q", said, c.want)
		}
	}
}
