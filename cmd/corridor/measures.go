package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// measureFolder is the folder beside a scenario in which --with finds measures by name.
func measureFolder(scenario string, shipped bool) fs.FS {
	if shipped {
		folder, err := fs.Sub(scenarios.Embedded(), "measures")
		if err != nil {
			panic("corridor: " + err.Error())
		}
		return folder
	}
	return os.DirFS(filepath.Join(filepath.Dir(scenario), "measures"))
}

// measureNames are the names that --with takes; none if there is no folder.
func measureNames(folder fs.FS) (names []string) {
	files, err := fs.Glob(folder, "*.toml")
	if err != nil {
		panic("corridor: " + err.Error())
	}
	for _, file := range files {
		names = append(names, strings.TrimSuffix(file, ".toml"))
	}
	return names
}

// hintMeasures says what may have been meant by names of measures that were not found.
func hintMeasures(err error, scenario string, with []string, shipped bool) {
	var problems scenarios.Problems
	if !errors.As(err, &problems) {
		return
	}
	names := measureNames(measureFolder(scenario, shipped))
	if len(names) == 0 {
		return
	}
	for i := range problems {
		p := &problems[i]
		if slices.Contains(with, p.File) && p.Line == 0 && p.Hint == "" && !strings.ContainsAny(p.File, `/\`) {
			word := strings.TrimSuffix(p.File, ".toml")
			p.Hint = fmt.Sprintf("%s corridor show %s --measures lists them", scenarios.DidYouMean(word, names), quoted(strings.TrimSuffix(scenario, suffixIf(shipped))))
		}
	}
}

// suffixIf is what the name of a shipped scenario is typed without.
func suffixIf(shipped bool) string {
	if shipped {
		return ".toml"
	}
	return ""
}

// takesMeasures tells whether any measure of the folder beside a scenario is one for it: changes what is there, in its period.
func takesMeasures(path string) bool {
	_, shipped := shippedPath(path)
	base, err := load(path, changes{})
	if err != nil {
		return false
	}
	isThere := func(changed string) bool {
		return slices.ContainsFunc(base.Scenario.Things, func(t corridor.Thing) bool {
			return changed == t.Path || strings.HasPrefix(changed, t.Path+".")
		})
	}
	return slices.ContainsFunc(measureNames(measureFolder(path, shipped)), func(name string) bool {
		f, err := load(path, changes{with: []string{name}})
		return err == nil && slices.ContainsFunc(f.Measures, func(m scenarios.Measure) bool {
			return len(f.Applied) > 0 && slices.ContainsFunc(m.Changed, isThere)
		})
	})
}

var (
	titleLine = regexp.MustCompile(`(?m)^title\s*=\s*"(.*)"`)
	readyLine = regexp.MustCompile(`(?m)^ready\s*=\s*(\d{4}-\d\d-\d\d)`)
)

// listMeasures prints the names, titles and days of the measures in the folder beside a scenario, if it is one for them.
func listMeasures(w io.Writer, path string) error {
	_, shipped := shippedPath(path)
	folder := measureFolder(path, shipped)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if !takesMeasures(path) {
		return misused("no measure in the folder measures beside %s fits it", path)
	}
	for _, name := range measureNames(folder) {
		text, err := fs.ReadFile(folder, name+".toml")
		if err != nil {
			return failed("%w", err)
		}
		text, _, _ = bytes.Cut(text, []byte("\n[")) // the heading
		title, ready := "", "at any time"
		if found := titleLine.FindSubmatch(text); found != nil {
			title = string(found[1])
		}
		if found := readyLine.FindSubmatch(text); found != nil {
			ready = "ready " + string(found[1])
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", name, title, ready)
	}
	return t.Flush()
}
