package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// A measure is a tree of changes. It is made flat here: one change for each value, found by
// walking the measure, the tree that it changes and the Go types side by side. Only the types
// tell a table of keys (walk on) from a table that is one value, such as a law.

// change is a new value, or a change by an amount, of one path.
type change struct {
	path    []string
	node    *node // as the measure has it
	field   *field
	measure *measure
	by      *relative // nil: an absolute value
	side    int       // index in path of a direction that the measure did not write; 0: none
}

func (c *change) name() string { return strings.Join(c.path, ".") }

// said is the path as the measure has it.
func (c *change) said() string {
	if c.side == 0 {
		return c.name()
	}
	return strings.Join(slices.Delete(slices.Clone(c.path), c.side, c.side+1), ".")
}

// flattener collects the changes of all measures.
type flattener struct {
	*loader
	root    *node
	measure *measure
	setting *setting // that is made, which alone may change run and goal; nil: a measure
	changes []*change
	side    int // see change
}

// flatten walks the change tables of a measure.
func (f *flattener) flatten(changes *node) {
	for _, k := range changes.kids {
		kind, isKind := corridor.KindOf(k.key + ".")
		i := slices.IndexFunc(singles, func(s single) bool { return s.key == k.key })
		switch {
		case k.shape != table:
			f.error(k.at, fmt.Sprintf("change.%s is %s, not a table", k.key, k.kind()), fmt.Sprintf("write [change.%s.NAME]", k.key))
		case isKind:
			f.things(k, kind)
		case i >= 0 && f.setting != nil:
			t := reflect.TypeOf(singles[i].of(&corridor.Scenario{})).Elem()
			f.table(k, ensure(f.root, k), t, []string{k.key})
		case i >= 0:
			f.error(k.at, fmt.Sprintf("a measure cannot change %s", k.key), "write it in a scenario file with a base, or use --set")
		default:
			f.error(k.at, fmt.Sprintf("unknown key %q", k.key), didYouMean(k.key, kindNames()))
		}
	}
}

func kindNames() []string {
	names := make([]string, len(corridor.Kinds))
	for i, k := range corridor.Kinds {
		names[i] = k.Name
	}
	return names
}

func (f *flattener) things(n *node, kind corridor.Kind) {
	under := f.root.kid(kind.Name)
	t := reflect.TypeOf(kind.New()).Elem()
	for _, k := range n.kids {
		path := kind.Name + "." + k.key
		var have []string
		var thing *node
		if under != nil {
			have, thing = under.keys(), under.kid(k.key)
		}
		switch {
		case f.isPast(f.measure, k.at, path):
		case thing == nil:
			f.nothing(k, path, kind.Name, have)
		case k.shape != table || thing.shape != table:
			f.error(k.at, fmt.Sprintf("%s is %s, not a table", path, k.kind()), "")
		default:
			f.table(k, thing, t, []string{kind.Name, k.key})
		}
	}
}

// nothing is the problem of a change of what does not exist.
func (f *flattener) nothing(k *node, path, above string, have []string) {
	hint := thereIs(prefixed(above, have))
	if near := nearest(k.key, have); near != "" {
		hint = fmt.Sprintf("did you mean %q?", above+"."+near)
	}
	f.error(k.at, fmt.Sprintf("%s: nothing to change, the base has none", path), hint)
}

func prefixed(above string, names []string) []string {
	var paths []string
	for _, name := range names {
		paths = append(paths, above+"."+name)
	}
	return paths
}

// table walks the keys of a struct.
func (f *flattener) table(n, under *node, t reflect.Type, path []string) {
	fields := fieldsOf(t)
	var keys, changed []string
	for _, fd := range fields {
		keys = append(keys, fd.key)
	}
	r := f.scratch()
	r.universal(n, strings.Join(path, "."), keys, true, len(path) == 2 && isPlace(path[0]))
	for _, k := range n.kids {
		inside := append(slices.Clone(path), k.key)
		if fd := findField(fields, k.key); fd != nil {
			changed = append(changed, k.key)
			f.value(k, under, fd, fd.typ, inside)
		} else if k.key == "name" || k.key == "at" {
			f.record(k, &field{typ: stringType}, inside)
		}
	}
	under.extra.overlay(r.meta[strings.Join(path, ".")], changed)
}

var stringType = reflect.TypeFor[string]()

func isPlace(kind string) bool {
	k, ok := corridor.KindOf(kind + ".")
	return ok && k.Place
}

