package analysis

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"corridor/sim/experiment"
)

// statistics computes each row of testdata/stat_cases.csv with this package.
func statistics() map[string]float64 {
	series := Sample{Values: make([]float64, 400)}
	for i := 1; i < 400; i++ {
		series.Values[i] = 0.8*series.Values[i-1] + float64((61*i)%127-63)/127
	}
	var a, b Sample
	for i := range 12 {
		x := float64((17*i)%23) / 23
		a.Values = append(a.Values, x+1)
		b.Values = append(b.Values, 0.9*x+float64((5*i)%7)/70+0.93)
	}
	whole, paired := series.Summary(0.95), Compare(b, a, 0.95)
	sa, sb := a.Summary(0.95), b.Summary(0.95)
	ten := Sample{Values: []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}}.Summary(1 - 0.05/4)
	coverage := func(n int, p, alpha float64) float64 {
		l, u := quantileRanks(n, p, alpha)
		law := distuv.Binomial{N: float64(n), P: p}
		return law.CDF(float64(u-1)) - law.CDF(float64(l-1))
	}
	l100, u100 := quantileRanks(100, 0.9, 0.05)
	l59, u59 := quantileRanks(59, 0.95, 0.1)
	return map[string]float64{
		"STAT.mean": whole.Mean, "STAT.var": whole.SD * whole.SD, "STAT.hw": whole.Half(),
		"STAT.q7":          Sample{Values: []float64{4, 2, 1, 3}}.Quantile(0.5),
		"STAT.q7b":         Sample{Values: []float64{50, 15, 20, 40, 35}}.Quantile(0.4),
		"STAT.paired.mean": paired.Mean, "STAT.paired.hw": paired.Half(),
		"STAT.crn.vrf":  (sa.SD*sa.SD + sb.SD*sb.SD) / (paired.SD * paired.SD),
		"STAT.bonf4.t":  ten.Half() / (ten.SD / math.Sqrt(10)),
		"STAT.qci100.l": float64(l100), "STAT.qci100.u": float64(u100), "STAT.qci100.cov": coverage(100, 0.9, 0.05),
		"STAT.qci59.l": float64(l59), "STAT.qci59.u": float64(u59), "STAT.qci59.cov": coverage(59, 0.95, 0.1),
	}
}

func TestKnownStatistics(t *testing.T) {
	file, err := os.Open("testdata/stat_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := statistics()
	if len(cases)-1 != len(got) {
		t.Errorf("%d cases, %d computed", len(cases)-1, len(got))
	}
	for _, c := range cases[1:] {
		want, err := strconv.ParseFloat(c[4], 64)
		if err != nil {
			t.Fatal(err)
		}
		value, ok := got[c[0]]
		// The cases have 12 digits, gonum's Student quantile errs by up to 3e-9.
		if !ok || !(math.Abs(value-want) <= 5e-9*math.Abs(want)) {
			t.Errorf("%s: %.12g, want %.12g (%s)", c[0], value, want, c[6])
		}
	}
}

// TestCoverage makes many small experiments of a known mean. Of normal outputs the interval
// holds it as often as it says; of skewed ones less often, which is why a warning says so.
func TestCoverage(t *testing.T) {
	const experiments = 20_000
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		law        string
		draw       func() float64
		n          int
		confidence float64
		low, high  float64
	}{
		{"normal", random.NormFloat64, 2, 0.90, 0.893, 0.907},
		{"normal", random.NormFloat64, 5, 0.95, 0.945, 0.955},
		{"normal", random.NormFloat64, 30, 0.95, 0.945, 0.955},
		{"exponential", func() float64 { return random.ExpFloat64() - 1 }, 5, 0.95, 0.85, 0.90},
		{"exponential", func() float64 { return random.ExpFloat64() - 1 }, 30, 0.95, 0.91, 0.94},
	} {
		hit := 0
		for range experiments {
			s := Sample{Values: make([]float64, c.n)}
			for i := range s.Values {
				s.Values[i] = c.draw()
			}
			if sum := s.Summary(c.confidence); sum.Low <= 0 && 0 <= sum.High {
				hit++
			}
		}
		if share := float64(hit) / experiments; share < c.low || share > c.high {
			t.Errorf("%s, n = %d: nominal %.2f covers %.4f, want %.3f to %.3f", c.law, c.n, c.confidence, share, c.low, c.high)
		}
	}
}

func TestCertaintyCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const experiments = 20_000
	for _, p := range []float64{0.1, 0.5, 0.8} {
		hit := 0
		for range experiments {
			s := Sample{Values: make([]float64, 30)}
			for i := range s.Values {
				if random.Float64() < p {
					s.Values[i] = 1
				}
			}
			if _, low, high := Certainty(s, 1); low <= p && p <= high {
				hit++
			}
		}
		if share := float64(hit) / experiments; share < 0.93 || share > 0.98 {
			t.Errorf("p = %v: nominal 0.95 covers %.4f", p, share)
		}
	}
}

