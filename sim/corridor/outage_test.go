package corridor

import "testing"

// TestOutageWithoutPlaces: at a single station it makes no difference to the time inside whether trains wait in it or before it, so
// breakdowns do the same to one without places to wait in. Those before it came in only when a unit left, before, so that
// an idle server that was mended never began.
func TestOutageWithoutPlaces(t *testing.T) {
	of := func(change ...func(*Station)) map[string]float64 {
		change = append(change, func(s *Station) { s.Outage = &Outage{Every: exp(30), Takes: hours(10)} })
		return run(t, model(100, 5000, map[string]Spec{
			"flow.f":    flowTo("route.r", func(f *Flow) { f.Every = every(exp(4)) }),
			"route.r":   routeOf("station.a"),
			"station.a": stationOf(2, exp(2), change...),
		}), 0)
	}
	free, none := of(), of(room(0))
	for _, name := range []string{"flow.f.rate", "flow.f.time.mean", "station.a.up.mean"} {
		if a, b := free[name], none[name]; a == 0 || a < 0.99*b || b < 0.99*a {
			t.Errorf("%s: %v with places to wait in, %v without", name, a, b)
		}
	}
	t.Logf("%v items an hour, %v h", none["flow.f.rate"], none["flow.f.time.mean"])
}
