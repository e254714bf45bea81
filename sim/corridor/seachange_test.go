package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// shuttle is a lane on which so many ships of 10 pieces go back and forth without pause, 10 h a passage, from
// January 1 for 60 days; cargo waits at the first port in plenty. From the 31st day m stands in place of what was.
func shuttle(ships int, cargo float64, m map[string]Spec, change ...func(*Vessel)) *Scenario {
	s := crossing(24*60, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(cargo)), des.Constant(10), 1000 }),
		"vessel.v": restless(ships, 10, change...),
		"port.b":   portOf(func(p *Port) { p.Berth = Map[Berth]{{"x", Berth{Count: 9, Takes: []Ref{"vessel.v"}}}} }),
	})
	s.Run.LeadIn = 0
	return on(s, 1, 31, m)
}

func restless(ships int, passage float64, change ...func(*Vessel)) Spec {
	return vesselOf(ships, 10, hours(passage), append([]func(*Vessel){func(v *Vessel) { v.Sail.AtLeast = 0 }}, change...)...)
}

// TestChangeOfShips: a ship makes 72 passages in 30 days. What comes, goes or sails faster on the 31st day counts from
// then on.
func TestChangeOfShips(t *testing.T) {
	for name, c := range map[string]struct {
		before int
		after  Spec
		want   float64
	}{
		"two more":        {1, restless(3, 10), 72 + 3*72},
		"two less":        {3, restless(1, 10), 3*72 + 72},
		"all gone":        {2, restless(0, 10), 2 * 72},
		"faster":          {2, restless(2, 5), 2*72 + 2*144},
		"three for one":   {1, restless(4, 20), 72 + 4*36},
		"never a berth":   {1, restless(1, 10, func(v *Vessel) { v.Sail.OrAfter = h(3) }), 144},
		"always off hire": {2, restless(2, 10, func(v *Vessel) { v.OffHire = &Interval{Every: hours(1), Takes: hours(1e6)} }), 2 * 72},
	} {
		m := run(t, shuttle(c.before, 1e5, map[string]Spec{"vessel.v": c.after}), 0)
		if got := m["vessel.v.sailings"]; !(math.Abs(got-c.want) <= 4) {
			t.Errorf("%s: %v sailings, want %v", name, got, c.want)
		}
	}
}

// TestChangeOfPayload: of 10 pieces of a tonne a ship takes 5 from the 31st day; one load every 20 h.
func TestChangeOfPayload(t *testing.T) {
	five := Amount{5000, Tonnes}
	s := shuttle(1, 15, map[string]Spec{"vessel.v": restless(1, 10, func(v *Vessel) { v.Payload = &five })})
	s.Run.LeadIn = h(200) // the pipe is full
	m := run(t, s, 0)
	if got := m["flow.f.carried"] * 24 * 60 / 8760; !(math.Abs(got-(36*10+36*5)) <= 15) {
		t.Errorf("%v pieces carried, want 360 and 180", got)
	}
}

// TestChangeOfBerths: one berth at which 10 pieces take 5 h works 144 ships in 30 days; the second, the faster crane or
// the second crane of a pool doubles that, and a berth less halves it.
func TestChangeOfBerths(t *testing.T) {
	port := func(count int, rate float64, cranes int) Spec {
		return portOf(func(p *Port) {
			b := Berth{Count: count, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{rate, Items}}}
			if cranes > 0 {
				b.Pool, p.Pool = "q", Map[Pool]{{"q", Pool{cranes}}}
			}
			p.Berth = Map[Berth]{{"x", b}}
		})
	}
	for name, c := range map[string]struct {
		before, after Spec
		want          float64
	}{
		"berth":      {port(1, 2, 0), port(2, 2, 0), 144 + 288},
		"rate":       {port(1, 2, 0), port(1, 4, 0), 144 + 288},
		"berth less": {port(2, 2, 0), port(1, 2, 0), 288 + 144},
		"crane":      {port(2, 2, 1), port(2, 2, 2), 144 + 288},
	} {
		s := shuttle(30, 2, map[string]Spec{"port.b": c.after}, func(v *Vessel) { v.Sail.Light = false })
		s.Things[s.Find("port.b")].Spec = c.before
		s.Run.LeadIn = h(200)
		m := run(t, s, 0)
		if got := m["flow.f.carried"] * 24 * 60 / 8760 / 10; !(math.Abs(got-c.want) <= 8) {
			t.Errorf("%s: %v shiploads, want %v", name, got, c.want)
		}
		if name == "berth" && !(math.Abs(m["port.b.berth.x.occupancy"]-1) <= 0.01) {
			t.Errorf("occupancy %v, want 1: of one berth for 30 days and of two for 30", m["port.b.berth.x.occupancy"])
		}
	}
}

// TestChangeOfStorms: a new Spec that changes nothing about storms leaves them where they are, and one that comes
// into force on its day gives from then on the storms of its rate.
func TestChangeOfStorms(t *testing.T) {
	basin := func(rate, closes float64, change ...func(*Basin)) Spec {
		return newOf(basinKind, func(b *Basin) {
			b.Storms, b.Takes = ofTwelve(rate), exp(10)
			b.Port = Map[Closing]{{"b", Closing{Closes: ofTwelve(closes)}}}
			for _, c := range change {
				c(b)
			}
		})
	}
	shares := func(before, after Spec) (share, se float64) {
		var all []float64
		for r := range 60 {
			s := shuttle(1, 1e5, map[string]Spec{"basin.x": after})
			s.Things = append([]Thing{{Path: "basin.x", Spec: before}}, s.Things...)
			all = append(all, run(t, s, r)["port.b.closed.mean"])
		}
		share, se = meanSE(all)
		return share, se
	}
	calm, same := basin(0, 1), basin(0.02, 1)
	if got, se := shares(calm, same); !(math.Abs(got-1./12) <= 4*se+0.005) || se > 0.01 {
		t.Errorf("closed %.4f ± %.4f of the time, want a sixth of the second half", got, se)
	}
	whole, _ := shares(same, same)
	if got, _ := shares(same, basin(0.02, 1, func(b *Basin) { b.Margin = h(5) })); !(math.Abs(got-whole) <= 1e-9) {
		t.Errorf("closed %v of the time with another margin, %v without", got, whole)
	}
	if got, se := shares(same, basin(0.02, 0)); !(math.Abs(got-1./12) <= 4*se+0.005) {
		t.Errorf("closed %.4f ± %.4f of the time, want a sixth of the first half", got, se)
	}
}

// TestSeaRefusals: what a ship or a berth is built for does not change inside a run.
func TestSeaRefusals(t *testing.T) {
	for want, m := range map[string]map[string]Spec{
		"vessel.v.carries cannot change inside a run": {"vessel.v": vesselOf(2, 11, hours(10))},
		"sea.s.path cannot change inside a run":       {"sea.s": seaOf("port.b", "port.a")},
		"port.b.berth cannot change inside a run":     {"port.b": portOf(func(p *Port) { p.Berth = Map[Berth]{{"y", Berth{Count: 9, Takes: []Ref{"vessel.v"}}}} })},
	} {
		if text := faultTexts(shuttle(2, 10, m)); !strings.Contains(text, want) {
			t.Errorf("no fault %q in %q", want, text)
		}
	}
}
