package corridor

import (
	"time"

	"corridor/sim/des"
)

// What comes again and again in no time is a slip of the pen: it could never be simulated.

// leastTurn is the shortest mean time after which anything may come again.
const leastTurn = time.Second

// spaced sees to it that what comes again does so after some time.
func (c *checker) spaced(path string, law des.Dist) {
	if law.Mean() < leastTurn.Seconds() {
		c.say(path, "the mean must be at least %s: what comes again that soon cannot be simulated", inUnits(leastTurn))
	}
}

// apart is the same for a fixed time.
func (c *checker) apart(path string, every time.Duration) {
	if every < leastTurn {
		c.say(path, "must be at least %s: what comes again that soon cannot be simulated", inUnits(leastTurn))
	}
}

// few sees to it that trains of other traffic can be simulated one by one.
func (c *checker) few(path string, trains Both[Frequency]) {
	for _, w := range Ways {
		if n := float64(trains.Of(w)) * 365; n > mostConsignments {
			c.say(path, "%.3g trains a year; at most %.0e can be simulated", n, float64(mostConsignments))
		}
	}
}

// check sees to it that down-times do not come one upon the other.
func (i *Interval) check(c *checker, path string) {
	if i != nil {
		c.spaced(path+".every", i.Every)
	}
}
