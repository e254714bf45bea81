package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"corridor/sim/corridor"
)

// Things that measures add and remove.

// add puts the new things of all measures into the tree.
func (l *loader) add(root *node, measures []*measure) {
	for _, m := range measures {
		n := m.root.kid("add")
		if n == nil {
			continue
		}
		if n.shape != table {
			l.error(n.val, "add is "+n.kind()+", not a table", "write [add.KIND.NAME]")
			continue
		}
		for _, k := range n.kids {
			if _, isKind := corridor.KindOf(k.key + "."); !isKind {
				l.error(k.at, fmt.Sprintf("unknown kind %q", k.key), didYouMean(k.key, kindNames()))
				continue
			}
			if k.shape != table {
				l.error(k.val, fmt.Sprintf("add.%s is %s, not a table", k.key, k.kind()), fmt.Sprintf("write [add.%s.NAME]", k.key))
				continue
			}
			l.addInto(m, k, ensure(root, k), k.key)
		}
	}
}

// addInto walks down to what does not exist yet and puts it there.
func (l *loader) addInto(m *measure, n, under *node, path string) {
	for _, k := range n.kids {
		inside := path + "." + k.key
		old := under.kid(k.key)
		switch {
		case k.shape != table && strings.Contains(path, "."):
			l.error(n.at, fmt.Sprintf("%s exists already", path), l.hintExists(path))
			return
		case l.dead[k]:
		case old == nil:
			under.put(k.clone())
			m.added[inside] = true
			m.Changed = append(m.Changed, inside)
		case old.shape == table && k.shape == table && len(k.kids) > 0:
			l.addInto(m, k, old, inside)
		default:
			l.error(k.at, fmt.Sprintf("%s exists already, in %s", inside, old.at.where()), l.hintExists(inside))
		}
	}
}

// hintExists says what to do about what is added and exists already: it may be removed, but not before.
func (l *loader) hintExists(path string) string {
	if x, goes := l.goes[path]; goes {
		return fmt.Sprintf("%s removes it: to add it anew, give this measure a later day (ready)", x.where())
	}
	return fmt.Sprintf("write [change.%s]", path)
}

// remove takes things away. Nothing else may change what is removed, but before the day on which it is.
func (l *loader) remove(root *node, measures []*measure, changes []*change) {
	l.removed = map[string]removal{}
	for _, m := range measures {
		n := m.root.kid("remove")
		if n == nil {
			continue
		}
		for _, k := range l.texts(n, "remove") {
			path := k.value.(string)
			if l.dead[k] {
				continue
			}
			if by, twice := l.removed[path]; twice {
				l.error(k.val, fmt.Sprintf("%s is removed by %s and by %s", path, by.at.where(), k.val.where()), "one of them is enough; between two it must be added again")
				continue
			}
			l.removed[path] = removal{k.val, m.Ready}
			late := func(c *change) bool { return m.Ready.IsZero() || !c.measure.Ready.Before(m.Ready) }
			if i := slices.IndexFunc(changes, func(c *change) bool { return strings.HasPrefix(c.name()+".", path+".") && late(c) }); i >= 0 {
				l.error(k.val, fmt.Sprintf("%s is removed%s, and changed by %s%s", path, onDay(m.Ready), changes[i].node.val.where(), onDay(changes[i].measure.Ready)), "")
				continue
			}
			l.removeOne(root, m, k, path)
		}
	}
}

func (l *loader) removeOne(root *node, m *measure, k *node, path string) {
	keys := strings.Split(path, ".")
	_, isKind := corridor.KindOf(path)
	above, exact := root.find(keys[:len(keys)-1])
	if !isKind || !exact || above.kid(keys[len(keys)-1]) == nil {
		l.error(k.val, fmt.Sprintf("%s: nothing to remove, the base has none", path), didYouMean(path, thingsOf(root)))
		return
	}
	above.drop(keys[len(keys)-1])
	m.removed[path] = true
	m.Changed = append(m.Changed, path)
}

// thingsOf lists the paths of all things in a tree.
func thingsOf(root *node) []string {
	var paths []string
	for _, kind := range corridor.Kinds {
		if n := root.kid(kind.Name); n != nil {
			paths = append(paths, prefixed(kind.Name, n.keys())...)
		}
	}
	slices.Sort(paths)
	return paths
}
