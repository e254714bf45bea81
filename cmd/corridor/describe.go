package main

import (
	"math"
	"reflect"
	"slices"
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
		Measures: []string{}, Goal: goalOf(s), Places: placesOf(s, level), Elements: elementsOf(s, corridor.Elements(s, level)), Years: yearsOf(s, level), Families: familiesOf(s),
		Start: s.Run.Start.Format(time.DateOnly), Months: monthsOf(s.Run),
	}
	for _, m := range f.Measures {
		a.Measures = append(a.Measures, m.Name)
	}
	a.Routes = routesOf(s)
	a.Later = laterRoutes(s, level, a)
	return a
}

// routesOf are the routes that flows name first.
func routesOf(s *corridor.Scenario) (routes []analysis.Route) {
	for _, r := range corridor.Outline(s) {
		route := analysis.Route{Flow: strings.TrimPrefix(r.Flow, "flow."), Label: r.Label, Family: r.Family, Direction: r.Way.String(), Uncounted: !r.Counted, Empties: r.Empties}
		for _, step := range r.Steps {
			route.Steps = append(route.Steps, analysis.Step{Place: step.Path, Name: step.Name, Kind: step.Kind, Km: step.Km, Sea: step.Sea})
		}
		routes = append(routes, route)
	}
	return routes
}

// laterRoutes are the routes that are other than before from days inside the run on.
func laterRoutes(s *corridor.Scenario, level string, a analysis.Scenario) []analysis.Later {
	for _, day := range s.Turns(level) {
		now := a.RoutesOn(day)
		later := analysis.Later{From: day.Format(time.DateOnly)}
		for _, route := range routesOf(s.AsOf(day)) {
			if !slices.ContainsFunc(now, func(r analysis.Route) bool { return reflect.DeepEqual(r, route) }) {
				later.Routes = append(later.Routes, route)
			}
		}
		if len(later.Routes) > 0 {
			a.Later = append(a.Later, later)
		}
	}
	return a.Later
}

func goalOf(s *corridor.Scenario) analysis.Goal {
	g := analysis.Goal{Direction: s.Goal.Direction, Family: s.Goal.Family, PromiseDays: s.Goal.Promised.Hours() / 24, MeasuredAt: []string{},
		OccupationDay: float64(s.Goal.OccupationDay)}
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

// placesOf are the places of all routes, those included that come into use inside the run.
func placesOf(s *corridor.Scenario, level string) []analysis.Place {
	paths := corridor.PlacesInOrder(s)
	for _, day := range s.Turns(level) {
		before := -1
		for _, path := range corridor.PlacesInOrder(s.AsOf(day)) {
			at := slices.Index(paths, path)
			if at < 0 {
				at = before + 1
				paths = slices.Insert(paths, at, path)
			}
			before = at
		}
	}
	places := []analysis.Place{}
	for _, path := range paths {
		t := s.Things[s.Find(path)]
		kind, _ := corridor.KindOf(path)
		p := analysis.Place{Path: path, Name: t.Name, Kind: kind.Name}
		if len(t.At) == 2 {
			p.Lat, p.Lon = t.At[0], t.At[1]
		}
		places = append(places, p)
	}
	return places
}

// yearsOf are the first and the last calendar year of a scenario of several.
func yearsOf(s *corridor.Scenario, level string) (years []analysis.Year) {
	begins := s.CalendarYears()
	if len(begins) == 0 {
		return nil
	}
	for _, i := range []int{0, len(begins) - 2} {
		years = append(years, analysis.Year{Year: begins[i].Year(), Elements: elementsOf(s, corridor.ElementsBetween(s, level, begins[i], begins[i+1]))})
	}
	return years
}

// elementsOf lists what limits the cargo of a level on paper; what no flow uses limits nothing. Nor does
// what has no finite capacity or, with none at all, no finite use: the header is JSON, which
// cannot hold them, and no bar can be drawn of them.
func elementsOf(s *corridor.Scenario, installed []corridor.Capacity) []analysis.Element {
	elements := []analysis.Element{}
	for _, c := range installed {
		if !(c.Use > 0) || !isFinite(c.Use) || !isFinite(c.Mt) {
			continue
		}
		e := analysis.Element{Path: c.Path, Name: elementName(s, installed, c), Kind: c.Kind, Installed: c.Mt, Use: c.Use, Note: c.Note, Each: c.Each}
		for _, path := range c.Flows {
			e.Flows = append(e.Flows, strings.TrimPrefix(path, "flow."))
		}
		if slices.ContainsFunc(c.Parts, func(part float64) bool { return part != 1 }) {
			e.Parts = c.Parts
		}
		elements = append(elements, e)
	}
	return elements
}

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// elementName says in words which element of which place is meant: the brief name of
// the place, then what it is there ("Aktau, container berth").
func elementName(s *corridor.Scenario, installed []corridor.Capacity, c corridor.Capacity) string {
	parts := strings.Split(c.Path, ".")
	lane, what := strings.Join(parts[:2], "."), parts[2:]
	name := analysis.Brief(s.Things[s.Find(lane)].Name)
	words := ""
	switch {
	case len(what) == 0:
		return name
	case c.Kind == "sea":
		words = strings.TrimSpace(deckName(s, installed, c, lane) + " " + what[1] + "bound")
	case len(what) == 1 && what[0] == "gauge":
		words = "gauge change"
	case len(what) == 1:
		words = what[0] + "bound"
	case what[0] == "slots":
		words = "slots " + what[1] + "bound"
	default:
		words = what[1] + " " + what[0] // a berth or siding by name
	}
	return name + ", " + words
}

// deckName is the cargo of an element of a lane, "" where all ships of the lane carry the same:
// its unit or, where that is tonnes, the families of its flows.
func deckName(s *corridor.Scenario, installed []corridor.Capacity, c corridor.Capacity, lane string) string {
	unit := strings.Split(c.Path, ".")[2]
	alone := !slices.ContainsFunc(installed, func(o corridor.Capacity) bool {
		return strings.HasPrefix(o.Path, lane+".") && !strings.HasPrefix(o.Path, lane+"."+unit+".")
	})
	switch {
	case alone:
		return ""
	case unit == corridor.TEU.String():
		return "containers"
	case unit != corridor.Tonnes.String():
		return unit
	}
	var families []string
	for _, path := range c.Flows {
		f := s.Things[s.Find(path)].Spec.(*corridor.Flow)
		if f.Volume != nil && f.Volume.Unit == corridor.Tonnes && !slices.Contains(families, f.Family) {
			families = append(families, f.Family)
		}
	}
	return strings.Join(families, " and ")
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
