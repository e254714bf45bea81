package corridor

import (
	"time"

	"corridor/sim/des"
)

// service is a fleet on one of its lanes.
type service struct {
	fleet   *fleet
	lane    *lane
	share   float64
	base    time.Duration // undisturbed passage
	payload float64       // kg
	loads   [2]bool       // whether any flow brings cargo for it to that end
	given   int64         // times that a ship was put on this lane where it could choose
	sent    *des.Count    // sailings; nil where the fleet has no other lane
}

// laneEnd is one end of a lane: where a ship may load for it.
type laneEnd struct {
	lane *lane
	end  int
}

// makeServices puts a fleet on its lanes.
func (f *fleet) makeServices(w *World) {
	for k, c := range f.spec.On {
		l := w.places[w.scenario.Find(string(c.Name))].(*lane)
		v := &service{fleet: f, lane: l, share: float64(c.Share), base: l.passage(f)}
		v.load()
		if f.sent != nil {
			v.sent = f.sent[k]
		}
		f.serves = append(f.serves, v)
		l.served = append(l.served, v)
	}
}

// serviceOn is what the fleet does on a lane.
func (f *fleet) serviceOn(l *lane) *service {
	for _, v := range f.serves {
		if v.lane == l {
			return v
		}
	}
	return nil
}

// roams tells whether an empty ship may load for any lane of its port.
func (f *fleet) roams() bool {
	return len(f.serves) > 1 && (f.spec.Allot == "most" || f.spec.Allot == "longest")
}

// port is where a ship is, or from which it has sailed.
func (sh *ship) port() *quayside { return sh.on.lane.ports[sh.end] }

// endAt is the end of a service's lane at a port, or none.
func (v *service) endAt(q *quayside) int {
	for end, p := range v.lane.ports {
		if p == q {
			return end
		}
	}
	return none
}

// leastServed is the lane of a port that is furthest behind its share, if one more ship is put on it; ties go to
// the first. q none: of all lanes.
func (f *fleet) leastServed(q *quayside) (best *service) {
	for _, v := range f.serves {
		if q != nil && v.endAt(q) == none {
			continue
		}
		if best == nil || (float64(v.given)+0.5)/v.share < (float64(best.given)+0.5)/best.share {
			best = v
		}
	}
	return best
}

// choices tells whether a fleet has several lanes at a port.
func (f *fleet) choices(q *quayside) bool {
	n := 0
	for _, v := range f.serves {
		if v.endAt(q) != none {
			n++
		}
	}
	return n > 1
}

// allot puts an empty ship on a lane of the port where it is.
func (f *fleet) allot(w *World, sh *ship) {
	if len(f.serves) == 1 || f.spec.Allot == "fixed" || !f.choices(sh.port()) {
		return
	}
	if f.roams() {
		f.best(w, sh)
		return
	}
	v := f.leastServed(sh.port())
	v.given++
	sh.put(v)
}

// put makes v the service of a ship that lies at one of its ports.
func (sh *ship) put(v *service) { sh.on, sh.end = v, v.endAt(sh.port()) }

// best puts a ship that roams on the lane that needs it most; without need it stays on its own.
func (f *fleet) best(w *World, sh *ship) {
	first, then := f.needs(w, sh.on, sh.end)
	choice := sh.on
	for _, v := range f.serves {
		end := v.endAt(sh.port())
		if v == sh.on || end == none {
			continue
		}
		a, b := f.needs(w, v, end)
		if a > first || a == first && b > then {
			choice, first, then = v, a, b
		}
	}
	sh.put(choice)
}

// needs is by what a lane is chosen: first and, in case of a tie, then. Loads that wait at the far end count as
// far as no ship of the fleet is there or on its way.
func (f *fleet) needs(w *World, v *service, end int) (first, then float64) {
	here, there := v.fill(end), max(v.fill(1-end)-v.coming(w, 1-end), 0)
	loads, age := here+there, time.Duration(0)
	if here > 0 {
		age = v.oldest(w, end)
	}
	if there > 0 {
		age = max(age, v.oldest(w, 1-end))
	}
	if f.spec.Allot == "longest" {
		return age.Hours(), loads
	}
	return loads, age.Hours()
}

// tryLanes lets an idle ship load for the first lane of its port for which its rule allows it: its own, then, if
// it roams, the others.
func (f *fleet) tryLanes(w *World, sh *ship) bool {
	if f.tryLoad(w, sh) {
		return true
	}
	return f.roams() && f.each(w, sh, func() bool { return f.tryLoad(w, sh) })
}

// each puts a ship that roams on the lanes of its port in turn until try says that it has gone; otherwise it is on its own as before.
func (f *fleet) each(w *World, sh *ship, try func() bool) bool {
	own, port := sh.on, sh.port()
	for _, v := range f.serves {
		if v == own || v.endAt(port) == none {
			continue
		}
		sh.put(v)
		if try() {
			return true
		}
		sh.put(own)
	}
	return false
}

// idleOn adds a ship to those that wait for cargo: on its lane or, if it roams, on every lane of its port.
func (f *fleet) idleOn(w *World, sh *ship) {
	if !f.roams() {
		sh.on.lane.idle[sh.end] = append(sh.on.lane.idle[sh.end], sh)
		return
	}
	for _, v := range f.serves {
		if end := v.endAt(sh.port()); end != none {
			v.lane.idle[end] = append(v.lane.idle[end], sh)
		}
	}
}

// notifyOthers tells the other lanes of a port that a ship on which they counted has been put on another.
func (f *fleet) notifyOthers(w *World, but *service, q *quayside) {
	for _, v := range f.serves {
		if end := v.endAt(q); end != none && v != but {
			v.lane.notify(w, end)
		}
	}
}

// unidle takes a ship from the lists of those that wait for cargo.
func (f *fleet) unidle(w *World, sh *ship) {
	found := drop(&sh.on.lane.idle[sh.end], sh)
	if f.roams() {
		for _, v := range f.serves {
			if end := v.endAt(sh.port()); end != none && v != sh.on {
				found = drop(&v.lane.idle[end], sh) || found
			}
		}
	}
	if !found {
		w.failf(f.id, "ship %d is not idle", sh.id)
	}
}

// leaveForFar sends an idle ship light to where a full load waits for nobody, at the far end of its lane or, if it
// roams, of another.
func (f *fleet) leaveForFar(w *World, sh *ship) bool {
	leave := func() bool {
		if !sh.on.wantedAt(w, 1-sh.end) {
			return false
		}
		f.sailLight(w, sh)
		return true
	}
	return leave() || f.roams() && f.each(w, sh, leave)
}
