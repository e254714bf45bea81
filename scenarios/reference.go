package scenarios

import (
	"fmt"
	"reflect"
	"strings"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// Reference returns the reference of all kinds of table, their keys, units, defaults and ranges
// in Markdown, made from what the reader itself goes by.
func Reference() string {
	var b strings.Builder
	b.WriteString("# Reference of scenario files\n\nMade from the program. A number with a unit is a text: number, space, unit.\n")
	b.WriteString("Any table may also hold `source`, `note`, `calibrated` and `name`, places `at`.\n" +
		"What is marked dated may change inside a run, on the day of a measure; a change of anything else must be ready when the run begins, lead-in included. Of measures that set one value on different days the later holds from its day; on one day only one may.\n\n## Top of a file\n\n")
	b.WriteString("| key | meaning | in |\n|---|---|---|\n")
	for _, k := range topKeys {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.key, k.doc, topWhere(k))
	}
	for _, one := range singles {
		fmt.Fprintf(&b, "\n## [%s]\n\n%s\n\n", one.key, one.doc)
		scenario := &corridor.Scenario{Run: corridor.NewRun(), Goal: corridor.NewGoal()}
		structReference(&b, reflect.ValueOf(one.of(scenario)).Elem())
	}
	for _, kind := range corridor.Kinds {
		place := ""
		if kind.Place {
			place = " It may stand in a route."
		}
		fmt.Fprintf(&b, "\n## [%s.NAME]\n\n%s%s\n\n", kind.Name, kind.Doc, place)
		structReference(&b, reflect.ValueOf(kind.New()).Elem())
	}
	lawReference(&b)
	return b.String()
}

func topWhere(k topKey) string {
	switch {
	case k.scenario && k.measure:
		return "scenario, measure"
	case k.measure:
		return "measure"
	}
	return "scenario"
}

// structReference writes the table of the keys of a struct, then those of the structs inside.
func structReference(b *strings.Builder, v reflect.Value) {
	b.WriteString("| key | meaning | written as | default | range |\n|---|---|---|---|---|\n")
	rows(b, "", v)
}

func rows(b *strings.Builder, prefix string, v reflect.Value) {
	for _, f := range fieldsOf(v.Type()) {
		inside, name, form := innermost(v.Field(f.index))
		key := prefix + f.key
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", key, cell(f.doc), cell(form), cell(defaultText(&f, v.Field(f.index))), cell(rangeText(&f)))
		if inside.IsValid() {
			rows(b, key+name+".", inside)
		}
	}
}

// innermost is the struct inside a value, if it has keys of its own, with ".NAME" if they stand
// in a named sub-table, and how the value is written.
func innermost(v reflect.Value) (inside reflect.Value, name, form string) {
	t := v.Type()
	known := readerOf(t)
	switch {
	case known != nil:
		return reflect.Value{}, "", known.form
	case t.Kind() == reflect.Pointer:
		return innermost(reflect.New(t.Elem()).Elem())
	case isBoth(t):
		inside, name, form = innermost(v.Field(0))
		return inside, name, form + "; or { west = …, east = … }"
	case isMap(t):
		inside, _, form = innermost(reflect.New(mapElement(t)).Elem())
		return inside, ".NAME", "named: " + form
	case t.Kind() == reflect.Slice:
		inside, name, form = innermost(reflect.New(t.Elem()).Elem())
		return inside, name, "list: " + form
	}
	return v, "", "table"
}

func defaultText(f *field, v reflect.Value) string {
	if f.need {
		return "**needed**"
	}
	known := readerOf(v.Type())
	if known == nil || v.IsZero() && v.Kind() != reflect.Bool && v.Kind() != reflect.Int {
		return "none"
	}
	return known.text(v)
}

func rangeText(f *field) string {
	var parts []string
	if f.min != nil {
		parts = append(parts, "at least "+plainNumber(*f.min))
		if f.typ == durationType && *f.min > 0 {
			parts[0] = "longer than 0"
		}
	}
	if f.max != nil {
		parts = append(parts, "at most "+plainNumber(*f.max))
	}
	if f.length > 0 {
		parts = append(parts, fmt.Sprintf("%d values", f.length))
	}
	if len(f.enum) > 0 {
		parts = append(parts, "one of "+strings.Join(f.enum, ", "))
	}
	if len(f.to) > 0 {
		parts = append(parts, "names a "+strings.Join(f.to, ", "))
	}
	if f.dated {
		parts = append(parts, "dated")
	}
	return strings.Join(parts, "; ")
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func lawReference(b *strings.Builder) {
	b.WriteString("\n## Laws\n\nA plain value is a constant. Otherwise { dist = NAME, … } with the keys of one form.\n\n| dist | meaning | forms |\n|---|---|---|\n")
	for i := range des.DistKinds {
		k := &des.DistKinds[i]
		var forms []string
		for _, form := range k.Forms {
			var args []string
			for _, a := range form {
				name := "`" + a.Name + "`"
				if a.Optional {
					name += "?"
				}
				args = append(args, name)
			}
			forms = append(forms, strings.Join(args, " "))
		}
		if k.Tabular {
			forms = append(forms, "`"+strings.Join(lawKeys(k), "` `")+"`")
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", k.Name, cell(k.Doc), strings.Join(forms, ", or "))
	}
}
