package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

const (
	queuesMax   = 5
	closureFull = 0.5 // share of the week that fills a row
	closureRow  = 0.3 // height of a row of closures, in units of a panel of a queue
)

// A waitingLine is one panel: a queue over the weeks.
type waitingLine struct {
	analysis.Weekly
	name  string       // of the place
	sea   string       // path of the crossing for which it is on the quay
	over  string       // name of that crossing
	parts []string     // series of which it is the sum; see queuesOf
	least *waitingLine // the same queue at the lowest demand; nil: that is the one shown, or has no such queue
}

// queueOverTheYear is figure F13: what waits where waiting is worst, of the goal's family and then of any, week by week, in the last scenario at the highest
// demand and, thin, at the lowest; and how much of each week storms closed the ports.
func queueOverTheYear(r *analysis.Report) (Drawing, error) {
	const name = "queue-over-the-year"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	states := r.States()
	variant := states[len(states)-1]
	queues := worstQueues(r, variant)
	least, several := compareLeast(r, variant, queues)
	if len(queues) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: no queue of %s is kept week by week", name, variantName(r, variant))
	}
	for i := range queues {
		queues[i].inKilotonnes()
	}
	closures := closuresOf(r, variant)
	d := newDrawing(r, name, r.Header.Variants[variant].Scenario)
	weeks := queues[0].Len()
	ticks := monthTicks(queues[0].Start, weeks)
	for i, q := range queues {
		months := ticks
		if i < len(queues)-1 || len(closures) > 0 {
			months = silent(ticks)
		}
		d.panels = append(d.panels, q.panel(months))
	}
	if len(closures) > 0 {
		d.panels = append(d.panels, closurePanel(closures, ticks, weeks))
	}
	d.Title = queueTitle(r, variant, least, queues)
	longest := "longest"
	if r.RanksAll(variant) {
		longest = "most, arrived or not"
	}
	d.Subtitle = fmt.Sprintf("First where %s waits %s, then where most tonnes of any cargo wait; means over weeks, %s", cargoWords(r.Scenario(variant).Goal.Family), longest, variantBrief(r, variant))
	d.Method = fmt.Sprintf("Line: median of %s; band: P10–P90. Each panel has a scale of its own.", count(len(queues[0].Means), "replication"))
	d.legend = []key{{words: "median and P10–P90 of replications", line: stroke(series[0], strokeData), fill: tint(series[0], 0.25)}}
	if several {
		d.legend[0].words += ", " + levelBrief(r, variant)
		d.legend = append(d.legend, key{words: "median, " + levelBrief(r, least), line: queueLeast})
	}
	if len(closures) > 0 {
		d.legend = append(d.legend, key{words: "share of the week that storms close the port (mean; full row: half the week)", fill: inkStorm})
	}
	d.Table = queueTable(r, variant, least, queues, closures)
	d.fit(20.9 * vg.Millimeter)
	d.Caption = d.caption()
	d.Alt = queueAlt(r, variant, queues)
	return d, nil
}

// inKilotonnes writes a queue of many tonnes in thousands of them.
func (q *waitingLine) inKilotonnes() {
	most := 0.0
	for _, weeks := range q.Means {
		most = max(most, slices.Max(weeks))
	}
	if q.Unit != "t" || most < 20000 {
		return
	}
	for _, x := range []*waitingLine{q, q.least} {
		if x != nil {
			x.Unit, x.Means = "kt", x.Times(1e-3).Means
		}
	}
}

// words say what waits: "corridor trains before the line".
func (q waitingLine) words() string {
	parts := strings.Split(q.Series.Name, ".")
	kind, last := parts[0], parts[len(parts)-1]
	switch {
	case len(q.parts) > 1 || kind == "wagon" || kind == "loco":
		return q.Unit + " that wait for " + q.wanted()
	case q.banned():
		return q.Unit + " held by a loading ban"
	case q.shut():
		return q.Unit + " that wait for a route to open"
	case last == "anchorage":
		return "ships at anchor"
	case kind == "sea" && len(parts) >= 4:
		return fmt.Sprintf("%s on the quay, %sbound for %s", q.Unit, last, q.over)
	case kind == "rail":
		return "corridor trains before the line"
	case kind == "border":
		return "trains that wait for a slot"
	case len(parts) > 3 && parts[2] == "siding":
		return "trains before the " + parts[3] + " siding"
	}
	return q.Unit + " that wait"
}

