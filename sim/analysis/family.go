package analysis

import (
	"strings"
	"unicode/utf8"
)

// FamilyTime is the time of one family from door to door, in days.
type FamilyTime struct {
	Name, Label string
	P50, P90    Summary // percentiles within each replication
}

// labelMax is the number of characters from which a flow's label is too long to name its family.
const labelMax = 24

// FamilyLabel names a family in words. A family of one flow has the label of that flow, as brief as
// that of a place, or, where it is still too long, the flow's name in words. Others, and those that
// would share a label, have the family's own name.
func (s Scenario) FamilyLabel(family string) string {
	label := s.onlyFlow(family)
	for _, f := range s.Families {
		if label == "" || f.Name != family && (f.Name == label || s.onlyFlow(f.Name) == label) {
			return family
		}
	}
	return label
}

// onlyFlow is what the only flow of a family is called, "" if it has more or none.
func (s Scenario) onlyFlow(family string) string {
	var flows []Route
	for _, route := range s.Routes {
		if route.Family == family {
			flows = append(flows, route)
		}
	}
	if len(flows) != 1 {
		return ""
	}
	label := Brief(flows[0].Label)
	switch n := utf8.RuneCountInString(label); {
	case n == 0 || n > labelMax:
		return strings.ReplaceAll(flows[0].Flow, "-", " ")
	case strings.EqualFold(label, family):
		return family
	}
	return label
}

// BySea tells whether the goal is measured at crossings alone.
func (g Goal) BySea() bool {
	for _, path := range g.MeasuredAt {
		if !strings.HasPrefix(path, "sea.") {
			return false
		}
	}
	return len(g.MeasuredAt) > 0
}

// familyTimes returns the times of all families that count, or are of wagons, and carried something,
// at the lowest and the highest level of a scenario. A family whose every unit takes no time has
// a way that the scenario does not model, and is left out.
func (r *Report) familyTimes(variant int) []FamilyTime {
	if lowest, highest := r.ends(variant); !lowest && !highest {
		return nil
	}
	s := r.Scenario(variant)
	var times []FamilyTime
	for _, f := range s.Families {
		get := func(what string) Summary { return r.Sample("family."+f.Name+"."+what, variant).Summary(Confidence) }
		p50, p90 := get("transit.p50"), get("transit.p90")
		if (f.Counted || f.Unit == "wagons") && get("carried").Mean > 0 && p90.Mean > 0 {
			times = append(times, FamilyTime{f.Name, s.FamilyLabel(f.Name), p50, p90})
		}
	}
	return times
}
