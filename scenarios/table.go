package scenarios

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"corridor/sim/corridor"
)

// csvTable is a file of comma-separated values: a heading, then rows. Lines that begin with # are
// comments.
type csvTable struct {
	head  []string
	rows  [][]string
	lines []int // line of each row in the file
}

// readCSV parses a text.
func readCSV(text string) (*csvTable, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comment = '#'
	reader.TrimLeadingSpace = true
	t := &csvTable{}
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if t.head == nil {
			t.head = row
			continue
		}
		line, _ := reader.FieldPos(0)
		t.rows, t.lines = append(t.rows, row), append(t.lines, line)
	}
	if len(t.rows) == 0 {
		return nil, errors.New("has no rows below its heading")
	}
	return t, nil
}

// readColumn reads { file = "…", column = "…" }.
func readColumn(r *reading, n *node, path string, _ *field, v reflect.Value) {
	if !r.isTable(n, path) {
		return
	}
	r.universal(n, path, []string{"file", "column"}, false, false)
	c := r.column(n, path)
	if c == nil {
		return
	}
	for i, key := range c.Keys {
		if j := slices.Index(c.Keys[:i], key); j >= 0 {
			r.error(n.val, fmt.Sprintf("%s: %s has two rows %q", path, c.File, key), "")
			return
		}
	}
	v.Set(reflect.ValueOf(*c))
}

// column reads one column of a file, with the first column as keys, or records why not.
func (r *reading) column(n *node, path string) *corridor.Column {
	file, ok := r.textKey(n, path, "file")
	name, also := r.textKey(n, path, "column")
	if !ok || !also {
		return nil
	}
	at := n.kid("file").val
	full := r.files.join(at.source.name, file)
	t, err := r.table(full)
	if err != nil {
		r.error(at, fmt.Sprintf("%s: %s %v", path, full, err), "")
		return nil
	}
	i := slices.Index(t.head, name)
	if i < 0 {
		r.error(n.kid("column").val, fmt.Sprintf("%s: %s has no column %q", path, full, name), didYouMean(name, t.head))
		return nil
	}
	c := &corridor.Column{File: full, Column: name}
	for j, row := range t.rows {
		x, err := strconv.ParseFloat(strings.TrimSpace(row[i]), 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			r.error(n.kid("column").val, fmt.Sprintf("%s: %s:%d: %q in column %s is not a number", path, full, t.lines[j], row[i], name), "")
			return nil
		}
		c.Keys, c.Values = append(c.Keys, row[0]), append(c.Values, x)
	}
	return c
}

// textKey reads an entry that must be a text.
func (r *reading) textKey(n *node, path, key string) (string, bool) {
	k := n.kid(key)
	if k == nil {
		r.error(n.val, fmt.Sprintf("%s.%s is missing", path, key), "")
		return "", false
	}
	s, ok := k.value.(string)
	if !ok {
		r.wrongType(k, path+"."+key, "a text in quotes")
	}
	return s, ok
}

// table reads a file once.
func (r *reading) table(full string) (*csvTable, error) {
	if t, ok := r.tables[full]; ok {
		return t.table, t.err
	}
	text, err := r.files.read(full)
	var t *csvTable
	if err == nil {
		t, err = readCSV(text)
	}
	r.tables[full] = tableOrError{t, err}
	return t, err
}

type tableOrError struct {
	table *csvTable
	err   error
}
