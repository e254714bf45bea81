package analysis

import (
	"math"
	"slices"

	"corridor/sim/experiment"
)

// goalWay are the columns of a row that tell where the goal's family spends its time one way, by all routes of its flows.
type goalWay struct {
	carried []int // of its flows
	terms   []term
}

// goalPlaces are the places that units of the goal's family pass in a direction, in route order, and the columns of their hours, by way;
// nil where results do not tell hours by place: no flow of it has several routes, or an older build made them.
func (r *Report) goalPlaces(variant int, direction string) (places []PlaceTime, ways []goalWay) {
	s := r.Scenario(variant)
	routes := slices.DeleteFunc(s.EveryRoute(), func(route Route) bool { return route.Family != s.Goal.Family || !goes(route, direction) })
	places = makePlaces(RouteOrder(routes), routes)
	for _, way := range []string{"west", "east"} {
		if direction != way && direction != "both" && direction != "" {
			continue
		}
		var w goalWay
		for _, route := range s.Routes {
			if column, ok := r.columns[variant]["flow."+route.Flow+".carried"]; ok && route.Family == s.Goal.Family && route.Direction == way {
				w.carried = append(w.carried, column)
			}
		}
		for _, p := range s.Places {
			for i, c := range Causes {
				column, ok := r.columns[variant][p.Path+".goal."+way+"."+c.Name]
				if !ok {
					continue
				}
				var at int
				places, at = placeAmong(places, s.Places, p)
				w.terms = append(w.terms, term{at, i, column})
			}
		}
		if len(w.terms) > 0 {
			ways = append(ways, w)
		}
	}
	return places, ways
}

// goes tells whether a route is of a direction.
func goes(route Route, direction string) bool {
	return direction == "" || direction == "both" || route.Direction == direction
}

// placeAmong finds a place or, where only second routes pass it, adds it behind the rest.
func placeAmong(places []PlaceTime, all []Place, p Place) ([]PlaceTime, int) {
	if at := slices.IndexFunc(places, func(t PlaceTime) bool { return t.Place == p.Path }); at >= 0 {
		return places, at
	}
	return append(places, PlaceTime{Place: p.Path, Name: p.Name, Kind: p.Kind}), len(places)
}

// goalHours adds up one row, per unit of all ways; not ok if the replication failed or nothing was carried.
func goalHours(row experiment.Row, ways []goalWay, places int) (hours [][causeCount]float64, ok bool) {
	if row.Fault != "" {
		return nil, false
	}
	hours = make([][causeCount]float64, places)
	all := 0.0
	for _, w := range ways {
		units := 0.0
		for _, column := range w.carried {
			units += float64(row.Values[column])
		}
		if units == 0 {
			continue // its hours are undefined
		}
		all += units
		for _, t := range w.terms {
			hours[t.place][t.cause] += units * float64(row.Values[t.column])
		}
	}
	return perUnit(hours, all), all > 0
}

// GoalWaits is how many units of the goal's family that go a way ("both" or "" for any) wait at a place on average, arrived or not;
// NaN if the results do not tell.
func (r *Report) GoalWaits(variant int, place, direction string) float64 {
	sum := math.NaN()
	for _, way := range []string{"west", "east"} {
		metric := place + ".goal." + way + ".waits"
		if direction != way && direction != "both" && direction != "" || !r.Has(metric, variant) {
			continue
		}
		if math.IsNaN(sum) {
			sum = 0
		}
		sum += r.mean(variant, metric)
	}
	return sum
}

// RanksAll tells whether places are ranked by all of the goal's family that waits there, arrived or not: where it piles up, or all cargo
// does, what has arrived says little of where it waits. Results of older builds do not tell.
func (r *Report) RanksAll(variant int) bool {
	s := r.Scenario(variant)
	p, ok := r.pileOf("family."+s.Goal.Family, variant)
	return (ok && p.share > pileLimit || r.PilesUp(variant)) && slices.ContainsFunc(s.Places, func(p Place) bool {
		return !math.IsNaN(r.GoalWaits(variant, p.Path, ""))
	})
}
