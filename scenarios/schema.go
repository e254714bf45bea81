package scenarios

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// The JSON schema is of draft 4, the one that editors with Taplo understand. It is help while
// typing; Load is the check.

// jsonObject is a JSON object. encoding/json writes its keys in order, so schemas are the same
// bytes each time.
type jsonObject map[string]any

// Schema returns the JSON schema of a kind of file: "scenario" or "measure".
func Schema(kind string) ([]byte, error) {
	var root jsonObject
	switch kind {
	case "scenario":
		root = scenarioSchema()
	case "measure":
		root = measureSchema()
	default:
		return nil, fmt.Errorf("there is no schema %q; there are scenario and measure", kind)
	}
	root["definitions"] = definitions()
	root["$schema"] = "http://json-schema.org/draft-04/schema#"
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("scenarios: schema of a %s: %v", kind, err)) // made of maps, lists and texts
	}
	return append(data, '\n'), nil
}

func scenarioSchema() jsonObject {
	properties := jsonObject{}
	for _, one := range singles {
		t := reflect.TypeOf(one.of(&corridor.Scenario{})).Elem()
		s := structSchema(t, false, true)
		delete(s, "required") // a file with a base gives some keys only
		s["description"] = one.doc
		properties[one.key] = s
	}
	for name, s := range kindSchemas(true) {
		properties[name] = s
	}
	for _, k := range topKeys {
		if k.scenario {
			properties[k.key] = k.schema()
		}
	}
	overlaySchemas(properties)
	return closed(properties, []string{"format"})
}

func measureSchema() jsonObject {
	properties := jsonObject{}
	for _, k := range topKeys {
		if k.measure {
			properties[k.key] = k.schema()
		}
	}
	overlaySchemas(properties)
	return closed(properties, []string{"format", "title"})
}

// overlaySchemas adds the three kinds of change.
func overlaySchemas(properties jsonObject) {
	properties["change"] = described(reference("changes"), "new values of things that exist; texts such as \"+2\" or \"-10 %\" are relative")
	properties["add"] = described(reference("changes"), "things that do not exist yet")
	properties["remove"] = described(listOf(jsonObject{"type": "string"}), "paths of things that are taken away")
}

// kindSchemas gives every kind a table of named tables. In a measure nothing is required, and
// numbers may be relative texts.
func kindSchemas(whole bool) jsonObject {
	properties := jsonObject{}
	for _, kind := range corridor.Kinds {
		s := structSchema(reflect.TypeOf(kind.New()).Elem(), kind.Place, whole)
		s["description"] = kind.Doc
		properties[kind.Name] = described(named(s), kind.Doc)
	}
	return properties
}

// named is a table whose keys are names chosen by the user.
func named(s jsonObject) jsonObject {
	return jsonObject{"type": "object", "additionalProperties": false, "patternProperties": jsonObject{"^[A-Za-z0-9_-]+$": s}}
}

