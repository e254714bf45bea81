package analysis

import (
	"fmt"
	"math"
	"slices"

	"corridor/sim/experiment"
)

// A family stands still when less than this share of what it offers in a month is carried, for so many months in a row.
const (
	standstillShare  = 0.1
	standstillMonths = 2
)

// stretch is some months in a row of one replication; no months: none.
type stretch struct{ first, months, replication int }

// Standstills names the families of which almost nothing was carried for months although they were offered, in how many
// replications, and where that was worst: a mean over replications hides it.
func (r *Report) Standstills(variant int) (why []string) {
	for _, s := range r.standstills(variant) {
		why = append(why, s.why)
	}
	return why
}

// standstill is that of one family.
type standstill struct {
	family string
	stands int // replications
	why    string
}

// standsStillMore returns the standstills of a variant that are in more replications than those of another.
func (r *Report) standsStillMore(variant, than int) (why []string) {
	base := r.standstills(than)
	for _, s := range r.standstills(variant) {
		if i := slices.IndexFunc(base, func(b standstill) bool { return b.family == s.family }); i < 0 || s.stands > base[i].stands {
			why = append(why, s.why)
		}
	}
	return why
}

func (r *Report) standstills(variant int) (all []standstill) {
	s := r.Scenario(variant)
	for _, f := range s.Families {
		stands, runs := 0, 0
		var worst stretch
		for _, row := range r.rows[variant] {
			if row.Fault != "" {
				continue
			}
			runs++
			still := r.stillest(variant, row, f.Name, len(s.Months))
			if still.months < standstillMonths {
				continue
			}
			stands++
			if still.months > worst.months {
				worst = still
			}
		}
		if stands > 0 {
			all = append(all, standstill{f.Name, stands, fmt.Sprintf("standstill of %s: in %d of %d replications less than a tenth of what is offered was carried in each of %d months or more in a row; longest in replication %d, from %s to %s",
				s.FamilyLabel(f.Name), stands, runs, standstillMonths, worst.replication, s.Months[worst.first], s.Months[worst.first+worst.months-1])})
		}
	}
	return all
}

// stillest is the longest stretch of months of a replication in which a family stands still, by its pieces if it has no mass.
func (r *Report) stillest(variant int, row experiment.Row, family string, months int) (longest stretch) {
	column := func(month int, what string) (at int, ok bool) {
		at, ok = r.columns[variant][fmt.Sprintf("month.%02d.%s.%s", month+1, family, what)]
		return at, ok
	}
	by := ""
	if _, ok := column(0, "pieces.offered"); ok {
		by = "pieces."
	}
	value := func(month int, what string) float64 {
		at, ok := column(month, by+what)
		if !ok {
			return math.NaN()
		}
		return float64(row.Values[at])
	}
	now := stretch{replication: row.Replication}
	for m := range months {
		if !(value(m, "carried") < standstillShare*value(m, "offered")) { // also when one of them is not known, or nothing is offered
			now.months = 0
			continue
		}
		if now.months == 0 {
			now.first = m
		}
		if now.months++; now.months > longest.months {
			longest = now
		}
	}
	return longest
}
