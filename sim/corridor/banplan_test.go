package corridor

import (
	"math"
	"slices"
	"testing"

	"corridor/sim/des"
)

// planned is a line of so many hours and one of 11 h, at whose end a siding unloads a train in fixed hours. Trains bound for
// it wait on the second line. Cargo comes for first trains every hours, and for second trains at hour 1100.
func planned(b *Ban, line, fixed float64, first, second des.Dist, every des.Dist) *Scenario {
	s := banned1(b)
	s.Things = append(s.Things, Thing{Path: "rail.k", Spec: newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Tracks = 3.6e6, Speed(1000/line), 2 })})
	s.Things = things(byPath(s))
	spec[*Rail](s, "rail.l").Length, spec[*Rail](s, "rail.l").Tracks = 39600, 2
	spec[*Route](s, "route.r").Path = []Ref{"terminal.a", "rail.k", "rail.l", "terminal.b"}
	spec[*Flow](s, "flow.first").Every, spec[*Flow](s, "flow.first").Batch = &every, first
	spec[*Flow](s, "flow.second").Batch = second
	spec[*Terminal](s, "terminal.b").Siding[0].Value.Fixed = hours(fixed)
	return s
}

func byPath(s *Scenario) map[string]Spec {
	m := map[string]Spec{}
	for _, t := range s.Things {
		m[t.Path] = t.Spec
	}
	return m
}

// days runs a scenario day by day and counts the trains that are made up, the trains unloaded, and those that wait and are
// under way at the end of each.
func days(t *testing.T, s *Scenario, n int) (made, done, queue, under []int) {
	t.Helper()
	if faults := Check(s); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	w := New(s, Choices{Seed: 1})
	a, b := w.places[s.Find("terminal.a")].(*depot), w.places[s.Find("terminal.b")].(*depot)
	look := &ban{spec: &Ban{}, depot: b}
	w.begin()
	sofar, ended := 0, 0
	for d := range n {
		w.simulate(des.Time(h(24 * float64(d+1))))
		q, u := look.count(w)
		now := int(a.trainsMade())
		made, queue, under = append(made, now-sofar), append(queue, q), append(under, u)
		done = append(done, now-q-u-ended)
		sofar, ended = now, now-q-u
	}
	return made, done, queue, under
}

// TestPlanByHand: 40 trains set out at hour 1000 and wait at hour 1050, when 16 may; the ban begins at hour 1056. From hour
// 1061 one is unloaded in 6 h, 4 a day; at hour 1272 there are 5 left, fewer than half of 16, and the ban is lifted. Of the
// 40 trains that it has held go as many as are unloaded in two days: 8, and again 8 at hour 1296. For 8 are to wait, and
// what is unloaded in 2 days on the way (80 train days of 40 trains) and a day until the next look comes on top: 12. At
// hour 1320, when none waits and 16 are under way, 1 goes to make 17: 2.5 a day were unloaded in the last two days, and
// the line has been counted with 104 train days, which makes 3.6 with the day until the next look. At hour 1344, when one
// was unloaded and 16 are bound, none goes.
func TestPlanByHand(t *testing.T) {
	window := 2 * day
	s := planned(&Ban{Trains: 16, Window: &window}, 50, 6, des.Constant(40), des.Constant(40), hours(1000))
	made, _, queue, under := days(t, s, 57)
	for i, want := range [][3]int{{0, 9, 0}, {8, 5, 8}, {8, 1, 16}, {1, 0, 17}, {0, 7, 9}} {
		if got := [3]int{made[51+i], queue[51+i], under[51+i]}; got != want {
			t.Errorf("hour %d: %v made up, waiting, under way, want %v", 24*(52+i), got, want)
		}
	}
}

