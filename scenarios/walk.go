package scenarios

import (
	"fmt"
	"reflect"

	"corridor/sim/corridor"
)

// value is one value of a scenario that was read: its path, the type's reader, and what it is.
type value struct {
	path   string
	reader *reader
	v      reflect.Value
}

// values lists all values of a scenario, defaults included, in order of path within each table.
// What is absent (a nil pointer, an empty list or map) has no value.
func values(s *corridor.Scenario) []value {
	var all []value
	for _, one := range singles {
		all = walk(all, one.key, reflect.ValueOf(one.of(s)).Elem())
	}
	for _, thing := range s.Things {
		all = walk(all, thing.Path, reflect.ValueOf(thing.Spec).Elem())
	}
	return all
}

func walk(all []value, path string, v reflect.Value) []value {
	t := v.Type()
	known := readerOf(t)
	switch {
	case known != nil:
		return append(all, value{path, known, v})
	case t.Kind() == reflect.Pointer:
		if !v.IsNil() {
			all = walk(all, path, v.Elem())
		}
	case isBoth(t):
		for i, way := range corridor.Ways {
			all = walk(all, path+"."+way.String(), v.Field(i))
		}
	case isMap(t):
		for i := range v.Len() {
			all = walk(all, path+"."+v.Index(i).Field(0).String(), v.Index(i).Field(1))
		}
	case t.Kind() == reflect.Slice:
		for i := range v.Len() {
			all = walk(all, fmt.Sprintf("%s[%d]", path, i+1), v.Index(i))
		}
	case t.Kind() == reflect.Struct && t.PkgPath() == corridorPath:
		for _, f := range fieldsOf(t) {
			all = walk(all, path+"."+f.key, v.Field(f.index))
		}
	default:
		panic(fmt.Sprintf("scenarios: no reader for %v at %s", t, path))
	}
	return all
}
