package experiment

import (
	"fmt"
	"math"
	"strconv"
)

// Row is what one replication leaves behind. A row with a Fault has no Values.
type Row struct {
	Variant     int     `json:"variant"`     // index into the variants of the journal's header
	Replication int     `json:"replication"` // from 0; equal numbers share their random draws across variants
	Seed        uint64  `json:"seed"`        // of the whole experiment
	Events      uint64  `json:"events"`      // simulated events, lead-in included
	Fault       string  `json:"fault,omitempty"`
	Values      []Float `json:"values,omitempty"` // in the order of the variant's metrics
	// Weeks are means over weeks, in the order of the variant's series.
	Weeks [][]Float `json:"weeks,omitempty"`
}

// Float is a float64 that survives JSON: NaN and the infinities, which JSON
// cannot hold, become null, and null becomes NaN. Every other number is written
// in the shortest form that reads back to the same bits.
type Float float64

// MarshalJSON implements json.Marshaler.
func (f Float) MarshalJSON() ([]byte, error) {
	v := float64(f)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, v, 'g', -1, 64), nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *Float) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*f = Float(math.NaN())
		return nil
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return fmt.Errorf("%s is not a number", text)
	}
	*f = Float(v)
	return nil
}
