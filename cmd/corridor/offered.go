package main

import (
	"slices"

	"corridor/sim/corridor"
)

// offered is the cargo that a level offers on paper, in Mt a year: the counted flows that the goal
// measures. It orders the levels and labels the figures; what was offered in fact is a metric.
func offered(s *corridor.Scenario, level string) float64 {
	mt := 0.0
	for _, r := range corridor.Outline(s) {
		if r.Counted && measured(s.Goal, r) {
			mt += mass(s, level, r.Flow)
		}
	}
	return mt
}

// mass is what a level offers of a flow, in Mt a year; 0 for flows that are not given by a volume.
func mass(s *corridor.Scenario, level, flow string) float64 {
	f := s.Things[s.Find(flow)].Spec.(*corridor.Flow)
	if f.Volume == nil {
		return 0
	}
	piece := float64(f.Weight) // kg
	if f.Volume.Unit == corridor.Tonnes && f.Weight == 0 {
		piece = 1
	}
	return f.Volume.PerYear * float64(f.Volume.Unit.Scale()) * piece / 1e9 * corridor.FactorOf(s, level, f.Family)
}

// measured tells whether a flow counts: it crosses the cut in the direction that counts, or is named
// in the goal; or the goal says neither.
func measured(g corridor.Goal, r corridor.RouteOutline) bool {
	if len(g.MeasuredAt)+len(g.Also) == 0 || slices.Contains(g.Also, corridor.Ref(r.Flow)) {
		return true
	}
	if g.Direction != "both" && g.Direction != r.Way.String() {
		return false
	}
	return slices.ContainsFunc(r.Steps, func(step corridor.StepOutline) bool {
		return slices.Contains(g.MeasuredAt, corridor.Ref(step.Path))
	})
}
