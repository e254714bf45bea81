package corridor

import (
	"corridor/sim/des"
)

// ferries is a lane of so many ships of ten pieces, ten hours a passage, with a shipload at the first port every gap; a
// ship that has landed it goes back at once.
func ferries(ships int, gap des.Dist, m map[string]Spec, change ...func(*Vessel)) *Scenario {
	all := map[string]Spec{
		"flow.f":   flowTo("route.r", func(f *Flow) { f.Every, f.Batch = every(gap), des10 }),
		"vessel.v": vesselOf(ships, 10, hours(10), change...),
	}
	for path, s := range m {
		all[path] = s
	}
	s := crossing(80000, all)
	s.Run.LeadIn = h(1000.5)
	return s
}

// stormy is a sea whose storms begin after 50 calm hours in the mean and close the first port.
func stormy(takes des.Dist, change func(*Basin)) Spec {
	return newOf(basinKind, func(b *Basin) {
		b.Storms, b.Takes, b.Port = ofTwelve(0.02), takes, Map[Closing]{{"a", Closing{Closes: ofTwelve(1)}}}
		change(b)
	})
}

// branching is a line of 10 h with room for one train at its ends, to a siding that unloads one train at once, in 24 h.
// Two trains for it set out at hour 100; one that passes through goes at hour 120.
func branching() *Scenario {
	one := 1
	return model(1, 195, map[string]Spec{
		"flow.f":     flowTo("route.f", func(f *Flow) { f.Every, f.Batch, f.Train = every(hours(100)), des.Constant(2), "train.t" }),
		"flow.g":     flowTo("route.g", func(f *Flow) { f.Every, f.Train = every(hours(120)), "train.t" }),
		"train.t":    newOf(trainKind, func(k *Train) { k.Load = Amount{1, Items} }),
		"route.f":    routeOf("rail.l", "terminal.b"),
		"route.g":    routeOf("rail.l", "terminal.c"),
		"rail.l":     newOf(railKind, func(r *Rail) { r.Length, r.Speed, r.Room = 36000, 1, &one }),
		"terminal.c": terminalOf(),
		"terminal.b": terminalOf(func(x *Terminal) {
			x.Siding = Map[Siding]{{"s", Siding{Takes: []string{"items"}, Fixed: hours(24), Receiving: 1}}}
		}),
	})
}
