package corridor

import (
	"math"
	"strings"
	"testing"
	"time"
)

// byMonth are twelve numbers, one of a few in turn.
func byMonth(x ...float64) []float64 {
	out := make([]float64, 12)
	for m := range out {
		out[m] = x[m%len(x)]
	}
	return out
}

// TestCalmByMonth: how long a calm of a given number of hours at rate 1 lasts, by hand: at 0.01 storms an hour in January
// 2024, of 744 h, none in February, of 696 h, and 0.02 in March; what a change of the Spec at 1500 h leaves of it; and no
// storm at all where the rest of the run has none.
func TestCalmByMonth(t *testing.T) {
	s := datedStorms(2000, 1e6)
	b := spec[*Basin](s, "basin.x")
	b.Dates, b.Storms, b.Takes = nil, byMonth(0.01, 0, 0.02), hours(10)
	b.Port = Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}}
	w := build(t, s, 0)
	w.begin()
	x := w.basins[0]
	for _, c := range []struct{ since, need, ends float64 }{
		{0, 1, 100}, {0, 7.4, 740}, {700, 0.34, 734}, {700, 0.54, 744 + 696 + 5}, {800, 0.2, 744 + 696 + 10}, {1500, 1, 1550},
	} {
		x.since, x.need = at(c.since), c.need
		if got := time.Duration(x.endOfCalm(w)).Hours(); !(math.Abs(got-c.ends) <= 1e-6) {
			t.Errorf("a calm of %v from %v h on ends at %v h, want %v", c.need, c.since, got, c.ends)
		}
	}
	drive(w, at(1500), nil)
	x.on, x.since, x.need = false, 0, 10
	if x.passCalm(w); !(math.Abs(x.need-(10-7.44-60*0.02)) <= 1e-9) {
		t.Errorf("%v of the calm is left at 1500 h, want %v", x.need, 10-7.44-60*0.02)
	}
	x.since, x.need = at(1500), 11 // the 500 h that are left have 10
	if x.endOfCalm(w) < w.end {
		t.Errorf("a storm at %v", x.endOfCalm(w))
	}
}

// weatherOf is what the storms of many years did, by calendar month: hours, storms that began, and for how long ports were shut
// and cranes stood still, by the state of the ports: bit 0 the first, bit 1 the second.
type weatherOf struct {
	hours, storms [12]float64
	shut, still   [12][4]float64
	struck        [12][4]float64 // storms that begin
}

// watch adds up to a year of weather; the run begins on the 1st of January.
func (o *weatherOf) watch(t *testing.T, s *Scenario, replication int) {
	w := build(t, s, replication)
	x := w.basins[0]
	start, until := s.Run.begins(), 0.0
	bits := func(is func(q *quayside) bool) (k int) {
		for i, p := range s.Things {
			if d, ok := w.actors[i].(*depot); ok && d.port != nil && is(d.port) {
				k |= 1 << (p.Path[len(p.Path)-1] - 'a')
			}
		}
		return k
	}
	shut, still := 0, 0
	w.begin()
	drive(w, w.end, func(e event) {
		now := time.Duration(w.sim.Now()).Hours()
		for until < now { // no month ends inside a step
			at := start.Add(h(until + 1e-9))
			next := min(now, time.Date(at.Year(), at.Month()+1, 1, 0, 0, 0, 0, time.UTC).Sub(start).Hours())
			m := at.Month() - 1
			o.hours[m] += next - until
			o.shut[m][shut] += next - until
			o.still[m][still] += next - until
			until = next
		}
		shut = bits(func(q *quayside) bool { return q.shut > 0 })
		still = bits(func(q *quayside) bool { return q.windy > 0 })
		if e.do == storm && x.on {
			m := start.Add(h(now)).Month() - 1
			o.storms[m]++
			o.struck[m][shut]++
		}
	})
}

