package plots

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
)

// A Table holds the drawn numbers in tidy long form. The unit of a column is in its header:
// "carried [Mt/yr]".
type Table struct {
	Header []string
	Rows   [][]string
}

// add appends a row of strings, whole numbers and float64. A NaN is written as an empty cell:
// it stands for "not drawn", such as the interval of a single replication.
func (t *Table) add(cells ...any) {
	if len(cells) != len(t.Header) {
		panic(fmt.Sprintf("plots: Table.add: %d cells for %d columns", len(cells), len(t.Header)))
	}
	row := make([]string, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case string:
			row[i] = v
		case int:
			row[i] = strconv.Itoa(v)
		case float64:
			if !math.IsNaN(v) {
				row[i] = strconv.FormatFloat(v, 'g', -1, 64)
			}
		default:
			panic(fmt.Sprintf("plots: Table.add: column %q: no rule to write a %T", t.Header[i], cell))
		}
	}
	t.Rows = append(t.Rows, row)
}

// CSV is the table as RFC 4180 text.
func (t Table) CSV() ([]byte, error) {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	if err := w.Write(t.Header); err != nil {
		return nil, err
	}
	if err := w.WriteAll(t.Rows); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
