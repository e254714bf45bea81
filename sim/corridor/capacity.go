package corridor

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Capacity is what an element could handle at the mix of a demand level, by formula from its
// parameters (model.md 9): a paper number, against which the simulation is held.
type Capacity struct {
	Path, Name, Kind string
	Mt               float64   // a year; +Inf: the element sets no limit to this mix
	Use              float64   // share of the element's capacity that the demand of the level takes
	Note             string    // the formula in words, with its numbers
	Flows            []string  // that use it, by path
	Each             []float64 // share of a year of the element that one unit of each of Flows takes which uses it
	Parts            []float64 // share of each of Flows that uses it: 1 but for flows with several routes
	perPiece         []float64
}

// hoursPerYear counts a year of 365 days.
const hoursPerYear = 365 * 24

// ledger collects the capacity of every element: how much of it one piece of each flow takes, by each of its routes.
type ledger struct {
	s     *Scenario
	flows []branch
	kt    []float64 // net kg of a piece
	rate  []float64 // pieces a year
	list  []Capacity
	open  map[placeID]float64 // share of the time that storms leave a port open
	still map[placeID]float64 // share of the time that storms stop only its cranes
	w     *World
}

// Installed is the capacity of every element at a demand level, in the order of the route.
func Installed(s *Scenario, level string) []Capacity {
	l := newLedger(s, level)
	s = l.s
	for _, p := range PlacesInOrder(s) {
		i := placeID(s.Find(p))
		if x, limits := s.Things[i].Spec.(interface{ installed(*ledger, placeID) }); limits {
			x.installed(l, i)
		}
	}
	return l.list
}

func (t *Terminal) installed(l *ledger, i placeID) { l.sidings(i, t.Siding) }

func (p *Port) installed(l *ledger, i placeID) {
	l.sidings(i, p.Siding)
	l.channel(i, p.Channel)
	for _, b := range p.Berth {
		l.berth(i, b.Name, &b.Value)
	}
	for k := range p.Pool {
		l.pool(i, p, &p.Pool[k])
	}
}

func (*Sea) installed(l *ledger, i placeID) { l.fleets(i) }

func newLedger(s *Scenario, level string) *ledger {
	s = s.first()
	w := New(s, Choices{Level: level})
	l := &ledger{s: s, w: w, open: map[placeID]float64{}, still: map[placeID]float64{}}
	for _, f := range w.flows {
		pieces := 0.0
		if v := f.spec.Volume; v != nil {
			pieces = v.PerYear * float64(v.Unit.Scale()) * w.level.Of(f.spec.Family)
		} else if f.spec.Every != nil {
			pieces = f.spec.Batch.Mean() / f.spec.Every.Mean() * 3600 * hoursPerYear * w.level.Of(f.spec.Family)
		}
		for _, b := range f.branches() {
			l.flows = append(l.flows, b)
			l.rate = append(l.rate, pieces*b.share)
			l.kt = append(l.kt, f.kg)
		}
	}
	for _, b := range w.basins {
		for i, e := range b.spec.Port {
			if d := b.spec.Dates; d != nil {
				l.open[b.ports[i].id] = 1 - float64(b.spec.Share)*d.closedIn(e.Name, s.Run.Start, s.Run.ends())/s.Run.Length.Hours()
				continue
			}
			l.open[b.ports[i].id] = 1 - b.closedShare(e.Value, false)
			l.still[b.ports[i].id] = b.closedShare(e.Value, true)
		}
	}
	return l
}

// closedShare is the share of the year in which storms close a port: storm time by month, from calm times
// exponential at the month's rate and the mean length of a storm, times the chance of closing; or, of storms that
// only stop its cranes.
func (x *basin) closedShare(c Closing, cranes bool) (share float64) {
	mean := x.spec.Takes.Mean() / 3600
	for m := range 12 {
		stormy := x.spec.Storms[m] * mean / (1 + x.spec.Storms[m]*mean)
		chance := 0.0
		if c.With == "" {
			chance = c.Closes[m]
		} else {
			lead := entryOf(x.spec.Port, c.With).Closes[m]
			chance = lead*c.Closed[m] + (1-lead)*c.Open[m]
		}
		if cranes {
			if chance = 1 - chance; c.Cranes == nil {
				return 0
			}
			chance *= c.Cranes[m]
		}
		share += stormy * chance / 12
	}
	return share * float64(x.spec.Share)
}

