package des

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const hour = Time(time.Hour)

func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*math.Abs(b)
}

func TestTally(t *testing.T) {
	tally := NewTally()
	for _, x := range []float64{2, 4, 4, 4, 5, 5, 7, 9} {
		tally.Add(x)
	}
	// mean 5, sum of squares about it 32
	if tally.N() != 8 || tally.Mean() != 5 || tally.Total() != 40 || tally.Min() != 2 || tally.Max() != 9 {
		t.Errorf("n %d, mean %v, total %v, min %v, max %v", tally.N(), tally.Mean(), tally.Total(), tally.Min(), tally.Max())
	}
	if !same(tally.SD(), math.Sqrt(32./7)) {
		t.Errorf("sd %v, want %v", tally.SD(), math.Sqrt(32./7))
	}
	mustPanic(t, func() { tally.Add(math.NaN()) }, "NaN")
	mustPanic(t, func() { tally.AddWeighted(1, -1) }, "weight -1")
	var plain Tally
	mustPanic(t, func() { plain.Quantile(0.5) }, "made without")
}

// The sums of squares must not cancel: a large mean with a small spread.
func TestTallyDoesNotCancel(t *testing.T) {
	var tally Tally
	for i := range 1000 {
		tally.Add(1e9 + float64(i%2))
	}
	if want := math.Sqrt(250. / 999); !(math.Abs(tally.SD()-want) <= 1e-6) {
		t.Errorf("sd %v, want %v", tally.SD(), want)
	}
}

func TestTallyWeightIsRepetition(t *testing.T) {
	weighted, repeated := NewTally(), NewTally()
	for i := range 50 {
		x := float64(i * i % 17)
		weighted.AddWeighted(x, int64(i%4))
		for range i % 4 {
			repeated.Add(x)
		}
	}
	for name, pair := range map[string][2]float64{
		"n":    {float64(weighted.N()), float64(repeated.N())},
		"mean": {weighted.Mean(), repeated.Mean()},
		"sd":   {weighted.SD(), repeated.SD()},
		"p50":  {weighted.Quantile(0.5), repeated.Quantile(0.5)},
	} {
		if !same(pair[0], pair[1]) {
			t.Errorf("%s: weighted %v, repeated %v", name, pair[0], pair[1])
		}
	}
}

func TestTallyDurations(t *testing.T) {
	var m Meter
	for _, unit := range []struct {
		name string
		want float64
	}{{"ns", 36e12}, {"s", 36000}, {"min", 600}, {"h", 10}, {"d", 10. / 24}} {
		tally := m.Tally("dwell."+unit.name, unit.name)
		tally.AddDuration(10 * time.Hour)
		tally.AddDurationWeighted(10*time.Hour, 5)
		if !same(tally.Mean(), unit.want) || tally.N() != 6 {
			t.Errorf("10 h in %s: %v, n %d", unit.name, tally.Mean(), tally.N())
		}
	}
	mustPanic(t, func() { m.Tally("weight", "t").AddDuration(1) }, "weight", `"t"`)
}

func TestLevel(t *testing.T) {
	l := Level{withSquares: true}
	l.Set(0, 2)
	l.Change(3*hour, +3) // 2 for 3 h
	l.Set(4*hour, 0)     // 5 for 1 h, then 0 for 6 h
	if got := l.Mean(10 * hour); !same(got, 1.1) {
		t.Errorf("mean %v, want 1.1", got)
	}
	if want := math.Sqrt(3.7 - 1.21); !same(l.SD(10*hour), want) { // mean square (4·3+25)/10
		t.Errorf("sd %v, want %v", l.SD(10*hour), want)
	}
	if l.Max() != 5 || l.Value() != 0 || l.Elapsed(10*hour) != 10*time.Hour {
		t.Errorf("max %d, value %d", l.Max(), l.Value())
	}
	if got := l.Mean(10 * hour); !same(got, 1.1) {
		t.Errorf("asking changed the mean to %v", got)
	}
	mustPanic(t, func() { l.Set(3*hour, 1) }, "0 d 03:00:00", "0 d 04:00:00")
	mustPanic(t, func() { l.Change(5*hour, -1) }, "0 d 05:00:00", "from 0 to -1")
	var plain Level
	mustPanic(t, func() { plain.SD(1) }, "made without")
	if !math.IsNaN(plain.Mean(0)) {
		t.Errorf("mean over no time is %v", plain.Mean(0))
	}
}

// walkByOne moves a level by one, up or down, a thousand times, by its short methods, and another by Change; same compares
// them after each step.
func walkByOne(t *testing.T, short, long Level, up, down func(*Level, Time), same func(short, long *Level, now Time) bool) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	now := Time(0)
	for range 1000 {
		now += Time(random.Int64N(int64(30 * Day)))
		if short.Value() > 0 && random.IntN(2) == 0 {
			down(&short, now)
			long.Change(now, -1)
		} else {
			up(&short, now)
			long.Change(now, 1)
		}
		if random.IntN(300) == 0 {
			short.Restart(now)
			long.Restart(now)
		}
		if !same(&short, &long, now) {
			t.Fatalf("at %v: %+v, want %+v", now, short, long)
		}
	}
}

// Up and Down are Change by one.
func TestLevelUpAndDown(t *testing.T) {
	walkByOne(t, Level{}, Level{}, (*Level).Up, (*Level).Down, func(short, long *Level, now Time) bool {
		return short.Area(now) == long.Area(now) && short.Max() == long.Max() && short.Value() == long.Value()
	})
	empty, spread := Level{}, Level{withSquares: true}
	mustPanic(t, func() { empty.Down(1) }, "from 0")
	mustPanic(t, func() { spread.Up(1) }, "standard deviation")
}

