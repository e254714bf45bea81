package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"corridor/sim/analysis"
)

// pitchEffect is the height of a row of effects.
const pitchEffect vg.Length = 11.5

// An effect is one row: what leaving a mechanism out does, without less with.
type effect struct {
	name, title string
	of          []analysis.Effect // by column of the figure
}

// halves are the two metrics that a level has columns for.
var halves = []struct {
	by, words, column string
}{
	{analysis.ByCarried, "Carried, Mt per year", "carried [Mt/yr]"},
	{analysis.ByP50, "Median, days", "transit P50 [d]"},
}

// An effectColumn is one column of dots, with a scale of its own.
type effectColumn struct {
	level int // index into the levels shown
	half  int
}

func columnsOf(levels int) (out []effectColumn) {
	for l := range levels {
		for h := range halves {
			out = append(out, effectColumn{l, h})
		}
	}
	return out
}

// ablation shows what each mechanism does: a dot with an interval for the difference that leaving it out makes, in a column
// for what is carried and one for the median time at the lowest level and at the highest, the largest effects on top.
func ablation(r *analysis.Report) (Drawing, error) {
	const name = "ablation"
	if err := check(r, name); err != nil {
		return Drawing{}, err
	}
	all := analysis.Ablations(r, analysis.ByCarried)
	if !r.Header.Ablation() || len(all) == 0 || len(all[0].Rows) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: no mechanism is left out; corridor ablate does so", name)
	}
	shown := all
	if len(all) > 2 {
		shown = []analysis.Ablation{all[0], all[len(all)-1]}
	}
	columns := columnsOf(len(shown))
	effects := effectsOf(shown, columns)
	if !slices.ContainsFunc(columns, func(c effectColumn) bool { return most(effects, columns, c) > 0 }) {
		return Drawing{}, fmt.Errorf("figure %s: no data: no mechanism has an effect in any good replication", name)
	}
	effects, left := keepEffects(effects)
	d := newDrawing(r, name, 0)
	d.panels = []panel{effectsPanel(shown, effects, columns)}
	d.Title = ablationTitle(shown[len(shown)-1])
	d.Subtitle = "Difference that leaving out a mechanism makes: without it less with it, under the same luck"
	d.Method = effectsMethod(r, len(all)-len(shown), left)
	d.legend = effectsLegend(r, len(shown[0].Rows))
	d.fit(pitchEffect)
	d.Table = effectsTable(r, shown, effects, columns)
	d.Caption = d.caption()
	d.Alt = effectsAlt(shown[len(shown)-1], effects, left)
	return d, nil
}

