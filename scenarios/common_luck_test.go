package scenarios_test

import (
	"bytes"
	"context"
	"math"
	"os"
	"testing"
	"testing/fstest"

	"gonum.org/v1/gonum/stat"

	"corridor/scenarios"
	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/experiment"
)

const luckFile = "testdata/common_luck.toml"

// luckWorkers is the number of goroutines that share the replications; the rows do not depend on it.
const luckWorkers = 4

// luckTime is the metric that is compared: mean days from door to door over the flows heavy and light.
const luckTime = "family.freight.transit.mean"

// luckRuns are all metrics of the first n replications of a scenario.
type luckRuns struct {
	metrics []string
	units   []string
	rows    []experiment.Row
}

// runLuck simulates the replications 0 to n-1.
func runLuck(t *testing.T, file string, options scenarios.Options, n, workers int) luckRuns {
	t.Helper()
	f, err := scenarios.Load(file, options)
	if err != nil {
		t.Fatal(err)
	}
	var out luckRuns
	for _, m := range corridor.New(f.Scenario, corridor.Choices{}).Metrics() {
		out.metrics, out.units = append(out.metrics, m.Name), append(out.units, m.Unit)
	}
	one := func(r int) (experiment.Row, error) {
		w := corridor.New(f.Scenario, corridor.Choices{Seed: 1, Replication: r})
		row := experiment.Row{Replication: r, Events: uint64(w.Run())}
		for _, v := range w.Values() {
			row.Values = append(row.Values, experiment.Float(v))
		}
		return row, nil
	}
	err = experiment.Run(context.Background(), 0, n, workers, one, func(row experiment.Row) error {
		out.rows = append(out.rows, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sample picks one metric.
func (x luckRuns) sample(t *testing.T, metric string) (s analysis.Sample) {
	t.Helper()
	for i, name := range x.metrics {
		if name == metric {
			s.Metric, s.Unit = name, x.units[i]
			for _, row := range x.rows {
				s.Values = append(s.Values, float64(row.Values[i]))
			}
			return s
		}
	}
	t.Fatalf("no metric %q", metric)
	return s
}

// TestCommonLuckOfChanges compares five changes with the corridor as it is, over paired replications of 30
// days. Common luck divides the variance of the difference, which for independent runs is the sum of the two
// variances, by the ratio (Law 2015, 11.2). What remains is the effect of the change itself, which differs from
// replication to replication. With one stream for a whole run, drawn in the order of events, all ratios are 1;
// to tell whether a draw hangs on a train or on its turn at a place takes a look at single draws.
//
// The study behind the design measured five such ratios on a small corridor of its own, over 1000 pairs: study. It does
// not say how busy its places were, and that decides the ratios: the busier the place that is changed, the more of
// the variance is the effect of the change, and the less is left for luck to explain. Here the ratio of a third gauge bay
// falls from 14 to 2 as the trains take 3.6 h in place of 3 h to form, and that of the light trains from 200 to 60 as those of the
// yard take 130 min in place of 115. At these two loads, which are chosen for that, and as the file has it for the other
// three, all ratios are those of the study to within a factor of 2. Seeds 1 to 4 over 200 pairs give 1.8 to 2.2, 19 to
// 38, 59 to 78, 17 to 24 and 264 to 303, so that chance alone takes none of them out of this band. The ratio of the inspection
// is low rather by its corridor than by chance; TestCommonLuckByTheory has it without queues, where theory knows it.
func TestCommonLuckOfChanges(t *testing.T) {
	const n = 300
	bases := map[string]analysis.Sample{}
	for _, c := range []struct {
		name    string
		load    string // another than that of the file, before the change and after it
		options scenarios.Options
		study   float64
		within  float64 // factor
		faster  bool    // the mean time falls
	}{
		{"gauge bays 2 to 3", "border.gate.gauge.form.mean=3.6 h", scenarios.Options{Set: []string{"border.gate.gauge.tracks=3"}}, 1.8, 1.5, true},
		{"cranes 3 to 4", "", scenarios.Options{Set: []string{"terminal.end.siding.container.cranes=4"}}, 30, 2, true},
		{"light trains first", "station.yard.service.mean=130 min", scenarios.Options{Set: []string{"flow.heavy.priority=2"}}, 67, 2, false},
		{"an extra train in 60 h", "", scenarios.Options{With: []string{"testdata/extra_flow.toml"}}, 22, 2, false},
		{"inspection 30 % to 20 %", "", scenarios.Options{Set: []string{"border.gate.inspect.share=0.2"}}, 393, 2, true},
		{"own luck", "", scenarios.Options{Set: []string{"border.gate.inspect.share=0.2", "run.independent=true"}}, 1, 1.33, true},
	} {
		of := func(o scenarios.Options) analysis.Sample {
			if c.load != "" {
				o.Set = append(o.Set, c.load)
			}
			return runLuck(t, luckFile, o, n, luckWorkers).sample(t, luckTime)
		}
		base, known := bases[c.load]
		if !known {
			base = of(scenarios.Options{})
			bases[c.load] = base
		}
		changed := of(c.options)
		d := analysis.Compare(base, changed, analysis.Confidence)
		if d.N != n || len(d.Warnings) > 0 {
			t.Errorf("%s: %d pairs of %d, %v", c.name, d.N, n, d.Warnings)
		}
		ratio := (stat.Variance(base.Values, nil) + stat.Variance(changed.Values, nil)) / (d.SD * d.SD)
		t.Logf("%-24s %+.4f d ± %.4f, ratio of variances %.4g over %d pairs, in the study %g", c.name, d.Mean, d.Half(), ratio, n, c.study)
		if !(ratio > c.study/c.within && ratio < c.study*c.within) {
			t.Errorf("%s: common luck divides the variance by %.3g, want %g within a factor of %g", c.name, ratio, c.study, c.within)
		}
		if c.name != "own luck" && (c.faster && d.High >= 0 || !c.faster && d.Low <= 0) {
			t.Errorf("%s: %.4f to %.4f d, want the time to fall: %v", c.name, d.Low, d.High, c.faster)
		}
	}
}

// TestCommonLuckByTheory: where nobody queues behind the inspection, each train is inspected or not, at 20 % as at 30 %, by
// the same lot and for as long, and everything else that happens to it is the same to the nanosecond. So each one of the
// trains gains T with a chance of 0.1, and nothing else: the mean over k trains of one size gains 0.1 E(T), with a variance of
// (0.1 E(T²) - (0.1 E(T))²)/k. T is 8 h with a coefficient of variation of 0.5. Draws that went by turn or by moment would leave the
// whole variance of the other times in the difference.
func TestCommonLuckByTheory(t *testing.T) {
	const n = 300
	free := []string{"flow.heavy.volume=0 TEU/yr", "station.yard.servers=1000", "terminal.end.siding.container.cranes=0", "rail.line.headway=0 s"}
	base := runLuck(t, luckFile, scenarios.Options{Set: free}, n, luckWorkers)
	changed := runLuck(t, luckFile, scenarios.Options{Set: append(free, "border.gate.inspect.share=0.2")}, n, luckWorkers)
	const days = 8. / 24
	d := analysis.Compare(base.sample(t, luckTime), changed.sample(t, luckTime), analysis.Confidence)
	trains := stat.Mean(base.sample(t, "flow.light.rate").Values, nil) * 30 * 24 / 20
	gain, variance := 0.1*days, (0.1*1.25*days*days-0.01*days*days)/trains
	t.Logf("%.1f trains gain %.5f d ± %.5f, want %.5f; variance %.4g, want %.4g", trains, -d.Mean, d.Half(), gain, d.SD*d.SD, variance)
	if !(math.Abs(-d.Mean-gain) <= 2*d.Half()) {
		t.Errorf("trains gain %.5f d, want %.5f", -d.Mean, gain)
	}
	// A variance of n values that are nearly normal is known to √(2/(n-1)), here 8 %; three of these.
	if ratio := d.SD * d.SD / variance; !(math.Abs(ratio-1) <= 3*math.Sqrt(2./(n-1))) {
		t.Errorf("the variance of the difference is %.3f of what theory says", ratio)
	}
}

// sameBits fails unless every metric of a has the same bits in b, replication by replication; b may have more.
// It needs some metrics that are numbers.
func sameBits(t *testing.T, a, b luckRuns) {
	t.Helper()
	numbers := 0
	for i, name := range a.metrics {
		other := b.sample(t, name).Values
		if len(other) != len(a.rows) {
			t.Fatalf("%s: %d values and %d", name, len(a.rows), len(other))
		}
		for r, row := range a.rows {
			x, y := float64(row.Values[i]), other[r]
			if math.Float64bits(x) != math.Float64bits(y) {
				t.Errorf("%s, replication %d: %v and %v", name, r, x, y)
			}
			if x != 0 && !math.IsNaN(x) {
				numbers++
			}
		}
	}
	if numbers < 50*len(a.rows) {
		t.Errorf("only %d numbers compared", numbers)
	}
}

// TestUnrelatedPlaceKeepsAllDraws: a line elsewhere with traffic of its own changes no bit of any metric.
func TestUnrelatedPlaceKeepsAllDraws(t *testing.T) {
	a := runLuck(t, luckFile, scenarios.Options{}, 3, 1)
	b := runLuck(t, luckFile, scenarios.Options{With: []string{"testdata/unrelated.toml"}}, 3, 1)
	if len(b.metrics) <= len(a.metrics) || b.sample(t, "flow.afar.carried").Values[0] <= 0 {
		t.Fatal("nothing runs elsewhere")
	}
	sameBits(t, a, b)
}

// TestNameOfFileKeepsAllDraws: the name of the file and the title are for people.
func TestNameOfFileKeepsAllDraws(t *testing.T) {
	text, err := os.ReadFile(luckFile)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(`"A corridor to compare changes on"`), []byte(`"Another title"`), 1)
	if !bytes.Contains(text, []byte("Another title")) {
		t.Fatal("the title is not replaced")
	}
	renamed := scenarios.Options{FS: fstest.MapFS{"another-name.toml": {Data: text}}}
	sameBits(t, runLuck(t, luckFile, scenarios.Options{}, 3, 1), runLuck(t, "another-name.toml", renamed, 3, 1))
}

// TestNumberOfWorkersKeepsAllDraws: rows come in the same order with the same bits from 1, 2 and 7 workers.
func TestNumberOfWorkersKeepsAllDraws(t *testing.T) {
	one := runLuck(t, luckFile, scenarios.Options{}, 10, 1)
	for _, workers := range []int{2, 7} {
		more := runLuck(t, luckFile, scenarios.Options{}, 10, workers)
		sameBits(t, one, more)
		for r, row := range more.rows {
			if row.Replication != r || row.Events != one.rows[r].Events {
				t.Errorf("%d workers: row %d is replication %d with %d events", workers, r, row.Replication, row.Events)
			}
		}
	}
}
