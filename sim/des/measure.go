package des

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Metric names a number that a run yields.
type Metric struct {
	Name string // dotted path and statistic: "port.aktau.berth.ferry.loading.mean"
	Unit string
}

// Meter holds what is measured, in order of making, and gives the values at
// the end. The zero value is empty and ready.
type Meter struct {
	metrics  []Metric
	values   []func(now Time) float64
	taken    map[string]bool // names, never iterated
	restarts []func(now Time)
}

// Tally makes a tally that emits name.mean, .max, .p50, .p90 and .n; or those
// named, in that order, of mean, sd, min, max, n, total and p followed by a
// percentage such as p50, p95 or p99.9. The unit of n is "1".
func (m *Meter) Tally(name, unit string, emit ...string) *Tally {
	if len(emit) == 0 {
		emit = []string{"mean", "max", "p50", "p90", "n"}
	}
	t := &Tally{name: name, unit: unit, per: nsPer(unit), plain: true}
	for _, statistic := range emit {
		unit, f := unit, t.statistic(statistic)
		if statistic == "n" {
			unit = "1"
		}
		m.add(name+"."+statistic, unit, f)
	}
	m.restarts = append(m.restarts, func(Time) { t.Reset() })
	return t
}

// statistic returns the function of a statistic, and gives t a histogram if it
// is a quantile.
func (t *Tally) statistic(statistic string) func(now Time) float64 {
	switch statistic {
	case "mean":
		return func(Time) float64 { return t.Mean() }
	case "sd":
		t.plain = false
		return func(Time) float64 { return t.SD() }
	case "min":
		return func(Time) float64 { return t.Min() }
	case "max":
		return func(Time) float64 { return t.Max() }
	case "n":
		return func(Time) float64 { return float64(t.N()) }
	case "total":
		return func(Time) float64 { return t.Total() }
	}
	percent, isQuantile := strings.CutPrefix(statistic, "p")
	p, err := strconv.ParseFloat(percent, 64)
	if !isQuantile || err != nil || !(p > 0 && p < 100) {
		panic(fmt.Sprintf("des: tally %s has no statistic %q", t.name, statistic))
	}
	if t.buckets == nil {
		t.buckets = new(buckets)
	}
	return func(Time) float64 { return t.Quantile(p / 100) }
}

// Level makes a level that emits name.mean and .max; or those named, in that
// order, of mean, max, sd and last (the value at the end).
func (m *Meter) Level(name, unit string, emit ...string) *Level {
	if len(emit) == 0 {
		emit = []string{"mean", "max"}
	}
	l := &Level{withSquares: slices.Contains(emit, "sd")}
	for _, statistic := range emit {
		var f func(now Time) float64
		switch statistic {
		case "mean":
			f = l.Mean
		case "sd":
			f = l.SD
		case "max":
			f = func(Time) float64 { return float64(l.Max()) }
		case "last":
			f = func(Time) float64 { return float64(l.Value()) }
		default:
			panic(fmt.Sprintf("des: level %s has no statistic %q", name, statistic))
		}
		m.add(name+"."+statistic, unit, f)
	}
	m.restarts = append(m.restarts, l.Restart)
	return l
}

// Count makes a count that emits name.
func (m *Meter) Count(name, unit string) *Count {
	c := new(Count)
	m.add(name, unit, func(Time) float64 { return float64(c.Value()) })
	m.restarts = append(m.restarts, func(Time) { c.Reset() })
	return c
}

// Value makes a metric that is computed by f when values are asked for.
func (m *Meter) Value(name, unit string, f func(now Time) float64) { m.add(name, unit, f) }

func (m *Meter) add(name, unit string, f func(now Time) float64) {
	if m.taken[name] {
		panic(fmt.Sprintf("des: metric %s made twice", name))
	}
	if m.taken == nil {
		m.taken = map[string]bool{}
	}
	m.taken[name] = true
	m.metrics = append(m.metrics, Metric{name, unit})
	m.values = append(m.values, f)
}

// Restart forgets all that was measured, at the end of the warm-up. Levels keep
// their present value; what [Meter.Value] computes is the business of its
// function.
func (m *Meter) Restart(now Time) {
	for _, restart := range m.restarts {
		restart(now)
	}
}

// Metrics returns the metrics in order of making.
func (m *Meter) Metrics() []Metric { return slices.Clone(m.metrics) }

// Values returns the values of the metrics at now, in the same order. The
// value of what was never observed is NaN.
func (m *Meter) Values(now Time) []float64 {
	values := make([]float64, len(m.values))
	for i, f := range m.values {
		values[i] = f(now)
	}
	return values
}
