package corridor

import (
	"time"

	"corridor/sim/des"
)

var railKind = Kind{Name: "rail", Doc: "A railway line: double track with headway, single track with passing loops, or slots a day.", Place: true, New: func() Spec {
	return &Rail{Tracks: 2, OtherShare: 1, Factor: des.Constant(1), Closing: "finish", Order: "arrival"}
}}

// Rail is a line between two yards. West runs from its first end to its second.
type Rail struct {
	Length        Length          `doc:"length of the line" min:"0" dated:"yes"`
	Speed         Speed           `doc:"commercial speed without waiting" min:"0" dated:"yes"`
	Tracks        int             `doc:"1: trains meet only at loops; 2: one track for each direction. A second track that opens inside the run lets no train enter until the last has left the single one" min:"1" max:"2" dated:"yes"`
	Loops         int             `doc:"passing loops on a single track, evenly spaced; each has one track per direction. Others that open inside the run let no train enter until the last has left the line as it was" min:"0" max:"1000" dated:"yes"`
	Headway       time.Duration   `doc:"least time between two trains that enter the same track in the same direction, of a double track; on a single one they are a section apart" min:"0" dated:"yes"`
	Crossing      time.Duration   `doc:"time between a train that leaves a section of a single track and one that enters it the other way: points, clearing the road, starting. A train that meets nobody loses none" min:"0" dated:"yes"`
	InARow        int             `doc:"trains of one direction that may pass over a section of a single track one after another while one of the other direction waits for it; then it is that one's turn, if there is room for it beyond. 0: no bound; a train in a loop goes before one at the end of the line, then, and on an overloaded line one direction may hardly get through" min:"0" max:"1000" dated:"yes"`
	Slots         Both[Frequency] `doc:"trains a day that the line takes, in place of headway and loops, where data are thin" min:"0" dated:"yes"`
	Other         Both[Frequency] `doc:"traffic that is not of the corridor but takes the track, trains a day" min:"0" dated:"yes"`
	OtherPriority int             `doc:"priority of other traffic on a single track, beside that of flows: 1 is served first; 0 counts as last. On double track it keeps its turn" min:"0"`
	OtherShare    Ratio           `doc:"share of the other traffic that has other_priority, such as passenger trains; the rest comes last" min:"0" max:"1"`
	Factor        des.Dist        `doc:"law of the running time relative to length / speed, drawn once per train and line" dim:"ratio" dated:"yes"`
	Sections      []des.Dist      `doc:"laws of the running times of the sections of a single track, in place of length, speed and loops" dated:"yes"`
	Room          *int            `doc:"trains that can stand at each end of the line, before it and, on double track, beyond it; absent: no limit" min:"1"`
	Hours         Ref             `doc:"hours in which trains may enter the line, or a section of a single track; outside them it is closed, for track work say, and whoever is on it goes on" to:"calendar" dated:"yes"`
	Closing       string          `doc:"before a closing time: finish lets trains enter until then, fits only those that are through by then if nothing delays them" enum:"finish,fits"`
	Order         string          `doc:"who enters a double track next: the first to arrive, or the best priority; other traffic keeps its turn. A single track always goes by priority" enum:"arrival,priority"`
	Hold          bool            `doc:"trains wait before a single track until the place beyond it has admitted them: a train for a full siding then does not stand in the way of others"`
}

func (r *Rail) isSingle() bool { return r.Tracks == 1 && r.Slots == (Both[Frequency]{}) }

func (r *Rail) metres() float64 { return float64(r.Length) }

func (r *Rail) limited() bool { return r.Room != nil }

func (r *Rail) seconds(*Scenario, Ref) float64 {
	if r.Speed == 0 {
		return 0
	}
	return float64(r.Length) / float64(r.Speed)
}

// run is the undisturbed running time over the whole line.
func (r *Rail) run() time.Duration {
	return time.Duration(float64(r.Length) / float64(r.Speed) * float64(time.Second))
}

// divide appends the running times of the sections between loops: equal but for the nanoseconds that make them the whole.
func (r *Rail) divide(run []time.Duration) []time.Duration {
	n, all := time.Duration(r.Loops+1), r.run()
	for i := range n {
		part := all / n
		if i < all%n {
			part++
		}
		run = append(run, part)
	}
	return run
}

// double is a line with one track for each direction, or one with slots a day: trains enter a
// headway apart. Other traffic is worked out when a train of the corridor comes, since nobody else
// looks at it: it takes entries as a Poisson process, first come, first served.
type double struct {
	id     placeID
	run    time.Duration
	gap    [2]time.Duration // headway, or the distance of slots
	room   int
	factor des.Sampler
	other  [2]background
	window window
	order  string

	queue   [2][]des.Queue[trainID] // wait for their turn, by rank
	next    [2]des.Time             // the track takes the next train from here on
	last    [2]des.Time             // a train entered
	least   [2]time.Duration        // of the gaps so far: a turn that has been given stays
	never   [2]int                  // turns for which the line does not open in a year
	taken   [2]time.Duration        // entries so far, of all traffic, each a gap long
	since   des.Time                // start of the measured period
	before  [2]time.Duration        // entries that passed before it
	waiting [2]int                  // trains at the line's beginning
	coming  [2]int                  // admitted, not yet here
	shut    [2]des.Queue[trainID]   // had their turn while the line was shut
	outside [2]des.Queue[trainID]
	stuck   [2]int // trains that stand at the far end; when there is no more room the line is shut behind them

	stat lineStat
	was  *single // the line before its second track, until that day
}

