package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"corridor/scenarios"
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
}

// Days that are shown where none are asked for, of what has no end of its own.
const traceDays = 10

func newTrace() *cobra.Command {
	f := traceFlags{days: quantity{max: 36500}}
	c := &cobra.Command{
		Use:   "trace FILE --unit ID | --list",
		Short: "The life of one consignment, train or vessel, hour by hour",
		Long: `Simulates one replication and prints what one unit did: when, for how many hours and over how many
kilometres, in which place, and what it did or waited for there. At the end the hours by cause, which add up
to the age of a consignment, to the nanosecond in the model.

Units have names that --list shows for a stretch of time:
  flow.export#17        consignment 17 of a flow, counted from 0 at the start of the run, lead-in included;
                        it may be split on its way: what is shown is the life of its first piece
  flow.export#17:30     the same, of its piece 30
  train.port.aktau#12   train 12 that set out from a place
  vessel.feeder#0       ship 0 of a fleet; --from and --days say which days are shown
  basin.caspian#3       storm 3 of a sea and the ports it closed

The replication is the one of the same number and seed in the journal of corridor run, where they count from 0.`,
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
	flags.BoolVar(&f.json, "json", false, "print JSON")
	addChanges(flags, &f.changes)
	return c
}

// tracing is one replication that is traced, and the stretch of time that is shown of it.
type tracing struct {
	path        string // of the scenario, as typed
	scenario    *corridor.Scenario
	level       string
	replication int
	seed        uint64
	log         *corridor.Trace
	from, until des.Time
	whole       bool // no days were asked for
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
	if f.list {
		t.run()
		return t.list(stdout)
	}
	if t.log.Follow, err = t.piece(f.unit); err != nil {
		return err
	}
	t.run()
	unit, err := t.find(f.unit)
	if err != nil {
		return err
	}
	l := t.life(unit)
	if f.json {
		return l.writeJSON(stdout)
	}
	return l.writeText(stdout)
}

// newTracing chooses the replication and the days.
func newTracing(file *scenarios.File, path string, f *traceFlags) (*tracing, error) {
	s := file.Scenario
	t := &tracing{path: path, scenario: s, level: f.level, replication: f.replication, log: &corridor.Trace{}, whole: f.from == "" && f.days.n == 0}
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
	days := f.days.n
	if days == 0 {
		days = traceDays
	}
	t.until = min(end, t.from.Add(time.Duration(days)*24*time.Hour))
	return t, nil
}

func (t *tracing) run() {
	w := corridor.New(t.scenario, corridor.Choices{Seed: t.seed, Replication: t.replication, Level: t.level, Trace: t.log})
	w.Run()
}

// piece reads the ID of a piece of cargo; nil for units of other kinds.
func (t *tracing) piece(id string) (*corridor.Piece, error) {
	if !strings.HasPrefix(id, "flow.") {
		return nil, nil
	}
	path, rest, _ := strings.Cut(id, "#")
	if i := t.scenario.Find(path); i < 0 {
		return nil, misused("--unit %s: no flow is called %s; %s", id, path, scenarios.DidYouMean(path, t.paths("flow.")))
	}
	p := &corridor.Piece{Flow: corridor.Ref(path)}
	number, index, split := strings.Cut(rest, ":")
	ok := scan(number, &p.Number)
	if split {
		ok = ok && scan(index, &p.Index)
	}
	if !ok {
		return nil, misused("--unit %s: write %s#17, or %s#17:30 for the life of its piece 30", id, path, path)
	}
	return p, nil
}

// scan reads a whole number that is not negative.
func scan[T uint64 | int64](text string, into *T) bool {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 1<<50 {
			return false
		}
		n = 10*n + int(c-'0')
	}
	*into = T(n)
	return text != ""
}

// paths are the things whose path begins so.
func (t *tracing) paths(prefix string) (out []string) {
	for _, thing := range t.scenario.Things {
		if strings.HasPrefix(thing.Path, prefix) {
			out = append(out, thing.Path)
		}
	}
	return out
}

// find finds the unit that was asked for in the log, or says what there is.
func (t *tracing) find(id string) (int32, error) {
	if p := t.log.Follow; p != nil {
		return t.findCargo(id, p)
	}
	stem, _, _ := strings.Cut(id, "#")
	stems, n := []string{}, 0
	for i, u := range t.log.Units {
		if u.Name == id {
			return int32(i), nil
		}
		s, _, _ := strings.Cut(u.Name, "#")
		if s == stem {
			n++
		}
		if len(stems) == 0 || stems[len(stems)-1] != s {
			stems = append(stems, s)
		}
	}
	hint := fmt.Sprintf("corridor trace %s --list lists units", quoted(t.path))
	if n > 0 {
		return 0, misused("there is no unit %s: %s#0 to %s#%d are there; %s", id, stem, stem, n-1, hint)
	}
	return 0, misused("there is no unit %s; %s; %s", id, scenarios.DidYouMean(stem, distinct(stems)), hint)
}

// findCargo finds the consignment that was followed.
func (t *tracing) findCargo(id string, p *corridor.Piece) (int32, error) {
	for i, u := range t.log.Units {
		if u.Kind == corridor.UnitCargo {
			return int32(i), nil
		}
	}
	n, pieces := 0, int64(0)
	for _, b := range t.log.Births {
		if b.Flow == p.Flow {
			n++
			if b.Number == p.Number {
				pieces = b.Pieces
			}
		}
	}
	switch {
	case pieces > 0 && p.Index >= pieces:
		return 0, misused("there is no unit %s: the consignment has pieces 0 to %d", id, pieces-1)
	case n == 0:
		return 0, misused("there is no unit %s: no cargo of this flow is born at level %s", id, t.level)
	}
	return 0, misused("there is no unit %s: the flow has consignments 0 to %d; corridor trace %s --list lists units", id, n-1, quoted(t.path))
}

// distinct keeps the first of equal names.
func distinct(names []string) (out []string) {
	seen := map[string]bool{}
	for _, n := range names {
		if !seen[n] {
			out = append(out, n)
		}
		seen[n] = true
	}
	return out
}