// TestCertainty has the limits of Wilson's interval for 8 of 10, from
// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.959964 by hand, and the ends.
func TestCertainty(t *testing.T) {
	s := Sample{Values: []float64{1, 2, 3, 3, 3, 3, 3, 3, 3, 3}}
	for _, c := range []struct{ threshold, p, low, high float64 }{
		{3, 0.8, 0.490162, 0.943318},
		{1, 1, 0.722467, 1},
		{3.1, 0, 0, 0.277533},
	} {
		p, low, high := Certainty(s, c.threshold)
		if p != c.p || !(math.Abs(low-c.low) <= 1e-6) || !(math.Abs(high-c.high) <= 1e-6) {
			t.Errorf("at least %v: %v (%.6f to %.6f), want %v", c.threshold, p, low, high, c)
		}
	}
	if p, low, high := Certainty(Sample{}, 1); !math.IsNaN(p) || !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("of nothing: %v %v %v", p, low, high)
	}
}

func TestSummaryOfFew(t *testing.T) {
	for _, c := range []struct {
		values []float64
		mean   float64
		finite bool
		want   string
	}{
		{nil, math.NaN(), false, "no values"},
		{[]float64{4}, 4, false, "one replication"},
		{[]float64{4, 6}, 5, true, "only 2 replications"},
		{make([]float64, 10), 0, true, ""},
	} {
		s := Sample{Metric: "x", Values: c.values}.Summary(0.95)
		if (s.Mean != c.mean && !math.IsNaN(c.mean)) || math.IsNaN(s.Low) == c.finite || math.IsNaN(s.High) == c.finite {
			t.Errorf("%v: %+v", c.values, s)
		}
		if text := strings.Join(s.Warnings, "|"); (text == "") != (c.want == "") || !strings.Contains(text, c.want) {
			t.Errorf("%v: warnings %q, want %q", c.values, text, c.want)
		}
	}
}

func TestQuantile(t *testing.T) {
	s := Sample{Values: []float64{10, 30, 20}}
	for _, c := range [][2]float64{{0, 10}, {0.25, 15}, {0.5, 20}, {0.9, 28}, {1, 30}} {
		if got := s.Quantile(c[0]); !(math.Abs(got-c[1]) <= 1e-12) {
			t.Errorf("quantile %v = %v, want %v", c[0], got, c[1])
		}
	}
	if !slices.Equal(s.Values, []float64{10, 30, 20}) {
		t.Errorf("Quantile changed the values: %v", s.Values)
	}
	if !math.IsNaN(Sample{}.Quantile(0.5)) {
		t.Error("quantile of nothing")
	}
	mustPanic(t, "quantile 1.5", func() { s.Quantile(1.5) })
}

func TestQuantileInterval(t *testing.T) {
	var s Sample
	for i := range 100 {
		s.Values = append(s.Values, float64((i*37)%100+1)) // 1 to 100, mixed: the value is the rank
	}
	if low, high := s.QuantileInterval(0.9, 0.95); low != 84 || high != 96 {
		t.Errorf("%v to %v, want 84 to 96", low, high)
	}
	s.Values = s.Values[:5]
	if low, high := s.QuantileInterval(0.9, 0.95); math.IsInf(low, 0) || !math.IsInf(high, 1) {
		t.Errorf("of five: %v to %v, want no upper limit", low, high)
	}
}

func TestCompareByReplication(t *testing.T) {
	a := Sample{Unit: "d", Values: []float64{1, 2, 4, 8}, Replications: []int{0, 1, 3, 4}}
	b := Sample{Unit: "d", Values: []float64{12, 26, 14, 99}, Replications: []int{1, 2, 3, 7}}
	s := Compare(a, b, 0.95) // 12-2 and 14-4
	if s.Mean != 10 || s.SD != 0 || s.N != 2 {
		t.Errorf("got %+v", s)
	}
	if text := strings.Join(s.Warnings, "|"); !strings.Contains(text, "4 replications are in one variant only") {
		t.Errorf("warnings %q", text)
	}
	if s := Compare(a, a, 0.95); s.Mean != 0 || s.High != 0 || s.N != 4 || len(s.Warnings) != 1 {
		t.Errorf("with itself: %+v", s)
	}
	mustPanic(t, "in d and", func() { Compare(a, Sample{Unit: "h", Values: []float64{1}}, 0.95) })
	if s := Compare(a, Sample{}, 0.95); s.N != 0 || len(s.Warnings) != 2 {
		t.Errorf("with nothing: %+v", s)
	}
	mustPanic(t, "4 values and 1 replications", func() {
		Compare(a, Sample{Unit: "d", Values: []float64{1, 2, 3, 4}, Replications: []int{0}}, 0.95)
	})
}

