package corridor

import (
	"time"

	"corridor/sim/des"
)

// lane is the running state of a Sea: the cargo on its two quays and the ships that serve it.
type lane struct {
	id     placeID
	spec   *Sea
	ports  [2]*quayside
	quays  [2][]quay
	idle   [2][]*ship // wait for cargo, in order
	served []*service
	basin  *basin
	atSea  []*ship // where there are storms

	waiting [2]*des.Tally
	under   *census
	sailed  *des.Count
	caught  *des.Count // passages over which a storm began; nil without a basin
	built   *builder
}

func (s *Sea) metres() float64 { return float64(s.Distance) }

// seconds of a lane are those of the first fleet that serves it.
func (p *Sea) seconds(s *Scenario, path Ref) float64 {
	for _, t := range s.Things {
		if v, ok := t.Spec.(*Vessel); ok && v.Speed > 0 && v.serves(path) {
			return float64(p.Distance) / float64(v.Speed)
		}
	}
	return 0
}

func (s *Sea) build(b *builder) {
	l := &lane{id: b.thing, spec: s, built: b}
	l.under = b.census(b.level("under_way", "ships", "mean", "max"), "under_way")
	l.sailed = b.counter("sailings", "sailings")
	for end := range 2 {
		l.waiting[end] = b.tally("waiting."+Ways[end].String(), "h", "mean", "p90")
	}
	b.w.lanes = append(b.w.lanes, l)
	b.place(l)
}

func (l *lane) wire(w *World) {
	for end, p := range l.spec.Path {
		d := w.places[w.scenario.Find(string(p))].(*depot)
		l.ports[end] = d.port
		d.port.ends = append(d.port.ends, laneEnd{l, end})
	}
	for _, f := range w.flows {
		for i := range f.routes {
			for _, s := range f.routes[i].steps {
				if s.place == l.id {
					l.addQuay(int(s.way), f)
				}
			}
		}
	}
}

// No train enters a lane: cargo changes to a ship at the port before it.
func (l *lane) admit(w *World, tr *train) bool {
	w.failf(l.id, "train %d cannot swim", tr.id)
	return false
}
func (l *lane) start(w *World, tr *train)  { l.admit(w, tr) }
func (l *lane) vacate(w *World, tr *train) { l.admit(w, tr) }

func (l *lane) handle(w *World, e event) {
	if e.do != landfall {
		w.stray(l.id, e)
	}
	if sh := w.ships[e.who]; sh.gen == e.gen {
		l.arrive(w, sh)
	}
}

// offer puts cargo on the quay; it goes west from the first port of the lane, east from the second.
func (l *lane) offer(w *World, x *consignment, q *quay) {
	q.items.Push(x)
	q.pieces += x.n
	q.mass += float64(x.n) * w.flows[x.flow].gross
	q.level.Change(w.sim.Now(), x.n)
	w.mark(x, l.ports[q.end].whyWait(waitVessel))
	l.notify(w, q.end)
}

// notify tells idle ships that cargo has come: first those at this end, then, if more waits than
// the ships here or on their way will take, one at the other end that may sail light.
func (l *lane) notify(w *World, end int) {
	for l.wake(w, end) {
	}
}

// wake lets one idle ship load or sail light, and tells whether one did.
func (l *lane) wake(w *World, end int) bool {
	if l.bare(end) {
		return false
	}
	last := (*fleet)(nil)
	for _, sh := range l.idle[end] {
		f := sh.fleet
		if f == last {
			continue // one that has waited longer has refused
		}
		last = f
		if f.roams() {
			if f.tryLanes(w, sh) {
				return true
			}
		} else if f.tryLoad(w, sh) {
			return true
		}
		if len(l.served) == 1 {
			break
		}
	}
	for _, sh := range l.idle[1-end] {
		if f := sh.fleet; f.spec.Sail.leavesLight() && f.serviceOn(l).wantedAt(w, end) {
			sh.put(f.serviceOn(l))
			f.sailLight(w, sh)
			return true
		}
		if len(l.served) == 1 {
			break
		}
	}
	return false
}

