package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"corridor/scenarios"
	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/experiment"
)

// plan is a run before it begins: scenarios × levels × replications, numbered variant by variant.
type plan struct {
	files  []*scenarios.File
	paths  []string // as typed
	header analysis.Header
	dir    string   // of the results; "" keeps nothing
	again  string   // the command that repeats or resumes this run
	edits  string   // the flags that change the scenarios, as they are typed
	replay []string // by scenario: the beginning of the command that simulates it alone

	watched []time.Duration // by scenario: when the days begin that are watched, from the start of the measured period; nil: as it says

	keeps func(metric string) bool            // which metrics go into the results; nil: all
	one   func(i int) (experiment.Row, error) // computes a replication: replicate, or what a test puts here
}

func newPlan(verb string, files []*scenarios.File, paths []string, f *runFlags) (*plan, error) {
	p := &plan{files: files, paths: paths, keeps: f.keeps, header: analysis.Header{Format: analysis.Format, Program: "corridor", Version: ownBuild().String(), Vocabulary: scenarios.Vocabulary()}}
	p.one = p.replicate
	h := &p.header
	err := p.distinct()
	if err == nil {
		h.Levels, err = levelsOf(files, f.levels)
	}
	if err == nil {
		h.Replications, err = replicationsOf(files, f.replications)
	}
	if err == nil {
		h.Seed, err = seedOf(files, f.seed)
	}
	if err != nil {
		return nil, err
	}
	p.edits = f.changes.String()
	h.Command = commandOf(verb, paths, f, h)
	p.dir, p.again = directories(files, f, h.Command)
	for i, file := range files {
		h.Scenarios = append(h.Scenarios, describe(file, h.Levels[len(h.Levels)-1]))
		p.replay = append(p.replay, "corridor run "+quoted(paths[i])+p.edits)
		p.addVariants(i)
	}
	return p, nil
}

// addVariants adds a scenario at each level.
func (p *plan) addVariants(scenario int) {
	h := &p.header
	for level, name := range h.Levels {
		s := p.files[scenario].Scenario
		v := analysis.Variant{Scenario: scenario, Level: level, Offered: offered(s, name)}
		w := corridor.New(s, corridor.Choices{Seed: h.Seed, Level: name})
		for _, m := range w.Metrics() {
			if p.kept(m.Name) {
				v.Metrics = append(v.Metrics, analysis.Metric{Name: m.Name, Unit: m.Unit})
			}
		}
		for _, x := range w.Series() {
			if p.kept(x.Name) {
				v.Series = append(v.Series, analysis.Series{Name: x.Name, Unit: x.Unit, Place: x.Place})
			}
		}
		h.Variants = append(h.Variants, v)
	}
}

func (p *plan) kept(metric string) bool { return p.keeps == nil || p.keeps(metric) }

// distinct refuses two scenarios of one name: tables and figures could not tell them apart.
func (p *plan) distinct() error {
	for i, a := range p.files {
		for _, b := range p.files[:i] {
			if a.Name == b.Name {
				return misused("%s and %s have the same name: tables and figures could not tell them apart", b.Path, a.Path)
			}
		}
	}
	return nil
}

// levelsOf are the demand levels to simulate: those that all scenarios have, or the ones asked for,
// in the order of the file.
func levelsOf(files []*scenarios.File, wanted []string) ([]string, error) {
	all := files[0].Levels
	for _, f := range files[1:] {
		if !slices.Equal(f.Levels, all) {
			return nil, &failure{exitInvalid, fmt.Errorf("scenarios of one run need the same demand levels: %s has %s; %s has %s",
				files[0].Path, strings.Join(all, ", "), f.Path, strings.Join(f.Levels, ", "))}
		}
	}
	for _, name := range wanted {
		if !slices.Contains(all, name) {
			return nil, misused("--level %s: %s has the levels %s", name, files[0].Path, strings.Join(all, ", "))
		}
	}
	if len(wanted) == 0 {
		return all, nil
	}
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return !slices.Contains(wanted, name) }), nil
}

