package des

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// mustPanic runs f and wants a panic whose text holds all of the words.
func mustPanic(t *testing.T, f func(), words ...string) {
	t.Helper()
	defer func() {
		t.Helper()
		got := recover()
		if got == nil {
			t.Errorf("no panic, want one with %q", words)
			return
		}
		for _, w := range words {
			if !strings.Contains(fmt.Sprint(got), w) {
				t.Errorf("panic %q lacks %q", got, w)
			}
		}
	}()
	f()
}

// testEvent is of the size of the model's events.
type testEvent struct{ do, place, train int32 }

func (e testEvent) String() string { return fmt.Sprintf("%d at %d of %d", e.do, e.place, e.train) }

// sorted is the plainest event set: a slice kept in order.
type sorted struct {
	items []item[int]
}

func (s *sorted) push(t Time, seq uint64, e int) {
	x := item[int]{uint64(t), seq, e}
	i := sort.Search(len(s.items), func(i int) bool { return before(&x, &s.items[i]) == 1 })
	s.items = slices.Insert(s.items, i, x)
}

func (s *sorted) first() *item[int] {
	if len(s.items) == 0 {
		return nil
	}
	return &s.items[0]
}
func (s *sorted) drop()    { s.items = s.items[1:] }
func (s *sorted) len() int { return len(s.items) }
func (s *sorted) reset()   { s.items = nil }

// popUntil takes the first event if its time is at most until.
func popUntil(s eventSet[int], until Time) (t Time, e int, ok bool) {
	x := s.first()
	if x == nil || x.time > uint64(until) {
		return 0, 0, false
	}
	t, e = Time(x.time), x.event
	s.drop()
	return t, e, true
}

// Each event set must behave as the sorted slice under any operations.
func TestEventSetOrder(t *testing.T) {
	for name, make := range map[string]func() eventSet[int]{
		"heap":   func() eventSet[int] { return new(heap[int]) },
		"ladder": func() eventSet[int] { return new(ladder[int]) },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				set, want := make(), new(sorted)
				narrow := rapid.SampledFrom([]int64{0, 3, 1000, math.MaxInt64 - 1}).Draw(t, "widest time")
				var now Time
				seq := uint64(0)
				t.Repeat(map[string]func(*rapid.T){
					"push": func(t *rapid.T) {
						for range rapid.IntRange(1, 40).Draw(t, "n") {
							at := now + Time(rapid.Int64Range(0, min(narrow, int64(Never-1-now))).Draw(t, "t"))
							set.push(at, seq, int(seq))
							want.push(at, seq, int(seq))
							seq++
						}
					},
					"pop": func(t *rapid.T) {
						for range rapid.IntRange(1, 40).Draw(t, "n") {
							until := now + Time(rapid.Int64Range(0, min(narrow, int64(Never-1-now))).Draw(t, "until"))
							gotT, gotE, gotOK := popUntil(set, until)
							wantT, wantE, wantOK := popUntil(want, until)
							if gotT != wantT || gotE != wantE || gotOK != wantOK {
								t.Fatalf("popUntil(%d) = %d, %d, %v; want %d, %d, %v", until, gotT, gotE, gotOK, wantT, wantE, wantOK)
							}
							now = max(now, gotT)
						}
					},
					"reset": func(t *rapid.T) {
						if rapid.IntRange(0, 9).Draw(t, "one in ten") == 0 {
							set.reset()
							want.reset()
							now = 0
						}
					},
					"": func(t *rapid.T) {
						if set.len() != want.len() {
							t.Fatalf("len = %d, want %d", set.len(), want.len())
						}
					},
				})
			})
		})
	}
}

