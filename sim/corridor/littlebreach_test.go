package corridor

import "corridor/sim/des"

// littleBreaches are those of sums and of those who wait.
func littleBreaches() []breach {
	little := func(at, what string) string {
		return at + ": Little's law is broken: " + what
	}
	level := func(path, what string, pick func(w *World) *census) breach {
		return breach{"level of " + what, little(path, `\d+ ns under `+what+`, \d+ in those who stayed`), full, once(func(w *World) { pick(w).Change(w.sim.Now(), 1) })}
	}
	return []breach{
		{"trains", little("rail.a", `the area under the trains there is -?\d+ ns more than their stays`), full, once(func(w *World) { w.stays[w.scenario.Find("rail.a")]++ })},
		{"train", little("rail.b", `the area under the trains there is -?\d+ ns more than their stays`), full, func(w *World, done bool) bool {
			for _, tr := range w.trains {
				if !done && tr.leg != none && tr.in == placeID(w.scenario.Find("rail.b")) {
					tr.entered++
					return true
				}
			}
			return false
		}},
		{"store", little("port.a", `\d+ ns under storage.TEU.west, \d+ in those who stayed`), full, func(w *World, done bool) bool {
			s := &find[*depot](w, "port.a").stores[0]
			if x := s.fill; !done && x.Value() == 40 { // one piece is a day late on paper
				x.stays += uint64(day)
				return true
			}
			return false
		}},
		level("terminal.a", "made.queue.TEU", func(w *World) *census { return find[*depot](w, "terminal.a").goods[TEU].queue }),
		level("sea.s", "quay.TEU.west", func(w *World) *census { return find[*lane](w, "sea.s").quays[West][0].level }),
		level("sea.s", "under_way", func(w *World) *census { return find[*lane](w, "sea.s").under }),
		level("port.b", "anchorage", func(w *World) *census { return find[*depot](w, "port.b").port.anchored }),
		{"account", little("terminal.a", `\d+ piece-ns of flow.f at step 0, \d+ in their accounts`), full, func(w *World, done bool) bool {
			for _, x := range w.cargo { // the hours of one piece in the queue at the origin go to the next place
				if !done && x.live && x.step == 0 && len(x.book) > 0 {
					x.book[0].cell += int32(causes)
					return true
				}
			}
			return false
		}},
		{"split", little("terminal.a", `\d+ piece-ns of flow.f at step 0, \d+ in their accounts`), full, once(func(w *World) {
			p := w.piles[0]
			p.items.At(p.items.Len()-1).n++ // a piece more is in the pile
			p.pieces++
			w.flows[0].stat.born++
			w.flows[0].stat.inside.Change(w.sim.Now(), 1)
			p.goods.queue.Change(w.sim.Now(), 1)
			p.goods.queue.stays -= uint64(w.sim.Now().Sub(p.items.At(p.items.Len() - 1).ready))
		})},
		{"outside", `border.b|port.a|rail.[abc]: train \d+ waits for room in a place that does not know it`, full, func(w *World, done bool) bool {
			y := find[*depot](w, "port.a").sidings[0]
			if done || y.receiving.Waiting() == 0 {
				return false
			}
			y.receiving.Withdraw(0)
			return true
		}},
		{"unasked", `station.a: train \d+ is blocked, but no place has been asked for room`, queueing, func(w *World, done bool) bool {
			return !done && forget(w, &find[*station](w, "station.b").outside)
		}},
		{"stranger", `station.b: train \d+ is kept waiting, but has not asked for room there`, queueing, func(w *World, done bool) bool {
			q := &find[*station](w, "station.b").outside
			if done || q.Len() == 0 {
				return false
			}
			q.Push(q.Peek())
			w.auditWaits()
			return true
		}},
		{"roads", `port.b: ship \d+ waits there, but the port does not know it`, craned, func(w *World, done bool) bool {
			q := find[*depot](w, "port.b").port
			for _, sh := range w.ships {
				if !done && sh.state == shipWorking && sh.port() == q {
					sh.state = wantsBerth
					w.auditWaits()
					return true
				}
			}
			return false
		}},
		{"claims", `wagon.pool: -1 more claims than piles that wait for wagons`, pooled, func(w *World, done bool) bool {
			for _, p := range w.piles {
				if !done && p.claimed {
					for i := range p.lacked.stocks {
						p.lacked.stocks[i].claims = des.Queue[claim]{}
					}
					w.auditWaits()
					return true
				}
			}
			return false
		}},
		{"cargo", `flow.f: offered \d+, gone \d+, inside \d+: cargo is not conserved`, full, once(func(w *World) { w.flows[0].stat.born++ })},
	}
}

// forget makes the first in a queue of trains forget that it has asked.
func forget(w *World, q *des.Queue[trainID]) bool {
	if q.Len() == 0 {
		return false
	}
	w.trains[q.Pop()].asked = false
	return true
}
