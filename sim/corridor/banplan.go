package corridor

import (
	"math"

	"corridor/sim/des"
)

// loadingPlan is how trains are made up for a siding after a ban. What the ban has held would set out in one moment, and
// a queue many times as long as is allowed would stand before the siding some days later. So trains leave by the day, those
// first whose cargo has waited longest, and only as many as keep the number under way and waiting at what is wanted: the
// queue at which the ban ended, and what is under way at the rate of the last window. While the siding unloads, one leaves
// for each that it unloads; when it stops, none does. Since a queue is always wanted besides what is under way, the siding
// can show a better rate than so far, and both grow with it.
type loadingPlan struct {
	on    bool
	level *des.Level

	under, queue   int // after the last look
	moving, joined float64
}

// notes keeps what is needed to know how long trains are under way before they wait or are unloaded: the number under
// way, summed over the looks, and the number of those that have come (Little's law).
func (p *loadingPlan) notes(unloaded, queue, under int) {
	p.moving += float64(p.under+under) / 2
	p.joined += float64(unloaded + queue - p.queue)
	p.queue = queue
}

// looks is the mean number of looks for which a train is under way.
func (p *loadingPlan) looks() float64 {
	if p.joined <= 0 {
		return 0
	}
	return p.moving / p.joined
}

// recently is the number of trains that the siding has unloaded between two looks, in the mean of the last window.
func (x *ban) recently() float64 { return float64(x.sum) / float64(min(x.seen, len(x.looks))) }

// perLook is the same at the best rate that it has kept up for a window or, before the first window has passed, so far.
func (x *ban) perLook() float64 {
	if x.seen < len(x.looks) {
		return x.recently()
	}
	return float64(x.best) / float64(len(x.looks))
}

// wanted is the number of trains, waiting and under way, that the plan aims at at every look: what is unloaded until a train
// that goes now is there and until the next look, and the queue; a whole train at least, so that there is always one more
// than the rate needs.
func (x *ban) wanted() float64 {
	return max(1, math.Ceil(x.allowed()*x.release())) + x.recently()*(x.plan.looks()+1)
}

// share is how many trains may be made up until the next look, when so many are bound for the siding already.
func (x *ban) share(bound int) float64 {
	perLook := max(float64(or(x.spec.Pace, 2))*x.perLook(), x.spec.every().Hours()/24)
	return max(0, min(x.left+perLook, 1+perLook, x.wanted()-float64(bound)))
}

// holds tells whether trains wait to be made up for the siding.
func (x *ban) holds(w *World) bool {
	for _, p := range x.piles {
		if p.due(w) {
			return true
		}
	}
	return false
}
