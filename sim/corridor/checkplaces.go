package corridor

import (
	"time"

	"corridor/sim/des"
)

// The checks of the kinds of places, fleets and calendars; check.go has those of flows, routes and trains.

func (s *Station) check(c *checker, path string) {
	for _, e := range s.Of {
		if c.s.Find("flow."+e.Name) < 0 {
			c.say(path+".of."+e.Name, "there is no flow.%s", e.Name)
		}
		if s.Outage != nil && e.Value.Slots > 1 {
			c.say(path+".of."+e.Name+".slots", "a unit that takes several servers cannot be combined with breakdowns")
		}
		if e.Value.Slots > s.Servers && s.Servers > 0 {
			c.say(path+".of."+e.Name+".slots", "is more than the %d servers", s.Servers)
		}
	}
	if s.Outage != nil {
		c.spaced(path+".outage.every", s.Outage.Every)
	}
	if s.Servers == 0 && (s.Outage != nil || s.Batch != nil) {
		c.say(path+".servers", "breakdowns and batches need a number of servers")
	}
	if o := s.Outage; o != nil && o.Clock == "working" && (s.Preempt != "no" || s.Hours != "" && s.Closing != "finish") {
		c.say(path+".outage.clock", "breakdowns by working time cannot be combined with services that are interrupted")
	}
	if s.Batch != nil && (s.Outage != nil || s.Preempt != "no" || s.Again > 0 || s.Hours != "" && s.Closing != "finish" || s.Queue != nil) {
		c.say(path+".batch", "goes with none of outage, preempt, again, queue, and with hours only if closing = \"finish\"")
	}
	if s.Batch != nil && s.Batch.Least > s.Batch.Most {
		c.say(path+".batch.least", "is more than most")
	}
}

func (r *Rail) check(c *checker, path string) {
	if len(r.Sections) == 0 && (r.Length <= 0 || r.Speed <= 0) {
		c.say(path, "needs length and speed, or sections")
	}
	if len(r.Sections) == 0 && r.Length > 0 && r.Speed > 0 && float64(r.Length)/float64(r.Speed) > longestPassage.Seconds() {
		c.say(path+".length", "a train would need more than a year for it")
	}
	if r.Hours != "" && r.Closing == "fits" && len(c.faults) == 0 {
		if open := spec[*Calendar](c.s, r.Hours).longest(); r.longest() > open {
			c.say(path+".closing", "nobody would ever enter: a train needs %s, and %s is open for %s at most", inUnits(r.longest()), r.Hours, inUnits(open))
		}
	}
	c.few(path+".other", r.Other)
	if r.OtherShare != 1 && r.OtherPriority == 0 {
		c.say(path+".other_share", "goes with other_priority")
	}
	if len(r.Sections) > 0 && !r.isSingle() {
		c.say(path+".sections", "sections are for a single track: set tracks = 1, without slots")
	}
}

// longestPassage bounds the time over a line or a lane; beyond it an input is a slip of the pen.
const longestPassage = 365 * day

func (b *Border) check(c *checker, path string) {
	for _, w := range Ways {
		if s, o := b.Slots.Of(w), b.Other.Of(w); s > 0 && o >= s {
			c.say(path+".other", "other traffic (%g trains/d) fills all slots (%g trains/d) %sbound", float64(o), float64(s), w)
		}
	}
	c.few(path+".other", b.Other)
	b.Closed.check(c, path+".closed")
	if b.Gauge != nil {
		b.Gauge.Wind.check(c, path+".gauge.wind")
	}
	if b.Gauge != nil && b.Gauge.OtherBoxes == 0 && b.Other != (Both[Frequency]{}) && b.Gauge.Lift.Mean() > 0 {
		c.say(path+".gauge", "needs other_boxes: the containers on a train of other traffic")
	}
}

func (t *Terminal) check(c *checker, path string) { checkSidings(c, path, t.Siding) }

func checkSidings(c *checker, path string, sidings Map[Siding]) {
	for i := range sidings {
		sidings[i].Value.Ban.check(c, path+".siding."+sidings[i].Name, Ref(path))
		checkRates(c, path+".siding."+sidings[i].Name, sidings[i].Value.Rate)
	}
}

