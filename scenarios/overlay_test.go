package scenarios

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

func baseFS(t testing.TB) fstest.MapFS {
	t.Helper()
	fs := fstest.MapFS{}
	for _, name := range []string{"base.toml", "volumes.csv", "papers.csv"} {
		data, err := os.ReadFile("testdata/good/" + name)
		if err != nil {
			t.Fatal(err)
		}
		fs[name] = &fstest.MapFile{Data: data}
	}
	return fs
}

// TestOrderOfMeasuresHasNoEffect applies measures of random changes, some of which contradict
// each other, in two orders: both give the same scenario, or neither gives one.
func TestOrderOfMeasuresHasNoEffect(t *testing.T) {
	fs := baseFS(t)
	keys := []string{
		"vessel.feeder.count", "vessel.feeder.payload", "border.gate.slots", "border.gate.slots.west", "border.gate.customs",
		"port.west.berth.quay.rate", "flow.boxes.box", "sea.lane.manoeuvre", "rail.first.factor",
	}
	changes := map[string][]string{
		"vessel.feeder.count":   {"3", `"+1"`, `"-1"`, `"+50 %"`},
		"vessel.feeder.payload": {`"7 kt"`, `"+0.1 kt"`, `"+0.3 kt"`, `"-10 %"`, `"+7 %"`},
		"border.gate.slots":     {`"15 trains/d"`, `"+3.3 trains/d"`, `"+10 %"`, `"+7 %"`}, "border.gate.slots.west": {`"11 trains/d"`, `"+0.1 trains/d"`, `"+3 %"`},
		"border.gate.customs":       {`"-10 %"`, `"+3 %"`, `"2 h"`},
		"port.west.berth.quay.rate": {`"+10 %"`, `"-3 %"`, `["30 moves/h", "70 t/h"]`},
		"flow.boxes.box":            {"1.7", `"+0.1"`, `"+0.2"`, `"-0.3"`, `"+3 %"`},
		"sea.lane.manoeuvre":        {`"2 h"`, `"+0.1 h"`, `"+0.7 h"`, `"+13 %"`},
		"rail.first.factor":         {`"+1 %"`, `"+7 %"`, `"-3 %"`},
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 5).Draw(t, "measures")
		var names []string
		for i := range n {
			name := fmt.Sprintf("m%d.toml", i)
			names = append(names, name)
			text := "format = 1\n" + rapid.SampledFrom([]string{"", "ready = 2020-01-01\n", "ready = 2021-01-01\n"}).Draw(t, "ready")
			for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom(keys[:3+6*(i%2)]), 1, 3, func(k string) string { return strings.TrimSuffix(k, ".west") }).Draw(t, "keys") {
				text += "change." + key + " = " + rapid.SampledFrom(changes[key]).Draw(t, key) + "\n"
			}
			fs[name] = &fstest.MapFile{Data: []byte(text)}
		}
		one, err := Load("base.toml", Options{FS: fs, With: names})
		two, also := Load("base.toml", Options{FS: fs, With: rapid.Permutation(names).Draw(t, "order")})
		if (err == nil) != (also == nil) {
			t.Fatalf("one order: %v\nother order: %v", err, also)
		}
		if err == nil && one.Hash != two.Hash {
			t.Fatalf("two scenarios:\n%s\n%s", summary(one), summary(two))
		}
	})
}

// TestRelativeChangesOfSeveralMeasures adds first and multiplies then, in any order of use.
func TestRelativeChangesOfSeveralMeasures(t *testing.T) {
	fs := baseFS(t)
	fs["a.toml"] = &fstest.MapFile{Data: []byte("format = 1\nchange.vessel.feeder.count = \"+50 %\"\n")}
	fs["b.toml"] = &fstest.MapFile{Data: []byte("format = 1\nchange.vessel.feeder.count = \"+2\"\n")}
	for _, with := range [][]string{{"a.toml", "b.toml"}, {"b.toml", "a.toml"}} {
		f, err := Load("base.toml", Options{FS: fs, With: with})
		if err != nil {
			t.Fatal(err)
		}
		if got := find(f, "vessel.feeder.count").Value; got != "6" { // (2 + 2) × 1.5
			t.Errorf("%v: count is %s, want 6", with, got)
		}
	}
}

