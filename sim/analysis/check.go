package analysis

import (
	"fmt"

	"corridor/sim/experiment"
)

// check tells whether header and rows fit together, so that nothing after it needs to ask.
func check(h Header, rows []experiment.Row) error {
	if h.Format != Format {
		return fmt.Errorf("results of format %d; this version reads format %d", h.Format, Format)
	}
	if err := checkVariants(h); err != nil {
		return err
	}
	type key struct{ variant, replication int }
	seen := make(map[key]bool, len(rows))
	for i, row := range rows {
		k := key{row.Variant, row.Replication}
		switch {
		case row.Variant < 0 || row.Variant >= len(h.Variants):
			return fmt.Errorf("row %d: variant %d of %d", i, row.Variant, len(h.Variants))
		case row.Replication < 0 || row.Replication >= h.Replications:
			return fmt.Errorf("row %d: replication %d of %d", i, row.Replication, h.Replications)
		case row.Seed != h.Seed:
			return fmt.Errorf("row %d: seed %d, the header says %d", i, row.Seed, h.Seed)
		case row.Fault == "" && len(row.Values) != len(h.Variants[row.Variant].Metrics):
			return fmt.Errorf("row %d: %d values, %s has %d metrics", i, len(row.Values), h.label(row.Variant), len(h.Variants[row.Variant].Metrics))
		case row.Fault == "" && len(row.Weeks) != len(h.Variants[row.Variant].Series):
			return fmt.Errorf("row %d: %d series, %s has %d", i, len(row.Weeks), h.label(row.Variant), len(h.Variants[row.Variant].Series))
		case seen[k]:
			return fmt.Errorf("row %d: replication %d of %s is there twice", i, row.Replication, h.label(row.Variant))
		}
		seen[k] = true
	}
	return nil
}

func checkVariants(h Header) error {
	type key struct{ scenario, level int }
	seen := make(map[key]bool, len(h.Variants))
	for i, v := range h.Variants {
		k := key{v.Scenario, v.Level}
		switch {
		case v.Scenario < 0 || v.Scenario >= len(h.Scenarios):
			return fmt.Errorf("variant %d: scenario %d of %d", i, v.Scenario, len(h.Scenarios))
		case v.Level < 0 || v.Level >= len(h.Levels):
			return fmt.Errorf("variant %d: level %d of %d", i, v.Level, len(h.Levels))
		case seen[k]:
			return fmt.Errorf("variant %d: %s is there twice", i, h.label(i))
		}
		seen[k] = true
		names := make(map[string]bool, len(v.Metrics))
		for _, m := range v.Metrics {
			if names[m.Name] {
				return fmt.Errorf("%s: metric %s is there twice", h.label(i), m.Name)
			}
			names[m.Name] = true
		}
	}
	return nil
}

// warnings says what is missing from the rows: failed replications one by one, and
// variants that have fewer replications than wanted.
func (r *Report) warnings() []string {
	var w []string
	for _, row := range r.Faults() {
		w = append(w, fmt.Sprintf("%s, replication %d failed: %s", r.Label(row.Variant), row.Replication, row.Fault))
	}
	for i, rows := range r.rows {
		if n := len(rows); n < r.Header.Replications {
			w = append(w, fmt.Sprintf("%s: %d of %d replications are there", r.Label(i), n, r.Header.Replications))
		}
	}
	switch n := r.Header.Replications; {
	case n == 1:
		w = append(w, "only one replication of each variant: there are no intervals")
	case n < fewReplications:
		w = append(w, fmt.Sprintf("only %d replications of each variant: intervals may be too narrow", n))
	}
	return w
}
