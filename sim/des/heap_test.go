package des

import (
	"math"
	"math/bits"
)

// The heap is the textbook's event set. The ladder is tested for the same order and measured beside it.

// heap is a 4-ary heap. Its root sits at index 3, so that the children of i
// are 4(i-2) to 4(i-2)+3 and each family is aligned in memory. Slots past the
// end hold the greatest item, so that each family is complete and the least
// child is chosen without a branch to mispredict.
type heap[E any] struct {
	items []item[E]
	size  int
}

const heapRoot = 3

func (h *heap[E]) len() int { return h.size }

func (h *heap[E]) reset() {
	h.size = 0
	h.clear(0)
}

// clear makes the slots from i on the greatest item.
func (h *heap[E]) clear(i int) {
	for ; i < len(h.items); i++ {
		h.items[i] = item[E]{time: math.MaxUint64, seq: math.MaxUint64}
	}
}

func (h *heap[E]) push(t Time, seq uint64, e E) {
	end := heapRoot + h.size
	if end+4 >= len(h.items) {
		old := len(h.items)
		h.items = append(h.items, make([]item[E], max(64, old))...)
		h.clear(old)
	}
	h.size++
	h.up(end, item[E]{uint64(t), seq, e})
}

func (h *heap[E]) first() *item[E] {
	if h.size == 0 {
		return nil
	}
	return &h.items[heapRoot]
}

func (h *heap[E]) drop() {
	h.size--
	end := heapRoot + h.size
	last := h.items[end]
	h.items[end] = item[E]{time: math.MaxUint64, seq: math.MaxUint64}
	if h.size > 0 {
		h.down(end, last)
	}
}

// up moves the hole at i towards the root until x fits.
func (h *heap[E]) up(i int, x item[E]) {
	items := h.items
	for i > heapRoot {
		parent := i>>2 + 2
		if before(&x, &items[parent]) == 0 {
			break
		}
		items[i] = items[parent]
		i = parent
	}
	items[i] = x
}

// down moves the hole at the root to a leaf and then x up from there: x was a
// leaf and mostly belongs near one, so this saves a comparison per level
// (Wegener 1993, bottom-up heapsort).
func (h *heap[E]) down(end int, x item[E]) {
	items := h.items
	i := heapRoot
	for {
		child := (i - 2) * 4
		if child >= end {
			break
		}
		child += least(items[child : child+4])
		items[i] = items[child]
		i = child
	}
	h.up(i, x)
}

// least returns the index of the first of four items.
func least[E any](four []item[E]) int {
	g := (*[4]item[E])(four)
	a := before(&g[1], &g[0])
	b := 2 + before(&g[3], &g[2])
	return a + (b-a)*before(&g[b&3], &g[a&3])
}

// before is 1 if a comes before b and else 0, without a branch: the borrow of
// the 128-bit subtraction (time, seq) of a less that of b.
func before[E any](a, b *item[E]) int {
	_, borrow := bits.Sub64(a.seq, b.seq, 0)
	_, borrow = bits.Sub64(a.time, b.time, borrow)
	return int(borrow)
}
