package des

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"time"
)

// Level is the statistic over time of a whole number that is never negative,
// such as the length of a queue. Its zero value has been 0 since time 0.
type Level struct {
	value       int64
	max         int64
	since       Time // start of the measurement
	last        Time // area and squares hold what was before
	area        Area
	squares     Area // of value², kept only if withSquares
	withSquares bool
}

// Set makes v the value from now on. It panics if v is negative or now is
// before the last change.
func (l *Level) Set(now Time, v int64) {
	if v < 0 {
		l.refuse(now, v)
	}
	if now != l.last { // most changes come with others at the same time and place
		l.advance(now)
	}
	l.value = v
	if v > l.max {
		l.max = v
	}
}

// Change adds dv to the value from now on.
func (l *Level) Change(now Time, dv int64) { l.Set(now, l.value+dv) }

// advance closes the area up to now. The area cannot overflow: the value and
// all of time are less than 2^63 each. Nor can value² times the time while the
// value is a 32-bit number.
func (l *Level) advance(now Time) {
	d, v := uint64(now-l.last), uint64(l.value)
	if now < l.last {
		l.refuse(now, l.value)
	}
	l.last = now
	var carry uint64
	hi, lo := bits.Mul64(v, d)
	l.area.lo, carry = bits.Add64(l.area.lo, lo, 0)
	l.area.hi += hi + carry
	if l.withSquares {
		hi, lo = bits.Mul64(uint64(l.square()), d)
		l.squares.lo, carry = bits.Add64(l.squares.lo, lo, 0)
		l.squares.hi += hi + carry
	}
}

// refuse is apart from Set and advance to keep these short.
//
//go:noinline
func (l *Level) refuse(now Time, v int64) {
	if v < 0 {
		panic(fmt.Sprintf("des: level set at %v from %d to %d", now, l.value, v))
	}
	panic(fmt.Sprintf("des: level of %d used at %v after %v", l.value, now, l.last))
}

func (l *Level) square() int64 {
	if l.value > math.MaxInt32 {
		l.refuseSquare()
	}
	return l.value * l.value
}

// refuseSquare is apart from square to let the latter be inlined.
//
//go:noinline
func (l *Level) refuseSquare() {
	panic(fmt.Sprintf("des: level of %d is too great for its standard deviation", l.value))
}

// Value returns the present value.
func (l *Level) Value() int64 { return l.value }

// Max returns the greatest value held, if only for an instant, since the start
// of the measurement.
func (l *Level) Max() int64 { return l.max }

// Area returns the integral of the value from the start of the measurement to
// now.
func (l *Level) Area(now Time) Area {
	ahead := *l
	ahead.advance(now)
	return ahead.area
}

// Mean returns the average over time from the start of the measurement to now,
// NaN if no time has passed.
func (l *Level) Mean(now Time) float64 { return l.average(now, l.Area(now)) }

// SD returns the standard deviation over time from the start of the
// measurement to now, NaN if no time has passed: √(T·∫v² - (∫v)²)/T, in whole
// numbers up to the root, so that a constant level has exactly 0. It panics if
// the level was made without "sd".
func (l *Level) SD(now Time) float64 {
	if !l.withSquares {
		panic(fmt.Sprintf("des: standard deviation of a level of %d that was made without", l.value))
	}
	ahead := *l
	ahead.advance(now)
	elapsed := big.NewInt(int64(now.Sub(l.since)))
	if elapsed.Sign() == 0 {
		return math.NaN()
	}
	sum, spread := ahead.area.big(), ahead.squares.big()
	spread.Mul(spread, elapsed)
	spread.Sub(spread, sum.Mul(sum, sum))
	variance, _ := new(big.Rat).SetFrac(spread, elapsed.Mul(elapsed, elapsed)).Float64()
	return math.Sqrt(variance)
}

func (l *Level) average(now Time, area Area) float64 {
	elapsed := now.Sub(l.since)
	if elapsed == 0 {
		return math.NaN()
	}
	return area.Float() / float64(elapsed)
}

// Elapsed returns the time from the start of the measurement to now.
func (l *Level) Elapsed(now Time) time.Duration { return now.Sub(l.since) }

// Restart starts the measurement anew with the present value.
func (l *Level) Restart(now Time) {
	l.advance(now)
	l.area, l.squares = Area{}, Area{}
	l.since, l.max = now, l.value
}

// Count is a whole-number sum, such as tonnes delivered. Its zero value is 0.
type Count struct{ sum int64 }

// Add adds n. It panics if the sum overflows.
func (c *Count) Add(n int64) {
	sum := c.sum + n
	if (sum < c.sum) != (n < 0) {
		panic(fmt.Sprintf("des: count of %d overflows by %d", c.sum, n))
	}
	c.sum = sum
}

// Value returns the sum.
func (c *Count) Value() int64 { return c.sum }

// Reset makes the sum 0.
func (c *Count) Reset() { c.sum = 0 }
