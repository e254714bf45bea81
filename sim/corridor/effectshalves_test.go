package corridor

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"corridor/sim/des"
)

// A half is a switch that forgets one parameter: everything else is left out, and that is as it was. TestEffects must
// notice each of them, so this file looks for the row that does.

// changed calls f with each value that differs between two Specs of one type, and its path: Port.Siding.*.Cranes.
func changed(path string, is, was reflect.Value, f func(path string, is, was reflect.Value)) {
	same := reflect.DeepEqual(is.Interface(), was.Interface())
	switch kind := is.Kind(); {
	case same:
	case kind == reflect.Pointer && !is.IsNil() && !was.IsNil():
		changed(path, is.Elem(), was.Elem(), f)
	case kind == reflect.Slice && is.Len() == was.Len() && strings.HasPrefix(is.Type().Name(), "Map["):
		for i := range is.Len() {
			changed(path+".*", is.Index(i).Field(1), was.Index(i).Field(1), f)
		}
	case kind == reflect.Struct && is.Type().PkgPath() == reflect.TypeFor[Scenario]().PkgPath():
		for i := range is.NumField() {
			changed(path+"."+is.Type().Field(i).Name, is.Field(i), was.Field(i), f)
		}
	default:
		f(path, is, was)
	}
}

// switched calls f with each parameter that a switch has turned in a scenario.
func switched(off, s *Scenario, f func(path string, is, was reflect.Value)) {
	for i, t := range off.Things {
		is, was := reflect.ValueOf(t.Spec).Elem(), reflect.ValueOf(s.Things[i].Spec).Elem()
		changed(is.Type().Name(), is, was, f)
	}
}

// alike are halves that make no difference: what they forget means nothing once the rest is gone.
var alike = map[string][]string{
	"storms":             {"Basin.Dates.File"},                                                                            // a name
	"season":             {"Level.Season"},                                                                                // in place of seasons that no flow has
	"single-track-meets": {"Rail.Loops", "Rail.Crossing", "Rail.Hold"},                                                    // of a single track
	"gauge-change":       {"Border.Gauge.Tracks", "Border.Gauge.Cranes", "Border.Gauge.Jacks", "Border.Gauge.OtherBoxes"}, // for work of no time
	"rerouting":          {"Flow.RerouteAfter"},                                                                           // on no other way
}

// TestHalfSwitches: each parameter that a switch turns, in the rows of TestEffects or in a scenario that has every
// parameter of every kind, is missed if it is forgotten.
func TestHalfSwitches(t *testing.T) {
	rows := map[string][]effect{}
	for _, e := range effects() {
		rows[e.mechanism] = append(rows[e.mechanism], e)
	}
	every := everyParameter()
	for _, m := range Mechanisms {
		missed := map[string]bool{}
		for _, e := range rows[m.Name] {
			off, _ := Without(e.model, m.Name)
			switched(off, e.model, func(path string, _, _ reflect.Value) {
				missed[path] = missed[path] || e.misses(off, path)
			})
		}
		off, _ := Without(every, m.Name)
		switched(off, every, func(path string, _, _ reflect.Value) {
			if _, row := missed[path]; !row {
				missed[path] = false
			}
		})
		for path, yes := range missed {
			if !yes && !slices.Contains(alike[m.Name], path) {
				t.Errorf("%s: nothing tells if it forgets %s", m.Name, path)
			}
		}
		for _, path := range alike[m.Name] {
			if yes, turned := missed[path]; yes || !turned {
				t.Errorf("%s: %s is not turned, or it matters", m.Name, path)
			}
		}
	}
}

// misses tells whether the number of a row is another one, or the scenario is refused, if a switch forgets a parameter.
func (e *effect) misses(off *Scenario, path string) bool {
	half, _ := Without(e.model, e.mechanism)
	switched(half, e.model, func(p string, is, was reflect.Value) {
		if p == path {
			is.Set(was)
		}
	})
	if len(Check(half)) > 0 {
		return true
	}
	of := func(s *Scenario) float64 {
		w := New(s, Choices{Seed: s.Run.Seed, Level: e.level})
		w.Run()
		return metrics(w)[e.metric]
	}
	within := e.near
	if e.chance {
		within = 0.05
	}
	a, b := of(half), of(off)
	return !(math.Abs(a-b) <= within*math.Max(math.Abs(a), math.Abs(b))+1e-9)
}

// everyParameter has one table of each kind with something in every field. It cannot run.
func everyParameter() *Scenario {
	m := map[string]Spec{}
	for _, k := range Kinds {
		spec := k.New()
		fill(reflect.ValueOf(spec).Elem())
		m[k.Name+".x"] = spec
	}
	return model(0, 1000, m)
}

// fill puts something into a value and all that it holds.
func fill(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *des.Dist:
		*x = exp(1)
		return
	case *Ref:
		*x = "level.x"
		return
	case *time.Time:
		*x = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		return
	case *Unit:
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case reflect.String:
		v.SetString("2024")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(0.3)
	default:
		v.SetInt(7)
	}
}
