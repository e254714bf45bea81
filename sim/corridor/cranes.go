package corridor

import (
	"time"

	"corridor/sim/des"
)

// cranePool is the running state of a Pool: cranes that the ships of several berths share, and those ships in the
// order in which their work began.
type cranePool struct {
	spec  *Pool
	name  string
	port  *quayside
	queue []*ship
	used  *des.Level
	short *des.Level // ships at work or ready for it that have fewer cranes than they can use
}

func (q *quayside) makePools(b *builder, p *Port) {
	for i := range p.Pool {
		e := &p.Pool[i]
		path := "pool." + e.Name
		q.pools = append(q.pools, &cranePool{spec: &e.Value, name: e.Name, port: q,
			used: b.level(path+".used", "cranes", "mean", "max"), short: b.level(path+".short", "ships", "mean")})
	}
}

func (q *quayside) poolNamed(name string) *cranePool {
	for _, p := range q.pools {
		if p.name == name {
			return p
		}
	}
	return nil
}

// workFromPool begins the work of a ship whose cranes come from a pool: first the fixed time, then as many cranes as
// it gets. sh.rest is then crane time.
func (q *quayside) workFromPool(w *World, sh *ship, fixed, drawn time.Duration) {
	sh.pure, sh.then = drawn*time.Duration(q.groups[sh.group].spec.cranes()), sh.job
	if fixed > 0 {
		sh.job, sh.rest = moored, fixed
		q.resume(w, sh)
		return
	}
	q.cranesFor(w, sh)
}

// cranesFor puts a ship into the queue of its pool.
func (q *quayside) cranesFor(w *World, sh *ship) {
	g := &q.groups[sh.group]
	sh.job, sh.rest, sh.most, sh.held = sh.then, sh.pure, int32(g.spec.cranes()), 0
	g.pool.queue = append(g.pool.queue, sh)
	g.pool.short.Change(w.sim.Now(), 1)
	w.markChain(sh.cargo.head, waitTrack)
	q.resume(w, sh)
}

// cranes is the number of cranes that can work one ship.
func (b *Berth) cranes() int {
	if b.Cranes == nil {
		return 1
	}
	return *b.Cranes
}

// stopped tells whether the work of a ship stands still, or does not begin.
func (q *quayside) stopped(w *World, sh *ship) bool {
	return q.shut > 0 || q.windy > 0 && q.groups[sh.group].spec.Wind || q.offHours(w, sh)
}

// deal gives out the free cranes.
func (p *cranePool) deal(w *World) {
	free := int32(p.spec.Cranes)
	for _, sh := range p.queue {
		free -= sh.held
	}
	for _, sh := range p.queue {
		if free <= 0 {
			return
		}
		if n := min(free, sh.most-sh.held); n > 0 && !p.port.stopped(w, sh) && !(sh.running && w.sim.Now() == sh.ends) {
			p.give(w, sh, n)
			free -= n
		}
	}
}

// give adds cranes to a ship. It works on with all that it has.
func (p *cranePool) give(w *World, sh *ship, n int32) {
	if sh.running {
		p.port.halt(w, sh)
	}
	p.hold(w, sh, sh.held+n)
	c := time.Duration(sh.held)
	p.port.run(w, sh, (sh.rest+c-1)/c)
	w.noteShip(sh)
}

// hold sets the number of cranes at a ship.
func (p *cranePool) hold(w *World, sh *ship, n int32) {
	was := sh.held < sh.most
	p.used.Change(w.sim.Now(), int64(n-sh.held))
	if n > sh.held {
		w.within(p.port.id, "ship", int32(sh.id), p.used.Value(), int64(p.spec.Cranes), "cranes of a pool")
	}
	sh.held = n
	if is := n < sh.most; is != was {
		step := int64(1)
		if was {
			step = -1
		}
		p.short.Change(w.sim.Now(), step)
	}
}

// giveBack frees the cranes of a ship that stops; it keeps its place in the queue.
func (p *cranePool) giveBack(w *World, sh *ship) {
	p.hold(w, sh, 0)
	p.deal(w)
}

// done frees the cranes of a ship whose work is over.
func (p *cranePool) done(w *World, sh *ship) {
	drop(&p.queue, sh)
	p.hold(w, sh, 0)
	p.short.Change(w.sim.Now(), -1)
	sh.most = 0
	p.deal(w)
}

// chargeFewCranes charges the part of a stretch of work that a ship lost for want of cranes to the wait for them, and
// returns the rest: what the work would have taken with all that it can use.
func (w *World) chargeFewCranes(sh *ship, done time.Duration) time.Duration {
	full := done * time.Duration(sh.held) / time.Duration(sh.most)
	if full < done {
		for x := sh.cargo.head; x != nil; x = x.next {
			w.chargeOff(x, waitTrack, done-full)
		}
	}
	return full
}
