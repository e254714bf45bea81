package des

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkHold is the hold model of the literature (Jones 1986): take the
// first event, schedule it again after a random time.
func BenchmarkHold(b *testing.B) {
	for _, pending := range []int{10, 130, 1e3, 1e5} {
		b.Run(fmt.Sprint(pending), func(b *testing.B) {
			var s Sim[testEvent]
			steps := holdTimes()
			for i := range pending {
				s.After(steps[i%len(steps)], testEvent{train: int32(i)})
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				e, _ := s.Next(Never)
				s.After(steps[i%len(steps)], e)
			}
		})
	}
}

func holdTimes() []time.Duration {
	s := Dist{Kind: "exponential", Args: [4]float64{3600}}.Sampler(NewStream(1, 0, "a", "b"))
	steps := make([]time.Duration, 1<<12)
	for i := range steps {
		steps[i] = s.Duration(uint64(i), 0)
	}
	return steps
}

func BenchmarkEventsLoop(b *testing.B) {
	var s Sim[int]
	s.After(1, 1)
	n := 0
	b.ReportAllocs()
	b.ResetTimer()
	for e := range s.Events(Never) {
		if n++; n >= b.N {
			break
		}
		s.After(5, e)
	}
}

func BenchmarkUniform(b *testing.B) {
	s := NewStream(1, 0, "a", "b")
	total := 0.0
	for i := uint64(0); b.Loop(); i++ {
		total += s.Uniform(i, 1)
	}
}

func BenchmarkFurther(b *testing.B) {
	s := NewStream(1, 0, "a", "b")
	total := 0.0
	for i := uint64(0); b.Loop(); i++ {
		total += s.Further(i, 1).Float64()
	}
}

func BenchmarkDraw(b *testing.B) {
	for i, d := range lawsUnderTest(b) {
		b.Run(fmt.Sprintf("%02d_%s", i, d.Kind), func(b *testing.B) {
			s, total := d.Sampler(NewStream(1, 0, "a", "b")), 0.0
			for i := uint64(0); b.Loop(); i++ {
				total += s.Value(i, 1)
			}
		})
	}
}

func BenchmarkSamplerMake(b *testing.B) {
	for i, d := range lawsUnderTest(b) {
		b.Run(fmt.Sprintf("%02d_%s", i, d.Kind), func(b *testing.B) {
			for b.Loop() {
				d.Sampler(NewStream(1, 0, "a", "b"))
			}
		})
	}
}

func BenchmarkHistogramAdd(b *testing.B) {
	var h Histogram
	x := 1.0
	for b.Loop() {
		h.Add(x)
		if x *= 1.001; x > 1e8 {
			x = 1
		}
	}
}

func BenchmarkTallyAdd(b *testing.B) {
	t := NewTally()
	x := 1.0
	for b.Loop() {
		t.Add(x)
		if x *= 1.001; x > 1e8 {
			x = 1
		}
	}
}

func BenchmarkLevelChange(b *testing.B) {
	var l Level
	now, up := Time(0), int64(1)
	for b.Loop() {
		now += 1000
		l.Change(now, up)
		up = -up
	}
}
