package plots

import (
	"slices"
	"strings"

	"corridor/sim/analysis"
)

// minorShare is the share of the hours below which a place has no bar of its own.
const minorShare = 0.02

// mergeStretches merges neighbours that have less than 2 % of the hours in every stack, and more of
// the small ones if a panel would have more rows than fit. Stacks keep and merge the same places, so
// that they can be compared.
func mergeStretches(stacks []stack) {
	share := map[string]float64{}
	var shares []float64
	for _, s := range stacks {
		for _, b := range s.bars {
			share[b.Place] = max(share[b.Place], b.Total/s.total)
		}
	}
	for _, s := range stacks {
		for _, b := range s.bars {
			shares = append(shares, share[b.Place])
		}
	}
	slices.Sort(shares)
	merge := func(limit float64) (fits bool) {
		merged, rows := slices.Clone(stacks), 0
		for i := range merged {
			merged[i].bars, merged[i].merged = mergeBars(merged[i].bars, func(b analysis.PlaceTime) bool { return share[b.Place] < limit })
			rows = max(rows, len(merged[i].bars))
		}
		if fits = rows <= rowsFit(len(stacks), stackPitch(merged)); fits {
			copy(stacks, merged)
		}
		return fits
	}
	if merge(minorShare) {
		return
	}
	for _, limit := range shares {
		if limit > minorShare && merge(limit) {
			return
		}
	}
	merge(2) // no share is so large: everything is one bar
}

// mergeBars merges runs of minor bars, each into one with the name of the stretch.
func mergeBars(bars []analysis.PlaceTime, minor func(analysis.PlaceTime) bool) (out []analysis.PlaceTime, merged bool) {
	for i := 0; i < len(bars); {
		end := i + 1
		for minor(bars[i]) && end < len(bars) && minor(bars[end]) {
			end++
		}
		if end == i+1 {
			out = append(out, bars[i])
			i = end
			continue
		}
		stretch := analysis.PlaceTime{Place: bars[i].Place + " … " + bars[end-1].Place, Name: stretchName(bars[i], bars[end-1])}
		for _, b := range bars[i:end] {
			stretch.Total += b.Total
			for k, h := range b.Hours {
				stretch.Hours[k] += h
			}
		}
		out, merged, i = append(out, stretch), true, end
	}
	return out, merged
}

// stretchName names a stretch by where it begins and ends: "Urumqi … Aktau". A line or crossing has
// the names of both its ends: "Urumqi–Jinghe".
func stretchName(first, last analysis.PlaceTime) string {
	from, to := analysis.Brief(first.Name), analysis.Brief(last.Name)
	if start, _, isLine := strings.Cut(from, "–"); isLine && first.Kind != "border" {
		from = start
	}
	if i := strings.LastIndex(to, "–"); i >= 0 && last.Kind != "border" {
		to = to[i+len("–"):]
	}
	return from + " … " + to
}
