package corridor

import (
	"fmt"
	"slices"
	"time"

	"corridor/sim/des"
)

var inclineKind = Kind{Name: "incline", Doc: "A steep section on which trains uphill are pushed by banking locomotives: each couples up at the foot, uncouples at the summit and comes back light. The tracks themselves are a railway line (rail) before or behind it.", Place: true, New: func() Spec {
	return &Incline{Uphill: "west"}
}}

// Incline is a steep section with banking locomotives. West runs from its first end to its second.
type Incline struct {
	Length  Length         `doc:"length of the section; counts in train kilometres and tonne kilometres" min:"0" dated:"yes"`
	Takes   Both[des.Dist] `doc:"time of a train over the section; uphill with coupling and uncoupling of the banking locomotive. In a place of its own: the line before or behind it is shorter by it" need:"yes" dated:"yes"`
	Uphill  string         `doc:"direction in which trains climb" enum:"west,east"`
	Above   *Amount        `doc:"load with tare, in t, above which a train is banked; lighter ones climb alone in the same time. Absent: every train is banked that has cargo of some weight aboard, none of empties, which have none (weight), whatever their tare. An empty train on its way home never is" dated:"yes"`
	Bankers *int           `doc:"banking locomotives; absent: as many as are wanted. Of fewer from a day on those that are out go on until they are back" min:"1" max:"1000" dated:"yes"`
	Back    des.Dist       `doc:"time of a banking locomotive from the summit until it is ready at the foot again" dated:"yes"`
	Room    *int           `doc:"trains that can wait at the foot for a banking locomotive; absent: no limit. At the summit, and at the foot downhill, there is no limit" min:"1"`
}

// incline is the running state of an Incline. A banking locomotive is out from the moment at which it couples up until it is
// back. It always comes back, whatever stands at the summit: nobody waits here for ever.
type incline struct {
	id      placeID
	spec    *Incline
	up      Way
	takes   [2]des.Sampler
	base    [2]time.Duration // mean of takes
	back    des.Sampler
	out     int
	most    int                  // that may be out, by any Spec so far
	queue   []des.Queue[trainID] // at the foot, by class of priority
	waiting int                  // in all of them
	coming  int                  // admitted, not yet here, uphill
	outside des.Queue[trainID]

	entries *des.Tally
	queued  *des.Level
	bankers *des.Level
}

func (n *Incline) build(b *builder) {
	x := &incline{id: b.thing, queue: make([]des.Queue[trainID], b.w.classes)}
	x.entries = b.tally("waiting", "h", "mean", "p90")
	x.queued = b.watched("queue", "trains", "mean", "max")
	x.bankers = b.level("bankers", "locomotives", "mean", "max")
	x.read(b, n)
	b.place(x)
}

// read takes a Spec: at the beginning, or on the day of a measure.
func (x *incline) read(b *builder, n *Incline) {
	x.spec, x.up = n, West
	if n.Uphill == East.String() {
		x.up = East
	}
	for _, way := range Ways {
		x.takes[way] = b.sampler("takes", n.Takes.Of(way))
		x.base[way] = time.Duration(n.Takes.Of(way).Mean() * float64(time.Second))
	}
	x.back = b.sampler("back", n.Back)
	x.most = max(x.most, x.limit())
}

func (x *incline) change(w *World, b *builder, to Spec) {
	x.read(b, to.(*Incline))
	x.fill(w)
}

// limit is the number of banking locomotives that there are.
func (x *incline) limit() int {
	if x.spec.Bankers == nil {
		return noLimit
	}
	return *x.spec.Bankers
}

func (x *incline) full() bool { return x.spec.Room != nil && x.waiting+x.coming >= *x.spec.Room }

// admit lets everybody in downhill, and uphill while there is room at the foot. An empty train on its way home must be able to
// leave its track.
func (x *incline) admit(w *World, tr *train) bool {
	if w.wayNext(tr) != x.up {
		return true
	}
	if x.full() && !tr.back {
		x.outside.Push(tr.id)
		return false
	}
	x.coming++
	return true
}

func (x *incline) outsider(i int) trainID {
	if i < x.outside.Len() {
		return x.outside.At(i)
	}
	return none
}

func (x *incline) start(w *World, tr *train) {
	way := w.wayHere(tr)
	tr.since, tr.slot = w.sim.Now(), unbanked
	if way != x.up {
		x.run(w, tr)
		return
	}
	x.coming--
	if !x.isBanked(w, tr) {
		x.run(w, tr)
		x.letIn(w)
		return
	}
	x.queue[w.class(tr.id)].Push(tr.id)
	x.waiting++
	x.queued.Up(w.sim.Now())
	w.markAboard(tr, waitWagon)
	x.fill(w)
}

// What train.slot says here.
const (
	unbanked = 0
	banked   = 1
)

