package corridor

import (
	"math"
	"slices"
)

// Whether the wagons of one train can come together at all: each stock from which something sets out holds enough at the start,
// or something that can set out elsewhere brings more.

// outing is what sets out from one stock of a pool for another.
type outing struct {
	what     string // for people
	from, to string // stocks
	needs    int    // wagons or locomotives, at least
	loaded   bool   // not a return
}

// takesNone tells whether a flow offers nothing: its volume is 0.
func (f *Flow) takesNone() bool { return f.Volume != nil && f.Volume.PerYear == 0 }

// leastOf is the number of wagons or locomotives of the shortest train of a flow. Where it begins, whole consignments come in, and a
// train that waits for wagons wants enough for all that waits with it.
func (v *Wagon) leastOf(c *checker, path string, f *Flow, begins bool) int {
	k := spec[*Train](c.s, f.Train)
	if stockUnit(path) == "locomotives" || k.Load.N <= 0 {
		return 1
	}
	pieces := k.least()
	if k.OrAfter > 0 || k.Every > 0 {
		pieces = 1
	}
	if begins {
		pieces = max(pieces, min(f.always(), k.Load.N))
	}
	return int(k.wagonsFor(max(pieces, 1)))
}

// always is the size of all consignments of a flow, if they have the same and come one by one; else 0.
func (f *Flow) always() int64 {
	switch {
	case len(f.Departures) > 0 || f.Population > 0:
		return 0
	case f.Volume != nil && f.Load != nil:
		return f.Load.N
	case f.Every != nil && f.Batch.IsConstant():
		return int64(math.Round(f.Batch.Args[0]))
	}
	return 0
}

// otherOutings are those of cargo that lies in the wagons all the way, and the returns.
func (v *Wagon) otherOutings(c *checker, stockOf map[Ref]string) (out []outing) {
	for _, r := range v.Cargo {
		f := spec[*Flow](c.s, r)
		needs := 1
		if f.Volume != nil && f.Load != nil {
			needs = int(f.Load.N)
		}
		for _, choice := range f.Route {
			if at := ends(c.s, f, choice.Name); !f.takesNone() {
				out = append(out, outing{"a consignment of " + string(r), stockOf[at[0]], stockOf[at[1]], needs, true})
			}
		}
	}
	for _, e := range v.Stock {
		for _, r := range e.Value.Return {
			f := spec[*Flow](c.s, r)
			needs := v.together(c.s, f, &e.Value)
			for _, choice := range f.Route {
				out = append(out, outing{"", e.Name, stockOf[ends(c.s, f, choice.Name)[1]], int(needs), false})
			}
		}
	}
	return out
}

// checkReach refuses trains and cargo whose wagons never come together.
func (v *Wagon) checkReach(c *checker, path string, stockOf map[Ref]string, tr *traffic) {
	if v.Count == 0 || len(v.Stock) == 0 || len(c.faults) > 0 {
		return
	}
	holds, rest := map[string]int{}, v.Count
	for _, e := range v.Stock {
		holds[e.Name] = min(int(v.keeps(e.Value.Share)), rest)
		rest -= holds[e.Name]
	}
	holds[v.Stock[0].Name] += rest // of rounding
	all := append(tr.outings, v.otherOutings(c, stockOf)...)
	fed := map[string]bool{} // stocks to which something can set out
	for more := true; more; {
		more = false
		for _, o := range all {
			if o.from != o.to && !fed[o.to] && (holds[o.from] >= o.needs || fed[o.from]) {
				fed[o.to], more = true, true
			}
		}
	}
	var said []outing
	for _, o := range all {
		o.to = ""
		if !o.loaded || holds[o.from] >= o.needs || fed[o.from] || slices.Contains(said, o) {
			continue
		}
		said = append(said, o)
		c.say(path+".stock."+o.from+".share", "%d of %d %s stand here and nothing brings more: %s needs %d, and could never leave", holds[o.from], v.Count, stockUnit(path), o.what, o.needs)
	}
}
