package analysis

// SummaryRow is a line of table T1: one variant.
type SummaryRow struct {
	Variant                int
	Scenario, Title, Level string
	Offered, Carried       Summary      // Mt/yr
	Crossed                Summary      // Mt/yr carried across the cut; Carried also holds what counts without crossing it
	BySea                  bool         // the cut is of places at sea alone
	OfferedTEU, CarriedTEU Summary      // TEU/yr, loaded boxes across the cut
	P50, P90               Summary      // d, door to door, the goal's family
	Families               []FamilyTime // only at the lowest and the highest level of a scenario
	AtEnd                  bool         // the lowest or the highest level of a scenario
	Flows                  []FlowRow
	BriefFlows             []FlowRow    // for a screen; of several scenarios only at the highest level of each
	WaitingShare, OnTime   Summary      // 1
	Family                 string       // the goal's
	Worst                  []WorstBound // the three places with most waiting, each direction of that family
	Goal                   float64      // Mt/yr; 0: none
	Reached                string       // in the mean year: "yes", "no", "uncertain", "unknown"; "" without a goal
	Certainty              float64      // share of replications that reach the goal
	CertaintyLow           float64
	CertaintyHigh          float64
	Stable                 bool
	StableWhy              string
	Difference             *Summary  // Mt/yr carried more than by the first scenario at this level, paired; nil if there is none
	Years                  []YearRow // none if the measured period lies in one calendar year
	Bans                   []BanRow  // of sidings for which there was a loading ban
	Warnings               []string
}

// Summarise returns table T1: a row per variant, in the order of the header. All intervals
// are 95 % Student intervals over replications; differences are paired. The goal is reached
// ("yes") or missed ("no") if the interval of the mean carried lies on one side of it, else
// it is "uncertain", and "unknown" if every replication failed.
func Summarise(r *Report) []SummaryRow {
	var rows []SummaryRow
	for i, v := range r.Header.Variants {
		get := func(metric string) Summary { return r.Sample(metric, i).Summary(Confidence) }
		row := SummaryRow{
			Variant: i, Scenario: r.Scenario(i).Name, Title: r.Scenario(i).Title, Level: r.Header.Levels[v.Level],
			Offered: get("corridor.offered"), Carried: get("corridor.carried"),
			Crossed: get("corridor.cut.carried"), BySea: r.Scenario(i).Goal.BySea(), Families: r.familyTimes(i),
			OfferedTEU: get("corridor.offered.teu"), CarriedTEU: get("corridor.carried.teu"),
			P50: get("corridor.transit.p50"), P90: get("corridor.transit.p90"),
			WaitingShare: get("corridor.waiting.share"), OnTime: get("corridor.on_time"),
			Years: r.Years(i), Bans: r.Bans(i), Family: r.Scenario(i).Goal.Family, Worst: r.WorstByDirection(i, 3), Goal: r.Scenario(i).Goal.Carried,
		}
		lowest, highest := r.ends(i)
		row.AtEnd, row.Flows = lowest || highest, r.Flows(i)
		if highest || lowest && len(r.Header.Scenarios) == 1 {
			row.BriefFlows = r.BriefFlows(i)
		}
		carried := r.Sample("corridor.carried", i)
		if row.Goal > 0 {
			row.Reached = reached(row.Carried, row.Goal)
			row.Certainty, row.CertaintyLow, row.CertaintyHigh = Certainty(carried, row.Goal)
		}
		row.Warnings = carried.gaps()
		if len(carried.Values) < r.Header.Replications { // else the report says it once for all variants
			row.Warnings = append(row.Warnings, carried.fewness()...)
		}
		if row.Stable, row.StableWhy = r.Stable(i); !row.Stable {
			row.Warnings = append(row.Warnings, row.StableWhy)
		}
		if why := r.Piles(i); why != "" {
			row.Warnings = append(row.Warnings, why)
		}
		if declines, why := r.Declines(i); declines {
			row.Warnings = append(row.Warnings, why)
		}
		row.Warnings = append(row.Warnings, r.Standstills(i)...)
		row.Warnings = append(row.Warnings, r.FullLines(i)...)
		if base, ok := r.Find(0, v.Level); ok && v.Scenario != 0 {
			d := Compare(r.Sample("corridor.carried", base), carried, Confidence)
			row.Difference = &d
		}
		rows = append(rows, row)
	}
	return rows
}

func reached(carried Summary, goal float64) string {
	switch {
	case carried.N == 0:
		return "unknown"
	case carried.Low >= goal:
		return "yes"
	case carried.High < goal:
		return "no"
	}
	return "uncertain" // also without an interval
}
