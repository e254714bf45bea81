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
	level, all := "", false
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
			for i, f := range files {
				if err := check(c.OutOrStdout(), c.ErrOrStderr(), f, args[i], level, all); err != nil {
					return err
				}
			}
			return nil
		},
	}
	addChanges(c.Flags(), &ch)
	c.Flags().StringVar(&level, "level", "", "demand level whose cargo mix counts (default: the first)")
	c.Flags().BoolVar(&all, "all", false, "list the capacity of every element, not only of those used most")
	return c
}

// elementsShown is how many elements check lists when not asked for all.
const elementsShown = 15

// check prints what a scenario comes to on paper.
func check(w, stderr io.Writer, f *scenarios.File, path, level string, all bool) error {
	if level == "" {
		level = f.Levels[0]
	}
	if _, err := levelsOf([]*scenarios.File{f}, []string{level}); err != nil {
		return err
	}
	fmt.Fprintf(w, "OK: %s, %q\n", f.Path, f.Scenario.Title)
	for _, line := range f.Applied {
		fmt.Fprintf(w, "  %s\n", line)
	}
	elements := corridor.Installed(f.Scenario, level)
	if err := writeElements(w, elements, level, all); err != nil {
		return err
	}
	for _, e := range elements {
		if e.None() {
			fmt.Fprintf(stderr, "warning: %s has no capacity, but demand: what is offered there never leaves\n", e.Path)
		}
	}
	if len(f.Scenario.Goal.MeasuredAt) > 0 && !slices.ContainsFunc(elements, func(e corridor.Capacity) bool { return e.None() }) {
		mt, note := corridor.Ceiling(f.Scenario, level)
		fmt.Fprintf(w, "\nThe whole corridor on paper: %s Mt/yr; %s\n", megatonnes(mt), note)
	}
	_, err := fmt.Fprintf(w, "\nnext: corridor run %s\n", quoted(path))
	return err
}

// writeElements lists capacities on paper, those that demand uses most first.
func writeElements(w io.Writer, elements []corridor.Capacity, level string, all bool) error {
	if len(elements) == 0 {
		return nil
	}
	slices.SortStableFunc(elements, func(a, b corridor.Capacity) int { return cmp.Compare(b.Use, a.Use) })
	shown := elements
	if !all {
		shown = elements[:min(elementsShown, len(elements))]
	}
	fmt.Fprintf(w, "\nOn paper, with the cargo of level %s, the most used first:\n", level)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "used\tMt/yr\telement\thow")
	for _, e := range shown {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", used(e), megatonnes(e.Mt), e.Path, e.Note)
	}
	if n := len(elements) - len(shown); n > 0 {
		fmt.Fprintf(t, "(%d elements that are used less: --all)\n", n)
	}
	return t.Flush()
}

// used is the share of an element that demand takes.
func used(e corridor.Capacity) string {
	switch {
	case e.None() && e.Kind == "sea":
		return "no ship"
	case e.None():
		return "none"
	}
	return fmt.Sprintf("%.0f %%", 100*e.Use)
}

func megatonnes(mt float64) string {
	if math.IsInf(mt, 1) {
		return "no limit"
	}
	return fmt.Sprintf("%.2f", mt)
}