// effectsOf puts the columns side by side, the largest on top: that whose effect in some column, as a share of the greatest
// there, is the greatest; first those with an effect beyond chance, by these alone.
func effectsOf(shown []analysis.Ablation, columns []effectColumn) (out []effect) {
	for _, row := range shown[0].Rows {
		e := effect{name: row.Mechanism, title: row.Title}
		for _, c := range columns {
			rows := shown[c.level].Rows
			i := slices.IndexFunc(rows, func(x analysis.LeftOut) bool { return x.Mechanism == e.name })
			if i < 0 {
				nothing := analysis.Summary{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
				e.of = append(e.of, analysis.Effect{Summary: nothing, P: math.NaN()})
				continue
			}
			e.of = append(e.of, rows[i].Of(halves[c.half].by))
		}
		out = append(out, e)
	}
	size := func(e effect, surely bool) (s float64) {
		for k, c := range columns {
			if scale := most(out, columns, c); scale > 0 && (e.of[k].Sure() || !surely) {
				s = max(s, e.size(k)/scale)
			}
		}
		return s
	}
	slices.SortStableFunc(out, func(a, b effect) int {
		return cmp.Or(cmp.Compare(size(b, true), size(a, true)), cmp.Compare(size(b, false), size(a, false)))
	})
	return out
}

// size is that of the effect in a column; 0 if there is no value.
func (e effect) size(column int) float64 {
	if m := math.Abs(e.of[column].Mean); !math.IsNaN(m) {
		return m
	}
	return 0
}

// most is the greatest effect of all in a column.
func most(effects []effect, columns []effectColumn, c effectColumn) (s float64) {
	for _, e := range effects {
		s = max(s, e.size(slices.Index(columns, c)))
	}
	return s
}

// keepEffects leaves out the rows beyond a page.
func keepEffects(effects []effect) (kept []effect, left int) {
	fit := min(len(effects), rowsFit(1, pitchEffect))
	return effects[:fit], len(effects) - fit
}

func effectsMethod(r *analysis.Report, levels, left int) string {
	method := fmt.Sprintf("Paired by replication; bars: 95 %% intervals of each alone over %s, an arrow where one goes on.", count(r.Header.Replications, "replication"))
	if r.Header.Replications == 1 {
		method = "One replication: no interval, no dot is more than luck."
	}
	method += " Beyond chance: P of Student's test, adjusted by Holm's method for all mechanisms in a column, at most 5 %." +
		" Each column has a scale of its own. Effects do not add up. Order: what is beyond chance, as a share of the greatest effect in its column; then the rest."
	if left > 0 {
		method += fmt.Sprintf(" %s with less not shown.", upperFirst(count(left, "mechanism")))
	}
	if levels > 0 {
		method += fmt.Sprintf(" %s between not shown.", upperFirst(count(levels, "level")))
	}
	return method
}

// largest is the row with the largest effect that is beyond chance among all; nil if there is none.
func largest(a analysis.Ablation, by string) (best *analysis.LeftOut) {
	for i := range a.Rows {
		x := &a.Rows[i]
		if x.Of(by).Sure() && (best == nil || math.Abs(x.Of(by).Mean) > math.Abs(best.Of(by).Mean)) {
			best = x
		}
	}
	return best
}

// spoken is the title of a mechanism in a sentence.
func spoken(x *analysis.LeftOut) string { return lowerFirst(x.Title) }

func ablationTitle(a analysis.Ablation) string {
	tonnes, time := largest(a, analysis.ByCarried), largest(a, analysis.ByP50)
	var clauses []string
	if tonnes != nil {
		more, v := "more", tonnes.Carried.Mean
		if v < 0 {
			more = "less"
		}
		clauses = append(clauses, fmt.Sprintf("%s Mt per year %s are carried without %s", significant(math.Abs(v), 2), more, spoken(tonnes)))
	}
	if time != nil {
		longer, v := "longer", time.P50.Mean
		if v < 0 {
			longer = "shorter"
		}
		clause := fmt.Sprintf("the median is %s days %s", days(math.Abs(v)), longer)
		if tonnes == nil || time.Mechanism != tonnes.Mechanism {
			clause += " without " + spoken(time)
		}
		clauses = append(clauses, clause)
	}
	if len(clauses) == 0 {
		if n := a.Carried.N; coarse(a) {
			return fmt.Sprintf("At %s, %s cannot tell the effect of any mechanism from chance, of %d", a.Level, count(n, "replication"), len(a.Rows))
		}
		return fmt.Sprintf("At %s no mechanism has an effect beyond chance among %d", a.Level, len(a.Rows))
	}
	return fmt.Sprintf("At %s, %s", a.Level, strings.Join(clauses, ", and "))
}

// Below so many replications, or with an interval that reaches further than such a share of the whole to either side, that no
// effect is beyond chance says more of the experiment than of the mechanisms.
const (
	fewReplications = 10
	coarseTonnes    = 0.02
	coarseDays      = 0.1
)

// coarse tells whether effects that matter could hide in the intervals.
func coarse(a analysis.Ablation) bool {
	wide := func(e analysis.Effect, whole analysis.Summary, share float64) bool {
		return (e.High-e.Low)/2 > share*whole.Mean // false for NaN
	}
	return a.Carried.N < fewReplications || slices.ContainsFunc(a.Rows, func(x analysis.LeftOut) bool {
		return wide(x.Carried, a.Carried, coarseTonnes) || wide(x.P50, a.P50, coarseDays)
	})
}

func effectsAlt(a analysis.Ablation, effects []effect, left int) string {
	var parts []string
	for _, e := range effects[:min(3, len(effects))] {
		i := slices.IndexFunc(a.Rows, func(x analysis.LeftOut) bool { return x.Mechanism == e.name })
		parts = append(parts, fmt.Sprintf("%s %s Mt per year, %s days", lowerFirst(e.title), a.Rows[i].Carried.Text(1), a.Rows[i].P50.Text(1)))
	}
	return fmt.Sprintf("Dots with intervals for %s that are left out in turn, in columns for what is carried and for median days. Largest at %s: %s.",
		count(len(effects)+left, "mechanism"), a.Level, strings.Join(parts, "; "))
}

func effectsTable(r *analysis.Report, shown []analysis.Ablation, effects []effect, columns []effectColumn) Table {
	t := Table{Header: []string{"scenario", "level", "without", "title"}}
	for _, h := range halves {
		t.Header = append(t.Header, h.column, "low 95 % "+h.column, "high 95 % "+h.column, "p (Holm) "+h.column)
	}
	for i, a := range shown {
		for _, e := range effects {
			row := []any{fullName(r.Header.Scenarios[0]), a.Level, e.name, e.title}
			for k, c := range columns {
				if s := e.of[k]; c.level == i {
					row = append(row, s.Mean, s.Low, s.High, s.P)
				}
			}
			t.add(row...)
		}
	}
	return t
}