// value walks one key, whose table in the tree is above.
func (f *flattener) value(n, above *node, fd *field, t reflect.Type, path []string) {
	optional := t.Kind() == reflect.Pointer
	if optional {
		t = t.Elem()
	}
	under := above.kid(n.key)
	switch {
	case f.isPast(f.measure, n.at, strings.Join(path, ".")):
	case readerOf(t) != nil:
		f.leaf(n, under, fd, t, path)
	case isBoth(t):
		f.both(n, above, fd, t.Field(0).Type, path)
	case isMap(t):
		f.entries(n, above, fd, mapElement(t), path)
	case t.Kind() == reflect.Struct && n.shape != table:
		f.error(n.val, fmt.Sprintf("%s is %s, not a table", strings.Join(path, "."), n.kind()), "")
	case t.Kind() == reflect.Struct && optional && under == nil && f.awaits(path):
	case t.Kind() == reflect.Struct && optional && under == nil && !isSetting(n):
		f.error(n.at, fmt.Sprintf("%s: nothing to change, the base has none", strings.Join(path, ".")),
			fmt.Sprintf("write [add.%s]", strings.Join(path, ".")))
	case t.Kind() == reflect.Struct:
		f.table(n, ensure(above, n), t, path)
	default:
		f.record(n, fd, path)
	}
}

// isSetting tells what is set on the command line: there is no add there, so that a table that the base has not comes into being.
func isSetting(n *node) bool { return n.val.source.inline }

// awaits tells whether what is set is a key of a table that is not there now, but is at another time of the run.
func (f *flattener) awaits(path []string) bool {
	s := f.setting
	return s != nil && len(path) < len(s.keys) && slices.ContainsFunc(s.passing, func(p string) bool { return p == strings.Join(path, ".") })
}

// ensure returns the table of a key, made if the file leaves it at its defaults.
func ensure(above, n *node) *node {
	if under := above.kid(n.key); under != nil {
		return under
	}
	made := &node{key: n.key, shape: table, at: n.at, val: n.val}
	above.put(made)
	return made
}

// leaf records a value; a table of some arguments of a law, or of a part of a column, changes
// only those.
func (f *flattener) leaf(n, under *node, fd *field, t reflect.Type, path []string) {
	partial := t == distType && n.kid("dist") == nil || t == columnType && (n.kid("file") == nil || n.kid("column") == nil)
	if n.shape != table || !partial || under == nil || under.shape != table {
		f.record(n, fd.elementOf(t), path)
		return
	}
	for _, k := range n.kids {
		f.record(k, &field{dim: fd.dim, typ: reflect.TypeFor[any]()}, append(slices.Clone(path), k.key))
	}
}

var (
	distType   = reflect.TypeFor[des.Dist]()
	columnType = reflect.TypeFor[corridor.Column]()
	choiceType = reflect.TypeFor[corridor.Choice]()
)

// both parts a value for both directions, so that a measure that changes one direction and
// another that changes both can be told to agree or not.
func (f *flattener) both(n, above *node, fd *field, side reflect.Type, path []string) {
	under := above.kid(n.key)
	if under == nil && !sided(n) {
		f.record(n, fd, path)
		return
	}
	if under == nil {
		under = &node{key: n.key, shape: table, at: n.at, val: n.val}
		above.put(under)
	} else if !sided(under) {
		parted := &node{key: n.key, shape: table, at: under.at, val: under.val}
		for _, way := range corridor.Ways {
			k := under.clone()
			k.key = way.String()
			parted.kids = append(parted.kids, k)
		}
		above.put(parted)
		under = parted
	}
	if !sided(n) {
		f.side = len(path)
		defer func() { f.side = 0 }()
	}
	for _, way := range corridor.Ways {
		k := n
		if sided(n) {
			if k = n.kid(way.String()); k == nil {
				continue
			}
		}
		one := *k
		one.key = way.String()
		f.value(&one, under, fd.elementOf(side), side, append(slices.Clone(path), way.String()))
	}
	if sided(n) {
		f.scratch().universal(n, strings.Join(path, "."), []string{"west", "east"}, false, false)
	}
}

// entries walks a named sub-table.
func (f *flattener) entries(n, above *node, fd *field, t reflect.Type, path []string) {
	name := strings.Join(path, ".")
	if n.shape != table {
		f.error(n.val, fmt.Sprintf("%s is %s, not a table", name, n.kind()), "")
		return
	}
	if f.scratch().unnamed(n, name, t) {
		return
	}
	under := ensure(above, n)
	for _, k := range n.kids {
		inside := append(slices.Clone(path), k.key)
		if t.Kind() == reflect.Struct && readerOf(t) == nil {
			if under.kid(k.key) == nil && f.awaits(inside) {
				continue
			}
			if under.kid(k.key) == nil {
				f.nothing(k, strings.Join(inside, "."), name, under.keys())
				continue
			}
		}
		f.value(k, under, fd.elementOf(t), t, inside)
	}
}

func (f *flattener) record(n *node, fd *field, path []string) {
	c := &change{path: path, node: n, field: fd, measure: f.measure, side: f.side}
	if s, ok := n.value.(string); ok && fd.typ.Kind() != reflect.String && fd.typ != dateType {
		c.by = parseRelative(s)
	}
	f.changes = append(f.changes, c)
}