func closed(properties jsonObject, required []string) jsonObject {
	s := jsonObject{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// described adds a description; beside a $ref draft 4 would not see it.
func described(s jsonObject, doc string) jsonObject {
	if s["$ref"] != nil {
		s = anyOf(s)
	}
	s["description"] = doc
	return s
}

// definitions are the schemas that many keys share.
func definitions() jsonObject {
	shared := metaDefinitions()
	shared["changes"] = closed(kindSchemas(false), nil)
	for name, q := range dims {
		if name != "" {
			shared["law_"+name] = lawDefinition(q)
		}
	}
	return shared
}

func reference(name string) jsonObject { return jsonObject{"$ref": "#/definitions/" + name} }

func listOf(s jsonObject) jsonObject { return jsonObject{"type": "array", "items": s} }

func anyOf(options ...jsonObject) jsonObject { return jsonObject{"anyOf": options} }

// structSchema describes the table that a struct is read from.
func structSchema(t reflect.Type, place, whole bool) jsonObject {
	properties := metaSchemas()
	properties["name"] = described(textSchema(&field{}), "name for people")
	if place {
		properties["at"] = described(listOf(jsonObject{"type": "number"}), "[latitude, longitude], for the map only")
	}
	var required, initial []string
	for _, f := range fieldsOf(t) {
		properties[f.key] = described(typeSchema(&f, f.typ, whole), f.doc)
		if f.need && whole {
			required = append(required, f.key)
			initial = append(initial, f.key)
		}
	}
	s := closed(properties, required)
	if len(initial) > 0 {
		s["x-taplo"] = jsonObject{"initKeys": initial}
	}
	return s
}

// metaSchemas are the keys that any table may hold.
func metaSchemas() jsonObject {
	properties := jsonObject{}
	for _, key := range metaKeys {
		properties[key] = reference(key)
	}
	return properties
}

func metaDefinitions() jsonObject {
	return jsonObject{
		"source":     described(anyOf(jsonObject{"type": "string"}, jsonObject{"type": "object"}), "where the values come from, for the table or by key"),
		"note":       described(jsonObject{"type": "string"}, "remark"),
		"calibrated": described(anyOf(jsonObject{"type": "boolean"}, listOf(jsonObject{"type": "string"})), "values that were fitted to observations"),
	}
}

// typeSchema describes the value of a Go type, as reading.value reads it.
func typeSchema(f *field, t reflect.Type, whole bool) jsonObject {
	if known := readerOf(t); known != nil {
		s := known.schema(f)
		if !whole && relativeTypes(t) {
			return anyOf(s, jsonObject{"type": "string", "pattern": `^[+-] ?[0-9.]+( .+)?$`})
		}
		return s
	}
	switch {
	case t.Kind() == reflect.Pointer:
		return typeSchema(f, t.Elem(), whole)
	case isBoth(t):
		side := typeSchema(f, t.Field(0).Type, whole)
		properties := metaSchemas()
		properties["west"], properties["east"] = side, side
		return anyOf(side, closed(properties, nil))
	case isMap(t):
		inside := typeSchema(f, mapElement(t), whole)
		if mapElement(t).Kind() == reflect.Struct {
			return named(inside)
		}
		return jsonObject{"type": "object", "additionalProperties": inside}
	case t.Kind() == reflect.Slice:
		s := listOf(typeSchema(f, t.Elem(), whole))
		if f.length > 0 {
			s["minItems"], s["maxItems"] = f.length, f.length
		}
		if !whole {
			return anyOf(s, jsonObject{"type": "string", "pattern": `^[+-] ?[0-9.]+ %$`})
		}
		return s
	}
	return structSchema(t, false, whole)
}

// relativeTypes are those whose values may be changed by an amount.
func relativeTypes(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Bool:
		return false
	}
	return t != dateType
}

func textSchema(f *field) jsonObject {
	s := jsonObject{"type": "string"}
	if len(f.enum) > 0 {
		s["enum"] = f.enum
	}
	return s
}

func boolSchema(*field) jsonObject { return jsonObject{"type": "boolean"} }

func intSchema(f *field) jsonObject { return bounded(jsonObject{"type": "integer"}, f) }

func numberSchema(f *field) jsonObject { return bounded(jsonObject{"type": "number"}, f) }

func bounded(s jsonObject, f *field) jsonObject {
	if f.min != nil {
		s["minimum"] = *f.min
	}
	if f.max != nil {
		s["maximum"] = *f.max
	}
	return s
}

func dateSchema(*field) jsonObject { return jsonObject{"type": "string", "format": "date"} }

// quantitySchema is the pattern number, space, unit.
func quantitySchema(q *quantity) func(*field) jsonObject {
	return func(*field) jsonObject {
		names := make([]string, len(q.units))
		for i, u := range q.units {
			names[i] = regexp.QuoteMeta(u.text)
		}
		sign := ""
		if q.signed {
			sign = "-?"
		}
		return jsonObject{"type": "string", "examples": []string{q.example},
			"pattern": "^" + sign + `[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)? (` + strings.Join(names, "|") + ")$"}
	}
}

func ratioSchema(f *field) jsonObject {
	return anyOf(numberSchema(f), quantitySchema(&ratioQuantity)(f))
}

func refSchema(f *field) jsonObject {
	var kinds []string
	for _, k := range corridor.Kinds {
		if allows(f.to, k) {
			kinds = append(kinds, k.Name)
		}
	}
	return jsonObject{"type": "string", "pattern": "^(" + strings.Join(kinds, "|") + `)\.[A-Za-z0-9_-]+$`}
}

func choiceSchema(f *field) jsonObject {
	return anyOf(refSchema(f), listOf(refSchema(f)), jsonObject{"type": "object", "additionalProperties": ratioSchema(&field{})})
}

func columnSchema(*field) jsonObject {
	properties := metaSchemas()
	properties["file"], properties["column"] = jsonObject{"type": "string"}, jsonObject{"type": "string"}
	return closed(properties, []string{"file", "column"})
}

func lawSchema(f *field) jsonObject {
	for name, q := range dims {
		if name != "" && q == f.dim {
			return reference("law_" + name)
		}
	}
	panic("scenarios: law of unknown dimension at " + f.key)
}

// lawDefinition names all arguments of all laws in one table: Taplo shows the alternatives of many
// tables badly, and Load checks which belong together.
func lawDefinition(q *quantity) jsonObject {
	value := quantitySchema(q)(nil)
	if q.plain {
		value = anyOf(jsonObject{"type": "number", "minimum": 0}, value)
	}
	anyNumber := anyOf(value, jsonObject{"type": "number"})
	properties := metaSchemas()
	properties["dist"] = jsonObject{"type": "string", "enum": lawNames()}
	for i := range des.DistKinds {
		for _, key := range lawKeys(&des.DistKinds[i]) {
			if dim, ok := argDim(&des.DistKinds[i], key); ok && dim == des.Number {
				properties[key] = jsonObject{"type": "number"}
			} else if ok {
				properties[key] = value
			}
		}
	}
	for _, key := range []string{"file", "column", "unit"} {
		properties[key] = jsonObject{"type": "string"}
	}
	properties["values"], properties["weights"] = listOf(anyNumber), listOf(jsonObject{"type": "number", "minimum": 0})
	properties["parts"] = jsonObject{"type": "array"}
	return anyOf(value, closed(properties, []string{"dist"}))
}
