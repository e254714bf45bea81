package analysis

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"corridor/sim/experiment"
)

// JournalName is the file of rows in a folder of results.
const JournalName = "journal.jsonl"

// ErrNoRows is the error of a journal without a single whole row.
var ErrNoRows = errors.New("no rows in the journal")

// Report is an experiment to be read: its header, its rows, and what is wrong with
// them. Rows are ordered by variant, then replication.
type Report struct {
	Header Header
	Rows   []experiment.Row
	// Movements of the first replication of some variants, in some days; none if they were not kept.
	Movements []Movement
	Warnings  []string // failed replications by number, missing ones, a torn journal

	columns []map[string]int // by variant: name of metric to index of value; for looking up only
	rows    [][]experiment.Row
}

// Load reads the journal in the folder dir. A journal that is cut short or still being
// written is read as far as it goes, with a warning; without any row it is [ErrNoRows]. Errors name file and line, or the row.
func Load(dir string) (*Report, error) {
	path := filepath.Join(dir, JournalName)
	var h Header
	rows, unknown, err := experiment.Read(path, &h)
	torn := errors.Is(err, experiment.ErrTorn)
	switch {
	case err != nil && !torn:
		return nil, err
	case torn && h.Format == 0 && !isEmpty(path): // not even the header is whole
		return nil, err
	case len(rows) == 0: // the run did not finish a replication; that the file ends early follows from it
		return nil, fmt.Errorf("%s: %w", path, ErrNoRows)
	}
	if err := check(h, rows); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r := New(h, rows)
	moved, fault := readMovements(dir, len(h.Variants))
	if fault != nil {
		return nil, fault
	}
	r.Movements = moved
	if len(unknown) > 0 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s is of another build (version %s); left out, since this one does not know it: %s", JournalName, h.Version, strings.Join(unknown, ", ")))
	}
	if torn {
		r.Warnings = append(r.Warnings, err.Error()+": the rows before it are used")
	}
	return r, nil
}

// isEmpty tells whether the file holds nothing at all.
func isEmpty(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() == 0
}

// New makes a report of rows in memory. Rows that do not fit the header panic.
func New(h Header, rows []experiment.Row) *Report {
	if err := check(h, rows); err != nil {
		panic("analysis.New: " + err.Error())
	}
	r := &Report{Header: h, Rows: slices.Clone(rows)}
	slices.SortStableFunc(r.Rows, func(a, b experiment.Row) int {
		if a.Variant != b.Variant {
			return a.Variant - b.Variant
		}
		return a.Replication - b.Replication
	})
	r.rows = make([][]experiment.Row, len(h.Variants))
	for _, row := range r.Rows {
		r.rows[row.Variant] = append(r.rows[row.Variant], row)
	}
	for _, v := range h.Variants {
		column := make(map[string]int, len(v.Metrics))
		for i, m := range v.Metrics {
			column[m.Name] = i
		}
		r.columns = append(r.columns, column)
	}
	r.Warnings = r.warnings()
	return r
}

// Has tells whether the variant has the metric.
func (r *Report) Has(metric string, variant int) bool {
	_, ok := r.columns[variant][metric]
	return ok
}

// shares end the names of metrics that are shares of a whole; other numbers without a unit are counts or shares of a capacity.
var shares = []string{".share", ".on_time", ".occupation", ".occupancy"}

// Sample returns the values of a metric of a variant. A metric that the variant does
// not have gives a sample without values.
func (r *Report) Sample(metric string, variant int) Sample {
	s := Sample{Metric: metric, Variant: variant}
	column, ok := r.columns[variant][metric]
	if !ok {
		return s
	}
	s.Unit = r.Header.Variants[variant].Metrics[column].Unit
	s.Amount, s.Share = true, s.Unit == "1" && slices.ContainsFunc(shares, func(end string) bool { return strings.HasSuffix(metric, end) })
	for _, row := range r.rows[variant] {
		switch {
		case row.Fault != "":
			s.Failed++
		case math.IsNaN(float64(row.Values[column])):
			s.Missing++
		default:
			s.Values = append(s.Values, float64(row.Values[column]))
			s.Replications = append(s.Replications, row.Replication)
		}
	}
	return s
}

// Metrics returns the metrics of a variant, in the order of its rows.
func (r *Report) Metrics(variant int) []Metric { return r.Header.Variants[variant].Metrics }

// Faults returns the rows of failed replications.
func (r *Report) Faults() []experiment.Row {
	var out []experiment.Row
	for _, row := range r.Rows {
		if row.Fault != "" {
			out = append(out, row)
		}
	}
	return out
}

// Find returns the index of the variant of a scenario at a level, if there is one.
func (r *Report) Find(scenario, level int) (variant int, ok bool) {
	for i, v := range r.Header.Variants {
		if v.Scenario == scenario && v.Level == level {
			return i, true
		}
	}
	return 0, false
}

// Scenario returns the scenario of a variant.
func (r *Report) Scenario(variant int) Scenario {
	return r.Header.Scenarios[r.Header.Variants[variant].Scenario]
}

// Label names a variant by scenario and level.
func (r *Report) Label(variant int) string { return r.Header.label(variant) }

func (h Header) label(variant int) string {
	v := h.Variants[variant]
	return h.Scenarios[v.Scenario].Name + " at " + h.Levels[v.Level]
}
