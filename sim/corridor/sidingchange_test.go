package corridor

import (
	"math"
	"strings"
	"testing"

	"corridor/sim/des"
)

// TestChangeOfSidings: a train comes every hour to a terminal that has half of what it takes, and from the 31st day all of
// it: half of the trains of thirty days are left at the end of sixty. So it is for cranes, for tracks, for the rate of the
// crane, for its fixed time, for room in the store and for the time that cargo lies there.
func TestChangeOfSidings(t *testing.T) {
	scenario := func(change func(x *Terminal)) map[string]Spec {
		return map[string]Spec{
			"flow.f":  flowTo("route.r", func(f *Flow) { f.Every = every(hours(1)) }),
			"route.r": routeOf("rail.a", "terminal.t", "rail.b"),
			"rail.a":  newOf(railKind, func(r *Rail) { r.Length, r.Speed = 1, 1 }),
			"rail.b":  newOf(railKind, func(r *Rail) { r.Length, r.Speed = 1, 1 }),
			"terminal.t": terminalOf(func(x *Terminal) {
				x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Cranes: 4, Fixed: hours(0.1)}}}
				x.Storage, x.Dwell = []Amount{{100, Items}}, Both[des.Dist]{hours(1), hours(1)}
				change(x)
			}),
		}
	}
	for name, c := range map[string]struct{ before, after func(x *Terminal) }{
		"cranes": {func(x *Terminal) { x.Siding[0].Value.Cranes, x.Siding[0].Value.Fixed = 1, hours(1) },
			func(x *Terminal) { x.Siding[0].Value.Cranes, x.Siding[0].Value.Fixed = 2, hours(1) }},
		"fixed": {func(x *Terminal) { x.Siding[0].Value.Cranes, x.Siding[0].Value.Fixed = 1, hours(1) },
			func(x *Terminal) { x.Siding[0].Value.Cranes, x.Siding[0].Value.Fixed = 1, hours(0.5) }},
		"rate": {func(x *Terminal) {
			x.Siding[0].Value = Siding{Takes: []string{"items"}, Cranes: 1, Rate: []Throughput{{1, Items}}}
		},
			func(x *Terminal) {
				x.Siding[0].Value = Siding{Takes: []string{"items"}, Cranes: 1, Rate: []Throughput{{2, Items}}}
			}},
		"receiving": {func(x *Terminal) { x.Siding[0].Value.Receiving, x.Siding[0].Value.Fixed = 1, hours(2) },
			func(x *Terminal) { x.Siding[0].Value.Receiving, x.Siding[0].Value.Fixed = 2, hours(2) }},
		"departure": {func(x *Terminal) { x.Siding[0].Value.Departure, x.Siding[0].Value.Fixed = 1, hours(2) },
			func(x *Terminal) { x.Siding[0].Value.Departure, x.Siding[0].Value.Fixed = 2, hours(2) }},
		"storage": {func(x *Terminal) { x.Storage[0].N, x.Dwell.West = 10, hours(20) },
			func(x *Terminal) { x.Storage[0].N, x.Dwell.West = 40, hours(20) }},
		"dwell": {func(x *Terminal) { x.Storage[0].N, x.Dwell.West = 10, hours(20) },
			func(x *Terminal) { x.Storage[0].N, x.Dwell.West = 10, hours(5) }},
	} {
		half := run(t, model(0, 24*60, scenario(c.before)), 0)["flow.f.stock.end"]
		changed := on(model(0, 24*60, scenario(c.before)), 1, 31, map[string]Spec{"terminal.t": scenario(c.after)["terminal.t"]})
		whole := run(t, model(0, 24*60, scenario(c.after)), 0)["flow.f.stock.end"]
		got := run(t, changed, 0)["flow.f.stock.end"]
		t.Logf("%s: left at the end: before %g, changed %g, after %g", name, half, got, whole)
		if !(math.Abs(half-720) <= 40) || whole > 60 {
			t.Errorf("%s: %g left with half and %g with all, want 720 and few", name, half, whole)
		}
		want := half / 2
		if name == "storage" || name == "dwell" {
			want = whole // twice what it needs: the queue is gone by the end
		}
		if !(math.Abs(got-want) <= 10) {
			t.Errorf("%s: %g left with the change in the middle, want %g", name, got, want)
		}
	}
}

// TestStorageMustStay: a store of a unit can grow or shrink inside a run, but not come or go.
func TestStorageMustStay(t *testing.T) {
	specs := chainSpecs("west")
	port := *specs["port.a"].(*Port)
	port.Storage = []Amount{{50, TEU}, {10, Wagons}}
	var said []string
	for _, f := range Check(on(model(1, 1500, specs), 1, 20, map[string]Spec{"port.a": &port})) {
		said = append(said, f.Path+": "+f.Text)
	}
	if len(said) != 1 || !strings.HasPrefix(said[0], "port.a.storage: must name the same units") {
		t.Errorf("said %q", said)
	}
}
