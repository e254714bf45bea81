package corridor

import (
	"math"
	"time"

	"corridor/sim/des"
)

// Ban is a loading ban: when too many trains wait for a siding, no more are made up for it anywhere, until
// the queue has gone down. The queue then stands at the origins. Trains under way go on. When the ban is lifted, what
// it has held leaves by a plan of loading (banplan.go).
type Ban struct {
	Days       time.Duration  `doc:"a ban begins when more trains wait than the siding unloads in so long, at the best rate that it has kept up for a window; before the first window has passed there is no ban" min:"0" dated:"yes"`
	Trains     int            `doc:"a ban begins when more trains than this wait, in place of days" min:"0" dated:"yes"`
	Window     *time.Duration `doc:"stretch of time over which the rate of unloading is taken; absent: 30 d" min:"1"`
	Release    *Ratio         `doc:"share of the queue at which the ban began, down to which it must go before the ban is lifted; absent: a half" min:"0" max:"1" dated:"yes"`
	Pace       *Ratio         `doc:"trains a day that may be made up when the ban has been lifted, as a multiple of those that the siding unloads at the best rate that it has kept up for a window, but one at least; and no more than keep the queue at that at which a ban ends, besides what is under way at the rate of the last window. So it goes on until nothing is held any more. Absent: twice" min:"1" dated:"yes"`
	Exceptions Frequency      `doc:"trains a day that may be made up in spite of the ban, those first whose cargo has waited longest" min:"0" dated:"yes"`
	Every      *time.Duration `doc:"how often the queue is looked at; absent: once a day" min:"1"`
	Counts     []Ref          `doc:"places in which a train bound for the siding counts as waiting, besides its own tracks; none: the last place before it" to:"place"`
}

// or is what a value points to, or what holds where there is none.
func or[T any](p *T, absent T) T {
	if p == nil {
		return absent
	}
	return *p
}

func (b *Ban) every() time.Duration { return or(b.Every, day) }

// check sees to it that a ban can begin and end.
func (b *Ban) check(c *checker, path string, depot Ref) {
	if b == nil {
		return
	}
	path += ".ban"
	if (b.Days > 0) == (b.Trains > 0) {
		c.say(path, "needs days or trains, one of them: how many trains may wait")
	}
	c.apart(path+".every", b.every())
	if or(b.Window, 30*day) < b.every() {
		c.say(path+".window", "must be at least as long as every (%s)", inUnits(b.every()))
	}
	b.checkCounts(c, path, depot)
}

// ban is the running state of a Ban.
type ban struct {
	spec   *Ban
	depot  *depot
	siding int8
	counts []bool // by place; nil: the last place of each leg

	on    bool
	plan  loadingPlan
	limit float64 // trains that were allowed when the ban began
	left  float64 // trains that may still be made up: exceptions or, by the plan, those of today
	piles []*pile // of all depots, bound for the siding

	today, sum, best int   // trains unloaded since the last look, in the window, in the best window
	looks            []int // unloaded between looks, the last window of them
	turn, seen       int

	begun int64
	since des.Time // of the last ban
	held  *des.Level
}

// bans tells whether any siding of the scenario may have a ban.
func bans(s *Scenario) bool {
	for _, t := range s.Things {
		for i := range sidingsOf(t.Spec) {
			if sidingsOf(t.Spec)[i].Value.Ban != nil {
				return true
			}
		}
	}
	return false
}

func sidingsOf(s Spec) Map[Siding] {
	switch d := s.(type) {
	case *Terminal:
		return d.Siding
	case *Port:
		return d.Siding
	}
	return nil
}

// newBan makes the ban of a siding; what it says of the queue it looks up when all places are built.
func newBan(b *builder, d *depot, s *Ban) *ban {
	if s == nil {
		return nil
	}
	x := &ban{spec: s, depot: d, siding: int8(len(d.sidings)), held: b.level("ban.on", "1", "mean", "last")}
	x.plan.level = b.level("ban.plan.on", "1", "mean", "last")
	x.looks = make([]int, max(1, int(or(s.Window, 30*day)/s.every())))
	b.daysOf("ban", x.held)
	b.daysOf("ban.plan", x.plan.level)
	b.value("ban.count", "1/yr", func(des.Time) float64 { return float64(x.begun) / b.w.scenario.Run.years() })
	return x
}

// daysOf is the time for which a level of 0 or 1 was 1, in days a year.
func (b *builder) daysOf(name string, l *des.Level) {
	run := &b.w.scenario.Run
	b.value(name, "d/yr", func(now des.Time) float64 { return l.Mean(now) * run.Length.Hours() / 24 / run.years() })
}

func (x *ban) begin(w *World) {
	if x.spec.Counts != nil {
		x.counts = make([]bool, len(w.places))
		for _, p := range x.spec.Counts {
			x.counts[w.scenario.Find(string(p))] = true
		}
	}
	w.after(x.spec.every(), review, x.depot.id, int32(x.siding), 0)
}

func bansOff(s *Scenario) { all(s, func(y *Siding) { y.Ban = nil }) }

// applies tells whether no train for the siding may be made up now but by exception, or by the plan.
func (x *ban) applies() bool { return x != nil && (x.on || x.plan.on) }

// lets tells whether a train may be made up now.
func (x *ban) lets() bool { return !x.applies() || x.left >= 1 }

