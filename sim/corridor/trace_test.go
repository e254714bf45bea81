package corridor

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"corridor/sim/des"
)

// traced runs a replication with a Trace.
func traced(s *Scenario, replication int, x *Trace) *World {
	w := New(s, Choices{Seed: s.Run.Seed, Replication: replication, Trace: x})
	w.Run()
	return w
}

// TestTraceChangesNothing: a run with a Trace has the same metrics to the last bit, on random corridors, and
// each unit's segments follow one another without a gap.
func TestTraceChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawScenario(rt)
		plain := New(s, Choices{Seed: s.Run.Seed})
		events, ended := survives(plain)
		if !ended {
			return
		}
		x := &Trace{}
		for _, thing := range s.Things {
			switch thing.Spec.(type) {
			case *Flow:
				x.Follow = &Piece{Flow: Ref(thing.Path), Number: 1}
			case *Rail:
				x.Others = Ref(thing.Path)
			}
		}
		w := New(s, Choices{Seed: s.Run.Seed, Trace: x})
		if n := w.Run(); n != events {
			rt.Fatalf("%d events, %d with a trace", events, n)
		}
		a, b := plain.Values(), w.Values()
		for i := range a {
			if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
				rt.Fatalf("%s is %v, with a trace %v", w.Metrics()[i].Name, a[i], b[i])
			}
		}
		if gap := x.gap(); gap != "" {
			rt.Fatal(gap)
		}
	})
}

// gap says which unit's segments do not follow one another, or run backwards.
func (x *Trace) gap() string {
	end := map[int32]des.Time{}
	for _, s := range x.Segments {
		u := x.Units[s.Unit]
		if s.End < s.Begin {
			return u.Name + " ends before it begins: " + s.Begin.String()
		}
		if last, known := end[s.Unit]; known && last != s.Begin && u.Kind != UnitStorm {
			return u.Name + " has a gap at " + last.String()
		}
		end[s.Unit] = s.End
	}
	return ""
}

// hoursWhere adds up the hours of segments in the measured period.
func (x *Trace) hoursWhere(w *World, is func(Traced, Segment) bool) (sum float64) {
	for _, s := range x.Segments {
		if is(x.Units[s.Unit], s) {
			sum += max(0, min(s.End, w.end).Sub(max(s.Begin, w.start)).Hours())
		}
	}
	return sum
}

// TestTraceAgreesWithLevels: what the segments say, added up, is what the levels of the places say: two ways of
// counting the same, on a corridor with storms, other traffic and queues.
func TestTraceAgreesWithLevels(t *testing.T) {
	s := small(func(m map[string]Spec) {
		m["vessel.v"].(*Vessel).OffHire = &Interval{Every: exp(500), Takes: exp(50)}
	})
	x := &Trace{Others: "rail.b"}
	w := traced(s, 0, x)
	m := metrics(w)
	at := func(place, berth string, doing ...string) func(Traced, Segment) bool {
		return func(u Traced, g Segment) bool {
			return g.Place == place && g.Berth == berth && (len(doing) == 0 || contains(doing, g.Doing))
		}
	}
	train := func(place string, is func(Traced, Segment) bool) func(Traced, Segment) bool {
		return func(u Traced, g Segment) bool {
			return g.Place == place && (u.Kind == UnitTrain || u.Kind == UnitOther) && is(u, g)
		}
	}
	period := s.Run.Length.Hours()
	for name, is := range map[string]func(Traced, Segment) bool{
		"sea.s.under_way.mean":         at("sea.s", "", ShipSails),
		"port.a.anchorage.mean":        at("port.a", "", ShipRoads, ShipShut),
		"port.b.anchorage.mean":        at("port.b", "", ShipRoads, ShipShut),
		"port.a.berth.b.occupied.mean": at("port.a", "b"),
		"port.b.berth.b.occupied.mean": at("port.b", "b"),
		"port.a.berth.b.working.mean":  at("port.a", "b", ShipUnloads, ShipLoads),
		"port.b.berth.b.working.mean":  at("port.b", "b", ShipUnloads, ShipLoads),
		"port.a.closed.mean":           at("port.a", "", StormCloses),
		"port.b.closed.mean":           at("port.b", "", StormCloses),
		"basin.b.stormy.mean":          at("basin.b", "", StormOn),
		"border.b.present.mean":        train("border.b", func(u Traced, g Segment) bool { return true }),
		"rail.a.queue.mean":            train("rail.a", func(u Traced, g Segment) bool { return g.Doing == "track" && g.From == entry(g.Way) }),
		"rail.a.on_line.mean":          train("rail.a", func(u Traced, g Segment) bool { return g.Doing == "moving" || g.From != entry(g.Way) }),
		"rail.b.queue.mean": train("rail.b", func(u Traced, g Segment) bool {
			return u.Kind == UnitTrain && g.Doing == "track" && g.From == entry(g.Way)
		}),
		"rail.b.other.queue.mean": train("rail.b", func(u Traced, g Segment) bool {
			return u.Kind == UnitOther && g.Doing == "track" && g.From == entry(g.Way)
		}),
		"rail.b.occupied.mean": train("rail.b", func(u Traced, g Segment) bool { return g.Doing == "moving" || g.From == 1-entry(g.Way) }),
	} {
		if got := x.hoursWhere(w, is) / period; !(math.Abs(got-m[name]) <= 1e-9) || m[name] == 0 {
			t.Errorf("%s is %.9g, by the segments %.9g", name, m[name], got)
		}
	}
	if wait := m["port.a.berth.b.waiting.mean"]; wait != m["port.a.anchorage.waiting.mean"] || wait == 0 {
		t.Errorf("ships wait %v h for the only berths, %v h in the roads", wait, m["port.a.anchorage.waiting.mean"])
	}
	if off := x.hoursWhere(w, func(_ Traced, g Segment) bool { return g.Doing == ShipOff }) / period; !(math.Abs(off-m["vessel.v.off_hire.mean"]) <= 1e-9) || off == 0 {
		t.Errorf("off hire %v, by the segments %v", m["vessel.v.off_hire.mean"], off)
	}
}

