package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"corridor/sim/analysis"
)

// A stack is one variant's hours by place and cause.
type stack struct {
	variant   int
	direction string
	bars      []analysis.PlaceTime // in route order; neighbours may be merged into "A … B"
	total     float64              // hours from door to door
	delay     float64              // hours of all causes but moving and handling
	worst     analysis.PlaceTime   // the place with most waiting, where cargo piles up of all that waits there, arrived or not
	cause     int                  // the folded cause of most of it
	merged    bool                 // some bar is of more than one place
}

// whereTheTimeGoes is figure F3: a bar for each place in route order, parted by cause, in a panel for each of the states
// that analysis.Report.States compares. They share one scale, but for a panel whose bars would be too short to see.
func whereTheTimeGoes(r *analysis.Report) (Drawing, error) {
	const name = "where-the-time-goes"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	variants := r.States()
	var stacks []stack
	for _, v := range variants {
		s, err := readStack(r, name, v)
		if err != nil {
			return Drawing{}, err
		}
		stacks = append(stacks, s)
	}
	var places []analysis.PlaceTime
	for _, s := range stacks {
		places = append(places, s.bars...)
	}
	mergeStretches(stacks)

	last := stacks[len(stacks)-1]
	family := r.Header.Scenarios[r.Header.Variants[last.variant].Scenario].Goal.Family
	d := newDrawing(r, name, scenariosOf(r, variants)...)
	d.Title = stackTitle(r, stacks)
	d.Subtitle = fmt.Sprintf("Mean hours per unit of %s cargo, %sbound, by place in route order and cause", family, last.direction)
	if mean := meanOver(r, last.variant); mean != "" {
		d.Subtitle += "; " + mean
	}
	d.Method = "Means over replications and routes, weighted by units; at bar ends hours and share of the total."
	if slices.ContainsFunc(stacks, func(s stack) bool { return s.merged }) {
		d.Method += " A … B: all places from A to B, each with a small share."
	}
	if slices.ContainsFunc(variants, r.PilesUp) {
		d.Method += " Where cargo piles up, hours are those of what arrives in the period; they grow with its length."
	}
	if slices.ContainsFunc(variants, r.RanksAll) {
		d.Method += " The title ranks places by all that waits there."
	}
	high := stackAxes(stacks)
	for i, s := range stacks {
		d.panels = append(d.panels, stackPanel(r, s, high[i], high[i] < slices.Max(high), i == len(stacks)-1))
	}
	for i := range analysis.FoldedCauses {
		d.legend = append(d.legend, key{words: analysis.GroupLabel(i, places...), fill: causeColours[i]})
	}
	d.fit(stackPitch(stacks))
	d.Table = stackTable(r, stacks)
	d.Caption = d.caption()
	d.Alt = stackAlt(r, stacks)
	return d, nil
}

// readStack asks the report for the hours of one variant.
func readStack(r *analysis.Report, figure string, variant int) (stack, error) {
	scenario := r.Header.Variants[variant].Scenario
	s := stack{variant: variant}
	var err error
	if s.direction, err = mainDirection(r, figure, scenario); err != nil {
		return s, err
	}
	family := r.Header.Scenarios[scenario].Goal.Family
	s.bars = slices.Clone(analysis.TimeByPlace(r, variant, family, s.direction))
	most := r.Worst(variant, s.direction, 1)
	for _, b := range s.bars {
		if math.IsNaN(b.Total) || math.IsInf(b.Total, 0) {
			return s, fmt.Errorf("figure %s: no data: the hours at place %s of %s are not known", figure, b.Place, variantName(r, variant))
		}
		s.total += b.Total
		s.delay += b.Waiting()
		if s.worst.Place == "" || len(most) > 0 && b.Place == most[0].Place {
			s.worst, s.cause = b, worstCause(b)
		}
	}
	if s.total <= 0 {
		return s, fmt.Errorf("figure %s: no data: %s has no hours by place and cause (metrics flow.X.step.NN.CAUSE) for family %q %sbound",
			figure, variantName(r, variant), family, s.direction)
	}
	return s, nil
}

// worstCause is the folded cause with most delay at the place.
func worstCause(b analysis.PlaceTime) int {
	best := analysis.FoldMoving + 1
	for i := best; i < len(b.Hours); i++ {
		if b.Hours[i] > b.Hours[best] {
			best = i
		}
	}
	return best
}

// stackPitch is the height of rows: three panels have tight ones.
func stackPitch(stacks []stack) vg.Length {
	pitch := pitchFor(stackNames(stacks))
	if len(stacks) > 2 && pitch == rowPitch {
		return rowTight
	}
	return pitch
}

// stackNames are the names in all panels.
func stackNames(stacks []stack) []string {
	var names []string
	for _, s := range stacks {
		names = append(names, barNames(s)...)
	}
	return names
}

func barNames(s stack) []string {
	names := make([]string, len(s.bars))
	for i, b := range s.bars {
		names[i] = analysis.Brief(b.Name)
	}
	return names
}

