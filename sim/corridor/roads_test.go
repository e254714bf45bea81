package corridor

import "testing"

// TestHeldShipsMakeWay: at port a, which has one berth, a ship is loaded for port k at hour 91 and held there, since its captain
// knows of the storm that closes port k from hour 100 to 150. A ship from port t comes at hour 95 and is unloaded in an hour,
// as if the other were not there, and one that comes at hour 90.5 when the other is loaded; the other sails when the storm is over, from the roads. When the storm closes port a as
// well, the ship at port t does not sail before its end either.
func TestHeldShipsMakeWay(t *testing.T) {
	of := func(ready float64, ports ...string) map[string]float64 {
		s := twoLanes(2, "fixed", 1, 90, ready)
		s.Run.LeadIn, s.Run.Length = 0, h(160.9)
		spec[*Vessel](s, "vessel.v").Sail.Light = false
		spec[*Vessel](s, "vessel.v").On = only("sea.k")
		other := *spec[*Vessel](s, "vessel.v")
		other.On = only("sea.t")
		spec[*Flow](s, "flow.k").Direction = "east"
		m := byPath(s)
		m["vessel.w"] = &other
		m["port.a"] = portOf(func(p *Port) {
			p.Berth = Map[Berth]{{"b", Berth{Count: 1, Takes: []Ref{"vessel.v", "vessel.w"}, Rate: []Throughput{{10, Items}}}}}
		})
		m["basin.x"] = newOf(basinKind, func(b *Basin) {
			b.Dates, b.Hit, b.Margin = &Almanac{"storms.csv", []Gale{gale(100, 150, ports...)}}, 1, h(6)
			b.Port = Map[Closing]{{"a", Closing{}}, {"k", Closing{}}}
		})
		s.Things = things(m)
		return run(t, s, 0)
	}
	exactly(t, of(85, "k"), map[string]float64{"flow.t.transit.mean": 11. / 24, "flow.k.transit.mean": 70. / 24, "port.a.berth.b.waiting.mean": 0})
	exactly(t, of(80.5, "k"), map[string]float64{"flow.t.transit.mean": 11.5 / 24, "flow.k.transit.mean": 70. / 24})
	exactly(t, of(85, "k", "a"), map[string]float64{"flow.k.transit.mean": 70. / 24, "flow.t.carried": 0})
}
