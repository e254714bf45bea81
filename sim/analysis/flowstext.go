package analysis

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
)

// WriteFlowsCSV prints the flows of all rows for machines.
func WriteFlowsCSV(w io.Writer, rows []SummaryRow) error {
	c := csv.NewWriter(w)
	head := []string{"scenario", "level", "flow", "family", "direction", "counts", "unit"}
	c.Write(appendNames(head, (FlowRow{}).summaries()))
	for _, r := range rows {
		for _, f := range r.Flows {
			line := []string{r.Scenario, r.Level, f.Name, f.Family, f.Direction, f.counts(), f.Unit}
			c.Write(appendNumbers(line, f.summaries()))
		}
	}
	c.Flush()
	return c.Error()
}

// HasFlows tells whether any row has flows.
func HasFlows(rows []SummaryRow) bool {
	return slices.ContainsFunc(rows, func(r SummaryRow) bool { return len(r.Flows) > 0 })
}

// counts says in words whether a flow is in the tonnes of the corridor.
func (f FlowRow) counts() string {
	switch {
	case f.Empties:
		return "empty runs"
	case f.Uncounted:
		return "no"
	}
	return "yes"
}

// forPeople is the unit in tables for people, and the factor that makes it of the row's.
func (f FlowRow) forPeople() (unit string, factor float64) {
	if f.Unit == "t" {
		return "kt", 1e-3
	}
	return f.Unit, 1
}

// flowColumn is a column of the flows for people; its unit follows the comma.
type flowColumn struct {
	head string
	cell func(FlowRow) string
}

// flowColumns are those of both tables; percentiles are there if all rows are of one flow each.
func flowColumns(percentiles bool) []flowColumn {
	amount := func(of func(FlowRow) Summary, bare bool) func(FlowRow) string {
		return func(f FlowRow) string {
			_, factor := f.forPeople()
			if bare {
				return Summary{Mean: factor * of(f).Mean, Low: math.NaN(), High: math.NaN()}.Text(1)
			}
			return of(f).Text(factor)
		}
	}
	columns := []flowColumn{
		{"Unit", func(f FlowRow) string { unit, _ := f.forPeople(); return unit }},
		{"Offered, 1/yr", amount(func(f FlowRow) Summary { return f.Offered }, true)},
		{"Carried, 1/yr", amount(func(f FlowRow) Summary { return f.Carried }, false)},
		{"Carried, %", func(f FlowRow) string { return f.Share.Text(100) }},
		{"Inside, at start", amount(func(f FlowRow) Summary { return f.Start }, true)},
		{"Inside, at end", amount(func(f FlowRow) Summary { return f.End }, false)},
		{"Mean, d", func(f FlowRow) string { return f.Mean.Text(1) }},
	}
	if percentiles {
		columns = append(columns, flowColumn{"P50, d", func(f FlowRow) string { return f.P50.Text(1) }}, flowColumn{"P90, d", func(f FlowRow) string { return f.P90.Text(1) }})
	}
	return columns
}

// writeFlowsText prints the flows for a screen, under the name of each scenario and level that has any to show.
func writeFlowsText(w io.Writer, rows []SummaryRow) {
	var table bytes.Buffer
	t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	columns := flowColumns(!areGrouped(rows))
	heads, units := []string{"  Flow"}, []string{" "}
	for _, c := range columns {
		head, unit, _ := strings.Cut(c.head, ", ")
		heads, units = append(heads, head), append(units, unit)
	}
	fmt.Fprintf(t, "%s\n%s\n", strings.Join(heads, "\t"), strings.Join(units, "\t"))
	titles := []string{"", ""} // before each line
	var all []FlowRow
	for _, r := range rows {
		title := r.Scenario + " at " + r.Level
		for _, f := range r.BriefFlows {
			cells := []string{"  " + f.marked()}
			for _, c := range columns {
				cells = append(cells, c.cell(f))
			}
			fmt.Fprintln(t, strings.Join(cells, "\t"))
			titles, title = append(titles, title), ""
		}
		all = append(all, r.BriefFlows...)
	}
	if len(all) == 0 {
		return
	}
	if err := t.Flush(); err != nil {
		panic("analysis.writeFlowsText: writing to memory: " + err.Error())
	}
	fmt.Fprintln(w, "\nBy flow: units a year, units in the system at the start and at the end, days from door to door of what arrived")
	for i, line := range strings.Split(strings.TrimSuffix(table.String(), "\n"), "\n") {
		if titles[i] != "" {
			fmt.Fprintln(w, titles[i])
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
	writeFlowNotes(w, all, areGrouped(rows))
}

// areGrouped tells whether a screen shows several flows together.
func areGrouped(rows []SummaryRow) bool {
	return slices.ContainsFunc(rows, func(r SummaryRow) bool { return len(r.BriefFlows) > 0 && len(r.BriefFlows) < len(r.Flows) })
}

// writeFlowNotes says what is counted, what marks mean, and what is together.
func writeFlowNotes(w io.Writer, flows []FlowRow, grouped bool) {
	notes := []string{"carried is what arrived at its end"}
	if slices.ContainsFunc(flows, func(f FlowRow) bool { return f.Uncounted && !f.Empties }) {
		notes = append(notes, "* does not count in the tonnes of the corridor")
	}
	if slices.ContainsFunc(flows, func(f FlowRow) bool { return f.Empties }) {
		notes = append(notes, "** empty runs of wagons or locomotives")
	}
	if grouped {
		notes = append(notes, "flows of one family from one place are together, and so are empty runs; each by itself, with P50 and P90, in flows.csv")
	}
	WriteWrapped(w, " ", strings.Join(notes, "; "))
}

// flowsAtEnd are the flows if the level is the lowest or the highest of its scenario.
func (r SummaryRow) flowsAtEnd() []FlowRow {
	if r.AtEnd {
		return r.Flows
	}
	return nil
}

// writeFlows prints the flows as a table of its own, at the levels of which times are told by family.
func writeFlows(w io.Writer, rows []SummaryRow, escape *strings.Replacer) {
	columns := flowColumns(true)
	heads := []string{"Scenario", "Demand", "Flow", "Family", "Counts"}
	for _, c := range columns {
		heads = append(heads, c.head)
	}
	head := "\n| " + strings.Join(heads, " | ") + " |\n" + strings.Repeat("|---", len(heads)) + "|\n"
	for _, r := range rows {
		for _, f := range r.flowsAtEnd() {
			cells := []string{r.Scenario, r.Level, f.Name, f.Family, f.counts()}
			for _, c := range columns {
				cells = append(cells, c.cell(f))
			}
			for i := range cells {
				cells[i] = escape.Replace(cells[i])
			}
			fmt.Fprintf(w, "%s| %s |\n", head, strings.Join(cells, " | "))
			head = ""
		}
	}
}

// marked is the name of a flow with the mark of what does not count.
func (f FlowRow) marked() string {
	switch {
	case f.Empties:
		return f.Name + " **"
	case f.Uncounted:
		return f.Name + " *"
	}
	return f.Name
}
