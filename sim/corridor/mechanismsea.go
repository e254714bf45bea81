package corridor

// This file takes mechanisms of ships and ports out of a scenario.

// roamingOff keeps every ship on one lane.
func roamingOff(s *Scenario) { each(s, func(v *Vessel) { v.Allot = "fixed" }) }

// poolsOff gives every berth as many cranes as can work a ship.
func poolsOff(s *Scenario) { all(s, func(b *Berth) { b.Pool = "" }) }

func craneWindOff(s *Scenario) { all(s, func(b *Berth) { b.Wind = false }) }
