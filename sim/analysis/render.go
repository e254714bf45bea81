package analysis

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// column of table T1 for people; CSV has its own, wide ones. The unit follows the comma.
type column struct {
	head string
	cell func(SummaryRow) string
}

// The columns that both tables for people have.
var (
	levelColumn   = column{"Demand", func(r SummaryRow) string { return r.Level }}
	carriedColumn = column{"Carried, Mt/yr", func(r SummaryRow) string { return r.Carried.Text(1) }}
	timeColumns   = []column{
		{"P50, d", func(r SummaryRow) string { return r.P50.Text(1) }},
		{"P90, d", func(r SummaryRow) string { return r.P90.Text(1) }},
		{"Waiting, %", func(r SummaryRow) string { return r.WaitingShare.Text(100) }},
		{"On time, %", func(r SummaryRow) string { return r.OnTime.Text(100) }},
	}
)

// textColumns are those of WriteText. What is offered has no interval there: it is a given.
func textColumns(rows []SummaryRow) []column {
	columns := slices.Concat([]column{
		levelColumn,
		{"Offered, Mt/yr", func(r SummaryRow) string { return r.Offered.withoutInterval() }},
		carriedColumn,
	}, crossedColumns(rows), []column{
		{"Carried, 1,000 TEU/yr", func(r SummaryRow) string { return r.CarriedTEU.Text(1e-3) }},
	}, timeColumns)
	if !slices.ContainsFunc(rows, func(r SummaryRow) bool { return r.Reached != "" }) {
		return columns
	}
	head := strconv.FormatFloat(rows[0].Goal, 'f', -1, 64) + " Mt?"
	if slices.ContainsFunc(rows, func(r SummaryRow) bool { return r.Goal != rows[0].Goal }) {
		head = "Goal?"
	}
	return append(columns, column{head + ", % of years", func(r SummaryRow) string { return strings.Replace(goalText(r), " % of years", "", 1) }})
}

// crossedColumns is a column of what is carried across the cut, if other cargo counts as well.
func crossedColumns(rows []SummaryRow) []column {
	if !slices.ContainsFunc(rows, SummaryRow.crossesLess) {
		return nil
	}
	head := "By sea, Mt/yr"
	if slices.ContainsFunc(rows, func(r SummaryRow) bool { return !r.BySea }) {
		head = "Across, Mt/yr"
	}
	return []column{{head, func(r SummaryRow) string { return r.Crossed.Text(1) }}}
}

// crossesLess tells whether less is carried across the cut than counts; a difference of rounding is none.
func (r SummaryRow) crossesLess() bool {
	return math.Abs(r.Carried.Mean-r.Crossed.Mean) > 1e-6 // false for NaN
}

// markdownColumns are those of WriteMarkdown.
func markdownColumns(rows []SummaryRow) []column {
	return slices.Concat([]column{
		{"Scenario", func(r SummaryRow) string { return r.Scenario }},
		levelColumn,
		{"Offered, Mt/yr", func(r SummaryRow) string { return r.Offered.Text(1) }},
		carriedColumn,
	}, crossedColumns(rows), []column{
		{"Offered, TEU/yr", func(r SummaryRow) string { return r.OfferedTEU.Text(1) }},
		{"Carried, TEU/yr", func(r SummaryRow) string { return r.CarriedTEU.Text(1) }},
	}, timeColumns, []column{
		{"Goal reached", goalText},
		{"More than first, Mt/yr", differenceText},
		{"Most waiting, " + worstUnit(rows), func(r SummaryRow) string { return worstText(r.Worst) }},
	})
}

func goalText(r SummaryRow) string {
	if r.Reached == "" {
		return "–"
	}
	if math.IsNaN(r.Certainty) {
		return r.Reached
	}
	return fmt.Sprintf("%s, %.0f %% of years (%.0f–%.0f)", r.Reached, 100*r.Certainty, 100*r.CertaintyLow, 100*r.CertaintyHigh)
}

func differenceText(r SummaryRow) string {
	if r.Difference == nil {
		return "–"
	}
	return r.Difference.Text(1)
}

func worstText(worst []WorstBound) string {
	if len(worst) == 0 {
		return "–"
	}
	var parts []string
	for _, w := range worst {
		parts = append(parts, w.text())
	}
	return strings.Join(parts, "; ")
}

// worstUnit is what the hours of waiting are of: units of one family, that of the figures.
func worstUnit(rows []SummaryRow) string {
	unit := "hours per unit"
	switch {
	case slices.ContainsFunc(rows, func(r SummaryRow) bool { return r.Family != rows[0].Family }):
		unit += " of the goal's family"
	case len(rows) > 0 && rows[0].Family != "":
		unit += " of " + rows[0].Family + " cargo"
	}
	if slices.ContainsFunc(rows, func(r SummaryRow) bool { return len(r.Worst) > 0 && r.Worst[0].All }) {
		unit += " that arrived; where cargo piles up, in order of all that waits"
	}
	return unit
}

// WriteMarkdown prints table T1 as one table of GitHub's Markdown; times by family, flows and warnings below it.
func WriteMarkdown(w io.Writer, rows []SummaryRow) error {
	columns := markdownColumns(rows)
	escape := strings.NewReplacer("|", `\|`)
	b := bufio.NewWriter(w)
	for _, c := range columns {
		fmt.Fprintf(b, "| %s ", c.head)
	}
	fmt.Fprintf(b, "|\n%s|\n", strings.Repeat("|---", len(columns)))
	for _, r := range rows {
		for _, c := range columns {
			fmt.Fprintf(b, "| %s ", escape.Replace(c.cell(r)))
		}
		fmt.Fprintln(b, "|")
	}
	writeYears(b, rows, escape)
	writeFamilies(b, rows, escape)
	writeFlows(b, rows, escape)
	writeBans(b, rows, escape)
	if note := cutNote(rows, SummaryRow.flowsAtEnd); note != "" {
		fmt.Fprintf(b, "\n%s\n", note)
	}
	title := "\nWarnings:\n\n"
	for _, r := range rows {
		for _, warning := range r.Warnings {
			fmt.Fprintf(b, "%s- %s at %s: %s\n", title, r.Scenario, r.Level, warning)
			title = ""
		}
	}
	return b.Flush()
}

// writeFamilies prints the times from door to door by family as a table of its own.
func writeFamilies(w io.Writer, rows []SummaryRow, escape *strings.Replacer) {
	head := "\n| Scenario | Demand | Family | P50, d | P90, d |\n|---|---|---|---|---|\n"
	for _, r := range rows {
		for _, f := range r.Families {
			fmt.Fprintf(w, "%s| %s | %s | %s | %s | %s |\n", head, escape.Replace(r.Scenario), escape.Replace(r.Level), escape.Replace(f.Label), f.P50.Text(1), f.P90.Text(1))
			head = ""
		}
	}
}
