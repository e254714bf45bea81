package corridor

import (
	"time"

	"corridor/sim/des"
)

// outageState is the running state of an Outage. By the calendar, every server breaks down by its own
// clock, busy or idle, and its unit goes back to the head of the queue, but for one that is done and only waits to leave. By
// working time, breakdowns fall into a service and lengthen it: the unit stays on its server.
type outageState struct {
	every, takes des.Sampler
	working      bool
	unit         []trainID // by server, calendar only
	down         []bool
	number       []uint64
	life         []time.Duration // work until the next breakdown, by server, working time only
	failures     *des.Count
	inOrder      *des.Level
	repaired     *des.Level
}

func (b *builder) outage(s *Station) *outageState {
	if s.Outage == nil {
		return nil
	}
	o := &outageState{working: s.Outage.Clock == "working"}
	o.every, o.takes = b.sampler("outage.every", s.Outage.Every), b.sampler("outage.takes", s.Outage.Takes)
	o.failures = b.counter("outage.failures", "1")
	o.inOrder = b.level("up", "servers", "mean", "last")
	o.repaired = b.level("down", "servers", "mean")
	o.unit, o.down, o.number = make([]trainID, s.Servers), make([]bool, s.Servers), make([]uint64, s.Servers)
	o.life = make([]time.Duration, s.Servers)
	for k := range o.unit {
		o.unit[k] = none
	}
	return o
}

func (o *outageState) begin(w *World, s *station) {
	o.inOrder.Set(w.sim.Now(), int64(s.spec.Servers))
	for k := range o.unit {
		if o.working {
			o.life[k] = o.every.Duration(uint64(k), 0)
			continue
		}
		w.after(o.every.Duration(uint64(k), 0), broken, s.id, int32(k), 0)
	}
}

// stretch notes the server of t and, by working time, lengthens its service by the repairs that fall into it.
func (o *outageState) stretch(w *World, s *station, t trainID, d time.Duration) time.Duration {
	k := 0
	for o.unit[k] != none || o.down[k] {
		k++
	}
	o.unit[k] = t
	if !o.working {
		return d
	}
	total, at := d, time.Duration(0)
	for o.life[k] <= d-at {
		at += o.life[k]
		o.number[k]++
		fix := o.takes.Duration(uint64(k), o.number[k])
		o.failures.Add(1)
		w.after(total-d+at, broken, s.id, int32(k), 1)
		total += fix
		w.after(total-d+at, mended, s.id, int32(k), 1)
		o.life[k] = o.every.Duration(uint64(k), o.number[k])
	}
	o.life[k] -= d - at
	return total
}

func (o *outageState) frees(s *station, t trainID) {
	for k := range o.unit {
		if o.unit[k] == t {
			o.unit[k] = none
			if o.down[k] {
				s.up--
			}
			return
		}
	}
}

// turn is a breakdown or the end of a repair. gen 1 marks one that only has to be measured.
func (o *outageState) turn(w *World, s *station, e event) {
	now := w.sim.Now()
	k := e.who
	step := int64(1)
	if e.do == mended {
		step = -1
	}
	o.repaired.Change(now, step)
	if e.gen == 1 {
		return
	}
	o.inOrder.Change(now, -step)
	o.down[k] = e.do == broken
	if o.unit[k] == none { // else it counts until it is left
		s.up -= int(step)
	}
	if e.do == mended {
		w.after(o.every.Duration(uint64(k), o.number[k]), broken, s.id, k, 0)
		s.fill(w)
		s.letIn(w) // who found no server in order at a station without places to wait in
		return
	}
	o.failures.Add(1)
	o.number[k]++
	w.after(o.takes.Duration(uint64(k), o.number[k]), mended, s.id, k, 0)
	if t := o.unit[k]; t != none && s.lasts(w, w.trains[t]) {
		s.interrupt(w, w.trains[t], false)
		s.fill(w)
	}
}
