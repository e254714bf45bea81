package analysis

import (
	"cmp"
	"math"
	"slices"
)

// Ablation is what the mechanisms of a scenario do at one demand level: the scenario as it is, and the difference that
// leaving each of them out makes.
type Ablation struct {
	Scenario, Level   string
	Carried, P50, P90 Summary   // as it is: Mt/yr, d, d
	Rows              []LeftOut // largest effect first
	Warnings          []string
}

// LeftOut is the effect of leaving one mechanism out: without it less with it, paired by replication.
type LeftOut struct {
	Variant           int
	Mechanism         string // as the user types it
	Title, Doc        string
	Carried, P50, P90 Effect // Mt/yr, d, d; among those of all mechanisms at the level
	Standstill        bool   // a family stands still in more replications than with the mechanism: the mean is of two kinds of years
}

// The metrics by which effects are told and can be ordered.
const (
	ByCarried = "carried"
	ByP50     = "p50"
	ByP90     = "p90"
)

// metricOf is the metric behind each of them.
var metricOf = map[string]string{ByCarried: "corridor.carried", ByP50: "corridor.transit.p50", ByP90: "corridor.transit.p90"}

// Ablations returns the effects of all mechanisms that are left out of the first scenario, level by level, the largest by
// the metric named first. Equal replications have equal luck, so that differences are paired.
func Ablations(r *Report, by string) []Ablation {
	var out []Ablation
	for level, name := range r.Header.Levels {
		base, ok := r.Find(0, level)
		if !ok {
			continue
		}
		whole := func(by string) Summary { return r.Sample(metricOf[by], base).Summary(Confidence) }
		settled, why := r.Stable(base)
		a := Ablation{Scenario: r.Scenario(base).Name, Level: name, Carried: whole(ByCarried), P50: whole(ByP50), P90: whole(ByP90)}
		for i, s := range r.Header.Scenarios {
			v, ok := r.Find(i, level)
			if s.Without == "" || !ok {
				continue
			}
			less := func(by string) Effect {
				return Effect{Summary: Compare(r.Sample(metricOf[by], base), r.Sample(metricOf[by], v), Confidence)}
			}
			row := LeftOut{Variant: v, Mechanism: s.Without, Title: cmp.Or(s.Leaves, s.Without), Doc: s.Title, Carried: less(ByCarried), P50: less(ByP50), P90: less(ByP90)}
			if stable, why := r.Stable(v); stable != settled { // a finding of its own
				a.Warnings = append(a.Warnings, "without "+s.Without+": "+why)
			}
			for _, why := range r.standsStillMore(v, base) {
				row.Standstill = true
				a.Warnings = append(a.Warnings, "without "+s.Without+": "+why)
			}
			a.Rows = append(a.Rows, row)
		}
		a.adjust()
		slices.SortStableFunc(a.Rows, func(x, y LeftOut) int { return cmp.Compare(y.size(by), x.size(by)) })
		asItIs := r.Standstills(base)
		if !settled {
			asItIs = slices.Insert(asItIs, 0, why)
		}
		for i, why := range asItIs {
			a.Warnings = slices.Insert(a.Warnings, i, "as it is: "+why)
		}
		out = append(out, a)
	}
	return out
}

// adjust works out what is beyond chance among the effects of all mechanisms on a metric.
func (a *Ablation) adjust() {
	for _, by := range []string{ByCarried, ByP50, ByP90} {
		var p []float64
		for i := range a.Rows {
			p = append(p, a.Rows[i].of(by).chance())
		}
		for i, v := range holm(p) {
			a.Rows[i].of(by).P = v
		}
	}
}

// Of is one of the three differences.
func (x LeftOut) Of(by string) Effect { return *x.of(by) }

func (x *LeftOut) of(by string) *Effect {
	switch by {
	case ByCarried:
		return &x.Carried
	case ByP90:
		return &x.P90
	}
	return &x.P50
}

// size orders effects; what has none, not even a value, comes last.
func (x LeftOut) size(by string) float64 {
	if s := math.Abs(x.Of(by).Mean); !math.IsNaN(s) {
		return s
	}
	return -1
}

// share is a difference as a share of what there is with the mechanism.
func share(difference Effect, whole Summary) float64 { return difference.Mean / whole.Mean }
