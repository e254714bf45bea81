package corridor

import (
	"fmt"
	"math"
	"strings"
	"time"

	"corridor/sim/des"
)

// stationStat is what a station is measured by.
type stationStat struct {
	waiting, system                *des.Tally
	queue, blocking, present       *des.Level
	serving                        *des.Level // nil in a simple station
	servers                        *des.Level // nil if their number never changes
	slots                          *des.Level // in use; nil if each unit in service or held has one
	limits                         []waitLimit
	atOpening, atClosing, overtime *des.Tally
	above                          []exceedance
	nth                            []nthStat
	first                          []firstStat
	special                        bool // something is noted that only some stations report: above, nth, first, flows
	byFlow                         []*flowWait
	own                            []flowWait
}

// nan is the mean of nothing.
var nan = math.NaN()

// exceedance measures the time with more than limit present.
type exceedance struct {
	limit int64
	level *des.Level
}

// waitLimit counts the waits up to a limit.
type waitLimit struct {
	most time.Duration
	kept int64
}

// nthStat is the wait of one unit and the time at which one leaves.
type nthStat struct {
	n          int64
	wait, left float64 // h
}

// firstStat is the mean wait of the first n units.
type firstStat struct {
	n   int64
	sum time.Duration
}

// flowWait measures the units of one flow.
type flowWait struct {
	name          string
	waiting, time *des.Tally
}

func (x *stationStat) make(b *builder, s *Station) {
	x.waiting = b.tally("waiting", "h", "mean", "sd", "p90", "p95", "max", "n")
	x.system = b.tally("time", "h", "mean", "sd", "p90", "p95")
	x.queue = b.level("queue", "trains", "mean", "max", "last")
	x.makeServing(b, s)
	x.makeSlots(b, s)
	x.blocking = b.level("blocking", "trains", "mean")
	x.present = b.level("present", "trains", "mean", "max", "last", "sd")
	if s.Servers > 0 {
		if len(b.w.epochs) > 1 {
			x.servers = b.level("servers", "servers", "mean")
			x.staffed(0, s.Servers)
		}
		b.value("busy", "1", func(now des.Time) float64 { return x.inService(now) / x.staff(now, s.Servers) })
		b.value("idle", "1", func(now des.Time) float64 {
			return 1 - (x.inService(now)+x.blocking.Mean(now))/x.staff(now, s.Servers)
		})
	}
	b.value("waiting.none", "1", func(des.Time) float64 { return float64(x.waiting.Zeros()) / float64(x.waiting.N()) })
	b.value("waiting.some", "1", func(des.Time) float64 { return 1 - float64(x.waiting.Zeros())/float64(x.waiting.N()) })
	x.limits = make([]waitLimit, len(s.Limits))
	for i, l := range s.Limits {
		x.limits[i].most = l
		name := strings.ReplaceAll(fmt.Sprintf("%g", l.Hours()), ".", "_")
		b.value("waiting.within."+name+"h", "1", func(des.Time) float64 { return float64(x.limits[i].kept) / float64(x.waiting.N()) })
		b.value("waiting.beyond."+name+"h", "1", func(des.Time) float64 { return 1 - float64(x.limits[i].kept)/float64(x.waiting.N()) })
	}
	for _, n := range s.Above {
		x.above = append(x.above, exceedance{int64(n), b.level(fmt.Sprintf("present.above.%d", n), "1", "mean")})
	}
	x.makeNth(b, s)
	if s.Hours != "" {
		x.atOpening, x.atClosing = b.tally("present.opening", "trains", "mean"), b.tally("present.closing", "trains", "mean")
		x.overtime = b.tally("overtime", "h", "mean")
	}
	x.own = make([]flowWait, len(s.Of))
	x.special = len(s.Above)+len(s.Nth)+len(s.First)+len(s.Of) > 0
	for i, e := range s.Of {
		x.own[i] = flowWait{e.Name, b.tally("of."+e.Name+".waiting", "h", "mean", "p90"), b.tally("of."+e.Name+".time", "h", "mean")}
	}
}

// makeServing makes the mean number in service. In a simple station that is all who are present but for those who wait
// or are held.
func (x *stationStat) makeServing(b *builder, s *Station) {
	if s.simple() {
		b.value("serving.mean", "trains", x.inService)
	} else {
		x.serving = b.level("serving", "trains", "mean")
	}
}

// inService is the mean number in service.
func (x *stationStat) inService(now des.Time) float64 {
	if x.serving != nil {
		return x.serving.Mean(now)
	}
	area := x.present.Area(now)
	area.Sub(x.queue.Area(now))
	area.Sub(x.blocking.Area(now))
	return x.present.Average(now, area)
}

