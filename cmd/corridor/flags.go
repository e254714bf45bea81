package main

import (
	"errors"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// addChanges adds the flags that change a scenario.
func addChanges(flags *pflag.FlagSet, c *changes) {
	flags.StringArrayVar(&c.with, "with", nil, "apply the `MEASURE`: a file, or the name of one in the folder measures beside the scenario; may be repeated")
	flags.Var((*assignments)(&c.set), "set", "set a `KEY=VALUE` of the scenario, after measures; a value with a sign is relative: +2, -5, +20%; may be repeated")
}

// assignments is a list of KEY=VALUE.
type assignments []string

func (a *assignments) String() string { return strings.Join(*a, " ") }
func (a *assignments) Type() string   { return "KEY=VALUE" }
func (a *assignments) Set(text string) error {
	if key, _, ok := strings.Cut(text, "="); !ok || strings.TrimSpace(key) == "" {
		return errors.New("write KEY=VALUE, as in port.aktau.berth.ferry.count=3")
	}
	*a = append(*a, text)
	return nil
}

// quantity is a whole number from 1 up; 0 means that the flag was not given.
type quantity struct {
	n   int
	max int
}

func (q *quantity) Type() string { return "N" }
func (q *quantity) String() string {
	if q.n == 0 {
		return ""
	}
	return strconv.Itoa(q.n)
}
func (q *quantity) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > q.max {
		return errors.New("must be a whole number from 1 to " + strconv.Itoa(q.max))
	}
	q.n = n
	return nil
}

// seed is a whole number, or nothing.
type seed struct {
	n     uint64
	given bool
}

func (s *seed) Type() string { return "N" }
func (s *seed) String() string {
	if !s.given {
		return ""
	}
	return strconv.FormatUint(s.n, 10)
}
func (s *seed) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return errors.New("must be a whole number from 0 to 18446744073709551615")
	}
	s.n, s.given = n, true
	return nil
}

// choice is one of some words.
type choice struct {
	value string
	of    []string
}

func (c *choice) Type() string   { return "WORD" }
func (c *choice) String() string { return c.value }
func (c *choice) Set(text string) error {
	if !slices.Contains(c.of, text) {
		return errors.New("must be one of " + strings.Join(c.of, ", "))
	}
	c.value = text
	return nil
}

// Limits of flags: larger numbers are slips of the finger.
const (
	replicationsMax = 1_000_000
	jobsMax         = 4096
)

func allCores() quantity { return quantity{n: runtime.GOMAXPROCS(0), max: jobsMax} }

// atLeast makes sure that arguments are there, and says which.
func atLeast(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return misused("%s: %s is missing; see corridor %s -h", c.Name(), what, c.Name())
		}
		return nil
	}
}

// tomlFiles completes names of scenario files.
func tomlFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
}
