package corridor

import "corridor/sim/des"

// trackStat is what is measured of the trains on a single track. Those of other traffic are counted apart: they come last,
// so on a full line they make nearly all of the queue.
type trackStat struct {
	entries *des.Tally
	byWay   [2]*des.Tally
	meets   *des.Tally
	queued  *des.Level
	others  *des.Tally
	apart   *des.Level // other traffic in the queue
}

func (b *builder) trackStat() (x trackStat) {
	x.entries = b.tally("waiting", "h", "mean", "p90")
	for _, way := range Ways {
		x.byWay[way] = b.tally("waiting."+way.String(), "h", "mean", "p90")
	}
	x.meets = b.tally("meeting", "h", "mean", "p90")
	x.queued = b.watched("queue", "trains", "mean", "max")
	x.others = b.tally("other.waiting", "h", "mean", "p90")
	x.apart = b.level("other.queue", "trains", "mean", "max")
	return x
}

// comes notes that a train stands before the line.
func (x *trackStat) comes(now des.Time, tr *train) {
	if tr.flow == none {
		x.apart.Change(now, 1)
		return
	}
	x.queued.Change(now, 1)
}

// enters notes that a train leaves the queue before the line.
func (x *trackStat) enters(now des.Time, tr *train, way Way) {
	wait := now.Sub(tr.left)
	if tr.flow == none {
		x.apart.Change(now, -1)
		x.others.AddDuration(wait)
		return
	}
	x.queued.Change(now, -1)
	x.entries.AddDuration(wait)
	x.byWay[way].AddDuration(wait)
}

// goesOn notes that a train leaves a loop.
func (x *trackStat) goesOn(now des.Time, tr *train) {
	if tr.flow != none {
		x.meets.AddDuration(now.Sub(tr.left))
	}
}
