package analysis

import (
	"bufio"
	"fmt"
	"io"
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
		{"Carried, 1,000 TEU/yr", func(r SummaryRow) string { return r.CarriedTEU.Text(1e-3) }},
	}, timeColumns)
	if !slices.ContainsFunc(rows, func(r SummaryRow) bool { return r.Reached != "" }) {
		return columns
	}
	head := strconv.FormatFloat(rows[0].Goal, 'f', -1, 64) + " Mt?"
	if slices.ContainsFunc(rows, func(r SummaryRow) bool { return r.Goal != rows[0].Goal }) {
		head = "Goal?"
	}
	return append(columns, column{head, goalText})
}

// markdownColumns are those of WriteMarkdown.
func markdownColumns() []column {
	return slices.Concat([]column{
		{"Scenario", func(r SummaryRow) string { return r.Scenario }},
		levelColumn,
		{"Offered, Mt/yr", func(r SummaryRow) string { return r.Offered.Text(1) }},
		carriedColumn,
		{"Offered, TEU/yr", func(r SummaryRow) string { return r.OfferedTEU.Text(1) }},
		{"Carried, TEU/yr", func(r SummaryRow) string { return r.CarriedTEU.Text(1) }},
	}, timeColumns, []column{
		{"Goal reached", goalText},
		{"More than first, Mt/yr", differenceText},
		{"Most waiting, hours per unit", func(r SummaryRow) string { return worstText(r.Worst) }},
	})
}

func goalText(r SummaryRow) string {
	if r.Reached == "" {
		return "–"
	}
	return fmt.Sprintf("%s, %.0f %% of years (%.0f–%.0f)", r.Reached, 100*r.Certainty, 100*r.CertaintyLow, 100*r.CertaintyHigh)
}

func differenceText(r SummaryRow) string {
	if r.Difference == nil {
		return "–"
	}
	return r.Difference.Text(1)
}

func worstText(worst []Worst) string {
	if len(worst) == 0 {
		return "–"
	}
	var parts []string
	for _, w := range worst {
		parts = append(parts, w.text())
	}
	return strings.Join(parts, "; ")
}

// WriteMarkdown prints table T1 as one table of GitHub's Markdown, warnings below it.
func WriteMarkdown(w io.Writer, rows []SummaryRow) error {
	columns := markdownColumns()
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
	title := "\nWarnings:\n\n"
	for _, r := range rows {
		for _, warning := range r.Warnings {
			fmt.Fprintf(b, "%s- %s at %s: %s\n", title, r.Scenario, r.Level, warning)
			title = ""
		}
	}
	return b.Flush()
}
