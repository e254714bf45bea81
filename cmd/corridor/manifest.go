package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// manifest is what is known of a run beside its numbers. It names no person and no machine.
type manifest struct {
	Build        build     `json:"build"`
	Command      string    `json:"command"`
	Cores        int       `json:"cores"`
	Jobs         int       `json:"jobs"`
	Started      time.Time `json:"started"`
	WallSeconds  float64   `json:"wall_seconds"`
	Before       int       `json:"replications_before"` // of earlier sessions
	Replications int       `json:"replications"`        // simulated in this session
	Wanted       int       `json:"replications_wanted"`
	Events       uint64    `json:"events"` // of this session
}

// manifest writes the facts of this session. It is the only file that differs between equal runs.
func (out *results) manifest() error {
	if out.journal == nil {
		return nil
	}
	m := manifest{
		Build: ownBuild(), Command: out.plan.again, Cores: runtime.NumCPU(), Jobs: out.jobs,
		Started: out.began.UTC().Truncate(time.Second), WallSeconds: out.wall.Round(time.Millisecond).Seconds(),
		Before: out.before, Replications: out.journal.Done() - out.before, Wanted: out.plan.total(), Events: out.events,
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err == nil {
		err = os.WriteFile(filepath.Join(out.plan.dir, manifestName), append(text, '\n'), 0o644)
	}
	if err != nil {
		return failed("writing results: %w", err)
	}
	return nil
}
