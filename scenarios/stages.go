package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// Several measures that change one value. On one day, or without one, only one may set it, while relative changes go together.
// Of measures with different days each applies to what holds on its own: one that sets the value ends what came before.

// stages are the changes of one value in order of their days: each but the last ends with the one change that sets the value
// anew, the last may hold relative changes on top.
type stages [][]*change

// inStages parts the changes of one value, which agree.
func inStages(changes []*change) (all stages) {
	slices.SortStableFunc(changes, func(a, b *change) int { return a.measure.Ready.Compare(b.measure.Ready) })
	from := 0
	for i, c := range changes {
		if c.by == nil {
			all = append(all, changes[from:i], changes[i:i+1])
			from = i + 1
		}
	}
	all = append(all, changes[from:])
	return slices.DeleteFunc(all, func(s []*change) bool { return len(s) == 0 })
}

// agree refuses changes of one value that exclude each other, and a change of a part of what one before replaces. Measures
// that set one value to the same do agree.
func (l *loader) agree(before, changes []*change) bool {
	for i, b := range changes {
		for _, a := range changes[:i] {
			if why := l.exclude(a, b); why != "" {
				l.conflict(a, b, why)
				return false
			}
		}
	}
	first := changes[0]
	for _, c := range before {
		if len(c.path) < len(first.path) && slices.Equal(c.path, first.path[:len(c.path)]) {
			l.conflict(c, first, "one sets the whole of which the other changes a part: write the whole in both, each with a day (ready) of its own")
			return false
		}
	}
	return true
}

// exclude says why two changes of one value cannot both be, or nothing.
func (l *loader) exclude(a, b *change) string {
	switch on, also := a.measure.Ready, b.measure.Ready; {
	case a.by != nil && b.by != nil:
		return "" // they go together
	case a.by == nil && b.by == nil && l.same(a.node, b):
		return ""
	case on.IsZero() != also.IsZero():
		return "one has no day (ready), and so neither comes before the other: give it one"
	case on.Equal(also):
		return "only one may set a value on a day (ready); relative changes such as \"+2\" go together"
	}
	return ""
}

func (l *loader) conflict(a, b *change, why string) {
	if a.node.val.source.order > b.node.val.source.order {
		a, b = b, a
	}
	l.error(b.node.at, fmt.Sprintf("%s is changed by %s and by %s", b.said(), a.node.val.where(), b.node.val.where()), why)
}

// applyTo makes the changes of one value, in stages: the tree then knows what each of them found. A change back to what the base
// has is one too, if it ends another.
func (l *loader) applyTo(root *node, changes []*change) {
	path := changes[0].path
	above, exact := root.find(path[:len(path)-1])
	if !exact {
		panic(fmt.Sprintf("scenarios: no table for %s", changes[0].name())) // flatten has made it
	}
	key := path[len(path)-1]
	value, begun, changed := above.kid(key), 0, false
	all := inStages(changes)
	for i, stage := range all {
		var made *node
		if set := stage[0]; set.by == nil {
			if made = l.replace(value, set, key); made != nil {
				begun = i
			}
		} else {
			made = l.shift(value, stage)
		}
		if made != nil {
			value, changed = made, true
		}
	}
	if !changed {
		return
	}
	above.put(value)
	for _, c := range slices.Concat(all[:begun]...) {
		c.measure.past[c.name()] = true
	}
	for _, c := range slices.Concat(all[begun:]...) {
		c.measure.values[c.node.at.where()+c.node.key] = true
		c.measure.things[strings.Join(c.path[:min(2, len(c.path))], ".")] = true
		c.measure.Changed = append(c.measure.Changed, c.name())
	}
}
