package corridor

import (
	"math"
	"testing"

	"corridor/sim/des"
)

// lineOf is a line alone, with a train westbound every so many hours, and a calendar.
func lineOf(hourly float64, open []string, change func(*Rail)) map[string]Spec {
	return map[string]Spec{
		"flow.f":     flowTo("route.r", func(f *Flow) { f.Every = every(hours(hourly)) }),
		"route.r":    routeOf("rail.l"),
		"calendar.c": newOf(calendarKind, func(c *Calendar) { c.Open = open }),
		"rail.l":     newOf(railKind, change),
	}
}

// TestTrackWork: a line closed for work from 10:00 to 14:00 every day, and a train every hour on the hour, 2 h of running. By
// hand: those of 10:00, 11:00, 12:00 and 13:00 wait 4, 3, 2 and 1 h. With fits the one of 9:00, which would meet the work, waits
// 5 h as well.
func TestTrackWork(t *testing.T) {
	work := []string{"00:00-10:00", "14:00-24:00"}
	double := func(r *Rail) { r.Length, r.Speed, r.Hours = 7200, 1, "calendar.c" }
	single := func(r *Rail) {
		r.Length, r.Speed, r.Tracks, r.Loops, r.Hours = 7200, 1, 1, 1, "calendar.c"
	}
	fits := func(f func(*Rail)) func(*Rail) {
		return func(r *Rail) {
			f(r)
			r.Closing = "fits"
		}
	}
	headway := func(r *Rail) {
		double(r)
		r.Headway = h(0.5)
	}
	for _, c := range []struct {
		name          string
		line          func(*Rail)
		closed, track float64 // h a day, of all trains together
		slack         float64
	}{
		{"double", double, 4 + 3 + 2 + 1, 0, 0},
		{"double, fits", fits(double), 5 + 4 + 3 + 2 + 1, 0, 0},
		// a headway of half an hour: five are there at 14:00, and enter at 14:00, 14:30, 15:00, 15:30, 16:00; those of 15:00
		// to 17:00 enter at 16:30, 17:00, 17:30; that of 18:00 at 18:00
		{"double with headway", headway, 4 + 3 + 2 + 1, 0 + 0.5 + 1 + 1.5 + 2 + 1.5 + 1 + 0.5, 0},
	} {
		s := model(24*3, 24*100, lineOf(1, work, c.line))
		m := run(t, s, 0)
		if got := m["flow.f.step.00.closed"] * 24; !(math.Abs(got-c.closed) <= 0.01) {
			t.Errorf("%s: %.4f h closed a day, want %v", c.name, got, c.closed)
		}
		if got := m["flow.f.step.00.track"] * 24; !(math.Abs(got-c.track) <= 0.01) {
			t.Errorf("%s: %.4f h of track a day, want %v", c.name, got, c.track)
		}
		if got := m["flow.f.step.00.moving"]; !(math.Abs(got-2) <= 1e-9) {
			t.Errorf("%s: %.4f h moving, want 2", c.name, got)
		}
		off, changes := Without(s, "track-work")
		if got := run(t, off, 0)["flow.f.step.00.closed"]; !changes || got != 0 {
			t.Errorf("%s: without track work %v h closed", c.name, got)
		}
	}
	// two sections of 1 h with a train every 4 h, at 0, 4, 8, 12, 16, 20 h: the first enters the second section at 9:00 and is through at
	// 10:00; at 12:00 a train waits for 2 h; a train at 8:00 is not disturbed
	m := run(t, model(24*3, 24*100, lineOf(4, work, single)), 0)
	exactly(t, m, map[string]float64{"flow.f.step.00.closed": 2. / 6, "flow.f.step.00.track": 0})
	// closed from 9:30, a section of 1 h does not fit at 9:00: the train that came at 8:00 stands in the loop until 14:00
	work = []string{"00:00-09:30", "14:00-24:00"}
	m = run(t, model(24*3, 24*100, lineOf(4, work, fits(single))), 0)
	exactly(t, m, map[string]float64{"flow.f.step.00.closed": (2 + 5.) / 6, "flow.f.step.00.track": 0, "rail.l.meeting.mean": 5. / 6})
}

