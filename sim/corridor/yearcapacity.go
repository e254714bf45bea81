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
	var sums []Capacity // of 1/Use and 1/Each, by the time
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
			k := slices.IndexFunc(sums, func(o Capacity) bool { return o.Path == c.Path })
			if k < 0 {
				k = len(sums)
				sums = append(sums, Capacity{Path: c.Path})
				all = append(all, c)
			}
			sums[k].add(c, weight)
			all[k] = c
		}
	}
	for k := range all {
		all[k].mean(sums[k])
	}
	return all
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// add adds what an element is for some of the time.
func (c *Capacity) add(x Capacity, weight float64) {
	c.Use += weight / x.Use
	c.Mt += weight * x.Mt
	for i, f := range x.Flows {
		k := slices.Index(c.Flows, f)
		if k < 0 {
			k = len(c.Flows)
			c.Flows, c.Each = append(c.Flows, f), append(c.Each, 0)
		}
		c.Each[k] += weight / x.Each[i]
	}
}

// mean turns sums over a time into what the element is in it.
func (c *Capacity) mean(sum Capacity) {
	c.Use, c.Mt, c.Flows, c.Each, c.perPiece = 1/sum.Use, sum.Mt, sum.Flows, sum.Each, nil
	for i := range c.Each {
		c.Each[i] = 1 / c.Each[i]
	}
	if math.IsInf(c.Use, 1) {
		c.Use = noCapacity
	}
}
