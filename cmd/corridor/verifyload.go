package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// modelsOf gathers the cases that one run answers, in the order of the file, and reads their models. A case that cannot be
// run is a fault of its own, and no reason not to run the others.
func modelsOf(cases []theoryCase) (models []*theoryModel, problems []error) {
	for _, x := range cases {
		i := slices.IndexFunc(models, func(m *theoryModel) bool { return m.file == x.file && m.set == x.set })
		if i < 0 {
			m, err := newTheoryModel(x.file, x.set)
			if err != nil {
				problems = append(problems, err)
			}
			models, i = append(models, m), len(models)
		}
		m, c := models[i], finding{theoryCase: x}
		switch {
		case m.scenario == nil:
			c.fault = "does not load"
		case !slices.Contains(m.names, x.metric.name):
			c.fault = "has no such metric"
			problems = append(problems, fmt.Errorf("%s: %s has no metric %s; %s", x.id, labelOf(x.file, m.settings()), x.metric.name, m.meant(x.metric.name)))
		}
		m.findings = append(m.findings, c)
	}
	return models, problems
}

// newTheoryModel reads a model with its settings; if it cannot be read, it has no scenario.
func newTheoryModel(file, set string) (*theoryModel, error) {
	m := &theoryModel{file: file, set: set}
	options, path := scenarios.Options{Set: m.settings()}, file
	if name := strings.TrimPrefix(file, theoryFolder); isShipped(theoryFolder + name) {
		options.FS, path = scenarios.Embedded(), theoryFolder+name
	}
	f, err := scenarios.Load(path, options)
	var problems scenarios.Problems
	if errors.As(err, &problems) {
		return m, fmt.Errorf("%s:\n%s", labelOf(file, m.settings()), strings.TrimRight(problems.Render(), "\n"))
	}
	if err != nil {
		return m, err
	}
	m.scenario = f.Scenario
	for _, x := range corridor.New(f.Scenario, corridor.Choices{}).Metrics() {
		m.names = append(m.names, x.Name)
	}
	return m, nil
}

func isShipped(path string) bool {
	_, err := fs.Stat(scenarios.Embedded(), path)
	return err == nil
}

// meant is a hint for a metric that the model does not have: the nearest name, or those that begin alike.
func (m *theoryModel) meant(name string) string {
	alike := m.names
	for begin := name; ; {
		dot := strings.LastIndex(begin, ".")
		if dot < 0 {
			break
		}
		begin = begin[:dot]
		i := slices.IndexFunc(m.names, func(s string) bool { return strings.HasPrefix(s, begin+".") })
		if i < 0 {
			continue
		}
		alike = slices.DeleteFunc(slices.Clone(m.names), func(s string) bool { return !strings.HasPrefix(s, begin+".") })
		break
	}
	return scenarios.DidYouMean(name, alike)
}

// settings are the changes of the column set, as --set takes them.
func (m *theoryModel) settings() (list []string) {
	for _, s := range splitSettings(m.set) {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// splitSettings parts a text at its semicolons, but for those in quotes or brackets. Where these do not close, they are part of
// a text that has none, and every semicolon counts.
func splitSettings(text string) (list []string) {
	depth, quote, from := 0, rune(0), 0
	for i, r := range text {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '[' || r == '{':
			depth++
		case r == ']' || r == '}':
			depth--
		case r == ';' && depth <= 0:
			list, from = append(list, text[from:i]), i+1
		}
	}
	if depth != 0 || quote != 0 {
		return strings.Split(text, ";")
	}
	return append(list, text[from:])
}
