package scenarios

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"corridor/sim/corridor"
)

// What the tests of both packages of this folder share.

// Measured runs a World and gives its metrics by name.
func Measured(w *corridor.World) map[string]float64 {
	w.Run()
	return Named(w)
}

// Named gives the metrics of a World that has run by name.
func Named(w *corridor.World) map[string]float64 {
	values := w.Values()
	out := make(map[string]float64, len(values))
	for i, m := range w.Metrics() {
		out[m.Name] = values[i]
	}
	return out
}

// Means runs the replications 0 to n-1 of a scenario at a level and gives the mean of every metric.
func Means(s *corridor.Scenario, level string, n int) map[string]float64 {
	runs := make([]map[string]float64, n)
	free := make(chan struct{}, runtime.GOMAXPROCS(0)) // a World holds tens of MB
	var all sync.WaitGroup
	for r := range runs {
		all.Go(func() {
			free <- struct{}{}
			runs[r] = Measured(corridor.New(s, corridor.Choices{Seed: 1, Replication: r, Level: level}))
			<-free
		})
	}
	all.Wait()
	mean := make(map[string]float64, len(runs[0]))
	for name := range runs[0] {
		for _, run := range runs {
			mean[name] += run[name] / float64(n)
		}
	}
	return mean
}

// measuredOrDeadlock runs a World whose scenario may have rules that make a deadlock; then there are no values.
func measuredOrDeadlock(w *corridor.World) map[string]float64 {
	defer func() {
		if r := recover(); r != nil && !strings.Contains(fmt.Sprint(r), "deadlock: ") {
			panic(r)
		}
	}()
	return Measured(w)
}
