package corridor

// change takes a new Spec. Slots that nobody has been given yet follow each other at the new distance from the last one
// that was given; a train on a gauge track, or with its papers, ends by the old rule.
func (d *border) change(w *World, b *builder, to Spec) {
	before := d.gap
	d.read(b, to.(*Border))
	for _, way := range Ways {
		if d.gap[way] != before[way] {
			d.rebook(w, way)
		}
	}
	d.other.change(w, b, d.spec.Other)
	d.closed.begin(w, d.id)
	if d.gauge.spec != nil {
		d.gauge.wind.begin(w, d.id)
		d.fillGauge(w)
	}
}

// rebook gives all trains that wait slots of the present distance.
func (d *border) rebook(w *World, way Way) {
	d.gen[way]++
	d.next[way] = d.last[way].Add(d.gap[way])
	d.missed[way] = 0
	for c := range d.queue[way] {
		for range d.queue[way][c].Len() {
			d.book(w, way)
		}
	}
}

// checkChange refuses what a border cannot become.
func (s *Border) checkChange(c *checker, path string, to Spec) {
	if (s.Gauge == nil) != (to.(*Border).Gauge == nil) {
		c.say(path+".gauge", "a change of gauge can neither come nor go inside a run")
	}
}

func borderClosuresOff(s *Scenario) { each(s, func(b *Border) { b.Closed = nil }) }
func holdsOff(s *Scenario)          { each(s, func(b *Border) { b.Hold = nil }) }
func prearrivalOff(s *Scenario)     { each(s, func(b *Border) { b.Prearrival = nil }) }
func gaugeWindOff(s *Scenario) {
	each(s, func(b *Border) {
		if b.Gauge != nil {
			b.Gauge.Wind = nil
		}
	})
}
