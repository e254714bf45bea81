package analysis

import (
	"math"
	"slices"
)

// StepTime is a step of a route with the time at which cargo reaches and leaves it.
type StepTime struct {
	Step
	KmStart float64 // from the origin; Step.Km is its end
	Entry   float64 // mean days since birth
	Exit    float64 // mean days since birth
	P10     float64 // days since birth when leaving it; NaN if not measured
	P50     float64
	P90     float64
}

// TimeDistance returns the steps of a flow's route with the mean days since birth at
// which its cargo reaches and leaves each, and their quantiles over units (the mean over
// replications of each replication's quantile). It is nil if the scenario has no such flow.
// A time is NaN from the first step of which no replication tells the hours.
func TimeDistance(r *Report, variant int, flow string) []StepTime {
	routes := r.Scenario(variant).Routes
	at := slices.IndexFunc(routes, func(route Route) bool { return route.Flow == flow })
	if at < 0 {
		return nil
	}
	var out []StepTime
	days, km := 0.0, 0.0
	for n, step := range routes[at].Steps {
		t := StepTime{Step: step, KmStart: km, Entry: days}
		days += r.stepHours(variant, flow, n) / 24
		km = step.Km
		t.Exit = days
		t.P10 = r.mean(variant, stepMetric(flow, n, "p10"))
		t.P50 = r.mean(variant, stepMetric(flow, n, "p50"))
		t.P90 = r.mean(variant, stepMetric(flow, n, "p90"))
		out = append(out, t)
	}
	return out
}

// stepHours is the mean over replications of the hours per unit in a step, all causes;
// NaN if no cause is there.
func (r *Report) stepHours(variant int, flow string, step int) float64 {
	hours, found := 0.0, false
	for _, cause := range Causes {
		if name := stepMetric(flow, step, cause.Name); r.Has(name, variant) {
			hours += r.mean(variant, name)
			found = true
		}
	}
	if !found {
		return math.NaN()
	}
	return hours
}

// Offered is what a variant offers in Mt a year, as tables tell it: the mean of its replications. Demand that answers to delay, changes
// from year to year or partly crosses the cut is other than what the level says, which stands in the header.
func (r *Report) Offered(variant int) float64 {
	if mt := r.mean(variant, "corridor.offered"); !math.IsNaN(mt) {
		return mt
	}
	return r.Header.Variants[variant].Offered // nothing was run, or an older build did not tell
}

func (r *Report) mean(variant int, metric string) float64 {
	return r.Sample(metric, variant).Summary(Confidence).Mean
}
