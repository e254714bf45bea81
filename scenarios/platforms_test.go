package scenarios_test

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"corridor/scenarios"
	"corridor/sim/corridor"
)

// platformRun is one replication of 2024.
func platformRun(t *testing.T, level string, replication int, with, set []string) map[string]float64 {
	t.Helper()
	f, err := scenarios.Load("middle-corridor-2024.toml", scenarios.Options{With: with, Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return scenarios.Measured(corridor.New(f.Scenario, corridor.Choices{Seed: 1, Replication: replication, Level: level}))
}

// ofPlatforms sets the number of platforms in Kazakhstan, and half as many in the west.
func ofPlatforms(n int) []string {
	return []string{fmt.Sprintf("wagon.platforms-kz.count=%d", n), fmt.Sprintf("wagon.platforms-west.count=%d", n/2)}
}

const boxes = "corridor.carried.teu"

// withoutEnd has as many platforms as are asked for.
var withoutEnd = []string{"wagon.platforms-kz.count=0", "wagon.platforms-west.count=0"}

// TestFinitePlatforms: as many platforms as are thought to have served the corridor in 2024 carry the boxes of 2024 but for a
// few per cent. At the demand of 10 Mt, when all of them are in use, the corridor does not stand still: they go on turning
// round, and the ships are full.
func TestFinitePlatforms(t *testing.T) {
	if with, without := platformRun(t, "today", 0, nil, nil)[boxes], platformRun(t, "today", 0, nil, withoutEnd)[boxes]; !(math.Abs(with/without-1) <= 0.05) {
		t.Errorf("%.0f TEU with finite platforms, %.0f without", with, without)
	}
	crowded := platformRun(t, "mix-10", 0, nil, nil)
	if v, all := crowded[boxes], platformRun(t, "mix-10", 0, nil, withoutEnd)[boxes]; v < 60000 || v > 1.02*all {
		t.Errorf("%.0f TEU at the demand of 10 Mt, %.0f with platforms without end", v, all)
	}
	if d := crowded["wagon.platforms-kz.turnround"]; !(d > 5 && d < 20) {
		t.Errorf("a platform turns round in %.1f d", d)
	}
}

// TestMorePlatformsCarryMore: at the demand of 10 Mt boxes grow with platforms, until the ships are full; a platform more does
// not bring the corridor to a standstill, as it once did in these replications.
func TestMorePlatformsCarryMore(t *testing.T) {
	counts := []int{800, 1000, 1200, 1202, 1500}
	got := make([]float64, len(counts))
	var all sync.WaitGroup
	for i, n := range counts {
		all.Go(func() {
			for _, r := range []int{1, 7} {
				got[i] += platformRun(t, "mix-10", r, nil, ofPlatforms(n))[boxes] / 2
			}
		})
	}
	all.Wait()
	t.Logf("%v platforms carry %.0f TEU", counts, got)
	for i := range got[1:] {
		if got[i+1] < 0.95*got[i] { // one year differs from another by a tenth
			t.Errorf("%d platforms carry %.0f TEU, %d %.0f", counts[i+1], got[i+1], counts[i], got[i])
		}
	}
}

// TestPlatformsForEmpties: twice as many platforms in Kazakhstan bring no more westward than the ships take, but more of it to Baku,
// where its platforms are filled with empty boxes. These yield to loads: as many loads or more cross the sea. When they took their turn,
// loads gained nothing.
func TestPlatformsForEmpties(t *testing.T) {
	const empty = "flow.empty-containers-absheron-altynkol"
	var loads, empties [2][2]float64 // by number of platforms and rule
	var all sync.WaitGroup
	for n, count := range []string{"1200", "2400"} {
		for rule, yields := range []string{"false", "true"} {
			all.Go(func() {
				for r := range 3 {
					m := platformRun(t, "mix-10", r, nil, []string{"wagon.platforms-kz.count=" + count, empty + ".yields=" + yields})
					loads[n][rule] += m[boxes] / 3
					empties[n][rule] += m[empty+".carried"] / 3
				}
			})
		}
	}
	all.Wait()
	t.Logf("with 1200 and 2400 platforms %.0f loads and %.0f empties, by turns and yielding", loads, empties)
	if more := loads[1][1] - loads[0][1]; more < 0 {
		t.Errorf("%.0f TEU more with more platforms when empty boxes yield", more)
	}
	if more, of := loads[1][0]-loads[0][0], empties[1][0]-empties[0][0]; more > 0 || of < 4000 {
		t.Errorf("%.0f TEU more and %.0f more empty when they take their turn", more, of)
	}
	if share := loads[0][1] / loads[0][0]; share < 1.05 {
		t.Errorf("%.3f times as many loads when empty boxes yield", share)
	}
}

// TestPlatformsLeftForImports: when the sea has fallen so far that ships cannot take what comes, trains stand loaded before a
// full yard. Unless platforms are left for imports, they hold all of them: imports fill the other yard, ships cannot be
// unloaded, and nothing can move any more. The replication fails, and names the ring.
func TestPlatformsLeftForImports(t *testing.T) {
	crowded := []string{"measures/falling-sea.toml"}
	later, nothing := "run.start=2027-01-01", []string{"run.start=2027-01-01"}
	for _, at := range []string{"china-border", "zharyk", "almaty"} {
		nothing = append(nothing, "wagon.platforms-kz.stock."+at+".leaves=0")
	}
	var left [2]float64
	var none [2]string
	var all sync.WaitGroup
	for r := range left {
		all.Go(func() { left[r] = platformRun(t, "mix-10", r+1, crowded, []string{later})[boxes] })
		all.Go(func() {
			defer func() { none[r] = fmt.Sprint(recover()) }()
			platformRun(t, "mix-10", r+1, crowded, nothing)
		})
	}
	all.Wait()
	t.Logf("%.0f TEU when platforms are left for imports; when none are, %s", left, none[0])
	for r := range left {
		if left[r] < 50000 {
			t.Errorf("replication %d: %.0f TEU when platforms are left for imports", r+1, left[r])
		}
		for _, part := range []string{"deadlock", "wagon.platforms-kz, of which", "at port.aktau for", "room in the store", "for wagons, held by wagon.platforms-kz"} {
			if !strings.Contains(none[r], part) {
				t.Errorf("replication %d: when none are left %q lacks %q", r+1, none[r], part)
			}
		}
	}
}

// TestPlatformsOf2027: with the platforms of 2024 the corridor of 2027 carries little more than half of the boxes that it carries
// with those that the railway buys until then, though everything else is there.
func TestPlatformsOf2027(t *testing.T) {
	of := func(set ...string) map[string]float64 {
		f, err := scenarios.Load("middle-corridor-2027.toml", scenarios.Options{Set: set})
		if err != nil {
			t.Fatal(err)
		}
		return scenarios.Means(f.Scenario, "mix-10", 1)
	}
	bought, old := of(), of("wagon.platforms-kz.count=1200")
	t.Logf("%.0f TEU with %.0f platforms, %.0f with %.0f", bought[boxes], bought["wagon.platforms-kz.count.last"], old[boxes], old["wagon.platforms-kz.count.last"])
	if ratio := old[boxes] / bought[boxes]; !(ratio > 0.45 && ratio < 0.8) {
		t.Errorf("1200 platforms carry %.2f of what %.0f carry", ratio, bought["wagon.platforms-kz.count.last"])
	}
}

// TestDoubts: Load warns of every place that may lend all platforms to loads for a port which can fill; the corridor has none.
func TestDoubts(t *testing.T) {
	for _, c := range []struct{ name, set, want string }{
		{"middle-corridor-2024.toml", "", ""},
		{"middle-corridor-2027.toml", "", ""},
		{"middle-corridor-2024.toml", "wagon.platforms-kz.stock.china-border.leaves=0", "all 1200 wagons may be lent here to loads for port.aktau"},
		{"middle-corridor-2024.toml", "wagon.platforms-west.stock.poti.leaves=0", "all 600 wagons may be lent here to loads for port.alyat"},
	} {
		var set []string
		if c.set != "" {
			set = []string{c.set}
		}
		f, err := scenarios.Load(c.name, scenarios.Options{Set: set})
		switch {
		case err != nil:
			t.Error(err)
		case c.want == "" && len(f.Warnings) > 0, c.want != "" && len(f.Warnings) != 1:
			t.Errorf("%s %s: %v", c.name, c.set, f.Warnings)
		case c.want != "" && (!strings.Contains(f.Warnings[0].Text, c.want) || !strings.HasPrefix(f.Warnings[0].Text, strings.TrimSuffix(c.set, "=0"))):
			t.Errorf("%s %s: %v", c.name, c.set, f.Warnings)
		}
	}
}
