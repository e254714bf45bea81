package corridor

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// things makes the sorted list of a scenario's tables.
func things(m map[string]Spec) (out []Thing) {
	for p, s := range m {
		out = append(out, Thing{Path: p, Name: p, Spec: s})
	}
	slices.SortFunc(out, func(a, b Thing) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// model is a scenario for tests: leadIn and length in hours.
func model(leadIn, length float64, m map[string]Spec) *Scenario {
	run := NewRun()
	run.Start = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	run.LeadIn, run.Length = h(leadIn), h(length)
	return &Scenario{Run: run, Goal: NewGoal(), Things: things(m)}
}

func h(x float64) time.Duration { return time.Duration(x * float64(time.Hour)) }

func exp(mean float64) des.Dist { return law("exponential", "mean", 3600*mean) }

func law(kind string, args ...any) des.Dist {
	m := map[string]float64{}
	for i := 0; i < len(args); i += 2 {
		switch v := args[i+1].(type) {
		case float64:
			m[args[i].(string)] = v
		case int:
			m[args[i].(string)] = float64(v)
		}
	}
	d, err := des.NewDist(kind, m)
	if err != nil {
		panic(err)
	}
	return d
}

// newOf makes a Spec with its defaults and lets the test change it.
func newOf[T any](kind Kind, change func(*T)) Spec {
	s := kind.New()
	change(any(s).(*T))
	return s
}

// run simulates one replication and gives its metrics by name.
func run(t testing.TB, s *Scenario, replication int) map[string]float64 {
	t.Helper()
	if faults := Check(s); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	w := New(s, Choices{Seed: s.Run.Seed, Replication: replication})
	w.Run()
	return metrics(w)
}

// metrics are the values of a World that has run, by name.
func metrics(w *World) map[string]float64 {
	values := w.Values()
	out := make(map[string]float64, len(values))
	for i, m := range w.Metrics() {
		out[m.Name] = values[i]
	}
	return out
}

// meanSE is the mean over replications and its standard error.
func meanSE(xs []float64) (mean, se float64) {
	for _, x := range xs {
		mean += x
	}
	n := float64(len(xs))
	mean /= n
	for _, x := range xs {
		se += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(se / (n - 1) / n)
}

func mmc(servers int, every, service float64) *Scenario {
	return model(1000, 20000, map[string]Spec{
		"flow.customers": newOf(flowKind, func(f *Flow) {
			f.Family, f.Route = "customers", Choice{{"route.r", 1}}
			d := exp(every)
			f.Every = &d
		}),
		"route.r":   newOf(routeKind, func(r *Route) { r.Path = []Ref{"station.s"} }),
		"station.s": newOf(stationKind, func(s *Station) { s.Servers, s.Service = servers, exp(service) }),
	})
}

// near tells whether a number is the one that is wanted, but for rounding; NaN is near to nothing.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-6 }
