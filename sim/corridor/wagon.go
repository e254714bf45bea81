package corridor

import (
	"math"
	"slices"
	"strings"
	"time"

	"corridor/sim/des"
)

var wagonKind = Kind{Name: "wagon", Doc: "A pool of wagons or platforms: a finite number, taken by trains or cargo, emptied elsewhere, and brought back.", New: func() Spec {
	return &Wagon{}
}}

// Wagon is a pool of equal wagons of one gauge. What a train of one of its kinds needs is taken from the stock where it
// is made up or where its cargo changes gauge; a place that is in no stock asks for none.
type Wagon struct {
	Count  int        `doc:"wagons in the pool; 0: as many as are asked for" min:"0" max:"1000000" dated:"yes"`
	Trains []Ref      `doc:"kinds of train that consist of these wagons; they become empty where a train is unloaded, or its cargo changes gauge" to:"train"`
	Cargo  []Ref      `doc:"flows whose cargo lies in these wagons from its origin to its end, on rail ferries too" to:"flow"`
	Stock  Map[Stock] `doc:"where empty wagons stand" need:"yes"`
	Repair *Repair    `doc:"repair of some of the wagons that have become empty; absent: none"`
}

// Stock is a place of empty wagons.
type Stock struct {
	Places  []Ref         `doc:"terminals, ports and borders with a change of gauge between which empty wagons move freely" need:"yes" to:"terminal,port,border"`
	Share   Ratio         `doc:"share of the pool that stands here at the start of the run, and that is not sent back unless somebody waits at the far end" min:"0" max:"1"`
	Leaves  Ratio         `doc:"share of the pool that is not lent to loads here but left for those elsewhere: so that trains which wait to be unloaded cannot hold all wagons while the cargo that must go first has none; a return must lead there. Trains of empty wagons, which serve those elsewhere, take locomotives of that share as well" min:"0" max:"1" dated:"yes"`
	Return  []Ref         `doc:"flows of empty wagons that begin here, without a volume of their own: when a consignment beyond the share stands here, it goes first to where the next train lacks wagons, of a terminal or of those before a change of gauge, whose cargo came first; then to where most is asked for, for all trains that wait; then to where most lacks of a share. Of several stocks that could send the nearest does. Where no return leads, wagons go by way of other stocks, by the fewest returns, and there they go on before anybody is served. For those who wait the share goes as well. A stock where somebody waits sends nothing of its own: while loads wait wherever wagons become empty, none come to where none do. One that cannot fill the consignment which goes first sends no other. Locomotives follow the wagons: they are asked for by so many trains as have theirs, but not where the empty wagons come with locomotives of the same pool. There no more wagons are asked for than for so many trains as there are locomotives, those that wait sharing them, and while more trains wait than there are locomotives none go to where only a share lacks. No siding works empty wagons at the ends of their way, and no store holds them" to:"flow"`
	OrAfter time.Duration `doc:"send back what there is beyond the share, when it has waited so long; absent: wait for a consignment" min:"0"`
}

// Repair is the loss of wagons to the workshop.
type Repair struct {
	Share Ratio    `doc:"share of the wagons that go to repair when they become empty" need:"yes" min:"0" max:"1"`
	Takes des.Dist `doc:"time until they stand empty again" need:"yes"`
}

func (v *Wagon) build(b *builder) { v.pool(b, wagons, 0) }

// pool makes the running state of wagons or locomotives, of which a train takes so many.
func (v *Wagon) pool(b *builder, class int, each int64) {
	w := b.w
	p := &pool{id: b.thing, number: int16(len(w.pools) + 1), class: class, each: each, name: des.Hash(b.path), trains: v.Trains, open: v.Count == 0, count: int64(v.Count)}
	p.at = make([]int8, len(w.places))
	for i := range p.at {
		p.at[i] = none
	}
	if v.Repair != nil {
		p.share, p.repair = float64(v.Repair.Share), b.sampler("repair", v.Repair.Takes)
	}
	for _, k := range v.Trains {
		p.longest = max(p.longest, int64(spec[*Train](w.scenario, k).Wagons))
	}
	unit := [...]string{"wagons", "locomotives"}[class]
	p.stat.make(b, unit)
	p.stat.counted.Set(0, p.count)
	for i, e := range v.Stock {
		for _, at := range e.Value.Places {
			id := w.scenario.Find(string(at))
			p.at[id] = int8(i)
			p.stat.holdAt(b, placeID(id), string(at))
		}
		s := stock{train: none, leaves: float64(e.Value.Leaves), keep: v.keeps(e.Value.Share), level: b.level("empty."+e.Name, unit, "mean", "max")}
		for _, at := range e.Value.Places {
			s.places = append(s.places, placeID(w.scenario.Find(string(at))))
		}
		s.relays, s.owes, s.passing = make([]relay, len(v.Stock)), make([]int64, len(v.Stock)), make([]int64, len(v.Stock))
		for k := range s.relays {
			s.relays[k].first = none
		}
		p.stocks = append(p.stocks, s)
	}
	p.fill()
	v.ways(w, p)
	w.pools = append(w.pools, p)
	b.act(p)
}

