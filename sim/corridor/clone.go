package corridor

import "reflect"

// clone is a copy of a scenario that shares nothing with it which could be changed: Specs are pointers to plain
// data, so a copy of every exported field is a copy of all there is. Values with fields of their own kind,
// such as dates, are copied whole.
func clone(s *Scenario) *Scenario {
	out := *s
	out.Goal = deep(reflect.ValueOf(s.Goal)).Interface().(Goal)
	out.Things = deep(reflect.ValueOf(s.Things)).Interface().([]Thing)
	out.Dated = deep(reflect.ValueOf(s.Dated)).Interface().([]Dated)
	return &out
}

// deep is a copy of a value and of all that it points to.
func deep(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return v
		}
		if v.Kind() == reflect.Interface {
			out.Set(deep(v.Elem()))
			return out
		}
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(deep(v.Elem()))
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(deep(v.Index(i)))
		}
	case reflect.Struct:
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(deep(v.Field(i)))
			}
		}
	default:
		out.Set(v)
	}
	return out
}

// everywhere calls f with every value of type T in the exported fields of a Spec, to be changed in place.
func everywhere[T any](spec Spec, f func(*T)) { visit(reflect.ValueOf(spec), f) }

func visit[T any](v reflect.Value, f func(*T)) {
	if v.CanAddr() {
		if x, ok := v.Addr().Interface().(*T); ok {
			f(x)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			visit(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visit(v.Index(i), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				visit(v.Field(i), f)
			}
		}
	}
}
