package des

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// On smooth laws quantiles must be within 0.8 % of those of the sample.
func TestHistogramError(t *testing.T) {
	for _, d := range []Dist{
		mustDist(t, "exponential", args{"mean": 36000}),
		mustDist(t, "lognormal", args{"mean": 3, "cv": 1.5}),
		mustDist(t, "triangular", args{"min": 60, "mode": 72, "max": 110}),
		mustDist(t, "uniform", args{"min": 0, "max": 1e-3}),
	} {
		var h Histogram
		s := d.Sampler(NewStream(1, 0, "a", "b"))
		var xs []float64
		for i := range uint64(40000) {
			xs = append(xs, s.Value(i, 0))
			h.Add(xs[i])
		}
		slices.Sort(xs)
		for _, p := range []float64{0, 0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1} {
			want := interpolated(xs, p)
			if off := h.Quantile(p)/want - 1; !(math.Abs(off) <= 0.008) {
				t.Errorf("%v: quantile %v is %v, want %v: off by %.2g", d, p, h.Quantile(p), want, off)
			}
		}
	}
}

// On any data a quantile is within a bucket of an observation at its rank.
func TestHistogramErrorAtWorst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(1e-6, 1e12), 1, 50).Draw(t, "xs")
		var h Histogram
		for _, x := range xs {
			h.Add(x)
		}
		slices.Sort(xs)
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		at := p * float64(len(xs)-1)
		low, high := xs[int(at)], xs[min(int(at)+1, len(xs)-1)]
		if got := h.Quantile(p); got < low*(1-1./64) || got > high*(1+1./64) {
			t.Fatalf("quantile %v of %v is %v, want %v to %v", p, xs, got, low, high)
		}
	})
}

func TestHistogramOfConstant(t *testing.T) {
	for _, x := range []float64{17.3, 0, -2} {
		var h Histogram
		h.AddN(x, 1000)
		for _, p := range []float64{0, 0.3, 1} {
			if got := h.Quantile(p); got != x {
				t.Errorf("quantile %v of the constant %v is %v", p, x, got)
			}
		}
	}
}

func TestHistogramOfZeros(t *testing.T) {
	var h Histogram
	h.AddN(0, 90)
	h.AddN(8, 10)
	if a, b := h.Quantile(0.5), h.Quantile(0.95); a != 0 || b != 8 {
		t.Errorf("median %v, p95 %v; want 0, 8", a, b)
	}
	if !math.IsNaN(new(Histogram).Quantile(0.5)) {
		t.Error("median of nothing is a number")
	}
	mustPanic(t, func() { h.Add(math.NaN()) }, "NaN")
	mustPanic(t, func() { h.Add(math.Inf(1)) }, "Inf")
	mustPanic(t, func() { h.Quantile(1.1) }, "1.1")
}

// Merging parts in any order gives the bits of the whole.
func TestHistogramMergeOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SliceOfN(rapid.Float64Range(-10, 1e9), 0, 30), 1, 6).Draw(t, "parts")
		var whole, forward, backward Histogram
		hs := make([]Histogram, len(parts))
		for i, xs := range parts {
			for _, x := range xs {
				whole.Add(x)
				hs[i].Add(x)
			}
		}
		for i := range hs {
			forward.Merge(&hs[i])
			backward.Merge(&hs[len(hs)-1-i])
		}
		if forward.N() != whole.N() || backward.N() != whole.N() {
			t.Fatalf("n %d and %d, want %d", forward.N(), backward.N(), whole.N())
		}
		for p := 0.0; p <= 1; p += 1. / 16 {
			a, b, c := whole.Quantile(p), forward.Quantile(p), backward.Quantile(p)
			if math.Float64bits(a) != math.Float64bits(b) || math.Float64bits(a) != math.Float64bits(c) {
				t.Fatalf("quantile %v: whole %v, forward %v, backward %v", p, a, b, c)
			}
		}
	})
}

// After Reset a histogram is as new but for its memory.
// Whatever comes in whatever order, a histogram and a tally of durations know their extremes and have counted all.
func TestHistogramCountsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h Histogram
		var m Meter
		tally := m.Tally("a", "s", "p50", "min", "max")
		least, most := math.Inf(1), math.Inf(-1)
		from := rapid.SampledFrom([]float64{0, 1e4}).Draw(t, "from") // near the latter some share a bucket
		to := from + rapid.SampledFrom([]float64{100, 1000, 1e9}).Draw(t, "spread")
		for i, x := range rapid.SliceOfN(rapid.Float64Range(from, to), 1, 60).Draw(t, "xs") {
			d := time.Duration(math.Trunc(x) * 1e9)
			x = d.Seconds()
			least, most = min(least, x), max(most, x)
			h.Add(x)
			tally.AddDuration(d)
			for _, of := range []*Histogram{&h, tally.Histogram()} {
				sum := of.zero
				for _, n := range of.counts {
					sum += n
				}
				if of.min != least || of.max != most || sum != uint64(i+1) || of.N() != sum {
					t.Fatalf("from %v to %v, %d of %d; want from %v to %v, %d", of.min, of.max, sum, of.N(), least, most, i+1)
				}
			}
		}
	})
}

func TestHistogramReset(t *testing.T) {
	var h Histogram
	h.Add(1e9)
	h.Add(-1)
	h.Reset()
	h.Add(3)
	h.Add(3)
	if h.N() != 2 || h.Quantile(0) != 3 || h.Quantile(1) != 3 {
		t.Errorf("n %d, from %v to %v", h.N(), h.Quantile(0), h.Quantile(1))
	}
}

// The share below a quantile is its probability, but for the grain of the data.
func TestHistogramBelow(t *testing.T) {
	var h Histogram
	const n = 10000
	for i := range n {
		h.Add(float64(i+1) - n/4) // a quarter not positive
	}
	for _, x := range []float64{1, 10, 700.5, 5000, n / 2} {
		if got, want := h.Below(x), (x+n/4)/n; !(math.Abs(got-want) <= 2./n) {
			t.Errorf("share below %v is %v, want %v", x, got, want)
		}
	}
	for _, x := range []float64{-1250, 0} { // one bucket, spread evenly
		if got, want := h.Below(x), (x+n/4)/n; !(math.Abs(got-want) <= 2./n) {
			t.Errorf("share below %v is %v, want %v", x, got, want)
		}
	}
	if a, b := h.Below(-n), h.Below(n); a != 0 || b != 1 {
		t.Errorf("shares beyond the ends: %v and %v", a, b)
	}
	var lumps Histogram
	lumps.AddN(0, 30)
	lumps.AddN(24, 50)
	lumps.AddN(90, 20)
	if got := []float64{lumps.Below(0), lumps.Below(1e-9), lumps.Below(48), lumps.Below(90)}; !slices.Equal(got, []float64{0.3, 0.3, 0.8, 1}) {
		t.Errorf("shares %v", got)
	}
	if !math.IsNaN(new(Histogram).Below(1)) {
		t.Error("share of nothing is a number")
	}
	mustPanic(t, func() { h.Below(math.NaN()) }, "NaN")
}
