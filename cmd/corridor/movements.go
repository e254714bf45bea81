package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"corridor/sim/analysis"
	"corridor/sim/corridor"
	"corridor/sim/des"
	"corridor/sim/experiment"
)

// Of the days that a scenario watches, trains are kept for the first days, traffic that is not of the
// corridor for fewer still: the longer ones are for ships.
const (
	watchTrains = 10 * 24 * time.Hour
	watchOthers = 3 * 24 * time.Hour
)

// watchDefault is when the days that are watched begin in the last year of the measured period, unless the scenario says it.
const watchDefault = 40 * 24 * time.Hour

// watchFrom is when the days that are watched begin unless the user has chosen a day, from the start of the measured period. In
// a run of several years it is the last of them, when all that changes inside the run has come about; but a model without a goal,
// such as one from a textbook, may run for hundreds of equal years.
func watchFrom(s *corridor.Scenario) time.Duration {
	run := &s.Run
	latest := max(run.Length-run.Watch, 0)
	if run.WatchFrom != nil {
		return min(*run.WatchFrom, latest)
	}
	from := min(watchDefault, latest)
	if len(s.Goal.MeasuredAt) == 0 && s.Goal.Family == "" {
		return from
	}
	for years := 1; ; years++ {
		next := run.Start.AddDate(years, 0, 0).Sub(run.Start) + watchDefault
		if next > latest {
			return from
		}
		from = next
	}
}

// lastOn is the last day of the measured period with a month and a day, 02-10.
func lastOn(run *corridor.Run, monthDay string) (on time.Time, err error) {
	for year := run.Start.Add(run.Length - 1).Year(); year >= run.Start.Year(); year-- {
		on, err = time.Parse(time.DateOnly, fmt.Sprintf("%04d-%s", year, monthDay))
		if err == nil && on.Before(run.Start.Add(run.Length)) {
			return on, nil
		}
	}
	return on, err
}

// watchOn lets the days that are watched begin on a day: 2027-02-10 or, in the last year of each scenario, 02-10.
func (p *plan) watchOn(day string) error {
	if day == "" {
		return nil
	}
	for i, f := range p.files {
		run := &f.Scenario.Run
		on, err := time.Parse(time.DateOnly, day)
		if err != nil {
			on, err = lastOn(run, day)
		}
		switch {
		case err != nil:
			return misused("--watch %s is not a day; write it as 2027-02-10, or as 02-10 for that day of the last year", day)
		case on.Before(run.Start) || !on.Before(run.Start.Add(run.Length)):
			return misused("--watch %s lies outside the measured period of %s, %s to %s", day, p.paths[i],
				run.Start.Format(time.DateOnly), run.Start.Add(run.Length-1).Format(time.DateOnly))
		}
		p.watched = append(p.watched, on.Sub(run.Start))
	}
	p.again += " --watch " + day
	return nil
}

// watch simulates the first replication of the states that figures compare once more, up to the end of the days
// to be watched, and keeps what moved in them beside the journal. A replication that fails here and has not in the journal was
// simulated by another build, whose model knew less.
func (out *results) watch(r *analysis.Report, stderr io.Writer) error {
	if out.journal == nil {
		return nil
	}
	for _, variant := range r.States() {
		if !good(r, variant) {
			fmt.Fprintf(stderr, "no movements of %s: its first replication is not there\n", r.Label(variant))
			continue
		}
		moved, fault := out.plan.movements(r, variant)
		if fault != "" {
			out.unlike++
			v := r.Header.Variants[variant]
			analysis.WriteWrapped(stderr, "failed: ", faultOf(out.plan.files[v.Scenario].Name, r.Header.Levels[v.Level], 0, r.Header.Seed, fault))
			continue
		}
		r.Movements = append(r.Movements, moved...)
	}
	if len(r.Movements) == 0 {
		return nil
	}
	path := filepath.Join(out.plan.dir, analysis.MovementsName)
	err := writeFile(path, func(w io.Writer) error { return analysis.WriteMovements(w, r.Movements) })
	if err != nil {
		return failed("%w", err)
	}
	return nil
}

