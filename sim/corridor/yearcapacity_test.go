package corridor

import (
	"math"
	"testing"
	"time"
)

// TestElementsBetween: a server for the first quarter of a time and two for the rest are 1.75 servers over it; a year that lies
// beyond the change has two, and each unit takes as much less of them.
func TestElementsBetween(t *testing.T) {
	specs := queue(exp(2), exp(1), 1)
	specs["flow.f"].(*Flow).Weight = 1000
	s := model(0, 24*800, specs)
	later := *s.Things[s.Find("station.s")].Spec.(*Station)
	later.Servers = 2
	s.Dated = []Dated{{On: s.Run.Start.Add(100 * day), Things: []Thing{{Path: "station.s", Spec: &later}}}}
	one := Elements(s, "")[0]
	for _, c := range []struct {
		from, to int // days
		servers  float64
	}{{0, 100, 1}, {0, 400, 1.75}, {50, 150, 1.5}, {100, 800, 2}, {300, 400, 2}} {
		got := ElementsBetween(s, "", s.Run.Start.Add(time.Duration(c.from)*day), s.Run.Start.Add(time.Duration(c.to)*day))[0]
		if !(math.Abs(got.Use-one.Use/c.servers) <= 1e-9) || !(math.Abs(got.Mt-one.Mt*c.servers) <= 1e-9*one.Mt) || !(math.Abs(got.Each[0]-one.Each[0]/c.servers) <= 1e-12) {
			t.Errorf("days %d to %d: use %v, %v Mt, want %v servers of use %v, %v Mt", c.from, c.to, got.Use, got.Mt, c.servers, one.Use, one.Mt)
		}
	}
	if years := s.CalendarYears(); len(years) != 4 || !years[3].Equal(s.Run.ends()) {
		t.Errorf("years %v", years)
	}
	s.Run.Length = 300 * day
	if years := s.CalendarYears(); years != nil {
		t.Errorf("one year: %v", years)
	}
}