func replicationsOf(files []*scenarios.File, flag quantity) (int, error) {
	if flag.n > 0 {
		return flag.n, nil
	}
	n := files[0].Scenario.Run.Replications
	for _, f := range files[1:] {
		if m := f.Scenario.Run.Replications; m != n {
			return 0, misused("%s asks for %d replications and %s for %d: say -n", files[0].Path, n, f.Path, m)
		}
	}
	return n, nil
}

func seedOf(files []*scenarios.File, flag seed) (uint64, error) {
	if flag.given {
		return flag.n, nil
	}
	n := files[0].Scenario.Run.Seed
	for _, f := range files[1:] {
		if m := f.Scenario.Run.Seed; m != n {
			return 0, misused("%s asks for seed %d and %s for %d: say -s", files[0].Path, n, f.Path, m)
		}
	}
	return n, nil
}

// commandOf is the command as it stands in results: with all that decides the numbers and nothing else.
func commandOf(verb string, paths []string, f *runFlags, h *analysis.Header) string {
	command := "corridor " + verb
	for _, path := range paths {
		command += " " + quoted(path)
	}
	command += f.changes.String()
	for _, l := range f.levels {
		command += " --level " + quoted(l)
	}
	return command + fmt.Sprintf(" -n %d -s %d", h.Replications, h.Seed)
}

// quoted writes a word as a shell reads it.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./=:,+@%", r)
	}
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// directories are the folder of the results, and the command that goes on with them.
func directories(files []*scenarios.File, f *runFlags, command string) (dir, again string) {
	switch f.out {
	case outNone:
		return "", command + " -o none"
	case "":
		var names []string
		for _, file := range files {
			names = append(names, file.Name)
		}
		return filepath.Join("results", strings.Join(names, "+")), command
	}
	return f.out, command + " -o " + quoted(f.out)
}

func (p *plan) total() int { return len(p.header.Variants) * p.header.Replications }

// hasGoal tells whether any scenario says what the corridor is for. Without, as in models from
// textbooks, tables and figures of the corridor would be empty.
func (p *plan) hasGoal() bool {
	return slices.ContainsFunc(p.files, func(f *scenarios.File) bool {
		g := f.Scenario.Goal
		return g.Carried.PerYear > 0 || len(g.MeasuredAt) > 0 || g.Family != ""
	})
}

// work is which replication of which variant a number stands for.
func (p *plan) work(i int) (variant, replication int) {
	return i / p.header.Replications, i % p.header.Replications
}

// replicate simulates one replication.
func (p *plan) replicate(i int) (experiment.Row, error) {
	row := p.blank(i)
	v := p.header.Variants[row.Variant]
	w := corridor.New(p.files[v.Scenario].Scenario, corridor.Choices{Seed: p.header.Seed, Replication: row.Replication, Level: p.header.Levels[v.Level]})
	row.Events = uint64(w.Run())
	metrics := w.Metrics()
	for i, x := range w.Values() {
		if p.kept(metrics[i].Name) {
			row.Values = append(row.Values, experiment.Float(x))
		}
	}
	if n := len(p.header.Variants[row.Variant].Metrics); len(row.Values) != n {
		panic(fmt.Sprintf("the model has %d values after the run, but had %d metrics before it", len(row.Values), n))
	}
	series := w.Series()
	for i, weeks := range w.WeeklyMeans() {
		if !p.kept(series[i].Name) {
			continue
		}
		short := make([]experiment.Float, len(weeks))
		for i, x := range weeks {
			short[i] = experiment.Float(threeDigits(x))
		}
		row.Weeks = append(row.Weeks, short)
	}
	return row, nil
}

// threeDigits rounds to what a figure can show: a journal holds many weeks.
func threeDigits(x float64) float64 {
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	if err != nil {
		return x
	}
	return v
}

// blank is a row that says whose it is.
func (p *plan) blank(i int) experiment.Row {
	v, r := p.work(i)
	return experiment.Row{Variant: v, Replication: r, Seed: p.header.Seed}
}
