package corridor

// slabs are the memory of trains and consignments, which are used again and never move: made some at a time, one beside
// the other.
type slabs struct {
	trains []train
	cargo  []consignment
	books  []posting
}

// slabSize is the number of trains, or of consignments, that are made at a time.
const slabSize = 64

// moreTrains makes a train that can be taken.
//
//go:noinline
func (w *World) moreTrains() {
	if len(w.slabs.trains) == 0 {
		w.slabs.trains = make([]train, slabSize)
	}
	tr := &w.slabs.trains[0]
	w.slabs.trains = w.slabs.trains[1:]
	tr.id, tr.in, tr.leg = trainID(len(w.trains)), none, none
	w.trains, w.idle = append(w.trains, tr), append(w.idle, tr)
}

// takeCargo gives a consignment with an empty account.
func (w *World) takeCargo() *consignment {
	n := len(w.unused) - 1
	if n < 0 {
		return w.moreCargo()
	}
	x := w.unused[n]
	w.unused = w.unused[:n]
	return x
}

//go:noinline
func (w *World) moreCargo() *consignment {
	if len(w.slabs.cargo) == 0 {
		w.slabs.cargo, w.slabs.books = make([]consignment, slabSize), make([]posting, slabSize*w.pages)
	}
	x := &w.slabs.cargo[0]
	w.slabs.cargo = w.slabs.cargo[1:]
	x.id, x.book = cargoID(len(w.cargo)), w.slabs.books[:0:w.pages]
	w.slabs.books = w.slabs.books[w.pages:]
	w.cargo = append(w.cargo, x)
	return x
}
