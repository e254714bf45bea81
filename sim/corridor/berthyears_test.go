package corridor

import (
	"math"
	"testing"
	"time"
)

// TestBerthsByYear: thirty ships for which a passage takes 10 h come to one berth that needs 5 h for each, over two years: a ship is
// back after 150 h, of which it has waited for 125. A second berth from 1 July of the second year halves that to 75 h and 50; of the
// ships of that year a third come before (4,344 h at one, 4,416 h at two). That year has 1.504 berths. All are always taken.
func TestBerthsByYear(t *testing.T) {
	port := func(count int) Spec {
		return portOf(func(p *Port) {
			p.Berth = Map[Berth]{{"x", Berth{Count: count, Takes: []Ref{"vessel.v"}, Rate: []Throughput{{2, Items}}}}}
		})
	}
	s := shuttle(30, 2, nil, func(v *Vessel) { v.Sail.Light = false })
	s.Things[s.Find("port.b")].Spec = port(1)
	s.Run.Start, s.Run.LeadIn, s.Run.Length = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), h(300), 2*8760*hour
	s.Goal.Family = s.Things[s.Find("flow.f")].Spec.(*Flow).Family
	s.Dated = []Dated{{On: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Things: things(map[string]Spec{"port.b": port(2)})}}
	m := run(t, s, 0)
	one, two := 4344., 4416.
	for metric, want := range map[string][2]float64{
		"year.2025.berths": {1, 1e-12}, "year.2026.berths": {(one + 2*two) / 8760, 1e-12},
		"year.2025.occupancy": {1, 1e-12}, "year.2026.occupancy": {1, 0.001},
		"year.2025.time.mean": {5, 1e-9}, "year.2026.time.mean": {5, 1e-9},
		"year.2025.waiting.mean": {125, 1e-6}, "year.2026.waiting.mean": {(125*one + 50*2*two) / (one + 2*two), 0.6}, // some of those that come from July on waited in the longer queue
	} {
		if got := m["port.b.berth.x."+metric]; !(math.Abs(got-want[0]) <= want[1]) {
			t.Errorf("%s: %g, want %g", metric, got, want[0])
		}
	}
	waits := func(year string) float64 { return m["port.b.berth.x."+year+"waiting.mean"] }
	if whole := (waits("year.2025.")*8760 + waits("year.2026.")*(one+2*two)) / (8760 + one + 2*two); !(math.Abs(whole-waits("")) <= 0.1) {
		t.Errorf("of the years together %g h, of the whole %g h", whole, waits(""))
	}
	s.Run.Length = 8000 * hour
	for name := range run(t, s, 0) {
		if name == "port.b.berth.x.year.2025.berths" {
			t.Errorf("a run in one year has %s", name)
		}
	}
}
