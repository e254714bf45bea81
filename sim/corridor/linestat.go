package corridor

import "corridor/sim/des"

// lineStat is what is measured of the trains on a line. On a single track other traffic is made of trains too; they are
// counted apart: they come last, so on a full line they make nearly all of the queue.
type lineStat struct {
	entries *des.Tally
	queued  *des.Level
	on      *des.Level    // nil if the line is a single track throughout
	byWay   [2]*des.Tally // nil, with all that follow, if it never is one
	meets   *des.Tally
	others  *des.Tally
	apart   *des.Level // other traffic in the queue
}

func (b *builder) singleStat() (x lineStat) {
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

func (b *builder) doubleStat() (x lineStat) {
	x.entries = b.tally("waiting", "h", "mean", "p90")
	x.queued = b.watched("queue", "trains", "mean", "max")
	x.on = b.level("on_line", "trains", "mean", "max")
	return x
}

// comes notes that a train stands before the line.
func (x *lineStat) comes(now des.Time, tr *train) {
	if tr.flow == none {
		x.apart.Up(now)
		return
	}
	x.queued.Up(now)
}

// enters notes that a train leaves the queue before the line.
func (x *lineStat) enters(now des.Time, tr *train, way Way) {
	wait := now.Sub(tr.since)
	if tr.flow == none {
		x.apart.Down(now)
		x.others.AddDuration(wait)
		return
	}
	x.queued.Down(now)
	x.entries.AddDuration(wait)
	if x.byWay[way] != nil {
		x.byWay[way].AddDuration(wait)
	}
}

// goesOn notes that a train leaves a loop.
func (x *lineStat) goesOn(now des.Time, tr *train) {
	if tr.flow != none {
		x.meets.AddDuration(now.Sub(tr.left))
	}
}