// good tells whether the first replication of a variant has no fault.
func good(r *analysis.Report, variant int) bool {
	return slices.ContainsFunc(r.Rows, func(row experiment.Row) bool {
		return row.Variant == variant && row.Replication == 0 && row.Fault == ""
	})
}

// movements simulates the beginning of one replication; fault says how that failed, "" if it did not.
func (p *plan) movements(r *analysis.Report, variant int) (moved []analysis.Movement, fault string) {
	v := p.header.Variants[variant]
	s := p.files[v.Scenario].Scenario
	from := watchFrom(s)
	if p.watched != nil {
		from = p.watched[v.Scenario]
	}
	route, ok := r.MainRouteOn(variant, s.Run.Start.Add(from))
	if !ok || s.Run.Watch == 0 {
		return nil, ""
	}
	states := r.States()
	busiest := r.BusiestSingle(states[len(states)-1], route) // the same line for all, that of the heaviest load
	k := keeper{scenario: s, variant: variant, line: busiest, log: &corridor.Trace{}}
	k.log.Others = corridor.Ref(k.line)
	for _, step := range route.Steps {
		k.places = append(k.places, step.Place)
	}
	k.from = des.Time(s.Run.LeadIn + from)
	k.until = min(k.from.Add(s.Run.Watch), des.Time(s.Run.LeadIn+s.Run.Length))
	k.log.From = k.from
	w := corridor.New(s, corridor.Choices{Seed: p.header.Seed, Level: p.header.Levels[v.Level], Trace: k.log})
	if fault = faultIn(func() { w.RunTo(min(from+s.Run.Watch, s.Run.Length)) }); fault != "" {
		return nil, fault
	}
	k.keep()
	return k.kept, ""
}

// keeper picks what figures need from a log.
type keeper struct {
	scenario    *corridor.Scenario
	variant     int
	places      []string // of the main route
	line        string   // the single track that is kept section by section
	log         *corridor.Trace
	from, until des.Time
	kept        []analysis.Movement
	last        map[int32]int // by unit: its last movement in kept
}

// keep goes through the log. The way of a train over a line is one movement, but on the line that is looked at closely.
func (k *keeper) keep() {
	k.last = map[int32]int{}
	for _, s := range k.log.Segments {
		u := k.log.Units[s.Unit]
		if s.Begin == s.End || !k.wanted(u.Kind, s) {
			continue
		}
		m := analysis.Movement{Variant: k.variant, Unit: u.Name, Kind: u.Kind, Of: u.Of, Place: s.Place, Berth: s.Berth, Way: s.Way.String(),
			Begin: k.date(s.Begin), End: k.date(s.End), From: s.From, To: s.To, Doing: s.Doing}
		if u.Kind == corridor.UnitVessel {
			m.Name = analysis.ShipName(u.Name, k.scenario.Things[k.scenario.Find(u.Of)].Name)
		}
		if i, known := k.last[s.Unit]; known && s.Place != k.line && underWay(k.kept[i], m) {
			k.kept[i].End, k.kept[i].To = m.End, m.To
			continue
		}
		k.last[s.Unit] = len(k.kept)
		k.kept = append(k.kept, m)
	}
}

// underWay tells whether a train goes on over the line where it was: it runs, or stands in a loop.
func underWay(last, next analysis.Movement) bool {
	return last.Kind == analysis.KindTrain && last.Place == next.Place && last.End.Equal(next.Begin) && last.From != last.To && last.To == next.From &&
		(next.From != next.To || next.To > 0 && next.To < 1)
}

// wanted tells whether a segment belongs to the days and places that are kept.
func (k *keeper) wanted(kind string, s corridor.Segment) bool {
	until := k.until
	switch kind {
	case corridor.UnitTrain:
		if !slices.Contains(k.places, s.Place) {
			return false
		}
		until = min(until, k.from.Add(watchTrains))
	case corridor.UnitOther:
		until = min(until, k.from.Add(watchOthers))
	case corridor.UnitCargo:
		return false
	}
	return s.End > k.from && s.Begin < until
}

// date is a time of the run to the second.
func (k *keeper) date(t des.Time) time.Time { return k.scenario.Run.Date(t).Truncate(time.Second) }