// isBanked tells whether a train needs a banking locomotive uphill.
func (x *incline) isBanked(w *World, tr *train) bool {
	net, gross := 0.0, 0.0
	for c := tr.cargo; c != nil; c = c.next {
		f := w.flows[c.flow]
		net, gross = net+float64(c.n)*f.kg, gross+float64(c.n)*f.gross
	}
	return x.spec.banks(net, gross)
}

// banks tells whether a train uphill with so many kg of cargo, without and with tare, is banked.
func (n *Incline) banks(net, gross float64) bool {
	if n.Above == nil {
		return net > 0
	}
	return gross > float64(n.Above.N)
}

// fill gives banking locomotives to those who wait, the best priority first.
func (x *incline) fill(w *World) {
	for x.waiting > 0 && x.out < x.limit() {
		class := 0
		for x.queue[class].Len() == 0 {
			class++
		}
		tr, now := w.trains[x.queue[class].Pop()], w.sim.Now()
		x.waiting--
		x.out++
		w.within(x.id, "train", int32(tr.id), int64(x.out), int64(x.most), "banking locomotives")
		x.queued.Down(now)
		x.bankers.Up(now)
		x.entries.AddDuration(now.Sub(tr.since))
		tr.slot = banked
		x.run(w, tr)
	}
	x.letIn(w)
}

// run sends a train over the section.
func (x *incline) run(w *World, tr *train) {
	way := w.wayHere(tr)
	w.markAboard(tr, moving)
	tr.base = int64(x.base[way])
	w.after(x.takes[way].Duration(tr.key()), arrived, x.id, int32(tr.id), tr.gen)
}

// letIn gives room at the foot to those who wait before it.
func (x *incline) letIn(w *World) {
	for x.outside.Len() > 0 && !x.full() {
		x.coming++
		w.grant(x.outside.Pop())
	}
}

func (x *incline) handle(w *World, e event) {
	switch e.do {
	case arrived:
		tr := w.trains[e.who]
		w.settleChain(tr.cargo, moving, dur(tr.base), weather)
		if tr.slot == banked {
			w.after(x.back.Duration(tr.key()), released, x.id, none, 0)
		}
		w.advance(tr)
	case released:
		x.out--
		x.bankers.Down(w.sim.Now())
		x.fill(w)
	default:
		w.stray(x.id, e)
	}
}

func (*incline) vacate(*World, *train) {}

func (n *Incline) limited() bool { return n.Room != nil }

func (n *Incline) metres() float64 { return float64(n.Length) }

// seconds are those of the direction uphill, the longer one.
func (n *Incline) seconds(*Scenario, Ref) float64 {
	return max(n.Takes.West.Mean(), n.Takes.East.Mean())
}

// installed: each train uphill takes a banking locomotive for its climb and the way back.
func (n *Incline) installed(l *ledger, i placeID) {
	if n.Bankers == nil {
		return
	}
	way := West
	if n.Uphill == East.String() {
		way = East
	}
	hours := (n.Takes.Of(way).Mean() + n.Back.Mean()) / 3600
	pieces := l.passing(i, int(way))
	for f := range pieces {
		if st := &l.flows[f]; !n.banks(pieces[f]*st.kg, pieces[f]*st.gross) {
			pieces[f] = 0
		}
	}
	l.add(i, "."+way.String(), fmt.Sprintf("%s × 8,760 h ÷ %.2f h up and back", plural(*n.Bankers, "banking locomotive"), hours),
		share(pieces, hours, float64(*n.Bankers)*hoursPerYear))
}

func (n *Incline) check(c *checker, path string) {
	if n.Above != nil && n.Above.Unit != Tonnes {
		c.say(path+".above", "is a mass: write it in t")
	}
	for _, way := range Ways {
		if n.Takes.Of(way).Mean() <= 0 {
			c.say(path+".takes", "is 0 %sbound: a train needs some time over the section", way)
		}
	}
}

func (n *Incline) idle(c *checker, path string) {
	c.idle(n.Bankers == nil && n.Room != nil, path, ".room", ".bankers", "there is no limit of banking locomotives, so nobody waits")
	c.idle(n.Bankers == nil && n.Back != des.Dist{}, path, ".back", ".bankers", "there is no limit of banking locomotives, so none is missed")
	c.idle(n.Bankers == nil && n.Above != nil, path, ".above", ".bankers", "there is no limit of banking locomotives, so nobody waits for one")
	c.idle(n.Bankers != nil && n.Above == nil && !c.hasLoads(Ref(path)), path, ".bankers", "", "no cargo of some weight passes here (weight), and empties climb alone")
}

// hasLoads tells whether cargo of some weight passes a place.
func (c *checker) hasLoads(place Ref) bool {
	return slices.ContainsFunc(c.s.Things, func(t Thing) bool {
		f, is := t.Spec.(*Flow)
		if !is || !f.passes(c.s, place) {
			return false
		}
		_, net, _ := f.measures()
		return net > 0
	})
}

func bankersOff(s *Scenario) { each(s, func(n *Incline) { n.Bankers = nil }) }
