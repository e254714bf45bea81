package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"corridor/scenarios"
)

func newShow() *cobra.Command {
	var ch changes
	list := false
	c := &cobra.Command{
		Use:   "show FILE [KEY]",
		Short: "Every value of a scenario and the line that set it",
		Long: `Prints the scenario as it will be simulated, after measures and --set: key, value, and file and line
that set it. With a KEY only what is below it, and what its tables say of their sources. With --measures
nothing of that, but the measures in the folder beside the scenario, which --with takes by name, and the day on
which each is ready.`,
		Example: `  corridor show tiny port.east-shore
  corridor show base.toml vessel.rail-ferry.count --with measures/ferries-2.toml`,
		Args:              cobra.MatchAll(atLeast(1, "the scenario FILE"), cobra.MaximumNArgs(2)),
		ValidArgsFunction: tomlFiles,
		RunE: func(c *cobra.Command, args []string) error {
			files, err := loadAll(c.ErrOrStderr(), args[:1], ch)
			if err != nil {
				return err
			}
			if list {
				return listMeasures(c.OutOrStdout(), args[0])
			}
			key := ""
			if len(args) == 2 {
				key = args[1]
			}
			return show(c.OutOrStdout(), files[0], key)
		},
	}
	addChanges(c.Flags(), &ch)
	c.Flags().BoolVar(&list, "measures", false, "list the measures that --with takes by name")
	return c
}

func show(w io.Writer, f *scenarios.File, key string) error {
	values := slices.DeleteFunc(f.Resolved(), func(r scenarios.Resolved) bool { return !below(r.Path, key) && !(r.Gone() && below(key, r.Path)) })
	if len(values) == 0 {
		return misused("%s has no key %q, nor anything below it; corridor show %s lists all", f.Path, key, quoted(f.Path))
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range values {
		from := ""
		if r.From != "" {
			from = " from " + r.From
		}
		fmt.Fprintf(t, "%s\t= %s%s\t(%s)\n", r.Path, r.Value, from, r.Origin)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if key == "" {
		return nil
	}
	return showSources(w, f, key)
}

// below tells whether a path is the key or something inside it.
func below(path, key string) bool {
	rest, ok := strings.CutPrefix(path, key)
	return ok && (key == "" || rest == "" || rest[0] == '.' || rest[0] == '[')
}

// showSources prints what the tables below a key, and the one that holds it, say of themselves, and from which day inside the run.
func showSources(w io.Writer, f *scenarios.File, key string) error {
	var paths []string
	for path := range f.Meta {
		if path != "" && (below(path, key) || below(key, path)) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	for _, path := range paths {
		told := map[string]string{}
		for _, d := range f.MetaByDay() {
			for _, s := range saidOf(path, d.Meta[path], key) {
				if told[s.what] == s.text {
					continue
				}
				told[s.what] = s.text
				from := ""
				if d.From != "" {
					from = " from " + d.From
				}
				if _, err := fmt.Fprintf(w, "%s%s: %s\n", s.what, from, s.text); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// said is one thing that a table says of itself.
type said struct{ what, text string }

func saidOf(path string, m scenarios.Meta, key string) (all []said) {
	if m.Source != "" {
		all = append(all, said{"source of " + path, m.Source})
	}
	for _, k := range slices.Sorted(maps.Keys(m.Sources)) {
		if full := path + "." + k; below(full, key) || below(key, full) {
			all = append(all, said{"source of " + full, m.Sources[k]})
		}
	}
	if m.Note != "" {
		all = append(all, said{"note on " + path, m.Note})
	}
	if len(m.Calibrated) > 0 {
		all = append(all, said{"fitted in " + path, strings.Join(m.Calibrated, ", ")})
	}
	return all
}