// Rise and Fall are Change by one, with the squares.
func TestLevelRiseAndFall(t *testing.T) {
	spread := Level{withSquares: true}
	walkByOne(t, spread, spread, (*Level).Rise, (*Level).Fall, func(short, long *Level, _ Time) bool { return *short == *long })
	empty := Level{withSquares: true}
	mustPanic(t, func() { empty.Fall(1) }, "from 0")
}

func TestConstantLevelHasNoSpread(t *testing.T) {
	l := Level{withSquares: true}
	l.Set(0, 1_000_003)
	if sd := l.SD(Time(7*Day + 1)); sd != 0 {
		t.Errorf("sd %v", sd)
	}
}

// Area is exact: against big integers.
func TestArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a, parts Area
		want := new(big.Int)
		for range rapid.IntRange(1, 3).Draw(t, "n") {
			v, d := rapid.Int64Min(0).Draw(t, "value"), rapid.Int64Min(0).Draw(t, "d")
			a.AddMul(v, time.Duration(d))
			parts.AddMul(v, time.Duration(d/3))
			parts.AddMul(v, time.Duration(d-d/3))
			want.Add(want, new(big.Int).Mul(big.NewInt(v), big.NewInt(d)))
		}
		if a != parts {
			t.Fatalf("parts sum to %v, whole %v", parts, a)
		}
		if a.big().Cmp(want) != 0 {
			t.Fatalf("area %v, want %v", a.big(), want)
		}
		if f, _ := new(big.Float).SetInt(want).Float64(); !(math.Abs(a.Float()-f) <= 3e-16*f) {
			t.Fatalf("float %v, want %v", a.Float(), f)
		}
	})
	var a Area
	mustPanic(t, func() { a.AddMul(-1, 1) }, "-1")
	mustPanic(t, func() {
		for range 5 {
			a.AddMul(math.MaxInt64, math.MaxInt64)
		}
	}, "127 bits")
}

func TestCount(t *testing.T) {
	var c Count
	c.Add(3)
	c.Add(-1)
	if c.Value() != 2 {
		t.Errorf("count %d", c.Value())
	}
	mustPanic(t, func() { c.Add(math.MaxInt64) }, "count of 2 overflows")
}

func TestMeter(t *testing.T) {
	var m Meter
	tally := m.Tally("port.load", "h")
	few := m.Tally("rail.run", "h", "mean", "sd", "p99.9", "total", "min")
	level := m.Level("port.queue", "trains")
	spread := m.Level("sea.vessels", "vessels", "mean", "sd", "last")
	count := m.Count("exit.tonnes", "t")
	m.Value("exit.rate", "t/h", func(now Time) float64 { return float64(count.Value()) / (float64(now) / float64(hour)) })

	want := []Metric{
		{"port.load.mean", "h"}, {"port.load.max", "h"}, {"port.load.p50", "h"}, {"port.load.p90", "h"}, {"port.load.n", "1"},
		{"rail.run.mean", "h"}, {"rail.run.sd", "h"}, {"rail.run.p99.9", "h"}, {"rail.run.total", "h"}, {"rail.run.min", "h"},
		{"port.queue.mean", "trains"}, {"port.queue.max", "trains"},
		{"sea.vessels.mean", "vessels"}, {"sea.vessels.sd", "vessels"}, {"sea.vessels.last", "vessels"},
		{"exit.tonnes", "t"}, {"exit.rate", "t/h"},
	}
	if got := m.Metrics(); !slices.Equal(got, want) {
		t.Errorf("metrics %v, want %v", got, want)
	}
	nan := math.NaN()
	checkValues(t, &m, hour, []float64{nan, nan, nan, nan, 0, nan, nan, nan, 0, nan, 0, 0, 0, 0, 0, 0, 0})

	tally.Add(100) // before the restart, to be forgotten
	few.Add(100)
	count.Add(100)
	level.Set(hour, 7)
	level.Set(hour, 3)
	spread.Set(hour, 2)
	m.Restart(2 * hour)
	tally.Add(5)
	tally.Add(5)
	few.Add(1)
	few.Add(3)
	level.Change(4*hour, -3)
	count.Add(60)
	checkValues(t, &m, 6*hour, []float64{5, 5, 5, 5, 2, 2, math.Sqrt2, few.Quantile(0.999), 4, 1, 1.5, 3, 2, 0, 2, 60, 10})

	mustPanic(t, func() { m.Level("port.load", "t") }, "port.load.mean", "twice")
	mustPanic(t, func() { m.Tally("x", "h", "median") }, "x", "median")
	mustPanic(t, func() { m.Tally("y", "h", "p100") }, "y", "p100")
	mustPanic(t, func() { m.Level("z", "h", "p50") }, "z", "p50")
}

func checkValues(t *testing.T, m *Meter, now Time, want []float64) {
	t.Helper()
	for i, got := range m.Values(now) {
		if !same(got, want[i]) {
			t.Errorf("%s = %v, want %v", m.Metrics()[i].Name, got, want[i])
		}
	}
}

func TestTallyKeepsNoHistogramUnasked(t *testing.T) {
	var m Meter
	if m.Tally("a", "h", "mean", "n").buckets != nil {
		t.Error("a histogram for a mean")
	}
	if m.Tally("b", "h").buckets == nil {
		t.Error("no histogram for a median")
	}
}

func TestMeasuringAllocatesNothing(t *testing.T) {
	var m Meter
	tally, level, count := m.Tally("a", "h"), m.Level("b", "trains", "mean", "sd"), m.Count("c", "t")
	tally.Add(1)
	tally.Add(5000)
	now, i := Time(0), int64(0)
	if allocs := testing.AllocsPerRun(1000, func() {
		now += 12345
		i++
		tally.Add(float64(i))
		level.Set(now, i%10)
		count.Add(i)
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
