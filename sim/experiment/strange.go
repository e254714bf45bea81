package experiment

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// strange lists the keys of a line of JSON that a type does not know, by path, each once. Another build of a program has
// written them: what it knew more is lost to the reader, but nothing else is.
func strange(line []byte, t reflect.Type) []string {
	var value any
	if json.Unmarshal(line, &value) != nil {
		return nil // said by who decodes it
	}
	found := strangers(nil, value, t, "")
	slices.Sort(found)
	return slices.Compact(found)
}

func strangers(found []string, value any, t reflect.Type, path string) []string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := value.(type) {
	case []any:
		if t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
			for _, e := range v {
				found = strangers(found, e, t.Elem(), path)
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			inside := strings.TrimPrefix(path+"."+key, ".")
			switch {
			case t.Kind() == reflect.Map:
				found = strangers(found, v[key], t.Elem(), inside)
			case t.Kind() != reflect.Struct:
			case fieldOf(t, key) == nil:
				found = append(found, inside)
			default:
				found = strangers(found, v[key], fieldOf(t, key), inside)
			}
		}
	}
	return found
}

// fieldOf is the type of the field that takes a key, as encoding/json finds it; nil: none does.
func fieldOf(t reflect.Type, key string) reflect.Type {
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "-" && strings.EqualFold(cmp.Or(name, f.Name), key) {
			return f.Type
		}
	}
	return nil
}
