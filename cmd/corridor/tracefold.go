package main

import (
	"slices"
	"strings"
)

// foldFrom is the number of stretches on one line from which they are folded: a train on a single track stops at many loops.
const foldFrom = 6

// folded puts the stretches of a unit on one line, where there are many, into one for each thing that it did there. The first holds when
// the unit came and the km at which it left, and the hours still add up.
func folded(events []lifeEvent) (out []lifeEvent, any bool) {
	for len(events) > 0 {
		n := 1
		for n < len(events) && events[n].Place == events[0].Place && events[n].Carrier == events[0].Carrier {
			n++
		}
		if stay := events[:n]; n >= foldFrom && strings.HasPrefix(stay[0].Place, "rail.") {
			out, any = append(out, fold(stay)...), true
		} else {
			out = append(out, stay...)
		}
		events = events[n:]
	}
	return out, any
}

// fold sums up one stay on a line.
func fold(stay []lifeEvent) (out []lifeEvent) {
	last := stay[len(stay)-1]
	for _, e := range stay {
		i := slices.IndexFunc(out, func(o lifeEvent) bool { return o.Doing == e.Doing })
		if i < 0 {
			i = len(out)
			out = append(out, lifeEvent{Doing: e.Doing, more: true})
		}
		out[i].Hours += e.Hours
		out[i].times++
	}
	slices.SortFunc(out, func(a, b lifeEvent) int { return doingOrder(a.Doing) - doingOrder(b.Doing) })
	out[0].From, out[0].To, out[0].Km, out[0].Place, out[0].Name, out[0].Carrier = stay[0].From, last.To, last.Km, last.Place, last.Name, last.Carrier
	out[0].more = false
	return out
}
