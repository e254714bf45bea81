package corridor

import (
	"fmt"
	"slices"
)

// What closures mean on paper: a flow without an open route uses nothing, and where none goes over the cut the whole has no capacity.

// Shut are the flows, by path, that have no open route on the day when the run begins, and what closes their routes.
func Shut(s *Scenario) (flows, by []string) {
	s = s.first()
	for _, f := range New(s, Choices{}).flows {
		if len(f.odds) == 0 {
			flows, by = append(flows, f.path), f.closedBy(s, nil, by)
		}
	}
	return flows, by
}

// closedBy adds to a list what closes the routes of a flow that pass one of some places; nil: any.
func (f *flowState) closedBy(s *Scenario, over []Ref, by []string) []string {
	at := s.Run.begins()
	for _, choice := range spec[*Flow](s, Ref(f.path)).Route {
		places := placesOf(s, choice.Name)
		if over != nil && !slices.ContainsFunc(places, func(p Ref) bool { return contains(over, p) }) {
			continue
		}
		for _, t := range s.Things {
			c, is := t.Spec.(*Closure)
			if !is || !t.there(at) {
				continue
			}
			for _, p := range places {
				if text := fmt.Sprintf("%s closes %s", t.Path, p); c.closes(p, at) && !contains(by, text) {
					by = append(by, text)
				}
			}
		}
	}
	return by
}

// shutCut says what closes the routes over the cut of the counted flows that would cross it.
func (l *ledger) shutCut() (by []string) {
	for _, f := range l.w.flows {
		direction := l.s.Goal.Direction
		if f.spec.Counted && f.kg > 0 && (direction == "both" || direction == f.spec.Direction) {
			by = f.closedBy(l.s, l.s.Goal.MeasuredAt, by)
		}
	}
	return by
}