// look counts the queue, begins or lifts the ban, and lets the trains go that have become due in spite of it.
func (x *ban) look(w *World) {
	w.after(x.spec.every(), review, x.depot.id, int32(x.siding), 0)
	queue, under := x.count(w)
	x.plan.notes(x.today, queue, under)
	x.note()
	switch {
	case !x.on && float64(queue) > x.allowed():
		x.limit = x.allowed()
		x.begun++
		x.turnTo(w, true, false)
	case x.on && float64(queue) <= x.limit*x.release():
		x.turnTo(w, false, x.holds(w))
	case x.plan.on && (x.left >= 1 || !x.holds(w)): // nobody took his turn, or nobody is left
		x.turnTo(w, false, false)
	}
	switch {
	case x.on:
		perLook := float64(x.spec.Exceptions) * x.spec.every().Hours() / 24
		x.left = min(x.left+perLook, max(1, perLook))
	case x.plan.on:
		x.left = x.share(queue + under)
	}
	for i := 0; x.on && i < len(x.piles); i++ {
		x.piles[i].sendsElsewhere(w, (*World).leavesBan)
	}
	due := x.left
	x.goes(w)
	x.plan.under = under + int(math.Round(due-x.left))
}

func (x *ban) release() float64 { return float64(or(x.spec.Release, 0.5)) }

// change takes a new Spec; a ban that holds goes on until half of what would begin one now.
func (x *ban) change(to *Ban) {
	if x == nil {
		return
	}
	x.spec = to
	if x.on {
		x.limit = x.allowed()
	}
}

// note keeps the rate of unloading.
func (x *ban) note() {
	x.sum += x.today - x.looks[x.turn]
	x.looks[x.turn] = x.today
	x.today, x.turn = 0, (x.turn+1)%len(x.looks)
	x.seen++
	if x.seen >= len(x.looks) {
		x.best = max(x.best, x.sum)
	}
}

// allowed is the number of trains that may wait without a ban.
func (x *ban) allowed() float64 {
	switch {
	case x.spec.Trains > 0:
		return float64(x.spec.Trains)
	case x.spec.Days > 0 && x.best > 0:
		return float64(x.best) * float64(x.spec.Days) / (float64(len(x.looks)) * float64(x.spec.every()))
	}
	return math.Inf(1)
}

// count counts the trains bound for the siding: those that wait to be unloaded, and those that are under way or loaded.
func (x *ban) count(w *World) (queue, under int) {
	for t := range w.trains {
		tr := w.trains[t]
		switch {
		case !x.bound(w, tr):
		case x.isQueue(w, tr):
			queue++
		default:
			under++
		}
	}
	return queue, under
}

// bound tells whether a train is bound for the siding.
func (x *ban) bound(w *World, tr *train) bool {
	return tr.leg != none && !tr.back && tr.cargo != nil && w.legs[tr.leg].to == x.depot.id &&
		x.depot.tracksFor(w.flows[tr.cargo.flow]) == x.siding
}

func (x *ban) isQueue(w *World, tr *train) bool {
	if tr.in == none || tr.in == x.depot.id {
		return tr.in != none && tr.slot == receivingTrack
	}
	if x.counts != nil {
		return x.counts[tr.in]
	}
	steps := w.legs[tr.leg].steps
	return tr.at() == len(steps)-2
}

// turnTo begins or lifts the ban, or the plan after it: cargo that waits for its train may wait for another reason from
// now on.
func (x *ban) turnTo(w *World, on, plan bool) {
	was, now := x.applies(), w.sim.Now()
	if on {
		x.since = now
	}
	x.on, x.plan.on, x.left = on, plan, 0
	x.held.Set(now, oneIf(on))
	x.plan.level.Set(now, oneIf(plan))
	x.depot.countBans(w)
	if was == x.applies() {
		return
	}
	step := int64(-1)
	if x.applies() {
		step = 1
	}
	for _, p := range x.piles {
		for i := range p.items.Len() {
			x := p.items.At(i)
			w.mark(x, p.why(w, x))
			p.from.goodsOf(w, x).held.Change(now, step*x.n)
		}
	}
	for i := 0; !x.applies() && i < len(x.piles); i++ {
		x.piles[i].form(w, x.piles[i].from)
	}
}

func oneIf(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// bound finds the ban of the siding where the trains of a pile will be unloaded.
func (p *pile) bound(w *World, f *flowState) {
	to := w.legs[p.leg].to
	if to == none {
		return
	}
	d := w.places[to].(*depot)
	if x := d.sidings[d.tracksFor(f)].ban; x != nil {
		p.ban = x
		x.piles = append(x.piles, p)
	}
}

// measureBans makes the metrics of bans for here: their days.
func (d *depot) measureBans(b *builder) {
	for _, y := range d.sidings {
		if y.ban != nil && d.bans == nil {
			d.bans = b.watched("ban.on", "1", "mean")
			b.daysOf("ban", d.bans)
		}
	}
}

// countBans measures whether any siding is banned.
func (d *depot) countBans(w *World) {
	any := false
	for _, y := range d.sidings {
		any = any || y.ban != nil && y.ban.on
	}
	d.bans.Set(w.sim.Now(), oneIf(any))
}

// goes lets the trains go that may be made up in spite of the ban, those first whose cargo has waited longest.
func (x *ban) goes(w *World) {
	for x.applies() && x.left >= 1 {
		var first *pile
		since := des.Never
		for _, p := range x.piles {
			if !p.claimed && p.due(w) && p.hasTrack() && p.items.Peek().ready < since {
				first, since = p, p.items.Peek().ready
			}
			p.notesRoom(w)
		}
		if first == nil {
			return
		}
		if first.hasWagons(w) {
			first.makeUp(w, first.from)
		}
	}
}