// stackTitle is the finding. Of three states it tells what more demand does, and what the last scenario does at that demand.
func stackTitle(r *analysis.Report, stacks []stack) string {
	if len(stacks) == 3 {
		today, before, after := stacks[0], stacks[1], stacks[2]
		places := analysis.Brief(after.worst.Name)
		if before.worst.Place != after.worst.Place {
			places = fmt.Sprintf("%s (%s) and %s (%s)", analysis.Brief(before.worst.Name), variantTag(r, before.variant), places, variantTag(r, after.variant))
		}
		return fmt.Sprintf("%s days from door to door (%s); at %s Mt offered %s (%s) and %s (%s), waiting most at %s",
			days(today.total/24), variantBrief(r, today.variant), demand(r, after.variant), days(before.total/24), variantTag(r, before.variant),
			days(after.total/24), variantTag(r, after.variant), places)
	}
	part := "most of it"
	var shares, places []string
	lost := 0.0
	for i, s := range stacks {
		lost += s.delay
		if s.delay > 0 && s.worst.Waiting() <= s.delay/2 {
			part = "the largest part"
		}
		share, place := percent(s.delay/s.total), analysis.Brief(s.worst.Name)
		if i == 0 {
			share += " of the time"
		}
		if len(stacks) > 1 {
			share += " (" + variantBrief(r, s.variant) + ")"
			place += " (" + variantTag(r, s.variant) + ")"
		}
		shares = append(shares, share)
		if s.delay > 0 {
			places = append(places, place)
		}
	}

	if lost <= 0 {
		return "No time is lost: all hours are moving and handling"
	}
	first, last := stacks[0], stacks[len(stacks)-1]
	if len(places) == len(stacks) && first.worst.Place == last.worst.Place {
		places = []string{analysis.Brief(last.worst.Name)}
	}
	if slices.ContainsFunc(stacks, func(s stack) bool { return r.RanksAll(s.variant) }) {
		return fmt.Sprintf("Waiting is %s; most cargo, arrived or not, waits at %s", listed(shares), listed(places))
	}
	return fmt.Sprintf("Waiting is %s, %s at %s", listed(shares), part, listed(places))
}

// scalesApart is how many times longer than its own the longest bar of all must be for a panel to have a scale of its own.
const scalesApart = 2.5

// stackAxes are the ends of the panels' axes.
func stackAxes(stacks []stack) (high []float64) {
	for _, s := range stacks {
		longest := 0.0
		for _, b := range s.bars {
			longest = max(longest, b.Total)
		}
		high = append(high, longest)
	}
	most := slices.Max(high)
	for i := range high {
		if high[i]*scalesApart >= most {
			high[i] = most
		}
	}
	return high
}

// stackPanel draws the bars of one variant.
func stackPanel(r *analysis.Report, s stack, high float64, own, lowest bool) panel {
	title := ""
	if lowest {
		title = "Hours per unit"
	}
	p := newRows(len(s.bars), high, inside(high, 6), title)
	sty := plain(sizeLabel, inkText)
	right := vg.Length(0)
	for _, b := range s.bars {
		// Only what stands beyond the axis needs room there; bars near its end are the long ones.
		right = max(right, sty.Width(barEnd(s, b))+4)
	}
	p.Add(paint(func(c draw.Canvas, x, y func(float64) vg.Length) {
		for i, b := range s.bars {
			stackBar(c, x, y(float64(i)), rowHeight(y), b)
			boxed(c, sty, x(b.Total)+4, y(float64(i)), 0, barEnd(s, b))
		}
	}))
	left := rowNames(p, barNames(s))
	heading := fmt.Sprintf("%s: %s days door to door, %s waiting",
		variantHeading(r, s.variant), days(s.total/24), percent(s.delay/s.total))
	if r.PilesUp(s.variant) {
		heading += ", cargo piles up"
	}
	if own {
		heading += " (own scale)"
	}
	return panel{heading: heading, plot: p, share: float64(len(s.bars)) + 0.2, left: left, right: right}
}

// stackBar draws the parts of one bar, with the number inside where it fits.
func stackBar(c draw.Canvas, x func(float64) vg.Length, y, height vg.Length, b analysis.PlaceTime) {
	from := 0.0
	for k, h := range b.Hours {
		x0, x1 := x(from), x(from+h)
		fillRect(c, x0, y-height/2, max(x0, x1-0.25), y+height/2, causeColours[k])
		sty := plain(sizeNote, inkText)
		if dark(causeColours[k]) {
			sty.Color = color.Color(white)
		}
		if s := number(math.Round(h), 0); sty.Width(s)+4 <= x1-x0 {
			putMiddle(c, sty, (x0+x1)/2, y, 0.5, s)
		}
		from += h
	}
}

// rowHeight is the height of a bar.
func rowHeight(y func(float64) vg.Length) vg.Length { return barThickness * (y(0) - y(1)) }

func barEnd(s stack, b analysis.PlaceTime) string {
	share := percent(b.Total / s.total)
	if b.Total > 0 && b.Total < 0.005*s.total {
		share = "<1 %"
	}
	return fmt.Sprintf("%s h (%s)", significant(b.Total, 2), share)
}

func stackTable(r *analysis.Report, stacks []stack) Table {
	t := Table{Header: []string{"scenario", "level", "offered [Mt/yr]", "order", "place", "name", "cause", "time [h/unit]"}}
	for _, s := range stacks {
		v := r.Header.Variants[s.variant]
		for i, b := range s.bars {
			for k, h := range b.Hours {
				t.add(fullName(r.Header.Scenarios[v.Scenario]), r.Header.Levels[v.Level], r.Offered(s.variant), i, b.Place, b.Name,
					analysis.FoldedCauses[k].Label, h)
			}
		}
	}
	return t
}

func stackAlt(r *analysis.Report, stacks []stack) string {
	alt := "Stacked bar chart, one bar for each place in route order, parted by cause."
	for _, s := range stacks {
		alt += fmt.Sprintf(" %s: %s hours from door to door, %s of them waiting; most at %s, %s hours, mainly %s.",
			variantHeading(r, s.variant), significant(s.total, 3), percent(s.delay/s.total), analysis.Brief(s.worst.Name),
			significant(s.worst.Waiting(), 2), analysis.GroupLabel(s.cause, s.worst))
	}
	return alt
}
