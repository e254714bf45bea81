package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// familySummary is the line of a file of models below the table.
type familySummary struct {
	file         string
	rows, passed int
	worst        float64 // z
}

// writeFindings prints all rows, then a line for each file, and returns how many rows fail.
func writeFindings(w io.Writer, models []*theoryModel) (bad int, err error) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "case\tmodel\tquantity\texpected\tgot\tz\ts.e. %\tverdict")
	families := summaries(models)
	all := familySummary{file: "all"}
	for i := range families {
		family := &families[i]
		for _, m := range models {
			if m.file != family.file {
				continue
			}
			for k := range m.findings {
				c := &m.findings[k]
				fmt.Fprintln(t, c.line())
				family.count(c)
			}
		}
		all.rows, all.passed, all.worst = all.rows+family.rows, all.passed+family.passed, max(all.worst, family.worst)
	}
	if err := t.Flush(); err != nil {
		return 0, err
	}
	fmt.Fprintln(w)
	fmt.Fprintln(t, "model\trows\tpassed\tworst |z|")
	for _, f := range append(families, all) {
		fmt.Fprintf(t, "%s\t%d\t%d\t%.2f\n", f.file, f.rows, f.passed, f.worst)
	}
	return all.rows - all.passed, t.Flush()
}

// summaries has one empty line for each file, in the order in which they first occur.
func summaries(models []*theoryModel) (list []familySummary) {
	for _, m := range models {
		if !slices.ContainsFunc(list, func(f familySummary) bool { return f.file == m.file }) {
			list = append(list, familySummary{file: m.file})
		}
	}
	return list
}

func (f *familySummary) count(c *finding) {
	f.rows++
	if strings.HasPrefix(c.verdict(), "pass") {
		f.passed++
	}
	if !c.exact && c.se > 0 {
		f.worst = max(f.worst, math.Abs(c.z()))
	}
}

// line is a row of the table.
func (c *finding) line() string {
	z, relative := "", ""
	if !c.exact && c.se > 0 {
		z, relative = fmt.Sprintf("%+.2f", c.z()), fmt.Sprintf("%.2f", 100*c.relative())
	}
	return strings.Join([]string{c.id, c.file, c.metric.text, significant(c.expected), significant(c.got), z, relative, c.verdict()}, "\t")
}

// significant writes six significant digits.
func significant(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