// fill puts the wagons into the stocks by their shares.
func (p *pool) fill() {
	rest := p.count
	for i := range p.stocks {
		s := &p.stocks[i]
		s.empty = min(s.keep, rest)
		rest -= s.empty
	}
	p.stocks[0].empty += rest // of rounding
	for i := range p.stocks {
		p.stocks[i].level.Set(0, p.stocks[i].empty)
	}
}

// keeps is the number of wagons that a stock does not send back.
func (v *Wagon) keeps(share Ratio) int64 {
	n := v.Count
	if n == 0 {
		n = 1 << 20 // as many as are asked for: all that come go to where there is a share
	}
	return part(int64(n), share)
}

// part is a share of a number of wagons, to the nearest.
func part(n int64, share Ratio) int64 { return int64(math.Round(float64(n) * float64(share))) }

// ways tells the flows that they bring back empty wagons, or need wagons for their cargo.
func (v *Wagon) ways(w *World, p *pool) {
	flow := func(r Ref) *flowState { return w.actors[w.scenario.Find(string(r))].(*flowState) }
	for i, e := range v.Stock {
		for _, r := range e.Value.Return {
			f := flow(r)
			f.empties, f.wagons = p.number, wagonsIn(w.scenario, f.spec)
			to := p.at[w.scenario.Find(string(ends(w.scenario, f.spec, f.spec.Route[0].Name)[1]))]
			p.stocks[i].returns = append(p.stocks[i].returns, emptyRun{flow: f, per: f.wagons, load: f.spec.Load.N, to: to, wait: e.Value.OrAfter})
		}
	}
	for _, r := range v.Cargo {
		f := flow(r)
		f.wants, f.wagons = p.number, 1
	}
}

// wagonsIn is the number of wagons in a piece of a flow of empty wagons.
func wagonsIn(s *Scenario, f *Flow) int64 {
	if f.Load.Unit == Trains {
		k := spec[*Train](s, f.Train)
		return int64(k.Wagons) / max(k.Load.N, 1)
	}
	return 1
}

// ends are the first and the last place of a flow's way by a route.
func ends(s *Scenario, f *Flow, route Ref) [2]Ref {
	places := placesOf(s, route)
	first, last := places[0], places[len(places)-1]
	if f.Return {
		last = first
	}
	if f.Direction == "east" {
		first, last = last, first
	}
	return [2]Ref{first, last}
}

// change takes a new number of wagons: more stand in the first stocks by their shares; fewer leave as they become empty.
func (p *pool) change(w *World, _ *builder, to Spec) {
	v := to.(interface{ stocks() *Wagon }).stocks()
	more := int64(v.Count) - (p.count - p.owed)
	for i := range p.stocks {
		s := &p.stocks[i]
		s.keep, s.leaves = v.keeps(v.Stock[i].Value.Share), float64(v.Stock[i].Value.Leaves)
	}
	if more < 0 {
		p.owed -= more
		for i := range p.stocks {
			p.receive(w, int8(i), 0)
		}
		return
	}
	undone := min(more, p.owed)
	p.owed -= undone
	more -= undone
	rest := more
	for i := range p.stocks {
		n := min(part(more, v.Stock[i].Value.Share), rest)
		p.grow(w, &p.stocks[i], n)
		rest -= n
	}
	p.grow(w, &p.stocks[0], rest)
	for i := range p.stocks {
		p.receive(w, int8(i), 0)
	}
}

