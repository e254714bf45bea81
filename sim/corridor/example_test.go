package corridor_test

import (
	"fmt"
	"time"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// A station with one server, a train every two hours, an hour and a half of service: nobody waits.
func ExampleNew() {
	every, service := des.Constant(2*3600), des.Constant(1.5*3600)
	s := &corridor.Scenario{
		Run: corridor.NewRun(),
		Things: []corridor.Thing{ // in order of path
			{Path: "flow.trains", Spec: &corridor.Flow{Family: "train", Direction: "west", Every: &every, Batch: des.Constant(1),
				Route: corridor.Choice{{Name: "route.all", Share: 1}}}},
			{Path: "route.all", Spec: &corridor.Route{Path: []corridor.Ref{"station.crane"}}},
			{Path: "station.crane", Spec: &corridor.Station{Servers: 1, Service: service, Full: "block", Closing: "pause", Preempt: "no"}},
		},
	}
	s.Run.Start = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	s.Run.Length = 24 * time.Hour
	w := corridor.New(s, corridor.Choices{Seed: 1})
	w.Run()
	for i, m := range w.Metrics() {
		switch m.Name {
		case "station.crane.time.mean", "station.crane.waiting.max":
			fmt.Println(m.Name, w.Values()[i], m.Unit)
		}
	}
	// Output:
	// station.crane.waiting.max 0 h
	// station.crane.time.mean 1.5 h
}
