package corridor

import (
	"slices"

	"corridor/sim/des"
)

// quayside is the ship side of a port: berths in groups, and ships that wait for them in the roads.
type quayside struct {
	id      placeID
	name    string
	depot   *depot
	groups  []berthGroup
	roads   []*ship // want a berth, in order of arrival
	pools   []*cranePool
	channel *channel // nil: none
	spec    *Port
	shut    int     // storms that close the port
	windy   int     // storms that stop its cranes, though it is open
	waits   []*ship // at a berth, no room in the store for what they bring
	bound   []*ship // ready to leave, held by the weather
	ends    []laneEnd

	anchored *census
	anchor   *des.Tally
	closure  *des.Level
	opened   des.Time   // end of the last storm that closed it
	reopened *des.Count // nil: no storm closes it
	bunch    *des.Count // ships that sail soon after
	still    *des.Level // share of the time that wind stops the cranes; nil without such berths
}

// come puts a ship that wants a berth into the roads.
func (q *quayside) come(w *World, sh *ship) {
	if len(q.groups) == 0 {
		q.discharge(w, sh)
		return
	}
	w.shipIs(sh, wantsBerth)
	q.roads = append(q.roads, sh)
	q.anchored.Up(w.sim.Now())
	w.markChain(sh.cargo.head, q.whyWait(waitTrack))
	q.assign(w)
}

// whyWait is the cause of a wait at this port: the weather, if it is closed.
func (q *quayside) whyWait(otherwise cause) cause {
	if q.shut > 0 {
		return weather
	}
	return otherwise
}

// assign gives free berths to the ships in the roads, first come, first served; a ship at a berth that is idle, or loaded
// and held by the weather while this port is open, makes way for one that has work to do.
func (q *quayside) assign(w *World) {
	if q.shut > 0 {
		return
	}
	for i := 0; i < len(q.roads); {
		sh := q.roads[i]
		g := q.groupFor(w, sh)
		if g == none {
			i++
			continue
		}
		q.roads = slices.Delete(q.roads, i, i+1)
		q.berth(w, sh, g)
	}
}

// groupFor finds a group with a berth for a ship, clearing an idle ship away if need be: by the rule of the port.
func (q *quayside) groupFor(w *World, sh *ship) int8 {
	fleet := sh.fleet.id
	for pass := range 2 {
		best, least := int8(none), 0.0
		for i := range q.groups {
			g := &q.groups[i]
			if !contains(g.takes, fleet) || pass == 0 && len(g.ships) >= g.spec.Count || pass == 1 && g.idleShip() == nil {
				continue
			}
			if score := q.score(w, sh, g); best == none || score < least {
				best, least = int8(i), score
			}
		}
		if best != none {
			if pass == 1 {
				q.leaveBerth(w, q.groups[best].idleShip())
			}
			return best
		}
	}
	return none
}

// score is what a ship's choice of a berth group makes small; the first of equals is taken.
func (q *quayside) score(w *World, sh *ship, g *berthGroup) float64 {
	switch q.spec.Choose {
	case "free":
		return float64(len(g.ships) - g.spec.Count)
	case "fastest":
		return (w.handlingTime(sh.cargo.head, &g.rate) + g.mean).Hours()
	}
	return 0
}

// drop takes x out of a list, keeps the order of the others, and tells whether it was there.
func drop[T comparable](list *[]T, x T) bool {
	l := *list
	for i := range l {
		if l[i] == x {
			copy(l[i:], l[i+1:])
			*list = l[:len(l)-1]
			return true
		}
	}
	return false
}

