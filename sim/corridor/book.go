package corridor

import (
	"time"

	"corridor/sim/des"
)

// posting is a part of the life of a consignment: so much time in a cell, which is a step of its route and a cause.
type posting struct {
	d    time.Duration
	cell int32
}

func cellOf(step int16, why cause) int32 { return int32(step)*int32(causes) + int32(why) }

// charge closes the account of a consignment up to now: the time since the last charge went to the step and the
// cause that it had. Most charges follow another at the same instant.
func (w *World) charge(x *consignment) {
	if now := w.sim.Now(); x.since != now {
		w.chargeSince(x, now)
	}
}

// chargeSince is short enough to be inlined.
func (w *World) chargeSince(x *consignment, now des.Time) {
	n := len(x.book)
	if w.trace != nil || n >= cap(x.book) {
		w.postSince(x, now)
		return
	}
	x.book = x.book[:n+1]
	x.book[n] = posting{now.Sub(x.since), cellOf(x.step, x.why)}
	x.since = now
}

// postSince is chargeSince where that is noted, or the book is full.
//
//go:noinline
func (w *World) postSince(x *consignment, now des.Time) {
	d := now.Sub(x.since)
	x.since = now
	w.post(x, x.why, d)
}

// post adds time to one cell of an account.
//
//go:noinline
func (w *World) post(x *consignment, why cause, d time.Duration) {
	if w.trace != nil {
		w.trace.charges(w, x, why, d)
	}
	if len(x.book) == cap(x.book) {
		x.condense()
	}
	x.book = append(x.book, posting{d, cellOf(x.step, why)})
}

// condense makes room in a full book: postings to equal cells become one, and if that makes little room the book gets
// longer. So it is as long as a life is varied, whatever it lasts.
//
//go:noinline
func (x *consignment) condense() {
	old := x.book
	x.book = x.book[:0]
	for _, p := range old {
		x.add(p)
	}
	if n := len(x.book); n > cap(x.book)*3/4 {
		x.book = append(make([]posting, 0, 2*cap(x.book)), x.book...)
	}
}

// add adds to the posting of a cell or, where there is none, makes one.
func (x *consignment) add(p posting) {
	for i := range x.book {
		if x.book[i].cell == p.cell {
			x.book[i].d += p.d
			return
		}
	}
	x.book = append(x.book, p)
}

// settle splits the time since the last charge: base of it to one cause, the rest to another. A
// time drawn below its base is charged whole to the first.
func (w *World) settle(x *consignment, first cause, base time.Duration, rest cause) {
	now := w.sim.Now()
	d := now.Sub(x.since)
	if d == 0 {
		return
	}
	x.since = now
	if base > 0 {
		w.post(x, first, min(d, base))
	}
	if d > base {
		w.post(x, rest, d-base)
	}
}

func (w *World) settleChain(x *consignment, first cause, base time.Duration, rest cause) {
	for ; x != nil; x = x.next {
		w.settle(x, first, base, rest)
	}
}

// chargeOff charges d of the time since the last charge to a cause.
func (w *World) chargeOff(x *consignment, why cause, d time.Duration) {
	if d == 0 {
		return
	}
	w.post(x, why, d)
	x.since = x.since.Add(d)
}

// between is the time that a consignment has been charged from one step to another, both included.
func (x *consignment) between(from, to int) (d time.Duration) {
	for _, p := range x.book {
		if p.cell >= cellOf(int16(from), 0) && p.cell < cellOf(int16(to+1), 0) {
			d += p.d
		}
	}
	return d
}

// empty adds the account of a consignment up to now, times its pieces, to the sum of a flow's hours (none: nil), empties
// it and returns how much it held.
func (x *consignment) empty(sum []des.Area, now des.Time) (held time.Duration) {
	n := x.n
	held = now.Sub(x.since)
	least := held
	if last := int(cellOf(x.step, x.why)); uint(last) < uint(len(sum)) {
		sum[last].Accrue(n, held)
	}
	book := x.book
	for i := range book {
		p := &book[i]
		held += p.d
		least |= p.d
		if cell := int(p.cell); uint(cell) < uint(len(sum)) {
			sum[cell].Accrue(n, p.d)
		}
	}
	if least < 0 { // the sign of any
		panic("time that runs backwards in an account")
	}
	x.book = book[:0]
	return held
}
