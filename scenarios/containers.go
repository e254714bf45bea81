package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"corridor/sim/corridor"
)

// Values that are made of others: both directions, named tables, lists, tables inside tables.

// value sets v from a node, whatever its type.
func (r *reading) value(n *node, path string, f *field, v reflect.Value) {
	t := v.Type()
	known := readerOf(t)
	switch {
	case known != nil:
		known.read(r, n, path, f, v)
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		r.value(n, path, f.elementOf(t.Elem()), v.Elem())
	case isBoth(t):
		r.both(n, path, f, v)
	case isMap(t):
		r.entries(n, path, f, v)
	case t.Kind() == reflect.Slice:
		r.list(n, path, f, v)
	case t.Kind() == reflect.Struct && t.PkgPath() == corridorPath:
		r.nested(n, path, v)
	default:
		panic(fmt.Sprintf("scenarios: no reader for %v at %s", t, path))
	}
}

// both reads a value for each direction.
func (r *reading) both(n *node, path string, f *field, v reflect.Value) {
	side := f.elementOf(v.Field(0).Type())
	if !sided(n) || alike(n) {
		if sided(n) {
			n = n.kid("west")
		}
		r.value(n, path, side, v.Field(0))
		v.Field(1).Set(v.Field(0))
		return
	}
	r.universal(n, path, []string{"west", "east"}, false, false)
	for i, way := range corridor.Ways {
		if k := n.kid(way.String()); k != nil {
			r.value(k, path+"."+way.String(), side, v.Field(i))
		} else {
			r.error(n.val, fmt.Sprintf("%s.%s is missing", path, way), "give both west and east")
		}
	}
}

// sided reports whether a node is a table with a value for a direction.
func sided(n *node) bool { return n.kid("west") != nil || n.kid("east") != nil }

// alike reports whether both directions have one value from one place: changes part them, and one
// fault of both would be two problems.
func alike(n *node) bool {
	west, east := n.kid("west"), n.kid("east")
	return west != nil && east != nil && west.val == east.val && west.written() == east.written()
}

// entries reads a named sub-table, in order of name.
func (r *reading) entries(n *node, path string, f *field, v reflect.Value) {
	if !r.isTable(n, path) {
		return
	}
	t := mapElement(v.Type())
	if r.unnamed(n, path, t) {
		return
	}
	kids := slices.Clone(n.kids)
	slices.SortFunc(kids, func(a, b *node) int { return strings.Compare(a.key, b.key) })
	for _, k := range kids {
		inside := path + "." + k.key
		e := reflect.New(v.Type().Elem()).Elem()
		e.Field(0).SetString(k.key)
		if t.Kind() == reflect.Struct && readerOf(t) == nil {
			r.checkName(k, path)
		}
		if t == refType && len(f.to) == 1 && !f.free {
			r.refTo(k.at, path, f.to[0]+"."+k.key, f)
		}
		r.value(k, inside, f.elementOf(t), e.Field(1))
		v.Set(reflect.Append(v, e))
	}
	if len(kids) == 0 && f.need {
		r.error(n.val, path+" is empty", "it needs at least one entry")
	}
}

// unnamed refuses a table of named tables whose names were left out, in one problem.
func (r *reading) unnamed(n *node, path string, t reflect.Type) bool {
	if t.Kind() != reflect.Struct || readerOf(t) != nil {
		return false
	}
	i := slices.IndexFunc(n.kids, func(k *node) bool { return k.shape != table })
	if i < 0 {
		return false
	}
	r.error(n.kids[i].at, fmt.Sprintf("%s.%s is %s, not a table", path, n.kids[i].key, n.kids[i].kind()),
		fmt.Sprintf("tables here have names: write [%s.NAME]", path))
	return true
}

// list reads the elements of a list.
func (r *reading) list(n *node, path string, f *field, v reflect.Value) {
	if n.shape != list {
		r.error(n.val, fmt.Sprintf("%s is %s, not a list", path, n.kind()), "write it in brackets: [ … ]")
		return
	}
	if f.length > 0 && len(n.kids) != f.length {
		r.error(n.val, fmt.Sprintf("%s has %d values, needs %d", path, len(n.kids), f.length), monthsHint(f))
		return
	}
	if len(n.kids) == 0 && f.need {
		r.error(n.val, path+" is empty", "it needs at least one value")
		return
	}
	e := f.elementOf(v.Type().Elem())
	v.Set(reflect.MakeSlice(v.Type(), len(n.kids), len(n.kids)))
	for i, k := range n.kids {
		r.value(k, fmt.Sprintf("%s[%d]", path, i+1), e, v.Index(i))
	}
}

func monthsHint(f *field) string {
	if f.length == 12 {
		return "one for each month, January to December"
	}
	return f.doc
}

func (r *reading) nested(n *node, path string, v reflect.Value) {
	if r.isTable(n, path) {
		r.object(n, path, v, false)
	}
}

func (r *reading) isTable(n *node, path string) bool {
	if n.shape == table {
		return true
	}
	r.error(n.val, fmt.Sprintf("%s is %s, not a table", path, n.kind()), fmt.Sprintf("write [%s] or { … }", path))
	return false
}
