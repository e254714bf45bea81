package corridor

import (
	"math"
	"testing"
)

// TestNothingLeftOnPaper: where trains of others take all that a line has, or more, it has no capacity, and the whole neither.
func TestNothingLeftOnPaper(t *testing.T) {
	for _, tracks := range []int{1, 2} {
		for others, want := range map[Frequency]bool{0: false, 11: false, 24: true, 30: true} {
			s := forked("share", 0.7)
			r := spec[*Rail](s, "rail.a")
			if r.Tracks = tracks; tracks == 1 {
				r.Headway, r.Loops = 0, 0 // an hour from end to end: 12 pairs a day
			}
			r.Other.West, r.Other.East = others, 0
			path := map[int]string{1: "rail.a", 2: "rail.a.west"}[tracks]
			c, there := elementOf(Installed(s, ""), path)
			if !there || c.None() != want || c.Use <= 0 || (c.Mt < 1e-3) != want {
				t.Errorf("%d tracks, %v trains a day of others: %+v", tracks, others, c)
			}
		}
	}
}

// TestHoursOnPaper: a berth, a siding and a station that work eight hours a day have a third of the capacity; all of it where what
// has begun at closing time is ended.
func TestHoursOnPaper(t *testing.T) {
	use := func(open Ref, closing string) [3]float64 {
		p := newOf(portKind, func(p *Port) {
			p.Berth = Map[Berth]{{"g", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{1, Items}}, Hours: open, Closing: closing}}}
			p.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Cranes: 1, Rate: []Throughput{{1, Items}}, Hours: open, Closing: closing}}}
		})
		s := crossing(71, map[string]Spec{
			"flow.f":     flowTo("route.r", func(f *Flow) { f.Every = every(hours(36)) }),
			"route.r":    routeOf("port.a", "sea.s", "port.b", "station.z"),
			"station.z":  stationOf(1, hours(1), func(x *Station) { x.Hours, x.Closing = open, closing }),
			"port.b":     p,
			"calendar.c": daily("08:00-16:00"),
			"vessel.v":   vesselOf(3, 1, hours(1)),
		})
		all := Installed(s, "")
		out := [3]float64{}
		for i, path := range []string{"port.b.berth.g", "port.b.siding.s", "station.z"} {
			c, there := elementOf(all, path)
			if !there {
				t.Fatalf("%s is not listed", path)
			}
			out[i] = c.Use
		}
		return out
	}
	always := use("", "pause")
	for closing, times := range map[string]float64{"pause": 3, "finish": 1} {
		for i, x := range use("calendar.c", closing) {
			if always[i] <= 0 || !(math.Abs(x/always[i]-times) <= 1e-9) {
				t.Errorf("%s, element %d: used %v, always open %v, want %v times as much", closing, i, x, always[i], times)
			}
		}
	}
}

// TestRateOfNothing: a rate of 0 is a fault at a berth and at a siding.
func TestRateOfNothing(t *testing.T) {
	for _, perHour := range []float64{0, 2} {
		rate := []Throughput{{perHour, Items}}
		faults := Check(crossing(71, map[string]Spec{
			"flow.f":   flowTo("route.r", func(f *Flow) { f.Every = every(hours(36)) }),
			"vessel.v": vesselOf(3, 1, hours(1)),
			"port.b": newOf(portKind, func(p *Port) {
				p.Berth = Map[Berth]{{"g", Berth{Count: 1, Takes: []Ref{"vessel.v"}, Rate: rate}}}
				p.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Rate: rate}}}
			}),
		}))
		if got, want := len(faults), map[float64]int{0: 2, 2: 0}[perHour]; got != want {
			t.Errorf("%v items/h: %d faults, want %d: %v", perHour, got, want, faults)
		}
	}
}
