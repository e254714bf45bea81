package des

import "fmt"

// Queue is a first-in-first-out queue in a ring that keeps its memory. The
// zero value is empty and ready.
type Queue[T any] struct {
	ring []T // length 0 or a power of two
	head int
	size int
}

// Len returns the number of elements.
func (q *Queue[T]) Len() int { return q.size }

// Push adds x at the end.
func (q *Queue[T]) Push(x T) {
	if q.size == len(q.ring) {
		q.grow()
	}
	q.ring[(q.head+q.size)&(len(q.ring)-1)] = x
	q.size++
}

// PushFront adds x before the first element.
func (q *Queue[T]) PushFront(x T) {
	if q.size == len(q.ring) {
		q.grow()
	}
	q.head = (q.head - 1) & (len(q.ring) - 1)
	q.size++
	*q.slot(0) = x
}

// Pop takes the first element. It panics if there is none.
func (q *Queue[T]) Pop() T {
	if q.size == 0 {
		panic(noElement{"Pop", 0, 0})
	}
	var zero T
	slot := &q.ring[q.head]
	x := *slot
	*slot = zero // let what it points to be freed
	q.head = (q.head + 1) & (len(q.ring) - 1)
	q.size--
	return x
}

// Peek returns the first element and leaves it. It panics if there is none.
func (q *Queue[T]) Peek() T {
	if q.size == 0 {
		panic(noElement{"Peek", 0, 0})
	}
	return q.ring[q.head]
}

// At returns element i, counted from the first, which is 0. It panics if
// there is no such element.
func (q *Queue[T]) At(i int) T {
	q.must(i, "At")
	return *q.slot(i)
}

// Insert adds x before element i, or at the end if there are i elements; its cost is the distance to the end. It panics if
// there are fewer.
func (q *Queue[T]) Insert(i int, x T) {
	if i != q.size {
		q.must(i, "Insert")
	}
	q.Push(x)
	for k := q.size - 1; k > i; k-- {
		*q.slot(k) = *q.slot(k - 1)
	}
	*q.slot(i) = x
}

// Remove takes out element i, counted from the first, and keeps the order of
// the others; its cost is the distance to the nearer end. It panics if there
// is no such element.
func (q *Queue[T]) Remove(i int) T {
	q.must(i, "Remove")
	x := *q.slot(i)
	if i < q.size/2 {
		for ; i > 0; i-- {
			*q.slot(i) = *q.slot(i - 1)
		}
		q.Pop()
		return x
	}
	for ; i < q.size-1; i++ {
		*q.slot(i) = *q.slot(i + 1)
	}
	var zero T
	*q.slot(i) = zero
	q.size--
	return x
}

func (q *Queue[T]) slot(i int) *T { return &q.ring[(q.head+i)&(len(q.ring)-1)] }

func (q *Queue[T]) must(i int, verb string) {
	if uint(i) >= uint(q.size) {
		panic(noElement{verb, i, q.size})
	}
}

// noElement is a fault that costs no call, so that what may commit it can be inlined.
type noElement struct {
	verb    string
	i, size int
}

func (e noElement) Error() string {
	return fmt.Sprintf("des: Queue.%s of element %d of %d", e.verb, e.i, e.size)
}

func (q *Queue[T]) grow() {
	ring := make([]T, max(32, 2*len(q.ring)))
	for i := range q.size {
		ring[i] = *q.slot(i)
	}
	q.ring, q.head = ring, 0
}
