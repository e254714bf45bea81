package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"corridor/scenarios"
)

// siblingsMost is the number of scenarios beside one that are looked through.
const siblingsMost = 40

// hintUnready says of every measure that was left out, because it is ready only after the run, in which scenarios of the same
// folder it would take effect.
func hintUnready(f *scenarios.File, path string, shipped bool) {
	var beside []string
	if len(f.Unready) > 0 {
		beside = siblings(path, shipped)
	}
	for _, m := range f.Unready {
		var parts, takes, hints []string
		for _, other := range beside {
			name := strings.TrimSuffix(filepath.Base(other), ".toml")
			switch {
			case takesEffect(other, m):
				parts = append(parts, name)
			case takesEffect(other, m, measureOf(m)):
				takes = append(takes, name)
			}
		}
		if len(takes) > 0 {
			hints = append(hints, "it takes effect in "+strings.Join(takes, ", "))
		}
		if len(parts) > 0 {
			hints = append(hints, "it is part of "+strings.Join(parts, ", "))
		}
		hint := strings.Join(hints, "; ")
		if hint == "" {
			hint = "no scenario beside this one ends later and takes it"
		}
		for i := range f.Warnings {
			if w := &f.Warnings[i]; w.File == m.File && w.Hint == "" && strings.HasPrefix(w.Text, m.Name+" is ready on ") {
				w.Hint = hint
			}
		}
	}
}

// measureOf is how --with names a measure that has been read.
func measureOf(m scenarios.Measure) string {
	if strings.HasPrefix(filepath.ToSlash(m.File), "measures/") { // of those that are shipped, or beside the scenario
		return m.Name
	}
	return m.File
}

// takesEffect tells whether a measure changes a scenario, with these measures besides its own.
func takesEffect(path string, m scenarios.Measure, with ...string) bool {
	f, err := load(path, changes{with: with})
	return err == nil && slices.ContainsFunc(f.Measures, func(x scenarios.Measure) bool { return x.Name == m.Name && len(x.Changed) > 0 })
}

// siblings are the other scenarios in the folder of one, as the user would name them.
func siblings(path string, shipped bool) (out []string) {
	folder := fs.FS(os.DirFS(filepath.Dir(path)))
	if shipped {
		folder = scenarios.Embedded()
	}
	files, err := fs.Glob(folder, "*.toml")
	if err != nil {
		panic(fmt.Sprintf("corridor: %v", err))
	}
	for _, file := range files[:min(len(files), siblingsMost)] {
		switch {
		case file == filepath.Base(path):
		case shipped:
			out = append(out, strings.TrimSuffix(file, ".toml"))
		default:
			out = append(out, filepath.Join(filepath.Dir(path), file))
		}
	}
	return out
}
