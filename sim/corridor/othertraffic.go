package corridor

import (
	"time"

	"corridor/sim/des"
)

// otherTraffic sends trains that are not of the corridor to one place, in both directions, as a Poisson
// process: the sum of many independent services.
type otherTraffic struct {
	at     placeID
	name   uint64
	perDay Both[Frequency]
	gap    [2]des.Sampler
	number [2]uint64
	due    [2]des.Time // the next train
	gen    [2]uint32   // tells it from one that a change has moved
	legs   [2]int32
	class  int        // of priority, of the share that goes before the rest
	share  float64    // 0: all come last
	lots   des.Stream // who is of the share
}

func (b *builder) otherTraffic(perDay Both[Frequency]) otherTraffic {
	o := otherTraffic{at: b.thing, name: des.Hash(b.path), perDay: perDay}
	for _, way := range Ways {
		if f := perDay.Of(way); f > 0 {
			o.gap[way] = b.otherGap(way, f)
		}
		o.legs[way] = b.w.internLeg(leg{steps: []step{{b.thing, way}}, from: none, to: none})
	}
	return o
}

// goesBy gives a share of other traffic a priority of its own.
func (o *otherTraffic) goesBy(b *builder, r *Rail) {
	if r.OtherPriority > 0 {
		o.class, o.share, o.lots = classOf(b.w.scenario, r.OtherPriority), float64(r.OtherShare), b.stream("other.priority")
	}
}

// otherGap is the law of the time between two trains of other traffic.
func (b *builder) otherGap(way Way, perDay Frequency) des.Sampler {
	return b.sampler("other."+way.String(), des.Dist{Kind: "exponential", Args: [4]float64{seconds(day) / float64(perDay)}})
}

func (o *otherTraffic) begin(w *World) {
	for _, way := range Ways {
		if o.perDay.Of(way) > 0 {
			o.next(w, way)
		}
	}
}

func (o *otherTraffic) next(w *World, way Way) {
	o.schedule(w, way, o.gap[way].Duration(0, o.number[way]))
}

func (o *otherTraffic) schedule(w *World, way Way, in time.Duration) {
	o.due[way] = w.sim.Now().Add(in)
	w.after(in, other, o.at, int32(way), o.gen[way])
}

// arrive makes the train whose event has come and schedules the one after it; none if a change has moved it.
func (o *otherTraffic) arrive(w *World, e event) trainID {
	way := Way(e.who)
	if e.gen != o.gen[way] {
		return none
	}
	o.number[way]++
	serial := o.name + (2*o.number[way]+uint64(way))*0x9e3779b97f4a7c15
	tr := w.newTrain(none, &w.legs[o.legs[way]].begin, serial)
	tr.on, tr.pos, tr.here = tr.on.next, tr.way.first, true
	tr.first = o.share > 0 && o.lots.Uniform(serial, 0) < o.share
	w.into(tr, o.at)
	o.next(w, way)
	return tr.id
}

// change takes new numbers a day. The time until the next train shrinks or grows as the mean interval does, which is what
// a Poisson process of the new rate would do.
func (o *otherTraffic) change(w *World, b *builder, perDay Both[Frequency]) {
	for _, way := range Ways {
		was, is := o.perDay.Of(way), perDay.Of(way)
		if was == is {
			continue
		}
		o.gen[way]++
		if is == 0 {
			continue
		}
		o.gap[way] = b.otherGap(way, is)
		if was > 0 {
			left := o.due[way].Sub(w.sim.Now())
			o.schedule(w, way, time.Duration(float64(left)*float64(was)/float64(is)))
			continue
		}
		o.number[way]++ // the draw of before it stopped is spent
		o.next(w, way)
	}
	o.perDay = perDay
}