// TestFitsNoMore: two trains every 4 h from midnight, 1.5 h apart, 2 h of running, closed from 11:00 to 14:00. The second of
// 8:00 has its turn at 9:30, too late: it waits an hour for the track, and from 9:00 on, when nothing fits any more, 5 h for
// the opening. It enters at 14:00, those of 12:00 at 15:30 and 17:00 (2 h closed, 1.5 and 3 h of track), those of 16:00 at 18:30
// and 20:00, of 20:00 at 21:30 and 23:00, of 0:00 at 0:30 and 2:00, of 4:00 at 4:00 and 5:30.
func TestFitsNoMore(t *testing.T) {
	m := lineOf(4, []string{"00:00-11:00", "14:00-24:00"}, func(r *Rail) {
		r.Length, r.Speed, r.Hours, r.Closing, r.Headway = 7200, 1, "calendar.c", "fits", h(1.5)
	})
	m["flow.f"].(*Flow).Batch = des.Constant(2)
	exactly(t, run(t, model(24*3, 24*100, m), 0), map[string]float64{
		"flow.f.step.00.closed": (5 + 2 + 2) / 12.,
		"flow.f.step.00.track":  (1 + 1.5 + 3 + 2.5 + 4 + 1.5 + 3 + 0.5 + 2 + 1.5) / 12,
	})
}

// TestLineIsCut: planned work of eleven days that cuts a line: who comes waits for its end.
func TestLineIsCut(t *testing.T) {
	for name, line := range map[string]func(*Rail){
		"double": func(r *Rail) { r.Length, r.Speed, r.Hours = 7200, 1, "calendar.c" },
		"single": func(r *Rail) { r.Length, r.Speed, r.Tracks, r.Hours = 7200, 1, 1, "calendar.c" },
	} {
		m := lineOf(24, []string{"always"}, line)
		m["calendar.c"].(*Calendar).Holidays = []string{"2024-02-01/2024-02-11"}
		got := run(t, model(0, 24*100, m), 0)["flow.f.step.00.closed"] * 98 // trains of the 2nd to the 99th day, at midnight
		if want := 24. * (11 + 10 + 9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1); !(math.Abs(got/want-1) <= 0.02) {
			t.Errorf("%s: %.1f h closed, want %v", name, got, want)
		}
	}
}

// TestTurnsByPriority: turns on a double track with priorities, against Cobham; other traffic, of which there is none here, keeps its turn.
func TestTurnsByPriority(t *testing.T) {
	const gap, a, b = 1.0, 0.3, 0.5 // h; trains an hour
	now := (a + b) * gap * gap / 2
	var x, y []float64
	for r := range 8 {
		m := lineOf(1, []string{"always"}, func(r *Rail) { r.Length, r.Speed, r.Headway, r.Order = 1, 1, h(gap), "priority" })
		m["flow.f"] = flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(1/a)), 1 })
		m["flow.g"] = flowTo("route.r", func(f *Flow) { f.Every, f.Priority = every(exp(1/b)), 2 })
		v := run(t, model(500, 40000, m), r)
		x, y = append(x, v["flow.f.step.00.track"]), append(y, v["flow.g.step.00.track"])
	}
	first, _ := meanSE(x)
	second, _ := meanSE(y)
	if w1, w2 := now/(1-a*gap), now/(1-a*gap)/(1-(a+b)*gap); !(math.Abs(first/w1-1) <= 0.05) || !(math.Abs(second/w2-1) <= 0.08) {
		t.Errorf("waits %.3f and %.3f h, want %.3f and %.3f", first, second, w1, w2)
	}
}

