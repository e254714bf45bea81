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

	goods [len(UnitNames)]*goods // by unit; nil of what does not go on from here by rail
	made  madeStat
	bans  *des.Level              // whether any siding is banned; nil if none can be
	held  [len(UnitNames)]*census // what waits here for an open route; nil of what never does
}

// store is the room for one unit of cargo in one direction.
type store struct {
	unit Unit
	way  Way
	room int64 // pieces
	used int64
	fill *census
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
			d.stores = append(d.stores, store{unit: a.Unit, way: way, room: a.N, fill: b.census(b.level(name, a.Unit.piece(), "mean", "max"), name)})
		}
	}
	d.made.make(b, d)
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
func (w *World) handlingTime(x *consignment, rate *[len(UnitNames)]float64) time.Duration {
	hours := 0.0
	for ; x != nil; x = x.next {
		hours += w.hoursOf(x, rate)
	}
	return time.Duration(hours * float64(hour))
}

// hoursOf is the handling time of a consignment in hours.
func (w *World) hoursOf(x *consignment, rate *[len(UnitNames)]float64) float64 {
	return w.flows[x.flow].handlingHours(x.n, rate)
}

// handlingHours is the handling time of pieces of a flow at one crane or ship.
func (f *flowState) handlingHours(pieces int64, rate *[len(UnitNames)]float64) float64 {
	n := float64(pieces) / float64(f.unit.Scale())
	switch {
	case rate[f.unit] > 0:
		return n / rate[f.unit]
	case f.unit == TEU && rate[Moves] > 0:
		return n / f.box() / rate[Moves]
	}
	return 0
}

// reserve takes room in the store for a chain of cargo, all or nothing.
func (d *depot) reserve(w *World, head *consignment) bool {
	if len(d.stores) == 0 {
		return true
	}
	for x := head; x != nil; x = x.next {
		if x.stored = w.stageOf(x).store; x.stored != none {
			s := &d.stores[x.stored]
			if s.used += x.n; s.used > s.room {
				d.withdraw(head, x)
				return false
			}
		}
	}
	for x := head; x != nil; x = x.next {
		if x.stored != none {
			s := &d.stores[x.stored]
			s.fill.Change(w.sim.Now(), x.n)
			x.laid = w.sim.Now()
			w.within(d.id, "consignment", int32(x.id), s.fill.Value(), s.room, "pieces in the store")
		}
	}
	return true
}

// withdraw gives back the room taken for a chain up to the consignment for which there is none.
func (d *depot) withdraw(head, last *consignment) {
	for x := head; ; x = x.next {
		if x.stored != none {
			d.stores[x.stored].used -= x.n
			x.stored = none
		}
		if x == last {
			return
		}
	}
}

// storeFor is the number of the store where cargo of a flow lies, or none.
func (d *depot) storeFor(f *flowState, way Way) int8 {
	for i := range d.stores {
		if s := &d.stores[i]; s.unit == f.unit && s.way == way && !f.standsEmpty(d.id) {
			return int8(i)
		}
	}
	return none
}

// wanted is the room in one store that a chain of cargo wants.
func (d *depot) wanted(w *World, x *consignment, s *store) (n int64) {
	for ; x != nil; x = x.next {
		if i := w.stageOf(x).store; i != none && &d.stores[i] == s {
			n += x.n
		}
	}
	return n
}

// unstore frees the room of cargo that has gone; those who wait for room come in.
func (d *depot) unstore(w *World, x *consignment) {
	if len(d.stores) == 0 {
		return
	}
	freed := false
	for ; x != nil; x = x.next {
		if x.stored != none {
			s := &d.stores[x.stored]
			s.used -= x.n
			s.fill.Change(w.sim.Now(), -x.n)
			s.fill.ends(x.n, w.sim.Now().Sub(x.laid))
			x.stored, freed = none, true
		}
	}
	if freed {
		d.letIn(w)
	}
}

// letIn lets in those who wait for room in the store.
func (d *depot) letIn(w *World) {
	for _, y := range d.sidings {
		for y.stalled.Len() > 0 && d.reserve(w, w.trains[y.stalled.Peek()].cargo) {
			y.wantCrane(w, w.trains[y.stalled.Pop()])
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
		if tr := w.trains[e.who]; tr.gen == e.gen {
			y := d.sidings[tr.siding]
			y.end(w, tr)
			d.worked(w, y, tr, e.do)
		}
	case lain:
		d.ready(w, w.cargo[e.who])
	case review:
		d.sidings[e.who].ban.look(w)
	case impatient:
		d.piles[e.who].timeOut(w, d, e.gen)
	case called:
		d.piles[e.who].calls = false
		d.piles[e.who].form(w, d)
	case piloted:
		d.port.channel.handle(w, e)
	case opening:
		for _, y := range d.sidings {
			y.turn(w)
		}
		d.port.turnHours(w)
	default:
		d.port.handle(w, e)
	}
}

// worked gives the crane of a train that is done to the next, and lets it go on.
func (d *depot) worked(w *World, y *siding, tr *train, do verb) {
	if next, ok := y.cranes.Release(); ok {
		y.work(w, w.trains[next])
	}
	if do == loaded {
		d.unstore(w, tr.cargo)
		w.advance(tr)
		return
	}
	if y.ban != nil {
		y.ban.today++
	}
	d.emptied(w, tr)
}

// emptied puts the cargo of a train into the store and sends the train home or out of the model.
func (d *depot) emptied(w *World, tr *train) {
	flow := w.flows[tr.cargo.flow]
	d.lay(w, tr.cargo)
	tr.cargo = nil
	if len(w.pools) > 0 && tr.rides != ([2]lent{}) {
		given, serial := tr.rides, tr.serial
		tr.rides = [2]lent{}
		d.vacate(w, tr)
		w.freeTrain(tr)
		w.giveBack(given, d.id, serial)
		return
	}
	if flow.train == nil || !d.goesHome(flow.train) || !w.hasWayHome(tr) {
		d.vacate(w, tr)
		w.freeTrain(tr)
		return
	}
	tr.back, tr.way, tr.here = true, w.legs[tr.leg].home, false
	tr.on, tr.pos = &w.legs[tr.leg].ends[1], tr.way.first-1
	w.advance(tr)
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
func (d *depot) lay(w *World, next *consignment) {
	for next != nil {
		x := next
		next, x.next = x.next, nil
		if st := w.stageOf(x); d.dwell[st.way].IsZero() || !d.dwells(w, x, st) {
			d.ready(w, x)
		}
	}
}

// dwells lets cargo that has been unloaded lie for a time, if it must.
func (d *depot) dwells(w *World, x *consignment, st *stage) bool {
	lie := d.dwell[st.way].Duration(x.serial, st.stay)
	if lie == 0 {
		return false
	}
	w.mark(x, customs)
	w.after(lie, lain, d.id, int32(x.id), 0)
	return true
}

// ready sends cargo on: to its owner, to the quay, or to the pile for the next train.
func (d *depot) ready(w *World, x *consignment) {
	st := w.stageOf(x)
	if st.flow.wants != 0 && !d.wagonsAtOrigin(w, x) {
		return
	}
	x.ready = w.sim.Now()
	if st.flow.detour != nil && w.leavesClosed(x) {
		st = w.stageOf(x)
	}
	switch {
	case st.last:
		d.unstore(w, x)
		w.deliver(x)
	case st.lane != nil:
		st.lane.offer(w, x, st.quay)
	default:
		w.mark(x, waitWagon)
		if st.pile == nil {
			st.pile = d.pileFor(w, x.flow, st.leg, st.first)
		}
		st.pile.add(w, d, x)
	}
}
