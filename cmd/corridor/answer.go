package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"corridor/plots"
	"corridor/sim/analysis"
)

// summary writes tables and figures into the folder of results and returns the figures' files.
func (out *results) summary(r *analysis.Report, noFigures bool, stderr io.Writer) ([]string, error) {
	if out.journal == nil {
		return nil, nil
	}
	rows := analysis.Summarise(r)
	tables := []summaryTable{{"summary.csv", analysis.WriteCSV}, {"summary.md", analysis.WriteMarkdown}}
	if analysis.HasYears(rows) {
		tables = append(tables, summaryTable{"years.csv", analysis.WriteYearsCSV})
	}
	if analysis.HasFlows(rows) {
		tables = append(tables, summaryTable{"flows.csv", analysis.WriteFlowsCSV})
	}
	for _, table := range tables {
		if err := writeFile(filepath.Join(out.plan.dir, table.name), func(w io.Writer) error { return table.write(w, rows) }); err != nil {
			return nil, err
		}
	}
	return out.figures(r, noFigures, stderr)
}

// figures draws what the results allow into their folder, in place of what is there.
func (out *results) figures(r *analysis.Report, none bool, stderr io.Writer) ([]string, error) {
	dir := filepath.Join(out.plan.dir, figuresName)
	if err := removeFigures(dir); err != nil || none {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return drawAll(r, dir, stderr)
}

// summaryTable is a file with a table of all variants.
type summaryTable struct {
	name  string
	write func(io.Writer, []analysis.SummaryRow) error
}

// writeFile writes a whole file.
func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		file.Close()
		return fmt.Errorf("%s: %w", path, err)
	}
	return file.Close()
}

// writeAnswer prints the table, what is doubtful about it, where files are and what to do next.
func writeAnswer(w io.Writer, p *plan, r *analysis.Report, drawn []string, noFigures bool) error {
	write := writeMetrics
	if p.hasGoal() {
		write = func(w io.Writer, r *analysis.Report) error { return analysis.WriteText(w, analysis.Summarise(r)) }
	}
	if err := write(w, r); err != nil {
		return err
	}
	if !p.hasGoal() {
		writeStandstills(w, r)
	}
	writeWarnings(w, r)
	writeFiles(w, p, drawn)
	if !p.hasGoal() && p.dir != "" && !noFigures {
		analysis.WriteWrapped(w, "", withoutGoal(r, drawn))
	}
	_, err := fmt.Fprintf(w, "next:    %s\n", nextStep(p, drawn))
	return err
}

// writeWarnings prints what is doubtful about all of it.
func writeWarnings(w io.Writer, r *analysis.Report) {
	if len(r.Warnings) > 0 {
		fmt.Fprintln(w, "\nOf the whole run:")
	}
	for _, text := range r.Warnings {
		analysis.WriteWrapped(w, "  ", text)
	}
}

// writeStandstills says where nothing moves for months, which the means of a model without a goal do not tell.
func writeStandstills(w io.Writer, r *analysis.Report) {
	for v := range r.Header.Variants {
		for i, text := range r.Standstills(v) {
			if i == 0 {
				fmt.Fprintf(w, "\n%s:\n", r.Label(v))
			}
			analysis.WriteWrapped(w, "  ", text)
		}
	}
}

// writeFiles prints where results and figures are.
func writeFiles(w io.Writer, p *plan, drawn []string) {
	fmt.Fprintln(w)
	if p.dir != "" {
		fmt.Fprintf(w, "results: %s\n", p.dir)
	}
	for _, path := range drawn {
		if filepath.Ext(path) == ".svg" {
			fmt.Fprintf(w, "figure:  %s (.png .pdf .csv .json)\n", path)
		}
	}
}

// withoutGoal says which figures a scenario without a goal has not.
func withoutGoal(r *analysis.Report, drawn []string) string {
	if len(drawn) == 0 {
		return "no figures: without a [goal] there are only those of lines, berths, ships, queues and tonnes by month, and none of these has anything to show"
	}
	return "not drawn without a [goal] that names a family: " + strings.Join(plots.Needs(r), ", ")
}

func nextStep(p *plan, drawn []string) string {
	path := quoted(p.paths[0])
	switch {
	case p.dir != "" && len(drawn) == 0 && p.hasGoal():
		return "corridor plot " + quoted(p.dir)
	case !p.hasGoal():
		return "corridor show " + path
	case !takesMeasures(p.paths[0]):
		return "corridor ablate " + path + "   (what each mechanism does)"
	}
	return tryMeasure(p.paths[0])
}

func tryMeasure(path string) string {
	return "corridor run " + quoted(path) + " --with MEASURE   (what an investment changes; corridor show " + quoted(path) + " --measures lists them)"
}

// writeMetrics prints every metric with its interval, for scenarios without a goal.
func writeMetrics(w io.Writer, r *analysis.Report) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := range r.Header.Variants {
		fmt.Fprintf(t, "%s\tunit\tmean, 95 %% interval\n", r.Label(i))
		for _, m := range r.Metrics(i) {
			fmt.Fprintf(t, "%s\t%s\t%s\n", m.Name, m.Unit, r.Sample(m.Name, i).Summary(analysis.Confidence).Text(1))
		}
	}
	return t.Flush()
}