// TestChangeOfLine: speed, slots and other traffic that change on a day, single and double.
func TestChangeOfLine(t *testing.T) {
	line := func(tracks int, speed Speed, other Frequency) map[string]Spec {
		return lineOf(6, []string{"always"}, func(r *Rail) {
			r.Length, r.Speed, r.Tracks, r.Headway, r.Other = 36000, speed, tracks, h(0.5), Both[Frequency]{other, 0}
		})
	}
	for _, tracks := range []int{1, 2} {
		s := on(model(0.5, 24*60, line(tracks, 5, 0)), 1, 31, map[string]Spec{"rail.l": line(tracks, 10, 0)["rail.l"]})
		m := run(t, s, 0)
		if got := m["flow.f.step.00.moving"]; !(math.Abs(got-1.5) <= 0.01) {
			t.Errorf("%d tracks: %.4f h moving, want 2 h for a month and 1 h for another", tracks, got)
		}
		if got := m["flow.f.step.00.weather"]; got != 0 {
			t.Errorf("%d tracks: %.4f h beyond the base time", tracks, got)
		}
	}
	var used []float64
	for r := range 6 {
		s := on(model(0.5, 24*300, line(2, 5, 12)), 5, 30, map[string]Spec{"rail.l": line(2, 5, 24)["rail.l"]}) // the 151st day
		used = append(used, run(t, s, r)["rail.l.occupation.west"])
	}
	mean, se := meanSE(used)
	if want := (4 + (12+24)/2.) * 0.5 / 24; !(math.Abs(mean-want) <= 4*se+0.001) {
		t.Errorf("occupation %.4f ± %.4f, want %.4f", mean, se, want)
	}
}

// TestNothingFits: a line that is never open for as long as a train needs is refused, not left to a jam.
func TestNothingFits(t *testing.T) {
	for hours, faulty := range map[float64]bool{9.9: false, 10.1: true} {
		m := lineOf(4, []string{"00:00-10:00"}, func(r *Rail) {
			r.Length, r.Speed, r.Hours, r.Closing = Length(hours*3600), 1, "calendar.c", "fits"
		})
		if f := Check(model(0, 100, m)); (len(f) > 0) != faulty {
			t.Errorf("a line of %v h open for 10 h: %v", hours, f)
		}
	}
	k := Calendar{Open: []string{"Sat-Sun 00:00-24:00", "Mon 00:00-08:00"}}
	if got := k.longest(); got != h(56) {
		t.Errorf("open for %v over the weekend, want 56 h", got)
	}
}

// TestInstalledWithTrackWork: a line that is closed for six hours a day takes three quarters of the trains on paper, and says
// so in numbers.
func TestInstalledWithTrackWork(t *testing.T) {
	on := func(tracks int, change func(*Rail), open ...string) Capacity {
		return Installed(model(0, 8760, lineOf(1, open, func(r *Rail) {
			r.Length, r.Speed, r.Tracks, r.Headway, r.Hours = 3600, 1, tracks, h(1), "calendar.c"
			change(r)
		})), "")[0]
	}
	use := func(tracks int, open ...string) float64 { return on(tracks, func(*Rail) {}, open...).Use }
	for _, c := range []struct {
		tracks int
		change func(*Rail)
		want   string
	}{
		{2, func(r *Rail) { r.Other = Both[Frequency]{6, 6} }, "double track: 18 h open ÷ 1 h headway = 18 trains/d, less other traffic 6.0 trains/d"},
		{2, func(r *Rail) { r.Slots = Both[Frequency]{24, 24} }, "24 slots/d × 75 % open = 18, less other traffic 0.0 trains/d"},
		{1, func(r *Rail) { r.Crossing = 0 }, "single track: 18 h open ÷ (2 × 1.00 h longest section and crossing) = 9.0 pairs/d, less other traffic 0.0 + 0.0 trains/d"},
	} {
		if got := on(c.tracks, c.change, "00:00-12:00", "18:00-24:00").Note; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for _, tracks := range []int{1, 2} {
		if whole, part := use(tracks, "always"), use(tracks, "00:00-12:00", "18:00-24:00"); !(math.Abs(part/whole-4./3) <= 1e-9) {
			t.Errorf("%d tracks: used %.4f, %.4f with work", tracks, whole, part)
		}
	}
}
