package main

import (
	"math"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
	"corridor/sim/des"
)

// theoryModel is a scenario with the cases that its run answers.
type theoryModel struct {
	file, set string
	scenario  *corridor.Scenario
	names     []string // of its metrics
	findings  []finding
	loaded    bool // some station is busy more than 0.9 of the time
}

// Rules of verification, from the description of the cases.
const (
	zMost         = 4    // standard errors between what is got and what is expected
	exactly       = 1e-9 // relative difference of a deterministic quantity
	repeatLonger  = 4    // a row that is off is repeated so many times longer
	growthMost    = 128  // a model is run at most so many times longer than its file says
	lengthMost    = 100 * 365 * 24 * time.Hour
	replicateMost = 4_000_000
	heavyLoad     = 0.9
)

// extent is how much is simulated.
type extent struct {
	replications int
	length       time.Duration
}

// longer is k times as much: in a longer measured period or, where that would be longer than the calendar or
// is part of the question because the model begins empty, in more replications.
func (x extent) longer(k int, fromEmpty bool) extent {
	for ; k > 1; k /= 2 {
		if fromEmpty || 2*x.length > lengthMost {
			x.replications = min(2*x.replications, replicateMost)
		} else {
			x.length *= 2
		}
	}
	return x
}

// judge runs the model until all its quantities are precise enough, and again for those that are off.
func (m *theoryModel) judge(f *verifyFlags) {
	run := m.scenario.Run
	x, fromEmpty := extent{run.Replications, run.Length}, run.LeadIn == 0
	seed := f.seed.n + des.Hash(m.file+" "+m.set) // else models with equal names would share their luck
	if !m.random() {
		x.replications = 1
	}
	got := m.estimate(x, seed)
	for i := range m.findings {
		m.findings[i].tolerance = m.findings[i].toleranceOf(m.loaded, f.quick)
	}
	for grown := 1; ; {
		m.note(got, false)
		k := min(m.shortfall(), growthMost/grown)
		if k <= 1 {
			break
		}
		grown *= k
		x = x.longer(k, fromEmpty)
		got = m.estimate(x, seed)
	}
	for i := range m.findings {
		if c := &m.findings[i]; !c.exact && !c.near() {
			m.note(m.estimate(x.longer(repeatLonger, fromEmpty), seed+1), true)
			return
		}
	}
}

func (m *theoryModel) random() bool {
	for i := range m.findings {
		if !m.findings[i].exact {
			return true
		}
	}
	return false
}

// breaks notes a fault of the program in all cases of the model.
func (m *theoryModel) breaks(text string) {
	for i := range m.findings {
		m.findings[i].fault = text
	}
}

// note keeps the estimates; of a repetition, those of the rows that were off.
func (m *theoryModel) note(got []moments, again bool) {
	for i := range m.findings {
		c := &m.findings[i]
		if again && (c.exact || c.near()) {
			continue
		}
		c.repeated = again
		c.got, c.se = got[i].estimate(c.metric)
	}
}

// shortfall is how many times longer, in powers of two, the run should be for all quantities to be precise
// enough; 1 if they are.
func (m *theoryModel) shortfall() int {
	worst := 0.0
	for i := range m.findings {
		if c := &m.findings[i]; !c.exact {
			worst = max(worst, c.relative()/c.tolerance)
		}
	}
	if worst <= 1 || math.IsNaN(worst) {
		return 1
	}
	k := 2
	for float64(k) < 1.2*worst*worst && k < growthMost { // a little more, since the error is an estimate
		k *= 2
	}
	return k
}

// estimate simulates and returns the moments of each case's metric.
func (m *theoryModel) estimate(x extent, seed uint64) []moments {
	s := *m.scenario
	s.Run.Length = x.length
	got := make([]moments, len(m.findings))
	columns, busy := m.columns(&s)
	load := make([]float64, len(busy))
	for r := range x.replications {
		w := corridor.New(&s, corridor.Choices{Seed: seed, Replication: r})
		w.Run()
		values := w.Values()
		for i, k := range columns {
			got[i].add(values[k])
		}
		for i, k := range busy {
			load[i] += values[k] / float64(x.replications)
		}
	}
	m.loaded = len(load) > 0 && slices.Max(load) > heavyLoad
	return got
}

// columns finds the metrics of the cases, and those that say how busy the stations are. Where they stand
// depends on the length of the run: some metrics are by month.
func (m *theoryModel) columns(s *corridor.Scenario) (wanted, busy []int) {
	wanted = make([]int, len(m.findings))
	for k, x := range corridor.New(s, corridor.Choices{}).Metrics() {
		for i := range m.findings {
			if m.findings[i].metric.name == x.Name {
				wanted[i] = k
			}
		}
		if strings.HasPrefix(x.Name, "station.") && strings.HasSuffix(x.Name, ".busy") {
			busy = append(busy, k)
		}
	}
	return wanted, busy
}
