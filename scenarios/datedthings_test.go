package scenarios

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"corridor/sim/corridor"
)

// addable is the least that a thing of each kind needs beside the things of base.toml and richMeasure.
var addable = map[string]string{
	"flow":     `{ family = "bulk", route = "route.local", volume = "20 kt/yr", load = "400 t", weight = "1 t/t" }`,
	"route":    `{ path = ["terminal.origin", "rail.first", "terminal.end"] }`,
	"train":    `{ load = "101 TEU" }`,
	"season":   `{ months = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }`,
	"level":    `{ factor = 1 }`,
	"closure":  `{ places = ["station.papers"], from = 2027-01-01 }`,
	"station":  `{ servers = 1, service = "1 h" }`,
	"rail":     `{ length = "10 km", speed = "40 km/h" }`,
	"incline":  `{ takes = "1 h" }`,
	"border":   `{ slots = "6 trains/d" }`,
	"terminal": `{ dwell = "1 h" }`,
	"port":     `{ storage = ["100 TEU"] }`,
	"sea":      `{ path = ["port.east", "port.west"], distance = "300 km" }`,
	"vessel":   `{ count = 1, on = "sea.roads", carries = "100 TEU", payload = "2 kt", speed = "12 kn" }`,
	"wagon":    `{ count = 60, trains = ["train.ore"], stock.home = { places = ["terminal.origin", "terminal.end"], share = 1 } }`,
	"loco":     `{ count = 2, trains = ["train.ore"], stock.home = { places = ["terminal.origin", "terminal.end"], share = 1 } }`,
	"basin":    `{ storms = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], takes = "1 h", port.east.closes = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }`,
	"calendar": `{ open = ["Mon-Fri 08:00-20:00"] }`,
	"span":     `{ from = ["rail.first"], to = "rail.second" }`,
}

// alongside is what they pass or draw.
const alongside = `[add.port.buoy]
[add.port.roads]
[add.sea.roads]
path = ["port.buoy", "port.roads"]
distance = "9 km"
[add.train.ore]
load = "3 kt"
wagons = 50
[add.flow.ore]
family = "bulk"
route = "route.local"
volume = "30 kt/yr"
load = "3 kt"
weight = "1 t/t"
train = "train.ore"
`

// TestThingsOfLaterDays: things of every kind that measures add inside the run, before, between and after those of the base in order of
// name, one alone or several on one day and on two, make the same scenario as if they were there from the beginning, but for
// the day from which they are: none is there twice, none is missing, all are in order of path.
func TestThingsOfLaterDays(t *testing.T) {
	fs := everyKeyFS(t)
	fs["rich.toml"] = &fstest.MapFile{Data: []byte(richMeasure + alongside)}
	base, err := Load("base.toml", Options{FS: fs, With: []string{"rich.toml"}})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, kind := range corridor.Kinds {
		if addable[kind.Name] == "" {
			t.Fatalf("no example of kind %s", kind.Name)
		}
		all = append(all, kind.Name+".a", kind.Name+".zz")
		for _, thing := range base.Scenario.Things {
			if strings.HasPrefix(thing.Path, kind.Name+".") {
				all = append(all, thing.Path+"-x")
			}
		}
	}
	for _, path := range all {
		if thingsOfLaterDays(t, fs, []string{path}, nil); t.Failed() {
			return
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var some []string
		pools := map[string]bool{} // a train has wagons and locomotives of one pool, a port the weather of one basin
		for _, path := range all[:1+random.IntN(8)] {
			kind, _ := corridor.KindOf(path)
			if one := slices.Contains([]string{"wagon", "loco", "basin"}, kind.Name); !one || !pools[kind.Name] {
				some = append(some, path)
				pools[kind.Name] = one
			}
		}
		n := random.IntN(len(some) + 1)
		if thingsOfLaterDays(t, fs, some[:n], some[n:]); t.Failed() {
			return
		}
	}
}

// thingsOfLaterDays adds things on two days.
func thingsOfLaterDays(t *testing.T, fs fstest.MapFS, march, june []string) {
	t.Helper()
	text := func(paths []string, ready string) *fstest.MapFile {
		lines := "format = 1\n" + ready
		for _, path := range paths {
			kind, _ := corridor.KindOf(path)
			lines += fmt.Sprintf("add.%s = %s\n", path, addable[kind.Name])
		}
		return &fstest.MapFile{Data: []byte(lines)}
	}
	days := map[string]string{}
	with := []string{"rich.toml"}
	add := func(paths []string, day string) {
		if len(paths) == 0 {
			return // a measure that does nothing is refused
		}
		for _, path := range paths {
			days[path] = day
		}
		fs[day+".toml"] = text(paths, "ready = "+day+"\n")
		with = append(with, day+".toml")
	}
	add(march, "2025-03-01")
	add(june, "2025-06-01")
	fs["always.toml"] = text(slices.Concat(march, june), "")
	want, err := Load("base.toml", Options{FS: fs, With: []string{"rich.toml", "always.toml"}})
	if err != nil {
		t.Fatalf("%v, %v from the beginning: %v", march, june, err)
	}
	got, err := Load("base.toml", Options{FS: fs, With: with})
	if err != nil {
		t.Fatalf("%v from March, %v from June: %v", march, june, err)
	}
	names := func(s *corridor.Scenario) (paths []string) {
		for _, thing := range s.Things {
			paths = append(paths, thing.Path)
		}
		return paths
	}
	if a, b := names(got.Scenario), names(want.Scenario); !slices.Equal(a, b) {
		t.Fatalf("%v from March, %v from June:\n%v\nwant\n%v", march, june, a, b)
	}
	for i, thing := range got.Scenario.Things {
		from := ""
		if !thing.From.IsZero() {
			from = thing.From.Format("2006-01-02")
		}
		if from != days[thing.Path] || !thing.Until.IsZero() {
			t.Errorf("%v from March, %v from June: %s is there from %q until %v", march, june, thing.Path, from, thing.Until)
		}
		if !reflect.DeepEqual(thing.Spec, want.Scenario.Things[i].Spec) {
			t.Errorf("%v from March, %v from June: %s is %+v, want %+v", march, june, thing.Path, thing.Spec, want.Scenario.Things[i].Spec)
		}
	}
	for _, d := range got.Scenario.Dated {
		if len(d.Things) > 0 {
			t.Errorf("%v from March, %v from June: %v changes as well", march, june, d.Things)
		}
	}
	corridor.New(got.Scenario, corridor.Choices{}) // makes every metric, each once
}
