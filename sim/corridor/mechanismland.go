package corridor

import (
	"corridor/sim/des"
)

// This file takes mechanisms of borders, lines, demand and rules out of a scenario.

func slotsOff(s *Scenario)          { each(s, func(b *Border) { b.Slots = Both[Frequency]{} }) }
func otherAtBordersOff(s *Scenario) { each(s, func(b *Border) { b.Other = Both[Frequency]{} }) }
func inspectionOff(s *Scenario)     { each(s, func(b *Border) { b.Inspect = nil }) }
func papersOff(s *Scenario)         { each(s, func(b *Border) { b.Papers = Both[des.Dist]{} }) }
func tractionOff(s *Scenario)       { each(s, func(b *Border) { b.Traction = des.Dist{} }) }

// gaugeOff lets trains change gauge in no time, as many as come: a pool of wagons or locomotives of one gauge still ends there.
func gaugeOff(s *Scenario) {
	each(s, func(b *Border) {
		if b.Gauge != nil {
			b.Gauge = &Gauge{From: b.Gauge.From, To: b.Gauge.To, Tracks: 1000, Cranes: 1}
		}
	})
}

func customsOff(s *Scenario) {
	each(s, func(b *Border) { b.Customs, b.Inspect = Both[des.Dist]{}, nil })
}

// meetsOff makes every single track double. Laws of single sections become their sum.
func meetsOff(s *Scenario) {
	each(s, func(r *Rail) {
		if r.Tracks != 1 || r.Slots != (Both[Frequency]{}) {
			return
		}
		r.Tracks, r.Loops, r.Crossing, r.Hold = 2, 0, 0, false
		if len(r.Sections) > 0 {
			sum := 0.0
			for _, law := range r.Sections {
				sum += law.Mean()
			}
			r.Length, r.Speed, r.Sections = Length(sum), 1, nil
		}
	})
}

// headwayOff opens double tracks, and lines that are described by slots; single tracks keep their sections.
func headwayOff(s *Scenario) {
	each(s, func(r *Rail) {
		if r.Tracks == 1 && r.Slots == (Both[Frequency]{}) {
			return
		}
		r.Tracks, r.Headway, r.Slots = 2, 0, Both[Frequency]{}
	})
}

func otherOnLinesOff(s *Scenario) { each(s, func(r *Rail) { r.Other = Both[Frequency]{} }) }
func lineEndsOff(s *Scenario)     { each(s, func(r *Rail) { r.Room = nil }) }

func seasonOff(s *Scenario) {
	each(s, func(f *Flow) { f.Season = "" })
	each(s, func(l *Level) { l.Season = nil })
}

func spacingOff(s *Scenario) {
	each(s, func(f *Flow) {
		if f.Volume != nil {
			steady(&f.Spacing)
		}
		steady(f.Every)
	})
}

func fullTrainsOff(s *Scenario) {
	each(s, func(t *Train) { t.AtLeast = min(t.AtLeast, least) })
}

func prioritiesOff(s *Scenario) {
	each(s, func(f *Flow) { f.Priority, f.Yields = 0, false })
	each(s, func(r *Rail) { r.OtherPriority, r.OtherShare = 0, 1 })
}

func preemptOff(s *Scenario) { each(s, func(x *Station) { x.Preempt = "no" }) }

// hoursOff takes all opening hours: of stations, borders, sidings and berths.
func hoursOff(s *Scenario) {
	each(s, func(x *Station) { x.Hours = "" })
	each(s, func(x *Border) { x.Hours = "" })
	all(s, func(x *Siding) { x.Hours = "" })
	all(s, func(x *Berth) { x.Hours = "" })
}

func outagesOff(s *Scenario) {
	each(s, func(x *Station) { x.Outage = nil })
	each(s, func(v *Wagon) { v.Repair = nil })
	each(s, func(l *Loco) { l.Repair = nil })
}

// drawnTimesOff puts every law of a time or of a factor on a time at its mean, apart from those of demand, storms, closures,
// breakdowns and overhauls.
func drawnTimesOff(s *Scenario) {
	specs(s, func(x Spec) {
		switch x := x.(type) {
		case *Flow, *Basin, *Wagon, *Loco:
		case *Vessel:
			steady(&x.Factor)
			steady(x.Passage)
		case *Station:
			steady(&x.Service)
			for k := range x.Of {
				steady(x.Of[k].Value.Service)
			}
		default:
			steadyAll(x)
		}
	})
}

// steadyAll puts all laws of a Spec at their means but those of what stops it now and then.
func steadyAll(x Spec) {
	var stops []*Stops
	var as []Stops
	everywhere(x, func(s *Stops) { stops, as = append(stops, s), append(as, *s) })
	everywhere(x, steady)
	for i, s := range stops {
		*s = as[i]
	}
}

// steady puts a law at its mean, if there is one and it is not there already.
func steady(d *des.Dist) {
	if d != nil && !d.IsConstant() {
		*d = d.AtMean()
	}
}
