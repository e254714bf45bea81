package analysis

import (
	"fmt"
	"math"
	"slices"

	"corridor/sim/experiment"
)

// PlaceTime is the mean time that a unit of cargo spends in a place, in hours.
type PlaceTime struct {
	Place, Name, Kind string
	Hours             [foldCount]float64  // by FoldedCauses
	Total             float64             // sum of Hours
	ByCause           [causeCount]float64 // the same hours, by Causes
}

// Waiting is all but moving and handling, in hours per unit.
func (p PlaceTime) Waiting() float64 {
	sum := 0.0
	for _, h := range p.Hours[FoldMoving+1:] {
		sum += h
	}
	return sum
}

// TimeByPlace returns the mean hours per delivered unit by place and folded cause, over
// the flows of a family in a direction ("both" or "" for any), weighted in each replication
// by the units that each flow carried. Places are in route order, that of the travel if
// there is one direction. A flow that never visits a place counts there with zero hours,
// so that the totals of all places add up to the mean time from door to door. A cause that
// the model does not emit for a step has no hours there; a step without any cause makes the
// account unknown. The result is nil if it is unknown, or nothing was carried. Where a flow has several routes
// all of them count; results of older builds told that of the goal's family alone, and of others only the first route.
func TimeByPlace(r *Report, variant int, family, direction string) []PlaceTime {
	var routes []Route
	for _, route := range r.Scenario(variant).Routes {
		if route.Family == family && goes(route, direction) {
			routes = append(routes, route)
		}
	}
	places := makePlaces(RouteOrder(routes), routes)
	var accounts []account
	for _, route := range routes {
		accounts = append(accounts, r.account(variant, route, places))
	}
	read := func(row experiment.Row) ([][causeCount]float64, bool) {
		return hoursByPlace(row, accounts, len(places))
	}
	if all, ways := r.placesByWay(variant, family, direction); len(ways) > 0 {
		places = all
		read = func(row experiment.Row) ([][causeCount]float64, bool) { return hoursByWay(row, ways, len(places)) }
	}
	good := 0.0
	for _, row := range r.rows[variant] {
		hours, ok := read(row)
		if !ok {
			continue
		}
		good++
		for i := range places {
			for c := range hours[i] {
				places[i].ByCause[c] += hours[i][c]
			}
		}
	}
	if good == 0 {
		return nil
	}
	for i := range places {
		for c, cause := range Causes {
			places[i].ByCause[c] /= good
			places[i].Hours[cause.Folded] += places[i].ByCause[c]
			places[i].Total += places[i].ByCause[c]
		}
	}
	return places
}

func makePlaces(order []string, routes []Route) []PlaceTime {
	places := make([]PlaceTime, len(order))
	for _, route := range routes {
		for _, step := range route.Steps {
			p := &places[slices.Index(order, step.Place)]
			p.Place, p.Name, p.Kind = step.Place, step.Name, step.Kind
		}
	}
	return places
}

// account says where in a row the time of one flow stands.
type account struct {
	carried int // column; -1 if there is none
	terms   []term
	unknown bool // a step has no metrics
}

type term struct{ place, cause, column int }

func (r *Report) account(variant int, route Route, places []PlaceTime) account {
	a := account{carried: -1}
	if column, ok := r.columns[variant]["flow."+route.Flow+".carried"]; ok {
		a.carried = column
	}
	for n, step := range route.Steps {
		place := slices.IndexFunc(places, func(p PlaceTime) bool { return p.Place == step.Place })
		before := len(a.terms)
		for i, cause := range Causes {
			if column, ok := r.columns[variant][stepMetric(route.Flow, n, cause.Name)]; ok {
				a.terms = append(a.terms, term{place, i, column})
			}
		}
		a.unknown = a.unknown || len(a.terms) == before
	}
	return a
}

// hoursByPlace adds up the accounts of one row, per unit. It is not ok if the replication
// failed, nothing was carried by a route of which hours are kept, or those of a flow that carried something are unknown.
func hoursByPlace(row experiment.Row, accounts []account, places int) (hours [][causeCount]float64, ok bool) {
	if row.Fault != "" {
		return nil, false
	}
	hours = make([][causeCount]float64, places)
	units := 0.0
	for _, a := range accounts {
		if a.carried < 0 {
			return nil, false
		}
		carried := float64(row.Values[a.carried])
		if carried == 0 {
			continue // its hours are undefined
		}
		if a.unknown {
			return nil, false
		}
		if missing := a.missing(row); missing == len(a.terms) {
			continue // all that was carried came by another route
		} else if missing > 0 {
			return nil, false
		}
		units += carried
		for _, t := range a.terms {
			hours[t.place][t.cause] += carried * float64(row.Values[t.column])
		}
	}
	return perUnit(hours, units), units > 0
}

// perUnit divides hours, by place and cause, among units.
func perUnit(hours [][causeCount]float64, units float64) [][causeCount]float64 {
	for i := range hours {
		for c := range hours[i] {
			hours[i][c] /= units
		}
	}
	return hours
}

// missing counts the hours of a flow that a row does not tell.
func (a account) missing(row experiment.Row) (n int) {
	for _, t := range a.terms {
		if math.IsNaN(float64(row.Values[t.column])) {
			n++
		}
	}
	return n
}

func stepMetric(flow string, step int, what string) string {
	return fmt.Sprintf("flow.%s.step.%02d.%s", flow, step, what)
}
