package corridor

import "corridor/sim/des"

// change takes a new Spec: more servers begin to serve at once; fewer let the services under way end first. Who waits
// is served by the new law.
func (s *station) change(w *World, b *builder, to Spec) {
	was := s.spec.Servers
	s.spec = to.(*Station)
	s.up += s.spec.Servers - was
	s.service = b.sampler("service", s.spec.Service)
	s.forget()
	s.holds(s.spec)
	s.stat.staffed(w.sim.Now(), s.spec.Servers)
	s.fill(w)
	s.letIn(w)
}

// forget makes nothing of the times of service that have been drawn ahead for those who wait.
func (s *station) forget() {
	for c := range s.queues {
		for tr := s.queues[c].first; tr != nil; tr = tr.behind {
			if tr.rest == undrawn {
				tr.base = undrawn
			}
		}
	}
}

// staffed notes the number of servers, of which shares are reported.
func (x *stationStat) staffed(now des.Time, n int) {
	if x.servers != nil {
		x.servers.Set(now, int64(n))
	}
}

// staff is the mean number of servers, of n at the beginning.
func (x *stationStat) staff(now des.Time, n int) float64 {
	if x.servers == nil {
		return float64(n)
	}
	return x.servers.Mean(now)
}

// checkChange refuses what a station cannot become.
func (s *Station) checkChange(c *checker, path string, to Spec) {
	t := to.(*Station)
	if t.Servers == s.Servers {
		return
	}
	switch {
	case s.Servers == 0 || t.Servers == 0:
		c.say(path+".servers", "0 means no limit: a limit can neither come nor go inside a run")
	case s.Outage != nil || s.Batch != nil:
		c.say(path+".servers", "with outage or batch the number of servers cannot change inside a run")
	}
}
