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
	last        Time // of the last change
	stamps      Area // sum of all changes, each times its moment, modulo 2^128: the area up to now is value·now less that
	squares     Area // the same of value², kept only if withSquares
	since       Time // start of the measurement
	withSquares bool
}

// Set makes v the value from now on. It panics if v is negative or now is
// before the last change.
func (l *Level) Set(now Time, v int64) { l.Change(now, v-l.value) }

// Change adds dv to the value from now on.
func (l *Level) Change(now Time, dv int64) {
	v := l.value + dv
	if v < 0 || now < l.last {
		l.refuse(now, v)
	}
	if l.withSquares {
		if v > math.MaxInt32 {
			l.refuseSquare(v)
		}
		l.squares.stamp(now, dv*(v+l.value)) // v² less what it was
	}
	l.stamps.stamp(now, dv)
	l.last, l.value = now, v
	if v > l.max {
		l.max = v
	}
}

// Rise is Up for levels that were made with "sd".
func (l *Level) Rise(now Time) {
	v := l.value + 1
	l.value, l.max, l.last = v, max(l.max, v), now
	l.stamps.add(uint64(now))
	hi, lo := bits.Mul64(uint64(2*v-1), uint64(now)) // v² less what it was
	var carry uint64
	l.squares.lo, carry = bits.Add64(l.squares.lo, lo, 0)
	l.squares.hi, _ = bits.Add64(l.squares.hi, hi, carry)
}

// Fall is Down for levels that were made with "sd".
func (l *Level) Fall(now Time) {
	v := l.value - 1
	if l.value = v; v < 0 {
		panic("des: Level.Fall from 0")
	}
	l.last = now
	l.stamps.take(uint64(now))
	hi, lo := bits.Mul64(uint64(2*v+1), uint64(now))
	var borrow uint64
	l.squares.lo, borrow = bits.Sub64(l.squares.lo, lo, 0)
	l.squares.hi, _ = bits.Sub64(l.squares.hi, hi, borrow)
}

// Up adds 1 to the value from now on. It is Change for the commonest case, short enough to be inlined, and for levels
// that were made without "sd"; that time does not go back is left to the caller.
func (l *Level) Up(now Time) {
	if l.withSquares {
		panic("des: Level.Up of a level with a standard deviation")
	}
	l.value++
	if l.value > l.max {
		l.max = l.value
	}
	l.stamps.add(uint64(now))
	l.last = now
}

// Down takes 1 from the value from now on; see [Level.Up]. It panics if the value is 0.
func (l *Level) Down(now Time) {
	if l.value--; l.value < 0 || l.withSquares {
		panic("des: Level.Down from 0, or of a level with a standard deviation")
	}
	l.stamps.take(uint64(now))
	l.last = now
}

// add adds t, modulo 2^128.
func (a *Area) add(t uint64) {
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, t, 0)
	a.hi += carry
}

// take takes t away, modulo 2^128.
func (a *Area) take(t uint64) {
	var borrow uint64
	a.lo, borrow = bits.Sub64(a.lo, t, 0)
	a.hi -= borrow
}

// stamp adds dv·now, modulo 2^128.
func (a *Area) stamp(now Time, dv int64) {
	hi, lo := bits.Mul64(uint64(dv), uint64(now))
	hi -= uint64(dv>>63) & uint64(now) // dv is signed
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, lo, 0)
	a.hi += hi + carry
}

// until returns the area up to now of a value with these stamps.
func (a Area) until(now Time, value int64) Area {
	hi, lo := bits.Mul64(uint64(value), uint64(now))
	lo, borrow := bits.Sub64(lo, a.lo, 0)
	return Area{hi - a.hi - borrow, lo}
}

// refuse is apart from Change to keep the latter short.
//
//go:noinline
func (l *Level) refuse(now Time, v int64) {
	if v < 0 {
		panic(fmt.Sprintf("des: level set at %v from %d to %d", now, l.value, v))
	}
	panic(fmt.Sprintf("des: level of %d used at %v after %v", l.value, now, l.last))
}

// squareOf is v²: in the square of a 32-bit number times all of time there is no overflow.
func (l *Level) squareOf(v int64) int64 {
	if v > math.MaxInt32 {
		l.refuseSquare(v)
	}
	return v * v
}

// refuseSquare is apart from squareOf to let the latter be inlined.
//
//go:noinline
func (l *Level) refuseSquare(v int64) {
	panic(fmt.Sprintf("des: level of %d is too great for its standard deviation", v))
}

// Value returns the present value.
func (l *Level) Value() int64 { return l.value }

// Max returns the greatest value held, if only for an instant, since the start
// of the measurement.
func (l *Level) Max() int64 { return l.max }

// Area returns the integral of the value from the start of the measurement to
// now.
func (l *Level) Area(now Time) Area {
	if now < l.last {
		l.refuse(now, l.value)
	}
	return l.stamps.until(now, l.value)
}

// Mean returns the average over time from the start of the measurement to now,
// NaN if no time has passed.
func (l *Level) Mean(now Time) float64 { return l.Average(now, l.Area(now)) }

// SD returns the standard deviation over time from the start of the
// measurement to now, NaN if no time has passed: √(T·∫v² - (∫v)²)/T, in whole
// numbers up to the root, so that a constant level has exactly 0. It panics if
// the level was made without "sd".
func (l *Level) SD(now Time) float64 {
	if !l.withSquares {
		panic(fmt.Sprintf("des: standard deviation of a level of %d that was made without", l.value))
	}
	elapsed := big.NewInt(int64(now.Sub(l.since)))
	if elapsed.Sign() == 0 {
		return math.NaN()
	}
	sum, spread := l.Area(now).big(), l.squares.until(now, l.squareOf(l.value)).big()
	spread.Mul(spread, elapsed)
	spread.Sub(spread, sum.Mul(sum, sum))
	variance, _ := new(big.Rat).SetFrac(spread, elapsed.Mul(elapsed, elapsed)).Float64()
	return math.Sqrt(variance)
}

// Average returns another area over time since the start of the measurement as an average, NaN if no time has passed.
func (l *Level) Average(now Time, area Area) float64 {
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
	if now < l.last {
		l.refuse(now, l.value)
	}
	l.stamps, l.squares = Area{}, Area{}
	l.stamps.stamp(now, l.value)
	if l.withSquares {
		l.squares.stamp(now, l.squareOf(l.value))
	}
	l.since, l.last, l.max = now, now, l.value
}

// Count is a whole-number sum, such as tonnes delivered. Its zero value is 0.
type Count struct{ sum int64 }

// Add adds n. It panics if the sum overflows.
func (c *Count) Add(n int64) {
	sum := c.sum + n
	if (sum < c.sum) != (n < 0) {
		panic(overflow{c.sum, n})
	}
	c.sum = sum
}

// overflow is a fault that costs Add no call, so that it can be inlined.
type overflow struct{ sum, n int64 }

func (e overflow) Error() string { return fmt.Sprintf("des: count of %d overflows by %d", e.sum, e.n) }

// Value returns the sum.
func (c *Count) Value() int64 { return c.sum }

// Reset makes the sum 0.
func (c *Count) Reset() { c.sum = 0 }
