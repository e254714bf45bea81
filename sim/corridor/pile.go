package corridor

import "corridor/sim/des"

// pile is cargo at a depot that waits for a train over the same leg. Flows share it: a train may
// mix consignments.
type pile struct {
	index   int32 // in its depot
	number  int   // in the World
	leg     int32
	kind    *Train // nil: every consignment is a train of its own
	items   des.Queue[*consignment]
	pieces  int64
	least   int64 // pieces with which a train may leave
	gen     uint32
	siding  int8
	from    *depot
	goods   *goods   // of its trains; without a kind of train, which are of one unit each, of its first flow
	ban     *ban     // of the siding where its trains are unloaded; nil: none
	pooled  bool     // its trains take wagons or locomotives from pools
	empties bool     // its trains bring back empty wagons
	pools   [2]*pool // whose wagons and locomotives its trains take, from the stocks; nil: none
	stocks  [2]*stock
	claimed bool                // waits for wagons
	aside   int64               // wagons that are kept for it while it waits for a locomotive
	held    int64               // loads of trains that it is counted with where it waits for them
	lacked  *pool               // whose wagons it waits for, or has waited for
	since   des.Queue[des.Time] // when each of these loads began to wait
	forming bool                // makes up its trains, one by one: what frees a track on the way calls for no more
	yields  bool                // its cargo begins here, and leaves only what room other cargo does not want
	kept    bool                // for want of room where its train would be unloaded
	noTrack bool                // its next train might be made up, but all departure tracks are taken
	calls   bool                // is about to be told that there may be room
	name    uint64              // hash of depot and direction: a route may pass a place before and after a depot
}

// pileFor finds the pile of a flow's next leg, or makes it; born says that its cargo begins here.
func (d *depot) pileFor(w *World, flow, leg int32, born bool) *pile {
	kind, siding, empties := w.flows[flow].train, d.tracksFor(w.flows[flow]), w.flows[flow].empties != 0
	yields := born && w.yieldsFrom(w.flows[flow], leg)
	for _, p := range d.piles {
		if p.leg == leg && p.kind == kind && p.siding == siding && p.yields == yields && p.empties == empties {
			return p
		}
	}
	p := &pile{index: int32(len(d.piles)), leg: leg, kind: kind, name: des.Hash(w.scenario.Things[d.id].Path + " " + w.legs[leg].steps[0].way.String())}
	p.siding, p.from, p.yields, p.empties = siding, d, yields, empties
	p.goods = d.goods[w.flows[flow].unit]
	if yields {
		to := w.places[w.legs[leg].to].(*depot)
		to.yielding = append(to.yielding, p)
	}
	p.bound(w, w.flows[flow])
	for class := range p.pools {
		p.pools[class], p.stocks[class] = w.supply(w.flows[flow].spec.Train, class, d.id, 0)
		p.pooled = p.pooled || p.pools[class] != nil
	}
	if kind != nil {
		p.least = max(1, kind.least())
	}
	p.number = len(w.piles)
	d.piles, w.piles = append(d.piles, p), append(w.piles, p)
	if kind != nil && kind.Every > 0 { // the clock has run since the start of the run
		first := des.Time(kind.First)
		for first < w.sim.Now() {
			first = first.Add(kind.Every)
		}
		w.after(first.Sub(w.sim.Now()), impatient, d.id, p.index, 0)
	}
	return p
}

func (p *pile) add(w *World, d *depot, x *consignment) {
	p.items.Push(x)
	p.pieces += x.n
	if p.claimed {
		p.resized(w)
	}
	if p.kept || p.noTrack && !p.clocked() {
		w.mark(x, p.why(w, x))
	}
	g := d.goodsOf(w, x)
	if p.ban.applies() {
		w.mark(x, banned)
		g.held.Change(w.sim.Now(), x.n)
	}
	g.queue.Change(w.sim.Now(), x.n)
	if p.items.Len() == 1 {
		p.watch(w, d)
	}
	p.form(w, d)
}

// watch schedules the end of the oldest cargo's patience.
func (p *pile) watch(w *World, d *depot) {
	if p.kind == nil || p.kind.Every > 0 {
		return // leaves at once, or by the clock: see tick
	}
	p.gen++
	if p.kind.OrAfter == 0 || p.items.Len() == 0 {
		return
	}
	left := p.kind.OrAfter - w.sim.Now().Sub(p.items.Peek().ready)
	w.after(max(left, 0), impatient, d.id, p.index, p.gen)
}

// timeOut is the end of the oldest cargo's patience.
func (p *pile) timeOut(w *World, d *depot, gen uint32) {
	if p.kind.Every > 0 {
		p.tick(w, d)
	} else if gen == p.gen {
		p.form(w, d)
	}
}

