package scenarios

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"corridor/sim/corridor"
)

// reading is the state of reading one tree into a Scenario.
type reading struct {
	*log
	files       files
	root        *node
	paths       map[string]bool // things of the tree
	sortedPaths []string
	meta        map[string]Meta
	units       map[string]corridor.Unit // unit after the slash of a mass per unit, by path
	removed     map[string]removal       // by a measure, by path
}

// single is a table that has no name.
type single struct {
	key, doc string
	of       func(s *corridor.Scenario) any
}

var singles = []single{
	{"run", "What is simulated and how often.", func(s *corridor.Scenario) any { return &s.Run }},
	{"goal", "What the scenario is for; drawn as a line on capacity figures.", func(s *corridor.Scenario) any { return &s.Goal }},
	{"cost", "Prices of transport; optional.", func(s *corridor.Scenario) any { return &s.Cost }},
	{"emission", "Carbon dioxide of transport; optional.", func(s *corridor.Scenario) any { return &s.Emission }},
}

// newReading prepares to read a tree; the paths are known before anything is read, so that
// references may stand before what they name.
func newReading(l *log, f files, root *node) *reading {
	r := &reading{log: l, files: f, root: root, paths: map[string]bool{}, meta: map[string]Meta{},
		units: map[string]corridor.Unit{}}
	for _, kind := range corridor.Kinds {
		if k := root.kid(kind.Name); k != nil {
			for _, name := range k.keys() {
				r.paths[kind.Name+"."+name] = true
			}
		}
	}
	r.sortedPaths = slices.Sorted(maps.Keys(r.paths))
	return r
}

// scenario reads the whole tree.
func (r *reading) scenario() *corridor.Scenario {
	s := &corridor.Scenario{Run: corridor.NewRun(), Goal: corridor.NewGoal()}
	for _, one := range singles {
		v := reflect.ValueOf(one.of(s)).Elem()
		n := r.root.kid(one.key)
		switch {
		case n != nil && r.isTable(n, one.key):
			r.object(n, one.key, v, false)
		case n == nil && needsAny(v.Type()):
			r.error(r.root.at, fmt.Sprintf("there is no [%s]", one.key), one.doc)
		}
	}
	for _, kind := range corridor.Kinds {
		r.things(kind, s)
	}
	slices.SortFunc(s.Things, func(a, b corridor.Thing) int { return strings.Compare(a.Path, b.Path) })
	return s
}

func needsAny(t reflect.Type) bool {
	return slices.ContainsFunc(fieldsOf(t), func(f field) bool { return f.need })
}

// things reads all tables of a kind.
func (r *reading) things(kind corridor.Kind, s *corridor.Scenario) {
	n := r.root.kid(kind.Name)
	if n == nil || !r.isTable(n, kind.Name) {
		return
	}
	for _, k := range n.kids {
		path := kind.Name + "." + k.key
		if k.shape != table {
			r.error(k.at, fmt.Sprintf("%s is %s, not a table", path, k.kind()), fmt.Sprintf("tables of a kind have names: [%s.NAME]", kind.Name))
			continue
		}
		if !r.checkName(k, kind.Name) {
			continue
		}
		thing := corridor.Thing{Path: path, Name: k.key, Spec: kind.New()}
		if name := k.kid("name"); name != nil {
			thing.Name, _ = name.value.(string)
		}
		if at := k.kid("at"); at != nil && kind.Place {
			thing.At = r.coordinates(at, path+".at")
		}
		r.object(k, path, reflect.ValueOf(thing.Spec).Elem(), kind.Place)
		s.Things = append(s.Things, thing)
	}
}