// TestSpillAfterTheLastBucket: when the last bucket, which reaches to the end of time, has been taken, what no longer fits into
// bottom goes to a rung of its own: into the old one it would be lost.
func TestSpillAfterTheLastBucket(t *testing.T) {
	set, want, seq := new(ladder[int]), new(sorted), uint64(0)
	push := func(n int, at Time) {
		for range n {
			set.push(at, seq, int(seq))
			want.push(at, seq, int(seq))
			seq++
		}
	}
	pop := func(n int, until Time) {
		for range n {
			gotT, got, gotOK := popUntil(set, until)
			wantT, e, wantOK := popUntil(want, until)
			if gotT != wantT || got != e || gotOK != wantOK {
				t.Fatalf("%d, %d, %v; want %d, %d, %v", gotT, got, gotOK, wantT, e, wantOK)
			}
		}
	}
	push(24, 0)
	push(1, Never-1)
	pop(25, 0)
	push(24, 0)
	push(24, 1)
	pop(24, 0)
	push(60, 2)
	pop(200, Never-1)
}

func TestTiesInOrderOfScheduling(t *testing.T) {
	var s Sim[int]
	for i := range 100 {
		s.At(Time(5+i%2), i)
	}
	var got []int
	for e := range s.Events(10) {
		got = append(got, e)
	}
	for i, e := range got {
		want := 2 * i
		if i >= 50 {
			want = 2*(i-50) + 1
		}
		if e != want {
			t.Fatalf("event %d is %d, want %d", i, e, want)
		}
	}
	if s.Now() != 10 || s.Steps() != 100 || s.Len() != 0 {
		t.Errorf("after the run: now %d, steps %d, len %d", s.Now(), s.Steps(), s.Len())
	}
}

func TestShuffleTies(t *testing.T) {
	order := func(seed uint64) []int {
		var s Sim[int]
		s.ShuffleTies(seed)
		for round := range 2 {
			for i := range 50 {
				s.At(Time(10*round+i/25), i)
			}
		}
		var first, again []int
		for e := range s.Events(20) {
			first = append(first, e)
		}
		s.Reset()
		for round := range 2 {
			for i := range 50 {
				s.At(Time(10*round+i/25), i)
			}
		}
		for e := range s.Events(20) {
			again = append(again, e)
		}
		if !slices.Equal(first, again) {
			t.Errorf("seed %d: after Reset %v, before %v", seed, again, first)
		}
		return first
	}
	a, b := order(1), order(2)
	if slices.Equal(a, b) || slices.IsSorted(a[:25]) {
		t.Errorf("ties not shuffled: %v and %v", a, b)
	}
	for i, e := range a {
		if e/25 != i/25%2 {
			t.Fatalf("event %d at place %d: shuffled across times", e, i)
		}
	}
	var s Sim[int]
	s.At(1, 1)
	mustPanic(t, func() { s.ShuffleTies(1) }, "after 1 events")
}

func TestNext(t *testing.T) {
	var s Sim[string]
	s.After(time.Second, "a")
	s.After(2*time.Second, "b")
	if e, ok := s.Next(Time(time.Second)); e != "a" || !ok || s.Now() != Time(time.Second) {
		t.Errorf("an event at the very end of the interval: %q, %v, now %v", e, ok, s.Now())
	}
	if e, ok := s.Next(Time(1500 * time.Millisecond)); e != "" || ok || s.Now() != Time(1500*time.Millisecond) {
		t.Errorf("no event in the interval: %q, %v, now %v", e, ok, s.Now())
	}
	if e, ok := s.Next(Never); e != "b" || !ok {
		t.Errorf("Next(Never) = %q, %v", e, ok)
	}
	if _, ok := s.Next(Never); ok || s.Now() != Time(2*time.Second) {
		t.Errorf("Next(Never) of nothing: %v, now %v", ok, s.Now())
	}
	mustPanic(t, func() { s.Next(Time(time.Second)) }, "which is past")
	s.Reset()
	if s.Now() != 0 || s.Len() != 0 || s.Steps() != 0 {
		t.Errorf("after Reset: now %v, len %d, steps %d", s.Now(), s.Len(), s.Steps())
	}
}

