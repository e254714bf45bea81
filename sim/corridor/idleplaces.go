package corridor

import (
	"slices"

	"corridor/sim/des"
)

// Keys of places and seas that do nothing where they stand; idle.go has those of all else.

func (s *Station) idle(c *checker, path string) {
	c.noHours(path, s.Hours, s.Closing, "pause")
	c.idle(s.Servers == 0 && s.Queue != nil, path, ".queue", ".servers", "there is no limit of servers, so nobody waits")
	c.idle(s.Full == "lose" && (s.Servers == 0 || s.Queue == nil), path, ".full", ".servers", "it goes with servers and queue: there is always room")
	c.idle(s.Full == "lose" && s.Servers > 0 && s.Queue != nil && !c.begins(Ref(path)), path, ".full", "", "only new arrivals can be lost, and no flow begins here")
	c.idle(s.Preempt != "no" && s.Servers == 0, path, ".preempt", ".servers", "there is no limit of servers, so nobody waits")
	c.idle(s.Preempt != "no" && s.Servers > 0 && !c.ranks(false), path, ".preempt", "", "all flows have the same priority")
	for _, e := range s.Of {
		i := c.s.Find("flow." + e.Name)
		if i < 0 {
			continue
		}
		passes := c.s.Things[i].Spec.(*Flow).passes(c.s, Ref(path))
		c.idle(!passes, path, ".of."+e.Name, "", "this flow does not come here")
		c.idle(passes && s.Servers == 0 && e.Value.Slots > 1, path, ".of."+e.Name+".slots", ".servers", "there is no limit of servers")
	}
}

// begins tells whether some flow begins at a place.
func (c *checker) begins(place Ref) bool {
	return slices.ContainsFunc(c.s.Things, func(t Thing) bool {
		f, is := t.Spec.(*Flow)
		return is && slices.ContainsFunc(f.Route, func(r Share) bool { return ends(c.s, f, r.Name)[0] == place })
	})
}

func (r *Rail) idle(c *checker, path string) {
	c.noHours(path, r.Hours, r.Closing, "finish")
	single, because, why := r.isSingle(), ".tracks", "it is for a single track, the line has two"
	if r.Tracks == 1 {
		because, why = ".slots", "slots stand in place of the single track"
	}
	c.idle(!single && r.Loops > 0, path, ".loops", because, why)
	c.idle(!single && r.Crossing > 0, path, ".crossing", because, why)
	c.idle(!single && r.InARow > 0, path, ".in_a_row", because, why)
	c.idle(!single && r.Hold, path, ".hold", because, why)
	c.idle(!single && r.OtherPriority > 0, path, ".other_priority", because, why)
	c.idle(single && r.OtherPriority > 0 && r.Other == Both[Frequency]{}, path, ".other_priority", ".other", "there is no other traffic")
	c.idle(!single && r.Headway > 0 && r.Slots.West > 0 && r.Slots.East > 0, path, ".headway", ".slots", "slots stand in its place")
	c.idle(single && r.Order != "arrival", path, ".order", ".tracks", "a single track always goes by priority")
	c.idle(!single && r.Order != "arrival" && !c.ranks(false), path, ".order", "", "all flows have the same priority")
	if len(r.Sections) > 0 {
		const why = "sections stand in its place"
		c.idle(r.Speed > 0, path, ".speed", ".sections", why)
		c.idle(single && r.Loops > 0, path, ".loops", ".sections", why)
		c.idle(r.Factor != des.Constant(1), path, ".factor", ".sections", why)
	}
}

func (b *Border) idle(c *checker, path string) {
	c.noHours(path, b.Hours, b.Closing, "pause")
	queues := b.Slots != (Both[Frequency]{}) || b.Gauge != nil
	c.idle(b.Hours != "" && b.Customs == (Both[des.Dist]{}), path, ".hours", ".customs", "they are those of customs, which take no time")
	c.idle(b.Order != "arrival" && !queues, path, ".order", ".slots", "nobody waits: there are neither slots nor a change of gauge")
	c.idle(b.Order != "arrival" && queues && !c.ranks(b.Other != Both[Frequency]{}), path, ".order", ".other", "all have the same priority")
	c.idle(b.Other != (Both[Frequency]{}) && !queues, path, ".other", ".slots", "there are neither slots nor gauge tracks for it to take")
	c.idle(b.Prearrival != nil && b.Papers == (Both[des.Dist]{}), path, ".prearrival", ".papers", "there is no hold for papers")
	c.idle(b.Gauge != nil && b.Gauge.Jacks > 1 && b.Gauge.Bogie == des.Dist{}, path, ".gauge.jacks", "", "there is no time of bogie: none are exchanged")
	c.idle(b.Gauge != nil && b.Gauge.OtherBoxes > 0 && b.Other == Both[Frequency]{}, path, ".gauge.other_boxes", ".other", "there is no other traffic")
}

