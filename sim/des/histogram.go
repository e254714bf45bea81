package des

import (
	"fmt"
	"math"
)

// Histogram counts observations in buckets of equal relative width: the first
// 18 bits of a positive float64, its exponent and 6 bits, are the number of its
// bucket, so there are 64 to a doubling. A quantile is off by less than the
// width of its bucket, 1.6 % at worst, and by far less where observations are
// dense, for it is interpolated. All that is not positive shares one bucket.
//
// Counts are whole numbers, so merging in any order gives the same. Memory
// grows with the range of values, 512 bytes a doubling beyond the usual ones. The zero value is empty
// and ready.
type Histogram struct {
	buckets
	inner    span // the buckets between those of min and max: most observations fall into those
	n        uint64
	min, max float64
}

// buckets are the counts of a histogram: of positive values, and of the others.
type buckets struct {
	span
	zero uint64
}

// span is buckets in a row, from first on. The zero value has none.
type span struct {
	counts []uint64
	first  int
}

// add counts a number n times, unless it is out of the range: then addFar does. Numbers of 0 and less are always out of
// range by their bits. It is inlined.
func (h *span) add(x float64, n uint64) bool {
	i := bucketOf(x) - h.first
	if uint(i) >= uint(len(h.counts)) {
		return false
	}
	h.counts[i] += n
	return true
}

// between returns the buckets of the numbers that are more than those in the bucket of low and less than those in that
// of high.
func (h *buckets) between(low, high float64) span {
	first, end := h.first, 0
	if low >= leastPositive {
		first = bucketOf(low) + 1
	}
	if high >= leastPositive {
		end = bucketOf(high)
	}
	if first >= end {
		return span{}
	}
	return span{h.counts[first-h.first : end-h.first], first}
}

// bucketOf returns the bucket of a number.
func bucketOf(x float64) int { return int(math.Float64bits(x) >> bucketShift) }

const (
	bucketShift   = 52 - 6
	leastPositive = 0x1p-1022 // numbers below are not normal and count as 0

	// A histogram begins with 17 doublings, 8.7 kB, from 1/64 to 2048: most need no more to the end of a run.
	usualFirst = (1023 - 6) << 6
	usualEnd   = (1023 + 11) << 6
)

// bucketStart returns the least value of a bucket.
func bucketStart(bucket int) float64 { return math.Float64frombits(uint64(bucket) << bucketShift) }

// Add counts x. It panics if x is NaN or infinite.
func (h *Histogram) Add(x float64) { h.AddN(x, 1) }

// AddN counts x as n observations. It is inlined.
func (h *Histogram) AddN(x float64, n uint64) {
	if h.inner.add(x, n) {
		h.n += n
		return
	}
	h.addOuter(x, n)
}

// addOuter is AddN for what is as small or as great as nothing before, or nearly so.
//
//go:noinline
func (h *Histogram) addOuter(x float64, n uint64) {
	if n == 0 {
		return
	}
	stretched := !(h.min <= x && x <= h.max) || h.n == 0
	if stretched {
		h.stretch(x)
	}
	h.n += n
	grown := !h.add(x, n)
	if grown {
		h.addFar(x, n)
	}
	if stretched || grown {
		h.inner = h.between(h.min, h.max)
	}
}

// stretch makes x one of the extremes. An empty histogram has both at 0.
func (h *Histogram) stretch(x float64) {
	if x-x != 0 { // NaN and infinities differ from 0 here
		panic(fmt.Sprintf("des: observation %v in a histogram", x))
	}
	if h.n == 0 {
		h.min, h.max = x, x
	}
	h.min, h.max = min(h.min, x), max(h.max, x)
}

func (h *buckets) addFar(x float64, n uint64) {
	if x < leastPositive {
		h.zero += n
		return
	}
	i := h.grow(bucketOf(x) - h.first)
	h.counts[i] += n
}

