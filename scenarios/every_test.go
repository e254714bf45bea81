package scenarios_test

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// everything is the measure that switches on what the corridor's own files lack.
const everything = "measures/every-mechanism.toml"

// everythingIn are the measures with which all of it is right in a scenario: in the run of four years the gorge is rebuilt.
func everythingIn(name string) []string {
	if name == "middle-corridor-2024-2027.toml" {
		return []string{everything, "measures/kharagauli-rebuilt.toml"}
	}
	return []string{everything}
}

// TestEveryMechanismIsUsed: with one measure every mechanism of the model is at work in the corridor of 2024 and in the run
// of four years. Whoever adds a mechanism adds a use of it.
func TestEveryMechanismIsUsed(t *testing.T) {
	for _, name := range []string{"middle-corridor-2024.toml", "middle-corridor-2024-2027.toml"} {
		f, err := scenarios.Load(name, scenarios.Options{With: everythingIn(name)})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range corridor.Mechanisms {
			if _, changes := corridor.Without(f.Scenario, m.Name); !changes {
				t.Errorf("%s: nothing in it uses %s", name, m.Name)
			}
		}
	}
}

// TestEveryMechanismDoesSomething: each of them changes what happens to the cargo of some flow in one run with all at work. Most do
// so in some weeks of an autumn, those that are rarer in a year.
func TestEveryMechanismDoesSomething(t *testing.T) {
	idle := corridor.Mechanisms
	for _, set := range [][]string{{"run.start=2024-09-20", "run.lead_in=10 d", "run.length=40 d"}, nil} {
		f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: []string{everything}, Set: set})
		if err != nil {
			t.Fatal(err)
		}
		run := func(s *corridor.Scenario) map[string]float64 {
			w := corridor.New(s, corridor.Choices{Seed: 1, Level: "today"})
			w.Run()
			return scenarios.Named(w)
		}
		with := run(f.Scenario)
		var left []corridor.Mechanism
		for _, m := range idle {
			off, _ := corridor.Without(f.Scenario, m.Name)
			if !differ(with, run(off)) {
				left = append(left, m)
			}
		}
		t.Logf("%d of %d change something with %q", len(idle)-len(left), len(idle), set)
		idle = left
	}
	for _, m := range idle {
		t.Errorf("%s changes nothing", m.Name)
	}
}

// differ tells whether two runs have a metric of a flow by the same name and of different values.
func differ(a, b map[string]float64) bool {
	for name, x := range a {
		if y, there := b[name]; there && strings.HasPrefix(name, "flow.") && x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
			return true
		}
	}
	return false
}

// TestEveryMechanismRuns: with all of them at once cargo of every counted family arrives in every year. No event asks for memory of
// its own: in fewer than one of fifteen hundred is something made that stays, half of it on the days of measures, whose laws are made
// anew, and in fewer than one of fifteen thousand in the last 261 days, where demand is above capacity: more trains, cargo and longer
// queues than ever before, and classes of histograms that nothing has fallen into.
func TestEveryMechanismRuns(t *testing.T) {
	run := func(days int) (w *corridor.World, events, allocations int) {
		const name = "middle-corridor-2024-2027.toml"
		f, err := scenarios.Load(name, scenarios.Options{With: everythingIn(name), Set: []string{fmt.Sprintf("run.length=%d d", days)}})
		if err != nil {
			t.Fatal(err)
		}
		w = corridor.New(f.Scenario, corridor.Choices{Seed: 1, Level: "to-2027"})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		events = w.Run()
		runtime.ReadMemStats(&after)
		return w, events, int(after.Mallocs - before.Mallocs)
	}
	_, early, first := run(1200)
	w, events, all := run(1461)
	t.Logf("%d allocations in %d events, %d of them in the last %d", all, events, all-first, events-early)
	if all > events/1500 || all-first > (events-early)/15000 {
		t.Errorf("%d allocations in %d events, %d of them in the last %d", all, events, all-first, events-early)
	}
	m := scenarios.Named(w)
	for _, year := range []string{"2024", "2025", "2026", "2027"} {
		if !(m["corridor.year."+year+".carried"] > 3) {
			t.Errorf("%s: %v Mt carried", year, m["corridor.year."+year+".carried"])
		}
	}
}

// TestFallingSea: in the water of 2024 each ship loads what the scenario of 2024 gives it. A year later, 0.22 m lower, it loads
// 0.088 of its whole payload less, and once the port is dredged, its whole payload.
func TestFallingSea(t *testing.T) {
	base, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := scenarios.Load("middle-corridor-2024-2027.toml", scenarios.Options{Set: []string{"run.length=731 d"}})
	if err != nil {
		t.Fatal(err)
	}
	w := corridor.New(f.Scenario, corridor.Choices{Seed: 1, Level: "today"})
	m := scenarios.Measured(w)
	ships := 0
	for _, thing := range f.Scenario.Things {
		v, ok := thing.Spec.(*corridor.Vessel)
		if !ok || v.Draught == nil || v.Count == 0 {
			continue
		}
		ships++
		whole, low := float64(v.Payload.N), float64(base.Scenario.Things[base.Scenario.Find(thing.Path)].Spec.(*corridor.Vessel).Payload.N)
		want := (366*low + 364*(low-0.088*whole) + whole) / 731
		if !strings.Contains(string(v.On[0].Name), "aktau") {
			want = (334*low + 397*whole) / 731 // Kuryk is dredged on 30 November 2024
		}
		if got := m[thing.Path+".payload.mean"]; !(math.Abs(got/want-1) < 1e-4) {
			t.Errorf("%s: %.0f kg in the mean of two years, want %.0f", thing.Path, got, want)
		}
		if got := m[thing.Path+".payload.last"]; got != whole {
			t.Errorf("%s: %.0f kg after dredging, want %.0f", thing.Path, got, whole)
		}
	}
	if ships != 16 {
		t.Errorf("%d fleets have a draught", ships)
	}
}

// TestEveryMechanismCanGo: with everything at work each mechanism can be left out, and what is left holds together.
func TestEveryMechanismCanGo(t *testing.T) {
	for _, name := range []string{"middle-corridor-2024.toml", "middle-corridor-2024-2027.toml"} {
		f, err := scenarios.Load(name, scenarios.Options{With: everythingIn(name)})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range corridor.Mechanisms {
			off, _ := corridor.Without(f.Scenario, m.Name)
			for _, fault := range corridor.Check(off) {
				t.Errorf("%s without %s: %s: %s", name, m.Name, fault.Path, fault.Text)
			}
		}
	}
}
