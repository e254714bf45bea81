package corridor

import (
	"time"

	"corridor/sim/des"
)

// Stops are interruptions that come and go by the clock.
type Stops struct {
	Every  des.Dist  `doc:"time from the end of one to the beginning of the next" need:"yes"`
	Takes  des.Dist  `doc:"how long one lasts" need:"yes"`
	Months []float64 `doc:"how often they come from January to December, relative to every; absent: the same all year" len:"12" min:"0"`
}

// stops is the running state of Stops: a state that flips.
type stops struct {
	which        int32 // of the place's stops; it stands in the events
	spec         *Stops
	every, takes des.Sampler
	origin       time.Time
	name         string
	number       uint64
	on           bool
	scheduled    bool

	share *des.Level
	times *des.Count
}

// The stops of a border.
const (
	closure = int32(iota)
	windStop
)

func (x *stops) make(b *builder, name string, which int32) {
	x.name, x.which, x.origin = name, which, b.w.scenario.Run.begins()
	x.share, x.times = b.level(name, "1", "mean"), b.counter(name+".times", "1")
}

// read takes a Spec, nil for none; what has been drawn stays as it is.
func (x *stops) read(b *builder, s *Stops) {
	x.spec = s
	if b.w.scenario.Run.AtMeans {
		x.spec = nil
	}
	if s != nil {
		x.every, x.takes = b.sampler(x.name+".every", s.Every), b.sampler(x.name+".takes", s.Takes)
	}
}

// begin schedules the next stop, if there are any and it is not done already.
func (x *stops) begin(w *World, at placeID) {
	if x.spec == nil || x.scheduled {
		return
	}
	if d, ok := x.stretch(w.sim.Now(), x.every.Duration(0, x.number)); ok {
		x.scheduled = true
		w.after(d, broken, at, x.which, 0)
	}
}

// turn is the beginning or the end of a stop.
func (x *stops) turn(w *World, at placeID, e event) {
	x.on = e.do == broken && x.spec != nil
	if x.on {
		x.share.Set(w.sim.Now(), 1)
		x.times.Add(1)
		w.after(x.takes.Duration(0, x.number), mended, at, x.which, 0)
		x.number++
		return
	}
	x.share.Set(w.sim.Now(), 0)
	x.scheduled = false
	x.begin(w, at)
}

// stretch turns a time at the yearly rate into one of the clock, by the rates of the months; false if they stay 0 for
// ever.
func (x *stops) stretch(now des.Time, d time.Duration) (time.Duration, bool) {
	if len(x.spec.Months) == 0 {
		return d, true
	}
	t := x.origin.Add(time.Duration(now))
	for range 12 * 300 {
		next := time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		rate, left := x.spec.Months[t.Month()-1], next.Sub(t)
		if float64(d) < rate*float64(left) {
			return t.Add(time.Duration(float64(d)/rate)).Sub(x.origin) - time.Duration(now), true
		}
		d -= time.Duration(rate * float64(left))
		t = next
	}
	return 0, false
}

// stopped is the share of the year that stops take: by month, gaps and stops at their means.
func (s *Stops) stopped() (share float64) {
	if s == nil {
		return 0
	}
	for m := range 12 {
		rate := 1.0
		if len(s.Months) > 0 {
			rate = s.Months[m]
		}
		share += rate * s.Takes.Mean() / (s.Every.Mean() + rate*s.Takes.Mean()) / 12
	}
	return share
}
