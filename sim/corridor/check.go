package corridor

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Check finds what is wrong with a scenario beyond the form of single values: parts that do not fit
// each other. Every fault names the key that should change. References have been resolved before.
func Check(s *Scenario) []Fault {
	c := &checker{s: s.first(), day: s.Run.begins()}
	if c.all() {
		c.dated(s)
	}
	return c.faults
}

// all checks one state of a scenario, and tells whether more can be said of it.
func (c *checker) all() bool {
	c.run()
	if c.roundRoutes() {
		return false
	}
	for i := range c.s.Things {
		t := &c.s.Things[i]
		if k, ok := t.Spec.(interface{ check(*checker, string) }); ok {
			k.check(c, t.Path)
		}
	}
	c.closures()
	return true
}

// checker collects faults.
type checker struct {
	s      *Scenario
	day    time.Time // from which s holds
	faults []Fault
}

func (c *checker) say(path, format string, args ...any) {
	c.faults = append(c.faults, Fault{Path: path, Text: fmt.Sprintf(format, args...)})
}

// sayRow is say of a row of the file that the key names, from 0.
func (c *checker) sayRow(path string, row int, column, format string, args ...any) {
	c.faults = append(c.faults, Fault{Path: path, Text: fmt.Sprintf(format, args...), Row: row + 1, Column: column})
}

func (c *checker) run() {
	if s := c.s.Run.Start; s.IsZero() || s.Hour() != 0 || s.Minute() != 0 {
		c.say("run.start", "the measured period must begin at the beginning of a day")
	}
	c.s.Cost.check(c)
	flows := 0
	for _, t := range c.s.Things {
		if _, ok := t.Spec.(*Flow); ok {
			flows++
		}
	}
	if flows == 0 {
		c.say("flow", "the scenario has no flow: nothing would move")
	}
	if g := c.s.Goal; flows > 0 && g.Family != "" && !c.hasFamily(g.Family) {
		c.say("goal.family", "no flow is of the family %q; there are %s", g.Family, strings.Join(c.s.Families(), ", "))
	}
}

func (c *checker) hasFamily(name string) bool {
	for _, f := range c.s.Families() {
		if f == name {
			return true
		}
	}
	return false
}

func (f *Flow) check(c *checker, path string) {
	ways := 0
	for _, given := range []bool{f.Volume != nil, f.Every != nil, f.Population > 0} {
		if given {
			ways++
		}
	}
	switch {
	case ways == 0 && !c.isFed(path):
		c.say(path, "needs volume, every or population: how much cargo there is")
	case ways > 1:
		c.say(path, "volume, every and population exclude each other")
	case f.Volume != nil && f.Load == nil:
		c.say(path, "needs load: the size of a consignment")
	case f.Volume != nil && f.Load.N <= 0:
		c.say(path+".load", "must be more than 0")
	case f.Volume != nil && f.Load.Unit != f.Volume.Unit:
		c.say(path+".load", "is in %v, but volume is in %v", f.Load.Unit, f.Volume.Unit)
	case f.Volume == nil && len(f.Departures) > 0:
		c.say(path+".departures", "a timetable needs volume: what collects between departures")
	}
	if f.Volume != nil && f.Batch.Mean() != 1 {
		c.say(path+".batch", "goes with every; with volume, load is the size of a consignment")
	}
	if f.Volume != nil && f.Every == nil && (f.Spacing.Mean() < 0.999 || f.Spacing.Mean() > 1.001) {
		c.say(path+".spacing", "the law of the relative intervals must have mean 1, it has %.4g", f.Spacing.Mean())
	}
	if n := f.consignments(&c.s.Run); n > mostConsignments {
		c.say(path+".volume", "comes in up to %.3g consignments of %v a year; at most %.0e can be simulated: raise load", n, *f.Load, float64(mostConsignments))
	}
	if f.Every != nil {
		if n := (c.s.Run.LeadIn + c.s.Run.Length).Seconds() / f.Every.Mean(); n > mostInRun {
			c.say(path+".every", "%.3g consignments would come in the run; at most %.0e can be simulated", n, mostInRun)
		}
	}
	f.checkShocks(c, path)
	for _, d := range f.Departures {
		if _, err := parseDeparture(d); err != nil {
			c.say(path+".departures", "%v", err)
		}
	}
	sum := 0.0
	for _, r := range f.Route {
		sum += float64(r.Share)
		f.checkRoute(c, path, r.Name)
	}
	if len(f.Route) > 0 && (sum < 0.999999 || sum > 1.000001) {
		c.say(path+".route", "the shares add up to %.4g, not to 1", sum)
	}
	if f.Response != nil {
		f.Response.check(c, path, f)
	}
	f.checkTrain(c, path)
	f.checkReroute(c, path)
}

