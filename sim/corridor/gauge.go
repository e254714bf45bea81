package corridor

import (
	"time"

	"corridor/sim/des"
)

// gaugeYard is the running state of a change of gauge: tracks, and trains that wait for one, best priority first.
type gaugeYard struct {
	spec              *Gauge
	lift, bogie, bulk des.Sampler
	form              des.Sampler
	wind              stops
	queue             []des.Queue[trainID] // by class
	working           []trainID            // on a track

	waiting *des.Tally
	busy    *des.Level
}

func (g *gaugeYard) make(b *builder) {
	g.queue = make([]des.Queue[trainID], b.w.classes)
	g.waiting = b.tally("gauge.waiting", "h", "mean", "p90")
	g.wind.make(b, "gauge.wind", windStop)
}

func (g *gaugeYard) read(b *builder, s *Gauge) {
	g.spec = s
	if s == nil {
		return
	}
	g.lift, g.bogie, g.bulk = b.sampler("gauge.lift", s.Lift), b.sampler("gauge.bogie", s.Bogie), b.sampler("gauge.bulk", s.Bulk)
	g.form = b.sampler("gauge.form", s.Form)
	g.wind.read(b, s.Wind)
}

// wantTrack takes a track for a train when the wagons of the other gauge, if it needs any, stand ready.
func (d *border) wantTrack(w *World, t trainID) {
	w.markTrain(t, waitTrack)
	w.trains[t].left = w.sim.Now()
	d.gauge.queue[w.rank(d.spec.Order, t)].Push(t)
	d.fillGauge(w)
}

// fillGauge gives free tracks to the trains that wait.
func (d *border) fillGauge(w *World) {
	g := &d.gauge
	for c := range g.queue {
		for q := &g.queue[c]; q.Len() > 0 && len(g.working) < g.spec.Tracks; {
			d.reload(w, q.Pop())
		}
	}
}

// reload works a train on its track; while wind stops the cranes it stands there.
func (d *border) reload(w *World, t trainID) {
	now := w.sim.Now()
	g := &d.gauge
	tr := w.trains[t]
	if tr.flow != none {
		g.waiting.AddDuration(now.Sub(tr.left))
	}
	g.busy.Change(now, 1)
	w.within(d.id, "train", int32(t), g.busy.Value(), int64(g.spec.Tracks), "gauge tracks")
	base, actual := g.times(w, tr)
	tr.base, tr.rest, tr.paused = int64(base), int64(actual), true
	g.working = append(g.working, t)
	g.resume(w, d.id, t)
}

// resume goes on with the work on a train, unless there is too much wind.
func (g *gaugeYard) resume(w *World, at placeID, t trainID) {
	tr := w.trains[t]
	if g.wind.on {
		w.markTrain(t, weather)
		return
	}
	tr.paused, tr.left = false, w.sim.Now()
	w.markTrain(t, handling)
	w.after(dur(tr.rest), reloaded, at, int32(t), tr.gen)
}

// turnWind pauses the work on all tracks, or goes on with it. What is done at this very instant is done.
func (d *border) turnWind(w *World) {
	now := w.sim.Now()
	g := &d.gauge
	for _, t := range g.working {
		tr := w.trains[t]
		switch {
		case !g.wind.on && tr.paused:
			g.resume(w, d.id, t)
		case g.wind.on && !tr.paused && now.Sub(tr.left) < dur(tr.rest):
			w.settleWork(t)
			tr.gen++
			tr.paused = true
			w.markTrain(t, weather)
		}
	}
}

// settleWork charges the work done on a train since its last start: up to the base to handling, the rest to breakdown and other.
func (w *World) settleWork(t trainID) {
	tr := w.trains[t]
	done := int64(w.sim.Now().Sub(tr.left))
	w.settleChain(tr.cargo, handling, dur(tr.base), weather)
	tr.base = max(tr.base-done, 0)
	tr.rest -= done
}

// times are the base and the drawn time on the gauge track: forming, and one lift per container, a transfer per
// tonne or a bogie exchange per wagon. The drawn time of a lift holds for the whole train.
func (g *gaugeYard) times(w *World, tr *train) (base, actual time.Duration) {
	s := g.spec
	entity, visit := tr.key()
	lifts, wagons, tonnes := float64(s.OtherBoxes), 0.0, 0.0
	if tr.flow != none {
		lifts, wagons, tonnes = w.pieces(tr)
		wagons = s.changes(wagons)
	}
	cranes := float64(max(s.Cranes, 1))
	mean := s.Form.Mean() + (lifts*s.Lift.Mean()+tonnes*s.Bulk.Mean())/cranes + wagons*s.Bogie.Mean()
	drawn := g.form.Value(entity, visit)
	if lifts > 0 {
		drawn += lifts * g.lift.Value(entity, visit) / cranes
	}
	if tonnes > 0 {
		drawn += tonnes * g.bulk.Value(entity, visit) / cranes
	}
	if wagons > 0 {
		drawn += wagons * g.bogie.Value(entity, visit)
	}
	return time.Duration(mean * float64(time.Second)), time.Duration(drawn * float64(time.Second))
}

// endGauge frees the track for the next train.
func (d *border) endGauge(w *World, t trainID) {
	g := &d.gauge
	drop(&g.working, t)
	w.settleWork(t)
	g.busy.Change(w.sim.Now(), -1)
	d.fillGauge(w)
	tr := w.trains[t]
	if tr.flow == none {
		d.inside.Change(w.sim.Now(), -1)
		w.freeTrain(w.trains[t])
		return
	}
	given, serial := tr.rides, tr.serial
	tr.rides, tr.next = tr.next, [2]lent{}
	d.release(w, t)
	w.giveBack(given, d.id, serial)
}

// pieces are the lifts, wagons and tonnes aboard a train.
func (w *World) pieces(tr *train) (lifts, wagons, tonnes float64) {
	for x := tr.cargo; x != nil; x = x.next {
		f := w.flows[x.flow]
		switch f.unit {
		case TEU:
			lifts += float64(x.n) / f.box()
		case Wagons:
			wagons += float64(x.n)
		case Tonnes:
			tonnes += float64(x.n) / 1000
		default:
			lifts += float64(x.n)
		}
	}
	return
}

// box is the number of TEU in a container of this flow; a box of 1 TEU if it is not given.
func (f *flowState) box() float64 {
	if f.spec.Box == 0 {
		return 1
	}
	return float64(f.spec.Box)
}
