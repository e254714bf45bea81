package scenarios_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"corridor/scenarios"
)

// All problems of a file come at once, with their places and what to write instead.
func ExampleLoad() {
	files := fstest.MapFS{"a.toml": {Data: []byte(`format = 1
[run]
start  = 2025-01-01
length = "365 days"

[rail.line]
length = "100 km"
sped   = "45 km/h"
`)}}
	_, err := scenarios.Load("a.toml", scenarios.Options{FS: files})
	fmt.Println(err)
	// Output:
	// a.toml:4:10: run.length: "365 days" is not a time
	//     4 | length = "365 days"
	//       |          ^^^^^^^^^^ write "365 d"
	// a.toml:8:1: unknown key "sped" in rail.line
	//     8 | sped   = "45 km/h"
	//       | ^^^^ did you mean "speed"?
	// 2 errors. Nothing was simulated.
}

// A value knows where it comes from.
func ExampleFile_Resolved() {
	files := fstest.MapFS{
		"base.toml": {Data: []byte(`format = 1
run = { start = 2025-01-01, length = "365 d" }

[terminal.mine]
[terminal.port]

[rail.line]
length = "100 km"
speed  = "45 km/h"

[route.out]
path = ["terminal.mine", "rail.line", "terminal.port"]

[flow.ore]
family = "ore"
route  = "route.out"
volume = "1 Mt/yr"
load   = "2400 t"
`)},
		"faster.toml": {Data: []byte(`format = 1
title = "New track"
[change.rail.line]
speed = "+20 %"
`)},
	}
	f, err := scenarios.Load("base.toml", scenarios.Options{FS: files, With: []string{"faster.toml"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Applied[0])
	for _, r := range f.Resolved() {
		if strings.HasPrefix(r.Path, "rail.line.") && (r.Origin != "default" || r.Path == "rail.line.tracks") {
			fmt.Printf("%s = %s   (%s)\n", r.Path, r.Value, r.Origin)
		}
	}
	// Output:
	// faster: changed 1 value in 1 thing
	// rail.line.length = "100 km"   (base.toml:8)
	// rail.line.speed = "54 km/h"   ("45 km/h" base.toml:9, +20 % faster.toml:4)
	// rail.line.tracks = 2   (default)
}
