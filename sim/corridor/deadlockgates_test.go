package corridor

import (
	"fmt"
	"testing"
)

// TestLookIsLinear: a hall of 200 tracks, all held, with a gate beyond it for one train and hundreds before it. A look lists the 200 once, not
// for each train that waits, so there are not more entries than trains and tracks.
func TestLookIsLinear(t *testing.T) {
	w := New(model(0, 2000, map[string]Spec{
		"flow.f":       flowTo("route.r", func(f *Flow) { f.Every = every(hours(1)) }),
		"route.r":      routeOf("station.hall", "station.gate"),
		"station.hall": stationOf(200, hours(1), room(0)), "station.gate": stationOf(1, hours(3), room(0)),
	}), Choices{Seed: 1})
	w.begin()
	drive(w, at(1500), nil)
	d := &w.jam
	if c := d.look(w); c != none {
		t.Fatal(d.describe(c))
	}
	entries := 0
	for c := range d.stuck {
		d.waits(carrier(c))
		entries += len(d.by)
	}
	before := w.places[w.scenario.Find("station.hall")].(*station).outside.Len()
	if before < 500 || entries > len(w.trains)+201 {
		t.Errorf("%d entries for %d trains, of which %d wait before the hall", entries, len(w.trains), before)
	}
	t.Logf("%d entries for %d trains, of which %d wait before the hall", entries, len(w.trains), before)
}

// TestChainsTakeFewRounds: where a chain of full stations moves on from its far end, the look finds out in a few rounds, whichever
// way the stations are numbered.
func TestChainsTakeFewRounds(t *testing.T) {
	for _, direction := range []string{"west", "east"} {
		m := map[string]Spec{"flow.f": flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(hours(1)), direction })}
		var path []Ref
		for i := range 100 {
			path = append(path, Ref(fmt.Sprintf("station.s%02d", i)))
			time := 0.5
			if i == 0 && direction == "east" || i == 99 && direction == "west" {
				time = 3
			}
			m[string(path[i])] = stationOf(1, hours(time), room(0))
		}
		m["route.r"] = routeOf(path...)
		w := New(model(0, 5000, m), Choices{Seed: 1})
		w.begin()
		drive(w, at(1500), nil)
		d := &w.jam
		if c := d.look(w); c != none {
			t.Fatal(d.describe(c))
		}
		d.setGates()
		d.begin()
		if asked, n := len(d.open), d.settle(); asked < 80 || n > 4 {
			t.Errorf("%s: %d rounds for %d who have to be asked", direction, n, asked)
		} else {
			t.Logf("%s: %d rounds for %d who have to be asked", direction, n, asked)
		}
	}
}
