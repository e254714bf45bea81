package des

import (
	"fmt"
	"math"
	"time"
)

// Tally is the statistic of observations, such as the transit times of
// consignments. The zero value is ready but has no quantiles; [NewTally] and
// [Meter.Tally] make one that has.
//
// An observation of weight w counts as w equal observations.
type Tally struct {
	n        int64
	min, max float64
	total    float64
	mean, m2 float64  // of Welford (1962), with weights of West (1979); not kept if plain
	per      float64  // ns in the unit; 0: not a unit of time
	buckets  *buckets // of the histogram; nil: no quantiles
	times    durations
	inner    span // empty, or the buckets between those of the extremes of times
	plain    bool
	name     string // as given to the Meter, for faults
	unit     string // as given to the Meter, for AddDuration
}

// NewTally returns a tally that has quantiles, in no particular unit.
func NewTally() *Tally { return &Tally{buckets: new(buckets)} }

// Add counts one observation. It panics if x is NaN or infinite.
func (t *Tally) Add(x float64) {
	if x-x != 0 { // NaN and infinities differ from 0 here
		t.refuse(x, 1)
	}
	t.add(x)
}

// add is AddWeighted at weight 1, written out since most observations are such.
func (t *Tally) add(x float64) {
	if t.n == 0 {
		t.min, t.max = x, x
	} else if x < t.min { // shorter than min(): there is no NaN
		t.min = x
	} else if x > t.max {
		t.max = x
	}
	t.n++
	t.total += x
	if !t.plain {
		off := x - t.mean
		t.mean += off / float64(t.n)
		t.m2 += off * (x - t.mean)
	}
	if b := t.buckets; b != nil && !b.add(x, 1) {
		t.addFar(x, 1)
	}
}

// refuse is apart from Add and AddWeighted to keep these short.
//
//go:noinline
func (t *Tally) refuse(x float64, w int64) {
	panic(fmt.Sprintf("des: observation %v with weight %d in tally %s", x, w, t.name))
}

// AddWeighted counts x as w observations. It panics if w is negative.
func (t *Tally) AddWeighted(x float64, w int64) {
	if w < 0 || x-x != 0 {
		t.refuse(x, w)
	}
	if w == 0 {
		return
	}
	if t.n == 0 {
		t.min, t.max = x, x
	} else if x < t.min {
		t.min = x
	} else if x > t.max {
		t.max = x
	}
	t.n += w
	t.total += x * float64(w)
	if !t.plain {
		off := x - t.mean
		t.mean += off * float64(w) / float64(t.n)
		t.m2 += off * (x - t.mean) * float64(w)
	}
	if b := t.buckets; b != nil && !b.add(x, uint64(w)) {
		t.addFar(x, uint64(w))
	}
}

// addFar counts what is out of the range counted so far. The buckets may move.
func (t *Tally) addFar(x float64, w uint64) {
	t.buckets.addFar(x, w)
	t.inner = span{}
}

// AddDurationWeighted is to [Tally.AddDuration] as AddWeighted is to Add.
func (t *Tally) AddDurationWeighted(d time.Duration, w int64) {
	if w == 1 {
		t.AddDuration(d)
		return
	}
	t.AddWeighted(float64(d)/t.perUnit(), w)
}

// perUnit returns the nanoseconds in the tally's unit.
func (t *Tally) perUnit() float64 {
	if t.per == 0 {
		t.refuseDuration()
	}
	return t.per
}

// refuseDuration is apart from perUnit to keep the latter short enough to be
// inlined.
//
//go:noinline
func (t *Tally) refuseDuration() {
	panic(fmt.Sprintf("des: duration in tally %s of unit %q", t.name, t.unit))
}

// nsPer is the number of nanoseconds in a unit of time; 0 for other units.
func nsPer(unit string) float64 {
	switch unit {
	case "ns":
		return 1
	case "s":
		return float64(time.Second)
	case "min":
		return float64(time.Minute)
	case "h":
		return float64(time.Hour)
	case "d":
		return float64(Day)
	}
	return 0
}

// N returns the number of observations, each counted by its weight.
func (t *Tally) N() int64 { return t.n + t.times.n }

// Zeros returns the number of observations that are not positive, 0 as a rule. It panics if the tally has no quantiles.
func (t *Tally) Zeros() int64 { return int64(t.Histogram().zero) }

// Total returns the sum of the observations. It may be asked for inside a run: it costs no memory.
func (t *Tally) Total() float64 {
	if t.times.n == 0 {
		return t.total
	}
	return t.total + t.times.sum.Float()/t.per
}

// Mean returns the mean, NaN if there are no observations.
func (t *Tally) Mean() float64 {
	s := t.summary()
	return s.orNaN(1, s.total/float64(s.n))
}

// Min returns the least observation, NaN if there are none.
func (t *Tally) Min() float64 {
	s := t.summary()
	return s.orNaN(1, s.min)
}

// Max returns the greatest observation, NaN if there are none.
func (t *Tally) Max() float64 {
	s := t.summary()
	return s.orNaN(1, s.max)
}

// SD returns the standard deviation with the divisor n-1, NaN if there are
// less than two observations. Observations within a run depend on each other:
// SD/√n is not the standard error of the mean.
func (t *Tally) SD() float64 {
	s := t.summary()
	return s.orNaN(2, math.Sqrt(max(s.m2, 0)/float64(s.n-1)))
}

func (s *summary) orNaN(least int64, x float64) float64 {
	if s.n < least {
		return math.NaN()
	}
	return x
}

// Quantile returns the p-quantile, good to the width of a bucket of
// [Histogram]; NaN if there are no observations. It panics if the tally has no
// quantiles.
func (t *Tally) Quantile(p float64) float64 { return t.Histogram().Quantile(p) }

// Histogram returns a histogram of the observations. It panics if the tally
// has no quantiles.
func (t *Tally) Histogram() *Histogram {
	if t.buckets == nil {
		panic(fmt.Sprintf("des: quantile of tally %s, which was made without", t.name))
	}
	s := t.summary()
	return &Histogram{buckets: *t.buckets, n: uint64(s.n), min: s.min, max: s.max}
}

// Reset forgets all observations.
func (t *Tally) Reset() {
	*t = Tally{buckets: t.buckets, name: t.name, unit: t.unit, plain: t.plain, per: t.per}
	if t.buckets != nil {
		clear(t.buckets.counts)
		t.buckets.zero = 0
	}
}