// grow makes room for counts[i], which is out of range, and returns where it
// is now. It grows by whole doublings and at least by half, to be rare.
func (h *buckets) grow(i int) int {
	const doubling = 64
	bucket := i + h.first
	start, end := min(bucket, usualFirst), max(bucket+1, usualEnd)
	if len(h.counts) > 0 {
		spare := len(h.counts) / 2
		start, end = h.first, h.first+len(h.counts)
		if bucket < start {
			start = min(bucket, start-spare)
		} else {
			end = max(bucket+1, end+spare)
		}
	}
	start = max(start/doubling, 1) * doubling
	end = (end + doubling - 1) / doubling * doubling
	counts := make([]uint64, end-start)
	copy(counts[max(h.first-start, 0):], h.counts)
	h.counts, h.first = counts, start
	return bucket - start
}

// Merge adds all that other has counted.
func (h *Histogram) Merge(other *Histogram) {
	if other.n == 0 {
		return
	}
	if h.n == 0 {
		h.min, h.max = other.min, other.max
	}
	h.min, h.max = min(h.min, other.min), max(h.max, other.max)
	h.n += other.n
	h.zero += other.zero
	for i, n := range other.counts {
		if n == 0 {
			continue
		}
		j := i + other.first - h.first
		if uint(j) >= uint(len(h.counts)) {
			j = h.grow(j)
		}
		h.counts[j] += n
	}
	h.inner = h.between(h.min, h.max)
}

// Reset forgets all observations and keeps the memory.
func (h *Histogram) Reset() {
	clear(h.counts)
	h.zero, h.n, h.min, h.max, h.inner = 0, 0, 0, 0, span{}
}

// N returns the number of observations.
func (h *Histogram) N() uint64 { return h.n }

// Quantile returns the p-quantile, p in [0,1], by position p·(n-1) in the
// sorted observations as in type 7, taking those of a bucket as spread evenly
// over it. It is NaN if there are no observations.
func (h *Histogram) Quantile(p float64) float64 {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("des: quantile %v of a histogram", p))
	}
	if h.n == 0 {
		return math.NaN()
	}
	position := p * float64(h.n-1)
	if position < float64(h.zero) {
		return h.within(h.min, 0, position, h.zero)
	}
	below := h.zero
	for i, n := range h.counts {
		if n > 0 && position < float64(below+n) {
			return h.within(bucketStart(h.first+i), bucketStart(h.first+i+1), position-float64(below), n)
		}
		below += n
	}
	return h.max
}

// within returns the value at a position among n spread from low to high, as
// far as these lie between the observed extremes.
func (h *Histogram) within(low, high, position float64, n uint64) float64 {
	low, high = max(low, h.min), min(high, h.max)
	x := low + (high-low)*((position+0.5)/float64(n))
	return min(max(x, low), high)
}

// Below returns the share of the observations that are at most x, taking those
// of a bucket as spread evenly over it; so near x a lump of equal observations
// may be counted in part. It is NaN if there are no observations.
func (h *Histogram) Below(x float64) float64 {
	switch {
	case math.IsNaN(x):
		panic("des: share of a histogram below NaN")
	case h.n == 0:
		return math.NaN()
	case x < h.min:
		return 0
	case x >= h.max:
		return 1
	case x < 0:
		return h.share(0, h.zero, h.min, 0, x)
	}
	below := h.zero
	for i, n := range h.counts {
		low, high := bucketStart(h.first+i), bucketStart(h.first+i+1)
		if x < high {
			return h.share(below, n, low, high, x)
		}
		below += n
	}
	return 1
}

// share returns the share of below observations and of those n between low and
// high, as far as these lie between the observed extremes, that are at most x.
func (h *Histogram) share(below, n uint64, low, high, x float64) float64 {
	low, high = max(low, h.min), min(high, h.max)
	part := 0.0
	if x > low {
		part = float64(n) * (x - low) / (high - low)
	}
	return (float64(below) + part) / float64(h.n)
}
