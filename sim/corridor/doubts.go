package corridor

import (
	"fmt"
	"slices"
)

// Doubts are what may bring a scenario to a standstill although nothing in it is wrong, and keys that have no effect; each names the
// key to look at.
func Doubts(s *Scenario) (out []Fault) {
	out = idles(s)
	s = s.first()
	for _, t := range s.Things {
		if p, ok := t.Spec.(interface{ stocks() *Wagon }); ok {
			out = append(out, p.stocks().doubts(s, t.Path)...)
			out = append(out, p.stocks().largeReturns(s, t.Path)...)
			out = append(out, p.stocks().scattered(s, t.Path)...)
		}
	}
	return out
}

// doubts finds the places that may lend all of a pool to loads for a port whose yard can fill, while what ships bring there needs
// wagons as well. When the yard is full, the loads stand before it in all wagons that there are; what ships bring fills the other yard,
// no ship can be unloaded any more, and so none fetches the loads.
func (v *Wagon) doubts(s *Scenario, path string) (out []Fault) {
	if v.Count == 0 || len(v.Stock) < 2 {
		return nil
	}
	for _, home := range v.Stock {
		for _, port := range home.Value.Places {
			if !v.fetches(s, port) {
				continue
			}
			for _, e := range v.Stock {
				if e.Name == home.Name || e.Value.Leaves > 0 || len(e.Value.Return) == 0 || !v.brings(s, e.Value.Places, port) {
					continue
				}
				out = append(out, Fault{Path: path + ".stock." + e.Name + ".leaves", Text: fmt.Sprintf(
					"is 0: all %d %s may be lent here to loads for %s. When its store is full they stand loaded before it, and what ships bring there finds none",
					v.Count, stockUnit(path), port)})
			}
		}
	}
	return out
}

// onward are the stocks to which returns lead from one, and itself: past others if need be.
func (v *Wagon) onward(s *Scenario, from Stock) []Stock {
	found := []Stock{from}
	for i := 0; i < len(found); i++ {
		for _, r := range found[i].Return {
			f := spec[*Flow](s, r)
			end := ends(s, f, f.Route[0].Name)[1]
			at := func(x Stock) bool { return contains(x.Places, end) }
			for _, e := range v.Stock {
				if at(e.Value) && !slices.ContainsFunc(found, at) {
					found = append(found, e.Value)
				}
			}
		}
	}
	return found
}

// reaches tells whether returns lead from one stock to a place.
func (v *Wagon) reaches(s *Scenario, from Stock, place Ref) bool {
	return slices.ContainsFunc(v.onward(s, from), func(x Stock) bool { return contains(x.Places, place) })
}

// largeReturns finds the returns that wait for more wagons than there are without those that the shares of other stocks keep from
// which no load ever takes any and no return leads here: while these stand there, the others never come together.
func (v *Wagon) largeReturns(s *Scenario, path string) (out []Fault) {
	if v.Count == 0 {
		return nil
	}
	loads := v.loadsFrom(s, path)
	for _, e := range v.Stock {
		for _, r := range e.Value.Return {
			f := spec[*Flow](s, r)
			to, kept := ends(s, f, f.Route[0].Name)[1], int64(0)
			for _, other := range v.Stock {
				if other.Name != e.Name && !loads[other.Name] && !contains(other.Value.Places, to) && !v.reaches(s, other.Value, e.Value.Places[0]) {
					kept += v.keeps(other.Value.Share)
				}
			}
			if n := v.together(s, f, &e.Value); n > int64(v.Count)-kept {
				out = append(out, Fault{Path: string(r) + ".load", Text: fmt.Sprintf(
					"%d %s go back together, and of the %d of %s the shares of other stocks keep %d, where nothing is loaded: the return may wait for ever", n, stockUnit(path), v.Count, path, kept)})
			}
		}
	}
	return out
}

