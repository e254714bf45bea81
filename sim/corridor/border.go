package corridor

import (
	"time"

	"corridor/sim/des"
)

var borderKind = Kind{Name: "border", Doc: "A border crossing: slots, gauge change, customs, inspection, papers.", Place: true, New: func() Spec {
	return &Border{}
}}

// Border is passed in the order slot, gauge change, customs with inspection, papers.
type Border struct {
	Slots    Both[Frequency] `doc:"trains a day that the other side accepts; 0: no limit" min:"0"`
	Other    Both[Frequency] `doc:"traffic that is not of the corridor but takes slots and tracks, trains a day" min:"0"`
	Gauge    *Gauge          `doc:"change of gauge; absent: none"`
	Traction des.Dist        `doc:"change of locomotive"`
	Customs  Both[des.Dist]  `doc:"customs release of a train"`
	Hours    Ref             `doc:"opening hours of customs" to:"calendar"`
	Inspect  *Inspect        `doc:"physical inspection of some trains"`
	Papers   Both[des.Dist]  `doc:"hold for papers, wagon supply and onward path: the observed dwell less everything else"`
}

// Gauge is the change of gauge of one train.
type Gauge struct {
	From       string   `doc:"gauge on the western side of the sea's far end, for labels" enum:"1435 mm,1520 mm"`
	To         string   `doc:"gauge after the change, westbound" enum:"1435 mm,1520 mm"`
	Tracks     int      `doc:"trains that can be worked at once, both directions" need:"yes" min:"1"`
	Cranes     int      `doc:"cranes that work one train" min:"1"`
	Lift       des.Dist `doc:"time of one container lift"`
	Bogie      des.Dist `doc:"time of bogie exchange per wagon, for cargo that stays in its wagon"`
	Bulk       des.Dist `doc:"time to transfer one tonne of bulk"`
	OtherBoxes int      `doc:"containers on a train of other traffic" min:"0"`
	Form       des.Dist `doc:"shunting and forming of the train on the new gauge"`
}

// Inspect is a physical inspection.
type Inspect struct {
	Share Both[Ratio]    `doc:"share of trains inspected" need:"yes" min:"0" max:"1"`
	Takes Both[des.Dist] `doc:"time of an inspection" need:"yes"`
}

// border is the running state of a Border. Other traffic passes slots and gauge change as trains of its own.
type border struct {
	id   placeID
	spec *Border
	gap  [2]time.Duration
	next [2]des.Time

	tracks               des.Resource[trainID]
	lift, bogie, bulk    des.Sampler
	form, traction       des.Sampler
	customs, papers      [2]des.Sampler
	inspection           [2]des.Sampler
	lots                 des.Stream
	share                [2]float64
	hours                *timeOpen
	other                otherTraffic
	slots, gauge, dwell  *des.Tally
	queued, busy, inside *des.Level
}

func (s *Border) build(b *builder) {
	d := &border{id: b.thing, spec: s, traction: b.sampler("traction", s.Traction), lots: b.stream("inspect.share"), hours: b.openings(s.Hours)}
	for _, way := range Ways {
		if f := s.Slots.Of(way); f > 0 {
			d.gap[way] = time.Duration(float64(day) / float64(f))
		}
		d.customs[way] = b.sampler("customs."+way.String(), s.Customs.Of(way))
		d.papers[way] = b.sampler("papers."+way.String(), s.Papers.Of(way))
		if s.Inspect != nil {
			d.share[way] = float64(s.Inspect.Share.Of(way))
			d.inspection[way] = b.sampler("inspect.takes."+way.String(), s.Inspect.Takes.Of(way))
		}
	}
	if g := s.Gauge; g != nil {
		d.tracks = des.NewResource[trainID](g.Tracks)
		d.lift, d.bogie, d.bulk = b.sampler("gauge.lift", g.Lift), b.sampler("gauge.bogie", g.Bogie), b.sampler("gauge.bulk", g.Bulk)
		d.form = b.sampler("gauge.form", g.Form)
	}
	d.other = b.otherTraffic(s.Other)
	d.slots = b.tally("slot.waiting", "h", "mean", "p90")
	d.gauge = b.tally("gauge.waiting", "h", "mean", "p90")
	d.dwell = b.tally("dwell", "h", "mean", "p50", "p90")
	d.queued = b.watched("queue", "trains", "mean", "max")
	d.inside = b.level("present", "trains", "mean", "max")
	d.busy = b.level("gauge.occupied", "tracks", "mean", "max")
	b.place(d)
}

func (d *border) begin(w *World) { d.other.begin(w) }

func (d *border) admit(*World, trainID) bool { return true }

func (d *border) start(w *World, t trainID) {
	tr := &w.trains[t]
	tr.slot, tr.since = int32(w.wayHere(tr)), w.sim.Now()
	d.inside.Change(w.sim.Now(), 1)
	d.takeSlot(w, t)
}

// takeSlot books the next slot of the day, first come, first served among all traffic.
func (d *border) takeSlot(w *World, t trainID) {
	now, way := w.sim.Now(), w.trains[t].slot
	at := max(now, d.next[way])
	d.next[way] = at.Add(d.gap[way])
	d.queued.Change(now, 1)
	w.markTrain(t, waitTrack)
	w.after(at.Sub(now), entered, d.id, int32(t), 0)
}

