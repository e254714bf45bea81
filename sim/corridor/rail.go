package corridor

import (
	"time"

	"corridor/sim/des"
)

var railKind = Kind{Name: "rail", Doc: "A railway line: double track with headway, single track with passing loops, or slots a day.", Place: true, New: func() Spec {
	return &Rail{Tracks: 2, Factor: des.Constant(1)}
}}

// Rail is a line between two yards. West runs from its first end to its second.
type Rail struct {
	Length   Length          `doc:"length of the line" min:"0"`
	Speed    Speed           `doc:"commercial speed without waiting" min:"0"`
	Tracks   int             `doc:"1: trains meet only at loops; 2: one track for each direction" min:"1" max:"2"`
	Loops    int             `doc:"passing loops on a single track, evenly spaced; each has one track per direction" min:"0" max:"1000"`
	Headway  time.Duration   `doc:"least time between two trains that enter the same track in the same direction" min:"0"`
	Crossing time.Duration   `doc:"time lost at each section end on a single track: braking, points, starting" min:"0"`
	Slots    Both[Frequency] `doc:"trains a day that the line takes, in place of headway and loops, where data are thin" min:"0"`
	Other    Both[Frequency] `doc:"traffic that is not of the corridor but takes the track, trains a day" min:"0"`
	Factor   des.Dist        `doc:"law of the running time relative to length / speed, drawn once per train and line" dim:"ratio"`
	Sections []des.Dist      `doc:"laws of the running times of the sections of a single track, in place of length, speed and loops"`
	Room     *int            `doc:"trains that can stand at each end of the line, before it and, on double track, beyond it; absent: no limit" min:"1"`
	Hold     bool            `doc:"trains wait before a single track until the place beyond it has admitted them: a train for a full siding then does not stand in the way of others"`
}

func (r *Rail) build(b *builder) {
	if r.Tracks == 1 && r.Slots == (Both[Frequency]{}) {
		b.place(newSingle(r, b))
		return
	}
	b.place(newDouble(r, b))
}

// run is the undisturbed running time over the whole line.
func (r *Rail) run() time.Duration {
	return time.Duration(float64(r.Length) / float64(r.Speed) * float64(time.Second))
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

	next    [2]des.Time           // the track takes the next train from here on
	taken   [2]time.Duration      // entries so far, of all traffic, each a gap long
	since   des.Time              // start of the measured period
	before  [2]time.Duration      // entries that passed before it
	waiting [2]int                // trains at the line's beginning
	coming  [2]int                // admitted, not yet here
	shut    [2]des.Queue[trainID] // had their turn while the line was shut
	outside [2]des.Queue[trainID]
	stuck   [2]int // trains that stand at the far end; when there is no more room the line is shut behind them

	entries *des.Tally
	queued  *des.Level
	on      *des.Level
}

func newDouble(r *Rail, b *builder) *double {
	d := &double{id: b.thing, run: r.run(), since: b.w.start, room: none, factor: b.sampler("factor", r.Factor)}
	if r.Room != nil {
		d.room = *r.Room
	}
	for _, way := range Ways {
		d.gap[way] = r.Headway
		if f := r.Slots.Of(way); f > 0 {
			d.gap[way] = time.Duration(float64(day) / float64(f))
		}
		d.other[way] = b.background(r.Other.Of(way), way)
	}
	d.entries = b.tally("waiting", "h", "mean", "p90")
	d.queued = b.watched("queue", "trains", "mean", "max")
	d.on = b.level("on_line", "trains", "mean", "max")
	d.measureOccupation(b)
	return d
}

func (d *double) admit(w *World, t trainID) bool {
	way := w.wayNext(&w.trains[t])
	if d.full(way) && !w.trains[t].back { // an empty train on its way home must be able to leave its track
		d.outside[way].Push(t)
		return false
	}
	d.coming[way]++
	return true
}

func (d *double) full(way Way) bool {
	return d.room != none && d.waiting[way]+d.coming[way] >= d.room
}

func (d *double) isShut(way Way) bool { return d.room != none && d.stuck[way] >= d.room }

func (d *double) start(w *World, t trainID) {
	tr := &w.trains[t]
	way := w.wayHere(tr)
	tr.slot, tr.since = int32(way), w.sim.Now()
	d.coming[way]--
	d.waiting[way]++
	d.queued.Up(w.sim.Now())
	d.takeTurn(w, t)
}

// takeTurn puts t behind all traffic that has come before it.
func (d *double) takeTurn(w *World, t trainID) {
	now, way := w.sim.Now(), w.trains[t].slot
	first := d.other[way].number
	turn := max(now, d.other[way].until(now, d.next[way], d.gap[way]))
	d.next[way] = turn.Add(d.gap[way])
	d.taken[way] += time.Duration(d.other[way].number-first+1) * d.gap[way]
	if turn == now {
		d.enter(w, t)
		return
	}
	w.markTrain(t, waitTrack)
	w.after(turn.Sub(now), entered, d.id, int32(t), 0)
}

// enter lets t onto the line, unless the line is shut.
func (d *double) enter(w *World, t trainID) {
	tr := &w.trains[t]
	way, now := Way(tr.slot), w.sim.Now()
	if d.isShut(way) {
		d.shut[way].Push(t)
		w.markTrain(t, waitTrack)
		return
	}
	d.waiting[way]--
	d.entries.AddDuration(now.Sub(tr.since))
	d.queued.Down(now)
	d.on.Up(now)
	w.markTrain(t, moving)
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
		d.enter(w, t)
	case arrived:
		w.settleChain(w.trains[t].cargo, moving, d.run, weather)
		d.stuck[w.trains[t].slot]++
		w.advance(t)
	default:
		w.failf(d.id, "unknown event %v", e)
	}
}

func (d *double) vacate(w *World, t trainID) {
	way := w.trains[t].slot
	d.stuck[way]--
	d.on.Down(w.sim.Now())
	if d.isShut(Way(way)) {
		return
	}
	for n := d.shut[way].Len(); n > 0; n-- {
		d.takeTurn(w, d.shut[way].Pop())
	}
}

// background is other traffic that is worked out only when somebody asks.
type background struct {
	gap    des.Sampler
	on     bool
	number uint64
	next   des.Time // the next train of it comes
}

func (b *builder) background(perDay Frequency, way Way) background {
	if perDay == 0 {
		return background{}
	}
	g := background{on: true, gap: b.sampler("other."+way.String(), des.Dist{Kind: "exponential", Args: [4]float64{seconds(day) / float64(perDay)}})}
	g.advance()
	return g
}

func (g *background) advance() {
	g.next = g.next.Add(g.gap.Duration(0, g.number))
	g.number++
}

// until serves all of the other traffic that has come by now, first come, first served, each gap
// apart, and returns when the track is free after it.
func (g *background) until(now, free des.Time, gap time.Duration) des.Time {
	for g.on && g.next <= now {
		free = max(free, g.next).Add(gap)
		g.advance()
	}
	return free
}
