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

// pitchEffect is the height of a row of effects: dots of two levels, one above the other.
const pitchEffect vg.Length = 13.5

// An effect is one row: what leaving a mechanism out does at the levels shown, without less with.
type effect struct {
	name string
	of   [][]analysis.Summary // by half of the figure, then by level
}

// halves are the two sides of the figure.
var halves = []struct {
	by, words, column string
}{
	{analysis.ByCarried, "Carried, Mt per year", "carried [Mt/yr]"},
	{analysis.ByP50, "Median from door to door, days", "transit P50 [d]"},
}

// ablation shows what each mechanism does: a dot with an interval for the difference that leaving it out makes, to what is
// carried on the left and to the median time on the right, the largest effects on top.
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
	effects := effectsOf(shown)
	if most(effects, 0) == 0 && most(effects, 1) == 0 {
		return Drawing{}, fmt.Errorf("figure %s: no data: no mechanism has an effect in any good replication", name)
	}
	effects, left := keepEffects(effects)
	d := newDrawing(r, name, 0)
	d.panels = []panel{effectsPanel(effects, len(shown))}
	d.Title = ablationTitle(shown[len(shown)-1])
	d.Subtitle = "Difference that leaving out a mechanism makes: without it less with it, under the same luck"
	d.Method = effectsMethod(r, len(all)-len(shown), left)
	d.legend = effectsLegend(shown)
	d.fit(pitchEffect)
	d.Table = effectsTable(r, shown, effects)
	d.Caption = d.caption()
	d.Alt = effectsAlt(shown[len(shown)-1], effects, left)
	return d, nil
}

// effectsOf puts the rows of the levels side by side, the largest on top: that whose greater half, as a share of the
// greatest effect there, is the greatest.
func effectsOf(shown []analysis.Ablation) (out []effect) {
	for _, row := range shown[0].Rows {
		e := effect{name: row.Mechanism}
		for _, h := range halves {
			var at []analysis.Summary
			for _, a := range shown {
				i := slices.IndexFunc(a.Rows, func(x analysis.LeftOut) bool { return x.Mechanism == e.name })
				if i < 0 {
					at = append(at, analysis.Summary{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()})
					continue
				}
				at = append(at, a.Rows[i].Of(h.by))
			}
			e.of = append(e.of, at)
		}
		out = append(out, e)
	}
	scale := []float64{most(out, 0), most(out, 1)}
	size := func(e effect) (s float64) {
		for h := range halves {
			if scale[h] > 0 {
				s = max(s, e.size(h)/scale[h])
			}
		}
		return s
	}
	slices.SortStableFunc(out, func(a, b effect) int { return cmp.Compare(size(b), size(a)) })
	return out
}

// size is the greatest effect in a half; 0 if there is no value.
func (e effect) size(half int) (s float64) {
	for _, x := range e.of[half] {
		if m := math.Abs(x.Mean); m > s {
			s = m
		}
	}
	return s
}

// most is the greatest effect of all in a half.
func most(effects []effect, half int) (s float64) {
	for _, e := range effects {
		s = max(s, e.size(half))
	}
	return s
}

// keepEffects leaves out the rows beyond a page.
func keepEffects(effects []effect) (kept []effect, left int) {
	fit := min(len(effects), rowsFit(1, pitchEffect))
	return effects[:fit], len(effects) - fit
}

func effectsMethod(r *analysis.Report, levels, left int) string {
	method := fmt.Sprintf("Paired by replication; bars: 95 %% intervals over %s, an arrow where one goes on. Hollow: the interval holds 0.", count(r.Header.Replications, "replication"))
	if r.Header.Replications == 1 {
		method = "One replication: no interval, no dot is more than luck."
	}
	method += " Effects do not add up. Order: the greater of the two as a share of the greatest."
	if left > 0 {
		method += fmt.Sprintf(" %s with less not shown.", upperFirst(count(left, "mechanism")))
	}
	if levels > 0 {
		method += fmt.Sprintf(" %s between not shown.", upperFirst(count(levels, "level")))
	}
	return method
}

// sure tells whether an interval does not hold 0.
func sure(s analysis.Summary) bool { return s.Low > 0 || s.High < 0 }

// largest is the row with the largest effect that is beyond chance; nil if there is none.
func largest(a analysis.Ablation, by string) (best *analysis.LeftOut) {
	for i := range a.Rows {
		x := &a.Rows[i]
		if sure(x.Of(by)) && (best == nil || math.Abs(x.Of(by).Mean) > math.Abs(best.Of(by).Mean)) {
			best = x
		}
	}
	return best
}

// spoken is the name of a mechanism in a sentence.
func spoken(x *analysis.LeftOut) string { return strings.ReplaceAll(x.Mechanism, "-", " ") }

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
		return fmt.Sprintf("At %s no mechanism has an effect beyond chance", a.Level)
	}
	return fmt.Sprintf("At %s, %s", a.Level, strings.Join(clauses, ", and "))
}

func effectsAlt(a analysis.Ablation, effects []effect, left int) string {
	var parts []string
	for _, e := range effects[:min(3, len(effects))] {
		i := slices.IndexFunc(a.Rows, func(x analysis.LeftOut) bool { return x.Mechanism == e.name })
		parts = append(parts, fmt.Sprintf("%s %s Mt per year, %s days", e.name, a.Rows[i].Carried.Text(1), a.Rows[i].P50.Text(1)))
	}
	return fmt.Sprintf("Dots with intervals for %s that are left out in turn, carried on the left, median days on the right. Largest at %s: %s.",
		count(len(effects)+left, "mechanism"), a.Level, strings.Join(parts, "; "))
}

func effectsTable(r *analysis.Report, shown []analysis.Ablation, effects []effect) Table {
	t := Table{Header: []string{"scenario", "level", "without"}}
	for _, h := range halves {
		t.Header = append(t.Header, h.column, "low 95 % "+h.column, "high 95 % "+h.column)
	}
	for i, a := range shown {
		for _, e := range effects {
			row := []any{fullName(r.Header.Scenarios[0]), a.Level, e.name}
			for h := range halves {
				s := e.of[h][i]
				row = append(row, s.Mean, s.Low, s.High)
			}
			t.add(row...)
		}
	}
	return t
}
