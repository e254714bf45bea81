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
	other   *otherStat
	years   *yearsTaken // nil if years are not kept apart
}

// otherStat is what is measured of the other traffic of a single track. A second track that opens goes on with it as long
// as trains wait that came before.
type otherStat struct {
	waiting    *des.Tally
	queue      *des.Level
	came, went int64 // trains before the line and onto it, in the measured period
	before     int64 // trains in the queue at its start
}

func (b *builder) otherStat() *otherStat {
	x := &otherStat{waiting: b.tally("other.waiting", "h", "mean", "p50", "p90"), queue: b.level("other.queue", "trains", "mean", "max", "last")}
	years := b.w.scenario.Run.years()
	b.value("other.offered", "trains/yr", func(des.Time) float64 { return float64(x.came) / years })
	b.value("other.passed", "trains/yr", func(des.Time) float64 { return float64(x.went) / years })
	return x
}

// restart begins the measured period.
func (x *otherStat) restart() { x.came, x.went, x.before = 0, 0, x.queue.Value() }

// audit checks that no train of other traffic is lost: whoever came and has not entered is one of those that wait.
func (x *otherStat) audit(w *World, at placeID, waiting []trainID) {
	n := int64(0)
	for _, t := range waiting {
		if w.trains[t].flow == none {
			n++
		}
	}
	if q := x.queue.Value(); n != q || x.before+x.came-x.went != q {
		w.failf(at, "other traffic: %d at the start, %d came, %d went, %d counted, %d wait", x.before, x.came, x.went, q, n)
	}
}

func (b *builder) singleStat() (x lineStat) {
	x.entries = b.tally("waiting", "h", "mean", "p90")
	for _, way := range Ways {
		x.byWay[way] = b.tally("waiting."+way.String(), "h", "mean", "p90")
	}
	x.meets = b.tally("meeting", "h", "mean", "p90")
	x.queued = b.watched("queue", "trains", "mean", "max")
	x.other = b.otherStat()
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
		x.other.came++
		x.other.queue.Up(now)
		return
	}
	x.queued.Up(now)
}

// enters notes that a train leaves the queue before the line.
func (x *lineStat) enters(now des.Time, tr *train, way Way) {
	wait := now.Sub(tr.since)
	if tr.flow == none {
		x.other.went++
		x.other.queue.Down(now)
		x.other.waiting.AddDuration(wait)
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
