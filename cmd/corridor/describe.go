package main

import (
	"strings"
	"time"

	"corridor/scenarios"
	"corridor/sim/analysis"
	"corridor/sim/corridor"
)

// describe is what the journal's header says of a scenario, so that figures need not read it. Capacities
// on paper are for the cargo mix of the level named.
func describe(f *scenarios.File, level string) analysis.Scenario {
	s := f.Scenario
	a := analysis.Scenario{
		Name: f.Name, Title: s.Title, File: f.Path, Hash: f.Hash,
		Measures: []string{}, Goal: goalOf(s), Places: placesOf(s, level), Families: familiesOf(s),
		Start: s.Run.Start.Format(time.DateOnly), Months: monthsOf(s.Run),
	}
	for _, m := range f.Measures {
		a.Measures = append(a.Measures, m.Name)
	}
	for _, r := range corridor.Outline(s) {
		route := analysis.Route{Flow: strings.TrimPrefix(r.Flow, "flow."), Label: r.Label, Family: r.Family, Direction: r.Way.String()}
		for _, step := range r.Steps {
			route.Steps = append(route.Steps, analysis.Step{Place: step.Path, Name: step.Name, Kind: step.Kind, Km: step.Km, Sea: step.Sea})
		}
		a.Routes = append(a.Routes, route)
	}
	return a
}

func goalOf(s *corridor.Scenario) analysis.Goal {
	g := analysis.Goal{Direction: s.Goal.Direction, Family: s.Goal.Family, PromiseDays: s.Goal.Promised.Hours() / 24, MeasuredAt: []string{}}
	if s.Goal.Carried.Unit == corridor.Tonnes {
		g.Carried = s.Goal.Carried.PerYear / 1e6
	}
	if !s.Goal.By.IsZero() {
		g.By = s.Goal.By.Format(time.DateOnly)
	}
	for _, r := range s.Goal.MeasuredAt {
		g.MeasuredAt = append(g.MeasuredAt, string(r))
	}
	return g
}

func familiesOf(s *corridor.Scenario) []analysis.Family {
	families := []analysis.Family{}
	routes := corridor.Outline(s)
	for _, name := range s.Families() {
		family := analysis.Family{Name: name}
		for _, r := range routes {
			if r.Family == name {
				family.Unit = r.Unit
				family.Counted = family.Counted || r.Counted
			}
		}
		families = append(families, family)
	}
	return families
}

// placesOf lists the places in route order. The capacity of a place is for the mix of cargo of the
// level: what passes when all of it grows in proportion until the tightest element is used up.
func placesOf(s *corridor.Scenario, level string) []analysis.Place {
	elements := corridor.Installed(s, level)
	places := []analysis.Place{}
	for _, path := range corridor.PlacesInOrder(s) {
		t := s.Things[s.Find(path)]
		kind, _ := corridor.KindOf(path)
		p := analysis.Place{Path: path, Name: t.Name, Kind: kind.Name}
		if len(t.At) == 2 {
			p.Lat, p.Lon = t.At[0], t.At[1]
		}
		if e := tightest(elements, path); e.Use > 0 {
			p.Installed = through(s, level, path) / e.Use
			p.InstalledNote = e.Path + ": " + e.Note
		}
		places = append(places, p)
	}
	return places
}

// tightest is the element of a place that demand uses most; its Use is 0 if nothing limits the place.
func tightest(elements []corridor.Capacity, place string) (most corridor.Capacity) {
	for _, e := range elements {
		if (e.Path == place || strings.HasPrefix(e.Path, place+".")) && e.Use > most.Use {
			most = e
		}
	}
	return most
}

// monthsOf names the months of the measured period, as the model divides it.
func monthsOf(r corridor.Run) []string {
	months := []string{}
	end := r.Start.Add(r.Length)
	for t := r.Start; t.Before(end); t = time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC) {
		months = append(months, t.Format("2006-01"))
	}
	return months
}
