package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"corridor/sim/experiment"
)

// flowsMax is how many flows a screen lists; of more, those of one family from one place are one row.
const flowsMax = 25

// FlowRow is what became of the cargo of a flow, or of several, in a variant.
type FlowRow struct {
	Name              string // of the flow; of several, what they have in common
	Family, Direction string
	Unit              string
	Uncounted         bool    // not in the tonnes of the corridor
	Empties           bool    // empty runs of a pool of wagons or locomotives, which offer nothing of their own
	Offered, Carried  Summary // units a year
	Share             Summary // what was carried of what was offered
	Start, End        Summary // units in the system
	Mean, P50, P90    Summary // d from door to door, of what arrived; percentiles of one flow only
}

// Flows has a row for each flow of a variant, by family and name, and one for all that counts of each unit. Flows of which there was
// nothing at all are left out, and so is everything if the results do not tell.
func (r *Report) Flows(variant int) []FlowRow {
	var groups [][]Route
	for _, route := range r.flowsOf(variant) {
		groups = append(groups, []Route{route})
	}
	return r.flowRows(variant, groups)
}

// BriefFlows are the rows of Flows or, where these are many, of those flows of a family together that begin at one place, and
// of all empty runs of a family. So they fit a screen.
func (r *Report) BriefFlows(variant int) []FlowRow {
	flows := r.flowsOf(variant)
	if len(flows) <= flowsMax {
		return r.Flows(variant)
	}
	var groups [][]Route
	for _, route := range flows {
		at := slices.IndexFunc(groups, func(g []Route) bool {
			a := g[0]
			return a.Family == route.Family && a.Uncounted == route.Uncounted && a.Empties == route.Empties && (a.Empties || a.origin() == route.origin())
		})
		if at < 0 {
			at = len(groups)
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], route)
	}
	return r.flowRows(variant, groups)
}

// flowsOf are the flows of which there was something, by family.
func (r *Report) flowsOf(variant int) (flows []Route) {
	s := r.Scenario(variant)
	for _, f := range s.Families {
		for _, route := range s.Routes {
			if route.Family != f.Name {
				continue
			}
			some := false
			for _, what := range []string{"offered", "carried", "stock.start"} {
				some = some || r.mean(variant, "flow."+route.Flow+"."+what) > 0
			}
			if some {
				flows = append(flows, route)
			}
		}
	}
	return flows
}

// flowRows makes the rows of groups, and those of all that counts of each unit of which there are several.
func (r *Report) flowRows(variant int, groups [][]Route) (rows []FlowRow) {
	var units []string
	counted := map[string][]Route{} // by unit; for looking up only
	for _, g := range groups {
		row := r.flowRow(variant, g)
		row.Name = g[0].Flow
		switch n := len(g); {
		case n > 1 && row.Empties:
			row.Name = fmt.Sprintf("%s, %d flows", row.Family, n)
		case n > 1:
			row.Name = fmt.Sprintf("%s from %s, %d flows", row.Family, g[0].origin(), n)
		}
		rows = append(rows, row)
		if row.Uncounted {
			continue
		}
		if !slices.Contains(units, row.Unit) {
			units = append(units, row.Unit)
		}
		counted[row.Unit] = append(counted[row.Unit], g...)
	}
	for _, unit := range units {
		if all := counted[unit]; len(all) > 1 {
			row := r.flowRow(variant, all)
			row.Name, row.Family, row.Direction = "all that counts", "", ""
			rows = append(rows, row)
		}
	}
	return rows
}

// flowRow adds up flows of one unit.
func (r *Report) flowRow(variant int, flows []Route) FlowRow {
	s := r.Scenario(variant)
	first := flows[0]
	row := FlowRow{Family: first.Family, Direction: first.Direction, Uncounted: first.Uncounted, Empties: first.Empties}
	for _, f := range s.Families {
		if f.Name == first.Family {
			row.Unit = f.Unit
			row.Uncounted = row.Uncounted || !f.Counted // an older build did not tell it of flows
		}
	}
	of := func(value func(sums flowSums) float64) Summary {
		return r.flowSample(variant, flows, value).Summary(Confidence)
	}
	row.Offered = of(func(x flowSums) float64 { return x.offered })
	row.Carried = of(func(x flowSums) float64 { return x.carried })
	row.Share = of(func(x flowSums) float64 { return x.carried / x.offered })
	row.Start = of(func(x flowSums) float64 { return x.start })
	row.End = of(func(x flowSums) float64 { return x.end })
	row.Mean = of(func(x flowSums) float64 { return x.days / x.carried })
	row.P50, row.P90 = Sample{}.Summary(Confidence), Sample{}.Summary(Confidence)
	if len(flows) == 1 {
		row.P50 = r.Sample("flow."+first.Flow+".transit.p50", variant).Summary(Confidence)
		row.P90 = r.Sample("flow."+first.Flow+".transit.p90", variant).Summary(Confidence)
	}
	return row
}

// flowSums are sums over flows in one replication; days are of all units that arrived, a year.
type flowSums struct{ offered, carried, start, end, days float64 }

// flowSample is a value of the sums of flows by replication; where it has none, as the mean of nothing, it is missing.
func (r *Report) flowSample(variant int, flows []Route, value func(flowSums) float64) Sample {
	sample := Sample{Variant: variant, Amount: true}
	for _, row := range r.rows[variant] {
		if row.Fault != "" {
			sample.Failed++
			continue
		}
		v := value(r.flowSums(row, flows))
		if math.IsNaN(v) || math.IsInf(v, 0) {
			sample.Missing++
			continue
		}
		sample.Values = append(sample.Values, v)
		sample.Replications = append(sample.Replications, row.Replication)
	}
	return sample
}

func (r *Report) flowSums(row experiment.Row, flows []Route) (x flowSums) {
	for _, f := range flows {
		get := func(what string) float64 {
			if column, ok := r.columns[row.Variant]["flow."+f.Flow+"."+what]; ok {
				return float64(row.Values[column])
			}
			return math.NaN()
		}
		carried := get("carried")
		x.offered, x.carried = x.offered+get("offered"), x.carried+carried
		x.start, x.end = x.start+get("stock.start"), x.end+get("stock.end")
		if carried > 0 {
			x.days += carried * get("transit.mean")
		}
	}
	return x
}

// origin is the last part of the path of the place where a flow begins.
func (r Route) origin() string {
	if len(r.Steps) == 0 {
		return ""
	}
	_, name, _ := strings.Cut(r.Steps[0].Place, ".")
	return name
}

// summaries lists what a row holds, in the order of the CSV's columns.
func (f FlowRow) summaries() []namedSummary {
	return []namedSummary{
		{"offered_per_yr", &f.Offered}, {"carried_per_yr", &f.Carried}, {"carried_share", &f.Share},
		{"in_system_start", &f.Start}, {"in_system_end", &f.End},
		{"mean_d", &f.Mean}, {"p50_d", &f.P50}, {"p90_d", &f.P90},
	}
}
