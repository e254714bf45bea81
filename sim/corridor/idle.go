package corridor

import (
	"slices"
	"time"

	"corridor/sim/des"
)

// What is given where it does nothing: nothing is wrong with it, but whoever wrote it expects something of it. Only what is
// other than its default is known to be given.

// idles finds the keys that have no effect at any time of the run.
func idles(s *Scenario) (out []Fault) {
	for i, day := range append([]time.Time{s.Run.begins()}, s.days()...) {
		c := &checker{s: s.at(day), day: day}
		for _, t := range c.s.Things {
			if k, ok := t.Spec.(interface{ idle(*checker, string) }); ok {
				k.idle(c, t.Path)
			}
		}
		c.s.Emission.idle(c)
		if i == 0 {
			out = c.faults
			continue
		}
		here := func(f Fault) bool {
			return slices.ContainsFunc(c.s.Things, func(t Thing) bool { return isOf(f.Path, t.Path) })
		}
		was := func(f Fault) bool {
			return slices.ContainsFunc(s.Things, func(t Thing) bool { return isOf(f.Path, t.Path) && !t.From.Equal(day) })
		}
		out = slices.DeleteFunc(out, func(f Fault) bool { return here(f) && !hasPath(c.faults, f.Path) })
		for _, f := range c.faults {
			if !was(f) && !hasPath(out, f.Path) {
				f.On = day
				out = append(out, f)
			}
		}
	}
	for _, f := range idleClosures(s) {
		if !hasPath(out, f.Path) {
			out = append(out, f)
		}
	}
	return out
}

// isOf tells whether a path is that of a thing or of a key in it.
func isOf(path, thing string) bool {
	return path == thing || len(path) > len(thing) && path[:len(thing)] == thing && path[len(thing)] == '.'
}

func hasPath(faults []Fault, path string) bool {
	return slices.ContainsFunc(faults, func(f Fault) bool { return f.Path == path })
}

// idle notes that a key has no effect; because names the key, in the same thing, that takes it away, if one does.
func (c *checker) idle(is bool, path, key, because, why string) {
	if !is {
		return
	}
	f := Fault{Path: path + key, Text: "has no effect: " + why}
	if because != "" {
		f.Because = path + because
	}
	c.faults = append(c.faults, f)
}

// noHours notes a rule for closing time where nothing closes.
func (c *checker) noHours(path string, hours Ref, closing, absent string) {
	c.idle(hours == "" && closing != "" && closing != absent, path, ".closing", "", "there are no hours, so nothing closes")
}

// ranks tells whether flows differ in priority, or one has it over other traffic.
func (c *checker) ranks(others bool) bool {
	classes := map[int]bool{}
	for _, t := range c.s.Things {
		switch x := t.Spec.(type) {
		case *Flow:
			classes[x.Priority] = true
		case *Rail:
			if x.OtherPriority > 0 {
				classes[x.OtherPriority] = true
			}
		}
	}
	if others {
		classes[0] = true
	}
	return len(classes) > 1
}

// onRoute tells whether some route passes a place, or begins or ends there.
func (c *checker) onRoute(place Ref) bool {
	return slices.ContainsFunc(c.s.Things, func(t Thing) bool {
		_, is := t.Spec.(*Route)
		return is && contains(placesOf(c.s, Ref(t.Path)), place)
	})
}

func (f *Flow) idle(c *checker, path string) {
	offered := f.Volume != nil && len(f.Departures) == 0
	kind := flowKind.New().(*Flow)
	c.idle(f.Choose == "fastest" && len(f.Route) < 2, path, ".choose", ".route", "there is one route")
	c.idle(f.Memory != kind.Memory && f.Choose != "fastest", path, ".memory", ".choose", "it goes with choose = \"fastest\"")
	c.idle(f.Spacing != kind.Spacing && !offered, path, ".spacing", "", "it goes with volume, and without departures")
	c.idle(f.Batch != kind.Batch && f.Every == nil, path, ".batch", "", "it goes with every")
	c.idle(f.Volume == nil && f.Load != nil && f.Load.N != f.Load.Unit.Scale() && !c.isFed(path), path, ".load", "",
		"beside every and population only its unit counts; batch is the size of a consignment")
	c.idle(f.Season != "" && f.Volume == nil, path, ".season", "", "it shapes a volume, and there is none")
	c.idle(f.Growth != 0 && f.Volume == nil, path, ".growth", "", "it is that of a volume, and there is none")
	unit, _, _ := f.measures()
	c.idle(f.Box > 0 && unit != TEU, path, ".box", "", "the cargo is not counted in TEU")
	f.idleTrain(c, path)
	f.idleReroute(c, path)
	f.idleYields(c, path)
	if x := f.Response; x != nil {
		c.idle(x.Captive > 0 && x.Elasticity == 0, path, ".response.captive", ".response.elasticity", "elasticity is 0: nothing answers to delay")
		c.idle(x.Captive == 1 && x.Elasticity != 0, path, ".response.elasticity", ".response.captive", "all of the volume is captive")
	}
}

