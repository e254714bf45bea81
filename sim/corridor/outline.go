package corridor

import (
	"strings"
)

// RouteOutline is what figures need of a flow besides numbers: its places in order, with kilometres.
type RouteOutline struct {
	Flow, Label, Family, Unit string
	Counted                   bool
	Empties                   bool // empty runs of a pool, without a volume of its own
	Way                       Way
	Steps                     []StepOutline
}

// StepOutline is one place of a route; Km is the distance from the origin to its end.
type StepOutline struct {
	Path, Name, Kind string
	Km               float64
	Sea              bool
}

// Outline describes the first route of every flow, in order of the flows' paths.
func Outline(s *Scenario) []RouteOutline { return outlines(s, 0) }

// outlines describes the route of every flow that is named at a place of its list, if there is one.
func outlines(s *Scenario, which int) (out []RouteOutline) {
	fed := s.fed()
	for _, t := range s.Things {
		f, ok := t.Spec.(*Flow)
		if !ok || len(f.Route) <= which {
			continue
		}
		unit, _, _ := f.measures()
		r := RouteOutline{Flow: t.Path, Label: t.Name, Family: f.Family, Unit: unit.String(), Counted: f.Counted, Empties: contains(fed, Ref(t.Path))}
		places := placesOf(s, f.Route[which].Name)
		if f.Direction == "east" {
			r.Way = East
			for i, j := 0, len(places)-1; i < j; i, j = i+1, j-1 {
				places[i], places[j] = places[j], places[i]
			}
		}
		km := 0.0
		for _, p := range places {
			place := &s.Things[s.Find(string(p))]
			km += lengthOf(place.Spec) / 1000
			_, sea := place.Spec.(*Sea)
			kind, _, _ := strings.Cut(place.Path, ".")
			r.Steps = append(r.Steps, StepOutline{Path: place.Path, Name: place.Name, Kind: kind, Km: km, Sea: sea})
		}
		out = append(out, r)
	}
	return out
}

// Km is the length of a place: lines and lanes have one.
func (s *Scenario) Km(path string) float64 { return lengthOf(s.Things[s.Find(path)].Spec) / 1000 }

// lengthOf is the length of a place in metres: lines and lanes have one.
func lengthOf(s Spec) float64 {
	if p, long := s.(interface{ metres() float64 }); long {
		return p.metres()
	}
	return 0
}

// PlacesInOrder are the places that flows pass, in the order in which westbound cargo meets them: a place
// follows all that come before it on some route, as far as the routes agree. The routes that flows name first come first.
func PlacesInOrder(s *Scenario) (out []string) {
	seen := map[string]bool{}
	for which := 0; ; which++ {
		routes := outlines(s, which)
		if len(routes) == 0 {
			return out
		}
		for _, r := range routes {
			out = r.placesAmong(out, seen)
		}
	}
}

// placesAmong adds the places of a route to those that were seen before.
func (r *RouteOutline) placesAmong(out []string, seen map[string]bool) []string {
	last := -1
	for i := range r.Steps {
		p := r.Steps[i].Path
		if r.Way == East {
			p = r.Steps[len(r.Steps)-1-i].Path
		}
		if seen[p] {
			last = indexOf(out, p)
			continue
		}
		seen[p] = true
		last++
		out = append(out[:last], append([]string{p}, out[last:]...)...)
	}
	return out
}

func indexOf(list []string, x string) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return -1
}