// entry is the end of a line where a train enters it.
func entry(way Way) float64 {
	if way == East {
		return 1
	}
	return 0
}

// TestTraceMeets: on a single track no two trains are on the same stretch at the same time, and trains of
// both directions stand in its loops.
func TestTraceMeets(t *testing.T) {
	x := &Trace{Others: "rail.b"}
	traced(small(func(m map[string]Spec) { m["rail.b"].(*Rail).Other = Both[Frequency]{9, 9} }), 0, x)
	var runs []Segment
	loops := [2]int{}
	for _, s := range x.Segments {
		switch {
		case s.Place != "rail.b" || s.Begin == s.End:
		case s.Doing == "moving":
			runs = append(runs, s)
		case s.From > 0 && s.From < 1:
			loops[s.Way]++
		}
	}
	for i, a := range runs {
		for _, b := range runs[i+1:] {
			if b.Begin >= a.End {
				break // the rest begins later still
			}
			if max(min(a.From, a.To), min(b.From, b.To)) < min(max(a.From, a.To), max(b.From, b.To)) {
				t.Fatalf("two trains on one section: %+v and %+v", a, b)
			}
		}
	}
	if len(runs) < 1000 || loops[West] < 20 || loops[East] < 20 {
		t.Errorf("%d runs over sections, %v waits in loops", len(runs), loops)
	}
}

// TestTraceForgets: of a long run the end is noted as in a log of the whole, while far fewer segments are kept; a ship that has
// been under way since before is there.
func TestTraceForgets(t *testing.T) {
	s := ferries(2, hours(20), map[string]Spec{
		"flow.g": flowTo("route.g", func(f *Flow) { f.Every = every(exp(0.5)) }), "route.g": routeOf("rail.g"),
		"rail.g": newOf(railKind, func(r *Rail) { r.Length, r.Speed = 36000, 1 }),
	})
	from := des.Time(h(79000))
	whole, end := &Trace{}, &Trace{From: from}
	traced(s, 0, whole)
	traced(s, 0, end)
	late := func(x *Trace) (out []string) {
		for _, g := range x.Segments {
			if g.End > from {
				g.Unit, out = 0, append(out, fmt.Sprint(x.Units[g.Unit], g))
			}
		}
		return out
	}
	a, b := late(whole), late(end)
	if !slices.Equal(a, b) || len(a) < 1000 || len(whole.Segments) < forgetEvery || len(end.Segments) > forgetEvery+len(a) {
		t.Errorf("%d segments at the end of %d, %d of %d", len(a), len(whole.Segments), len(b), len(end.Segments))
	}
}

// TestTraceOfAPiece: the life of a piece is the sum of parts worked out by hand (TestSumOfParts), and its
// segments add up to its age, to the nanosecond, also for a piece that is split off and delayed by storms.
func TestTraceOfAPiece(t *testing.T) {
	s := model(1, 1500, chainSpecs("west"))
	s.Run.AtMeans = true
	x := &Trace{Follow: &Piece{Flow: "flow.f"}}
	traced(s, 0, x)
	type part struct {
		place, doing string
		minutes      int64
	}
	var got []part
	for _, g := range x.Segments {
		if x.Units[g.Unit].Kind == UnitCargo {
			got = append(got, part{g.Place, g.Doing, int64(g.End.Sub(g.Begin) / time.Minute)})
		}
	}
	want := []part{{"terminal.a", "handling", 150}, {"rail.a", "moving", 600}, {"border.b", "handling", 120}, {"border.b", "customs", 600},
		{"rail.b", "moving", 120}, {"port.a", "handling", 150}, {"port.a", "customs", 360}, {"port.a", "handling", 240}, {"sea.s", "moving", 720},
		{"port.b", "handling", 240}, {"port.b", "customs", 360}, {"port.b", "handling", 150}, {"rail.c", "moving", 300}, {"terminal.b", "handling", 150}}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("lived %v, want %v", got, want)
		}
	}

	late := small(func(m map[string]Spec) { m["vessel.v"].(*Vessel).Carries.N = 30 })
	for _, index := range []int64{0, 39} {
		x := &Trace{Follow: &Piece{Flow: "flow.west", Number: 50, Index: index}}
		w := traced(late, 0, x)
		sum, first, last := time.Duration(0), des.Time(-1), des.Time(0)
		for _, g := range x.Segments {
			if x.Units[g.Unit].Kind == UnitCargo {
				if first < 0 {
					first = g.Begin
				}
				sum, last = sum+g.End.Sub(g.Begin), g.End
			}
		}
		if !x.ended || sum != last.Sub(first) || sum < h(24) || last >= w.end {
			t.Errorf("piece %d: %v of hours between %v and %v, ended %v", index, sum, first, last, x.ended)
		}
	}
}