// scattered finds the pools of which so many may stand apart, in each place too few to go back together, that a train never finds what it
// needs. They come to stand so where trains arrive of which a return makes no whole number.
func (v *Wagon) scattered(s *Scenario, path string) []Fault {
	loads, apart, most, of := v.loadsFrom(s, path), int64(0), int64(0), Ref("")
	var sizes []int64
	for _, r := range v.Trains {
		k := spec[*Train](s, r)
		if sizes = append(sizes, int64(k.Wagons)); int64(k.Wagons) > most {
			most, of = int64(k.Wagons), r
		}
		if k.AtLeast < 1 || k.OrAfter > 0 || k.Every > 0 {
			sizes = append(sizes, 1) // any number
		}
	}
	for _, e := range v.Stock {
		rest := int64(0)
		for _, r := range e.Value.Return {
			n := v.together(s, spec[*Flow](s, r), &e.Value)
			if n > 0 && slices.ContainsFunc(sizes, func(size int64) bool { return size%n != 0 }) {
				rest = max(rest, n-1)
			}
		}
		if !loads[e.Name] {
			apart += rest
		}
	}
	if v.Count == 0 || apart == 0 || int64(v.Count)-apart >= most {
		return nil
	}
	return []Fault{{Path: path + ".count", Text: fmt.Sprintf(
		"up to %d of the %d %s may come to stand where they are too few to go back together, and a train of %s needs %d: it may wait for ever", apart, v.Count, stockUnit(path), of, most)}}
}

// loadsFrom are the stocks from which loads take wagons.
func (v *Wagon) loadsFrom(s *Scenario, path string) map[string]bool {
	c, stockOf, from := &checker{s: s}, map[Ref]string{}, map[string]bool{}
	for _, e := range v.Stock {
		for _, at := range e.Value.Places {
			stockOf[at] = e.Name
		}
	}
	for _, o := range append(v.checkTrains(c, path, stockOf).outings, v.otherOutings(c, stockOf)...) {
		from[o.from] = from[o.from] || o.loaded
	}
	return from
}

// brings tells whether trains of the pool are made up, or change gauge, in one of some places and bring cargo to a port that can
// fill, to go on by sea.
func (v *Wagon) brings(s *Scenario, from []Ref, port Ref) bool {
	return v.anyLeg(s, func(f *Flow, places []Ref, i int) bool {
		if places[i] != port || i+1 == len(places) || !isSea(s, places[i+1]) || !fills(s, port, f) {
			return false
		}
		for i--; i >= 0 && !isSea(s, places[i]); i-- {
			if slices.Contains(from, places[i]) {
				return true
			}
			switch p := s.Things[s.Find(string(places[i]))].Spec.(type) {
			case *Terminal, *Port:
				return false
			case *Border:
				if p.Gauge != nil {
					return false
				}
			}
		}
		return false
	})
}

// fetches tells whether trains of the pool take cargo from a port that can fill, which ships have brought.
func (v *Wagon) fetches(s *Scenario, port Ref) bool {
	return v.anyLeg(s, func(f *Flow, places []Ref, i int) bool {
		return places[i] == port && i > 0 && i+1 < len(places) && isSea(s, places[i-1]) && !isSea(s, places[i+1]) && fills(s, port, f)
	})
}

// anyLeg tells whether something is true at a place of a way that trains of the pool run.
func (v *Wagon) anyLeg(s *Scenario, is func(f *Flow, places []Ref, i int) bool) bool {
	for _, t := range s.Things {
		f, ok := t.Spec.(*Flow)
		if !ok || f.Train == "" || !contains(v.Trains, f.Train) {
			continue
		}
		for _, r := range f.Route {
			places := placesOf(s, r.Name)
			if f.Direction == "east" {
				slices.Reverse(places)
			}
			for i := range places {
				if is(f, places, i) {
					return true
				}
			}
		}
	}
	return false
}

func isSea(s *Scenario, at Ref) bool {
	_, sea := s.Things[s.Find(string(at))].Spec.(*Sea)
	return sea
}

// fills tells whether the store of a port for the cargo of a flow has a limit.
func fills(s *Scenario, port Ref, f *Flow) bool {
	unit, _, _ := f.measures()
	p, ok := s.Things[s.Find(string(port))].Spec.(*Port)
	return ok && slices.ContainsFunc(p.Storage, func(a Amount) bool { return a.Unit == unit })
}
