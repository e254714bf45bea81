package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"corridor/sim/corridor"
)

// faults finds what does not fit together, in each state of the scenario.
func (l *loader) faults(f *File) {
	var tables []*rowFaults
	for _, fault := range corridor.Check(f.Scenario) {
		path := fault.Path
		if !fault.On.IsZero() {
			path = fmt.Sprintf("from %s: %s", fault.On.Format(time.DateOnly), path)
		}
		at := f.rootOn(fault.On)
		t := l.tableAt(at, fault)
		if t == nil {
			where, hint := f.placeOf(fault)
			l.error(where, path+": "+fault.Text, hint)
			continue
		}
		i := slices.IndexFunc(tables, func(x *rowFaults) bool { return x.path == path })
		if i < 0 {
			i, tables = len(tables), append(tables, &rowFaults{log: l.log, path: path, table: t})
		}
		tables[i].add(fault.Row-1, max(0, slices.Index(t.head, fault.Column)), fault.Text, "")
	}
	for _, x := range tables {
		x.any()
	}
}

// placeOf is where to look for a fault: of one that comes on a day at what the measures of that day write or remove, if they touch
// what it names. If they do not, the hint names them.
func (f *File) placeOf(fault corridor.Fault) (at mark, hint string) {
	root := f.rootOn(fault.On)
	at = root.nearest(fault.Path)
	i := slices.IndexFunc(f.states, func(s state) bool { return s.day.Equal(fault.On) })
	if i < 0 || f.states[i].isFresh(at) {
		return at, ""
	}
	s := &f.states[i]
	for _, path := range slices.Sorted(maps.Keys(s.removed)) {
		if x := s.removed[path]; x.on.Equal(s.day) && (isWithin(path, fault.Path) || isWithin(fault.Path, path)) {
			return x.at, ""
		}
	}
	if n, exact := root.find(strings.Split(fault.Path, ".")); exact {
		if within, is := s.firstFresh(n); is {
			return within, ""
		}
	}
	var names []string
	for _, m := range s.fresh {
		names = append(names, m.Name)
	}
	return at, "on this day comes " + strings.Join(names, ", ")
}

// isWithin tells whether a path is another, or of something in it.
func isWithin(path, other string) bool { return strings.HasPrefix(path+".", other+".") }

// isFresh tells whether a place is in a measure of the first day of the state.
func (s *state) isFresh(at mark) bool {
	return slices.ContainsFunc(s.fresh, func(m *measure) bool { return m.root.at.source == at.source })
}

// firstFresh is the first place below a node that such a measure has written.
func (s *state) firstFresh(n *node) (mark, bool) {
	for _, k := range n.kids {
		if s.isFresh(k.at) {
			return k.at, true
		}
		if at, is := s.firstFresh(k); is {
			return at, true
		}
	}
	return n.val, s.isFresh(n.val)
}

// tableAt is the table in a row of which a fault is, nil if it is in none.
func (l *loader) tableAt(root *node, fault corridor.Fault) *csvTable {
	n, _ := root.find(strings.Split(fault.Path, "."))
	if fault.Row == 0 || n.shape != table || n.kid("file") == nil {
		return nil
	}
	file := n.kid("file")
	name, _ := file.value.(string)
	t, err := l.files.table(l.files.join(file.val.source.name, name))
	if err != nil || fault.Row > len(t.rows) {
		return nil
	}
	return t
}

// doubts warns of what may bring the scenario to a standstill, and of what has no effect, unless it is refused anyway. What a later
// file than its own has made idle, as a second track makes loops, nobody has written in vain; the command line is one file.
func (l *loader) doubts(f *File) {
	if l.failed() {
		return
	}
	for _, doubt := range corridor.Doubts(f.Scenario) {
		root := f.rootOn(doubt.On)
		at, by := root.nearest(doubt.Path), root.nearest(doubt.Because)
		if doubt.Because == "" || by.source.order <= at.source.order || by.source.inline && at.source.inline {
			l.warn(at, doubt.Path+": "+doubt.Text)
		}
	}
}
