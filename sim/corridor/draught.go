package corridor

import (
	"math"
	"slices"
	"time"
)

// Draught is how deep a ship lies in the water.
type Draught struct {
	Empty Length `doc:"without cargo" need:"yes" min:"0"`
	Full  Length `doc:"with its whole payload" need:"yes" min:"0"`
}

// share is the part of the payload that a ship can carry in water of a depth, under-keel clearance deducted: in
// proportion to its draught between empty and full.
func (d *Draught) share(water float64) float64 {
	return min(max((water-float64(d.Empty))/float64(d.Full-d.Empty), 0), 1)
}

// water is the depth that a port leaves to a ship's draught at a level of the sea; false: no limit.
func (p *Port) water(level float64) (float64, bool) {
	if p.Depth == nil {
		return 0, false
	}
	return float64(*p.Depth) + level - float64(p.Clearance), true
}

// payloadAt is what a ship carries between two ports at a level of the sea, in kg: the shallower port counts.
func (v *Vessel) payloadAt(ports [2]*Port, level float64) float64 {
	if v.Payload == nil {
		return noPayload
	}
	share := 1.0
	for _, p := range ports {
		if water, limited := p.water(level); limited && v.Draught != nil {
			share = min(share, v.Draught.share(water))
		}
	}
	return math.Round(float64(v.Payload.N) * share)
}

// load sets the payload of a service to the present depths and level.
func (v *service) load() {
	level := 0.0
	if b := v.lane.basin; b != nil {
		level = b.level
	}
	v.payload = v.fleet.spec.payloadAt([2]*Port{v.lane.ports[0].spec, v.lane.ports[1].spec}, level)
	for end, quays := range v.lane.quays {
		v.loads[end] = slices.ContainsFunc(quays, func(q quay) bool { return v.fleet.slots[q.unit] > 0 })
	}
}

// loadAll sets the payloads of all lanes that a depth or level concerns, and lets the ships there look again: less may
// be a full load now.
func (w *World) loadAll(lanes []*lane) {
	for _, l := range lanes {
		for _, v := range l.served {
			v.load()
			v.fleet.weighs(w)
		}
	}
	for _, l := range lanes {
		for end := range 2 {
			l.notify(w, end)
		}
	}
}

// weighs notes the payload of a fleet that depends on the depth of water: the mean of its lanes.
func (f *fleet) weighs(w *World) {
	if f.laden == nil {
		return
	}
	sum := 0.0
	for _, v := range f.serves {
		sum += v.payload
	}
	f.laden.Set(w.sim.Now(), int64(sum/float64(len(f.serves))))
}

// levelAt is the level of the sea at a moment: that of the last row which does not lie after it, or of the first.
func (b *Basin) levelAt(at time.Time) float64 {
	if b.Level == nil {
		return 0
	}
	level := b.Level.Values[0]
	for i, key := range b.Level.Keys {
		if day, ok := dayOf(key); ok && !day.After(at) {
			level = b.Level.Values[i]
		}
	}
	return level
}

// dayOf reads a year, which stands for its first day, or a day.
func dayOf(key string) (time.Time, bool) {
	for _, form := range []string{"2006", time.DateOnly} {
		if t, err := time.Parse(form, key); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// ebbs sets the level of the sea and plans its next change.
func (x *basin) ebbs(w *World) {
	if x.spec.Level == nil {
		x.level = 0
		return
	}
	zero := w.scenario.Run.begins()
	now := zero.Add(time.Duration(w.sim.Now()))
	x.level = x.spec.levelAt(now)
	for _, key := range x.spec.Level.Keys {
		if day, ok := dayOf(key); ok && day.After(now) {
			x.tide++
			w.after(day.Sub(now), ebb, x.id, 0, x.tide)
			return
		}
	}
}

func (x *basin) turnTide(w *World, gen uint32) {
	if gen == x.tide {
		x.ebbs(w)
		w.loadAll(x.lanes)
	}
}

func (b *Basin) checkLevel(c *checker, path string) {
	if b.Level == nil {
		return
	}
	last := time.Time{}
	for i, key := range b.Level.Keys {
		day, ok := dayOf(key)
		switch {
		case !ok:
			c.sayRow(path+".level", i, "", "%q is neither a year nor a day; write 2025 or 2025-07-01", key)
		case !day.After(last):
			c.sayRow(path+".level", i, "", "the rows are not in order of time at %s", key)
		}
		last = day
	}
}

// checkDraught sees to it that at the lowest level of the sea each ship still carries one piece of each flow.
func (v *Vessel) checkDraught(c *checker, path string) {
	d := v.Draught
	switch {
	case d == nil:
		return
	case d.Full <= d.Empty:
		c.say(path+".draught", "full must be more than empty")
		return
	case v.Payload == nil:
		c.say(path+".draught", "needs payload: what the ship carries at its full draught")
		return
	}
	for _, on := range v.On {
		sea := spec[*Sea](c.s, on.Name)
		ports := [2]*Port{spec[*Port](c.s, sea.Path[0]), spec[*Port](c.s, sea.Path[1])}
		least := v.payloadAt(ports, c.lowest(sea))
		for _, t := range c.s.Things {
			f, is := t.Spec.(*Flow)
			if !is || v.slotsOf(f) == 0 || !f.passes(c.s, on.Name) {
				continue
			}
			if _, _, gross := f.measures(); gross > least {
				c.say(path+".draught", "at the lowest water a ship carries %.4g t on %s, less than one piece of %s (%.4g t)", least/1000, on.Name, t.Path, gross/1000)
			}
		}
	}
}

// slotsOf is what one piece of a flow takes of the slots; 0: not carried.
func (v *Vessel) slotsOf(f *Flow) float64 {
	u, _, _ := f.measures()
	if u == v.Carries.Unit {
		return 1
	}
	for _, d := range v.Deck {
		if d.Name == u.String() {
			return float64(d.Value)
		}
	}
	return 0
}

// passes tells whether a flow uses a place.
func (f *Flow) passes(s *Scenario, place Ref) bool {
	for _, r := range f.Route {
		if contains(placesOf(s, r.Name), place) {
			return true
		}
	}
	return false
}

// lowest is the lowest level of a basin that a lane lies in, within the run.
func (c *checker) lowest(sea *Sea) (low float64) {
	for _, t := range c.s.Things {
		b, is := t.Spec.(*Basin)
		if !is || b.Level == nil || len(b.Level.Values) == 0 {
			continue
		}
		for _, p := range sea.Path {
			if !hasEntry(b.Port, string(p[len("port."):])) {
				continue
			}
			low = b.levelAt(c.s.Run.begins())
			for i, key := range b.Level.Keys {
				if day, ok := dayOf(key); ok && day.After(c.s.Run.begins()) && day.Before(c.s.Run.ends()) {
					low = min(low, b.Level.Values[i])
				}
			}
		}
	}
	return low
}

// draughtOff lets every ship carry its payload whatever the depth.
func draughtOff(s *Scenario) { each(s, func(v *Vessel) { v.Draught = nil }) }
