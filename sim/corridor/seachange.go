package corridor

// Dated changes of fleets, lanes and the ship side of ports.

// change takes a new Spec: ships that come are new and empty, ships that go end their voyage first, those with the
// highest numbers. A loaded ship keeps its load.
func (f *fleet) change(w *World, b *builder, to Spec) {
	had := f.spec
	f.equip(b, to.(*Vessel))
	for _, v := range f.serves {
		v.base = v.lane.passage(f)
		v.load()
	}
	f.weighs(w)
	for k, sh := range f.ships {
		f.insure(w, sh, had)
		if sell := k >= f.spec.Count; sell != sh.sold {
			f.trade(w, sh, sell)
		}
	}
	for range f.spec.Count - len(f.ships) {
		w.shipReady(f.newShip(w))
	}
	for _, v := range f.serves {
		for end := range 2 {
			v.lane.notify(w, end)
		}
	}
}

// trade marks a ship to leave the fleet or takes it back.
func (f *fleet) trade(w *World, sh *ship, sell bool) {
	sh.sold = sell
	switch {
	case sell && sh.state == shipIdle:
		f.unidle(w, sh)
		f.strike(w, sh)
	case !sell && sh.gone:
		sh.gone = false
		w.shipReady(sh)
	}
}

// strike takes an empty ship out of the fleet.
func (f *fleet) strike(w *World, sh *ship) {
	sh.port().leaveBerth(w, sh)
	sh.gen++
	sh.gone = true
	w.shipIs(sh, offHire)
	sh.port().assign(w)
	f.notifyOthers(w, nil, sh.port())
}

// change takes a new Spec; ships at sea arrive as they would have.
func (l *lane) change(w *World, b *builder, to Spec) {
	l.spec = to.(*Sea)
	for _, v := range l.served {
		v.base = l.passage(v.fleet)
	}
}

// change takes a new Spec of the ship side: work in hand goes on at the old rate, with the cranes it has.
func (q *quayside) change(w *World, b *builder, p *Port) {
	q.spec = p
	for i, x := range q.pools {
		x.spec = &p.Pool[i].Value
	}
	q.channel.change(w, p.Channel)
	for i := range q.groups {
		g := &q.groups[i]
		g.equip(b.berth(p.Berth[i].Name), &p.Berth[i].Value)
		for k := len(g.ships) - 1; k >= 0 && len(g.ships) > g.spec.Count; k-- {
			if g.ships[k].state == shipIdle {
				q.leaveBerth(w, g.ships[k])
			}
		}
	}
	for i := range q.groups {
		for _, sh := range q.groups[i].ships {
			q.turnShip(w, sh, !q.stopped(w, sh))
		}
	}
	for _, x := range q.pools {
		x.deal(w)
	}
	q.assign(w)
	for _, e := range q.ends {
		w.loadAll([]*lane{e.lane})
	}
}
