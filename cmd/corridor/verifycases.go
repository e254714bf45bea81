package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"corridor/scenarios"
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

// parseCases reads the rows of a file of cases. Blank lines, lines that begin with #, and spaces about a field say nothing.
func parseCases(from io.Reader) ([]theoryCase, error) {
	r := csv.NewReader(from)
	r.Comment, r.TrimLeadingSpace, r.FieldsPerRecord = '#', true, -1
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("no head: %w", err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff") // of an editor that marks UTF-8
	for i, name := range head {
		head[i] = strings.ToLower(strings.Trim(name, ` "`))
	}
	var column [6]int
	for i, name := range caseColumns {
		if column[i] = slices.Index(head, name); column[i] < 0 {
			return nil, fmt.Errorf("line 1: no column %s; there must be %s", name, strings.Join(caseColumns, ", "))
		}
	}
	var cases []theoryCase
	var problems []error
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.Join(append(problems, err)...) // where the next row begins is not known
		}
		line, _ := r.FieldPos(0)
		x, err := parseCase(row, head, column)
		if err != nil {
			problems = append(problems, fmt.Errorf("line %d: %w", line, err))
			continue
		}
		cases = append(cases, x)
	}
	if len(problems) == 0 && len(cases) == 0 {
		return nil, errors.New("no cases")
	}
	return cases, errors.Join(problems...)
}

// parseCase reads one row.
func parseCase(row, head []string, column [6]int) (x theoryCase, err error) {
	if len(row) > len(head) || len(row) <= slices.Max(column[:]) {
		return x, fmt.Errorf("wrong number of fields: %d, the head has %d; a field with a comma goes in quotes", len(row), len(head))
	}
	var field [6]string
	for i, k := range column {
		field[i] = strings.TrimSpace(row[k])
	}
	x = theoryCase{id: field[0], file: field[1], set: field[2], metric: parseQuantity(strings.ReplaceAll(field[3], " ", ""))}
	x.expected, err = strconv.ParseFloat(field[4], 64)
	if err != nil || math.IsNaN(x.expected) || math.IsInf(x.expected, 0) {
		return x, fmt.Errorf("expected is %q, not a number", field[4])
	}
	x.exact = strings.EqualFold(field[5], "exact")
	if !x.exact && !strings.EqualFold(field[5], "random") {
		return x, fmt.Errorf("kind is %q, not exact or random", field[5])
	}
	return x, nil
}
