package corridor

import (
	"math"
	"time"

	"corridor/sim/des"
)

// Response is how the demand of a flow answers the time that its cargo needs from door to door.
type Response struct {
	Elasticity float64       `doc:"what is offered is multiplied by (time / reference) to this power" need:"yes" min:"-5" max:"0"`
	To         string        `doc:"the time that counts: the mean of what arrives in a month (absent), or the 90th percentile; in a month in which nothing arrives, that of the ages of what is under way, if it is longer than the time known" enum:"mean,p90"`
	Over       time.Duration `doc:"how slowly it answers: the time after which 63 % of a change is known; absent: at once" min:"1"`
	Reference  time.Duration `doc:"time from door to door at which the volume is offered" need:"yes" min:"1"`
	Captive    Ratio         `doc:"share of the volume that has no other way and is offered whatever the time; only the rest answers" min:"0" max:"1"`
}

// Every month the time of what has arrived in it moves the smoothed time T towards itself,
//
//	T ← T + (1 - e^(-month/over)) (month's time - T),   at first T = reference,
//
// and what is offered until the next month is the volume times captive + (1 - captive) (T/reference)^elasticity. Where nothing has arrived in the
// month, what is under way needs at least the time that it has been so: if its ages say more than T, they stand for the
// month's time; else T stays as it is. At a constant time T the share that is offered is exactly that in the end.
//
// The number of a consignment, not the moment, fixes its draws: the cumulative demand, of which every consignment takes
// its part, only grows more slowly or faster.

// response is the running state of a Response.
type response struct {
	spec   *Response
	months []des.Time // their ends
	at     int        // month in course
	time   float64    // smoothed, h
	factor float64
	began  float64 // cumulative demand at the last change of the factor
	taken  float64 // of which has been offered until then
	gen    uint32  // tells the birth that a change has put off
	seen   des.Histogram
	sum    des.Area // piece-ns
	n      int64
	area   float64 // of the factor over the measured period, ns
	since  des.Time
}

func (f *Flow) newResponse(b *builder) *response {
	if f.Response == nil {
		return nil
	}
	r := &response{spec: f.Response, time: f.Response.Reference.Hours(), factor: 1}
	run := &b.w.scenario.Run
	for _, m := range monthsOf(run.begins(), run.ends()) {
		r.months = append(r.months, des.Time(m.first.Add(m.length).Sub(run.begins())))
	}
	b.value("response.factor", "1", func(now des.Time) float64 {
		return (r.area + r.factor*float64(now-r.since)) / float64(now-b.w.start)
	})
	b.value("response.time", "d", func(des.Time) float64 { return r.time / 24 })
	return r
}

// begin schedules the end of the first month.
func (r *response) begin(w *World, f *flowState) {
	for r.at+1 < len(r.months) && r.months[r.at] <= w.sim.Now() {
		r.at++
	}
	w.after(r.months[r.at].Sub(w.sim.Now()), monthly, f.thing, f.id, 0)
}

// arrives notes cargo that has arrived.
func (r *response) arrives(age time.Duration, n int64) {
	if r.spec.To == "p90" {
		r.seen.AddN(inHours(age), uint64(n))
	}
	r.sum.AddMul(n, age)
	r.n += n
}

// reckon is the end of a month: the factor of the next one.
func (r *response) reckon(w *World, f *flowState) {
	now := w.sim.Now()
	began := des.Time(0)
	if r.at > 0 {
		began = r.months[r.at-1]
	}
	if this, known := r.monthsTime(w, f); known {
		r.time += -math.Expm1(-float64(now-began)/float64(r.spec.Over)) * (this - r.time)
	}
	r.seen, r.sum, r.n = des.Histogram{}, des.Area{}, 0
	base := f.until(now)
	r.taken, r.began = r.effective(base), base
	r.area += r.factor * float64(now-r.since)
	r.since = now
	captive := float64(r.spec.Captive)
	r.factor = captive + (1-captive)*math.Pow(r.time/r.spec.Reference.Hours(), r.spec.Elasticity)
	if r.at++; r.at < len(r.months) {
		w.after(r.months[r.at].Sub(now), monthly, f.thing, f.id, 0)
	}
	r.gen++
	if len(f.spec.Departures) == 0 {
		f.schedule(w)
	}
}

// monthsTime is the time of what has arrived in the month, in hours; if nothing has, that of what is under way, which
// is known if it is longer than what was thought.
func (r *response) monthsTime(w *World, f *flowState) (this float64, known bool) {
	arrived := r.n > 0
	if !arrived {
		for c := range w.cargo {
			if x := w.cargo[c]; x.live && x.flow == f.id {
				r.arrives(w.sim.Now().Sub(x.born), x.n)
			}
		}
	}
	switch {
	case r.n == 0:
		return 0, false
	case r.spec.To == "p90":
		this = r.seen.Quantile(0.9)
	default:
		this = r.sum.Float() / float64(r.n) / float64(hour)
	}
	return this, arrived || this > r.time
}

// effective is the cumulative demand, with the response, where it would be base without. The sum is so arranged that with
// a factor of 1 throughout it is base to the last bit.
func (r *response) effective(base float64) float64 {
	return base + (r.taken - r.began) + (r.factor-1)*(base-r.began)
}

// base inverts effective.
func (r *response) base(effective float64) float64 {
	if r.factor == 1 {
		return effective - (r.taken - r.began)
	}
	return r.began + (effective-r.taken)/r.factor
}

// restart forgets the lead-in.
func (r *response) restart(now des.Time) { r.area, r.since = 0, now }

// check refuses a response of what has no volume.
func (r *Response) check(c *checker, path string, f *Flow) {
	if f.Volume == nil {
		c.say(path+".response", "needs volume: what is multiplied")
	}
}

func responseOff(s *Scenario) { each(s, func(f *Flow) { f.Response = nil }) }
