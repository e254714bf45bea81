package corridor

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// describe names the ring into which the waits of c lead.
func (d *deadlock) describe(c carrier) string {
	d.path = d.path[:0]
	for !slices.Contains(d.path, c) {
		d.path = append(d.path, c)
		c = d.nextOf(c)
	}
	ring := d.path[slices.Index(d.path, c):]
	var b strings.Builder
	stuck := 0
	for _, is := range d.stuck[:d.queues()] { // a stock waits for others' sake
		if is {
			stuck++
		}
	}
	fmt.Fprintf(&b, "deadlock: %d carriers can never move again. ", stuck)
	if len(ring) == 1 && int(c) >= d.lends() && int(c) < d.queues() {
		return b.String() + d.scattered(d.w.pools[int(c)-d.lends()])
	}
	for _, x := range ring {
		if d.isBehind(x) {
			continue
		}
		fmt.Fprintf(&b, "%s, held by ", d.story(x))
	}
	name, _, _ := strings.Cut(d.story(c), ",")
	return b.String() + name
}

// story says where a carrier stands, for how long, and what it waits for.
func (d *deadlock) story(c carrier) string {
	w := d.w
	switch n := int(c); {
	case n >= d.queues()+len(d.stocks):
		return d.sendsStory(&d.stocks[n-d.queues()-len(d.stocks)])
	case n >= d.queues():
		return d.queueStory(&d.stocks[n-d.queues()])
	case n >= d.lends():
		return d.poolStory(w.pools[n-d.lends()])
	case n >= d.piles():
		return d.pileStory(w.piles[n-d.piles()])
	case n >= d.ships():
		return d.shipStory(shipID(n - d.ships()))
	}
	return d.trainStory(trainID(c))
}

// shipStory is the story of a ship.
func (d *deadlock) shipStory(s shipID) string {
	w := d.w
	sh := w.ships[s]
	what := "a berth"
	switch sh.state {
	case awaitsStore:
		what = "room in the store"
	case shipIdle:
		what = fmt.Sprintf("the rest of its load: %.0f %% of %.0f %%", 100*sh.on.fill(sh.end), 100*sh.fleet.spec.Sail.AtLeast)
	}
	return fmt.Sprintf("%s, which has waited %s at %s for %s", w.shipName(sh), long(w.sim.Now().Sub(sh.since)), sh.port().name, what)
}

// pileStory is the story of cargo that waits for a train.
func (d *deadlock) pileStory(p *pile) string {
	w := d.w
	x := p.items.Peek()
	what := "a departure track"
	switch {
	case p.claimed:
		what = "wagons"
	case !p.hasRoom(w):
		what = "room in the store at " + w.scenario.Things[w.legs[p.leg].to].Path
	case d.lacksLoad(carrier(d.piles() + p.number)):
		u := w.flows[x.flow].unit
		what = fmt.Sprintf("the rest of its load: %v of %v", Amount{p.pieces, u}, Amount{p.least, u})
	case p.hasTrack():
		what = "the end of a loading ban"
	}
	return fmt.Sprintf("cargo %s, which has waited %s at %s for %s", w.cargoName(x), long(w.sim.Now().Sub(x.ready)), w.scenario.Things[p.from.id].Path, what)
}

// poolStory tells that all wagons of a pool are in use, and how many of them a smaller count has made too many.
func (d *deadlock) poolStory(p *pool) string {
	unit := stockUnit(d.w.scenario.Things[p.id].Path)
	text := fmt.Sprintf("%s, of which %d of %d %s are held", d.w.scenario.Things[p.id].Path, p.count-p.standing(), p.count, unit)
	if p.owed > 0 {
		text += fmt.Sprintf(" (count is %d now: %d of them leave the pool as soon as they are free)", p.count-p.owed, p.owed)
	}
	return text
}

// isBehind tells whether a carrier is the queue of a stock whose pool stands still as a whole: the pool's story tells all.
func (d *deadlock) isBehind(c carrier) bool {
	n := int(c) - d.queues()
	return n >= 0 && n < len(d.stocks) && d.waits(c) && int(d.by[0]) == d.lends()+int(d.stocks[n].pool.number)-1
}

// queueStory tells how many wagons lack in a stock, and why only who is named next could change that.
func (d *deadlock) queueStory(x *stockJam) string {
	s := &x.pool.stocks[x.k]
	why := "to which every way is closed"
	if !d.cutOff(x) {
		why = "which leaves the rest for loads elsewhere"
	}
	return fmt.Sprintf("%s, which has %d of the %d %s that are wanted and %s", d.nameOf(x), s.empty, s.claims.At(0).wants(), stockUnit(d.w.scenario.Things[x.pool.id].Path), why)
}

// sendsStory tells why a stock sends nothing back.
func (d *deadlock) sendsStory(x *stockJam) string {
	s := &x.pool.stocks[x.k]
	if s.claims.Len() > 0 {
		return fmt.Sprintf("%s, which sends none back while somebody waits there", d.nameOf(x))
	}
	least := int64(math.MaxInt64)
	for i := range s.returns {
		least = min(least, s.returns[i].load*s.returns[i].per)
	}
	return fmt.Sprintf("%s, which has %d of the %d %s that are sent back together and to which every way is closed", d.nameOf(x), s.empty, least, stockUnit(d.w.scenario.Things[x.pool.id].Path))
}

// nameOf is the name of a stock.
func (d *deadlock) nameOf(x *stockJam) string {
	t := &d.w.scenario.Things[x.pool.id]
	return t.Path + ".stock." + t.Spec.(interface{ stocks() *Wagon }).stocks().Stock[x.k].Name
}

// scattered tells where the wagons of a pool stand that are everywhere too few for the first who waits for some.
func (d *deadlock) scattered(p *pool) string {
	w := d.w
	unit := stockUnit(w.scenario.Things[p.id].Path)
	text := fmt.Sprintf("%s: all %d %s stand empty, at each stock too few for the first who waits there", w.scenario.Things[p.id].Path, p.count, unit)
	v := w.scenario.Things[p.id].Spec.(interface{ stocks() *Wagon }).stocks()
	for i := range p.stocks {
		if s := &p.stocks[i]; s.claims.Len() > 0 {
			c := s.claims.At(0)
			text += fmt.Sprintf("; %s has %d, %d are wanted", v.Stock[i].Name, s.empty, c.wants())
		}
	}
	return text
}

// trainStory is the story of a train. It is named by the first cargo aboard: the name by which a Trace knows the train hangs on
// all trains before it.
func (d *deadlock) trainStory(t trainID) string {
	w := d.w
	name := func(at placeID) string { return w.scenario.Things[at].Path }
	tr := w.trains[t]
	who, since := "a train of other traffic", tr.entered
	switch {
	case tr.cargo != nil:
		who = "the train with " + w.cargoName(tr.cargo)
	case tr.flow != none:
		who = "an empty train of " + w.flows[tr.flow].path
	}
	if tr.in == none {
		since = tr.since
	}
	what := "its turn there"
	if next, ok := w.stepOf(tr, tr.at()+1); ok && tr.asked {
		what = "room in " + name(next.place)
	} else if _, is := w.places[w.standsAt(tr)].(*depot); is {
		what = "room in the store there"
	} else if _, is := w.places[w.standsAt(tr)].(*border); is {
		what = "wagons of the other gauge"
	}
	return fmt.Sprintf("%s, which has been at %s for %s and waits for %s", who, name(w.standsAt(tr)), long(w.sim.Now().Sub(since)), what)
}

func long(d time.Duration) string { return fmt.Sprintf("%.1f d", d.Hours()/24) }
