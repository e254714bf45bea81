package plots

import (
	"cmp"
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// worstQueues are the queues where cargo waits most. The first is at the place where units of the goal's family wait longest, which
// other figures name; the next where most tonnes of any family wait. Where these are few, the longest of the others follow. Of what
// loading bans hold at its origin one is there, since a ban moves the queue from the port to it, and of what waits for a route to open.
func worstQueues(r *analysis.Report, variant int) (out []waitingLine) {
	taken := map[string]bool{}
	all := queuesOf(r, variant)
	held := append(mostHeld(r, variant, all, waitingLine.shut), mostHeld(r, variant, all, waitingLine.banned)...)
	room := queuesMax - len(held)
	add := func(q waitingLine) {
		if !taken[q.Name] && slices.ContainsFunc(held, func(h waitingLine) bool { return h.Name == q.Name }) {
			room++
		}
		if !taken[q.Name] && len(out) < room && q.Len() > 1 && q.waits() {
			taken[q.Name] = true
			out = append(out, q)
		}
	}
	scenario := r.Scenario(variant)
	for _, w := range r.Worst(variant, scenario.Goal.Direction, 2*queuesMax) {
		if q, ok := queueAt(r, variant, all, w, scenario.Goal.Family); ok && len(out) == 0 {
			add(q)
		}
	}
	for _, w := range r.WorstOfAll(variant) {
		if q, ok := queueAt(r, variant, all, w.Worst, w.Family); ok {
			add(q)
		}
	}
	for _, q := range held {
		add(q)
	}
	var rest []waitingLine
	for _, q := range all {
		if q.Unit == "trains" || q.Unit == "ships" || q.Unit == ofPool || q.shut() {
			rest = append(rest, q)
		}
	}
	slices.SortStableFunc(rest, func(a, b waitingLine) int { return cmp.Compare(b.Mean(), a.Mean()) })
	for _, q := range rest {
		if len(out) < 3 && q.Mean() > 0 {
			add(q)
		}
	}
	return out
}

// mostHeld is, of queues of cargo that is held where it begins for some cause, that of most tonnes; none if there is none.
func mostHeld(r *analysis.Report, variant int, all []waitingLine, why func(waitingLine) bool) (most []waitingLine) {
	tonnes := 0.0
	for _, q := range all {
		if !why(q) || q.Len() < 2 || !q.waits() {
			continue
		}
		if t := q.Mean() * tonnesOf(r, variant, q); len(most) == 0 || t > tonnes {
			most, tonnes = []waitingLine{q}, t
		}
	}
	return most
}

// tonnesOf is the mass of a unit of what is held, by that of its unit which starts there; 1 if results do not tell.
func tonnesOf(r *analysis.Report, variant int, q waitingLine) float64 {
	mass, units := 0.0, 0.0
	for _, route := range r.Scenario(variant).Routes {
		if route.Steps[0].Place != q.Place || unitOf(r, variant, route.Family) != q.Unit {
			continue
		}
		flow := "flow." + route.Flow + ".carried"
		if n := r.Sample(flow, variant).Summary(analysis.Confidence).Mean; n > 0 {
			mass, units = mass+1000*r.Sample(flow+".mass", variant).Summary(analysis.Confidence).Mean, units+n
		}
	}
	if !(mass > 0) {
		return 1
	}
	return mass / units
}

// banned tells whether it is cargo that bans hold where it is.
func (q waitingLine) banned() bool { return strings.Contains(q.Series.Name, heldByBan) }

// shut tells whether it is cargo that waits where it begins for a route to open.
func (q waitingLine) shut() bool { return q.Series.Name == analysis.Held(q.Place, q.Unit) }

// queuesOf are the queues of a variant. What waits at one place for wagons, and then for a locomotive, is one queue, and so is
// at a border what waits for a slot before: each train or load stands in one of them at a time and steps to the next and back,
// so that apart they would be curves in mirror image, neither of which tells how many wait there.
func queuesOf(r *analysis.Report, variant int) (out []waitingLine) {
	joined := map[string]int{} // place to its queue in out
	for _, s := range r.Header.Variants[variant].Series {
		q := waitingLine{Weekly: r.Weekly(s.Name, variant), name: placeName(r, variant, s.Place), parts: []string{s.Name}}
		if sea, _, onQuay := strings.Cut(s.Name, ".quay."); onQuay {
			q.sea, q.over = sea, placeName(r, variant, sea)
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

// queueAt is the queue that belongs to a wait of a family: cargo on the quay where it waits for a vessel, cargo held where a loading
// ban or the want of an open route makes it wait, otherwise the longest of the queues of trains or ships there, and where most of the wait is for wagons or a
// locomotive, of the loads that wait for those.
func queueAt(r *analysis.Report, variant int, all []waitingLine, w analysis.Worst, family string) (best waitingLine, ok bool) {
	unit := unitOf(r, variant, family)
	onQuay, banned, shut := w.Folded == analysis.FoldVessel, w.Cause == analysis.BanLabel, w.Held
	most := 0.0
	for _, q := range all {
		fits := q.Unit == "trains" || q.Unit == "ships"
		if w.Folded == analysis.FoldWagon {
			fits = fits || q.Unit == ofPool
		}
		if onQuay {
			fits = q.Unit == unit && q.sea != "" && sails(r, variant, family, q.sea)
		}
		if banned {
			fits = q.banned() && q.Unit == unit
		}
		if shut {
			fits = q.shut() && q.Unit == unit
		}
		if mean := q.Mean(); q.Place == w.Place && fits && mean > most {
			best, most, ok = q, mean, true
		}
	}
	return best, ok
}

// unitOf is the unit in which a family is counted.
func unitOf(r *analysis.Report, variant int, family string) string {
	for _, f := range r.Scenario(variant).Families {
		if f.Name == family {
			return f.Unit
		}
	}
	return ""
}

// sails tells whether a family goes by a crossing.
func sails(r *analysis.Report, variant int, family, sea string) bool {
	return slices.ContainsFunc(r.Scenario(variant).Routes, func(route analysis.Route) bool {
		return route.Family == family && slices.ContainsFunc(route.Steps, func(s analysis.Step) bool { return s.Place == sea })
	})
}

// ofPool is the unit of what waits for wagons or locomotives of a pool.
const ofPool = "loads"

// heldByBan is in the names of series of cargo that bans keep where it is, before its unit.
const heldByBan = ".made.banned."

// waits tells whether in any week the median of what waits is one or more; panels of less would be empty but for chance. Bans come in
// some replications, in other weeks in each, so that the median says nothing of what they hold: there it is the band.
func (q waitingLine) waits() bool {
	_, most := q.peak()
	for k := 0; k < q.Len() && q.banned(); k++ {
		most = max(most, q.Quantile(k, 0.9))
	}
	return most >= 1
}
