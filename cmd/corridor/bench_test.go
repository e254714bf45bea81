package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"corridor/scenarios"
	"corridor/sim/corridor"
	"corridor/sim/des"
)

// The benchmarks of the whole program. A time alone says little about a machine that others use too; so, when the
// environment names in LIMIT a folder with the source of the hand-written loops, each measurement is paired with a
// run of the loop that does the same work, and "x-limit" is the median of the paired ratios: below 1 is faster
// than the loop. For events per second it is the other way round.

// buildLimit builds the loops; without LIMIT it returns "".
func buildLimit(b *testing.B) (binary string) {
	folder := os.Getenv("LIMIT")
	if folder == "" {
		return ""
	}
	binary = filepath.Join(b.TempDir(), "limit")
	c := exec.Command("go", "build", "-o", binary, ".")
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return binary
}

// loop is a run of one of the hand-written loops: its arguments and the name of the number to read from its output.
type loop struct {
	number string
	args   []string
	scale  float64 // from its unit to that of the benchmark
}

// run returns what the loop prints after number=.
func (l *loop) run(b *testing.B, binary string) float64 {
	out, err := exec.Command(binary, l.args...).Output()
	if err != nil {
		b.Fatal(err)
	}
	for _, field := range strings.Fields(string(out)) {
		if text, ok := strings.CutPrefix(field, l.number+"="); ok {
			x, err := strconv.ParseFloat(text, 64)
			if err != nil {
				b.Fatal(err)
			}
			return x * l.scale
		}
	}
	b.Fatalf("the loop prints no %s: %s", l.number, out)
	return 0
}

// pairs measures ours, which takes the number of the run and returns a value in some unit, beside a loop.
func pairs(b *testing.B, unit string, ours func(run int) float64, theirs loop) {
	binary := buildLimit(b)
	defer debug.SetGCPercent(debug.SetGCPercent(garbagePercent)) // as users run it
	b.ReportAllocs()
	var values, ratios []float64
	for b.Loop() {
		x := ours(len(values))
		values = append(values, x)
		if binary != "" {
			b.StopTimer()
			ratios = append(ratios, x/theirs.run(b, binary))
			b.StartTimer()
		}
	}
	b.ReportMetric(median(values), unit)
	if binary != "" {
		b.ReportMetric(median(ratios), "x-limit")
	}
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}

// replicate builds and runs one replication and returns the events and the seconds.
func replicate(f *scenarios.File, level string, replication int) (events int, seconds float64) {
	begin := time.Now()
	w := corridor.New(f.Scenario, corridor.Choices{Seed: 1, Replication: replication, Level: level})
	events = w.Run()
	w.Values()
	return events, time.Since(begin).Seconds()
}

