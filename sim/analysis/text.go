package analysis

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

// textWidth is the number of characters in a line of [WriteText], as far as words allow.
const textWidth = 120

// WriteText prints table T1 for a screen of 120 columns: volumes, times and goal of all variants,
// what scenarios carry more than the first, what became of each flow, times by family, where units wait longest, and the variants' warnings.
func WriteText(w io.Writer, rows []SummaryRow) error {
	var text bytes.Buffer
	writeTable(&text, rows)
	writeSection(&text, "Carried more than by the first scenario at the same demand, Mt/yr", rows, func(r SummaryRow) []string {
		if r.Difference == nil {
			return nil
		}
		return []string{r.Difference.Text(1)}
	})
	writeSection(&text, "By year", rows, func(r SummaryRow) (texts []string) {
		for _, y := range r.Years {
			texts = append(texts, y.text())
		}
		return texts
	})
	writeFlowsText(&text, rows)
	writeSection(&text, "Door to door by family, P50 / P90, d", rows, func(r SummaryRow) []string {
		var texts []string
		for _, f := range r.Families {
			texts = append(texts, f.Label+" "+f.P50.Text(1)+" / "+f.P90.Text(1))
		}
		return texts
	})
	writeSection(&text, "Where the waiting is, "+worstUnit(rows), rows, func(r SummaryRow) (texts []string) {
		for _, w := range r.Worst {
			texts = append(texts, w.text())
		}
		return texts
	})
	writeSection(&text, "Loading bans, days a year", rows, func(r SummaryRow) (texts []string) {
		for _, b := range r.Bans {
			texts = append(texts, b.text())
		}
		return texts
	})
	if note := cutNote(rows, func(r SummaryRow) []FlowRow { return r.BriefFlows }); note != "" {
		fmt.Fprintf(&text, "\n%s\n", note)
	}
	writeSection(&text, "Warnings", rows, func(r SummaryRow) []string { return r.Warnings })
	_, err := text.WriteTo(w)
	return err
}

// writeTable prints heads and units once, then a block of lines for each scenario under its name.
func writeTable(w io.Writer, rows []SummaryRow) {
	var table bytes.Buffer
	t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	columns := textColumns(rows)
	var heads, units []string
	for _, c := range columns {
		head, unit, _ := strings.Cut(c.head, ", ")
		heads, units = append(heads, head), append(units, unit)
	}
	fmt.Fprintf(t, "%s\n%s\n", strings.Join(heads, "\t"), strings.Join(units, "\t"))
	for _, r := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, c.cell(r))
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	if err := t.Flush(); err != nil {
		panic("analysis.writeTable: writing to memory: " + err.Error())
	}
	for i, line := range strings.Split(strings.TrimSuffix(table.String(), "\n"), "\n") {
		if n := i - 2; n >= 0 && (n == 0 || rows[n].Scenario != rows[n-1].Scenario) {
			fmt.Fprintln(w, "\n"+rows[n].scenarioText())
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}

// writeSection prints a title and, under the name of each scenario, the texts of its levels, wrapped.
// It prints nothing if there are none.
func writeSection(w io.Writer, title string, rows []SummaryRow, texts func(SummaryRow) []string) {
	room, scenario := 0, ""
	for _, r := range rows {
		room = max(room, utf8.RuneCountInString(r.Level))
	}
	for _, r := range rows {
		for i, text := range texts(r) {
			if title != "" {
				fmt.Fprintf(w, "\n%s\n", title)
				title = ""
			}
			if r.Scenario != scenario {
				scenario = r.Scenario
				fmt.Fprintln(w, scenario)
			}
			level := r.Level
			if i > 0 {
				level = ""
			}
			WriteWrapped(w, fmt.Sprintf("  %-*s  ", room, level), text)
		}
	}
}

// WriteWrapped prints a text after a label, and under its own beginning where it is too long for a line of a terminal.
func WriteWrapped(w io.Writer, label, text string) {
	margin := strings.Repeat(" ", utf8.RuneCountInString(label))
	line, fresh := label, true
	for _, word := range strings.Fields(text) {
		if !fresh && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth {
			fmt.Fprintln(w, line)
			line, fresh = margin, true
		}
		if !fresh {
			line += " "
		}
		line, fresh = line+word, false
	}
	fmt.Fprintln(w, line)
}

// scenarioText is the name of a scenario as the user types it, and its title.
func (r SummaryRow) scenarioText() string {
	if r.Title == "" {
		return r.Scenario
	}
	return r.Scenario + ": " + r.Title
}
