package scenarios

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// textFor has the texts that a key takes where any text is not enough; they are checked only when a scenario is read without a fault.
var textFor = map[string]string{"open": "08:00-20:00", "holidays": "2025-03-21/2025-03-24", "timezone": "Asia/Aqtau", "departures": "Mon 04:00", "with": "a", "takes": "TEU"}

// sampler writes values as a file would have them, for the keys of all kinds, those of tomorrow too.
type sampler struct {
	pick  func(n int) int            // which of n words, kinds or numbers
	paths func(kind string) []string // things of a kind that a key may name
	wild  bool                       // also numbers and units other than those of an example
}

// numbered takes the x-th of everything, beginning again after the last, and names one thing of each kind.
func numbered(x int) sampler {
	return sampler{pick: func(n int) int { return x % n }, paths: func(kind string) []string { return []string{kind + ".a"} }}
}

func (x sampler) oneOf(list ...string) string { return list[x.pick(len(list))] }

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
		var paths []string
		for _, k := range corridor.Kinds {
			if allows(f.to, k) {
				paths = append(paths, x.paths(k.Name)...)
			}
		}
		if len(paths) == 0 {
			return `"nothing.a"`
		}
		return strconv.Quote(x.oneOf(paths...))
	case reflect.TypeFor[corridor.Column]():
		return `{ file = "volumes.csv", column = "high" }`
	case reflect.TypeFor[corridor.Almanac]():
		return `{ file = "storms.csv" }`
	case reflect.TypeFor[time.Time]():
		return "2025-06-01"
	case reflect.TypeFor[des.Dist]():
		if f.dim.plain {
			return x.number(f)
		}
		return x.quantity(f.dim.example)
	case reflect.TypeFor[string]():
		if len(f.enum) > 0 {
			return fmt.Sprintf("%q", x.oneOf(f.enum...))
		}
		return fmt.Sprintf("%q", textFor[f.key])
	case reflect.TypeFor[bool]():
		return x.oneOf("true", "false")
	}
	if examples, ok := known.schema(f)["examples"].([]string); ok {
		return x.quantity(examples[0])
	}
	return x.number(f)
}

// number is 1 or, of all values, one between the bounds.
func (x sampler) number(f *field) string {
	low, high := orElse(f.min, 0), orElse(f.max, 3)
	if !x.wild {
		return plainNumber(min(max(1, low), orElse(f.max, 1)))
	}
	return x.oneOf(plainNumber(min(max(1, low), high)), plainNumber(low), plainNumber(min(high, low+2)))
}

// quantity is an example or, of all values, one with another number or unit.
func (x sampler) quantity(example string) string {
	if !x.wild {
		return strconv.Quote(example)
	}
	_, unit, _ := strings.Cut(example, " ")
	amounts := []string{example, "0 " + unit, "1 " + unit, "30 " + unit}
	if unit == "TEU" {
		amounts = append(amounts, "9 t", "2 wagons", "5 trucks")
	}
	return strconv.Quote(x.oneOf(amounts...))
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
	for i := range samples {
		x := numbered(i)
		fs := everyKeyFS(t)
		fs["x.toml"] = &fstest.MapFile{Data: []byte(x.everyKey())}
		_, err := Load("x.toml", Options{FS: fs})
		if err == nil || !strings.Contains(err.Error(), "closure.a.until: must be later than from") && !strings.Contains(err.Error(), "the route contains itself") {
			t.Errorf("sample %d was not checked: %v\n%s", i, err, x.everyKey())
		}
	}
}

// richMeasure gives base.toml what it lacks of the kinds.
const richMeasure = `format = 1
title = "More"
[add.wagon.flats]
count = 60
trains = ["train.block"]
stock.home = { places = ["terminal.origin"], share = 1 }
stock.gate = { places = ["border.gate"], return = ["flow.flats"] }
[add.route.back]
path = ["terminal.origin", "rail.first", "border.gate"]
[add.flow.flats]
family = "container"
route = "route.back"
direction = "east"
load = "1 trains"
train = "train.flats"
counted = false
[add.train.flats]
load = "1 trains"
wagons = 30
[change.train.block]
wagons = 50
empties = 0
[add.closure.work]
places = ["terminal.end"]
from = 2026-01-11
until = 2026-01-13
`

// TestAnyKeys sets random keys of a scenario to random values. Either the loader says what is wrong, or the scenario runs for
// some days with all that every run checks.
func TestAnyKeys(t *testing.T) {
	fs := everyKeyFS(t)
	fs["more.toml"] = &fstest.MapFile{Data: []byte(richMeasure)}
	load := func(set ...string) (*File, error) {
		return Load("base.toml", Options{FS: fs, With: []string{"more.toml"}, Set: append(set, "run.length=9 d", "run.lead_in=3 d", "level.high.family={}")})
	}
	base, err := load()
	if err != nil {
		t.Fatal(err)
	}
	byKind := map[string][]string{}
	var things []string
	for _, thing := range base.Scenario.Things {
		kind, _, _ := strings.Cut(thing.Path, ".")
		byKind[kind] = append(byKind[kind], thing.Path)
		things = append(things, thing.Path)
	}
	ran := 0
	rapid.Check(t, func(rt *rapid.T) {
		x := sampler{wild: true, paths: func(kind string) []string { return byKind[kind] }, pick: func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "pick") }}
		var set []string
		for range rapid.IntRange(1, 3).Draw(rt, "keys") {
			path := rapid.SampledFrom(things).Draw(rt, "thing")
			fields := fieldsOf(reflect.TypeOf(base.Scenario.Things[base.Scenario.Find(path)].Spec).Elem())
			f := fields[x.pick(len(fields))]
			set = append(set, path+"."+f.key+"="+x.of(&f, f.typ))
		}
		rt.Log(strings.Join(set, "\n"))
		file, err := load(set...)
		if err != nil {
			return
		}
		ran++
		for _, level := range file.Levels {
			measuredOrDeadlock(corridor.New(file.Scenario, corridor.Choices{Seed: 1, Level: level}))
		}
	})
	if ran == 0 {
		t.Error("nothing ran")
	}
}
