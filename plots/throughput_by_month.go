package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A calendar holds one variant's kt by family and column, which is a month unless there are many.
type calendar struct {
	variant  int
	months   []string    // 2024-01, …
	periods  []string    // of the columns: the months or, where there are many, quarters or years; see group
	span     int         // months of a column
	families []string    // as stacked, from the bottom
	kt       [][]float64 // by family, then column
	total    []float64   // by column
}

// throughputByMonth is figure F14: stacked columns of kt by counted family with the total on top, in a panel for each of the
// states that analysis.Report.States compares.
func throughputByMonth(r *analysis.Report) (Drawing, error) {
	const name = "throughput-by-month"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	variants := r.States()
	var years []calendar
	for _, v := range variants {
		y, err := readCalendar(r, name, v)
		if err != nil {
			return Drawing{}, err
		}
		years = append(years, y)
	}
	families, merged := stackedFamilies(years)
	high, months := 0.0, 0
	for _, y := range years {
		months = max(months, len(y.months))
	}
	for i := range years {
		years[i].arrange(families, merged)
		years[i].group(span(months))
		high = max(high, slices.Max(years[i].total))
	}
	if high == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: nothing that is carried has a mass", name)
	}
	high, ticks := round(high*1.05, 5)

	d := newDrawing(r, name, scenariosOf(r, variants)...)
	d.Title = calendarTitle(r, years)
	column, panels, totals := years[0].column(), []panel(nil), true
	for _, y := range years {
		p, numbered := calendarPanel(r, y, high, ticks)
		panels, totals = append(panels, p), totals && numbered
	}
	d.panels = panels
	d.Subtitle = fmt.Sprintf("Freight carried by kind of cargo, kt per %s", column)
	if totals {
		d.Subtitle += "; total on top"
	}
	d.Method = "Means over replications; only cargo that counts towards the goal."
	if column == "month" {
		d.Method += " Months have 28 to 31 days."
	}
	d.fit(columnsHeight(len(years)))
	d.Table = calendarTable(r, years)
	d.Caption = d.caption()
	d.Alt = calendarAlt(r, years)
	return d, nil
}

// columnsHeight is the height of a panel with the highest columns.
func columnsHeight(panels int) vg.Length {
	if panels > 2 {
		return 50 * vg.Millimeter
	}
	return 58 * vg.Millimeter
}

// readCalendar collects the months of one variant, families in the order of the scenario.
func readCalendar(r *analysis.Report, figure string, variant int) (calendar, error) {
	s := r.Header.Scenarios[r.Header.Variants[variant].Scenario]
	y := calendar{variant: variant, months: s.Months, periods: s.Months}
	if len(s.Months) == 0 {
		return y, fmt.Errorf("figure %s: no data: scenario %s names no months of the measured period", figure, s.Name)
	}
	for _, f := range s.Families {
		if !f.Counted {
			continue
		}
		kt := make([]float64, len(s.Months))
		for m := range kt {
			sum, err := summary(r, figure, fmt.Sprintf("month.%02d.%s.carried", m+1, f.Name), variant)
			if err != nil {
				return y, err
			}
			kt[m] = sum.Mean
		}
		y.families, y.kt = append(y.families, f.Name), append(y.kt, kt)
	}
	if len(y.families) == 0 {
		return y, fmt.Errorf("figure %s: no data: scenario %s has no family of cargo that counts", figure, s.Name)
	}
	return y, nil
}

// stackedFamilies orders all families by their mass over all panels, largest first, and says how
// many of the smallest have no colour of their own.
func stackedFamilies(years []calendar) (families []string, merged int) {
	mass := map[string]float64{}
	for _, y := range years {
		for i, f := range y.families {
			if _, seen := mass[f]; !seen {
				families = append(families, f)
			}
			for _, kt := range y.kt[i] {
				mass[f] += kt
			}
		}
	}
	slices.SortStableFunc(families, func(a, b string) int {
		switch {
		case mass[a] > mass[b]:
			return -1
		case mass[a] < mass[b]:
			return 1
		}
		return strings.Compare(a, b)
	})
	if n := len(families); n > len(familyPalette) {
		merged = n - len(familyPalette)
	}
	return families, merged
}

// arrange puts the families into the common order and merges the smallest into one.
func (y *calendar) arrange(families []string, merged int) {
	kept := len(families) - merged
	names, kt := slices.Clone(families[:kept]), make([][]float64, kept)
	if merged > 0 {
		names, kt = append(names, fmt.Sprintf("other (%d)", merged)), append(kt, nil)
	}
	for i := range kt {
		kt[i] = make([]float64, len(y.months))
	}
	y.total = make([]float64, len(y.months))
	for i, f := range y.families {
		at := min(slices.Index(families, f), kept)
		for m, v := range y.kt[i] {
			kt[at][m] += v
			y.total[m] += v
		}
	}
	y.families, y.kt = names, kt
}

// familyColours gives every counted family one colour of its own, by its place among the counted families
// of all scenarios, so that it is the same in every figure of a report. Families beyond the
// palette, and what is merged, are grey.
func familyColours(r *analysis.Report) func(family string) color.NRGBA {
	var counted []string
	for _, s := range r.Header.Scenarios {
		for _, f := range s.Families {
			if f.Counted && !slices.Contains(counted, f.Name) {
				counted = append(counted, f.Name)
			}
		}
	}
	return func(family string) color.NRGBA {
		if i := slices.Index(counted, family); i >= 0 && i < len(familyPalette) {
			return familyPalette[i]
		}
		return causeColours[0]
	}
}

