package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

type testHeader struct {
	Name string
	Seed uint64
}

// testRows is well above a stop at row 77 plus the window of 64 workers.
const testRows = 1000

// simulate stands for a replication: its row depends on its index alone, and the
// time it takes does not.
func simulate(i int) (Row, error) {
	for range (i * 7919) % 31 {
		runtime.Gosched()
	}
	row := Row{Variant: i / 50, Replication: i % 50, Seed: 7, Events: uint64(i)}
	if i%41 == 40 {
		return row, fmt.Errorf("deadlock at %d", i)
	}
	if i%67 == 66 {
		panic(fmt.Sprintf("negative stock at %d", i))
	}
	row.Values = []Float{Float(math.Sqrt(float64(i))), Float(1 / float64(i)), Float(math.NaN()), -0.5}
	return row, nil
}

func guarded() func(int) (Row, error) {
	return Guard(simulate, func(f *Fault) Row {
		return Row{Variant: f.Index / 50, Replication: f.Index % 50, Seed: 7}
	})
}

// fill runs all rows from where the journal stands and returns its bytes.
func fill(t *testing.T, j *Journal, path string, workers int) string {
	t.Helper()
	if err := Run(t.Context(), j.Done(), testRows, workers, guarded(), j.Write); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func reference(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.jsonl")
	j, err := Create(path, testHeader{"a", 7}, false)
	if err != nil {
		t.Fatal(err)
	}
	return fill(t, j, path, 1)
}

func TestSameBytesForAnyWorkers(t *testing.T) {
	want := reference(t)
	if n := strings.Count(want, "\n"); n != testRows+1 {
		t.Fatalf("%d lines, want %d", n, testRows+1)
	}
	for _, workers := range []int{1, 2, 3, 8, 64} {
		path := filepath.Join(t.TempDir(), "journal.jsonl")
		j, err := Create(path, testHeader{"a", 7}, false)
		if err != nil {
			t.Fatal(err)
		}
		if got := fill(t, j, path, workers); got != want {
			t.Errorf("%d workers: other bytes than one worker", workers)
		}
	}
}

// TestStopTornResume stops runs at several rows, tears the last line, resumes with
// another number of workers, and wants the bytes of an undisturbed run.
func TestStopTornResume(t *testing.T) {
	want := reference(t)
	for _, workers := range []int{1, 2, 8, 64} {
		path := filepath.Join(t.TempDir(), "journal.jsonl")
		j, err := Create(path, testHeader{"a", 7}, false)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = Run(ctx, 0, testRows, workers, guarded(), func(r Row) error {
			if r.Variant*50+r.Replication == 77 {
				cancel()
			}
			return j.Write(r)
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("%d workers: Run returned %v", workers, err)
		}
		if j.Done() < 78 || j.Done() == testRows {
			t.Errorf("%d workers: %d rows after a stop at row 77", workers, j.Done())
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		text, _ := os.ReadFile(path)
		if !strings.HasPrefix(want, string(text)) {
			t.Errorf("%d workers: a stopped journal is no prefix of the whole", workers)
		}
		tear(t, path, 13)
		j, err = Open(path, testHeader{"a", 7})
		if err != nil {
			t.Fatal(err)
		}
		if got := fill(t, j, path, workers+1); got != want {
			t.Errorf("%d workers: other bytes after stop, tear and resume", workers)
		}
	}
}

func tear(t *testing.T, path string, n int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-n); err != nil {
		t.Fatal(err)
	}
}

func TestFailingReplicationsAreRows(t *testing.T) {
	var rows []Row
	err := Run(t.Context(), 0, testRows, 4, guarded(), func(r Row) error { rows = append(rows, r); return nil })
	if err != nil || len(rows) != testRows {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows {
		want := ""
		switch {
		case i%41 == 40:
			want = fmt.Sprintf("deadlock at %d", i)
		case i%67 == 66:
			want = fmt.Sprintf("replication with index %d: negative stock at %d", i, i)
		}
		if r.Fault != want || r.Variant != i/50 || r.Replication != i%50 {
			t.Errorf("row %d: variant %d, replication %d, fault %q, want %q", i, r.Variant, r.Replication, r.Fault, want)
		}
		if (len(r.Values) == 0) != (want != "") {
			t.Errorf("row %d with fault %q has %d values", i, r.Fault, len(r.Values))
		}
	}
}

func TestPanicWithoutGuardEndsTheRun(t *testing.T) {
	written := 0
	err := Run(t.Context(), 0, testRows, 3, simulate, func(Row) error { written++; return nil })
	var fault *Fault
	if !errors.As(err, &fault) {
		t.Fatalf("Run returned %v", err)
	}
	if fault.Index != 66 || written != 66 || !strings.Contains(fault.Stack, "simulate") {
		t.Errorf("fault of index %d after %d rows, stack:\n%s", fault.Index, written, fault.Stack)
	}
}

func TestErrorWithoutText(t *testing.T) {
	var got Row
	run := func(int) (Row, error) { return Row{Replication: 3, Values: []Float{1}}, errors.New("") }
	if err := Run(t.Context(), 0, 1, 1, run, func(r Row) error { got = r; return nil }); err != nil {
		t.Fatal(err)
	}
	if got.Fault == "" || got.Replication != 3 || got.Values != nil {
		t.Errorf("got %+v", got)
	}
}

func TestWriteErrorStops(t *testing.T) {
	full := errors.New("disk full")
	for _, workers := range []int{1, 3, 64} {
		var written, started atomic.Int64
		err := Run(t.Context(), 0, 10_000, workers, func(i int) (Row, error) {
			started.Add(1)
			return Row{Replication: i}, nil
		}, func(Row) error {
			if written.Load() == 20 {
				return full
			}
			written.Add(1)
			return nil
		})
		if !errors.Is(err, full) || written.Load() != 20 {
			t.Errorf("%d workers: %v after %d rows", workers, err, written.Load())
		}
		if most := int64(20 + 1 + windowPerWorker*workers); started.Load() > most {
			t.Errorf("%d workers: %d started, at most %d may be", workers, started.Load(), most)
		}
	}
}

// TestWindow holds the first replication back until the others may go no further, and
// wants them to have gone exactly a window ahead.
func TestWindow(t *testing.T) {
	const workers = 3
	var mu sync.Mutex
	started := 0
	release := make(chan struct{})
	run := func(i int) (Row, error) {
		mu.Lock()
		started++
		if started == windowPerWorker*workers {
			close(release)
		}
		mu.Unlock()
		if i == 0 {
			<-release
			mu.Lock()
			defer mu.Unlock()
			if started != windowPerWorker*workers {
				return Row{}, fmt.Errorf("%d started while the first was not finished", started)
			}
		}
		return Row{Replication: i}, nil
	}
	next := 0
	err := Run(t.Context(), 0, 100, workers, run, func(r Row) error {
		if r.Fault != "" || r.Replication != next {
			return fmt.Errorf("row %d: %+v", next, r)
		}
		next++
		return nil
	})
	if err != nil || next != 100 {
		t.Errorf("%d rows, %v", next, err)
	}
}

func TestContextEndedBeforeAndAfter(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	run := func(int) (Row, error) { return Row{}, nil }
	written := 0
	write := func(Row) error { written++; return nil }
	if err := Run(ctx, 0, 5, 2, run, write); !errors.Is(err, context.Canceled) || written != 0 {
		t.Errorf("ended before: %v, %d rows", err, written)
	}
	if err := Run(ctx, 5, 5, 2, run, write); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	err := Run(ctx, 0, 5, 2, run, func(Row) error {
		if written++; written == 5 {
			cancel()
		}
		return nil
	})
	if err != nil || written != 5 {
		t.Errorf("ended at the last row: %v, %d rows", err, written)
	}
}

func ExampleRun() {
	run := func(i int) (Row, error) {
		if i == 2 {
			return Row{Replication: i}, errors.New("deadlock of 3 trains at Beineu")
		}
		return Row{Replication: i, Values: []Float{Float(i * i)}}, nil
	}
	err := Run(context.Background(), 0, 4, 8, run, func(r Row) error {
		fmt.Printf("%d %v %q\n", r.Replication, r.Values, r.Fault)
		return nil
	})
	fmt.Println(err)
	// Output:
	// 0 [0] ""
	// 1 [1] ""
	// 2 [] "deadlock of 3 trains at Beineu"
	// 3 [9] ""
	// <nil>
}
