package scenarios_test

import (
	"math"
	"sync"
	"testing"

	"corridor/scenarios"
	"corridor/sim/analysis"
	"corridor/sim/corridor"
)

// coverageSamples runs replications 0 to total-1 of theory/mm1t.toml and returns one metric of them, cut
// into experiments of n replications each.
func coverageSamples(t *testing.T, metric string, total int, set ...string) func(n int) []analysis.Sample {
	t.Helper()
	f, err := scenarios.Load("theory/mm1t.toml", scenarios.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	at, unit := -1, ""
	for i, m := range corridor.New(f.Scenario, corridor.Choices{}).Metrics() {
		if m.Name == metric {
			at, unit = i, m.Unit
		}
	}
	if at < 0 {
		t.Fatalf("no metric %q", metric)
	}
	values := make([]float64, total)
	const workers = 4
	var all sync.WaitGroup
	for k := range workers {
		all.Go(func() {
			for r := k; r < total; r += workers {
				w := corridor.New(f.Scenario, corridor.Choices{Seed: 1, Replication: r})
				w.Run()
				values[r] = w.Values()[at]
			}
		})
	}
	all.Wait()
	for r, v := range values {
		if math.IsNaN(v) {
			t.Fatalf("replication %d ends before %s is known", r, metric)
		}
	}
	return func(n int) (out []analysis.Sample) {
		for i := 0; i+n <= total; i += n {
			out = append(out, analysis.Sample{Metric: metric, Unit: unit, Values: values[i : i+n]})
		}
		return out
	}
}

// coverage is the share of experiments whose interval holds the truth.
func coverage(experiments []analysis.Sample, confidence, truth float64) float64 {
	hits := 0
	for _, s := range experiments {
		if x := s.Summary(confidence); x.Low <= truth && truth <= x.High {
			hits++
		}
	}
	return float64(hits) / float64(len(experiments))
}

// within tells whether an observed share of n trials is compatible with its expectation: three standard
// deviations of the binomial law, and half of a unit in the last digit of the expectation.
func within(observed, expected float64, n int) bool {
	return math.Abs(observed-expected) <= 3*math.Sqrt(expected*(1-expected)/float64(n))+0.0005
}

// TestCoverageOfSkewedOutput holds the intervals of the report against what the theory says of them where
// they are known to be too narrow (Law 2015, 9.4.1): M/M/1 at 90 % load from empty, mean wait of the first 25
// customers, whose expectation is exact (row MM1t.avg25 of theory/cases.csv). The coverage expected of n
// replications is that of Student's interval under the law of this mean, from two million draws of Lindley's
// recursion with another generator: standard errors 0.0004 (n = 5) to 0.001 (n = 40). The design's
// 0.835, 0.858, 0.875 and 0.890 are the same numbers from a smaller sample.
func TestCoverageOfSkewedOutput(t *testing.T) {
	const truth = 2.12448934653 // h
	experiments := coverageSamples(t, "station.server.first.25.waiting", 20000, "run.length=150 h")
	for _, c := range []struct {
		n          int
		at90, at95 float64 // expected coverage of intervals at 90 % and 95 %
	}{
		{5, 0.8367, 0.8883},
		{10, 0.8595, 0.9066},
		{20, 0.8754, 0.9233},
		{40, 0.8886, 0.9355},
	} {
		x := experiments(c.n)
		at90, at95 := coverage(x, 0.90, truth), coverage(x, 0.95, truth)
		t.Logf("n = %2d, %d experiments: %.4f of nominal 0.90 (expected %.4f), %.4f of nominal 0.95 (%.4f)", c.n, len(x), at90, c.at90, at95, c.at95)
		if !within(at90, c.at90, len(x)) {
			t.Errorf("n = %d: the interval at 90 %% holds the truth in %.4f of %d experiments, expected %.4f", c.n, at90, len(x), c.at90)
		}
		if !within(at95, c.at95, len(x)) {
			t.Errorf("n = %d: the interval at 95 %% holds the truth in %.4f of %d experiments, expected %.4f", c.n, at95, len(x), c.at95)
		}
		if warned := len(x[0].Summary(0.90).Warnings) > 0; warned != (c.n < 10) {
			t.Errorf("n = %d: warning of few replications: %v", c.n, warned)
		}
	}
}

// TestCoverageOfNearlyNormalOutput: over 1000 customers at half load the mean wait is nearly normal, and the
// interval at 95 % keeps its promise (row MM1t.law1000 of theory/cases.csv: Law 2015, 1.4).
func TestCoverageOfNearlyNormalOutput(t *testing.T) {
	const truth = 0.498 / 60 // h
	x := coverageSamples(t, "station.server.first.1000.waiting", 4000,
		"run.length=1500 min", "flow.customers.every.mean=1 min", "station.server.service.mean=0.5 min")(10)
	got := coverage(x, 0.95, truth)
	t.Logf("%d experiments of 10 replications: %.4f of nominal 0.95", len(x), got)
	if got < 0.90 || !within(got, 0.95, len(x)) {
		t.Errorf("the interval at 95 %% holds the truth in %.4f of %d experiments", got, len(x))
	}
}
