package corridor

import (
	"time"

	"corridor/sim/des"
)

// Shocks are times in which a flow offers nothing: a contract that is suspended, a pipeline that is out of order. What
// would have been offered is not made up for.
type Shocks struct {
	Every *des.Dist `doc:"time between the end of one and the start of the next" dated:"yes"`
	Takes *des.Dist `doc:"how long it lasts" dated:"yes"`
	Dates []string  `doc:"stops by date, besides: \"2025-01-15\", or \"2025-01-15/2025-02-10\" with the last day included, UTC" dated:"yes"`
}

// shockState is the running state of Shocks. It has no events: a consignment that is due asks.
type shockState struct {
	every, takes des.Sampler
	drawn        bool
	from, to     des.Time // the stop that is on or next
	number       uint64
	dates        [][2]des.Time
	withheld     *des.Count // pieces
}

// shocks makes the stops of a flow from now on; nil if it has none. The metric is made once.
func (b *builder) shocks(f *Flow, was *shockState) *shockState {
	if f.Shocks == nil {
		return was.without()
	}
	s := &shockState{from: des.Never, to: b.w.sim.Now()}
	if was != nil {
		s.withheld = was.withheld
	} else if b.w.sim.Now() == 0 {
		unit, _, _ := f.measures()
		s.withheld = b.counter("withheld", unit.piece())
	}
	if f.Shocks.Every != nil && f.Shocks.Takes != nil && !b.w.scenario.Run.AtMeans {
		s.drawn, s.every, s.takes = true, b.sampler("shocks.every", *f.Shocks.Every), b.sampler("shocks.takes", *f.Shocks.Takes)
		s.next(des.Hash(b.path))
	}
	begin := b.w.scenario.Run.begins()
	for _, text := range f.Shocks.Dates {
		first, last, err := parseHoliday(text)
		if err != nil {
			b.w.failf(b.thing, "%v", err)
		}
		from, _ := time.Parse(time.DateOnly, first)
		to, _ := time.Parse(time.DateOnly, last)
		s.dates = append(s.dates, [2]des.Time{des.Time(from.Sub(begin)), des.Time(to.Sub(begin) + day)})
	}
	return s
}

// without is the state of a flow whose stops end on the day of a change: its metric stays.
func (s *shockState) without() *shockState {
	if s == nil {
		return nil
	}
	return &shockState{from: des.Never, to: des.Never, withheld: s.withheld}
}

func (s *shockState) next(name uint64) {
	s.from = s.to.Add(s.every.Duration(name, s.number))
	s.to = s.from.Add(s.takes.Duration(name, s.number))
	s.number++
}

// on tells whether a flow is stopped.
func (s *shockState) on(w *World, name uint64) bool {
	if s == nil {
		return false
	}
	now := w.sim.Now()
	for _, d := range s.dates {
		if d[0] <= now && now < d[1] {
			return true
		}
	}
	for s.drawn && s.to <= now {
		s.next(name)
	}
	return s.drawn && s.from <= now
}

// withhold keeps back what is due in a stop. Its number is spent, so that what comes after is the same cargo as without
// the stop.
func (f *flowState) withhold(n int64) {
	f.numbered++
	if f.shocks.withheld != nil {
		f.shocks.withheld.Add(n)
	}
}

func (f *Flow) checkShocks(c *checker, path string) {
	s := f.Shocks
	if s == nil {
		return
	}
	switch {
	case f.Population > 0:
		c.say(path+".shocks", "units that circulate are never offered: stops need volume or every")
	case (s.Every == nil) != (s.Takes == nil):
		c.say(path+".shocks", "every and takes go together")
	case s.Every == nil && len(s.Dates) == 0:
		c.say(path+".shocks", "needs every and takes, or dates")
	case s.Every != nil:
		c.spaced(path+".shocks.every", *s.Every)
	}
	for _, d := range s.Dates {
		if _, _, err := parseHoliday(d); err != nil {
			c.say(path+".shocks.dates", "%v", err)
		}
	}
}

func shocksOff(s *Scenario) { each(s, func(f *Flow) { f.Shocks = nil }) }
