package corridor

import "corridor/sim/des"

// changeLand takes the train side of a new Spec of a terminal or port: work in hand goes on at the old rate; trains and
// ships that wait for what there is more of come in at once. Tracks or room that are fewer are given up as they become
// free.
func (d *depot) changeLand(w *World, b *builder, sidings Map[Siding], storage []Amount, dwell Both[des.Dist]) {
	for _, way := range Ways {
		d.dwell[way] = b.sampler("dwell."+way.String(), dwell.Of(way))
		for _, a := range storage {
			for i := range d.stores {
				if s := &d.stores[i]; s.unit == a.Unit && s.way == way {
					s.room = a.N
				}
			}
		}
	}
	for i := range sidings {
		d.sidings[i].change(w, &builder{w: w, thing: b.thing, path: b.path + ".siding." + sidings[i].Name}, &sidings[i].Value)
	}
	d.letIn(w)
	for _, p := range d.piles {
		p.form(w, d)
	}
}

func (y *siding) change(w *World, b *builder, to *Siding) {
	y.equip(b, to)
	y.ban.change(to.Ban)
	y.receiving.Resize(orNoLimit(to.Receiving))
	y.cranes.Resize(orNoLimit(to.Cranes))
	for t, ok := y.cranes.Grant(); ok; t, ok = y.cranes.Grant() {
		y.work(w, w.trains[t])
	}
	for t, ok := y.receiving.Grant(); ok; t, ok = y.receiving.Grant() {
		y.takesTrack(w, t)
		y.queued.Change(w.sim.Now(), -1)
		w.grant(t)
	}
}

// checkStorage refuses that a store comes or goes inside a run: what lies there would have no place.
func checkStorage(c *checker, path string, from, to []Amount) {
	for i := range max(len(from), len(to)) {
		if i >= len(from) || i >= len(to) || from[i].Unit != to[i].Unit {
			c.say(path+".storage", "must name the same units in the same order before and after")
			return
		}
	}
}

func (t *Terminal) checkChange(c *checker, path string, to Spec) {
	checkStorage(c, path, t.Storage, to.(*Terminal).Storage)
}

func (p *Port) checkChange(c *checker, path string, to Spec) {
	checkStorage(c, path, p.Storage, to.(*Port).Storage)
}