// add files an element: perPiece is the share of a year of the element that a piece of each flow takes.
func (l *ledger) add(i placeID, suffix, note string, perPiece []float64) {
	use, mt := 0.0, 0.0
	for f := range perPiece {
		use += perPiece[f] * l.rate[f]
		if perPiece[f] > 0 {
			mt += l.rate[f] * l.kt[f] / 1e9
		}
	}
	use = min(use, noCapacity)
	t := l.s.Things[i]
	c := Capacity{Path: t.Path + suffix, Name: t.Name, Kind: kindName(t.Path), Use: use, Mt: math.Inf(1), Note: note, perPiece: perPiece}
	c.Flows, c.Each, c.Parts = l.users(perPiece)
	if suffix != "" {
		c.Name += ", " + suffix[1:]
	}
	if use > 0 && mt > 0 {
		c.Mt = mt / use
	}
	l.list = append(l.list, c)
}

func kindName(path string) string {
	k, _ := KindOf(path)
	return k.Name
}

// noCapacity is the Use of an element that has none, such as a lane without ships: a finite number, so that it
// can be written.
const noCapacity = 1e6

// None tells whether there is demand for an element which has no capacity at all.
func (c *Capacity) None() bool { return c.Use >= noCapacity }

// passing gives, for each flow through a place in a direction (or both: none), the pieces on one train there.
func (l *ledger) passing(i placeID, way int) []float64 {
	out := make([]float64, len(l.flows))
	for f, st := range l.flows {
		for j, s := range st.steps {
			if s.place == i && (way == none || s.way == Way(way)) {
				out[f] = l.perTrain(f, j)
			}
		}
	}
	return out
}

// share turns pieces a train into a share of the element for a piece: cost of a train / what there is.
func share(pieces []float64, cost, available float64) []float64 {
	out := make([]float64, len(pieces))
	for f, n := range pieces {
		if n > 0 {
			out[f] = perPiece(cost, available, n)
		}
	}
	return out
}

// perPiece is the share of an element that one of n pieces takes; all of it and more where others leave nothing.
func perPiece(cost, available, n float64) float64 {
	if available <= 0 {
		return noCapacity
	}
	return cost / available / n
}

func (r *Rail) installed(l *ledger, i placeID) {
	if r.Tracks == 1 && r.Slots == (Both[Frequency]{}) {
		section := 0.0
		if n := len(r.Sections); n > 0 {
			for _, s := range r.Sections {
				section = max(section, s.Mean()/3600)
			}
		} else {
			section = (r.run() / time.Duration(r.Loops+1)).Hours()
		}
		section += r.Crossing.Hours()
		others, open := float64(r.Other.West+r.Other.East)*section, 24*r.share(l.s)
		note := fmt.Sprintf("single track: %s ÷ (2 × %.2f h longest section and crossing) = %.1f pairs/d, less other traffic %.1f + %.1f trains/d", openHours(open), section, open/2/section, float64(r.Other.West), float64(r.Other.East))
		l.add(i, "", note, share(l.passing(i, none), section, 365*(open-others)))
		return
	}
	for _, way := range Ways {
		perDay, open := math.Inf(1), 24*r.share(l.s)
		note := "no limit"
		if s := r.Slots.Of(way); s > 0 {
			perDay = float64(s) * open / 24
			note = slotsNote(float64(s), open/24)
		} else if r.Headway > 0 {
			perDay = open / r.Headway.Hours()
			note = fmt.Sprintf("double track: %s ÷ %s headway = %s trains/d", openHours(open), inUnits(r.Headway), upTo(perDay, 1))
		}
		note += fmt.Sprintf(", less other traffic %.1f trains/d", float64(r.Other.Of(way)))
		l.add(i, "."+way.String(), note, share(l.passing(i, int(way)), 1, 365*(perDay-float64(r.Other.Of(way)))))
	}
}

// openNote is the share of the time in which a place works, in words; nothing if it always does.
func openNote(open float64) string {
	if open == 1 {
		return ""
	}
	return fmt.Sprintf(" × %s %% open", upTo(100*open, 1))
}

// openHours are the hours of a day in which a place works, in words.
func openHours(open float64) string {
	if open == 24 {
		return "24 h"
	}
	return fmt.Sprintf("%s h open", upTo(open, 2))
}

