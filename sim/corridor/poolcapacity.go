package corridor

import (
	"fmt"
	"math"
)

// Pools is the capacity of every pool of wagons or locomotives at a demand level, by the least time for which it can be away: that
// of the means of all laws when nothing is in the way. A load takes its wagons for the run and the handling at both ends, and
// where more come in than go out loaded, the surplus runs back empty by the shortest return, into whatever stock. Waits make a
// pool carry less, never more. Pools without a limit are left out.
func Pools(s *Scenario, level string) []Capacity {
	l := newLedger(s, level)
	for _, p := range l.w.pools {
		if !p.open && p.count > 0 {
			l.stock(p)
		}
	}
	return l.list
}

// A tour is the use of a pool by one flow between two of its stocks.
type tour struct {
	flow     int
	units    float64 // wagons or locomotives that a piece takes
	hours    float64
	from, to int8 // stocks
}

// stock files a pool.
func (l *ledger) stock(p *pool) {
	var all []tour
	in, out := make([]float64, len(p.stocks)), make([]float64, len(p.stocks))
	for f := range l.flows {
		for _, t := range l.tours(p, f) {
			all = append(all, t)
			in[t.to] += l.rate[f] * t.units
			out[t.from] += l.rate[f] * t.units
		}
	}
	perPiece := make([]float64, len(l.flows))
	away, loads := 0.0, 0.0
	for _, t := range all {
		hours := t.hours + l.mending(p)
		if over := in[t.to] - out[t.to]; over > 0 {
			hours += over / in[t.to] * l.shortestReturn(&p.stocks[t.to])
		}
		perPiece[t.flow] += t.units * hours / (float64(p.count) * hoursPerYear)
		away, loads = away+l.rate[t.flow]*t.units*hours, loads+l.rate[t.flow]*t.units
	}
	if loads > 0 {
		l.add(p.id, "", fmt.Sprintf("%d × 365 d ÷ %.2f d, the least turn-round: undisturbed, with the empty runs of what stands over", p.count, away/loads/24), perPiece)
	}
}

// mending is the mean time in hours that a wagon spends in repair whenever it becomes empty.
func (l *ledger) mending(p *pool) float64 {
	if p.share == 0 {
		return 0
	}
	return p.share * l.s.Things[p.id].Spec.(interface{ stocks() *Wagon }).stocks().Repair.Takes.Mean() / 3600
}

// tours are the uses of a pool by a flow over one of its routes: by its cargo, if that lies in its wagons all the way, or by the trains that carry it.
func (l *ledger) tours(p *pool, f int) (out []tour) {
	st := l.flows[f]
	steps := st.steps
	if st.wants == p.number {
		last := len(steps) - 1
		return []tour{{f, float64(st.wagons), l.undisturbedHours(steps), p.at[steps[0].place], p.at[steps[last].place]}}
	}
	if st.train == nil || l.rate[f] == 0 {
		return nil
	}
	t, held := tour{}, int16(0) // of the pool whose wagons the train has, and which that is
	for i, s := range steps {
		if !l.changesTrain(s.place) {
			t.hours += l.undisturbedHours(steps[i : i+1])
			continue
		}
		if held == p.number {
			t.hours, t.to = t.hours+l.workHours(f, s, l.perTrain(f, i)), p.at[s.place]
			out = append(out, t)
		}
		next, _ := l.w.supply(st.spec.Train, p.class, s.place, held)
		if held = 0; next == nil || i+1 == len(steps) {
			continue
		}
		if _, sea := l.w.places[steps[i+1].place].(*lane); !sea {
			n := l.perTrain(f, i+1)
			units := float64(p.units(st.train, int64(n))) / n
			held, t = next.number, tour{f, units, l.workHours(f, s, n) + l.undisturbedHours(steps[i:i+1]), next.at[s.place], none}
		}
	}
	return out
}

// changesTrain tells whether trains end at a place, or their cargo changes to others of another gauge.
func (l *ledger) changesTrain(at placeID) bool {
	switch p := l.s.Things[at].Spec.(type) {
	case *Terminal, *Port:
		return true
	case *Border:
		return p.Gauge != nil
	}
	return false
}

// workHours is the time of a train with n pieces of a flow on the track where its cargo changes carriers, under one crane.
func (l *ledger) workHours(f int, s step, n float64) float64 {
	st := l.flows[f]
	if d, ok := l.w.places[s.place].(*depot); ok {
		y := d.sidings[d.tracksFor(st.flowState)]
		return y.spec.Fixed.Mean()/3600 + n*st.handlingHours(1, &y.rate)
	}
	return l.gaugeHours(f, n, l.s.Things[s.place].Spec.(*Border).Gauge)
}

// undisturbedHours is the mean time of a train over some places when nothing is in the way; at a border without what its cargo
// needs for a change of gauge, and at a depot none.
func (l *ledger) undisturbedHours(steps []step) (hours float64) {
	for _, s := range steps {
		switch x := l.s.Things[s.place].Spec.(type) {
		case *Rail:
			for _, section := range x.Sections {
				hours += section.Mean() / 3600
			}
			if len(x.Sections) == 0 {
				hours += x.run().Hours() * x.Factor.Mean()
			}
		case *Border:
			hours += x.undisturbed(s.way)
		default:
			hours += l.w.undisturbed(s.place) / float64(hour)
		}
	}
	return hours
}

// undisturbed is the mean time of a train at a border in hours: change of locomotive, customs, inspection, papers and holds.
func (b *Border) undisturbed(way Way) float64 {
	papers := b.Papers.Of(way).Mean()
	if x := b.Prearrival; x != nil {
		papers *= 1 - float64(x.Share.Of(way))*(1-float64(x.Papers))
	}
	seconds := b.Traction.Mean() + b.Customs.Of(way).Mean() + papers
	if x := b.Inspect; x != nil {
		seconds += float64(x.Share.Of(way)) * x.Takes.Of(way).Mean()
	}
	if x := b.Hold; x != nil {
		seconds += float64(x.Share.Of(way)) * x.Takes.Of(way).Mean()
	}
	return seconds / 3600
}

// shortestReturn is the time of an empty run from a stock to that which is nearest, undisturbed; 0 if it has no return. What is
// done with empty wagons at the ends of their way takes no time.
func (l *ledger) shortestReturn(s *stock) float64 {
	least := math.Inf(1)
	for _, r := range s.returns {
		for _, b := range r.flow.branches() {
			least = min(least, l.undisturbedHours(b.steps[1:len(b.steps)-1]))
		}
	}
	if len(s.returns) == 0 {
		return 0
	}
	return least
}
