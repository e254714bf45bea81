package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"corridor/plots"
	"corridor/sim/analysis"
)

func newPlot() *cobra.Command {
	list, out := false, ""
	c := &cobra.Command{
		Use:   "plot [KIND...] RESULT",
		Short: "Draw figures from a folder of results",
		Long: `Draws figures from a folder that corridor run or corridor ablate has written, as SVG, PNG (300 dpi), PDF, CSV with exactly
the numbers drawn, and JSON with title, caption and alternative text. Without KIND all are drawn.`,
		Example: `  corridor plot --list
  corridor plot capacity-curve time-distance results/middle-corridor -o report/figures`,
		RunE: func(c *cobra.Command, args []string) error {
			if list {
				return listFigures(c.OutOrStdout())
			}
			if err := atLeast(1, "the folder of results")(c, args); err != nil {
				return err
			}
			return plot(c.OutOrStdout(), c.ErrOrStderr(), args[:len(args)-1], args[len(args)-1], out)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return figureNames(), cobra.ShellCompDirectiveDefault
		},
	}
	c.Flags().BoolVar(&list, "list", false, "list the kinds of figures")
	c.Flags().StringVarP(&out, "out", "o", "", "`DIR` of the figures (default: RESULT/figures)")
	return c
}

func figureNames() []string {
	var names []string
	for _, f := range plots.Figures {
		names = append(names, f.Name)
	}
	return names
}

func listFigures(w io.Writer) error {
	for _, f := range plots.Figures {
		if _, err := fmt.Fprintf(w, "%-22s %s\n", f.Name, f.Doc); err != nil {
			return err
		}
	}
	return nil
}

// plot draws the kinds asked for, each of which must succeed, or all that the results allow.
func plot(stdout, stderr io.Writer, kinds []string, result, dir string) error {
	for _, kind := range kinds {
		if !slices.Contains(figureNames(), kind) {
			return misused("no figure is called %q; there are %s", kind, strings.Join(figureNames(), ", "))
		}
	}
	r, err := analysis.Load(result)
	if err != nil {
		return failed("%s cannot be read as results: %w", result, err)
	}
	if dir == "" {
		dir = filepath.Join(result, figuresName)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return failed("%w", err)
	}
	for _, text := range r.Warnings {
		fmt.Fprintf(stderr, "warning: %s\n", text)
	}
	drawn, err := draw(r, dir, kinds, stderr)
	if err != nil {
		return failed("%w", err)
	}
	for _, path := range drawn {
		fmt.Fprintln(stdout, path)
	}
	return nil
}

func draw(r *analysis.Report, dir string, kinds []string, stderr io.Writer) ([]string, error) {
	if len(kinds) > 0 {
		return drawKinds(r, dir, kinds)
	}
	paths, err := drawAll(r, dir, stderr)
	if err == nil && len(paths) == 0 {
		err = errors.New("the results hold no data for any figure")
	}
	return paths, err
}

// drawAll draws every figure that the results allow, and says which they do not.
func drawAll(r *analysis.Report, dir string, stderr io.Writer) ([]string, error) {
	var paths []string
	for _, f := range plots.Figures {
		if !f.Fits(r) {
			continue
		}
		d, err := f.Draw(r)
		if err != nil {
			fmt.Fprintln(stderr, err) // it names the figure and what is missing
			continue
		}
		files, err := plots.Save(d, filepath.Join(dir, f.Name))
		if err != nil {
			return nil, err
		}
		paths = append(paths, files...)
	}
	return paths, nil
}

func drawKinds(r *analysis.Report, dir string, kinds []string) ([]string, error) {
	var paths []string
	for _, f := range plots.Figures {
		if !slices.Contains(kinds, f.Name) {
			continue
		}
		d, err := f.Draw(r)
		if err != nil {
			return nil, err
		}
		files, err := plots.Save(d, filepath.Join(dir, f.Name))
		if err != nil {
			return nil, err
		}
		paths = append(paths, files...)
	}
	return paths, nil
}

// removeFigures removes what an earlier run has drawn: a figure that is not drawn now would be of
// other numbers. Files of other names stay.
func removeFigures(dir string) error {
	for _, name := range figureNames() {
		for _, ending := range figureEndings {
			if err := os.Remove(filepath.Join(dir, name+ending)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// figureEndings are the files of a figure, as plots.Save writes them.
var figureEndings = []string{".svg", ".png", ".pdf", ".csv", ".json"}
