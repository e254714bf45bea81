package corridor

import (
	"time"

	"corridor/sim/des"
)

// depot is the running state of a Terminal or a Port: where cargo begins, ends and changes its
// carrier. This file is the train side and the store; berth.go is the ship side.
type depot struct {
	id        placeID
	dwell     [2]des.Sampler
	stores    []store
	piles     []*pile
	sidings   []*siding
	sidingFor [len(UnitNames)]int8 // by unit
	backDebt  map[*Train]float64
	freed     bool // a train leaves its departure track

	yielding []*pile // of other depots: their trains come when there is room here

	port *quayside // nil at a terminal

	piled *des.Level
	made  madeStat
	held  *des.Level // pieces on piles for banned sidings; nil in a scenario without bans
	bans  *des.Level // whether any siding is banned; nil if none can be
}

// store is the room for one unit of cargo in one direction.
type store struct {
	unit  Unit
	way   Way
	room  int64 // pieces
	used  int64
	asked int64 // while it is looked whether all fits
	fill  *des.Level
}

const noLimit = 1 << 30

func orNoLimit(n int) int {
	if n == 0 {
		return noLimit
	}
	return n
}

func (t *Terminal) build(b *builder) { newDepot(b, t.Siding, t.Storage, t.Dwell) }

func (p *Port) build(b *builder) {
	d := newDepot(b, p.Siding, p.Storage, p.Dwell)
	d.port = newQuayside(b, p)
}

func newDepot(b *builder, sidings Map[Siding], storage []Amount, dwell Both[des.Dist]) *depot {
	d := &depot{id: b.thing, backDebt: map[*Train]float64{}}
	for i := range sidings {
		d.addSiding(b, sidings[i].Name, &sidings[i].Value)
	}
	d.addSiding(b, openSiding, &Siding{}) // for units that no siding takes
	d.assignSidings()
	for _, way := range Ways {
		d.dwell[way] = b.sampler("dwell."+way.String(), dwell.Of(way))
		for _, a := range storage {
			name := "storage." + a.Unit.String() + "." + way.String()
			d.stores = append(d.stores, store{unit: a.Unit, way: way, room: a.N, fill: b.level(name, a.Unit.piece(), "mean", "max")})
		}
	}
	d.piled = b.level("made.queue", "pieces", "mean", "max")
	d.made.make(b)
	d.measureBans(b)
	b.w.depots = append(b.w.depots, d)
	b.place(d)
	return d
}

// openSiding is the name of the siding without limits.
const openSiding = "open"

func ratesOf(list []Throughput) (out [len(UnitNames)]float64) {
	for _, r := range list {
		out[r.Unit] = r.PerHour
	}
	return out
}

// handlingTime is pieces / rate for a chain of cargo, at one crane or one ship.
func (w *World) handlingTime(c cargoID, rate *[len(UnitNames)]float64) time.Duration {
	hours := 0.0
	for ; c != none; c = w.cargo[c].next {
		x := w.cargo[c]
		f := w.flows[x.flow]
		n := float64(x.n) / float64(f.unit.Scale())
		switch {
		case rate[f.unit] > 0:
			hours += n / rate[f.unit]
		case f.unit == TEU && rate[Moves] > 0:
			hours += n / f.box() / rate[Moves]
		}
	}
	return time.Duration(hours * float64(hour))
}

// reserve takes room in the store for a chain of cargo, all or nothing.
func (d *depot) reserve(w *World, head cargoID) bool {
	if len(d.stores) == 0 {
		return true
	}
	for c := head; c != none; {
		x := w.cargo[c]
		if x.stored = d.storeFor(w, x); x.stored != none {
			d.stores[x.stored].asked += x.n
		}
		c = x.next
	}
	fits := true
	for i := range d.stores {
		s := &d.stores[i]
		fits = fits && s.used+s.asked <= s.room
		s.asked = 0
	}
	for c := head; c != none; {
		x := w.cargo[c]
		switch {
		case !fits:
			x.stored = none
		case x.stored != none:
			s := &d.stores[x.stored]
			s.used += x.n
			s.fill.Change(w.sim.Now(), x.n)
		}
		c = x.next
	}
	return fits
}

// storeFor is the number of the store where cargo lies, or none.
func (d *depot) storeFor(w *World, x *consignment) int8 {
	f := w.flows[x.flow]
	way := f.routes[x.route].steps[x.step].way
	for i := range d.stores {
		if s := &d.stores[i]; s.unit == f.unit && s.way == way && !f.standsEmpty(d.id) {
			return int8(i)
		}
	}
	return none
}

// wanted is the room in one store that a chain of cargo wants.
func (d *depot) wanted(w *World, c cargoID, s *store) (n int64) {
	for ; c != none; c = w.cargo[c].next {
		if i := d.storeFor(w, w.cargo[c]); i != none && &d.stores[i] == s {
			n += w.cargo[c].n
		}
	}
	return n
}

