package scenarios

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"corridor/sim/corridor"
)

// eachStruct calls do for the struct of every table, those inside others too.
func eachStruct(do func(t reflect.Type)) {
	seen := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		switch {
		case readerOf(t) != nil || seen[t]:
			return
		case isBoth(t):
			visit(t.Field(0).Type)
			return
		case isMap(t):
			visit(mapElement(t))
			return
		case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice:
			visit(t.Elem())
			return
		}
		seen[t] = true
		do(t)
		for i := range t.NumField() {
			visit(t.Field(i).Type)
		}
	}
	for _, one := range singles {
		visit(reflect.TypeOf(one.of(&corridor.Scenario{})).Elem())
	}
	for _, kind := range corridor.Kinds {
		visit(reflect.TypeOf(kind.New()).Elem())
	}
}

func TestEveryFieldHasDoc(t *testing.T) {
	keys := 0
	eachStruct(func(s reflect.Type) {
		for _, f := range fieldsOf(s) {
			keys++
			if len(f.doc) < 4 {
				t.Errorf("%v.%s has no doc", s, f.key)
			}
			if f.key == "name" || f.key == "at" || f.key == "source" || f.key == "note" || f.key == "calibrated" {
				t.Errorf("%v.%s is a key of every table", s, f.key)
			}
		}
	})
	if keys < 100 {
		t.Errorf("only %d keys seen", keys)
	}
}

// TestReadersKnowEveryType reads nothing into every field of every kind: a type without reader
// panics.
func TestReadersKnowEveryType(t *testing.T) {
	eachStruct(func(s reflect.Type) {
		for _, f := range fieldsOf(s) {
			r := newReading(&log{}, newFiles(nil), &node{shape: table})
			src := newSource("x", "x")
			n := &node{value: true, at: mark{source: src}, val: mark{source: src}}
			r.value(n, f.key, &f, reflect.New(f.typ).Elem())
			if f.typ.Kind() != reflect.Bool && !r.failed() {
				t.Errorf("%v.%s takes true for a value", s, f.key)
			}
		}
	})
}

func TestKindsOfReferencesExist(t *testing.T) {
	eachStruct(func(s reflect.Type) {
		for _, f := range fieldsOf(s) {
			for _, to := range f.to {
				if _, ok := corridor.KindOf(to + "."); !ok && to != "place" {
					t.Errorf("%v.%s refers to a %s, which is no kind", s, f.key, to)
				}
			}
		}
	})
}

func TestSchema(t *testing.T) {
	for _, kind := range []string{"scenario", "measure"} {
		data, err := Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := Schema(kind)
		if string(again) != string(data) {
			t.Errorf("%s: another schema the second time", kind)
		}
		var root any
		if err := json.Unmarshal(data, &root); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		closedObjects(t, kind, root)
		properties := root.(map[string]any)["properties"].(map[string]any)
		if kind == "measure" {
			definitions := root.(map[string]any)["definitions"].(map[string]any)
			properties = definitions["changes"].(map[string]any)["properties"].(map[string]any)
		}
		for _, k := range corridor.Kinds {
			named, ok := properties[k.Name].(map[string]any)
			if !ok || named["patternProperties"] == nil {
				t.Errorf("%s: no named tables of kind %s", kind, k.Name)
			}
		}
	}
	if _, err := Schema("study"); err == nil || !strings.Contains(err.Error(), "scenario and measure") {
		t.Errorf("schema of a study: %v", err)
	}
}

// closedObjects wants every object with properties to refuse others.
func closedObjects(t *testing.T, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, isObject := v["properties"].(map[string]any); isObject && v["type"] == "object" && v["additionalProperties"] != false {
			t.Errorf("%s takes any key", path)
		}
		for key, inside := range v {
			closedObjects(t, path+"."+key, inside)
		}
	case []any:
		for _, inside := range v {
			closedObjects(t, path, inside)
		}
	}
}

func TestReference(t *testing.T) {
	text := Reference()
	if text != Reference() {
		t.Error("another reference the second time")
	}
	for _, kind := range corridor.Kinds {
		if !strings.Contains(text, "## ["+kind.Name+".NAME]") {
			t.Errorf("no kind %s", kind.Name)
		}
	}
	for _, want := range []string{
		"| `berth.NAME.count` | berths | whole number | **needed** | at least 1; at most 1000; dated |",
		"| `replications` | independent replications of each scenario and level | whole number | 20 | at least 1 |",
		"| `lognormal` |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no line %q", want)
		}
	}
}
