package main

import (
	"encoding/json"
	"io"
	"slices"

	"corridor/sim/analysis"
	"corridor/sim/experiment"
)

// answer is what --json prints of one scenario at one level.
type answer struct {
	Scenario     string   `json:"scenario"`
	Level        string   `json:"level"`
	Replications int      `json:"replications"` // good ones
	Seed         uint64   `json:"seed"`
	Metrics      []metric `json:"metrics"` // in the order of the model
	Warnings     []string `json:"warnings"`
}

// metric is a mean over replications with its 95 % interval; null where there is none.
type metric struct {
	Name string           `json:"name"`
	Unit string           `json:"unit"`
	Mean experiment.Float `json:"mean"`
	Low  experiment.Float `json:"low"`
	High experiment.Float `json:"high"`
	N    int              `json:"n"` // replications in which the metric is defined
}

// writeJSON prints one object a line for each variant: a single one is plain JSON, several are JSON
// lines.
func writeJSON(w io.Writer, r *analysis.Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i, row := range analysis.Summarise(r) {
		a := answer{Scenario: row.Scenario, Level: row.Level, Seed: r.Header.Seed, Metrics: []metric{},
			Warnings: slices.Concat([]string{}, r.Warnings, row.Warnings)}
		for _, x := range r.Rows {
			if x.Variant == i && x.Fault == "" {
				a.Replications++
			}
		}
		for _, m := range r.Metrics(i) {
			s := r.Sample(m.Name, i).Summary(analysis.Confidence)
			a.Metrics = append(a.Metrics, metric{m.Name, m.Unit, experiment.Float(s.Mean), experiment.Float(s.Low), experiment.Float(s.High), s.N})
		}
		if err := e.Encode(a); err != nil {
			return err
		}
	}
	return nil
}
