package scenarios

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
)

// Measure is an investment or another change that took effect.
type Measure struct {
	File, Name, Title string
	Source            string  // where its values come from
	Build, PerYear    float64 // cost in USD, and in USD a year
	Ready             time.Time
	Changed           []string // paths of what it changed, added or removed
}

// measure is a file of changes while it is being read and applied. A scenario file with a base
// and changes of its own is one too, without heading.
type measure struct {
	Measure
	root            *node
	path            string // cleaned, to tell files apart
	at              mark   // where it is named, or its own beginning
	own             bool   // the changes of a scenario file itself
	flag            bool   // named on the command line
	set             bool   // named by another measure
	gone            bool   // not ready in the measured period
	needs, excludes []other
	tally
}

// tally counts what a measure does.
type tally struct {
	values, things, added, removed map[string]bool
	past                           map[string]bool // values that a later measure has set
}

func newTally() tally {
	return tally{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

// measures reads all measures in order of use: for each layer those it names and its own changes,
// then those of the command line.
func (l *loader) measures() []*measure {
	var all []*measure
	for i, layer := range l.layers {
		for _, m := range l.withOf(layer.path, layer.root) {
			all = append(append(all, l.setOf(m, nil)...), m)
		}
		if i > 0 && slices.ContainsFunc(layer.root.kids, func(k *node) bool { return isChange(k.key) }) {
			all = append(all, &measure{Measure: Measure{File: layer.path, Name: nameOf(layer.path)}, root: layer.root,
				path: l.files.clean(layer.path), at: layer.root.at, own: true, tally: newTally()})
		}
	}
	for _, path := range l.options.With {
		if m := l.measure(path, nil); m != nil {
			m.flag = true
			all = append(append(all, l.setOf(m, nil)...), m)
		}
	}
	return l.once(all)
}

func nameOf(path string) string { return strings.TrimSuffix(filepath.Base(path), ".toml") }

// withOf reads the measures that a file names.
func (l *loader) withOf(path string, root *node) []*measure {
	with := root.kid("with")
	if with == nil {
		return nil
	}
	var all []*measure
	for _, n := range l.texts(with, "with") {
		if m := l.measure(l.files.join(path, n.value.(string)), &n.val); m != nil {
			all = append(all, m)
		}
	}
	return all
}

// setOf reads the measures that a measure brings with it, and those that they bring; above are the files that lead to it.
func (l *loader) setOf(m *measure, above []string) (all []*measure) {
	above = append(slices.Clip(above), m.path)
	for _, inner := range l.withOf(m.File, m.root) {
		if slices.Contains(above, inner.path) {
			l.error(inner.at, fmt.Sprintf("%s would bring itself", inner.Name), "leave it out of with")
			return nil
		}
		inner.set = true
		all = append(append(all, l.setOf(inner, above)...), inner)
	}
	return all
}

// texts are the elements of a list of texts.
func (l *loader) texts(n *node, path string) []*node {
	if n.shape != list {
		l.error(n.val, fmt.Sprintf("%s is %s, not a list", path, n.kind()), "write it in brackets: [ … ]")
		return nil
	}
	var texts []*node
	for i, k := range n.kids {
		if _, ok := k.value.(string); !ok {
			l.error(k.val, fmt.Sprintf("%s[%d] is %s, not a text in quotes", path, i+1, k.kind()), "")
			continue
		}
		texts = append(texts, k)
	}
	return texts
}

// once refuses measures that are named twice: their changes would count twice. What a measure brings with it may be there
// already.
func (l *loader) once(all []*measure) []*measure {
	seen := map[string]*measure{}
	return slices.DeleteFunc(all, func(m *measure) bool {
		first := seen[m.path]
		switch {
		case first == nil:
			seen[m.path] = m
			return false
		case m.set || first.set:
		case m.flag && first.flag:
			l.flagProblem(m, "is given twice", "name it once")
		case m.flag:
			l.flagProblem(m, "is part of the scenario already", "leave the flag out")
		default:
			l.error(m.at, fmt.Sprintf("%s is used twice", m.File), "")
		}
		return true
	})
}

// flagProblem is an error of a --with.
func (l *loader) flagProblem(m *measure, text, hint string) {
	l.sources++
	l.problems = append(l.problems, Problem{File: "--with " + m.Name, Text: fmt.Sprintf("%s %s", m.File, text), Hint: hint, order: l.sources})
}

// measure reads one file; at is where it is named, nil on the command line.
func (l *loader) measure(path string, at *mark) *measure {
	root := l.open(path, at)
	if root == nil {
		return nil
	}
	m := &measure{Measure: Measure{File: path, Name: nameOf(path)}, root: root, path: l.files.clean(path), at: root.at, tally: newTally()}
	if at != nil {
		m.at = *at
	}
	allowed := topNames(true)
	isMeasure := true
	for _, k := range root.kids {
		switch {
		case slices.Contains(allowed, k.key):
		case k.key == "run" || k.key == "base":
			l.error(k.at, fmt.Sprintf("%s is a scenario, not a measure", path), "a measure holds [change.…], [add.…] and remove only")
			isMeasure = false
		case isMeasure:
			hint := didYouMean(k.key, allowed)
			if _, isKind := corridor.KindOf(k.key + "."); isKind {
				hint = fmt.Sprintf("write [change.%s.NAME] or [add.%s.NAME]", k.key, k.key)
			}
			l.error(k.at, fmt.Sprintf("unknown key %q in a measure", k.key), hint)
		}
	}
	if !isMeasure {
		return nil
	}
	l.checkHead(root)
	l.measureHead(m)
	return m
}

// measureHead reads title, cost, date, and what a measure needs and excludes.
func (l *loader) measureHead(m *measure) {
	if n := m.root.kid("title"); n != nil {
		m.Title, _ = n.value.(string)
	}
	if n := m.root.kid("source"); n != nil {
		m.Source, _ = n.value.(string)
	}
	if n := m.root.kid("ready"); n != nil {
		readDate(l.scratch(), n, "ready", &field{}, reflect.ValueOf(&m.Ready).Elem())
	}
	if n := m.root.kid("cost"); n != nil {
		l.cost(m, n)
	}
	m.needs, m.excludes = l.others(m, "needs"), l.others(m, "excludes")
}

// scratch is a reading whose problems are the loader's own.
func (l *loader) scratch() *reading {
	return newReading(l.log, l.files, &node{shape: table})
}

func (l *loader) cost(m *measure, n *node) {
	r := l.scratch()
	if !r.isTable(n, "cost") {
		return
	}
	for _, k := range n.kids {
		switch k.key {
		case "build":
			m.Build, _, _ = r.quantity(&moneyQuantity, k, "cost.build")
		case "per_year":
			m.PerYear, _, _ = r.quantity(&moneyRateQuantity, k, "cost.per_year")
		default:
			r.unknown(k, "cost", []string{"build", "per_year"})
		}
	}
}

// leaveOut decides by date which measures take effect: what is ready before the run ends. It returns the others.
func (l *loader) leaveOut(all []*measure, run *corridor.Run) (unready []Measure) {
	end := run.Start.Add(run.Length)
	for _, m := range all {
		if !run.Start.IsZero() && !m.Ready.IsZero() && !m.Ready.Before(end) {
			l.warn(m.root.kid("ready").val, fmt.Sprintf("%s is ready on %s, after the measured period: left out", m.Name, m.Ready.Format(time.DateOnly)))
			m.gone = true
			unready = append(unready, m.Measure)
		}
	}
	l.checkNeeds(all, run)
	l.checkExcludes(all)
	return unready
}

// report says what a measure did, and refuses one that did nothing.
func (l *loader) report(m *measure) string {
	if len(m.values)+len(m.added)+len(m.removed) == 0 {
		if m.root.kid("with") != nil && !slices.ContainsFunc(m.root.kids, func(k *node) bool { return isChange(k.key) }) {
			return m.Name + ": only what it brings with it"
		}
		if len(m.past) > 0 {
			return m.Name + ": nothing that a later measure has not set anew"
		}
		at := m.root.at
		if i := slices.IndexFunc(m.root.kids, func(k *node) bool { return isChange(k.key) }); i >= 0 {
			at = m.root.kids[i].at
		}
		l.error(at, fmt.Sprintf("%s changes nothing", m.Name), "each value it gives is that of the base already")
		return ""
	}
	var parts []string
	if len(m.values) > 0 {
		parts = append(parts, fmt.Sprintf("changed %s in %s", count(len(m.values), "value"), count(len(m.things), "thing")))
	}
	if len(m.added) > 0 {
		parts = append(parts, "added "+count(len(m.added), "thing"))
	}
	if len(m.removed) > 0 {
		parts = append(parts, "removed "+count(len(m.removed), "thing"))
	}
	return m.Name + ": " + strings.Join(parts, ", ")
}
