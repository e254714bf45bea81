package des

import (
	"fmt"
	"time"
)

// Sampler draws from one law for one purpose at one place. It is made once, at
// the start of a run, and then draws without allocating: one uniform, one
// value, by inversion, so that a value never falls as its uniform grows and a
// change of the law keeps the luck.
type Sampler struct {
	stream   Stream
	law      Dist
	quantile func(u float64) float64 // nil for a constant
	isFixed  bool                    // a constant that is a duration
	fixed    time.Duration
}

// Sampler returns a sampler of d on the stream s. It panics if d fails
// [Dist.Check]: laws from users have been checked before.
func (d Dist) Sampler(s Stream) Sampler {
	if err := d.Check(); err != nil {
		panic(fmt.Sprintf("des: sampler %s %s: %v", s.place, s.purpose, err))
	}
	sampler := Sampler{stream: s, law: d, quantile: d.sampling()}
	if x := d.Args[0]; sampler.quantile == nil && x >= 0 && x < durationLimit { // else it is a fault when it is drawn
		sampler.fixed, sampler.isFixed = sampler.Duration(0, 0), true
	}
	return sampler
}

// sampling returns the fastest quantile function of d, nil for a constant.
func (d Dist) sampling() func(u float64) float64 {
	k := d.kind()
	switch {
	case d.IsConstant():
		return nil
	case k.prepare != nil:
		return k.prepare(d)
	}
	quantile := k.Quantile
	return func(u float64) float64 { return quantile(d, u) }
}

// Value draws for an entity at its n-th visit, in the unit of the law. A
// constant uses no random number.
func (s *Sampler) Value(entity, visit uint64) float64 {
	if s.quantile == nil {
		return s.law.Args[0]
	}
	return s.quantile(s.stream.Uniform(entity, visit))
}

// durationLimit is 292 years in seconds, a little less than a time.Duration
// can hold.
const durationLimit = 292 * 365.25 * 86400

// Duration draws from a law of seconds and rounds to the nanosecond, once. It
// panics if the value is negative, NaN or beyond 292 years, the end of [Time].
func (s *Sampler) Duration(entity, visit uint64) time.Duration {
	if s.isFixed {
		return s.fixed
	}
	x := s.Value(entity, visit)
	if !(x >= 0 && x < durationLimit) {
		panic(fmt.Sprintf("des: sampler %s %s drew %v s from %v for entity %d, visit %d: not a duration from 0 to 292 years",
			s.stream.place, s.stream.purpose, x, s.law, entity, visit))
	}
	ns := x * float64(time.Second)
	whole := time.Duration(ns) // math.Round takes three times as long; the fraction is exact
	if ns-float64(whole) >= 0.5 {
		whole++
	}
	return whole
}