func (t *Terminal) idle(c *checker, path string) { c.idleSidings(path, t.Siding) }

func (c *checker) idleSidings(path string, sidings Map[Siding]) {
	for _, e := range sidings {
		c.noHours(path+".siding."+e.Name, e.Value.Hours, e.Value.Closing, "")
	}
}

func (p *Port) idle(c *checker, path string) {
	c.idleSidings(path, p.Siding)
	c.idle(p.Clearance > 0 && p.Depth == nil, path, ".clearance", "", "there is no depth")
	c.idle(p.Choose != "first" && len(p.Berth) < 2, path, ".choose", "", "there are no two groups of berths")
	for _, e := range p.Pool {
		used := slices.ContainsFunc(p.Berth, func(b Entry[Berth]) bool { return b.Value.Pool == e.Name })
		c.idle(!used, path, ".pool."+e.Name, "", "no berths have their cranes from it")
	}
	for _, e := range p.Berth {
		at, b := path+".berth."+e.Name, e.Value
		c.noHours(at, b.Hours, b.Closing, "")
		c.idle(len(b.Rate) == 0 && b.Factor != nil, at, ".factor", ".rate", "there is no rate: handling takes no time but the fixed one")
		c.idle(len(b.Rate) == 0 && b.Swap, at, ".swap", ".rate", "there is no rate: handling takes no time but the fixed one")
		c.idle(b.Wind && !c.windy(path), at, ".wind", "", "no basin has storms that stop cranes here (port, cranes)")
		for _, v := range b.Takes {
			c.idle(!contains(spec[*Vessel](c.s, v).ports(c), Ref(path)), at, ".takes", "", string(v)+" does not come here")
		}
	}
}

// windy tells whether storms of some basin stop the cranes of a port that they leave open.
func (c *checker) windy(port string) bool {
	return slices.ContainsFunc(c.s.Things, func(t Thing) bool {
		b, is := t.Spec.(*Basin)
		if !is {
			return false
		}
		e := entryOf(b.Port, port[len("port."):])
		return e != nil && len(e.Cranes) > 0
	})
}

func (b *Basin) idle(c *checker, path string) {
	deep, windy := false, func(name string) bool {
		i := c.s.Find("port." + name)
		return i >= 0 && slices.ContainsFunc(c.s.Things[i].Spec.(*Port).Berth, func(e Entry[Berth]) bool { return e.Value.Wind })
	}
	for _, e := range b.Port {
		at, x := path+".port."+e.Name, e.Value
		i := c.s.Find("port." + e.Name)
		deep = deep || i >= 0 && c.s.Things[i].Spec.(*Port).Depth != nil
		c.idle(b.Dates != nil && len(x.Closes) > 0, at, ".closes", "", "the dates say which ports are closed")
		c.idle(b.Dates != nil && x.With != "", at, ".with", "", "the dates say which ports are closed")
		c.idle(b.Dates == nil && x.With != "" && len(x.Closes) > 0, at, ".closes", ".with", "closed and open stand in its place")
		c.idle(x.With == "" && len(x.Closed)+len(x.Open) > 0, at, ".closed", "", "it goes with the key with")
		c.idle(len(x.Cranes) > 0 && !windy(e.Name), at, ".cranes", "", "the cranes of no berth stop for wind (berth, wind)")
	}
	c.idle(b.Level != nil && !deep, path, ".level", "", "none of its ports has a depth")
	c.idle(b.Hit == 0 && b.Margin > 0, path, ".margin", ".hit", "no storm is foreseen (hit)")
	c.idle(b.Hit == 0 && b.Horizon != nil, path, ".horizon", ".hit", "no storm is foreseen (hit)")
	blind := b.Hit > 0 && b.Horizon != nil && *b.Horizon == 0
	c.idle(blind, path, ".hit", ".horizon", "horizon is 0: of no storm is anything known before it begins")
	c.idle(blind && b.Margin > 0, path, ".margin", ".horizon", "horizon is 0: of no storm is anything known before it begins")
}

func (e *Emission) idle(c *checker) {
	c.idle(e.RailElectric > 0 && len(e.Electric) == 0, "emission", ".rail_electric", "", "no line is under wire (electric)")
}
