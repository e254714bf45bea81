package corridor

import (
	"math"

	"corridor/sim/des"
)

// pile is cargo at a depot that waits for a train over the same leg. Flows share it: a train may
// mix consignments.
type pile struct {
	index  int32
	leg    int32
	kind   *Train // nil: every consignment is a train of its own
	items  des.Queue[cargoID]
	pieces int64
	least  int64 // pieces with which a train may leave
	gen    uint32
	made   uint64
	siding int8
	name   uint64
}

// pileFor finds the pile of a flow's next leg, or makes it.
func (d *depot) pileFor(w *World, flow, leg int32) *pile {
	kind := w.flows[flow].train
	for _, p := range d.piles {
		if p.leg == leg && p.kind == kind && p.siding == d.sidingFor(w.flows[flow].unit) {
			return p
		}
	}
	p := &pile{index: int32(len(d.piles)), leg: leg, kind: kind, name: des.Hash(w.scenario.Things[d.id].Path + w.nameOfLeg(leg) + " " + string(w.flows[flow].spec.Train) + " " + w.flows[flow].unit.String())}
	p.siding = d.sidingFor(w.flows[flow].unit)
	if kind != nil {
		p.least = max(1, int64(math.Ceil(float64(kind.AtLeast)*float64(kind.Load.N))))
	}
	d.piles = append(d.piles, p)
	return p
}

// nameOfLeg tells legs apart by their places, not by the order in which they were met.
func (w *World) nameOfLeg(leg int32) (name string) {
	for _, s := range w.legs[leg].steps {
		name += " " + w.scenario.Things[s.place].Path
	}
	return name
}

func (p *pile) add(w *World, d *depot, c cargoID) {
	p.items.Push(c)
	p.pieces += w.cargo[c].n
	if p.items.Len() == 1 {
		p.watch(w, d)
	}
	p.form(w, d)
}

// watch schedules the end of the oldest cargo's patience.
func (p *pile) watch(w *World, d *depot) {
	p.gen++
	if p.kind == nil || p.kind.OrAfter == 0 || p.items.Len() == 0 {
		return
	}
	left := p.kind.OrAfter - w.sim.Now().Sub(w.cargo[p.items.Peek()].ready)
	w.after(max(left, 0), impatient, d.id, p.index, p.gen)
}

// timeOut is the end of the oldest cargo's patience.
func (p *pile) timeOut(w *World, d *depot, gen uint32) {
	if gen == p.gen {
		p.form(w, d)
	}
}

// due tells whether a train may be made up now.
func (p *pile) due(w *World) bool {
	if p.items.Len() == 0 {
		return false
	}
	if p.kind == nil || p.pieces >= p.least {
		return true
	}
	return p.kind.OrAfter > 0 && w.sim.Now().Sub(w.cargo[p.items.Peek()].ready) >= p.kind.OrAfter
}

// form makes up trains while there is cargo and a departure track for them.
func (p *pile) form(w *World, d *depot) {
	y := d.sidings[p.siding]
	for p.due(w) && y.departures < orNoLimit(y.spec.Departure) {
		head := p.items.Peek()
		p.made++
		t := w.newTrain(w.cargo[head].flow, p.leg, p.name+p.made*0x9e3779b97f4a7c15)
		w.trains[t].slot, w.trains[t].siding, w.trains[t].since = departureTrack, p.siding, w.sim.Now()
		load := p.take(w)
		w.trains[t].cargo = load.head
		for c := load.head; c != none; c = w.cargo[c].next {
			d.stacked.Change(w.sim.Now(), -w.cargo[c].n)
		}
		y.departures++
		w.markTrain(t, waitTrack)
		p.watch(w, d)
		y.wantCrane(w, t)
	}
}

// take removes a train's load from the pile, splitting the last consignment if it is too large.
func (p *pile) take(w *World) chain {
	load := emptyChain
	room := int64(math.MaxInt64)
	if p.kind != nil {
		room = p.kind.Load.N
	} else {
		room = w.cargo[p.items.Peek()].n
	}
	for p.items.Len() > 0 && room > 0 {
		c := p.items.Peek()
		if n := w.cargo[c].n; n > room {
			c = w.split(c, room)
		} else {
			p.items.Pop()
		}
		room -= w.cargo[c].n
		p.pieces -= w.cargo[c].n
		w.push(&load, c)
	}
	return load
}