func find(f *File, path string) Resolved {
	for _, r := range f.Resolved() {
		if r.Path == path {
			return r
		}
	}
	return Resolved{}
}

// TestHashIsOfWhatIsSimulated compares scenarios that say the same, and others.
func TestHashIsOfWhatIsSimulated(t *testing.T) {
	fs := baseFS(t)
	base, err := Load("base.toml", Options{FS: fs})
	if err != nil {
		t.Fatal(err)
	}
	text := string(fs["base.toml"].Data)
	for _, c := range []struct {
		what, old, new string
		same           bool
	}{
		{"a title", "One of each kind", "Another title", true},
		{"a unit", `or_after = "36 h"`, `or_after = "1.5 d"`, true},
		{"a spelling", `hit    = "85 %"`, "hit = 0.85", true},
		{"a direction of two", `slots   = "12 trains/d"`, `slots = { west = "12 trains/d", east = "12 trains/d" }`, true},
		{"a default", "[rail.first]", "[rail.first]\ntracks = 2", true},
		{"a name", `name    = "West"`, `name = "Occident"`, true},
		{"a value", `speed    = "12 kn"`, `speed = "12.5 kn"`, false},
		{"a default that is not", "[rail.first]", "[rail.first]\nroom = 2", false},
		{"the length of the run", `length = "365 d"`, `length = "366 d"`, false},
	} {
		changed := strings.Replace(text, c.old, c.new, 1)
		if changed == text {
			t.Fatalf("%s: %q is not in the base", c.what, c.old)
		}
		fs["changed.toml"] = &fstest.MapFile{Data: []byte(changed)}
		f, err := Load("changed.toml", Options{FS: fs})
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
		} else if (f.Hash == base.Hash) != c.same {
			t.Errorf("%s: same hash %v, want %v", c.what, !c.same, c.same)
		}
	}
	for set, same := range map[string]bool{"run.seed=7": true, "run.replications=3": true, "run.at_means=true": false} {
		f, err := Load("base.toml", Options{FS: fs, Set: []string{set}})
		if err != nil || (f.Hash == base.Hash) != same {
			t.Errorf("--set %s: %v", set, err)
		}
	}
	fs["volumes.csv"] = &fstest.MapFile{Data: []byte("family,base,high\ncontainer,15700,40001\nbulk,100000,150000\n")}
	if f, err := Load("base.toml", Options{FS: fs}); err != nil || f.Hash == base.Hash {
		t.Errorf("another CSV, the same hash: %v", err)
	}
}

// TestMeta keeps sources, notes and what was fitted.
func TestMeta(t *testing.T) {
	fs := baseFS(t)
	fs["m.toml"] = &fstest.MapFile{Data: []byte("format = 1\n[change.border.gate]\nslots = \"+2 trains/d\"\nsource = \"press\"\nnote = \"from May\"\n")}
	f, err := Load("base.toml", Options{FS: fs, With: []string{"m.toml"}})
	if err != nil {
		t.Fatal(err)
	}
	gate := f.Meta["border.gate"]
	if gate.Sources["slots"] != "press" || gate.Sources["customs"] != "estimate" || gate.Note != "from May" || len(gate.Calibrated) != 1 {
		t.Errorf("border.gate: %+v", gate)
	}
	if f.Meta["port.west"].Source != "estimate" || f.Meta["port.west.berth.quay"].Note != "one crane" {
		t.Errorf("port.west: %+v", f.Meta["port.west"])
	}
	if got := strings.Join(f.Levels, " "); got != "low high" {
		t.Errorf("levels %s, want the order of the file", got)
	}
}
