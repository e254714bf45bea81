package des

import (
	"fmt"
	"iter"
	"time"
)

// Sim is a clock and the set of events to come. The event value E belongs to
// the model and is never looked into; let it be a small comparable struct
// without pointers, so that it can be printed, counted and compared.
//
// Events come in the order (time, order of scheduling). The zero value is
// empty, at time 0, and ready.
type Sim[E any] struct {
	now       Time
	set       ladder[E] // the event set in use; see eventSet
	scheduled uint64
	shuffled  bool
	shuffle   uint64
}

// Now returns the time of the event that happened last.
func (s *Sim[E]) Now() Time { return s.now }

// At schedules e for the moment t. It panics if t is past, or [Never].
func (s *Sim[E]) At(t Time, e E) {
	if t < s.now || t == Never {
		s.refuse(t, e)
	}
	s.set.push(t, s.number(), e)
}

// number gives the next event its place among those of its time.
func (s *Sim[E]) number() uint64 {
	n := s.scheduled
	s.scheduled++
	if s.shuffled {
		n = mix(n ^ s.shuffle) // one to one, so ties stay a total order
	}
	return n
}

// refuse is apart from At to keep the latter short.
//
//go:noinline
func (s *Sim[E]) refuse(t Time, e E) {
	if t == Never {
		panic(fmt.Sprintf("des: event %+v scheduled at %v for never", e, s.now))
	}
	panic(fmt.Sprintf("des: event %+v scheduled at %v for %v, which is %v in the past", e, s.now, t, s.now.Sub(t)))
}

// After schedules e for d from now. It panics if d is negative or leads
// beyond the end of time.
func (s *Sim[E]) After(d time.Duration, e E) {
	t, l := uint64(s.now)+uint64(d), &s.set
	switch {
	case d < 0 || s.shuffled:
	case t < l.edge: // push, written out for what is near
		i := len(l.bottom)
		if i >= cap(l.bottom) {
			break
		}
		b := l.bottom[:i+1]
		l.bottom = b
		for ; i > 0 && b[i-1].time <= t; i-- { // who is scheduled last comes last of those at one time
			b[i] = b[i-1]
		}
		b[i] = item[E]{t, s.scheduled, e}
		s.scheduled++
		return
	case t < l.low.limit: // and for what is not much later
		n := l.unused
		if n == noNode {
			break
		}
		x := &l.nodes[n]
		l.unused = x.next
		l.far++
		x.item = item[E]{t, s.scheduled, e}
		s.scheduled++
		b := l.low.bucket(t)
		x.next, *b = *b, n
		return
	}
	if uint64(d) >= uint64(Never-s.now) { // or negative
		s.refuseAfter(d, e)
	}
	l.push(Time(t), s.number(), e)
}

//go:noinline
func (s *Sim[E]) refuseAfter(d time.Duration, e E) {
	if t := s.now + Time(d); d < 0 || t == Never {
		s.refuse(t, e)
	}
	panic(fmt.Sprintf("des: event %+v scheduled at %v for %v later, beyond the end of time (292 years)", e, s.now, d))
}

// Next takes the first event whose time is at most until and sets the clock
// to that time. When there is none it sets the clock to until and returns
// false; but with until = [Never] the clock stays at the last event, since
// nothing can happen at the end of time. It panics if until is past.
func (s *Sim[E]) Next(until Time) (e E, ok bool) {
	l := &s.set
	n := len(l.bottom) - 1
	if n < 0 {
		return s.nextFar(until)
	}
	x := &l.bottom[n] // first and drop, written out
	if x.time > uint64(until) {
		s.finish(until)
		return e, false
	}
	s.now = Time(x.time)
	l.bottom = l.bottom[:n]
	return x.event, true
}

// nextFar is Next when bottom is empty.
//
//go:noinline
func (s *Sim[E]) nextFar(until Time) (e E, ok bool) {
	x := s.set.first()
	if x == nil || x.time > uint64(until) {
		s.finish(until)
		return e, false
	}
	s.now = Time(x.time)
	s.set.drop()
	return x.event, true
}

func (s *Sim[E]) finish(until Time) {
	if until < s.now {
		panic(fmt.Sprintf("des: asked at %v for events until %v, which is past", s.now, until))
	}
	if until != Never {
		s.now = until
	}
}

// Events yields the events until a moment, that moment included:
//
//	for e := range sim.Events(end) { … }
//
// At the end the clock stands at until, as with [Sim.Next]; after a break it
// stands at the event last yielded.
func (s *Sim[E]) Events(until Time) iter.Seq[E] {
	return func(yield func(E) bool) {
		for {
			e, ok := s.Next(until)
			if !ok || !yield(e) {
				return
			}
		}
	}
}

// Len returns the number of events to come.
func (s *Sim[E]) Len() int { return s.set.len() }

// Steps returns the number of events that have happened.
func (s *Sim[E]) Steps() uint64 { return s.scheduled - uint64(s.set.len()) }

// Reset empties the set and puts the clock back to 0, keeping the memory and
// the setting of [Sim.ShuffleTies].
func (s *Sim[E]) Reset() {
	s.set.reset()
	s.now, s.scheduled = 0, 0
}

// ShuffleTies makes events of equal time happen in an order that is random
// but fixed by the seed, instead of the order of scheduling. It is for tests
// of a model: a result that then moves by more than noise leans on the order
// of scheduling by accident. It panics once events have been scheduled.
func (s *Sim[E]) ShuffleTies(seed uint64) {
	if s.scheduled > 0 {
		panic(fmt.Sprintf("des: ShuffleTies at %v, after %d events were scheduled", s.now, s.scheduled))
	}
	s.shuffled, s.shuffle = true, mix(seed)
}
