package corridor

import (
	"fmt"

	"corridor/sim/des"
)

// Trace is a log of one run: what every train and every ship did where, which storms closed which ports, and
// the life of one piece of cargo. A run with a Trace has the same results as one without; without, each place
// that could note something asks once whether there is one.
type Trace struct {
	Follow *Piece   // whose life is noted; nil: nobody's
	Others Ref      // the line whose other traffic is noted too; "" none
	From   des.Time // what has ended before is forgotten, so that the end of a long run can be noted; 0: nothing is

	Units    []Traced  // in the order in which they were first seen
	Segments []Segment // of each unit in the order of time, without a gap; of units, mixed
	Births   []Birth   // of consignments, in the order of time
	End      des.Time  // when the run has ended, or failed

	open     map[uint64]int32 // the present segment of a train or ship, by its serial number
	made     map[string]int   // names of units given so far, by stem
	followed uint64           // serial number of the consignment that is followed
	index    int64            // of the piece in it
	life     int32            // its unit; none before its first hour
	latest   int32            // its last segment
	clock    des.Time         // its life is noted up to here
	ended    bool
	owners   map[int32]uint64 // serial numbers of trains and ships, by unit
	kept     int              // segments after the last forgetting
}

// Piece names a piece of cargo: the consignment of a flow by its number from the start of the run, and the
// piece by its number in the consignment, both from 0. A consignment may be split; a piece may not.
type Piece struct {
	Flow   Ref
	Number uint64
	Index  int64
}

// Birth is the beginning of a consignment.
type Birth struct {
	Flow   Ref
	Number uint64 // as in a Piece
	Pieces int64
	At     des.Time
}

// Kinds of units.
const (
	UnitTrain  = "train"
	UnitOther  = "other train"
	UnitVessel = "vessel"
	UnitStorm  = "storm"
	UnitCargo  = "consignment"
)

// Traced is what a segment is about.
type Traced struct {
	Name string // such as train.port.aktau#12, vessel.feeder#0, flow.export#17
	Kind string
	Of   string // path of the flow that a train or consignment belongs to, of the fleet, of the basin
}

// Segment is a stretch of time in which a unit did one thing in one place.
type Segment struct {
	Unit       int32 // index into Units
	Place      string
	Berth      string // group of berths where a ship lies
	Doing      string // a cause for trains and cargo, see Causes; else one of the words below
	Carrier    string // train or ship that the cargo is aboard
	Way        Way
	From, To   float64 // position along a line or lane, 0 at the end where westbound traffic enters; equal when standing
	Begin, End des.Time
}

// begin is called when the run begins.
func (x *Trace) begin(w *World) {
	x.open, x.owners, x.made, x.life, x.latest = map[uint64]int32{}, map[int32]uint64{}, map[string]int{}, none, none
	if p := x.Follow; p != nil {
		f := w.flows[w.flowIndex(p.Flow)]
		x.followed = f.name + p.Number*perNumber
		x.index = p.Index
		if _, stored := w.places[f.routes[0].steps[0].place].(*depot); !stored { // each piece is a unit of its own
			x.followed, x.index = x.followed+uint64(p.Index), 0
		}
	}
}

// flowIndex is the index of a flow by its path.
func (w *World) flowIndex(path Ref) int {
	for i, f := range w.flows {
		if f.path == string(path) {
			return i
		}
	}
	panic("corridor: no " + string(path) + " in the scenario")
}

// finish ends what is under way at the end of the run, or when it fails.
func (x *Trace) finish(w *World) {
	now := w.sim.Now()
	x.End = now
	for i := range x.Segments {
		if s := &x.Segments[i]; s.End == unfinished {
			s.End = now
		}
	}
	for c := range w.cargo {
		if y := w.cargo[c]; y.live && x.follows(y) {
			x.lives(w, y, y.step, y.why, now.Sub(x.clockAt(y)))
			x.ended = true
		}
	}
}

// unfinished is the end of a segment that is under way.
const unfinished = des.Never

