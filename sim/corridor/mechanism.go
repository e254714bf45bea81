package corridor

import (
	"reflect"

	"corridor/sim/des"
)

// Mechanism is a part of the model that can be left out, so that its effect can be told from that of the others:
// the same scenario, under the same luck, as if the mechanism did not exist.
type Mechanism struct {
	Number int    // of its group in the list of the design: 1 vessels, 2 weather, 3 ports, 4 oil, 5 draught, 6 wagons and empties, 7 borders, 8 bans, 9 lines, 10 demand, 13 rules
	Name   string // "storms"; as the user types it
	Title  string // "Storms"; as tables and figures name it, also in a sentence after "without"
	Doc    string // what is left out, and what stands in its place
	off    func(*Scenario)
}

// Mechanisms are all that can be left out, in the order of the design's list. What has no effect in a scenario changes
// nothing in it. No switch have
//
//   - places and flows, such as the west side and the northern branch (11 and 12), and what has a date (14): they are tables
//     and measures, which a scenario has or has not;
//   - costs and emissions (15), which follow from a run and change nothing in it;
//   - rules of which there is always one, such as which berth a ship takes, who goes first on a deck, or the exceptions to a
//     ban, which are a part of it: a measure says another rule, and two runs what it does.
var Mechanisms = []Mechanism{
	{1, "finite-fleets", "Limits on ships", "four times as many ships of every fleet; with no limit at all they would queue and sail empty", fleetsOff},
	{1, "full-ships", "Waiting for full ships", "ships leave with what is there, however little", fullShipsOff},
	{1, "off-hire", "Off-hire of ships", "ships never break down and need no overhaul", offHireOff},
	{1, "payload", "Payload of ships", "only slots bind, not the mass of cargo and tare; tankers and others that carry tonnes are left as they are", payloadOff},
	{1, "trucks", "Trucks on ferries", "no trucks on the decks of ferries", trucksOff},
	{1, "ships-change-lanes", "Ships changing lanes", "a fleet of several lanes is divided between them once and for all, by the shares", roamingOff},
	{2, "storms", "Storms", "no storms and no false alarms", stormsOff},
	{2, "foresight", "Storm warnings", "no captain knows of a coming storm: ships sail into it. This carries more, at the cost of safety (sea.NAME.caught)", foresightOff},
	{2, "false-alarms", "False storm warnings", "no ship stays for a storm that does not come", falseAlarmsOff},
	{2, "wind-at-cranes", "Wind at port cranes", "cranes work in every storm that leaves the port open", craneWindOff},
	{3, "shared-cranes", "Cranes shared by berths", "berths have cranes of their own, as many as can work a ship", poolsOff},
	{3, "finite-berths", "Limits on berths", "berths and approach channels without limit", berthsOff},
	{3, "ship-handling", "Handling of ships", "ships are worked in no time", shipHandlingOff},
	{3, "finite-sidings", "Limits on tracks and cranes", "tracks and cranes of terminals and ports without limit", sidingsOff},
	{3, "train-handling", "Handling of trains", "trains are unloaded and loaded in no time", trainHandlingOff},
	{3, "finite-stores", "Limits on storage", "stores without limit", storesOff},
	{3, "dwell", "Dwell in terminals and ports", "cargo can go on as soon as it is unloaded", dwellOff},
	{4, "shocks", "Suspensions of flows", "flows are never suspended", shocksOff},
	{5, "draught", "Limits on draught", "ships carry their payload whatever the depth of water", draughtOff},
	{6, "empties", "Return of empties", "empty boxes, wagons and platforms do not return", emptiesOff},
	{6, "finite-wagons", "Limits on wagons", "as many wagons as are asked for", wagonsOff},
	{6, "finite-locomotives", "Limits on locomotives", "as many locomotives as are asked for", locosOff},
	{7, "border-slots", "Slots at borders", "borders accept any number of trains", slotsOff},
	{7, "other-traffic-at-borders", "Other traffic at borders", "the trains of others do not use the borders", otherAtBordersOff},
	{7, "gauge-change", "Change of gauge", "trains change gauge in no time, any number at once", gaugeOff},
	{7, "customs", "Customs and inspection", "no customs, no inspection", customsOff},
	{7, "inspection", "Inspection of trains", "no train is inspected", inspectionOff},
	{7, "papers", "Holds for papers", "no hold for papers", papersOff},
	{7, "prearrival-data", "Data in advance", "no data of trains come in advance", prearrivalOff},
	{7, "long-holds", "Long holds at borders", "no train is held for long now and then", holdsOff},
	{7, "border-closures", "Closures of borders", "borders never close", borderClosuresOff},
	{7, "wind-at-borders", "Wind at gauge-change cranes", "wind does not stop the cranes of gauge changes", gaugeWindOff},
	{7, "traction", "Locomotive change at borders", "no change of locomotive at borders", tractionOff},
	{8, "loading-bans", "Loading bans", "trains are made up for a siding however many wait for it", bansOff},
	{9, "single-track-meets", "Meets on single track", "single tracks as double track: trains meet anywhere, and follow each other at the headway", meetsOff},
	{9, "headway", "Headway on double track", "double tracks take any number of trains", headwayOff},
	{9, "other-traffic-on-lines", "Other traffic on lines", "the trains of others do not use the lines", otherOnLinesOff},
	{9, "banking-locomotives", "Limits on banking locomotives", "every train uphill is pushed at once", bankersOff},
	{9, "track-work", "Track work", "lines are never closed for work", windowsOff},
	{9, "finite-line-ends", "Limits on room at line ends", "any number of trains can stand at the ends of lines", lineEndsOff},
	{10, "season", "Seasons of demand", "the same demand every month and hour", seasonOff},
	{10, "response", "Response of demand to time", "what is offered does not depend on the time that cargo needs", responseOff},
	{10, "growth", "Growth of demand", "the demand of the first year in every year", growthOff},
	{10, "uneven-arrivals", "Uneven arrivals", "consignments come at even intervals", spacingOff},
	{10, "full-trains", "Waiting for full trains", "trains leave with what is there, however little", fullTrainsOff},
	{10, "uncounted-cargo", "Cargo that does not count", "only cargo that counts in the corridor's tonnes takes ships, berths and lines", uncountedOff},
	{13, "priorities", "Priorities", "first come, first served", prioritiesOff},
	{13, "preemption", "Pre-emption by priority", "nobody's service is interrupted; a better priority is next when it ends", preemptOff},
	{13, "fastest-routes", "Choice of the fastest route", "routes by lot with their shares, also where the fastest would be taken", fastestOff},
	{13, "closures", "Closures of places", "no place is closed to new cargo for a time", closuresOff},
	{13, "rerouting", "Other routes under way", "what is under way goes on as it was sent, also where a place ahead is closed or a loading ban holds it", reroutesOff},
	{13, "opening-hours", "Opening hours", "open always", hoursOff},
	{13, "breakdowns", "Breakdowns of equipment", "servers of stations do not break down, wagons and locomotives need no repair", outagesOff},
	{13, "drawn-times", "Chance in times", "running, sailing, handling and border times at their means; storms, closures, breakdowns and demand as they are", drawnTimesOff},
}