func contains[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// idleShip is a ship at the berths of a group that has no work there: one that is loaded and held by the weather or, if
// there is none, one without cargo. Nil where more ships lie than there are berths.
func (g *berthGroup) idleShip() (idle *ship) {
	for _, sh := range g.ships {
		switch {
		case len(g.ships) > g.spec.Count:
			return nil
		case sh.state == weatherbound:
			return sh
		case sh.state == shipIdle && idle == nil:
			idle = sh
		}
	}
	return idle
}

func (q *quayside) berth(w *World, sh *ship, group int8) {
	now := w.sim.Now()
	g := &q.groups[group]
	g.ships = append(g.ships, sh)
	g.occupied.Up(now)
	w.within(q.id, "ship", int32(sh.id), g.occupied.Value(), int64(g.spec.Count), "berths")
	q.anchored.Down(now)
	q.anchored.ends(1, now.Sub(sh.since))
	q.anchor.AddDuration(now.Sub(sh.since))
	g.waiting.AddDuration(now.Sub(sh.since))
	sh.group, sh.berthed, sh.called, sh.swap = group, now, false, 0
	if sh.aboard {
		q.discharge(w, sh)
	} else {
		q.work(w, sh, stowed)
	}
}

// leaveBerth frees the berth of a ship; nothing happens to a ship in the roads.
func (q *quayside) leaveBerth(w *World, sh *ship) {
	if sh.group == none {
		return
	}
	g := &q.groups[sh.group]
	drop(&g.ships, sh)
	g.occupied.Down(w.sim.Now())
	g.occupied.ends(1, w.sim.Now().Sub(sh.berthed))
	g.call.AddDuration(w.sim.Now().Sub(sh.berthed))
	sh.group = none
	w.noteShip(sh)
}

// close is the beginning of a storm at this port: berths stop, and what waits waits for the weather.
func (q *quayside) close(w *World) {
	q.shut++
	if q.shut > 1 {
		return
	}
	q.closure.Set(w.sim.Now(), 1)
	q.turnAll(w, false)
	q.remark(w, weather, weather)
	q.channel.remark(w, weather)
}

// reopen is the end of the last storm at this port.
func (q *quayside) reopen(w *World) {
	q.shut--
	if q.shut > 0 {
		return
	}
	q.closure.Set(w.sim.Now(), 0)
	q.opened = w.sim.Now()
	q.reopened.Add(1)
	q.turnAll(w, true)
	q.remark(w, waitTrack, waitVessel)
	q.channel.remark(w, waitTrack)
	q.channel.next(w)
	q.assign(w)
}

func (q *quayside) turnAll(w *World, open bool) {
	for i := range q.groups {
		q.turnGroup(w, &q.groups[i], open)
	}
}

func (q *quayside) turnGroup(w *World, g *berthGroup, open bool) {
	for _, sh := range g.ships {
		q.turnShip(w, sh, open)
	}
}

// turnCranes is the beginning or the end of a storm that is too strong for the cranes of an open port.
func (q *quayside) turnCranes(w *World, open bool) {
	step := 1
	if open {
		step = -1
	}
	q.windy += step
	if q.still != nil {
		q.still.Set(w.sim.Now(), int64(min(q.windy, 1)))
	}
	for i := range q.groups {
		if g := &q.groups[i]; g.spec.Wind {
			q.turnGroup(w, g, open && q.windy == 0)
		}
	}
}

// remark sets the cause of what waits in ships and on the quay.
func (q *quayside) remark(w *World, inRoads, ashore cause) {
	for _, sh := range q.roads {
		w.markChain(sh.cargo.head, inRoads)
		w.noteShip(sh)
	}
	for _, sh := range q.waits {
		w.markChain(sh.cargo.head, inRoads)
	}
	for _, e := range q.ends {
		e.lane.remark(w, e.end, ashore)
	}
}

// soon is how long after a storm a sailing counts as one of those that it has bunched.
const soon = 12 * hour

// notesBunch counts a ship that sails soon after a storm.
func (q *quayside) notesBunch(w *World) {
	if q.bunch != nil && q.opened > 0 && w.sim.Now().Sub(q.opened) <= soon {
		q.bunch.Add(1)
	}
}
