package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A family piles up when its stock inside grows by more than this share of what it offers itself. That of all cargo, by mass, is
// told by Stable; empty boxes, wagons and what does not count are not in it.
const pileLimit = 0.1

// pilesNamed is how many families a warning describes; it only names the others.
const pilesNamed = 3

// pile is the growth of the stock of one family, or of one flow, in its unit.
type pile struct {
	name          string
	growth, share float64 // share of the offer
}

// Piles is a warning of the families that pile up, the largest share of the offer first, with the flow which has most of each and
// where the units of that flow wait longest; "" if there is none.
func (r *Report) Piles(variant int) string {
	s := r.Scenario(variant)
	var found []pile
	for _, f := range s.Families {
		if p, ok := r.pileOf("family."+f.Name, variant); ok && p.share > pileLimit {
			p.name = f.Name
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return ""
	}
	slices.SortStableFunc(found, func(a, b pile) int { return cmp.Compare(b.share, a.share) })
	var parts, others []string
	for i, p := range found {
		if i < pilesNamed {
			parts = append(parts, r.pileText(variant, p))
			continue
		}
		others = append(others, fmt.Sprintf("%s %s %%", s.FamilyLabel(p.name), number(100*p.share, 0)))
	}
	text := fmt.Sprintf("piling up by more than %.0f %% of its own offer (where what arrives of it waits longest): %s", 100*pileLimit, strings.Join(parts, "; "))
	if len(others) > 0 {
		text += "; also " + strings.Join(others, ", ")
	}
	return text
}

// pileOf is the growth of a stock; ok if its mean is above two standard errors: what few units do by chance is no pile, and an
// interval of two or three replications would hide one.
func (r *Report) pileOf(of string, variant int) (p pile, ok bool) {
	years := max(1, float64(len(r.Scenario(variant).Months))/12)
	offered := r.Sample(of+".offered", variant).Summary(Confidence).Mean * years
	growth := Compare(r.Sample(of+".stock.start", variant), r.Sample(of+".stock.end", variant), Confidence)
	return pile{growth: growth.Mean, share: growth.Mean / offered}, offered > 0 && growth.Mean > 0 && !(growth.Mean <= 2*growth.SD/math.Sqrt(float64(growth.N))) // also of one replication
}

// pileText says by how much a family grows, and where.
func (r *Report) pileText(variant int, p pile) string {
	s := r.Scenario(variant)
	text := fmt.Sprintf("%s +%s, %s %%", s.FamilyLabel(p.name), amountOf(p.growth, s.unitOf(p.name)), number(100*p.share, 0))
	var most Route
	top := pile{}
	for _, route := range s.Routes {
		if f, ok := r.pileOf("flow."+route.Flow, variant); ok && route.Family == p.name && f.growth > top.growth {
			most, top = route, f
		}
	}
	var where []string
	if held := r.heldText(variant, p); held != "" {
		where = append(where, held)
	} else if place := r.longestWait(variant, most); place != "" {
		where = append(where, place)
	}
	if top.growth > 0 && top.growth < 0.95*p.growth {
		where = append(where, fmt.Sprintf("%s %% of it is %s", number(100*top.growth/p.growth, 0), most.Flow))
	}
	if len(where) > 0 {
		text += " (" + strings.Join(where, "; ") + ")"
	}
	return text
}

// longestWait is the place where the units of a flow that arrived waited longest, "" if none arrived or waited.
func (r *Report) longestWait(variant int, route Route) (place string) {
	most := 0.0
	for n, step := range route.Steps {
		hours := 0.0
		for _, c := range Causes {
			if v := r.mean(variant, stepMetric(route.Flow, n, c.Name)); c.Folded != FoldMoving && !math.IsNaN(v) {
				hours += v
			}
		}
		if hours > most {
			place, most = Brief(step.Name), hours
		}
	}
	return place
}
