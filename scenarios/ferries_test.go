package scenarios_test

import (
	"math"
	"testing"

	"corridor/scenarios"
)

// year2024With is the mean of some replications of 2024 with measures.
func year2024With(t *testing.T, n int, with ...string) map[string]float64 {
	t.Helper()
	f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: with})
	if err != nil {
		t.Fatal(err)
	}
	return scenarios.Means(f.Scenario, "today", n)
}

// TestWagonsFirst: on full decks the order gives to wagons what it takes from trucks. The ships make as many voyages, and the
// wagons and trucks that Kuryk's ferries carry in the year are together as many, but for what is left waiting at its end.
func TestWagonsFirst(t *testing.T) {
	base, first := year2024With(t, 4), year2024With(t, 4, "measures/wagons-first.toml")
	units := func(m map[string]float64) float64 { return m["family.wagon.carried"] + m["family.truck-kuryk.carried"] }
	t.Logf("wagons P50 %.1f and %.1f d, trucks P50 %.1f and %.1f d, units %.0f and %.0f", base["family.wagon.transit.p50"], first["family.wagon.transit.p50"],
		base["family.truck-kuryk.transit.p50"], first["family.truck-kuryk.transit.p50"], units(base), units(first))
	if a, b := base["family.wagon.transit.p50"], first["family.wagon.transit.p50"]; b > 0.7*a {
		t.Errorf("median of wagons %.1f d when they go first, %.1f d in order of arrival", b, a)
	}
	if a, b := base["family.truck-kuryk.transit.p50"], first["family.truck-kuryk.transit.p50"]; b < 1.3*a {
		t.Errorf("median of trucks %.1f d when wagons go first, %.1f d in order of arrival", b, a)
	}
	for name, share := range map[string]float64{"sea.kuryk-alyat.sailings": 0.02, "corridor.carried": 0.01} {
		if a, b := base[name], first[name]; !(math.Abs(b/a-1) <= share) {
			t.Errorf("%s: %v when wagons go first, %v in order of arrival", name, b, a)
		}
	}
	if a, b := units(base), units(first); !(math.Abs(b/a-1) <= 0.02) {
		t.Errorf("%.0f units when wagons go first, %.0f in order of arrival", b, a)
	}
}

// TestBansOfThePlanOf2025: the plan of 2025 brings more boxes than the ships of Aktau take. Bans leave the ships as full as
// they are without, and the queue before the port at a quarter at most. Platforms are without end: those of the corridor are so few
// that loaded trains run out of them before a ban begins.
func TestBansOfThePlanOf2025(t *testing.T) {
	of := func(set ...string) map[string]float64 {
		f, err := scenarios.Load("middle-corridor-2025.toml", scenarios.Options{Set: append(set, withoutEnd...)})
		if err != nil {
			t.Fatal(err)
		}
		return scenarios.Means(f.Scenario, "plan-2025", 2)
	}
	const boxes, queue = "corridor.carried.teu", "port.aktau.siding.container.queue.mean"
	with, without := of(), of("port.aktau.siding.container.ban.days=3650 d")
	t.Logf("%.0f TEU with bans, %.0f without; queue of %.0f trains and %.0f; %.0f d of ban and %.0f d of plan", with[boxes], without[boxes], with[queue], without[queue],
		with["port.aktau.siding.container.ban"], with["port.aktau.siding.container.ban.plan"])
	if with[boxes] < 0.98*without[boxes] {
		t.Errorf("%.0f TEU with bans, %.0f without", with[boxes], without[boxes])
	}
	if with[queue] > 0.25*without[queue] || with[queue] < 5 {
		t.Errorf("%.0f trains wait before Aktau with bans, %.0f without", with[queue], without[queue])
	}
}
