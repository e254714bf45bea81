package corridor

import "time"

// Cost holds the prices of transport. What has no price costs nothing and is not reported; with no price at all there is no
// metric of cost.
type Cost struct {
	TrainKm     CostKm      `doc:"a train of the corridor, loaded or empty, over a km of line" min:"0"`
	Rail        CostTonneKm `doc:"a net tonne over a km of line, beside train_km or in its place" min:"0"`
	VesselDay   CostDay     `doc:"a ship of any fleet for a day, at work or not" min:"0"`
	Handling    Map[Prices] `doc:"cargo that passes a place, by the place's path in quotes, as in { \"port.aktau\" = [\"60 USD/TEU\"] }"`
	Storage     *Storage    `doc:"cargo that stays long in terminals and ports"`
	TimeOfCargo PricesDay   `doc:"capital and decay of cargo from birth to delivery; what has no weight, such as empty boxes, costs nothing"`
}

// Storage is what terminals and ports charge for cargo that stays.
type Storage struct {
	Free time.Duration `doc:"time in one terminal or port that costs nothing" min:"0"`
	Then PricesDay     `doc:"price after that" need:"yes"`
}

// Emission holds the carbon dioxide of transport; what has no value emits nothing and is not reported.
type Emission struct {
	RailDiesel   GramsTonneKm `doc:"CO2 of a net tonne over a km of line without wire" min:"0"`
	RailElectric GramsTonneKm `doc:"CO2 of a net tonne over a km of the lines named in electric, at the power station" min:"0"`
	Electric     []Ref        `doc:"lines under wire" to:"rail"`
	Sea          GramsTonneKm `doc:"CO2 of a net tonne over a km of sea" min:"0"`
}

func (c *Cost) given() bool {
	return c.TrainKm != 0 || c.Rail != 0 || c.VesselDay != 0 || len(c.Handling) > 0 || c.Storage != nil || len(c.TimeOfCargo) > 0
}

func (e *Emission) given() bool { return e.RailDiesel != 0 || e.RailElectric != 0 || e.Sea != 0 }

// of is the price of a piece of a unit: pieces of tonnes are kg.
func (p Prices) of(u Unit) float64 {
	for _, x := range p {
		if x.Unit == u {
			return x.Value / float64(u.Scale())
		}
	}
	return 0
}

// of is the price of a piece of a unit for a day.
func (p PricesDay) of(u Unit) float64 {
	for _, x := range p {
		if x.Unit == u {
			return x.Value / float64(u.Scale())
		}
	}
	return 0
}

func (c *Cost) check(k *checker) {
	for _, e := range c.Handling {
		i := k.s.Find(e.Name)
		kind, ok := KindOf(e.Name)
		if i < 0 || !ok || !kind.Place {
			k.say("cost.handling", "there is no place %q; write the path in quotes, as in \"port.aktau\"", e.Name)
		}
		seen := map[Unit]bool{}
		for _, p := range e.Value {
			if seen[p.Unit] {
				k.say("cost.handling", "%s has two prices of %v", e.Name, p.Unit)
			}
			seen[p.Unit] = true
		}
	}
}
