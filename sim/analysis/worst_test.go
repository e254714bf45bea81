package analysis

import (
	"strings"
	"testing"
)

// TestWorstWithoutArrivals: a place that is ranked by what waits there, of which nothing has arrived, has no hours and no cause.
func TestWorstWithoutArrivals(t *testing.T) {
	for hours, want := range map[float64]string{0: "Gate (nothing that waited there has arrived)", 5: "Gate 5.0 h (slots)"} {
		if got := (Worst{Name: "Gate", Cause: "slots", HoursPerUnit: hours}).text(); got != want {
			t.Errorf("%g h: %q, want %q", hours, got, want)
		}
		held := Worst{Name: "Gate", Cause: "slots", HoursPerUnit: hours, Held: true}
		if got, words := held.text(), strings.TrimSuffix(want, ")")+"; most that waits there has no open route)"; got != words {
			t.Errorf("%g h: %q, want %q", hours, got, words)
		}
	}
}
