package des

import (
	"encoding/binary"
	"fmt"

	//lint:ignore SA1019 its PCG is the given generator, pinned in go.mod and used in this file only
	"golang.org/x/exp/rand"
)

// Key names the cause of a random number, not the moment of its use. The
// scenario is not part of it: that is what makes random numbers common to
// scenarios.
type Key struct {
	Seed, Replication uint64
	Place, Purpose    uint64 // Hash of the path and of the purpose
	Entity, Visit     uint64 // the n-th train of a flow (hashed with it) and its n-th visit to the place
}

// A key is folded part by part into two lanes, each started from the digits of
// pi and moved by its own odd constant; the mixer is the finaliser of
// SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
const (
	startHi = 0x243f6a8885a308d3
	startLo = 0x13198a2e03707344
	phiHi   = 0x9e3779b97f4a7c15
	phiLo   = 0xd1b54a32d192ed03
)

func mix(z uint64) uint64 {
	z ^= z >> 30
	z *= 0xbf58476d1ce4e5b9
	z ^= z >> 27
	z *= 0x94d049bb133111eb
	return z ^ z>>31
}

func foldHi(hi, part uint64) uint64 { return mix(hi^mix(part+phiHi)) + phiHi }
func foldLo(lo, part uint64) uint64 { return mix(lo^mix(part+phiLo)) + phiLo }

// State returns the 128 bits that the key stands for.
func (k Key) State() (hi, lo uint64) {
	hi, lo = startHi, startLo
	for _, part := range [...]uint64{k.Seed, k.Replication, k.Place, k.Purpose, k.Entity, k.Visit} {
		hi, lo = foldHi(hi, part), foldLo(lo, part)
	}
	return mix(hi), mix(lo)
}

// Hash returns the FNV-1a hash of a path in 64 bits (Fowler, Noll & Vo).
func Hash(path string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(path) {
		h = (h ^ uint64(path[i])) * 0x100000001b3
	}
	return h
}

// unit maps 64 bits to (0,1): never 0 and never 1, so that every quantile of
// it is finite.
func unit(x uint64) float64 { return (float64(x>>12) + 0.5) / (1 << 52) }

// Stream draws random numbers for one purpose at one place in one replication.
// It has no position: a draw depends on its key only.
type Stream struct {
	hi, lo         uint64 // the first four parts of the key, folded
	visit, mixed   uint64 // of the last draw, and what is made of it: most draws are of the same visit
	place, purpose string
	further        Further
}

// NewStream returns the stream of a purpose (such as "load") at a place, which
// is named by its path (such as "port.aktau.berth.ferry").
func NewStream(seed, replication uint64, place, purpose string) Stream {
	s := Stream{hi: startHi, lo: startLo, mixed: mix(phiHi), place: place, purpose: purpose}
	for _, part := range [...]uint64{seed, replication, Hash(place), Hash(purpose)} {
		s.hi, s.lo = foldHi(s.hi, part), foldLo(s.lo, part)
	}
	return s
}

// Uniform returns the uniform number in (0,1) of an entity at its n-th visit.
func (s *Stream) Uniform(entity, visit uint64) float64 { return unit(s.bits(entity, visit)) }

// bits returns 64 bits for an entity at its n-th visit.
func (s *Stream) bits(entity, visit uint64) uint64 {
	if visit != s.visit {
		s.visit, s.mixed = visit, mix(visit+phiHi)
	}
	return mix(mix(foldHi(s.hi, entity)^s.mixed) + phiHi)
}

// Further returns a source of further numbers of the same key as
// [Stream.Uniform], for what needs more than one. It is valid until the next
// call on this stream, which reuses it.
func (s *Stream) Further(entity, visit uint64) *Further {
	var state [16]byte
	binary.BigEndian.PutUint64(state[:8], mix(foldHi(foldHi(s.hi, entity), visit)))
	binary.BigEndian.PutUint64(state[8:], mix(foldLo(foldLo(s.lo, entity), visit)))
	if err := s.further.pcg.UnmarshalBinary(state[:]); err != nil {
		panic(fmt.Sprintf("des: stream %s %s refuses its state: %v", s.place, s.purpose, err))
	}
	return &s.further
}

// Further is a generator (PCG XSL-RR 128/64, O'Neill 2014) whose state is a
// key. Its Uint64 makes it a source for math/rand/v2 and gonum.
type Further struct{ pcg rand.PCGSource }

// Float64 returns the next number in (0,1).
func (f *Further) Float64() float64 { return unit(f.pcg.Uint64()) }

// Uint64 returns the next 64 random bits.
func (f *Further) Uint64() uint64 { return f.pcg.Uint64() }
