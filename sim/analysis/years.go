package analysis

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// YearRow is one calendar year of a variant whose measured period has several; rates are those of
// the part of the year that is measured.
type YearRow struct {
	Year                      int
	Offered, Carried, Crossed Summary // Mt/yr
	OfferedTEU, CarriedTEU    Summary // TEU/yr, loaded boxes across the cut
	P50, P90, OnTime          Summary // d, d, 1; the goal's family, by the year of arrival
}

// Years are the calendar years of a variant, in order; none if it has only one.
func (r *Report) Years(variant int) (rows []YearRow) {
	for _, m := range r.Metrics(variant) {
		text, ok := strings.CutPrefix(m.Name, "corridor.year.")
		number, what, _ := strings.Cut(text, ".")
		year, err := strconv.Atoi(number)
		if !ok || err != nil || what != "offered" {
			continue
		}
		get := func(what string) Summary {
			return r.Sample("corridor.year."+number+"."+what, variant).Summary(Confidence)
		}
		rows = append(rows, YearRow{
			Year: year, Offered: get("offered"), Carried: get("carried"), Crossed: get("cut.carried"),
			OfferedTEU: get("offered.teu"), CarriedTEU: get("carried.teu"),
			P50: get("transit.p50"), P90: get("transit.p90"), OnTime: get("on_time"),
		})
	}
	return rows
}

// text is a year in a line.
func (y YearRow) text() string {
	return fmt.Sprintf("%d: offered %s, carried %s Mt/yr; %s k TEU/yr; P50 %s, P90 %s d", y.Year, y.Offered.withoutInterval(),
		y.Carried.Text(1), y.CarriedTEU.Text(1e-3), y.P50.Text(1), y.P90.Text(1))
}

// writeYears prints the years as a table of their own.
func writeYears(w io.Writer, rows []SummaryRow, escape *strings.Replacer) {
	head := "\n| Scenario | Demand | Year | Offered, Mt/yr | Carried, Mt/yr | Across, Mt/yr | Carried, TEU/yr | P50, d | P90, d | On time, % |\n" +
		strings.Repeat("|---", 10) + "|\n"
	for _, r := range rows {
		for _, y := range r.Years {
			fmt.Fprintf(w, "%s| %s | %s | %d | %s | %s | %s | %s | %s | %s | %s |\n", head, escape.Replace(r.Scenario), escape.Replace(r.Level), y.Year,
				y.Offered.Text(1), y.Carried.Text(1), y.Crossed.Text(1), y.CarriedTEU.Text(1), y.P50.Text(1), y.P90.Text(1), y.OnTime.Text(100))
			head = ""
		}
	}
}

// WriteYearsCSV prints the years of all rows for machines.
func WriteYearsCSV(w io.Writer, rows []SummaryRow) error {
	c := csv.NewWriter(w)
	head := []string{"scenario", "level", "year"}
	c.Write(appendNames(head, (YearRow{}).summaries()))
	for _, r := range rows {
		for _, y := range r.Years {
			line := []string{r.Scenario, r.Level, strconv.Itoa(y.Year)}
			c.Write(appendNumbers(line, y.summaries()))
		}
	}
	c.Flush()
	return c.Error()
}

// HasYears tells whether any row has several years.
func HasYears(rows []SummaryRow) bool {
	for _, r := range rows {
		if len(r.Years) > 0 {
			return true
		}
	}
	return false
}

// summaries lists what a year holds, in the order of the CSV's columns.
func (y YearRow) summaries() []namedSummary {
	return []namedSummary{
		{"offered_Mt_per_yr", &y.Offered}, {"carried_Mt_per_yr", &y.Carried}, {"carried_across_cut_Mt_per_yr", &y.Crossed},
		{"offered_TEU_per_yr", &y.OfferedTEU}, {"carried_TEU_per_yr", &y.CarriedTEU},
		{"transit_p50_d", &y.P50}, {"transit_p90_d", &y.P90}, {"on_time_share", &y.OnTime},
	}
}
