package des

import (
	"math"
	"math/bits"
)

// ladder is a ladder queue (Tang, Goh & Thng 2005): events are sorted only
// when their time is near, so that one costs about the same however many are
// pending. They lie, by time,
//
//   - in bottom, if before edge: sorted, the first event last;
//   - in a rung, if before its limit: unsorted, in buckets of equal width. At
//     its limit the one above it goes on;
//   - in top, the rest: unsorted.
//
// When bottom is empty the next bucket is sorted into it; a bucket of too many
// becomes a rung of its own. Few events are kept in bottom alone. Each event
// has one place by its time and ties share it, so the order is that of (time,
// seq) whatever the widths.
type ladder[E any] struct {
	bottom []item[E]
	edge   uint64
	low    rung   // the lowest, if depth is not 0
	rungs  []rung // those above it; from depth-1 on they only keep memory
	depth  int
	top    []int32            // indices into nodes
	nodes  []node[E]          // the first is not used, since 0 ends a chain
	unused int32              // chain of nodes
	since  uint64             // time of the first event when top was last taken
	taken  uint64             // events taken from buckets since then
	times  [bottomFill]uint64 // of the events in the bucket being sorted
	slots  [bottomFill]int    // how many of them come after each: its place in bottom
	far    int                // events outside bottom
	room   []item[E]          // memory of bottom, which has as a rule only bottomMost of it
}

// node is an event outside bottom, in the chain of its bucket.
type node[E any] struct {
	item[E]
	next int32
}

// Bottom takes a bucket of up to bottomFill; beyond bottomMost its later half moves up. The rung that top becomes has
// rungLeast buckets or, if they are more, as many as there are events.
const (
	bottomFill = 24
	bottomMost = 48
	bucketFill = 8
	rungLeast  = 2048
	noNode     = 0
	endless    = uint64(Never) // edge when all are in bottom: no event is at Never
)

func (l *ladder[E]) len() int { return len(l.bottom) + l.far }

func (l *ladder[E]) reset() {
	l.bottom, l.top, l.nodes = l.bottom[:0], l.top[:0], l.nodes[:0]
	l.edge, l.depth, l.unused, l.far = 0, 0, 0, 0
	l.low.limit, l.since, l.taken = 0, 0, 0
}

//go:noinline
func (l *ladder[E]) push(t Time, seq uint64, e E) {
	x := item[E]{uint64(t), seq, e}
	if x.time < l.edge && len(l.bottom) == cap(l.bottom) {
		l.spill()
	}
	if x.time >= l.edge {
		l.place(l.newNode(x))
		return
	}
	l.makeRoom()
	*l.slot(x.time, x.seq) = x
}

// makeRoom makes room for one in bottom: more than usual only for ties.
func (l *ladder[E]) makeRoom() {
	n := len(l.bottom)
	if n < cap(l.bottom) {
		return
	}
	size := max(2*n, bottomMost)
	if size > len(l.room) {
		l.room = make([]item[E], size)
		copy(l.room, l.bottom)
	}
	l.bottom = l.room[:n:size]
}

func (l *ladder[E]) newNode(x item[E]) int32 {
	l.far++
	n := l.unused
	if n == noNode {
		if len(l.nodes) == 0 {
			l.nodes = append(l.nodes, node[E]{})
		}
		l.nodes = append(l.nodes, node[E]{item: x})
		return int32(len(l.nodes) - 1)
	}
	l.unused = l.nodes[n].next
	l.nodes[n].item = x
	return n
}

// place puts a node where its time, which is not before edge, belongs.
func (l *ladder[E]) place(n int32) {
	t, r := l.nodes[n].time, &l.low
	for i := l.depth - 2; t >= r.limit; i-- {
		if i < 0 {
			l.top = append(l.top, n)
			return
		}
		r = &l.rungs[i]
	}
	b := r.bucket(t)
	l.nodes[n].next, *b = *b, n
}

// slot opens a place in bottom, which is not full, for an event so that it stays sorted.
func (l *ladder[E]) slot(t, seq uint64) *item[E] {
	i := len(l.bottom)
	b := l.bottom[:i+1]
	l.bottom = b
	for ; i > 0; i-- {
		y := &b[i-1]
		if y.time > t || y.time == t && y.seq > seq {
			break
		}
		b[i] = *y
	}
	return &b[i]
}

func (l *ladder[E]) first() *item[E] {
	if len(l.bottom) == 0 {
		return l.refilled()
	}
	return &l.bottom[len(l.bottom)-1]
}

func (l *ladder[E]) drop() { l.bottom = l.bottom[:len(l.bottom)-1] }

// refilled is first when bottom is empty, apart from it to let it be inlined.
//
//go:noinline
func (l *ladder[E]) refilled() *item[E] {
	if l.far == 0 {
		return nil
	}
	if len(l.room) == 0 {
		l.room = make([]item[E], bottomMost)
	}
	l.bottom = l.room[:0:bottomMost]
	l.refill()
	return &l.bottom[len(l.bottom)-1]
}