func (v *Wagon) checkChange(c *checker, path string, to Spec) {
	if (v.Count == 0) != (to.(*Wagon).Count == 0) {
		c.say(path+".count", "0 means no limit: a limit can neither come nor go inside a run")
	}
}

// feeds are the flows that have no volume of their own.
func (v *Wagon) feeds() (out []Ref) {
	for _, e := range v.Stock {
		out = append(out, e.Value.Return...)
	}
	return out
}

// fed are the flows of empty wagons and light locomotives of all pools.
func (s *Scenario) fed() (out []Ref) {
	for _, t := range s.Things {
		if p, ok := t.Spec.(interface{ feeds() []Ref }); ok {
			out = append(out, p.feeds()...)
		}
	}
	return out
}

func (v *Wagon) stocks() *Wagon { return v }

// RollingStock is a pool of wagons or locomotives, as the user named it.
type RollingStock struct {
	Path  string
	Count int // 0: as many as are asked for
}

// RollingStocks are the pools of a scenario, in order of path.
func (s *Scenario) RollingStocks() (all []RollingStock) {
	for _, t := range s.Things {
		if p, ok := t.Spec.(interface{ stocks() *Wagon }); ok {
			all = append(all, RollingStock{t.Path, p.stocks().Count})
		}
	}
	return all
}

func (v *Wagon) check(c *checker, path string) {
	stockOf := v.checkStocks(c, path)
	for _, r := range v.Trains {
		v.checkTrain(c, path+".trains", r)
	}
	for _, r := range v.Cargo {
		v.checkCargo(c, path+".cargo", r, stockOf)
	}
}

// checkStocks sees to it that whatever is taken from a stock comes to one; it returns the stock of each place.
func (v *Wagon) checkStocks(c *checker, path string) map[Ref]string {
	sum, stockOf := 0.0, map[Ref]string{}
	for _, e := range v.Stock {
		sum += float64(e.Value.Share)
		for _, at := range e.Value.Places {
			if other, taken := stockOf[at]; taken {
				c.say(path+".stock."+e.Name+".places", "%s is in the stock %q as well", at, other)
			}
			stockOf[at] = e.Name
		}
	}
	if v.Count > 0 && (sum < 0.999999 || sum > 1.000001) {
		c.say(path+".stock", "the shares add up to %.4g, not to 1", sum)
	}
	for _, e := range v.Stock {
		for _, r := range e.Value.Return {
			v.checkReturn(c, path+".stock."+e.Name+".return", r, stockOf)
			v.checkBegins(c, path+".stock."+e.Name, r, &e.Value)
			v.checkSize(c, path, r, &e.Value)
		}
	}
	tr := v.checkTrains(c, path, stockOf)
	v.checkOthers(c, path, stockOf)
	v.checkTraffic(c, path, tr)
	v.checkReach(c, path, stockOf, tr)
	return stockOf
}

// checkTrains follows the trains of the pool and returns what they do at its stocks; those of flows that offer nothing count for nothing.
func (v *Wagon) checkTrains(c *checker, path string, stockOf map[Ref]string) *traffic {
	tr := newTraffic()
	for _, t := range c.s.Things {
		if f, ok := t.Spec.(*Flow); ok && f.Train != "" && contains(v.Trains, f.Train) {
			counts := tr
			if f.takesNone() {
				counts = newTraffic()
			}
			for _, r := range f.Route {
				v.checkLegs(c, path, t.Path, f, r.Name, stockOf, counts)
			}
		}
	}
	return tr
}

func (v *Wagon) checkTrain(c *checker, path string, r Ref) {
	k := spec[*Train](c.s, r)
	switch {
	case k.Wagons == 0:
		c.say(string(r)+".wagons", "must be given: its wagons come from a pool")
	case k.Load.Unit == Wagons || k.Load.Unit == Trains:
		c.say(path, "the cargo of %s is itself %v: name its flows in cargo", r, k.Load.Unit)
	case v.Count > 0 && v.Count < k.Wagons:
		c.say(path, "%s needs %d wagons, there are %d", r, k.Wagons, v.Count)
	case k.Empties > 0:
		c.say(string(r)+".empties", "its wagons come from a pool, and go back by the return of a stock")
	}
}

