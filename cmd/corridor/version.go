package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

// release is the version of this program; releaseDate stands in man pages.
const release = "0.1.0"

var releaseDate = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// build is what the program knows of its own making.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"` // "" if it was built outside a checkout or with go run
	Modified bool   `json:"modified"`
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	AMD64    string `json:"goamd64,omitempty"` // results may differ in the last bit between levels
}

func ownBuild() build {
	b := build{Version: release, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		case "GOAMD64":
			b.AMD64 = s.Value
		}
	}
	return b
}

// String is the version as it stands in results and figures: "0.1.0 (1a2b3c4d5e6f)".
func (b build) String() string {
	commit := b.Commit
	if len(commit) > 12 {
		commit = commit[:12]
	}
	switch {
	case commit == "":
		return b.Version
	case b.Modified:
		return b.Version + " (" + commit + ", modified)"
	}
	return b.Version + " (" + commit + ")"
}

func newVersion() *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "version",
		Short: "Version, commit and platform of this program",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			b := ownBuild()
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(b)
			}
			level := ""
			if b.AMD64 != "" {
				level = " " + b.AMD64
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "corridor %v, %s, %s/%s%s\n", b, b.Go, b.OS, b.Arch, level)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}
