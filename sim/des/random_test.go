package des

import (
	"math"
	"math/rand/v2"
	"testing"
)

var _ rand.Source = (*Further)(nil)

// The known answer was computed apart from this code, with the design.
func TestKeyKnownAnswer(t *testing.T) {
	hi, lo := Key{Seed: 1, Place: Hash("a"), Purpose: Hash("b")}.State()
	if hi != 0x4c6c3e870545336a || lo != 0x30bd2360a9ae1583 {
		t.Errorf("state %#x, %#x", hi, lo)
	}
	s := NewStream(1, 0, "a", "b")
	if u := s.Uniform(0, 0); !(math.Abs(u-0.298526676143656) <= 5e-16) {
		t.Errorf("uniform %.17g", u)
	}
	if Hash("") != 0xcbf29ce484222325 || Hash("foobar") != 0x85944171f73967e8 { // Noll's test vectors
		t.Errorf("hashes %#x, %#x", Hash(""), Hash("foobar"))
	}
}

// A stream, folded once, must give what the whole key gives.
func TestStreamIsKey(t *testing.T) {
	for i := range uint64(100) {
		k := Key{i * 7, i, Hash("port.aktau"), Hash("load"), i << 40, i % 3}
		s := NewStream(k.Seed, k.Replication, "port.aktau", "load")
		hi, _ := k.State()
		if got := s.Uniform(k.Entity, k.Visit); got != unit(hi) {
			t.Fatalf("key %v: %v, want %v", k, got, unit(hi))
		}
		a, b := s.Further(k.Entity, k.Visit).Uint64(), s.Further(k.Entity, k.Visit).Uint64()
		if a != b {
			t.Fatalf("key %v: the further numbers do not start anew", k)
		}
	}
}

// furtherWant was computed with Python integers.
var furtherWant = [...]uint64{0x5c02e5072e7ff7c6, 0x8b5d8f186484e5c5, 0xde282ac8ee068b7f}

// The first outputs of PCG XSL-RR 128/64 from a known state, by the formulas of
// O'Neill (2014) in big integers.
func TestFurtherKnownAnswer(t *testing.T) {
	s := NewStream(1, 0, "a", "b")
	f := s.Further(0, 0)
	for i, want := range furtherWant {
		if got := f.Uint64(); got != want {
			t.Errorf("number %d is %#x, want %#x", i, got, want)
		}
	}
}

// Draws must not depend on the order in which they are made.
func TestDrawsIndependentOfOrder(t *testing.T) {
	s := NewStream(3, 4, "rail", "run")
	law, err := NewDist("triangular", map[string]float64{"min": 1, "mode": 2, "max": 6})
	if err != nil {
		t.Fatal(err)
	}
	forward, backward := law.Sampler(s), law.Sampler(s)
	var want [1000]float64
	for i := range want {
		want[i] = forward.Value(uint64(i/10), uint64(i%10))
	}
	for i := len(want) - 1; i >= 0; i-- {
		s.Further(uint64(i), 0).Float64() // further numbers in between change nothing
		if got := backward.Value(uint64(i/10), uint64(i%10)); got != want[i] {
			t.Fatalf("draw %d backward is %v, forward %v", i, got, want[i])
		}
	}
}

// Each part of the key must matter.
func TestKeyParts(t *testing.T) {
	seen := map[float64]string{}
	draw := func(name string, s Stream, entity, visit uint64) {
		u := s.Uniform(entity, visit)
		if other, ok := seen[u]; ok {
			t.Errorf("%s draws the same as %s", name, other)
		}
		seen[u] = name
	}
	draw("base", NewStream(1, 1, "a", "b"), 1, 1)
	draw("seed", NewStream(2, 1, "a", "b"), 1, 1)
	draw("replication", NewStream(1, 2, "a", "b"), 1, 1)
	draw("place", NewStream(1, 1, "c", "b"), 1, 1)
	draw("purpose", NewStream(1, 1, "a", "c"), 1, 1)
	draw("place and purpose swapped", NewStream(1, 1, "b", "a"), 1, 1)
	draw("entity", NewStream(1, 1, "a", "b"), 2, 1)
	draw("visit", NewStream(1, 1, "a", "b"), 1, 2)
}

// Uniforms over structured keys must fill 1024 cells evenly, and pairs of
// successive entities 32·32 cells: chi-square within 5 standard deviations.
func TestUniformity(t *testing.T) {
	const n, cells = 1 << 20, 1024
	s := NewStream(1, 0, "port.aktau.berth.ferry", "load")
	var single, pairs [cells]float64
	previous := s.Uniform(0, 0)
	for i := range uint64(n) {
		u := s.Uniform((i+1)<<20, 0)
		single[int(u*cells)]++
		pairs[int(previous*32)*32+int(u*32)]++
		previous = u
	}
	for name, counts := range map[string][cells]float64{"single": single, "pairs": pairs} {
		chi2 := 0.0
		for _, c := range counts {
			chi2 += (c - n/cells) * (c - n/cells) / (n / cells)
		}
		if z := (chi2 - (cells - 1)) / math.Sqrt(2*(cells-1)); !(math.Abs(z) <= 5) {
			t.Errorf("%s: z = %.1f", name, z)
		}
	}
}

func TestUnitIsOpen(t *testing.T) {
	if unit(0) <= 0 || unit(math.MaxUint64) >= 1 {
		t.Errorf("unit reaches %v and %v", unit(0), unit(math.MaxUint64))
	}
}

func TestDrawsAllocateNothing(t *testing.T) {
	s := NewStream(1, 0, "a", "b")
	i, total := uint64(0), 0.0
	if allocs := testing.AllocsPerRun(1000, func() { total += s.Uniform(i, 0); i++ }); allocs != 0 {
		t.Errorf("Uniform: %v allocations", allocs)
	}
	if allocs := testing.AllocsPerRun(1000, func() { total += s.Further(i, 0).Float64(); i++ }); allocs != 0 {
		t.Errorf("Further: %v allocations", allocs)
	}
}
