package corridor

import "testing"

// TestFullYardHoldsShips: a yard of 15 takes one shipload of 10 until the train of every 40 h has fetched it. Ships come
// at 30, 50, 70 … h to one berth: that of 70 h keeps it until 80 h, that of 90 h until 120 h, and that of 110 h
// waits in the roads meanwhile.
func TestFullYardHoldsShips(t *testing.T) {
	s := crossing(200, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Train = every(hours(20)), des10, "train.t"
		}),
		"train.t": newOf(trainKind, func(k *Train) { k.Load, k.Every = Amount{10, Items}, h(40) }),
		"route.r": routeOf("port.a", "sea.s", "port.b", "rail.l", "terminal.t"),
		"port.b": portOf(func(p *Port) {
			p.Storage, p.Berth = []Amount{{15, Items}}, Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v"}}}}
		}),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
		"terminal.t": terminalOf(),
		"vessel.v":   vesselOf(30, 10, hours(10), func(v *Vessel) { v.Sail.Light = false }),
	})
	w := build(t, s, 0)
	w.begin()
	q := w.places[s.Find("port.b")].(*depot).port
	for _, c := range []struct {
		hour           float64
		waiting, roads int
		why            cause
	}{{45, 0, 0, 0}, {75, 1, 0, waitTrack}, {85, 0, 0, 0}, {95, 1, 0, waitTrack}, {115, 1, 1, waitTrack}, {125, 1, 0, waitTrack}, {155, 1, 2, waitTrack}} {
		drive(w, at(c.hour), nil)
		if len(q.waits) != c.waiting || len(q.roads) != c.roads {
			t.Errorf("at %v h %d ships wait for the yard and %d in the roads, want %d and %d", c.hour, len(q.waits), len(q.roads), c.waiting, c.roads)
		}
		for _, x := range append(append([]*ship{}, q.waits...), q.roads...) {
			if why := x.cargo.head.why; why != c.why {
				t.Errorf("at %v h the cargo of a ship waits for %s, want %s", c.hour, Causes[why], Causes[c.why])
			}
		}
	}
}

// TestFullYardHoldsTrains: the same from the land. Trains of 10 come at 21, 41, 61 … h to a yard of 10 with one track;
// the only ship takes the first at 21 h and is back at 81 and 141 h. The train of 61 h stands on the track until 81 h,
// that of 81 h until 141 h, and that of 101 h on the line; their cargo waits for a ship.
func TestFullYardHoldsTrains(t *testing.T) {
	s := crossing(300, map[string]Spec{
		"flow.f": flowTo("route.r", func(f *Flow) {
			f.Every, f.Batch, f.Train = every(hours(20)), des10, "train.t"
		}),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{10, Items} }),
		"route.r":    routeOf("terminal.t", "rail.l", "port.a", "sea.s", "port.b"),
		"terminal.t": terminalOf(),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed = 3600, 1 }),
		"port.a": portOf(func(p *Port) {
			p.Storage, p.Siding = []Amount{{10, Items}}, Map[Siding]{{"x", Siding{Takes: []string{"items"}, Receiving: 1}}}
		}),
		"vessel.v": vesselOf(1, 10, hours(30), func(v *Vessel) { v.Sail.Light = false }),
	})
	w := build(t, s, 0)
	w.begin()
	y := w.places[s.Find("port.a")].(*depot).sidings[0]
	for _, c := range []struct {
		hour             float64
		stalled, blocked int
	}{{55, 0, 0}, {75, 1, 0}, {95, 1, 0}, {115, 1, 1}, {135, 1, 2}} {
		drive(w, at(c.hour), nil)
		blocked := 0
		for i := range w.trains {
			tr := w.trains[i]
			if tr.leg == none || !tr.blocked {
				continue
			}
			blocked++
			if why := tr.cargo.why; why != waitVessel {
				t.Errorf("at %v h the cargo on the line waits for %s, want a vessel", c.hour, Causes[why])
			}
		}
		if y.stalled.Len() != c.stalled || blocked != c.blocked {
			t.Errorf("at %v h %d trains stand on the track and %d on the line, want %d and %d", c.hour, y.stalled.Len(), blocked, c.stalled, c.blocked)
		}
	}
}

// TestStoreAllOrNothing: a chain of cargo comes into the store as a whole or not at all; a store of another unit that holds
// more than it may, after a change to a smaller one, keeps nothing out.
func TestStoreAllOrNothing(t *testing.T) {
	s := crossing(200, map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every = every(hours(20)) }),
		"port.a":   portOf(func(p *Port) { p.Storage = []Amount{{5, Items}, {5, Wagons}} }),
		"vessel.v": vesselOf(1, 5, hours(30), func(v *Vessel) {}),
	})
	w := build(t, s, 0)
	w.begin()
	d, r := w.places[s.Find("port.a")].(*depot), &w.flows[0].routes[0]
	items, wagons := &d.stores[0], &d.stores[1]
	wagons.used = wagons.room + 4
	var load chain
	for _, n := range []int64{3, 3} {
		load.push(w.newCargo(r, n, 1))
	}
	if d.reserve(w, load.head) || items.used != 0 || load.head.stored != none || load.tail.stored != none {
		t.Errorf("6 pieces in a store of 5: %d taken in, in cells %d and %d", items.used, load.head.stored, load.tail.stored)
	}
	if load.tail.n = 2; !d.reserve(w, load.head) || items.used != 5 || load.head.stored != 0 || load.tail.stored != 0 {
		t.Errorf("5 pieces in a store of 5: %d taken in, in cells %d and %d", items.used, load.head.stored, load.tail.stored)
	}
	if d.unstore(w, load.head); items.used != 0 || items.fill.Value() != 0 || items.fill.Max() != 5 {
		t.Errorf("after they have gone the store holds %d, level %d, at most %d", items.used, items.fill.Value(), items.fill.Max())
	}
}
