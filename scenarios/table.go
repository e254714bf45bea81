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
	source *source
	head   []string
	rows   [][]string
	starts [][]int // of each cell in the text
}

// readCSV parses a text.
func readCSV(src *source) (*csvTable, error) {
	reader := csv.NewReader(strings.NewReader(src.text))
	reader.Comment = '#'
	reader.TrimLeadingSpace = true
	reader.FieldsPerRecord = -1 // see tableOf
	t := &csvTable{source: src}
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, broken(src, err)
		}
		if t.head == nil {
			t.head = row
			continue
		}
		starts := make([]int, len(row))
		for i := range row {
			line, column := reader.FieldPos(i)
			starts[i] = src.starts[line-1] + column - 1
		}
		t.rows, t.starts = append(t.rows, row), append(t.starts, starts)
	}
	if len(t.rows) == 0 {
		return nil, errors.New("has no rows below its heading")
	}
	return t, nil
}

// csvFault is why a file is no table, and where.
type csvFault struct {
	at   mark
	text string
}

func (f *csvFault) Error() string { return f.text }

// broken places what is wrong with quotes; nothing after it can be read.
func broken(src *source, err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return err
	}
	start := src.starts[at.StartLine-1]
	if at.Line == at.StartLine { // else a quote is open to the end of the file
		_, _, row := src.line(start)
		start += min(at.Column, len(row)) - 1
	}
	return &csvFault{mark{src, span{start, start + 1}}, at.Err.Error()}
}

// cell is where a cell stands in the file.
func (t *csvTable) cell(row, column int) mark {
	start := t.starts[row][column]
	return mark{t.source, span{start, start + max(1, len(strings.TrimRight(t.rows[row][column], " \t")))}}
}

// mostRows is the number of rows of a table whose problems are shown one by one.
const mostRows = 10

// rowFaults collects the problems of the rows of a table.
type rowFaults struct {
	log   *log
	path  string
	table *csvTable
	n     int
}

// add records a problem of a cell.
func (x *rowFaults) add(row, column int, text, hint string) {
	if x.n++; x.n <= mostRows {
		x.log.error(x.table.cell(row, column), fmt.Sprintf("%s: %s", x.path, text), hint)
	}
}

// any tells whether there were any, and records how many were not shown.
func (x *rowFaults) any() bool {
	if x.n > mostRows {
		last := len(x.table.rows) - 1
		x.log.error(x.table.cell(last, 0), fmt.Sprintf("%s: so it is in %d more rows of %s", x.path, x.n-mostRows, x.table.source.name), "")
	}
	return x.n > 0
}

// readColumn reads { file = "…", column = "…" }.
func readColumn(r *reading, n *node, path string, _ *field, v reflect.Value) {
	if !r.isTable(n, path) {
		return
	}
	r.universal(n, path, []string{"file", "column"}, false, false)
	c, t := r.column(n, path)
	if c == nil {
		return
	}
	faults := rowFaults{log: r.log, path: path, table: t}
	for i, key := range c.Keys {
		if slices.Contains(c.Keys[:i], key) {
			faults.add(i, 0, fmt.Sprintf("a second row %q", key), "")
		}
	}
	if !faults.any() {
		v.Set(reflect.ValueOf(*c))
	}
}

// column reads one column of a file, with the first column as keys, or records why not. The table tells where its cells stand.
func (r *reading) column(n *node, path string) (*corridor.Column, *csvTable) {
	t, full := r.tableOf(n, path)
	name, ok := r.textKey(n, path, "column")
	if !ok || t == nil {
		return nil, nil
	}
	i := slices.Index(t.head, name)
	if i < 0 {
		r.error(n.kid("column").val, fmt.Sprintf("%s: %s has no column %q", path, full, name), didYouMean(name, t.head))
		return nil, nil
	}
	c := &corridor.Column{File: full, Column: name}
	faults := rowFaults{log: r.log, path: path, table: t}
	for j, row := range t.rows {
		x, err := strconv.ParseFloat(strings.TrimSpace(row[i]), 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			faults.add(j, i, fmt.Sprintf("%q in column %s is not a number", row[i], name), "")
		}
		c.Keys, c.Values = append(c.Keys, row[0]), append(c.Values, x)
	}
	if faults.any() {
		return nil, nil
	}
	return c, t
}

// tableOf reads the table whose file is named in the key file of n, or records why not.
func (r *reading) tableOf(n *node, path string) (t *csvTable, full string) {
	file, ok := r.textKey(n, path, "file")
	if !ok {
		return nil, ""
	}
	at := n.kid("file").val
	full = r.files.join(at.source.name, file)
	t, err := r.files.table(full)
	if in := (*csvFault)(nil); errors.As(err, &in) {
		r.error(in.at, path+": "+in.text, "")
		return nil, full
	}
	if err != nil {
		r.error(at, fmt.Sprintf("%s: %s %v", path, full, err), "")
		return nil, full
	}
	faults := rowFaults{log: r.log, path: path, table: t}
	for j, row := range t.rows {
		if len(row) != len(t.head) {
			faults.add(j, min(len(row)-1, len(t.head)), fmt.Sprintf("fields in this row: %d, in the heading: %d", len(row), len(t.head)), "")
		}
	}
	if faults.any() {
		return nil, full
	}
	return t, full
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
func (f files) table(full string) (*csvTable, error) {
	if t, ok := f.tables[full]; ok {
		return t.table, t.err
	}
	text, err := f.read(full)
	var t *csvTable
	if err == nil {
		src := newSource(full, text)
		src.order = afterScenarios
		t, err = readCSV(src)
	}
	f.tables[full] = tableOrError{t, err}
	return t, err
}

// afterScenarios is where the problems of tables stand among those of all files: last, by the names of their files.
const afterScenarios = 1 << 20

type tableOrError struct {
	table *csvTable
	err   error
}
