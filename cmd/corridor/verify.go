package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"corridor/sim/experiment"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	cases string
	quick bool
	quiet bool
	jobs  quantity
	seed  seed
}

func newVerify() *cobra.Command {
	f := verifyFlags{jobs: allCores(), seed: seed{n: 1, given: true}}
	c := &cobra.Command{
		Use:   "verify",
		Short: "Hold textbook models against their exact answers",
		Long: `Runs models whose answers are known exactly (queues, closed networks, ferries, single tracks, opening hours,
breakdowns) in the language of scenarios, and compares. A random quantity passes if it is within four
standard errors of the answer and its standard error is small: 1 % of the answer; 2 % for standard
deviations, quantiles, tails and loads above 0.9; with --quick 3 %. A row that is off is repeated
with another seed and four times the length. A deterministic quantity must be equal to 1e-9.

A file of cases is CSV with the columns id, file, set, metric, expected, kind and perhaps source:
file is a shipped model (mm1.toml) or a path, set is KEY=VALUE;KEY=VALUE, metric a name as in run --json,
1-NAME or, for a standard deviation over replications, sd(NAME); kind is random or exact.
Lines that begin with # say nothing. An exact rate, in a model with a lead-in, is counted over the time in which
so many units should pass that it holds whole rounds, whatever run.length is.
Exit code 1 if a row fails, 3 if one cannot be run; the others are run all the same.`,
		Example: `  corridor verify --quick
  corridor verify --cases my-cases.csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return verify(c.OutOrStdout(), c.ErrOrStderr(), &f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.cases, "cases", "", "CSV `FILE` of cases (default: those shipped in the program)")
	flags.BoolVar(&f.quick, "quick", false, "standard errors up to 3 %, in about a minute")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "no progress")
	flags.VarP(&f.jobs, "jobs", "j", "replications at the same time")
	flags.VarP(&f.seed, "seed", "s", "seed of all random draws")
	return c
}

// verify runs all cases and prints the table.
func verify(stdout, stderr io.Writer, f *verifyFlags) error {
	cases, err := readCases(f.cases)
	if err != nil {
		return err
	}
	models, problems := modelsOf(cases)
	if refused := errors.Join(problems...); allRefused(models) {
		return &failure{exitInvalid, refused}
	} else if refused != nil {
		fmt.Fprintf(stderr, "corridor: %v\n", refused)
	}
	ctx, release := interruptible(stderr)
	defer release()
	done := 0
	// Each worker fills the findings of its own model; the table is printed when all are done.
	run := experiment.Guard(func(i int) (experiment.Row, error) {
		models[i].stopped = func() bool { return ctx.Err() != nil }
		models[i].judge(f)
		return experiment.Row{Variant: i}, nil
	}, func(fault *experiment.Fault) experiment.Row {
		models[fault.Index].breaks(fault.Text)
		return experiment.Row{Variant: fault.Index}
	})
	err = experiment.Run(ctx, 0, len(models), f.jobs.n, run, func(experiment.Row) error {
		done++
		if tenth := done * 10 / len(models); !f.quiet && tenth > (done-1)*10/len(models) {
			fmt.Fprintf(stderr, "%3d %%: %d of %d models\n", 10*tenth, done, len(models))
		}
		return nil
	})
	if errors.Is(err, context.Canceled) {
		return failed("stopped; nothing was printed")
	}
	if err != nil {
		return failed("verify: %w", err)
	}
	bad, err := writeFindings(stdout, models)
	if err != nil {
		return err
	}
	if bad > 0 {
		err = failed("%d of %d rows fail", bad, len(cases))
	}
	if len(problems) > 0 {
		err = &failure{exitInvalid, err}
	}
	return err
}

// allRefused tells whether no case can be run.
func allRefused(models []*theoryModel) bool {
	return !slices.ContainsFunc(models, func(m *theoryModel) bool {
		return slices.ContainsFunc(m.findings, func(c finding) bool { return c.fault == "" })
	})
}

// labelOf is what a model is called in messages: its file and what is changed in it.
func labelOf(file string, set []string) string {
	if len(set) == 0 {
		return file
	}
	return fmt.Sprintf("%s with %s", file, strings.Join(set, "; "))
}