// makeSlots makes the mean of the slots in use. In a simple station a unit has one from the begin of its service until
// it leaves.
func (x *stationStat) makeSlots(b *builder, s *Station) {
	if !s.simple() {
		x.slots = b.level("slots", "servers", "mean")
		return
	}
	b.value("slots.mean", "servers", func(now des.Time) float64 {
		area := x.present.Area(now)
		area.Sub(x.queue.Area(now))
		return x.present.Average(now, area)
	})
}

// takes notes the slots in use.
func (x *stationStat) takes(now des.Time, used int) {
	if x.slots != nil {
		x.slots.Set(now, int64(used))
	}
}

func (x *stationStat) makeNth(b *builder, s *Station) {
	x.nth = make([]nthStat, len(s.Nth))
	for i, n := range s.Nth {
		x.nth[i] = nthStat{n: int64(n), wait: nan, left: nan}
		b.value(fmt.Sprintf("nth.%d.waiting", n), "h", func(des.Time) float64 { return x.nth[i].wait })
		b.value(fmt.Sprintf("nth.%d.departure", n), "h", func(des.Time) float64 { return x.nth[i].left })
	}
	x.first = make([]firstStat, len(s.First))
	for i, n := range s.First {
		x.first[i].n = int64(n)
		b.value(fmt.Sprintf("first.%d.waiting", n), "h", func(des.Time) float64 {
			if x.waiting.N() < x.first[i].n {
				return nan
			}
			return x.first[i].sum.Hours() / float64(n)
		})
	}
}

// begin finds the flows that are measured one by one.
func (x *stationStat) begin(w *World, s *Station) {
	x.byFlow = make([]*flowWait, len(w.flows))
	for i, f := range w.flows {
		for k := range x.own {
			if "flow."+x.own[k].name == f.path {
				x.byFlow[i] = &x.own[k]
			}
		}
	}
}

// begins notes the beginning of a service.
func (x *stationStat) begins(w *World, tr *train, wait time.Duration) {
	x.waiting.AddDuration(wait)
	limits := x.limits
	for i := range limits {
		l := &limits[i]
		l.kept += int64(uint64(wait-l.most-1) >> 63) // 1 if it is less, without a branch, which would be a toss-up
	}
	if x.special {
		x.beginsToo(w, tr, wait)
	}
}

// beginsToo notes what only some stations report about the beginning of a service.
func (x *stationStat) beginsToo(w *World, tr *train, wait time.Duration) {
	number := x.waiting.N() // of units whose service has begun
	for i := range x.nth {
		if x.nth[i].n == number {
			x.nth[i].wait = wait.Hours()
		}
	}
	for i := range x.first {
		if number <= x.first[i].n {
			x.first[i].sum += wait
		}
	}
	if tr.flow != none && x.byFlow[tr.flow] != nil {
		x.byFlow[tr.flow].waiting.AddDuration(wait)
	}
	x.watchPresent(w)
}

// watchPresent keeps the levels of exceedance up to date.
func (x *stationStat) watchPresent(w *World) {
	if len(x.above) > 0 {
		x.setAbove(w)
	}
}

func (x *stationStat) setAbove(w *World) {
	for i := range x.above {
		over := int64(0)
		if x.present.Value() > x.above[i].limit {
			over = 1
		}
		x.above[i].level.Set(w.sim.Now(), over)
	}
}

// leaves notes that a unit has gone.
func (x *stationStat) leaves(w *World, tr *train) {
	d := w.sim.Now().Sub(tr.since)
	x.system.AddDuration(d)
	if x.special {
		x.leavesToo(w, tr, d)
	}
}

// leavesToo notes what only some stations report about a unit that has gone.
func (x *stationStat) leavesToo(w *World, tr *train, d time.Duration) {
	for i := range x.nth {
		if x.nth[i].n == x.system.N() {
			x.nth[i].left = dur(int64(w.sim.Now())).Hours()
		}
	}
	if tr.flow != none && x.byFlow[tr.flow] != nil {
		x.byFlow[tr.flow].time.AddDuration(d)
	}
	x.watchPresent(w)
}

// turns notes opening or closing time.
func (x *stationStat) turns(w *World, s *station) {
	if s.open() {
		x.atOpening.Add(float64(x.present.Value()))
		return
	}
	x.atClosing.Add(float64(x.present.Value()))
	over := time.Duration(0)
	for _, t := range s.busy {
		if tr := w.trains[t]; tr.rest > 0 && s.spec.Closing == "finish" {
			over += dur(tr.rest) - w.sim.Now().Sub(tr.left)
		}
	}
	x.overtime.Add(over.Hours())
}

// restart forgets the lead-in.
func (x *stationStat) restart() {
	for i := range x.limits {
		x.limits[i].kept = 0
	}
	for i := range x.first {
		x.first[i].sum = 0
	}
}
