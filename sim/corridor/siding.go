package corridor

import (
	"time"

	"corridor/sim/des"
)

// siding is the running state of a Siding: tracks for trains that are unloaded and for trains that
// are loaded, apart, so that the two can never block each other; and cranes, which serve both.
type siding struct {
	at      placeID
	depot   int32 // number of its depot
	spec    *Siding
	rate    [len(UnitNames)]float64 // units an hour and crane; 0 takes no time
	fixed   des.Sampler
	mean    int64 // of fixed, ns
	instant bool  // handling takes no time
	hours   *timeOpen
	open    bool                            // at the last turn
	most    struct{ departure, cranes int } // at any time so far: whoever has one keeps it
	ban     *ban                            // nil: none

	receiving  des.Resource[trainID]
	departures int // departure tracks in use
	standing   int // trains on them, as they are counted; see auditOutsiders
	cranes     des.Resource[trainID]
	working    []trainID          // under a crane, or paused
	shut       des.Queue[trainID] // have a crane, wait for an opening
	stalled    des.Queue[trainID] // on a receiving track, no room in the store

	tracks, queued *des.Level
	waiting        *des.Tally
	handling       *des.Tally
}

func (d *depot) addSiding(b *builder, name string, s *Siding) {
	sub := &builder{w: b.w, thing: b.thing, path: b.path + ".siding." + name}
	y := &siding{at: b.thing, depot: int32(len(b.w.depots)), hours: sub.openings(s.Hours)}
	y.equip(sub, s)
	y.receiving = des.NewResource[trainID](orNoLimit(s.Receiving))
	y.cranes = des.NewResource[trainID](orNoLimit(s.Cranes))
	y.tracks = sub.level("receiving", "trains", "mean", "max")
	y.queued = sub.level("queue", "trains", "mean", "max")
	if name != openSiding {
		b.w.watch(y.queued, Series{sub.path + ".queue", "trains", b.path}, 1)
	}
	y.waiting = sub.tally("waiting", "h", "mean", "p90")
	y.handling = sub.tally("handling", "h", "mean")
	y.ban = newBan(sub, d, s.Ban)
	d.sidings = append(d.sidings, y)
}

// equip gives a siding what its Spec says, at the beginning or on the day of a change.
func (y *siding) equip(b *builder, s *Siding) {
	y.spec, y.rate = s, ratesOf(s.Rate)
	y.fixed, y.mean = b.sampler("fixed", s.Fixed), int64(s.Fixed.Mean()*1e9)
	y.most.departure, y.most.cranes = max(y.most.departure, orNoLimit(s.Departure)), max(y.most.cranes, orNoLimit(s.Cranes))
	y.instant = len(s.Rate) == 0 && y.fixed.IsZero()
}

// begin notes whether the sidings are open at the start of the run.
func (d *depot) begin(w *World) {
	for _, y := range d.sidings {
		y.open = y.hours == nil || y.hours.open
		if y.ban != nil {
			y.ban.begin(w)
		}
	}
}

// assignSidings finds the siding that takes each unit: the first that names it; the last one takes what no other does.
func (d *depot) assignSidings() {
	for u := range d.sidingFor {
		d.sidingFor[u] = int8(len(d.sidings) - 1)
		for i, y := range d.sidings {
			if contains(y.spec.Takes, Unit(u).String()) {
				d.sidingFor[u] = int8(i)
				break
			}
		}
	}
}

// tracksFor is the siding of a flow: that of its unit, and the open one for empty wagons at either end of their way.
func (d *depot) tracksFor(f *flowState) int8 {
	if f.standsEmpty(d.id) {
		return int8(len(d.sidings) - 1)
	}
	return d.sidingFor[f.unit]
}

// standsEmpty tells whether a flow is of empty wagons of a pool that set out from a place or end there: where they stand in its
// stock nobody loads or unloads them, they lie in no store and change no gauge. So empty wagons come in while loaded trains fill
// the tracks.
func (f *flowState) standsEmpty(at placeID) bool {
	if f.empties == 0 {
		return false
	}
	steps := f.routes[0].steps
	return at == steps[0].place || at == steps[len(steps)-1].place
}

// sidingOf is the siding of a train, found by its first cargo when it asks to come in: this is that cargo's next step.
func (d *depot) sidingOf(w *World, tr *train) *siding {
	tr.siding = int8(len(d.sidings) - 1)
	if tr.cargo != nil {
		x := tr.cargo
		tr.siding = w.stages[int(x.stops)+int(x.step)+1].siding
	}
	return d.sidings[tr.siding]
}

func (d *depot) admit(w *World, tr *train) bool {
	y := d.sidingOf(w, tr)
	if y.receiving.Acquire(tr.id) {
		y.takesTrack(w, tr.id)
		return true
	}
	y.queued.Up(w.sim.Now())
	return false
}

