package corridor

// slabs are the memory of trains and consignments, which are used again and never move: made some at a time, one beside
// the other.
type slabs struct {
	trains []train
	cargo  []consignment
	books  []posting
}

// leastSlab is the number of trains, or of consignments, that are made at a time at first; later it is a quarter of those that
// there are, so that memory is asked for ever more rarely where more are under way than ever before.
const leastSlab = 64

// moreTrains makes a train that can be taken.
//
//go:noinline
func (w *World) moreTrains() {
	if len(w.slabs.trains) == 0 {
		w.slabs.trains = make([]train, max(leastSlab, len(w.trains)/4))
	}
	tr := &w.slabs.trains[0]
	w.slabs.trains = w.slabs.trains[1:]
	tr.id, tr.in, tr.leg, tr.after = trainID(len(w.trains)), none, none, w.idle
	w.trains, w.idle = append(w.trains, tr), tr.id
}

// takeCargo gives a consignment with an empty account.
func (w *World) takeCargo() (x *consignment) {
	if w.unused == nil {
		w.moreCargo()
	}
	x = w.unused
	w.unused = x.next
	return x
}

// moreCargo makes a consignment that can be taken.
//
//go:noinline
func (w *World) moreCargo() {
	if len(w.slabs.cargo) == 0 {
		n := max(leastSlab, len(w.cargo)/4)
		w.slabs.cargo, w.slabs.books = make([]consignment, n), make([]posting, n*w.pages)
	}
	x := &w.slabs.cargo[0]
	w.slabs.cargo = w.slabs.cargo[1:]
	x.id, x.next, x.book = cargoID(len(w.cargo)), w.unused, w.slabs.books[:0:w.pages]
	w.slabs.books = w.slabs.books[w.pages:]
	w.cargo, w.unused = append(w.cargo, x), x
}
