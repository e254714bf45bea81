package corridor

import (
	"math"
	"time"

	"corridor/sim/des"
)

var borderKind = Kind{Name: "border", Doc: "A border crossing: slots, gauge change, customs, inspection, papers.", Place: true, New: func() Spec {
	return &Border{Order: "arrival", Closing: "pause"}
}}

// Border is passed in the order slot, gauge change, customs with inspection, papers.
type Border struct {
	Slots      Both[Frequency] `doc:"trains a day that the other side accepts; 0: no limit" min:"0" dated:"yes"`
	Other      Both[Frequency] `doc:"traffic that is not of the corridor but takes slots and tracks, trains a day" min:"0" dated:"yes"`
	Order      string          `doc:"who gets the next slot and gauge track: the first to arrive, or the best priority, other traffic and flows without priority last" enum:"arrival,priority"`
	Closed     *Stops          `doc:"the crossing closes now and then: nobody is given a slot" dated:"yes"`
	Gauge      *Gauge          `doc:"change of gauge; absent: none"`
	Traction   des.Dist        `doc:"change of locomotive" dated:"yes"`
	Customs    Both[des.Dist]  `doc:"customs release of a train" dated:"yes"`
	Hours      Ref             `doc:"opening hours of customs" to:"calendar" dated:"yes"`
	Closing    string          `doc:"customs at closing time: pause goes on at opening, finish ends a release that has begun, fits begins only what ends in time; what fits into no opening begins at the next and pauses" enum:"pause,finish,fits" dated:"yes"`
	Inspect    *Inspect        `doc:"physical inspection of some trains" dated:"yes"`
	Papers     Both[des.Dist]  `doc:"hold for papers, wagon supply and onward path: the observed dwell less everything else" dated:"yes"`
	Prearrival *Prearrival     `doc:"data of a train that are sent before it comes, which shortens the hold for papers" dated:"yes"`
	Hold       *Hold           `doc:"a train that is held for long, now and then, on top of everything else" dated:"yes"`
}

// Gauge is the change of gauge of one train.
type Gauge struct {
	From       string   `doc:"gauge on the western side of the sea's far end, for labels" enum:"1435 mm,1520 mm"`
	To         string   `doc:"gauge after the change, westbound" enum:"1435 mm,1520 mm"`
	Tracks     int      `doc:"trains that can be worked at once, both directions" need:"yes" min:"1" dated:"yes"`
	Cranes     int      `doc:"cranes that work one train" min:"1" dated:"yes"`
	Lift       des.Dist `doc:"time of one container lift" dated:"yes"`
	Bogie      des.Dist `doc:"time of bogie exchange per wagon, or of those that are lifted together, for cargo that stays in its wagon" dated:"yes"`
	Jacks      int      `doc:"wagons of a train that are lifted together for the exchange of bogies; absent: one by one" min:"1" dated:"yes"`
	Bulk       des.Dist `doc:"time to transfer one tonne of bulk" dated:"yes"`
	OtherBoxes int      `doc:"containers on a train of other traffic" min:"0" dated:"yes"`
	Form       des.Dist `doc:"shunting and forming of the train on the new gauge" dated:"yes"`
	Wind       *Stops   `doc:"wind stops the cranes now and then: work on all tracks pauses" dated:"yes"`
}

// changes is how often the jacks lift some of so many wagons.
func (g *Gauge) changes(wagons float64) float64 { return math.Ceil(wagons / float64(max(g.Jacks, 1))) }

// Inspect is a physical inspection.
type Inspect struct {
	Share Both[Ratio]    `doc:"share of trains inspected" need:"yes" min:"0" max:"1"`
	Takes Both[des.Dist] `doc:"time of an inspection" need:"yes"`
}

// Prearrival is the exchange of data before the arrival of a train.
type Prearrival struct {
	Share  Both[Ratio] `doc:"share of trains whose data come in advance" need:"yes" min:"0" max:"1"`
	Papers Ratio       `doc:"factor on the hold for papers of these trains" need:"yes" min:"0" max:"1"`
}

// Hold is a rare and long hold of a train.
type Hold struct {
	Share Both[Ratio]    `doc:"share of trains held" need:"yes" min:"0" max:"1"`
	Takes Both[des.Dist] `doc:"how long such a train is held" need:"yes"`
}

// border is the running state of a Border. Other traffic passes slots and gauge change as trains of its own.
type border struct {
	id   placeID
	spec *Border
	gap  [2]time.Duration
	next [2]des.Time // the next slot that nobody has
	last [2]des.Time // the slot given last
	gen  [2]uint32   // tells slots of the present rule from older ones

	queue  [2][]des.Queue[trainID] // wait for a slot, by class of priority
	missed [2]int                  // slots that fell into a closure
	gauge  gaugeYard
	closed stops

	traction            des.Sampler
	customs, papers     [2]des.Sampler
	inspection, holding [2]des.Sampler
	lots                des.Stream // of inspection
	holds, data         des.Stream
	hours               *timeOpen
	other               otherTraffic

	slots, dwell   *des.Tally
	queued, inside *des.Level
	blocked        *census // that it is done with; nil where whoever stands here then is counted elsewhere, or nobody does
	held, informed *des.Count
}