// wanted is what a queue that is joined from several waits for: "a slot, wagons, a locomotive or room ahead".
func (q waitingLine) wanted() string {
	var wants []string
	for _, of := range []struct{ kind, end, words string }{{"border.", ".queue", "a slot"}, {"wagon.", "", "wagons"}, {"loco.", "", "a locomotive"}, {"border.", ".blocked", "room ahead"}} {
		if slices.ContainsFunc(q.parts, func(part string) bool { return strings.HasPrefix(part, of.kind) && strings.HasSuffix(part, of.end) }) {
			wants = append(wants, of.words)
		}
	}
	if n := len(wants); n > 1 {
		return strings.Join(wants[:n-1], ", ") + " or " + wants[n-1]
	}
	return strings.Join(wants, "")
}

// queueLeast is the curve of the lowest demand.
var queueLeast = stroke(inkText, 0.8)

// compareLeast finds the queues again at the lowest demand of the same scenario; several tells whether that is another.
func compareLeast(r *analysis.Report, variant int, queues []waitingLine) (least int, several bool) {
	least = levels(r, r.Header.Variants[variant].Scenario)[0]
	if least == variant {
		return least, false
	}
	all := queuesOf(r, least)
	for i := range queues {
		for k := range all {
			if all[k].Name == queues[i].Name && all[k].Unit == queues[i].Unit && all[k].Len() == queues[i].Len() {
				queues[i].least = &all[k]
				several = true
			}
		}
	}
	return least, several
}

// middle is the day of the year, from 0, in the middle of a week.
func middle(week int) float64 { return 7*float64(week) + 3.5 }

func (q waitingLine) panel(ticks []plot.Tick) panel {
	p := newPlot()
	var low, median, high plotter.XYs
	top := 0.0
	for k := range q.Len() {
		x := middle(k)
		low, median, high = append(low, plotter.XY{X: x, Y: q.Quantile(k, 0.1)}), append(median, plotter.XY{X: x, Y: q.Quantile(k, 0.5)}), append(high, plotter.XY{X: x, Y: q.Quantile(k, 0.9)})
		top = max(top, high[k].Y)
	}
	if q.least != nil {
		for k := range q.Len() {
			top = max(top, q.least.Quantile(k, 0.5))
		}
	}
	top, marks := wholeTicks(top*1.02, 3)
	p.Add(gridY(marks))
	if len(q.Means) > 1 {
		p.Add(band(low, high, tint(series[0], 0.25)))
	}
	p.Add(line(median, stroke(series[0], strokeData)))
	if q.least != nil {
		var thin plotter.XYs
		for k := range q.Len() {
			thin = append(thin, plotter.XY{X: middle(k), Y: q.least.Quantile(k, 0.5)})
		}
		p.Add(line(thin, queueLeast))
	}
	setX(p, 0, 7*float64(q.Len()), ticks, "")
	setY(p, 0, top, marks)
	return panel{heading: q.name + ": " + q.words(), plot: p, share: 1}
}

// wholeTicks are round ticks of what is counted: there are no two and a half trains.
func wholeTicks(v float64, steps int) (high float64, ticks []plot.Tick) {
	high, ticks = round(v, steps)
	if step := ticks[1].Value; step != math.Trunc(step) {
		step = math.Ceil(step)
		ticks = nil
		for high = 0; len(ticks) < 2 || high < v; {
			high = step * float64(len(ticks))
			ticks = append(ticks, plot.Tick{Value: high, Label: number(high, 0)})
		}
	}
	return high, ticks
}

// monthTicks mark the beginnings of months by their names, on an axis of days; of more than a year, those of
// quarters or half years, and January by the year.
func monthTicks(start time.Time, weeks int) (ticks []plot.Tick) {
	months, layout := 1, "Jan"
	switch {
	case weeks > yearWeeks*3:
		months, layout = 6, "2006"
	case weeks > yearWeeks:
		months, layout = 3, "2006"
	}
	end := start.AddDate(0, 0, 7*weeks)
	for t := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, time.UTC); t.Before(end); t = t.AddDate(0, 1, 0) {
		d := t.Sub(start).Hours() / 24
		switch {
		case d < 0 || (int(t.Month())-1)%months != 0:
		case t.Month() == time.January:
			ticks = append(ticks, plot.Tick{Value: d, Label: t.Format(layout)})
		default:
			ticks = append(ticks, plot.Tick{Value: d, Label: t.Format("Jan")})
		}
	}
	return ticks
}

// yearWeeks is the number of weeks up to which months need no year.
const yearWeeks = 54

