package scenarios

import (
	"fmt"
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
			l.error(at.nearest(fault.Path), path+": "+fault.Text, "")
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
// file than its own has made idle, as a second track makes loops, nobody has written in vain.
func (l *loader) doubts(f *File) {
	if l.failed() {
		return
	}
	for _, doubt := range corridor.Doubts(f.Scenario) {
		root := f.rootOn(doubt.On)
		at, by := root.nearest(doubt.Path), root.nearest(doubt.Because)
		if doubt.Because == "" || by.source.order <= at.source.order {
			l.warn(at, doubt.Path+": "+doubt.Text)
		}
	}
}
