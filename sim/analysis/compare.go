package analysis

import "fmt"

// Compare returns the mean of b - a and its Student interval, paired by replication:
// equal replications of two variants share their random draws, so most of the noise
// cancels (Law 2015, 10.2.1). Replications that only one of the samples has are left
// out with a warning. Values of different units cannot be compared: that panics.
func Compare(a, b Sample, confidence float64) Summary {
	if a.Unit != b.Unit && len(a.Values) > 0 && len(b.Values) > 0 {
		panic(fmt.Sprintf("analysis.Compare: %s in %s and %s in %s", a.name(), a.Unit, b.name(), b.Unit))
	}
	d, alone := differences(a, b)
	out := d.Summary(confidence)
	if alone > 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("%s: %d replications are in one variant only and left out", d.name(), alone))
	}
	return out
}

// differences pairs two samples by replication, both rising, and counts those alone.
func differences(a, b Sample) (d Sample, alone int) {
	d = Sample{Metric: b.Metric, Unit: b.Unit, Variant: b.Variant}
	i, j := 0, 0
	for i < len(a.Values) && j < len(b.Values) {
		ra, rb := a.replication(i), b.replication(j)
		switch {
		case ra < rb:
			alone++
			i++
		case ra > rb:
			alone++
			j++
		default:
			d.Values = append(d.Values, b.Values[j]-a.Values[i])
			d.Replications = append(d.Replications, ra)
			i++
			j++
		}
	}
	return d, alone + len(a.Values) - i + len(b.Values) - j
}

// replication returns the number of the replication of Values[i].
func (s Sample) replication(i int) int {
	if s.Replications == nil {
		return i
	}
	if len(s.Replications) != len(s.Values) {
		panic(fmt.Sprintf("analysis: %s has %d values and %d replications", s.name(), len(s.Values), len(s.Replications)))
	}
	return s.Replications[i]
}