// Without is the scenario as it would be without a mechanism, by its name, and whether that changes anything in it. The
// scenario itself is not touched. There must be a mechanism of this name.
func Without(s *Scenario, mechanism string) (out *Scenario, changes bool) {
	for _, m := range Mechanisms {
		if m.Name == mechanism {
			out = clone(s)
			m.off(out)
			return out, !reflect.DeepEqual(out, s)
		}
	}
	panic("corridor.Without: there is no mechanism " + mechanism)
}

// specs calls f with every Spec: those of the beginning and those of the days on which something changes.
func specs(s *Scenario, f func(Spec)) {
	for i := range s.Things {
		f(s.Things[i].Spec)
	}
	for _, d := range s.Dated {
		for i := range d.Things {
			f(d.Things[i].Spec)
		}
	}
}

// each calls f with every Spec of one type.
func each[T Spec](s *Scenario, f func(T)) {
	specs(s, func(x Spec) {
		if x, ok := x.(T); ok {
			f(x)
		}
	})
}

// all calls f with every value of type T that stands anywhere in the Specs of a scenario.
func all[T any](s *Scenario, f func(*T)) {
	specs(s, func(x Spec) { everywhere(x, f) })
}

// least is a share so small that any cargo at all exceeds it.
const least = 1e-9

