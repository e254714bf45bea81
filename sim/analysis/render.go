package analysis

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// column of table T1 for people; CSV has its own, wide ones. The unit follows the comma.
type column struct {
	head string
	cell func(SummaryRow) string
}

var variantColumns = []column{
	{"Scenario", func(r SummaryRow) string { return r.Scenario }},
	{"Demand", func(r SummaryRow) string { return r.Level }},
}

var volumeColumns = []column{
	{"Offered, Mt/yr", func(r SummaryRow) string { return r.Offered.Text(1) }},
	{"Carried, Mt/yr", func(r SummaryRow) string { return r.Carried.Text(1) }},
	{"Offered, TEU/yr", func(r SummaryRow) string { return r.OfferedTEU.Text(1) }},
	{"Carried, TEU/yr", func(r SummaryRow) string { return r.CarriedTEU.Text(1) }},
	{"P50, d", func(r SummaryRow) string { return r.P50.Text(1) }},
	{"P90, d", func(r SummaryRow) string { return r.P90.Text(1) }},
	{"Waiting, %", func(r SummaryRow) string { return r.WaitingShare.Text(100) }},
	{"On time, %", func(r SummaryRow) string { return r.OnTime.Text(100) }},
}

var verdictColumns = []column{
	{"Goal reached", goalText},
	{"More than first, Mt/yr", differenceText},
	{"Most waiting, hours per unit", func(r SummaryRow) string { return worstText(r.Worst) }},
}

func goalText(r SummaryRow) string {
	if r.Reached == "" {
		return "–"
	}
	return fmt.Sprintf("%s (%.0f %% of years, %.0f–%.0f)", r.Reached, 100*r.Certainty, 100*r.CertaintyLow, 100*r.CertaintyHigh)
}

func differenceText(r SummaryRow) string {
	if r.Difference == nil {
		return "–"
	}
	return r.Difference.Text(1)
}

// WriteText prints table T1 with aligned columns, in two parts to fit a screen: volumes and
// times, then goal, difference and places with most waiting; then the variants' warnings.
func WriteText(w io.Writer, rows []SummaryRow) error {
	var text bytes.Buffer
	t := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	writePart(t, slices.Concat(variantColumns, volumeColumns), rows)
	fmt.Fprintln(t)
	writePart(t, slices.Concat(variantColumns, verdictColumns), rows)
	if err := t.Flush(); err != nil {
		return err
	}
	writeWarnings(&text, "\nWarnings:\n", "", rows)
	_, err := text.WriteTo(w)
	return err
}

// writePart prints heads, units and cells, separated by tabs.
func writePart(w io.Writer, columns []column, rows []SummaryRow) {
	var heads, units []string
	for _, c := range columns {
		head, unit, _ := strings.Cut(c.head, ", ")
		heads, units = append(heads, head), append(units, unit)
	}
	fmt.Fprintln(w, strings.Join(heads, "\t"))
	fmt.Fprintln(w, strings.Join(units, "\t"))
	for _, r := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, c.cell(r))
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
}

// writeWarnings prints title and warnings, or nothing if there are none.
func writeWarnings(w io.Writer, title, bullet string, rows []SummaryRow) {
	for _, r := range rows {
		for _, warning := range r.Warnings {
			fmt.Fprintf(w, "%s%s%s at %s: %s\n", title, bullet, r.Scenario, r.Level, warning)
			title = ""
		}
	}
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
	columns := slices.Concat(variantColumns, volumeColumns, verdictColumns)
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
	writeWarnings(b, "\nWarnings:\n\n", "- ", rows)
	return b.Flush()
}
