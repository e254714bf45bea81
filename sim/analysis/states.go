package analysis

import "slices"

// States are the variants that a figure of states compares, each once, in the order of reading: the first scenario at its
// lowest demand, the same at the level at which the last has its highest, and the last there. From the first to the second
// only the demand differs and from the second to the third only the scenario, so that the effects of the two can be told
// apart. What was not simulated is left out.
func (r *Report) States() (out []int) {
	first, last := r.rising(0), r.rising(len(r.Header.Scenarios)-1)
	if len(first) > 0 {
		out = append(out, first[0])
	}
	if len(last) == 0 {
		return out
	}
	high := last[len(last)-1]
	if same, ok := r.Find(0, r.Header.Variants[high].Level); ok {
		out = append(out, same)
	}
	out = append(out, high)
	return slices.Compact(out)
}

// OnlyScenarioDiffers tells whether the last two of these states are two scenarios at one demand level.
func (r *Report) OnlyScenarioDiffers(states []int) bool {
	n := len(states)
	return n > 1 && r.Header.Variants[states[n-1]].Level == r.Header.Variants[states[n-2]].Level
}