func (d *border) handle(w *World, e event) {
	t := trainID(e.who)
	switch e.do {
	case other:
		t = d.other.arrive(w, Way(e.who))
		d.start(w, t)
	case entered:
		d.slotted(w, t)
	case reloaded:
		d.endGauge(w, t)
	case released:
		d.endCustoms(w, t)
	case opening: // customs look the hours up: see release
	default:
		w.failf(d.id, "unknown event %v", e)
	}
}

// slotted begins the gauge change, if there is one.
func (d *border) slotted(w *World, t trainID) {
	now := w.sim.Now()
	tr := &w.trains[t]
	d.queued.Change(now, -1)
	if tr.flow != none {
		d.slots.AddDuration(now.Sub(tr.since))
	}
	tr.left = now
	if d.spec.Gauge == nil || tr.back {
		d.release(w, t)
		return
	}
	if w.hasWagons(d.id, t) {
		d.wantTrack(w, t)
	}
}

// wantTrack takes a track for a train when the wagons of the other gauge, if it needs any, stand ready.
func (d *border) wantTrack(w *World, t trainID) {
	w.markTrain(t, waitTrack)
	w.trains[t].left = w.sim.Now()
	if d.tracks.Acquire(t) {
		d.reload(w, t)
	}
}

// reload works a train on its track.
func (d *border) reload(w *World, t trainID) {
	now := w.sim.Now()
	tr := &w.trains[t]
	if tr.flow != none {
		d.gauge.AddDuration(now.Sub(tr.left))
	}
	d.busy.Change(now, 1)
	w.markTrain(t, handling)
	base, actual := d.reloadTime(w, tr)
	tr.base = int64(base)
	w.after(actual, reloaded, d.id, int32(t), 0)
}

// reloadTime is the time on the gauge track: forming, and one lift per container, a transfer per
// tonne or a bogie exchange per wagon. The drawn time of a lift holds for the whole train.
func (d *border) reloadTime(w *World, tr *train) (base, actual time.Duration) {
	g := d.spec.Gauge
	entity, visit := tr.key()
	lifts, wagons, tonnes := float64(g.OtherBoxes), 0.0, 0.0
	if tr.flow != none {
		lifts, wagons, tonnes = w.pieces(tr)
	}
	cranes := float64(max(g.Cranes, 1))
	mean := g.Form.Mean() + (lifts*g.Lift.Mean()+tonnes*g.Bulk.Mean())/cranes + wagons*g.Bogie.Mean()
	drawn := d.form.Value(entity, visit)
	if lifts > 0 {
		drawn += lifts * d.lift.Value(entity, visit) / cranes
	}
	if tonnes > 0 {
		drawn += tonnes * d.bulk.Value(entity, visit) / cranes
	}
	if wagons > 0 {
		drawn += wagons * d.bogie.Value(entity, visit)
	}
	return time.Duration(mean * float64(time.Second)), time.Duration(drawn * float64(time.Second))
}

// pieces are the lifts, wagons and tonnes aboard a train.
func (w *World) pieces(tr *train) (lifts, wagons, tonnes float64) {
	for c := tr.cargo; c != none; c = w.cargo[c].next {
		x := &w.cargo[c]
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

// endGauge frees the track for the next train.
func (d *border) endGauge(w *World, t trainID) {
	tr := &w.trains[t]
	w.settleChain(tr.cargo, handling, dur(tr.base), weather)
	d.busy.Change(w.sim.Now(), -1)
	if next, ok := d.tracks.Release(); ok {
		d.reload(w, next)
	}
	if tr.flow == none {
		d.inside.Change(w.sim.Now(), -1)
		w.freeTrain(t)
		return
	}
	given, serial := tr.rides, tr.serial
	tr.rides, tr.next = tr.next, lent{}
	d.release(w, t)
	w.giveBack(given, d.id, serial)
}

// release clears a train: change of locomotive, then customs in their hours, inspection and papers.
// Other traffic and empty trains leave the crossing here.
func (d *border) release(w *World, t trainID) {
	tr := &w.trains[t]
	now, way := w.sim.Now(), tr.slot
	if tr.flow == none {
		d.inside.Change(now, -1)
		w.freeTrain(t)
		return
	}
	w.markTrain(t, customs)
	entity, visit := tr.key()
	traction := d.traction.Duration(entity, visit)
	tr.base = int64(traction)
	if tr.back {
		w.after(traction, released, d.id, int32(t), 0)
		return
	}
	held := d.customs[way].Duration(entity, visit)
	open := d.hours.finish(now.Add(traction), held).Sub(now)
	tr.rest = int64(open - traction - held) // closed hours
	if d.share[way] > 0 && d.lots.Uniform(entity, visit) < d.share[way] {
		open += d.inspection[way].Duration(entity, visit)
	}
	open += d.papers[way].Duration(entity, visit)
	w.after(open, released, d.id, int32(t), 0)
}

// endCustoms charges the parts of the time since the gauge change and lets the train go on.
func (d *border) endCustoms(w *World, t trainID) {
	tr := &w.trains[t]
	now := w.sim.Now()
	for c := tr.cargo; c != none; c = w.cargo[c].next {
		total := now.Sub(w.cargo[c].since)
		w.chargeOff(c, handling, dur(tr.base))
		w.chargeOff(c, closed, dur(tr.rest))
		w.chargeOff(c, customs, total-dur(tr.base)-dur(tr.rest))
	}
	d.dwell.AddDuration(now.Sub(tr.since))
	w.advance(t)
}

func (d *border) vacate(w *World, t trainID) { d.inside.Change(w.sim.Now(), -1) }
