package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	os.Exit(command(os.Stdout, os.Stderr, os.Args[1:]))
}

// garbagePercent lets the heap grow to some tens of megabytes before garbage is collected. A replication leaves little of
// it behind, and each collection stops all workers.
const garbagePercent = 400

// command is the whole program: it runs the verb named by args and returns the exit code.
func command(stdout, stderr io.Writer, args []string) int {
	out := &checkedWriter{to: stdout}
	root := newRoot()
	root.SetOut(out)
	root.SetErr(stderr)
	root.SetArgs(args)
	err := root.Execute()
	if out.err != nil {
		err = failed("writing the answer: %w", out.err)
	}
	return report(stderr, err)
}

// report prints an error and returns the exit code it stands for. What cobra itself finds wrong are
// flags and names of verbs.
func report(stderr io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{exitUsage, err}
	}
	if f.err != nil {
		fmt.Fprintf(stderr, "corridor: %v\n", f.err)
	}
	return f.code
}

// newRoot makes the tree of verbs, in the order of a day's work.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "corridor",
		Short:         "Simulate freight on the Trans-Caspian Middle Corridor",
		Long:          introduction,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := io.WriteString(c.OutOrStdout(), introduction)
			return err
		},
	}
	cobra.EnableCommandSorting = false
	root.AddCommand(newCheck(), newShow(), newRun(), newTrace(), newAblate(), newVerify(), newPlot(), newSchema(), newReference(), newVersion(), newMan())
	return root
}

const introduction = `corridor simulates freight on the Trans-Caspian Middle Corridor: trains, changes of gauge,
borders, ports and ships, hour by hour, for many years of different luck.

  corridor check FILE     what is wrong with a scenario; capacities on paper
  corridor run FILE       simulate it: table, figures, data
  corridor show FILE KEY  where a number comes from

A FILE is a path or a scenario shipped in the program: tiny, middle-corridor-2019
to -2025, -2027, -2024-2027 and -systems.

next: corridor run tiny
`

// checkedWriter remembers the first error, so that a full disk is not taken for an answer.
type checkedWriter struct {
	to  io.Writer
	err error
}

func (w *checkedWriter) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.to.Write(p)
	w.err = err
	return n, err
}
