package corridor

import "time"

// release clears a train: change of locomotive, then customs in their hours, inspection and papers.
// Other traffic and empty trains leave the crossing here.
func (d *border) release(w *World, t trainID) {
	tr := w.trains[t]
	now, way := w.sim.Now(), tr.slot
	if tr.flow == none {
		d.inside.Change(now, -1)
		w.freeTrain(w.trains[t])
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
	open := d.hours.done(d.spec.Closing, now.Add(traction), held).Sub(now)
	tr.rest = int64(open - traction - held) // closed hours
	if x := d.spec.Inspect; x != nil && d.lots.Uniform(entity, visit) < float64(x.Share.Of(Way(way))) {
		open += d.inspection[way].Duration(entity, visit)
	}
	open += d.paperwork(way, entity, visit)
	w.after(open, released, d.id, int32(t), 0)
}

// paperwork is the hold for papers, shorter for a train whose data have come before it, and the rare long hold.
func (d *border) paperwork(way int32, entity, visit uint64) time.Duration {
	held := d.papers[way].Duration(entity, visit)
	if x := d.spec.Prearrival; x != nil && d.data.Uniform(entity, visit) < float64(x.Share.Of(Way(way))) {
		d.informed.Add(1)
		held = time.Duration(float64(held) * float64(x.Papers))
	}
	if x := d.spec.Hold; x != nil && d.holds.Uniform(entity, visit) < float64(x.Share.Of(Way(way))) {
		d.held.Add(1)
		held += d.holding[way].Duration(entity, visit)
	}
	return held
}

// endCustoms charges the parts of the time since the gauge change and lets the train go on.
func (d *border) endCustoms(w *World, t trainID) {
	tr := w.trains[t]
	now := w.sim.Now()
	for x := tr.cargo; x != nil; x = x.next {
		total := now.Sub(x.since)
		w.chargeOff(x, handling, dur(tr.base))
		w.chargeOff(x, closed, dur(tr.rest))
		w.chargeOff(x, customs, total-dur(tr.base)-dur(tr.rest))
	}
	d.dwell.AddDuration(now.Sub(tr.since))
	d.lets(w, w.trains[t])
}
