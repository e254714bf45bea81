package des

import (
	"math/bits"
	"slices"
)

// rung is a stretch of time in buckets. The last bucket reaches to the limit.
type rung struct {
	start   uint64
	limit   uint64
	shift   uint    // a bucket is 1<<shift wide: dividing by it costs nothing
	next    int     // first bucket not taken yet
	buckets []int32 // chains of nodes
}

// bucket is the one for a time before the limit.
func (r *rung) bucket(t uint64) *int32 {
	return &r.buckets[min((t-r.start)>>(r.shift&63), uint64(len(r.buckets)-1))]
}

// addRung adds the lowest rung, for count events from low to high and for what comes before limit.
func (l *ladder[E]) addRung(low, high, limit uint64, count int) {
	if l.depth > 0 {
		if l.depth > len(l.rungs) {
			l.rungs = append(l.rungs, rung{})
		}
		above := &l.rungs[l.depth-1]
		*above, l.low = l.low, *above
	}
	r := &l.low
	l.depth++
	shift := uint(max(bits.Len64((high-low)/uint64(count)), 1) - 1) // one or two events a bucket
	r.begin(low, limit, shift, int((high-low)>>shift)+1)
	l.edge = low
}

// begin makes a rung of empty buckets.
func (r *rung) begin(start, limit uint64, shift uint, buckets int) {
	r.start, r.limit, r.shift, r.next = start, limit, shift, 0
	r.buckets = slices.Grow(r.buckets[:0], buckets)[:buckets]
	clear(r.buckets) // noNode
}

// dropRung takes out the lowest rung, which is empty, but keeps its memory.
func (l *ladder[E]) dropRung() {
	l.depth--
	if l.depth == 0 {
		l.low.limit = 0
		return
	}
	above := &l.rungs[l.depth-1]
	*above, l.low = l.low, *above
}
