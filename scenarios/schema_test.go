package scenarios

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

// TestShippedFilesFitTheSchema holds that editors draw no red line under what Load accepts.
func TestShippedFilesFitTheSchema(t *testing.T) {
	for _, c := range []struct{ kind, pattern string }{{"scenario", "*.toml"}, {"measure", "measures/*.toml"}} {
		schema := schemaOf(t, c.kind)
		paths, err := fs.Glob(Embedded(), c.pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal("no files", err)
		}
		for _, path := range paths {
			data, err := fs.ReadFile(Embedded(), path)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range fits(schema, schema, tomlTree(t, string(data)), "") {
				t.Errorf("%s: %s", path, fault)
			}
		}
	}
	scenario := schemaOf(t, "scenario")
	for _, fault := range fits(scenario, scenario, tomlTree(t, string(baseFS(t)["base.toml"].Data)), "") {
		t.Errorf("base.toml: %s", fault)
	}
}

// TestSchemaRefuses holds that the schema is not so wide that it helps nobody.
func TestSchemaRefuses(t *testing.T) {
	for _, c := range []struct{ kind, text string }{
		{"scenario", "titel = \"x\""},
		{"scenario", "[port.x]\nberts = 3"},
		{"scenario", "[rail.x]\nlength = 3"},
		{"scenario", "[rail.x]\nlength = \"3 kn\""},
		{"scenario", "[rail.x]\ntracks = 3"},
		{"scenario", "[rail.x]\ntracks = \"+1\""},
		{"scenario", "[season.x]\nmonths = [1]"},
		{"scenario", "[border.x]\ncustoms = { dist = \"gama\" }"},
		{"scenario", "[flow.x]\nfamily = \"container\"\nroute = \"port.x\""},
		{"scenario", "[flow.x]\nfamily = \"container\""},
		{"measure", "title = \"x\"\nrun.seed = 1"},
		{"measure", "title = \"x\"\nchange.rail.x.tracks = \"two\""},
	} {
		schema := schemaOf(t, c.kind)
		if len(fits(schema, schema, tomlTree(t, "format = 1\n"+c.text), "")) == 0 {
			t.Errorf("the schema of a %s takes %q", c.kind, c.text)
		}
	}
}

func schemaOf(t *testing.T, kind string) map[string]any {
	t.Helper()
	data, err := Schema(kind)
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

func tomlTree(t *testing.T, text string) any {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// fits checks a value against the part of JSON schema that ours use.
func fits(whole, schema map[string]any, v any, path string) []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, path+" "+fmt.Sprintf(format, args...)) }
	if ref, ok := schema["$ref"].(string); ok {
		target := whole
		for _, key := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
			target = target[key].(map[string]any)
		}
		return fits(whole, target, v, path)
	}
	if options, ok := schema["anyOf"].([]any); ok {
		var inside []string
		for _, o := range options {
			f := fits(whole, o.(map[string]any), v, path)
			if len(f) == 0 {
				return nil
			}
			inside = append(inside, f...)
		}
		return inside
	}
	if want, ok := schema["type"].(string); ok && !isType(want, v) {
		say("is %T, not %s", v, want)
		return faults
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.ContainsFunc(enum, func(e any) bool { return fmt.Sprint(e) == fmt.Sprint(v) }) {
		say("is %v, not of %v", v, enum)
	}
	switch v := v.(type) {
	case string:
		if p, ok := schema["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			say("%q is not of pattern %s", v, p)
		}
	case int64:
		faults = append(faults, inRange(schema, float64(v), path)...)
	case float64:
		faults = append(faults, inRange(schema, v, path)...)
	case []any:
		if n, ok := schema["minItems"].(float64); ok && len(v) < int(n) {
			say("has %d items", len(v))
		}
		for i, e := range v {
			if items, ok := schema["items"].(map[string]any); ok {
				faults = append(faults, fits(whole, items, e, fmt.Sprintf("%s[%d]", path, i))...)
			}
		}
	case map[string]any:
		faults = append(faults, fitsObject(whole, schema, v, path)...)
	}
	return faults
}

func isType(want string, v any) bool {
	switch v.(type) {
	case string, time.Time:
		return want == "string"
	case int64:
		return want == "integer" || want == "number"
	case float64:
		return want == "number"
	case bool:
		return want == "boolean"
	case []any, []map[string]any:
		return want == "array"
	}
	return want == "object"
}

func inRange(schema map[string]any, x float64, path string) []string {
	if low, ok := schema["minimum"].(float64); ok && x < low {
		return []string{fmt.Sprintf("%s is %v, below %v", path, x, low)}
	}
	if high, ok := schema["maximum"].(float64); ok && x > high {
		return []string{fmt.Sprintf("%s is %v, above %v", path, x, high)}
	}
	return nil
}

func fitsObject(whole, schema, v map[string]any, path string) []string {
	var faults []string
	properties, _ := schema["properties"].(map[string]any)
	patterns, _ := schema["patternProperties"].(map[string]any)
	required, _ := schema["required"].([]any)
	for _, key := range required {
		if _, ok := v[key.(string)]; !ok {
			faults = append(faults, fmt.Sprintf("%s has no %v", path, key))
		}
	}
	for key, inside := range v {
		p, ok := properties[key].(map[string]any)
		for pattern, s := range patterns {
			if !ok && regexp.MustCompile(pattern).MatchString(key) {
				p, ok = s.(map[string]any), true
			}
		}
		if others, isSchema := schema["additionalProperties"].(map[string]any); !ok && isSchema {
			p, ok = others, true
		}
		if !ok {
			if schema["additionalProperties"] == false {
				faults = append(faults, fmt.Sprintf("%s has the unknown key %s", path, key))
			}
			continue
		}
		faults = append(faults, fits(whole, p, inside, strings.TrimPrefix(path+"."+key, "."))...)
	}
	return faults
}
