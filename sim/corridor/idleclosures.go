package corridor

import (
	"slices"
	"time"
)

// A closure does nothing where all that it closes is closed by another for all of its time, or where its time is over before it comes.

// closedTime is a closure with the time for which it is there and holds within the run.
type closedTime struct {
	path        string
	places      []Ref
	from, until time.Time
	comes       time.Time // on this day of the run; zero: it is there from the beginning
}

// idleClosures finds closures that have no effect beside others, or for want of time. Of two equal ones each has none beside the other.
func idleClosures(s *Scenario) (out []Fault) {
	var all []closedTime
	for _, t := range s.Things {
		c, is := t.Spec.(*Closure)
		if !is || !c.From.Before(s.Run.ends()) || !c.Until.IsZero() && !c.Until.After(s.Run.begins()) {
			continue // see Closure.idle
		}
		x := closedTime{path: t.Path, places: c.Places, from: latest(latest(c.From, t.From), s.Run.begins()), until: firstOf(c.Until, t.Until, s.Run.ends())}
		if t.From.After(s.Run.begins()) {
			x.comes = t.From
		}
		switch {
		case x.from.Before(x.until):
			all = append(all, x)
		case x.until.Equal(c.Until):
			out = append(out, Fault{Path: t.Path + ".until", On: x.comes, Text: "has no effect: it is over when the closure comes, on " + t.From.Format(time.DateOnly)})
		case x.until.Equal(t.Until):
			out = append(out, Fault{Path: t.Path + ".from", On: x.comes, Text: "has no effect: the closure is gone by then, from " + t.Until.Format(time.DateOnly)})
		}
	}
	for _, x := range all {
		if by := coveredBy(all, x); by != nil {
			out = append(out, Fault{Path: x.path + ".places", On: x.comes, Text: "has no effect: closed by " + join(by, " and ") + " for all of that time", Because: string(by[0])})
		}
	}
	return out
}

// coveredBy names closures each of which closes some of the places of one for all of its time, and which together close all; none if
// there are no such.
func coveredBy(all []closedTime, x closedTime) (by []Ref) {
	for _, place := range x.places {
		k := slices.IndexFunc(all, func(o closedTime) bool {
			return o.path != x.path && contains(o.places, place) && !o.from.After(x.from) && !o.until.Before(x.until)
		})
		if k < 0 {
			return nil
		}
		if other := Ref(all[k].path); !contains(by, other) {
			by = append(by, other)
		}
	}
	return by
}

// firstOf is the earliest of some days, of which a zero one never comes.
func firstOf(list ...time.Time) time.Time {
	return slices.MinFunc(slices.DeleteFunc(list, time.Time.IsZero), time.Time.Compare)
}