// bare tells whether no cargo waits at an end: then no ship loads there, and none is wanted.
func (l *lane) bare(end int) bool {
	for i := range l.quays[end] {
		if l.quays[end][i].pieces > 0 {
			return false
		}
	}
	return true
}

// remark sets the cause of the cargo on the quays of one end.
func (l *lane) remark(w *World, end int, why cause) {
	for i := range l.quays[end] {
		items := &l.quays[end][i].items
		for j := range items.Len() {
			w.mark(items.At(j), why)
		}
	}
}

// passage is the undisturbed time from berth to berth.
func (l *lane) passage(f *fleet) time.Duration {
	if f.spec.Passage != nil {
		return time.Duration(f.spec.Passage.Mean()*float64(time.Second)) + l.channels()
	}
	return time.Duration(float64(l.spec.Distance)/float64(f.spec.Speed)*float64(time.Second)) + 2*l.spec.Manoeuvre + l.channels()
}

// channels is the time in those of both ports.
func (l *lane) channels() time.Duration { return l.ports[0].channel.time() + l.ports[1].channel.time() }

// meanPassage is the mean time from berth to berth, in hours: what a year has room for.
func (l *lane) meanPassage(f *fleet) float64 {
	if f.spec.Passage != nil {
		return f.spec.Passage.Mean()/3600 + l.channels().Hours()
	}
	return (float64(l.spec.Distance)/float64(f.spec.Speed)*f.spec.Factor.Mean() + (2*l.spec.Manoeuvre + l.channels()).Seconds()) / 3600
}

// leave takes a ship to sea, when the channel is free.
func (l *lane) leave(w *World, sh *ship) {
	if !l.ports[sh.end].channel.leave(w, sh) {
		return
	}
	now := w.sim.Now()
	f := sh.fleet
	sh.calls++
	run := f.passageOf(sh, l) + l.ports[sh.end].channel.time() // early, since a draw takes as long as what comes between it and its use
	l.ports[sh.end].leaveBerth(w, sh)
	l.ports[sh.end].notesBunch(w)
	w.stepCargo(sh.cargo.head)
	w.markChain(sh.cargo.head, moving)
	sh.base = sh.on.base - l.ports[1-sh.end].channel.time()
	w.shipIs(sh, atSea)
	sh.arrives = now.Add(run)
	if l.basin != nil {
		l.atSea = append(l.atSea, sh)
	}
	l.under.Up(now)
	l.sailed.Add(1)
	f.notes(w, sh)
	w.after(run, landfall, l.id, int32(sh.id), sh.gen)
	l.ports[sh.end].assign(w)
	l.notify(w, sh.end) // what it leaves behind may be enough for another
}

// arrive brings a ship to the other end.
func (l *lane) arrive(w *World, sh *ship) {
	if l.basin != nil {
		drop(&l.atSea, sh)
	}
	sh.used += w.sim.Now().Sub(sh.since)
	l.under.Down(w.sim.Now())
	l.under.ends(1, w.sim.Now().Sub(sh.since))
	w.settleChain(sh.cargo.head, moving, sh.base, weather)
	w.stepCargo(sh.cargo.head)
	sh.end = 1 - sh.end
	sh.gen++
	sh.aboard = sh.cargo.head != nil
	if c := sh.port().channel; c.there() {
		c.come(w, sh)
		return
	}
	w.lands(sh)
}

// lands brings a ship into the roads or, if it is empty, to the port's fleet.
func (w *World) lands(sh *ship) {
	if sh.aboard {
		sh.port().come(w, sh)
		return
	}
	w.shipReady(sh)
}

// slow lengthens the passages of the ships at sea when a storm of known length begins: they make
// less way while it lasts. Who comes to a port that it has closed waits off it.
func (l *lane) slow(w *World, factor float64, length time.Duration) {
	now := w.sim.Now()
	for _, sh := range l.atSea {
		l.caught.Add(1)
		left := sh.arrives.Sub(now)
		stormy := time.Duration(float64(left) / factor)
		if stormy > length {
			stormy = length + left - time.Duration(float64(length)*factor)
		}
		sh.gen++
		sh.arrives = now.Add(stormy)
		w.after(stormy, landfall, l.id, int32(sh.id), sh.gen)
	}
}