// TestCommonRandomNumbersPayOff: the noise that two variants share is not in their paired
// difference, and the interval still covers the true one as often as it says.
func TestCommonRandomNumbersPayOff(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	const experiments = 5000
	hit, narrower := 0, 0
	for range experiments {
		var a, b Sample
		for range 10 {
			luck := random.NormFloat64()
			a.Values = append(a.Values, luck+0.1*random.NormFloat64())
			b.Values = append(b.Values, luck+0.1*random.NormFloat64()+1)
		}
		d := Compare(a, b, 0.95)
		if d.Low <= 1 && 1 <= d.High {
			hit++
		}
		if d.Half() < a.Summary(0.95).Half() {
			narrower++
		}
	}
	if share := float64(hit) / experiments; share < 0.94 || share > 0.96 {
		t.Errorf("nominal 0.95 covers %.4f", share)
	}
	if narrower < experiments*99/100 {
		t.Errorf("narrower than one variant's interval in %d of %d", narrower, experiments)
	}
}

func ExampleCompare() {
	base := Sample{Metric: "corridor.carried", Unit: "Mt/yr", Values: []float64{3.9, 4.4, 4.1, 4.6}}
	berth := Sample{Metric: "corridor.carried", Unit: "Mt/yr", Values: []float64{4.2, 4.6, 4.4, 5.0}}
	d := Compare(base, berth, Confidence)
	fmt.Println("one more berth:", d.Text(1), berth.Unit)
	fmt.Println(d.Warnings)
	// Output:
	// one more berth: 0.30 ± 0.13 Mt/yr
	// [corridor.carried: only 4 replications, the interval may be too narrow]
}

func mustPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		p := recover()
		if text, ok := p.(string); !ok || !strings.Contains(text, want) {
			t.Errorf("panic %v, want …%s…", p, want)
		}
	}()
	f()
}

// TestIntervalsEnd: with 1 and 3, t is 12.706 and the half-width 12.7. The interval of an amount ends at 0, that of a share also at 1;
// that of a difference, or of an amount that is negative all the same, goes on. What does not reach so far is as ever.
func TestIntervalsEnd(t *testing.T) {
	const half = 12.7062
	for _, c := range []struct {
		s               Sample
		low, high       float64
		text            string
		mean, wholeHalf float64
	}{
		{Sample{Values: []float64{1, 3}}, 2 - half, 2 + half, "2 ± 13", 2, half},
		{Sample{Values: []float64{1, 3}, Amount: true}, 0, 2 + half, "2.0 (0 to 15)", 2, half},
		{Sample{Values: []float64{9.4, 78.6}, Amount: true}, 0, 483.63468, "44 (0 to 500)", 44, 439.63468},
		{Sample{Values: []float64{58, 89.2}, Amount: true}, 0, 271.81679, "74 (0 to 270)", 73.6, 198.21679},
		{Sample{Values: []float64{101, 103}, Amount: true}, 102 - half, 102 + half, "102 ± 13", 102, half},
		{Sample{Values: []float64{-1, 3}, Amount: true}, 1 - 2*half, 1 + 2*half, "1 ± 25", 1, 2 * half},
		{Sample{Values: []float64{0.89, 0.91}, Amount: true, Share: true}, 0.9 - half/100, 1, "0.90 (0.77 to 1.00)", 0.9, half / 100},
		{Sample{Values: []float64{1.5, 1.52}, Amount: true, Share: true}, 1.51 - half/100, 1.51 + half/100, "1.51 ± 0.13", 1.51, half / 100},
	} {
		got := c.s.Summary(0.95)
		if !(math.Abs(got.Low-c.low) <= 1e-4) || !(math.Abs(got.High-c.high) <= 1e-4) || !(math.Abs(got.Half()-c.wholeHalf) <= 1e-4) || !(math.Abs(got.Mean-c.mean) <= 1e-9) || got.Text(1) != c.text {
			t.Errorf("%+v: %+v, %q", c, got, got.Text(1))
		}
	}
	h := Header{Format: Format, Seed: 1, Replications: 2, Levels: []string{"a"}, Scenarios: []Scenario{{}},
		Variants: []Variant{{Metrics: []Metric{{"corridor.on_time", "1"}, {"border.x.waiting.n", "1"}, {"corridor.carried", "Mt/yr"}}}}}
	r := New(h, []experiment.Row{{Seed: 1, Values: []experiment.Float{0.1, 0.5, 1}}, {Seed: 1, Replication: 1, Values: []experiment.Float{0.9, 0.9, 3}}})
	of := func(metric string) Summary { return r.Sample(metric, 0).Summary(0.95) }
	if s := of("corridor.on_time"); s.Low != 0 || s.High != 1 {
		t.Errorf("a share goes from %g to %g", s.Low, s.High)
	}
	if s := of("border.x.waiting.n"); s.Low != 0 || s.High < 3 {
		t.Errorf("a count goes from %g to %g", s.Low, s.High)
	}
	if d := Compare(r.Sample("corridor.carried", 0), r.Sample("border.x.waiting.n", 0).in("Mt/yr"), 0.95); d.Low > -5 {
		t.Errorf("a difference ends at %g", d.Low)
	}
	if note := cutNote(Summarise(r), SummaryRow.flowsAtEnd); !strings.Contains(note, "mean (low to high)") {
		t.Errorf("%q", note)
	}
}

// in is a sample in another unit.
func (s Sample) in(unit string) Sample {
	s.Unit = unit
	return s
}
