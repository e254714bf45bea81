package analysis

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
)

// ablationNote says how to read the table.
const ablationNote = "Without less with, same luck, 95 % intervals of each alone: of twenty, one misses the truth by chance. * is beyond chance among all mechanisms compared (Holm's method, 5 % for any false * in a column). Effects do not add up: what one mechanism holds back another may hold back as well."

// ablationColumns are those of the tables for people.
var ablationColumns = []struct {
	head, unit string
	cell       func(Ablation, LeftOut) string
}{
	{"Without", "", func(_ Ablation, x LeftOut) string { return x.marked() }},
	{"Name", "", func(_ Ablation, x LeftOut) string { return x.Mechanism }},
	{"Carried", "Mt/yr", func(_ Ablation, x LeftOut) string { return x.Carried.signed() }},
	{"", "%", func(a Ablation, x LeftOut) string { return percent(share(x.Carried, a.Carried)) }},
	{"P50", "d", func(_ Ablation, x LeftOut) string { return x.P50.signed() }},
	{"", "%", func(a Ablation, x LeftOut) string { return percent(share(x.P50, a.P50)) }},
	{"P90", "d", func(_ Ablation, x LeftOut) string { return x.P90.signed() }},
	{"", "%", func(a Ablation, x LeftOut) string { return percent(share(x.P90, a.P90)) }},
	{"What is left out", "", func(_ Ablation, x LeftOut) string { return x.Doc }},
}

// marked is the title of a mechanism, with a mark where the numbers are those of a standstill: the warnings say which.
func (x LeftOut) marked() string {
	if x.Standstill {
		return x.Title + " (!)"
	}
	return x.Title
}

// ablationScreen is how many of them fit on a screen: all but the last.
var ablationScreen = ablationColumns[:len(ablationColumns)-1]

// signed is a difference with its interval, a sign, and a mark if it is beyond chance.
func (e Effect) signed() string {
	text := e.Text(1)
	if e.Mean > 0 && strings.Trim(strings.SplitN(text, " ", 2)[0], "0.") != "" {
		text = "+" + text
	}
	if e.Sure() {
		text += " *"
	}
	return text
}

// percent prints a share with a sign.
func percent(v float64) string {
	switch text := number(100*v, 0); {
	case math.IsNaN(v), math.IsInf(v, 0):
		return "–"
	case math.Abs(v) >= 0.0005 && math.Abs(v) < 0.0995:
		return fmt.Sprintf("%+.1f", 100*v)
	case v > 0 && text != "0":
		return "+" + text
	default:
		return text
	}
}

// asItIs is the line above the table of one level.
func (a Ablation) asItIs() string {
	return fmt.Sprintf("%s at %s, as it is: carried %s Mt/yr, P50 %s d, P90 %s d", a.Scenario, a.Level, a.Carried.Text(1), a.P50.Text(1), a.P90.Text(1))
}

// WriteAblationText prints the effects of mechanisms for a screen.
func WriteAblationText(w io.Writer, all []Ablation) error {
	var text bytes.Buffer
	for i, a := range all {
		if i > 0 {
			fmt.Fprintln(&text)
		}
		fmt.Fprintf(&text, "%s\n\n", a.asItIs())
		var table bytes.Buffer
		t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
		for _, c := range ablationScreen {
			fmt.Fprintf(t, "%s\t", c.head)
		}
		fmt.Fprintln(t)
		for _, c := range ablationScreen {
			fmt.Fprintf(t, "%s\t", c.unit)
		}
		fmt.Fprintln(t)
		for _, x := range a.Rows {
			for _, c := range ablationScreen {
				fmt.Fprintf(t, "%s\t", c.cell(a, x))
			}
			fmt.Fprintln(t)
		}
		if err := t.Flush(); err != nil {
			panic("analysis.WriteAblationText: writing to memory: " + err.Error())
		}
		for line := range strings.Lines(table.String()) {
			fmt.Fprintln(&text, strings.TrimRight(line, " \n"))
		}
		for i, warning := range a.Warnings {
			if i == 0 {
				fmt.Fprintln(&text, "\nWarnings")
			}
			WriteWrapped(&text, "  ", warning)
		}
	}
	fmt.Fprintln(&text)
	WriteWrapped(&text, "", ablationNote)
	_, err := text.WriteTo(w)
	return err
}

// WriteAblationMarkdown prints the effects of mechanisms as a table of GitHub's Markdown for each level.
func WriteAblationMarkdown(w io.Writer, all []Ablation) error {
	b := bufio.NewWriter(w)
	for _, a := range all {
		fmt.Fprintf(b, "%s\n\n", a.asItIs())
		for _, c := range ablationColumns {
			head := c.head
			if c.unit != "" {
				head = strings.TrimPrefix(head+", "+c.unit, ", ")
			}
			fmt.Fprintf(b, "| %s ", head)
		}
		fmt.Fprintf(b, "|\n%s|\n", strings.Repeat("|---", len(ablationColumns)))
		for _, x := range a.Rows {
			for _, c := range ablationColumns {
				fmt.Fprintf(b, "| %s ", c.cell(a, x))
			}
			fmt.Fprintln(b, "|")
		}
		for i, warning := range a.Warnings {
			if i == 0 {
				fmt.Fprint(b, "\nWarnings:\n\n")
			}
			fmt.Fprintf(b, "- %s\n", warning)
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b, ablationNote)
	return b.Flush()
}

// WriteAblationCSV prints the effects of mechanisms, a line for each and level, with all digits; the first line of a
// level is the scenario as it is.
func WriteAblationCSV(w io.Writer, all []Ablation) error {
	c := csv.NewWriter(w)
	head := []string{"scenario", "level", "without", "title"}
	for _, m := range []string{"carried [Mt/yr]", "transit p50 [d]", "transit p90 [d]"} {
		head = append(head, m, m+" low", m+" high", m+" p (Holm)")
	}
	rows := [][]string{append(head, "replications")}
	line := func(a Ablation, mechanism, title string, values ...Effect) {
		row := []string{a.Scenario, a.Level, mechanism, title}
		for _, s := range values {
			row = append(row, raw(s.Mean), raw(s.Low), raw(s.High), raw(s.P))
		}
		rows = append(rows, append(row, fmt.Sprint(values[0].N)))
	}
	for _, a := range all {
		whole := func(s Summary) Effect { return Effect{s, math.NaN()} }
		line(a, "", "", whole(a.Carried), whole(a.P50), whole(a.P90))
		for _, x := range a.Rows {
			line(a, x.Mechanism, x.Title, x.Carried, x.P50, x.P90)
		}
	}
	return c.WriteAll(rows)
}