// refill sorts the next bucket into bottom, which is empty.
func (l *ladder[E]) refill() {
	for len(l.bottom) == 0 {
		if l.depth == 0 {
			l.takeTop()
			continue
		}
		r := &l.low
		for r.next < len(r.buckets) && r.buckets[r.next] == noNode {
			r.next++
		}
		if r.next == len(r.buckets) {
			l.edge = r.limit
			l.dropRung()
			continue
		}
		chain := r.buckets[r.next]
		r.buckets[r.next] = noNode
		r.next++
		limit := r.limit
		if r.next < len(r.buckets) {
			limit = r.start + uint64(r.next)<<r.shift
		}
		l.takeBucket(chain, limit)
	}
}

// takeBucket empties a bucket, which ends at limit, into bottom or a new rung. Which of two random times comes first is a
// guess that a processor gets wrong half the time; so the events after each are counted, which takes no branch.
func (l *ladder[E]) takeBucket(chain int32, limit uint64) {
	nodes, count, end := l.nodes, 0, chain
	for n := chain; n != noNode; n = nodes[n].next {
		if count >= bottomFill {
			l.takeFull(chain, limit)
			return
		}
		t, p, times := nodes[n].time, count, l.times[:count]
		slots := l.slots[:len(times)]
		for j, u := range times {
			later := int((u - t) >> 63)
			p -= later
			slots[j] += later
		}
		l.times[count], l.slots[count] = t, p
		count++
		end = n
	}
	b := l.bottom[:count]
	n := chain
	for _, p := range l.slots[:count] {
		x := &nodes[n]
		b[p] = x.item
		n = x.next
	}
	for i := 1; i < count; i++ {
		if b[i-1].time == b[i].time && b[i-1].seq < b[i].seq {
			l.sortTies(b)
			break
		}
	}
	nodes[end].next, l.unused = l.unused, chain
	l.bottom = b
	l.far -= count
	l.taken += uint64(count)
	l.edge = limit
}

// sortTies puts events of one time, which lie side by side, in order.
func (l *ladder[E]) sortTies(b []item[E]) {
	for i := 1; i < len(b); i++ {
		for k := i; k > 0 && b[k-1].time == b[k].time && b[k-1].seq < b[k].seq; k-- {
			b[k-1], b[k] = b[k], b[k-1]
		}
	}
}

// takeFull is takeBucket for more events than bottom is meant for: a new rung, unless they are all at one time.
func (l *ladder[E]) takeFull(chain int32, limit uint64) {
	if l.split(chain, limit) {
		return
	}
	for n := chain; n != noNode; {
		next := l.nodes[n].next
		l.lower(n)
		n = next
	}
	l.edge = limit
}

// split makes a rung of a bucket, which ends at limit, unless its events are all at one time.
func (l *ladder[E]) split(chain int32, limit uint64) bool {
	count, low, high := 0, uint64(math.MaxUint64), uint64(0)
	for n := chain; n != noNode; n = l.nodes[n].next {
		count++
		low, high = min(low, l.nodes[n].time), max(high, l.nodes[n].time)
	}
	if low == high {
		return false
	}
	l.addRung(low, high, limit, count)
	for n := chain; n != noNode; {
		next := l.nodes[n].next
		l.place(n)
		n = next
	}
	return true
}

// lower moves a node to bottom.
func (l *ladder[E]) lower(n int32) {
	x := &l.nodes[n].item
	l.makeRoom()
	*l.slot(x.time, x.seq) = *x
	l.nodes[n].next = l.unused
	l.unused = n
	l.far--
}

// takeTop spreads the first of top over a rung or, if it is small, puts it into bottom. A bucket is as wide as bucketFill
// events have taken of late: how far the last lies off says little of how dense the first are.
func (l *ladder[E]) takeTop() {
	count, low, high := len(l.top), uint64(math.MaxUint64), uint64(0)
	for _, n := range l.top {
		low, high = min(low, l.nodes[n].time), max(high, l.nodes[n].time)
	}
	width := (high - low) / uint64(count)
	if l.taken > bottomFill {
		width = (low - l.since) / l.taken * bucketFill
	}
	l.since, l.taken = low, 0
	rest := l.top
	l.top = l.top[:0]
	if count <= bottomFill || low == high {
		for _, n := range rest {
			l.lower(n)
		}
		l.edge = endless
		return
	}
	shift := uint(bits.Len64(width|1)) - 1
	buckets := min(uint64(max(count, rungLeast)), (endless-low)>>shift+1)
	l.low.begin(low, min(low+buckets<<shift, endless), shift, int(buckets))
	l.edge, l.depth = low, 1
	for _, n := range rest {
		l.place(n)
	}
}

// spill moves the later half of a full bottom up. Ties stay together; if all are ties, none move.
func (l *ladder[E]) spill() {
	b := l.bottom
	cut := len(b) / 2
	for cut > 0 && b[cut-1].time == b[cut].time {
		cut--
	}
	if cut == 0 {
		return
	}
	start := b[cut-1].time
	if l.depth > 0 || l.edge != endless { // else top is what comes after bottom
		l.addRung(start, b[0].time, l.edge, cut)
	}
	l.edge = start
	for i := range cut {
		n := l.newNode(b[i])
		l.place(n)
	}
	l.bottom = b[:copy(b, b[cut:])]
}
