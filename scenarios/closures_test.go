package scenarios

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corridor/sim/corridor"
)

// TestPlannersClosures: a planner may close a port, a lane and a line of the corridor for three weeks, each alone and all, without
// naming what else goes there: cargo without another way waits where it begins, that of three weeks in 180 days half of them on the mean, and
// all of them what lies there on the day on which they begin; empty wagons and what has another way are not held.
func TestPlannersClosures(t *testing.T) {
	open, err := Load("middle-corridor-2024.toml", Options{Set: []string{"run.length=180 d", "run.lead_in=60 d"}})
	if err != nil {
		t.Fatal(err)
	}
	w := corridor.New(open.Scenario, corridor.Choices{Seed: 1})
	Measured(w)
	lies := 0. // days of trucks, in the week of 26 February
	for i, series := range w.Series() {
		if series.Name == "sea.kuryk-alyat.quay.trucks.east" {
			lies = w.WeeklyMeans()[i][8] / (14000 / 366.)
		}
	}
	places := []string{`"port.kuryk"`, `"sea.aktau-alyat"`, `"rail.marabda-akhalkalaki"`}
	for _, closed := range append(places, strings.Join(places, ", ")) {
		path := filepath.Join(t.TempDir(), "closed.toml")
		text := fmt.Sprintf("format = 1\ntitle = \"c\"\nadd.closure.planned = { places = [%s], from = 2024-03-01, until = 2024-03-22 }\n", closed)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := Load("middle-corridor-2024.toml", Options{With: []string{path}, Set: []string{"run.length=180 d", "run.lead_in=60 d"}})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(closed, "kuryk") {
			continue
		}
		got := Measured(corridor.New(f.Scenario, corridor.Choices{Seed: 1}))
		want := 24 * (10.5 + lies) * 21 / 180
		if h := got["flow.trucks-alyat-kuryk.step.00.closed"]; !(math.Abs(h/want-1) <= 0.15) {
			t.Errorf("%s closed: trucks to Kuryk wait %.1f h on the mean, want about %.1f; %.1f days of them lie there", closed, h, want, lies)
		}
		for name, h := range got {
			if strings.HasPrefix(name, "flow.platforms-") && strings.HasSuffix(name, ".step.00.closed") && h > 0 {
				t.Errorf("%s closed: %s = %g, but empty wagons are not held", closed, name, h)
			}
		}
	}
}
