package des

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/mathext"
)

func mustDist(t testing.TB, kind string, args map[string]float64) Dist {
	t.Helper()
	d, err := NewDist(kind, args)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustTable(t testing.TB) func(Dist, error) Dist {
	return func(d Dist, err error) Dist {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

type args = map[string]float64

// lawsUnderTest has several laws of each kind, hard ones among them.
func lawsUnderTest(t testing.TB) []Dist {
	table := mustTable(t)
	tri := mustDist(t, "triangular", args{"min": 2, "mode": 4, "max": 12})
	laws := []Dist{
		{},
		Constant(3),
		mustDist(t, "uniform", args{"min": -1, "max": 5}),
		tri,
		mustDist(t, "triangular", args{"min": 2, "mode": 2, "max": 12}),
		mustDist(t, "triangular", args{"min": 2, "mode": 12, "max": 12}),
		mustDist(t, "pert", args{"min": 2, "mode": 3, "max": 10}),
		mustDist(t, "pert", args{"min": 2, "mode": 2, "max": 10}),
		mustDist(t, "pert", args{"min": 2, "mode": 10, "max": 10}),
		mustDist(t, "exponential", args{"mean": 7}),
		mustDist(t, "truncated_normal", args{"mean": 3, "sd": 2}),
		mustDist(t, "truncated_normal", args{"mean": 3, "sd": 2, "min": 0}),
		mustDist(t, "truncated_normal", args{"mean": 3, "sd": 2, "min": 7, "max": 9}),
		mustDist(t, "truncated_normal", args{"mean": 3, "sd": 2, "max": -2}),
		table(NewDiscrete([]float64{40, 20, 60}, []float64{2, 1, 1})),
		table(NewDiscrete([]float64{1, 2, 3}, []float64{0, 5, 0})),
		table(NewEmpirical([]float64{9, 1, 4, 4, 7})),
		table(NewEmpirical([]float64{5})),
		table(NewMixture([]float64{92, 8}, []Dist{Constant(0), tri})),
		table(NewMixture([]float64{1, 2, 1}, []Dist{Constant(5), tri, mustDist(t, "exponential", args{"mean": 7})})),
		table(NewMixture([]float64{1, 0}, []Dist{Constant(5), tri})),
	}
	for _, k := range []float64{1, 3, 40} {
		laws = append(laws, mustDist(t, "erlang", args{"k": k, "mean": 4}))
	}
	for _, shape := range []float64{0.05, 0.1, 0.5, 2.5, 400, 1e6} {
		laws = append(laws, mustDist(t, "gamma", args{"shape": shape, "scale": 1.2}),
			mustDist(t, "weibull", args{"shape": min(max(shape, 0.5), 400), "scale": 4}))
	}
	for _, cv := range []float64{0.05, 1, 2} {
		laws = append(laws, mustDist(t, "lognormal", args{"mean": 3, "cv": cv}))
	}
	return laws
}

func TestEveryKindIsTested(t *testing.T) {
	tested := map[string]bool{}
	for _, d := range lawsUnderTest(t) {
		tested[d.Kind] = true
	}
	for _, k := range DistKinds {
		if !tested[k.Name] {
			t.Errorf("no law of kind %s in lawsUnderTest", k.Name)
		}
		if k.Doc == "" || k.Tabular != (len(k.Forms) == 0) {
			t.Errorf("kind %s: doc %q, tabular %v with %d forms", k.Name, k.Doc, k.Tabular, len(k.Forms))
		}
	}
}

// The mean of samples must lie within 4 standard errors of Mean; a mean that
// is off by one tenth of a standard deviation would be 14 away.
func TestSampledMean(t *testing.T) {
	const n = 20000
	for i, d := range lawsUnderTest(t) {
		s := d.Sampler(NewStream(1, 0, "place", strconv.Itoa(i)))
		var tally Tally
		for j := range uint64(n) {
			tally.Add(s.Value(j, 0))
		}
		if off := math.Abs(tally.Mean() - d.Mean()); off > 4*d.SD()/math.Sqrt(n) {
			t.Errorf("%v: sampled mean %v, want %v", d, tally.Mean(), d.Mean())
		}
	}
}

// Mean and SD must agree with the integral of the quantile, by the midpoint
// rule in a variable that spreads the tails: u = 3v²-2v³ three times over.
func TestMomentsAreThoseOfTheQuantile(t *testing.T) {
	for _, d := range lawsUnderTest(t) {
		const n = 4000
		mean, square := 0.0, 0.0
		for i := range n {
			u, weight := (float64(i)+0.5)/n, 1.0/n
			for range 3 {
				weight *= 6 * u * (1 - u)
				u = u * u * (3 - 2*u)
			}
			if u == 1 || u < 0x1p-54 {
				continue // the last points round to 1, where the quantile may be infinite; the first lie below all draws, where gonum's may be NaN
			}
			x := d.Quantile(u)
			mean += weight * x
			square += weight * (x - d.Mean()) * (x - d.Mean())
		}
		if !(math.Abs(mean-d.Mean()) <= 1e-3*(math.Abs(d.Mean())+d.SD())) {
			t.Errorf("%v: mean %v, by quantiles %v", d, d.Mean(), mean)
		}
		if sd := math.Sqrt(square); !(math.Abs(sd-d.SD()) <= 2e-3*(d.SD()+1e-9)) {
			t.Errorf("%v: sd %v, by quantiles %v", d, d.SD(), sd)
		}
	}
}

// probabilities returns u over (0,1), dense in both tails.
func probabilities() []float64 {
	us := []float64{unit(0), unit(math.MaxUint64), tableLeast, 1 - tableLeast,
		math.Nextafter(tableLeast, 0), math.Nextafter(1-tableLeast, 1)}
	for i := range 3000 {
		us = append(us, (float64(i)+0.5)/3000)
	}
	for i := range 40 {
		us = append(us, math.Ldexp(1, -i-2), 1-math.Ldexp(1, -i-2))
	}
	slices.Sort(us)
	return us
}

// A quantile never falls, the sampler's fast one agrees with the plain one,
// and the distribution function leads back to u.
func TestQuantiles(t *testing.T) {
	for _, d := range lawsUnderTest(t) {
		s := d.Sampler(NewStream(1, 0, "place", "purpose"))
		fast := s.quantile
		low, high := d.Support()
		last, lastFast := low, low
		continuous := len(atoms(d)) == 0
		for _, u := range probabilities() {
			x, y := d.Quantile(u), fast(u)
			if slack := 1e-13 * math.Abs(x); x < last-slack || y < lastFast-slack || x > high {
				t.Errorf("%v: quantile falls or leaves the support at %v: %v after %v, fast %v after %v", d, u, x, last, y, lastFast)
			}
			last, lastFast = x, y
			if !(math.Abs(x-y) <= 1e-6*math.Abs(x)+1e-300) {
				t.Errorf("%v: quantile %v is %v, fast %v", d, u, x, y)
			}
			if p := d.CDF(x); continuous && !(math.Abs(p-u) <= 1e-9) {
				t.Errorf("%v: CDF of quantile %v is %v", d, u, p)
			} else if p < u-1e-9 {
				t.Errorf("%v: CDF of quantile %v is %v", d, u, p)
			}
		}
		if p := d.CDF(low - 1); p != 0 {
			t.Errorf("%v: CDF below the support is %v", d, p)
		}
		if p := d.CDF(high + 1); !(math.Abs(p-1) <= 1e-12) {
			t.Errorf("%v: CDF above the support is %v", d, p)
		}
	}
}

func TestScaled(t *testing.T) {
	for _, d := range lawsUnderTest(t) {
		const k = 3600
		s := d.Scaled(k)
		if err := s.Check(); err != nil {
			t.Errorf("%v scaled: %v", d, err)
			continue
		}
		near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-11*math.Abs(b) }
		for _, u := range []float64{0.001, 0.3, 0.9, 0.97, 0.999} {
			if !near(s.Quantile(u), k*d.Quantile(u)) {
				t.Errorf("%v scaled: quantile %v is %v, want %v", d, u, s.Quantile(u), k*d.Quantile(u))
			}
		}
		if !near(s.Mean(), k*d.Mean()) || !near(s.SD(), k*d.SD()) {
			t.Errorf("%v scaled: mean %v, sd %v", d, s.Mean(), s.SD())
		}
		if m := d.AtMean(); !m.IsConstant() || m.Mean() != d.Mean() {
			t.Errorf("%v at its mean is %v", d, m)
		}
	}
	mustPanic(t, func() { Constant(1).Scaled(-1) }, "constant(value=1)", "-1")
	if d := Constant(4).Scaled(0); d.Mean() != 0 {
		t.Errorf("scaled by 0: %v", d)
	}
}

// The DIST rows of the validation cases.
func TestDistCases(t *testing.T) {
	tri := mustDist(t, "triangular", args{"min": 1, "mode": 2, "max": 6})
	logn := mustDist(t, "lognormal", args{"mean": 3, "sd": 2})
	pert := mustDist(t, "pert", args{"min": 2, "mode": 3, "max": 10})
	weib := mustDist(t, "weibull", args{"shape": 1.8, "scale": 4})
	gam := mustDist(t, "gamma", args{"shape": 2.5, "scale": 1.2})
	erl := mustDist(t, "erlang", args{"k": 3, "mean": 4})
	disc := mustTable(t)(NewDiscrete([]float64{20, 40, 60}, []float64{0.25, 0.5, 0.25}))
	unitTri := mustDist(t, "triangular", args{"min": 0, "mode": 1, "max": 2})
	exp := mustDist(t, "exponential", args{"mean": 1})
	got := map[string]float64{
		"DIST.tri.mean": tri.Mean(), "DIST.tri.sd": tri.SD(),
		"DIST.logn.mu": math.Log(logn.Args[0]), "DIST.logn.sigma": logn.Args[1],
		"DIST.pert.mean": pert.Mean(), "DIST.pert.sd": pert.SD(),
		"DIST.weib.mean": weib.Mean(), "DIST.weib.sd": weib.SD(),
		"DIST.gam.mean": gam.Mean(), "DIST.gam.sd": gam.SD(),
		"DIST.erl.mean": erl.Mean(), "DIST.erl.sd": erl.SD(),
		"DIST.disc.mean": disc.Mean(), "DIST.disc.sd": disc.SD(),
		"DIST.anti.exp": antitheticCorrelation(exp), "DIST.anti.tri": antitheticCorrelation(unitTri),
	}
	for id, want := range readCases(t, "testdata/dist_cases.csv") {
		tolerance := 1e-10
		if strings.HasPrefix(id, "DIST.anti") {
			tolerance = 1e-4 // of the sum that stands for the integral
		}
		x, ok := got[id]
		if !ok || !(math.Abs(x-want) <= tolerance*max(1, math.Abs(want))) {
			t.Errorf("%s = %v, want %v", id, x, want)
		}
	}
}

func antitheticCorrelation(d Dist) float64 {
	const n = 1 << 18
	cov := 0.0
	for i := range n {
		u := (float64(i) + 0.5) / n
		cov += (d.Quantile(u) - d.Mean()) * (d.Quantile(1-u) - d.Mean()) / n
	}
	return cov / (d.SD() * d.SD())
}

// readCases returns the expected value by id of a file cut from the validation
// cases.
func readCases(t *testing.T, path string) map[string]float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]float64{}
	for _, row := range rows[1:] {
		if cases[row[0]], err = strconv.ParseFloat(row[4], 64); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

// Forms of one law must agree.
func TestForms(t *testing.T) {
	z90 := 1.2815515655446004
	for _, pair := range [][2]Dist{
		{mustDist(t, "lognormal", args{"mean": 3, "sd": 2}), mustDist(t, "lognormal", args{"mean": 3, "cv": 2. / 3})},
		{mustDist(t, "gamma", args{"shape": 4, "scale": 1.5}), mustDist(t, "gamma", args{"mean": 6, "cv": 0.5})},
		{mustDist(t, "lognormal", args{"median": 3, "p90": 3 * math.Exp(0.7*z90)}), {Kind: "lognormal", Args: [4]float64{3, 0.7}}},
	} {
		for i := range pair[0].Args {
			if !(math.Abs(pair[0].Args[i]-pair[1].Args[i]) <= 1e-14) {
				t.Errorf("%v and %v differ", pair[0], pair[1])
			}
		}
	}
	d := mustDist(t, "lognormal", args{"median": 3, "p90": 9})
	if !(math.Abs(d.Quantile(0.5)-3) <= 1e-14) || !(math.Abs(d.Quantile(0.9)-9) <= 1e-13) {
		t.Errorf("median %v, p90 %v; want 3, 9", d.Quantile(0.5), d.Quantile(0.9))
	}
}

func TestNewDistErrors(t *testing.T) {
	for _, c := range []struct {
		kind string
		args args
		arg  string // that the error must name
		want string
	}{
		{"lognormol", nil, "", `"lognormol" is no distribution; there are constant, uniform,`},
		{"lognormal", args{"mean": 3, "p90": 2}, "p90", "lognormal: p90 does not go together with mean; it takes mean and sd, or mean and cv, or median and p90"},
		{"lognormal", args{"mean": 3, "sd": 2, "cv": 1}, "sd", "does not go together with cv and mean"},
		{"lognormal", args{"mean": 3}, "", "lacks arguments; it takes mean and sd, or"},
		{"lognormal", args{"median": 3}, "p90", "p90 is missing"},
		{"lognormal", args{"median": 3, "p90": 3}, "p90", "p90 is 3, must be > median = 3"},
		{"lognormal", args{"mean": 3, "sd": -1}, "sd", "sd is -1, must be > 0"},
		{"lognormal", args{"mean": 0, "cv": 1}, "mean", "mean is 0, must be > 0"},
		{"lognormal", args{"mean": 1, "cv": math.NaN()}, "cv", "cv is NaN, must be > 0"},
		{"triangular", args{"min": 3, "mode": 2, "max": 6}, "mode", "mode is 2, must be from min = 3 to max = 6"},
		{"triangular", args{"min": 3, "mode": 3, "max": 3}, "max", "max is 3, must be > min = 3"},
		{"triangular", args{"min": 3, "max": 6}, "mode", "mode is missing; it takes min and mode and max"},
		{"uniform", args{"min": 3, "max": math.Inf(1)}, "max", "max is +Inf, not a number"},
		{"exponential", args{"rate": 3}, "rate", "rate is no argument; it takes mean"},
		{"exponential", args{"mean": 0}, "mean", "mean is 0, must be > 0"},
		{"erlang", args{"k": 2.5, "mean": 1}, "k", "k is 2.5, must be a whole number from 1 to 1e6"},
		{"gamma", args{"mean": 2, "cv": 0}, "cv", "write a constant for no spread"},
		{"gamma", args{"shape": -2, "scale": 1}, "shape", "shape is -2"},
		{"weibull", args{"shape": 2, "scale": 0}, "scale", "scale is 0"},
		{"truncated_normal", args{"mean": 3, "sd": 1, "min": 4, "max": 3}, "max", "max is 3, must be > min = 4"},
		{"truncated_normal", args{"mean": 3, "sd": 1, "min": 30}, "", "leaves "},
		{"truncated_normal", args{"mean": math.Inf(1), "sd": 1}, "mean", "mean is +Inf"},
		{"mixture", args{"a": 1}, "", "is given by lists"},
		{"truncated_normal", args{"mean": 3}, "sd", "sd is missing; it takes mean and sd and min (optional) and max (optional)"},
		{"truncated_normal", args{"mean": 3, "sd": 0}, "sd", "sd is 0"},
		{"weibull", args{"shape": 0, "scale": 1}, "shape", "shape is 0"},
		{"gamma", args{"mean": -2, "cv": 1}, "mean", "mean is -2"},
	} {
		_, err := NewDist(c.kind, c.args)
		var argErr *ArgError
		if !errors.As(err, &argErr) || argErr.Arg != c.arg || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s%v: error %v, want %q about %q", c.kind, c.args, err, c.want, c.arg)
		}
	}
}

func TestTableErrors(t *testing.T) {
	for want, make := range map[string]func() (Dist, error){
		"has no values":    func() (Dist, error) { return NewEmpirical(nil) },
		"hold NaN":         func() (Dist, error) { return NewEmpirical([]float64{1, math.NaN()}) },
		"are 1 for 2":      func() (Dist, error) { return NewDiscrete([]float64{1, 2}, []float64{1}) },
		"hold 2 twice":     func() (Dist, error) { return NewDiscrete([]float64{2, 1, 2}, []float64{1, 1, 1}) },
		"number 2 is -1":   func() (Dist, error) { return NewDiscrete([]float64{2, 1}, []float64{-1, 1}) },
		"have the sum 0":   func() (Dist, error) { return NewDiscrete([]float64{2, 1}, []float64{0, 0}) },
		"are 2, must be 1": func() (Dist, error) { return NewMixture([]float64{2, 1}, []Dist{Constant(1)}) },
		"part 1: uniform":  func() (Dist, error) { return NewMixture([]float64{2}, []Dist{{Kind: "uniform"}}) },
		"has no table":     func() (Dist, error) { d := Dist{Kind: "discrete"}; return d, d.Check() },
	} {
		if _, err := make(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for want, d := range map[string]Dist{
		"median is 0":      {Kind: "lognormal", Args: [4]float64{0, 1}},
		"sigma is 0":       {Kind: "lognormal", Args: [4]float64{1, 0}},
		"fall from 2":      {Kind: "empirical", Table: &Table{Values: []float64{2, 1}}},
		"hold +Inf":        {Kind: "empirical", Table: &Table{Values: []float64{2, math.Inf(1)}}},
		`"nonsense" is no`: {Kind: "nonsense"},
	} {
		if err := d.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want %q", d, err, want)
		}
	}
	mustPanic(t, func() { Constant(1).Quantile(1.5) }, "quantile 1.5 of constant(value=1)")
	mustPanic(t, func() { Dist{Kind: "nonsense"}.Mean() }, "nonsense")
	mustPanic(t, func() { Dist{Kind: "uniform"}.Sampler(NewStream(1, 2, "rail.x", "run")) }, "rail.x run", "max is 0")
}

func TestSamplerDuration(t *testing.T) {
	stream := NewStream(1, 0, "port.aktau", "load")
	s := Constant(1.2345678904).Sampler(stream)
	if got := s.Duration(1, 1); got != 1234567890*time.Nanosecond {
		t.Errorf("duration %d", got)
	}
	for _, bad := range []float64{-1e-12, 1e10, math.MaxFloat64} {
		s := Constant(bad).Sampler(stream)
		mustPanic(t, func() { s.Duration(7, 3) }, "port.aktau load", "entity 7, visit 3")
	}
	long := Constant(292 * 365 * 86400).Sampler(stream)
	if got := long.Duration(0, 0); got != 292*365*Day {
		t.Errorf("292 years: %v", got)
	}
}

func TestSamplersAllocateNothing(t *testing.T) {
	for _, d := range lawsUnderTest(t) {
		s, i, total := d.Sampler(NewStream(1, 0, "a", "b")), uint64(0), 0.0
		if allocs := testing.AllocsPerRun(200, func() { total += s.Value(i, 0); i++ }); allocs != 0 {
			t.Errorf("%v: %v allocations per draw", d, allocs)
		}
	}
}

// Beyond the table the quantile of a gamma law leads back to the probability, for every shape, and costs no memory.
func TestGammaTail(t *testing.T) {
	for _, shape := range []float64{0.0101, 0.05, 0.5, 0.99, 1, 1.7, 4, 30, 400, 1e6} {
		d := mustDist(t, "gamma", args{"shape": shape, "scale": 1.2})
		s := d.Sampler(NewStream(1, 0, "place", "purpose"))
		for _, beyond := range []float64{tableLeast * 0.999, 0x1p-14, 0x1p-20, 0x1p-30, 0x1p-50, 0x1p-53} {
			x := s.quantile(beyond)
			if p := d.CDF(x); x > 1e-290 && !(math.Abs(p/beyond-1) <= 1e-8*max(1, shape/1e4)) {
				t.Errorf("shape %v: quantile %v is %v, of probability %v", shape, beyond, x, p)
			}
			x = s.quantile(1 - beyond)
			if q := mathext.GammaIncRegComp(shape, x/1.2); !(math.Abs(q/beyond-1) <= 1e-8*max(1, shape/1e4)) {
				t.Errorf("shape %v: quantile 1-%v is %v, exceeded with probability %v", shape, beyond, x, q)
			}
		}
		if allocs := testing.AllocsPerRun(10, func() { s.quantile(1e-5); s.quantile(1 - 1e-5) }); allocs != 0 {
			t.Errorf("shape %v: %v allocations", shape, allocs)
		}
	}
}