// TestWeatherByMonth holds two hundred years of storms against their formulas, month by month. In a month of the rate r a storm of L hours
// is on for r L/(1 + r L) of the time. It closes the leading port with the chance p of the month; the other with the
// chance c if that one is closed, and o if it is open. So the leader is closed for p of the stormy time, both for p c, the
// follower alone for (1 - p) o; were they independent, both would be closed for the product of the shares. Where
// the follower stays open its cranes stand still with the chance k of the month. The numbers come in turn, each with a period
// of its own, so that no month is like another and none is served by the numbers of the next. The follower comes before its
// leader in the list or after it.
func TestWeatherByMonth(t *testing.T) {
	const years, length = 200, 12.
	rate, p := byMonth(0.002, 0.02, 0.006, 0.04), byMonth(0.8, 0.3, 1)
	c, o, k := byMonth(0.9, 0.5), byMonth(0.1, 0.4, 0, 0, 0.8, 0.2), byMonth(1, 0.3, 0.6, 0)
	for _, leader := range []int{0, 1} {
		port, follower := []string{"a", "b"}, 1-leader
		lead, follow := 1<<leader, 1<<follower
		s := datedStorms(366*24, 1e6)
		b := spec[*Basin](s, "basin.x")
		b.Dates, b.Storms, b.Takes, b.Port = nil, rate, hours(length), make(Map[Closing], 2)
		b.Port[leader] = Entry[Closing]{port[leader], Closing{Closes: p}}
		b.Port[follower] = Entry[Closing]{port[follower], Closing{With: port[leader], Closed: c, Open: o, Cranes: k}}
		var is weatherOf
		for r := range years {
			is.watch(t, s, r)
		}
		onPaper, windOnPaper := [2]float64{1, 1}, 0.0
		for m := range 12 {
			// Storms begin as a Poisson process by the hours of calm, and last L each, some of them into the next month.
			calm := is.hours[m] / (1 + rate[m]*length)
			n := is.storms[m]
			if want := rate[m] * calm; !(math.Abs(n-want) <= 4*math.Sqrt(want)+0.01*want) {
				t.Errorf("leader %s: %v storms in the months %d, want %.0f", port[leader], n, m+1, want)
			}
			stormy := rate[m] * length / (1 + rate[m]*length)
			both, one, other, open := p[m]*c[m], p[m]*(1-c[m]), (1-p[m])*o[m], (1-p[m])*(1-o[m])
			for bits, chance := range map[int]float64{3: both, lead: one, follow: other, 0: open} {
				if got := is.struck[m][bits]; !(math.Abs(got-n*chance) <= 4*math.Sqrt(n*chance*(1-chance))) {
					t.Errorf("leader %s: %v of %v storms of the months %d close ports %02b, want %.1f", port[leader], got, n, m+1, bits, n*chance)
				}
			}
			// The share of the time: as many storms, each for L; one in the months' edges may fall to the neighbour.
			near := func(what string, hours, chance float64) {
				t.Helper()
				want := stormy * chance * is.hours[m]
				edge := length * length / (2 * 730) * (rate[m] + rate[(m+11)%12]) * is.hours[m]
				if !(math.Abs(hours-want) <= 4*length*math.Sqrt(max(want/length, 1))+edge) {
					t.Errorf("leader %s, months %d: %s for %.0f h of %.0f, want %.0f", port[leader], m+1, what, hours, is.hours[m], want)
				}
			}
			near("both closed", is.shut[m][3], both)
			near("the leader alone", is.shut[m][lead], one)
			near("the follower alone", is.shut[m][follow], other)
			near("cranes in the wind", is.still[m][follow], (1-both-other)*k[m])
			if got := is.still[m][lead] + is.still[m][3]; got > 0 {
				t.Errorf("cranes of the leader stand still for %v h", got)
			}
			onPaper[leader] -= stormy * p[m] / 12
			onPaper[follower] -= stormy * (both + other) / 12
			windOnPaper += stormy * (1 - both - other) * k[m] / 12
		}
		l := newLedger(s, "")
		for i, d := range l.w.depots {
			if got := l.open[d.id]; !(math.Abs(got-onPaper[i]) <= 1e-12) {
				t.Errorf("leader %s: %s open on paper for %v, want %v", port[leader], port[i], got, onPaper[i])
			}
		}
		if got := l.still[l.w.depots[follower].id]; !(math.Abs(got-windOnPaper) <= 1e-12) {
			t.Errorf("cranes stand still on paper for %v, want %v", got, windOnPaper)
		}
	}
}

