package corridor

import (
	"fmt"
	"math"
	"slices"
	"time"

	"corridor/sim/des"
)

// Channel is the approach of a port, which the ships of all fleets share, in both directions.
type Channel struct {
	Ships int           `doc:"ships that are in it at a time" need:"yes" min:"1" max:"1000" dated:"yes"`
	Takes time.Duration `doc:"time in it, on top of the passage" need:"yes" min:"0"`
}

// channel is its running state. A ship that comes passes it before the roads, and waits off it; one that is ready to leave
// waits where it lies, at its berth as a rule, and then looks at the weather once more. First come, first served; while a storm
// closes the port nobody enters. It frees itself, so that nobody can wait for it for ever.
type channel struct {
	spec  *Channel // nil: there is none now, but on another day of the run
	quay  *quayside
	used  int
	queue []*ship
	turn  *ship // whose turn it is

	queued   *census
	occupied *des.Level
	waiting  *des.Tally
}

// newChannel is nil for a port that never has one.
func newChannel(b *builder, q *quayside, s *Channel) *channel {
	if b.always(func(to Spec) bool { return to.(*Port).Channel == nil }) {
		return nil
	}
	return &channel{spec: s, quay: q, queued: b.census(b.watched("channel.queue", "ships", "mean", "max"), "channel.queue"),
		occupied: b.level("channel.occupied", "ships", "mean", "max"), waiting: b.tally("channel.waiting", "h", "mean", "p90")}
}

// change takes another spec: who is in it goes on as begun.
func (c *channel) change(w *World, to *Channel) {
	if c == nil {
		return
	}
	c.spec = to
	for _, e := range c.quay.ends {
		for _, v := range e.lane.served {
			v.base = e.lane.passage(v.fleet)
		}
	}
	c.next(w)
}

func (c *channel) there() bool { return c != nil && c.spec != nil }

// time is what a ship needs for it; there may be none.
func (c *channel) time() time.Duration {
	if !c.there() {
		return 0
	}
	return c.spec.Takes
}

// room is for how many ships it is; where it has gone, those who wait for it all go.
func (c *channel) room() int {
	if !c.there() {
		return math.MaxInt
	}
	return c.spec.Ships
}

func (c *channel) isFree() bool { return c.used < c.room() && c.quay.shut == 0 }

// enter takes a ship in, or remembers it and says false.
func (c *channel) enter(w *World, sh *ship) bool {
	if c.turn != sh && (len(c.queue) > 0 || !c.isFree()) {
		w.shipIs(sh, wantsChannel)
		c.queue = append(c.queue, sh)
		c.queued.Up(w.sim.Now())
		return false
	}
	if c.turn != sh {
		c.waiting.AddDuration(0)
	}
	c.used++
	c.occupied.Up(w.sim.Now())
	w.within(c.quay.id, "ship", int32(sh.id), int64(c.used), int64(c.room()), "places in the channel")
	return true
}

// leave lets a ship go out, or has it wait where it lies.
func (c *channel) leave(w *World, sh *ship) bool {
	if !c.there() {
		return true
	}
	if !c.enter(w, sh) {
		w.markChain(sh.cargo.head, waitTrack)
		return false
	}
	w.after(c.time(), piloted, c.quay.id, none, 0)
	return true
}

// come brings a ship in from the sea.
func (c *channel) come(w *World, sh *ship) {
	sh.inbound = true
	w.markChain(sh.cargo.head, c.quay.whyWait(waitTrack))
	if c.enter(w, sh) {
		c.bring(w, sh)
	}
}

func (c *channel) bring(w *World, sh *ship) {
	w.shipIs(sh, inChannel)
	w.markChain(sh.cargo.head, moving)
	sh.used += c.time()
	w.after(c.time(), piloted, c.quay.id, int32(sh.id), sh.gen)
}

// handle is the end of a passage: of a ship that comes in, or of nobody who is to be told.
func (c *channel) handle(w *World, e event) {
	c.used--
	c.occupied.Down(w.sim.Now())
	if e.who != none {
		sh := w.ships[e.who]
		sh.inbound = false
		w.lands(sh)
	}
	c.next(w)
}

// next lets in those who wait. Who wants to leave may find that he had better stay.
func (c *channel) next(w *World) {
	for c != nil && c.isFree() && len(c.queue) > 0 {
		sh := c.queue[0]
		c.queue = slices.Delete(c.queue, 0, 1)
		c.queued.Down(w.sim.Now())
		c.queued.ends(1, w.sim.Now().Sub(sh.since))
		c.waiting.AddDuration(w.sim.Now().Sub(sh.since))
		c.turn = sh
		if sh.inbound {
			c.enter(w, sh)
			c.bring(w, sh)
		} else {
			w.wantsToSail(sh)
		}
		c.turn = nil
	}
}

// remark sets the cause of what waits for the channel.
func (c *channel) remark(w *World, why cause) {
	for i := 0; c != nil && i < len(c.queue); i++ {
		w.markChain(c.queue[i].cargo.head, why)
	}
}

// channel files the approach of a port: ships × open hours ÷ (in and out).
func (l *ledger) channel(i placeID, s *Channel) {
	if s == nil || s.Takes == 0 {
		return
	}
	open := l.openShare(i, &Berth{})
	out := make([]float64, len(l.flows))
	for f, st := range l.flows {
		for _, v := range l.services() {
			at := v.lane.ports[0].id == i || v.lane.ports[1].id == i
			if _, uses := st.onLane(v.lane.id); !uses || !at || l.yearly(v, st.flowState) == 0 {
				continue
			}
			call := 2 * s.Takes.Hours() / max(l.loads(v), 1) / v.pieces(st.flowState) / (float64(s.Ships) * open * hoursPerYear)
			out[f] += call * l.yearly(v, st.flowState) / l.laneYearly(v.lane, st.flowState)
		}
	}
	l.add(i, ".channel", fmt.Sprintf("%d ships × 8,760 h × %.0f %% open ÷ (2 × %v)", s.Ships, 100*open, s.Takes), out)
}
