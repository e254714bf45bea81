package corridor

import (
	"slices"
	"strings"
)

// The checks of pools with respect to each other and to the trains that take from them; wagon.go has those of one pool.

// traffic is what the trains of a pool do at its stocks, by name.
type traffic struct {
	ends, takes map[string]bool
	outings     []outing
}

func newTraffic() *traffic { return &traffic{ends: map[string]bool{}, takes: map[string]bool{}} }

// checkOthers sees to it that no train and no way back could belong to two pools.
func (v *Wagon) checkOthers(c *checker, path string, stockOf map[Ref]string) {
	kind, _, _ := strings.Cut(path, ".")
	mine := map[Ref]bool{}
	for _, r := range v.feeds() {
		if mine[r] {
			c.say(path+".stock", "%s is the return of two stocks", r)
		}
		mine[r] = true
	}
	for _, t := range c.s.Things {
		p, is := t.Spec.(interface{ stocks() *Wagon })
		if !is || t.Path >= path {
			continue
		}
		other := p.stocks()
		for _, r := range other.feeds() {
			if mine[r] {
				c.say(path+".stock", "%s is a return of %s as well", r, t.Path)
			}
		}
		if !strings.HasPrefix(t.Path, kind+".") {
			continue
		}
		for _, e := range other.Stock {
			for _, at := range e.Value.Places {
				if _, border := c.s.Things[c.s.Find(string(at))].Spec.(*Border); border || stockOf[at] == "" {
					continue // at a change of gauge a train leaves the one and takes the other
				}
				for _, r := range v.Trains {
					if contains(other.Trains, r) {
						c.say(path+".trains", "%s would take %s of %s at %s as well", r, stockUnit(path), t.Path, at)
					}
				}
			}
		}
	}
}

// checkTraffic sees to it that what ends at a stock can leave it, and that a train can be made up where it must leave some.
func (v *Wagon) checkTraffic(c *checker, path string, tr *traffic) {
	for _, r := range v.Cargo {
		if spec[*Flow](c.s, r).takesNone() {
			continue
		}
		for _, choice := range spec[*Flow](c.s, r).Route {
			for _, e := range v.Stock {
				at := ends(c.s, spec[*Flow](c.s, r), choice.Name)
				tr.takes[e.Name] = tr.takes[e.Name] || slices.Contains(e.Value.Places, at[0])
				tr.ends[e.Name] = tr.ends[e.Name] || slices.Contains(e.Value.Places, at[1])
			}
		}
	}
	for _, e := range v.Stock {
		at, unit := path+".stock."+e.Name, stockUnit(path)
		if v.Count > 0 && tr.ends[e.Name] && !tr.takes[e.Name] && len(e.Value.Return) == 0 {
			c.say(at+".return", "must be given: %s become empty here, nothing takes them, and the pool would run dry", unit)
		}
		if e.Value.Leaves > 0 && len(e.Value.Return) == 0 && len(v.Stock) > 1 {
			c.say(at+".return", "must be given: what leaves keeps for loads elsewhere could not get there")
		}
		most := 1
		if unit == "wagons" {
			for _, r := range v.Trains {
				most = max(most, spec[*Train](c.s, r).Wagons)
			}
		}
		lent := int(part(int64(v.Count), 1-e.Value.Leaves))
		if v.Count >= most && e.Value.Leaves > 0 && lent < most {
			c.say(at+".leaves", "lends %d of %d %s here, a train needs %d", lent, v.Count, unit, most)
		}
	}
}

// checkBegins sees to it that the empty wagons of a return stand where they set out.
func (v *Wagon) checkBegins(c *checker, path string, r Ref, from *Stock) {
	f := spec[*Flow](c.s, r)
	for _, choice := range f.Route {
		if at := ends(c.s, f, choice.Name)[0]; !contains(from.Places, at) && !c.besideBorder(at, from) {
			c.say(string(r)+".route", "begins at %s, which is no place of %s", at, path)
		}
	}
	v.checkWhole(c, path, r, f)
	if f.Load != nil && f.Load.Unit == Trains && f.Train != "" && stockUnit(path) == "locomotives" && wagonsIn(c.s, f) > 1 {
		c.say(string(r)+".train", "takes %d locomotives at a time: a light engine is a train of one wagon", wagonsIn(c.s, f))
	}
}

// checkWhole refuses a return that is counted in wagons where nothing makes up trains: each wagon would go by itself.
func (v *Wagon) checkWhole(c *checker, path string, r Ref, f *Flow) {
	if f.Load == nil || f.Load.Unit != Wagons || stockUnit(path) != "wagons" {
		return
	}
	for _, choice := range f.Route {
		if at := ends(c.s, f, choice.Name)[0]; !c.isDepot(at) {
			c.say(string(r)+".load", "is in wagons, and begins at %s, where nothing makes up trains: each wagon would go by itself. Write \"1 trains\", with the train's load and wagons", at)
		}
	}
}

// checkSize sees to it that there are as many wagons as a return sends together.
func (v *Wagon) checkSize(c *checker, path string, r Ref, from *Stock) {
	if n := v.together(c.s, spec[*Flow](c.s, r), from); v.Count > 0 && n > int64(v.Count) {
		c.say(string(r)+".load", "%d %s go back together, and %s has only %d: they would never set out", n, stockUnit(path), path, v.Count)
	}
}

// together is the least number of wagons that a return sends from a stock at a time; 0 if that is refused elsewhere.
func (v *Wagon) together(s *Scenario, f *Flow, from *Stock) int64 {
	if f.Load == nil || f.Load.Unit == Trains && f.Train == "" {
		return 0
	}
	if from.OrAfter > 0 {
		return wagonsIn(s, f)
	}
	return wagonsIn(s, f) * f.Load.N
}

// besideBorder tells whether empty wagons may set out at a place that is in no stock: on the line before a border where they
// stand.
func (c *checker) besideBorder(at Ref, from *Stock) bool {
	_, rail := c.s.Things[c.s.Find(string(at))].Spec.(*Rail)
	return rail && slices.ContainsFunc(from.Places, func(r Ref) bool {
		_, border := c.s.Things[c.s.Find(string(r))].Spec.(*Border)
		return border
	})
}

// checkCounts sees to it that trains for a siding wait where its ban counts them.
func (b *Ban) checkCounts(c *checker, path string, depot Ref) {
	for _, at := range b.Counts {
		switch {
		case at == depot:
			c.say(path+".counts", "%s counts anyway, by the tracks of the siding: name places before it", at)
		case !c.leadsTo(at, depot):
			c.say(path+".counts", "no train for %s passes %s", depot, at)
		}
	}
}

// leadsTo tells whether a train for a depot passes a place on its last leg.
func (c *checker) leadsTo(at, depot Ref) bool {
	for _, t := range c.s.Things {
		f, is := t.Spec.(*Flow)
		if !is {
			continue
		}
		for _, choice := range f.Route {
			places := slices.Clone(placesOf(c.s, choice.Name))
			if f.Direction == "east" {
				slices.Reverse(places)
			}
			seen := false
			for _, p := range places {
				seen = seen || p == at
				switch c.s.Things[c.s.Find(string(p))].Spec.(type) {
				case *Terminal, *Port:
					if p == depot && seen {
						return true
					}
					seen = false
				}
			}
		}
	}
	return false
}
