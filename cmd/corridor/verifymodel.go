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
	stopped   func() bool
}

// Rules of verification, from the description of the cases.
const (
	zMost         = 4                          // standard errors between what is got and what is expected
	exactly       = 1e-9                       // relative difference of a deterministic quantity
	repeatLonger  = 4                          // a row that is off is repeated so many times longer
	growthMost    = 4096                       // a model is run at most so many times longer than its file says
	lengthMost    = 200 * 365 * 24 * time.Hour // a clock of nanoseconds goes for 292 years
	leadInMost    = lengthMost / 4
	replicateMost = 4_000_000
	heavyLoad     = 0.9
)

// judge runs the model until all its quantities are precise enough, and again for those that are off.
func (m *theoryModel) judge(f *verifyFlags) {
	if m.scenario == nil {
		return
	}
	x, fixed := extentOf(m.scenario), m.lengthCounts()
	seed := f.seed.n + des.Hash(m.file+" "+m.set) // else models with equal names would share their luck
	if !m.random() {
		x.replications = 1
	}
	got := m.estimate(x, seed)
	for grown := 1; ; {
		for i := range m.findings { // a short run from empty may not show how loaded it is
			m.findings[i].tolerance = m.findings[i].toleranceOf(m.loaded, f.quick)
		}
		m.note(got, false)
		k := min(m.shortfall(), growthMost/grown)
		if k <= 1 || m.stopped() {
			break
		}
		grown *= k
		x = x.longer(k, fixed)
		got = m.estimate(x, seed)
	}
	m.countRounds(seed)
	for i := range m.findings {
		if c := &m.findings[i]; !c.exact && c.fault == "" && !c.near() {
			m.note(m.estimate(x.longer(repeatLonger, fixed), seed+1), true)
			return
		}
	}
}

func (m *theoryModel) random() bool {
	for i := range m.findings {
		if c := &m.findings[i]; !c.exact && c.fault == "" {
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
		if c.fault != "" || again && (c.exact || c.near()) {
			continue
		}
		c.repeated = again
		c.got, c.se = got[i].estimate(c.metric)
	}
}

// shortfall is how many times longer, in powers of two, the run should be for all quantities to be precise
// enough; 1 if they are. A quantity that came out the same in every replication, and almost as expected, may hang on something
// rare that has not been seen yet.
func (m *theoryModel) shortfall() int {
	worst := 0.0
	for i := range m.findings {
		c := &m.findings[i]
		if c.exact || c.fault != "" || math.IsNaN(c.got) {
			continue
		}
		if c.se == 0 && !c.equal() && math.Abs(c.got-c.expected) < c.tolerance*math.Abs(c.expected) {
			worst = max(worst, 2)
		} else if c.expected != 0 {
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
	s.Run.Length, s.Run.LeadIn = x.length, x.leadIn
	got := make([]moments, len(m.findings))
	columns, means, busy := m.columns(&s)
	load := make([]float64, len(busy))
	for r := 0; r < x.replications && !m.stopped(); r++ {
		w := corridor.New(&s, corridor.Choices{Seed: seed, Replication: r})
		w.Run()
		values := w.Values()
		for i, k := range columns {
			if m.findings[i].fault == "" {
				got[i].add(values[k])
			}
			if means[i] != none {
				got[i].spread = append(got[i].spread, [2]float64{values[means[i]], values[k]})
			}
		}
		for i, k := range busy {
			load[i] += values[k] / float64(x.replications)
		}
	}
	m.loaded = len(load) > 0 && slices.Max(load) > heavyLoad
	return got
}

// none is the column of what is not there.
const none = -1

// columns finds the metrics of the cases, the means that belong to their standard deviations, and the metrics that say how busy the
// stations are. Where they stand depends on the length of the run: some metrics are by month.
func (m *theoryModel) columns(s *corridor.Scenario) (wanted, means, busy []int) {
	wanted, means = make([]int, len(m.findings)), slices.Repeat([]int{none}, len(m.findings))
	for k, x := range corridor.New(s, corridor.Choices{}).Metrics() {
		for i := range m.findings {
			q := m.findings[i].metric
			if q.name == x.Name {
				wanted[i] = k
			}
			if of, ok := strings.CutSuffix(q.text, ".sd"); ok && of+".mean" == x.Name {
				means[i] = k
			}
		}
		if strings.HasPrefix(x.Name, "station.") && strings.HasSuffix(x.Name, ".busy") {
			busy = append(busy, k)
		}
	}
	return wanted, means, busy
}
