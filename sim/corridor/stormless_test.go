package corridor

import (
	"math"
	"slices"
	"testing"
	"time"

	"corridor/sim/des"
)

// met are the storms of a run, with what was drawn for each.
type met struct {
	from, to time.Time
	hit      [2]bool
}

// stormsOf collects the storms that begin within a run.
func stormsOf(s *Scenario) (out []met) {
	w := New(s, Choices{Seed: 1})
	w.begin()
	drive(w, w.end, func(e event) {
		x := w.basins[0]
		if x.on && e.do == storm {
			begins := s.Run.begins().Add(time.Duration(w.sim.Now()))
			out = append(out, met{begins, begins.Add(x.length), [2]bool(x.hit)})
		}
	})
	return out
}

// stormyYears is a sea of ten years with storms at a rate an hour of calm, of 30 h in the mean, and nobody on it.
func stormyYears(rate float64) *Scenario {
	s := datedStorms(10*365*24, 1e6)
	b := spec[*Basin](s, "basin.x")
	b.Dates, b.Storms, b.Takes = nil, ofTwelve(rate), exp(30)
	b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(0.7)}}, {"b", Closing{Closes: ofTwelve(0.5)}}}
	return s
}

// TestFewerStorms: of storms by chance a share comes, and these are the storms of the whole, to the nanosecond; and so with
// storms by date. What is expected by the numbers: the share, within four standard errors.
func TestFewerStorms(t *testing.T) {
	dated := func() *Scenario {
		var all []Gale
		for i := range 600 {
			all = append(all, gale(10+100*float64(i), 40+100*float64(i), "a"))
		}
		s := datedStorms(10*365*24, 1e6, all...)
		return s
	}
	for name, make := range map[string]func() *Scenario{"by chance": func() *Scenario { return stormyYears(0.01) }, "by date": dated} {
		whole := map[met]bool{}
		for _, x := range stormsOf(make()) {
			whole[x] = true
		}
		for _, share := range []float64{0.9, 0.4, 0} {
			s := make()
			spec[*Basin](s, "basin.x").Share = Ratio(share)
			some := stormsOf(s)
			for _, x := range some {
				if !whole[x] {
					t.Errorf("%s: %v is none of the whole", name, x)
				}
			}
			n := float64(len(whole))
			if n < 500 || !(math.Abs(float64(len(some))-share*n) <= 4*math.Sqrt(n*share*(1-share))) {
				t.Errorf("%s: %d storms of %v, want a share of %v", name, len(some), n, share)
			}
		}
	}
	s := stormyYears(0.01)
	b := spec[*Basin](s, "basin.x")
	b.Share = 0.4
	const closed = 0.4 * 0.7 * 0.01 * 30 / (1 + 0.01*30)
	if l := newLedger(s, ""); !(math.Abs(l.open[l.w.depots[0].id]-(1-closed)) <= 1e-12) {
		t.Errorf("open on paper %v, want %v", l.open[l.w.depots[0].id], 1-closed)
	}
	if m := run(t, s, 0)["port.a.closed.mean"]; !(math.Abs(m-closed) <= 0.15*closed) {
		t.Errorf("closed %v of the time, want %v", m, closed)
	}
}

// TestShareInsideTheRun: from the 101st day on all storms come again, the same as without a share before it.
func TestShareInsideTheRun(t *testing.T) {
	s := stormyYears(0.01)
	b := spec[*Basin](s, "basin.x")
	all := *b
	b.Share = 0.3
	turn := s.Run.Start.Add(100 * day)
	s.Dated = []Dated{{On: turn, Things: []Thing{{Path: "basin.x", Spec: &all}}}}
	got, want := stormsOf(s), stormsOf(stormyYears(0.01))
	after := func(all []met) (out []met) {
		for _, x := range all {
			if x.from.After(turn.Add(10 * day)) { // one that does not come may be passed over by then
				out = append(out, x)
			}
		}
		return out
	}
	if !slices.Equal(after(got), after(want)) || len(got) >= len(want) {
		t.Errorf("%d storms after the day, want %d; %d in all, without %d", len(after(got)), len(after(want)), len(got), len(want))
	}
}

// TestForesightOfOneStorm: whether a captain knows of a storm depends on its date and his ship alone, so that a storm less
// changes nothing for the others; by their numbers, about half of these forecasts would be others.
func TestForesightOfOneStorm(t *testing.T) {
	knows := func(storms ...Gale) map[time.Time]string {
		s := datedStorms(2000, 1e6, storms...)
		spec[*Basin](s, "basin.x").Hit = 0.5
		w := New(s, Choices{Seed: 1})
		w.begin()
		x := w.basins[0]
		out := map[time.Time]string{}
		for _, g := range storms {
			drive(w, des.Time(g.From.Sub(s.Run.Start)-time.Hour), nil)
			for i := range w.ships {
				if x.foreseen(w, w.ships[i]) {
					out[g.From] += "1"
				} else {
					out[g.From] += "0"
				}
			}
		}
		return out
	}
	var storms []Gale
	for i := range 30 {
		storms = append(storms, gale(50+60*float64(i), 60+60*float64(i), "a"))
	}
	all, less := knows(storms...), knows(append(append([]Gale(nil), storms[:7]...), storms[8:]...)...)
	for from, who := range less {
		if len(who) != 40 || all[from] != who {
			t.Errorf("the storm of %v is known to %s, with one more before it to %s", from, who, all[from])
		}
	}
}

