package corridor

import (
	"math"
	"strings"
	"testing"
	"time"
)

// shallow is a lane on which a ship of 10 t payload, 3 m empty and 5 m full, goes back and forth without pause, 10 h a
// passage, with pieces of a tonne in plenty; from December 2024 for 62 days.
func shallow(a, b, clearance float64, level *Column, change ...func(m map[string]Spec)) *Scenario {
	depth := func(x float64) Spec {
		d := Length(x)
		return portOf(func(p *Port) { p.Depth, p.Clearance = &d, Length(clearance) })
	}
	ten := Amount{10000, Tonnes}
	m := map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Batch, f.Weight = every(hours(1)), des10, 1000 }),
		"vessel.v": vesselOf(1, 50, hours(10), func(v *Vessel) {
			v.Payload, v.Draught, v.Sail = &ten, &Draught{3, 5}, Sail{AtLeast: 1, From: "ship"}
		}),
		"port.a": depth(a), "port.b": depth(b),
		"basin.x": newOf(basinKind, func(x *Basin) {
			x.Dates, x.Level = &Almanac{}, level
			x.Port = Map[Closing]{{"a", Closing{}}, {"b", Closing{}}}
		}),
	}
	for _, c := range change {
		c(m)
	}
	s := crossing(62*24, m)
	s.Run.Start, s.Run.LeadIn = time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC), h(100)
	return s
}

func levels(pairs ...any) *Column {
	c := &Column{File: "level.csv", Column: "m"}
	for i := 0; i < len(pairs); i += 2 {
		c.Keys, c.Values = append(c.Keys, pairs[i].(string)), append(c.Values, pairs[i+1].(float64))
	}
	return c
}

// TestDraught: payload is in proportion to the water between 3 and 5 m, at the shallower port, clearance and level
// taken into account.
func TestDraught(t *testing.T) {
	for _, c := range []struct{ a, b, clearance, level, pieces float64 }{
		{9, 9, 0, 0, 10}, {5, 9, 0, 0, 10}, {4, 9, 0, 0, 5}, {9, 4, 0, 0, 5}, {4.5, 4.25, 0.5, 0, 3}, {4.5, 9, 0.5, 0.4, 7}, {4.5, 9, 0.5, -0.4, 3},
	} {
		m := run(t, shallow(c.a, c.b, c.clearance, levels("2024", c.level)), 0)
		if got := m["vessel.v.pieces.items.mean"] * 2; !(math.Abs(got-c.pieces) <= 0.1) { // every other voyage is empty
			t.Errorf("%+v: %v pieces on a loaded voyage", c, got)
		}
	}
	s := shallow(4, 9, 0, levels("2024", 0.), func(m map[string]Spec) { m["vessel.v"].(*Vessel).Draught = nil })
	if got := run(t, s, 0)["vessel.v.pieces.items.mean"] * 2; !(math.Abs(got-10) <= 0.1) {
		t.Errorf("without draught %v pieces on a loaded voyage, want 10", got)
	}
	l := newLedger(shallow(4, 9, 0, levels("2024", 0.2)), "")
	if got := l.w.fleets[0].serves[0].pieces(l.flows[0].flowState); !(math.Abs(got-6) <= 1e-9) {
		t.Errorf("%v pieces on paper, want 6", got)
	}
}

// TestFallingSea: 0.4 m less from the turn of the year make 3 pieces of 5; a metre dredged at the shallow port on
// January 15 makes them 8. A ship loads every 20 h: 37.2 times in December, 16.8 and 20.4 times after.
func TestFallingSea(t *testing.T) {
	falls := levels("2023", 0., "2025", -0.4)
	carried := func(s *Scenario) float64 { return run(t, s, 0)["flow.f.carried"] * 62 * 24 / 8760 }
	if got, want := carried(shallow(4, 9, 0, falls)), 37.2*5+37.2*3; !(math.Abs(got-want) <= 8) {
		t.Errorf("%v pieces carried over a fall at the turn of the year, want %v", got, want)
	}
	deep := Length(5)
	dredged := shallow(4, 9, 0, falls)
	dredged.Dated = append(dredged.Dated, Dated{On: time.Date(2025, 1, 15, 0, 0, 0, 0, time.UTC), Things: []Thing{
		{Path: "port.a", Spec: portOf(func(p *Port) { p.Depth = &deep })},
	}})
	if got, want := carried(dredged), 37.2*5+16.8*3+20.4*8; !(math.Abs(got-want) <= 10) {
		t.Errorf("%v pieces carried with dredging, want %v", got, want)
	}
	if m := run(t, dredged, 0); m["vessel.v.payload.last"] != 8000 {
		t.Errorf("payload %v kg at the end, want 8000", m["vessel.v.payload.last"])
	}
}

// TestDraughtFaults: a ship that cannot carry one piece at the lowest water, and what makes no sense.
func TestDraughtFaults(t *testing.T) {
	vessel := func(change func(*Vessel)) func(map[string]Spec) {
		return func(m map[string]Spec) { change(m["vessel.v"].(*Vessel)) }
	}
	for want, s := range map[string]*Scenario{
		"at the lowest water a ship carries 0.5 t on sea.s, less than one piece of flow.f": shallow(4, 9, 0, levels("2024", 0., "2025", -0.9)),
		"full must be more than empty": shallow(4, 9, 0, nil, vessel(func(v *Vessel) { v.Draught = &Draught{5, 5} })),
		"vessel.v.draught needs pay":   shallow(4, 9, 0, nil, vessel(func(v *Vessel) { v.Payload = nil })),
		`"soon" is neither a year`:     shallow(4, 9, 0, levels("soon", 0.)),
		"not in order of time at 2024": shallow(4, 9, 0, levels("2025", 0., "2024", 0.)),
	} {
		if text := faultTexts(s); !strings.Contains(text, want) {
			t.Errorf("no fault %q in %q", want, text)
		}
	}
	if text := faultTexts(shallow(4, 9, 0, levels("2024", 0., "2026", -0.9))); text != "" {
		t.Errorf("a level after the run: %s", text)
	}
}