// unstore frees the room of cargo that has gone; those who wait for room come in.
func (d *depot) unstore(w *World, c cargoID) {
	for ; c != none; c = w.cargo[c].next {
		x := w.cargo[c]
		if x.stored != none {
			s := &d.stores[x.stored]
			s.used -= x.n
			s.fill.Change(w.sim.Now(), -x.n)
			x.stored = none
		}
	}
	for _, y := range d.sidings {
		for y.stalled.Len() > 0 && d.reserve(w, w.trains[y.stalled.Peek()].cargo) {
			y.wantCrane(w, y.stalled.Pop())
		}
	}
	if d.port != nil {
		d.port.roomInStore(w)
	}
	d.callForward(w)
}

func (d *depot) handle(w *World, e event) {
	switch e.do {
	case unloaded, loaded:
		t := trainID(e.who)
		if w.trains[t].gen == e.gen {
			d.endJob(w, t, e.do)
		}
	case lain:
		d.ready(w, cargoID(e.who))
	case review:
		d.sidings[e.who].ban.look(w)
	case impatient:
		d.piles[e.who].timeOut(w, d, e.gen)
	case called:
		d.piles[e.who].calls = false
		d.piles[e.who].form(w, d)
	case opening:
		for _, y := range d.sidings {
			y.turn(w)
		}
		d.port.turnHours(w)
	default:
		d.port.handle(w, e)
	}
}

func (d *depot) endJob(w *World, t trainID, do verb) {
	tr := w.trains[t]
	d.sidings[tr.siding].end(w, t)
	d.worked(w, tr, do)
}

// worked gives the crane of a train that is done to the next, and lets it go on.
func (d *depot) worked(w *World, tr *train, do verb) {
	y := d.sidings[tr.siding]
	if next, ok := y.cranes.Release(); ok {
		y.work(w, next)
	}
	if do == loaded {
		d.unstore(w, tr.cargo)
		w.advance(tr)
		return
	}
	if y.ban != nil {
		y.ban.today++
	}
	d.emptied(w, tr.id)
}

// emptied puts the cargo of a train into the store and sends the train home or out of the model.
func (d *depot) emptied(w *World, t trainID) {
	tr := w.trains[t]
	flow := w.flows[w.cargo[tr.cargo].flow]
	d.lay(w, tr.cargo)
	w.trains[t].cargo = none
	tr = w.trains[t]
	if given, serial := tr.rides, tr.serial; len(w.pools) > 0 && given != ([2]lent{}) {
		tr.rides = [2]lent{}
		d.vacate(w, tr)
		w.freeTrain(w.trains[t])
		w.giveBack(given, d.id, serial)
		return
	}
	if flow.train == nil || !d.goesHome(flow.train) || !w.hasWayHome(tr) {
		d.vacate(w, tr)
		w.freeTrain(w.trains[t])
		return
	}
	tr.back, tr.way, tr.here = true, w.legs[tr.leg].home, false
	tr.on, tr.pos = &w.legs[tr.leg].ends[1], tr.way.first-1
	w.advance(w.trains[t])
}

// goesHome tells, train by train, whether this one runs back empty, so that in the long run the stated share does.
func (d *depot) goesHome(k *Train) bool {
	d.backDebt[k] += float64(k.Empties)
	if d.backDebt[k] < 1 {
		return false
	}
	d.backDebt[k]--
	return true
}

// hasWayHome tells whether the leg has a place to run back over.
func (w *World) hasWayHome(tr *train) bool {
	home := w.legs[tr.leg].home
	return home.first < home.end
}

// lay puts a chain of cargo into the store, where it lies its dwell.
func (d *depot) lay(w *World, c cargoID) {
	for c != none {
		next := w.cargo[c].next
		w.cargo[c].next = none
		d.receive(w, c, w.wayOf(c), false)
		c = next
	}
}

func (w *World) wayOf(c cargoID) Way {
	x := w.cargo[c]
	return w.flows[x.flow].routes[x.route].steps[x.step].way
}

// stayOf numbers the stay of a consignment in the place of its step among its stays there, for keyed draws:
// a place more on the way changes no draw of the others.
func (w *World) stayOf(x *consignment) (n uint64) {
	steps := w.flows[x.flow].routes[x.route].steps
	for i := range int(x.step) {
		if steps[i].place == steps[x.step].place {
			n++
		}
	}
	return n
}

// receive takes cargo that is born here or has been unloaded.
func (d *depot) receive(w *World, c cargoID, way Way, origin bool) {
	if !origin && !d.dwell[way].IsZero() {
		x := w.cargo[c]
		if lie := d.dwell[way].Duration(x.serial, w.stayOf(x)); lie > 0 {
			w.mark(c, customs)
			w.after(lie, lain, d.id, int32(c), 0)
			return
		}
	}
	d.ready(w, c)
}

// ready sends cargo on: to its owner, to the quay, or to the pile for the next train.
func (d *depot) ready(w *World, c cargoID) {
	if !d.wagonsAtOrigin(w, c) {
		return
	}
	x := w.cargo[c]
	x.ready = w.sim.Now()
	r := &w.flows[x.flow].routes[x.route]
	if int(x.step) == len(r.steps)-1 {
		d.unstore(w, c)
		w.deliver(x)
		return
	}
	next := r.steps[x.step+1]
	if l, ok := w.places[next.place].(*lane); ok {
		l.offer(w, c, next.way)
		return
	}
	w.mark(c, waitWagon)
	d.pileFor(w, x.flow, r.legs[x.step], x.step == 0).add(w, d, c)
}
