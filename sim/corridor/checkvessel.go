package corridor

// The checks of fleets.

func (v *Vessel) check(c *checker, path string) {
	if v.Carries.N <= 0 {
		c.say(path+".carries", "must be more than 0")
	}
	if v.Passage == nil && v.Speed <= 0 {
		c.say(path, "needs speed or passage")
	}
	for _, on := range v.On {
		if d := spec[*Sea](c.s, on.Name).Distance; v.Passage == nil && v.Speed > 0 && float64(d)/float64(v.Speed) > longestPassage.Seconds() {
			c.say(path+".speed", "a ship would need more than a year for %s", on.Name)
		}
	}
	v.OffHire.check(c, path+".off_hire")
	v.Overhaul.check(c, path+".overhaul")
	v.checkLanes(c, path)
	v.checkDraught(c, path)
	for _, d := range v.Deck {
		if !isUnit(d.Name) {
			c.say(path+".deck."+d.Name, "is not a unit of cargo; write TEU, wagons, trucks or t")
		} else if d.Value <= 0 {
			c.say(path+".deck."+d.Name, "must be more than 0")
		}
	}
	for _, d := range v.Sail.Departures {
		if _, err := parseDeparture(d); err != nil {
			c.say(path+".sail.departures", "%v", err)
		}
	}
	if v.Count > 0 {
		v.checkBerths(c, path)
		v.checkStores(c, path)
	}
}

// checkBerths sees to it that a fleet can berth at both ends, where a port has berths at all.
func (v *Vessel) checkBerths(c *checker, path string) {
	for _, p := range v.ports(c) {
		port := spec[*Port](c.s, p)
		found := len(port.Berth) == 0
		for _, b := range port.Berth {
			for _, t := range b.Value.Takes {
				found = found || string(t) == path
			}
		}
		if !found {
			c.say(path+".on", "no berth of %s takes this fleet", p)
		}
	}
}

// checkStores sees to it that a ship's load fits into the stores of its ports.
func (v *Vessel) checkStores(c *checker, path string) {
	for _, p := range v.ports(c) {
		for _, s := range spec[*Port](c.s, p).Storage {
			if load := v.most(s.Unit); load > s.N {
				c.say(string(p)+".storage", "%v is less than a load of %s (%v): it could never be unloaded", s, path, Amount{load, s.Unit})
			}
		}
	}
}

// serves tells whether a fleet is on a lane.
func (v *Vessel) serves(sea Ref) bool {
	for _, on := range v.On {
		if on.Name == sea {
			return true
		}
	}
	return false
}

// ports are the ports of a fleet, each once.
func (v *Vessel) ports(c *checker) (out []Ref) {
	for _, on := range v.On {
		for _, p := range spec[*Sea](c.s, on.Name).Path {
			if !contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// checkLanes sees to it that ships can get from any of their lanes to any other, unless each keeps its own.
func (v *Vessel) checkLanes(c *checker, path string) {
	if len(v.On) < 2 {
		if v.Allot != "fixed" {
			c.say(path+".allot", "needs several lanes: on = { \"sea.a\" = 0.5, \"sea.b\" = 0.5 }")
		}
		return
	}
	if v.Allot == "fixed" {
		return
	}
	reached := map[Ref]bool{}
	for _, p := range spec[*Sea](c.s, v.On[0].Name).Path {
		reached[p] = true
	}
	for range v.On {
		for _, on := range v.On {
			sea := spec[*Sea](c.s, on.Name)
			if reached[sea.Path[0]] || reached[sea.Path[1]] {
				reached[sea.Path[0]], reached[sea.Path[1]] = true, true
			}
		}
	}
	for _, on := range v.On {
		if !reached[spec[*Sea](c.s, on.Name).Path[0]] {
			c.say(path+".on", "%s shares no port with the other lanes: its ships could never change", on.Name)
		}
	}
}

// most is the largest load of a unit that a ship can take, by slots and payload without tare.
func (v *Vessel) most(u Unit) int64 {
	n := int64(0)
	if v.Carries.Unit == u {
		n = v.Carries.N
	}
	for _, d := range v.Deck {
		if d.Name == u.String() && d.Value > 0 {
			n = max(n, int64(float64(v.Carries.N)/float64(d.Value)))
		}
	}
	if v.Payload != nil && u == Tonnes {
		n = min(n, v.Payload.N)
	}
	return n
}
