package analysis

import (
	"strings"
	"testing"

	"corridor/sim/experiment"
)

// goalFixture is one replication of boxes that go west by a gate or round it, and east by the gate. What arrives has waited longest at
// the port, but most waits at the gate.
func goalFixture(end float64) *Report {
	gate, port := Step{Place: "border.gate", Name: "Gate", Kind: "border"}, Step{Place: "port.a", Name: "A", Kind: "port"}
	var metrics []Metric
	var values []experiment.Float
	set := func(name, unit string, value float64) {
		metrics, values = append(metrics, Metric{name, unit}), append(values, experiment.Float(value))
	}
	set("flow.a.carried", "TEU/yr", 300)
	set("flow.b.carried", "TEU/yr", 100)
	set("flow.back.carried", "TEU/yr", 100)
	set("family.box.offered", "TEU/yr", 1000)
	set("family.box.stock.start", "TEU", 0)
	set("family.box.stock.end", "TEU", end)
	for _, x := range []struct {
		place, way           string
		moving, wagon, waits float64
	}{{"border.gate", "west", 1, 10, 500}, {"port.a", "west", 2, 40, 20}, {"rail.round", "west", 3, 0, 0}, {"border.gate", "east", 1, 5, 1}, {"port.a", "east", 7, 0, 0}} {
		set(x.place+".goal."+x.way+".waits", "TEU", x.waits)
		set(x.place+".goal."+x.way+".moving", "h", x.moving)
		set(x.place+".goal."+x.way+".wagon", "h", x.wagon)
	}
	s := Scenario{Goal: Goal{Family: "box"}, Families: []Family{{"box", "TEU", true}}, Months: make([]string, 12),
		Places: []Place{{Path: "border.gate", Name: "Gate"}, {Path: "rail.round", Name: "Round", Kind: "rail"}, {Path: "port.a", Name: "A"}},
		Routes: []Route{{Flow: "a", Family: "box", Direction: "west", Steps: []Step{gate, port}}, {Flow: "b", Family: "box", Direction: "west", Steps: []Step{gate, port}},
			{Flow: "back", Family: "box", Direction: "east", Steps: []Step{port, gate}}}}
	return New(Header{Format: Format, Seed: 1, Replications: 1, Levels: []string{"base"}, Scenarios: []Scenario{s}, Variants: []Variant{{Metrics: metrics}}},
		[]experiment.Row{{Seed: 1, Values: values}})
}

// TestTimeByAllRoutes: where results tell the hours of places by all routes, those count, a place that only second routes pass
// included; both ways together are weighted by what they carry, 400 to 100.
func TestTimeByAllRoutes(t *testing.T) {
	r := goalFixture(0)
	for direction, want := range map[string]map[string]float64{
		"west": {"border.gate": 11, "port.a": 42, "rail.round": 3}, "east": {"border.gate": 6, "port.a": 7},
		"both": {"border.gate": (4*11 + 6) / 5., "port.a": (4*42 + 7) / 5., "rail.round": 4 * 3 / 5.},
	} {
		places := TimeByPlace(r, 0, "box", direction)
		if len(places) != len(want) {
			t.Errorf("%s: %+v", direction, places)
		}
		for _, p := range places {
			if !near(p.Total, want[p.Place]) {
				t.Errorf("%s: %s %g h, want %g", direction, p.Place, p.Total, want[p.Place])
			}
		}
	}
}

// TestTimeByAllRoutesOfAnyFamily: the same of a family that is not the goal's.
func TestTimeByAllRoutesOfAnyFamily(t *testing.T) {
	r := goalFixture(0)
	h := r.Header
	h.Scenarios[0].Goal.Family = "other"
	for i := range h.Variants[0].Metrics {
		m := &h.Variants[0].Metrics[i]
		m.Name = strings.Replace(m.Name, ".goal.", ".family.box.", 1)
	}
	places := TimeByPlace(New(h, r.Rows), 0, "box", "west")
	if len(places) != 3 || !near(places[1].Total, 42) || places[2].Place != "rail.round" {
		t.Errorf("%+v", places)
	}
}

// TestRankedByAllThatWaits: while nothing piles up, the place comes first where what arrives has waited longest; once it does, that
// where most waits, and the heading says so. More than a tenth of the offer is a pile.
func TestRankedByAllThatWaits(t *testing.T) {
	for end, want := range map[float64]string{90: "port.a", 110: "border.gate"} {
		r := goalFixture(end)
		worst := r.WorstByDirection(0, 1)
		if worst[0].Places[0].Place != want || r.RanksAll(0) != (end > 100) {
			t.Errorf("%g inside at the end: %+v, want %s", end, worst, want)
		}
		if says := strings.Contains(worstUnit([]SummaryRow{{Family: "box", Worst: worst}}), "in order of all that waits"); says != (end > 100) {
			t.Errorf("%g inside at the end: heading %v", end, says)
		}
	}
	r := goalFixture(110)
	if w := r.GoalWaits(0, "border.gate", "both"); w != 501 {
		t.Errorf("%g wait at the gate, want 501", w)
	}
	for i := range r.Header.Variants[0].Metrics { // an older build
		m := &r.Header.Variants[0].Metrics[i]
		m.Name = strings.Replace(m.Name, ".waits", ".old", 1)
	}
	if old := New(r.Header, r.Rows); old.RanksAll(0) || old.Worst(0, "west", 1)[0].Place != "port.a" {
		t.Error("results that do not tell who waits are ranked by it")
	}
}