// TestClosuresTogether: a port that closes exactly when its leader does is closed with it to the second, and one that
// closes exactly when it does not is never closed with it; both all the time that a storm is on.
func TestClosuresTogether(t *testing.T) {
	for _, same := range []float64{1, 0} {
		s := datedStorms(366*24, 1e6)
		b := spec[*Basin](s, "basin.x")
		b.Dates, b.Storms, b.Takes = nil, ofTwelve(0.02), hours(10)
		b.Port = Map[Closing]{{"a", Closing{With: "b", Closed: ofTwelve(same), Open: ofTwelve(1 - same)}}, {"b", Closing{Closes: ofTwelve(0.5)}}}
		m := run(t, s, 0)
		x, y, all := m["port.a.closed.mean"], m["port.b.closed.mean"], m["basin.x.stormy.mean"]
		if all < 0.1 || same == 1 && x != y || same == 0 && !(math.Abs(x+y-all) <= 1e-9) || !(math.Abs(y/all-0.5) <= 0.15) {
			t.Errorf("%v: closed for %v and %v, stormy for %v of the time", same, x, y, all)
		}
	}
}

// TestWindOfTheMonth: cranes stop in every storm of January and in none of February; ships are worked, or not.
func TestWindOfTheMonth(t *testing.T) {
	for month, share := range map[time.Month]float64{1: 1, 2: 0} {
		s := datedStorms(28*24, 1e6)
		s.Run.Start = time.Date(2025, month, 1, 0, 0, 0, 0, time.UTC)
		b := spec[*Basin](s, "basin.x")
		b.Dates, b.Storms, b.Takes = nil, ofTwelve(0.03), hours(10)
		b.Port = Map[Closing]{{"b", Closing{Closes: ofTwelve(0), Cranes: byMonth(1, 0)}}}
		spec[*Port](s, "port.b").Berth = Map[Berth]{{"x", berthsOf(1, 10, func(b *Berth) { b.Wind = true })}}
		m := run(t, s, 0)
		if wind, all := m["port.b.wind.mean"], m["basin.x.stormy.mean"]; all < 0.1 || !(math.Abs(wind-share*all) <= 1e-12) {
			t.Errorf("%v: wind stops cranes for %v of the time, storms last for %v", month, wind, all)
		}
	}
}

// TestLeaderOfLeaders: a port cannot follow itself, or one that follows another.
func TestLeaderOfLeaders(t *testing.T) {
	follows := func(with string) Closing {
		return Closing{With: with, Closed: ofTwelve(1), Open: ofTwelve(0)}
	}
	for with, want := range map[string]string{"a": "basin.x.port.a.with follows itself", "b": `basin.x.port.a.with "b" follows another port itself`} {
		s := datedStorms(100, 10)
		b := spec[*Basin](s, "basin.x")
		b.Dates, b.Storms, b.Takes = nil, ofTwelve(0.02), hours(10)
		b.Port = Map[Closing]{{"a", follows(with)}, {"b", follows("c")}, {"c", Closing{Closes: ofTwelve(0.5)}}}
		s.Things = append(s.Things, Thing{Path: "port.c", Spec: portOf()})
		s.Things = things(specsOf(s))
		if text := faultTexts(s); !strings.Contains(text, want) {
			t.Errorf("no fault %q in %q", want, text)
		}
	}
}