// isFed tells whether the cargo of a flow comes from something else: empty wagons.
func (c *checker) isFed(flow string) bool { return contains(c.s.fed(), Ref(flow)) }

// consignments a year at level 1, when it has grown most, of a flow that is given by its volume.
func (f *Flow) consignments(r *Run) float64 {
	if f.Volume == nil || f.Load == nil || f.Load.N <= 0 {
		return 0
	}
	grown := math.Pow(1+max(float64(f.Growth), 0), r.years())
	return f.Volume.PerYear * float64(f.Volume.Unit.Scale()) / float64(f.Load.N) * grown
}

// mostConsignments a year of one flow; the year 2024 of the real corridor has some ten thousand in all.
const mostConsignments = 5e6

// mostInRun is the number of consignments of one flow in a run: a textbook model may be long.
const mostInRun = 1e9

func (f *Flow) checkTrain(c *checker, path string) {
	if f.Train == "" {
		return
	}
	if t := spec[*Train](c.s, f.Train); f.Volume != nil && t.Load.Unit != f.Volume.Unit {
		c.say(path+".train", "%s carries %v, the flow is in %v", f.Train, t.Load.Unit, f.Volume.Unit)
	}
}

// checkRoute walks the places of a route: a sea lane must lie between its own ports.
func (f *Flow) checkRoute(c *checker, path string, route Ref) {
	places := placesOf(c.s, route)
	f.checkUnits(c, path, places)
	for i, p := range places {
		place := c.s.Things[c.s.Find(string(p))].Spec
		if inner := i > 0 && i+1 < len(places); inner || !c.isFed(path) { // empty wagons lie in no store at the ends of their way
			f.checkStore(c, p, place)
		}
		sea, ok := place.(*Sea)
		if !ok {
			continue
		}
		if i == 0 || i+1 == len(places) || len(sea.Path) != 2 || places[i-1] != sea.Path[0] || places[i+1] != sea.Path[1] {
			c.say(string(route)+".path", "%s must stand between %s", p, join(sea.Path, " and "))
			continue
		}
		f.checkShips(c, path, p)
	}
}

// checkUnits counts the units of a flow that begins where nothing makes up trains: each goes by itself, and in tonnes a unit is a
// kilogram.
func (f *Flow) checkUnits(c *checker, path string, places []Ref) {
	if f.Load == nil || len(places) == 0 {
		return
	}
	first := places[0]
	if f.Direction == "east" {
		first = places[len(places)-1]
	}
	switch c.s.Things[c.s.Find(string(first))].Spec.(type) {
	case *Terminal, *Port:
		return
	}
	if n := f.consignments(&c.s.Run) * float64(f.Load.N); n > mostConsignments {
		c.say(path+".route", "begins at %s, where nothing makes up trains: %.3g units a year would go one by one, at most %.0e can be simulated; begin at a terminal or a port", first, n, float64(mostConsignments))
	}
}

// checkStore sees to it that a train's load fits into the stores where it is unloaded: it is unloaded whole
// or not at all.
func (f *Flow) checkStore(c *checker, p Ref, place Spec) {
	var stores []Amount
	switch d := place.(type) {
	case *Terminal:
		stores = d.Storage
	case *Port:
		stores = d.Storage
	default:
		return
	}
	unit, _, _ := f.measures()
	for _, s := range stores {
		if s.Unit != unit || f.Train == "" || !f.madeUp(c) {
			continue
		}
		if load := spec[*Train](c.s, f.Train).Load; load.N > s.N {
			c.say(string(p)+".storage", "%v is less than a train of %v (%s): it could never be unloaded", s, load, f.Train)
		}
	}
}