// TestPlanNeitherFloodsNorStarves: ten trains a day are offered where two a day are unloaded, over a line of five days. When
// the first ban has begun, no day brings more than twice the best rate and one; when it is over, which the flood of before it
// makes long, no more wait than the ban allows, and what is unloaded a day is what is unloaded without a ban. From day 300 on four a day are
// unloaded: the trains follow at once where as many are allowed as are under way at twice the rate, else as fast as the best
// rate of thirty days grows.
func TestPlanNeitherFloodsNorStarves(t *testing.T) {
	const flood, lifted, faster, later, end = 40, 200, 300, 345, 420
	for _, c := range []struct {
		ban      *Ban
		queue    int // at most, once the first ban is lifted
		at, late float64
	}{
		{nil, math.MaxInt, 4, 4},
		{&Ban{Trains: 40}, 40, 4, 4},
		{&Ban{Days: 10 * day}, 20, 3.8, 4},
		{&Ban{Trains: 12}, 12, 2.8, 3.8},
	} {
		s := planned(c.ban, 120, 12, des.Constant(1), des.Constant(1), hours(2.4))
		s.Run.LeadIn, s.Run.Length = 0, end*day
		spec[*Flow](s, "flow.second").Every = every(hours(1e6))
		then := *spec[*Terminal](s, "terminal.b")
		then.Siding = Map[Siding]{{"s", then.Siding[0].Value}}
		then.Siding[0].Value.Fixed = hours(6)
		made, done, queue, _ := days(t, on(s, 10, 27, map[string]Spec{"terminal.b": &then}), end)
		if got := mean(done[lifted:faster]); got != 2 {
			t.Errorf("%+v: %v trains a day, want 2", c.ban, got)
		}
		if a, b := mean(done[faster:later]), mean(done[later:]); a < c.at || a > 4 || b < c.late {
			t.Errorf("%+v: %v trains a day in the first 45 days of the better rate and %v later, want %v and %v", c.ban, a, b, c.at, c.late)
		}
		if c.ban == nil {
			continue
		}
		if most := slices.Max(made[flood:faster]); most > 5 {
			t.Errorf("%+v: %d trains in a day at a rate of 2", c.ban, most)
		}
		if most := slices.Max(queue[lifted:faster]); most > c.queue {
			t.Errorf("%+v: up to %d trains wait, want %d at most", c.ban, most, c.queue)
		}
		if most := slices.Max(made[faster:]); most > 9 {
			t.Errorf("%+v: %d trains in a day at a rate of 4", c.ban, most)
		}
		t.Logf("%+v: up to %d wait and %d go a day; %.2f trains a day, then %.2f and %.2f", c.ban, slices.Max(queue[lifted:faster]), slices.Max(made[flood:faster]), mean(done[lifted:faster]), mean(done[faster:later]), mean(done[later:]))
	}
}

func mean(xs []int) float64 {
	sum := 0
	for _, x := range xs {
		sum += x
	}
	return float64(sum) / float64(len(xs))
}

// TestBanWithoutShortage: a ban that never begins changes nothing.
func TestBanWithoutShortage(t *testing.T) {
	of := func(b *Ban) map[string]float64 {
		return run(t, planned(b, 120, 12, des.Constant(1), des.Constant(5), exp(24)), 0)
	}
	with, without := of(&Ban{Trains: 60}), of(nil)
	for name, x := range without {
		if got := with[name]; got != x && !math.IsNaN(x) {
			t.Errorf("%s: %v with a ban that never begins, %v without", name, got, x)
		}
	}
	if with["terminal.b.siding.s.queue.max"] < 3 || with["terminal.b.siding.s.ban.count"] != 0 || len(without) < 50 {
		t.Errorf("up to %v trains wait and %v bans begin", with["terminal.b.siding.s.queue.max"], with["terminal.b.siding.s.ban.count"])
	}
}

// TestPlanGoesOn: where three trains may wait, with the one that is unloaded, and the queue is looked at once a day, the siding
// still unloads two a day; where one may, the plan does not stand still.
func TestPlanGoesOn(t *testing.T) {
	for trains, least := range map[int]float64{3: 1.95, 1: 0.95} {
		s := planned(&Ban{Trains: trains}, 1, 12, des.Constant(1), des.Constant(1), hours(2.4))
		s.Run.LeadIn, s.Run.Length = 0, 200*day
		spec[*Flow](s, "flow.second").Every = every(hours(1e6))
		_, done, _, _ := days(t, s, 200)
		if got := mean(done[100:]); got < least {
			t.Errorf("%v trains a day where %d may wait, want %v at least", got, trains, least)
		}
	}
}
