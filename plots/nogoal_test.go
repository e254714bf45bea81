package plots

import (
	"slices"
	"strings"
	"testing"

	"corridor/sim/analysis"
)

// TestWithoutAGoal: figures that need none are drawn, of all trains and all crossings; the others say that there is none.
func TestWithoutAGoal(t *testing.T) {
	r := fixtureFull().report()
	if Needs(r) != nil {
		t.Errorf("with a goal: %v", Needs(r))
	}
	for i := range r.Header.Scenarios {
		r.Header.Scenarios[i].Goal = analysis.Goal{}
	}
	if want := []string{"capacity-curve", "where-the-time-goes", "time-distance"}; !slices.Equal(Needs(r), want) {
		t.Errorf("%v, want %v", Needs(r), want)
	}
	for _, f := range Figures {
		if !f.Fits(r) {
			continue
		}
		d, err := f.Draw(r)
		switch {
		case f.Goal && f.Name != "capacity-curve":
			if err == nil || !strings.Contains(err.Error(), "has no [goal] that names a family of cargo") {
				t.Errorf("%s: %v", f.Name, err)
			}
		case err != nil:
			t.Error(err)
		case strings.Contains(d.Caption+d.Title, "  "):
			t.Errorf("%s: a word is missing: %s", f.Name, d.Caption)
		}
	}
	if d := drawnAs(t, r, "marey"); !strings.HasPrefix(d.Title, "Trains stand ") {
		t.Errorf("%s", d.Title)
	}
}
