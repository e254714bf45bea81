package scenarios

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/rogpeppe/go-internal/txtar"

	"corridor/sim/corridor"
)

// FuzzLoad loads any text as a scenario and as a measure, and any --set: no text makes the loader
// panic, and problems come with text and place.
func FuzzLoad(f *testing.F) {
	base := everyKeyFS(f)
	f.Add(string(base["base.toml"].Data), "vessel.feeder.count=+2")
	for i := range samples {
		f.Add(numbered(i).everyKey(), "season.winter.hours=[2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]")
	}
	for _, set := range []string{"train.block.at_least=10 %", "port.west.siding.main.receiving=+50 %", "run.at_means=true"} {
		f.Add(datedMeasure, set)
	}
	paths, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			if file.Name != "want" {
				f.Add(string(file.Data), "run.seed=1")
			}
		}
	}
	f.Fuzz(func(t *testing.T, text, set string) {
		fs := fstest.MapFS{"x.toml": &fstest.MapFile{Data: []byte(text)}}
		for name, file := range base {
			fs[name] = file
		}
		for _, load := range []func() (*File, error){
			func() (*File, error) { return Load("x.toml", Options{FS: fs, Set: []string{set}}) },
			func() (*File, error) { return Load("base.toml", Options{FS: fs, With: []string{"x.toml"}}) },
			func() (*File, error) { return Load("base.toml", Options{FS: fs, Set: []string{set, text}}) },
		} {
			file, err := load()
			if err == nil {
				file.Resolved()
				continue
			}
			problems := err.(Problems)
			if problems.Errors() == 0 {
				t.Errorf("an error without problems: %q", text)
			}
			for _, p := range problems {
				if p.Text == "" || p.File == "" || p.Line > 0 && p.Col < 1 {
					t.Errorf("problem without text or place: %+v", p)
				}
			}
			problems.Render()
		}
	})
}

// datedMeasure takes effect inside the run of base.toml, with what has come to the language last.
const datedMeasure = `format = 1
title = "A measure of July"
ready = 2025-07-01
remove = ["route.local"]
[change.rail.second]
speed = "+10 %"
hours = "calendar.day"
[change.flow.boxes]
route = ["route.main", "route.main"]
choose = "fastest"
shocks = { every = "90 d", takes = "10 d" }
[add.port.west.siding.main.ban]
trains = 3
exceptions = "1 train/d"
[add.closure.work]
places = ["rail.first"]
from = 2025-08-01
until = 2025-09-01
[add.wagon.flats]
count = 60
trains = ["train.block"]
stock.home = { places = ["terminal.origin"], share = 1, leaves = 0.5 }
[add.loco.road]
count = 4
trains = ["train.block"]
stock.home = { places = ["terminal.origin"], share = 1 }
[add.basin.sea]
dates = { file = "storms.csv" }
`

// FuzzLocate compares our pass over the text with the library: every key that it finds has a
// position, and its bytes begin the key.
func FuzzLocate(f *testing.F) {
	for _, text := range []string{
		"a = 1\n[b.c]\nd.e = [1, { f = 2 }, [3]]\n", "\"q\\u0061\" = '''x\n''''\n'l' . x = \"\"\"\"a\"\"\"\"\n",
		"a = 1979-05-27 07:32:00 # c\n[ x . \"y.z\" ]\n\tk = { a.b = 1, c = [ 1,\n # no\n 2 ] }\r\n", "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		where := locate(text)
		text, err := checkText([]byte(text))
		if err != nil || where.tooDeep != nil {
			return
		}
		where = locate(text)
		var tree map[string]any
		meta, err := toml.Decode(text, &tree)
		if err != nil || where.arrayTable != nil {
			return
		}
		for _, key := range meta.Keys() {
			if slices.ContainsFunc(key, func(k string) bool { return strings.Contains(k, pathMark) || strings.HasPrefix(k, "#") }) {
				continue
			}
			if inList(tree, key) {
				continue
			}
			path := pathMark + strings.Join(key, pathMark)
			if _, ok := where.keys[path]; !ok {
				t.Errorf("no position of %q in %q", key, text)
			}
			if _, ok := where.values[path]; !ok {
				t.Errorf("no position of the value of %q in %q", key, text)
			}
		}
	})
}

// inList reports whether the library's key goes through a list: it leaves out the index there.
func inList(tree map[string]any, key toml.Key) bool {
	var v any = tree
	for _, k := range key {
		m, ok := v.(map[string]any)
		if !ok {
			return true
		}
		v = m[k]
	}
	return v == nil
}

// FuzzTable loads any text as the table of a level's volumes and of an empirical law. Either the loader says what is wrong
// and where, or the numbers are such that a run of some days comes to its end; the ends of lines do not matter.
func FuzzTable(f *testing.F) {
	base := baseFS(f)
	for _, text := range []string{
		string(base["volumes.csv"].Data), string(base["papers.csv"].Data), "train,hours\na,1e300\n", "family,high,base\ncontainer,-1,1\nbulk,1,1e-300\n",
		"# only a comment\n", "family,high,base\r\ncontainer,\"1\"\"\",2\r\n", "hours\n0\n", "train,hours,hours\na,1,2\n", "a,high,base\ncontainer,NaN,Inf\nbulk,0x1p4,1_0\n",
	} {
		f.Add(text)
	}
	load := func(name, text string) (*File, error) {
		fs := fstest.MapFS{}
		for k, v := range base {
			fs[k] = v
		}
		fs[name] = &fstest.MapFile{Data: []byte(text)}
		return Load("base.toml", Options{FS: fs, Set: []string{"run.length=6 d", "run.lead_in=0 d"}})
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"volumes.csv", "papers.csv"} {
			file, err := load(name, text)
			if err != nil {
				for _, p := range err.(Problems) {
					if p.Text == "" || p.File == "" || p.Line > 0 && p.Col < 1 {
						t.Errorf("problem without text or place: %+v", p)
					}
				}
				continue
			}
			if !strings.Contains(text, "\r") && !strings.Contains(text, "\"") { // a quoted field may hold ends of lines
				if other, err := load(name, strings.ReplaceAll(text, "\n", "\r\n")); err != nil || other.Hash != file.Hash {
					t.Errorf("%s with other ends of lines is another scenario, or none: %v", name, err)
				}
			}
			for _, level := range file.Levels {
				if offered := measuredOrDeadlock(corridor.New(file.Scenario, corridor.Choices{Level: level}))["corridor.offered"]; offered < 0 {
					t.Errorf("level %s offers %v", level, offered)
				}
			}
		}
	})
}
