package des

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// bigLog returns the logarithm of x with more than 100 bits: 2·artanh((z-1)/(z+1)) after halving.
func bigLog(x float64) *big.Float {
	of := func(x float64) *big.Float { return new(big.Float).SetPrec(140).SetFloat64(x) }
	artanh := func(s *big.Float) *big.Float {
		sum, power, square := of(0), of(0).Set(s), of(0).Mul(s, s)
		for n := 1.0; n < 64; n += 2 {
			sum.Add(sum, of(0).Quo(power, of(n)))
			power.Mul(power, square)
		}
		return sum.Mul(sum, of(2))
	}
	z, k := math.Frexp(x)
	if z < math.Sqrt2/2 {
		z, k = 2*z, k-1
	}
	y := artanh(of(0).Quo(of(0).Sub(of(z), of(1)), of(0).Add(of(z), of(1))))
	ln2 := artanh(of(0).Quo(of(1), of(3)))
	return y.Add(y, ln2.Mul(ln2, of(float64(k))))
}

// The logarithm is off by less than a unit in the last place, at the ends of the stretches of its table too.
func TestLogIsExactToTheLastPlace(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	xs := []float64{0x1p-1022, 0x1p-53, 0x1p-52, 0.5, 1 - 0x1p-53, 1 - 0x1p-52, 1}
	for i := range 64 {
		edge := 0.6875 * (1 + float64(i)/64)
		xs = append(xs, edge/2, math.Nextafter(edge/2, 0), edge/8, math.Nextafter(edge/8, 0))
	}
	for range 1500 {
		xs = append(xs, 1-unit(random.Uint64()), math.Ldexp(1-unit(random.Uint64()), -random.IntN(60)), 1-math.Ldexp(random.Float64(), -random.IntN(50)))
	}
	worst := 0.0
	for _, x := range xs {
		if x == 0 || x > 1 {
			continue
		}
		want := bigLog(x)
		size, _ := want.Float64()
		off, _ := want.Sub(want, new(big.Float).SetFloat64(log(x))).Float64()
		units := math.Abs(off) / (math.Nextafter(math.Abs(size), 2000) - math.Abs(size))
		if x == 1 && log(x) != 0 {
			t.Error("log(1) is", log(x))
		}
		worst = max(worst, units)
	}
	if worst >= 0.9 {
		t.Errorf("off by %.3f units in the last place", worst)
	}
	t.Logf("off by at most %.3f units in the last place", worst)
	if !math.IsInf(log(0), -1) || !math.IsNaN(log(-1)) || !(math.Abs(log(10)-math.Ln10) <= 1e-15) {
		t.Error("log of 0, -1, 10:", log(0), log(-1), log(10))
	}
}

// The logarithm of a draw's rest has the same bits by both ways, for the least and the greatest draws and beside each
// edge of the table too.
func TestLogOfRestIsLog(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	xs := []uint64{0, math.MaxUint64}
	for shift := range 53 {
		edge := uint64(1) << shift << 11
		xs = append(xs, edge-1, edge, ^edge, ^(edge - 1))
	}
	for i := range 64 {
		x := uint64((1 - 0.6875*(1+float64(i)/64)/2) * (1 << 52))
		for k := range uint64(60) {
			rest := (1<<52 - x) >> (k % 52)
			xs = append(xs, (1<<52-rest-k%3)<<12)
		}
	}
	for range 300000 {
		xs = append(xs, random.Uint64()|^uint64(0)<<random.IntN(65))
	}
	for _, x := range xs {
		if got, want := logRest(x), log(1-unit(x)); got != want {
			t.Fatalf("%x: %x, want %x", x, got, want)
		}
	}
}

// Neighbouring draws keep their order.
func TestLogNeverFalls(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 300000 {
		x := 1 - math.Ldexp(random.Float64(), -random.IntN(53))
		if next := math.Nextafter(x, 2); x > 0 && next <= 1 && log(x) > log(next) {
			t.Fatalf("log(%x) = %x, log(%x) = %x", x, log(x), next, log(next))
		}
	}
}

func BenchmarkLog(b *testing.B) {
	sum, x := 0.0, 0.3
	for i := 0; b.Loop(); i++ {
		sum += log(x + float64(i&1023)*0x1p-11)
	}
	if sum == 0 {
		b.Fatal(sum)
	}
}