func (t *Train) idle(c *checker, path string) {
	c.idle(t.Every > 0 && t.AtLeast != 1, path, ".at_least", ".every", "trains leave by the clock (every)")
	c.idle(t.Every == 0 && t.First > 0, path, ".first", ".every", "it goes with every")
}

func (l *Level) idle(c *checker, path string) {
	for _, e := range l.Family {
		c.idle(!c.hasFamily(e.Name), path, ".family."+e.Name, "", "no flow is of this family")
	}
	for _, e := range l.Season {
		used := slices.ContainsFunc(c.s.Things, func(t Thing) bool {
			f, is := t.Spec.(*Flow)
			return is && string(f.Season) == "season."+e.Name
		})
		c.idle(!used, path, ".season."+e.Name, "", "no flow has this season")
	}
}

func (x *Closure) idle(c *checker, path string) {
	c.idle(!slices.ContainsFunc(x.Places, c.onRoute), path, ".places", "", "no route passes what it closes")
	if r := &c.s.Run; !x.From.Before(r.ends()) || !x.Until.IsZero() && !x.Until.After(r.begins()) {
		c.faults = append(c.faults, Fault{Path: path, Text: "has no effect: it is not within the run", Because: "run.start"})
	}
}

func (v *Wagon) idle(c *checker, path string) {
	for _, e := range v.Stock {
		at := path + ".stock." + e.Name
		c.idle(v.Count == 0 && e.Value.Leaves > 0, path, ".stock."+e.Name+".leaves", ".count", "there are as many as are asked for")
		c.idle(e.Value.OrAfter > 0 && len(e.Value.Return) == 0, at, ".or_after", "", "nothing goes back from here (return)")
		c.idle(e.Value.OrAfter > 0 && len(e.Value.Return) > 0 && c.single(e.Value.Return), at, ".or_after", "", "each return is one train, which goes as soon as it is whole")
	}
}

// single tells whether returns are of one train each.
func (c *checker) single(returns []Ref) bool {
	return !slices.ContainsFunc(returns, func(r Ref) bool {
		l := spec[*Flow](c.s, r).Load
		return l == nil || l.Unit != Trains || l.N != 1
	})
}

func (v *Vessel) idle(c *checker, path string) {
	v.Sail.idle(c, path+".sail")
	c.idle(v.Passage != nil && v.Speed > 0, path, ".speed", ".passage", "passage stands in its place")
	c.idle(v.Passage != nil && v.Factor != des.Constant(1), path, ".factor", ".passage", "passage stands in its place")
	c.idle(len(v.Deck) == 0 && v.Order == "own", path, ".order", "", "no other units share the deck")
	c.idle(v.Quota > 0 && (v.Order != "own" || len(v.Deck) == 0), path, ".quota", ".order", "it goes with deck and order = \"own\"")
	deep := func(p Ref) bool { return spec[*Port](c.s, p).Depth != nil }
	c.idle(v.Draught != nil && !slices.ContainsFunc(v.ports(c), deep), path, ".draught", "", "none of its ports has a depth")
}

func (s *Sail) idle(c *checker, path string) {
	if len(s.Departures) > 0 {
		const why = "ships leave by the timetable"
		c.idle(s.AtLeast != 1, path, ".at_least", ".departures", why)
		c.idle(s.OrAfter > 0, path, ".or_after", ".departures", why)
		c.idle(s.From != "ship", path, ".from", ".departures", why)
		return
	}
	c.idle(s.From != "ship" && s.OrAfter == 0, path, ".from", ".or_after", "it goes with or_after")
}
