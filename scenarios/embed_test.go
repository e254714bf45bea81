package scenarios

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestEmbeddedScenarios loads every scenario that is shipped, and every measure on the scenario
// that is its base.
func TestEmbeddedScenarios(t *testing.T) {
	paths, err := fs.Glob(Embedded(), "*.toml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, path := range paths {
		f, err := Load(path, Options{FS: Embedded()})
		if err != nil {
			t.Errorf("%s:\n%v", path, err)
			continue
		}
		for _, w := range f.Warnings {
			if strings.Contains(w.Text, "no effect") {
				t.Errorf("%s: %s", path, w)
			}
		}
		if f.Scenario.Title == "" || len(f.Scenario.Things) == 0 || len(f.Hash) != 64 {
			t.Errorf("%s: title %q, %d things, hash %s", path, f.Scenario.Title, len(f.Scenario.Things), f.Hash)
		}
	}
}

// TestEmbeddedMeasures parses every measure that is shipped, beyond those that a scenario uses.
func TestEmbeddedMeasures(t *testing.T) {
	paths, err := fs.Glob(Embedded(), "measures/*.toml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no measures", err)
	}
	for _, path := range paths {
		_, err := Load("middle-corridor-2024.toml", Options{FS: Embedded(), With: []string{path}, Set: []string{"run.start=2035-01-01"}})
		// A measure that needs another cannot stand alone: that is the only problem it may have.
		if problems, ok := err.(Problems); ok {
			for _, p := range problems {
				if !p.Warning && !strings.Contains(p.Text, " needs ") {
					t.Errorf("%s: %s", path, p)
				}
			}
		}
	}
}

// TestEmbeddedExcludes: a measure that is excluded by another exists, and the two are refused together.
func TestEmbeddedExcludes(t *testing.T) {
	paths, err := fs.Glob(Embedded(), "measures/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	pairs := 0
	for _, path := range paths {
		var head struct{ Excludes []string }
		if _, err := toml.DecodeFS(Embedded(), path, &head); err != nil {
			t.Fatal(err)
		}
		for _, name := range head.Excludes {
			with := []string{path, "measures/" + name}
			_, err := Load("middle-corridor-2024.toml", Options{FS: Embedded(), With: with, Set: []string{"run.start=2035-01-01"}})
			problems, _ := err.(Problems)
			if !slices.ContainsFunc(problems, func(p Problem) bool { return strings.Contains(p.Text, " excludes ") && !p.Warning }) {
				t.Errorf("%v together: %v", with, err)
			}
			pairs++
		}
	}
	if pairs == 0 {
		t.Error("no measure excludes another")
	}
}
