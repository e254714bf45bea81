package corridor

import (
	"math"
	"testing"
)

// TestSlowedByStorms: a ship sails at hour 95, 10 h from the other port, and makes half its way while a storm is on. Of a storm that ends
// before it lands it loses half the length; of one that does not, as much as it had left; of two, the halves of both. Where the
// storm closes the port that it is bound for, it waits for its end.
func TestSlowedByStorms(t *testing.T) {
	for _, c := range []struct {
		name   string
		late   float64
		storms []Gale
	}{
		{"none", 0, nil},
		{"over before landfall", 2, []Gale{gale(100, 104, "a")}},
		{"over at landfall", 5, []Gale{gale(100, 110, "a")}},
		{"on at landfall", 5, []Gale{gale(100, 130, "a")}},
		{"two", 2, []Gale{gale(97, 99, "a"), gale(101, 103, "a")}},
		{"two without a break", 3, []Gale{gale(97, 99, "a"), gale(99, 103, "a", "b")}},
		{"port shut after landfall", 15, []Gale{gale(100, 120, "b")}},
		{"port open again before landfall", 3, []Gale{gale(100, 106, "b")}},
	} {
		s := datedStorms(150, 95, c.storms...)
		b := spec[*Basin](s, "basin.x")
		b.Hit, b.Slow, s.Run.AtMeans = 0, 0.5, true
		spec[*Port](s, "port.b").Berth = Map[Berth]{{"x", Berth{Count: 1, Takes: []Ref{"vessel.v"}}}}
		m := run(t, s, 0)
		if got := m["flow.f.transit.mean"]*24 - 10; !(math.Abs(got-c.late) <= 1e-6) {
			t.Errorf("%s: %v h late, want %v", c.name, got, c.late)
		}
		if got := m["sea.s.caught"]; got != float64(len(c.storms)) {
			t.Errorf("%s: a passage is caught %v times, want %d", c.name, got, len(c.storms))
		}
	}
}
