package corridor

import (
	"fmt"
	"slices"
)

// Words for what a ship or a storm does, in a Segment.
const (
	ShipSails   = "sailing"
	ShipRoads   = "waiting for a berth"
	ShipShut    = "waiting for the port to open"
	ShipStore   = "waiting for room in the store"
	ShipUnloads = "discharging"
	ShipLoads   = "loading"
	ShipStopped = "work stopped by weather"
	ShipClosed  = "work stopped, closed hours"
	ShipCranes  = "waiting for cranes"
	ShipIdle    = "waiting for cargo"
	ShipWeather = "weatherbound"
	ShipChannel = "waiting for the channel"
	ShipOff     = "off hire"
	StormOn     = "storm"
	StormCloses = "closed by the storm"
)

// shipDoes says in words what a ship does.
func (w *World) shipDoes(sh *ship) string {
	switch sh.state {
	case atSea:
		return ShipSails
	case wantsBerth:
		if sh.port().shut > 0 {
			return ShipShut
		}
		return ShipRoads
	case awaitsStore:
		return ShipStore
	case shipIdle:
		return ShipIdle
	case wantsChannel:
		return ShipChannel
	case inChannel:
		return ShipSails
	case weatherbound:
		return ShipWeather
	case offHire:
		return ShipOff
	}
	switch {
	case sh.running && (sh.job == discharged || sh.job == moored && sh.then == discharged):
		return ShipUnloads
	case sh.running:
		return ShipLoads
	case sh.port().shut > 0 || sh.group != none && sh.port().windy > 0 && sh.port().groups[sh.group].spec.Wind:
		return ShipStopped
	case sh.most > 0 && sh.group != none && !sh.port().stopped(w, sh):
		return ShipCranes
	}
	return ShipClosed
}

// shipIs gives a ship a new state.
func (w *World) shipIs(sh *ship, state shipState) {
	sh.state, sh.since = state, w.sim.Now()
	w.noteShip(sh)
}

// noteShip notes what a ship does from now on; it may be called at any time.
func (w *World) noteShip(sh *ship) {
	if w.trace != nil {
		w.trace.ship(w, sh)
	}
}

func (x *Trace) ship(w *World, sh *ship) {
	f := sh.fleet
	seg := Segment{Place: sh.port().name, Doing: w.shipDoes(sh), Way: Ways[sh.end]}
	switch {
	case sh.state == atSea:
		seg.Place = w.scenario.Things[sh.on.lane.id].Path
		seg.From, seg.To = float64(sh.end), float64(1-sh.end)
	case sh.group != none:
		seg.Berth = w.scenario.Things[sh.port().id].Spec.(*Port).Berth[sh.group].Name
	}
	x.goes(w.sim.Now(), sh.serial, seg, func() Traced { return Traced{w.shipName(sh), UnitVessel, f.path} })
}

// shipName is the name of a ship: its fleet and its number in it, from 0.
func (w *World) shipName(sh *ship) string {
	f := sh.fleet
	return fmt.Sprintf("%s#%d", f.path, slices.Index(f.ships, sh))
}
