package analysis

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/experiment"
)

func TestMovementsSurvive(t *testing.T) {
	at := time.Date(2024, 2, 10, 3, 4, 5, 0, time.UTC)
	list := []Movement{
		{0, "train.port.a#1", KindTrain, "flow.f", "rail.b", "", "west", at, at.Add(time.Hour), 0, 0.25, "moving", ""},
		{1, "vessel.v#0", KindVessel, "vessel.v", "port.a", "ferry, large", "east", at, at.Add(time.Second), 1, 0, "loading", "Ferry 1"},
	}
	dir := t.TempDir()
	var text bytes.Buffer
	if err := WriteMovements(&text, list); err != nil {
		t.Fatal(err)
	}
	write := func(s string) {
		if err := os.WriteFile(filepath.Join(dir, MovementsName), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := readMovements(dir, 2); got != nil || err != nil {
		t.Errorf("without a file %v, %v", got, err)
	}
	write(text.String())
	if got, err := readMovements(dir, 2); err != nil || !slices.Equal(got, list) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := readMovements(dir, 1); err == nil || !strings.Contains(err.Error(), "movements.csv:3: ") {
		t.Errorf("of a variant that is not there: %v", err)
	}
	write(strings.Replace(text.String(), "0.25", "far", 1))
	if _, err := readMovements(dir, 2); err == nil || !strings.Contains(err.Error(), "movements.csv:2: ") {
		t.Errorf("a position that is no number: %v", err)
	}
	var older []string
	for line := range strings.Lines(text.String()) {
		older = append(older, line[:strings.LastIndex(line, ",")])
	}
	write(strings.Join(older, "\n"))
	if got, err := readMovements(dir, 2); err != nil || len(got) != 2 || got[1].Unit != "vessel.v#0" || got[1].Name != "" {
		t.Errorf("of a build that gave ships no names: %v, %v", got, err)
	}
	write("variant,unit\n0,train.port.a#1\n")
	if _, err := readMovements(dir, 2); err == nil || !strings.Contains(err.Error(), "2 columns, want 13") {
		t.Errorf("of two columns: %v", err)
	}
}

func TestShipName(t *testing.T) {
	for _, c := range []struct{ unit, fleet, want string }{
		{"vessel.ferry#0", "Rail ferries, small, Kuryk", "Rail ferries, small, Kuryk 1"},
		{"vessel.feeder#11", "Container ships on order (none in 2024)", "Container ships on order 12"},
		{"vessel.grain#1", "Grain ships, Aktau - Alyat", "Grain ships, Aktau–Alyat 2"},
		{"vessel.rail-ferry-large#0", "rail-ferry-large", "Rail ferry large 1"},
	} {
		if got := ShipName(c.unit, c.fleet); got != c.want {
			t.Errorf("%s: %q, want %q", c.unit, got, c.want)
		}
	}
}

func TestWeekly(t *testing.T) {
	h := Header{Format: Format, Seed: 1, Replications: 3, Levels: []string{"base"}, Scenarios: []Scenario{{Name: "s", Start: "2024-01-01"}},
		Variants: []Variant{{Series: []Series{{"rail.a.queue", "trains", "rail.a"}}}}}
	row := func(replication int, weeks ...experiment.Float) experiment.Row {
		return experiment.Row{Replication: replication, Seed: 1, Weeks: [][]experiment.Float{weeks}}
	}
	r := New(h, []experiment.Row{row(0, 1, 2), row(1, 3, 4), {Replication: 2, Seed: 1, Fault: "broken"}})
	w := r.Weekly("rail.a.queue", 0)
	if w.Len() != 2 || w.Mean() != 2.5 || w.MeanOf(1) != 3 || w.Quantile(0, 0.5) != 2 || w.Date(1).Format(time.DateOnly) != "2024-01-08" || w.Place != "rail.a" {
		t.Errorf("%+v: %d weeks, mean %v", w, w.Len(), w.Mean())
	}
	if r.Weekly("none", 0).Len() != 0 {
		t.Error("a series that is not there has weeks")
	}
	defer func() {
		if recover() == nil {
			t.Error("a row without its series passes")
		}
	}()
	New(h, []experiment.Row{{Replication: 0, Seed: 1}})
}

func TestMainRoute(t *testing.T) {
	steps := []Step{{Place: "rail.a"}, {Place: "rail.b"}}
	h := Header{Format: Format, Seed: 1, Replications: 1, Levels: []string{"base"},
		Scenarios: []Scenario{{Goal: Goal{Family: "box"}, Routes: []Route{
			{Flow: "back", Family: "box", Direction: "east", Steps: steps}, {Flow: "little", Family: "box", Direction: "west", Steps: steps},
			{Flow: "much", Family: "box", Direction: "west", Steps: steps}, {Flow: "oil", Family: "oil", Direction: "west", Steps: steps}}}},
		Variants: []Variant{{Metrics: []Metric{{"flow.back.carried", "TEU"}, {"flow.little.carried", "TEU"}, {"flow.much.carried", "TEU"}, {"flow.oil.carried", "t"},
			{"rail.a.meeting.mean", "h"}, {"rail.b.meeting.mean", "h"}, {"rail.a.busy", "1"}, {"rail.b.busy", "1"}}}}}
	r := New(h, []experiment.Row{{Seed: 1, Values: []experiment.Float{9, 1, 2, 99, 0, 0, 0.3, 0.6}}})
	route, ok := r.MainRoute(0)
	if !ok || route.Flow != "much" || r.BusiestSingle(0, route) != "rail.b" {
		t.Errorf("%v, busiest %s", route, r.BusiestSingle(0, route))
	}
	h.Variants[0].Metrics = append(h.Variants[0].Metrics, Metric{"flow.much.step.share", "1"}) // most of it goes by another route
	r = New(h, []experiment.Row{{Seed: 1, Values: []experiment.Float{9, 1, 2, 99, 0, 0, 0.3, 0.6, 0.1}}})
	if route, _ := r.MainRoute(0); route.Flow != "little" {
		t.Errorf("%s by its first route", route.Flow)
	}
}

// TestRoutesOn: routes that a measure changes are in force from its day until the next that changes them.
func TestRoutesOn(t *testing.T) {
	way := func(flow string, places ...string) Route {
		r := Route{Flow: flow, Family: "box", Direction: "west"}
		for _, p := range places {
			r.Steps = append(r.Steps, Step{Place: p})
		}
		return r
	}
	s := Scenario{Goal: Goal{Family: "box"}, Routes: []Route{way("a", "rail.1", "rail.2"), way("b", "rail.1")},
		Later: []Later{{"2025-06-01", []Route{way("a", "rail.3")}}, {"2026-01-01", []Route{way("a", "rail.4"), way("b", "rail.4")}}}}
	r := New(Header{Format: Format, Seed: 1, Replications: 1, Levels: []string{"base"}, Scenarios: []Scenario{s}, Variants: []Variant{{Metrics: []Metric{{"flow.a.carried", "TEU"}, {"flow.b.carried", "TEU"}}}}},
		[]experiment.Row{{Seed: 1, Values: []experiment.Float{2, 1}}})
	for day, want := range map[string][2]string{"2025-05-31": {"rail.1", "rail.1"}, "2025-06-01": {"rail.3", "rail.1"}, "2025-12-31": {"rail.3", "rail.1"}, "2026-01-01": {"rail.4", "rail.4"}} {
		on, _ := time.Parse(time.DateOnly, day)
		now := s.RoutesOn(on)
		main, ok := r.MainRouteOn(0, on)
		if now[0].Steps[0].Place != want[0] || now[1].Steps[0].Place != want[1] || !ok || main.Flow != "a" || main.Steps[0].Place != want[0] {
			t.Errorf("%s: %v, main %v; want %v", day, now, main, want)
		}
	}
	if s.Routes[0].Steps[0].Place != "rail.1" || len(s.EveryRoute()) != 5 {
		t.Errorf("routes of the first day %v, of all %v", s.Routes, s.EveryRoute())
	}
}
