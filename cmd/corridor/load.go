package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"corridor/scenarios"
)

// changes are what flags do to scenario files.
type changes struct {
	with []string // files of measures
	set  []string // key=value
}

// String is the flags as they are typed, each with a blank before it.
func (c changes) String() string {
	text := ""
	for _, w := range c.with {
		text += " --with " + quoted(w)
	}
	for _, s := range c.set {
		text += " --set " + quoted(s)
	}
	return text
}

// loadAll reads scenarios and prints all problems of all of them. Any error makes it fail.
func loadAll(stderr io.Writer, paths []string, c changes) ([]*scenarios.File, error) {
	var files []*scenarios.File
	var problems scenarios.Problems
	for _, path := range paths {
		f, err := load(path, c)
		var found scenarios.Problems
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case err != nil:
			return nil, failed("%w", err)
		default:
			_, shipped := shippedPath(path)
			hintUnready(f, path, shipped)
			problems = append(problems, f.Warnings...)
			files = append(files, f)
		}
	}
	if len(problems) > 0 {
		fmt.Fprint(stderr, problems.Render())
	}
	if problems.Errors() > 0 {
		return nil, &failure{code: exitInvalid}
	}
	for _, f := range files {
		for _, line := range f.Set {
			fmt.Fprintf(stderr, "--set in %s: %s\n", f.Name, line)
		}
	}
	return files, nil
}

// load reads one scenario: a path, or the name of one that is shipped in the program.
func load(path string, c changes) (*scenarios.File, error) {
	options := scenarios.Options{With: c.with, Set: c.set}
	if shipped, ok := shippedPath(path); ok {
		options.FS = shippedFirst{}
		path = shipped
	}
	options.With = measurePaths(path, c.with, options.FS != nil)
	f, err := scenarios.Load(path, options)
	hintMeasures(err, path, c.with, options.FS != nil)
	return f, err
}

// measurePaths turns the bare name of a measure, such as aktau-hub, into the file of that name in the folder measures
// beside the scenario; anything else stays as it is typed.
func measurePaths(scenario string, with []string, shipped bool) []string {
	out := make([]string, len(with))
	for i, name := range with {
		out[i] = name
		if strings.ContainsAny(name, `/\`) || filepath.Ext(name) != "" || name == "" {
			continue
		}
		file := filepath.Join(filepath.Dir(scenario), "measures", name+".toml")
		var err error
		if shipped {
			_, err = fs.Stat(scenarios.Embedded(), filepath.ToSlash(file))
		} else {
			_, err = os.Stat(file)
		}
		if err == nil {
			out[i] = file
		}
	}
	return out
}

// shippedPath tells whether a name without folder and ending is that of a shipped scenario.
func shippedPath(name string) (string, bool) {
	if strings.ContainsAny(name, `/\`) || filepath.Ext(name) != "" || name == "" {
		return "", false
	}
	_, err := fs.Stat(scenarios.Embedded(), name+".toml")
	return name + ".toml", err == nil
}

// shippedFirst finds files in the program, and others (a planner's own measures) on disk.
type shippedFirst struct{}

func (shippedFirst) Open(name string) (fs.File, error) {
	f, err := scenarios.Embedded().Open(name)
	if err == nil {
		return f, nil
	}
	return os.Open(filepath.FromSlash(name))
}
