package corridor

import "corridor/sim/des"

// measureBill makes the metrics of cost and emissions: of all flows, counted or not.
func (w *World) measureBill() {
	if w.bill = w.newBill(); w.bill == nil {
		return
	}
	if w.scenario.Cost.given() {
		w.measureCost()
	}
	if w.scenario.Emission.given() {
		w.measureEmission()
	}
}

func (w *World) measureCost() {
	b := &builder{w: w, thing: none, path: "corridor.cost"}
	years := w.scenario.Run.years()
	items := w.scenario.Cost.items()
	sum := func(items []costItem, flows []*flowState, now des.Time) (usd float64) {
		for _, item := range items {
			for _, f := range flows {
				usd += item.of(w, int(f.id), now)
			}
		}
		return usd
	}
	for i := range items {
		b.value(items[i].name, "MUSD/yr", func(now des.Time) float64 { return sum(items[i:i+1], w.flows, now) / 1e6 / years })
	}
	b.value("total", "MUSD/yr", func(now des.Time) float64 { return sum(items, w.flows, now) / 1e6 / years })
	priced := func(flows []*flowState, now des.Time) (out []*flowState) { // what costs nothing is not divided by either
		for i := range flows {
			if sum(items, flows[i:i+1], now) > 0 {
				out = append(out, flows[i])
			}
		}
		return out
	}
	b.value("per_t", "USD/t", func(now des.Time) float64 { return sum(items, w.flows, now) / tonnesOf(priced(w.flows, now)) })
	for _, name := range w.scenario.Families() {
		members := w.members(func(f *flowState) bool { return f.spec.Family == name })
		c := &builder{w: w, thing: none, path: "family." + name}
		unit := members[0].unit
		c.value("cost", "USD/"+unit.String(), func(now des.Time) float64 {
			return sum(items, members, now) * float64(unit.Scale()) / float64(deliveredBy(priced(members, now)))
		})
	}
}

// measureEmission makes the metrics of carbon dioxide.
func (w *World) measureEmission() {
	b := &builder{w: w, thing: none, path: "corridor.emission"}
	years := w.scenario.Run.years()
	e := &w.scenario.Emission
	rail := func(f *flowState) float64 { // t
		wired := w.bill.tonneKm(w, int(f.id), func(p placeID) bool { return w.bill.wired[p] })
		all := w.bill.rail(w, int(f.id))
		return (float64(e.RailElectric)*wired + float64(e.RailDiesel)*(all-wired)) / 1e6
	}
	sea := func(f *flowState) float64 { return float64(e.Sea) * w.bill.atSea(w, int(f.id)) / 1e6 }
	both := func(f *flowState) float64 { return rail(f) + sea(f) }
	b.value("rail", "kt/yr", sumOver(w.flows, func(f *flowState) float64 { return rail(f) / 1000 / years }))
	b.value("sea", "kt/yr", sumOver(w.flows, func(f *flowState) float64 { return sea(f) / 1000 / years }))
	b.value("total", "kt/yr", sumOver(w.flows, func(f *flowState) float64 { return both(f) / 1000 / years }))
	b.value("per_tkm", "g/tkm", func(now des.Time) float64 {
		tkm := sumOver(w.flows, func(f *flowState) float64 { return w.bill.rail(w, int(f.id)) + w.bill.atSea(w, int(f.id)) })(now)
		return sumOver(w.flows, both)(now) * 1e6 / tkm
	})
	for _, name := range w.scenario.Families() {
		members := w.members(func(f *flowState) bool { return f.spec.Family == name })
		c := &builder{w: w, thing: none, path: "family." + name}
		unit := members[0].unit
		c.value("emission", "t/"+unit.String(), func(now des.Time) float64 {
			return sumOver(members, both)(now) * float64(unit.Scale()) / float64(deliveredBy(members))
		})
	}
}

// deliveredBy is the number of pieces that some flows have delivered.
func deliveredBy(flows []*flowState) (n int64) {
	for _, f := range flows {
		n += f.stat.delivered
	}
	return n
}

func tonnesOf(flows []*flowState) (t float64) {
	for _, f := range flows {
		t += float64(f.mass(f.stat.delivered)) / 1000
	}
	return t
}
