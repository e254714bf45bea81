package corridor

import (
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
)

// The checks of dated changes: each state of the scenario must stand by itself, and only what can
// change inside a run may differ between two states.

// at is what is there at a moment: the scenario as a file would give it for that day.
func (s *Scenario) at(day time.Time) *Scenario {
	now := s.on(day)
	now.Things = slices.DeleteFunc(now.Things, func(t Thing) bool { return !t.there(day) })
	for i := range now.Things {
		now.Things[i].From, now.Things[i].Until = time.Time{}, time.Time{}
	}
	now.Dated = nil
	return now
}

// first is the scenario as it is when the run begins, without what comes later.
func (s *Scenario) first() *Scenario {
	if len(s.days()) == 0 {
		return s
	}
	return s.at(s.Run.begins())
}

// AsOf is the scenario as it stands on a day of its run: a run that begins on that day, in which nothing changes.
func (s *Scenario) AsOf(day time.Time) *Scenario {
	now := s.at(day)
	now.Run.Start, now.Run.LeadIn = day, 0
	return now
}

// Turns are the days at which to look at a scenario that changes inside its run: the first of the measured period, and then each
// on which something changes or a calendar year with its demand begins; one day if nothing changes.
func (s *Scenario) Turns(level string) []time.Time {
	days := s.days()
	if len(days) == 0 && !s.DemandByYear(level) {
		return []time.Time{s.Run.Start}
	}
	for y := s.Run.Start.Year() + 1; y <= s.Run.ends().Year(); y++ {
		days = append(days, time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	days = slices.DeleteFunc(days, func(day time.Time) bool { return !day.After(s.Run.Start) || !day.Before(s.Run.ends()) })
	slices.SortFunc(days, time.Time.Compare)
	return slices.CompactFunc(append([]time.Time{s.Run.Start}, days...), time.Time.Equal)
}

// DemandByYear tells whether a level gives each calendar year a demand, and so a mix of cargo, of its own.
func (s *Scenario) DemandByYear(level string) bool {
	i := s.Find("level." + level)
	return i >= 0 && len(s.Things[i].Spec.(*Level).Year) > 0
}

// dated checks the states that follow the first.
func (c *checker) dated(s *Scenario) {
	before := c.s
	for _, day := range s.days() {
		state := &checker{s: s.at(day), day: day}
		sound := state.all()
		if sound {
			state.differences(before)
		}
		for _, f := range state.faults {
			if !slices.ContainsFunc(c.faults, func(o Fault) bool { return o.Path == f.Path && o.Text == f.Text && o.Row == f.Row }) {
				f.On = day
				c.faults = append(c.faults, f)
			}
		}
		if !sound {
			return
		}
		before = state.s
	}
}

// differences refuses what cannot change, or go away, inside a run.
func (c *checker) differences(before *Scenario) {
	for _, t := range before.Things {
		i := c.s.Find(t.Path)
		if i < 0 {
			c.removal(t)
			continue
		}
		if to := c.s.Things[i].Spec; to != t.Spec {
			c.difference(t.Path, reflect.ValueOf(t.Spec).Elem(), reflect.ValueOf(to).Elem(), false)
			if k, ok := t.Spec.(interface {
				checkChange(c *checker, path string, to Spec)
			}); ok {
				k.checkChange(c, t.Path, to)
			}
		}
	}
	for _, t := range c.s.Things {
		if f, ok := t.Spec.(*Flow); ok && before.Find(t.Path) < 0 && f.Volume == nil {
			c.lateFlow(t.Path, before)
		}
	}
}

// lateFlow refuses a flow without volume that begins inside the run; those of a pool that comes with them once for all.
func (c *checker) lateFlow(path string, before *Scenario) {
	for _, t := range c.s.Things {
		p, is := t.Spec.(interface{ feeds() []Ref })
		if !is || !contains(p.feeds(), Ref(path)) {
			continue
		}
		at, which := path, t.Path
		if before.Find(t.Path) < 0 {
			at, which = t.Path, "it"
		}
		if !hasPath(c.faults, at) {
			c.say(at, "empty ones cannot begin to go back inside a run: have %s and its returns from the beginning, without ready, with a count that is never short, such as 1000; on the day change the count", which)
		}
		return
	}
	c.say(path, "a flow without volume cannot begin inside a run: give it one, or let the run, lead-in included, begin on that day or later")
}

// checkChange refuses that a flow becomes one of another nature.
func (f *Flow) checkChange(c *checker, path string, to Spec) {
	g := to.(*Flow)
	switch {
	case (f.Volume == nil) != (g.Volume == nil) || (f.Every == nil) != (g.Every == nil):
		c.say(path, "how much cargo there is, volume or every, cannot change inside a run")
	case f.Volume != nil && f.Volume.Unit != g.Volume.Unit:
		c.say(path+".volume", "is in %v before; the unit cannot change inside a run", f.Volume.Unit)
	}
}

// removal refuses that something goes away while it may be at work.
func (c *checker) removal(t Thing) {
	switch spec := t.Spec.(type) {
	case *Vessel:
		c.say(t.Path, "a fleet cannot be removed inside a run: set count = 0")
	case *Basin:
		c.say(t.Path, "a basin cannot be removed inside a run")
	case *Flow:
		if spec.Volume == nil {
			c.say(t.Path, "a flow without volume cannot be removed inside a run")
		}
	}
}

// difference walks two values of one type and refuses those that differ below a field which may
// not change; dated is the tag of a field that may, with all that is below it.
func (c *checker) difference(path string, from, to reflect.Value, dated bool) {
	if dated || reflect.DeepEqual(from.Interface(), to.Interface()) {
		return
	}
	t := from.Type()
	switch {
	case t.Kind() == reflect.Pointer && !from.IsNil() && !to.IsNil():
		c.difference(path, from.Elem(), to.Elem(), false)
		return
	case isNamed(t) && sameNames(from, to):
		for i := range from.Len() {
			c.difference(path+"."+from.Index(i).Field(0).String(), from.Index(i).Field(1), to.Index(i).Field(1), false)
		}
		return
	case t.Kind() == reflect.Struct && hasKeys(t):
		for i := range t.NumField() {
			f := t.Field(i)
			c.difference(path+"."+KeyOf(f.Name), from.Field(i), to.Field(i), f.Tag.Get("dated") == "yes")
		}
		return
	}
	c.say(path, "cannot change inside a run; let the run, lead-in included, begin on that day or later")
}

// hasKeys tells a struct that is a table of keys from one that is a single value.
func hasKeys(t reflect.Type) bool {
	return t.NumField() > 0 && t.Field(0).Tag.Get("doc") != ""
}

func isNamed(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && strings.HasPrefix(t.Name(), "Map[")
}

func sameNames(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if a.Index(i).Field(0).String() != b.Index(i).Field(0).String() {
			return false
		}
	}
	return true
}

// KeyOf is the key of a field in a file: at_least for AtLeast.
func KeyOf(field string) string {
	var b strings.Builder
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
