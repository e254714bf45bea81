package corridor

import (
	"fmt"
	"time"

	"corridor/sim/des"
)

// born notes the birth of a consignment. Pieces that are units of their own are one consignment.
func (x *Trace) born(w *World, c *consignment) {
	f := w.flows[c.flow]
	b := Birth{Flow: Ref(f.path), Number: f.numbered - 1, Pieces: c.n, At: c.born}
	for i := len(x.Births) - 1; i >= 0 && x.Births[i].At == b.At; i-- {
		if x.Births[i].Flow == b.Flow && x.Births[i].Number == b.Number {
			x.Births[i].Pieces += c.n
			return
		}
	}
	x.Births = append(x.Births, b)
}

// follows tells whether a consignment holds the piece that is followed.
func (x *Trace) follows(c *consignment) bool {
	return x.Follow != nil && !x.ended && c.serial == x.followed && c.first <= x.index && x.index < c.first+c.n
}

// cargoName is the name of a consignment, such as flow.export#17, by which a Trace follows it; of a part of one, that of its first piece,
// such as flow.export#17:30. Its number is worked out from its serial number.
func (w *World) cargoName(y *consignment) string {
	f := w.flows[y.flow]
	for own := range uint64(mostOwn) { // pieces that go one by one are named after the consignment and their number in it
		number := (y.serial - f.name - own) * numberPer
		if number >= f.numbered {
			continue
		}
		if index := own + uint64(y.first); index > 0 {
			return fmt.Sprintf("%s#%d:%d", f.path, number, index)
		}
		return fmt.Sprintf("%s#%d", f.path, number)
	}
	return f.path
}

// mostOwn is how many pieces are looked through that go one by one.
const mostOwn = 1 << 16

// clockAt is the time up to which the life of the piece is noted.
func (x *Trace) clockAt(c *consignment) des.Time {
	if x.life == none {
		return c.born
	}
	return x.clock
}

// charges notes hours of a consignment if it holds the piece that is followed.
func (x *Trace) charges(w *World, c *consignment, why cause, d time.Duration) {
	if x.follows(c) {
		x.lives(w, c, c.step, why, d)
	}
}

// lives notes hours of the piece that is followed.
func (x *Trace) lives(w *World, y *consignment, at int16, why cause, d time.Duration) {
	f := w.flows[y.flow]
	begin := x.clockAt(y)
	if x.life == none {
		x.life = int32(len(x.Units))
		x.Units = append(x.Units, Traced{fmt.Sprintf("%s#%d", f.path, x.Follow.Number), UnitCargo, f.path})
	}
	st := f.routes[y.route].steps[at]
	s := Segment{Unit: x.life, Place: w.scenario.Things[st.place].Path, Doing: Causes[why], Way: st.way, Begin: begin, End: begin.Add(d)}
	if why != waitWagon {
		s.Carrier = w.carrierOf(y, x)
	}
	if l := lengthOf(w.scenario.Things[st.place].Spec); l > 0 && why == moving {
		s.From, s.To = w.alongWith(y, st)
	}
	x.clock = s.End
	if x.latest != none {
		last := &x.Segments[x.latest]
		same := *last
		same.Begin, same.End, same.From, same.To = s.Begin, s.End, s.From, s.To
		if same == s && last.To == s.From {
			last.End, last.To = s.End, s.To
			return
		}
	}
	x.latest = int32(len(x.Segments))
	x.Segments = append(x.Segments, s)
}

// carrierOf is the train or ship that a consignment is aboard, or "".
func (w *World) carrierOf(y *consignment, x *Trace) string {
	if tr := w.trainOf(y); tr != nil {
		if i, known := x.open[tr.serial]; known {
			return x.Units[x.Segments[i].Unit].Name
		}
		return ""
	}
	for _, sh := range w.ships {
		if inChain(y, sh.cargo.head) {
			return w.shipName(sh)
		}
	}
	return ""
}

// trainOf is the train that a consignment is aboard, or nil. It looks everywhere: only one piece is followed.
func (w *World) trainOf(y *consignment) *train {
	for t := range w.trains {
		if tr := w.trains[t]; tr.leg != none && inChain(y, tr.cargo) {
			return tr
		}
	}
	return nil
}

func inChain(y, head *consignment) bool {
	for ; head != nil && head != y; head = head.next {
	}
	return head == y
}

// alongWith is the stretch of a line or lane over which cargo moves: on a train its section, on a ship the whole.
func (w *World) alongWith(y *consignment, st step) (from, to float64) {
	if tr := w.trainOf(y); tr != nil {
		return w.along(tr, st.place, moving)
	}
	return float64(st.way), float64(1 - st.way)
}