func loadBench(b *testing.B, path string) *scenarios.File {
	f, err := scenarios.Load(path, scenarios.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return f
}

var scenarioFolder = filepath.Join("..", "..", "scenarios")

// BenchmarkW1 is M/M/1 at a load of 0.8, two events a customer.
func BenchmarkW1(b *testing.B) {
	f := loadBench(b, filepath.Join(scenarioFolder, "theory", "mm1.toml"))
	f.Scenario.Run.LeadIn, f.Scenario.Run.Length = 0, 1_250_000*time.Hour // a million customers, as the loop
	pairs(b, "ns/customer", func(run int) float64 {
		events, seconds := replicate(f, "", run)
		return seconds / float64(events) * 2e9
	}, loop{"wall", []string{"w1heap", "1e6"}, 1e9 / 1e6})
}

// BenchmarkW2 is the benchmark corridor: ten years.
func BenchmarkW2(b *testing.B) {
	f := loadBench(b, filepath.Join("testdata", "bench", "w2.toml"))
	pairs(b, "s/replication", func(run int) float64 {
		_, seconds := replicate(f, "", run)
		return seconds
	}, loop{"perrep", []string{"w2", "3"}, 1})
}

// BenchmarkW3 is the hold model: take the first event, schedule it again after an exponential time.
func BenchmarkW3(b *testing.B) {
	type event struct {
		do, place, who int32
		gen            uint32
	}
	const holds = 3_000_000
	for _, pending := range []int{1e3, 1e5} {
		b.Run(fmt.Sprint(pending), func(b *testing.B) {
			pairs(b, "ns/hold", func(int) float64 {
				var s des.Sim[event]
				random := rand.New(rand.NewPCG(1, 2))
				step := func() time.Duration { return time.Duration(random.ExpFloat64() * float64(time.Hour)) }
				for i := range pending {
					s.After(step(), event{1, 2, int32(i), 3})
				}
				begin := time.Now()
				for range holds {
					e, _ := s.Next(des.Never)
					s.After(step(), e)
				}
				return float64(time.Since(begin).Nanoseconds()) / holds
			}, loop{"ns/hold", []string{"w3", "d4", fmt.Sprint(pending), fmt.Sprint(holds)}, 1})
		})
	}
}

// Benchmark2024 is the corridor of 2024 with all that it has, in events per second beside those of the loop of W2.
func Benchmark2024(b *testing.B) {
	f := loadBench(b, filepath.Join(scenarioFolder, "middle-corridor-2024.toml"))
	pairs(b, "events/s", func(run int) float64 {
		events, seconds := replicate(f, "today", run)
		return float64(events) / seconds
	}, loop{"ev/s", []string{"w2", "3"}, 1})
}

// BenchmarkHeap is the memory that is in use at the end of a replication of W2: it must not grow with the horizon.
func BenchmarkHeap(b *testing.B) {
	for _, years := range []int{10, 40} {
		b.Run(fmt.Sprint(years, "years"), func(b *testing.B) {
			f := loadBench(b, filepath.Join("testdata", "bench", "w2.toml"))
			f.Scenario.Run.Length = time.Duration(years) * 8760 * time.Hour
			var memory runtime.MemStats
			for b.Loop() {
				w := corridor.New(f.Scenario, corridor.Choices{Seed: 1})
				w.Run()
				runtime.GC()
				runtime.ReadMemStats(&memory)
				runtime.KeepAlive(w)
			}
			b.ReportMetric(float64(memory.HeapAlloc)/1e6, "MB")
		})
	}
}

// BenchmarkTwoWorkers is the time of two processes side by side, half of the replications of W2 each, divided by
// that of one process with two workers: 1 if workers cost each other nothing.
func BenchmarkTwoWorkers(b *testing.B) {
	const replications = 24
	binary := filepath.Join(b.TempDir(), "corridor")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	type share struct{ replications, jobs, seed int }
	seconds := func(shares ...share) float64 {
		begin := time.Now()
		var started []*exec.Cmd
		for _, s := range shares {
			c := exec.Command(binary, "run", filepath.Join("testdata", "bench", "w2.toml"), "-q", "-o", "none",
				"-n", fmt.Sprint(s.replications), "-j", fmt.Sprint(s.jobs), "-s", fmt.Sprint(s.seed))
			if err := c.Start(); err != nil {
				b.Fatal(err)
			}
			started = append(started, c)
		}
		for _, c := range started {
			if err := c.Wait(); err != nil {
				b.Fatal(err)
			}
		}
		return time.Since(begin).Seconds()
	}
	var ratios []float64
	for b.Loop() {
		apart := seconds(share{replications / 2, 1, 1}, share{replications / 2, 1, 2})
		ratios = append(ratios, apart/seconds(share{replications, 2, 1}))
	}
	b.ReportMetric(median(ratios), "of-two-processes")
}

// BenchmarkInvariants is the processor time of a run that checks what must hold (package corridor), divided by that of one
// built without, with the tag unchecked: pairs in turn, first one then the other, so that a machine that others use too hits
// both alike. The ratio is that of the sums.
func BenchmarkInvariants(b *testing.B) {
	var binaries [2]string
	for i, tag := range []string{"", "unchecked"} {
		binaries[i] = filepath.Join(b.TempDir(), "corridor")
		if out, err := exec.Command("go", "build", "-tags", tag, "-o", binaries[i], ".").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	for _, x := range []struct{ name, path, replications string }{
		{"W2", filepath.Join("testdata", "bench", "w2.toml"), "8"},
		{"2024", filepath.Join(scenarioFolder, "middle-corridor-2024.toml"), "1"},
	} {
		b.Run(x.name, func(b *testing.B) {
			var sums [2]float64
			for turn := 0; b.Loop(); turn++ {
				for k := range binaries {
					i := (turn + k) % 2
					c := exec.Command(binaries[i], "run", x.path, "-q", "-o", "none", "-j", "1", "-n", x.replications, "-s", fmt.Sprint(turn+1))
					if err := c.Run(); err != nil {
						b.Fatal(err)
					}
					sums[i] += (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
				}
			}
			b.ReportMetric(sums[0]/sums[1], "x-unchecked")
		})
	}
}

// BenchmarkStart is what comes before the first event of the corridor of 2024: read, check, build.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		f := loadBench(b, filepath.Join(scenarioFolder, "middle-corridor-2024.toml"))
		corridor.New(f.Scenario, corridor.Choices{Seed: 1, Level: "today"})
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
}
