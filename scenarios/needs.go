package scenarios

import (
	"fmt"
	"slices"
	"time"

	"corridor/sim/corridor"
)

// other is a measure that another names: one that it needs, or excludes.
type other struct {
	path string // cleaned
	at   mark
}

// others reads a list of measures, named relative to the file of m.
func (l *loader) others(m *measure, key string) (out []other) {
	n := m.root.kid(key)
	if n == nil {
		return nil
	}
	for _, k := range l.texts(n, key) {
		out = append(out, other{l.files.clean(l.files.join(m.File, k.value.(string))), k.val})
	}
	return out
}

// in is the index of a measure among those that are used, or -1.
func (o other) in(all []*measure) int {
	return slices.IndexFunc(all, func(m *measure) bool { return m.path == o.path })
}

// checkNeeds refuses a measure that takes effect without what it needs.
func (l *loader) checkNeeds(all []*measure, run *corridor.Run) {
	for _, m := range all {
		for _, need := range m.needs {
			i := need.in(all)
			switch {
			case m.gone:
			case i < 0:
				l.error(need.at, fmt.Sprintf("%s needs %s, which is not used", m.Name, need.path), "add it with --with, or to the key with of the scenario")
			case all[i].gone:
				l.error(need.at, fmt.Sprintf("%s needs %s, which is not ready in the measured period", m.Name, all[i].Name), "")
			case all[i].isLate(run) && all[i].Ready.After(m.Ready):
				l.error(need.at, fmt.Sprintf("%s needs %s, which is ready later, on %s", m.Name, all[i].Name, all[i].Ready.Format(time.DateOnly)), "")
			}
		}
	}
}

// checkExcludes refuses measures that cannot take effect together. It is enough that one of them names the other.
func (l *loader) checkExcludes(all []*measure) {
	for _, m := range all {
		for _, x := range m.excludes {
			if i := x.in(all); i >= 0 && !m.gone && !all[i].gone {
				l.error(x.at, fmt.Sprintf("%s excludes %s, which is used too", m.Name, all[i].Name), "leave one of them out")
			}
		}
	}
}
