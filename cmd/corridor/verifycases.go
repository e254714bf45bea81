package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// theoryCase is a quantity of a model with its exact value.
type theoryCase struct {
	id       string
	file     string // as written: a shipped model or a path
	set      string
	metric   quantityOf
	expected float64
	exact    bool
}

// quantityOf is a metric, what is left of it to 1, or its standard deviation over replications.
type quantityOf struct {
	text, name string
	rest, sd   bool
}

func parseQuantity(text string) quantityOf {
	if name, ok := strings.CutPrefix(text, "1-"); ok {
		return quantityOf{text, name, true, false}
	}
	if name, ok := strings.CutPrefix(text, "sd("); ok && strings.HasSuffix(name, ")") {
		return quantityOf{text, strings.TrimSuffix(name, ")"), false, true}
	}
	return quantityOf{text, text, false, false}
}

// caseColumns are the columns that a file of cases must have; source may follow.
var caseColumns = []string{"id", "file", "set", "metric", "expected", "kind"}

// theoryFolder holds the textbook models among the shipped files, and their cases.
const theoryFolder = "theory/"

// readCases reads a file of cases; "" stands for those shipped in the program.
func readCases(path string) ([]theoryCase, error) {
	var file fs.File
	var err error
	if path == "" {
		path = theoryFolder + "cases.csv"
		file, err = scenarios.Embedded().Open(path)
	} else {
		file, err = os.Open(path)
	}
	if err != nil {
		return nil, failed("%w", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	cases, err := parseCases(file)
	if err != nil {
		return nil, &failure{exitInvalid, fmt.Errorf("%s: %w", path, err)}
	}
	return cases, nil
}

// parseCases reads the rows of a file of cases.
func parseCases(from io.Reader) ([]theoryCase, error) {
	r := csv.NewReader(from)
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("no head: %w", err)
	}
	var column [6]int
	for i, name := range caseColumns {
		if column[i] = slices.Index(head, name); column[i] < 0 {
			return nil, fmt.Errorf("line 1: no column %s; there must be %s", name, strings.Join(caseColumns, ", "))
		}
	}
	var cases []theoryCase
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		x := theoryCase{id: row[column[0]], file: row[column[1]], set: row[column[2]], metric: parseQuantity(row[column[3]])}
		if x.expected, err = strconv.ParseFloat(row[column[4]], 64); err != nil {
			return nil, fmt.Errorf("line %d: expected is %q, not a number", line, row[column[4]])
		}
		kind := row[column[5]]
		if x.exact = kind == "exact"; !x.exact && kind != "random" {
			return nil, fmt.Errorf("line %d: kind is %q, not exact or random", line, kind)
		}
		cases = append(cases, x)
	}
	if len(cases) == 0 {
		return nil, errors.New("no cases")
	}
	return cases, nil
}

// modelsOf gathers the cases that one run answers, in the order of the file, and reads their models.
func modelsOf(cases []theoryCase) ([]*theoryModel, error) {
	var models []*theoryModel
	for _, x := range cases {
		i := slices.IndexFunc(models, func(m *theoryModel) bool { return m.file == x.file && m.set == x.set })
		if i < 0 {
			m, err := newTheoryModel(x.file, x.set)
			if err != nil {
				return nil, err
			}
			models, i = append(models, m), len(models)
		}
		if !slices.Contains(models[i].names, x.metric.name) {
			return nil, &failure{exitInvalid, fmt.Errorf("%s: %s has no metric %s", x.id, labelOf(x.file, models[i].settings()), x.metric.name)}
		}
		models[i].findings = append(models[i].findings, finding{theoryCase: x})
	}
	return models, nil
}

// newTheoryModel reads a model with its settings.
func newTheoryModel(file, set string) (*theoryModel, error) {
	m := &theoryModel{file: file, set: set}
	options, path := scenarios.Options{Set: m.settings()}, file
	if _, err := fs.Stat(scenarios.Embedded(), theoryFolder+file); err == nil {
		options.FS, path = scenarios.Embedded(), theoryFolder+file
	}
	f, err := scenarios.Load(path, options)
	var problems scenarios.Problems
	if errors.As(err, &problems) {
		return nil, &failure{exitInvalid, fmt.Errorf("%s:\n%s", labelOf(file, m.settings()), strings.TrimRight(problems.Render(), "\n"))}
	}
	if err != nil {
		return nil, failed("%w", err)
	}
	m.scenario = f.Scenario
	for _, x := range corridor.New(f.Scenario, corridor.Choices{}).Metrics() {
		m.names = append(m.names, x.Name)
	}
	return m, nil
}

// settings are the changes of the column set, as --set takes them.
func (m *theoryModel) settings() (list []string) {
	for _, s := range strings.Split(m.set, ";") {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}
