package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"corridor/sim/analysis"
)

// This file has the words for runs of several years, in which demand may change: the mean over all of them says little of any.

// growthLeast is the share by which what is offered must differ for two years to be of different demand: less may be chance.
const growthLeast = 0.05

// growing are the first and the last whole calendar year of a variant; ok if demand changes between them. Parts of years differ by
// their seasons already.
func growing(r *analysis.Report, variant int) (first, last analysis.YearRow, ok bool) {
	var whole []analysis.YearRow
	for _, y := range r.Years(variant) {
		months := 0
		for _, m := range r.Scenario(variant).Months {
			if strings.HasPrefix(m, fmt.Sprint(y.Year)) {
				months++
			}
		}
		if months == 12 && y.Offered.N > 0 {
			whole = append(whole, y)
		}
	}
	if len(whole) < 2 {
		return first, last, false
	}
	first, last = whole[0], whole[len(whole)-1]
	return first, last, math.Abs(last.Offered.Mean/first.Offered.Mean-1) > growthLeast
}

// rate writes Mt per year that are offered: with a decimal only where there is one.
func rate(mt float64) string { return number(math.Round(mt*10)/10, -1) }

// demandOn is the demand of a day in words: that of its year where it changes from year to year.
func demandOn(r *analysis.Report, variant int, day time.Time) string {
	if _, _, ok := growing(r, variant); ok {
		for _, y := range r.Years(variant) {
			if y.Year == day.Year() {
				return rate(y.Offered.Mean)
			}
		}
	}
	return demand(r, variant)
}

// variantOn tells variants apart within a sentence, as variantBrief does, by what is offered in the year of a day.
func variantOn(r *analysis.Report, variant int, day time.Time) string {
	if _, _, ok := growing(r, variant); !ok {
		return variantBrief(r, variant)
	}
	words := fmt.Sprintf("%s Mt/yr offered in %d", demandOn(r, variant, day), day.Year())
	if len(r.Header.Scenarios) == 1 {
		return words
	}
	return shortNames(r)[r.Header.Variants[variant].Scenario] + ", " + words
}

// headingOn names a panel that shows some days of a variant.
func headingOn(r *analysis.Report, variant int, day time.Time) string {
	if _, _, ok := growing(r, variant); !ok {
		return variantHeading(r, variant)
	}
	return fmt.Sprintf("%s, %s Mt per year offered in %d", fullName(r.Scenario(variant)), demandOn(r, variant, day), day.Year())
}

// meanOver says of which years a number is the mean, "" of one year.
func meanOver(r *analysis.Report, variant int) string {
	first, last, ok := growing(r, variant)
	if !ok {
		return ""
	}
	return fmt.Sprintf("mean of %d to %d", first.Year, last.Year)
}

// mediansByYear lists the medians from door to door of variants in which demand changes, by year; "" if it does in none.
func mediansByYear(r *analysis.Report, variants []int) string {
	var parts []string
	for _, v := range variants {
		if meanOver(r, v) == "" {
			continue
		}
		name := ""
		if len(variants) > 1 {
			name = variantTag(r, v) + ": "
		}
		var years []string
		for _, y := range r.Years(v) {
			if y.P50.N > 0 {
				years = append(years, fmt.Sprintf("%d %s d", y.Year, days(y.P50.Mean)))
			}
		}
		if len(years) > 0 {
			parts = append(parts, name+strings.Join(years, ", "))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	family := r.Scenario(variants[len(variants)-1]).Goal.Family
	return fmt.Sprintf(" Demand changes from year to year; median of %s, by year of arrival: %s.", cargoWords(family), strings.Join(parts, "; "))
}

// growthTitle says how what is carried changes from the first year to the last, and the least and the most of a column.
func growthTitle(r *analysis.Report, y calendar, first, last analysis.YearRow) string {
	from, to := mega(first.Carried.Mean), mega(last.Carried.Mean)
	title := fmt.Sprintf("Freight grows from %s Mt per year in %d to %s in %d", from, first.Year, to, last.Year)
	switch {
	case from == to:
		title = fmt.Sprintf("Freight stays at %s Mt per year from %d to %d", from, first.Year, last.Year)
	case last.Carried.Mean < first.Carried.Mean:
		title = strings.Replace(title, "grows", "falls", 1)
	}
	low, high := extremes(y.total)
	return fmt.Sprintf("%s; least %s kt in %s, most %s kt in %s (%s)", title, number(y.total[low], 0), y.words(low),
		number(y.total[high], 0), y.words(high), variantBrief(r, y.variant))
}

// calendarSpan are the first and the last calendar year of a run of several, "" of a run in one.
func calendarSpan(r *analysis.Report, variant int) (first, last string) {
	months := r.Scenario(variant).Months
	if len(months) == 0 {
		return "", ""
	}
	first, last = months[0][:4], months[len(months)-1][:4]
	if first == last {
		return "", ""
	}
	return first, last
}

// meanWords says over what a number is the mean: "mean over 2024–2027", of several variants if that is so of all.
func meanWords(r *analysis.Report, variants []int) string {
	first, last := calendarSpan(r, variants[0])
	for _, v := range variants {
		if a, b := calendarSpan(r, v); a != first || b != last {
			return "mean over the period of each"
		}
	}
	if first == "" {
		return "mean over the period"
	}
	return "mean over " + first + "–" + last
}

// exampleDays says that some days of one replication are shown, and of a run of several years in which of them they are.
func exampleDays(r *analysis.Report, variant int, begin time.Time) string {
	text := "An example: the first replication only, no mean; corridor run --watch DAY shows other days."
	first, last := calendarSpan(r, variant)
	switch year := begin.Format("2006"); {
	case first == "":
		return text
	case year == last:
		return strings.Replace(text, "no mean;", fmt.Sprintf("no mean, and of %s–%s some days of the last year;", first, last), 1)
	default:
		return strings.Replace(text, "no mean;", fmt.Sprintf("no mean, and of %s–%s some days of %s;", first, last, year), 1)
	}
}

// lastYear is the last calendar year of variants of several, ok if all of them keep it apart in metrics with an ending.
func lastYear(r *analysis.Report, variants []int, ending string) (year string, ok bool) {
	_, year = calendarSpan(r, variants[0])
	for _, v := range variants {
		yearly := slices.ContainsFunc(r.Metrics(v), func(m analysis.Metric) bool { return strings.HasSuffix(m.Name, ".year."+year+ending) })
		if _, last := calendarSpan(r, v); last != year || !yearly {
			return "", false
		}
	}
	return year, year != ""
}

// lastWords say of which time numbers are, of the last year if it is kept apart.
func lastWords(r *analysis.Report, variants []int, ending string) string {
	if year, ok := lastYear(r, variants, ending); ok {
		return "mean over " + year + ", the last year"
	}
	return meanWords(r, variants)
}

// lastBrief tells one of the variants apart, as variantBrief does, by what is offered in the year of which lastWords speak.
func lastBrief(r *analysis.Report, variants []int, i int, ending string) string {
	if year, ok := lastYear(r, variants, ending); ok {
		if day, err := time.Parse("2006", year); err == nil {
			return variantOn(r, variants[i], day)
		}
	}
	return variantBrief(r, variants[i])
}
