package plots

import (
	"math"
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// worstQueues are the queues at the places where units of the goal's family wait longest, in that order; where
// these are few, the longest of the others follow.
func worstQueues(r *analysis.Report, variant int) (out []waitingLine) {
	taken := map[string]bool{}
	add := func(s analysis.Series) {
		q := waitingLine{r.Weekly(s.Name, variant), placeName(r, variant, s.Place)}
		if strings.HasSuffix(s.Name, heldByBan) {
			q.Unit = heldUnit(r.Scenario(variant), s)
		}
		if !taken[s.Name] && len(out) < queuesMax && q.Len() > 1 && q.waits() {
			taken[s.Name] = true
			out = append(out, q)
		}
	}
	all := r.Header.Variants[variant].Series
	for _, w := range r.Worst(variant, r.Scenario(variant).Goal.Direction, 2*queuesMax) {
		if s, ok := queueAt(r, variant, all, w); ok {
			add(s)
		}
	}
	var rest []analysis.Series
	for _, s := range all {
		if s.Unit == "trains" || s.Unit == "ships" || s.Unit == ofPool {
			rest = append(rest, s)
		}
	}
	slices.SortStableFunc(rest, func(a, b analysis.Series) int {
		return int(math.Copysign(1, r.Weekly(b.Name, variant).Mean()-r.Weekly(a.Name, variant).Mean()))
	})
	for _, s := range rest {
		if len(out) < 3 && r.Weekly(s.Name, variant).Mean() > 0 {
			add(s)
		}
	}
	return out
}

// heldUnit is the unit of cargo that a ban holds: that of all that starts there, "" if units differ or tonnes are among them,
// since a sum of pieces of several kinds says nothing.
func heldUnit(scenario analysis.Scenario, s analysis.Series) string {
	unit := ""
	for _, route := range scenario.Routes {
		if route.Steps[0].Place != s.Place {
			continue
		}
		for _, f := range scenario.Families {
			if f.Name == route.Family && unit != f.Unit {
				if unit != "" || f.Unit == "t" {
					return ""
				}
				unit = f.Unit
			}
		}
	}
	return unit
}

// queueAt is the queue that belongs to a wait: cargo on the quay where it waits for a vessel, cargo held where a loading
// ban makes it wait, otherwise the longest of the queues of trains or ships there, and where most of the wait is for wagons or a
// locomotive, of the loads that wait for those.
func queueAt(r *analysis.Report, variant int, all []analysis.Series, w analysis.Worst) (best analysis.Series, ok bool) {
	scenario := r.Scenario(variant)
	unit := ""
	for _, f := range scenario.Families {
		if f.Name == scenario.Goal.Family {
			unit = f.Unit
		}
	}
	onQuay, banned := w.Folded == analysis.FoldVessel, w.Cause == analysis.BanLabel
	most := 0.0
	for _, s := range all {
		fits := s.Unit == "trains" || s.Unit == "ships"
		if w.Folded == analysis.FoldWagon {
			fits = fits || s.Unit == ofPool
		}
		if onQuay {
			fits = s.Unit == unit && strings.Contains(s.Name, ".quay.")
		}
		if banned {
			fits = strings.HasSuffix(s.Name, heldByBan) && heldUnit(scenario, s) == unit
		}
		if mean := r.Weekly(s.Name, variant).Mean(); s.Place == w.Place && fits && mean > most {
			best, most, ok = s, mean, true
		}
	}
	return best, ok
}

// ofPool is the unit of what waits for wagons or locomotives of a pool.
const ofPool = "loads"

// heldByBan ends the names of series of cargo that bans keep where it is.
const heldByBan = ".made.banned"

// waits tells whether in any week the median of what waits is one or more; panels of less would be empty but for chance.
func (q waitingLine) waits() bool {
	_, most := q.peak()
	return most >= 1
}