// closuresOf are the shares of the week in which the ports of the crossings of the main route are closed.
func closuresOf(r *analysis.Report, variant int) (out []waitingLine) {
	near := map[string]bool{}
	route, _ := r.MainRoute(variant)
	for i, s := range route.Steps {
		if s.Sea && i > 0 && i+1 < len(route.Steps) {
			near[route.Steps[i-1].Place], near[route.Steps[i+1].Place] = true, true
		}
	}
	for _, s := range r.Header.Variants[variant].Series {
		if w := r.Weekly(s.Name, variant); strings.HasSuffix(s.Name, ".closed") && near[s.Place] && w.Mean() > 0 {
			out = append(out, waitingLine{Weekly: w, name: placeName(r, variant, s.Place)})
		}
	}
	return out
}

// closurePanel draws a row of ticks for each port: the higher, the more of the week it is closed.
func closurePanel(rows []waitingLine, ticks []plot.Tick, weeks int) panel {
	p := newPlot()
	left := vg.Length(0)
	for _, q := range rows {
		left = max(left, plain(sizeLabel, inkText).Width(q.name))
	}
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		for i, q := range rows {
			foot, full := y(float64(i)+0.9), y(float64(i)+0.1)
			c.StrokeLine2(stroke(inkGrid, strokeGrid), c.Min.X, foot, c.Max.X, foot)
			for k := range q.Len() {
				fillRect(c, x(7*float64(k)+1), foot, x(7*float64(k)+6), foot+(full-foot)*vg.Length(min(1, q.MeanOf(k)/closureFull)), inkStorm)
			}
			putMiddle(c, plain(sizeLabel, inkText), c.Min.X-5, (foot+full)/2, 1, q.name)
		}
	}))
	setX(p, 0, 7*float64(weeks), ticks, "")
	setY(p, 0, float64(len(rows)), nil)
	p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	p.Y.Tick.Length = 0
	return panel{heading: "Ports closed by storms", plot: p, share: closureRow * float64(len(rows)), left: left + 6}
}

// twoDigits rounds to two significant digits.
func twoDigits(v float64) float64 {
	if v <= 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(v))-1)
	return math.Round(v/unit) * unit
}

// peak is the week in which the median is highest.
func (q waitingLine) peak() (week int, median float64) {
	for k := range q.Len() {
		if m := q.Quantile(k, 0.5); m > median {
			week, median = k, m
		}
	}
	return week, median
}

func queueTitle(r *analysis.Report, variant, least int, queues []waitingLine) string {
	q := queues[0]
	week, most := q.peak()
	words, layout := q.words(), "January"
	if q.Len() > yearWeeks {
		layout = "January 2006"
	}
	if strings.Contains(words, ",") {
		words += ","
	}
	title := fmt.Sprintf("%s: %s reach %s in %s (%s", q.name, words, number(twoDigits(most), -1), q.Date(week).Format(layout), variantBrief(r, variant))
	if q.least == nil {
		return title + ")"
	}
	_, low := q.least.peak()
	return title + fmt.Sprintf("; %s Mt: at most %s)", demand(r, least), number(math.Ceil(twoDigits(low)), 0))
}

func queueTable(r *analysis.Report, variant, least int, queues, closures []waitingLine) Table {
	t := Table{Header: []string{"scenario", "level", "place", "series", "unit", "week from", "P10", "median", "P90", "mean"}}
	v := r.Header.Variants[variant]
	rows := func(q waitingLine, level int) {
		for k := range q.Len() {
			t.add(fullName(r.Header.Scenarios[v.Scenario]), r.Header.Levels[level], q.name, q.Series.Name, q.Unit, q.Date(k).Format(time.DateOnly),
				q.Quantile(k, 0.1), q.Quantile(k, 0.5), q.Quantile(k, 0.9), q.MeanOf(k))
		}
	}
	for _, q := range slices.Concat(queues, closures) {
		rows(q, v.Level)
		if q.least != nil {
			rows(*q.least, r.Header.Variants[least].Level)
		}
	}
	return t
}

func queueAlt(r *analysis.Report, variant int, queues []waitingLine) string {
	alt := fmt.Sprintf("Line charts over the weeks of the period, one for each place, %s.", variantHeading(r, variant))
	for _, q := range queues {
		week, most := q.peak()
		layout := "2 January"
		if q.Len() > yearWeeks {
			layout = "2 January 2006"
		}
		alt += fmt.Sprintf(" %s, %s: the median is highest with %s in the week from %s.", q.name, q.words(), significant(most, 3), q.Date(week).Format(layout))
		if q.least != nil {
			_, low := q.least.peak()
			alt += fmt.Sprintf(" At the lowest demand it is at most %s.", significant(low, 3))
		}
	}
	return alt
}
