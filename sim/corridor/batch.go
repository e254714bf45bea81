package corridor

import (
	"slices"

	"corridor/sim/des"
)

// batchState is the running state of a Batch: a free server takes several units at once. One of them, the
// leader, stands for the service; the others are chained to it.
type batchState struct {
	spec  *Batch
	free  []des.Time // since when each free server has been free, oldest first
	gen   uint32
	mates map[trainID][]trainID // of a leader
	pool  [][]trainID
	size  *des.Tally
	short int64
	begun int64
}

func (b *builder) batch(s *Station) *batchState {
	if s.Batch == nil {
		return nil
	}
	x := &batchState{spec: s.Batch, mates: map[trainID][]trainID{}}
	x.size = b.tally("batch.size", "units", "mean", "n")
	b.value("batch.short", "1", func(des.Time) float64 { return float64(x.short) / float64(x.begun) })
	b.value("batch.full", "1", func(des.Time) float64 { return 1 - float64(x.short)/float64(x.begun) })
	return x
}

func (x *batchState) begin(w *World, s *station) {
	for range s.spec.Servers {
		x.free = append(x.free, w.sim.Now())
	}
	x.watch(w, s)
}

// watch schedules the end of the longest free server's patience.
func (x *batchState) watch(w *World, s *station) {
	x.gen++
	if x.spec.OrAfter > 0 && len(x.free) > 0 {
		if left := x.spec.OrAfter - w.sim.Now().Sub(x.free[0]); left >= 0 {
			w.after(left, impatient, s.id, 0, x.gen)
		}
	}
}

func (x *batchState) timeOut(w *World, s *station, e event) {
	if e.gen == x.gen {
		x.offer(w, s)
	}
}

// offer begins services while a free server and enough units are there.
func (x *batchState) offer(w *World, s *station) {
	for len(x.free) > 0 && s.queued > 0 && s.open() {
		late := x.spec.OrAfter > 0 && w.sim.Now().Sub(x.free[0]) >= x.spec.OrAfter
		if s.queued < x.spec.Least && !late {
			return
		}
		x.free = slices.Delete(x.free, 0, 1)
		x.take(w, s)
		x.watch(w, s)
	}
}

// take begins the service of a batch.
func (x *batchState) take(w *World, s *station) {
	n := min(s.queued, x.spec.Most)
	x.size.Add(float64(n))
	x.begun++
	if n < max(x.spec.Least, 1) {
		x.short++
	}
	now := w.sim.Now()
	leader := s.pop(w)
	mates := x.list()
	s.draw(leader)
	s.stat.begins(w, leader, now.Sub(leader.left))
	for range n - 1 {
		mate := s.pop(w)
		mates = append(mates, mate.id)
		s.stat.begins(w, mate, now.Sub(mate.left))
		w.markAboard(mate, handling)
	}
	x.mates[leader.id] = mates
	w.within(s.id, "train", int32(leader.id), int64(len(x.mates)), int64(s.servers), "servers")
	s.used++
	s.stat.serving.Up(now)
	w.markAboard(leader, handling)
	leader.left = now
	w.after(dur(leader.rest), served, s.id, int32(leader.id), leader.gen)
}

func (x *batchState) list() []trainID {
	if n := len(x.pool); n > 0 {
		l := x.pool[n-1]
		x.pool = x.pool[:n-1]
		return l[:0]
	}
	return make([]trainID, 0, 8)
}

// ends lets all units of a batch go on; the server is free when the last has gone.
func (x *batchState) ends(w *World, s *station, leader trainID) {
	mates := x.mates[leader]
	delete(x.mates, leader)
	s.stat.blocking.Change(w.sim.Now(), int64(len(mates)))
	for _, t := range append(mates, leader) {
		w.trains[t].slot = int32(len(s.busy))
		s.busy = append(s.busy, t)
	}
	s.used += len(mates)
	w.advance(w.trains[leader])
	for _, t := range mates {
		w.advance(w.trains[t])
	}
	x.pool = append(x.pool, mates)
}

// freed frees the server of a batch once nobody of it is left.
func (x *batchState) freed(w *World, s *station) {
	if len(s.busy) > 0 {
		return
	}
	for n := s.spec.Servers - len(x.mates) - len(x.free); n > 0; n-- {
		x.free = append(x.free, w.sim.Now())
	}
	x.offer(w, s)
	x.watch(w, s)
}
