package scenarios

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// The one spelling of each value: equal values have equal texts and others do not, which is what
// the hash of a scenario needs. Defaults in the reference and in show are printed in it too.

var durationUnits = []struct {
	text string
	of   time.Duration
}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}}

func durationText(v reflect.Value) string {
	d := time.Duration(v.Int())
	for _, u := range durationUnits {
		if d%u.of == 0 && (d != 0 || u.text == "s") {
			return strconv.FormatInt(int64(d/u.of), 10) + " " + u.text
		}
	}
	return strconv.FormatInt(int64(d), 10) + " ns"
}

func dateText(v reflect.Value) string {
	t := v.Interface().(time.Time)
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func baseText(unit string) func(reflect.Value) string {
	return func(v reflect.Value) string { return plainNumber(v.Float()) + " " + unit }
}

func rateText(time string) func(reflect.Value) string {
	return func(v reflect.Value) string {
		return plainNumber(v.Field(0).Float()) + " " + corridor.Unit(v.Field(1).Uint()).String() + "/" + time
	}
}

func priceText(suffix string) func(reflect.Value) string {
	return func(v reflect.Value) string {
		return plainNumber(v.Field(0).Float()) + " USD/" + corridor.Unit(v.Field(1).Uint()).String() + suffix
	}
}

func choiceText(v reflect.Value) string {
	var parts []string
	for _, s := range v.Interface().(corridor.Choice) {
		parts = append(parts, string(s.Name)+"="+plainNumber(float64(s.Share)))
	}
	return strings.Join(parts, " ")
}

// columnText holds the values and not the name of the file: what counts is what was read.
func columnText(v reflect.Value) string {
	c := v.Interface().(corridor.Column)
	var parts []string
	for i, key := range c.Keys {
		parts = append(parts, strconv.Quote(key)+"="+plainNumber(c.Values[i]))
	}
	return strings.Join(parts, " ")
}

func lawText(v reflect.Value) string { return distText(v.Interface().(des.Dist)) }

func distText(d des.Dist) string {
	if d.IsConstant() {
		return plainNumber(d.Args[0])
	}
	var parts []string
	for i, a := range canon(d.Kind) {
		parts = append(parts, a.Name+"="+plainNumber(d.Args[i]))
	}
	if t := d.Table; t != nil {
		parts = append(parts, numbers("values", t.Values), numbers("weights", t.Weights))
		for _, p := range t.Parts {
			parts = append(parts, distText(p))
		}
	}
	return d.Kind + "(" + strings.Join(parts, ", ") + ")"
}

func canon(kind string) []des.Arg {
	for i := range des.DistKinds {
		if des.DistKinds[i].Name == kind {
			return des.DistKinds[i].Canon
		}
	}
	return nil
}

func numbers(name string, xs []float64) string {
	texts := make([]string, len(xs))
	for i, x := range xs {
		texts[i] = plainNumber(x)
	}
	return name + "=[" + strings.Join(texts, " ") + "]"
}

// form says in the reference how a quantity is written.
func (q *quantity) form() string {
	names := q.names()
	text := q.noun + ", as in " + q.written()
	if len(names) > 1 {
		text += "; units " + strings.Join(names, " ")
	}
	return text
}

// written is a value as the file has it, in TOML.
func (n *node) written() string {
	var parts []string
	for _, k := range n.kids {
		if n.shape == table {
			parts = append(parts, keyText(k.key)+" = "+k.written())
		} else {
			parts = append(parts, k.written())
		}
	}
	switch n.shape {
	case table:
		return "{ " + strings.Join(parts, ", ") + " }"
	case list:
		return "[" + strings.Join(parts, ", ") + "]"
	}
	switch v := n.value.(type) {
	case string:
		return strconv.Quote(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return plainNumber(v)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return ""
}

func keyText(key string) string {
	for _, r := range key {
		if !strings.ContainsRune(nameRunes, r) {
			return strconv.Quote(key)
		}
	}
	return key
}
