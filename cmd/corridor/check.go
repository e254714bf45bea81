package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

func newCheck() *cobra.Command {
	var ch changes
	level := ""
	c := &cobra.Command{
		Use:   "check FILE...",
		Short: "All that is wrong with scenarios, and capacities on paper",
		Long: `Reads scenarios and prints every error and warning with file, line and column. If there are no errors,
it prints the capacity of every element by formula, the most used first, and what bounds the whole.
Nothing is simulated. Exit code 3 if a scenario has errors.`,
		Example: `  corridor check tiny
  corridor check base.toml --with measures/ferries-2.toml --level plan-2025`,
		Args:              atLeast(1, "the scenario FILE"),
		ValidArgsFunction: tomlFiles,
		RunE: func(c *cobra.Command, args []string) error {
			files, err := loadAll(c.ErrOrStderr(), args, ch)
			if err != nil {
				return err
			}
			for _, f := range files {
				if err := check(c.OutOrStdout(), f, level); err != nil {
					return err
				}
			}
			return nil
		},
	}
	addChanges(c.Flags(), &ch)
	c.Flags().StringVar(&level, "level", "", "demand level whose cargo mix counts (default: the first)")
	return c
}

// check prints what a scenario comes to on paper.
func check(w io.Writer, f *scenarios.File, level string) error {
	if level == "" {
		level = f.Levels[0]
	}
	if !slices.Contains(f.Levels, level) {
		_, err := levelsOf([]*scenarios.File{f}, []string{level})
		return err
	}
	fmt.Fprintf(w, "OK: %s, %q\n", f.Path, f.Scenario.Title)
	for _, line := range f.Applied {
		fmt.Fprintf(w, "  %s\n", line)
	}
	elements := corridor.Installed(f.Scenario, level)
	slices.SortStableFunc(elements, func(a, b corridor.Capacity) int { return cmp.Compare(b.Use, a.Use) })
	if len(elements) > 0 {
		fmt.Fprintf(w, "\nOn paper, with the cargo mix of level %s:\n", level)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, e := range elements {
		if i == 0 {
			fmt.Fprintln(t, "used\tMt/yr\telement\tname\thow")
		}
		mt := "no limit"
		if !math.IsInf(e.Mt, 1) {
			mt = fmt.Sprintf("%.2f", e.Mt)
		}
		fmt.Fprintf(t, "%.0f %%\t%s\t%s\t%s\t%s\n", 100*e.Use, mt, e.Path, e.Name, e.Note)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(f.Scenario.Goal.MeasuredAt) > 0 {
		mt, note := corridor.Ceiling(f.Scenario, level)
		fmt.Fprintf(w, "\nThe whole corridor on paper: %.2f Mt/yr. %s\n", mt, note)
	}
	_, err := fmt.Fprintf(w, "next: corridor run %s\n", quoted(f.Path))
	return err
}
