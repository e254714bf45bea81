package des

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDurationsAsNumbers: a tally of durations says what one of the same hours says, whatever their order and weight, and
// also when both are counted in one.
func TestDurationsAsNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m Meter
		made := func(name string) *Tally {
			return m.Tally(name, "h", "mean", "sd", "p50", "p90", "min", "max", "n", "total")
		}
		whole, mixed, numbers := made("whole"), made("mixed"), made("numbers")
		for range rapid.IntRange(0, 60).Draw(t, "n") {
			d := time.Duration(rapid.Int64Range(0, int64(3000*time.Hour)).Draw(t, "d"))
			if rapid.Bool().Draw(t, "none") {
				d = 0
			}
			w := rapid.Int64Range(0, 3).Draw(t, "weight")
			whole.AddDurationWeighted(d, w)
			numbers.AddWeighted(d.Hours(), w)
			if rapid.Bool().Draw(t, "as number") {
				mixed.AddWeighted(d.Hours(), w)
			} else {
				mixed.AddDurationWeighted(d, w)
			}
		}
		want := m.Values(0)[16:]
		for i, got := range m.Values(0)[:16] {
			if x := want[i%8]; !(math.Abs(got-x) <= 1e-9*(1+math.Abs(x))) && !(math.IsNaN(got) && math.IsNaN(x)) {
				t.Fatalf("%s %v, of numbers %v", m.Metrics()[i].Name, got, x)
			}
		}
		if whole.Zeros() != numbers.Zeros() || mixed.Zeros() != numbers.Zeros() {
			t.Fatalf("%d and %d of nothing, of numbers %d", whole.Zeros(), mixed.Zeros(), numbers.Zeros())
		}
		m.Restart(0)
		if whole.N() != 0 || !math.IsNaN(whole.Mean()) {
			t.Fatalf("%d left after a restart", whole.N())
		}
	})
}

// TestDurationsAreExact: their spread is found in whole numbers, so that it is not lost beside their mean.
func TestDurationsAreExact(t *testing.T) {
	var m Meter
	tally := m.Tally("a", "ns", "mean", "sd")
	for i := range 1000 {
		tally.AddDuration(1<<52 + time.Duration(i%2))
	}
	if want := math.Sqrt(250. / 999); !(math.Abs(tally.SD()-want) <= 1e-12) {
		t.Fatalf("standard deviation %v of numbers that differ by one, want %v", tally.SD(), want)
	}
}
