package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
)

// Measures that become ready inside the run. The state of the scenario on each of their days is
// what a file with all measures that are ready by then would give; what differs between two states
// is a dated change.

// state is the scenario from a day on.
type state struct {
	day      time.Time
	root     *node
	scenario *corridor.Scenario
	meta     map[string]Meta
	removed  map[string]removal // what is away, by path
	fresh    []*measure         // that are ready on the day
}

// isLate tells whether a measure becomes ready inside the run, lead-in included.
func (m *measure) isLate(run *corridor.Run) bool {
	return !m.gone && !run.Start.IsZero() && m.Ready.After(run.Start.Add(-run.LeadIn))
}

// daysOf are the days inside the run on which measures become ready.
func daysOf(measures []*measure, run *corridor.Run) (days []time.Time) {
	for _, m := range measures {
		if m.isLate(run) {
			days = append(days, m.Ready)
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	return slices.CompactFunc(days, time.Time.Equal)
}

// readyBy are the measures that are in effect on a day.
func readyBy(measures []*measure, day time.Time) []*measure {
	return slices.DeleteFunc(slices.Clone(measures), func(m *measure) bool { return m.gone || m.Ready.After(day) })
}

// later reads the state of each day of change and adds to the scenario what it changes.
func (l *loader) later(f *File, plan *plan) {
	for _, day := range plan.days {
		root := plan.root.clone()
		var fresh []*measure
		for _, m := range plan.measures {
			if m.Ready.Equal(day) && !m.gone {
				fresh = append(fresh, m)
			}
		}
		for _, line := range l.use(root, readyBy(plan.measures, day), fresh) {
			f.Applied = append(f.Applied, fmt.Sprintf("%s, from %s", line, day.Format(time.DateOnly)))
		}
		f.Set = append(f.Set, l.set(root, plan.settings, day)...)
		r := newReading(l.log, l.files, root)
		r.removed = l.removed
		s := r.scenario()
		if l.failed() {
			return
		}
		for path, m := range r.meta {
			if _, known := f.Meta[path]; !known {
				f.Meta[path] = m
			}
		}
		next := state{day, root, s, r.meta, l.removed, fresh}
		if l.comesBack(f, next); l.failed() {
			return
		}
		f.follow(next)
	}
	l.idleSettings(plan.settings)
}

// follow adds a state to a scenario: things that come, go, or are other than before. What comes is added at the end:
// until then the scenario, which is its own first state, must stay in order of path, since it is searched.
func (f *File) follow(next state) {
	before := f.last()
	d := corridor.Dated{On: next.day}
	var fresh []corridor.Thing
	for _, t := range next.scenario.Things {
		i := before.Find(t.Path)
		switch {
		case i < 0:
			t.From = next.day
			fresh = append(fresh, t)
		case !reflect.DeepEqual(before.Things[i].Spec, t.Spec):
			d.Things = append(d.Things, t)
		}
	}
	for _, t := range before.Things {
		if next.scenario.Find(t.Path) < 0 {
			f.Scenario.Things[f.Scenario.Find(t.Path)].Until = next.day
		}
	}
	f.Scenario.Things = append(f.Scenario.Things, fresh...)
	slices.SortFunc(f.Scenario.Things, func(a, b corridor.Thing) int { return strings.Compare(a.Path, b.Path) })
	f.Scenario.Dated = append(f.Scenario.Dated, d)
	f.states = append(f.states, next)
}

// last is the scenario as it is in the latest state.
func (f *File) last() *corridor.Scenario {
	if n := len(f.states); n > 0 {
		return f.states[n-1].scenario
	}
	return f.Scenario
}

// rootOn is the tree of the state in force on a day; the first for the zero day.
func (f *File) rootOn(day time.Time) *node {
	root := f.root
	for _, s := range f.states {
		if !s.day.After(day) {
			root = s.root
		}
	}
	return root
}

// datedValues are the values that dated changes give, with their day before the path.
func datedValues(s *corridor.Scenario) (lines []string) {
	for _, d := range s.Dated {
		for _, t := range d.Things {
			for _, v := range walk(nil, t.Path, reflect.ValueOf(t.Spec).Elem()) {
				lines = append(lines, fmt.Sprintf("%s %s=%q\n", d.On.Format(time.DateOnly), v.path, v.reader.text(v.v)))
			}
		}
	}
	for _, t := range s.Things {
		if !t.From.IsZero() || !t.Until.IsZero() {
			lines = append(lines, fmt.Sprintf("%s from %s until %s\n", t.Path, t.From.Format(time.DateOnly), t.Until.Format(time.DateOnly)))
		}
	}
	return lines
}
