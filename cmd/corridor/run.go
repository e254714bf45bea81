package main

import (
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"corridor/sim/analysis"
)

// runFlags are what the user asks of a run.
type runFlags struct {
	changes
	levels       []string
	replications quantity
	seed         seed
	jobs         quantity
	out          string
	force        bool
	json         bool
	quiet        bool
	watch        string
	noFigures    bool

	keeps func(metric string) bool // which metrics go into the results; nil: all
}

// outNone is the value of -o that keeps nothing.
const outNone = "none"

func newRun() *cobra.Command {
	f := runFlags{replications: quantity{max: replicationsMax}, jobs: allCores()}
	c := &cobra.Command{
		Use:   "run FILE...",
		Short: "Simulate scenarios at their demand levels",
		Long: `Simulates every scenario at each of its demand levels, several years of different luck each, and writes
a folder of results: journal.jsonl (one line a replication), movements.csv (what trains, ships and storms did in some days of
the first replication), summary.csv, summary.md, flows.csv, figures/ and manifest.json (facts of this machine and run, the only file that may differ between two runs).

Equal replications of all scenarios and levels share their luck, so differences between them are
paired. The same files, seed and program give the same bytes, for any number of jobs.

A run that was stopped goes on where it stopped when the same command is given again. Results of
another run are never overwritten without --force.

The figures marey and gantt show some days of the first replication: trains for ten, ships for as long as run.watch says. In
a run of several years these are days of the last. The same command with --watch DAY draws them of other days, of an earlier year
say, or with a storm, and simulates only these anew.

Exit codes: 0 done, 1 a replication failed or a file could not be written, 2 wrong flags,
3 a scenario is invalid, 4 stopped but resumable.`,
		Example: `  corridor run tiny
  corridor run scenarios/middle-corridor-2024.toml --level mix-10 -n 20
  corridor run base.toml --with measures/ferries-2.toml --set run.length="180 d"
  corridor run middle-corridor-2024-2027 --level to-2027 --watch 2025-02-10
  corridor run base.toml --json -o none -q | jq .metrics`,
		Args:              atLeast(1, "the scenario FILE"),
		ValidArgsFunction: tomlFiles,
		RunE: func(c *cobra.Command, args []string) error {
			return run(c.OutOrStdout(), c.ErrOrStderr(), args, &f)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	addRunFlags(flags, &f)
	flags.StringVar(&f.watch, "watch", "", "`DAY` from which the figures marey and gantt are drawn, 2025-02-10 or, in each scenario's last year, 02-10 (default: run.watch_from)")
	return c
}

// addRunFlags adds the flags that all verbs have which simulate.
func addRunFlags(flags *pflag.FlagSet, f *runFlags) {
	addChanges(flags, &f.changes)
	flags.StringArrayVar(&f.levels, "level", nil, "simulate only the demand level `NAME`; may be repeated")
	flags.VarP(&f.replications, "replications", "n", "years of different luck for each scenario and level (default: of the scenario)")
	flags.VarP(&f.seed, "seed", "s", "seed of all luck (default: of the scenario)")
	flags.VarP(&f.jobs, "jobs", "j", "replications at the same time")
	flags.StringVarP(&f.out, "out", "o", "", "`DIR` of the results; none keeps nothing (default: results/ and the scenarios' names)")
	flags.BoolVar(&f.force, "force", false, "replace results of another run")
	flags.BoolVar(&f.noFigures, "no-figures", false, "draw no figures")
	flags.BoolVar(&f.json, "json", false, "print JSON, one object for each scenario and level")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "no progress")
}

// run is the verb: read, simulate, write, tell.
func run(stdout, stderr io.Writer, paths []string, f *runFlags) error {
	files, err := loadAll(stderr, paths, f.changes)
	if err != nil {
		return err
	}
	p, err := newPlan("run", files, paths, f)
	if err == nil {
		err = p.watchOn(f.watch)
	}
	if err != nil {
		return err
	}
	out, r, err := carryOut(p, f, stderr)
	if err == nil {
		err = out.watch(r, stderr)
	}
	if err != nil {
		return err
	}
	if err = tell(stdout, stderr, p, out, r, f); err == nil {
		err = out.outdated()
	}
	return err
}

// carryOut simulates what is missing of a plan, keeps it, and reads back all of it.
func carryOut(p *plan, f *runFlags, stderr io.Writer) (*results, *analysis.Report, error) {
	out, err := openResults(p, f.force, stderr)
	if err != nil {
		return nil, nil, err
	}
	err = simulate(p, out, f, stderr)
	err = also(err, out.close())
	if err = also(err, out.manifest()); err != nil {
		return nil, nil, err
	}
	r, err := out.report()
	if err != nil {
		return nil, nil, failed("%w", err)
	}
	return out, r, nil
}

// tell writes tables and figures, and prints the answer.
func tell(stdout, stderr io.Writer, p *plan, out *results, r *analysis.Report, f *runFlags) error {
	if !p.hasGoal() { // most figures have nothing to show, and the answer says so at once
		stderr = io.Discard
	}
	drawn, err := out.summary(r, f.noFigures, stderr)
	if err != nil {
		return failed("%w", err)
	}
	if f.json {
		err = writeJSON(stdout, r)
	} else {
		err = writeAnswer(stdout, p, r, drawn, f.noFigures)
	}
	if err != nil {
		return failed("%w", err)
	}
	return faultsOf(p, r)
}

// outdated is an error if results are of a model that did not see what this one sees.
func (out *results) outdated() error {
	if out.unlike == 0 {
		return nil
	}
	return failed("%d of the replications kept in %s, simulated again for figures of movements, failed: another build has made the journal. "+
		"It stands as it was, without these movements; --force simulates all of it anew", out.unlike, out.plan.dir)
}

// faultsOf is an error if replications have failed.
func faultsOf(p *plan, r *analysis.Report) error {
	if n := len(r.Faults()); n > 0 {
		return failed("%d of %d replications failed; the others are in the answer", n, p.total())
	}
	return nil
}
