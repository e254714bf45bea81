package des

import "fmt"

// Resource is a number of equal units (berths, cranes, tracks) with a queue,
// first come first served, of those who wait for one. It never calls back: it
// returns who is next, and the model lets that one go on.
type Resource[W any] struct {
	capacity int
	inUse    int
	waiting  Queue[W]
}

// NewResource returns a resource of so many units, all free. It panics if
// there are none.
func NewResource[W any](capacity int) Resource[W] {
	if capacity <= 0 {
		panic(fmt.Sprintf("des: NewResource with capacity %d", capacity))
	}
	return Resource[W]{capacity: capacity}
}

// Acquire takes a unit for w and returns true; or, if none is free or others
// wait already, puts w at the end of the queue and returns false.
func (r *Resource[W]) Acquire(w W) bool {
	if r.inUse < r.capacity && r.waiting.Len() == 0 {
		r.inUse++
		return true
	}
	r.waiting.Push(w)
	return false
}

// Release gives a unit back. If someone waits the unit passes to the first,
// who is returned with true and holds it from now on. A unit beyond a capacity
// that was lowered by [Resource.Resize] goes out of use instead. Release
// panics if no unit is in use.
func (r *Resource[W]) Release() (next W, ok bool) {
	if r.inUse == 0 {
		panic(noneInUse{r.capacity, r.waiting.Len()})
	}
	r.inUse--
	if r.waiting.Len() == 0 {
		return next, false
	}
	return r.Grant()
}

// noneInUse is a fault that costs Release no call, so that it can be inlined.
type noneInUse struct{ capacity, waiting int }

func (e noneInUse) Error() string {
	return fmt.Sprintf("des: Resource.Release with none of %d units in use and %d waiting", e.capacity, e.waiting)
}

// Grant gives a free unit to the first who waits and returns them with true;
// false if no unit is free or no one waits. It is for use after
// [Resource.Resize] has added units: call it until it returns false.
func (r *Resource[W]) Grant() (next W, ok bool) {
	if r.inUse >= r.capacity || r.waiting.Len() == 0 {
		return next, false
	}
	r.inUse++
	return r.waiting.Pop(), true
}

// Resize changes the number of units; 0 closes the resource. Units in use
// beyond the new number stay in use until released. After adding units call
// [Resource.Grant]. Resize panics if capacity is negative.
func (r *Resource[W]) Resize(capacity int) {
	if capacity < 0 {
		panic(fmt.Sprintf("des: Resource.Resize to capacity %d", capacity))
	}
	r.capacity = capacity
}

// Free returns the number of units not in use, 0 while more are in use than
// the capacity.
func (r *Resource[W]) Free() int { return max(0, r.capacity-r.inUse) }

// InUse returns the number of units in use.
func (r *Resource[W]) InUse() int { return r.inUse }

// Waiting returns the number of those who wait.
func (r *Resource[W]) Waiting() int { return r.waiting.Len() }

// Waiter returns who waits at position i, the first being 0. It panics if
// there is no such position.
func (r *Resource[W]) Waiter(i int) W { return r.waiting.At(i) }

// Withdraw takes the one at position i, the first being 0, out of the queue:
// they no longer wait. It panics if there is no such position.
func (r *Resource[W]) Withdraw(i int) W { return r.waiting.Remove(i) }

// Capacity returns the number of units.
func (r *Resource[W]) Capacity() int { return r.capacity }
