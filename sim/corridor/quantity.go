package corridor

import (
	"fmt"
	"slices"
	"time"
)

// A Unit is what cargo of a flow is counted in. Quantities are whole numbers of it: tonnes are
// kept as kilograms, so that splitting a load never loses any of it.
type Unit uint8

// The units of cargo. Items serves models whose units are abstract (textbook queues).
const (
	NoUnit Unit = iota
	TEU
	Wagons
	Trucks
	Tonnes // kept in kg
	Trains
	Items
	Moves // lifts of a crane: rates only
)

// UnitNames holds the spelling of each Unit in scenario files and metrics.
var UnitNames = [...]string{"", "TEU", "wagons", "trucks", "t", "trains", "items", "moves"}

func (u Unit) String() string { return UnitNames[u] }

// Scale is the number of counted pieces in one written unit: 1000 kg in a tonne, otherwise 1.
func (u Unit) Scale() int64 {
	if u == Tonnes {
		return 1000
	}
	return 1
}

// piece is the unit in which whole numbers of cargo are counted.
func (u Unit) piece() string {
	if u == Tonnes {
		return "kg"
	}
	return u.String()
}

// Amount is a quantity of cargo: N pieces (TEU, wagons, trucks, or kg when the unit is tonnes).
type Amount struct {
	N    int64
	Unit Unit
}

func (a Amount) String() string {
	return fmt.Sprintf("%g %s", float64(a.N)/float64(a.Unit.Scale()), a.Unit)
}

// Volume is cargo offered in a year of 365 days, in written units (TEU, wagons, t).
type Volume struct {
	PerYear float64
	Unit    Unit
}

// Throughput is a rate of handling in written units an hour (moves/h, wagons/h, t/h).
type Throughput struct {
	PerHour float64
	Unit    Unit
}

// Frequency is a number of trains a day.
type Frequency float64

// Length is in metres, Speed in metres a second, UnitMass in kg per piece (for tonnes: kg per kg),
// Money in USD, Ratio a plain number (written as a percentage or as a number).
type (
	Length   float64
	Speed    float64
	UnitMass float64
	Money    float64
	Ratio    float64
)

// CostKm is in USD per km, CostDay in USD a day, CostTonneKm in USD per tonne-km, GramsTonneKm in g per tonne-km.
type (
	CostKm       float64
	CostDay      float64
	CostTonneKm  float64
	GramsTonneKm float64
)

// Price is USD per written unit of cargo (TEU, wagon, t).
type Price struct {
	Value float64
	Unit  Unit
}

// PriceDay is USD per written unit of cargo and day.
type PriceDay struct {
	Value float64
	Unit  Unit
}

// Prices and PricesDay hold one price for each of some units.
type (
	Prices    []Price
	PricesDay []PriceDay
)

// Ref is the dotted path of another table of the scenario; which kind it must be stands in the
// field's `to` tag.
type Ref string

// Both holds a value for each direction. In a file a plain value means both, a table with the keys
// west and east one each.
type Both[T any] struct{ West, East T }

// Of returns the value for a direction.
func (b Both[T]) Of(w Way) T {
	if w == East {
		return b.East
	}
	return b.West
}

// Map is a named sub-table, in order of name, so that the order in a file has no effect.
type Map[T any] []Entry[T]

// Entry is one named element of a Map.
type Entry[T any] struct {
	Name  string
	Value T
}

// Share is one alternative of a choice by lot, with its weight.
type Share struct {
	Name  Ref
	Share Ratio
}

// Choice is a single reference (share 1) or several with shares that add up to 1.
type Choice []Share

// Column is a column of a CSV file by the key in its first column, read by the loader.
type Column struct {
	File, Column string
	Keys         []string
	Values       []float64
}

// Get returns the value of a key.
func (c Column) Get(key string) (float64, bool) {
	if i := c.row(key); i >= 0 {
		return c.Values[i], true
	}
	return 0, false
}

// row is the number of a key's row, from 0; none if it has none.
func (c Column) row(key string) int { return slices.Index(c.Keys, key) }

// Way is a direction of movement. Routes are written westward; a flow that goes east runs its
// route backwards.
type Way uint8

// The two directions.
const (
	West Way = iota
	East
)

// Ways are both directions, for iteration.
var Ways = [...]Way{West, East}

func (w Way) String() string { return [...]string{"west", "east"}[w] }

// Back is the opposite direction.
func (w Way) Back() Way { return 1 - w }

const hour, day = time.Hour, 24 * time.Hour

// seconds converts a duration to the float64 seconds in which laws of time are kept.
func seconds(d time.Duration) float64 { return d.Seconds() }

// inUnits is a duration for people: in hours from one hour on, otherwise in minutes or seconds, as 1.5 h and 12 min.
func inUnits(d time.Duration) string {
	switch {
	case d >= time.Hour:
		return upTo(d.Hours(), 2) + " h"
	case d >= time.Minute:
		return upTo(d.Minutes(), 1) + " min"
	}
	return upTo(d.Seconds(), 1) + " s"
}