// TestStormLess takes one storm of 13 out of a half-year, in 40 cases, under the same luck. Ships that always find cargo lose to
// a storm of D hours all of it but the rest of the passage under way: a passage of P hours is met after half of E(P²)/E(P). So
// a storm less gives each of them (D - E(P²)/2E(P)) / E(P) passages.
func TestStormLess(t *testing.T) {
	const ships, storm = 8, 60.
	var gained []float64
	for k := range 40 {
		sailings := func(skip int) float64 {
			var storms []Gale
			for i := range 13 {
				if from := 150 + 300*float64(i) + float64(k); i != skip {
					storms = append(storms, gale(from, from+storm, "a", "b"))
				}
			}
			s := datedStorms(4200, 0.5, storms...)
			spec[*Basin](s, "basin.x").Hit = 0
			v := spec[*Vessel](s, "vessel.v")
			v.Count, v.Passage = ships, every(law("uniform", "min", 8*3600, "max", 12*3600))
			return run(t, s, k)["vessel.v.sailings"]
		}
		gained = append(gained, sailings(k%13)-sailings(none))
	}
	want := ships * (storm - (100+4./3)/(2*10)) / 10
	mean, se := meanSE(gained)
	t.Logf("%.2f ± %.2f passages more, want %.2f", mean, se, want)
	if !(math.Abs(mean-want) <= 4*se) || slices.Min(gained) <= 0 {
		t.Errorf("%.2f ± %.2f passages more without a storm, want %.2f; least %v", mean, se, want, slices.Min(gained))
	}
}

// TestStormLessAmongQueues: the same with all that makes luck: forecasts, false alarms, berths, drawn times, breakdowns. A system of
// queues is not better in every single case for what is better in the mean: ships come in another order, and a breakdown
// meets another voyage. But the mean must fall, and few cases may be worse, and by little.
func TestStormLessAmongQueues(t *testing.T) {
	const cases = 40
	var gained []float64
	worse, loss, gain := 0, 0., 0.
	for k := range cases {
		days := func(skip int) float64 {
			var storms []Gale
			for i := range 13 {
				if from := 150 + 300*float64(i) + float64(k); i != skip {
					storms = append(storms, gale(from, from+60, "a", "b"))
				}
			}
			s := datedStorms(4200, 8, storms...)
			b := spec[*Basin](s, "basin.x")
			b.Hit, b.FalseAlarm, b.Slow = 0.85, 0.1, 0.5
			v := spec[*Vessel](s, "vessel.v")
			v.Count, v.Passage = 6, every(law("uniform", "min", 8*3600, "max", 12*3600))
			v.OffHire = &Interval{Every: exp(700), Takes: exp(48)}
			spec[*Flow](s, "flow.f").Every = every(exp(8))
			for _, p := range []Ref{"port.a", "port.b"} {
				spec[*Port](s, p).Berth = Map[Berth]{{"x", Berth{Count: 2, Takes: []Ref{"vessel.v"}, Fixed: exp(6)}}}
			}
			return run(t, s, k)["flow.f.transit.mean"]
		}
		less := days(none) - days(k%13)
		gained = append(gained, less)
		if less < 0 {
			worse++
			loss -= less
		} else {
			gain += less
		}
	}
	mean, se := meanSE(gained)
	t.Logf("%.3f ± %.3f d less, in %d of %d cases more; these are %.1f %% of all that is gained", mean, se, worse, cases, 100*loss/gain)
	if mean < 4*se || worse > cases/8 || loss > 0.1*gain {
		t.Errorf("%.3f ± %.3f d less without a storm; %d of %d cases are worse, by %.3f d in all of %.3f gained", mean, se, worse, cases, loss, gain)
	}
}

// TestCaughtAtSea: of ships that leave in a calm which ends at the rate r a storm catches 1 - exp(-r P) on a passage of P hours
// if nobody foresees it, (1 - hit) of that if a share does not, and none if all do. Every captain looks at every storm anew.
func TestCaughtAtSea(t *testing.T) {
	const rate, passage = 0.02, 5.
	p := 1 - math.Exp(-rate*passage)
	for _, hit := range []Ratio{0, 0.6, 1} {
		basin := stormy(hours(10), func(b *Basin) { b.Hit = hit })
		m := run(t, ferries(40, exp(25), map[string]Spec{"basin.w": basin}, func(v *Vessel) { v.Passage = every(hours(passage)) }), 0)
		got, n := m["sea.s.caught"]/m["sea.s.sailings"], m["sea.s.sailings"]
		want := p * (1 - float64(hit)) / (1 - p*float64(hit)) // of those that leave: who stays does not count
		t.Logf("hit %v: %.4f of %.0f passages, want %.4f", hit, got, n, want)
		if !(math.Abs(got-want) <= 4*math.Sqrt(want*(1-want)/n)+1e-12) {
			t.Errorf("hit %v: storms catch %.4f of %.0f passages, want %.4f", hit, got, n, want)
		}
	}
}
