package corridor

import (
	"fmt"

	"corridor/sim/des"
)

// station draws a station with any rules that go together. Its service is short beside the hours between trains.
func (g *swarm) station() Spec {
	return stationOf(g.count("servers", 1, 3), g.law("service", 0, 6), func(x *Station) {
		if g.coin("batch") {
			x.Batch = &Batch{Least: g.count("least", 1, 2), Most: g.count("most", 2, 3), OrAfter: h(g.number("batch or after", 1, 12))}
		}
		if g.calendars && g.coin("station hours") {
			x.Hours, x.Closing = "calendar.c0", []string{"pause", "finish", "restart", "fits"}[g.count("station closing", 0, 3)]
			if x.Batch != nil {
				x.Closing = "finish"
			}
		}
		if x.Batch != nil {
			return
		}
		x.Preempt = []string{"no", "pause", "restart"}[g.count("preempt", 0, 2)]
		if g.coin("breakdowns") {
			x.Outage = &Outage{Every: exp(g.number("breakdown every", 10, 80)), Takes: g.law("breakdown takes", 1, 12)}
			if x.Preempt == "no" && (x.Hours == "" || x.Closing == "finish") && g.coin("by working time") {
				x.Outage.Clock = "working"
			}
		}
		if g.coin("again") {
			x.Again = 0.2
		}
		if !g.east && !g.empties && !g.pools && g.coin("station queue") { // full stations and trains of two ways can stand still for ever
			n := g.count("station room", 0, 3)
			x.Queue = &n
		}
	})
}

// staff gives flows laws and servers of their own at the stations.
func (g *swarm) staff() {
	for _, t := range things(g.m) {
		x, is := t.Spec.(*Station)
		if !is || !g.coin("flows of their own") {
			continue
		}
		for i := 0; g.m[fmt.Sprintf("flow.f%d", i)] != nil; i += 2 {
			own := Served{}
			if x.Outage == nil && x.Batch == nil {
				own.Slots = g.count("slots", 1, x.Servers)
			}
			if law := g.law("service of a flow", 0, 14); g.coin("a law of its own") {
				own.Service = &law
			}
			x.Of = append(x.Of, Entry[Served]{fmt.Sprintf("f%d", i), own})
		}
	}
}

// lookStation: the levels are right, nobody works longer than he should, is on a broken server or works in closed hours.
func (v *inspector) lookStation(s *station) string {
	queued := 0
	for c := range s.queues {
		for tr := s.queues[c].first; tr != nil; tr = tr.behind {
			queued++
		}
	}
	if queued != s.queued || s.stat.queue.Value() != int64(queued) {
		return fmt.Sprintf("%s: %d wait, %d are counted, level %d", v.name(s.id), queued, s.queued, s.stat.queue.Value())
	}
	if s.simple || s.batch != nil {
		return ""
	}
	used, working := 0, int64(0)
	for _, t := range s.busy {
		tr := v.w.trains[t]
		used += s.need(tr)
		if tr.rest < 0 || tr.paused {
			continue
		}
		working++
		if tr.left.Add(dur(tr.rest)) < v.w.sim.Now() {
			return fmt.Sprintf("%s: the work of train %d is done, but it is still in service", v.name(s.id), t)
		}
		if rule := s.spec.Closing; !s.open() && !v.edge() && (rule == "pause" || rule == "restart") {
			return fmt.Sprintf("%s: train %d is in service in closed hours", v.name(s.id), t)
		}
	}
	switch {
	case used != s.used || used > s.servers || s.stat.slots.Value() != int64(used):
		return fmt.Sprintf("%s: %d of %d servers in use, %d are counted, level %d", v.name(s.id), used, s.servers, s.used, s.stat.slots.Value())
	case s.stat.serving.Value() != working:
		return fmt.Sprintf("%s: %d in service, level %d", v.name(s.id), working, s.stat.serving.Value())
	case s.outage != nil:
		return v.lookServers(s)
	}
	return ""
}

// lookServers: each unit in service has one server in order; who is done may stand on a broken one.
func (v *inspector) lookServers(s *station) string {
	held, up := 0, 0
	for k, t := range s.outage.unit {
		if t != none || !s.outage.down[k] {
			up++
		}
		if t == none {
			continue
		}
		held++
		if s.outage.down[k] && s.lasts(v.w, v.w.trains[t]) {
			return fmt.Sprintf("%s: train %d is in service by server %d, which is broken", v.name(s.id), t, k)
		}
	}
	if held != len(s.busy) || up != s.up {
		return fmt.Sprintf("%s: %d servers are held by %d trains, %d are in order or held, counted %d", v.name(s.id), held, len(s.busy), up, s.up)
	}
	return ""
}

// sleepsAtStation: somebody waits who could be served, or could come in.
func (v *inspector) sleepsAtStation(s *station) string {
	if s.outside.Len() > 0 && !s.full(v.w.trains[s.outside.Peek()]) {
		return fmt.Sprintf("%s: a train waits before a station that has room", v.name(s.id))
	}
	if s.queued == 0 || s.batch != nil || s.hours != nil && s.hours.turns(v.w.sim.Now()) == des.Never {
		return ""
	}
	tr := s.first()
	free := s.up - s.used
	if s.spec.Preempt != "no" {
		for _, t := range s.busy {
			if x := v.w.trains[t]; x.rest > 0 && v.w.class(t) > v.w.class(tr.id) {
				free += s.need(x)
			}
		}
	}
	if free >= s.need(tr) && s.inTime(v.w, tr) {
		return fmt.Sprintf("%s: train %d waits, and could be served", v.name(s.id), tr.id)
	}
	return ""
}
