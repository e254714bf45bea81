package corridor

import (
	"reflect"
	"testing"
	"time"

	"corridor/sim/des"
	"pgregory.net/rapid"
)

// TestBookOfAnyLife: an account holds for each cell what was posted to it, however often and in which order, and its book
// is as long as the life is varied.
func TestBookOfAnyLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &World{pages: 4}
		x := w.takeCargo()
		const steps = 4
		cells := make([]time.Duration, steps*int(causes))
		all, n := time.Duration(0), rapid.IntRange(0, 300).Draw(t, "postings")
		for range n {
			x.step = int16(rapid.IntRange(0, steps-1).Draw(t, "step"))
			why, d := cause(rapid.IntRange(0, int(causes)-1).Draw(t, "cause")), time.Duration(rapid.Int64Range(1, 1e15).Draw(t, "d"))
			w.post(x, why, d)
			cells[cellOf(x.step, why)] += d
			all += d
		}
		if most := 4 * len(cells); cap(x.book) > most {
			t.Fatalf("room for %d postings to %d cells", cap(x.book), len(cells))
		}
		for step := range steps {
			want := time.Duration(0)
			for _, d := range cells[step*int(causes) : (step+1)*int(causes)] {
				want += d
			}
			if got := x.between(step, step); got != want {
				t.Fatalf("%v at step %d, want %v", got, step, want)
			}
		}
		x.n = 3
		sum := make([]des.Area, len(cells))
		if held := x.empty(sum, 0); held != all || len(x.book) != 0 {
			t.Fatalf("held %v, want %v; %d postings left", held, all, len(x.book))
		}
		for i, d := range cells {
			var want des.Area
			want.AddMul(3, d)
			if sum[i] != want {
				t.Fatalf("cell %d has %v, want %v", i, sum[i], want)
			}
		}
	})
}

// TestFifo: trains leave a queue in the order in which they came, those put in front first.
func TestFifo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q fifo
		var want []*train
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			switch tr := new(train); rapid.SampledFrom([]string{"push", "front", "pop"}).Draw(t, "do") {
			case "push":
				q.push(tr)
				want = append(want, tr)
			case "front":
				q.pushFront(tr)
				want = append([]*train{tr}, want...)
			default:
				if len(want) == 0 {
					continue
				}
				if q.pop() != want[0] || want[0].behind != nil {
					t.Fatal("not the first, or still linked")
				}
				want = want[1:]
			}
			got := []*train(nil)
			for tr := q.first; tr != nil; tr = tr.behind {
				got = append(got, tr)
			}
			if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Fatalf("%d in the queue, want %d", len(got), len(want))
			}
		}
	})
}