func TestScheduleFaults(t *testing.T) {
	type event struct{ Do, Train int }
	var s Sim[event]
	s.At(Time(Day), event{1, 17})
	s.Next(Never)
	mustPanic(t, func() { s.At(Time(time.Hour), event{2, 18}) }, "{Do:2 Train:18}", "1 d 00:00:00", "0 d 01:00:00", "23h0m0s in the past")
	mustPanic(t, func() { s.After(-time.Second, event{2, 18}) }, "Train:18", "0 d 23:59:59")
	mustPanic(t, func() { s.At(Never, event{3, 19}) }, "Train:19", "never")
	mustPanic(t, func() { s.After(math.MaxInt64, event{3, 20}) }, "Train:20", "end of time")
}

// After a break the rest of the events is still there.
func TestEventsBreak(t *testing.T) {
	var s Sim[int]
	for i := range 5 {
		s.At(Time(i), i)
	}
	for e := range s.Events(9) {
		if e == 2 {
			break
		}
	}
	if s.Now() != 2 || s.Len() != 2 {
		t.Errorf("after a break: now %d, %d events left; want 2, 2", s.Now(), s.Len())
	}
}

func TestTimeString(t *testing.T) {
	for at, want := range map[Time]string{
		0:     "0 d 00:00:00",
		Never: "never",
		Time(17*Day + 3*time.Hour + 25*time.Minute + 10*time.Second + 999): "17 d 03:25:10",
		Time(-90 * time.Minute): "-0 d 01:30:00",
	} {
		if got := at.String(); got != want {
			t.Errorf("Time(%d) prints %q, want %q", int64(at), got, want)
		}
	}
	if got := Time(5).Add(3).Sub(2); got != 6 {
		t.Errorf("5+3-2 = %d", got)
	}
	mustPanic(t, func() { (Never - 1).Add(2) }, "end of time")
}

func TestEventCycleAllocatesNothing(t *testing.T) {
	var s Sim[testEvent]
	for i := range 1000 {
		s.After(time.Duration(i), testEvent{train: int32(i)})
	}
	var until Time = 1
	allocs := testing.AllocsPerRun(100, func() {
		for e := range s.Events(until) {
			s.After(1000, e)
		}
		until += 10
	})
	if allocs != 0 {
		t.Errorf("%v allocations per 10 events", allocs)
	}
}

// TestEventSetsAgree drives the ladder and the heap through what makes the ladder split, spill and spread: many
// events, ties, clusters far apart, and times that come nearer and nearer.
func TestEventSetsAgree(t *testing.T) {
	for name, ahead := range map[string]func(u uint64) Time{
		"even":     func(u uint64) Time { return Time(u % 1e12) },
		"ties":     func(u uint64) Time { return Time(u % 5) },
		"clusters": func(u uint64) Time { return Time(u%3) * 1e12 * Time(u%7) },
		"skewed":   func(u uint64) Time { return Time(1) << (u % 40) },
		"one far":  func(u uint64) Time { return Time(u%1000) + Time(u%1001)/1000*1e16 },
	} {
		t.Run(name, func(t *testing.T) {
			var fast ladder[int]
			var sure heap[int]
			now, seq := Time(0), uint64(0)
			for round := range 60_000 {
				pushes := 1
				if round < 3000 || round%20_000 < 300 { // fill at first, and now and then
					pushes = 3
				}
				for range pushes {
					at := now + ahead(mix(seq))
					fast.push(at, seq, int(seq))
					sure.push(at, seq, int(seq))
					seq++
				}
				gotT, got, gotOK := popUntil(&fast, Never)
				wantT, want, wantOK := popUntil(&sure, Never)
				if gotT != wantT || got != want || gotOK != wantOK {
					t.Fatalf("event %d: %d at %d, want %d at %d", round, got, gotT, want, wantT)
				}
				now = gotT
			}
			for sure.len() > 0 {
				_, want, _ := popUntil(&sure, Never)
				if _, got, ok := popUntil(&fast, Never); got != want || !ok {
					t.Fatalf("draining: %d, want %d", got, want)
				}
			}
		})
	}
}
