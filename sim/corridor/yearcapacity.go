package corridor

import (
	"math"
	"slices"
	"time"
)

// Elements are all that limits a demand level on paper on the first day: places in the order of the route, then pools.
func Elements(s *Scenario, level string) []Capacity {
	return append(Installed(s, level), Pools(s, level)...)
}

// CalendarYears are the beginnings of the calendar years of the measured period, and its end; none if it lies in one.
func (s *Scenario) CalendarYears() (out []time.Time) {
	for from := s.Run.Start; from.Before(s.Run.ends()); from = time.Date(from.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC) {
		out = append(out, from)
	}
	if len(out) < 2 {
		return nil
	}
	return append(out, s.Run.ends())
}

// ElementsBetween are the elements as they are between two days of the run, with the demand of that time: what changes meanwhile
// counts for as long as it lasts.
func ElementsBetween(s *Scenario, level string, from, to time.Time) (all []Capacity) {
	turns := append(s.Turns(level), s.Run.ends())
	var of []sums
	for i, turn := range turns[:len(turns)-1] {
		begin, end := latest(turn, from), turns[i+1]
		if to.Before(end) {
			end = to
		}
		if !begin.Before(end) {
			continue
		}
		weight := float64(end.Sub(begin)) / float64(to.Sub(from))
		for _, c := range Elements(s.AsOf(begin), level) {
			k := slices.IndexFunc(all, func(o Capacity) bool { return o.Path == c.Path })
			if k < 0 {
				k = len(all)
				of = append(of, sums{})
				all = append(all, c)
			}
			of[k].add(c, weight)
			all[k] = c
		}
	}
	for k := range all {
		all[k].mean(of[k])
	}
	return all
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sums are those over a time of what an element is: 1/Use, Mt and, by flow, 1/Each, Parts and the time itself.
type sums struct {
	use, mt           float64
	idle              float64 // share of the time in which nothing uses it
	flows             []string
	each, parts, time []float64
}

// add adds what an element is for some of the time.
func (s *sums) add(x Capacity, weight float64) {
	if x.Use > 0 {
		s.use += weight / x.Use
		s.mt += weight * x.Mt
	} else { // all that would use it goes another way, or has no open route: of what it could carry that time says nothing
		s.idle += weight
	}
	for i, f := range x.Flows {
		k := slices.Index(s.flows, f)
		if k < 0 {
			k = len(s.flows)
			s.flows, s.each, s.parts, s.time = append(s.flows, f), append(s.each, 0), append(s.parts, 0), append(s.time, 0)
		}
		s.each[k] += weight / x.Each[i]
		s.parts[k] += weight * x.Parts[i]
		s.time[k] += weight
	}
}

// mean turns sums over a time into what the element is in it.
func (c *Capacity) mean(s sums) {
	busy := 1 - s.idle
	c.Use, c.Mt, c.Flows, c.Each, c.Parts, c.perPiece = busy*busy/s.use, s.mt/busy, s.flows, s.each, s.parts, nil
	if s.idle > 0 && s.use == 0 {
		c.Use, c.Mt = 0, math.Inf(1)
	}
	for i := range c.Flows {
		c.Each[i] = 1 / c.Each[i]
		c.Parts[i] /= s.time[i]
	}
	if math.IsInf(c.Use, 1) {
		c.Use = noCapacity
	}
}