// tick is a departure of a train that leaves by the clock; it takes what fits, perhaps nothing.
func (p *pile) tick(w *World, d *depot) {
	w.after(p.kind.Every, impatient, d.id, p.index, 0)
	p.lacksTrack(w, p.items.Len() > 0 && !p.hasTrack()) // what is here misses this departure for that, until the next
	if p.items.Len() > 0 && p.hasRoom(w) && p.hasTrack() && p.ban.lets() && p.hasWagons(w) {
		p.makeUp(w, d)
	} else {
		d.made.notes(w.sim.Now(), p.goods.loads, 0, p.kind)
	}
	p.goods.left.Add(float64(p.pieces))
	p.notesRoom(w)
}

// clocked tells whether trains leave by the clock.
func (p *pile) clocked() bool { return p.kind != nil && p.kind.Every > 0 }

// due tells whether a train may be made up now.
func (p *pile) due(w *World) bool {
	if p.items.Len() == 0 || p.yields && !p.hasRoom(w) {
		return false
	}
	if p.kind == nil || p.kind.Every == 0 && p.pieces >= p.least {
		return true
	}
	return p.kind.OrAfter > 0 && w.sim.Now().Sub(p.items.Peek().ready) >= p.kind.OrAfter
}

// form makes up trains while there is cargo and a departure track for them. A train that is loaded in no time leaves
// at once, and its track is free again: the next one is made up when it has gone, never before it.
func (p *pile) form(w *World, d *depot) {
	if p.forming {
		return
	}
	p.forming = true
	lacks := false
	for p.due(w) {
		if lacks = !p.hasTrack(); lacks || !p.ban.lets() || p.pooled && !p.hasWagons(w) {
			break
		}
		p.makeUp(w, d)
	}
	p.forming = false
	if !p.clocked() {
		p.lacksTrack(w, lacks && !p.claimed) // who waits for wagons goes on doing so while tracks come and go
	}
	if p.yields {
		p.notesRoom(w)
	}
}

// lacksTrack notes whether the next train waits for nothing but a departure track: all cargo of the pile waits for that then.
func (p *pile) lacksTrack(w *World, lacks bool) {
	if lacks == p.noTrack {
		return
	}
	p.noTrack = lacks
	for i := range p.items.Len() {
		w.mark(p.items.At(i), p.why(w, p.items.At(i)))
	}
}

// formAll makes up trains on the track that one has left.
func (d *depot) formAll(w *World) {
	d.freed = false
	for _, p := range d.piles {
		p.form(w, d)
	}
}

// hasTrack tells whether there is a departure track for a train.
func (p *pile) hasTrack() bool {
	y := p.from.sidings[p.siding]
	return y.departures < orNoLimit(y.spec.Departure)
}

// makeUp makes up one train and sends it to be loaded.
func (p *pile) makeUp(w *World, d *depot) {
	now := w.sim.Now()
	y := d.sidings[p.siding]
	first := p.items.Peek()
	tr := w.newTrain(first.flow, &w.legs[p.leg].begin, p.nameOf(first))
	tr.slot, tr.siding, tr.since = departureTrack, p.siding, now
	pieces := int64(0)
	tr.cargo, pieces = p.take(w, d.made.waiting)
	g := d.goodsOf(w, tr.cargo)
	g.queue.Change(now, -pieces)
	if p.ban.applies() { // by exception
		p.ban.left--
		g.held.Change(now, -pieces)
	}
	d.made.notes(now, g.loads, pieces, p.kind)
	if p.pooled {
		p.setAside(w, 0)
		for class, x := range p.pools {
			if x != nil {
				tr.rides[class] = x.lend(w, p.stocks[class], x.units(p.kind, pieces))
			}
		}
		p.hasWaited(w, 1)
	}
	y.departures++
	p.watch(w, d)
	if !y.wantCrane(w, tr) {
		w.markAboard(tr, waitTrack)
	}
}

// nameOf names the next train in keyed draws after the first piece that it will carry, not after its turn:
// a train more or less before it changes nothing about it.
func (p *pile) nameOf(first *consignment) uint64 {
	return p.name + first.serial + uint64(first.first)*0xd1b54a32d192ed03
}

// take removes a train's load from the pile, splitting the last consignment if it is too large.
func (p *pile) take(w *World, waiting *des.Tally) (head *consignment, pieces int64) {
	room := p.items.Peek().n
	if p.kind != nil {
		room = p.kind.Load.N
	}
	load, now := chain{}, w.sim.Now()
	for p.items.Len() > 0 && pieces < room {
		x := p.items.Peek()
		if left := room - pieces; x.n > left {
			x = w.split(x, left)
		} else {
			p.items.Pop()
		}
		pieces += x.n
		waiting.AddDurationWeighted(now.Sub(x.ready), x.n)
		p.from.goodsOf(w, x).queue.ends(x.n, now.Sub(x.ready))
		load.push(x)
	}
	p.pieces -= pieces
	return load.head, pieces
}
