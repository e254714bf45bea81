package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"corridor/sim/corridor"
)

// field is one key of a table, as a field of a Spec declares it.
type field struct {
	index    int
	key, doc string
	need     bool
	dated    bool     // may change inside a run
	free     bool     // a named sub-table of references whose names are not themselves names of things
	min, max *float64 // of the value as kept: SI, nanoseconds for a time.Duration
	length   int      // elements of a list; 0: any number
	enum     []string
	to       []string // kinds that a reference may name
	dim      *quantity
	typ      reflect.Type
}

// dims are the dimensions of what a law draws, by the value of the tag dim.
var dims = map[string]*quantity{"": &durationQuantity, "time": &durationQuantity, "ratio": &ratioQuantity, "count": &countQuantity}

// fieldsOf lists the keys of a struct in its own order. A tag that says nothing we know is our own
// fault and panics.
func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		s := t.Field(i)
		f := field{index: i, key: corridor.KeyOf(s.Name), doc: s.Tag.Get("doc"), need: s.Tag.Get("need") == "yes", dated: s.Tag.Get("dated") == "yes", free: s.Tag.Get("keys") == "free", typ: s.Type}
		f.min, f.max = tagNumber(t, s, "min"), tagNumber(t, s, "max")
		if n := tagNumber(t, s, "len"); n != nil {
			f.length = int(*n)
		}
		f.enum, f.to = tagList(s, "enum"), tagList(s, "to")
		dim, known := dims[s.Tag.Get("dim")]
		if !known {
			panic(fmt.Sprintf("scenarios: %v.%s has dim %q", t, s.Name, s.Tag.Get("dim")))
		}
		f.dim = dim
		fields = append(fields, f)
	}
	return fields
}

func tagNumber(t reflect.Type, s reflect.StructField, tag string) *float64 {
	text := s.Tag.Get(tag)
	if text == "" {
		return nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(fmt.Sprintf("scenarios: %v.%s has %s %q", t, s.Name, tag, text))
	}
	return &x
}

func tagList(s reflect.StructField, tag string) []string {
	if text := s.Tag.Get(tag); text != "" {
		return strings.Split(text, ",")
	}
	return nil
}

func findField(fields []field, key string) *field {
	i := slices.IndexFunc(fields, func(f field) bool { return f.key == key })
	if i < 0 {
		return nil
	}
	return &fields[i]
}

// bounds says what is wrong with a number, or "". What a time.Duration may not be is 0 or
// negative, so its least value of 1 ns is worded so.
func (f *field) bounds(x float64, written string) string {
	switch {
	case f.min != nil && x < *f.min && f.typ == durationType:
		return fmt.Sprintf("is %s, must be longer than 0", written)
	case f.min != nil && x < *f.min && *f.min == 0:
		return fmt.Sprintf("is %s, must not be negative", written)
	case f.min != nil && x < *f.min:
		return fmt.Sprintf("is %s, must be at least %s", written, plainNumber(*f.min))
	case f.max != nil && x > *f.max:
		return fmt.Sprintf("is %s, must be at most %s", written, plainNumber(*f.max))
	}
	return ""
}

// elementOf is the field of one element of a list or one side of a Both: the same rules, another
// type, and no length.
func (f *field) elementOf(t reflect.Type) *field {
	e := *f
	e.typ, e.length = t, 0
	return &e
}

// The generic containers of package corridor, known by name since each is many types.

func isBoth(t reflect.Type) bool { return isGeneric(t, "Both[") }
func isMap(t reflect.Type) bool  { return isGeneric(t, "Map[") }

func isGeneric(t reflect.Type, prefix string) bool {
	return t.PkgPath() == corridorPath && strings.HasPrefix(t.Name(), prefix)
}

var corridorPath = reflect.TypeFor[corridor.Scenario]().PkgPath()

// mapElement is the type of the entries of a corridor.Map.
func mapElement(t reflect.Type) reflect.Type { return t.Elem().Field(1).Type }