// checkRates refuses a rate of 0, which says that nothing is handled, where a unit without a rate takes no time.
func checkRates(c *checker, path string, rates []Throughput) {
	for _, r := range rates {
		if r.PerHour <= 0 {
			c.say(path+".rate", "is 0 for %s: nothing would ever be handled; leave the unit out if it takes no time", UnitNames[r.Unit])
		}
	}
}

// check sees to it that stops do not come one upon the other in no time.
func (s *Stops) check(c *checker, path string) {
	if s != nil {
		c.spaced(path+".every", s.Every)
	}
}

func (p *Port) check(c *checker, path string) {
	checkSidings(c, path, p.Siding)
	for _, e := range p.Berth {
		if orOne(e.Value.Factor).Mean() <= 0 {
			c.say(path+".berth."+e.Name+".factor", "the mean must be more than 0")
		}
		checkRates(c, path+".berth."+e.Name, e.Value.Rate)
		e.Value.checkPool(c, p, path, e.Name)
	}
}

// checkPool sees to it that the cranes of a berth group exist.
func (b *Berth) checkPool(c *checker, p *Port, path, name string) {
	if b.Pool == "" {
		return
	}
	for _, e := range p.Pool {
		if e.Name == b.Pool {
			if b.cranes() > e.Value.Cranes {
				c.say(path+".berth."+name+".cranes", "%d cranes at a ship are more than the %d of pool.%s", b.cranes(), e.Value.Cranes, e.Name)
			}
			return
		}
	}
	c.say(path+".berth."+name+".pool", "the port has no pool.%s", b.Pool)
}

func (s *Sea) check(c *checker, path string) {
	if len(s.Path) == 2 && s.Path[0] == s.Path[1] {
		c.say(path+".path", "the two ports must differ")
	}
}

func isUnit(name string) bool {
	for _, n := range UnitNames[1:] {
		if n == name {
			return true
		}
	}
	return false
}

func (b *Basin) check(c *checker, path string) {
	b.checkLevel(c, path)
	c.apart(path+".look", b.Look)
	switch {
	case b.Dates != nil && (b.Storms != nil || b.Takes.Mean() > 0):
		c.say(path+".dates", "dates and storms, takes exclude each other")
	case b.Dates != nil:
		b.Dates.check(c, path+".dates", b)
	case len(b.Storms) != 12 || b.Takes == (des.Dist{}):
		c.say(path, "needs storms and takes, or dates")
	case b.Takes.Mean() < leastTurn.Seconds():
		c.say(path+".takes", "the mean must be at least %s: shorter storms cannot be simulated", inUnits(leastTurn))
	}
	for _, e := range b.Port {
		at := path + ".port." + e.Name
		if i := c.s.Find("port." + e.Name); i < 0 {
			c.say(at, "there is no port.%s", e.Name)
		}
		switch v := e.Value; {
		case b.Dates != nil:
		case v.With == "" && len(v.Closes) != 12:
			c.say(at, "needs closes: twelve chances, or with, closed and open")
		case v.With != "" && (len(v.Closed) != 12 || len(v.Open) != 12):
			c.say(at, "with needs closed and open: twelve chances each")
		case v.With != "" && !hasEntry(b.Port, v.With):
			c.say(at+".with", "the basin has no port %q", v.With)
		case v.With == e.Name:
			c.say(at+".with", "follows itself")
		case v.With != "" && entryOf(b.Port, v.With).With != "":
			c.say(at+".with", "%q follows another port itself; name that one", v.With)
		}
	}
}

func hasEntry[T any](m Map[T], name string) bool { return entryOf(m, name) != nil }

// entryOf is the value of a name, or nil.
func entryOf[T any](m Map[T], name string) *T {
	for i := range m {
		if m[i].Name == name {
			return &m[i].Value
		}
	}
	return nil
}

func (k *Calendar) check(c *checker, path string) {
	if _, err := time.LoadLocation(k.Timezone); err != nil {
		c.say(path+".timezone", "%q is not a time zone; write \"UTC\" or \"Asia/Aqtau\"", k.Timezone)
	}
	for _, o := range k.Open {
		if _, err := parseOpen(o); err != nil {
			c.say(path+".open", "%v", err)
		}
	}
	for _, h := range k.Holidays {
		if _, _, err := parseHoliday(h); err != nil {
			c.say(path+".holidays", "%v", err)
		}
	}
}