func (s *Border) build(b *builder) {
	d := &border{id: b.thing, lots: b.stream("inspect.share"), holds: b.stream("hold.share"), data: b.stream("prearrival.share")}
	for _, way := range Ways {
		d.queue[way] = make([]des.Queue[trainID], b.w.classes)
	}
	d.closed.make(b, "closed", closure)
	d.other = b.otherTraffic(s.Other)
	d.read(b, s)
	d.slots = b.tally("slot.waiting", "h", "mean", "p90")
	d.gauge.make(b)
	d.dwell = b.tally("dwell", "h", "mean", "p50", "p90")
	d.queued = b.watched("queue", "trains", "mean", "max")
	d.inside = b.level("present", "trains", "mean", "max")
	d.gauge.busy = b.level("gauge.occupied", "tracks", "mean", "max")
	d.held, d.informed = b.counter("hold.trains", "trains"), b.counter("prearrival.trains", "trains")
	b.place(d)
}

// read takes a Spec: at the beginning, or on the day of a measure.
func (d *border) read(b *builder, s *Border) {
	d.spec = s
	d.traction, d.hours = b.sampler("traction", s.Traction), b.openings(s.Hours)
	for _, way := range Ways {
		d.gap[way] = 0
		if f := s.Slots.Of(way); f > 0 {
			d.gap[way] = time.Duration(float64(day) / float64(f))
		}
		d.customs[way] = b.sampler("customs."+way.String(), s.Customs.Of(way))
		d.papers[way] = b.sampler("papers."+way.String(), s.Papers.Of(way))
		if s.Inspect != nil {
			d.inspection[way] = b.sampler("inspect.takes."+way.String(), s.Inspect.Takes.Of(way))
		}
		if s.Hold != nil {
			d.holding[way] = b.sampler("hold.takes."+way.String(), s.Hold.Takes.Of(way))
		}
	}
	d.closed.read(b, s.Closed)
	d.gauge.read(b, s.Gauge)
}

func (d *border) begin(w *World) {
	d.other.begin(w)
	d.closed.begin(w, d.id)
	d.gauge.wind.begin(w, d.id)
}

func (d *border) admit(*World, *train) bool { return true }

func (d *border) start(w *World, tr *train) {
	t := tr.id
	tr.slot, tr.since = int32(w.wayHere(tr)), w.sim.Now()
	d.inside.Change(w.sim.Now(), 1)
	if tr.cargo != nil && w.flows[tr.cargo.flow].standsEmpty(d.id) {
		d.lets(w, tr) // it comes to the stock, or leaves it, on its own gauge
		return
	}
	d.queued.Change(w.sim.Now(), 1)
	way := Way(tr.slot)
	d.queue[way][w.rank(d.spec.Order, t)].Push(t)
	w.markTrain(t, d.whyWait())
	d.book(w, way)
}

// book makes the next slot of the day one that will be given. Slots are nobody's until then: who has the best rank, or else has
// waited longest, gets the first.
func (d *border) book(w *World, way Way) {
	now := w.sim.Now()
	at := max(now, d.next[way])
	d.next[way] = at.Add(d.gap[way])
	w.after(at.Sub(now), entered, d.id, int32(way), d.gen[way])
}

func (d *border) handle(w *World, e event) {
	t := trainID(e.who)
	switch e.do {
	case other:
		if t = d.other.arrive(w, e); t != none {
			d.start(w, w.trains[t])
		}
	case entered:
		if way := Way(e.who); e.gen == d.gen[way] {
			d.giveSlot(w, way)
		}
	case reloaded:
		if w.trains[t].gen == e.gen {
			d.endGauge(w, t)
		}
	case released:
		d.endCustoms(w, t)
	case broken, mended:
		d.turn(w, e)
	case opening: // customs look the hours up: see release
	default:
		w.stray(d.id, e)
	}
}

// giveSlot lets the first train that waits go on; while the crossing is closed the slot is lost.
func (d *border) giveSlot(w *World, way Way) {
	now := w.sim.Now()
	if d.closed.on {
		d.missed[way]++
		return
	}
	since := now.Sub(d.last[way])
	if d.last[way] == 0 {
		since = d.gap[way]
	}
	d.last[way] = now
	t := trainID(none)
	for c := range d.queue[way] {
		if q := &d.queue[way][c]; q.Len() > 0 {
			t = q.Pop()
			break
		}
	}
	w.apart(d.id, t, since, d.gap[way], "slots")
	tr := w.trains[t]
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

// whyWait is the cause of a wait for a slot.
func (d *border) whyWait() cause {
	if d.closed.on {
		return closed
	}
	return waitTrack
}

// turn is the beginning or end of a closure or of a stop by wind.
func (d *border) turn(w *World, e event) {
	if e.who == windStop {
		d.gauge.wind.turn(w, d.id, e)
		d.turnWind(w)
		return
	}
	d.closed.turn(w, d.id, e)
	for _, way := range Ways {
		for c := range d.queue[way] {
			for i := range d.queue[way][c].Len() {
				w.markTrain(d.queue[way][c].At(i), d.whyWait())
			}
		}
		for ; !d.closed.on && d.missed[way] > 0; d.missed[way]-- {
			d.book(w, way)
		}
	}
}
