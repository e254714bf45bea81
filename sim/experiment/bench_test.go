package experiment

import (
	"path/filepath"
	"testing"
)

// BenchmarkJournal writes a row of 3,000 values, what a corridor of the size of
// the Middle Corridor leaves behind.
func BenchmarkJournal(b *testing.B) {
	path := filepath.Join(b.TempDir(), "journal.jsonl")
	j, err := Create(path, testHeader{"a", 7}, false)
	if err != nil {
		b.Fatal(err)
	}
	row := Row{Seed: 7, Values: make([]Float, 3000)}
	for i := range row.Values {
		row.Values[i] = Float(1 / float64(i+1))
	}
	for b.Loop() {
		if err := j.Write(row); err != nil {
			b.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
	var h testHeader
	if rows, _, err := Read(path, &h); err != nil || len(rows) != j.Done() {
		b.Fatalf("%d of %d rows, %v", len(rows), j.Done(), err)
	}
}
