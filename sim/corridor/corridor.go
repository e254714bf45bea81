package corridor

import (
	"fmt"
	"slices"

	"corridor/sim/des"
)

// measurePlaces makes the metric that every place has: what has passed it.
func (w *World) measurePlaces() {
	years := w.scenario.Run.years()
	for i, p := range w.places {
		if p == nil {
			continue
		}
		b := &builder{w: w, thing: placeID(i), path: w.scenario.Things[i].Path}
		b.value("throughput", "Mt/yr", func(des.Time) float64 { return float64(w.massThrough(placeID(i))) / 1e9 / years })
	}
}

// massThrough is what has passed a place in the measured period, in kg.
func (w *World) massThrough(at placeID) (sum int64) {
	for _, f := range w.flows {
		n := int64(0)
		for _, r := range f.routes {
			for i, s := range r.steps {
				if s.place == at {
					n += w.passed[int(r.birth.stops)+i].pieces
				}
			}
		}
		sum += f.mass(n)
	}
	return sum
}

// Families are the cargo families in order of their first flow.
func (s *Scenario) Families() (out []string) {
	seen := map[string]bool{}
	for _, t := range s.Things {
		if f, ok := t.Spec.(*Flow); ok && !seen[f.Family] {
			seen[f.Family] = true
			out = append(out, f.Family)
		}
	}
	return out
}

// measureCorridor makes the metrics of the families and of the whole corridor.
func (w *World) measureCorridor() {
	for _, name := range w.scenario.Families() {
		var members []*flowState
		for _, f := range w.flows {
			if f.spec.Family == name {
				members = append(members, f)
			}
		}
		w.measureFamily(name, members)
	}
	c := &builder{w: w, thing: none, path: "corridor"}
	years := w.scenario.Run.years()
	sum := func(of func(f *flowState) float64) func(des.Time) float64 {
		return func(des.Time) (x float64) {
			for _, f := range w.flows {
				x += of(f)
			}
			return x
		}
	}
	mt := func(f *flowState, n int64) float64 { return float64(f.mass(n)) / 1e9 / years }
	c.value("offered", "Mt/yr", sum(func(f *flowState) float64 { return w.ifCounted(f, true, mt(f, f.stat.offered)) }))
	c.value("carried", "Mt/yr", sum(func(f *flowState) float64 { return w.ifCounted(f, true, mt(f, f.through())) }))
	c.value("cut.offered", "Mt/yr", sum(func(f *flowState) float64 { return w.ifCounted(f, false, mt(f, f.stat.offered)) }))
	c.value("cut.carried", "Mt/yr", sum(func(f *flowState) float64 { return w.ifCounted(f, false, mt(f, f.through())) }))
	teu := func(f *flowState, n int64) float64 {
		if f.unit != TEU {
			return 0
		}
		return w.ifCounted(f, false, float64(n)/years)
	}
	c.value("offered.teu", "TEU/yr", sum(func(f *flowState) float64 { return teu(f, f.stat.offered) }))
	c.value("carried.teu", "TEU/yr", sum(func(f *flowState) float64 { return teu(f, f.through()) }))
	c.value("stock.start", "t", sum(func(f *flowState) float64 { return w.ifCounted(f, true, float64(f.mass(f.stat.startStock))/1000) }))
	c.value("stock.end", "t", sum(func(f *flowState) float64 { return w.ifCounted(f, true, float64(f.mass(f.stat.inside.Value()))/1000) }))
	w.measureGoalFamily(c)
	w.measureYears()
	w.measureBill()
	w.measurePlaceTimes()
}

// ifCounted is x for flows whose tonnes count: across the cut or, with additions, named in the goal as well; or of all
// flows, if the goal says neither.
func (w *World) ifCounted(f *flowState, additions bool, x float64) float64 {
	if !f.spec.Counted {
		return 0
	}
	if w.scenario.Goal.countsAll() {
		return x
	}
	for _, r := range f.routes {
		if r.cut {
			return x
		}
	}
	if additions && f.also {
		return x
	}
	return 0
}

// counts tells whether the pieces of a flow count where the corridor is measured, loaded or not.
func (f *flowState) counts(w *World) bool {
	return f.also || w.scenario.Goal.countsAll() || slices.ContainsFunc(f.routes, func(r routeState) bool { return r.cut })
}

// through is what counts as carried: pieces across the cut or, for a flow that does not cross it, delivered.
func (f *flowState) through() int64 {
	for _, r := range f.routes {
		if r.cut {
			return f.stat.crossed
		}
	}
	return f.stat.delivered
}

