package corridor

import "testing"

// TestMoreIsNotLess: under the same luck, a corridor with one more of something carries no less, and its cargo
// takes no longer, in the mean over ten pairs. The allowance is for true exceptions: a better first
// part makes ships and trains come in bunches, and a ship more may leave with less than another would have taken.
func TestMoreIsNotLess(t *testing.T) {
	transit := func(s *Scenario, r int) (days, carried float64) {
		m := run(t, s, r)
		return m["flow.west.transit.mean"], m["flow.west.carried"] + m["flow.east.carried"]
	}
	for _, c := range []struct {
		name   string
		change func(m map[string]Spec)
	}{
		{"berth", func(m map[string]Spec) { m["port.a"].(*Port).Berth[0].Value.Count++ }},
		{"crane", func(m map[string]Spec) { m["port.a"].(*Port).Siding[0].Value.Cranes++ }},
		{"track", func(m map[string]Spec) { m["port.a"].(*Port).Siding[0].Value.Receiving++ }},
		{"gauge track", func(m map[string]Spec) { m["border.b"].(*Border).Gauge.Tracks++ }},
		{"ship", func(m map[string]Spec) { m["vessel.v"].(*Vessel).Count++ }},
		{"loop", func(m map[string]Spec) { m["rail.b"].(*Rail).Loops++ }},
		{"slots", func(m map[string]Spec) { m["border.b"].(*Border).Slots = Both[Frequency]{8, 8} }},
		{"no storms", func(m map[string]Spec) { delete(m, "basin.b") }},
	} {
		var longer, less []float64
		for r := range 10 {
			days, carried := transit(small(), r)
			with, more := transit(small(c.change), r)
			longer, less = append(longer, with-days), append(less, (carried-more)/carried)
		}
		if mean, se := meanSE(longer); mean > 2*se+0.02 {
			t.Errorf("one more %s: cargo takes %.3f ± %.3f d longer", c.name, mean, se)
		}
		if mean, se := meanSE(less); mean > 2*se+0.002 {
			t.Errorf("one more %s: %.2f ± %.2f %% less carried", c.name, 100*mean, 100*se)
		}
	}
}
