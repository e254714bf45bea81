package corridor

// Empty wagons get to every stock to which returns lead, by way of others if need be. Those that are sent on are owed to where
// they go: what comes in for them goes on before anybody is served, so who waits on the way does not take what was sent to who has waited
// longer beyond, nor is what was sent to him taken on, and nobody sends for the same load again.

// onward are empty wagons on a return, and the stock to which they go on from its end; none: they stay there.
type onward struct {
	to int8
	n  int64
}

// relay leads from one stock to another.
type relay struct {
	first int8 // of the returns; none: there is no way
	legs  int8
	hours float64 // undisturbed
	drawn bool    // a locomotive of a pool draws the last train on the way
}

func (x relay) before(y relay) bool {
	return y.first == none || x.legs < y.legs || x.legs == y.legs && x.hours < y.hours
}

// layWays finds the way from each stock to each other: by the fewest returns, of those the way that takes least.
func (p *pool) layWays(w *World) {
	l := &ledger{s: w.scenario, w: w}
	for range p.stocks {
		for k := range p.stocks {
			s := &p.stocks[k]
			for i := range s.returns {
				r := &s.returns[i]
				steps := r.flow.routes[0].steps
				if r.to != int8(k) { // or it leads nowhere else
					p.layOver(int8(k), int8(i), l.undisturbedHours(steps[1:len(steps)-1]))
				}
			}
		}
	}
}

// layOver finds the ways of a stock that begin with one of its returns.
func (p *pool) layOver(k, i int8, hours float64) {
	s := &p.stocks[k]
	to := s.returns[i].to
	for end := range s.relays {
		on := relay{drawn: s.returns[i].flow.hauled}
		if int8(end) != to {
			if on = p.stocks[to].relays[end]; on.first == none {
				continue
			}
		}
		if x := (relay{i, on.legs + 1, on.hours + hours, on.drawn}); int8(end) != k && x.before(s.relays[end]) {
			s.relays[end] = x
		}
	}
}

// findHauled finds the returns whose trains take locomotives of a pool, and so whose locomotives bring wagons to each stock.
func (p *pool) findHauled(w *World) {
	if p.class == engines {
		return
	}
	for k := range p.stocks {
		for i := range p.stocks[k].returns {
			r := &p.stocks[k].returns[i]
			at := w.scenario.Find(string(ends(w.scenario, r.flow.spec, r.flow.spec.Route[0].Name)[0]))
			if x, _ := w.supply(r.flow.spec.Train, engines, placeID(at), 0); x != nil && !x.open {
				r.flow.hauled, p.stocks[r.to].by, p.hauled = true, x, true
			}
		}
	}
}

// standing is the number of empty wagons that are not set aside.
func (s *stock) standing() int64 { return s.empty - s.aside }

// free is the number of those that are not to go on to others.
func (s *stock) free() int64 { return max(0, s.standing()-s.through) }

// here is the number of wagons that a stock has or gets: those on their way by other stocks as well, but not those that it owes.
func (s *stock) here() int64 { return s.standing() + s.coming + s.meant - s.bound }

// waitingAt is the number of trains that wait for wagons of a stock.
func (p *pool) waitingAt(s *stock) (n int64) {
	for _, at := range s.places {
		n += p.stat.held[at].Value()
	}
	return n
}

// unhauled is the number of wagons that a stock has or gets without locomotives that bring them.
func (s *stock) unhauled() int64 { return s.here() - s.hauled }

// one is the number of locomotives that the next train wants before its wagons are here or coming: none if these come with one.
func (s *stock) one(engines *pool) int64 {
	if s.by == engines {
		return 0
	}
	return 1
}

// scarce tells whether more trains wait for the locomotives by which wagons come to a stock, or for wagons before they may, than there are.
func (s *stock) scarce() bool { return s.by != nil && s.by.sought > s.by.count }

// owe changes what one stock is to send on to another.
func (p *pool) owe(s *stock, to int8, n int64) {
	s.owes[to] += n
	p.stocks[to].meant += n
	if s.relays[to].drawn {
		p.stocks[to].hauled += n
	}
	s.bound = s.whole(s.owes)
}

// passes notes for whom the first n wagons were sent that are under way by a return: they have come.
func (s *stock) passes(f *flowState, n int64) {
	for n > 0 {
		x := f.sent.Pop()
		if x.n > n {
			f.sent.PushFront(onward{x.to, x.n - n})
			x.n = n
		}
		n -= x.n
		if x.to != none {
			s.pass(x.to, x.n)
		}
	}
}

// pass changes how many wagons are here that are to go on to another stock.
func (s *stock) pass(to int8, n int64) {
	s.passing[to] += n
	s.through = s.whole(s.passing)
}

// whole is the number of wagons in the pieces that bring so many to each stock.
func (s *stock) whole(list []int64) (n int64) {
	for k, x := range list {
		if x > 0 {
			n += s.via(int8(k)).whole(x)
		}
	}
	return n
}

// via is the return by which wagons for another stock set out.
func (s *stock) via(to int8) *emptyRun { return &s.returns[s.relays[to].first] }

// size is the number of wagons of a consignment.
func (r *emptyRun) size() int64 { return r.load * r.per }

// whole is the number of wagons in the pieces that bring so many.
func (r *emptyRun) whole(n int64) int64 { return (n + r.per - 1) / r.per * r.per }
