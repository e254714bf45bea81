package corridor

import (
	"strconv"
	"time"
)

var levelKind = Kind{Name: "level", Doc: "A demand level: one factor per cargo family.", New: func() Spec { return &Level{} }}

// Level scales the flows of each family by volume / base.
type Level struct {
	Title  string     `doc:"for tables and figures"`
	Factor *Ratio     `doc:"one factor for every family, in place of volume and base" min:"0" dated:"yes"`
	Volume *Column    `doc:"volume of each family at this level" dated:"yes"`
	Base   *Column    `doc:"volume of each family that the flows of this file add up to" dated:"yes"`
	Season Map[Ref]   `doc:"seasons that take the place of others at this level" to:"season" dated:"yes"`
	Family Map[Ratio] `doc:"factor of single families, after volume and base" min:"0" dated:"yes"`
	Year   Map[Ref]   `doc:"other levels by calendar year, as in { 2025 = \"level.a\", 2027 = \"level.b\" }, in place of the keys above: constant within a year, and between two given years on a straight line for each family" to:"level" keys:"free" dated:"yes"`
}

// Of is what the level makes of a family: the factor on the volume of its flows.
func (l *Level) Of(family string) float64 {
	k := 1.0
	if l.Factor != nil {
		k = float64(*l.Factor)
	}
	if l.Volume != nil && l.Base != nil {
		v, _ := l.Volume.Get(family)
		base, _ := l.Base.Get(family)
		k = 0
		if v != 0 {
			k = v / base
		}
	}
	for _, e := range l.Family {
		if e.Name == family {
			k *= float64(e.Value)
		}
	}
	return k
}

// levelOf is a level at the beginning of the measured period.
func levelOf(s *Scenario, name string) *Level { return levelIn(s, name, s.Run.Start.Year()) }

// levelIn is a level in a calendar year.
func levelIn(s *Scenario, name string, year int) *Level {
	if name == "" || name == ImpliedLevel {
		return &Level{}
	}
	return spec[*Level](s, Ref("level."+name)).in(s, year)
}

// in is what a level is in a calendar year.
func (l *Level) in(s *Scenario, year int) *Level {
	if len(l.Year) == 0 {
		return l
	}
	before, after := l.Year[0], l.Year[0]
	for _, e := range l.Year { // in order of name, which is that of the years
		if yearNumber(e.Name) <= year {
			before = e
		}
		after = e
		if yearNumber(e.Name) >= year {
			break
		}
	}
	a, b := spec[*Level](s, before.Value), spec[*Level](s, after.Value)
	from, to := yearNumber(before.Name), yearNumber(after.Name)
	if from >= year || to <= year {
		return a
	}
	part := float64(year-from) / float64(to-from)
	between := &Level{Season: a.Season}
	for _, family := range s.Families() {
		between.Family = append(between.Family, Entry[Ratio]{family, Ratio(a.Of(family) + part*(b.Of(family)-a.Of(family)))})
	}
	return between
}

// yearNumber reads a year that has been checked.
func yearNumber(name string) int {
	n, err := strconv.Atoi(name)
	if err != nil {
		panic("corridor: year " + name + ": Check was not called")
	}
	return n
}

// FactorOf is what a level makes of a family: the mean over the measured period of the factor on its flows. The implied
// level makes nothing of it.
func FactorOf(s *Scenario, level, family string) float64 {
	if s.Find("level."+level) < 0 {
		return 1
	}
	if len(spec[*Level](s, Ref("level."+level)).Year) == 0 {
		return levelOf(s, level).Of(family)
	}
	sum := 0.0
	for _, m := range monthsOf(s.Run.Start, s.Run.ends()) {
		sum += levelIn(s, level, m.first.Year()).Of(family) * float64(m.length) / float64(m.whole) / 12
	}
	return sum / s.Run.years()
}

// checkYears refuses years that are none, and levels by year of levels by year.
func (l *Level) checkYears(c *checker, path string) {
	if l.Factor != nil || l.Volume != nil || len(l.Family) > 0 || len(l.Season) > 0 {
		c.say(path+".year", "stands in place of factor, volume, base, season and family")
	}
	for _, e := range l.Year {
		if _, err := time.Parse("2006", e.Name); err != nil {
			c.say(path+".year."+e.Name, "%q is no year; write year = { 2025 = \"level.NAME\" }", e.Name)
		}
		if i := c.s.Find(string(e.Value)); i >= 0 && len(c.s.Things[i].Spec.(*Level).Year) > 0 {
			c.say(path+".year."+e.Name, "%s goes by years itself", e.Value)
		}
	}
}

// growthOff keeps the demand of the first year, also where that lies between two years that a level names.
func growthOff(s *Scenario) {
	each(s, func(f *Flow) { f.Growth = 0 })
	year := s.Run.Start.Year()
	each(s, func(l *Level) {
		if len(l.Year) > 0 {
			first := *l.in(s, year)
			l.Factor, l.Volume, l.Base, l.Family, l.Season, l.Year = first.Factor, first.Volume, first.Base, first.Family, first.Season, nil
		}
	})
}
