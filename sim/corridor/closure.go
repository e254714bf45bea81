package corridor

import "time"

var closureKind = Kind{Name: "closure", Doc: "A time in which places take no new cargo: flows with several routes use the others, in proportion to their shares; one of share 0 is used only while all that have a share are closed. What is under way goes on, through the closed place too, or takes another route where the ways part, if its flow says so (flow.NAME.reroute). A place that nobody may enter for a time has hours (rail.NAME.hours) or closes (border.NAME.closed).", New: func() Spec {
	return &Closure{}
}}

// Closure is a time in which places are closed to new cargo.
type Closure struct {
	Places []Ref     `doc:"what is closed" to:"place" need:"yes"`
	From   time.Time `doc:"first day; absent: from the beginning"`
	Until  time.Time `doc:"day on which it opens again; absent: never"`
}

func (*Closure) build(*builder) {}

// closes tells whether a place is closed at a moment.
func (c *Closure) closes(place Ref, at time.Time) bool {
	return contains(c.Places, place) && !c.From.After(at) && (c.Until.IsZero() || c.Until.After(at))
}

// openRoutes are the routes of a flow that pass no closed place, with shares that add up to 1 again. Where they are
// chosen by lot, those of share 0 only if none other is open, and then each as much as the others.
func openRoutes(s *Scenario, f *Flow, at time.Time) (open Choice) {
	var spare Choice
	sum := Ratio(0)
	for _, choice := range f.Route {
		switch {
		case closedRoute(s, choice.Name, at):
		case choice.Share > 0 || f.Choose == "fastest":
			open = append(open, choice)
			sum += choice.Share
		default:
			spare = append(spare, Share{choice.Name, 1})
		}
	}
	if len(open) == len(f.Route) {
		return f.Route
	}
	if len(open) == 0 {
		open, sum = spare, Ratio(len(spare))
	}
	for i := range open {
		if sum > 0 {
			open[i].Share /= sum
		}
	}
	return open
}

func closedRoute(s *Scenario, route Ref, at time.Time) bool {
	for _, t := range s.Things {
		c, ok := t.Spec.(*Closure)
		if !ok || !t.there(at) {
			continue
		}
		for _, p := range placesOf(s, route) {
			if c.closes(p, at) {
				return true
			}
		}
	}
	return false
}

func (c *Closure) check(k *checker, path string) {
	if !c.Until.IsZero() && !c.Until.After(c.From) {
		k.say(path+".until", "must be later than from")
	}
}

// closures refuses that all routes of a flow are closed.
func (c *checker) closures() {
	if len(c.faults) > 0 {
		return // routes may not be what they should
	}
	for _, t := range c.s.Things {
		if f, ok := t.Spec.(*Flow); ok && len(f.Route) > 0 && len(openRoutes(c.s, f, c.day)) == 0 {
			c.say(t.Path+".route", "every route is closed from %s: name another, or end the volume", c.day.Format(time.DateOnly))
		}
	}
}

func closuresOff(s *Scenario) { each(s, func(c *Closure) { c.Places = nil }) }
