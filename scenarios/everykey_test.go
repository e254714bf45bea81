package scenarios

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// textFor has the texts that a key takes where any text is not enough; they are checked only when a scenario is read without a fault.
var textFor = map[string]string{"open": "08:00-20:00", "holidays": "2025-03-21/2025-03-24", "timezone": "Asia/Aqtau", "departures": "Mon 04:00", "with": "a", "takes": "TEU"}

// sampler writes values as a file would have them, for a fuzz seed with the keys of all kinds, those of tomorrow too. Of several
// words or kinds that a key may name it takes one by its number, beginning again after the last.
type sampler int

func (x sampler) of(f *field, t reflect.Type) string {
	switch known := readerOf(t); {
	case known != nil:
		return x.known(f, t, known)
	case t.Kind() == reflect.Pointer:
		return x.of(f, t.Elem())
	case isBoth(t):
		side := x.of(f, t.Field(0).Type)
		return fmt.Sprintf("{ west = %s, east = %s }", side, side)
	case isMap(t):
		return fmt.Sprintf("{ a = %s }", x.of(f, mapElement(t)))
	case t.Kind() == reflect.Slice:
		var list []string
		for range max(f.length, 1) {
			list = append(list, x.of(f, t.Elem()))
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	var keys []string
	for _, inside := range fieldsOf(t) {
		keys = append(keys, inside.key+" = "+x.of(&inside, inside.typ))
	}
	return "{ " + strings.Join(keys, ", ") + " }"
}

func (x sampler) known(f *field, t reflect.Type, known *reader) string {
	switch t {
	case refType, reflect.TypeFor[corridor.Choice]():
		var kinds []string
		for _, k := range corridor.Kinds {
			if allows(f.to, k) {
				kinds = append(kinds, k.Name)
			}
		}
		return fmt.Sprintf("%q", kinds[int(x)%len(kinds)]+".a")
	case reflect.TypeFor[corridor.Column]():
		return `{ file = "volumes.csv", column = "high" }`
	case reflect.TypeFor[corridor.Almanac]():
		return `{ file = "storms.csv" }`
	case reflect.TypeFor[time.Time]():
		return "2025-06-01"
	case reflect.TypeFor[des.Dist]():
		if f.dim.plain {
			return "1"
		}
		return fmt.Sprintf("%q", f.dim.example)
	case reflect.TypeFor[string]():
		if len(f.enum) > 0 {
			return fmt.Sprintf("%q", f.enum[int(x)%len(f.enum)])
		}
		return fmt.Sprintf("%q", textFor[f.key])
	case reflect.TypeFor[bool]():
		return "true"
	}
	if examples, ok := known.schema(f)["examples"].([]string); ok {
		return fmt.Sprintf("%q", examples[0])
	}
	return plainNumber(min(max(1, orElse(f.min, 1)), orElse(f.max, 1)))
}

func orElse(x *float64, absent float64) float64 {
	if x == nil {
		return absent
	}
	return *x
}

// everyKey is a scenario with every key of every kind.
func (x sampler) everyKey() string {
	var b strings.Builder
	b.WriteString("format = 1\ntitle = \"every key\"\n")
	table := func(head string, t reflect.Type) {
		fmt.Fprintf(&b, "[%s]\n", head)
		for _, f := range fieldsOf(t) {
			fmt.Fprintf(&b, "%s = %s\n", f.key, x.of(&f, f.typ))
		}
	}
	for _, one := range singles {
		table(one.key, reflect.TypeOf(one.of(&corridor.Scenario{})).Elem())
	}
	for _, kind := range corridor.Kinds {
		table(kind.Name+".a", reflect.TypeOf(kind.New()).Elem())
	}
	return b.String()
}

// everyKeyFS holds the files that such a scenario names.
func everyKeyFS(t testing.TB) fstest.MapFS {
	fs := baseFS(t)
	fs["storms.csv"] = &fstest.MapFile{Data: []byte("from,to,ports\n2025-02-01,2025-02-03,a\n")}
	return fs
}

// samples is how many different samples there are: the number of kinds that a key may name at the most.
const samples = 8

// TestEveryKeyIsRead: texts with every key of every kind are read to the end, so that what is wrong with them is what the
// checks of the scenario find; none makes them panic.
func TestEveryKeyIsRead(t *testing.T) {
	for x := range sampler(samples) {
		fs := everyKeyFS(t)
		fs["x.toml"] = &fstest.MapFile{Data: []byte(x.everyKey())}
		_, err := Load("x.toml", Options{FS: fs})
		if err == nil || !strings.Contains(err.Error(), "closure.a.until: must be later than from") && !strings.Contains(err.Error(), "the route contains itself") {
			t.Errorf("sample %d was not checked: %v\n%s", x, err, x.everyKey())
		}
	}
}
