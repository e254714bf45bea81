package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// What one measure removes another may add anew on a later day. From that day the new table alone is there: what was before it, and
// whatever changed that, is past.

// removal is where, and from when, a measure takes something away.
type removal struct {
	at mark
	on time.Time // zero: from the beginning
}

// where names the line, and the day if there is one.
func (x removal) where() string { return x.at.where() + onDay(x.on) }

// onDay is a day in words, with a blank before it; nothing for the zero day.
func onDay(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return " on " + day.Format(time.DateOnly)
}

// turn is a node of a measure that takes a path away, or adds it.
type turn struct {
	*measure
	node *node
	adds bool
}

// comeback is the last return of a path that was removed.
type comeback struct {
	path     string
	gone, on time.Time // days on which it went, and came back
}

// turnsOf are the removals of a path and what adds it, in order of day.
func turnsOf(path string, measures []*measure) (all []turn) {
	for _, m := range measures {
		if n := m.root.kid("add"); n != nil {
			if k, adds := n.find(strings.Split(path, ".")); adds {
				all = append(all, turn{m, k, true})
			}
		}
		if n := m.root.kid("remove"); n != nil {
			for _, k := range n.kids {
				if k.value == path {
					all = append(all, turn{m, k, false})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b turn) int { return a.Ready.Compare(b.Ready) })
	return all
}

// comebacks finds what is removed and added again by measures in effect together, and takes what was there before out of the tree.
func (l *loader) comebacks(root *node, measures []*measure) {
	l.backs, l.dead, l.goes = nil, map[*node]bool{}, map[string]removal{}
	for _, m := range measures {
		n := m.root.kid("remove")
		if n == nil {
			continue
		}
		for _, k := range n.kids {
			if path, is := k.value.(string); is && l.goes[path].at.source == nil {
				l.goes[path] = removal{k.val, m.Ready}
				l.comeback(root, path, turnsOf(path, measures))
			}
		}
	}
}

// comeback looks for the last return of a path among its turns. Those before it are past, and must alternate.
func (l *loader) comeback(root *node, path string, turns []turn) {
	last := 0 // index of the turn that brings it back
	for i := 1; i < len(turns); i++ {
		if turns[i].adds && !turns[i-1].adds && turns[i].Ready.After(turns[i-1].Ready) {
			last = i
		}
	}
	if last == 0 {
		return
	}
	keys := strings.Split(path, ".")
	above, exact := root.find(keys[:len(keys)-1])
	there := exact && above.kid(keys[len(keys)-1]) != nil
	for _, t := range turns[:last] {
		if t.adds == there {
			if t.adds {
				l.error(t.node.at, fmt.Sprintf("%s exists already%s", path, onDay(t.Ready)), fmt.Sprintf("write [change.%s]", path))
			} else {
				l.error(t.node.val, fmt.Sprintf("%s: nothing to remove%s", path, onDay(t.Ready)), "")
			}
			return
		}
		there = t.adds
		l.dead[t.node] = true
		t.past[path] = true
	}
	if exact {
		above.drop(keys[len(keys)-1])
	}
	l.backs = append(l.backs, comeback{path, turns[last-1].Ready, turns[last].Ready})
}

// isPast tells whether a measure changes what is no more, since it came back anew; it is refused if it was not there on its day.
func (l *loader) isPast(m *measure, at mark, path string) bool {
	for _, b := range l.backs {
		if b.path != path || !m.Ready.Before(b.on) || m.at.source.inline {
			continue
		}
		if !m.Ready.Before(b.gone) {
			l.error(at, fmt.Sprintf("%s is not there%s: it is gone%s and comes back%s", path, onDay(m.Ready), onDay(b.gone), onDay(b.on)), "give this measure another day (ready)")
		}
		m.past[path] = true
		return true
	}
	return false
}

// comesBack refuses that a whole thing comes back inside the run: its running state cannot begin twice.
func (l *loader) comesBack(f *File, next state) {
	for _, t := range next.scenario.Things {
		i := f.Scenario.Find(t.Path)
		if i < 0 || f.last().Find(t.Path) >= 0 {
			continue
		}
		gone := f.Scenario.Things[i].Until
		l.error(next.root.nearest(t.Path), fmt.Sprintf("%s is gone%s and would come back%s: a thing that goes inside the run does not come back in it", t.Path, onDay(gone), onDay(next.day)),
			"add it under another name, and name that where it is used")
	}
}