// coordinates reads [latitude, longitude] in degrees.
func (r *reading) coordinates(n *node, path string) []float64 {
	if n.shape != list || len(n.kids) != 2 {
		r.error(n.val, path+" is not a position", "write [latitude, longitude], as in [43.60, 51.22]")
		return nil
	}
	at := make([]float64, 2)
	for i, limit := range []float64{90, 180} {
		q := quantity{noun: "a number of degrees", example: "43.60", plain: true, signed: true}
		x, _, ok := r.quantity(&q, n.kids[i], fmt.Sprintf("%s[%d]", path, i+1))
		if ok && (x < -limit || x > limit) {
			r.error(n.kids[i].val, fmt.Sprintf("%s[%d] is %s, beyond %g degrees", path, i+1, n.kids[i].written(), limit), "write [latitude, longitude]")
		}
		at[i] = x
	}
	return at
}

// object reads the keys of a table into a struct.
func (r *reading) object(n *node, path string, v reflect.Value, place bool) {
	fields := fieldsOf(v.Type())
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	r.universal(n, path, keys, true, place)
	for _, f := range fields {
		switch k := n.kid(f.key); {
		case k != nil:
			r.value(k, path+"."+f.key, &f, v.Field(f.index))
		case f.need:
			hint := f.doc
			if n.at.source.inline {
				hint = fmt.Sprintf("set it too, --set %s.%s=VALUE: %s", path, f.key, hint)
			}
			r.error(n.at, fmt.Sprintf("%s.%s is missing", path, f.key), hint)
		}
	}
	r.massUnits(n, path, v, fields)
}

// universal reads what any table may say about itself, and refuses keys that are neither that nor
// its own.
func (r *reading) universal(n *node, path string, keys []string, name, place bool) {
	allowed := slices.Concat(keys, metaKeys)
	if name {
		allowed = append(allowed, "name")
	}
	if place {
		allowed = append(allowed, "at")
	}
	meta := n.extra.clone()
	for _, k := range n.kids {
		switch {
		case slices.Contains(keys, k.key):
		case !slices.Contains(allowed, k.key):
			r.unknown(k, path, allowed)
		case k.key == "source":
			source, sources := r.source(k, path, n)
			meta.addSources(source, sources)
		case k.key == "note":
			note, _ := r.textKey(n, path, "note")
			meta.addNote(note)
		case k.key == "calibrated":
			meta.Calibrated = append(r.calibrated(k, path, n, keys), meta.Calibrated...)
		case k.key == "name":
			r.textKey(n, path, "name")
		}
	}
	if !meta.empty() {
		r.meta[path] = meta
	}
}

// unknown is the problem of a key that nobody knows.
func (r *reading) unknown(k *node, path string, allowed []string) {
	where := " in " + path
	if path == "" {
		where = ""
	}
	r.error(k.at, fmt.Sprintf("unknown key %q%s", k.key, where), didYouMean(k.key, allowed))
}

// massUnits refuses a mass per unit whose unit is not that of the cargo in the same table: "12
// t/TEU" of wagons would be taken as tonnes per wagon.
func (r *reading) massUnits(n *node, path string, v reflect.Value, fields []field) {
	var cargo []corridor.Unit
	for _, f := range fields {
		x := v.Field(f.index)
		if x.Kind() == reflect.Pointer && !x.IsNil() {
			x = x.Elem()
		}
		switch a := x.Interface().(type) {
		case corridor.Amount:
			cargo = append(cargo, a.Unit)
		case corridor.Volume:
			cargo = append(cargo, a.Unit)
		}
	}
	cargo = slices.DeleteFunc(cargo, func(u corridor.Unit) bool { return u == corridor.NoUnit })
	for _, f := range fields {
		of, given := r.units[path+"."+f.key]
		k := n.kid(f.key)
		if given && k != nil && f.typ == massType && len(cargo) > 0 && !slices.Contains(cargo, of) {
			r.error(k.val, fmt.Sprintf("%s.%s is %s, but the cargo is counted in %s", path, f.key, k.written(), cargo[0]),
				fmt.Sprintf("write it per %s", cargo[0]))
		}
	}
}

var massType = reflect.TypeFor[corridor.UnitMass]()
