package corridor

import (
	"math"
	"time"

	"corridor/sim/des"
)

// pool is rolling stock that trains and cargo need to go on rails: so many wagons, each of which is in use, on its way
// back empty, in repair, or stands empty in a stock. Those who need more than stand there wait, first come, first
// served. A change of train, or of gauge, leaves the wagons in the stock of that place.
type pool struct {
	id      placeID
	number  int16 // 1 for the first
	class   int   // wagons or engines: a train may need some of each
	each    int64 // that a train takes, whatever its load; 0: its wagons
	name    uint64
	trains  []Ref  // kinds of train that are made up of its wagons
	at      []int8 // stock of each place, or none
	stocks  []stock
	count   int64
	open    bool  // as many wagons as are asked for
	owed    int64 // wagons that leave the pool when they become empty
	sought  int64 // trains that wait for these locomotives, or for wagons before they may, at the last look
	longest int64 // train of its wagons
	hauled  bool  // locomotives bring its wagons to a stock

	looks bool // whether to send back what lacks elsewhere is about to be looked at

	broken   float64 // repairs that are due, in wagons
	share    float64 // of wagons that need repair when they become empty
	repair   des.Sampler
	repaired int64

	stat poolStat
}

// The classes of rolling stock.
const (
	wagons = iota
	engines
)

// stock is where the empty wagons of a pool stand: one place, or several between which they move freely.
type stock struct {
	empty    int64
	leaves   float64 // share of the pool that a load here leaves for others
	keep     int64   // stay here; what is beyond goes back
	coming   int64   // on their way back to here
	hauled   int64   // of these, and of those meant for here, such as come by trains that take locomotives of a pool
	mending  int64   // in repair, and come back here
	aside    int64   // of the empty ones, those set aside for piles that have had their turn and wait for a locomotive
	wish     int64   // what the loads want here that wait for the other: wagons, locomotives
	claims   des.Queue[claim]
	fetching int     // of these, for trains of empty wagons
	turn     *pile   // whose claim is served now
	train    trainID // or none
	by       *pool   // whose locomotives bring wagons to here; nil: none
	places   []placeID
	serving  bool
	returns  []emptyRun
	relays   []relay // to each stock
	owes     []int64 // wagons that go on to each stock, when they are here
	passing  []int64 // of these, those that have come
	through  int64   // of those here, for these
	bound    int64   // of those here and coming, for what is owed
	meant    int64   // owed by others, to go on to here
	next     int64   // wanted by those who wait, at the last look: for the next train of each
	all      int64   // and for all their trains
	level    *des.Level
	gen      uint32
	waits    bool // a return by patience is under way
}

// emptyRun is a flow of empty wagons that begins when enough stand in a stock.
type emptyRun struct {
	flow *flowState
	per  int64 // wagons of a piece
	load int64 // pieces that are sent together
	to   int8  // stock
	wait time.Duration
}

// lent is what a train or cargo has of a pool; the zero value is nothing.
type lent struct {
	pool int16 // 1 for the first
	n    int32
}

// supply is the pool whose wagons a kind of train takes at a place, and their stock there; nil if none does. Wagons of
// the pool other are those that the train gives up there.
func (w *World) supply(kind Ref, class int, at placeID, other int16) (*pool, *stock) {
	if kind == "" {
		return nil, nil
	}
	for _, p := range w.pools {
		if p.class == class && p.number != other && p.at[at] != none && contains(p.trains, kind) {
			return p, &p.stocks[p.at[at]]
		}
	}
	return nil, nil
}

// wagonsFor is the number of wagons of a train with so many pieces.
func (k *Train) wagonsFor(pieces int64) int64 {
	return (int64(k.Wagons)*pieces + k.Load.N - 1) / k.Load.N
}

// least is the number of pieces of at_least, whose share of the load is not exact: 0.55 of 100 are 55.
func (k *Train) least() int64 {
	return int64(math.Ceil(float64(k.AtLeast) * float64(k.Load.N) * (1 - 1e-12)))
}

// units is the number of wagons or locomotives that a train with so many pieces takes.
func (p *pool) units(k *Train, pieces int64) int64 {
	if p.each > 0 {
		return p.each
	}
	return k.wagonsFor(pieces)
}

// has tells whether n wagons can be taken by one whose turn it is, and for whom so many of them are set aside. Trains of
// empty wagons serve the loads elsewhere, for whom a stock leaves some.
func (p *pool) has(w *World, s *stock, n, aside int64, empties bool) bool {
	if short := n - s.free() - aside; p.open && short > 0 {
		p.grow(w, s, short)
	}
	return s.free()+aside >= n && (empties || n <= p.allowed(s))
}

// allowed is the number of wagons that may be lent at a stock while it leaves enough for the others.
func (p *pool) allowed(s *stock) int64 {
	if s.leaves == 0 || p.open {
		return math.MaxInt64
	}
	return part(p.count, Ratio(1-s.leaves)) - p.stat.used.Value()
}

// grow puts n new wagons into a stock.
func (p *pool) grow(w *World, s *stock, n int64) {
	now := w.sim.Now()
	p.count += n
	s.empty += n
	p.stat.counted.Set(now, p.count)
	s.level.Change(now, n)
}

