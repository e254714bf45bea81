package des

import (
	"math"
	"math/big"
	"math/bits"
	"time"
)

// durations are the observations of a tally that are durations of weight 1, as nearly all are: whole numbers of ns, so
// that their sums are exact and no observation costs a division in a chain with the one before it.
type durations struct {
	n       int64
	least   int64
	beyond  int64 // more than the greatest by one; so the zero value takes the first observation for an extreme
	sum     Area  // ns
	squares Area  // ns²
}

// AddDuration counts a duration in the unit of the tally, which must be one of time: "ns", "s", "min", "h" or "d".
func (t *Tally) AddDuration(d time.Duration) {
	x := &t.times
	switch {
	case d == 0 && x.least == 0 && x.beyond > 0: // as many waits are
		x.n++
		if b := t.buckets; b != nil {
			b.zero++
		}
	case t.inner.add(float64(d)/t.per, 1):
		x.add(d)
	default:
		t.addOuter(d)
	}
}

// add counts a duration that is between the extremes.
func (x *durations) add(d time.Duration) {
	x.n++
	x.sum.add(uint64(d))
	hi, lo := bits.Mul64(uint64(d), uint64(d))
	var carry uint64
	x.squares.lo, carry = bits.Add64(x.squares.lo, lo, 0)
	x.squares.hi += hi + carry
}

// addOuter is AddDuration for what is as short or as long as nothing before, or nearly so; and for tallies that have no
// quantiles.
//
//go:noinline
func (t *Tally) addOuter(d time.Duration) {
	x, b := &t.times, t.buckets
	stretched := int64(d) < x.least || int64(d) >= x.beyond
	if stretched {
		if d < 0 {
			t.add(float64(d) / t.perUnit())
			return
		}
		t.stretch(int64(d))
	}
	x.add(d)
	switch y := float64(d) / t.per; {
	case b == nil:
		return
	case d == 0:
		b.zero++
	case !b.add(y, 1):
		t.addFar(y, 1)
	}
	if stretched || d != 0 && len(t.inner.counts) == 0 {
		t.inner = b.between(float64(x.least)/t.per, float64(x.beyond-1)/t.per)
	}
}

// stretch makes d one of the extremes.
func (t *Tally) stretch(d int64) {
	t.perUnit()
	x := &t.times
	if x.n == 0 || d < x.least {
		x.least = d
	}
	x.beyond = max(x.beyond, d+1)
}

// summary is what a tally knows about all its observations.
type summary struct {
	n        int64
	min, max float64
	total    float64
	m2       float64 // sum of the squares of the differences from the mean
}

// summary puts durations and other observations together (Chan, Golub & LeVeque 1979).
func (t *Tally) summary() summary {
	a, x := summary{t.n, t.min, t.max, t.total, t.m2}, &t.times
	if x.n == 0 {
		return a
	}
	b := summary{x.n, float64(x.least) / t.per, float64(x.beyond-1) / t.per, x.sum.Float() / t.per, x.m2() / t.per / t.per}
	if a.n == 0 {
		return b
	}
	off := b.total/float64(b.n) - a.total/float64(a.n)
	n := a.n + b.n
	m2 := a.m2 + b.m2 + off*off*float64(a.n)*float64(b.n)/float64(n)
	return summary{n, min(a.min, b.min), max(a.max, b.max), a.total + b.total, m2}
}

// m2 is the sum of the squares of the differences from the mean in ns²: Σd² - (Σd)²/n, in whole numbers up to the division.
func (x *durations) m2() float64 {
	n, sum := big.NewInt(x.n), x.sum.big()
	spread := new(big.Int).Mul(n, x.squares.big())
	spread.Sub(spread, sum.Mul(sum, sum))
	m2, _ := new(big.Rat).SetFrac(spread, n).Float64()
	return math.Max(m2, 0)
}
