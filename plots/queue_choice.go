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
	add := func(q waitingLine) {
		if !taken[q.Name] && len(out) < queuesMax && q.Len() > 1 && q.waits() {
			taken[q.Name] = true
			out = append(out, q)
		}
	}
	all := queuesOf(r, variant)
	for _, w := range r.Worst(variant, r.Scenario(variant).Goal.Direction, 2*queuesMax) {
		if q, ok := queueAt(r, variant, all, w); ok {
			add(q)
		}
	}
	var rest []waitingLine
	for _, q := range all {
		if q.Unit == "trains" || q.Unit == "ships" || q.Unit == ofPool {
			rest = append(rest, q)
		}
	}
	slices.SortStableFunc(rest, func(a, b waitingLine) int { return int(math.Copysign(1, b.Mean()-a.Mean())) })
	for _, q := range rest {
		if len(out) < 3 && q.Mean() > 0 {
			add(q)
		}
	}
	return out
}

// queuesOf are the queues of a variant. What waits at one place for wagons, and then for a locomotive, is one queue, and so is
// at a border what waits for a slot before: each train or load stands in one of them at a time and steps to the next and back,
// so that apart they would be curves in mirror image, neither of which tells how many wait there.
func queuesOf(r *analysis.Report, variant int) (out []waitingLine) {
	joined := map[string]int{} // place to its queue in out
	for _, s := range r.Header.Variants[variant].Series {
		q := waitingLine{Weekly: r.Weekly(s.Name, variant), name: placeName(r, variant, s.Place), parts: []string{s.Name}}
		if strings.HasSuffix(s.Name, heldByBan) {
			q.Unit = heldUnit(r.Scenario(variant), s)
		}
		if s.Unit != ofPool && !strings.HasPrefix(s.Name, "border.") {
			out = append(out, q)
			continue
		}
		if strings.HasPrefix(s.Place, "border.") {
			q.Unit = "trains" // as they are there, before their cargo changes onto others
		}
		i, known := joined[s.Place]
		if !known {
			joined[s.Place] = len(out)
			out = append(out, q)
			continue
		}
		out[i].parts = append(out[i].parts, s.Name)
		out[i].Weekly = out[i].Plus(q.Weekly)
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
func queueAt(r *analysis.Report, variant int, all []waitingLine, w analysis.Worst) (best waitingLine, ok bool) {
	scenario := r.Scenario(variant)
	unit := ""
	for _, f := range scenario.Families {
		if f.Name == scenario.Goal.Family {
			unit = f.Unit
		}
	}
	onQuay, banned := w.Folded == analysis.FoldVessel, w.Cause == analysis.BanLabel
	most := 0.0
	for _, q := range all {
		fits := q.Unit == "trains" || q.Unit == "ships"
		if w.Folded == analysis.FoldWagon {
			fits = fits || q.Unit == ofPool
		}
		if onQuay {
			fits = q.Unit == unit && strings.Contains(q.Name, ".quay.")
		}
		if banned {
			fits = strings.HasSuffix(q.Name, heldByBan) && q.Unit == unit
		}
		if mean := q.Mean(); q.Place == w.Place && fits && mean > most {
			best, most, ok = q, mean, true
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
