package des

// eventSet is what [Sim] asks of its set of pending events. Sim holds the
// concrete type, as a call through an interface would cost as much as a push;
// to try another set, change the one field in Sim and add the set to the list
// in the property test.
type eventSet[E any] interface {
	push(t Time, seq uint64, e E) // t >= 0; seq differs from all others at t
	first() *item[E]              // the least (t, seq), valid until the next call; nil if there is none
	drop()                        // takes out the first, which has been asked for
	len() int                     // number of events held
	reset()                       // forget all events, keep the memory
}

var _ eventSet[int] = (*ladder[int])(nil)

// item is an event with its place in the order: by time, then by seq.
type item[E any] struct {
	time  uint64 // of Time, which is never negative here
	seq   uint64
	event E
}
