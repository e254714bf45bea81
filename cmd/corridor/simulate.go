package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// simulate computes the replications that are missing and keeps them in order.
func simulate(p *plan, out *results, f *runFlags, stderr io.Writer) error {
	out.jobs = f.jobs.n
	ctx, release := interruptible(stderr)
	defer release()
	bar := newProgress(stderr, p.total(), out.before, f.quiet)
	defer bar.finish()
	run := experiment.Guard(p.one, func(fault *experiment.Fault) experiment.Row {
		row := p.blank(fault.Index)
		row.Fault = fault.Text
		return row
	})
	err := experiment.Run(ctx, out.before, p.total(), f.jobs.n, run, func(row experiment.Row) error {
		if err := out.write(row); err != nil {
			return err
		}
		if row.Fault != "" {
			bar.clear()
			fmt.Fprint(stderr, faultText(p, row))
		}
		bar.step()
		return nil
	})
	switch {
	case errors.Is(err, context.Canceled) && p.dir == "":
		return failed("stopped; with -o none nothing was kept")
	case errors.Is(err, context.Canceled):
		return &failure{exitStopped, fmt.Errorf("stopped with %d of %d replications; to go on:\n  %s", out.journal.Done(), p.total(), p.again)}
	case err != nil:
		return failed("writing results: %w", err)
	}
	return nil
}

// faultText says which replication failed, when and why, and how to see it again.
func faultText(p *plan, row experiment.Row) string {
	v := p.header.Variants[row.Variant]
	level := p.header.Levels[v.Level]
	var b strings.Builder
	analysis.WriteWrapped(&b, "failed: ", faultOf(p.files[v.Scenario].Name, level, row.Replication, row.Seed, row.Fault))
	fmt.Fprintf(&b, "  to see it again: %s --level %s -n %d -s %d -o none\n", p.replay[v.Scenario], quoted(level), row.Replication+1, row.Seed)
	return b.String()
}

// faultOf says which replication failed, when and why.
func faultOf(name, level string, replication int, seed uint64, fault string) string {
	return fmt.Sprintf("%s, level %s, replication %d, seed %d, %s", name, level, replication, seed, fault)
}

// faultIn runs what may fail as a replication fails, and says how it failed; "" if it did not.
func faultIn(run func()) string {
	row, _ := experiment.Guard(func(int) (experiment.Row, error) {
		run()
		return experiment.Row{}, nil
	}, func(fault *experiment.Fault) experiment.Row { return experiment.Row{Fault: fault.Text} })(0)
	return row.Fault
}
