package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"corridor/sim/des"
)

// relative is a change by an amount: "+2", "-1 TEU" or, by a factor, "+20 %".
type relative struct {
	text    string
	amount  float64 // to add; of percent: the factor less 1
	unit    string
	percent bool
}

// parseRelative returns nil for a text that is no relative change.
func parseRelative(s string) *relative {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return nil
	}
	x, unit, _, ok := split(s[:1] + strings.TrimLeft(s[1:], " "))
	if !ok {
		return nil
	}
	if unit == "%" {
		return &relative{s, x / 100, unit, true}
	}
	return &relative{s, x, unit, false}
}

// apply makes the changes of all measures, one value at a time.
func (l *loader) apply(root *node, changes []*change) {
	slices.SortStableFunc(changes, func(a, b *change) int { return slices.Compare(a.path, b.path) })
	for from := 0; from < len(changes); {
		to := from + 1
		for to < len(changes) && slices.Equal(changes[to].path, changes[from].path) {
			to++
		}
		if l.agree(changes[:from], changes[from:to]) {
			l.applyTo(root, changes[from:to])
		}
		from = to
	}
}

// replace sets a value; nil if it is that already.
func (l *loader) replace(old *node, c *change, key string) *node {
	if old != nil && l.same(old, c) {
		return nil
	}
	made := c.node.clone()
	made.key = key
	if old != nil {
		made.was = old.written() + " " + old.val.where()
	}
	return made
}

// same reports whether a change sets what is there already, in whatever spelling: "12 h" is
// "0.5 d".
func (l *loader) same(old *node, c *change) bool {
	if old.written() == c.node.written() {
		return true
	}
	before, ok := l.canonical(old, c.field)
	after, also := l.canonical(c.node, c.field)
	return ok && also && before == after
}

// canonical is the one spelling of a value, if it can be read by itself.
func (l *loader) canonical(n *node, f *field) (string, bool) {
	known := readerOf(f.typ)
	if known == nil || f.typ == refType || f.typ == choiceType {
		return "", false
	}
	r := newReading(&log{}, l.files, &node{shape: table})
	v := reflect.New(f.typ).Elem()
	known.read(r, n, "", f, v)
	return known.text(v), !r.failed()
}

// shift changes a value by amounts and factors: amounts add up first, then factors multiply, both in order of size, so that the
// order of measures has no effect, not even on the last bit.
func (l *loader) shift(old *node, changes []*change) *node {
	last := changes[len(changes)-1]
	if old == nil {
		l.error(last.node.val, fmt.Sprintf("%s is not in the base, so %q has nothing to change", last.said(), last.by.text), "write the new value")
		return nil
	}
	made := old.clone()
	if len(made.edits) == 0 {
		made.was = old.written() + " " + old.val.where()
	}
	var amounts, factors []float64
	for _, c := range changes {
		switch {
		case c.by.percent:
			factors = append(factors, 1+c.by.amount)
		case !l.unitFits(old, c):
			return nil
		default:
			amounts = append(amounts, c.by.amount)
		}
		made.edits = append(made.edits, edit{c.by.text, c.node.val.where()})
	}
	slices.Sort(amounts)
	slices.Sort(factors)
	total, factor := 0.0, 1.0
	for _, x := range amounts {
		total += x
	}
	for _, x := range factors {
		factor *= x
	}
	if total == 0 && factor == 1 {
		return nil
	}
	if !scale(made, total, factor) {
		l.error(last.node.val, fmt.Sprintf("%s is %s, which %q cannot change", last.said(), old.written(), last.by.text), "write the new value")
		return nil
	}
	made.markAs(last.node.val)
	return made
}

// markAs lets problems of the new value point to the change.
func (n *node) markAs(at mark) {
	n.val = at
	for _, k := range n.kids {
		k.markAs(at)
	}
}

// unitFits refuses an amount in another unit than the value it is added to.
func (l *loader) unitFits(old *node, c *change) bool {
	unit := ""
	if s, ok := old.value.(string); ok {
		if _, u, _, ok := split(s); ok {
			unit = u
		}
	}
	if old.shape == leaf && unit != c.by.unit {
		example := strings.TrimSpace(fmt.Sprintf("%+g %s", c.by.amount, unit))
		l.error(c.node.val, fmt.Sprintf("%s is %s in %s: %q has another unit", c.said(), old.written(), old.val.where(), c.by.text),
			fmt.Sprintf("write as in %q", example))
		return false
	}
	return true
}

// scale adds to a value and multiplies it. Lists and laws can be multiplied only; of a law the
// arguments that have the unit of what is drawn.
func scale(n *node, add, factor float64) bool {
	switch n.shape {
	case leaf:
		return scaleLeaf(n, add, factor)
	case list:
		return add == 0 && all(n.kids, func(k *node) bool { return scale(k, 0, factor) })
	}
	dist := n.kid("dist")
	if dist == nil || add != 0 {
		return false
	}
	i := slices.IndexFunc(des.DistKinds, func(k des.DistKind) bool { return k.Name == dist.value })
	if i < 0 {
		return false
	}
	scaled := false
	for _, k := range n.kids {
		dim, isArg := argDim(&des.DistKinds[i], k.key)
		if isArg && dim == des.Value || k.key == "values" || k.key == "parts" {
			if !scale(k, 0, factor) {
				return false
			}
			scaled = true
		}
	}
	return scaled
}

func all(kids []*node, do func(*node) bool) bool {
	for _, k := range kids {
		if !do(k) {
			return false
		}
	}
	return len(kids) > 0
}

func scaleLeaf(n *node, add, factor float64) bool {
	switch v := n.value.(type) {
	case int64:
		x := (float64(v) + add) * factor
		if x == math.Trunc(x) && math.Abs(x) < maxWhole {
			n.value = int64(x)
		} else {
			n.value = tidy(x)
		}
	case float64:
		n.value = tidy((v + add) * factor)
	case string:
		x, unit, _, ok := split(v)
		if !ok {
			return false
		}
		n.value = strings.TrimSpace(strconv.FormatFloat(tidy((x+add)*factor), 'f', -1, 64) + " " + unit)
	default:
		return false
	}
	return true
}

// tidy rounds to 12 digits: 1.1 times 3 is 3.3 to the planner who wrote it.
func tidy(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}

// changesOf flattens the changes of measures against the tree, in order of their days: the last to name a source of a key names it.
func (l *loader) changesOf(root *node, measures []*measure) []*change {
	f := &flattener{loader: l, root: root}
	measures = slices.Clone(measures)
	slices.SortStableFunc(measures, func(a, b *measure) int { return a.Ready.Compare(b.Ready) })
	for _, m := range measures {
		f.measure = m
		if n := m.root.kid("change"); n != nil && n.shape == table {
			f.flatten(n)
		} else if n != nil {
			l.error(n.val, "change is "+n.kind()+", not a table", "write [change.KIND.NAME]")
		}
	}
	return f.changes
}

// use applies measures that are in effect together: first all that is added, then all changes, last
// all that is removed. What is removed and added again on a later day begins anew. It reports on some of them.
func (l *loader) use(root *node, measures, reported []*measure) []string {
	l.comebacks(root, measures)
	l.add(root, measures)
	changes := l.changesOf(root, measures)
	l.apply(root, changes)
	l.remove(root, measures, changes)
	if l.failed() {
		return nil
	}
	var applied []string
	for _, m := range reported {
		slices.SortFunc(m.Changed, cmp.Compare)
		m.Changed = slices.Compact(m.Changed)
		applied = append(applied, l.report(m))
	}
	return applied
}
