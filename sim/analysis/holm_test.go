package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestHolm: the four P of Holm's method as textbooks work them; what is not known stays so and is not counted.
func TestHolm(t *testing.T) {
	for _, c := range []struct{ p, want []float64 }{
		{[]float64{0.01, 0.04, 0.03, 0.005}, []float64{0.03, 0.06, 0.06, 0.02}},
		{[]float64{0.01, math.NaN(), 0.04}, []float64{0.02, math.NaN(), 0.04}},
		{[]float64{0.9, 0.8, 0}, []float64{1, 1, 0}},
		{[]float64{0.04}, []float64{0.04}},
		{nil, nil},
	} {
		for i, got := range holm(c.p) {
			if !(math.Abs(got-c.want[i]) <= 1e-15) && !(math.IsNaN(got) && math.IsNaN(c.want[i])) {
				t.Errorf("%v: %v, want %v", c.p, holm(c.p), c.want)
				break
			}
		}
	}
}

// TestChance: P is 5 % where the interval of 95 % ends at 0, and the t table's 1 % at 3.250 with ten values.
func TestChance(t *testing.T) {
	s := Sample{Values: []float64{1, 2, 4, 5, 9, 11}}.Summary(0.95)
	s.Mean = s.Half()
	if p := s.chance(); !(math.Abs(p-0.05) <= 1e-9) {
		t.Errorf("P %v, want 0.05", p)
	}
	if p := (Summary{Mean: -3.250 / math.Sqrt(10), SD: 1, N: 10}).chance(); !(math.Abs(p-0.01) <= 1e-5) {
		t.Errorf("P %v, want 0.01", p)
	}
	for _, c := range []struct {
		s    Summary
		want float64
	}{{Summary{Mean: 2, N: 3}, 0}, {Summary{N: 3}, 1}, {Summary{Mean: 2, N: 1, SD: math.NaN()}, math.NaN()}, {Summary{Mean: math.NaN()}, math.NaN()}} {
		if p := c.s.chance(); p != c.want && !(math.IsNaN(p) && math.IsNaN(c.want)) {
			t.Errorf("%+v: P %v, want %v", c.s, p, c.want)
		}
	}
}

// TestChanceIsSeldomSure: of 1,000 ablations with fifty mechanisms that do nothing, at most about one in twenty calls any of
// them sure, where nine in ten hold an interval of 95 % without 0; and one that does much is found.
func TestChanceIsSeldomSure(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	said, alone, found := 0, 0, 0
	for range 1000 {
		var p []float64
		any := false
		for k := range 51 {
			s := Sample{}
			for range 10 {
				x := random.NormFloat64()
				if k == 50 {
					x += 3
				}
				s.Values = append(s.Values, x)
			}
			sum := s.Summary(Confidence)
			any = any || k < 50 && (sum.Low > 0 || sum.High < 0)
			p = append(p, sum.chance())
		}
		adjusted := holm(p)
		for _, v := range adjusted[:50] {
			if (Effect{P: v}).Sure() {
				said++
				break
			}
		}
		if any {
			alone++
		}
		if (Effect{P: adjusted[50]}).Sure() {
			found++
		}
	}
	// Binomial: 50 ± 4 × 6.9 at the most; 1 - 0.95^50 = 92 %.
	if said > 78 || alone < 880 || found < 990 {
		t.Errorf("of 1,000, %d call a mechanism sure that does nothing, %d have an interval without 0, %d find the one that does much", said, alone, found)
	}
}