func (d *depot) start(w *World, tr *train) {
	y := d.sidings[tr.siding]
	tr.slot, tr.since = receivingTrack, w.sim.Now()
	if y.stalled.Len() > 0 || !d.reserve(w, tr.cargo) {
		y.stalled.Push(tr.id)
		w.markAboard(tr, d.whyFull(w, tr.cargo))
		return
	}
	if !y.wantCrane(w, tr) {
		w.markAboard(tr, waitTrack)
	}
}

// takesTrack notes that a train has a receiving track.
func (y *siding) takesTrack(w *World, t trainID) {
	y.tracks.Up(w.sim.Now())
	w.within(y.at, "train", int32(t), y.tracks.Value(), int64(orNoLimit(y.spec.Receiving)), "receiving tracks")
}

// whyFull is the cause of the wait for room in the store: a ship for cargo that goes on by sea, a train for cargo that
// goes on by rail.
func (d *depot) whyFull(w *World, x *consignment) cause {
	steps := w.flows[x.flow].routes[x.route].steps
	for i, s := range steps {
		if s.place != d.id || i+1 == len(steps) {
			continue
		}
		if _, sea := w.places[steps[i+1].place].(*lane); sea {
			return waitVessel
		}
		return waitWagon
	}
	return waitTrack
}

const (
	receivingTrack = int32(iota)
	departureTrack
)

// wantCrane takes a crane for a train that is to be unloaded or loaded, and tells whether there is one.
func (y *siding) wantCrane(w *World, tr *train) bool {
	if !y.cranes.Acquire(tr.id) {
		return false
	}
	y.work(w, tr)
	return true
}

// work begins the handling of a train under its crane, when the siding is open.
func (y *siding) work(w *World, tr *train) {
	now := w.sim.Now()
	var pure, need time.Duration
	if !y.instant {
		pure = w.handlingTime(tr.cargo, &y.rate)
		need = y.fixed.Duration(tr.key()) + pure
	}
	if y.hours != nil && y.hours.holds(y.spec.Closing, now, need) {
		y.shut.Push(tr.id)
		w.markAboard(tr, closed)
		return
	}
	y.waiting.AddDuration(now.Sub(tr.since))
	y.handling.AddDuration(need)
	tr.rest, tr.left = int64(need), now
	tr.base = int64(pure) + y.mean
	if need == 0 { // nothing to wait for
		w.depots[y.depot].worked(w, y, tr, jobOf(tr))
		return
	}
	w.markAboard(tr, handling)
	y.working = append(y.working, tr.id)
	w.within(y.at, "train", int32(tr.id), int64(len(y.working)), int64(y.most.cranes), "cranes of a siding")
	w.after(need, jobOf(tr), y.at, int32(tr.id), tr.gen)
}

func jobOf(tr *train) verb {
	if tr.slot == departureTrack {
		return loaded
	}
	return unloaded
}

// end frees the crane of a train that is done. What its time was beyond the base goes to breakdown and other.
func (y *siding) end(w *World, tr *train) {
	for i, x := range y.working {
		if x == tr.id {
			y.working[i] = y.working[len(y.working)-1]
			y.working = y.working[:len(y.working)-1]
			break
		}
	}
	w.settleWork(tr.id)
}

// turn is opening or closing time: work pauses, work resumes.
func (y *siding) turn(w *World) {
	if y.hours == nil || y.open == y.hours.open {
		return
	}
	y.open = y.hours.open
	now := w.sim.Now()
	for _, t := range y.working {
		tr := w.trains[t]
		if !y.hours.open && y.spec.Closing == "finish" {
			break
		}
		if y.hours.open {
			if !tr.paused {
				continue
			}
			tr.left, tr.paused = now, false
			w.markTrain(t, handling)
			w.after(dur(tr.rest), jobOf(tr), y.at, int32(t), tr.gen)
			continue
		}
		if tr.rest == int64(now.Sub(tr.left)) {
			continue // done at this very instant
		}
		w.settleWork(t)
		tr.gen++
		tr.paused = true
		w.markTrain(t, closed)
	}
	for n := y.shut.Len(); y.hours.open && n > 0; n-- {
		y.work(w, w.trains[y.shut.Pop()])
	}
}

// vacate frees the track of a train that has gone.
func (d *depot) vacate(w *World, tr *train) {
	now := w.sim.Now()
	y := d.sidings[tr.siding]
	if tr.slot == departureTrack {
		y.departures--
		d.freed = true // see World.move: trains that may be made up now come after this one
		return
	}
	y.tracks.Down(now)
	if next, ok := y.receiving.Release(); ok {
		y.queued.Down(now)
		y.takesTrack(w, next)
		w.grant(next)
	}
}