func (w *World) measureFamily(name string, members []*flowState) {
	b := &builder{w: w, thing: none, path: "family." + name}
	unit := members[0].unit
	years := w.scenario.Run.years()
	scale := float64(unit.Scale())
	total := func(of func(f *flowState) int64, k float64) func(des.Time) float64 {
		return func(des.Time) float64 {
			n := int64(0)
			for _, f := range members {
				n += of(f)
			}
			return float64(n) * k
		}
	}
	b.value("offered", unit.String()+"/yr", total(func(f *flowState) int64 { return f.stat.offered }, 1/scale/years))
	b.value("carried", unit.String()+"/yr", total((*flowState).through, 1/scale/years))
	b.value("offered.mass", "kt/yr", total(func(f *flowState) int64 { return f.mass(f.stat.offered) }, 1e-6/years))
	b.value("carried.mass", "kt/yr", total(func(f *flowState) int64 { return f.mass(f.through()) }, 1e-6/years))
	b.value("stock.start", unit.String(), total(func(f *flowState) int64 { return f.stat.startStock }, 1/scale))
	b.value("stock.end", unit.String(), total(func(f *flowState) int64 { return f.stat.inside.Value() }, 1/scale))
	w.measureTransit(b, members)
	w.measureMonths(name, members)
}

// measureMonths makes the metrics of a family by the month: mass, or pieces where no flow that offers cargo of its own has mass. What
// yields waits for months by its own rule, which is no standstill.
func (w *World) measureMonths(name string, members []*flowState) {
	asked := slices.ContainsFunc(members, func(f *flowState) bool { return f.counts(w) })
	massless := asked && !slices.ContainsFunc(members, func(f *flowState) bool { return f.kg > 0 || f.empties != 0 || f.spec.Yields })
	for m := range w.months {
		mb := &builder{w: w, thing: none, path: fmt.Sprintf("month.%02d.%s", m+1, name)}
		sum := func(k float64, of func(f *flowState) int64) func(des.Time) float64 {
			return func(des.Time) float64 {
				n := int64(0)
				for _, f := range members {
					n += of(f)
				}
				return float64(n) * k
			}
		}
		if asked {
			mb.value("offered", "kt", sum(1e-6, func(f *flowState) int64 { return f.mass(f.askedIn(m)) }))
		}
		mb.value("carried", "kt", sum(1e-6, func(f *flowState) int64 { return f.mass(f.stat.months[m]) }))
		if massless {
			mb.value("pieces.offered", members[0].unit.piece(), sum(1, func(f *flowState) int64 { return f.askedIn(m) }))
			mb.value("pieces.carried", members[0].unit.piece(), sum(1, func(f *flowState) int64 { return f.stat.months[m] }))
		}
	}
}

// askedIn is what a flow offers in a month, in pieces, if it counts in the corridor.
func (f *flowState) askedIn(month int) int64 {
	if f.stat.asked == nil {
		return 0
	}
	return f.stat.asked[month]
}

// measureTransit makes the door-to-door metrics over some flows, weighted by pieces.
func (w *World) measureTransit(b *builder, members []*flowState) {
	b.value("transit.mean", "d", func(des.Time) float64 {
		sum, n := 0.0, int64(0)
		for _, f := range members {
			sum += f.stat.transitSum().Float()
			n += f.stat.delivered
		}
		return sum / float64(n) / float64(day)
	})
	for _, p := range percentiles {
		b.value("transit."+p.name, "d", func(des.Time) float64 {
			var all des.Histogram
			for _, f := range members {
				all.Merge(f.stat.transits())
			}
			return all.Quantile(p.p) / 24
		})
	}
}

// measureGoalFamily makes the door-to-door metrics of the family that the goal names: its loaded flows.
func (w *World) measureGoalFamily(b *builder) {
	var members []*flowState
	for _, f := range w.flows {
		if f.spec.Family == w.scenario.Goal.Family && f.spec.Counted {
			members = append(members, f)
		}
	}
	if len(members) == 0 {
		return
	}
	w.measureTransit(b, members)
	b.value("waiting.share", "1", func(des.Time) float64 {
		all, free := 0.0, 0.0
		for _, f := range members {
			for _, r := range f.routes {
				for i, h := range r.hours {
					all += h.Float()
					if c := cause(i % int(causes)); c == moving || c == handling {
						free += h.Float()
					}
				}
			}
		}
		return 1 - free/all
	})
	if promised := w.scenario.Goal.Promised; promised > 0 {
		b.value("on_time", "1", func(des.Time) float64 {
			kept, n := int64(0), int64(0)
			for _, f := range members {
				kept += f.stat.kept
				n += f.stat.delivered
			}
			return float64(kept) / float64(n)
		})
	}
}
