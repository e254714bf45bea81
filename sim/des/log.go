package des

import "math"

// log returns the natural logarithm of x, off by less than one unit in the last place. Values of draws are further
// apart than that where x is 1-u; so it never falls as x grows. It takes a third of the time of math.Log, as it does
// not divide.
//
// x is 2^k·z with z from 0.6875 to 1.375, and z = c·(1+r) with c from a table and r below 1/64 (Tang 1990).
func log(x float64) float64 {
	const least, start, one = 1 << 52, 0x3fe6 << 48, 0x3ff << 52 // bits of the least normal number, of 0.6875, of 1
	const exponent = 0xfff << 52
	bits := math.Float64bits(x)
	if bits-least > one-least {
		return math.Log(x)
	}
	above := bits - start
	k := float64(int64(above) >> 52)
	row := &logTable[above>>46&63]
	r := (math.Float64frombits(bits-above&exponent) - row.middle) * row.inverse
	return logSum(r, k*ln2High+row.high, k*ln2Low+row.low) // the first sum is exact
}

// logRest returns log(1-unit(x)) to the same bits, in fewer steps. With z for (1-u)·2^52, which is a whole number and a
// half, 1-u is 2^(k-52)·z; that is never out of the range of normal numbers, and there are few values of k.
func logRest(x uint64) float64 {
	const start, exponent = 0x3fe6 << 48, 0xfff << 52
	bits := math.Float64bits(float64(^x>>12) + 0.5)
	above := bits - start
	power := &logPowers[above>>52&63]
	row := &logTable[above>>46&63]
	r := (math.Float64frombits(bits-above&exponent) - row.middle) * row.inverse
	return logSum(r, power.high+row.high, power.low+row.low)
}

// logSum returns high + low + log(1+r).
func logSum(r, high, low float64) float64 {
	s := r * r
	p := s * ((r*(1./3) - 1./2) + s*((r*(1./5)-1./4)+s*((r*(1./7)-1./6)-s*(1./8))))
	sum := high + r
	return sum + (high - sum + r + (low + p))
}

// logPowers has the logarithms of 2^(k-52) in two parts as below, for k from 0 to 52, and for -1 at the end.
var logPowers = func() (powers [64]struct{ high, low float64 }) {
	for k := -1; k <= 52; k++ {
		powers[k&63].high, powers[k&63].low = float64(k-52)*ln2High, float64(k-52)*ln2Low
	}
	return powers
}()

// The logarithm of 2 in two parts: a multiple of 2^-42, and the rest.
const (
	ln2High = 0x1.62e42fefa38p-1
	ln2Low  = 0x1.ef35793c7673p-45
)