// upTo is a number with so many decimals, without those that are 0 at its end.
func upTo(x float64, decimals int) string {
	k := math.Pow(10, float64(decimals))
	return strconv.FormatFloat(math.Round(x*k)/k, 'f', -1, 64)
}

// slotsNote are the slots a day of which a share is open, in words.
func slotsNote(perDay, open float64) string {
	if open == 1 {
		return fmt.Sprintf("%s slots/d", upTo(perDay, 1))
	}
	return fmt.Sprintf("%s slots/d × %s %% open = %s", upTo(perDay, 1), upTo(100*open, 1), upTo(perDay*open, 1))
}

func (b *Border) installed(l *ledger, i placeID) {
	for _, way := range Ways {
		if s := b.Slots.Of(way); s > 0 {
			o, open := float64(b.Other.Of(way)), 1-b.Closed.stopped()
			l.add(i, ".slots."+way.String(), fmt.Sprintf("%s, less other traffic %.1f trains/d", slotsNote(float64(s), open), o), share(l.passing(i, int(way)), 1, 365*(float64(s)*open-o)))
		}
	}
	g := b.Gauge
	if g == nil {
		return
	}
	cycle := func(lifts float64) float64 {
		return (g.Form.Mean() + lifts*g.Lift.Mean()/float64(max(g.Cranes, 1))) / 3600
	}
	others := float64(b.Other.West+b.Other.East) * cycle(float64(g.OtherBoxes))
	open := 24 * (1 - g.Wind.stopped())
	pieces := l.passing(i, none)
	out := make([]float64, len(pieces))
	for f, n := range pieces {
		if n > 0 {
			out[f] = perPiece(l.gaugeHours(f, n, g), 365*(open*float64(g.Tracks)-others), n)
		}
	}
	l.add(i, ".gauge", fmt.Sprintf("%s × %s, less other traffic %.0f track-h/d", plural(g.Tracks, "track"), openHours(open), others), out)
}

// gaugeHours is the time of a train of a flow on its gauge track.
func (l *ledger) gaugeHours(f int, n float64, g *Gauge) float64 {
	st := l.flows[f]
	s := g.Form.Mean()
	cranes := float64(max(g.Cranes, 1))
	switch st.unit {
	case Wagons:
		s += g.changes(n) * g.Bogie.Mean()
	case Tonnes:
		s += n / 1000 * g.Bulk.Mean() / cranes
	case TEU:
		s += n / st.box() * g.Lift.Mean() / cranes
	default:
		s += n * g.Lift.Mean() / cranes
	}
	return s / 3600
}

func (l *ledger) sidings(i placeID, all Map[Siding]) {
	for k := range all {
		if all[k].Value.Cranes > 0 {
			l.siding(i, all[k].Name, &all[k].Value)
		}
	}
}

// siding files the cranes of a siding: pieces ÷ rate and the fixed time of a train, by rail on one side or both.
func (l *ledger) siding(i placeID, name string, s *Siding) {
	rate, open := ratesOf(s.Rate), workShare(l.s, s.Hours, s.Closing)
	out := make([]float64, len(l.flows))
	for f, st := range l.flows {
		if !contains(s.Takes, st.unit.String()) {
			continue
		}
		steps := st.steps
		for j := range steps {
			for _, k := range []int{j - 1, j + 1} {
				if steps[j].place == i && k >= 0 && k < len(steps) && kindName(l.s.Things[steps[k].place].Path) != "sea" {
					out[f] += (st.handlingHours(1, &rate) + s.Fixed.Mean()/3600/l.perTrain(f, max(j, k))) / (float64(s.Cranes) * hoursPerYear * open)
				}
			}
		}
	}
	l.add(i, ".siding."+name, fmt.Sprintf("%s × 8,760 h%s", plural(s.Cranes, "crane"), openNote(open)), out)
}

func (s *Station) installed(l *ledger, i placeID) {
	if s.Servers > 0 {
		open := workShare(l.s, s.Hours, s.Closing)
		l.add(i, "", fmt.Sprintf("%d servers × 8,760 h%s ÷ %.2f h", s.Servers, openNote(open), s.Service.Mean()/3600),
			share(l.passing(i, none), s.Service.Mean()/3600, float64(s.Servers)*hoursPerYear*open))
	}
}
