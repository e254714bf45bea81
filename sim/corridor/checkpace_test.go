package corridor

import (
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// TestNothingComesInNoTime: whatever would come again and again in no time is a fault, since it could never be simulated.
func TestNothingComesInNoTime(t *testing.T) {
	soon := des.Constant(0.5)
	often := Interval{Every: hours(0), Takes: hours(0)}
	for path, spec := range map[string]Spec{
		"station.s.outage.every":  stationOf(1, hours(1), func(s *Station) { s.Outage = &Outage{Every: soon, Takes: hours(1)} }),
		"border.b.closed.every":   newOf(borderKind, func(b *Border) { b.Closed = &Stops{Every: soon, Takes: hours(1)} }),
		"border.b.other":          newOf(borderKind, func(b *Border) { b.Other = Both[Frequency]{1e9, 0} }),
		"rail.l.other":            newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Other = 1, 1, Both[Frequency]{0, 1e9} }),
		"vessel.v.off_hire.every": vesselOf(1, 1, hours(1), func(v *Vessel) { v.OffHire = &often }),
		"vessel.v.overhaul.every": vesselOf(1, 1, hours(1), func(v *Vessel) { v.Overhaul = &often }),
		"basin.b.look":            newOf(basinKind, func(b *Basin) { b.Storms, b.Takes, b.Look = ofTwelve(1), hours(1), time.Millisecond }),
		"basin.b.takes":           newOf(basinKind, func(b *Basin) { b.Storms, b.Takes = ofTwelve(1), soon }),
		"basin.c.takes":           newOf(basinKind, func(b *Basin) { b.Storms, b.Takes = ofTwelve(1), hours(0) }),
		"train.t.every":           newOf(trainKind, func(k *Train) { k.Load, k.Every = Amount{1, Items}, time.Millisecond }),
		"flow.f.every":            flowTo("route.r", func(f *Flow) { f.Every = every(law("constant", "value", 1e-6)) }),
		"flow.f.shocks.every": flowTo("route.r", func(f *Flow) {
			f.Every, f.Shocks = every(hours(1)), &Shocks{Every: every(hours(0)), Takes: every(hours(1)), Dates: []string{"2024-01-02"}}
		}),
		"terminal.b.siding.s.ban.every": terminalOf(func(x *Terminal) {
			soon := time.Millisecond
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Ban: &Ban{Trains: 5, Every: &soon}}}}
		}),
	} {
		name := strings.Join(strings.Split(path, ".")[:2], ".")
		m := map[string]Spec{
			"flow.f": flowTo("route.r", func(f *Flow) { f.Every = every(hours(1)) }), "route.r": routeOf("terminal.a", "port.a", "sea.s", "port.b", "terminal.b"),
			"terminal.a": terminalOf(), "terminal.b": terminalOf(), "port.a": portOf(), "port.b": portOf(), "sea.s": seaOf("port.a", "port.b"), "vessel.v": vesselOf(1, 1, hours(1)),
		}
		m[name] = spec
		found := false
		for _, f := range Check(model(0, 100, m)) {
			found = found || f.Path == path && strings.Contains(f.Text, "can")
		}
		if !found {
			t.Errorf("%s: not a fault: %v", path, Check(model(0, 100, m)))
		}
	}
}

// TestEndlessMoment: rules by which something goes round in no time fail the replication.
func TestEndlessMoment(t *testing.T) {
	s := model(0, 100, map[string]Spec{
		"flow.f":    flowTo("route.r", func(f *Flow) { f.Population = 2 }),
		"route.r":   routeOf("station.a"),
		"station.a": stationOf(1, hours(0)),
	})
	if text := failure(New(s, Choices{Seed: 1})); !strings.Contains(text, "something goes round in no time") {
		t.Errorf("got %q", text)
	}
}
