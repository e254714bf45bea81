package main

import (
	"strings"
	"testing"
)

// TestFolded: many stretches on one line become one for each thing done there, of the same hours in all; few, and those elsewhere,
// stay as they are.
func TestFolded(t *testing.T) {
	stay := func(place, doing string, hours, km float64) lifeEvent {
		return lifeEvent{From: "from", To: "to", Place: place, Name: place, Doing: doing, Hours: hours, Km: km, Carrier: "train#1"}
	}
	var events []lifeEvent
	for i := range 3 {
		events = append(events, stay("rail.a", "waiting for track, crane or berth", 0.5, float64(10*i)), stay("rail.a", "moving", 1, float64(10*i+10)))
	}
	events = append(events, stay("rail.b", "moving", 4, 60), stay("rail.b", "weather, breakdown or chance", 2, 60))
	for range 7 {
		events = append(events, stay("port.c", "handling", 1, 60))
	}
	got, short := folded(events)
	if !short || len(got) != 2+2+7 {
		t.Fatalf("%v, %d rows", short, len(got))
	}
	var hours float64
	for _, e := range got {
		hours += e.Hours
	}
	if hours != 4.5+6+7 {
		t.Errorf("%g hours", hours)
	}
	for i, want := range []string{"from\t    3.0\t       30\trail.a\tmoving, 3 times\ttrain#1", "\t    1.5\t\t\twaiting for track, crane or berth, 3 times\t",
		"from\t    4.0\t       60\trail.b\tmoving\ttrain#1"} {
		if got[i].cells(true) != want {
			t.Errorf("row %d: %q, want %q", i, got[i].cells(true), want)
		}
	}
	if got, short := folded(events[6:]); short || len(got) != 9 {
		t.Errorf("few stretches: %v, %d rows", short, len(got))
	}
}

// TestFoldIsText: what a machine reads has each stretch.
func TestFoldIsText(t *testing.T) {
	rows := func(args ...string) int {
		code, out, stderr := invoke(append([]string{"trace", "tiny", "--unit", "flow.export#17"}, args...)...)
		if code != exitDone {
			t.Fatal(stderr)
		}
		return strings.Count(out, "Single-track line")
	}
	short, all, json := rows(), rows("--all"), rows("--json")
	if short >= all || all != json || short > 3 {
		t.Errorf("%d rows of the line, %d with --all, %d in JSON", short, all, json)
	}
}
