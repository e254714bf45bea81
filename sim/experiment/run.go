package experiment

import (
	"context"
	"fmt"
	"runtime/debug"
)

// windowPerWorker is how many rows, per worker, may be finished or under way
// ahead of the oldest row that is not: enough that one slow replication does not
// idle the other workers, few enough that memory stays small.
const windowPerWorker = 4

// Run calls run(i) for from <= i < to on so many workers and calls write with the
// rows strictly in order of i, never from two goroutines at once. The rows written
// do not depend on the number of workers.
//
// An error of run is not an error of Run: the row returned beside it, which says
// whose it is, gets the error's text as its Fault, loses its Values, and the others
// go on. A panic in run stops everything and is returned as a [*Fault], because
// nothing is known of the row; wrap run with [Guard] to go on after it.
//
// When ctx ends, the replications under way are finished and written and ctx.Err()
// is returned (nil if nothing was left to do). When write fails, nothing more is
// started or written and its error is returned; all rows before it were written.
func Run(ctx context.Context, from, to, workers int, run func(i int) (Row, error), write func(Row) error) error {
	if workers < 1 {
		panic(fmt.Sprintf("experiment.Run: %d workers", workers))
	}
	jobs, results := make(chan int), make(chan result)
	defer close(jobs)
	for range min(workers, max(to-from, 0)) {
		go work(jobs, results, run)
	}
	c := collector{next: from, ready: make([]*result, windowPerWorker*workers), write: write}
	stop, running := ctx.Done(), 0
	for start := from; ; {
		send := jobs
		switch {
		case ctx.Err() != nil:
			// Those started are the first ones, so all of them will be written.
			stop, send = nil, nil
		case c.err != nil, start >= to, start-c.next >= len(c.ready):
			send = nil
		}
		if send == nil && running == 0 {
			break
		}
		select {
		case send <- start:
			start, running = start+1, running+1
		case r := <-results:
			running--
			c.take(r)
		case <-stop:
		}
	}
	if c.err != nil || c.next >= to {
		return c.err
	}
	return ctx.Err()
}

// result is the outcome of one replication. An err here ends the whole run.
type result struct {
	index int
	row   Row
	err   error
}

// work computes rows until there are no more jobs.
func work(jobs <-chan int, results chan<- result, run func(i int) (Row, error)) {
	for i := range jobs {
		results <- attempt(i, run)
	}
}

// attempt calls run(i) and turns its error into a row with a fault.
func attempt(i int, run func(i int) (Row, error)) (r result) {
	r.index = i
	defer func() {
		if p := recover(); p != nil {
			r.err = newFault(i, p)
		}
	}()
	row, err := run(i)
	if err != nil {
		if row.Fault == "" {
			row.Fault = err.Error()
		}
		if row.Fault == "" {
			row.Fault = fmt.Sprintf("failed with an error without text (%T)", err)
		}
	}
	if row.Fault != "" {
		row.Values = nil
	}
	r.row = row
	return r
}

// collector puts results back in order and writes them.
type collector struct {
	next  int       // index of the next row to write
	ready []*result // finished results by index modulo its length
	write func(Row) error
	err   error // the first that ended the run
}

func (c *collector) take(r result) {
	c.ready[r.index%len(c.ready)] = &r
	for c.err == nil {
		slot := &c.ready[c.next%len(c.ready)]
		if *slot == nil {
			return
		}
		if c.err = (*slot).err; c.err == nil {
			c.err = c.write((*slot).row)
		}
		*slot = nil
		c.next++
	}
}

// Fault is a panic in a replication. It is an error of the program, not of the user.
type Fault struct {
	Index int    // as given to run
	Text  string // what the panic said
	Stack string // differs from run to run: show it, do not store it in a row
}

// Error implements error.
func (f *Fault) Error() string {
	return fmt.Sprintf("replication with index %d: %s", f.Index, f.Text)
}

func newFault(i int, p any) *Fault {
	return &Fault{Index: i, Text: fmt.Sprint(p), Stack: string(debug.Stack())}
}

// Guard returns a function for [Run] that goes on after a panic in run: row turns
// the fault into the row of that index, which should say variant, replication and
// seed. Its Fault, if row leaves it empty, is the text of the panic.
//
// row is called on the worker's goroutine, like run.
func Guard(run func(i int) (Row, error), row func(*Fault) Row) func(i int) (Row, error) {
	return func(i int) (r Row, err error) {
		defer func() {
			if p := recover(); p != nil {
				f := newFault(i, p)
				r, err = row(f), nil
				r.Values = nil
				if r.Fault == "" {
					r.Fault = f.Error()
				}
			}
		}()
		return run(i)
	}
}
