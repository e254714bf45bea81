package corridor

// What each kind of place knows of who waits for whom; see deadlock.go.

func (s *station) gates() int                 { return 1 }
func (s *station) gateFor(*World, *train) int { return 0 }

// isHeld: a station is full while those servers, also broken ones, that are not held are too few for who is next: whoever holds
// one does so through a breakdown, but one that nobody holds takes in the next when it is mended, and that is no deadlock.
func (s *station) isHeld(d *deadlock, _ int) bool {
	if s.batch != nil || s.coming > 0 || s.used == 0 || s.used+s.least(d.w) <= max(s.up, s.spec.Servers) {
		return false // more than room may be wanted
	}
	if s.simple {
		for t := d.first[s.id]; t != none && d.w.trains[t].rest != undrawn; t = d.next[t] {
			d.blame(t)
		}
	} else {
		d.blame(s.busy...)
	}
	return true
}

// least is the number of servers that must be free before anybody is served: those of the first, behind whom all others wait,
// unless one may come who goes before him.
func (s *station) least(w *World) int {
	switch {
	case len(s.queues) > 1 || !s.wide:
		return 1
	case s.queued > 0:
		return s.need(s.first())
	case s.outside.Len() > 0:
		return s.need(w.trains[s.outside.Peek()])
	}
	return 1
}

func (s *station) keepsIn(d *deadlock, t trainID) bool {
	tr := d.w.trains[t]
	if i := int(tr.slot); s.simple && tr.rest != undrawn || !s.simple && i >= 0 && i < len(s.busy) && s.busy[i] == t {
		return false // in service
	}
	return d.pass(s.id, 0)
}

// A double track has a gate before each end and one at each end, beyond which trains stand for which it is shut.
func (x *double) gates() int                      { return 4 }
func (x *double) gateFor(w *World, tr *train) int { return int(w.wayNext(tr)) }

// isHeld: before a line with no more room all trains wait for it to be opened again.
func (x *double) isHeld(d *deadlock, gate int) bool {
	way := Way(gate % 2)
	if gate != int(way) {
		return x.stuck[way] == d.blameAll(x.id, func(tr *train, _ trainID) bool { return tr.blocked && Way(tr.slot) == way })
	}
	if x.coming[way] > 0 || x.waiting[way] != x.shut[way].Len() {
		return false // one of them is on its way to the line, or has its turn
	}
	d.blameQueue(&x.shut[way])
	return true
}

func (x *double) keepsIn(d *deadlock, t trainID) bool {
	way := Way(d.w.trains[t].slot)
	q := &x.shut[way]
	waits := false
	for i := range q.Len() {
		waits = waits || q.At(i) == t
	}
	return waits && d.pass(x.id, 2+int(way))
}

func (s *single) gates() int                      { return 2 }
func (s *single) gateFor(w *World, tr *train) int { return int(w.wayNext(tr)) }

func (s *single) isHeld(d *deadlock, gate int) bool {
	way := Way(gate)
	if s.coming[way] > 0 {
		return false
	}
	return s.waiting[way] == d.blameAll(s.id, func(tr *train, x trainID) bool {
		return tr.flow != none && d.w.wayHere(tr) == way && !s.entered(tr, x)
	})
}

// entered tells whether t has left the end of the line where it came.
func (s *single) entered(tr *train, t trainID) bool {
	k := int(tr.slot)
	if s.busy[k] == t {
		return true
	}
	for _, way := range Ways {
		if k > 0 && s.loop[k-1][way] == t || k < len(s.loop) && s.loop[k][way] == t {
			return true
		}
	}
	return false
}

// keepsIn: a train waits for the one that has its section or the loop track beyond it, or for the one before it.
func (s *single) keepsIn(d *deadlock, t trainID) bool {
	tr := d.w.trains[t]
	k, way := int(tr.slot), d.w.wayHere(tr)
	head, _ := s.candidate(k, way)
	if s.busy[k] != none || head == none {
		return false // whoever is in a section comes out
	}
	ahead := trainID(none)
	switch {
	case head != t:
		ahead = head
	case way == West && k < len(s.loop):
		ahead = s.loop[k][West]
	case way == East && k > 0:
		ahead = s.loop[k-1][East]
	}
	if ahead == none {
		return false
	}
	d.blame(ahead)
	return true
}

// A depot has a gate before the receiving tracks of each siding, then one beyond them, where trains wait to be unloaded, then one for
// each of its stores.
func (x *depot) gates() int                      { return 2*len(x.sidings) + len(x.stores) }
func (x *depot) gateFor(_ *World, tr *train) int { return int(tr.siding) }

// isHeld: receiving tracks are held by the trains that stand on them.
func (x *depot) isHeld(d *deadlock, gate int) bool {
	n := len(x.sidings)
	if gate >= 2*n {
		return x.keepsCell(d, gate-2*n)
	}
	siding := gate % n
	if gate != siding {
		return x.isBlocked(d, siding)
	}
	return x.sidings[siding].receiving.InUse() == d.blameAll(x.id, func(tr *train, _ trainID) bool {
		return tr.in == x.id && int(tr.siding) == siding && tr.slot == receivingTrack
	})
}

// isBlocked: nobody is unloaded after a train for which the store has no room; with it those are blamed who are being unloaded.
func (x *depot) isBlocked(d *deadlock, siding int) bool {
	y := x.sidings[siding]
	if y.stalled.Len() == 0 {
		return false
	}
	d.blame(y.stalled.Peek())
	d.blameAll(x.id, func(tr *train, t trainID) bool {
		return tr.in == x.id && int(tr.siding) == siding && tr.slot == receivingTrack && tr.cargo != nil && d.ahead[t] == none
	})
	return true
}

// keepsIn: a train that cannot be unloaded waits for room in the store, or for the first that does.
func (x *depot) keepsIn(d *deadlock, t trainID) bool {
	switch first := d.ahead[t]; first {
	case none:
		return false
	case t:
		return x.keepsFull(d, d.w.trains[t].cargo)
	default:
		d.blame(first)
		return true
	}
}

// keepsFull blames the store that has no room for a load.
func (x *depot) keepsFull(d *deadlock, load *consignment) bool {
	for i := range x.stores {
		if s := &x.stores[i]; s.used+x.wanted(d.w, load, s) > s.room {
			return x.passStore(d, i)
		}
	}
	return false
}

// passStore blames one store, for those who wait until cargo is taken out of it.
func (x *depot) passStore(d *deadlock, cell int) bool { return d.pass(x.id, 2*len(x.sidings)+cell) }

// keepsCell lists who would take cargo out of one store, its piles, which wait for trains, and the ships that its quays wait for;
// and tells whether they are all that has to do with it.
func (x *depot) keepsCell(d *deadlock, cell int) bool {
	if x.stores[cell].used == 0 {
		return false // there is never enough room
	}
	found := int64(0)
	count := func(x *consignment) (n int64) {
		if int(x.stored) == cell {
			n = x.n
		}
		found += n
		return n
	}
	for _, p := range x.piles {
		n := int64(0)
		for i := range p.items.Len() {
			n += count(p.items.At(i))
		}
		if n > 0 {
			d.by = append(d.by, carrier(d.piles()+p.number))
		}
	}
	if x.port != nil && !x.port.shipsHeld(d, count) {
		return false
	}
	return found == x.stores[cell].used
}