// moreShips is how many times as many ships stand for a fleet that is never short: with very many, all of them would
// wait at the quays and leave empty.
const moreShips = 4

func fleetsOff(s *Scenario)  { each(s, func(v *Vessel) { v.Count = min(v.Count*moreShips, 1000) }) }
func offHireOff(s *Scenario) { each(s, func(v *Vessel) { v.OffHire, v.Overhaul = nil, nil }) }
func fullShipsOff(s *Scenario) {
	each(s, func(v *Vessel) { v.Sail.AtLeast = min(v.Sail.AtLeast, least) })
}

func payloadOff(s *Scenario) {
	each(s, func(v *Vessel) {
		if v.Carries.Unit != Tonnes {
			v.Payload, v.Draught = nil, nil // in any water
		}
	})
}

func trucksOff(s *Scenario) {
	each(s, func(f *Flow) {
		if unit, _, _ := f.measures(); unit == Trucks {
			f.stop()
		}
	})
}

// stop takes all cargo from a flow. A return brings back what others leave behind, and goes on.
func (f *Flow) stop() {
	switch {
	case f.Volume != nil:
		f.Volume.PerYear = 0
	case f.Every != nil || f.Population > 0:
		never := des.Constant(beyond)
		f.Every, f.Population = &never, 0
	}
}

// beyond is a time in seconds that no run lasts, 158 years.
const beyond = 5e9

func stormsOff(s *Scenario) {
	each(s, func(b *Basin) {
		clear(b.Storms)
		b.FalseAlarm = 0
		if b.Dates != nil {
			b.Dates = &Almanac{}
		}
	})
}

func foresightOff(s *Scenario)   { each(s, func(b *Basin) { b.Hit = 0 }) }
func falseAlarmsOff(s *Scenario) { each(s, func(b *Basin) { b.FalseAlarm = 0 }) }

func berthsOff(s *Scenario) {
	all(s, func(b *Berth) { b.Count = 1000 })
	all(s, func(c *Channel) { c.Ships = 1000 })
}

func shipHandlingOff(s *Scenario) {
	all(s, func(b *Berth) { b.Rate, b.Fixed = nil, des.Dist{} })
}

func sidingsOff(s *Scenario) {
	all(s, func(y *Siding) { y.Receiving, y.Departure, y.Cranes = 0, 0, 0 })
}

func trainHandlingOff(s *Scenario) {
	all(s, func(y *Siding) { y.Rate, y.Fixed = nil, des.Dist{} })
}

func storesOff(s *Scenario) {
	each(s, func(t *Terminal) { t.Storage = nil })
	each(s, func(p *Port) { p.Storage = nil })
}

func dwellOff(s *Scenario) {
	each(s, func(t *Terminal) { t.Dwell = Both[des.Dist]{} })
	each(s, func(p *Port) { p.Dwell = Both[des.Dist]{} })
}

// emptiesOff stops what has no cargo in it: flows without net weight that do not count, and trains that run home.
func emptiesOff(s *Scenario) {
	each(s, func(f *Flow) {
		if _, net, _ := f.measures(); net == 0 && !f.Counted {
			f.stop()
		}
	})
	each(s, func(t *Train) { t.Empties = 0 })
}

func uncountedOff(s *Scenario) {
	each(s, func(f *Flow) {
		if !f.Counted {
			f.stop()
		}
	})
}
