package plots

import (
	"slices"
	"strings"
	"testing"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// queueReport has two weeks of three series at one place, in a variant of a full fixture.
func queueReport() *analysis.Report {
	r := fixtureSmall().report()
	h := r.Header
	h.Variants[0].Series = []analysis.Series{{Name: "terminal.a.made.banned.TEU", Unit: "TEU", Place: "border.khorgos"},
		{Name: "border.a.queue", Unit: "trains", Place: "border.khorgos"}, {Name: "rail.a.queue", Unit: "trains", Place: "rail.a"}}
	var rows []experiment.Row
	for _, row := range r.Rows {
		row.Weeks = [][]experiment.Float{{500, 700}, {3, 4}, {0.4, 0.6}}
		rows = append(rows, row)
	}
	return analysis.New(h, rows)
}

// TestCargoHeldByABanIsAQueue: where a ban makes cargo wait, what it holds is drawn, in its unit; of several that of most tonnes comes
// first.
func TestCargoHeldByABanIsAQueue(t *testing.T) {
	r := queueReport()
	scenario := r.Scenario(0)
	for i := range scenario.Families {
		scenario.Families[i].Unit = "TEU"
	}
	all := queuesOf(r, 0)
	for cause, want := range map[string]string{analysis.BanLabel: "terminal.a.made.banned.TEU", "customs and inspection": "border.a.queue"} {
		w := analysis.Worst{Place: "border.khorgos", Folded: analysis.FoldCustoms, Cause: cause}
		if s, ok := queueAt(r, 0, all, w, scenario.Goal.Family); !ok || s.Name != want {
			t.Errorf("%s: %q, want %q", cause, s.Name, want)
		}
	}
	if got := (waitingLine{Weekly: analysis.Weekly{Series: analysis.Series{Name: all[0].Name, Unit: "TEU"}}}).words(); got != "TEU held by a loading ban" {
		t.Errorf("%q", got)
	}
	h := r.Header // 600 TEU of 27.3 t are 16,360 t
	h.Variants[0].Series = append(slices.Clone(h.Variants[0].Series), analysis.Series{Name: "terminal.a.made.banned.t", Unit: "t", Place: "border.khorgos"})
	for tonnes, unit := range map[experiment.Float]string{16000: "TEU", 17000: "t"} {
		all = queuesOf(withWeeks(r, h, [][]experiment.Float{{500, 700}, {3, 4}, {0.4, 0.6}, {tonnes, tonnes}}), 0)
		if q := mostHeld(r, 0, all, waitingLine.banned); len(q) != 1 || q[0].Unit != unit {
			t.Errorf("of 600 TEU and %v t bans hold most of %v", tonnes, q)
		}
	}
}

// TestWhatHasNoRouteIsAQueue: where most of what waits has no open route, that is drawn, in its unit, and it is among the queues also where
// nothing has arrived; it is no ban.
func TestWhatHasNoRouteIsAQueue(t *testing.T) {
	r := queueReport()
	scenario := r.Scenario(0)
	for i := range scenario.Families {
		scenario.Families[i].Unit = "TEU"
	}
	h := r.Header
	h.Variants[0].Series = []analysis.Series{{Name: "terminal.a.held.TEU", Unit: "TEU", Place: "terminal.a"}, {Name: "terminal.a.siding.b.queue", Unit: "trains", Place: "terminal.a"},
		{Name: "wagon.p.held.terminal.b", Unit: "loads", Place: "terminal.b"}, {Name: "terminal.b.held.TEU", Unit: "TEU", Place: "terminal.b"}}
	r = withWeeks(r, h, [][]experiment.Float{{0, 90}, {7, 9}, {1, 2}, {0, 0}})
	all := queuesOf(r, 0)
	for held, want := range map[bool]string{true: "terminal.a.held.TEU", false: "terminal.a.siding.b.queue"} {
		if q, ok := queueAt(r, 0, all, analysis.Worst{Place: "terminal.a", Folded: analysis.FoldTrack, Held: held}, scenario.Goal.Family); !ok || q.Name != want {
			t.Errorf("%v: %q, want %q", held, q.Name, want)
		}
	}
	if q := mostHeld(r, 0, all, waitingLine.shut); len(q) != 1 || q[0].Name != "terminal.a.held.TEU" || q[0].words() != "TEU that wait for a route to open" {
		t.Errorf("%v", q)
	}
	if q := mostHeld(r, 0, all, waitingLine.banned); q != nil {
		t.Errorf("bans: %v", q)
	}
	if q := worstQueues(r, 0); len(q) == 0 || !slices.ContainsFunc(q, waitingLine.shut) {
		t.Errorf("%v", q)
	}
}

// TestLoadsThatWaitForWagons: where most of the wait is for wagons, loads before a pool are drawn; elsewhere trains are.
func TestLoadsThatWaitForWagons(t *testing.T) {
	r := queueReport()
	h := r.Header
	h.Variants[0].Series = []analysis.Series{{Name: "wagon.p.held.terminal.a", Unit: "loads", Place: "terminal.a"},
		{Name: "terminal.a.siding.b.queue", Unit: "trains", Place: "terminal.a"}, {Name: "loco.p.held.rail.a", Unit: "loads", Place: "rail.a"}}
	for _, c := range []struct {
		loads  experiment.Float
		folded int
		want   string
	}{{945, analysis.FoldWagon, "wagon.p.held.terminal.a"}, {2, analysis.FoldWagon, "terminal.a.siding.b.queue"}, {945, analysis.FoldTrack, "terminal.a.siding.b.queue"}} {
		r = withWeeks(r, h, [][]experiment.Float{{c.loads, c.loads}, {28, 28}, {5, 5}})
		q, ok := queueAt(r, 0, queuesOf(r, 0), analysis.Worst{Place: "terminal.a", Folded: c.folded}, r.Scenario(0).Goal.Family)
		if !ok || q.Name != c.want {
			t.Errorf("%+v: %q", c, q.Name)
		}
	}
	for i, want := range []string{"loads that wait for wagons", "trains before the b siding", "loads that wait for a locomotive"} {
		if got := queuesOf(r, 0)[i].words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// withWeeks gives all replications the same weeks of the series of a header.
func withWeeks(r *analysis.Report, h analysis.Header, weeks [][]experiment.Float) *analysis.Report {
	var rows []experiment.Row
	for _, row := range r.Rows {
		row.Weeks = weeks
		rows = append(rows, row)
	}
	return analysis.New(h, rows)
}

// TestOneQueueOfWhatStepsToAndFro: trains that wait now for wagons, now for a locomotive are one curve, whose level is that of both
// together: here always 30, of which 10 and then 5 wait for a slot. So it is at a terminal, but for the queue before its siding.
func TestOneQueueOfWhatStepsToAndFro(t *testing.T) {
	r := queueReport()
	h := r.Header
	h.Variants[0].Series = []analysis.Series{{Name: "border.khorgos.queue", Unit: "trains", Place: "border.khorgos"},
		{Name: "wagon.p.held.border.khorgos", Unit: "loads", Place: "border.khorgos"}, {Name: "wagon.p.held.terminal.a", Unit: "loads", Place: "terminal.a"},
		{Name: "loco.p.held.border.khorgos", Unit: "loads", Place: "border.khorgos"}, {Name: "loco.p.held.terminal.a", Unit: "loads", Place: "terminal.a"},
		{Name: "terminal.a.siding.b.queue", Unit: "trains", Place: "terminal.a"}, {Name: "border.b.queue", Unit: "trains", Place: "border.b"},
		{Name: "border.b.blocked", Unit: "trains", Place: "border.b"}}
	r = withWeeks(r, h, [][]experiment.Float{{10, 5}, {20, 5}, {40, 0}, {0, 20}, {10, 50}, {7, 7}, {1, 2}, {140, 130}})
	for i, want := range []struct {
		words  string
		levels [2]float64
	}{{"trains that wait for a slot, wagons or a locomotive", [2]float64{30, 30}}, {"loads that wait for wagons or a locomotive", [2]float64{50, 50}},
		{"trains before the b siding", [2]float64{7, 7}}, {"trains that wait for a slot or room ahead", [2]float64{141, 132}}} {
		q := queuesOf(r, 0)[i]
		if q.words() != want.words || q.Quantile(0, 0.5) != want.levels[0] || q.Quantile(1, 0.5) != want.levels[1] {
			t.Errorf("%s: %g and %g, want %v", q.words(), q.Quantile(0, 0.5), q.Quantile(1, 0.5), want)
		}
	}
	if n := len(queuesOf(r, 0)); n != 4 {
		t.Errorf("%d queues, want 4", n)
	}
}

// TestEmptyPanelsAreLeftOut: a queue whose median is below one in all weeks is not drawn.
func TestEmptyPanelsAreLeftOut(t *testing.T) {
	for _, q := range worstQueues(queueReport(), 0) {
		if q.Name == "rail.a.queue" {
			t.Errorf("%s is drawn", q.Name)
		}
	}
}

// TestQueueAtBothDemands: the curve with its band is that of the highest demand, and the thin one finds the same queue at the lowest.
func TestQueueAtBothDemands(t *testing.T) {
	r := fixtureFull().report()
	d := drawnAs(t, r, "queue-over-the-year")
	states := r.States()
	high := states[len(states)-1]
	queues := worstQueues(r, high)
	least, several := compareLeast(r, high, queues)
	if !several || r.Header.Variants[least].Scenario != r.Header.Variants[high].Scenario || r.Header.Variants[least].Level != 0 {
		t.Fatalf("variant %d beside %d", least, high)
	}
	for _, q := range queues {
		if q.least == nil || q.least.Mean() >= q.Mean() {
			t.Errorf("%s: less waits at the highest demand than at the lowest", q.Name)
		}
	}
	if want := levelBrief(r, least); len(d.legend) < 2 || d.legend[1].words != "median, "+want {
		t.Errorf("legend %+v", d.legend)
	}
	if _, several := compareLeast(r, least, queues); several {
		t.Error("the lowest demand is compared with itself")
	}
}

// TestWholeTicks: things that are counted have no ticks between whole numbers, whose steps stay round.
func TestWholeTicks(t *testing.T) {
	for _, c := range []struct {
		top  float64
		want []float64
	}{{0.3, []float64{0, 1}}, {1.2, []float64{0, 1, 2}}, {6, []float64{0, 2, 4, 6}}, {7.4, []float64{0, 3, 6, 9}}, {14, []float64{0, 5, 10, 15}}, {700, []float64{0, 250, 500, 750}}} {
		high, ticks := wholeTicks(c.top, 3)
		var got []float64
		for _, tick := range ticks {
			got = append(got, tick.Value)
		}
		if !slices.Equal(got, c.want) || high != c.want[len(c.want)-1] {
			t.Errorf("%g: %v to %g, want %v", c.top, got, high, c.want)
		}
	}
}

// TestMostOfAllThatWaits: where cargo piles up, the figures of queues and of hours name first the place where most waits, arrived or
// not, where the results tell; and say so.
func TestMostOfAllThatWaits(t *testing.T) {
	for _, told := range []bool{false, true} {
		r := fixtureFull().report()
		states := r.States()
		last := states[len(states)-1]
		before := r.Worst(last, "west", 1)[0].Place
		if before == "border.khorgos" {
			t.Fatal("what arrives waits longest at Khorgos already")
		}
		if told {
			h := r.Header
			for v := range h.Variants {
				h.Variants[v].Metrics = append(slices.Clone(h.Variants[v].Metrics), analysis.Metric{Name: "border.khorgos.goal.west.waits", Unit: "TEU"})
			}
			var rows []experiment.Row
			for _, row := range r.Rows {
				row.Values = append(slices.Clone(row.Values), 1000)
				rows = append(rows, row)
			}
			r = analysis.New(h, rows)
		}
		stacks, err := readStack(r, "where-the-time-goes", last)
		if err != nil {
			t.Fatal(err)
		}
		time, err := whereTheTimeGoes(r)
		queue, err2 := queueOverTheYear(r)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		first := worstQueues(r, last)[0].Place
		title := stackTitle(r, []stack{stacks})
		for what, is := range map[string]bool{
			"worst of hours":  stacks.worst.Place == "border.khorgos",
			"first queue":     first == "border.khorgos",
			"title of hours":  strings.Contains(title, "; most cargo, arrived or not, waits at Khorgos"),
			"note of hours":   strings.Contains(time.Method, "ranks places by all that waits"),
			"title of queues": strings.HasPrefix(queue.Title, "Khorgos"),
			"words of queues": strings.Contains(queue.Subtitle, "waits most, arrived or not"),
		} {
			if is != told {
				t.Errorf("%s: Khorgos first: %v, with what waits told: %v (%s; %s)", what, is, told, title, queue.Title)
			}
		}
	}
}

// TestKilotonnes: many tonnes are written in thousands, at both demands; few stay tonnes, and so does anything else.
func TestKilotonnes(t *testing.T) {
	line := func(unit string, most float64) *waitingLine {
		return &waitingLine{Weekly: analysis.Weekly{Series: analysis.Series{Unit: unit}, Means: [][]float64{{0, most}, {1000, 0}}}}
	}
	for _, c := range []struct {
		unit, want string
		most, top  float64
	}{{"t", "kt", 50000, 50}, {"t", "t", 19000, 19000}, {"TEU", "TEU", 50000, 50000}} {
		q := line(c.unit, c.most)
		q.least = line(c.unit, 2000)
		q.inKilotonnes()
		if q.Unit != c.want || q.Means[0][1] != c.top || q.least.Unit != c.want || q.least.Means[0][1] != 2000*c.top/c.most {
			t.Errorf("%+v: %s %v, %s %v", c, q.Unit, q.Means, q.least.Unit, q.least.Means)
		}
	}
}
