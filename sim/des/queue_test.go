package des

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Queue must behave as a slice under any operations.
func TestQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q Queue[int]
		var want []int
		n := 0
		t.Repeat(map[string]func(*rapid.T){
			"push": func(t *rapid.T) {
				for range rapid.IntRange(1, 12).Draw(t, "n") {
					q.Push(n)
					want = append(want, n)
					n++
				}
			},
			"pop": func(t *rapid.T) {
				for range min(len(want), rapid.IntRange(1, 12).Draw(t, "n")) {
					if peek, got := q.Peek(), q.Pop(); got != want[0] || peek != got {
						t.Fatalf("Peek, Pop = %d, %d, want %d", peek, got, want[0])
					}
					want = want[1:]
				}
			},
			"insert": func(t *rapid.T) {
				i := rapid.IntRange(0, len(want)).Draw(t, "i")
				q.Insert(i, n)
				want = slices.Insert(slices.Clone(want), i, n)
				n++
			},
			"remove": func(t *rapid.T) {
				if len(want) == 0 {
					return
				}
				i := rapid.IntRange(0, len(want)-1).Draw(t, "i")
				if got := q.Remove(i); got != want[i] {
					t.Fatalf("Remove(%d) = %d, want %d", i, got, want[i])
				}
				want = slices.Delete(slices.Clone(want), i, i+1)
			},
			"": func(t *rapid.T) {
				if q.Len() != len(want) {
					t.Fatalf("Len = %d, want %d", q.Len(), len(want))
				}
				for i, x := range want {
					if q.At(i) != x {
						t.Fatalf("At(%d) = %d, want %d", i, q.At(i), x)
					}
				}
			},
		})
	})
}

func TestQueueFaults(t *testing.T) {
	var q Queue[int]
	mustPanic(t, func() { q.Pop() }, "Pop")
	mustPanic(t, func() { q.Peek() }, "Peek")
	q.Push(1)
	mustPanic(t, func() { q.At(1) }, "element 1 of 1")
	mustPanic(t, func() { q.Remove(-1) }, "element -1 of 1")
	mustPanic(t, func() { q.Insert(2, 2) }, "element 2 of 1")
}

func TestQueueKeepsMemory(t *testing.T) {
	var q Queue[int]
	for i := range 5 {
		q.Push(i)
	}
	if allocs := testing.AllocsPerRun(100, func() { q.Push(q.Pop()) }); allocs != 0 {
		t.Errorf("%v allocations per Push and Pop", allocs)
	}
}

func TestResourceHandsOver(t *testing.T) {
	r := NewResource[string](2)
	for _, w := range []struct {
		who  string
		want bool
	}{{"a", true}, {"b", true}, {"c", false}, {"d", false}} {
		if got := r.Acquire(w.who); got != w.want {
			t.Errorf("Acquire(%s) = %v", w.who, got)
		}
	}
	if r.Free() != 0 || r.InUse() != 2 || r.Waiting() != 2 || r.Waiter(1) != "d" {
		t.Errorf("free %d, in use %d, waiting %d", r.Free(), r.InUse(), r.Waiting())
	}
	if next, ok := r.Release(); next != "c" || !ok || r.InUse() != 2 {
		t.Errorf("Release = %q, %v, in use %d; want c to hold the unit", next, ok, r.InUse())
	}
	if gone := r.Withdraw(0); gone != "d" {
		t.Errorf("Withdraw = %q", gone)
	}
	if next, ok := r.Release(); ok || r.Free() != 1 {
		t.Errorf("Release = %q, %v, free %d; want none, 1 free", next, ok, r.Free())
	}
}

func TestResourceResize(t *testing.T) {
	r := NewResource[int](1)
	for i := range 4 {
		r.Acquire(i)
	}
	r.Resize(3)
	if r.Acquire(4) {
		t.Error("a newcomer overtook those who wait")
	}
	for _, want := range []int{1, 2} {
		if got, ok := r.Grant(); got != want || !ok {
			t.Errorf("Grant = %d, %v, want %d", got, ok, want)
		}
	}
	if _, ok := r.Grant(); ok {
		t.Error("Grant beyond the capacity")
	}
	r.Resize(1)
	for range 2 { // two units go out of use, the third passes on
		if next, ok := r.Release(); ok {
			t.Errorf("unit beyond the capacity passed to %d", next)
		}
	}
	if next, ok := r.Release(); next != 3 || !ok {
		t.Errorf("Release = %d, %v, want 3", next, ok)
	}
	if r.Capacity() != 1 || r.Free() != 0 {
		t.Errorf("capacity %d, free %d", r.Capacity(), r.Free())
	}
}

func TestResourceFaults(t *testing.T) {
	mustPanic(t, func() { NewResource[int](0) }, "capacity 0")
	r := NewResource[int](1)
	mustPanic(t, func() { r.Release() }, "Release")
	mustPanic(t, func() { r.Resize(-1) }, "-1")
}