func (v *Wagon) checkCargo(c *checker, path string, r Ref, stockOf map[Ref]string) {
	f := spec[*Flow](c.s, r)
	unit, _, _ := f.measures()
	if unit != Wagons {
		c.say(path, "%s is in %v, not in wagons", r, unit)
	}
	if f.Load != nil && v.Count > 0 && f.Load.N > int64(v.Count) {
		c.say(path, "a consignment of %s is %v, there are %d wagons", r, *f.Load, v.Count)
	}
	for _, choice := range f.Route {
		for _, at := range ends(c.s, f, choice.Name) {
			if stockOf[at] == "" {
				c.say(path, "%s begins or ends at %s, which is in no stock", r, at)
			}
		}
	}
}

func (v *Wagon) checkReturn(c *checker, path string, r Ref, stockOf map[Ref]string) {
	f := spec[*Flow](c.s, r)
	switch {
	case f.Volume != nil || f.Every != nil || f.Population > 0 || f.Shocks != nil:
		c.say(string(r), "is fed by %s: volume, every, population and shocks have no place here", path)
		return
	case f.Load == nil || f.Load.N <= 0 || f.Load.Unit != Wagons && f.Load.Unit != Trains:
		c.say(string(r)+".load", "must be given, in wagons or trains: it brings back empty wagons")
		return
	case contains(v.Trains, f.Train):
		c.say(string(r)+".train", "%s itself consists of %s of this pool: empty ones go back in a train of another kind", f.Train, stockUnit(path))
	case f.Load.Unit == Trains && (f.Train == "" || wagonsIn(c.s, f) == 0):
		c.say(string(r)+".train", "must be given, with its wagons: it brings back empty wagons")
	}
	if len(f.Route) > 1 {
		c.say(string(r)+".route", "empty wagons go back by one route")
	}
	for _, choice := range f.Route {
		if to := ends(c.s, f, choice.Name)[1]; stockOf[to] == "" {
			c.say(string(r)+".route", "ends at %s, which is in no stock of the pool", to)
		}
	}
}

// checkLegs follows the trains of a flow: wagons that are taken must be emptied where the pool has a stock.
func (v *Wagon) checkLegs(c *checker, path, flow string, f *Flow, route Ref, stockOf map[Ref]string, tr *traffic) {
	places := placesOf(c.s, route)
	if f.Direction == "east" {
		slices.Reverse(places)
	}
	taken, sea, from := false, false, ""
	begins := c.isDepot(places[0])
	for i, at := range places {
		ends := false
		switch p := c.s.Things[c.s.Find(string(at))].Spec.(type) {
		case *Terminal, *Port:
			ends = true
		case *Sea:
			sea = true
			continue
		case *Border:
			ends = p.Gauge != nil
		}
		if !ends && i+1 < len(places) {
			continue
		}
		if stockOf[at] == "" && taken && !sea {
			c.say(path+".stock", "the trains of %s leave %s at %s, which is in no stock", flow, stockUnit(path), at)
		}
		was := taken && !sea
		if was {
			tr.outings = append(tr.outings, outing{"a train of " + string(f.Train), from, stockOf[at], v.leastOf(c, path, f, begins), true})
		}
		begins = begins && (i == 0 || !c.isDepot(at))
		from = stockOf[at]
		taken, sea = stockOf[at] != "", false
		tr.ends[stockOf[at]] = tr.ends[stockOf[at]] || was
		tr.takes[stockOf[at]] = tr.takes[stockOf[at]] || i+1 < len(places)
		if _, border := c.s.Things[c.s.Find(string(at))].Spec.(*Border); border && was {
			taken = false // the other gauge: these wagons stay behind
		}
	}
}

// isDepot tells whether cargo is stored at a place.
func (c *checker) isDepot(at Ref) bool {
	switch c.s.Things[c.s.Find(string(at))].Spec.(type) {
	case *Terminal, *Port:
		return true
	}
	return false
}

func wagonsOff(s *Scenario) { each(s, func(v *Wagon) { v.Count = 0 }) }

// stockUnit is what stands in the stocks of a pool, by its path.
func stockUnit(path string) string {
	if strings.HasPrefix(path, locoKind.Name+".") {
		return "locomotives"
	}
	return "wagons"
}
