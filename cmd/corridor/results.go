package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// Names in a folder of results.
const (
	figuresName  = "figures"
	manifestName = "manifest.json"
)

// results is where a run goes: a folder with a journal, or memory.
type results struct {
	plan    *plan
	journal *experiment.Journal // nil: memory
	rows    []experiment.Row    // only without a journal
	before  int                 // rows of earlier sessions
	events  uint64              // of this session
	began   time.Time
	wall    time.Duration
	jobs    int
	unlike  int // replications of the journal that fail when they are simulated again
}

// openResults makes or continues the folder before anything is simulated, so that a run does not end
// with numbers that cannot be written.
func openResults(p *plan, force bool, stderr io.Writer) (*results, error) {
	out := &results{plan: p, began: time.Now()}
	if p.dir == "" {
		return out, nil
	}
	if info, err := os.Stat(p.dir); err == nil && !info.IsDir() {
		return nil, failed("%s is a file, not a folder", p.dir)
	}
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		return nil, failed("cannot make the folder of results: %w", err)
	}
	if err := os.Remove(filepath.Join(p.dir, analysis.MovementsName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, failed("cannot write results: %w", err) // they are made again at the end
	}
	path := filepath.Join(p.dir, analysis.JournalName)
	_, err := os.Stat(path)
	switch {
	case force || errors.Is(err, fs.ErrNotExist):
		out.journal, err = experiment.Create(path, p.header, force)
	case err == nil:
		return out, out.resume(path, stderr)
	}
	if err != nil {
		return nil, failed("cannot write results: %w", err)
	}
	return out, nil
}

// resume goes on with a journal that is there, if it is of the same run.
func (out *results) resume(path string, stderr io.Writer) error {
	var err error
	out.journal, err = experiment.Open(path, out.plan.header)
	var system *fs.PathError
	switch {
	case errors.As(err, &system):
		return failed("cannot write results: %w", err)
	case err != nil:
		if why := unlike(path, out.plan.header); why != "" {
			err = errors.New(why)
		}
		return misused("%s holds results that are not of this run; --force replaces them, -o takes another folder\n  %w", out.plan.dir, err)
	}
	out.before = out.journal.Done()
	switch total := out.plan.total(); {
	case out.before > total:
		return errors.Join(misused("%s holds %d replications, this run has %d; --force replaces them", path, out.before, total), out.journal.Close())
	case out.before == total:
		fmt.Fprintf(stderr, "all %d replications are in %s already: only tables and figures are made again\n", total, out.plan.dir)
	case out.before > 0:
		fmt.Fprintf(stderr, "going on with %s: %d of %d replications are there\n", out.plan.dir, out.before, total)
	}
	return nil
}

// write keeps a row.
func (out *results) write(row experiment.Row) error {
	out.events += row.Events
	if out.journal == nil {
		out.rows = append(out.rows, row)
		return nil
	}
	return out.journal.Write(row)
}

func (out *results) close() error {
	out.wall = time.Since(out.began)
	if out.journal == nil {
		return nil
	}
	if err := out.journal.Close(); err != nil {
		return failed("writing results: %w", err)
	}
	return nil
}

// report reads back what was written: the answer is made from what is kept.
func (out *results) report() (*analysis.Report, error) {
	if out.journal == nil {
		return analysis.New(out.plan.header, out.rows), nil
	}
	return analysis.Load(out.plan.dir)
}
