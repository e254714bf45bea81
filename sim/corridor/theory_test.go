package corridor

import "testing"

// TestErlangC holds an M/M/1 and an M/M/3 station against the waiting time of Erlang's delay
// formula (Gross & Harris, Fundamentals of Queueing Theory, 2.3).
func TestErlangC(t *testing.T) {
	for _, c := range []struct {
		name           string
		servers        int
		every, service float64
		wait           float64
	}{
		{"M/M/1", 1, 1 / 0.8, 1, 4},
		{"M/M/3", 3, 1 / 2.4, 1, 1.0785},
	} {
		var waits, queue []float64
		for r := range 10 {
			m := run(t, mmc(c.servers, c.every, c.service), r)
			waits = append(waits, m["station.s.waiting.mean"])
			queue = append(queue, m["station.s.queue.mean"])
		}
		near(t, c.name+" wait", waits, c.wait, 4)
		near(t, c.name+" queue", queue, c.wait/c.every, 4)
	}
}
