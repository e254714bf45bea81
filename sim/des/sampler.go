package des

import (
	"fmt"
	"math"
	"time"
)

// Sampler draws from one law for one purpose at one place. It is made once, at
// the start of a run, and then draws without allocating: one uniform, one
// value, by inversion, so that a value never falls as its uniform grows and a
// change of the law keeps the luck.
type Sampler struct {
	how    drawing
	fixed  time.Duration // of a constant that is a duration
	slope  float64       // of an exponential law: less than 0, its mean
	sides  [2]side       // of a triangular law
	plain  func(u float64) float64
	stream Stream
	law    Dist
}

// drawing is the way a sampler finds a value. The laws that models draw from most often are written out, as a call
// through a function value costs as much as they do.
type drawing uint8

const (
	constant drawing = iota
	duration         // a constant that is a duration
	exponential
	triangular
	general
)

// side is one of the two sides of a triangular law, from end towards the mode: end + sign·√(|u-from|·width·rise).
type side struct{ end, sign, from, width, rise, below float64 }

// Sampler returns a sampler of d on the stream s. It panics if d fails
// [Dist.Check]: laws from users have been checked before.
func (d Dist) Sampler(s Stream) Sampler {
	if err := d.Check(); err != nil {
		panic(fmt.Sprintf("des: sampler %s %s: %v", s.place, s.purpose, err))
	}
	sampler := Sampler{stream: s, law: d, how: general}
	k := d.kind()
	switch {
	case d.IsConstant():
		sampler.how = constant
		if x := d.Args[0]; x >= 0 && x < durationLimit { // else it is a fault when it is drawn
			sampler.fixed = sampler.Duration(0, 0)
			sampler.how = duration
		}
	case k.Name == "exponential" && d.Args[0] < durationLimit/64: // no draw is 64 times the mean
		sampler.how, sampler.slope = exponential, -d.Args[0]
	case k.Name == "triangular":
		low, mode, high := d.Args[0], d.Args[1], d.Args[2]
		below := (mode - low) / (high - low)
		sampler.how = triangular
		sampler.sides = [2]side{{low, 1, 0, high - low, mode - low, below}, {high, -1, 1, high - low, high - mode, below}}
	case k.prepare != nil:
		sampler.plain = k.prepare(d)
	default:
		sampler.plain = func(u float64) float64 { return k.Quantile(d, u) }
	}
	return sampler
}

// quantile is the law's, by the fastest way.
func (s *Sampler) quantile(u float64) float64 {
	switch s.how {
	case exponential:
		return log(1-u) * s.slope
	case triangular:
		return s.triangular(u)
	case general:
		return s.plain(u)
	}
	return s.law.Args[0]
}

func (s *Sampler) triangular(u float64) float64 {
	i := 0
	if u >= s.sides[0].below {
		i = 1
	}
	t := &s.sides[i] // chosen without a branch, which would often be mispredicted
	return t.end + t.sign*math.Sqrt(math.Abs(u-t.from)*t.width*t.rise)
}

// Value draws for an entity at its n-th visit, in the unit of the law. A
// constant uses no random number.
func (s *Sampler) Value(entity, visit uint64) float64 {
	if s.how <= duration {
		return s.law.Args[0]
	}
	return s.quantile(s.stream.Uniform(entity, visit))
}

// IsZero tells whether Duration is always 0.
func (s *Sampler) IsZero() bool { return s.how == duration && s.fixed == 0 }

// durationLimit is 292 years in seconds, a little less than a time.Duration
// can hold.
const durationLimit = 292 * 365.25 * 86400

// Duration draws from a law of seconds and rounds to the nanosecond, once. It
// panics if the value is negative, NaN or beyond 292 years, the end of [Time].
// It is not inlined, so that what it calls can be.
//
//go:noinline
func (s *Sampler) Duration(entity, visit uint64) time.Duration {
	if s.how == exponential { // as Value, in fewer steps
		return rounded(logRest(s.stream.bits(entity, visit)) * s.slope)
	}
	if s.how != triangular {
		return s.durationOf(entity, visit)
	}
	x := s.triangular(unit(s.stream.bits(entity, visit)))
	if !isDuration(x) {
		s.refuse(x, entity, visit)
	}
	return rounded(x)
}

// durationOf is Duration for other laws.
func (s *Sampler) durationOf(entity, visit uint64) time.Duration {
	if s.how == duration {
		return s.fixed
	}
	x := s.Value(entity, visit)
	if !isDuration(x) {
		s.refuse(x, entity, visit)
	}
	return rounded(x)
}

// isDuration tells whether x seconds are a time.Duration that is not negative; NaN is none.
func isDuration(x float64) bool { return x >= 0 && x < durationLimit }

// rounded is x seconds, to the nanosecond; math.Round takes three times as long.
func rounded(x float64) time.Duration { return time.Duration(x*float64(time.Second) + 0.5) }

// Durations draws for an entity at as many visits as there is room for, from the first on: as Duration does one by
// one, but in half the time.
//
//go:noinline
func (s *Sampler) Durations(entity, first uint64, out []time.Duration) {
	if s.how != exponential {
		for i := range out {
			out[i] = s.Duration(entity, first+uint64(i))
		}
		return
	}
	key := foldHi(s.stream.hi, entity)
	for i := range out { // in two turns, each of which finds room in the registers
		out[i] = time.Duration(mix(foldHi(key, first+uint64(i))))
	}
	for i, x := range out {
		out[i] = rounded(logRest(uint64(x)) * s.slope)
	}
}

// refuse is apart from Duration to keep the latter short.
//
//go:noinline
func (s *Sampler) refuse(x float64, entity, visit uint64) {
	panic(fmt.Sprintf("des: sampler %s %s drew %v s from %v for entity %d, visit %d: not a duration from 0 to 292 years",
		s.stream.place, s.stream.purpose, x, s.law, entity, visit))
}