// TestRunTo stops early and has the same beginning.
func TestRunTo(t *testing.T) {
	whole, part := &Trace{}, &Trace{}
	s := small()
	traced(s, 0, whole)
	New(s, Choices{Seed: s.Run.Seed, Trace: part}).RunTo(h(240))
	end := des.Time(s.Run.LeadIn + h(240))
	for i, g := range part.Segments {
		want := whole.Segments[i]
		if g.Begin > end {
			t.Fatalf("segment %+v begins after the end", g)
		}
		if want.End > end && want.Doing != StormOn && want.Doing != StormCloses {
			want.End = end
		}
		if g != want {
			t.Fatalf("segment %d is %+v, in the whole run %+v", i, g, want)
		}
	}
	if len(part.Segments) < 100 {
		t.Errorf("only %d segments", len(part.Segments))
	}
}

// TestCargoNames: at the end of a run all cargo that is there has the name of its birth, wherever it is and however often it was
// split: the number of its consignment and, behind it, that of its first piece.
func TestCargoNames(t *testing.T) {
	for name, s := range map[string]*Scenario{
		"trains and ships": small(func(m map[string]Spec) { m["vessel.v"].(*Vessel).Carries.N = 30 }),
		"pieces that go one by one": model(0, 100, map[string]Spec{
			"flow.f":    flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(hours(1)), des.Constant(7) }),
			"flow.g":    flowTo("route.r", func(f *Flow) { f.Every = every(hours(1)) }),
			"route.r":   routeOf("station.s"),
			"station.s": stationOf(1, hours(1)),
		}),
	} {
		x := &Trace{}
		w := traced(s, 0, x)
		births, parts, seen := map[string]Birth{}, 0, map[string]bool{}
		for _, b := range x.Births {
			births[fmt.Sprintf("%s#%d", b.Flow, b.Number)] = b
		}
		for _, y := range w.cargo {
			if !y.live {
				continue
			}
			id := w.cargoName(y)
			stem, part, split := strings.Cut(id, ":")
			index, _ := strconv.Atoi(part)
			b, known := births[stem]
			if !known || b.At != y.born || string(b.Flow) != w.flows[y.flow].path || int64(index)+y.n > b.Pieces || seen[id] {
				t.Errorf("%s: %s of %d pieces, born at %v, was %+v", name, id, y.n, y.born, b)
			}
			seen[id] = true
			if split {
				parts++
			}
		}
		if len(seen) < 15 || parts < 4 {
			t.Errorf("%s: %d names, %d of them of parts", name, len(seen), parts)
		}
	}
}

// TestTraceOfAFailure: a run that fails has a Trace up to its failure. The first piece in the ring, followed by the name that it has
// there, stands to the end on a train that stands as well.
func TestTraceOfAFailure(t *testing.T) {
	m := map[string]Spec{"route.r": routeOf("station.a", "station.b"), "station.a": stationOf(1, exp(1), room(1)), "station.b": stationOf(1, exp(1), room(1))}
	for _, direction := range []string{"west", "east"} {
		m["flow."+direction] = flowTo("route.r", func(f *Flow) { f.Every, f.Direction = every(exp(1)), direction })
	}
	s := model(0, 3000, m)
	_, rest, _ := strings.Cut(failure(New(s, Choices{Seed: 1})), "the train with ")
	id, _, _ := strings.Cut(rest, ",")
	flow, digits, _ := strings.Cut(id, "#")
	number, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		t.Fatalf("who is %q?", id)
	}
	x := &Trace{Follow: &Piece{Flow: Ref(flow), Number: number}}
	w := New(s, Choices{Seed: 1, Trace: x})
	if text := failure(w); !strings.Contains(text, id) || x.End != w.sim.Now() || x.End >= w.end {
		t.Fatalf("ends at %v: %q", x.End, text)
	}
	stand, aboard := map[string]des.Time{}, ""
	for _, g := range x.Segments {
		if g.End > x.End {
			t.Errorf("%+v ends after the failure", g)
		}
		if g.End == x.End && g.Doing == "track" {
			stand[x.Units[g.Unit].Name], aboard = g.Begin, aboard+g.Carrier
		}
	}
	if begin, there := stand[aboard]; !there || begin != stand[id] || begin == 0 {
		t.Errorf("%s is aboard %q; at the end stand %v", id, aboard, stand)
	}
}
