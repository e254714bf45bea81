package corridor

import (
	"time"

	"corridor/sim/des"
)

// Almanac is a list of storms by date, in order of time, read from a file by the loader.
type Almanac struct {
	File   string
	Storms []Gale
}

// Gale is a storm of an Almanac: how long it lasted and the ports that it closed, by name.
type Gale struct {
	From, To time.Time
	Ports    []string
}

// closedIn are the hours in which the storms close a port, from one moment to another.
func (a *Almanac) closedIn(port string, from, to time.Time) (hours float64) {
	for _, g := range a.Storms {
		if contains(g.Ports, port) {
			begin, end := g.From, g.To
			if begin.Before(from) {
				begin = from
			}
			if end.After(to) {
				end = to
			}
			hours += max(end.Sub(begin).Hours(), 0)
		}
	}
	return hours
}

// nextByDate plans the next storm of the almanac. One that began before the run, or before the day on which the
// almanac came into force, lasts to its end.
func (x *basin) nextByDate(w *World) {
	now := w.sim.Now()
	zero := w.scenario.Run.begins()
	x.begins = des.Never
	for _, g := range x.spec.Dates.Storms {
		end := des.Time(g.To.Sub(zero))
		if end <= now || !x.there(uint64(g.From.Unix())) {
			continue
		}
		x.number = uint64(g.From.Unix())
		x.begins = max(des.Time(g.From.Sub(zero)), now)
		x.length = end.Sub(x.begins)
		for k, e := range x.spec.Port {
			x.hit[k], x.still[k] = contains(g.Ports, e.Name), false
		}
		w.after(x.begins.Sub(now), storm, x.id, 0, x.gen)
		return
	}
}

func (a *Almanac) check(c *checker, path string, b *Basin) {
	for i, g := range a.Storms {
		if len(g.Ports) == 0 {
			c.sayRow(path, i, "ports", "the storm of %s closes no port; name those that it closes, with spaces between them", g.From.Format(time.DateOnly))
		}
		for _, p := range g.Ports {
			if !hasEntry(b.Port, p) {
				c.sayRow(path, i, "ports", "the storm of %s closes %q, which is no port of the basin", g.From.Format(time.DateOnly), p)
			}
		}
		if i > 0 && g.From.Before(a.Storms[i-1].To) {
			c.sayRow(path, i, "from", "the storm of %s begins before the one above it ends; give each stretch a row of its own", g.From.Format(time.DateOnly))
		}
	}
}