// checkShips sees to it that some fleet on a lane carries the flow.
func (f *Flow) checkShips(c *checker, path string, sea Ref) {
	unit, _, _ := f.measures()
	for _, t := range c.s.Things {
		v, ok := t.Spec.(*Vessel)
		if !ok || !v.serves(sea) {
			continue
		}
		if v.Carries.Unit == unit {
			return
		}
		for _, d := range v.Deck {
			if d.Name == unit.String() {
				return
			}
		}
	}
	c.say(path+".route", "no vessel on %s carries %v", sea, unit)
}

// roundRoutes finds routes that contain themselves: they are no list of places, and nothing more can be said of what passes them.
func (c *checker) roundRoutes() (found bool) {
	for _, t := range c.s.Things {
		if _, is := t.Spec.(*Route); is && c.contains(Ref(t.Path), Ref(t.Path), map[Ref]bool{}) {
			c.say(t.Path+".path", "the route contains itself")
			found = true
		}
	}
	return found
}

// contains tells whether a route names another, or the routes do that it names; seen are those that were looked through.
func (c *checker) contains(route, other Ref, seen map[Ref]bool) bool {
	for _, p := range spec[*Route](c.s, route).Path {
		if p == other {
			return true
		}
		if strings.HasPrefix(string(p), "route.") && !seen[p] {
			seen[p] = true
			if c.contains(p, other, seen) {
				return true
			}
		}
	}
	return false
}

func join(refs []Ref, with string) string {
	var out []string
	for _, r := range refs {
		out = append(out, string(r))
	}
	return strings.Join(out, with)
}

func (r *Route) check(c *checker, path string) {
	if len(r.Path) == 0 {
		c.say(path+".path", "the route has no places")
	}
}

func (t *Train) check(c *checker, path string) {
	if t.Every > 0 {
		c.apart(path+".every", t.Every)
		if t.OrAfter > 0 {
			c.say(path+".or_after", "trains leave by the clock (every): it has no place here")
		}
	}
	if t.Load.N <= 0 {
		c.say(path+".load", "must be more than 0")
	}
	if t.AtLeast == 0 {
		c.say(path+".at_least", "must be more than 0: a train without cargo does not leave")
	}
}

func (s *Season) check(c *checker, path string) {
	for _, x := range []struct {
		key, what string
		factors   []float64
	}{{".months", "month", s.Months}, {".hours", "hour", s.Hours}} {
		sum := 0.0
		for _, m := range x.factors {
			sum += m
		}
		if n := float64(len(x.factors)); n > 0 && math.Abs(sum/n-1) > 0.01 {
			c.say(path+x.key, "the mean %s is %.4g, not 1", x.what, sum/n)
		}
	}
}

func (l *Level) check(c *checker, path string) {
	if len(l.Year) > 0 {
		l.checkYears(c, path)
	}
	if l.Factor != nil && (l.Volume != nil || l.Base != nil) {
		c.say(path+".factor", "factor and volume / base exclude each other")
	}
	if (l.Volume == nil) != (l.Base == nil) {
		c.say(path, "volume and base go together")
		return
	}
	l.checkColumns(c, path)
	for _, t := range c.s.Things {
		f, ok := t.Spec.(*Flow)
		if !ok {
			continue
		}
		if n, k := f.consignments(&c.s.Run), l.Of(f.Family); n <= mostConsignments && !(n*k <= mostConsignments) {
			c.say(path, "%s comes in %.3g consignments a year at this level; at most %.0e can be simulated", t.Path, n*k, float64(mostConsignments))
		}
	}
}

// checkColumns sees to it that the columns of a level have a good row for each family.
func (l *Level) checkColumns(c *checker, path string) {
	if l.Volume == nil {
		return
	}
	for _, family := range c.s.Families() {
		volume, inVolume := l.Volume.Get(family)
		base, inBase := l.Base.Get(family)
		if !inVolume || !inBase {
			c.say(path+".volume", "%s has no row for the family %q", l.Volume.File, family)
		} else if base <= 0 {
			c.sayRow(path+".base", l.Base.row(family), l.Base.Column, "the base volume of %q must be more than 0", family)
		} else if volume < 0 {
			c.sayRow(path+".volume", l.Volume.row(family), l.Volume.Column, "the volume of %q is negative", family)
		}
	}
}