// lend takes n wagons out of a stock.
func (p *pool) lend(w *World, s *stock, n int64) lent {
	now := w.sim.Now()
	if s.empty < n {
		w.failf(p.id, "%d wagons lent of %d", n, s.empty)
	}
	s.turn, s.train = nil, none
	s.empty -= n
	s.level.Change(now, -n)
	p.stat.lends(now, n)
	p.rebalance(w)
	return lent{p.number, int32(n)}
}

// giveBack leaves the wagons and the locomotive of a train, if they are of pools, where it has been unloaded.
func (w *World) giveBack(list [2]lent, at placeID, serial uint64) {
	for _, l := range list {
		if l.pool != 0 {
			w.pools[l.pool-1].giveBack(w, at, int64(l.n), serial)
		}
	}
}

// delivered takes the wagons of cargo that has lain in them, or of empty wagons that are back.
func (p *pool) delivered(w *World, f *flowState, at placeID, n int64, serial uint64) {
	if f.empties != 0 {
		p.arrives(w, f, at, n)
		return
	}
	p.giveBack(w, at, n, serial)
}

// giveBack takes wagons that have become empty at a place; some of them go to repair first. serial names the train or
// cargo in keyed draws.
func (p *pool) giveBack(w *World, at placeID, n int64, serial uint64) {
	now := w.sim.Now()
	k := p.at[at]
	if k == none {
		w.failf(at, "%d wagons of %s become empty where it has no stock", n, w.scenario.Things[p.id].Path)
	}
	p.stat.used.Change(now, -n)
	p.broken += p.share * float64(n)
	if bad := int64(p.broken); bad > 0 {
		p.broken -= float64(bad)
		p.repaired += bad
		p.stocks[k].mending += bad
		p.stat.repair.Change(now, bad)
		w.after(p.repair.Duration(serial, uint64(at)), mended, p.id, int32(k), uint32(bad))
		n -= bad
	}
	p.receive(w, k, n)
}

// receive puts empty wagons into a stock and serves those who wait; what is over is looked at next.
func (p *pool) receive(w *World, k int8, n int64) {
	s := &p.stocks[k]
	s.empty += n
	s.level.Change(w.sim.Now(), n)
	p.retire(w, s)
	p.serve(w, s)
	p.rebalance(w)
}

// retire takes wagons out of the pool that are to leave it, but none of those set aside.
func (p *pool) retire(w *World, s *stock) {
	gone := min(s.standing(), p.owed)
	if gone == 0 {
		return
	}
	p.owed -= gone
	p.count -= gone
	p.stat.counted.Set(w.sim.Now(), p.count)
	s.empty -= gone
	s.level.Change(w.sim.Now(), -gone)
}

// rebalance looks, when what is going on at this moment is done, whether what now lacks at one stock stands at another; then
// the same for locomotives, which follow wagons, and for wagons that locomotives bring.
func (p *pool) rebalance(w *World) {
	p.looksSoon(w)
	for _, x := range w.pools {
		if x.class > p.class || x.hauled {
			x.looksSoon(w)
		}
	}
}

// tellsEngines lets locomotives look after wagons have been sent to where they are wanted.
func (p *pool) tellsEngines(w *World) {
	for _, x := range w.pools {
		if x.class > p.class {
			x.looksSoon(w)
		}
	}
}

func (p *pool) looksSoon(w *World) {
	if !p.looks {
		p.looks = true
		w.after(0, review, p.id, 0, 0)
	}
}

// waits notes that so many more trains wait for wagons at a place: it matters to those that locomotives bring.
func (p *pool) waits(w *World, at placeID, more int64) {
	p.stat.waits(w.sim.Now(), at, more)
	for _, x := range w.pools {
		if x.hauled {
			x.looksSoon(w)
		}
	}
}

// arrives takes empty wagons at the end of their way back.
func (p *pool) arrives(w *World, f *flowState, at placeID, n int64) {
	k := p.at[at]
	p.stat.back.Change(w.sim.Now(), -n)
	p.stocks[k].coming -= n
	if f.hauled {
		p.stocks[k].hauled -= n
	}
	p.stocks[k].passes(f, n)
	p.receive(w, k, n)
}

func (p *pool) handle(w *World, e event) {
	s := &p.stocks[e.who]
	switch e.do {
	case mended:
		p.repaired -= int64(e.gen)
		s.mending -= int64(e.gen)
		p.stat.repair.Change(w.sim.Now(), -int64(e.gen))
		p.receive(w, int8(e.who), int64(e.gen))
	case review:
		p.looks = false
		p.look(w)
	case impatient:
		if e.gen != s.gen {
			return
		}
		s.waits = false
		p.ask(w)
		if x := p.needed(s); x.run != nil && x.spare >= x.run.per {
			p.run(w, s, x.to, min(x.spare/x.run.per, x.run.load))
		}
		p.rebalance(w)
	default:
		w.stray(p.id, e)
	}
}

// begin finds the ways between the stocks and sends back what stands where it is not needed.
func (p *pool) begin(w *World) {
	p.findHauled(w)
	p.layWays(w)
	p.look(w)
}

// look serves those who wait, and sends back what stands where it is not needed.
func (p *pool) look(w *World) {
	for i := range p.stocks {
		p.retire(w, &p.stocks[i])
		p.serve(w, &p.stocks[i])
	}
	p.ask(w)
	for p.sendNearest(w) {
	}
	for i := range p.stocks {
		p.wait(w, int8(i))
	}
}