// goes gives the unit with this serial number a new segment, unless it does the same as before.
func (x *Trace) goes(now des.Time, serial uint64, next Segment, unit func() Traced) {
	next.Begin, next.End = now, unfinished
	x.forget(now)
	i, known := x.open[serial]
	if !known {
		x.Units = append(x.Units, unit())
		next.Unit = int32(len(x.Units) - 1)
		x.owners[next.Unit] = serial
		x.open[serial] = int32(len(x.Segments))
		x.Segments = append(x.Segments, next)
		return
	}
	last := &x.Segments[i]
	next.Unit = last.Unit
	same := *last
	same.Begin = now
	switch {
	case same == next:
		return
	case last.Begin == now:
		*last = next
		return
	}
	last.End = now
	x.open[serial] = int32(len(x.Segments))
	x.Segments = append(x.Segments, next)
}

// forgetEvery is how many new segments are noted before old ones are forgotten.
const forgetEvery = 100_000

// forget drops the segments that have ended before From, now and then. A piece that is followed has its whole life.
func (x *Trace) forget(now des.Time) {
	if now >= x.From || x.Follow != nil || len(x.Segments) < 2*x.kept+forgetEvery {
		return
	}
	kept := x.Segments[:0]
	for _, s := range x.Segments {
		if s.End == unfinished {
			x.open[x.owners[s.Unit]] = int32(len(kept))
		}
		if s.End > x.From {
			kept = append(kept, s)
		}
	}
	x.Segments, x.kept = kept, len(kept)
}

// gone ends the log of a unit.
func (x *Trace) gone(now des.Time, serial uint64) {
	if i, known := x.open[serial]; known {
		x.Segments[i].End = now
		delete(x.owners, x.Segments[i].Unit)
		delete(x.open, serial)
	}
}

// name numbers the units of one stem.
func (x *Trace) name(stem string) string {
	n := x.made[stem]
	x.made[stem]++
	return fmt.Sprintf("%s#%d", stem, n)
}

// train notes what a train does now.
func (x *Trace) train(w *World, tr *train, why cause) {
	at := tr.in
	if at == none {
		at = w.originOf(tr)
	}
	if at == none || tr.flow == none && w.scenario.Things[at].Path != string(x.Others) {
		return
	}
	s := Segment{Place: w.scenario.Things[at].Path, Doing: Causes[why], Way: w.wayHere(tr)}
	s.From, s.To = w.along(tr, at, why)
	x.goes(w.sim.Now(), tr.serial, s, func() Traced {
		if tr.flow == none {
			return Traced{x.name("other." + s.Place), UnitOther, ""}
		}
		return Traced{x.name("train." + s.Place), UnitTrain, w.flows[tr.flow].path}
	})
}

// along is the position of a train in a place: from where to where it runs, or where it stands. Most places have no length.
func (w *World) along(tr *train, at placeID, why cause) (from, to float64) {
	n, k := 1, 0
	if l, is := w.places[at].(*single); is {
		n, k = len(l.busy), int(tr.slot)
	} else if lengthOf(w.scenario.Things[at].Spec) == 0 {
		return 0, 0
	}
	from, to = float64(k)/float64(n), float64(k+1)/float64(n)
	if w.wayHere(tr) == East {
		from, to = to, from
	}
	switch {
	case why == moving:
		return from, to
	case tr.blocked:
		return to, to
	}
	return from, from
}

// comes notes that a train enters a place, or leaves the last one.
func (x *Trace) comes(w *World, tr *train, at placeID) {
	if at == none {
		x.gone(w.sim.Now(), tr.serial)
		return
	}
	probe := *tr
	if s, is := w.places[at].(*single); is { // it gets its section when it starts
		probe.slot = 0
		if w.wayHere(tr) == East {
			probe.slot = int32(len(s.busy) - 1)
		}
	}
	x.train(w, &probe, waitTrack)
}

// storm notes a storm and the ports that it closes.
func (x *Trace) storm(w *World, b *basin) {
	now, path := w.sim.Now(), w.scenario.Things[b.id].Path
	x.Units = append(x.Units, Traced{x.name(path), UnitStorm, path})
	s := Segment{Unit: int32(len(x.Units) - 1), Place: path, Doing: StormOn, Begin: now, End: now.Add(b.length)}
	x.Segments = append(x.Segments, s)
	for i, p := range b.ports {
		if b.hit[i] {
			s.Place, s.Doing = p.name, StormCloses
			x.Segments = append(x.Segments, s)
		}
	}
}
