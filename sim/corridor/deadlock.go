package corridor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"corridor/sim/des"
)

// The rules of single places cannot deadlock, but those of a scenario can: two finite stations that pass trains to each
// other, both full, stand still for ever. A deadlock is a set of carriers each of which waits for something that
// only carriers of the set hold. The World looks for one every few days, at rest between two events. Who has an
// event to come, and whose wait may end in a way that is not looked into, counts as free: there is no false alarm.

// lookout is the simulated time between two looks.
const lookout = 5 * day

// carrier is a train, or a ship beyond the last train.
type carrier int32

// holder is a place where trains may wait for each other. Both methods add to d.by those who have what t waits for,
// before the place or in it, and tell whether nothing but one of these going on can help.
type holder interface {
	keepsOut(d *deadlock, t trainID) bool
	keepsIn(d *deadlock, t trainID) bool
}

// deadlock is the memory of a look.
type deadlock struct {
	w     *World
	stuck []bool    // by carrier
	by    []carrier // those for whom the carrier in hand waits
	first []trainID // by place: a train that stands there
	next  []trainID // by train: another in the same place
	path  []carrier // for the report
}

// refuseDeadlock fails the replication if some carriers can never move again. While a measure is to come that could
// help them, it waits.
func (w *World) refuseDeadlock() {
	if w.epoch+1 < len(w.epochs) {
		return
	}
	if c := w.jam.look(w); c != none {
		w.failf(none, "%s", w.jam.describe(c))
	}
}

// look finds a carrier that can never move again, or none.
func (d *deadlock) look(w *World) carrier {
	d.w = w
	if !d.anyWaits() {
		return none
	}
	d.sort()
	n := len(w.trains) + len(w.ships)
	d.stuck = slices.Grow(d.stuck[:0], n)[:n]
	for c := range d.stuck {
		d.stuck[c] = d.waits(carrier(c)) && len(d.by) > 0
	}
	for freed := true; freed; {
		freed = false
		for c := range d.stuck {
			if d.stuck[c] && !d.hopeless(carrier(c)) {
				d.stuck[c], freed = false, true
			}
		}
	}
	return carrier(slices.Index(d.stuck, true))
}

// anyWaits is the quick answer: without a train that is refused by a place or a ship that waits for a store
// there is nothing to look for.
func (d *deadlock) anyWaits() bool {
	for i := range d.w.trains {
		if tr := d.w.trains[i]; tr.asked && tr.leg != none {
			return true
		}
	}
	for i := range d.w.ships {
		if d.w.ships[i].state == awaitsStore {
			return true
		}
	}
	return false
}

// sort lists the trains by the place where they stand; one that has not left its depot yet stands there.
func (d *deadlock) sort() {
	w := d.w
	d.first = slices.Grow(d.first[:0], len(w.places))[:len(w.places)]
	for i := range d.first {
		d.first[i] = none
	}
	d.next = slices.Grow(d.next[:0], len(w.trains))[:len(w.trains)]
	for i := range w.trains {
		if at := w.standsAt(w.trains[i]); at != none {
			d.next[i], d.first[at] = d.first[at], trainID(i)
		}
	}
}

func (w *World) standsAt(tr *train) placeID {
	if tr.leg == none || tr.in != none {
		return tr.in
	}
	return w.legs[tr.leg].from
}

// hopeless tells whether c waits and all who could help it are stuck.
func (d *deadlock) hopeless(c carrier) bool {
	if !d.waits(c) {
		return false
	}
	for _, x := range d.by {
		if !d.stuck[x] {
			return false
		}
	}
	return len(d.by) > 0
}

// waits lists in d.by for whom c waits, and tells whether it waits for nothing else.
func (d *deadlock) waits(c carrier) bool {
	d.by = d.by[:0]
	w := d.w
	if s := int(c) - len(w.trains); s >= 0 {
		return d.shipWaits(shipID(s))
	}
	t := trainID(c)
	tr := w.trains[t]
	if tr.leg == none || tr.granted {
		return false
	}
	if tr.asked {
		next, _ := w.stepOf(tr, tr.at()+1)
		p, ok := w.places[next.place].(holder)
		return ok && p.keepsOut(d, t)
	}
	if !tr.here || tr.in == none {
		return false
	}
	p, ok := w.places[tr.in].(holder)
	return ok && p.keepsIn(d, t)
}

// blame adds trains to those who hold what is wanted.
func (d *deadlock) blame(trains ...trainID) {
	for _, t := range trains {
		d.by = append(d.by, carrier(t))
	}
}

func (d *deadlock) blameQueue(q *des.Queue[trainID]) {
	for i := range q.Len() {
		d.blame(q.At(i))
	}
}

// blameAll blames the trains in a place of which is says true, and counts them.
func (d *deadlock) blameAll(at placeID, is func(tr *train, t trainID) bool) (n int) {
	for t := d.first[at]; t != none; t = d.next[t] {
		if is(d.w.trains[t], t) {
			d.blame(t)
			n++
		}
	}
	return n
}

// describe names the ring into which the waits of c lead.
func (d *deadlock) describe(c carrier) string {
	d.path = d.path[:0]
	for !slices.Contains(d.path, c) {
		d.path = append(d.path, c)
		d.waits(c)
		c = d.by[0]
	}
	ring := d.path[slices.Index(d.path, c):]
	var b strings.Builder
	stuck := 0
	for _, is := range d.stuck {
		if is {
			stuck++
		}
	}
	fmt.Fprintf(&b, "deadlock: %d carriers can never move again. ", stuck)
	for _, x := range ring {
		fmt.Fprintf(&b, "%s, held by ", d.story(x))
	}
	name, _, _ := strings.Cut(d.story(c), ",")
	return b.String() + name
}

// story says where a carrier stands, for how long, and what it waits for.
func (d *deadlock) story(c carrier) string {
	w := d.w
	name := func(at placeID) string { return w.scenario.Things[at].Path }
	if s := int(c) - len(w.trains); s >= 0 {
		sh := &w.ships[s]
		f := w.fleets[sh.fleet]
		what := "a berth"
		if sh.state == awaitsStore {
			what = "room in the store"
		}
		return fmt.Sprintf("ship %d of %s, which has waited %s at %s for %s", s, f.path, long(w.sim.Now().Sub(sh.since)), sh.port().name, what)
	}
	tr := w.trains[c]
	whose, since := "other traffic", tr.entered
	if tr.flow != none {
		whose = w.flows[tr.flow].path
	}
	if tr.in == none {
		since = tr.since
	}
	what := "its turn there"
	if next, ok := w.stepOf(tr, tr.at()+1); ok && tr.asked {
		what = "room in " + name(next.place)
	} else if _, is := w.places[w.standsAt(tr)].(*depot); is {
		what = "room in the store there"
	}
	return fmt.Sprintf("train %d of %s, which has been at %s for %s and waits for %s", c, whose, name(w.standsAt(tr)), long(w.sim.Now().Sub(since)), what)
}

func long(d time.Duration) string { return fmt.Sprintf("%.1f d", d.Hours()/24) }
