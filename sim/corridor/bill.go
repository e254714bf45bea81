package corridor

import (
	"math"
	"time"

	"corridor/sim/des"
)

// bill counts what cost and emissions are made of, in whole numbers, where a scenario gives any. Trains are charged to the
// flow that sent them out; ships, which nobody sends out, to the flows by their tonne-km at sea.
type bill struct {
	metres []int64 // length by place
	sea    []bool  // is a lane, by place
	wired  []bool  // is a line under wire
	flows  []flowBill
}

// flowBill is what one flow has used in the measured period.
type flowBill struct {
	trains int64     // metres run by its trains
	passed [][]int64 // pieces that have passed each step, by route
	stored des.Area  // piece-ns beyond the free time
	inside *des.Level
}

func (w *World) newBill() *bill {
	s := w.scenario
	if !s.Cost.given() && !s.Emission.given() {
		return nil
	}
	b := &bill{metres: make([]int64, len(w.places)), sea: make([]bool, len(w.places)), wired: make([]bool, len(w.places))}
	for i, t := range s.Things {
		b.metres[i] = int64(math.Round(lengthOf(t.Spec)))
		_, b.sea[i] = t.Spec.(*Sea)
		b.wired[i] = contains(s.Emission.Electric, Ref(t.Path))
	}
	for _, f := range w.flows {
		x := flowBill{inside: f.stat.inside}
		for _, r := range f.routes {
			x.passed = append(x.passed, make([]int64, len(r.steps)))
		}
		b.flows = append(b.flows, x)
	}
	return b
}

// restart forgets the lead-in.
func (b *bill) restart() {
	for i := range b.flows {
		x := &b.flows[i]
		x.trains, x.stored = 0, des.Area{}
		for _, p := range x.passed {
			clear(p)
		}
	}
}

// runs notes that a train has come to a place.
func (b *bill) runs(tr *train, at placeID) {
	if tr.flow != none {
		b.flows[tr.flow].trains += b.metres[at]
	}
}

// leaves notes that cargo has passed a step, and how long it stayed if that was a depot.
func (b *bill) leaves(w *World, x *consignment) {
	f := &b.flows[x.flow]
	f.passed[x.route][x.step] += x.n
	s := w.scenario.Cost.Storage
	if s == nil {
		return
	}
	if _, is := w.places[w.flows[x.flow].routes[x.route].steps[x.step].place].(*depot); !is {
		return
	}
	if over := x.between(int(x.step), int(x.step)) - s.Free; over > 0 {
		f.stored.AddMul(x.n, over)
	}
}

// tonneKm is what a flow has moved over the places of which something is true.
func (b *bill) tonneKm(w *World, i int, of func(p placeID) bool) (sum float64) {
	f := w.flows[i]
	for r := range f.routes {
		for k, s := range f.routes[r].steps {
			if of(s.place) {
				sum += float64(f.mass(b.flows[i].passed[r][k])) / 1000 * float64(b.metres[s.place]) / 1000
			}
		}
	}
	return sum
}

func (b *bill) rail(w *World, i int) float64 {
	return b.tonneKm(w, i, func(p placeID) bool { return !b.sea[p] })
}

func (b *bill) atSea(w *World, i int) float64 {
	return b.tonneKm(w, i, func(p placeID) bool { return b.sea[p] })
}

// seaShare is a flow's share of all tonne-km at sea.
func (b *bill) seaShare(w *World, i int) float64 {
	all := 0.0
	for k := range w.flows {
		all += b.atSea(w, k)
	}
	if all == 0 {
		return 0
	}
	return b.atSea(w, i) / all
}

// shipDays is what ships there were in the measured period, times its days.
func (w *World) shipDays() (sum float64) {
	for i, e := range w.epochs {
		from, to := max(e.at, w.start), w.end
		if i+1 < len(w.epochs) {
			to = w.epochs[i+1].at
		}
		if to <= from {
			continue
		}
		for _, t := range e.scenario.Things {
			if v, ok := t.Spec.(*Vessel); ok && t.there(w.scenario.Run.begins().Add(time.Duration(e.at))) {
				sum += float64(v.Count) * to.Sub(from).Hours() / 24
			}
		}
	}
	return sum
}

// costItem is one kind of cost of a flow in the measured period, in USD.
type costItem struct {
	name string
	of   func(w *World, i int, now des.Time) float64
}

// items are the kinds of cost that have a price.
func (c *Cost) items() (out []costItem) {
	if c.TrainKm != 0 || c.Rail != 0 {
		out = append(out, costItem{"rail", func(w *World, i int, _ des.Time) float64 {
			return float64(c.TrainKm)*float64(w.bill.flows[i].trains)/1000 + float64(c.Rail)*w.bill.rail(w, i)
		}})
	}
	if c.VesselDay != 0 {
		out = append(out, costItem{"sea", func(w *World, i int, _ des.Time) float64 {
			return float64(c.VesselDay) * w.shipDays() * w.bill.seaShare(w, i)
		}})
	}
	if len(c.Handling) > 0 {
		out = append(out, costItem{"handling", func(w *World, i int, _ des.Time) float64 { return c.handled(w, i) }})
	}
	if c.Storage != nil {
		out = append(out, costItem{"storage", func(w *World, i int, _ des.Time) float64 {
			return c.Storage.Then.of(w.flows[i].unit) * w.bill.flows[i].stored.Float() / float64(day)
		}})
	}
	if len(c.TimeOfCargo) > 0 {
		out = append(out, costItem{"time", func(w *World, i int, now des.Time) float64 {
			if w.flows[i].kg == 0 && w.flows[i].unit != Items {
				return 0 // empty boxes and wagons
			}
			return c.TimeOfCargo.of(w.flows[i].unit) * w.bill.flows[i].inside.Area(now).Float() / float64(day)
		}})
	}
	return out
}

// handled is the cost of the places that a flow has passed.
func (c *Cost) handled(w *World, i int) (sum float64) {
	f := w.flows[i]
	for r := range f.routes {
		for k, s := range f.routes[r].steps {
			for _, e := range c.Handling {
				if e.Name == w.scenario.Things[s.place].Path {
					sum += e.Value.of(f.unit) * float64(w.bill.flows[i].passed[r][k])
				}
			}
		}
	}
	return sum
}
