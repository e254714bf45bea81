package analysis

import (
	"math"
	"slices"

	"corridor/sim/experiment"
)

// familyWay are the columns of a row that tell where a family spends its time one way, by all routes of its flows.
type familyWay struct {
	carried []int // of its flows
	terms   []term
}

// hoursPrefix is what stands between a place and a direction in the names of the hours of a family there.
func (s Scenario) hoursPrefix(family string) string {
	if family == s.Goal.Family {
		return ".goal."
	}
	return ".family." + family + "."
}

// placesByWay are the places that units of a family pass in a direction, in route order, and the columns of their hours, by way;
// nil where results do not tell hours by place: no flow of it has several routes, or an older build made them.
func (r *Report) placesByWay(variant int, family, direction string) (places []PlaceTime, ways []familyWay) {
	s := r.Scenario(variant)
	routes := slices.DeleteFunc(s.EveryRoute(), func(route Route) bool { return route.Family != family || !goes(route, direction) })
	places = makePlaces(RouteOrder(routes), routes)
	for _, way := range []string{"west", "east"} {
		if direction != way && direction != "both" && direction != "" {
			continue
		}
		var w familyWay
		for _, route := range s.Routes {
			if column, ok := r.columns[variant]["flow."+route.Flow+".carried"]; ok && route.Family == family && route.Direction == way {
				w.carried = append(w.carried, column)
			}
		}
		for _, p := range s.Places {
			for i, c := range Causes {
				column, ok := r.columns[variant][p.Path+s.hoursPrefix(family)+way+"."+c.Name]
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

// hoursByWay adds up one row, per unit of all ways; not ok if the replication failed or nothing was carried.
func hoursByWay(row experiment.Row, ways []familyWay, places int) (hours [][causeCount]float64, ok bool) {
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