func newDouble(r *Rail, b *builder) *double {
	d := &double{id: b.thing, since: b.w.start, room: none, order: r.Order, last: nobodyYet, least: noGap}
	if r.Room != nil {
		d.room = *r.Room
	}
	d.read(b, r)
	for _, way := range Ways {
		d.other[way] = b.background(r.Other.Of(way), way)
		d.queue[way] = make([]des.Queue[trainID], b.w.classes)
	}
	d.stat = b.doubleStat()
	d.measureOccupation(b)
	b.measureYearsTaken(&d.stat, 0)
	return d
}

// read takes a Spec: at the beginning, or on the day of a measure.
func (d *double) read(b *builder, r *Rail) {
	d.run, d.factor = r.run(), b.sampler("factor", r.Factor)
	d.window = b.window(r)
	for _, way := range Ways {
		d.gap[way] = r.Headway
		if f := r.Slots.Of(way); f > 0 {
			d.gap[way] = time.Duration(float64(day) / float64(f))
		}
		d.least[way] = min(d.least[way], d.gap[way])
	}
}

func (d *double) admit(w *World, tr *train) bool {
	way := w.wayNext(tr)
	if d.full(way) && !tr.back { // an empty train on its way home must be able to leave its track
		d.outside[way].Push(tr.id)
		return false
	}
	d.coming[way]++
	return true
}

func (d *double) full(way Way) bool {
	return d.room != none && d.waiting[way]+d.coming[way] >= d.room
}

func (d *double) isShut(way Way) bool { return d.room != none && d.stuck[way] >= d.room }

func (d *double) start(w *World, tr *train) {
	way := w.wayHere(tr)
	tr.slot, tr.since = int32(way), w.sim.Now()
	d.coming[way]--
	d.waiting[way]++
	d.stat.comes(w.sim.Now(), tr)
	d.takeTurn(w, tr.id)
}

// takeTurn puts t behind all traffic that has come before it. Turns are nobody's until their time: who has the best rank
// then, or else has waited longest, enters.
func (d *double) takeTurn(w *World, t trainID) {
	way := Way(w.trains[t].slot)
	d.queue[way][w.rank(d.order, t)].Push(t)
	if turn := d.turn(w, way); turn == w.sim.Now() {
		d.giveTurn(w, way)
	} else {
		w.markTrain(t, d.window.whyWait(w.sim.Now(), d.run))
		d.window.watch(w, d.id, d.run)
		d.book(w, way, turn)
	}
}

// turn works out the next turn on the track, behind all that has come so far; Never if the line stays closed.
func (d *double) turn(w *World, way Way) des.Time {
	now := w.sim.Now()
	turn := d.window.opens(max(now, d.serveOthers(now, way)), d.run)
	if turn != des.Never {
		d.next[way] = turn.Add(d.gap[way])
		d.taken[way] += d.gap[way]
	}
	return turn
}

// serveOthers gives turns to the other traffic that has come by now.
func (d *double) serveOthers(now des.Time, way Way) (free des.Time) {
	other := &d.other[way]
	first := other.number
	free = other.until(now, d.next[way], d.gap[way], d)
	d.taken[way] += time.Duration(other.number-first) * d.gap[way]
	if free != des.Never {
		d.next[way] = free
	}
	return free
}

func (d *double) book(w *World, way Way, turn des.Time) {
	if turn == des.Never {
		d.never[way]++
		return
	}
	w.after(turn.Sub(w.sim.Now()), entered, d.id, int32(way), 0)
}

// giveTurn lets the first train that waits enter.
func (d *double) giveTurn(w *World, way Way) {
	for c := range d.queue[way] {
		if q := &d.queue[way][c]; q.Len() > 0 {
			d.enter(w, q.Pop())
			return
		}
	}
	w.failf(d.id, "nobody waits for a turn")
}

// enter lets t onto the line, unless the line is shut.
func (d *double) enter(w *World, t trainID) {
	tr := w.trains[t]
	way, now := Way(tr.slot), w.sim.Now()
	if d.isShut(way) {
		d.shut[way].Push(t)
		w.markTrain(t, waitTrack)
		return
	}
	d.stat.enters(now, tr, way)
	if tr.flow != none { // other traffic is made of trains only where it waited for a second track
		d.waiting[way]--
		d.stat.on.Up(now)
	}
	w.apart(d.id, t, now.Sub(d.last[way]), d.least[way], "trains")
	d.last[way] = now
	w.markTrain(t, moving)
	tr.base = int64(d.run)
	run := time.Duration(float64(d.run) * d.factor.Value(tr.key()))
	w.after(run, arrived, d.id, int32(t), tr.gen)
	for d.outside[way].Len() > 0 && !d.full(way) {
		d.coming[way]++
		w.grant(d.outside[way].Pop())
	}
}

func (d *double) handle(w *World, e event) {
	t := trainID(e.who)
	switch e.do {
	case entered:
		d.turnComes(w, Way(e.who))
	case opening:
		d.turnWindow(w)
	case arrived:
		w.settleChain(w.trains[t].cargo, moving, dur(w.trains[t].base), weather)
		d.stuck[w.trains[t].slot]++
		w.advance(w.trains[t])
	case other, crossed: // of the line when it was a single track; its other traffic is worked out now
	default:
		w.stray(d.id, e)
	}
}

func (d *double) vacate(w *World, tr *train) {
	way := tr.slot
	d.stuck[way]--
	if tr.flow != none {
		d.stat.on.Down(w.sim.Now())
	}
	if d.isShut(Way(way)) {
		return
	}
	for n := d.shut[way].Len(); n > 0; n-- {
		d.takeTurn(w, d.shut[way].Pop())
	}
}
