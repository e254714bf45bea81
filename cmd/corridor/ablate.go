package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"corridor/scenarios"
	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/experiment"
)

// ablateFlags are what the user asks of an ablation.
type ablateFlags struct {
	runFlags
	mechanisms []string
	by         choice
	list       bool
}

func newAblate() *cobra.Command {
	f := ablateFlags{runFlags: runFlags{replications: quantity{max: replicationsMax}, jobs: allCores(), keeps: keptByAblation},
		by: choice{value: analysis.ByP50, of: []string{analysis.ByP50, analysis.ByP90, analysis.ByCarried}}}
	c := &cobra.Command{
		Use:   "ablate FILE",
		Short: "Leave each mechanism of a scenario out in turn",
		Long: `Simulates a scenario as it is, and again without storms, without slots at the borders, without other
trains on the lines, and so on: each mechanism of the model in turn. Equal replications share their luck, so
each difference is what the mechanism does. A mechanism whose absence changes nothing in the scenario is not
simulated, and named. Without --level only the first demand level of the scenario is simulated.

The folder of results holds journal.jsonl, ablate.csv, ablate.md, figures/ and manifest.json. As with corridor run,
the same command goes on where it was stopped, and --force replaces results of another run.

Each effect has an interval of its own; a * in the tables, a full dot in the figure, marks what is beyond chance among all
mechanisms that are compared (Holm's method): of forty that do nothing, two have an interval without 0.

Effects do not add up: where two mechanisms hold back the same cargo, leaving out either one does nothing.

Exit codes: 0 done, 1 a replication failed or a file could not be written, 2 wrong flags,
3 a scenario is invalid, 4 stopped but resumable.`,
		Example: `  corridor ablate middle-corridor-2024 --level mix-10 -n 10
  corridor ablate tiny --mechanism storms --mechanism dwell
  corridor ablate --list`,
		ValidArgsFunction: tomlFiles,
		RunE: func(c *cobra.Command, args []string) error {
			if f.list {
				return listMechanisms(c.OutOrStdout())
			}
			if len(args) != 1 {
				return misused("ablate: name one scenario FILE; see corridor ablate -h")
			}
			return ablate(c.OutOrStdout(), c.ErrOrStderr(), args[0], &f)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&f.mechanisms, "mechanism", nil, "leave out only the mechanism `NAME`; may be repeated")
	flags.Var(&f.by, "by", "what the table is ordered by: p50, p90 or carried")
	flags.BoolVar(&f.list, "list", false, "list the mechanisms")
	addRunFlags(flags, &f.runFlags)
	return c
}

func listMechanisms(w io.Writer) error {
	for _, m := range corridor.Mechanisms {
		if _, err := fmt.Fprintf(w, "%-26s %-29s %s\n", m.Name, m.Title, m.Doc); err != nil {
			return err
		}
	}
	return nil
}

// keptByAblation keeps what tables and figures of an ablation need: of some dozens of variants everything would be too much.
func keptByAblation(metric string) bool {
	return strings.HasPrefix(metric, "corridor.") || strings.HasPrefix(metric, "family.") || strings.HasPrefix(metric, "month.") // of standstills
}

// ablate is the verb: read, leave out, simulate, write, tell.
func ablate(stdout, stderr io.Writer, path string, f *ablateFlags) error {
	for _, name := range f.mechanisms {
		if !slices.Contains(mechanismNames(), name) {
			return misused("--mechanism %s: %s corridor ablate --list names all", name, scenarios.DidYouMean(name, mechanismNames()))
		}
	}
	files, err := loadAll(stderr, []string{path}, f.changes)
	if err != nil {
		return err
	}
	p, idle, err := newAblation(files[0], path, f)
	if err != nil {
		return err
	}
	out, r, err := carryOut(p, &f.runFlags, stderr)
	if err != nil {
		return err
	}
	return tellAblation(stdout, stderr, out, r, idle, f)
}

func mechanismNames() (names []string) {
	for _, m := range corridor.Mechanisms {
		names = append(names, m.Name)
	}
	return names
}

// newAblation plans the scenario as it is and without each mechanism that does anything in it; idle are those that do not.
func newAblation(file *scenarios.File, path string, f *ablateFlags) (p *plan, idle []string, err error) {
	if len(f.levels) == 0 {
		f.levels = file.Levels[:1]
	}
	p, err = newPlan("ablate", []*scenarios.File{file}, []string{path}, &f.runFlags)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range corridor.Mechanisms {
		if len(f.mechanisms) > 0 && !slices.Contains(f.mechanisms, m.Name) {
			continue
		}
		s, changes := corridor.Without(file.Scenario, m.Name)
		if !changes {
			idle = append(idle, m.Name)
			continue
		}
		if faults := corridor.Check(s); len(faults) > 0 {
			return nil, nil, failed("without %s the scenario does not hold together: %s: %s", m.Name, faults[0].Path, faults[0].Text)
		}
		p.leaveOut(m, s)
	}
	if len(p.files) == 1 {
		return nil, nil, misused("nothing to leave out: %s change nothing in %s", strings.Join(idle, ", "), file.Name)
	}
	for _, name := range f.mechanisms {
		p.header.Command += " --mechanism " + quoted(name)
	}
	p.dir, p.again = directories(p.files[:1], &f.runFlags, p.header.Command)
	if f.out == "" {
		p.dir += "-ablate"
	}
	return p, idle, nil
}

// leaveOut adds the scenario without a mechanism. The header holds what is its own: ways and places are those of the whole.
func (p *plan) leaveOut(m corridor.Mechanism, s *corridor.Scenario) {
	whole := p.files[0]
	file := *whole
	file.Name, file.Scenario, file.Hash = whole.Name+" without "+m.Name, s, scenarios.Identity(s)
	p.files = append(p.files, &file)
	p.paths = append(p.paths, p.paths[0])
	p.replay = append(p.replay, fmt.Sprintf("corridor ablate %s%s --mechanism %s", quoted(p.paths[0]), p.edits, m.Name))
	d := p.header.Scenarios[0]
	d.Name, d.Title, d.Hash, d.Without, d.Leaves = file.Name, m.Doc, file.Hash, m.Name, m.Title
	d.Places, d.Elements, d.Years, d.Routes = nil, nil, nil, nil
	p.header.Scenarios = append(p.header.Scenarios, d)
	p.addVariants(len(p.files) - 1)
}

// tellAblation writes tables and prints the answer.
func tellAblation(stdout, stderr io.Writer, out *results, r *analysis.Report, idle []string, f *ablateFlags) error {
	effects := analysis.Ablations(r, f.by.value)
	drawn, err := out.ablation(r, effects, f.noFigures, stderr)
	switch {
	case err != nil:
	case f.json:
		err = writeAblationJSON(stdout, r, effects)
	default:
		err = writeAblation(stdout, out.plan, r, effects, idle, drawn)
	}
	if err != nil {
		return failed("%w", err)
	}
	return faultsOf(out.plan, r)
}

// ablation writes tables and the figure into the folder of results and returns the figure's files.
func (out *results) ablation(r *analysis.Report, effects []analysis.Ablation, noFigures bool, stderr io.Writer) ([]string, error) {
	if out.journal == nil {
		return nil, nil
	}
	for _, table := range []struct {
		name  string
		write func(io.Writer, []analysis.Ablation) error
	}{{"ablate.csv", analysis.WriteAblationCSV}, {"ablate.md", analysis.WriteAblationMarkdown}} {
		if err := writeFile(filepath.Join(out.plan.dir, table.name), func(w io.Writer) error { return table.write(w, effects) }); err != nil {
			return nil, err
		}
	}
	return out.figures(r, noFigures, stderr)
}

func writeAblation(w io.Writer, p *plan, r *analysis.Report, effects []analysis.Ablation, idle, drawn []string) error {
	if err := analysis.WriteAblationText(w, effects); err != nil {
		return err
	}
	if len(idle) > 0 {
		fmt.Fprintf(w, "\nWithout effect here, since nothing in the scenario uses them: %s.\n", strings.Join(idle, ", "))
	}
	writeWarnings(w, r)
	writeFiles(w, p, drawn)
	next := "corridor run " + quoted(p.paths[0])
	if takesMeasures(p.paths[0]) {
		next = tryMeasure(p.paths[0])
	}
	_, err := fmt.Fprintf(w, "next:    %s\n", next)
	return err
}

// effect is what --json prints of one mechanism at one level.
type effect struct {
	Scenario     string   `json:"scenario"`
	Level        string   `json:"level"`
	Without      string   `json:"without"` // "" is the scenario as it is, and the metrics are not differences
	Replications int      `json:"replications"`
	Seed         uint64   `json:"seed"`
	Metrics      []tested `json:"metrics"`
}

// tested is a metric with the P of no effect, adjusted for all mechanisms of the run (Holm); null for the scenario as it is.
type tested struct {
	metric
	P experiment.Float `json:"p"`
}

// writeAblationJSON prints one object a line for each level and mechanism.
func writeAblationJSON(w io.Writer, r *analysis.Report, effects []analysis.Ablation) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	var all error
	put := func(a analysis.Ablation, without string, carried, p50, p90 analysis.Effect) {
		x := effect{a.Scenario, a.Level, without, carried.N, r.Header.Seed, nil}
		for i, s := range []analysis.Effect{carried, p50, p90} {
			names := [...][2]string{{"corridor.carried", "Mt/yr"}, {"corridor.transit.p50", "d"}, {"corridor.transit.p90", "d"}}
			m := metric{names[i][0], names[i][1], experiment.Float(s.Mean), experiment.Float(s.Low), experiment.Float(s.High), s.N}
			x.Metrics = append(x.Metrics, tested{m, experiment.Float(s.P)})
		}
		all = errors.Join(all, e.Encode(x))
	}
	for _, a := range effects {
		whole := func(s analysis.Summary) analysis.Effect { return analysis.Effect{Summary: s, P: math.NaN()} }
		put(a, "", whole(a.Carried), whole(a.P50), whole(a.P90))
		for _, x := range a.Rows {
			put(a, x.Mechanism, x.Carried, x.P50, x.P90)
		}
	}
	return all
}
