package main

import (
	"math"
	"regexp"
	"strings"
	"time"

	"corridor/sim/corridor"
)

// extent is how much is simulated.
type extent struct {
	replications   int
	leadIn, length time.Duration
}

func extentOf(s *corridor.Scenario) extent {
	return extent{s.Run.Replications, s.Run.LeadIn, s.Run.Length}
}

// longer is k times as much: in a longer measured period or, where that would be longer than the calendar or is part of the
// question, in more replications. The lead-in grows with it: what it leaves of the empty beginning must be less than the error.
func (x extent) longer(k int, fixed bool) extent {
	for ; k > 1; k /= 2 {
		if fixed || x.length > lengthMost/2 {
			x.replications = min(2*x.replications, replicateMost)
		} else {
			x.length *= 2
		}
		if !fixed && x.leadIn <= leadInMost/2 {
			x.leadIn *= 2
		}
	}
	return x
}

// atEnd matches the metrics that hang on when a run ends: a state at the end, a number of events, a spread over replications.
var atEnd = regexp.MustCompile(`^sd\(|\.(last|n|failures)$`)

// lengthCounts tells whether the length of the run is part of the question: the model begins empty, or is asked for what it is
// at the end.
func (m *theoryModel) lengthCounts() bool {
	for i := range m.findings {
		if c := &m.findings[i]; !c.exact && atEnd.MatchString(c.metric.text) {
			return true
		}
	}
	return m.scenario.Run.LeadIn == 0
}

// roundUnits is a number of units that most rounds hold a whole number of times.
const roundUnits = 2520

// countRounds counts again what passes at an exact rate: a period of any length begins and ends within a round of the model, and
// holds a unit more or less than the rate says. The time in which many units should pass, a multiple of all that circulate, begins and
// ends alike; if the rate is another, not just so many pass.
func (m *theoryModel) countRounds(seed uint64) {
	x := extentOf(m.scenario)
	if x.replications = 1; x.leadIn == 0 {
		return
	}
	for i := range m.findings {
		c := &m.findings[i]
		if !c.exact || c.fault != "" || c.equal() || !strings.HasSuffix(c.metric.text, ".rate") || c.expected <= 0 {
			continue
		}
		if x.length = m.rounds(c.expected); x.length > 0 {
			c.got, _ = m.estimate(x, seed)[i].estimate(c.metric)
		}
	}
}

// rounds is the time in which many units pass at a rate per hour, in whole seconds if the rate says so but for rounding; 0 if it
// would be longer than the calendar.
func (m *theoryModel) rounds(rate float64) time.Duration {
	circulate := 0
	for _, t := range m.scenario.Things {
		if f, ok := t.Spec.(*corridor.Flow); ok {
			circulate += f.Population
		}
	}
	circulate = max(circulate, 1)
	for _, units := range []int{roundUnits * circulate, 60 * circulate, circulate, roundUnits, 60} {
		seconds := float64(units) / rate * 3600
		if whole := math.Round(seconds); math.Abs(seconds-whole) < exactly*seconds {
			seconds = whole
		}
		if seconds < lengthMost.Seconds() {
			return time.Duration(seconds * float64(time.Second))
		}
	}
	return 0
}
