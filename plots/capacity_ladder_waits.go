package plots

import (
	"fmt"
	"strings"

	"corridor/sim/analysis"
)

// This file says in the note of the ladder what is waited for, since what binds on paper need not be that: a limit is of undisturbed
// work, and who waits for wagons or a ship waits for what is away and not for what is full.

// eachScenario calls for every scenario of the ladders once, with words that tell it from others, if there are any.
func eachScenario(r *analysis.Report, ladders []ladder, call func(l ladder, tag string)) {
	for i, l := range ladders {
		if i > 0 && l.scenario == ladders[i-1].scenario {
			continue
		}
		tag := ""
		if len(r.Header.Scenarios) > 1 {
			tag = shortNames(r)[l.scenario] + ": "
		}
		call(l, tag)
	}
}

// ladderLoads says how many loads wait for the pools that are shown.
func ladderLoads(r *analysis.Report, ladders []ladder) string {
	var loads []string
	eachScenario(r, ladders, func(l ladder, tag string) {
		sum := 0.0
		for _, g := range l.rungs {
			if metric := g.Path + ".queue.mean"; g.isPool() && r.Has(metric, l.variant) {
				sum += r.Sample(metric, l.variant).Summary(confidence).Mean
			}
		}
		if sum >= 1 {
			loads = append(loads, tag+number(twoDigits(sum), 0))
		}
	})
	if len(loads) == 0 {
		return ""
	}
	return " Trainloads that wait for them on average: " + strings.Join(loads, ", ") + "."
}

// ladderWaits says where the goal's family waits longest, as the figure of places and causes does.
func ladderWaits(r *analysis.Report, ladders []ladder) string {
	var places []string
	hours := map[string][]string{} // by place
	direction := ""
	eachScenario(r, ladders, func(l ladder, tag string) {
		ways := r.WorstByDirection(l.variant, 1)
		if len(ways) == 0 {
			return
		}
		direction = ways[0].Direction
		w := ways[0].Places[0]
		place, waits := fmt.Sprintf("%s (%s; ", analysis.Brief(w.Name), w.Cause), significant(w.HoursPerUnit, 2)+" h"
		if w.HoursPerUnit <= 0 {
			place, waits = analysis.Brief(w.Name)+" (", "nothing that waited there has arrived"
		}
		if w.Held {
			waits += "; " + analysis.HeldWords
		}
		if hours[place] == nil {
			places = append(places, place)
		}
		hours[place] = append(hours[place], tag+waits)
	})
	if len(places) == 0 {
		return ""
	}
	for i, place := range places {
		places[i] = place + strings.Join(hours[place], ", ") + ")"
	}
	return fmt.Sprintf(" Limits are of undisturbed work: %s, %sbound, waits longest at %s.",
		cargoWords(r.Header.Scenarios[ladders[0].scenario].Goal.Family), direction, listed(places))
}
