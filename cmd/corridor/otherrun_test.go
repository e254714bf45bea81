package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/sim/analysis"
)

// TestOtherRun: results of another build are known by its version, its keys or what it measures, and nothing is then said of values,
// which it may only have read in another way; of one build other values are named.
func TestOtherRun(t *testing.T) {
	header := func(change func(h *analysis.Header)) analysis.Header {
		h := analysis.Header{Version: "0.1.0", Vocabulary: "v", Command: "c", Levels: []string{"base"}, Scenarios: []analysis.Scenario{{Name: "s", Hash: "h"}},
			Variants: []analysis.Variant{{Metrics: []analysis.Metric{{Name: "m"}}}}}
		change(&h)
		return h
	}
	now := header(func(*analysis.Header) {})
	for _, c := range []struct {
		change func(h *analysis.Header)
		want   string
	}{
		{func(h *analysis.Header) { h.Version, h.Scenarios[0].Hash = "0.1.0 (abc)", "x" }, "another build of the program made it: version 0.1.0 (abc) there, 0.1.0 now"},
		{func(h *analysis.Header) { h.Vocabulary, h.Scenarios[0].Hash = "", "x" }, "another build of the program made it, whose reference of the keys of scenario files is another"},
		{func(h *analysis.Header) { h.Variants[0].Metrics[0].Name = "n" }, "another build of the program made it, which measures other things"},
		{func(h *analysis.Header) { h.Scenarios[0].Hash = "x" }, "scenario s holds other values"},
		{func(h *analysis.Header) { h.Vocabulary, h.Seed = "", 7 }, "another build of the program made it, whose reference of the keys of scenario files is another; seed: 7 there, 0 now"},
		{func(h *analysis.Header) { h.Command = "d" }, "the scenarios and all numbers are the same, but the command was typed in another way"},
	} {
		line, err := json.Marshal(header(c.change))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "journal.jsonl")
		if err := os.WriteFile(path, append(line, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := unlike(path, now); !strings.HasPrefix(got, c.want) || c.want != got && !strings.Contains(c.want, "typed") {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}
