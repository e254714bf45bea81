package main

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"corridor/scenarios"
	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/des"
)

// traceFlags are what the user asks of a trace.
type traceFlags struct {
	changes
	unit        string
	list        bool
	level       string
	replication int
	seed        seed
	from        string
	days        quantity
	json        bool
	all         bool
}

// Days that are shown where none are asked for, of what has no end of its own.
const traceDays = 10

func newTrace() *cobra.Command {
	f := traceFlags{days: quantity{max: 36500}}
	c := &cobra.Command{
		Use:   "trace FILE --unit ID | --list",
		Short: "The life of one consignment, train or vessel, hour by hour",
		Long: `Simulates one replication and prints what one unit did: when, for how many hours, in which place, and what it did
or waited for there; "km so far", of what moves, are those behind it at the end of that, from its start or the first moment shown. At the end the
hours by cause, which add up to the age of a consignment, to the nanosecond in the model. A line on which a train has stopped often,
as at the loops of a single track, has one row for each thing that it did there; --all prints each stretch.

Units have names that --list shows for a stretch of time:
  flow.export#17        consignment 17 of a flow, counted from 0 at the start of the run, lead-in included;
                        it may be split on its way: what is shown is the life of its first piece
  flow.export#17:30     the same, of its piece 30
  train.port.aktau#12   train 12 that set out from a place
  vessel.feeder#0       ship 0 of a fleet, or its name in the figure gantt, "Feeder 1"; --from and --days say which days are shown
  basin.caspian#3       storm 3 of a sea and the ports it closed

The replication is the one of the same number and seed in the journal of corridor run, where they count from 0. Of one that
fails, by a deadlock say, what there was up to then is shown, and then the failure; the exit code is 1. The days that are shown of
ships and by --list are then the last ones before it, unless --from says otherwise.`,
		Example: `  corridor trace tiny --list
  corridor trace tiny --unit flow.export#17
  corridor trace tiny --unit vessel.feeder#0 --from 2025-02-10 --days 14`,
		Args:              cobra.MatchAll(atLeast(1, "the scenario FILE"), cobra.MaximumNArgs(1)),
		ValidArgsFunction: tomlFiles,
		RunE: func(c *cobra.Command, args []string) error {
			return trace(c.OutOrStdout(), c.ErrOrStderr(), args, &f)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.unit, "unit", "", "`ID` of the unit whose life is printed")
	flags.BoolVar(&f.list, "list", false, "list units of the days from --from on")
	flags.StringVar(&f.level, "level", "", "demand level `NAME` (default: the first)")
	flags.IntVar(&f.replication, "replication", 0, "`NUMBER` of the replication, from 0")
	flags.VarP(&f.seed, "seed", "s", "seed of all luck (default: of the scenario)")
	flags.StringVar(&f.from, "from", "", "first `DATE` shown, as in 2024-02-10 (default: the beginning)")
	flags.Var(&f.days, "days", "days shown (default: the whole life of a consignment or train, otherwise 10)")
	flags.BoolVar(&f.all, "all", false, "print each stretch of a line, also where a train has stopped often")
	flags.BoolVar(&f.json, "json", false, "print JSON, with each stretch")
	addChanges(flags, &f.changes)
	return c
}

// tracing is one replication that is traced, and the stretch of time that is shown of it.
type tracing struct {
	path        string // of the scenario, as typed
	name        string // of the scenario
	scenario    *corridor.Scenario
	level       string
	replication int
	seed        uint64
	log         *corridor.Trace
	from, until des.Time
	whole       bool   // no days were asked for
	fault       string // by which the replication failed, or ""
}

// trace is the verb.
func trace(stdout, stderr io.Writer, args []string, f *traceFlags) error {
	if f.list == (f.unit != "") {
		return misused("trace: either --unit ID or --list; see corridor trace -h")
	}
	files, err := loadAll(stderr, args, f.changes)
	if err != nil {
		return err
	}
	t, err := newTracing(files[0], args[0], f)
	if err != nil {
		return err
	}
	if !f.list {
		if t.log.Follow, err = t.piece(f.unit); err != nil {
			return err
		}
	}
	t.run(f)
	err = t.tell(stdout, f)
	if t.fault == "" {
		return err
	}
	analysis.WriteWrapped(stderr, "failed: ", faultOf(t.name, t.level, t.replication, t.seed, t.fault))
	if err != nil {
		return err
	}
	return &failure{code: exitFailed}
}

// tell prints what was asked for.
func (t *tracing) tell(w io.Writer, f *traceFlags) error {
	if f.list {
		return t.list(w)
	}
	unit, err := t.find(f.unit)
	if err != nil {
		return err
	}
	l := t.life(unit)
	if f.json {
		return l.writeJSON(w)
	}
	return l.writeText(w, f.all)
}

// newTracing chooses the replication and the days.
func newTracing(file *scenarios.File, path string, f *traceFlags) (*tracing, error) {
	s := file.Scenario
	t := &tracing{path: path, name: file.Name, scenario: s, level: f.level, replication: f.replication, log: &corridor.Trace{}, whole: f.from == "" && f.days.n == 0}
	if f.replication < 0 {
		return nil, misused("--replication %d: replications count from 0", f.replication)
	}
	if t.level == "" {
		t.level = file.Levels[0]
	}
	if _, err := levelsOf([]*scenarios.File{file}, []string{t.level}); err != nil {
		return nil, err
	}
	var err error
	if t.seed, err = seedOf([]*scenarios.File{file}, f.seed); err != nil {
		return nil, err
	}
	start, end := des.Time(s.Run.LeadIn), des.Time(s.Run.LeadIn+s.Run.Length)
	t.from = start
	if f.from != "" {
		date, err := time.Parse(time.DateOnly, f.from)
		t.from = start.Add(date.Sub(s.Run.Start))
		if err != nil || t.from < 0 || t.from >= end {
			return nil, misused("--from %s: write a date from %s to %s", f.from, s.Run.Date(0).Format(time.DateOnly), s.Run.Date(end-1).Format(time.DateOnly))
		}
	}
	t.until = min(end, t.from.Add(f.stretch()))
	return t, nil
}

// stretch is how long the days are that are shown of what has no end of its own.
func (f *traceFlags) stretch() time.Duration {
	if f.days.n == 0 {
		return traceDays * 24 * time.Hour
	}
	return time.Duration(f.days.n) * 24 * time.Hour
}

// run simulates the replication, or what there is of it.
func (t *tracing) run(f *traceFlags) {
	w := corridor.New(t.scenario, corridor.Choices{Seed: t.seed, Replication: t.replication, Level: t.level, Trace: t.log})
	t.fault = faultIn(func() { w.Run() })
	if t.fault != "" && f.from == "" {
		t.until = t.log.End
		t.from = max(0, t.until.Add(-f.stretch()))
	}
}
