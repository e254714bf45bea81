package scenarios_test

import (
	"fmt"
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
	f, err := scenarios.Load("tiny.toml", scenarios.Options{FS: scenarios.Embedded(), Set: []string{"run.replications=+5"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range f.Resolved() {
		if r.Path == "run.at_means" || r.Path == "run.seed" {
			fmt.Printf("%s = %s   (%s)\n", r.Path, r.Value, r.Origin)
		}
	}
	// Output:
	// run.at_means = false   (default)
	// run.seed = 1   (tiny.toml:14)
}
