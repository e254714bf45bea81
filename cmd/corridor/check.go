package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

func newCheck() *cobra.Command {
	var ch changes
	var f checkFlags
	c := &cobra.Command{
		Use:   "check FILE...",
		Short: "All that is wrong with scenarios, and capacities on paper",
		Long: `Reads scenarios and prints every error and warning with file, line and column. If there are no errors,
it prints the capacity of every element by formula, the most used first, and what bounds the whole: on the
first day, or on that of --date. Of a scenario that changes inside its run it prints the whole for each day on
which something changes, and what. Wagons and locomotives have the capacity of their least turn-round, undisturbed;
the whole does not count them, for how long one is away depends on the waits, which only a run tells. Nothing is simulated. Exit code 3 if a scenario has errors.`,
		Example: `  corridor check tiny
  corridor check base.toml --with measures/ferries-2.toml --level plan-2025
  corridor check middle-corridor-2024-2027 --level to-2027 --date 2027-07-01`,
		Args:              atLeast(1, "the scenario FILE"),
		ValidArgsFunction: tomlFiles,
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.parse(); err != nil {
				return err
			}
			files, err := loadAll(c.ErrOrStderr(), args, ch)
			if err != nil {
				return err
			}
			for i, file := range files {
				if err := check(c.OutOrStdout(), c.ErrOrStderr(), file, args[i], f); err != nil {
					return err
				}
			}
			return nil
		},
	}
	addChanges(c.Flags(), &ch)
	c.Flags().StringVar(&f.level, "level", "", "demand level whose cargo mix counts (default: the first)")
	c.Flags().StringVar(&f.date, "date", "", "`DAY` of the run on which to look, as 2027-01-01 (default: the first)")
	c.Flags().BoolVar(&f.all, "all", false, "list the capacity of every element, not only of those used most")
	return c
}

// checkFlags are what the user asks of a check.
type checkFlags struct {
	level, date string
	all         bool
	day         time.Time // zero: the first
}

func (f *checkFlags) parse() (err error) {
	if f.date == "" {
		return nil
	}
	if f.day, err = time.Parse(time.DateOnly, f.date); err != nil {
		return misused("--date %s is not a day; write it as 2027-01-01", f.date)
	}
	return nil
}

// elementsShown is how many elements check lists when not asked for all.
const elementsShown = 15

// check prints what a scenario comes to on paper.
func check(w, stderr io.Writer, file *scenarios.File, path string, f checkFlags) error {
	level := f.level
	if level == "" {
		level = file.Levels[0]
	}
	if _, err := levelsOf([]*scenarios.File{file}, []string{level}); err != nil {
		return err
	}
	s, day := file.Scenario, ""
	turns := s.Turns(level)
	if !f.day.IsZero() {
		if r := &s.Run; f.day.Before(r.Start) || !f.day.Before(r.Start.Add(r.Length)) {
			return misused("--date %s lies outside the measured period of %s, %s to %s", f.date, path, r.Start.Format(time.DateOnly), r.Start.Add(r.Length-1).Format(time.DateOnly))
		}
		day, turns = ", on "+f.date, []time.Time{f.day}
	}
	fmt.Fprintf(w, "OK: %s, %q\n", file.Path, s.Title)
	for _, line := range file.Applied {
		fmt.Fprintf(w, "  %s\n", line)
	}
	elements := corridor.Elements(s.AsOf(turns[0]), level)
	if err := writeElements(w, elements, level+day, f.all); err != nil {
		return err
	}
	writeByTime(w, s.AsOf(turns[0]))
	writeShut(w, s, turns)
	for _, e := range elements {
		if e.None() {
			fmt.Fprintf(stderr, "warning: %s has no capacity, but demand: what is offered there never leaves\n", e.Path)
		}
	}
	if len(s.Goal.MeasuredAt) > 0 && !slices.ContainsFunc(elements, func(e corridor.Capacity) bool { return e.None() }) {
		writeCeilings(w, file, turns, level)
	}
	writeRollingStock(w, s, turns)
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
		mt := megatonnes(e.Mt)
		if e.Use == 0 {
			mt = "not used"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", used(e), mt, e.Path, e.Note)
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
