package des

import (
	"fmt"
	"math/big"
	"math/bits"
	"time"
)

// Area is the integral of a whole-number value over time, in value·ns: an
// unsigned whole number of 127 bits. Sums of areas are exact, so that parts
// add up to their whole, and areas can be compared with ==.
type Area struct{ hi, lo uint64 }

// AddMul adds value·d. It panics if either is negative or the sum overflows.
func (a *Area) AddMul(value int64, d time.Duration) {
	if value|int64(d) < 0 { // the sign of either
		panic(negativeArea{value, d})
	}
	hi, lo := bits.Mul64(uint64(value), uint64(d))
	a.Add(Area{hi, lo})
}

// Accrue is AddMul for those who know that neither is negative, and that the sum is far from an overflow.
func (a *Area) Accrue(value int64, d time.Duration) {
	hi, lo := bits.Mul64(uint64(value), uint64(d))
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, lo, 0)
	a.hi += hi + carry
}

// Add adds b. It panics if the sum overflows.
func (a *Area) Add(b Area) {
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, b.lo, 0)
	a.hi += b.hi + carry
	if int64(a.hi) < 0 { // two areas of 127 bits never wrap round
		panic("des: area beyond 127 bits")
	}
}

// Sub takes b away. It panics if b is the greater.
func (a *Area) Sub(b Area) {
	var borrow uint64
	a.lo, borrow = bits.Sub64(a.lo, b.lo, 0)
	a.hi, borrow = bits.Sub64(a.hi, b.hi, borrow)
	if borrow != 0 {
		panic("des: area less a greater one")
	}
}

// negativeArea is a fault that costs AddMul no call, so that it can be inlined.
type negativeArea struct {
	value int64
	d     time.Duration
}

func (e negativeArea) Error() string {
	return fmt.Sprintf("des: area of the negative %d over %v", e.value, e.d)
}

// Low returns the area modulo 2^64, for sums that may wrap round.
func (a Area) Low() uint64 { return a.lo }

// Float returns the area in value·ns, good to the last digit but one.
func (a Area) Float() float64 { return float64(a.hi)*(1<<64) + float64(a.lo) }

// big returns the area in value·ns.
func (a Area) big() *big.Int {
	x := new(big.Int).SetUint64(a.hi)
	return x.Lsh(x, 64).Or(x, new(big.Int).SetUint64(a.lo))
}
