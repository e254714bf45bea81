package analysis

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// WriteCSV prints table T1 for machines: all digits, units in the header, a column each
// for mean, low and high, empty where there is no value.
func WriteCSV(w io.Writer, rows []SummaryRow) error {
	c := csv.NewWriter(w)
	head := appendNames([]string{"scenario", "level", "replications"}, (SummaryRow{}).summaries())
	head = append(head, "goal_Mt_per_yr", "goal_reached", "goal_share_of_replications", "goal_share_low", "goal_share_high", "stable", "most_waiting", "warnings")
	c.Write(head)
	for _, r := range rows {
		line := appendNumbers([]string{r.Scenario, r.Level, fmt.Sprint(r.Carried.N)}, r.summaries())
		goal := []string{"", "", "", "", ""}
		if r.Reached != "" {
			goal = []string{raw(r.Goal), r.Reached, raw(r.Certainty), raw(r.CertaintyLow), raw(r.CertaintyHigh)}
		}
		line = append(line, goal...)
		c.Write(append(line, fmt.Sprint(r.Stable), worstText(r.Worst), strings.Join(r.Warnings, "; ")))
	}
	c.Flush()
	return c.Error()
}

// namedSummary is three columns of a CSV: mean, low and high.
type namedSummary struct {
	name  string
	value *Summary // nil: empty cells
}

// appendNames adds the heads of the columns.
func appendNames(head []string, all []namedSummary) []string {
	for _, s := range all {
		head = append(head, s.name, s.name+"_low", s.name+"_high")
	}
	return head
}

// appendNumbers adds the cells of a row.
func appendNumbers(line []string, all []namedSummary) []string {
	for _, s := range all {
		if s.value == nil {
			line = append(line, "", "", "")
			continue
		}
		line = append(line, raw(s.value.Mean), raw(s.value.Low), raw(s.value.High))
	}
	return line
}

// summaries lists what a row holds, in the order of the CSV's columns.
func (r SummaryRow) summaries() []namedSummary {
	return []namedSummary{
		{"offered_Mt_per_yr", &r.Offered}, {"carried_Mt_per_yr", &r.Carried},
		{"carried_across_cut_Mt_per_yr", &r.Crossed},
		{"offered_TEU_per_yr", &r.OfferedTEU}, {"carried_TEU_per_yr", &r.CarriedTEU},
		{"transit_p50_d", &r.P50}, {"transit_p90_d", &r.P90},
		{"waiting_share", &r.WaitingShare}, {"on_time_share", &r.OnTime},
		{"carried_more_than_first_Mt_per_yr", r.Difference},
	}
}