// calendarPanel draws one variant. All panels have one scale; the axis of one with less cargo ends
// at a lower tick and the panel is as much lower. It tells whether there is room for the totals.
func calendarPanel(r *analysis.Report, y calendar, high float64, ticks []plot.Tick) (p panel, totals bool) {
	drawn, colour := newPlot(), familyColours(r)
	whole := high
	for len(ticks) > 2 && ticks[len(ticks)-2].Value >= max(0.36*whole, 1.05*slices.Max(y.total)) {
		ticks = ticks[:len(ticks)-1]
		high = ticks[len(ticks)-1].Value
	}
	drawn.Add(gridY(ticks))
	swatches := make([]endLabel, len(y.families))
	base, last := 0.0, len(y.periods)-1
	room := vg.Length(0)
	for i, f := range y.families {
		swatches[i] = endLabel{base + y.kt[i][last]/2, plain(sizeLabel, inkText), y.label(r, f)}
		base += y.kt[i][last]
		room = max(room, swatches[i].sty.Width(swatches[i].txt)+18)
	}
	pitch := (widthFull - marginAll - marginRight - room - axisRoom) / vg.Length(len(y.periods))
	totals = y.totalsFit(pitch)
	drawn.Add(paint(func(c draw.Canvas, x, yy func(float64) vg.Length) {
		half := barThickness / 2 * (x(1) - x(0))
		for m := range y.periods {
			from := 0.0
			for i := range y.families {
				to := from + y.kt[i][m]
				fillRect(c, x(float64(m))-half, yy(from), x(float64(m))+half, max(yy(from), yy(to)-0.25), colour(y.families[i]))
				from = to
			}
			if !totals {
				continue
			}
			boxed(c, plain(sizeLabel, inkText), x(float64(m)), yy(from)+0.8*sizeLabel, 0.5, number(math.Round(y.total[m]), 0))
		}
		familySwatches(c, yy, swatches, func(i int) color.NRGBA { return colour(y.families[i]) })
	}))
	setX(drawn, -0.6, float64(last)+0.6, y.ticks(), "")
	drawn.X.Tick.Length = 0
	setY(drawn, 0, high, ticks)
	heading := fmt.Sprintf("%s: %s, %s", variantHeading(r, y.variant), y.mass(), y.period())
	return panel{heading: heading, plot: drawn, share: high / whole, right: room}, totals
}

// label is the name of a part: that of its family in the scenario shown, or what is merged.
func (y calendar) label(r *analysis.Report, family string) string {
	return r.Scenario(y.variant).FamilyLabel(family)
}

// labels are the names of all parts, as stacked from the bottom.
func (y calendar) labels(r *analysis.Report) []string {
	var labels []string
	for _, f := range y.families {
		labels = append(labels, y.label(r, f))
	}
	return labels
}

// period is the first and the last month shown; each scenario has a period of its own.
func (y calendar) period() string { return y.months[0] + "…" + y.months[len(y.months)-1] }

// familySwatches name the parts of the last column beside it, each with a sample of its colour.
func familySwatches(c draw.Canvas, y func(float64) vg.Length, labels []endLabel, colour func(part int) color.NRGBA) {
	at := make([]vg.Length, len(labels))
	for i, l := range labels {
		at[i] = y(l.y)
	}
	at = spread(at, 1.3*sizeLabel, c.Min.Y+0.5*sizeLabel, c.Max.Y)
	for i, l := range labels {
		fillRect(c, c.Max.X+2, at[i]-3.5, c.Max.X+9, at[i]+3.5, colour(i))
		putMiddle(c, l.sty, c.Max.X+13, at[i], 0, l.txt)
	}
}

// monthWords writes a month by the layout of package time. A month that the journal writes in
// another way than 2006-01 is shown as it is.
func monthWords(month, layout string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format(layout)
}

func calendarTitle(r *analysis.Report, years []calendar) string {
	y := years[len(years)-1]
	if first, last, ok := growing(r, y.variant); ok {
		return growthTitle(r, y, first, last)
	}
	low, high := extremes(y.total)
	return fmt.Sprintf("Freight swings between %s kt in %s and %s kt in %s (%s)", number(y.total[low], 0), y.words(low),
		number(y.total[high], 0), y.words(high), variantBrief(r, y.variant))
}

func extremes(v []float64) (low, high int) {
	for i := range v {
		if v[i] < v[low] {
			low = i
		}
		if v[i] > v[high] {
			high = i
		}
	}
	return low, high
}

func calendarTable(r *analysis.Report, years []calendar) Table {
	t := Table{Header: []string{"scenario", "level", "offered [Mt/yr]", years[0].column(), "family", "label", "carried [kt/" + years[0].column() + "]"}}
	for _, y := range years {
		v := r.Header.Variants[y.variant]
		for i, f := range y.families {
			for m, period := range y.periods {
				t.add(fullName(r.Header.Scenarios[v.Scenario]), r.Header.Levels[v.Level], r.Offered(y.variant), period, f, y.label(r, f), y.kt[i][m])
			}
		}
	}
	return t
}

func calendarAlt(r *analysis.Report, years []calendar) string {
	alt := "Stacked column chart, one column for each " + years[0].column() + ", parted by kind of cargo."
	for _, y := range years {
		low, high := extremes(y.total)
		alt += fmt.Sprintf(" %s, %s: least in %s with %s kt, most in %s with %s kt; from the bottom %s.", variantHeading(r, y.variant), y.period(),
			y.words(low), number(y.total[low], 0), y.words(high), number(y.total[high], 0),
			strings.Join(y.labels(r), ", "))
	}
	return alt
}
