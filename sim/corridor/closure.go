package corridor

import (
	"strings"
	"time"
)

var closureKind = Kind{Name: "closure", Doc: "A time in which places take no new cargo: flows with several routes use the others, in proportion to their shares; one of share 0 is used only while all that have a share are closed. Cargo of a flow without an open route waits at the terminal or port where it begins, as at closed hours, and all of it sets out on the day on which one opens; to have none offered, end the volume (flow.NAME.shocks.dates). So does cargo that was born before and has not left its terminal or port on the day on which a place of its route closes: it takes an open route by the lot that it would have now, or waits for one, and gives back wagons in which it lies; where its own route stays open nothing changes, nor when another opens again. It has left when its train has been made up, also if that still loads, or its ship has begun to load; from then on it goes on, through the closed place too, or takes another route where the ways part, if its flow says so (flow.NAME.reroute). Empty wagons and light engines that go back to a stock (wagon.NAME.stock.NAME.return) are no cargo: without an open route they go as ever. A place that nobody may enter for a time has hours (rail.NAME.hours) or closes (border.NAME.closed).", New: func() Spec {
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
	if len(open) == 0 && f.brings() {
		return f.Route
	}
	for i := range open {
		if sum > 0 {
			open[i].Share /= sum
		}
	}
	return open
}

// brings tells whether a flow brings back the empty wagons or locomotives of a pool: it has no volume of its own.
func (f *Flow) brings() bool { return f.Volume == nil && f.Every == nil && f.Population == 0 }

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

// closures refuses that all routes of a flow are closed whose cargo has no place where it might wait for one.
func (c *checker) closures() {
	if len(c.faults) > 0 {
		return // routes may not be what they should
	}
	for _, t := range c.s.Things {
		f, ok := t.Spec.(*Flow)
		if !ok || len(f.Route) == 0 || len(openRoutes(c.s, f, c.day)) > 0 {
			continue
		}
		if at := f.beginsOutside(c.s); at != "" {
			c.say(t.Path+".route", "every route is closed from %s, and at %s nothing can wait for one: name another, let it begin at a terminal or port, or remove it for that time",
				c.day.Format(time.DateOnly), at)
		}
	}
}

// beginsOutside is the first place of a route of a flow that is no terminal or port; "" if there is none.
func (f *Flow) beginsOutside(s *Scenario) Ref {
	for _, choice := range f.Route {
		if at := ends(s, f, choice.Name)[0]; !isDepot(at) {
			return at
		}
	}
	return ""
}

// isDepot tells a place with a store: a terminal or a port.
func isDepot(place Ref) bool {
	return strings.HasPrefix(string(place), "terminal.") || strings.HasPrefix(string(place), "port.")
}

func closuresOff(s *Scenario) { each(s, func(c *Closure) { c.Places = nil }) }
