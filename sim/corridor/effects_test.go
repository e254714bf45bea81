package corridor

import (
	"math"
	"testing"
)

// effect is what one number says of a mechanism, with it and left out: both worked out by hand, or by theory.
type effect struct {
	mechanism, what string
	metric          string
	model           *Scenario
	with, off       float64
	near            float64 // relative; 0: to rounding
	chance          bool    // the mean of six replications, within four standard errors of a twentieth at most
	level           string
}

// effects are those of all mechanisms. A mechanism that works in several kinds of places has a row for each of them, so
// that a switch which forgets one is found.
func effects() (all []effect) {
	for _, some := range [][]effect{
		partEffects(), borderEffects(), meetEffects(), lineEffects(), inclineEffects(), otherEffects(), hourEffects(), // on land
		shipEffects(), stormEffects(), berthEffects(), // at sea
		sidingEffects(), storeEffects(), poolEffects(), // terminals and ports
		demandEffects(), stopEffects(), ruleEffects(), preemptEffects(), chanceEffects(), spreadEffects(), // demand and rules
	} {
		all = append(all, some...)
	}
	return all
}

// TestEffects: each mechanism, switched on and off, does what a sum by hand or theory says, in every kind of place.
func TestEffects(t *testing.T) {
	for _, e := range effects() {
		t.Run(e.mechanism+"/"+e.what, func(t *testing.T) {
			off, changes := Without(e.model, e.mechanism)
			if !changes && e.with != e.off {
				t.Fatal("leaving it out changes nothing")
			}
			e.holds(t, "with it", e.model, e.with)
			e.holds(t, "without it", off, e.off)
		})
	}
}

// holds checks the number of one of the two models.
func (e *effect) holds(t *testing.T, when string, s *Scenario, want float64) {
	t.Helper()
	if faults := Check(s); len(faults) > 0 {
		t.Fatalf("%s: %v", when, faults)
	}
	values := []float64{}
	for r := range 6 {
		w := New(s, Choices{Seed: s.Run.Seed, Replication: r, Level: e.level})
		w.Run()
		x, ok := metrics(w)[e.metric]
		if !ok {
			t.Fatalf("%s: there is no %s", when, e.metric)
		}
		if values = append(values, x); !e.chance {
			if !(math.Abs(x-want) <= e.near*math.Abs(want)+1e-9*max(1, want)) {
				t.Errorf("%s: %s is %.9g, want %.9g", when, e.metric, x, want)
			}
			return
		}
	}
	mean, se := meanSE(values)
	if !(math.Abs(mean-want) <= 4*se+max(e.near, 1e-3)*max(want, 1e-3*e.with)) || se > 0.05*want {
		t.Errorf("%s: %s is %.4g ± %.2g, want %.4g", when, e.metric, mean, se, want)
	}
}

// TestEveryMechanismHasAnEffect: each mechanism of the list has a row in which it makes a difference: of a hundredth where
// the number is exact, else of a tenth. The rows are those that TestEffects runs.
func TestEveryMechanismHasAnEffect(t *testing.T) {
	rows := effects()
	for _, m := range Mechanisms {
		found := false
		for _, e := range rows {
			least := 0.01
			if e.chance || e.near > 0 {
				least = 0.1
			}
			found = found || e.mechanism == m.Name && math.Abs(e.with-e.off) >= least*max(e.with, e.off)
		}
		if !found {
			t.Errorf("nothing says what %s does", m.Name)
		}
	}
}
