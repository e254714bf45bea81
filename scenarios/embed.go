package scenarios

import (
	"embed"
	"io/fs"
)

//go:embed *.toml measures/*.toml data/*.csv theory/*.toml theory/*.csv
var embedded embed.FS

// Embedded holds the scenarios, measures and data that are shipped in the program, under the
// paths that they have in this folder.
func Embedded() fs.FS { return embedded }
